"""GEXF, Gephi's own format: as GraphML, with colours, sizes, positions and a timeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from kgraph.views.atomic import replacing
from kgraph.views.dates import bounds
from kgraph.views.flat import flat_graph
from kgraph.views.palette import LABELS, OTHER_LABEL
from kgraph.views.sizes import node_sizes

__all__ = ["write_gexf"]


def write_gexf(graph: nx.MultiDiGraph, path: Path) -> Path:
    """Write a graph as GEXF 1.2.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    path : pathlib.Path

    Returns
    -------
    pathlib.Path
        `path`. The attributes are those of GraphML. Edges that are dated have ``start`` and
        ``end``, which Gephi's timeline reads; a node has none, so that it stays when the
        timeline moves, but ``first`` and ``last`` as attributes.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> write_gexf(kg.graph, Path("graph.gexf"))  # doctest: +SKIP
    """
    flat = flat_graph(graph)
    sizes = node_sizes({node: data.get("documents") or 0 for node, data in flat.nodes(data=True)})
    for node, data in flat.nodes(data=True):
        data["viz"] = _viz(str(data.get("type", "")), sizes[node])
    for _, _, key, data in flat.edges(keys=True, data=True):
        data["id"] = key
        for name in ("start", "end"):
            data.pop(name, None)
        start, end = bounds(data.get("first"), data.get("last"))
        if start and end and start <= end:
            data |= {"start": start, "end": end}
    _keep_from_meaning_more(flat)
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(flat)
    _without_today(writer)
    with replacing(path) as part, part.open("xb") as stream:
        writer.write(stream)
    return path


# Names that the writer takes for parts of the format and not for attributes.
_RESERVED = ("id", "pid", "start", "end", "parents", "slices", "spells", "networkx_key")


def _keep_from_meaning_more(flat: nx.MultiDiGraph) -> None:
    for _, data in flat.nodes(data=True):
        for name in _RESERVED:
            if name in data:
                data[f"attribute_{name}"] = data.pop(name)


def _viz(label: str, size: float) -> dict[str, Any]:
    colour = LABELS.get(label, OTHER_LABEL).light
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "size": size}


def _without_today(writer: GEXFWriter) -> None:
    # networkx writes the day and its own version: the same graph would give other bytes tomorrow.
    meta = writer.xml.find("meta")
    del meta.attrib["lastmodifieddate"]
    meta.find("creator").text = "kgraph"
