"""All that a page knows, as one JSON value."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kgraph.views.cards import name_of, node_card
from kgraph.views.evidence import FactTable
from kgraph.views.folding import fold_table
from kgraph.views.selection import Edge, Selection
from kgraph.views.values import clean, clean_text, scalar
from kgraph.views.vocabulary import quad_class, vocabulary

__all__ = ["payload"]

_EDGE_DATA = ("relation", "title", "sentences", "first", "last", "status", "plover", "npmi")


def payload(graph: nx.MultiDiGraph, selection: Selection, evidence: int) -> dict[str, Any]:
    """The data of a page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    selection : Selection
    evidence : int
        The most sentences of one fact.

    Returns
    -------
    dict
        ``nodes`` and ``edges`` in the order of the selection (an edge names its ends by their
        numbers), ``texts`` and ``documents`` that the evidence refers to, ``speakers`` by id,
        ``fold``, ``vocabulary`` and ``counts``.
    """
    whole = graph.graph.get("whole", {})
    shown = {node: number for number, node in enumerate(selection.nodes)}
    table = FactTable(selection.edges, evidence)
    nodes = [node_card(graph, node, shown) for node in selection.nodes]
    edges = [_edge(edge, shown, table.of(number)) for number, edge in enumerate(selection.edges)]
    names = [name for node in nodes for name in (node["name"], *node.get("aliases", ()))]
    return {
        "nodes": nodes,
        "edges": edges,
        "texts": table.texts,
        "documents": table.documents,
        "speakers": _speakers(graph, edges, shown),
        "fold": fold_table(names),
        "vocabulary": vocabulary(),
        "counts": {
            "nodes": whole.get("nodes", len(graph)),
            "edges": whole.get("edges", graph.size()),
            "left": selection.left_out,
        },
    }


def _edge(edge: Edge, shown: dict[Any, int], facts: list[dict[str, Any]]) -> dict[str, Any]:
    data = edge.data
    row: dict[str, Any] = {name: scalar(data.get(name)) for name in _EDGE_DATA}
    row |= {
        "key": clean_text(str(edge.key)),
        "source": shown[edge.source],
        "target": shown[edge.target],
        "weight": edge.weight,
        "symmetric": bool(data.get("symmetric")) or None,
        "quad": quad_class(row["relation"], data.get("quad")),
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
