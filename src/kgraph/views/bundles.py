"""All edges between two nodes as one line: a page draws pairs, and tells relations when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kgraph.views.selection import Edge

__all__ = ["bundles"]


def bundles(nodes: Sequence[Any], edges: Sequence[Edge]) -> dict[tuple[int, int], list[int]]:
    """Edges by the two nodes that they join, whichever way they point.

    Parameters
    ----------
    nodes : sequence
    edges : sequence of Edge
        Among the nodes.

    Returns
    -------
    dict
        From the numbers of two nodes, the smaller first, to the numbers of the edges between them;
        in the order of the first edge of each.

    Examples
    --------
    >>> edges = [Edge("a", "b", "VISIT", {}), Edge("b", "a", "SUPPORT", {}), Edge("a", "a", "MEET", {})]
    >>> bundles(["a", "b"], edges)
    {(0, 1): [0, 1], (0, 0): [2]}
    """
    index = {node: number for number, node in enumerate(nodes)}
    found: dict[tuple[int, int], list[int]] = {}
    for number, edge in enumerate(edges):
        one, other = sorted((index[edge.source], index[edge.target]))
        found.setdefault((one, other), []).append(number)
    return found
