"""The day on which a sentence is told that names none: carried from its paragraph, its story or its lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from kgraph.language.attributes import DateSpan
from kgraph.language.narrative import Narrative, is_headline, opens, parse_day
from kgraph.language.sliced import Sliced

__all__ = ["StoryDays"]

Sentence = tuple[int, int]

# A time longer than this is no occasion that a sentence could be told of.
_LONGEST = 14
# A headline is told on the day that its story names in so many sentences.
_LEAD = 2


class StoryDays:
    """For each sentence the day that the sentences before it have reached.

    Within a paragraph that is the day last named; in a new one, how far the story has got
    (:class:`~kgraph.language.narrative.Narrative`). Where a month or a year opens the sentences before
    (去年6月，……。), nobody knows. A headline is told on the day of the lead below it.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    dates : Sliced of DateSpan
        Of the document.

    Attributes
    ----------
    headlines : set of int
        Starts of the sentences that are headlines.
    """

    def __init__(self, doc: Doc, dates: Sliced[DateSpan]) -> None:
        self.folded: str = doc._.folded
        self._dates = dates
        self._days: dict[int, DateSpan | None] = {}
        self._plans: dict[int, DateSpan] = {}
        self._lost: set[int] = set()
        document = doc._.document
        self.narrative = Narrative(parse_day(document.published) if document else None)
        self.story: DateSpan | None = None
        self.headlines: set[int] = set()
        headlines: list[int] = []
        for paragraph in self._paragraphs([(span.start_char, span.end_char) for span in doc.sents]):
            if is_headline(self.folded[paragraph[0][0] : paragraph[-1][1]]):
                self._restart()
                headlines.append(paragraph[0][0])
                self.headlines.add(paragraph[0][0])
                continue
            for number, lead in enumerate(self._read(paragraph)):
                if number < _LEAD and lead is not None:
                    self._days.update((start, lead) for start in headlines if start not in self._days)
            headlines = []

    def day(self, sentence: int) -> DateSpan | None:
        """The day on which the sentence that begins at `sentence` is told, if the text has named it."""
        return self._days.get(sentence)

    def plan(self, sentence: int) -> DateSpan | None:
        """When that is to be which its paragraph told of as planned: 将于26日访问。其间，将会见……。"""
        return self._plans.get(sentence)

    def is_lost(self, sentence: int) -> bool:
        """Whether the sentence goes on about a time that is only a month, a year or a plan."""
        return sentence in self._lost

    def _paragraphs(self, sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
        paragraph: list[Sentence] = []
        for sentence in sentences:
            if paragraph and "\n" in self.folded[paragraph[-1][1] - 1 : sentence[0]]:
                yield paragraph
                paragraph = []
            paragraph.append(sentence)
        if paragraph:
            yield paragraph

    def _restart(self) -> None:
        self.narrative.restart()
        self.story = None

    def _read(self, paragraph: Sequence[Sentence]) -> Iterator[DateSpan | None]:
        """Take in a paragraph, and yield the day of the story after each of its sentences."""
        framed: DateSpan | None = None
        plan: DateSpan | None = None
        lost = False
        for start, end in paragraph:
            if plan is not None:
                self._plans[start] = plan
            if lost:
                self._lost.add(start)
            elif (day := framed or self.story) is not None:
                self._days[start] = day
            for span in self._dates.between(start, end):
                plan = span if span.planned and not span.edge else plan
                opening = opens(self.folded, start, span.start)
                if not _is_occasion(span):
                    if opening and not span.edge and not self._is_now(span):
                        framed, lost = None, True
                elif self._moves(span, opening and start == paragraph[0][0]):
                    framed, lost, self.story = span, False, span
                elif opening:
                    framed, lost = span, False
            yield self.story

    def _is_now(self, span: DateSpan) -> bool:
        """Whether a month or year is the article's own: 今年是关键的一年."""
        anchor = self.narrative.anchor
        return anchor is not None and anchor.isoformat().startswith(span.since)

    def _moves(self, span: DateSpan, opens_paragraph: bool) -> bool:
        if span.basis == "dateline":
            return self.story is None  # what happened before the dispatch is told with its own day
        days = [day for day in (parse_day(span.until), parse_day(span.since)) if day is not None]
        return any(self.narrative.move(day, opens_paragraph=opens_paragraph) for day in days)


def _is_occasion(span: DateSpan) -> bool:
    """Whether a date is a day, or a few, on which something happened."""
    since, until = parse_day(span.since), parse_day(span.until)
    if span.planned or span.edge or since is None or until is None:
        return False
    return (until - since).days <= _LONGEST
