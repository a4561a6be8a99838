"""The inputs as Spark sees them: files that workers open by their path, and what only Spark can open."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgraph.engines.spark.reading import Offsets, plain, read_contents, read_files, read_lines, read_table
from kgraph.engines.spark.schema import READ
from kgraph.engines.spark.session import literal
from kgraph.errors import InputError
from kgraph.reading import ReadOptions, Source
from kgraph.records import Rejected

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, DataFrameReader, SparkSession

__all__ = ["Listed", "is_url", "list_urls", "read_all", "unread"]

_LINES = (".jsonl", ".ndjson")
_ROWS = ".parquet"
# What a row of Spark holds at most.
_LARGEST = 2**31 - 1
# Files that one task opens: enough to be worth its start.
_FILES = 500


@dataclass(slots=True)
class Listed:
    """What there is to read.

    Attributes
    ----------
    files : list of Source
        On disks that all workers see.
    urls : list of (str, int)
        Names and sizes of files that Spark opens, as Spark writes them.
    """

    files: list[Source] = field(default_factory=list)
    urls: list[tuple[str, int]] = field(default_factory=list)

    @property
    def sources(self) -> list[Source]:
        """All of it, each file once."""
        named = {source.key: source for source in self.files}
        for url, size in self.urls:
            name = plain(url)
            named.setdefault(name, Source(name, name, size))
        return list(named.values())


def is_url(given: str) -> bool:
    """Whether an input is for Spark to open, and no path.

    >>> is_url("hdfs://host/news"), is_url("file:///news"), is_url("/news/2023"), is_url("news.jsonl")
    (True, True, False, False)
    """
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/", given) is not None and not os.path.lexists(given)


def list_urls(spark: SparkSession, urls: Sequence[str]) -> list[tuple[str, int]]:
    """The files behind URLs, each once.

    Raises
    ------
    InputError
        If there is nothing.
    """
    from pyspark.errors import AnalysisException

    found: dict[str, int] = {}
    for url in urls:
        try:
            # Names and sizes only: the files are not opened.
            files = _binary(spark).load(url).select("path", "length").collect()
        except AnalysisException as error:
            raise InputError(
                f"{url!r}: cannot be found by Spark ({error.getCondition()}); check it"
            ) from error
        if not files:
            raise InputError(
                f"{url!r}: holds no file to read (Spark skips empty ones, and those that start with a dot or "
                "an underscore); check it"
            )
        found.update((row["path"], row["length"]) for row in files)
    return sorted(found.items())


def read_all(spark: SparkSession, listed: Listed, options: ReadOptions) -> DataFrame:
    """Documents and rejects of all inputs, lazily."""
    how = options.to_json()
    frames = []
    if listed.files:
        rows = [(one.path, os.fsencode(one.absolute), one.size, one.named) for one in listed.files]
        files = spark.createDataFrame(rows, "path string, absolute binary, size bigint, named boolean")
        cores = spark.sparkContext.defaultParallelism
        parts = min(len(rows), max(4 * cores, -(-len(rows) // _FILES)))
        frames.append(files.repartition(parts).mapInArrow(read_files(how), READ))
    tables, lines, others = _sorted(listed.urls)
    if tables:
        frames.append(_table(spark, tables).mapInArrow(read_table(how), READ))
    if lines:
        blocks = _lines(spark, lines)
        frames.append(blocks.mapInArrow(read_lines(how, _offsets(blocks)), READ))
    if others:
        # What cannot be opened is told by its absence: see `unread`.
        opened = _binary(spark).option("ignoreCorruptFiles", "true").option("ignoreMissingFiles", "true")
        contents = opened.load(others).select("path", "content")
        frames.append(contents.mapInArrow(read_contents(how), READ))
    read = frames[0]
    for frame in frames[1:]:
        read = read.unionByName(frame)
    return read


def unread(listed: Listed, seen: set[str]) -> list[Rejected]:
    """Files behind URLs of which nothing came.

    Parameters
    ----------
    listed : Listed
    seen : set of str
        Names of the inputs of which there is a document or a reject.
    """
    gone = [(plain(url), size) for url, size in listed.urls if plain(url) not in seen]
    large = f"has more than {_LARGEST:,} bytes, which Spark cannot take at once; split it, or give its path"
    other = "gave nothing to Spark: it is not there any more, or cannot be opened, or has no row; check it"
    return [Rejected(name, large if size > _LARGEST else other, None, name) for name, size in gone]


def _sorted(urls: Sequence[tuple[str, int]]) -> tuple[list[str], list[str], list[str]]:
    """Tables, JSON lines, and files that are read whole."""
    tables: list[str] = []
    lines: list[str] = []
    others: list[str] = []
    for url, size in urls:
        name = url.lower()
        if name.endswith(_ROWS):
            tables.append(literal(url))
        elif name.endswith(_LINES):
            lines.append(literal(url))
        elif size <= _LARGEST:
            others.append(literal(url))
    return tables, lines, others


def _binary(spark: SparkSession) -> DataFrameReader:
    return spark.read.format("binaryFile").option("recursiveFileLookup", "true")


def _table(spark: SparkSession, urls: list[str]) -> DataFrame:
    from pyspark.sql import functions as f

    return (
        spark.read.option("mergeSchema", "true")
        .parquet(*urls)
        .select(
            f.col("_metadata.file_path").alias("path"),
            f.col("_metadata.row_index").alias("number"),
            f.to_json(f.struct("*"), {"ignoreNullFields": "false"}).alias("value"),
        )
    )


def _lines(spark: SparkSession, urls: list[str]) -> DataFrame:
    """Lines as bytes, for they may be in any encoding, and where they stand."""
    from pyspark.sql import functions as f

    return (
        spark.read.option("lineSep", "\n")
        .text(urls)
        .select(
            f.col("_metadata.file_path").alias("path"),
            f.col("_metadata.file_block_start").alias("block"),
            f.col("value").cast("binary").alias("value"),
        )
    )


def _offsets(blocks: DataFrame) -> Offsets:
    """For files that Spark cuts into blocks the lines before each."""
    counted: dict[str, list[tuple[int, int]]] = {}
    for row in blocks.groupBy("path", "block").count().collect():
        counted.setdefault(plain(row["path"], encoded=True), []).append((row["block"], row["count"]))
    offsets: dict[tuple[str, int], int] = {}
    for name, parts in counted.items():
        before = 0
        for block, count in sorted(parts) if len(parts) > 1 else ():
            offsets[name, block] = before
            before += count
    return offsets
