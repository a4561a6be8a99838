"""A graph as rows of plain values, in one order: what every export but the page is made from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

from kgraph.records import Evidence, Fact
from kgraph.views.values import Row, Scalar, clean_text, one_type_a_column, scalar

__all__ = [
    "EDGE_COLUMNS",
    "FACT_COLUMNS",
    "NODE_COLUMNS",
    "edge_ids",
    "edge_rows",
    "fact_rows",
    "flat_graph",
    "node_rows",
    "ordered_edges",
    "safe_ids",
    "unique_id",
]

NODE_COLUMNS = ("id", "label", "type", "aliases", "mentions", "documents", "first", "last")
EDGE_COLUMNS = (
    "id",
    "source",
    "target",
    "label",
    "relation",
    "title",
    "weight",
    "sentences",
    "first",
    "last",
    "status",
    "symmetric",
    "plover",
    "quad",
    "npmi",
    "evidence",
    "documents",
    "urls",
)
FACT_COLUMNS = (
    "subject",
    "subject_name",
    "relation",
    "object",
    "object_name",
    "title",
    "date_from",
    "date_to",
    "date_basis",
    "status",
    "speaker",
    "speaker_name",
    "stories",
    "sentences",
    "evidence",
    "document",
    "document_title",
    "published",
    "source",
    "url",
    "documents",
    "urls",
)

_EDGE_DATA = EDGE_COLUMNS[4:15]
# The graph's own words for what the columns above call otherwise.
_RENAMED = frozenset({"name", "label", "aliases", "mentions", "documents", "first", "last"})


def unique_id(base: str, taken: set[str], mark: str) -> str:
    """`base`, or with a mark and a number the first such id that is not taken; it is taken from then on."""
    unique, number = base, 1
    while unique in taken:
        number += 1
        unique = f"{base}{mark}{number}"
    taken.add(unique)
    return unique


def safe_ids(graph: nx.MultiDiGraph) -> dict[Any, str]:
    """Node ids that every format can hold, by node, in the order of the export.

    Parameters
    ----------
    graph : networkx.MultiDiGraph

    Returns
    -------
    dict
        From the node to an id without control characters; unique, also where two nodes differ in
        nothing else.
    """
    ids: dict[Any, str] = {}
    taken: set[str] = set()
    for node in sorted(graph.nodes, key=str):
        unique = unique_id(clean_text(str(node)) or "_", taken, "#")
        ids[node] = unique
    return ids


def edge_ids(graph: nx.MultiDiGraph, nodes: dict[Any, str]) -> list[str]:
    """Ids of the edges in the order of :func:`ordered_edges`: source, key and target.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    nodes : dict
        As :func:`safe_ids` gives them.

    Returns
    -------
    list of str
        Unique; an edge has the same id whatever else is exported with it.
    """
    taken: set[str] = set()
    ids = []
    for source, target, key, _ in ordered_edges(graph):
        unique = unique_id(f"{nodes[source]}..{clean_text(str(key))}..{nodes[target]}", taken, "#")
        ids.append(unique)
    return ids


def ordered_edges(graph: nx.MultiDiGraph) -> list[tuple[Any, Any, str, dict[str, Any]]]:
    """Edges by source, target and key."""
    edges: Iterable[tuple[Any, Any, str, dict[str, Any]]] = graph.edges(keys=True, data=True)
    return sorted(edges, key=lambda edge: (str(edge[0]), str(edge[1]), str(edge[2])))


def node_rows(graph: nx.MultiDiGraph) -> list[Row]:
    """One row a node: `NODE_COLUMNS`, then the entity's own attributes.

    ``label`` is the name, which is what Gephi shows, and ``type`` the entity's label. An attribute
    of the entity that has the name of a column comes as ``attribute_...``.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.

    Returns
    -------
    list of dict
        By id; empty values are left out.
    """
    rows = []
    for node, unique in safe_ids(graph).items():
        data = graph.nodes[node]
        row: dict[str, Scalar | None] = {
            "id": unique,
            "label": scalar(data.get("name")) or unique,
            "type": scalar(data.get("label")),
        }
        row |= {name: scalar(data.get(name)) for name in NODE_COLUMNS[3:]}
        for name in sorted(data.keys() - _RENAMED, key=str):
            column = clean_text(str(name)) or "_"
            row[f"attribute_{column}" if column in NODE_COLUMNS else column] = scalar(data[name])
        rows.append(row)
    return one_type_a_column(rows)


def edge_rows(graph: nx.MultiDiGraph) -> list[Row]:
    """One row an edge: `EDGE_COLUMNS`.

    Parameters
    ----------
    graph : networkx.MultiDiGraph

    Returns
    -------
    list of dict
        By source, target and relation; empty values are left out. ``id`` is unique, and the same
        in every export that has the edge; ``evidence`` is the first sentence, ``documents`` and
        ``urls`` are those of all sentences.
    """
    ids = safe_ids(graph)
    rows = []
    for (source, target, _, data), unique in zip(ordered_edges(graph), edge_ids(graph, ids), strict=True):
        evidence = [one for fact in data.get("facts") or () for one in fact.evidence]
        row: dict[str, Scalar | None] = {
            "id": unique,
            "source": ids[source],
            "target": ids[target],
            "label": scalar(data.get("relation")),
        }
        row |= {name: scalar(data.get(name)) for name in _EDGE_DATA}
        row["evidence"] = scalar(evidence[0].text) if evidence else None
        row |= _places(evidence)
        rows.append(row)
    return one_type_a_column(rows)


def fact_rows(graph: nx.MultiDiGraph) -> list[Row]:
    """One row a fact: `FACT_COLUMNS`, with the first sentence behind it and where that stands.

    Parameters
    ----------
    graph : networkx.MultiDiGraph

    Returns
    -------
    list of dict
        By source, target and relation of the edge, then by date.
    """
    ids = safe_ids(graph)
    rows = []
    for _, _, _, data in ordered_edges(graph):
        for fact in data.get("facts") or ():
            rows.append(_fact_row(graph, ids, fact))
    return one_type_a_column(rows)


def flat_graph(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same graph with plain values only, for the writers of networkx.

    Parameters
    ----------
    graph : networkx.MultiDiGraph

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are keyed by id, edges by the unique edge id; the attributes are those of
        `node_rows` and `edge_rows`.
    """
    flat = nx.MultiDiGraph()
    for row in node_rows(graph):
        flat.add_node(row.pop("id"), **row)
    for row in edge_rows(graph):
        flat.add_edge(row.pop("source"), row.pop("target"), key=row.pop("id"), **row)
    return flat


def _fact_row(graph: nx.MultiDiGraph, ids: dict[Any, str], fact: Fact) -> dict[str, Scalar | None]:
    speaker = fact.speaker
    row = {name: scalar(getattr(fact, name, None)) for name in FACT_COLUMNS[:14]}
    row["subject"] = ids.get(fact.subject, row["subject"])
    row["object"] = ids.get(fact.object, row["object"])
    row["speaker_name"] = scalar(graph.nodes[speaker].get("name")) if speaker in graph else None
    if fact.evidence:
        first = fact.evidence[0]
        row |= {
            "evidence": scalar(first.text),
            "document": scalar(first.name),
            "document_title": scalar(first.title),
            "published": scalar(first.published),
            "source": scalar(first.source),
            "url": scalar(first.url),
        }
    return row | _places(fact.evidence)


def _places(evidence: Iterable[Evidence]) -> dict[str, Scalar | None]:
    evidence = list(evidence)
    return {
        "documents": scalar(list(dict.fromkeys(one.name for one in evidence))),
        "urls": scalar(list(dict.fromkeys(one.url for one in evidence if one.url))),
    }
