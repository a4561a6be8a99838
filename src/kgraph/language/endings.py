"""Endings that make a name, and what may stand before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kgraph.language.chunks import Chunk
from kgraph.language.transliteration import is_transliterated
from kgraph.rules import SuffixRow

__all__ = ["STOPS", "Ending", "Start", "blocks", "is_blocked", "is_name_like", "makes_name"]

# Classes of words that end a name.
STOPS = (
    "preposition",
    "adverb",
    "particle",
    "pronoun",
    "reporting",
    "verb",
    "time",
    "conjunction",
    "determiner",
)
# 北京 | 国际 | 会议中心
_BETWEEN_SITE = 4
# Endings of one character make a name only right behind a name-like stretch.
_SHORT = 1
_NO_PARTY = ("大", "执政", "反对", "在野", "左翼", "右翼", "极右", "极左", "各", "两", "多", "小", "友")
# 克里米亚 | 两支 | 部队
_DIVISIONS = ("州", "省", "邦", "市", "县", "郡", "都", "特区", "自治区")
_LOCAL = frozenset({"legislature", "court"})
_COUNTED = re.compile(
    r"\d+[支个名艘架家座所位批项国]|[一二两三四五六七八九十几数多]+[支个名艘架家座所位批项国]|[支艘架]"
)
# What a meeting is called with: 部长级 | 会议, 第一次 | 会议.
_MEETING = ("级", "次", "届", "特别", "紧急", "首脑", "全体")
# What a whole name of an institution ends with.
_WHOLE = ("委员会", "办公室", "部", "局", "厅", "署", "院", "政府", "协会", "中心", "大会")


class Ending(NamedTuple):
    """An ending with the row that it comes from."""

    suffix: str
    row: SuffixRow


class Start(NamedTuple):
    """How a stretch begins: its first chunk, the last of its leading states, an ordinal, a known name."""

    begin: int
    lead: int
    ordinal: bool
    known: bool


def makes_name(
    ending: Ending,
    chunks: Sequence[Chunk],
    start: Start,
    stop: int,
    stem: int,
    is_word: Callable[[str], bool],
) -> bool:
    """Whether an ending makes a name with what stands before it."""
    head, last = chunks[start.begin], chunks[stop]
    label, suffix = ending.row.label, ending.suffix
    if last.is_word("noun-head") and last.text != suffix:
        return False
    # Characters between the names that the stretch begins with and the ending.
    between = stem - chunks[start.lead].end
    if label == "PLACE":
        if start.known:
            if head.label != "PLACE" or len(suffix) == _SHORT or suffix == "地区":
                return False
            return between == 0 or (between <= _BETWEEN_SITE and ending.row.id == "suffix:site")
        # 塔普拉 + 河: the stem itself must look like a name.
        return not is_word(last.text[: stem - last.start]) and all(
            is_name_like(chunk, is_word) for chunk in chunks[start.begin : max(stop, start.begin + 1)]
        )
    if label == "EVENT":
        if start.ordinal:
            return stem > head.start
        if head.label == "INSTITUTION" or start.lead > start.begin:
            return ending.row.id != "suffix:talks" or between >= 2
        if head.label == "PLACE" and ending.row.id != "suffix:forum":
            return between >= 0
        return start.known and between >= 2
    if ending.row.id == "suffix:national":
        return head.label == "COUNTRY" and between == 0  # 葡萄牙 | 足协
    if ending.row.id == "suffix:local-government":
        titled = stop + 1 < len(chunks) and chunks[stop + 1].is_title
        divided = head.text.endswith(_DIVISIONS) or suffix == "市政府"
        return head.label == "PLACE" and divided and between == 0 and not titled
    if not start.known:
        # 基诺沙县巡回法院: a transliterated name may begin an institution's, if more stands between.
        return len(suffix) > _SHORT and between > 0 and ending.row.kind != "igo"
    if head.label == "PLACE" and head.text.endswith(_DIVISIONS) and ending.row.kind in _LOCAL:
        return between == 0 or between >= 2
    if ending.row.kind == "party":
        between_text = "".join(chunk.text for chunk in chunks[start.lead + 1 : stop + 1])[: -len(suffix)]
        if between_text.endswith(_NO_PARTY):
            return False  # 第一大党, 南非执政党
    stem_text = last.text[: stem - last.start] or chunks[stop - 1].text
    common = next((word for word in ending.row.common if stem_text.endswith(word)), "")
    if common and ending.row.kind == "igo":
        return False  # 反政府武装和恐怖 | 组织
    if common and ending.row.kind == "armed_group":
        return between == len(common)  # 叙利亚 | 反政府 | 武装
    if ending.row.kind == "igo" and stem_text.endswith(_WHOLE):
        return False  # 委员会办公室 | 组织: the name is whole, what follows is a verb
    if head.label == "INSTITUTION" or head.is_organ:
        return between >= (2 if ending.row.kind == "igo" else 0 if len(suffix) > _SHORT else 1)
    if ending.row.kind == "thinktank" and len(suffix) > 2:
        return True  # 美国研究中心 is about the state, not of it
    return between >= (3 if ending.row.kind == "igo" else 2)


def is_name_like(chunk: Chunk, is_word: Callable[[str], bool]) -> bool:
    """Whether a chunk that nothing else is known of, and that is no word, may spell a foreign name."""
    unknown = not chunk.senses and chunk.found is None and not is_word(chunk.text)
    return unknown and len(chunk.text) >= 2 and is_transliterated(chunk.text)


def is_blocked(chunk: Chunk) -> bool:
    """Whether a chunk never stands inside a composed name."""
    if chunk.is_punctuation:
        return chunk.text not in {"“", "”", "·", "-"}
    triggers = any(sense.kind == "trigger" for sense in chunk.senses)
    return chunk.label == "PERSON" or chunk.is_word(*STOPS) or (triggers and not chunk.is_word("noun-head"))


def blocks(chunks: Sequence[Chunk], number: int, begin: int) -> bool:
    """Whether a chunk cannot stand inside a name that begins at `begin`."""
    chunk = chunks[number]
    if number == begin:
        return False
    if chunk.is_title:
        # 副部长办公室: a title may be what an office is called after.
        following = "".join(one.text for one in chunks[number + 1 : number + 3])
        return not following.startswith(("办公室", "府"))
    if _COUNTED.fullmatch(chunk.text):
        return True
    if chunk.text == "会议" and chunks[number - 1].text.endswith(_MEETING):
        return False
    if chunk.text in {"和", "与", "及"}:
        ahead = chunks[number + 1] if number + 1 < len(chunks) else None
        return ahead is None or ahead.found is not None or bool(ahead.senses)
    return is_blocked(chunk)
