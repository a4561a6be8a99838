"""Many edges into a new graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx

__all__ = ["add_new_edges"]


def add_new_edges(graph: nx.MultiDiGraph, edges: Iterable[tuple[str, str, str, dict[str, Any]]]) -> None:
    """What ``graph.add_edges_from(edges)`` does, in a third of the time.

    It writes what networkx 3 keeps an adjacency in as ``MultiDiGraph.add_edge`` does, without looking for
    nodes that are missing, and without a second dictionary for the attributes of each edge.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        With all nodes, and none of the edges.
    edges : iterable of (subject, object, key, attributes)
        The attributes become the graph's own.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_nodes_from("ab")
    >>> add_new_edges(graph, [("a", "b", "MEET", {"weight": 2})])
    >>> list(graph.edges(keys=True, data="weight"))
    [('a', 'b', 'MEET', 2)]
    """
    following, before = graph._succ, graph._pred
    for subject, other, key, data in edges:
        keys = following[subject].get(other)
        if keys is None:
            following[subject][other] = before[other][subject] = {key: data}
        else:
            keys[key] = data
