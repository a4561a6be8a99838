"""When a claim happened: told in its clause, in its sentence, before it, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Doc

from kgraph.language.attributes import DateSpan
from kgraph.language.clauses import VerbClasses
from kgraph.language.item import Item, Kind
from kgraph.language.narrative import opens
from kgraph.language.roles import Roles
from kgraph.language.sliced import Sliced
from kgraph.language.storydays import StoryDays
from kgraph.rules import TimeRow, rule_rows

__all__ = ["Dating", "Telling", "When", "times"]

When = tuple[str | None, str | None, str | None]
_UNDATED: When = (None, None, None)

# 签署于2021年3月27日: between a verb and a date behind it that is its own.
_OWN = re.compile(r"(?:于|在|是|为|[(（])(?:当地时间|北京时间)?$")
# 建交50周年: a day told there is the anniversary's. 建交以来: the one told is that which is counted from.
_ANNIVERSARY = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})多?(?:周年|年)")
_SINCE = re.compile(r"(?:后|之)?以来")
_SENTENCE_PARTS = frozenset("；;。！？!?")


def times() -> dict[str, str]:
    """Words that say how a clause without a date is dated: ``before``, ``about`` or ``story`` by word."""
    return {word: row.tells for row in rule_rows("times", TimeRow) for word in row.words}


class Telling(NamedTuple):
    """A claim that is to be dated.

    Attributes
    ----------
    sentence : (int, int)
        Half-open span of its sentence.
    items : sequence of Item
        Of the sentence.
    verb : int
        Index of its trigger.
    roles : Roles
    status : str
    lasting : bool
        Whether what it tells has no day of its own: an office, a war named in passing.
    """

    sentence: tuple[int, int]
    items: Sequence[Item]
    verb: int
    roles: Roles
    status: str
    lasting: bool


class Dating:
    """The dates of one document, and what they say about its claims.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    classes : VerbClasses
    reporting : frozenset of str
    words : dict of str to str
        From :func:`times`.
    """

    def __init__(
        self, doc: Doc, classes: VerbClasses, reporting: frozenset[str], words: dict[str, str]
    ) -> None:
        self.dates: Sliced[DateSpan] = Sliced(doc._.dates)
        self.folded: str = doc._.folded
        self.days = StoryDays(doc, self.dates)
        self.published = doc._.document.published if doc._.document else None
        self.classes = classes
        self.reporting = reporting
        self.speech = reporting | classes.pivots
        self.words = words

    def when(self, told: Telling) -> When:
        """From, to and basis of a claim.

        Parameters
        ----------
        told : Telling

        Returns
        -------
        (str or None, str or None, str or None)
        """
        how, span = self.source(told)
        if span is not None:
            return (span.since, span.until, span.basis) if how == "sentence" else _carried(span)
        if how == "publication":
            return self.published, self.published, "publication"
        return _UNDATED

    def source(self, told: Telling) -> tuple[str, DateSpan | None]:
        """How a claim comes by its date, and the expression that tells it.

        Parameters
        ----------
        told : Telling

        Returns
        -------
        (str, DateSpan or None)
            With an expression: ``sentence``, ``story`` or ``plan`` (from a sentence before). Without one:
            ``publication``, or why there is no date: ``anniversary``, ``past``, ``lasting``, ``status``
            (what is planned or denied has no day), ``lost`` (the time spoken of is no day), ``unknown``.
        """
        behind = told.items[told.verb].end
        if _ANNIVERSARY.match(self.folded, behind):
            return "anniversary", None
        hints = self._hints(told)
        story = self.days.day(told.sentence[0])
        if "story" in hints and story is not None:
            return "story", story
        span = self._in_sentence(told)
        if span is not None:
            return "sentence", span
        if told.status == "planned" and (plan := self.days.plan(told.sentence[0])) is not None:
            return "plan", plan
        if "before" in hints or _SINCE.match(self.folded, behind):
            return "past", None
        if told.lasting:
            return "lasting", None
        if told.status not in {"actual", "claimed"}:
            return "status", None  # what is planned or denied has no day, least of all that of the report
        if "about" not in hints:
            if self.days.is_lost(told.sentence[0]):
                return "lost", None
            if story is not None:
                return "story", story
        return ("publication" if self.published else "unknown"), None

    def _hints(self, told: Telling) -> set[str]:
        """What the words before the trigger say; one that opens the sentence counts for all its clauses."""
        items, start = told.items, told.roles.clause_start
        before = [*items[: 1 if start else 0], *items[start : told.verb]]
        return {self.words[item.text] for item in before if item.text in self.words}

    def _in_sentence(self, told: Telling) -> DateSpan | None:
        items, verb, roles = told.items, told.verb, told.roles
        inside = [span for span in self.dates.between(*told.sentence) if span.edge != "until"]
        if not inside:
            return None
        trigger = items[verb]
        begins = items[roles.clause_start].start if roles.clause_start < len(items) else told.sentence[0]
        ends = items[roles.clause_end - 1].end if roles.clause_end > 0 else told.sentence[1]
        before = [span for span in inside if span.start < trigger.start and self._reaches(span, told, begins)]
        behind = [
            span for span in inside if trigger.end <= span.start < ends and self._is_own(span, told, ends)
        ]
        if before and before[-1].start >= begins:
            return before[-1]
        if behind or before:
            return behind[0] if behind else before[-1]
        return self._of_invitation(told, inside, ends)

    def _reaches(self, span: DateSpan, told: Telling, begins: int) -> bool:
        """Whether a date before the trigger is also its own.

        A day on which something is announced is not the day of what is announced (外交部3日宣布，A将访问B),
        and in another clause, what is to come or goes on is told of that clause alone.
        """
        to_come = told.status in {"planned", "wish"}
        elsewhere = span.start < begins and not opens(self.folded, told.sentence[0], span.start)
        if elsewhere and (span.edge or span.planned != to_come):
            return False
        if told.status in {"actual", "claimed"} or span.planned:
            return True
        words = self.reporting if told.status == "negated" else self.speech
        between = (item for item in told.items[: told.verb] if item.start >= span.end)
        return not any(item.kind is Kind.VERB and item.text in words for item in between)

    def _is_own(self, span: DateSpan, told: Telling, ends: int) -> bool:
        """Whether a date behind the trigger is its own: 签署于3月27日, not 邀请B明年访问."""
        behind = told.items[told.verb].end
        if span.start > behind and not _OWN.search(self.folded, behind, span.start):
            return False
        return not any(
            item.kind is Kind.VERB and item.text not in self.classes.light
            for item in told.items[told.verb + 1 :]
            if span.end <= item.start < ends
        )

    def _of_invitation(self, told: Telling, inside: Sequence[DateSpan], ends: int) -> DateSpan | None:
        """应A邀请，B将于26日访问C: an invitation that is only a frame has the time of what it frames."""
        items, start = told.items, told.roles.clause_start
        if not any(item.kind is Kind.INVITED for item in items[start : told.verb]):
            return None
        stop = next(
            (item.start for item in items[told.verb :] if item.text in _SENTENCE_PARTS), told.sentence[1]
        )
        return next((span for span in inside if ends <= span.start < stop), None)


def _carried(span: DateSpan) -> When:
    kept = span.basis in {"dateline", "inferred"}
    return span.since, span.until, span.basis if kept else "carried"
