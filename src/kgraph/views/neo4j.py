"""Tables with the headers of Neo4j's import."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import networkx as nx

from kgraph.views.atomic import replacing
from kgraph.views.flat import edge_rows, node_rows, safe_ids
from kgraph.views.values import Row, Scalar, clean_text

__all__ = ["write_neo4j"]

_TYPES: dict[type, str] = {str: "", int: ":long", float: ":double", bool: ":boolean"}
_SPACE = re.compile(r"\s+")
_MARKS = re.compile(r"\W")


def write_neo4j(graph: nx.MultiDiGraph, folder: Path) -> list[Path]:
    """Write ``nodes.csv`` and ``relationships.csv`` for ``neo4j-admin database import``.

    UTF-8 without a byte order mark, one line a row, dates as ISO text, since Neo4j's own type cannot
    hold a year or a month alone.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    folder : pathlib.Path
        Made if it is missing.

    Returns
    -------
    list of pathlib.Path
        The two files. A node has its label and the properties of GraphML, ``name`` for its name, and
        ``aliases`` as a list; a relationship has its relation as type.

    Raises
    ------
    OSError
        If a file cannot be written.

    Notes
    -----
    ``neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv``

    Examples
    --------
    >>> write_neo4j(kg.graph(), Path("neo4j"))  # doctest: +SKIP
    """
    nodes = [_node(row, graph, key) for row, key in zip(node_rows(graph), safe_ids(graph), strict=True)]
    edges = [_edge(row) for row in edge_rows(graph)]
    return [
        _write(folder / "nodes.csv", ("id:ID", ":LABEL"), ("aliases:string[]",), nodes),
        _write(folder / "relationships.csv", (":START_ID", ":END_ID", ":TYPE"), (), edges),
    ]


def _node(row: Row, graph: nx.MultiDiGraph, key: Any) -> dict[str, Scalar]:
    aliases = ";".join(
        _line(str(alias)).replace(";", "；") for alias in graph.nodes[key].get("aliases") or ()
    )
    rest = {name: value for name, value in row.items() if name not in ("id", "label", "type", "aliases")}
    return {
        "id:ID": row["id"],
        ":LABEL": str(row.get("type") or "ENTITY"),
        "name": row["label"],
        "aliases:string[]": aliases,
        **rest,
    }


def _edge(row: Row) -> dict[str, Scalar]:
    rest = {
        name: value for name, value in row.items() if name not in ("source", "target", "label", "relation")
    }
    return {
        ":START_ID": row["source"],
        ":END_ID": row["target"],
        ":TYPE": row.get("label", "RELATED"),
        **rest,
    }


def _write(path: Path, first: Sequence[str], lists: Sequence[str], rows: Sequence[dict[str, Scalar]]) -> Path:
    types: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, type(value))
    names = [*first, *(name for name in types if name not in first)]
    with replacing(path) as part, part.open("x", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_headers(names, {*first, *lists}, types))
        writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return path


def _headers(names: Iterable[str], fixed: set[str], types: dict[str, type]) -> Iterator[str]:
    """Names with their types; a mark in a name would be read as one."""
    taken: set[str] = set()
    for name in names:
        header = base = name if name in fixed else _MARKS.sub("_", name)
        number = 1
        while header in taken:
            number += 1
            header = f"{base}_{number}"
        taken.add(header)
        yield header if name in fixed else header + _TYPES[types[name]]


def _cell(value: Scalar | None) -> Scalar | None:
    if isinstance(value, bool):
        return str(value).lower()
    return _line(value) if isinstance(value, str) else value


def _line(text: str) -> str:
    """Text on one line: the import takes a line break for the end of a row."""
    return _SPACE.sub(" ", clean_text(text)).strip()
