"""Entities by any of their names, in either script."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.errors import NotFoundError
from kgraph.query.career import Bond, Term, bonds, terms
from kgraph.query.nearest import nearest
from kgraph.records import Entity, Fact
from kgraph.script import fold
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
        ``HOLDS_OFFICE`` facts of a person; for anything else those of its office holders.
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


def find(store: Store, name: str, facts: list[Fact]) -> list[Card]:
    """Cards of the entities that have a name, the most mentioned first.

    Parameters
    ----------
    store : Store
    name : str
        A canonical name, an alias met in the documents or listed, the English name, or an entity id;
        in either script.
    facts : list of Fact
        Of the store.

    Returns
    -------
    list of Card
        Empty if nothing has this name.
    """
    cards = [_card(store, entity, facts) for entity in _named(store, name)]
    return sorted(cards, key=lambda card: (-card.mentions, card.entity.id))


def resolve(store: Store, name: str) -> list[str]:
    """Ids of the entities that have a name.

    Raises
    ------
    NotFoundError
        If nothing has it; the message offers the nearest names.
    """
    ids = [entity.id for entity in _named(store, name)]
    if ids:
        return ids
    near = nearest(store, name)
    hint = f"; did you mean {', '.join(near)}?" if near else "; kgraph stats shows the most frequent names"
    raise NotFoundError(f"{name!r}: no entity has this name{hint}")


def _named(store: Store, name: str) -> list[Entity]:
    wanted = fold(name.strip()).casefold()
    return [entity for entity in store.entities() if name == entity.id or wanted in _names(entity)]


def _names(entity: Entity) -> set[str]:
    """All names of an entity, folded."""
    names = (entity.name, *entity.aliases, *entity.attributes.get("also", ()))
    return {fold(one).casefold() for one in (*names, entity.attributes.get("en")) if one}


def _card(store: Store, entity: Entity, facts: list[Fact]) -> Card:
    mentions, documents, first, last = store.query(
        "SELECT count(*), count(DISTINCT m.document), min(d.published), max(d.published) "
        "FROM mentions m JOIN documents d ON d.id = m.document WHERE m.entity = ?",
        [entity.id],
    )[0]
    own = [fact for fact in facts if entity.id in (fact.subject, fact.object)]
    shared: dict[tuple[str, str], int] = {}
    for fact in own:
        other = (
            (fact.object, fact.object_name)
            if fact.subject == entity.id
            else (fact.subject, fact.subject_name)
        )
        shared[other] = shared.get(other, 0) + fact.stories
    strongest = sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:_MOST_PARTNERS]
    return Card(
        entity,
        mentions,
        documents,
        first,
        last,
        tuple(fact for fact in own if fact.relation == "HOLDS_OFFICE"),
        tuple((other, name, stories) for (other, name), stories in strongest),
        terms(store, entity.id),
        bonds(store, entity.id),
    )
