from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.reading.plain import read_plain, unwrap

PARAGRAPH = (
    "两国外长二十八日在首都举行了正式会谈，双方就双边关系和共同关心的问题交换了意见，"
    "并商定今年内再举行一次会谈。"
)


def wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


@pytest.mark.parametrize("width", [9, 12, 17, 20])
def test_lines_cut_at_a_width_are_put_together(width: int) -> None:
    lines = ["外长会谈", "", "　　" + PARAGRAPH[: width - 2], *wrapped(PARAGRAPH[width - 2 :], width)]
    lines += ["　　" + PARAGRAPH[: width - 2], *wrapped(PARAGRAPH[width - 2 :], width)]
    assert [block.text for block in read_plain("\n".join(lines))] == ["外长会谈", PARAGRAPH, PARAGRAPH]


def test_latin_words_keep_their_space() -> None:
    lines = [
        "The foreign ministers of both",
        "countries met on Saturday and",
        "agreed to meet again in this",
        "year.",
    ]
    assert unwrap(lines) == [
        "The foreign ministers of both countries met on Saturday and agreed to meet again in this year."
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["外长会谈", PARAGRAPH, PARAGRAPH],
        ["主席：甲某", "委员：乙某", "委员：丙某", "秘书：丁某"],
        ["两国外长举行会谈。", "双方讨论双边关系。", "双方签署一份文件。", "客人随后离开首都。"],
        [],
        [""],
    ],
)
def test_other_lines_stay(lines: list[str]) -> None:
    assert unwrap(lines) == lines


def test_entities_and_indents() -> None:
    blocks = read_plain("外长&nbsp;会谈&#8203;\n　　甲国&amp;乙国")
    assert [(block.text, block.indented) for block in blocks] == [
        ("外长\u00a0会谈\u200b", False),
        ("甲国&乙国", True),
    ]


@given(st.lists(st.text(alphabet="会谈，。a b　", max_size=30), max_size=12))
def test_unwrapping_loses_nothing(lines: list[str]) -> None:
    assert "".join("".join(unwrap(lines)).split()) == "".join("".join(lines).split())
