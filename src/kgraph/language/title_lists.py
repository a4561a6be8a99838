"""Lists of titles and of holders: 教授、副院长A; A和B两位副总理; 外长和防长A、B."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgraph.language.affiliation import Affiliation
from kgraph.language.attributes import Found
from kgraph.language.chunks import Chunk
from kgraph.language.phrases import Phrase
from kgraph.language.title_holders import AND, Holder
from kgraph.rules import OrganRow

__all__ = ["counted_before", "holds_too", "inherited", "joined", "of_relative", "text_of"]

_NUMBERS = frozenset("两二三四五六七八九几")
_COUNTED = frozenset("位名")
_MOST_BETWEEN = 4


def inherited(
    phrase: Phrase, of: Affiliation, before: tuple[Phrase, Affiliation]
) -> tuple[Phrase, Affiliation]:
    """A bare title with what it has from the one before it: 某局原局长、党组书记A is of 某局 twice.

    Parameters
    ----------
    phrase : Phrase
    of : Affiliation
        What the phrase is of by itself.
    before : tuple of (Phrase, Affiliation)
        The office before it in the list, of the same holder.

    Returns
    -------
    tuple of (Phrase, Affiliation)
        Past too, if the office before it is.
    """
    first, institution = before
    if (
        of.of
        or phrase.chain
        or phrase.within
        or isinstance(phrase.row, OrganRow)
        or isinstance(first.row, OrganRow)
    ):
        return phrase, of
    alike = phrase.row.attaches == first.row.attaches == "institution"
    bare = phrase.title in {phrase.row.title, *phrase.row.aliases}
    if not alike or not bare or phrase.row.national or phrase.past:
        return phrase, of
    return replace(phrase, past=first.past), institution


def of_relative(phrase: Phrase) -> bool:
    """Whether a word names a relative of whoever holds the title before it: 总统 | 夫人."""
    return not isinstance(phrase.row, OrganRow) and phrase.row.kin


def counted_before(chunks: Sequence[Chunk], first: int) -> list[Holder]:
    """The persons that a counted title sums up: A和B两位 | 副总理.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of one sentence.
    first : int
        The first chunk of the office phrase.

    Returns
    -------
    list of Holder
        In order of the text; empty if nothing is counted there.
    """
    number = first - 1
    if number > 0 and chunks[number].text in _COUNTED:
        count, number = chunks[number - 1].text + chunks[number].text, number - 2
    else:
        count, number = chunks[max(number, 0)].text, number - 1
    if len(count) != 2 or count[0] not in _NUMBERS or count[1] not in _COUNTED:
        return []
    holders: list[Holder] = []
    while number >= 0:
        found = chunks[number].found
        if found is None or found.label != "PERSON":
            break
        holders.insert(0, Holder(number, found, False))
        if number == 0 or chunks[number - 1].text not in AND:
            break
        number -= 2
    return holders if len(holders) > 1 else []


def holds_too(chunks: Sequence[Chunk], last: int, phrase: Phrase) -> bool:
    """Whether 兼 and an institution that no list holds stand before a title: 副首相 | 兼 | 王宫 | 大臣."""
    between = chunks[last + 1 : phrase.first]
    return (
        1 < len(between) <= _MOST_BETWEEN
        and between[0].text.startswith("兼")
        and all(one.found is None and not one.is_punctuation for one in between)
    )


def joined(chunks: Sequence[Chunk], last: int, first: int, words: frozenset[str]) -> bool:
    """Whether nothing but one joining word stands between two chunks."""
    if last < 0:
        return False
    return first == last + 1 or (first == last + 2 and chunks[last + 1].text in words)


def text_of(chunks: Sequence[Chunk], found: Found) -> str:
    """The text of a mention, which may cover parts of chunks."""
    parts = [
        chunk.text[max(0, found.start - chunk.start) : found.end - chunk.start]
        for chunk in chunks
        if chunk.start < found.end and chunk.end > found.start
    ]
    return "".join(parts)
