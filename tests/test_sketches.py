"""Sketches: what is nearly the same has most bands in common, and what differs in a name has none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.records import Document, Mention, Relation, Sentence
from kgraph.sketches import BANDS, sketches

TEXT = (
    "港务委员会星期二在滨海市召开年度会议，来自多个沿岸城市的代表讨论了航道疏浚、码头扩建和渔民补偿等议题，"
    "并决定把下一次会议交给河口市承办，会议还听取了水文站关于潮位变化的报告。"
)
NAMES = {"港务委员会": "org:port", "滨海市": "place:bay", "河口市": "place:mouth"}


def bands_of(text: str, names: dict[str, str] | None = None, kind: str = "document") -> set[int]:
    """Bands of a text whose first sentence, the whole text, is evidence."""
    named = NAMES if names is None else names
    found = [
        Mention("d", text.index(name), text.index(name) + len(name), name, "PLACE", "gazetteer", "r", entity)
        for name, entity in named.items()
        if name in text
    ]
    told = Relation("d", 0, "a", "MEET", "b", 0, len(text), 0, 1, "r")
    rows = sketches(Document("d", "d", text), [Sentence("d", 0, 0, len(text), "k")], found, [told])
    return {band for row in rows if row.kind == kind for band in row.bands}


def common(first: str, second: str, kind: str = "document") -> int:
    return len(bands_of(first, kind=kind) & bands_of(second, kind=kind))


def test_a_text_has_all_bands_in_common_with_itself() -> None:
    assert len(bands_of(TEXT)) == BANDS == common(TEXT, TEXT)


def test_script_width_spacing_and_punctuation_are_no_difference() -> None:
    traditional = (
        "港務委員會星期二在濱海市召開年度會議。來自多個沿岸城市的代表討論了航道疏浚、碼頭擴建和漁民補償等"
        "議題 並決定把下一次會議交給河口市承辦；會議還聽取了水文站關於潮位變化的報告"
    )
    names = {"港務委員會": "org:port", "濱海市": "place:bay", "河口市": "place:mouth"}
    assert bands_of(traditional, names) == bands_of(TEXT)


def test_a_word_or_two_changed_leave_most_bands() -> None:
    assert common(TEXT, TEXT.replace("讨论了", "研讨了").replace("还听取", "也听取")) >= 8


def test_another_name_number_or_a_negation_leaves_none() -> None:
    assert common(TEXT, TEXT.replace("河口市", "滨海市")) == 0
    assert common(TEXT, TEXT.replace("下一次", "下两次")) == 0
    assert common(TEXT, TEXT.replace("并决定", "并未决定")) == 0


def test_a_meeting_with_somebody_else_has_no_band_in_common_however_long_the_sentence() -> None:
    guests = {"王毅": "person:wang", "甲国外长": "person:a", "乙国外长": "person:b"}
    sentence = "中共中央政治局委员、外交部长王毅星期二下午在北京钓鱼台国宾馆会见前来中国进行正式访问的{}"
    first, second = (
        bands_of(sentence.format(guest), guests, "sentence") for guest in ("甲国外长", "乙国外长")
    )
    assert len(first) == len(second) == BANDS
    assert not first & second


def test_what_is_short_has_no_bands() -> None:
    assert bands_of("王毅会见布林肯", kind="sentence") == bands_of("王毅会见布林肯") == set()


@given(st.text(max_size=200))
def test_any_text_has_all_bands_or_none(text: str) -> None:
    for kind in ("document", "sentence"):
        bands = bands_of(text, {}, kind)
        assert len(bands) in {0, BANDS}
        assert all(0 <= band < 2**63 for band in bands)
