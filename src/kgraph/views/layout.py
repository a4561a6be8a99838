"""Where the nodes of a page stand.

Computed here and not in the browser: the picture is there at once, and it is the same picture for
everybody who opens the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import log2, sqrt
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

from kgraph.views.selection import Edge

__all__ = ["LANDSCAPE", "PORTRAIT", "Box", "positions", "text_width"]

# Width by height of the drawing: a screen beside its two panels, and a phone.
LANDSCAPE, PORTRAIT = 1.35, 0.62

_SEED = 7
_ITERATIONS = 400
_REPULSION, _GRAVITY = 3.0, 0.6
# The time for a step grows with the square of the nodes; weaker ones find a place beside theirs.
_LAID_OUT_AT_MOST = 600
# Area of the drawing for one unit of the area that nodes and their names cover.
_AIR = 3.2
_RANKS = 0.5
_GAP = 10.0
_ROUNDS = 120
# A pair that only co-occurs pulls a little, so that it does not drift off.
_CO_OCCURRENCE_PULL = 0.15
# Only the closest partners of a node pull at it: with all of them every picture is one ball.
_CLOSEST = 4
# How much stronger than all others the partners of a focus are drawn to it.
_FOCUS = 2.0
# Free way between two nodes with edges between them, so that the fan of these can be told apart.
_WAY, _WAY_AN_EDGE, _LONGEST_WAY = 55.0, 16.0, 220.0


class _Ways(NamedTuple):
    """Pairs of nodes, the earlier first, and how far apart they are at least."""

    first: np.ndarray
    second: np.ndarray
    least: np.ndarray


class Box(NamedTuple):
    """Half the width and height that a node and the name under it cover, in pixels."""

    width: float
    height: float


def text_width(text: str, size: float) -> float:
    """About how wide a text is: Chinese characters are square, others half of it.

    Examples
    --------
    >>> text_width("欧盟EU", 10)
    31.0
    """
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return size * (wide + 0.55 * (len(text) - wide))


def positions(
    nodes: Sequence[Any],
    edges: Sequence[Edge],
    boxes: Sequence[Box],
    aspects: Sequence[float] = (LANDSCAPE,),
    focus: Any = None,
) -> list[list[tuple[int, int]]]:
    """Positions without overlap, the same for the same input.

    Parameters
    ----------
    nodes : sequence
        The strongest first.
    edges : sequence of Edge
    boxes : sequence of Box
        In the order of the nodes.
    aspects : sequence of float
        Width by height; one drawing for each.
    focus : node, optional
        What all of its partners stand around.

    Returns
    -------
    list of list of (int, int)
        For each drawing pixels in the order of the nodes, around its middle.

    Notes
    -----
    Each connected part is laid out by itself (ForceAtlas2, weights as logarithms),
    boxes are pushed apart, and the parts are set beside each other in rows.
    """
    if not nodes:
        return [[] for _ in aspects]
    pull = _pull(nodes, edges, focus)
    index = {node: number for number, node in enumerate(nodes)}
    parts = [sorted(part, key=index.__getitem__) for part in nx.connected_components(pull)]
    parts.sort(key=lambda part: (-len(part), index[part[0]]))
    size = np.array(boxes, dtype=float)
    numbers = [[index[node] for node in part] for part in parts]
    free = [_forces(pull, part) for part in parts]
    ways = [_ways(pull, part, size[rows]) for part, rows in zip(parts, numbers, strict=True)]
    drawings = []
    for aspect in aspects:
        placed = [
            (rows, _part(spots, size[rows], least, aspect))
            for rows, spots, least in zip(numbers, free, ways, strict=True)
        ]
        spots = _in_rows(placed, size, aspect)
        spots -= (spots.min(axis=0) + spots.max(axis=0)) / 2
        drawings.append([(round(x), round(y)) for x, y in spots.tolist()])
    return drawings


def _pull(nodes: Sequence[Any], edges: Sequence[Edge], focus: Any) -> nx.Graph:
    """Who is drawn to whom: the backbone of the graph.

    It holds the closest partners of each node, all of the focus, and a spanning forest, so that what
    is connected stays so.
    """
    whole = nx.Graph()
    whole.add_nodes_from(nodes)
    for edge in sorted(edges, key=lambda edge: (str(edge.source), str(edge.target), str(edge.key))):
        if edge.source == edge.target:
            continue
        if edge.target not in whole[edge.source]:
            whole.add_edge(edge.source, edge.target, total=0.0, edges=0)
        between = whole[edge.source][edge.target]
        between["total"] += edge.weight * (1 if edge.is_fact else _CO_OCCURRENCE_PULL)
        between["edges"] += edge.is_fact
    kept = list(nx.maximum_spanning_edges(whole, weight="total", data=False))
    for node in nodes:
        closest = sorted(whole[node], key=lambda other: (-whole[node][other]["total"], str(other)))
        kept.extend((node, other) for other in (closest if node == focus else closest[:_CLOSEST]))
    pull = nx.Graph()
    pull.add_nodes_from(nodes)
    for first, second in kept:
        between = whole[first][second]
        pull.add_edge(first, second, weight=sqrt(log2(1 + between["total"])), edges=between["edges"])
    if focus in whole:
        # As strong as any, and all alike: whoever is stronger than the focus must not take its place.
        most = max((weight for *_, weight in pull.edges(data="weight")), default=1.0)
        for other in pull[focus]:
            pull[focus][other]["weight"] = _FOCUS * most
    return pull


def _forces(pull: nx.Graph, part: list[Any]) -> np.ndarray:
    """Spots of one connected part, of any size and shape."""
    core = part[:_LAID_OUT_AT_MOST]
    # A subgraph iterates in an order of its own; this one is that of strength.
    order = {node: number for number, node in enumerate(core)}
    inner = nx.Graph()
    inner.add_nodes_from(core)
    for first in core:
        for second in sorted((other for other in pull[first] if other in order), key=order.__getitem__):
            inner.add_edge(first, second, weight=pull[first][second]["weight"])
    found = nx.forceatlas2_layout(
        inner, max_iter=_ITERATIONS, scaling_ratio=_REPULSION, gravity=_GRAVITY, weight="weight", seed=_SEED
    )
    reach = float(np.ptp(np.array(list(found.values())), axis=0).max())
    for number, node in enumerate(part[_LAID_OUT_AT_MOST:]):
        found[node] = _near_neighbours(pull, node, found, number, reach)
    return np.array([found[node] for node in part], dtype=float)


def _part(spots: np.ndarray, size: np.ndarray, ways: _Ways, aspect: float) -> np.ndarray:
    """Spots of one connected part, no two boxes over each other."""
    if len(spots) <= 2:
        # Side by side: many small parts are then neat rows.
        reach = 2 * size[:, 0].max() + _WAY
        return np.array([[reach * place, 0.0] for place in range(len(spots))])
    area = float((4 * size[:, 0] * size[:, 1]).sum()) * _AIR
    high = sqrt(area / aspect)
    return _apart(_evenly(spots) * [high * aspect, high], size, ways)


def _evenly(spots: np.ndarray) -> np.ndarray:
    """Spread spots over the unit square: half by where they are, half by their rank on each axis.

    Springs leave a crowd in the middle and a few far out; ranks alone would be a carpet.
    """
    spread = np.ptp(spots, axis=0)
    spread[spread == 0] = 1.0
    place = (spots - spots.min(axis=0)) / spread
    rank = np.argsort(np.argsort(spots, axis=0, kind="stable"), axis=0) / max(1, len(spots) - 1)
    share = min(_RANKS, len(spots) / 100)
    blended: np.ndarray = (1 - share) * place + share * rank
    return blended


def _ways(pull: nx.Graph, part: list[Any], size: np.ndarray) -> _Ways:
    """The least distance of each two nodes with an edge between them."""
    index = {node: number for number, node in enumerate(part)}
    found = sorted(
        (index[first], index[second], min(_WAY + _WAY_AN_EDGE * edges, _LONGEST_WAY))
        for first, second, edges in pull.subgraph(part).edges(data="edges")
        if edges
    )
    first = np.array([min(row[:2]) for row in found], dtype=int)
    second = np.array([max(row[:2]) for row in found], dtype=int)
    free = np.array([row[2] for row in found], dtype=float)
    radius = size.min(axis=1)
    return _Ways(first, second, radius[first] + radius[second] + free)


def _near_neighbours(
    pull: nx.Graph, node: Any, found: dict[Any, Any], number: int, reach: float
) -> np.ndarray:
    known = [found[other] for other in sorted(pull[node], key=str) if other in found]
    middle = np.mean(known, axis=0) if known else np.zeros(2)
    angle = number * 2.399963  # the golden angle: no two of a row in one direction
    spot: np.ndarray = middle + 0.03 * reach * np.array([np.cos(angle), np.sin(angle)])
    return spot


def _apart(spots: np.ndarray, size: np.ndarray, ways: _Ways) -> np.ndarray:
    """Push nodes apart: boxes along the axis that needs less, the ends of edges along these."""
    for _ in range(_ROUNDS):
        push, pushed = np.zeros_like(spots), np.zeros(len(spots))
        one, other = _close(spots, size)
        away, direction = _between(spots, one, other)
        over = size[one] + size[other] + _GAP - np.abs(away)
        hit = (over > 0).all(axis=1)
        one, other, over, direction = one[hit], other[hit], over[hit], direction[hit]
        sideways = over[:, 0] < over[:, 1]
        _add(push, pushed, one, other, np.stack([sideways, ~sideways], axis=1) * over * direction)
        away, direction = _between(spots, ways.first, ways.second)
        distance = np.maximum(np.linalg.norm(away, axis=1), 1.0)
        short = ways.least - distance
        near = short > 1.0
        along = (short / distance)[:, None] * np.where(away == 0, direction, away)
        _add(push, pushed, ways.first[near], ways.second[near], along[near])
        if not pushed.any():
            break
        # Half each; less where a node is pushed from all sides, which would make it jump.
        spots = spots + 0.4 * push / np.maximum(1, pushed)[:, None] ** 0.5
    return spots


def _close(spots: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each two nodes whose boxes may meet sideways, found along one line and not in a square."""
    order = np.argsort(spots[:, 0], kind="stable")
    left = (spots[:, 0] - size[:, 0])[order]
    right = (spots[:, 0] + size[:, 0] + _GAP)[order]
    # Boxes sorted by their middles: the left sides are not in order, but no further off than the widest.
    reach = np.searchsorted(spots[order, 0], right + size[:, 0].max(), side="left")
    counts = reach - np.arange(len(spots)) - 1
    first = np.repeat(np.arange(len(spots)), counts)
    second = first + 1 + np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    meet = left[second] < right[first]
    first, second = order[first[meet]], order[second[meet]]
    return np.minimum(first, second), np.maximum(first, second)


