"""From a store to a ``networkx.MultiDiGraph``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import networkx as nx

from kgraph.graph.adding import add_new_edges
from kgraph.graph.behind import FactSource
from kgraph.graph.bulk import in_bulk
from kgraph.graph.cooccurrence import Pair, cooccurrences
from kgraph.graph.derive import derive
from kgraph.graph.edges import EdgeRow, edges
from kgraph.graph.facts import Condition
from kgraph.graph.steps import KEPT_FROM
from kgraph.store import Store

__all__ = ["build_graph"]

_COUNTS = "SELECT entity, mentions, documents, first, last FROM entity_counts"


@in_bulk
def build_graph(
    store: Store,
    facts: FactSource | None = None,
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
    facts : FactSource, optional
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
        ``status``, ``symmetric``, ``plover``, ``quad`` and ``facts``: a list of
        :class:`~kgraph.records.Fact`, by date, with their sentences, which is read from the store when it
        is first looked into (:class:`EdgeFacts`).
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
        facts = FactSource(store, Condition(both=entities))
    add_new_edges(graph, edges(facts))
    if cooccurrence:
        add_new_edges(graph, _pair_edges(cooccurrences(store, least, entities if pairs is None else pairs)))
    return graph


def _pair_edges(pairs: Iterable[Pair]) -> Iterator[EdgeRow]:
    for first, second, sentences, npmi in pairs:
        data = {
            "relation": "CO_OCCURS",
            "weight": sentences,
            "sentences": sentences,
            "npmi": npmi,
            "symmetric": True,
        }
        yield first, second, "CO_OCCURS", data


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
