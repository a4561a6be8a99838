"""How far a story has got: paragraphs, headlines, and the day that the telling has reached.

A news story is told on from a day named at its beginning. Later days carry it on; an earlier day inside a
paragraph is its past (2月27日，…), but one that opens a paragraph sets the story back to it. An adverbial of
time at the head of a sentence frames the sentences after it (Chafe 1976, "Givenness, contrastiveness,
definiteness, subjects, topics, and point of view").
"""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = ["Narrative", "is_headline", "opens", "parse_day"]

# A day further back than this before the article is no news.
_WINDOW = timedelta(days=31)
_LONGEST_HEADLINE = 40
_CLOSED = tuple("。！？!?…”’；;，,、")
# What may stand between the beginning of a sentence and the time that frames it.
_OPENING = re.compile(
    r"[\s“‘(《·—-]*(?:(?:此外|另外|随后|同时|而|但是?|据悉|据报道|其中|另据报道|本报讯|当地时间|北京时间|早在|就在|在"
    r"|于|自从?|从|到了?|截至)[，,\s]?)*"
)


class Narrative:
    """The day that a story has reached.

    Parameters
    ----------
    anchor : datetime.date or None
        The article's day. No story is told on a later one.

    Attributes
    ----------
    reached : datetime.date or None
    """

    def __init__(self, anchor: date | None) -> None:
        self.anchor = anchor
        self.reached: date | None = None

    def restart(self) -> None:
        """Another story begins."""
        self.reached = None

    def move(self, day: date, *, opens_paragraph: bool = False) -> bool:
        """Take in a day that is named; whether the story is there now.

        Examples
        --------
        >>> story = Narrative(date(2023, 10, 30))
        >>> [story.move(date(2023, 10, day)) for day in (26, 28, 27)], story.reached
        ([True, True, False], datetime.date(2023, 10, 28))
        >>> story.move(date(2023, 11, 17)), story.move(date(2022, 11, 14))
        (False, False)
        """
        if self.anchor is not None and not self.anchor - _WINDOW <= day <= self.anchor:
            return False
        if self.reached is not None and day < self.reached and not opens_paragraph:
            return False
        self.reached = day
        return True


def is_headline(paragraph: str) -> bool:
    """Whether a paragraph is a headline: a short line that does not end like a sentence.

    Examples
    --------
    >>> is_headline("两国外长举行会谈"), is_headline("两国外长举行会谈。"), is_headline("")
    (True, False, False)
    """
    text = paragraph.strip()
    return 0 < len(text) <= _LONGEST_HEADLINE and not text.endswith(_CLOSED)


def opens(folded: str, start: int, position: int) -> bool:
    """Whether what stands at `position` opens the sentence or paragraph that begins at `start`."""
    return _OPENING.fullmatch(folded, start, position) is not None


def parse_day(text: str | None) -> date | None:
    """The day of an ISO date, None for a month, a year or what is no date."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
