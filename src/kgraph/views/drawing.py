"""The pyvis network of a page: where each node stands, and how it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from kgraph.views.cards import name_of
from kgraph.views.layout import Box, positions, text_width
from kgraph.views.palette import LABELS, OTHER_LABEL
from kgraph.views.selection import Edge, Selection
from kgraph.views.sizes import node_sizes

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["drawing"]

_LONGEST_LABEL = 16
_OPTIONS: dict[str, Any] = {
    "layout": {"improvedLayout": False},
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {
            "gravitationalConstant": -90,
            "springLength": 120,
            "springConstant": 0.04,
            "avoidOverlap": 0.6,
        },
        "stabilization": False,
    },
    "interaction": {
        "hover": True,
        "tooltipDelay": 250,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "hideEdgesOnDrag": False,
        "selectConnectedEdges": False,
    },
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 4,
        # A name too small to read is not drawn; it comes when one moves closer.
        "scaling": {"label": {"drawThreshold": 8}},
    },
    "edges": {"selectionWidth": 1.5, "hoverWidth": 1.0, "arrows": {"to": {"scaleFactor": 0.55}}},
}


def drawing(graph: nx.MultiDiGraph, selection: Selection, title: str) -> Network:
    """The network of a page.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    selection : Selection
    title : str

    Returns
    -------
    pyvis.network.Network
        Nodes and edges are numbered as in the selection. Colours and the width of edges are missing:
        they depend on what the reader has chosen, and the page sets them.
    """
    # pyvis brings IPython; whoever only writes GraphML does not wait for it.
    from pyvis.network import Network

    network = Network(directed=True, heading=title, cdn_resources="in_line")
    weights = dict(enumerate(_weights(graph, selection)))
    sizes = node_sizes(weights)
    names = [name_of(graph, node) for node in selection.nodes]
    labels = [_short(name) for name in names]
    fonts = [round(11 + 0.45 * sizes[number]) for number in range(len(names))]
    boxes = [
        Box(max(sizes[number], text_width(labels[number], fonts[number]) / 2), sizes[number] + fonts[number] * 0.75)
        for number in range(len(names))
    ]
    spots = positions(selection.nodes, selection.edges, boxes)
    for number, node in enumerate(selection.nodes):
        label = str(graph.nodes[node].get("label") or "")
        network.add_node(
            number,
            label=labels[number],
            shape=LABELS.get(label, OTHER_LABEL).shape,
            # With a group pyvis sets no colour of its own.
            group=label if label in LABELS else "OTHER",
            size=sizes[number],
            x=spots[number][0],
            y=spots[number][1],
            font={"size": fonts[number]},
        )
    index = {node: number for number, node in enumerate(selection.nodes)}
    for number, edge in enumerate(selection.edges):
        network.add_edge(index[edge.source], index[edge.target], id=number, arrows=_arrows(edge), dashes=_dashes(edge))
    network.options = _OPTIONS
    return network


def _weights(graph: nx.MultiDiGraph, selection: Selection) -> list[int]:
    """Documents of each node; mentions, then strength, where a graph does not count those."""
    for name in ("documents", "mentions"):
        counts = [int(graph.nodes[node].get(name) or 0) for node in selection.nodes]
        if any(counts):
            return counts
    return [selection.strength[node] for node in selection.nodes]


def _short(name: str) -> str:
    name = " ".join(name.split()) or "?"
    return name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"


def _arrows(edge: Edge) -> str:
    return "" if edge.data.get("symmetric") else "to"


def _dashes(edge: Edge) -> bool | list[int]:
    if not edge.is_fact:
        return [2, 5]
    return False if edge.data.get("status", "actual") == "actual" else [9, 6]
