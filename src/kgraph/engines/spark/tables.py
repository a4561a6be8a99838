"""The derived tables as Spark makes them: each one a Parquet folder and a view of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.graph.steps import DERIVED, Words

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

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
    folder : str
        A path that driver and workers share.
    """

    words = _WORDS

    def __init__(self, spark: SparkSession, folder: str) -> None:
        self.spark = spark
        self.folder = folder
        self._made: dict[str, int] = {}

    def make(self, name: str, select: str) -> None:
        """Make a table, or make it anew: beside the old one, from which it may be made."""
        self._made[name] = self._made.get(name, 0) + 1
        path = self.path(name)
        self.spark.sql(select).write.mode("overwrite").parquet(path)
        self.spark.read.parquet(path).createOrReplaceTempView(name)

    def drop(self, *names: str) -> None:
        """Forget tables that nothing needs any more."""
        for name in names:
            self.spark.catalog.dropTempView(name)

    def number(self, select: str) -> int:
        """The one number that a query gives."""
        return int(self.spark.sql(select).collect()[0][0])

    def path(self, name: str) -> str:
        """Where a table that was made lies; what is made on the way lies apart."""
        return (
            f"{self.folder}/{name}" if name in DERIVED else f"{self.folder}/steps/{name}-{self._made[name]}"
        )
