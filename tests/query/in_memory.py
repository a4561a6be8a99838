"""What a filter leaves, said over all facts and the whole graph in memory: slow, and plain to see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import islice, pairwise
from typing import Any

import networkx as nx

from kgraph.graph import Condition, FactSource, build_graph
from kgraph.ontology import relations, statuses
from kgraph.query import Filter, resolve
from kgraph.records import Fact
from kgraph.store import Store

CO_OCCURS = "CO_OCCURS"
Ids = Collection[str] | None


def kept_facts(
    facts: Iterable[Fact],
    where: Filter,
    store: Store,
    *,
    subject: Ids = None,
    object: Ids = None,
    either: Ids = None,
    other: Ids = None,
) -> list[Fact]:
    centres = set(resolve(store, where.focus)) if where.focus else set()
    kept = [
        fact
        for fact in facts
        if within(fact, where.since, where.until)
        and fact.stories >= where.min_stories
        and (not where.relation or fact.relation in where.relation)
        and (not where.status or fact.status in where.status)
    ]
    if where.label:
        labels = dict(store.query("SELECT id, label FROM entities"))
        among = {one for one, label in labels.items() if label in where.label} | centres
        kept = [fact for fact in kept if fact.subject in among and fact.object in among]
    if where.focus:
        near = reached(((fact.subject, fact.object) for fact in kept), centres, where.hops)
        kept = [fact for fact in kept if fact.subject in near and fact.object in near]
    if where.top is not None:
        strength: Counter[str] = Counter()
        for fact in kept:
            strength.update(dict.fromkeys((fact.subject, fact.object), fact.stories))
        among = strongest(strength, centres, where.top)
        kept = [fact for fact in kept if fact.subject in among and fact.object in among]
    return [
        fact
        for fact in kept
        if sides(fact, subject, object)
        and all(ids is None or fact.subject in ids or fact.object in ids for ids in (either, other))
    ]


def kept_graph(facts: list[Fact], where: Filter, store: Store) -> nx.MultiDiGraph:
    part = graph_of(facts, store)
    centres = set(resolve(store, where.focus)) if where.focus else set()
    if where.of_facts:
        names = ("relation", "status", "since", "until", "min_stories")
        kept = kept_facts(facts, Filter(**{name: getattr(where, name) for name in names}), store)
        part = graph_of(kept, store, cooccurrence=CO_OCCURS in (where.relation or ()))
        part = part.subgraph({end for edge in part.edges() for end in edge})
    if where.label:
        part = part.subgraph(
            node for node, label in part.nodes(data="label") if label in where.label or node in centres
        )
    if where.focus:
        ties = ((one, other) for one, other, relation in part.edges(data="relation") if relation != CO_OCCURS)
        part = part.subgraph(reached(ties, centres, where.hops))
    if where.top is not None:
        strength = Counter(dict.fromkeys(part, 0))
        for one, other, data in part.edges(data=True):
            if data["relation"] != CO_OCCURS:
                strength.update(dict.fromkeys((one, other), data["weight"]))
        part = part.subgraph(strongest(strength, centres, where.top))
    return part


def graph_of(facts: Iterable[Fact], store: Store, *, cooccurrence: bool = True) -> nx.MultiDiGraph:
    """Nodes and company of a store, with the edges that some facts make."""
    graph = build_graph(store, FactSource(store, Condition(relation=[])), cooccurrence=cooccurrence)
    edges: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        key = f"{fact.relation}:{fact.title}" if fact.title else fact.relation
        edges[fact.subject, fact.object, key].append(fact)
    for (subject, other, key), behind in edges.items():
        graph.add_edge(subject, other, key, **edge_data(behind))
    return graph


def edge_data(behind: list[Fact]) -> dict[str, Any]:
    behind = sorted(behind, key=lambda fact: (fact.date_from or "9999", fact.date_to or ""))
    dates = [day for fact in behind for day in (fact.date_from, fact.date_to) if day]
    published = [one.published for fact in behind for one in fact.evidence if one.published]
    row = relations()[behind[0].relation]
    return {
        "relation": behind[0].relation,
        "title": behind[0].title,
        "weight": sum(fact.stories for fact in behind),
        "sentences": sum(fact.sentences for fact in behind),
        "first": min(dates or published, default=None),
        "last": max(dates or published, default=None),
        "status": min((fact.status for fact in behind), key=lambda status: statuses()[status].rank),
        "symmetric": row.symmetric,
        "plover": row.plover,
        "quad": row.quad,
        "facts": behind,
    }


def chains(graph: nx.MultiDiGraph, first: str, last: str, most: int) -> list[list[tuple[str, str, str]]]:
    """The cheapest ways over the strongest edges."""
    plain = nx.Graph()
    for one, other, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        if data["relation"] != CO_OCCURS:
            known = plain.get_edge_data(one, other)
            if known is None or (data["weight"], key) > known["strength"]:
                cost = 1 + 1 / (1000 * (1 + data["weight"]))
                plain.add_edge(one, other, step=(one, other, key), strength=(data["weight"], key), cost=cost)
    if first == last or first not in plain or last not in plain or not nx.has_path(plain, first, last):
        return []
    ways = islice(nx.shortest_simple_paths(plain, first, last, weight="cost"), most)
    return [[plain.edges[pair]["step"] for pair in pairwise(way)] for way in ways]


def in_order_of_days(facts: Iterable[Fact]) -> list[Fact]:
    def day(fact: Fact) -> str:
        told = min((one.published for one in fact.evidence if one.published), default="9999")
        return fact.date_from or told

    return sorted(
        (fact for fact in facts if not relations()[fact.relation].state),
        key=lambda one: (day(one), one.date_to or "", one.subject, one.relation, one.object),
    )


def sides(fact: Fact, subject: Ids, other: Ids) -> bool:
    def fits(one: str, two: str) -> bool:
        return (subject is None or one in subject) and (other is None or two in other)

    symmetric = relations()[fact.relation].symmetric
    return fits(fact.subject, fact.object) or (symmetric and fits(fact.object, fact.subject))


def within(fact: Fact, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    published = [one.published for one in fact.evidence if one.published]
    first = fact.date_from or min(published, default=None)
    last = fact.date_to or max(published, default=None)
    if first is None or last is None:
        return False
    # A month or a year reaches to its end.
    return (until is None or first[: len(until)] <= until) and (since is None or last >= since[: len(last)])


def reached(ties: Iterable[tuple[str, str]], centres: set[str], hops: int) -> set[str]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for one, other in ties:
        neighbours[one].add(other)
        neighbours[other].add(one)
    near = set(centres)
    for _ in range(hops):
        near |= {other for one in near for other in neighbours[one]}
    return near


def strongest(strength: Counter[str], centres: set[str], top: int) -> set[str]:
    return set(sorted(strength, key=lambda one: (one not in centres, -strength[one], one))[:top])


def content(graph: nx.MultiDiGraph) -> tuple[Any, Any]:
    """Nodes and edges with all that they hold."""
    return dict(graph.nodes(data=True)), {edge[:3]: edge[3] for edge in graph.edges(keys=True, data=True)}
