from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.views.values import clean, clean_text, one_type_a_column, scalar

anything = st.text(st.characters(codec=None))


@given(anything)
def test_clean_text_can_be_written_and_is_clean_already(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert clean_text(cleaned) == cleaned
    assert not any(ord(char) < 32 and char not in "\t\n" for char in cleaned)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("王毅", "王毅"),
        ("", None),
        (None, None),
        (True, True),
        (3, 3),
        (2**80, str(2**80)),
        (0.25, 0.25),
        (float("inf"), None),
        ([], None),
        (["a", "", None, "b"], "a; b"),
        (("中方", "中国"), "中方; 中国"),
        ({"b", "a"}, "a; b"),
        ([{"title": "部长"}], '[{"title": "部长"}]'),
        ({}, None),
        (date(2023, 10, 26), "2023-10-26"),
        ("\ud800", "\ufffd"),
        ("\x00", None),
    ],
)
def test_scalar(value: object, expected: object) -> None:
    assert scalar(value) == expected


def test_clean_keeps_the_shape() -> None:
    assert clean({1: [("a\x00", {"b": float("nan")})]}) == {"1": [["a", {"b": None}]]}


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ([1, 2.5], [1.0, 2.5]),
        ([True, "x"], ["true", "x"]),
        ([1, True], ["1", "true"]),
        ([1, "x"], ["1", "x"]),
    ],
)
def test_a_column_has_one_type(column: list[object], expected: list[object]) -> None:
    rows = one_type_a_column([{"c": value} for value in column])  # type: ignore[dict-item]
    assert [row["c"] for row in rows] == expected
