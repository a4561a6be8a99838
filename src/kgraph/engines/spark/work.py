"""What runs in the workers: from rows to documents, and from documents to what is found in them.

Arrow batches in, Arrow batches out (``mapInArrow``). A worker process loads the pipeline once and keeps it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from spacy.language import Language

from kgraph.engines.spark.schema import EXTRACTED
from kgraph.language import extractions, load
from kgraph.reading import ReadOptions, Source, read_record, read_source
from kgraph.records import Document, Extraction, Rejected
from kgraph.sketches import sketches
from kgraph.store.columns import COLUMNS, as_json

__all__ = ["extractor", "reader"]

if TYPE_CHECKING:
    import pyarrow as pa

Batches: TypeAlias = "Iterator[pa.RecordBatch]"

_DOCUMENT = [field.name for field in fields(Document)]


def reader(options: str) -> Callable[[Batches], Batches]:
    """Rows of (path, value) or (path, content) to documents and rejects.

    Parameters
    ----------
    options : str
        As :meth:`kgraph.reading.ReadOptions.to_json` wrote them.
    """

    def read_all(batches: Batches) -> Batches:
        how = ReadOptions.from_json(options)
        for batch in batches:
            found = [_read_row(one) for row in batch.to_pylist() for one in _records(row, how)]
            if found:
                yield _read_batch(found)

    return read_all


def extractor(gazetteers: Sequence[str], model: str | None = None) -> Callable[[Batches], Batches]:
    """Documents to what is found in them."""

    def extract_all(batches: Batches) -> Batches:
        for batch in batches:
            documents = [Document(**row) for row in batch.to_pylist()]
            nlp = _pipeline(tuple(gazetteers), model)
            rows = [_extraction_row(one) for one in extractions(nlp, documents)]
            if rows:
                yield _extraction_batch(rows)

    return extract_all


@cache
def _pipeline(gazetteers: tuple[str, ...], model: str | None) -> Language:
    return load(gazetteers, model=model)


def _records(row: dict[str, Any], options: ReadOptions) -> Iterator[Document | Rejected]:
    path = row["path"]
    if "value" in row:
        yield from read_record(row["value"], Source(path, path), options)
        return
    # The file may be where only Spark can read: its bytes are read as if it lay here.
    with tempfile.NamedTemporaryFile() as copy:
        copy.write(row["content"])
        copy.flush()
        yield from read_source(Source(path, copy.name, len(row["content"])), options)


def _read_row(record: Document | Rejected) -> dict[str, Any]:
    if isinstance(record, Rejected):
        empty = {"id": "", "name": "", "text": "", "script": ""}
        place = {"path": record.path, "line": record.line, "input": record.path}
        return empty | place | {"reason": record.reason}
    return asdict(record) | {"input": record.path, "reason": None}


def _extraction_row(one: Extraction) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(one.document, name) for name in _DOCUMENT}
    for table in ("sentences", "mentions", "relations"):
        row[table] = [_row(table, record) for record in getattr(one, table)]
    row["entities"] = [
        {
            "id": found.id,
            "label": found.label,
            "name": found.name,
            "attributes": as_json(found.attributes),
            "language": "",
        }
        for found in one.entities
    ]
    sketched = sketches(one.document, one.sentences, one.mentions, one.relations)
    row["sketches"] = [_row("sketches", record) for record in sketched]
    return row


def _row(table: str, record: object) -> dict[str, Any]:
    return {name: getattr(record, name) for name in COLUMNS[table]}


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


def _batch(rows: list[dict[str, Any]], *more: pa.Field) -> pa.RecordBatch:
    """Rows of documents, and of further columns, as Arrow."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist(rows, schema=pa.schema([*_fields("documents"), *more]))


def _read_batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    import pyarrow as pa

    return _batch(rows, pa.field("reason", pa.string()))


def _extraction_batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    import pyarrow as pa

    return _batch(rows, *(pa.field(table, pa.list_(pa.struct(_fields(table)))) for table in EXTRACTED))
