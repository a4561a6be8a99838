from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.reading.blocks import Block, Kind
from kgraph.reading.paragraphs import mend

KINDS: dict[str, Kind] = {"#": "heading", "^": "caption", "*": "item"}


def mended(lines: list[str], loose: bool = True) -> list[str]:
    """Lines as blocks; a first character # ^ * makes one a heading, caption, item; 　 an indent."""
    blocks = [
        Block(line.lstrip("#^*　"), KINDS.get(line[0], "paragraph"), indented=line.startswith("　"))
        for line in lines
    ]
    return [block.text for block in mend(blocks, loose)]


LONG = "发言人在例行记者会上介绍了会谈的情况，说双方讨论了经贸、教育和人员往来等多方面的问"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        # A word, a clause or a quotation is cut.
        (
            ["发言人说，双方商定恢复领事磋", "商，并成立工作组。"],
            ["发言人说，双方商定恢复领事磋商，并成立工作组。"],
        ),
        (["在二十八日的记者会上，美", "方没有回答提问。"], ["在二十八日的记者会上，美方没有回答提问。"]),
        ([LONG, "题，并达成共识。"], [LONG + "题，并达成共识。"]),
        (["客人们参观了博物馆。随后又参观了图", "书馆。"], ["客人们参观了博物馆。随后又参观了图书馆。"]),
        (["会谈由两国外长共同主持，", "会后发表了公报。"], ["会谈由两国外长共同主持，会后发表了公报。"]),
        (["他强调“开放与", "合作”的意义。"], ["他强调“开放与合作”的意义。"]),
        (["會議通過了「開放與", "合作」的決議。"], ["會議通過了「開放與合作」的決議。"]),
        (["双方签署备忘录", "，并会见记者。"], ["双方签署备忘录，并会见记者。"]),
        (
            [LONG, "题，并就下一步的安排交换了意见，商定由两国外交部继续保", "持联系。"],
            [LONG + "题，并就下一步的安排交换了意见，商定由两国外交部继续保持联系。"],
        ),
        (["发言人说，双方讨论了APEC", "summit的筹备。"], ["发言人说，双方讨论了APEC summit的筹备。"]),
        # Something stands between.
        (
            ["“开放是大势所趋，也是各国的", "会议为期两天。", "选择。”他说。"],
            ["“开放是大势所趋，也是各国的选择。”他说。", "会议为期两天。"],
        ),
        (
            ["发言人说，双方商定恢复领事磋商，并就", "^会谈现场", "签证问题成立工作组。"],
            ["发言人说，双方商定恢复领事磋商，并就签证问题成立工作组。", "^会谈现场"[1:]],
        ),
        (["会谈由两国外长主持", "#反响", "，会后发表公报。"], ["会谈由两国外长主持，会后发表公报。", "反响"]),
        # Whole paragraphs, headings, lists.
        (["会谈结束。", "双方签字。"], ["会谈结束。", "双方签字。"]),
        (["他说：", "会谈很好。"], ["他说：", "会谈很好。"]),
        (["各方反应积极，期待落实", "甲国外长表示欢迎。"], ["各方反应积极，期待落实", "甲国外长表示欢迎。"]),
        (["外长会谈", "会谈28日举行。"], ["外长会谈", "会谈28日举行。"]),
        (
            ["一、坚持开放合作，推动共同发展，造福两国人民的各项事业", "公报强调开放。"],
            ["一、坚持开放合作，推动共同发展，造福两国人民的各项事业", "公报强调开放。"],
        ),
        (
            ["#各方反应积极，期待会谈的成果得到落实，期待两国关系不断向前发展", "甲国外长表示欢迎。"],
            ["各方反应积极，期待会谈的成果得到落实，期待两国关系不断向前发展", "甲国外长表示欢迎。"],
        ),
        ([LONG, "　题，并达成共识。"], [LONG, "题，并达成共识。"]),
        ([LONG, "*题，并达成共识。"], [LONG, "题，并达成共识。"]),
        ([LONG, "反响"], [LONG, "反响"]),
        ([LONG, "1. 双方同意继续对话。"], [LONG, "1. 双方同意继续对话。"]),
        (["他说：“会谈很好。”", "会议为期两天。"], ["他说：“会谈很好。”", "会议为期两天。"]),
        (["他高呼“前进！“", "会议为期两天。"], ["他高呼“前进！“", "会议为期两天。"]),
        (
            ["“开放“系列节目今晚播出", "节目将从今晚起连续播出。"],
            ["“开放“系列节目今晚播出", "节目将从今晚起连续播出。"],
        ),
        (
            ["参加会谈的有甲国外长，乙国外长（分别率团）", "会议为期两天。"],
            ["参加会谈的有甲国外长，乙国外长（分别率团）", "会议为期两天。"],
        ),
    ],
)
def test_joining(lines: list[str], joined: list[str]) -> None:
    assert mended(lines) == joined


def test_paragraphs_of_html_are_joined_on_strong_evidence_only() -> None:
    assert mended([LONG, "题，并达成共识。"], loose=False) == [LONG, "题，并达成共识。"]
    assert mended(["会谈由两国外长主持，", "会后发表公报。"], loose=False) == [
        "会谈由两国外长主持，会后发表公报。"
    ]


def test_endless_halves_are_a_list() -> None:
    assert len(mended(["会谈，"] * 100)) > 7


TEXT = (
    st.text(alphabet="会谈长说，。、；：“”（）！？ab 1", min_size=1, max_size=50).map(str.strip).filter(bool)
)


@given(
    st.lists(
        st.builds(Block, TEXT, st.sampled_from(["paragraph", "heading", "caption", "item"])), max_size=12
    ),
    st.booleans(),
)
def test_no_character_is_lost_and_no_paragraph_made_up(blocks: list[Block], loose: bool) -> None:
    before = [block.text for block in blocks]
    after = [block.text for block in mend(blocks, loose)]
    assert sorted("".join("".join(after).split())) == sorted("".join("".join(before).split()))
    assert len(after) <= len(before)
    rest = "".join(after).replace(" ", "")
    assert all(text.replace(" ", "") in rest for text in before)


@given(
    st.lists(st.builds(Block, TEXT, st.sampled_from(["heading", "caption", "item"])), max_size=8),
    st.booleans(),
)
def test_only_paragraphs_are_joined(blocks: list[Block], loose: bool) -> None:
    assert mend(blocks, loose) == blocks


@given(st.text(alphabet="会谈长说", min_size=30, max_size=80), st.integers(1, 29))
def test_a_cut_in_a_long_sentence_is_mended(text: str, at: int) -> None:
    sentence = f"发言人说，{text}，{text}。"
    assert mended([sentence[: 6 + at + 30], sentence[6 + at + 30 :]]) == [sentence] or re.search(
        "[，。]", sentence[6 + at + 30 - 1]
    )
