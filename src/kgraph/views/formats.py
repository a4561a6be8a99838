"""Exports by the name of their format: of the graph, and of the store that it was made from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import networkx as nx

from kgraph.errors import InputError
from kgraph.store import COLUMNS, Store, document_entities, document_facts
from kgraph.views.atomic import replacing, write_lines
from kgraph.views.gexf import write_gexf
from kgraph.views.graphml import write_graphml
from kgraph.views.jsons import write_cytoscape, write_json
from kgraph.views.neo4j import write_neo4j
from kgraph.views.tables import write_csv
from kgraph.views.turtle import write_turtle

__all__ = ["FORMATS", "GRAPH_FORMATS", "format_of", "write_view"]

_OF_THE_GRAPH: dict[str, Callable[[nx.MultiDiGraph, Path], Any]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "csv": write_csv,
    "neo4j": write_neo4j,
    "json": write_json,
    "cytoscape": write_cytoscape,
    "turtle": write_turtle,
}
_OF_THE_STORE: dict[str, Callable[[Store], Iterable[dict[str, Any]]]] = {
    "entities": document_entities,
    "facts": document_facts,
}
GRAPH_FORMATS = tuple(_OF_THE_GRAPH)
FORMATS = (*GRAPH_FORMATS, "parquet", *_OF_THE_STORE)
_ENDINGS = {"cyjs": "cytoscape", "ttl": "turtle"}

# Not the inputs: their paths and times are those of one machine.
_TABLES = ("documents", "duplicates", "rejects", "sentences", "entities", "mentions", "relations")


def format_of(path: Path) -> str:
    """The format that the ending of a file tells.

    Raises
    ------
    InputError
        If it tells none.

    Examples
    --------
    >>> format_of(Path("out/graph.gexf")), format_of(Path("graph.ttl"))
    ('gexf', 'turtle')
    """
    ending = path.suffix.lstrip(".").lower()
    name = _ENDINGS.get(ending, ending)
    if name not in FORMATS:
        raise InputError(f"{path}: the ending tells no format; name one of {', '.join(FORMATS)}")
    return name


def write_view(name: str, path: Path, store: Store, graph: Callable[[], nx.MultiDiGraph]) -> Path:
    """Write a graph or its store in one of the `FORMATS`.

    Parameters
    ----------
    name : str
        The format.
    path : pathlib.Path
        A file; for ``csv``, ``neo4j`` and ``parquet`` a folder.
    store : Store
    graph : callable
        Called for the graph if the format needs it, since building one takes a while.

    Returns
    -------
    pathlib.Path
        `path`.

    Raises
    ------
    InputError
        If the format is unknown.
    OSError
        If a file cannot be written.

    Examples
    --------
    >>> write_view("gexf", Path("graph.gexf"), store, lambda: build_graph(store))  # doctest: +SKIP
    """
    if name in _OF_THE_GRAPH:
        _OF_THE_GRAPH[name](graph(), path)
    elif name in _OF_THE_STORE:
        rows = _OF_THE_STORE[name](store)
        write_lines(path, (json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    elif name == "parquet":
        _write_parquet(store, path)
    else:
        raise InputError(f"format {name!r}: unknown; one of {', '.join(FORMATS)}")
    return path


def _write_parquet(store: Store, folder: Path) -> None:
    for table in _TABLES:
        with replacing(folder / f"{table}.parquet") as part:
            # DuckDB promises no order of its own.
            columns = "* EXCLUDE (input)" if "input" in COLUMNS[table] else "*"
            store.connection.sql(f'SELECT {columns} FROM "{table}" ORDER BY ALL').write_parquet(str(part))
