"""Tables for spreadsheets and for Gephi."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import networkx as nx

from kgraph.views.atomic import replacing
from kgraph.views.flat import (
    EDGE_COLUMNS,
    FACT_COLUMNS,
    NODE_COLUMNS,
    edge_rows,
    fact_rows,
    node_rows,
)
from kgraph.views.values import Row, Scalar

__all__ = ["write_csv"]

# A spreadsheet runs a cell that begins with one of these, in some locales also full-width.
_FORMULA = tuple("=+-@＝＋－＠\t\n")
_GEPHI = {"id": "Id", "label": "Label", "source": "Source", "target": "Target", "weight": "Weight"}


def write_csv(graph: nx.MultiDiGraph, folder: Path) -> list[Path]:
    """Write ``nodes.csv``, ``edges.csv`` and ``facts.csv``.

    UTF-8 with a byte order mark, without which Excel takes Chinese for something else. Text that a
    spreadsheet would run as a formula begins with an apostrophe. What Gephi's import of tables goes by
    is called as it wants it: ``Id``, ``Label``, ``Source``, ``Target``, ``Weight``, ``Type``.

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
    >>> [path.name for path in write_csv(kg.graph(), Path("tables"))]  # doctest: +SKIP
    ['nodes.csv', 'edges.csv', 'facts.csv']
    """
    return [
        _write_table(folder / "nodes.csv", NODE_COLUMNS, node_rows(graph), _GEPHI),
        _write_table(folder / "edges.csv", ("Type", *EDGE_COLUMNS), map(_typed, edge_rows(graph)), _GEPHI),
        _write_table(folder / "facts.csv", FACT_COLUMNS, fact_rows(graph)),
    ]


def _typed(row: Row) -> Row:
    return {"Type": "Undirected" if row.get("symmetric") else "Directed", **row}


def _write_table(
    path: Path, columns: Sequence[str], given: Iterable[Row], headers: Mapping[str, str] | None = None
) -> Path:
    rows = list(given)
    more = sorted({name for row in rows for name in row} - set(columns))
    with replacing(path) as part, part.open("x", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        names = [*columns, *more]
        writer.writerow(_cell((headers or {}).get(name, name)) for name in names)
        writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return path


def _cell(value: Scalar | None) -> Scalar | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
