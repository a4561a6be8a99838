"""What reads in the workers: from files, bytes, lines or rows to documents and rejects.

Arrow batches in, Arrow batches out (``mapInArrow``). All of it is kgraph's own reading, so that a document
is the same wherever its bytes come from.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any, TypeAlias
from urllib.parse import unquote

from kgraph.engines.spark.arrow import Batches, Rows, read_batches, rows_of
from kgraph.reading import ReadOptions, Source, read_rows, read_source, read_stream
from kgraph.reading.sniff import Shape
from kgraph.records import Document, Rejected

__all__ = ["Offsets", "plain", "read_contents", "read_files", "read_lines", "read_table"]

Record: TypeAlias = "Document | Rejected"
Task: TypeAlias = "Callable[[Batches], Batches]"
Offsets: TypeAlias = "Mapping[tuple[str, int], int]"
"""Lines before a block of a file that has several, by the file's name and the block's start."""


def plain(url: str, *, encoded: bool = False) -> str:
    """The name of a file as people write it: a path for a file on disk, else its URL.

    Parameters
    ----------
    url : str
    encoded : bool
        Whether its odd characters are written as ``%20``, as Spark's ``_metadata.file_path`` has them.

    Examples
    --------
    >>> plain("file:///news/a%20b.jsonl", encoded=True), plain("hdfs://host/news/100%.txt")
    ('/news/a b.jsonl', 'hdfs://host/news/100%.txt')
    """
    return re.sub(r"^file:/+", "/", unquote(url) if encoded else url)


def read_files(options: str) -> Task:
    """Files that lie where the workers see them: rows of (path, absolute, size, named).

    Parameters
    ----------
    options : str
        As :meth:`kgraph.reading.ReadOptions.to_json` wrote them.
    """

    def read_all(rows: Rows, how: ReadOptions) -> Rows:
        for row in rows:
            source = Source(row["path"], os.fsdecode(row["absolute"]), row["size"], row["named"])
            yield from _placed(read_source(source, how))

    return _task(read_all, options)


def read_contents(options: str) -> Task:
    """Files that Spark has opened: rows of (path, content)."""

    def read_all(rows: Rows, how: ReadOptions) -> Rows:
        for row in rows:
            name = plain(row["path"])
            yield from _placed(read_stream([row["content"]], Source(name, name, len(row["content"])), how))

    return _task(read_all, options)


def read_lines(options: str, offsets: Offsets) -> Task:
    """Files of JSON lines that Spark has cut into blocks: rows of (path, block, value), in order."""

    def read_all(rows: Rows, how: ReadOptions) -> Rows:
        for (path, block), lines in groupby(rows, key=lambda row: (row["path"], row["block"])):
            name = plain(path, encoded=True)
            # Behind the first block it is lines, however long they are.
            form: Shape | None = "jsonl" if block else None
            found: Iterable[Record] = read_stream(_bytes(lines), Source(name, name), how, form)
            before = offsets.get((name, block))
            if before is not None:
                found = (replace(one, line=(one.line or 1) + before) for one in found)
            yield from _placed(found, block)

    return _task(read_all, options)


def read_table(options: str) -> Task:
    """Rows of Parquet, each as a JSON object: rows of (path, number, value)."""

    def read_all(rows: Rows, how: ReadOptions) -> Rows:
        for row in rows:
            name = plain(row["path"], encoded=True)
            line = row["number"] + 1
            yield from _placed(read_rows([(line, row["value"])], Source(name, name), how), line)

    return _task(read_all, options)


def _task(read_all: Callable[[Rows, ReadOptions], Rows], options: str) -> Task:
    def task(batches: Batches) -> Batches:
        yield from read_batches(read_all(rows_of(batches), ReadOptions.from_json(options)))

    return task


def _bytes(lines: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    for line in lines:
        yield line["value"] + b"\n"


def _placed(records: Iterable[Record], block: int = 0) -> Rows:
    for place, record in enumerate(records):
        yield _row(record) | {"block": block, "place": place}


def _row(record: Record) -> dict[str, Any]:
    if isinstance(record, Rejected):
        empty = {"id": "", "name": "", "text": "", "script": ""}
        return empty | asdict(record)
    return asdict(record) | {"reason": None, "passing": False}
