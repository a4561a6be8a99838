"""Facts by who, what, when and how sure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from kgraph.errors import InputError
from kgraph.ontology import relations, statuses
from kgraph.query.days import is_date
from kgraph.records import Fact

__all__ = ["check_date", "known_names", "select_facts"]


def select_facts(
    facts: Iterable[Fact],
    *,
    subject: Collection[str] | None = None,
    object: Collection[str] | None = None,
    either: Collection[str] | None = None,
    relation: str | Collection[str] | None = None,
    status: str | Collection[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    min_stories: int = 1,
) -> Iterator[Fact]:
    """The facts that fit all conditions given, in their order.

    Parameters
    ----------
    facts : iterable of Fact
    subject, object, either : collection of str, optional
        Entity ids. Of a symmetric relation either side may be the subject.
    relation, status : str or collection of str, optional
        One of these.
    since, until : str, optional
        ISO dates; a fact fits if its date, or else a document that tells it, may lie between them.
    min_stories : int
        The fewest independent stories.

    Yields
    ------
    Fact

    Raises
    ------
    InputError
        If the ontology has no such relation or status, or a date is none.
    """
    known = relations()
    wanted = known_names("relation", relation, known)
    sure = known_names("status", status, statuses())
    for day in (since, until):
        check_date(day)
    for fact in facts:
        if fact.stories < min_stories:
            continue
        if wanted and fact.relation not in wanted:
            continue
        if sure and fact.status not in sure:
            continue
        if either is not None and fact.subject not in either and fact.object not in either:
            continue
        if _sides(fact, subject, object, symmetric=known[fact.relation].symmetric) and _within(
            fact, since, until
        ):
            yield fact


def known_names(
    kind: str, given: str | Collection[str] | None, known: Mapping[str, object]
) -> tuple[str, ...]:
    """Names of the ontology that a user gives, as one or as several, in its spelling.

    Raises
    ------
    InputError
        If the ontology has no such name; the message lists those it has.

    Examples
    --------
    >>> known_names("relation", "meet", {"MEET": 1}), known_names("relation", None, {"MEET": 1})
    (('MEET',), ())
    """
    names = [given] if isinstance(given, str) else list(given or ())
    folded = {name.casefold(): name for name in known}
    for name in names:
        if name.casefold() not in folded:
            raise InputError(f"{kind} {name!r}: unknown; one of {', '.join(known)}")
    return tuple(dict.fromkeys(folded[name.casefold()] for name in names))


def check_date(day: str | None) -> None:
    """Refuse what is no ISO date.

    Raises
    ------
    InputError
    """
    if day is not None and not is_date(day):
        raise InputError(f"date {day!r}: is none; write YYYY, YYYY-MM or YYYY-MM-DD, such as 2023-10-28")


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
