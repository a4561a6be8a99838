"""Rows of Parquet, read by DuckDB: each row is an item like a line of JSONL."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping

import duckdb

from kgraph.reading.blocks import Draft, Problem
from kgraph.reading.jsonl import read_lines
from kgraph.reading.sources import STDIN, Source

__all__ = ["count_rows", "is_parquet", "read_parquet"]

_MAGIC = b"PAR1"
# Rows fetched at a time; DuckDB keeps some thousand ready behind them.
_FETCHED = 64

# Old writers do not mark their columns of text as such. Names of folders are no columns.
_ROWS = "SELECT to_json(row) FROM read_parquet(?, binary_as_string = true, hive_partitioning = false) AS row"


def is_parquet(source: Source) -> bool:
    """Whether an input is a Parquet file on disk: of one in a pipe or packed the end cannot be had first."""
    if source.path == STDIN or source.size is None:
        return False
    try:
        with open(source.absolute, "rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:  # opening it for good will say why
        return False


def read_parquet(source: Source, limit: int, fields: Mapping[str, str]) -> Iterator[Draft | Problem]:
    """The rows of a Parquet file.

    Parameters
    ----------
    source : Source
    limit : int
        A row of more characters than this, written as JSON, is a problem.
    fields : mapping of str to str
        Which column holds what, as in :class:`kgraph.reading.ReadOptions`.

    Yields
    ------
    Draft or Problem
        `line` is the 1-based number of the row. A file that is broken yields what stands before the
        break, and why it ends.
    """
    last = 0
    try:
        for found in read_lines(_rows(source, limit), fields):
            last = found.line or last
            yield found
    except duckdb.Error as error:
        reason = (
            str(error).strip().splitlines()[0].rpartition("Error: ")[2].replace(source.absolute, source.path)
        )
        before = f"; what stands up to row {last:,} was read" if last else ""
        yield Problem(f"is broken Parquet ({reason}); write it again{before}")


def count_rows(source: Source) -> int:
    """How many rows a Parquet file says it has.

    Raises
    ------
    duckdb.Error
        If it is broken.
    """
    with _connection() as connection:
        found = connection.execute(
            "SELECT sum(num_rows) FROM parquet_file_metadata(?)", [glob.escape(source.absolute)]
        ).fetchall()
    return int(found[0][0])


def _rows(source: Source, limit: int) -> Iterator[tuple[int, str | Problem]]:
    number = 0
    with _connection() as connection:
        found = connection.execute(_ROWS, [glob.escape(source.absolute)])
        while rows := found.fetchmany(_FETCHED):
            for (row,) in rows:
                number += 1
                too_long = f"is longer than the limit of {limit:,} characters; split it"
                yield number, row if len(row) <= limit else Problem(too_long)


def _connection() -> duckdb.DuckDBPyConnection:
    # One thread: a build has its own processes. Nothing is fetched from elsewhere.
    connection = duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})
    # Hours of the machine's own zone would move days.
    connection.execute("SET TimeZone = 'UTC'")
    return connection
