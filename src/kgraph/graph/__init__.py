"""From the store to facts, co-occurrence and a ``networkx.MultiDiGraph``."""

from kgraph.graph.build import build_graph, edge_key, fact_edges
from kgraph.graph.bulk import in_bulk
from kgraph.graph.connected import connected
from kgraph.graph.cooccurrence import Pair, cooccurrences, npmi
from kgraph.graph.derive import derive
from kgraph.graph.facts import Condition, count_facts, facts
from kgraph.graph.names import fold_name
from kgraph.graph.reach import Spread, reached, steps_along
from kgraph.graph.steps import KEPT_FROM

__all__ = [
    "KEPT_FROM",
    "Condition",
    "Pair",
    "Spread",
    "build_graph",
    "connected",
    "cooccurrences",
    "count_facts",
    "derive",
    "edge_key",
    "fact_edges",
    "facts",
    "fold_name",
    "in_bulk",
    "npmi",
    "reached",
    "steps_along",
]
