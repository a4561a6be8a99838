"""Chains of facts between two entities, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Any, ClassVar, NamedTuple

import networkx as nx

from kgraph.query.table import Table
from kgraph.records import Fact

__all__ = ["Chain", "Step", "paths"]


class Step(NamedTuple):
    """An edge of a chain: as the graph has it, not as the chain goes.

    Attributes
    ----------
    subject, object : str
        Entity ids.
    key : str
        Of the edge: the relation, for an office with the title.
    data : dict
        Its attributes; ``facts`` are the facts behind it.
    """

    subject: str
    object: str
    key: str
    data: dict[str, Any]

    @property
    def facts(self) -> list[Fact]:
        """The facts along this step, by date."""
        return list(self.data["facts"])


class Chain(Table[Step]):
    """The steps from one entity to another: a list of :class:`Step` that prints as a table."""

    shown: ClassVar[tuple[str, ...]] = (
        "subject",
        "relation",
        "object",
        "first",
        "status",
        "stories",
        "sentence",
    )

    def _columns(self) -> tuple[str, ...]:
        return (
            *("subject", "relation", "object", "title", "first", "last", "status", "stories", "sentence"),
            *("document", "subject_id", "object_id"),
        )

    @property
    def facts(self) -> list[Fact]:
        """All facts along the chain, step by step."""
        return [fact for step in self for fact in step.facts]

    def record(self, row: Step) -> dict[str, Any]:
        """One step as plain values, with the first sentence behind it."""
        fact = row.facts[0]
        first = fact.evidence[0] if fact.evidence else None
        return {
            "subject": fact.subject_name,
            "relation": row.data["relation"],
            "object": fact.object_name,
            "title": row.data["title"],
            "first": row.data["first"],
            "last": row.data["last"],
            "status": row.data["status"],
            "stories": row.data["weight"],
            "sentence": first and first.text,
            "document": first and first.name,
            "subject_id": fact.subject,
            "object_id": fact.object,
        }


def paths(graph: nx.MultiDiGraph, first: Sequence[str], last: Sequence[str], most: int = 3) -> list[Chain]:
    """The shortest chains of facts between two names, the shortest first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    first, last : sequence of str
        Ids of the entities that have the one name, and the other.
    most : int
        The most chains.

    Returns
    -------
    list of Chain
        No chain passes an entity twice. See :func:`kgraph.query.path` for what counts.

    Notes
    -----
    The chains of one pair come one after the other by Yen's algorithm (networkx).
    """
    plain = _plain(graph)
    found = [
        chain
        for one in first
        for other in last
        if one in plain and other in plain and one != other
        for chain in islice(_chains(plain, one, other), most)
    ]
    found.sort(key=lambda chain: sum(_cost(step.data) for step in chain))
    return found[:most]


def _chains(plain: nx.Graph, first: str, last: str) -> Iterator[Chain]:
    try:
        for nodes in nx.shortest_simple_paths(plain, first, last, weight="cost"):
            yield Chain(plain.edges[one, other]["edge"] for one, other in pairwise(nodes))
    except nx.NetworkXNoPath:
        return


def _plain(graph: nx.MultiDiGraph) -> nx.Graph:
    """The strongest fact between each two entities."""
    plain = nx.Graph()
    plain.add_nodes_from(graph)
    for subject, other, key, data in graph.edges(keys=True, data=True):
        if data["relation"] == "CO_OCCURS":
            continue
        known = plain.get_edge_data(subject, other)
        if known is None or (data["weight"], key) > (known["edge"].data["weight"], known["edge"].key):
            plain.add_edge(subject, other, edge=Step(subject, other, key, data), cost=_cost(data))
    return plain


def _cost(data: dict[str, Any]) -> float:
    # Steps count first; the weight only breaks ties.
    return 1.0 + 1.0 / (1000.0 * (1 + int(data["weight"])))
