"""Sentences by punctuation, quotations kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy
from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["SentenceSplitter", "sentence_spans"]

_END = re.compile(r"[。！？!?…]+[”’)\]》]*|\n+")
# A quotation longer than this is cut at its own full stops: evidence must stay readable.
_LONGEST_QUOTE = 160
# Text without an end is cut, at the mark of a clause if there is one in the second half: what a sentence
# costs grows with the square of its length. In a year of a newscast no sentence is longer than 800.
_LONGEST = 1000
_CLAUSE_ENDS = re.compile(r"[，；、：,;:\s]")


def sentence_spans(folded: str) -> Iterator[tuple[int, int]]:
    """The sentences of a folded text as half-open spans, without surrounding white space.

    A line break ends a sentence. A full stop inside a quotation does not, unless the quotation is
    longer than 160 characters or is never closed in its line. What would be longer than 1,000
    characters is cut.

    Parameters
    ----------
    folded : str

    Yields
    ------
    (int, int)

    Examples
    --------
    >>> text = "他说：“欢迎。请坐。”随后会谈开始。会谈很短。"
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['他说：“欢迎。请坐。”随后会谈开始。', '会谈很短。']
    """
    quotes = list(_quotations(folded))
    start = 0
    number = 0
    for end in (found.end() for found in _END.finditer(folded)):
        while number < len(quotes) and quotes[number][1] <= end:
            number += 1
        inside = number < len(quotes) and quotes[number][0] < end < quotes[number][1]
        if inside and folded[end - 1] != "\n":
            continue
        # A quotation that ends with a full stop and is followed by its frame is not yet over.
        if (
            folded[end - 1] in "”’"
            and end < len(folded)
            and folded[end] not in "\n“"
            and _goes_on(folded, end)
        ):
            continue
        yield from _stripped(folded, start, end)
        start = end
    yield from _stripped(folded, start, len(folded))


def _goes_on(folded: str, end: int) -> bool:
    """Whether what follows a closed quotation is short enough to be its frame (，王毅说。)."""
    stop = _END.search(folded, end)
    return stop is not None and stop.start() - end <= 12 and folded[stop.start()] != "\n"


def _quotations(folded: str) -> Iterator[tuple[int, int]]:
    opened = -1
    for position, char in enumerate(folded):
        if char == "“" and opened < 0:
            opened = position
        elif char == "”" and opened >= 0:
            if position - opened <= _LONGEST_QUOTE:
                yield opened, position
            opened = -1
        elif char == "\n":
            opened = -1


def _stripped(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        cut = end
        if end - start > _LONGEST:
            middle, cut = start + _LONGEST // 2, start + _LONGEST
            cut = max((found.end() for found in _CLAUSE_ENDS.finditer(folded, middle, cut)), default=cut)
        first, last = start, cut
        while first < last and folded[first].isspace():
            first += 1
        while last > first and folded[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        start = cut


class SentenceSplitter:
    """Component ``kgraph_sentences_v1``: set the sentence boundaries."""

    def match(self, doc: Doc) -> set[int]:
        """Offsets at which a sentence begins."""
        return {start for start, _ in sentence_spans(doc._.folded)}

    def set_annotations(self, doc: Doc, starts: set[int]) -> None:
        """Mark the tokens that begin a sentence."""
        # All at once: spaCy looks over the whole document for each single one.
        marks = numpy.full(len(doc), -1)
        # A cut in a text without marks may fall into a token: the next one begins.
        places = numpy.searchsorted([0, *doc._.ends[:-1]], [0, *sorted(starts)])
        marks[places[places < len(doc)]] = 1
        doc.from_array(["SENT_START"], marks.astype("uint64").reshape(-1, 1))  # type: ignore[arg-type]

    def __call__(self, doc: Doc) -> Doc:
        """Find the sentences, then mark them."""
        self.set_annotations(doc, self.match(doc))
        return doc


@Language.factory(
    "kgraph_sentences_v1", assigns=["token.is_sent_start"], requires=["doc._.folded", "doc._.ends"]
)
def make_sentences(nlp: Language, name: str) -> SentenceSplitter:
    """Factory of ``kgraph_sentences_v1``."""
    return SentenceSplitter()
