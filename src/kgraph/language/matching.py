"""Find names on characters, then cut the rest into words around them.

1. The automaton finds every surface of the lexicon in the folded text.
2. The strong ones are chosen so that they cover most; nothing may cut them.
3. pkuseg cuts what lies between.
4. Weak ones (two-character names, common verbs) count where word boundaries agree with them, or
   where the same document confirms them elsewhere.
5. One-character names of states count in compounds (中美) and in licensed contexts (访美).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kgraph.language.lattice import best_cover
from kgraph.language.lexicon import Lexicon, Sense, Surface
from kgraph.language.segmentation import Segmenter

__all__ = ["Match", "Matching", "match"]

# Weights by character: a title or a guarding word outweighs the name that it cuts (北京 | 市长).
_STRONG, _FIRM, _WEAK, _FAINT, _PIECE = 10, 9, 8, 4, 2
# A stretch of at most this length that is no word is cut where two known words meet.
_LONGEST_SPLIT = 4
_FIRM_KINDS = frozenset({"title", "head", "organ"})


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


class _Candidate(NamedTuple):
    start: int
    end: int
    surface: Surface


def _weight(one: _Candidate) -> int:
    if one.surface.strong:
        by_character = _STRONG
    elif _is_hint(one) or one.end - one.start == 1:
        by_character = _FAINT
    elif any(sense.kind in _FIRM_KINDS or sense.ref == "words:guard" for sense in one.surface.senses):
        by_character = _FIRM
    else:
        by_character = _WEAK
    # A compound must not outweigh the longer name that it cuts: 驻 | 日本, not 驻日 | 本.
    return (one.end - one.start) * by_character - _PIECE * max(1, len(one.surface.pieces))


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
    surfaces = lexicon.surfaces
    candidates = [
        _Candidate(start, end, surface)
        for index, start, end in lexicon.find(folded)
        if not ((surface := surfaces[index]).not_before and folded.startswith(surface.not_before, end))
    ]
    named = _named_states(candidates, lexicon)
    candidates = [one for one in candidates if _may_count(one, named, lexicon)]
    strong = [one for one in best_cover(candidates, _weight) if one.surface.strong]
    ends = _cut(folded, strong, segmenter)
    weak = _weak(candidates, strong, ends, folded, lexicon, segmenter)
    matches = [piece for one in (*strong, *weak) for piece in _pieces(one)]
    matches += _pairs(folded, matches, ends, named, lexicon)
    matches.sort(key=lambda one: one.start)
    starts = frozenset(one.start for one in candidates if one.end - one.start > 1 and _is_known_word(one))
    return Matching(matches, _word_ends(matches, ends), starts)


def _is_known_word(one: _Candidate) -> bool:
    return any(sense.kind == "trigger" or (sense.kind == "word" and sense.ref != "words:guard")
               for sense in one.surface.senses)  # fmt: skip


def _named_states(candidates: Iterable[_Candidate], lexicon: Lexicon) -> Counter[str]:
    """How often each state is named by a name of two or more characters."""
    named: Counter[str] = Counter()
    for one in candidates:
        for sense in one.surface.senses:
            if sense.kind == "entity" and (row := lexicon.entities[sense.ref]).short:
                named[row.id] += 1
    return named


def _may_count(one: _Candidate, named: Counter[str], lexicon: Lexicon) -> bool:
    """Whether a compound's state is at hand: named in the document, or known to every reader."""
    if not one.surface.pieces:
        return True
    well_known = lexicon.contexts["context:well-known"].shorts
    offset = one.start
    for length, senses in one.surface.pieces:
        if senses and senses[0].kind == "short":
            if any(sense.ref in named for sense in senses):
                return True
            return not one.surface.named and one.surface.text[offset - one.start :][:length] in well_known
        offset += length
    return True


def _cut(folded: str, strong: list[_Candidate], segmenter: Segmenter) -> list[int]:
    ends: list[int] = []
    position = 0
    for one in strong:
        ends += segmenter.ends(folded, position, one.start)
        for length, _ in one.surface.pieces[:-1]:
            ends.append(one.start + length)
        ends.append(one.end)
        position = one.end
    return ends + segmenter.ends(folded, position, len(folded))


def _weak(
    candidates: list[_Candidate],
    strong: list[_Candidate],
    ends: list[int],
    folded: str,
    lexicon: Lexicon,
    segmenter: Segmenter,
) -> list[_Candidate]:
    """Of the candidates that need word boundaries those that have them, as far as they fit together."""
    taken = bytearray(len(folded))
    for one in strong:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    open_ones = [one for one in candidates if not one.surface.strong and not any(taken[one.start : one.end])]
    cuts = _Cuts(folded, ends, segmenter, open_ones, lexicon)
    named_ends = {one.end for one in strong if _is_entity(one)}
    inside = [one for one in open_ones if cuts.allow(one, after_name=one.start in named_ends)]
    titles = [one for one in (*strong, *inside) if _is_title(one)]
    titles_end, titles_start = {one.end for one in titles}, {one.start for one in titles}
    agreed = [one for one in inside if not _is_hint(one) or one.start in titles_end or one.end in titles_start]
    # A name that the document confirms elsewhere, or that a title announces, needs no boundary.
    confirmed = {one.surface.text for one in agreed if _is_name(one, lexicon)}
    chosen = set(inside)
    more = [
        one
        for one in open_ones
        if one not in chosen
        and _is_name(one, lexicon)
        and (one.surface.text in confirmed or (one.start in titles_end and one.end in cuts.bounds))
    ]
    # What stands between names that were found against the segmentation has its boundaries from them.
    edges = cuts.bounds.union(*((one.start, one.end) for one in (*inside, *more) if _is_name(one, lexicon)))
    words = [
        one
        for one in open_ones
        if one not in chosen and one.start in edges and one.end in edges and not _is_name(one, lexicon)
    ]
    return best_cover([*agreed, *more, *words], _weight)


