"""One-character names of states side by side: 中美, 俄乌, and in lists: 叙、俄、土三国."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kgraph.language.lexicon import Lexicon

__all__ = ["Stretch", "short_names"]

# What counts the states of a list, or says that it is one.
_COUNTED = re.compile(r"(?:等国|等?[两三四五六七八九]国|[两三四五六七八九]方|两军)")
# What a clause or a headline begins behind.
_OPENING = frozenset("\n \u3000，。；：！？】)”’、·")
_LIST = re.compile(r"(?:.、)+.(?:[和与].)?|.和.")


class Stretch(NamedTuple):
    """A character that names a state, and the ids of the states that it may name."""

    start: int
    refs: tuple[str, ...]


def short_names(
    folded: str, taken: Sequence[int], ends: Sequence[int], named: Counter[str], lexicon: Lexicon
) -> Iterator[Stretch]:
    """Characters of runs and lists that count as names of states.

    Parameters
    ----------
    folded : str
    taken : sequence of int
        For each character whether it belongs to a name or word already.
    ends : sequence of int
        Where words end.
    named : Counter of str
        How often the document names each state in full.
    lexicon : Lexicon

    Yields
    ------
    Stretch
    """
    shorts = lexicon.shorts
    bounds = {0, *ends}
    position = 0
    while position < len(folded):
        end = position
        while end < len(folded) and not taken[end] and folded[end] in shorts:
            end += 1
        if end - position >= 2:
            start, stop = _trim(position, end, bounds)
            if _counts(folded, start, stop, named, lexicon):
                yield from (Stretch(place, shorts[folded[place]]) for place in range(start, stop))
        elif end > position:
            match = _LIST.match(folded, position)
            if match and _COUNTED.match(folded, match.end()):
                places = [place for place in range(position, match.end()) if folded[place] not in "、和与"]
                if all(folded[place] in shorts and not taken[place] for place in places):
                    yield from (Stretch(place, shorts[folded[place]]) for place in places)
                    end = match.end()
            elif _opens(folded, position, named, lexicon):
                yield Stretch(position, shorts[folded[position]])
        position = max(end, position + 1)


def _counts(folded: str, start: int, stop: int, named: Counter[str], lexicon: Lexicon) -> bool:
    """Whether a run of characters names states: all known here, and a word behind it or a great power."""
    run = folded[start:stop]
    if len(run) < 2 or len(set(run)) < len(run):
        return False
    context = [row for row in lexicon.contexts.values() if row.pair]
    licensed = folded.startswith(tuple(text for row in context for text in row.right), stop)
    well_known = lexicon.contexts["context:well-known"].shorts
    at_hand = [any(ref in named for ref in lexicon.shorts[char]) for char in run]
    if not all(here or char in well_known for here, char in zip(at_hand, run, strict=True)):
        return False
    return licensed or (any(at_hand) and any(char in well_known for char in run))


def _opens(folded: str, position: int, named: Counter[str], lexicon: Lexicon) -> bool:
    """Whether a character opens a clause as the state that does what follows: 俄称, 韩向朝提议."""
    if position and folded[position - 1] not in _OPENING:
        return False
    char = folded[position]
    at_hand = any(ref in named for ref in lexicon.shorts[char])
    return at_hand and any(
        row.opening and char in row.shorts and folded.startswith(tuple(row.right), position + 1)
        for row in lexicon.contexts.values()
    )


def _trim(start: int, end: int, bounds: set[int]) -> tuple[int, int]:
    """The longest stretch inside a run of candidates that begins and ends at word boundaries."""
    while start < end and start not in bounds:
        start += 1
    while end > start and end not in bounds:
        end -= 1
    return start, end
