"""The pyvis network of a page: where each node stands, and how it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from kgraph.views.bundles import bundles
from kgraph.views.cards import name_of
from kgraph.views.layout import LANDSCAPE, PORTRAIT, Box, positions, text_width
from kgraph.views.palette import LABELS, OTHER_LABEL
from kgraph.views.selection import Selection
from kgraph.views.sizes import node_sizes

if TYPE_CHECKING:
    from pyvis.network import Network

__all__ = ["Drawing", "drawing"]

_LABEL_LINE = 8
_LABEL_LINES = 2
_OPTIONS: dict[str, Any] = {
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 250,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4},
    "edges": {"smooth": False, "selectionWidth": 1.0, "hoverWidth": 0.5},
}


class Drawing(NamedTuple):
    """A pyvis network, and where its nodes stand on a screen that is higher than wide."""

    network: Network
    portrait: list[tuple[int, int]]


def drawing(graph: nx.MultiDiGraph, selection: Selection, title: str, focus: Any = None) -> Drawing:
    """Draw what a page shows.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
    selection : Selection
    title : str
    focus : node, optional
        What stands in the middle.

    Returns
    -------
    Drawing
        Nodes are numbered as in the selection, edges as by :func:`~kgraph.views.bundles.bundles`: one
        for all relations of two nodes. Colours, widths and arrows are missing: they depend on what
        the reader has chosen, and the page sets them.
    """
    # pyvis brings IPython; whoever only writes GraphML does not wait for it.
    from pyvis.network import Network

    network = Network(directed=True, heading=title, cdn_resources="in_line")
    weights = dict(enumerate(_weights(graph, selection)))
    sizes = node_sizes(weights)
    names = [name_of(graph, node) for node in selection.nodes]
    labels = [_short(name) for name in names]
    fonts = [round(11 + 0.45 * sizes[number]) for number in range(len(names))]
    boxes = [_box(labels[number], fonts[number], sizes[number]) for number in range(len(names))]
    spots, portrait = positions(selection.nodes, selection.edges, boxes, (LANDSCAPE, PORTRAIT), focus)
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
    for number, (one, other) in enumerate(bundles(selection.nodes, selection.edges)):
        network.add_edge(one, other, id=number)
    network.options = _OPTIONS
    return Drawing(network, portrait)


def _weights(graph: nx.MultiDiGraph, selection: Selection) -> list[int]:
    """Documents of each node; mentions, then strength, where a graph does not count those."""
    for name in ("documents", "mentions"):
        counts = [int(graph.nodes[node].get(name) or 0) for node in selection.nodes]
        if any(counts):
            return counts
    return [selection.strength[node] for node in selection.nodes]


def _short(name: str) -> str:
    """A name in at most two lines of about the width of eight Chinese characters."""
    lines = [""]
    for char in " ".join(name.split()) or "?":
        if text_width(lines[-1] + char, 1) <= _LABEL_LINE:
            lines[-1] += char
        elif len(lines) < _LABEL_LINES:
            # A word of Latin letters is not cut where a blank stands before it.
            cut = lines[-1].rfind(" ") + 1 if char.isascii() and char != " " else 0
            cut = cut or len(lines[-1])
            lines.append(lines[-1][cut:] + char)
            lines[-2] = lines[-2][:cut]
        else:
            lines[-1] = f"{lines[-1][:-1].rstrip()}…"
            break
    # Not one or two characters alone in the second line, but both lines about as long.
    if len(lines) == _LABEL_LINES and not lines[-1].endswith("…"):
        whole = "".join(lines)
        half = -(-len(whole) // 2)
        blank = whole.rfind(" ", 0, len(lines[0]) + 1)
        cut = blank if blank > 0 else half
        lines = [whole[:cut].strip(), whole[cut:].strip()]
    return "\n".join(line.strip() for line in lines)


def _box(label: str, font: int, size: float) -> Box:
    lines = label.split("\n")
    wide = max(text_width(line, font) for line in lines)
    return Box(max(size, wide / 2), size + 0.65 * font * len(lines))