class _Cuts:
    """Where a weak candidate may begin and end."""

    def __init__(
        self, folded: str, ends: list[int], segmenter: Segmenter, candidates: list[_Candidate], lexicon: Lexicon
    ) -> None:
        self.folded = folded
        self.ends = ends
        self.segmenter = segmenter
        self.lexicon = lexicon
        self.bounds = {0, *ends}
        words = [one for one in candidates if any(sense.kind in {"word", "trigger"} for sense in one.surface.senses)]
        self.word_starts = {one.start for one in words}
        self.word_ends = {one.end for one in words}
        # 愿同 is no word, but 愿 and 同 are.
        spans = {(one.start, one.end) for one in words}
        for start, end in zip([0, *ends], ends, strict=False):
            if 1 < end - start <= _LONGEST_SPLIT and not segmenter.knows(folded[start:end]):
                self.bounds |= {cut for cut in range(start + 1, end) if {(start, cut), (cut, end)} <= spans}

    def allow(self, one: _Candidate, *, after_name: bool) -> bool:
        """Whether a candidate has a word boundary on both sides, or a good reason to do without."""
        start, end = one.start in self.bounds, one.end in self.bounds
        if start and end:
            return True
        if _is_title(one) and start and after_name:
            return not self._in_word(one.end)  # 立宪民主党 | 党首 | 野田
        if _is_name(one, self.lexicon):
            # 王 | 毅同 | 布林肯: the stretch that is cut is no word, and a known word follows the name.
            return (start or (one.start in self.word_ends and not self._in_word(one.start))) and (
                end or (one.end in self.word_starts and not self._in_word(one.end))
            )
        return False

    def _in_word(self, offset: int) -> bool:
        """Whether the stretch around an offset is a word that the segmentation learnt."""
        number = bisect_right(self.ends, offset)
        start = self.ends[number - 1] if number else 0
        return number >= len(self.ends) or self.segmenter.knows(self.folded[start : self.ends[number]])


def _is_entity(one: _Candidate) -> bool:
    return any(sense.kind == "entity" for sense in one.surface.senses)


def _is_hint(one: _Candidate) -> bool:
    """Whether a name is also a word, so that only a title beside it makes it a name."""
    return bool(one.surface.senses) and all(sense.kind == "hint" for sense in one.surface.senses)


def _is_name(one: _Candidate, lexicon: Lexicon) -> bool:
    return any(
        sense.kind in {"side", "hint"} or (sense.kind == "entity" and lexicon.entities[sense.ref].label == "PERSON")
        for sense in one.surface.senses
    )


def _is_title(one: _Candidate) -> bool:
    return any(sense.kind in {"title", "head"} for sense in one.surface.senses)


def _pieces(one: _Candidate) -> Iterator[Match]:
    if not one.surface.pieces:
        yield Match(one.start, one.end, one.surface.senses)
        return
    start = one.start
    for length, senses in one.surface.pieces:
        yield Match(start, start + length, senses)
        start += length


def _pairs(
    folded: str, matches: list[Match], ends: list[int], named: Counter[str], lexicon: Lexicon
) -> list[Match]:
    """Compounds of two or more one-character names: 中美, 俄乌, 中美俄."""
    shorts = lexicon.shorts
    context = [row for row in lexicon.contexts.values() if row.pair]
    after = tuple(text for row in context for text in row.right)
    well_known = lexicon.contexts["context:well-known"].shorts
    taken = bytearray(len(folded))
    for one in matches:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    bounds = {0, *ends}
    found: list[Match] = []
    position = 0
    while position < len(folded):
        end = position
        while end < len(folded) and not taken[end] and folded[end] in shorts:
            end += 1
        if end - position >= 2:
            start, stop = _trim(position, end, bounds)
            run = folded[start:stop]
            at_hand = [any(ref in named for ref in shorts[char]) for char in run]
            licensed = folded.startswith(after, stop)
            known = all(here or char in well_known for here, char in zip(at_hand, run, strict=True))
            famous = any(char in well_known for char in run)
            if len(run) >= 2 and known and (licensed or (famous and any(at_hand))) and len(set(run)) == len(run):
                found += [
                    Match(start + number, start + number + 1, tuple(Sense("short", ref) for ref in shorts[char]))
                    for number, char in enumerate(run)
                ]
        position = max(end, position + 1)
    return found


def _trim(start: int, end: int, bounds: set[int]) -> tuple[int, int]:
    """The longest stretch inside a run of candidates that begins and ends at word boundaries."""
    while start < end and start not in bounds:
        start += 1
    while end > start and end not in bounds:
        end -= 1
    return start, end


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
