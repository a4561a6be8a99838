"""How two entities are connected: the shortest chains of facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import NamedTuple

import networkx as nx

from kgraph.graph import Condition, FactSource, Spread, edges, steps_along
from kgraph.query.chains import Chain, Step
from kgraph.store import Store

__all__ = ["paths"]

# How many steps the shortest chain between the ends has that passes an entity.
_LENGTHS = """
SELECT id, there.away + back.away FROM there JOIN back USING (id) WHERE there.away + back.away <= ?
"""

# The strongest edge between each two entities, keyed as the graph's edges are; in the order of the graph.
_TIES = """
WITH edges AS (
    SELECT subject, object, relation, sum(stories) AS weight,
        CASE WHEN title <> '' THEN concat(relation, ':', title) ELSE relation END AS key
    FROM facts
    WHERE subject <> object AND {where}
    GROUP BY subject, object, relation, title
),
ranked AS (
    SELECT *,
        row_number() OVER (pair ORDER BY weight DESC, key DESC, subject) AS place,
        min(subject) OVER pair AS first
    FROM edges
    WINDOW pair AS (PARTITION BY least(subject, object), greatest(subject, object))
)
SELECT subject, object, relation, key, CAST(weight AS BIGINT)
FROM ranked
WHERE place = 1
ORDER BY first, CASE WHEN first = subject THEN object ELSE subject END
"""


class _Tie(NamedTuple):
    subject: str
    object: str
    relation: str
    key: str


def paths(
    store: Store,
    first: Sequence[str],
    last: Sequence[str],
    most: int = 3,
    condition: Condition | None = None,
) -> list[Chain]:
    """The shortest chains of facts between two names, the shortest first.

    Parameters
    ----------
    store : Store
    first, last : sequence of str
        Ids of the entities that have the one name, and the other.
    most : int
        The most chains.
    condition : Condition, optional
        Which facts count; all if not given.

    Returns
    -------
    list of Chain
        No chain passes an entity twice. Facts count whatever their direction, and each step is the
        strongest edge between its two. Among chains of one length those with the stronger edges come first.
        ``CO_OCCURS`` edges do not count: to stand in one sentence is no tie.

    Notes
    -----
    The chains of one pair come one after the other by Yen's algorithm (networkx). It runs over ties alone,
    and first over those that chains of the fewest steps can have: of a large store few are left. Facts and
    sentences are read only for the steps of the chains that are found.
    """
    condition = condition or Condition()
    pairs = [(one, other) for one in first for other in last if one != other]
    found: list[tuple[float, list[_Tie]]] = []
    for steps, entities in _rings(store, {one for one, _ in pairs}, {other for _, other in pairs}, condition):
        plain = _plain(store, replace(condition, both=entities))
        # One of more steps may have a better one beside it that is not among these entities.
        found = [
            (nx.path_weight(plain, nodes, "cost"), [plain.edges[pair]["tie"] for pair in pairwise(nodes)])
            for ends in pairs
            for nodes in islice(_chains(plain, *ends), most)
            if len(nodes) <= steps + 1
        ]
        if len(found) >= most:
            break
    found.sort(key=lambda one: one[0])
    return [Chain(_step(store, tie, condition) for tie in ties) for _, ties in found[:most]]


def _rings(
    store: Store, firsts: set[str], lasts: set[str], condition: Condition
) -> Iterator[tuple[int, list[str]]]:
    """Numbers of steps, rising, each with all entities that chains of so many steps can pass.

    Last comes a number that no chain exceeds, with all entities that any chain can pass.
    """
    ends = firsts | lasts
    with steps_along(store, condition):
        there, back = Spread(store, "there", firsts), Spread(store, "back", lasts)
        steps, met = 0, 0
        while not (there.done and back.done and steps > met):
            steps += 1
            # What is passed between the ends is nearer to each than all the way.
            there.to(max(1, steps - 1))
            back.to(max(1, steps - 1))
            length = dict(store.query(_LENGTHS, [steps]))
            met = max(length.values(), default=0)
            if met == steps:
                yield steps, sorted(length.keys() | ends)
        if met:
            passed = {row[0] for row in store.query(_LENGTHS, [2 * steps])}
            yield len(passed), sorted(passed)


def _plain(store: Store, condition: Condition) -> nx.Graph:
    where, values = condition.sql()
    plain = nx.Graph()
    for *tie, weight in store.query(_TIES.format(where=where), values):
        # Steps count first; the weight only breaks ties.
        plain.add_edge(tie[0], tie[1], tie=_Tie(*tie), cost=1.0 + 1.0 / (1000.0 * (1 + weight)))
    return plain


def _chains(plain: nx.Graph, first: str, last: str) -> Iterator[list[str]]:
    if first not in plain or last not in plain:
        return
    try:
        yield from nx.shortest_simple_paths(plain, first, last, weight="cost")
    except nx.NetworkXNoPath:
        return


def _step(store: Store, tie: _Tie, condition: Condition) -> Step:
    ends = replace(condition, both=(tie.subject, tie.object), relation=(tie.relation,))
    return next(
        Step(*edge)
        for edge in edges(FactSource(store, ends))
        if edge[:3] == (tie.subject, tie.object, tie.key)
    )
