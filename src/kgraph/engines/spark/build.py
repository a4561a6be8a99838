"""From inputs on a cluster to records as Parquet, and the derived tables."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.engines.spark.inputs import Listed, list_urls, read_all, unread
from kgraph.engines.spark.schema import EXTRACTED, EXTRACTION, PLACE
from kgraph.engines.spark.session import session
from kgraph.engines.spark.tables import SparkTables
from kgraph.errors import StoreError
from kgraph.graph.steps import derive_tables
from kgraph.reading import ReadOptions, Source
from kgraph.store import COLUMNS
from kgraph.store.columns import names_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["Built", "build_with_spark"]

# Documents of one part, which is done again from its beginning if its worker is lost; and the most parts,
# each of which costs the driver some kilobytes.
_PART, _PARTS = 1_000, 100_000

# The order of reading, as on one machine: by the parts of the input's path, then as they stand in it.
_READ_IN_ORDER = "split(input, '/'), block, place"

# Of one document in several places the first stays; the others are its duplicates.
_COPIES = f"""
SELECT *, row_number() OVER (PARTITION BY id ORDER BY {_READ_IN_ORDER}) AS copy
FROM read WHERE reason IS NULL
"""

# What cannot be read, and documents from which nothing can be extracted, with their duplicates.
_REJECTS = """
SELECT path, reason, line, input FROM read WHERE reason IS NOT NULL
UNION ALL SELECT path, reason, line, input FROM failed
UNION ALL SELECT copies.path, failed.reason, copies.line, copies.input
FROM copies JOIN failed ON failed.id = copies.id WHERE copies.copy > 1
UNION ALL SELECT path, reason, line, input FROM unread
"""

_DUPLICATES = """
SELECT id AS document, name, title, published, source, url, path, line, input
FROM copies LEFT ANTI JOIN failed ON failed.id = copies.id WHERE copy > 1
"""

# Of an entity that documents tell differently each form, in the order of reading.
_ENTITIES = f"""
SELECT one.id, one.label, one.name, one.attributes, min(place) AS first
FROM (SELECT struct({_READ_IN_ORDER}) AS place, explode(entities) AS one FROM extractions)
GROUP BY one.id, one.label, one.name, one.attributes
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What a cluster has built.

    Attributes
    ----------
    sources : list of Source
        The inputs.
    passing : set of str
        Keys of those that could not be opened, which may be otherwise the next time.
    tables : dict of str to pathlib.Path
        Where the Parquet of each table lies.
    """

    sources: list[Source]
    passing: set[str]
    tables: dict[str, Path]


def build_with_spark(
    files: Sequence[Source],
    urls: Sequence[str],
    records: Path,
    options: ReadOptions,
    *,
    master: str | None = None,
    gazetteers: Sequence[Path] = (),
    model: Path | None = None,
) -> Built:
    """Read, extract and derive on a cluster, and write a folder of Parquet for each table.

    Parameters
    ----------
    files : sequence of Source
        Files at paths that all workers see.
    urls : sequence of str
        What Spark opens: files or folders, on any file system that it knows.
    records : pathlib.Path
        A folder that the driver and all workers see under this name.
    options : ReadOptions
    master : str, optional
        URL of the cluster, or ``local[N]``; Spark's own configuration decides if not given.
    gazetteers : sequence of pathlib.Path
        Gazetteers of the user, at paths that all workers see.
    model : pathlib.Path, optional
        Folder of the model, at such a path; that of kgraph by default.

    Returns
    -------
    Built

    Raises
    ------
    InputError
        If pyspark, pyarrow or Java is missing, or a URL holds no file.
    StoreError
        If the workers do not see the folder.
    KgraphError
        If the cluster cannot be reached, or fails.
    """
    folder = Path(os.path.abspath(records))
    with session(master, folder / "steps") as spark:
        tables = SparkTables(spark, folder)
        listed = Listed(list(files), list_urls(spark, urls))
        tables.keep("read", read_all(spark, listed, options))
        if not any(tables.path("read").glob("*.parquet")):
            raise StoreError(
                f"{records}: the workers do not write here; name a folder that driver and workers share"
            )
        seen = tables.column("SELECT DISTINCT input FROM read") if urls else set()
        rejects = [(one.path, one.reason, one.line, one.input) for one in unread(listed, seen)]
        ddl = "path string, reason string, line int, input string"
        spark.createDataFrame(rejects, ddl).createOrReplaceTempView("unread")
        spark.sql(_COPIES).createOrReplaceTempView("copies")
        _extract(spark, tables, gazetteers, model)
        derive_tables(tables)
        passing = tables.column("SELECT DISTINCT input FROM read WHERE passing")
        return Built(listed.sources, passing, tables.kept)


def _extract(
    spark: SparkSession, tables: SparkTables, gazetteers: Sequence[Path], model: Path | None
) -> None:
    """One row a document with all that was found in it, and from it the tables of the store."""
    from kgraph.engines.spark.extraction import extractor

    columns = ", ".join((names_of("documents"), *PLACE))
    tables.keep("new", spark.sql(f"SELECT {columns} FROM copies WHERE copy = 1"))
    new = spark.table("new")
    cores = spark.sparkContext.defaultParallelism
    parts = max(cores, min(_PARTS, -(-new.count() // _PART)))
    extract = extractor(
        [os.path.abspath(path) for path in gazetteers], None if model is None else os.path.abspath(model)
    )
    tables.keep("extractions", new.repartition(parts, "id").mapInArrow(extract, EXTRACTION))
    spark.sql("SELECT * FROM extractions WHERE reason IS NOT NULL").createOrReplaceTempView("failed")
    tables.keep(
        "documents", spark.sql(f"SELECT {names_of('documents')} FROM extractions WHERE reason IS NULL")
    )
    for table in EXTRACTED:
        if table != "entities":
            one = f"SELECT one.* FROM (SELECT explode({table}) AS one FROM extractions)"
            tables.keep(table, spark.sql(one))
    tables.keep("entities", spark.sql(_ENTITIES))
    tables.keep("duplicates", spark.sql(_DUPLICATES))
    tables.keep("rejects", spark.sql(_REJECTS))
    assert set(COLUMNS) <= set(tables.kept)