def _between(spots: np.ndarray, one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From the later of two to the earlier, and the sign of it."""
    away = spots[one] - spots[other]
    # Two on one spot have no direction: the earlier goes left and up.
    return away, np.where(away == 0, -1.0, np.sign(away))


def _add(push: np.ndarray, pushed: np.ndarray, one: np.ndarray, other: np.ndarray, force: np.ndarray) -> None:
    for axis in (0, 1):
        push[:, axis] += np.bincount(one, force[:, axis], len(push))
        push[:, axis] -= np.bincount(other, force[:, axis], len(push))
    pushed += np.bincount(one, minlength=len(push)) + np.bincount(other, minlength=len(push))


def _in_rows(placed: list[tuple[list[int], np.ndarray]], size: np.ndarray, aspect: float) -> np.ndarray:
    """Set parts beside each other, the largest first, in rows of about the width of the drawing."""
    frames = []
    for rows, spots in placed:
        low = (spots - size[rows]).min(axis=0)
        frames.append((rows, spots - low, (spots + size[rows]).max(axis=0) - low + 3 * _GAP))
    area = sum(float(frame[2][0] * frame[2][1]) for frame in frames)
    width = max(sqrt(area * aspect), float(frames[0][2][0]))
    result = np.zeros((len(size), 2))
    x = y = high = 0.0
    for rows, spots, frame in frames:
        if x and x + frame[0] > width:
            x, y, high = 0.0, y + high, 0.0
        result[rows] = spots + np.array([x, y])
        x += float(frame[0])
        high = max(high, float(frame[1]))
    return result
