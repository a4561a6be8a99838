"""All that a page knows, as one JSON value."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kgraph.store import Store
from kgraph.views.cards import name_of, node_card
from kgraph.views.communities import communities
from kgraph.views.evidence import FactTable
from kgraph.views.folding import fold_table
from kgraph.views.selection import Edge, Selection
from kgraph.views.spelling import spelling_table
from kgraph.views.values import clean, clean_text, scalar
from kgraph.views.vocabulary import quad_class, vocabulary

__all__ = ["payload"]

# Names of entities that are not on the page, by which a search tells how to get them.
_OTHERS = 5000
_EDGE_DATA = ("relation", "title", "sentences", "first", "last", "status", "plover", "npmi")


def payload(
    graph: nx.MultiDiGraph, selection: Selection, evidence: int, store: Store | None = None
) -> dict[str, Any]:
    """The data of a page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    selection : Selection
    evidence : int
        The most sentences of one fact.
    store : Store, optional
        Where the graph comes from.

    Returns
    -------
    dict
        ``nodes`` and ``edges`` in the order of the selection (an edge names its ends by their
        numbers), ``others`` with names of entities that are not shown, ``texts`` and ``documents``
        that the evidence refers to, ``speakers`` by id, ``fold``, ``spelling``, ``vocabulary`` and
        ``counts``.
    """
    whole = graph.graph.get("whole", {})
    shown = {node: number for number, node in enumerate(selection.nodes)}
    table = FactTable(selection.edges, evidence, store)
    nodes = [node_card(graph, node, shown) for node in selection.nodes]
    words = vocabulary()
    edges = [_edge(edge, shown, table.of(number), words) for number, edge in enumerate(selection.edges)]
    for node, community in zip(nodes, communities(selection.nodes, selection.edges), strict=True):
        node["community"] = community
    left_out = [*(name_of(graph, node) for node in selection.others), *whole.get("others", ())]
    others = [clean_text(name) for name in left_out[:_OTHERS]]
    names = [*others, *(name for node in nodes for name in (node["name"], *node.get("aliases", ())))]
    return {
        "nodes": nodes,
        "others": list(dict.fromkeys(others)),
        "edges": edges,
        "texts": table.texts,
        "documents": table.documents,
        "speakers": _speakers(graph, edges, shown),
        "fold": fold_table(names),
        "spelling": spelling_table(names),
        "vocabulary": words,
        "counts": {
            "nodes": whole.get("nodes", len(graph)),
            "edges": whole.get("edges", graph.size()),
            "left": selection.left_out,
        },
    }


def _edge(
    edge: Edge, shown: dict[Any, int], facts: list[dict[str, Any]], words: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    data = edge.data
    row: dict[str, Any] = {name: scalar(data.get(name)) for name in _EDGE_DATA}
    relation, title = row["relation"], row["title"]
    key = clean_text(str(edge.key))
    known = words["relations"].get(relation, {})
    symmetric = bool(data.get("symmetric"))
    quad = quad_class(relation, data.get("quad"))
    # What follows from the relation is not said with each edge.
    row |= {
        "key": None if key == (f"{relation}:{title}" if title else relation) else key,
        "source": shown[edge.source],
        "target": shown[edge.target],
        "weight": edge.weight,
        "symmetric": None if symmetric == bool(known.get("symmetric")) else symmetric,
        "quad": None if quad == known.get("quad") else quad,
        "plover": None if row["plover"] == known.get("plover") else row["plover"],
        "facts": facts or None,
        "left": len(data.get("facts") or ()) - len(facts) or None,
    }
    return {name: clean(value) for name, value in row.items() if value is not None}


def _speakers(graph: nx.MultiDiGraph, edges: list[dict[str, Any]], shown: dict[Any, int]) -> dict[str, Any]:
    ids = {
        speaker
        for edge in edges
        for fact in edge.get("facts", ())
        for speaker in (fact.get("speaker"), *(one.get("speaker") for one in fact["evidence"]))
        if speaker
    }
    return {
        speaker: {"name": name_of(graph, speaker)} | ({"node": shown[speaker]} if speaker in shown else {})
        for speaker in sorted(ids)
    }
