"""What a filter leaves of the facts and of the graph of a store, read from it without the rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, replace

import networkx as nx

from kgraph.errors import NotFoundError
from kgraph.graph import KEPT_FROM, Condition, FactSource, build_graph, count_facts, derive, facts, reached
from kgraph.query.filters import CO_OCCURS, Filter
from kgraph.query.find import resolve
from kgraph.records import Fact
from kgraph.store import Store

__all__ = ["Part", "fact_condition", "filter_facts", "filter_graph", "nothing_left", "part_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a store's graph.

    Attributes
    ----------
    condition : Condition
        Which facts are its edges.
    entities : list of str or None
        Ids of its nodes, in rising order; None for all of the store.
    cooccurrence : bool
        Whether it has ``CO_OCCURS`` edges.
    centres : list of str
        Ids of the focus: several entities may have one name.
    """

    condition: Condition
    entities: list[str] | None
    cooccurrence: bool
    centres: list[str] = field(default_factory=list)


def fact_condition(
    store: Store,
    where: Filter,
    *,
    subject: Collection[str] | None = None,
    object: Collection[str] | None = None,
    either: Collection[str] | None = None,
    other: Collection[str] | None = None,
) -> Condition:
    """The condition on facts that a filter stands for.

    Parameters
    ----------
    store : Store
        For what lies around the focus, and who is the strongest.
    where : Filter
    subject, object, either, other : collection of str, optional
        Entity ids; of a symmetric relation either side may be the subject, and `either` and `other` stand
        on any. They choose among what the filter leaves.

    Returns
    -------
    Condition

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    centres = resolve(store, where.focus) if where.focus else []
    condition = _around(store, where, centres)
    if where.top is not None:
        condition = replace(condition, both=_strongest(_strength(store, condition), centres, where.top))
    return replace(condition, subject=subject, object=object, either=either, other=other)


def filter_facts(
    store: Store,
    where: Filter | None = None,
    *,
    limit: int | None = None,
    sentences: int | None = None,
    **sides: Collection[str] | None,
) -> list[Fact]:
    """The facts that a filter leaves, the strongest first.

    Parameters
    ----------
    store : Store
    where : Filter, optional
    limit, sentences : int, optional
        As for :func:`kgraph.graph.facts`.
    **sides
        As for :func:`fact_condition`.

    Returns
    -------
    list of Fact

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    return facts(store, fact_condition(store, where or Filter(), **sides), limit, sentences=sentences)


def part_of(store: Store, where: Filter) -> Part:
    """The part of the graph that a filter leaves.

    Parameters
    ----------
    store : Store
    where : Filter

    Returns
    -------
    Part
        Where facts are filtered, entities without any are left out, and ``CO_OCCURS`` edges too, unless
        the filter names that relation.

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    cooccurrence = not where.of_facts or CO_OCCURS in (where.relation or ())
    if not where.given:
        return Part(Condition(), None, cooccurrence)
    centres = resolve(store, where.focus) if where.focus else []
    condition = _around(store, where, centres)
    entities = _entities(store, where, centres, condition.both)
    if where.top is not None:
        strength = dict.fromkeys(entities, 0) | _strength(store, condition)
        entities = sorted(_strongest(strength, centres, where.top))
        condition = replace(condition, both=entities)
    return Part(condition, entities, cooccurrence, centres)


def filter_graph(
    store: Store, where: Filter | None = None, *, sentences: int | None = None
) -> nx.MultiDiGraph:
    """The part of the graph that a filter leaves; an edge counts only the facts that fit.

    Parameters
    ----------
    store : Store
    where : Filter, optional
    sentences : int, optional
        As for :func:`kgraph.graph.facts`.

    Returns
    -------
    networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it, of :func:`part_of`.

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    part = part_of(store, where or Filter())
    found = FactSource(store, part.condition, sentences)
    return build_graph(store, found, entities=part.entities, cooccurrence=part.cooccurrence)


def nothing_left(store: Store, where: Filter) -> NotFoundError:
    """The error for a filter that leaves nothing: it says which condition to drop."""
    if not count_facts(store):
        return NotFoundError(
            "the graph holds no fact; kgraph stats OUT counts what was read, "
            "and with --rejects lists what could not be read"
        )
    hints = []
    for name in where.given:
        if name == "hops":
            continue
        rest = {other: value for other, value in asdict(where).items() if other not in (name, "top")}
        number = count_facts(store, fact_condition(store, Filter(**rest)))
        if number:
            hints.append(f"{number:,} without --{name.replace('_', '-')}")
    return NotFoundError(
        f"no fact fits {where}; " + (f"there are {', '.join(hints)}" if hints else "drop some of it")
    )


def _around(store: Store, where: Filter, centres: Collection[str]) -> Condition:
    """All but who is the strongest; the focus may have another label than what is around it."""
    condition = replace(_of_facts(where), label=where.label or None, centres=centres)
    if where.focus:
        condition = replace(condition, both=sorted(reached(store, centres, where.hops, condition)))
    return condition


def _of_facts(where: Filter) -> Condition:
    return Condition(
        relation=where.relation or None,
        status=where.status or None,
        since=where.since,
        until=where.until,
        min_stories=where.min_stories,
    )


_LABELLED = "(label IN (SELECT unnest(?)) OR id IN (SELECT unnest(?)))"

_WITH_FACTS = "SELECT unnest([subject, object]) FROM facts WHERE {where}"

_IN_PAIRS = f"SELECT unnest([first, second]) FROM cooccurrences WHERE sentences >= {KEPT_FROM}"


def _entities(
    store: Store, where: Filter, centres: Collection[str], near: Collection[str] | None
) -> list[str]:
    """Ids of the nodes that the conditions leave, but for the number of them."""
    derive(store)
    parts, values = ["true"], []
    if where.of_facts:
        text, own = _of_facts(where).sql()
        ends = _WITH_FACTS.format(where=text)
        if CO_OCCURS in (where.relation or ()):
            ends += f" UNION ALL {_IN_PAIRS}"
        parts.append(f"id IN ({ends})")
        values += own
    if where.label:
        parts.append(_LABELLED)
        values += [list(where.label), list(centres)]
    if near is not None:
        parts.append("id IN (SELECT unnest(?))")
        values.append(list(near))
    rows = store.query(f"SELECT id FROM entities WHERE {' AND '.join(parts)} ORDER BY 1", values)
    return [row[0] for row in rows]


_STRENGTH = """
WITH part AS (SELECT subject, object, stories FROM facts WHERE {where})
SELECT id, CAST(sum(stories) AS BIGINT)
FROM (
    SELECT subject AS id, stories FROM part
    UNION ALL
    SELECT object, stories FROM part WHERE object <> subject
)
GROUP BY id
"""


def _strength(store: Store, condition: Condition) -> dict[str, int]:
    """How many stories the facts of each entity have."""
    derive(store)
    where, values = condition.sql()
    return dict(store.query(_STRENGTH.format(where=where), values))


def _strongest(strength: Mapping[str, int], centres: Collection[str], top: int) -> list[str]:
    """The focus and the strongest others, as many as `top` in all."""
    return sorted(strength, key=lambda one: (one not in centres, -strength[one], one))[:top]
