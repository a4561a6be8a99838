from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.reading.blocks import Draft, Problem
from kgraph.reading.jsonl import read_json, read_lines, records

BODY = "两国外长举行会谈。"


def draft(value: dict[str, Any], **fields: str) -> Draft:
    [found] = records(value, fields)
    assert isinstance(found, Draft), found
    return found


@pytest.mark.parametrize(
    "key", ["text", "Content", "BODY", "content_html", "full-text", "maintext", "正文", "內容", "description"]
)
def test_keys_of_the_text(key: str) -> None:
    assert [block.text for block in draft({key: BODY}).blocks] == [BODY]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {"title": "会谈", "date": "2023-10-28", "source": "某报", "url": "u", "id": "n1"},
            ("会谈", "2023-10-28", "某报", "u", "n1"),
        ),
        (
            {
                "headline": "会谈",
                "createdAt": 1698488225000,
                "publisher": {"name": "某报"},
                "link": "u",
                "_id": {"$oid": "n1"},
            },
            ("会谈", "2023-10-28", "某报", "u", "n1"),
        ),
        (
            {
                "标题": "<b>会谈</b>&amp;签字",
                "发布时间": {"$date": "2023-10-28T00:00:00Z"},
                "来源": "某报",
                "id": 7,
            },
            ("会谈&签字", "2023-10-28", "某报", None, "7"),
        ),
        (
            {"title": " ", "published": None, "pubDate": "20231028", "source": "https://example.org/a"},
            (None, "2023-10-28", None, "https://example.org/a", None),
        ),
        ({"title": 5, "date": True, "source": [], "url": {}, "id": False}, (None, None, None, None, None)),
    ],
)
def test_keys_of_the_metadata(value: dict[str, Any], expected: tuple[str | None, ...]) -> None:
    found = draft({"text": BODY, **value})
    assert (found.title, found.published, found.source, found.url, found.key) == expected


def test_the_first_key_that_says_something_wins() -> None:
    value = {"summary": "摘要", "html": f"<p>{BODY}</p>", "text": "", "content": None}
    assert draft(value).blocks[0].text == BODY
    assert draft({"text": "", "title": "会谈"}).blocks == []


def test_a_list_of_paragraphs_is_a_text() -> None:
    assert [block.text for block in draft({"text": [BODY, "签字。"]}).blocks] == [BODY, "签字。"]


def test_named_fields_win() -> None:
    value = {"text": "别的", "data": {"leib": BODY}, "a.b": "会谈"}
    found = draft(value, text="data.leib", title="a.b", id="data.none")
    assert (found.blocks[0].text, found.title, found.key) == (BODY, "会谈", None)


@pytest.mark.parametrize("value", [1, "x", None, True, [[[[[[{"text": BODY}]]]]]], [1.5]])
def test_what_is_no_object(value: Any) -> None:
    [problem] = records(value, {})
    assert isinstance(problem, Problem)
    assert "not an object with a text" in problem.reason


def test_lines_are_numbered_and_broken_ones_told() -> None:
    lines = ['{"text": "甲"}', "", "{", '{"a": NaN}', "9" * 9000, "[" * 99999, '{"text": "乙"}']
    found = list(read_lines(enumerate(lines, start=1), {}))
    assert [(one.line, isinstance(one, Draft)) for one in found] == [
        (1, True),
        (3, False),
        (4, False),
        (5, False),
        (6, False),
        (7, True),
    ]


@given(
    st.lists(
        st.fixed_dictionaries({"text": st.text(max_size=20), "n": st.integers() | st.none()}),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from([None, 1]),
    st.booleans(),
    st.lists(st.integers(1, 30), max_size=40),
)
def test_chunks_and_spelling_of_json_do_not_matter(
    values: list[dict[str, Any]], indent: int | None, array: bool, cuts: list[int]
) -> None:
    text = (
        json.dumps(values, indent=indent)
        if array
        else "\n".join(json.dumps(value, indent=indent) for value in values)
    )
    chunks, start = [], 0
    for cut in cuts:
        chunks.append(text[start : start + cut])
        start += cut
    found = list(read_json(iter([*chunks, text[start:]]), 10_000, {}))
    assert [one.line for one in found] == list(range(1, len(values) + 1))
    assert all(isinstance(one, Draft) for one in found)


@pytest.mark.parametrize(
    ("text", "documents", "reason"),
    [
        ('[{"text": "甲"}, {"text": "乙"', 1, "broken JSON"),
        ('[{"text": "甲"} {"text": "乙"}', 2, "broken JSON (it ends too early)"),
        ('[{"text": "甲"}, x]', 1, "broken JSON (Expecting value)"),
        ('{"text": "甲"} {"text"', 1, "broken JSON"),
        ('[{"text": "' + "甲" * 300 + '"}]', 0, "more than 100 characters"),
        ('[{"text": "甲"}, 7, {"text": "乙"}]', 2, "a JSON number, not an object"),
    ],
)
def test_json_that_goes_wrong_keeps_what_stands_before(text: str, documents: int, reason: str) -> None:
    found = list(read_json((text[start : start + 10] for start in range(0, len(text), 10)), 100, {}))
    assert sum(isinstance(one, Draft) for one in found) == documents
    assert [reason in one.reason for one in found if isinstance(one, Problem)] == [True]


@given(st.text(alphabet='[]{}":, \\n1eut甲', max_size=40))
def test_any_text_ends(text: str) -> None:
    list(read_json(iter([text]), 1000, {}))
    list(read_lines(enumerate(text.split("\n")), {}))
