"""The shadow of a text: one script, the same length; and which script a text is in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import script
from kgraph.rules import EntityRow, rule_rows
from kgraph.script import detect, fold, fold_all

# Lone surrogates too: no file holds one, but an escape in JSON does.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
LETTERS = "習近平在舊金山會見拜登著名頭髮發展皇后以後里程公裏台臺湾臺灣葉叶門门薑姜"
MARKS = "「」『』《》·‧，。Ａ９％（ \n😀𠮷"
CHINESE = LETTERS + "乾隆坤麼么" + MARKS


def characters(encoding: str, first: int, last: int) -> Iterator[str]:
    """The characters of a two-byte encoding from one leading byte to another."""
    for lead in range(first, last + 1):
        for trail in range(0x40, 0xFF):
            try:
                yield bytes((lead, trail)).decode(encoding)
            except UnicodeDecodeError:
                continue


# The characters in daily use on either side: the first level of Big5, and of GB 2312.
TRADITIONAL = "".join(characters("big5", 0xA4, 0xC5))
SIMPLIFIED = "".join(characters("gb2312", 0xB0, 0xD7))


# Fold


@given(ANY_TEXT)
def test_the_shadow_of_any_text_has_its_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(CHINESE, max_size=30), st.sampled_from(["", "\ud800", "\x00"]), st.text(CHINESE, max_size=30))
def test_the_shadow_of_chinese_text_has_its_length(before: str, odd: str, after: str) -> None:
    assert len(fold(before + odd + after)) == len(before) + len(odd) + len(after)


@pytest.mark.parametrize("char", "ﬁ㎞①㍿㈱…ß№ﷺ\u0130\u0307\ufe0f\u200d", ids=ascii)
def test_a_character_that_stands_for_several_stays_one(char: str) -> None:
    assert fold(f"美國{char}國務院") == f"美国{char}国务院"


def test_a_conversion_that_changes_the_length_is_done_character_by_character(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # No table of today's OpenCC does this between t and s, those of its regional phrases do.
    class Wordy:
        def convert(self, text: str) -> str:
            return text.replace("計程車", "出租汽车").replace("舊", "旧").replace("廿", "二十")

    monkeypatch.setattr(script, "_converter", lambda name: Wordy())
    assert fold("計程車舊") == "計程車旧"  # the phrase is given up, single characters are not
    assert fold("廿日舊金山") == "廿日旧金山"


WORDS = [
    ("舊金山", "旧金山"),
    ("臺灣", "台湾"),
    ("葉門", "叶门"),  # the name of Yemen in Taiwan: letters change, words do not
    ("國務卿布林肯", "国务卿布林肯"),
    ("習近平總書記", "习近平总书记"),
    ("聯合國祕書長", "联合国秘书长"),
    ("烏克蘭總統澤倫斯基", "乌克兰总统泽伦斯基"),
    ("發言人整理頭髮", "发言人整理头发"),
    ("皇后以後", "皇后以后"),
    ("乾隆年間的餅乾", "乾隆年间的饼干"),
    ("瞭望台瞭解情況", "瞭望台了解情况"),
    ("外交部長答覆記者", "外交部长答复记者"),
    ("香港衞生署", "香港卫生署"),
    ("敍利亞", "叙利亚"),
    ("朱鎔基、陶鑄、葉劍英", "朱镕基、陶铸、叶剑英"),
    ("范徐麗泰", "范徐丽泰"),
    ("歐盟與東協", "欧盟与东协"),
]


@pytest.mark.parametrize(("traditional", "simplified"), WORDS)
def test_traditional_letters_become_simplified_ones(traditional: str, simplified: str) -> None:
    assert fold(traditional) == simplified
    assert fold(simplified) == simplified


def test_what_stands_beside_a_word_does_not_change_its_shadow() -> None:
    for first, one in WORDS:
        for second, other in WORDS:
            assert fold(first + second) == one + other


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("ＡＰＥＣ２０２３", "APEC2023"),
        ("ａｚＡＺ０９", "azAZ09"),
        ("五十％（約）", "五十%(约)"),
        ("王毅　訪美\u00a0", "王毅 访美 "),
        ("「甲」『乙』﹁丙﹂｢丁｣〝戊〞", "“甲”‘乙’“丙”“丁”“戊”"),
        ("桑西‧卡萊斯•甲・乙･丙", "桑西·卡莱斯·甲·乙·丙"),
        ("中－美–英‑法−德", "中-美-英-法-德"),
        ("金正恩\uf90a", "金正恩金"),  # a compatibility ideograph, as old converters leave them
    ],
)
def test_width_quotation_marks_and_dots_have_one_form(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_what_ends_a_sentence_or_lists_is_left_alone() -> None:
    marks = "，。！？；：、…—《》“”‘’·\n\t"
    assert fold(marks) == marks


def test_simplified_letters_stay_as_they_are() -> None:
    changed = {char for char in SIMPLIFIED if fold(char) != char}
    # 乾 is both: dry (干), and the first trigram (乾). Alone it is read as dry.
    assert len(SIMPLIFIED) == 3755
    assert changed == {"乾"}


def test_folding_again_changes_nothing() -> None:
    assert len(TRADITIONAL) > 5000
    for text in (TRADITIONAL, SIMPLIFIED):
        assert fold(fold(text)) == fold(text)


@given(st.text(LETTERS + MARKS))
def test_folding_a_text_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# In both scripts 乾, 昇 and 麽 live on in names; OpenCC's phrases keep them there only in traditional text.
@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("萧乾", "蕭乾"),
        ("毕昇", "畢昇"),
        ("陈昇", "陳昇"),
        ("温昇豪", "溫昇豪"),
        ("旋乾转坤", "旋乾轉坤"),
        ("苧", "薴"),
    ],
)
def test_both_printings_of_a_name_have_one_shadow(simplified: str, traditional: str) -> None:
    assert fold(simplified) == fold(traditional)
    assert fold(fold(traditional)) == fold(traditional)


def test_every_name_of_the_gazetteers_is_its_own_shadow() -> None:
    # A name that is not could never be found in a folded text.
    rows = [
        row
        for name in ("countries", "events", "institutions", "officials", "places")
        for row in rule_rows(name, EntityRow)
    ]
    names = {name for row in rows for name in (row.name, *row.aliases, *row.sides, *row.short)}
    assert len(names) > 1000
    assert sorted(name for name in names if fold(name) != name) == []


# Detect


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("国务院总理会见外国使节，双方就贸易问题交换意见。", "simplified"),
        ("國務院總理會見外國使節，雙方就貿易問題交換意見。", "traditional"),
        ("国务院总理会见外国使节，雙方就貿易問題交換意見。", "mixed"),
        ("王毅在北京同普京散步。", "simplified"),  # not one letter tells the two apart
        ("Xinhua, 2023-10-28", "simplified"),
        ("", "simplified"),
        ("國", "traditional"),
        ("国", "simplified"),
        ("「国」（ＡＢＣ）", "simplified"),  # marks and width are no script
    ],
)
def test_the_script_of_a_text(text: str, found: str) -> None:
    assert detect(text) == found


@pytest.mark.parametrize(
    ("simplified", "traditional", "found"),
    [(10, 0, "simplified"), (9, 1, "simplified"), (8, 2, "mixed"), (2, 8, "mixed"), (1, 9, "traditional")],
)
def test_nine_in_ten_letters_decide(simplified: int, traditional: int, found: str) -> None:
    assert detect("国" * simplified + "，北京。" + "國" * traditional) == found


@pytest.mark.parametrize(
    "text", ["國台辦發言人", "台灣總統府", "群眾在峰會場外", "秘書長周三抵達", "里長說明情況"]
)
def test_traditional_print_of_taiwan_and_hong_kong(text: str) -> None:
    assert detect(text) == "traditional"


@given(ANY_TEXT)
def test_any_text_is_of_some_script(text: str) -> None:
    assert detect(text) in {"simplified", "traditional", "mixed"}


@given(st.lists(st.one_of(ANY_TEXT, st.text(CHINESE, max_size=6)), max_size=8))
def test_many_texts_are_folded_as_one_is(texts: list[str]) -> None:
    assert fold_all(texts) == [fold(text) for text in texts]


def test_all_listed_names_are_folded_as_one_is() -> None:
    names = [name for row in rule_rows("officials", EntityRow) for name in (row.name, *row.aliases)]
    assert fold_all(names) == [fold(name) for name in names]
