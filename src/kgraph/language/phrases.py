"""Office phrases in a sentence: [state or institution] (what it is about) title.

The phrase is found from its title leftwards: 美国 | 总统 | 国家安全 | 事务 | 助理. Who holds it and of
what it is an office are questions for other modules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.language.chunks import Chunk, counts_states
from kgraph.language.lexicon import Lexicon
from kgraph.rules import OrganRow, TitleRow

__all__ = ["Phrase", "office_phrases"]

_FORMER = frozenset({"前", "原", "时任", "前任", "已故"})
_PRESENT = frozenset({"新任", "现任", "候任", "当选", "看守", "临时"})
# 当选 is a verb unless it stands behind the state: 某国当选总统.
_COMING, _ELECTED = "候任", "当选"
# Titles that only lower the one behind them: 助理国防部长.
_DEPUTY = frozenset({"助理", "副"})
_TOPICS = ("事务", "问题", "研究", "政策", "和平进程", "核问题")
_AFFILIATED = frozenset({"COUNTRY", "INSTITUTION", "PLACE", "EVENT"})
_INSTITUTIONS = ("党", "会", "院", "社", "盟", "小组")
_GROUP, _CABINET = "小组", "政府"
_QUOTED = "”"
_LOCAL = ("自治区", "自治州", "自治县")
# How much unclassified text an office phrase may hold: 中国事务高级主任, 难民事务高级专员.
_MOST_PLAIN = 4
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Phrase:
    """An office phrase.

    Attributes
    ----------
    first, last : int
        Its first chunk, and the chunk of its last title word.
    chain : tuple of Chunk
        What it is an office of: states, institutions, organs, places, in order.
    title, title_start : str, int
        The bare title, folded, and where its last title word begins.
    row : TitleRow or OrganRow
        The row of the last title word.
    served : TitleRow or OrganRow or None
        Where that title assists somebody, the row of whom (助理国防部长帮办).
    past : bool
    several : bool
        Whether holders in several states are meant: 两国外长.
    coming : bool
        Whether the holder is still to take the office: 候任总统.
    within : bool
        Whether it is the office of an institution that no list holds: 某某党 | 主席.
    """

    first: int
    last: int
    chain: tuple[Chunk, ...]
    title: str
    title_start: int
    row: TitleRow | OrganRow
    served: TitleRow | OrganRow | None
    past: bool
    several: bool
    coming: bool
    within: bool


def office_phrases(chunks: Sequence[Chunk], lexicon: Lexicon) -> Iterator[Phrase]:
    """The office phrases of a sentence, in order, not overlapping.

    Parameters
    ----------
    chunks : sequence of Chunk
    lexicon : Lexicon

    Yields
    ------
    Phrase
    """
    number = barrier = 0
    while number < len(chunks):
        if not chunks[number].is_title:
            number += 1
            continue
        last = _last_title(chunks, number, lexicon)
        yield _phrase(chunks, number, last, barrier, lexicon)
        number = barrier = last + 1


def _row(chunk: Chunk, lexicon: Lexicon) -> TitleRow | OrganRow:
    for sense in chunk.senses:
        if sense.kind == "head":
            return lexicon.organs[sense.ref]
    return next(lexicon.titles[sense.ref] for sense in chunk.senses if sense.kind == "title")


def _last_title(chunks: Sequence[Chunk], first: int, lexicon: Lexicon) -> int:
    """The last title word of a phrase such as 总统 | 国家安全 | 事务 | 助理."""
    last = first
    number = first + 1
    while number < len(chunks) and number - last <= 5 and chunks[number].start == chunks[number - 1].end:
        chunk = chunks[number]
        if chunk.is_title:
            row = _row(chunk, lexicon)
            assists = isinstance(row, TitleRow) and row.assists
            if not assists and chunks[number - 1].text not in _DEPUTY:
                break
            last = number
        elif not _inner(chunk):
            break
        number += 1
    return last


def _inner(chunk: Chunk) -> bool:
    """Whether a chunk may stand between the words of a title."""
    if chunk.found is not None:
        return chunk.label in {"COUNTRY", "PLACE"}
    return chunk.is_word("office", "noun-head") or chunk.text in {"驻", "首席"}


def _phrase(chunks: Sequence[Chunk], head: int, last: int, barrier: int, lexicon: Lexicon) -> Phrase:
    row = _row(chunks[last], lexicon)
    # A rank stands behind a name, which is no part of it: 何雷中将.
    rank = isinstance(row, TitleRow) and row.attaches == "none"
    first = head if rank else _leftmost(chunks, head, barrier)
    affiliations = [
        n
        for n in range(first, head)
        if (chunks[n].label in _AFFILIATED or chunks[n].is_organ) and not _topic(chunks, n)
    ]
    posted = affiliations and affiliations[0] > first and chunks[affiliations[0] - 1].text == "驻"
    past = False
    if not affiliations or posted:
        # Without an affiliation only words that belong to offices are part of the phrase.
        begin = head
        while begin > first and (_inner(chunks[begin - 1]) or chunks[begin - 1].found is not None):
            begin -= 1
        chain: tuple[Chunk, ...] = ()
        title_from = begin
    else:
        begin = affiliations[0]
        stop = begin
        while stop < head and (stop in affiliations or chunks[stop].text in _FORMER | _PRESENT):
            past = past or chunks[stop].text in _FORMER
            stop += 1
        chain = tuple(
            chunks[n] for n in affiliations if n < stop or chunks[n].is_organ or _is_side(chunks[n], lexicon)
        )
        if isinstance(row, TitleRow) and row.attaches == "place":
            chain = tuple(chunks[n] for n in affiliations)
            stop = affiliations[-1] + 1
        title_from = stop
    while title_from < head and chunks[title_from].text in _FORMER | _PRESENT:
        past = past or chunks[title_from].text in _FORMER
        title_from += 1
    lost = False
    former = [n for n in range(title_from, head) if chunks[n].text in _FORMER]
    if former:
        # 上海 | 市 | 政协 | 原 | 秘书长: what stands before 原 names an institution that no list holds.
        past, chain, title_from, lost = True, (), former[-1] + 1, True
    elif chain and head > title_from and chunks[head - 1].text.endswith(_GROUP):
        chain, title_from, lost = (), head, True  # 冬奥会 | 工作 | 领导小组 | 组长
    if (
        begin > 0
        and begin > barrier
        and chunks[begin - 1].text in _FORMER
        and chunks[begin - 1].end == chunks[begin].start
    ):
        past = True
        begin -= 1
    attributes = [chunk.text for chunk in chunks[begin:title_from]]
    coming = _COMING in attributes or bool(chain and _ELECTED in attributes)
    title = "".join(chunk.text for chunk in chunks[title_from : last + 1])
    served = next(
        (_row(one, lexicon) for one in chunks[head:last] if one.is_title and one.text not in _DEPUTY), None
    )
    several = begin > 0 and (counts_states(chunks, begin - 1) or _kind_of_states(chunks, begin))
    lost = lost or (begin > barrier and not chain and _ends_institution(chunks[begin - 1], chunks[begin]))
    lost = lost or (not chain and _of_local_government(chunks[max(barrier, begin - 2) : head], row))
    return Phrase(begin, last, chain, title, chunks[last].start, row, served, past, several, coming, lost)


def _kind_of_states(chunks: Sequence[Chunk], begin: int) -> bool:
    """Whether the phrase begins with states of some kind: 阿拉伯 | 国家卫生部长."""
    return chunks[begin].text == "国家" and chunks[begin - 1].end == chunks[begin].start


def _ends_institution(chunk: Chunk, following: Chunk) -> bool:
    """Whether plain text right before a title ends as institutions do: 某某党, 某某协会, “某某”."""
    if chunk.found is not None or chunk.end != following.start:
        return False
    if chunk.text == _CABINET:
        return True  # 国际 | 承认 | 政府 | 总理
    if chunk.senses:
        return False
    return chunk.text == _QUOTED or chunk.text.endswith(_INSTITUTIONS)


def _of_local_government(before: Sequence[Chunk], row: TitleRow | OrganRow) -> bool:
    """Whether a title of institutions stands behind an organ of a place not named: 自治区政府 | 主席."""
    local = any(one.found is None and one.text.startswith(_LOCAL) for one in before)
    return local and isinstance(row, TitleRow) and row.attaches == "institution"


def _topic(chunks: Sequence[Chunk], number: int) -> bool:
    """Whether a name says what an office is about: 中国事务高级主任, 叙利亚问题特使."""
    return chunks[number].label in {"COUNTRY", "PLACE"} and chunks[number + 1].text.startswith(_TOPICS)


def _is_side(chunk: Chunk, lexicon: Lexicon) -> bool:
    """Whether a mention names a state as a party (中方), which an office may be held for."""
    return chunk.label == "COUNTRY" and chunk.text.endswith("方")


def _leftmost(chunks: Sequence[Chunk], head: int, barrier: int) -> int:
    """How far left the phrase may reach: over names, organs, office words and a little plain text."""
    first, plain = head, 0
    while first > barrier:
        chunk = chunks[first - 1]
        if chunk.end != chunks[first].start or chunks[head].end - chunk.start > _LONGEST:
            break
        if counts_states(chunks, first - 1):
            break  # 两国 | 外长
        if (
            chunk.label in _AFFILIATED
            or chunk.is_organ
            or chunk.is_word("office", "noun-head")
            or chunk.text == "驻"
        ):
            pass
        elif (
            chunk.found is None
            and not chunk.senses
            and not chunk.is_punctuation
            and not chunk.text[0].isdigit()
        ):
            plain += 1
            if plain > _MOST_PLAIN:
                break
        else:
            break
        first -= 1
    return first
