"""What a filter leaves of facts and of a graph."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import asdict

import networkx as nx

from kgraph.errors import NotFoundError
from kgraph.graph import build_graph
from kgraph.query.filters import CO_OCCURS, Filter
from kgraph.query.find import resolve
from kgraph.query.select import select_facts
from kgraph.records import Fact
from kgraph.store import Store

__all__ = ["filter_facts", "filter_graph", "nothing_left"]


def filter_facts(
    facts: Iterable[Fact],
    where: Filter,
    store: Store,
    *,
    subject: Collection[str] | None = None,
    object: Collection[str] | None = None,
    either: Collection[str] | None = None,
) -> list[Fact]:
    """The facts that a filter leaves, in their order.

    Parameters
    ----------
    facts : iterable of Fact
    where : Filter
    store : Store
        For the labels of entities, and the names of the focus.
    subject, object, either : collection of str, optional
        Entity ids; of a symmetric relation either side may be the subject. They choose among what the
        filter leaves.

    Returns
    -------
    list of Fact

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    centres = set(resolve(store, where.focus)) if where.focus else set()
    kept = [
        fact
        for fact in select_facts(facts, since=where.since, until=where.until)
        if fact.stories >= where.min_stories
        and (not where.relation or fact.relation in where.relation)
        and (not where.status or fact.status in where.status)
    ]
    if where.label:
        among = _with_labels(store, where.label) | centres
        kept = [fact for fact in kept if fact.subject in among and fact.object in among]
    if where.focus:
        near = _reached(((fact.subject, fact.object) for fact in kept), centres, where.hops)
        kept = [fact for fact in kept if fact.subject in near and fact.object in near]
    if where.top is not None:
        strength: Counter[str] = Counter()
        for fact in kept:
            strength.update(dict.fromkeys((fact.subject, fact.object), fact.stories))
        among = _strongest(strength, centres, where.top)
        kept = [fact for fact in kept if fact.subject in among and fact.object in among]
    return list(select_facts(kept, subject=subject, object=object, either=either))


def filter_graph(
    graph: nx.MultiDiGraph, where: Filter, facts: Iterable[Fact], store: Store
) -> nx.MultiDiGraph:
    """The part of a graph that a filter leaves.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Of all the store.
    where : Filter
    facts : iterable of Fact
        Of all the store.
    store : Store

    Returns
    -------
    networkx.MultiDiGraph
        `graph` itself if the filter is empty. Where facts are filtered, an edge counts only those
        that fit, entities without any are left out, and ``CO_OCCURS`` edges too, unless the filter
        names that relation.

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    part = graph
    centres = set(resolve(store, where.focus)) if where.focus else set()
    if where.of_facts:
        conditions = Filter(
            relation=where.relation,
            status=where.status,
            since=where.since,
            until=where.until,
            min_stories=where.min_stories,
        )
        kept = filter_facts(facts, conditions, store)
        part = build_graph(store, kept, cooccurrence=CO_OCCURS in (where.relation or ()))
        part = part.subgraph({end for edge in part.edges() for end in edge})
    if where.label:
        wanted = set(where.label)
        part = part.subgraph(
            node for node, label in part.nodes(data="label") if label in wanted or node in centres
        )
    if where.focus:
        ties = (
            (subject, other)
            for subject, other, relation in part.edges(data="relation")
            if relation != CO_OCCURS
        )
        part = part.subgraph(_reached(ties, centres, where.hops))
    if where.top is not None:
        strength = Counter(dict.fromkeys(part, 0))
        for subject, other, data in part.edges(data=True):
            if data["relation"] != CO_OCCURS:
                strength.update(dict.fromkeys((subject, other), data["weight"]))
        part = part.subgraph(_strongest(strength, centres, where.top))
    return part


def nothing_left(facts: Iterable[Fact], where: Filter, store: Store) -> NotFoundError:
    """The error for a filter that leaves nothing: it says which condition to drop."""
    facts = list(facts)
    if not facts:
        return NotFoundError(
            "the graph holds no fact; kgraph stats OUT counts what was read, "
            "and with --rejects lists what could not be read"
        )
    hints = []
    for name in where.given:
        if name == "hops":
            continue
        rest = {other: value for other, value in asdict(where).items() if other not in (name, "top")}
        number = len(filter_facts(facts, Filter(**rest), store))
        if number:
            hints.append(f"{number:,} without --{name.replace('_', '-')}")
    return NotFoundError(
        f"no fact fits {where}; " + (f"there are {', '.join(hints)}" if hints else "drop some of it")
    )


def _with_labels(store: Store, wanted: Collection[str]) -> set[str]:
    return {entity for entity, label in store.query("SELECT id, label FROM entities") if label in wanted}


def _reached(ties: Iterable[tuple[str, str]], centres: set[str], hops: int) -> set[str]:
    """What can be reached from the centres in some steps along ties, in either direction."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for one, other in ties:
        neighbours[one].add(other)
        neighbours[other].add(one)
    near = last = set(centres)
    for _ in range(hops):
        last = {other for one in last for other in neighbours[one]} - near
        near = near | last
    return near


def _strongest(strength: Counter[str], centres: set[str], top: int) -> set[str]:
    """The focus and the strongest others, as many as `top` in all."""
    order = sorted(strength, key=lambda one: (one not in centres, -strength[one], one))
    return set(order[:top])
