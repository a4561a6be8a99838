from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.reading.html import blocks_of


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>外长<a href='x'>抵达</a><b>北京</b>。", [("paragraph", "外长抵达北京。")]),
        ("<p>会谈。<p>签字。", [("paragraph", "会谈。"), ("paragraph", "签字。")]),
        ("会谈。<BR>签字。<br/><br/>", [("paragraph", "会谈。"), ("paragraph", "签字。")]),
        ("<p>两国外长\n    举行会谈</p>", [("paragraph", "两国外长举行会谈")]),
        ("<p>foreign\n ministers</p>", [("paragraph", "foreign ministers")]),
        ("<p>　　会谈。\r\n　　签字。</p>", [("paragraph", "会谈。"), ("paragraph", "签字。")]),
        ("<p>会谈。　　签字。</p>", [("paragraph", "会谈。"), ("paragraph", "签字。")]),
        ("<pre>会谈。\n签字。</pre>", [("paragraph", "会谈。"), ("paragraph", "签字。")]),
        ("<h1>会谈</h1><h3>反响</h3>", [("title", "会谈"), ("heading", "反响")]),
        ("<p><strong>“</strong><strong>会谈”之后</strong></p>", [("heading", "“会谈”之后")]),
        ("<p><strong>会谈结束。</strong></p>", [("paragraph", "会谈结束。")]),
        ("<figure><img><figcaption><p>握手</p></figcaption></figure>", [("caption", "握手")]),
        ("<div><small>握手</small></div>", [("caption", "握手")]),
        ("<p>会谈<small>（首轮）</small>结束</p>", [("paragraph", "会谈（首轮）结束")]),
        (
            "<p class='img-desc'>握手</p><div class='photoCaption'><p>签字</p></div>",
            [("caption", "握手"), ("caption", "签字")],
        ),
        ("<ul><li>甲国</li><li><p>乙国</p></li></ul>", [("item", "甲国"), ("item", "乙国")]),
        ("<table><tr><td>甲国</td><td>乙国</td></tr></table>", [("paragraph", "甲国 乙国")]),
        ("会<script>x</script>谈<style>y</style>", [("paragraph", "会谈")]),
        ("会谈<nav>首页</nav><footer>版权</footer>签字", [("paragraph", "会谈"), ("paragraph", "签字")]),
        (
            "<p><a href='x'>乙国总理来访</a></p><p><a href='y'>会谈结束。</a></p>",
            [("paragraph", "会谈结束。")],
        ),
        ("<p>会&nbsp;谈&ldquo;一&rdquo;&#8203;</p>", [("paragraph", "会\u00a0谈“一”\u200b")]),
        ("<p>在<工作报告>中</p>", [("paragraph", "在<工作报告>中")]),
        ("<p>&nbsp;</p><p>　</p>", []),
        ("<!-- 注 -->", []),
        ("", []),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<br>",
                "<div>",
                "</div>",
                "<li>",
                "会",
                "谈。",
                " ",
                "\n",
                "<td>",
                "<h2>",
                "</h2>",
            ]
        ),
        max_size=25,
    )
)
def test_tags_of_text_lose_no_character(parts: list[str]) -> None:
    text = "".join(parts)
    found = "".join(block.text for block in blocks_of(text))
    assert re.findall("[会谈。]", found) == re.findall("[会谈。]", text)


@given(st.text(max_size=80))
def test_anything_is_read(text: str) -> None:
    assert all(block.text for block in blocks_of(text))
