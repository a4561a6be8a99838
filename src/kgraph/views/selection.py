"""Which part of a graph a page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any, NamedTuple

import networkx as nx

from kgraph.graph import connected

__all__ = ["CO_OCCURS", "Edge", "Selection", "select"]

CO_OCCURS = "CO_OCCURS"

# Beyond this many edges a node, a page is slow and nobody looks through it.
_FACT_EDGES_A_NODE = 20
_PAIRS_A_NODE = 4


class Edge(NamedTuple):
    """An edge of the graph: its ends, its key and its data."""

    source: Any
    target: Any
    key: str
    data: dict[str, Any]

    @property
    def weight(self) -> int:
        """Independent stories, or sentences for ``CO_OCCURS``."""
        return int(self.data.get("weight") or 0)

    @property
    def is_fact(self) -> bool:
        """Whether facts stand behind it, and not only co-occurrence."""
        return self.data.get("relation") != CO_OCCURS


class Selection(NamedTuple):
    """What a page shows.

    Attributes
    ----------
    nodes : list
        The strongest first.
    edges : list of Edge
        Among them, the strongest first, ``CO_OCCURS`` last.
    strength : dict
        Sum of the weights of the edges of facts, for every node of the graph.
    left_out : int
        Edges among the nodes that are not shown, because there are too many.
    others : list
        The nodes that are not shown, the strongest first.
    """

    nodes: list[Any]
    edges: list[Edge]
    strength: dict[Any, int]
    left_out: int
    others: list[Any]


def select(graph: nx.MultiDiGraph, top: int, focus: Collection[Any] = ()) -> Selection:
    """The strongest nodes of a graph, and the edges among them.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    top : int
        The most nodes.
    focus : collection of node
        Nodes that come before all that are stronger.

    Returns
    -------
    Selection

    Notes
    -----
    The strength of a node is its weighted degree in the graph of facts. Co-occurrence does not
    count: it favours whoever is named in lists. Where strength is equal, documents decide, then
    mentions, then the id.

    What facts connect stays connected; see :func:`kgraph.graph.connected`.
    """
    edges = [Edge(*edge) for edge in graph.edges(keys=True, data=True)]
    strength: Counter[Any] = Counter(dict.fromkeys(graph.nodes, 0))
    whole = graph.graph.get("whole")
    if whole is not None:  # an excerpt: counted where the rest is, too
        strength.update(whole["strength"])
    for edge in edges if whole is None else ():
        if edge.is_fact:
            for node in {edge.source, edge.target}:
                strength[node] += edge.weight
    ranked = sorted(
        graph.nodes if whole is None else whole["strength"],
        key=lambda node: (-strength[node], *_renown(graph, node)),
    )
    first = sorted(ranked, key=lambda node: node not in focus)
    shown = connected(first, ((edge.source, edge.target) for edge in edges if edge.is_fact), max(top, 0))
    nodes = [node for node in ranked if node in shown]
    among = [edge for edge in edges if edge.source in shown and edge.target in shown]
    among.sort(key=lambda edge: (-edge.weight, str(edge.source), str(edge.target), str(edge.key)))
    facts = [edge for edge in among if edge.is_fact][: _FACT_EDGES_A_NODE * len(nodes)]
    pairs = [edge for edge in among if not edge.is_fact][: _PAIRS_A_NODE * len(nodes)]
    return Selection(
        nodes,
        facts + pairs,
        dict(strength),
        len(among) - len(facts) - len(pairs),
        [node for node in ranked if node not in shown],
    )


def _renown(graph: nx.MultiDiGraph, node: Any) -> tuple[int, int, str]:
    data = graph.nodes[node]
    return -int(data.get("documents") or 0), -int(data.get("mentions") or 0), str(node)
