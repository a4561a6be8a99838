"""Entities by any of their names, in either script."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.errors import NotFoundError
from kgraph.graph import Condition, derive, facts, fold_name
from kgraph.query.career import Bond, Term, bonds, terms
from kgraph.query.nearest import nearest
from kgraph.records import Entity, Fact
from kgraph.store import Store

__all__ = ["Card", "find", "resolve"]

_MOST_PARTNERS = 10


@dataclass(frozen=True, slots=True)
class Card:
    """What a graph knows of one entity.

    Attributes
    ----------
    entity : Entity
    mentions, documents : int
    first, last : str or None
        Dates of publication of the first and the last document that names it.
    offices : tuple of Fact
        ``HOLDS_OFFICE`` facts of a person; for anything else those of its office holders;
        each with the first sentence behind it.
    partners : tuple of (str, str, int)
        Id and name of the entities that it shares most facts with, and the number of stories.
    terms : tuple of Term
        The offices with the days on which they were seen.
    bonds : tuple of Bond
        What it does with whom most.
    """

    entity: Entity
    mentions: int
    documents: int
    first: str | None
    last: str | None
    offices: tuple[Fact, ...]
    partners: tuple[tuple[str, str, int], ...]
    terms: tuple[Term, ...] = ()
    bonds: tuple[Bond, ...] = ()


def find(store: Store, name: str) -> list[Card]:
    """Cards of the entities that have a name, the most mentioned first.

    Parameters
    ----------
    store : Store
    name : str
        A canonical name, an alias met in the documents or listed, the English name, or an entity id;
        in either script.

    Returns
    -------
    list of Card
        Empty if nothing has this name.
    """
    cards = [_card(store, entity) for entity in store.entities(_named(store, name))]
    return sorted(cards, key=lambda card: (-card.mentions, card.entity.id))


def resolve(store: Store, name: str) -> list[str]:
    """Ids of the entities that have a name.

    Raises
    ------
    NotFoundError
        If nothing has it; the message offers the nearest names.
    """
    ids = _named(store, name)
    if ids:
        return ids
    near = nearest(store, name)
    hint = f"; did you mean {', '.join(near)}?" if near else "; kgraph stats shows the most frequent names"
    raise NotFoundError(f"{name!r}: no entity has this name{hint}")


def _named(store: Store, name: str) -> list[str]:
    """Ids of the entities that have a name, or that are named by their id."""
    derive(store)
    rows = store.query(
        "SELECT entity FROM names WHERE name = ? UNION SELECT id FROM entities WHERE id = ? ORDER BY 1",
        [fold_name(name), name],
    )
    return [row[0] for row in rows]


_COUNTS = "SELECT mentions, documents, first, last FROM entity_counts WHERE entity = ?"

_PARTNERS = """
SELECT e.id, e.name, sum(f.stories) FROM facts f
JOIN entities e ON e.id = CASE WHEN f.subject = $id THEN f.object ELSE f.subject END
WHERE f.subject = $id OR f.object = $id
GROUP BY e.id, e.name ORDER BY 3 DESC, 1, 2 LIMIT $most
"""


def _card(store: Store, entity: Entity) -> Card:
    counts = store.query(_COUNTS, [entity.id])
    mentions, documents, first, last = counts[0] if counts else (0, 0, None, None)
    partners = store.connection.execute(_PARTNERS, {"id": entity.id, "most": _MOST_PARTNERS}).fetchall()
    return Card(
        entity,
        mentions,
        documents,
        first,
        last,
        tuple(facts(store, Condition(either=[entity.id], relation=["HOLDS_OFFICE"]), sentences=1)),
        tuple((other, name, int(stories)) for other, name, stories in partners),
        terms(store, entity.id),
        bonds(store, entity.id),
    )
