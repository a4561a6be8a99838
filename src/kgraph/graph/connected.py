"""The strongest nodes of a graph, kept connected."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["connected"]


def connected(ranked: Sequence[Any], ties: Iterable[tuple[Any, Any]], top: int) -> set[Any]:
    """At most `top` nodes, the strongest, with those that tie them together.

    Parameters
    ----------
    ranked : sequence
        All nodes, the strongest first.
    ties : iterable of (node, node)
        Which are connected, in either direction.
    top : int

    Returns
    -------
    set

    Notes
    -----
    The strongest node comes first; a node that no chosen one is tied to brings those on its shortest way
    to the strongest node of its part of the graph, or, where there is no room for them, stays out.

    Examples
    --------
    >>> sorted(connected(["王毅", "布林肯", "美国"], [("王毅", "美国"), ("美国", "布林肯")], 2))
    ['王毅', '美国']
    """
    if top >= len(ranked):
        return set(ranked)
    partners: dict[Any, set[Any]] = {node: set() for node in ranked}
    for one, other in ties:
        if one != other:
            partners[one].add(other)
            partners[other].add(one)
    ways = _ways(ranked, partners)
    chosen: set[Any] = set()
    for node in ranked:
        if node in chosen:
            continue
        way = [node]
        while partners[way[-1]].isdisjoint(chosen) and ways[way[-1]] is not None:
            way.append(ways[way[-1]])
        if len(chosen) + len(way) <= top:
            chosen.update(way)
        if len(chosen) == top:
            break
    return chosen


def _ways(ranked: Sequence[Any], partners: dict[Any, set[Any]]) -> dict[Any, Any]:
    """From each node the next on its shortest way, by the strongest, to the strongest of its part."""
    place = {node: number for number, node in enumerate(ranked)}
    ways: dict[Any, Any] = {}
    for root in ranked:
        if root in ways:
            continue
        ways[root] = None
        waiting = deque([root])
        while waiting:
            node = waiting.popleft()
            for other in sorted(partners[node], key=place.__getitem__):
                if other not in ways:
                    ways[other] = node
                    waiting.append(other)
    return ways
