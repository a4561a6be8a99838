"""What lies around an entity: its ego graph."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

__all__ = ["around"]


def around(graph: nx.MultiDiGraph, centres: Iterable[str], hops: int = 1) -> nx.MultiDiGraph:
    """The ego graph of some entities: what can be reached from them in some steps.

    A step goes along a fact, in either direction. ``CO_OCCURS`` is no step, but such edges between
    entities that were reached are kept.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    centres : iterable of str
        Entity ids.
    hops : int
        The most steps.

    Returns
    -------
    networkx.MultiDiGraph
        A view of `graph`.
    """
    near = set(centres)
    for _ in range(hops):
        near |= {
            end
            for subject, other, relation in graph.edges(data="relation")
            if relation != "CO_OCCURS" and (subject in near or other in near)
            for end in (subject, other)
        }
    ego: nx.MultiDiGraph = graph.subgraph(near)
    return ego
