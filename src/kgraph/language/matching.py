"""Find names on characters, then cut the rest into words around them.

1. The automaton finds every surface of the lexicon in the folded text.
2. The strong ones are chosen so that they cover most; nothing may cut them.
3. pkuseg cuts what lies between.
4. Weak ones (two-character names, common verbs) count where word boundaries agree with them, or
   where the same document confirms them elsewhere.
5. One-character names of states count in compounds (中美) and in licensed contexts (访美).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kgraph.language.candidates import Candidate, is_known_word, weight
from kgraph.language.lattice import best_cover, places_taken
from kgraph.language.lexicon import Lexicon, Sense
from kgraph.language.segmentation import Segmenter
from kgraph.language.shortnames import short_names
from kgraph.language.weak import weak_matches

__all__ = ["Match", "Matching", "match"]


_NAMES = frozenset({"entity", "side"})


class Match(NamedTuple):
    """A surface of the lexicon that counts, with its span in code points."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class Matching(NamedTuple):
    """What was found in a text.

    Attributes
    ----------
    matches : list of Match
        In order, not overlapping.
    ends : list of int
        Where each word ends.
    word_starts : frozenset of int
        Where words of known classes of two or more characters begin, also those that the
        segmentation cut otherwise.
    """

    matches: list[Match]
    ends: list[int]
    word_starts: frozenset[int]


def match(folded: str, lexicon: Lexicon, segmenter: Segmenter) -> Matching:
    """Find the names in a folded text and cut it into words.

    Parameters
    ----------
    folded : str
    lexicon : Lexicon
    segmenter : Segmenter

    Returns
    -------
    Matching
    """
    candidates: list[Candidate] = []
    doubtful: list[Candidate] = []
    for index, start, end in lexicon.find(folded):
        surface = lexicon.surfaces[index]
        goes_on = bool(surface.not_before) and folded.startswith(surface.not_before, end)
        (doubtful if goes_on else candidates).append(Candidate(start, end, surface))
    named = _named_states(candidates, lexicon)
    longer = _longer_names(candidates, lexicon)
    candidates = [one for one in candidates if _may_count(one, named, lexicon) and not _cuts(one, longer)]
    strong = [one for one in best_cover(candidates, weight) if one.surface.strong]
    if doubtful:
        strong = _with_sure(strong, doubtful, candidates, folded)
    ends = _cut(folded, strong, segmenter)
    bounds = {0, *ends}
    # 美方 | 面对, but not 美方 | 面: there the segmentation must say so.
    agreed = [one for one in doubtful if one.start in bounds and one.end in bounds]
    weak = weak_matches([*candidates, *agreed], strong, ends, folded, lexicon, segmenter)
    matches = [piece for one in (*strong, *weak) for piece in _pieces(one)]
    matches += _shorts(folded, matches, ends, named, lexicon)
    matches.sort(key=lambda one: one.start)
    starts = frozenset(one.start for one in candidates if one.end - one.start > 1 and is_known_word(one))
    return Matching(matches, _word_ends(matches, ends), starts)


def _with_sure(
    strong: list[Candidate], doubtful: list[Candidate], candidates: list[Candidate], folded: str
) -> list[Candidate]:
    """The strong ones, and those that end where it looks otherwise: 中方 | 向 | 日方, 日方 | 针对."""
    names = {
        one.start for one in (*candidates, *doubtful) if any(s.kind in _NAMES for s in one.surface.senses)
    }
    taken = places_taken(strong, len(folded))
    sure = [
        one
        for one in doubtful
        if not any(taken[one.start : one.end])
        and (
            folded.startswith(one.surface.unless, one.end)
            or any(
                folded.startswith(word, one.end) and one.end + len(word) in names
                for word in one.surface.towards
            )
        )
    ]
    return sorted((*strong, *sure), key=lambda one: one.start)


def _named_states(candidates: Iterable[Candidate], lexicon: Lexicon) -> Counter[str]:
    """How often each state is named by a name of two or more characters."""
    named: Counter[str] = Counter()
    for one in candidates:
        for sense in one.surface.senses:
            if sense.kind == "entity":
                row = lexicon.entities[sense.ref]
                if row.label == "COUNTRY" or row.short:
                    named[row.id] += 1
    return named


def _may_count(one: Candidate, named: Counter[str], lexicon: Lexicon) -> bool:
    """Whether a compound's state is at hand: named in the document, or known to every reader.

    So must be that of an institution that is named without it (国家情报院).
    """
    if not one.surface.pieces:
        senses = one.surface.senses
        if not one.surface.tail:
            return True
        return any(lexicon.entities[sense.ref].country in named for sense in senses)
    well_known = lexicon.contexts["context:well-known"].shorts
    offset = one.start
    for length, senses in one.surface.pieces:
        if senses and senses[0].kind == "short":
            if any(sense.ref in named for sense in senses):
                return True
            return not one.surface.named and one.surface.text[offset - one.start :][:length] in well_known
        offset += length
    return True


def _longer_names(candidates: Iterable[Candidate], lexicon: Lexicon) -> dict[int, int]:
    """Where the names of states, places and institutions begin, and where the longest there ends."""
    ends: dict[int, int] = {}
    for one in candidates:
        for sense in one.surface.senses:
            if sense.kind == "entity" and lexicon.entities[sense.ref].label != "PERSON":
                ends[one.start] = max(one.end, ends.get(one.start, 0))
    return ends


def _cuts(one: Candidate, longer: dict[int, int]) -> bool:
    """Whether the short name that ends a compound only begins a longer one: 赴 | 澳门, not 赴澳 | 门."""
    if not one.surface.pieces:
        return False
    return longer.get(one.end - one.surface.pieces[-1][0], 0) > one.end


def _cut(folded: str, strong: list[Candidate], segmenter: Segmenter) -> list[int]:
    ends: list[int] = []
    position = 0
    for one in strong:
        ends += segmenter.ends(folded, position, one.start)
        for length, _ in one.surface.pieces[:-1]:
            ends.append(one.start + length)
        ends.append(one.end)
        position = one.end
    return ends + segmenter.ends(folded, position, len(folded))


def _pieces(one: Candidate) -> Iterator[Match]:
    if not one.surface.pieces:
        yield Match(one.start, one.end, one.surface.senses)
        return
    start = one.start
    for length, senses in one.surface.pieces:
        yield Match(start, start + length, senses)
        start += length


def _shorts(
    folded: str, matches: list[Match], ends: list[int], named: Counter[str], lexicon: Lexicon
) -> list[Match]:
    taken = places_taken(matches, len(folded))
    return [
        Match(start, start + 1, tuple(Sense("short", ref) for ref in refs))
        for start, refs in short_names(folded, taken, ends, named, lexicon)
    ]


def _word_ends(matches: list[Match], ends: list[int]) -> list[int]:
    """Word ends, where no match is cut and each match ends a word."""
    result: list[int] = []
    number = 0
    edges = {one.start for one in matches} | {one.end for one in matches}
    for end in sorted(edges.union(ends) - {0}):
        while number < len(matches) and matches[number].end <= end:
            number += 1
        if number < len(matches) and matches[number].start < end < matches[number].end:
            continue
        result.append(end)
    return result
