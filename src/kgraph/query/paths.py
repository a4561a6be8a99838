"""How two entities are connected."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import networkx as nx

__all__ = ["path"]


def path(graph: nx.MultiDiGraph, first: str, last: str) -> list[tuple[str, str, str, dict[str, Any]]]:
    """The shortest chain of facts between two entities, whatever their direction.

    Among chains of one length the one with the strongest edges wins. ``CO_OCCURS`` edges do not
    count: to stand in one sentence is no tie.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    first, last : str
        Entity ids.

    Returns
    -------
    list of (str, str, str, dict)
        Steps: subject, object, key and attributes of the strongest edge; empty if there is no chain.
    """
    if first not in graph or last not in graph:
        return []
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    for subject, other, key, data in graph.edges(keys=True, data=True):
        if data["relation"] == "CO_OCCURS":
            continue
        known = plain.get_edge_data(subject, other)
        if known is None or (data["weight"], key) > (known["edge"][3]["weight"], known["edge"][2]):
            # Steps count first; the weight only breaks ties.
            cost = 1.0 + 1.0 / (1000.0 * (1 + data["weight"]))
            plain.add_edge(subject, other, edge=(subject, other, key, data), cost=cost)
    try:
        nodes = nx.shortest_path(plain, first, last, weight="cost")
    except nx.NetworkXNoPath:
        return []
    return [plain.edges[one, other]["edge"] for one, other in pairwise(nodes)]
