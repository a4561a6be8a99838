"""Build a graph on a cluster with Apache Spark (``pip install kgraph[spark]``)."""

from kgraph.engines.spark.build import build_with_spark

__all__ = ["build_with_spark"]
