from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.reading.markdown import inline, read_markdown


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_markdown(text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 外长会谈 #", [("title", "外长会谈")]),
        ("### 反响", [("heading", "反响")]),
        ("#话题", [("paragraph", "#话题")]),
        ("外长会谈\n===", [("title", "外长会谈")]),
        ("反响\n---", [("heading", "反响")]),
        ("会谈于当天结束。\n---\n签字。", [("paragraph", "会谈于当天结束。"), ("paragraph", "签字。")]),
        ("**反响**", [("heading", "反响")]),
        ("**会谈于当天结束。**", [("paragraph", "会谈于当天结束。")]),
        ("> 甲国欢迎\n>> 乙国也欢迎", [("paragraph", "甲国欢迎"), ("paragraph", "乙国也欢迎")]),
        ("- 甲国\n* 乙国\n1. 丙国", [("item", "甲国"), ("item", "乙国"), ("paragraph", "1. 丙国")]),
        ("![图片](a.png)会谈", [("paragraph", "会谈")]),
        ("![两国外长握手致意](a.png)", [("caption", "两国外长握手致意")]),
        ("[1]: https://example.org", []),
        ("```\n会谈\n```", [("paragraph", "会谈")]),
        ("<p>会谈</p><p>签字</p>", [("paragraph", "会谈"), ("paragraph", "签字")]),
        ("　　会谈", [("paragraph", "会谈")]),
    ],
)
def test_lines(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('在[首都](https://example.org/a_(b) "题")会谈', "在首都会谈"),
        ("在[首都][1]会谈", "在首都会谈"),
        ("**甲**和__乙__与~~丙~~", "甲和乙与丙"),
        ("*强调*", "强调"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("`代码`", "代码"),
        (r"\*不是强调\*", "*不是强调*"),
        ("<https://example.org>", "https://example.org"),
        ("**没有收尾，", "没有收尾，"),
        ("在[括号]里", "在[括号]里"),
        ("甲_乙_丙", "甲_乙_丙"),
    ],
)
def test_inline_marks(text: str, expected: str) -> None:
    assert inline(text) == expected


def test_front_matter_is_metadata() -> None:
    front = '---\ntitle: "外长会谈"\ndate: 2023-10-28T08:00\nurl: https://example.org\ntags:\n - 外交\n---\n'
    draft = read_markdown(front + "会谈。")
    assert (draft.title, draft.published, draft.url) == ("外长会谈", "2023-10-28", "https://example.org")
    assert [block.text for block in draft.blocks] == ["会谈。"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert blocks("---\n外长会谈\n---\n会谈。") == [("heading", "外长会谈"), ("paragraph", "会谈。")]


@given(st.text(alphabet="会谈*_[]()#!`<>\\~-= \n", max_size=60))
def test_marks_take_no_character_with_them(text: str) -> None:
    # Only labels of links, addresses and short descriptions of pictures may hold text that goes.
    if re.search(r"[\[(<!]", text):
        read_markdown(text)
        return
    found = "".join(block.text for block in read_markdown(text).blocks)
    assert re.findall("[会谈]", found) == re.findall("[会谈]", text)
