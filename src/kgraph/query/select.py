"""Facts by who, what, when and how sure."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from kgraph.errors import InputError
from kgraph.graph import Condition, facts
from kgraph.ontology import relations, statuses
from kgraph.records import Fact
from kgraph.store import Store

__all__ = ["fact_condition", "select_facts"]

_ISO = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def select_facts(store: Store, *, limit: int | None = None, **conditions: Any) -> list[Fact]:
    """The facts that fit all conditions given, the strongest first.

    Parameters
    ----------
    store : Store
    limit : int, optional
        The most facts.
    **conditions
        As :func:`fact_condition` takes them.

    Returns
    -------
    list of Fact

    Raises
    ------
    InputError
        If the ontology has no such relation or status, or a date is none.
    """
    return facts(store, fact_condition(**conditions), limit)


def fact_condition(
    *,
    subject: Collection[str] | None = None,
    object: Collection[str] | None = None,
    either: Collection[str] | None = None,
    relation: str | None = None,
    status: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Condition:
    """A condition on facts, looked through.

    Parameters
    ----------
    subject, object, either : collection of str, optional
        Entity ids. Of a symmetric relation either side may be the subject.
    relation, status : str, optional
    since, until : str, optional
        ISO dates; a fact fits if its date, or else a document that tells it, may lie between them.

    Returns
    -------
    Condition

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
    return Condition(
        subject=subject,
        object=object,
        either=either,
        relation=relation,
        status=status,
        since=since,
        until=until,
    )


def _is_date(text: str) -> bool:
    """Whether a text is an ISO date, or a year or month of one, that the calendar has."""
    if not _ISO.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True
