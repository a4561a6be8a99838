"""The engine for clusters: Apache Spark reads, extracts and derives."""

from kgraph.engines.spark.build import Built, build_with_spark
from kgraph.engines.spark.inputs import is_url
from kgraph.engines.spark.load import fill_store

__all__ = ["Built", "build_with_spark", "fill_store", "is_url"]
