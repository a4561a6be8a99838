"""Offices with the days on which they were seen, and the relations an entity has most."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.ontology import relations
from kgraph.store import Store

__all__ = ["Bond", "Term", "bonds", "terms"]


@dataclass(frozen=True, slots=True)
class Term:
    """An office of a person, or of an institution.

    Attributes
    ----------
    other, name : str
        The institution of a person's office; the holder of an institution's.
    title : str
    first, last : str or None
        The first and the last day of publication on which it is told as held.
    days : int
        On how many days that is.
    former : bool
        Whether it is only told as a former office.
    """

    other: str
    name: str
    title: str
    first: str | None
    last: str | None
    days: int
    former: bool


@dataclass(frozen=True, slots=True)
class Bond:
    """What an entity does with another one most.

    Attributes
    ----------
    other, name : str
    relation : str
    sentences : int
        Different sentences that tell it; a reprint adds nothing.
    """

    other: str
    name: str
    relation: str
    sentences: int


def terms(store: Store, entity: str) -> tuple[Term, ...]:
    """The offices of a person, or the holders of an institution's, the most seen first.

    Parameters
    ----------
    store : Store
    entity : str
        Entity id.
    """
    rows = store.query(
        """
        WITH own AS (
            SELECT CASE WHEN r.subject = $1 THEN r.object ELSE r.subject END AS other,
                   coalesce(r.title, '') AS title, r.status, substr(d.published, 1, 10) AS day
            FROM relations r JOIN documents d ON d.id = r.document
            WHERE r.relation = 'HOLDS_OFFICE' AND $1 IN (r.subject, r.object)
              AND r.status IN ('actual', 'past'))
        SELECT own.other, e.name, own.title, min(day) FILTER (status = 'actual'),
               max(day) FILTER (status = 'actual'), count(DISTINCT day) FILTER (status = 'actual'),
               bool_and(status = 'past')
        FROM own JOIN entities e ON e.id = own.other
        GROUP BY ALL ORDER BY 6 DESC, 4, 1, 3
        """,
        [entity],
    )
    return tuple(Term(*row) for row in rows)


def bonds(store: Store, entity: str, most: int = 10) -> tuple[Bond, ...]:
    """The entities that another one acts with most, and how; states such as offices do not count.

    Parameters
    ----------
    store : Store
    entity : str
        Entity id.
    most : int
    """
    events = sorted(name for name, row in relations().items() if not row.state)
    rows = store.query(
        """
        SELECT CASE WHEN r.subject = $1 THEN r.object ELSE r.subject END AS other, e.name, r.relation,
               count(DISTINCT s.key)
        FROM relations r
        JOIN sentences s ON s.document = r.document AND s.index = r.sentence
        JOIN entities e ON e.id = (CASE WHEN r.subject = $1 THEN r.object ELSE r.subject END)
        WHERE $1 IN (r.subject, r.object) AND list_contains($2, r.relation)
        GROUP BY ALL ORDER BY 4 DESC, 1, 3 LIMIT $3
        """,
        [entity, events, most],
    )
    return tuple(Bond(*row) for row in rows)
