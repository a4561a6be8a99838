"""Offsets, whatever the text: what a record points at is there, and both scripts give the same records."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from kgraph.ontology import relations
from kgraph.records import DATE_BASES, Extraction

Read = Callable[..., Extraction]
TABLES = Path(__file__).resolve().parents[1] / "cases"

SENTENCES = (
    "王毅26日在华盛顿同布林肯举行会谈。",
    "应习近平邀请，法国总统马克龙将于5月6日至7日对中国进行国事访问。",
    "美国国务卿布林肯说：“我们反对伊朗的做法。我们支持以色列。”",
    "外交部发言人毛宁30日表示，中方敦促美方停止对台军售。",
    "俄罗斯总统普京与金正恩在平壤会晤，两国元首签署协议。",
    "欧盟委员会主席冯德莱恩、法国总统马克龙和德国总理朔尔茨出席会议",
    "普京出席第三届“一带一路”国际合作高峰论坛并致辞。",
    "他随后会见了该国外长，双方同意恢复对话。",
    "韩国外长说，韩方没有制裁中国，也不打算访华",
    "哈马斯称击落以军无人机。",
)
TRADITIONAL = (
    "美國國務卿布林肯抵達舊金山，展開訪問。",
    "總統府發言人說：「蔡英文將於下月出訪瓜地馬拉。」",
    "北約秘書長史托騰柏格呼籲俄羅斯撤軍",
    "習近平與川普昨日通電話，兩國元首同意加強合作。",
)
PIECES = (
    *("，", "。", "、", "？！", "……", "：“", "”", "「", "」", "（", ")", "·", "‧"),
    *("\n", "\n\n", "\r\n", "\t", " ", "\u3000", "\x85", "\u2028", "\x00", "\x07", "\u200b", "\ufeff"),
    *("😀", "👨‍👩‍👧", "🇨🇳", "𠮷", "\U000e0001", "e\u0301", "\ufe0f", "ﬁ", "ＡＢＣ", "APEC"),
    *("王毅", "王", "中", "美", "方", "外长", "總統", "10月28日", "28日", "去年", "2023年", "和", "的", "被"),
)
TEXTS = st.lists(st.sampled_from(SENTENCES + TRADITIONAL) | st.sampled_from(PIECES), max_size=9).map("".join)
DAYS = st.sampled_from([None, "2023", "2023-10", "2023-10-30", "2024-02-29"])

few = settings(max_examples=120, deadline=None)


CASES = [
    row["text"]
    for name in ("relations", "titles", "statuses")
    for row in map(json.loads, (TABLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
]


# Offsets


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CASES), st.floats(0, 1), st.floats(0, 1))
def test_a_text_that_begins_and_ends_anywhere_is_read(
    read_text: Read, text: str, start: float, end: float
) -> None:
    cut = text[int(start * len(text)) : int(end * len(text)) + 1] or text[: int(end * len(text)) + 1]
    assert all(cut[one.start : one.end] == one.surface for one in read_text(cut).mentions)


@few
@given(TEXTS, DAYS)
def test_a_mention_reads_what_stands_at_its_place(read_text: Read, text: str, day: str | None) -> None:
    found = read_text(text, day)
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.surface == text[mention.start : mention.end]
        assert 0 <= mention.score <= 1
        if mention.antecedent is not None:
            assert mention.source == "reference"
            assert mention.antecedent in {other.start for other in found.mentions}


@few
@given(TEXTS)
def test_sentences_tile_the_text_in_order(read_text: Read, text: str) -> None:
    sentences = read_text(text).sentences
    assert [one.index for one in sentences] == list(range(len(sentences)))
    assert all(one.start < one.end for one in sentences)
    assert all(before.end <= after.start for before, after in pairwise(sentences))
    inside = "".join(text[one.start : one.end] for one in sentences)
    assert "".join(inside.split()) == "".join(text.split())


@few
@given(TEXTS, DAYS)
def test_the_evidence_of_a_relation_lies_in_its_sentence_and_holds_its_trigger(
    read_text: Read, text: str, day: str | None
) -> None:
    found = read_text(text, day)
    for one in found.relations:
        sentence = found.sentences[one.sentence]
        assert sentence.start <= one.start <= one.trigger_start < one.trigger_end <= one.end <= sentence.end
        assert sentence.end <= len(text)


@few
@given(TEXTS, DAYS)
def test_records_speak_only_of_entities_that_come_with_them(
    read_text: Read, text: str, day: str | None
) -> None:
    found = read_text(text, day)
    entities = {one.id: one for one in found.entities}
    assert len(entities) == len(found.entities)
    for mention in found.mentions:
        assert entities[mention.entity].label == mention.label
    for one in found.relations:
        row = relations()[one.relation]
        assert entities[one.subject].label in row.subject
        assert entities[one.object].label in row.object
        assert one.speaker is None or one.speaker in entities
        assert (one.title is not None) == (one.relation == "HOLDS_OFFICE")
        assert (one.date_from is None) == (one.date_to is None) == (one.date_basis is None)
        assert one.date_basis is None or one.date_basis in DATE_BASES


@few
@given(TEXTS)
def test_a_claim_is_told_once(read_text: Read, text: str) -> None:
    found = read_text(text).relations
    claims = [
        (one.sentence, one.trigger_start, one.subject, one.relation, one.object, one.title) for one in found
    ]
    assert len(claims) == len(set(claims))


@pytest.mark.parametrize("odd", ["😀", "👨‍👩‍👧", "𠮷𠮷", "\u200b", "\x00", "e\u0301", "\r\n", "ﬁ"], ids=ascii)
def test_offsets_count_code_points_behind_odd_characters(read_text: Read, odd: str) -> None:
    text = f"{odd}，王毅訪問美國。"
    found = read_text(text)
    shift = len(odd) + 1
    spans = [(one.start, one.end, one.surface) for one in found.mentions]
    assert spans == [(shift, shift + 2, "王毅"), (shift + 4, shift + 6, "美國")]
    (visit,) = found.relations
    assert text[visit.trigger_start : visit.trigger_end] == "訪問"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00", "😀", "。。。", "“", "」"], ids=ascii)
def test_a_text_that_says_nothing_gives_nothing(read_text: Read, text: str) -> None:
    found = read_text(text)
    assert (found.mentions, found.entities, found.relations) == ((), (), ())


# Both scripts

PAIRS = [
    ("布林肯抵达旧金山。", "布林肯抵達舊金山。"),
    (
        "美国国务卿布林肯26日在华盛顿同中国外交部长王毅举行会谈。",
        "美國國務卿布林肯26日在華盛頓同中國外交部長王毅舉行會談。",
    ),
    ("习近平在人民大会堂会见法国总统马克龙。", "習近平在人民大會堂會見法國總統馬克宏。"),
    ("俄罗斯总统普京抵达平壤，开始访问朝鲜。", "俄羅斯總統普丁抵達平壤，開始訪問北韓。"),
    ("也门外交部反对以色列的空袭。", "葉門外交部反對以色列的空襲。"),
    ("联合国秘书长古特雷斯呼吁以色列停火。", "聯合國秘書長古特瑞斯呼籲以色列停火。"),
    ("新西兰总理访问澳大利亚。", "紐西蘭總理訪問澳洲。"),
    ("老挝国家主席会见越南外长。", "寮國國家主席會見越南外長。"),
    ("沙特阿拉伯同伊朗恢复外交关系。", "沙烏地阿拉伯同伊朗恢復外交關係。"),
    ("中方敦促美方停止对台军售。", "中方敦促美方停止對臺軍售。"),
    ("美国前总统特朗普在佛罗里达州发表讲话。", "美國前總統川普在佛羅里達州發表講話。"),
    ("欧盟委员会主席冯德莱恩访问乌克兰。", "歐盟委員會主席馮德萊恩訪問烏克蘭。"),
    ("德国总理朔尔茨同日本首相岸田文雄通电话。", "德國總理蕭茲同日本首相岸田文雄通電話。"),
    ("土耳其总统埃尔多安访问意大利。", "土耳其總統艾爾多安訪問義大利。"),
    ("国防部发言人谭克非说，中国军队反对美国的做法。", "國防部發言人譚克非說，中國軍隊反對美國的做法。"),
    ("世界卫生组织总干事谭德塞抵达日内瓦。", "世界衞生組織總幹事譚德塞抵達日內瓦。"),
    ("韩国总统尹锡悦出席亚太经合组织领导人非正式会议。", "韓國總統尹錫悅出席亞太經合組織領導人非正式會議。"),
    ("海峡两岸关系协会会长在厦门会见台商。", "海峽兩岸關係協會會長在廈門會見臺商。"),
    ("北约秘书长斯托尔滕贝格访问乌克兰首都基辅。", "北約秘書長斯托爾滕貝格訪問烏克蘭首都基輔。"),
    ("哈马斯称，以军空袭加沙。", "哈馬斯稱，以軍空襲加薩。"),
    ("亨利·基辛格访问北京。", "亨利‧基辛格訪問北京。"),
    ("“欢迎普京总统来华。”王毅说。", "「歡迎普京總統來華。」王毅說。"),
    ("叙利亚总统会见伊朗外长。", "敍利亞總統會見伊朗外長。"),
    ("加拿大总理特鲁多访问印度。", "加拿大總理杜魯道訪問印度。"),
    ("马来西亚总理安瓦尔访问中国。", "馬來西亞總理安華訪問中國。"),
]
UNKNOWN_FORMS = [
    ("普京开始对朝鲜的国事访问。", "普京開始對朝鮮的國是訪問。"),
]


def told(found: Extraction) -> tuple[Any, ...]:
    """What a text says, whatever the letters it is printed in."""
    return (
        sorted({one.entity for one in found.mentions}),
        sorted(
            (one.subject, one.relation, one.object, one.title or "", one.date_from or "", one.status)
            for one in found.relations
        ),
    )


@pytest.mark.parametrize(("simplified", "traditional"), PAIRS)
def test_both_scripts_tell_the_same_of_the_same_entities(
    read_text: Read, simplified: str, traditional: str
) -> None:
    found = told(read_text(simplified))
    assert len(found[0]) >= 2
    assert told(read_text(traditional)) == found


@pytest.mark.xfail(strict=True, reason="forms of Taiwan and Hong Kong that no list has")
@pytest.mark.parametrize(("simplified", "traditional"), UNKNOWN_FORMS)
def test_words_of_taiwan_and_hong_kong(read_text: Read, simplified: str, traditional: str) -> None:
    assert told(read_text(traditional)) == told(read_text(simplified))


@few
@given(st.lists(st.sampled_from(SENTENCES) | st.sampled_from("，。、\n“”😀和"), max_size=7).map("".join))
def test_a_text_in_the_other_script_has_its_records_at_the_same_places(read_text: Read, text: str) -> None:
    other = OpenCC("s2t").convert(text)
    assert len(other) == len(text)

    def places(found: Extraction) -> tuple[Any, ...]:
        return (
            [(one.start, one.end, one.key) for one in found.sentences],
            [(one.start, one.end, one.entity) for one in found.mentions],
            [replace(one, document="") for one in found.relations],
        )

    assert places(read_text(other)) == places(read_text(text))
