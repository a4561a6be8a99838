"""Tables for spreadsheets, and JSON for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import networkx as nx

from kgraph.views.atomic import replacing, write_lines
from kgraph.views.flat import (
    EDGE_COLUMNS,
    FACT_COLUMNS,
    NODE_COLUMNS,
    edge_rows,
    fact_rows,
    node_rows,
    ordered_edges,
    safe_ids,
)
from kgraph.views.values import Row, Scalar, clean

__all__ = ["write_csv", "write_json"]

# A spreadsheet runs a cell that begins with one of these, in some locales also full-width.
_FORMULA = tuple("=+-@＝＋－＠\t\n")


def write_csv(graph: nx.MultiDiGraph, folder: Path) -> list[Path]:
    """Write ``nodes.csv``, ``edges.csv`` and ``facts.csv``.

    UTF-8 with a byte order mark, without which Excel takes Chinese for something else. Text that a
    spreadsheet would run as a formula begins with an apostrophe.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    folder : pathlib.Path
        Made if it is missing.

    Returns
    -------
    list of pathlib.Path
        The three files.

    Raises
    ------
    OSError
        If a file cannot be written.

    Examples
    --------
    >>> [path.name for path in write_csv(kg.graph, Path("tables"))]  # doctest: +SKIP
    ['nodes.csv', 'edges.csv', 'facts.csv']
    """
    return [
        _write_table(folder / "nodes.csv", NODE_COLUMNS, node_rows(graph)),
        _write_table(folder / "edges.csv", EDGE_COLUMNS, edge_rows(graph)),
        _write_table(folder / "facts.csv", FACT_COLUMNS, fact_rows(graph)),
    ]


def write_json(graph: nx.MultiDiGraph, path: Path) -> Path:
    """Write a graph as node-link JSON, with its facts and their evidence.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    path : pathlib.Path

    Returns
    -------
    pathlib.Path
        `path`. ``networkx.node_link_graph(json.load(stream), edges="edges")`` reads it.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> write_json(kg.graph, Path("graph.json"))  # doctest: +SKIP
    """
    return write_lines(path, _json(graph))


def _write_table(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> Path:
    more = sorted({name for row in rows for name in row} - set(columns))
    with replacing(path) as part, part.open("x", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        names = [*columns, *more]
        writer.writerow(_cell(name) for name in names)
        writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return path


def _cell(value: Scalar | None) -> Scalar | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _json(graph: nx.MultiDiGraph) -> Iterator[str]:
    """One node or edge a line, so that two versions can be compared with ``diff``."""
    ids = safe_ids(graph)
    nodes = ({**graph.nodes[node], "id": unique} for node, unique in ids.items())
    edges = (
        {**data, "facts": [asdict(fact) for fact in data.get("facts") or ()]}
        | {"source": ids[source], "target": ids[target], "key": str(key)}
        for source, target, key, data in ordered_edges(graph)
    )
    yield '{"directed": true, "multigraph": true, "graph": {},\n"nodes": [\n'
    yield from _listed(nodes)
    yield '\n],\n"edges": [\n'
    yield from _listed(edges)
    yield "\n]}\n"


def _listed(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield ",\n" if number else ""
        yield json.dumps(clean(item), ensure_ascii=False, allow_nan=False)
