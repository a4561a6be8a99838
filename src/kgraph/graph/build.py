"""From a store to a ``networkx.MultiDiGraph``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import networkx as nx

from kgraph.graph.cooccurrence import cooccurrences
from kgraph.graph.facts import facts as all_facts
from kgraph.ontology import relations, statuses
from kgraph.records import Fact
from kgraph.store import Store

__all__ = ["build_graph"]


def build_graph(
    store: Store, facts: Iterable[Fact] | None = None, *, cooccurrence: bool = True, least: int = 2
) -> nx.MultiDiGraph:
    """The graph of a store.

    Parameters
    ----------
    store : Store
    facts : iterable of Fact, optional
        Those that become edges; all of the store's if not given.
    cooccurrence : bool
        Whether to add ``CO_OCCURS`` edges.
    least : int
        The fewest sentences of a ``CO_OCCURS`` edge.

    Returns
    -------
    networkx.MultiDiGraph
        A node is an entity, keyed by its id, with ``name``, ``label``, ``aliases``, ``mentions``,
        ``documents``, ``first``, ``last`` and the entity's attributes. An edge is one (subject,
        relation, object), keyed by the relation, for ``HOLDS_OFFICE`` with the title, and has
        ``relation``, ``title``, ``weight`` (independent stories), ``sentences``, ``first``, ``last``,
        ``status``, ``plover``, ``quad`` and ``facts`` (:class:`~kgraph.records.Fact`, by date).
        A symmetric relation is one edge, from the smaller id. ``CO_OCCURS`` edges have ``weight``
        (sentences) and ``npmi``.

    Examples
    --------
    >>> graph = build_graph(Store(Path("out/graph.duckdb")))  # doctest: +SKIP
    >>> graph["person:wang-yi"]["country:US"]["VISIT"]["first"]  # doctest: +SKIP
    '2023-10-26'
    """
    graph = nx.MultiDiGraph()
    _add_nodes(graph, store)
    edges: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in all_facts(store) if facts is None else facts:
        key = f"{fact.relation}:{fact.title}" if fact.title else fact.relation
        edges[fact.subject, fact.object, key].append(fact)
    for (subject, other, key), members in sorted(edges.items()):
        graph.add_edge(subject, other, key=key, **_edge(members))
    if cooccurrence:
        for pair in cooccurrences(store, least):
            graph.add_edge(
                pair.first,
                pair.second,
                key="CO_OCCURS",
                relation="CO_OCCURS",
                weight=pair.sentences,
                sentences=pair.sentences,
                npmi=pair.npmi,
                symmetric=True,
            )
    return graph


def _add_nodes(graph: nx.MultiDiGraph, store: Store) -> None:
    counts = {
        row[0]: row[1:]
        for row in store.query(
            "SELECT m.entity, count(*), count(DISTINCT m.document), min(d.published), max(d.published) "
            "FROM mentions m JOIN documents d ON d.id = m.document GROUP BY m.entity"
        )
    }
    for entity in store.entities():
        mentions, documents, first, last = counts.get(entity.id, (0, 0, None, None))
        graph.add_node(
            entity.id,
            name=entity.name,
            label=entity.label,
            aliases=list(entity.aliases),
            mentions=mentions,
            documents=documents,
            first=first,
            last=last,
            **entity.attributes,
        )


def _edge(members: list[Fact]) -> dict[str, Any]:
    row = relations()[members[0].relation]
    rank = {name: status.rank for name, status in statuses().items()}
    members = sorted(members, key=lambda fact: (fact.date_from or "9999", fact.date_to or ""))
    dates = [day for fact in members for day in (fact.date_from, fact.date_to) if day]
    published = [one.published for fact in members for one in fact.evidence if one.published]
    return {
        "relation": members[0].relation,
        "title": members[0].title,
        "weight": sum(fact.stories for fact in members),
        "sentences": sum(fact.sentences for fact in members),
        "first": min(dates or published, default=None),
        "last": max(dates or published, default=None),
        "status": min((fact.status for fact in members), key=rank.__getitem__),
        "symmetric": row.symmetric,
        "plover": row.plover,
        "quad": row.quad,
        "facts": members,
    }
