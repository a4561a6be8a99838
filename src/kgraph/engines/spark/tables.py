"""The tables as Spark makes them: each one a Parquet folder and a view of its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.engines.spark.session import literal
from kgraph.graph.steps import DERIVED, Words

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SparkTables"]

_WORDS = Words(
    seeds="""aggregate(
        array_sort(collect_list(named_struct('width', until - since, 'since', since, 'until', until))),
        CAST(array() AS ARRAY<STRUCT<width: INT, since: INT, until: INT>>),
        (seeds, one) -> IF(exists(seeds, seed -> seed.since <= one.until AND one.since <= seed.until),
            seeds, concat(seeds, array(one))))"""
)


class SparkTables:
    """Tables of a Spark session.

    Each is written before the next one is made, so that a lost worker costs one step and the plan of a
    step stays small.

    Parameters
    ----------
    spark : pyspark.sql.SparkSession
    folder : pathlib.Path
        A folder that driver and workers share.

    Attributes
    ----------
    kept : dict of str to pathlib.Path
        Where the tables lie that are worth keeping.
    """

    words = _WORDS

    def __init__(self, spark: SparkSession, folder: Path) -> None:
        self.spark = spark
        self.folder = folder
        self.kept: dict[str, Path] = {}
        self._made = 0

    def keep(self, name: str, frame: DataFrame) -> None:
        """Write a table of records."""
        self.kept[name] = self.path(name)
        self._write(name, frame, self.kept[name])

    def make(self, name: str, select: str) -> None:
        """Make a table, or make it anew: beside the old one, from which it may be made."""
        if name in DERIVED:
            self.keep(name, self.spark.sql(select))
            return
        self._made += 1
        self._write(name, self.spark.sql(select), self.folder / "steps" / f"{self._made}-{name}")

    def rename(self, name: str, new: str) -> None:
        """Give a table the name of another one, which goes."""
        self.spark.table(name).createOrReplaceTempView(new)
        self.drop(name)

    def drop(self, *names: str) -> None:
        """Forget tables that nothing needs any more."""
        for name in names:
            self.spark.catalog.dropTempView(name)

    def number(self, select: str) -> int:
        """The one number that a query gives."""
        return int(self.spark.sql(select).collect()[0][0])

    def column(self, select: str) -> set[Any]:
        """The values of a query's one column."""
        return {row[0] for row in self.spark.sql(select).collect()}

    def path(self, name: str) -> Path:
        """Where a table that is kept lies."""
        return self.folder / name

    def _write(self, name: str, frame: DataFrame, path: Path) -> None:
        # As a URL, for a path alone may mean the cluster's own file system; what Spark reads is a pattern.
        url = f"file://{path}"
        frame.write.mode("overwrite").parquet(url)
        self.spark.read.schema(frame.schema).parquet(literal(url)).createOrReplaceTempView(name)
