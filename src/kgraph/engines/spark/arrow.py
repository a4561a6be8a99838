"""Rows as Arrow batches, of a size that a worker can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from kgraph.engines.spark.schema import EXTRACTED
from kgraph.store import COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Batches", "Rows", "extraction_batches", "read_batches", "rows_of"]

Batches: TypeAlias = "Iterator[pa.RecordBatch]"
Rows: TypeAlias = "Iterator[dict[str, Any]]"

# A batch has at most so many rows, and about so many characters of text.
_ROWS, _CHARACTERS = 64, 1_000_000


def rows_of(batches: Batches) -> Rows:
    """The rows of batches, one after the other."""
    for batch in batches:
        yield from batch.to_pylist()


def read_batches(rows: Rows) -> Batches:
    """Rows of what was read (:data:`~kgraph.engines.spark.schema.READ`)."""
    import pyarrow as pa

    return _batches(rows, [*_document(), pa.field("passing", pa.bool_())])


def extraction_batches(rows: Rows) -> Batches:
    """Rows of what was extracted (:data:`~kgraph.engines.spark.schema.EXTRACTION`)."""
    import pyarrow as pa

    found = [pa.field(table, pa.list_(pa.struct(_fields(table)))) for table in EXTRACTED]
    return _batches(rows, [*_document(), *found])


def _batches(rows: Rows, columns: Sequence[pa.Field]) -> Batches:
    import pyarrow as pa

    schema = pa.schema(columns)
    for part in _parts(rows):
        yield pa.RecordBatch.from_pylist(part, schema=schema)


def _parts(rows: Rows) -> Iterable[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    size = 0
    for row in rows:
        part.append(row)
        size += len(row["text"])
        if len(part) >= _ROWS or size >= _CHARACTERS:
            yield part
            part, size = [], 0
    if part:
        yield part


def _document() -> list[pa.Field]:
    import pyarrow as pa

    place = [pa.field("block", pa.int64()), pa.field("place", pa.int32())]
    return [*_fields("documents"), *place, pa.field("reason", pa.string())]


def _fields(table: str) -> list[pa.Field]:
    import pyarrow as pa

    types = {
        "VARCHAR": pa.string(),
        "INTEGER": pa.int32(),
        "BIGINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "BIGINT[]": pa.list_(pa.int64()),
    }
    return [pa.field(name, types[kind]) for name, kind in COLUMNS[table].items()]
