"""Where a dotted name begins and ends in running text: 专家 | 洛朗·亨宁格 | 表示."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from spacy.tokens import Doc

from kgraph.language.transliteration import transliteration_characters

__all__ = ["NameEdges"]

_LONGEST_PART = 8
# A word of the text that holds other characters than those of sound may be a whole first name (肖开提).
_LONGEST_OTHER = 4
_JOINS = frozenset("和与同")


class NameEdges:
    """The edges of dotted names in one document, by its words and the names and titles found in it.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    is_word : callable
        Whether a stretch of text is a word of the language.
    """

    def __init__(self, doc: Doc, is_word: Callable[[str], bool]) -> None:
        self.is_word = is_word
        self.folded: str = doc._.folded
        self.word_starts: frozenset[int] = doc._.word_starts
        self.token_at_start = dict(pairwise([0, *doc._.ends]))
        self.token_at_end = {end: start for start, end in self.token_at_start.items()}
        # What is known not to be part of a person's name.
        self.taken = bytearray(len(self.folded))
        for one in doc._.matches:
            if any(sense.kind not in {"entity", "hint"} for sense in one.senses):
                self._take(one.start, one.end)
        for found in doc._.mentions:
            if found.label != "PERSON":
                self._take(found.start, found.end)

    def _take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)

    def of(self, start: int, end: int) -> tuple[int, int]:
        """The name inside a stretch of Chinese characters with dots.

        Parameters
        ----------
        start, end : int
            Half-open; the stretch may hold words before the name and behind it.

        Returns
        -------
        tuple of int
            Start and end of the name; both `start` if it is none.
        """
        first, last = self.folded.index("·", start, end), self.folded.rindex("·", start, end)
        begin, stop = self._begin(start, first), self._stop(last + 1, end)
        return (begin, stop) if begin < first and stop > last + 1 else (start, start)

    def _begin(self, start: int, dot: int) -> int:
        position = dot
        while position > start and dot - position < _LONGEST_PART:
            if self.folded[position - 1] == "-":
                position -= 1
                continue
            token = self.token_at_end.get(position)
            beside = position == dot or self.folded[position] == "-"
            if token is None or token < start or not self._is_part(token, position, beside):
                break
            position = token
        return position + (self.folded[position] == "-")

    def _stop(self, start: int, end: int) -> int:
        position = start
        while position < end and position - start < _LONGEST_PART:
            if self.folded[position] == "-":
                position += 1
                continue
            token = self.token_at_start.get(position)
            beside = position == start or self.folded[position - 1] == "-"
            if token is not None and token > end and self.folded[end].isdigit():
                token = end  # 罗塔 | 26日, which the segmentation may join
            if token is None or token > end or not self._is_part(position, token, beside):
                break
            position = token
        # 维 | 加强 | 调: a name of one character is more often the head of a longer one.
        if position == start + 1 and position < end and position + 1 in self.word_starts:
            position += self.folded[position] in transliteration_characters()
        if (
            position - start > 1
            and self.folded[position - 1] in _JOINS
            and any(self.taken[position : position + 1])
        ):
            position -= 1  # 特雷莎·梅 | 和 | 法国总统
        return position

    def _is_part(self, start: int, end: int, beside_dot: bool) -> bool:
        """Whether a word of the text may be a part of the name, or all of it beside the dot."""
        # A word of one character (让-诺埃尔) may be a part of a name all the same.
        if any(self.taken[start:end]) and not (beside_dot and end - start == 1):
            return False
        text = self.folded[start:end]
        if all(char in transliteration_characters() for char in text):
            return beside_dot or len(text) == 1 or not self.is_word(text)
        return beside_dot and len(text) <= _LONGEST_OTHER and not self.is_word(text)
