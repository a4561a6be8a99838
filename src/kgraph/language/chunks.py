"""A sentence as a row of chunks: names, titles, words of known classes, and the rest.

Grammar and patterns read chunks rather than tokens: a name is one chunk however many words it has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from kgraph.language.attributes import Found
from kgraph.language.lexicon import Sense

__all__ = ["Chunk", "before_titles", "chunk_sentence", "counts_states", "sentence_chunks"]

_STATES = frozenset(
    {"国家", "等国", "等国家", "成员国", "邻国", "盟国", "缔约国", "与会国", "参与国", "盟友", "周边国家"}
)
_COUNTS = frozenset("两二三四五六七八九十多各")

_PUNCTUATION = frozenset("，。、；：？！,.;:?!()“”‘’《》〈〉[]【】—…-/")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a sentence.

    Attributes
    ----------
    start, end : int
        Code points into the document's text.
    text : str
        Folded.
    senses : tuple of Sense
        From the lexicon.
    found : Found or None
        The mention, where the chunk is one.
    """

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...] = ()
    found: Found | None = None

    @property
    def label(self) -> str:
        """The label of the mention, empty where there is none."""
        return self.found.label if self.found else ""

    @property
    def is_title(self) -> bool:
        """Whether it is a title or the head of an organ."""
        return (
            bool(self.senses)
            and self.found is None
            and any(sense.kind in {"title", "head"} for sense in self.senses)
        )

    @property
    def is_organ(self) -> bool:
        """Whether it is the bare name of a kind of state organ."""
        return (
            bool(self.senses) and self.found is None and any(sense.kind == "organ" for sense in self.senses)
        )

    @property
    def is_punctuation(self) -> bool:
        """Whether it is a punctuation mark."""
        return self.text in _PUNCTUATION

    def is_word(self, *classes: str) -> bool:
        """Whether it is a word of one of the classes of words.jsonl (without ``words:``)."""
        if not self.senses or self.found is not None:
            return False
        return any(
            sense.kind == "word" and sense.ref.removeprefix("words:") in classes for sense in self.senses
        )


def sentence_chunks(doc: Doc) -> Iterator[tuple[Span, list[Chunk]]]:
    """Every sentence of a document with its chunks, white space left out."""
    mentions = sorted(doc._.mentions)
    senses = {(match.start, match.end): match.senses for match in doc._.matches}
    starts = [found.start for found in mentions]
    for sentence in doc.sents:
        first = bisect_left(starts, sentence.start_char)
        last = bisect_left(starts, sentence.end_char)
        yield sentence, list(chunk_sentence(sentence, mentions[first:last], senses))


def chunk_sentence(
    sentence: Span, mentions: Iterable[Found], senses: dict[tuple[int, int], tuple[Sense, ...]]
) -> Iterator[Chunk]:
    """The chunks of one sentence.

    A mention swallows the words under it; of a word that a mention covers in part the rest remains.
    """
    folded: str = sentence.doc._.folded
    # Not from the tokens: making an object of each takes longer than all the rest.
    ends: list[int] = sentence.doc._.ends[sentence.start : sentence.end]
    todo = list(mentions)
    position = sentence.start_char
    number = 0
    for begin, end in zip([position, *ends], ends, strict=False):
        while number < len(todo) and todo[number].start < end:
            found = todo[number]
            number += 1
            if found.start >= position:
                yield Chunk(found.start, found.end, folded[found.start : found.end], (), found)
                position = found.end
        start = max(begin, position)
        text = folded[start:end]
        if start < end and not text.isspace():
            yield Chunk(start, end, text, senses.get((start, end), ()))
            position = end


def before_titles(chunks: Sequence[Chunk], number: int) -> int:
    """Index of what stands before ``chunks[number]`` and its titles: 同 | B国 | 总统 | B; -1 if nothing."""
    position = number - 1
    while position >= 0 and (
        chunks[position].is_title or chunks[position].label in {"COUNTRY", "INSTITUTION"}
    ):
        position -= 1
    return position


def counts_states(chunks: Sequence[Chunk], number: int) -> bool:
    """Whether ``chunks[number]`` ends a count or kind of states: 两国, 十二 | 国, 等 | 国, 非洲 | 国家."""
    text = chunks[number].text
    if text == "国" and number:
        text = chunks[number - 1].text + text
    if text in _STATES:
        return True
    return len(text) > 1 and text[-1] == "国" and all(char in _COUNTS for char in text[:-1])
