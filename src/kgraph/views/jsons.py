"""JSON for programs: node-link, and that of Cytoscape."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import networkx as nx

from kgraph.views.atomic import write_lines
from kgraph.views.flat import edge_rows, node_rows, ordered_edges, safe_ids
from kgraph.views.values import clean

__all__ = ["write_cytoscape", "write_json"]


def write_json(graph: nx.MultiDiGraph, path: Path) -> Path:
    """Write a graph as node-link JSON, with its facts and their evidence.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    path : pathlib.Path

    Returns
    -------
    pathlib.Path
        `path`. ``networkx.node_link_graph(json.load(stream), edges="edges")`` reads it.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> write_json(kg.graph(), Path("graph.json"))  # doctest: +SKIP
    """
    return write_lines(path, _json(graph))


def write_cytoscape(graph: nx.MultiDiGraph, path: Path) -> Path:
    """Write a graph as the JSON of Cytoscape and Cytoscape.js.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    path : pathlib.Path

    Returns
    -------
    pathlib.Path
        `path`. The attributes are those of GraphML, under ``data``; ``name`` is the name of a node
        and the relation of an edge, which Cytoscape shows.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> write_cytoscape(kg.graph(), Path("graph.cyjs"))  # doctest: +SKIP
    """
    return write_lines(path, _cytoscape(graph))


def _cytoscape(graph: nx.MultiDiGraph) -> Iterator[str]:
    nodes = ({"data": {**row, "name": row["label"], "value": row["id"]}} for row in node_rows(graph))
    edges = (
        {"data": {**row, "name": row["label"], "interaction": row["label"], "key": row["id"]}}
        for row in edge_rows(graph)
    )
    yield '{"format_version": "1.0", "generated_by": "kgraph", "target_cytoscapejs_version": "~3",\n'
    yield '"directed": true, "multigraph": true, "data": {"name": "kgraph"},\n"elements": {"nodes": [\n'
    yield from _listed(nodes)
    yield '\n],\n"edges": [\n'
    yield from _listed(edges)
    yield "\n]}}\n"


def _json(graph: nx.MultiDiGraph) -> Iterator[str]:
    """One node or edge a line, so that two versions can be compared with ``diff``."""
    ids = safe_ids(graph)
    nodes = ({**graph.nodes[node], "id": unique} for node, unique in ids.items())
    edges = (
        {**data, "facts": [asdict(fact) for fact in data.get("facts") or ()]}
        | {"source": ids[source], "target": ids[target], "key": str(key)}
        for source, target, key, data in ordered_edges(graph)
    )
    yield '{"directed": true, "multigraph": true, "graph": {},\n"nodes": [\n'
    yield from _listed(nodes)
    yield '\n],\n"edges": [\n'
    yield from _listed(edges)
    yield "\n]}\n"


def _listed(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield ",\n" if number else ""
        yield json.dumps(clean(item), ensure_ascii=False, allow_nan=False)
