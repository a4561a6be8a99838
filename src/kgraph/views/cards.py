"""What a page tells about an entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from kgraph.views.selection import CO_OCCURS
from kgraph.views.values import clean, clean_text, scalar

__all__ = ["name_of", "node_card"]

_OFFICES = 40
_ALIASES = 60
_KNOWN = frozenset(
    {"name", "label", "aliases", "mentions", "documents", "first", "last", "official", "en", "also"}
)


def name_of(graph: nx.MultiDiGraph, node: Any) -> str:
    """The name of a node, or its id where it has none or is not in the graph."""
    name = graph.nodes[node].get("name") if node in graph else None
    return clean_text(str(name or "")) or clean_text(str(node)) or "?"


def node_card(graph: nx.MultiDiGraph, node: Any, shown: Mapping[Any, int]) -> dict[str, Any]:
    """The card of one entity; offices are those of the whole graph, not only of the page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    node : object
    shown : mapping
        From the nodes on the page to their numbers.

    Returns
    -------
    dict
        Without empty values. A reference to an entity is ``{"name": ..., "node": number}``, without
        the number where it is not on the page.
    """
    data = graph.nodes[node]
    # `also` has names that follow from the entity, whether or not a document uses them.
    aliases = [clean_text(str(alias)) for alias in (*(data.get("aliases") or ()), *(data.get("also") or ()))]
    name = name_of(graph, node)
    card = {
        "id": clean_text(str(node)) or "?",
        "name": name,
        "label": scalar(data.get("label")),
        "official": bool(data.get("official")),
        "en": scalar(data.get("en")),
        "aliases": [alias for alias in dict.fromkeys(aliases) if alias not in ("", name)][:_ALIASES],
        "documents": clean(data.get("documents")),
        "mentions": clean(data.get("mentions")),
        "first": scalar(data.get("first")),
        "last": scalar(data.get("last")),
        "offices": _offices(graph, graph.out_edges(node, keys=True, data=True), shown, other=1),
        "holders": _offices(graph, graph.in_edges(node, keys=True, data=True), shown, other=0),
        "details": _details(graph, data, shown),
        "outside": _outside(graph, node, shown),
    }
    return {key: value for key, value in card.items() if value not in (None, "", [], 0, False)}


def _offices(
    graph: nx.MultiDiGraph, edges: Iterable[Sequence[Any]], shown: Mapping[Any, int], other: int
) -> list[dict[str, Any]]:
    found = []
    for edge in edges:
        data = edge[3]
        if data.get("relation") == "HOLDS_OFFICE":
            row = {
                "title": scalar(data.get("title")),
                "of": _reference(graph, edge[other], shown),
                "first": scalar(data.get("first")),
                "last": scalar(data.get("last")),
                "status": scalar(data.get("status")),
                "weight": clean(data.get("weight")),
            }
            found.append({key: value for key, value in row.items() if value is not None})
    found.sort(key=lambda row: (-(row.get("weight") or 0), str(row.get("title")), row["of"]["name"]))
    return found[:_OFFICES]


def _reference(graph: nx.MultiDiGraph, node: Any, shown: Mapping[Any, int]) -> dict[str, Any]:
    reference: dict[str, Any] = {"name": name_of(graph, node)}
    if node in shown:
        reference["node"] = shown[node]
    return reference


def _details(graph: nx.MultiDiGraph, data: Mapping[str, Any], shown: Mapping[Any, int]) -> list[Any]:
    details = []
    for key in sorted(data.keys() - _KNOWN, key=str):
        value = data[key]
        if isinstance(value, str) and value in graph:
            details.append([clean_text(str(key)), _reference(graph, value, shown)])
        elif (plain := scalar(value)) is not None:
            details.append([clean_text(str(key)), {"name": str(plain)}])
    return details


def _outside(graph: nx.MultiDiGraph, node: Any, shown: Mapping[Any, int]) -> int:
    """How many partners are not on the page."""
    known = {other for other in _partners(graph, node) if other not in shown}
    whole = graph.graph.get("whole")
    if whole is None:
        return len(known)
    # Of an excerpt there are nodes that are only referred to; they are among those counted.
    return len(known & whole["strength"].keys()) + int(whole["outside"].get(node, 0))


def _partners(graph: nx.MultiDiGraph, node: Any) -> Iterable[Any]:
    for source, target, relation in (
        *graph.out_edges(node, data="relation"),
        *graph.in_edges(node, data="relation"),
    ):
        if relation != CO_OCCURS:
            yield target if source == node else source
