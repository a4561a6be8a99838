"""From inputs to a filled store: read what is new, extract, write in batches."""

from kgraph.building.cluster import build_on_cluster, left_unfinished
from kgraph.building.fill import check_language, fill
from kgraph.building.report import Report
from kgraph.engines import check_jobs

__all__ = ["Report", "build_on_cluster", "check_jobs", "check_language", "fill", "left_unfinished"]
