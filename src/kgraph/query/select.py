"""Facts by who, what, when and how sure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from kgraph.errors import InputError
from kgraph.ontology import relations, statuses
from kgraph.records import Fact

__all__ = ["select_facts"]

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def select_facts(
    facts: Iterable[Fact],
    *,
    subject: Collection[str] | None = None,
    object: Collection[str] | None = None,
    either: Collection[str] | None = None,
    relation: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Iterator[Fact]:
    """The facts that fit all conditions given, in their order.

    Parameters
    ----------
    facts : iterable of Fact
    subject, object, either : collection of str, optional
        Entity ids. Of a symmetric relation either side may be the subject.
    relation, status : str, optional
    since, until : str, optional
        ISO dates; a fact fits if its date, or else a document that tells it, may lie between them.

    Yields
    ------
    Fact

    Raises
    ------
    InputError
        If the ontology has no such relation or status, or a date is none.
    """
    known = relations()
    if relation is not None and relation not in known:
        raise InputError(f"relation {relation!r}: unknown; one of {', '.join(known)}")
    if status is not None and status not in statuses():
        raise InputError(f"status {status!r}: unknown; one of {', '.join(statuses())}")
    for day in (since, until):
        if day is not None and not _is_date(day):
            raise InputError(f"date {day!r}: is none; write YYYY, YYYY-MM or YYYY-MM-DD, such as 2023-10-28")
    for fact in facts:
        if relation is not None and fact.relation != relation:
            continue
        if status is not None and fact.status != status:
            continue
        if either is not None and fact.subject not in either and fact.object not in either:
            continue
        if _sides(fact, subject, object, symmetric=known[fact.relation].symmetric) and _within(
            fact, since, until
        ):
            yield fact


def _sides(
    fact: Fact, subject: Collection[str] | None, other: Collection[str] | None, *, symmetric: bool
) -> bool:
    def fits(first: str, second: str) -> bool:
        return (subject is None or first in subject) and (other is None or second in other)

    return fits(fact.subject, fact.object) or (symmetric and fits(fact.object, fact.subject))


def _within(fact: Fact, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    published = [one.published for one in fact.evidence if one.published]
    first = fact.date_from or min(published, default=None)
    last = fact.date_to or max(published, default=None)
    if first is None or last is None:
        return False
    # A month or a year reaches to its end.
    return (until is None or first[: len(until)] <= until) and (since is None or last >= since[: len(last)])


def _is_date(text: str) -> bool:
    """Whether a text is an ISO date, or a year or month of one, that the calendar has."""
    if not _ISO.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
