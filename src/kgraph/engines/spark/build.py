"""From inputs on a cluster to records as Parquet, derived tables, and a store from them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.engines.spark.load import fill_store
from kgraph.engines.spark.schema import EXTRACTED, EXTRACTION, READ
from kgraph.errors import InputError
from kgraph.graph.steps import derive_tables
from kgraph.store import COLUMNS
from kgraph.store.columns import names_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from kgraph.reading import ReadOptions

__all__ = ["build_with_spark"]

_JSON = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")

# Of one document in several places the first by path and name stays; the others are its duplicates.
_FIRST = """
SELECT *, row_number() OVER (PARTITION BY id ORDER BY path, name, line NULLS FIRST, title NULLS FIRST) AS copy
FROM read WHERE reason IS NULL
"""


def build_with_spark(
    inputs: Sequence[str],
    out: Path,
    options: ReadOptions,
    *,
    master: str | None = None,
    gazetteers: Sequence[Path] = (),
    model: Path | None = None,
    language: str = "",
) -> None:
    """Read, extract and derive on a cluster, and write ``OUT/parquet`` and ``OUT/graph.duckdb``.

    Parameters
    ----------
    inputs : sequence of str
        Paths that Spark reads: Parquet or JSON lines with a text column, or folders of files.
    out : pathlib.Path
        A folder that the driver and all workers see under this name.
    options : ReadOptions
        Which column holds what, as for JSON.
    master : str, optional
        URL of the cluster, or ``local[N]``; Spark's own configuration decides if not given.
    gazetteers : sequence of pathlib.Path
        Gazetteers of the user, at paths that all workers see.
    model : pathlib.Path, optional
        Folder of the model, at such a path; that of kgraph by default.
    language : str
        Fingerprint of the language step, for the store.

    Raises
    ------
    InputError
        If pyspark or pyarrow is not installed, or an input holds no file.
    """
    with _session(master) as spark:
        from kgraph.engines.spark.tables import SparkTables

        records = out / "parquet"
        _read(spark, inputs, options, records)
        _extract(spark, gazetteers, model, records)
        for table in COLUMNS:
            spark.read.parquet(str(records / table)).createOrReplaceTempView(table)
        tables = SparkTables(spark, str(records))
        derive_tables(tables)
        fill_store(out / "graph.duckdb", records, tables.path, language)
    for name in ("read", "new", "extractions", "steps"):
        shutil.rmtree(records / name, ignore_errors=True)


@contextmanager
def _session(master: str | None) -> Iterator[SparkSession]:
    try:
        import pyarrow  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise InputError(
            "the engine spark needs pyspark: pip install 'kgraph[spark]', and Java 17"
        ) from error
    # Workers run the Python that has kgraph: at the same path as here, unless the user says where.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("kgraph")
    if master is not None:
        builder = builder.master(master)
    settings = {
        # "end" is a word of SQL, and a column.
        "spark.sql.ansi.enabled": "true",
        "spark.sql.ansi.doubleQuotedIdentifiers": "true",
        "spark.sql.session.timeZone": "UTC",
        # A document is some hundred rows: a batch is some megabytes.
        "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def _read(spark: SparkSession, inputs: Sequence[str], options: ReadOptions, records: Path) -> None:
    """Documents, duplicates and rejects."""
    from kgraph.engines.spark.work import reader

    read = None
    for path in inputs:
        found = _rows(spark, path).mapInArrow(reader(options.to_json()), READ)
        read = found if read is None else read.unionByName(found)
    if read is None:
        raise InputError("no input: name at least one path")
    _write(read, records / "read")
    spark.read.parquet(str(records / "read")).createOrReplaceTempView("read")
    rejects = spark.sql("SELECT path, reason, line, input FROM read WHERE reason IS NOT NULL")
    _write(rejects, records / "rejects")
    spark.sql(_FIRST).createOrReplaceTempView("copies")
    columns = names_of("documents")
    _write(spark.sql(f"SELECT {columns} FROM copies WHERE copy = 1"), records / "new")
    duplicates = "id AS document, name, title, published, source, url, path, line, input"
    _write(spark.sql(f"SELECT {duplicates} FROM copies WHERE copy > 1"), records / "duplicates")


def _rows(spark: SparkSession, path: str) -> DataFrame:
    """An input as rows of its path and a JSON object, or of its path and bytes."""
    from pyspark.sql import functions as f

    name = path.lower().rstrip("/")
    if name.endswith(".parquet") or _holds(spark, path, ".parquet"):
        return spark.read.parquet(path).select(
            f.col("_metadata.file_path").alias("path"), f.to_json(f.struct("*")).alias("value")
        )
    if name.endswith(_JSON):
        lines = spark.read.text(path).select(f.col("_metadata.file_path").alias("path"), "value")
        return lines.where(f.length(f.trim("value")) > 0)
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)
    return files.select("path", "content")


def _holds(spark: SparkSession, path: str, ending: str) -> bool:
    """Whether a folder, on whatever file system, holds files of that ending."""
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)
    first = files.where(f"path LIKE '%{ending}'").select("path").head(1)
    return bool(first)


def _extract(spark: SparkSession, gazetteers: Sequence[Path], model: Path | None, records: Path) -> None:
    """One row a document with all that was found in it, and from it the tables of the store."""
    from kgraph.engines.spark.work import extractor

    new = spark.read.parquet(str(records / "new"))
    # Small parts: a part that is lost with its worker is done again from its beginning.
    cores = spark.sparkContext.defaultParallelism
    parts = max(cores, -(-new.count() // 1_000))
    paths = [os.path.abspath(path) for path in gazetteers]
    extract = extractor(paths, None if model is None else os.path.abspath(model))
    found = new.repartition(parts, "id").mapInArrow(extract, EXTRACTION)
    _write(found, records / "extractions")
    spark.read.parquet(str(records / "extractions")).createOrReplaceTempView("extractions")
    _write(spark.sql(f"SELECT {names_of('documents')} FROM extractions"), records / "documents")
    for table in EXTRACTED:
        if table != "entities":
            one = f"SELECT one.* FROM (SELECT explode({table}) AS one FROM extractions)"
            _write(spark.sql(one), records / table)
    _write(spark.sql(_ENTITIES), records / "entities")


# Of an entity that documents tell differently each form, in the order in which documents are read.
_ENTITIES = """
SELECT one.id, one.label, one.name, one.attributes, min(struct(path, name)) AS first
FROM (SELECT path, name, explode(entities) AS one FROM extractions)
GROUP BY one.id, one.label, one.name, one.attributes
"""


def _write(frame: DataFrame, path: Path) -> None:
    frame.write.mode("overwrite").parquet(str(path))
