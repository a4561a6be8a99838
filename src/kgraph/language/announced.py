"""Institutions that no list holds, told by the office right behind them: 环球传媒集团 | 董事长.

Without an office such a stretch is too often no name (能源公司, 大型国有企业).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from kgraph.language.chunks import Chunk
from kgraph.language.endings import Ending
from kgraph.language.lexicon import Lexicon
from kgraph.rules import SuffixRow, rule_rows

__all__ = ["Announced", "announced"]

_LONGEST = 14
_CUT = frozenset({"和", "与", "及", "得", "地"})
_SHORTEST_STEM, _SURE_STEM = 2, 4
_SUFFIXES = frozenset(
    f"suffix:{name}"
    for name in (
        "alliance",
        "bank",
        "club",
        "company",
        "committee",
        "party",
        "press",
        "thinktank",
        "university",
    )
)


class Announced(NamedTuple):
    """The first and last chunk of an institution's name, the ending that makes it, and its state."""

    first: int
    last: int
    ending: Ending
    state: str


def announced(
    chunks: Sequence[Chunk],
    number: int,
    endings: Sequence[Ending],
    lexicon: Lexicon,
    is_word: Callable[[str], bool],
) -> Announced | None:
    """The institution that ends right before a title.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of one sentence.
    number : int
        A title.
    endings : sequence of Ending
        That the text before the title may have.
    lexicon : Lexicon
    is_word : callable
        Whether a stretch of text is a word of the language.

    Returns
    -------
    Announced or None
    """
    last = number - 1
    if last < 0 or not _of_institution(chunks[number], lexicon) or chunks[last].end != chunks[number].start:
        return None
    first = number
    while first > 0 and _goes_on(chunks[first - 1], chunks[first]):
        first -= 1
        if chunks[number].start - chunks[first].start > _LONGEST:
            return None
    name = "".join(chunk.text for chunk in chunks[first:number])
    ending = next((one for one in endings if one.row.id in _SUFFIXES and name.endswith(one.suffix)), None)
    if ending is None or len(ending.suffix) < _SHORTEST_STEM:
        return None
    stem = name[: -len(ending.suffix)]
    words = [chunk.text for chunk in chunks[first:number]]
    if words[-1] == ending.suffix:
        words.pop()
    named = [word for word in words if word not in _common_words()]
    unheard = any(len(word) > 1 and not is_word(word) for word in named)
    if len(stem) < _SHORTEST_STEM or not named or not (unheard or len(stem) >= _SURE_STEM):
        return None
    before = chunks[first - 1] if first else None
    state = ""
    if before is not None and before.end == chunks[first].start and before.text in _CUT:
        return None  # 能源战略和 | 生态安全委员会: where the name begins is not clear
    if before is not None and before.end == chunks[first].start and before.found is not None:
        if before.label != "COUNTRY":
            return None
        state = before.found.entity
    return Announced(first, last, ending, state)


@cache
def _common_words() -> frozenset[str]:
    """What institutions are of or about, by which alone they have no name."""
    return frozenset(word for row in rule_rows("suffixes", SuffixRow) for word in row.common)


def _of_institution(chunk: Chunk, lexicon: Lexicon) -> bool:
    if not chunk.is_title:
        return False
    rows = [lexicon.titles[sense.ref] for sense in chunk.senses if sense.kind == "title"]
    # What many may be (专家, 教授) is said of nameless institutions too.
    return any(row.attaches == "institution" and not row.shared for row in rows)


def _goes_on(chunk: Chunk, following: Chunk) -> bool:
    """Whether a chunk may be a part of a name: plain text, or a noun."""
    if chunk.end != following.start or chunk.found is not None or chunk.is_punctuation:
        return False
    if chunk.text[0].isdigit() or chunk.is_title or chunk.is_organ or chunk.text.endswith("国"):
        return False  # 两国 | 高端 | 智库
    return not chunk.senses or chunk.is_word("noun-head", "suffix", "office")
