"""GraphML, for Gephi, igraph, Cytoscape and networkx itself."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kgraph.views.atomic import replacing
from kgraph.views.flat import flat_graph

__all__ = ["write_graphml"]


def write_graphml(graph: nx.MultiDiGraph, path: Path) -> Path:
    """Write a graph as GraphML.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    path : pathlib.Path

    Returns
    -------
    pathlib.Path
        `path`. Nodes have ``label`` (the name) and ``type`` (the entity's label), edges the columns
        of :data:`kgraph.views.flat.EDGE_COLUMNS`. Every attribute has one type and no empty value.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> write_graphml(kg.graph(), Path("graph.graphml"))  # doctest: +SKIP
    >>> nx.read_graphml("graph.graphml").nodes["country:US"]["label"]  # doctest: +SKIP
    '美国'
    """
    with replacing(path) as part, part.open("xb") as stream:
        nx.write_graphml(flat_graph(graph), stream)
    return path
