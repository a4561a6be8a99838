"""How two entities are connected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple, TypeAlias

from kgraph.graph import Condition, derive, edge_key, fact_edges, facts
from kgraph.store import Store

__all__ = ["path"]

Step: TypeAlias = tuple[str, str, str, dict[str, Any]]

_NEIGHBOURS = """
SELECT f.object FROM facts f WHERE f.subject IN (SELECT unnest($ids))
UNION
SELECT f.subject FROM facts f WHERE f.object IN (SELECT unnest($ids))
"""

_EDGES = """
SELECT subject, object, relation, title, CAST(sum(stories) AS BIGINT)
FROM facts
WHERE subject IN (SELECT unnest($ids)) AND object IN (SELECT unnest($ids))
GROUP BY subject, object, relation, title
"""


def path(store: Store, firsts: Collection[str], lasts: Collection[str]) -> list[Step]:
    """The shortest chain of facts between two entities, whatever their direction.

    Among chains of one length the one with the strongest edges wins. ``CO_OCCURS`` edges do not
    count: to stand in one sentence is no tie.

    Parameters
    ----------
    store : Store
    firsts, lasts : collection of str
        Entity ids: those that the one and the other name stand for.

    Returns
    -------
    list of (str, str, str, dict)
        Steps: subject, object, key and attributes of the strongest edge; empty if there is no chain.
    """
    derive(store)
    levels = _levels(store, set(firsts), set(lasts) - set(firsts))
    if not levels:
        return []
    edges = _strongest(store, set().union(*levels))
    # Of each entity the lightest way from the first level, and by which edge it comes there.
    cost: dict[str, float] = dict.fromkeys(levels[0], 0.0)
    by: dict[str, tuple[str, _Edge]] = {}
    for level, following in pairwise(levels):
        for one in sorted(level):
            for other, edge in sorted(edges[one].items()):
                way = cost[one] + 1 / (1 + edge.weight)
                if other in following and way < cost.get(other, inf):
                    cost[other], by[other] = way, (one, edge)
    entity = min(sorted(levels[-1]), key=cost.__getitem__)
    chain: list[_Edge] = []
    while entity in by:
        entity, edge = by[entity]
        chain.append(edge)
    return [_step(store, edge) for edge in reversed(chain)]


class _Edge(NamedTuple):
    """An edge between two entities; of several the greatest counts."""

    weight: int
    key: str
    subject: str
    object: str


def _levels(store: Store, firsts: set[str], lasts: set[str]) -> list[set[str]]:
    """The entities on the shortest chains, by their number of steps from the first; empty without a chain."""
    levels = [firsts]
    seen = set(firsts)
    while not levels[-1] & lasts:
        reached = _neighbours(store, levels[-1]) - seen
        if not reached:
            return []
        seen |= reached
        levels.append(reached)
    levels[-1] &= lasts
    for number in range(len(levels) - 2, -1, -1):
        levels[number] = levels[number] & _neighbours(store, levels[number + 1])
    return levels


def _neighbours(store: Store, entities: set[str]) -> set[str]:
    return {row[0] for row in store.connection.execute(_NEIGHBOURS, {"ids": sorted(entities)}).fetchall()}


def _strongest(store: Store, entities: set[str]) -> dict[str, dict[str, _Edge]]:
    """The strongest edge between each two entities, from either side."""
    edges: dict[str, dict[str, _Edge]] = defaultdict(dict)
    rows = store.connection.execute(_EDGES, {"ids": sorted(entities)}).fetchall()
    for subject, other, relation, title, weight in rows:
        edge = _Edge(weight, edge_key(relation, title), subject, other)
        for one, its in ((subject, other), (other, subject)):
            edges[one][its] = max(edge, edges[one].get(its, edge))
    return edges


def _step(store: Store, edge: _Edge) -> Step:
    told = facts(store, Condition(both=(edge.subject, edge.object)))
    steps = {step[:3]: step for step in fact_edges(told)}
    return steps[edge.subject, edge.object, edge.key]
