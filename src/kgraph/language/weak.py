"""Weak candidates: names of two characters, common verbs; they count where words may begin and end."""

from __future__ import annotations

from bisect import bisect_right

from kgraph.language.candidates import Candidate, is_entity, is_hint, is_name, is_title, weight
from kgraph.language.lattice import best_cover, places_taken
from kgraph.language.lexicon import Lexicon
from kgraph.language.segmentation import Segmenter
from kgraph.language.surnames import is_chinese_name, is_han
from kgraph.language.transliteration import transliteration_characters

__all__ = ["weak_matches"]

# A stretch of at most this length that is no word is cut where two known words meet.
_LONGEST_SPLIT = 4
# From this length on a word needs a boundary on one side only.
_LONG = 3


def weak_matches(
    candidates: list[Candidate],
    strong: list[Candidate],
    ends: list[int],
    folded: str,
    lexicon: Lexicon,
    segmenter: Segmenter,
) -> list[Candidate]:
    """Of the candidates that need word boundaries those that have them, as far as they fit together."""
    taken = places_taken(strong, len(folded))
    open_ones = [one for one in candidates if not one.surface.strong and not any(taken[one.start : one.end])]
    cuts = _Cuts(folded, ends, segmenter, open_ones, lexicon)
    named_ends = {one.end for one in strong if is_entity(one)}
    inside = [one for one in open_ones if cuts.allow(one, after_name=one.start in named_ends)]
    titles = [one for one in (*strong, *inside) if is_title(one)]
    titles_end, titles_start = {one.end for one in titles}, {one.start for one in titles}
    agreed = [one for one in inside if not is_hint(one) or one.start in titles_end or one.end in titles_start]
    # A name that the document confirms elsewhere, or that a title announces, needs no boundary.
    confirmed = {one.surface.text for one in agreed if is_name(one, lexicon)}
    chosen = set(inside)
    more = [
        one
        for one in open_ones
        if one not in chosen
        and is_name(one, lexicon)
        and (one.surface.text in confirmed or (one.start in titles_end and cuts.end_name(one)))
    ]
    # What stands between names that were found against the segmentation has its boundaries from them.
    edges = cuts.bounds.union(*((one.start, one.end) for one in (*inside, *more) if is_name(one, lexicon)))
    words = [
        one
        for one in open_ones
        if one not in chosen and one.start in edges and one.end in edges and not is_name(one, lexicon)
    ]
    return best_cover([*agreed, *more, *words], weight)


class _Cuts:
    """Where a weak candidate may begin and end."""

    def __init__(
        self,
        folded: str,
        ends: list[int],
        segmenter: Segmenter,
        candidates: list[Candidate],
        lexicon: Lexicon,
    ) -> None:
        self.folded = folded
        self.ends = ends
        self.segmenter = segmenter
        self.lexicon = lexicon
        self.bounds = {0, *ends}
        words = [
            one
            for one in candidates
            if any(sense.kind in {"word", "trigger"} for sense in one.surface.senses)
        ]
        self.word_starts = {one.start for one in words}
        self.word_ends = {one.end for one in words}
        self.long_word_starts = {one.start for one in words if one.end - one.start >= _LONG}
        # 愿同 is no word, but 愿 and 同 are.
        spans = {(one.start, one.end) for one in words}
        for start, end in zip([0, *ends], ends, strict=False):
            if 1 < end - start <= _LONGEST_SPLIT and not segmenter.knows(folded[start:end]):
                self.bounds |= {cut for cut in range(start + 1, end) if {(start, cut), (cut, end)} <= spans}

    def allow(self, one: Candidate, *, after_name: bool) -> bool:
        """Whether a candidate has a word boundary on both sides, or a good reason to do without."""
        if one.surface.pieces and self.segmenter.knows(self.folded[one.end - 1 : one.end + 1]):
            return False  # 来 | 法院, not 来法 | 院
        start, end = one.start in self.bounds, one.end in self.bounds
        if start and end:
            return True
        if is_title(one) and start and after_name:
            return not self._in_word(one.end)  # 立宪民主党 | 党首 | 野田
        if one.end - one.start >= _LONG and not is_entity(one):
            # 决策部 | 署落 | 到: three characters of a word hardly meet by chance.
            return (start and not self._in_word(one.end)) or (end and not self._in_word(one.start))
        if one.surface.pieces and start:
            return one.end in self.word_starts and not self._in_word(one.end)  # 在京 | 同B会谈
        if is_name(one, self.lexicon):
            # 王 | 毅同 | 布林肯: the stretch that is cut is no word, and a known word follows the name.
            return (start or (one.start in self.word_ends and not self._in_word(one.start))) and (
                end
                or not is_han(self.folded[one.end])  # 特朗普 | 28日
                or (one.end in self.word_starts and not self._in_word(one.end))
            )
        return False

    def end_name(self, one: Candidate) -> bool:
        """Whether a name that a title announces may end where a candidate does, against the segmentation."""
        if one.end in self.bounds:
            return True
        following = self.folded[one.end]
        if not is_han(following):
            return True  # 外长马斯 | 23日
        if is_chinese_name(one.surface.text) or one.end - one.start < _LONG:
            return False
        # 特朗普 | 欲加, 特朗普 | 通电话
        return following not in transliteration_characters() or one.end in self.long_word_starts

    def _in_word(self, offset: int) -> bool:
        """Whether the stretch around an offset is a word that the segmentation learnt."""
        number = bisect_right(self.ends, offset)
        start = self.ends[number - 1] if number else 0
        return number >= len(self.ends) or self.segmenter.knows(self.folded[start : self.ends[number]])
