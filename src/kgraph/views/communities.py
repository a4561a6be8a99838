"""Groups of entities that have more to do with each other than with the rest."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2
from typing import Any

import networkx as nx

from kgraph.views.selection import Edge

__all__ = ["communities"]

_SEED = 7


def communities(nodes: Sequence[Any], edges: Sequence[Edge]) -> list[int]:
    """The community of each node, the same for the same input.

    Parameters
    ----------
    nodes : sequence
        The strongest first.
    edges : sequence of Edge
        Those that only co-occur tie nobody.

    Returns
    -------
    list of int
        In the order of the nodes; 0 is the largest community. A node without a fact is -1.

    Notes
    -----
    The method of Louvain (Blondel and others 2008) as networkx has it, with the logarithm of the
    stories of a pair as its weight: else the few pairs that are in the news each day are
    communities of two.
    """
    index = {node: number for number, node in enumerate(nodes)}
    stories: dict[tuple[int, int], int] = {}
    for edge in edges:
        one, other = sorted((index[edge.source], index[edge.target]))
        if edge.is_fact and one != other:
            stories[one, other] = stories.get((one, other), 0) + edge.weight
    ties = nx.Graph()
    # In order: the outcome depends on it.
    ties.add_nodes_from(sorted({number for pair in stories for number in pair}))
    ties.add_weighted_edges_from((*pair, log2(1 + max(stories[pair], 1))) for pair in sorted(stories))
    groups = [sorted(group) for group in nx.community.louvain_communities(ties, seed=_SEED)] if ties else []
    groups.sort(key=lambda group: (-len(group), group[0]))
    found = [-1] * len(nodes)
    for number, group in enumerate(groups):
        for member in group:
            found[member] = number
    return found
