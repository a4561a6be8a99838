"""From a store to a ``networkx.MultiDiGraph``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import networkx as nx

from kgraph.graph.bulk import in_bulk
from kgraph.graph.cooccurrence import cooccurrences
from kgraph.graph.derive import derive
from kgraph.graph.facts import Condition
from kgraph.graph.facts import facts as facts_of
from kgraph.graph.steps import KEPT_FROM
from kgraph.ontology import relations, statuses
from kgraph.records import Fact
from kgraph.rules import OntologyRow
from kgraph.store import Store

__all__ = ["build_graph", "edge_key", "fact_edges"]

_COUNTS = "SELECT entity, mentions, documents, first, last FROM entity_counts"


@in_bulk
def build_graph(
    store: Store,
    facts: Iterable[Fact] | None = None,
    *,
    entities: Collection[str] | None = None,
    cooccurrence: bool = True,
    pairs: Collection[str] | None = None,
    least: int = KEPT_FROM,
) -> nx.MultiDiGraph:
    """The graph of a store, or of some of its entities.

    Parameters
    ----------
    store : Store
    facts : iterable of Fact, optional
        Those that become edges; all among the entities if not given.
    entities : collection of str, optional
        Ids of those that become nodes; all of the store's if not given. Of a large store only what lies
        among them is read.
    cooccurrence : bool
        Whether to add ``CO_OCCURS`` edges.
    pairs : collection of str, optional
        Ids of those among which they are; `entities` if not given.
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
    _add_nodes(graph, store, entities)
    if facts is None:
        facts = facts_of(store, None if entities is None else Condition(both=entities))
    for subject, other, key, data in fact_edges(facts):
        graph.add_edge(subject, other, key=key, **data)
    if cooccurrence:
        for pair in cooccurrences(store, least, entities if pairs is None else pairs):
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


def fact_edges(facts: Iterable[Fact]) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Facts as edges of a graph.

    Parameters
    ----------
    facts : iterable of Fact

    Returns
    -------
    list of (str, str, str, dict)
        Subject, object, key and attributes, as :func:`build_graph` has them, in order.
    """
    edges: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        edges[fact.subject, fact.object, edge_key(fact.relation, fact.title)].append(fact)
    rows = relations()
    rank = {name: status.rank for name, status in statuses().items()}
    return [
        (*ends, _edge(members, rows[members[0].relation], rank)) for ends, members in sorted(edges.items())
    ]


def edge_key(relation: str, title: str | None) -> str:
    """The key of the edge that a fact is of."""
    return f"{relation}:{title}" if title else relation


def _add_nodes(graph: nx.MultiDiGraph, store: Store, entities: Collection[str] | None) -> None:
    derive(store)
    ids = None if entities is None else sorted(entities)
    some, values = ("", []) if ids is None else (" WHERE entity IN (SELECT unnest(?))", [ids])
    counts = {row[0]: row[1:] for row in store.query(_COUNTS + some, values)}
    for entity in store.entities(ids):
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


def _edge(members: list[Fact], row: OntologyRow, rank: dict[str, int]) -> dict[str, Any]:
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
