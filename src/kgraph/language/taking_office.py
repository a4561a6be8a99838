"""Offices that a verb tells: A出任外长, A当选总统, A被免去部长职务, 任命A为大使, A是总统."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kgraph.language.chunks import Chunk, before_titles
from kgraph.language.item import ASPECTS
from kgraph.language.title_holders import Holder

__all__ = ["Told", "told_by_verb"]

_ENDS = frozenset("。；！？!?;")
_AS, _IS = "为", "是"
# Who takes the office is not named: A祝贺您当选总统.
_ADDRESSED = frozenset({"您", "你", "阁下"})
_APPOINT = frozenset({"任命", "选举", "推举", "推选", "选", "委任", "委派"})
_FORMER = frozenset({"曾", "曾经", "此前", "原"})
_COMING = frozenset({"将", "将会", "即将", "拟", "有望", "预计", "计划", "准备"})
_DENIED = frozenset({"不", "没有", "未", "并未", "拒绝", "无意", "不会", "希望", "想", "愿", "愿意", "可能"})


class Told(NamedTuple):
    """Who a verb says takes, holds or leaves an office."""

    holder: Holder
    past: bool = False
    planned: bool = False


def told_by_verb(chunks: Sequence[Chunk], office: int) -> Told | None:
    """The person that a verb right before an office phrase gives it to.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of one sentence.
    office : int
        Index of the first chunk of the phrase.

    Returns
    -------
    Told or None
    """
    verb = office - 1
    while verb > 0 and (chunks[verb].text in ASPECTS or chunks[verb].is_word("time")):
        verb -= 1
    if verb < 1:
        return None
    if chunks[verb].text in {_AS, _IS}:
        person = _person_at(chunks, verb - 1)
        fits = chunks[verb].text == _IS or (verb > 1 and chunks[verb - 2].text in _APPOINT)
        return Told(person) if person is not None and fits else None
    leaves = chunks[verb].is_word("leave-office")
    if not leaves and not chunks[verb].is_word("take-office"):
        return None
    words: set[str] = set()
    for number in range(verb - 1, -1, -1):
        chunk = chunks[number]
        if chunk.text in _ENDS or chunk.text in _ADDRESSED:
            return None
        person = _person_at(chunks, number)
        governor = before_titles(chunks, number)
        if person is not None and not (governor >= 0 and chunks[governor].is_word("preposition")):
            if words & _DENIED:
                return None
            return Told(person, leaves or bool(words & _FORMER), bool(words & _COMING))
        words.add(chunk.text)
    return None


def _person_at(chunks: Sequence[Chunk], number: int) -> Holder | None:
    found = chunks[number].found
    return Holder(number, found, False) if found is not None and found.label == "PERSON" else None
