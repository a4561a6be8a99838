"""From the store to facts, co-occurrence and a ``networkx.MultiDiGraph``."""

from kgraph.graph.behind import EdgeFacts, FactSource
from kgraph.graph.build import build_graph
from kgraph.graph.bulk import in_bulk
from kgraph.graph.connected import connected
from kgraph.graph.cooccurrence import Pair, cooccurrences
from kgraph.graph.derive import derive
from kgraph.graph.edges import EdgeRow, edges
from kgraph.graph.facts import Condition, count_facts, facts
from kgraph.graph.names import fold_name
from kgraph.graph.reach import Spread, reached, steps_along
from kgraph.graph.steps import KEPT_FROM

__all__ = [
    "KEPT_FROM",
    "Condition",
    "EdgeFacts",
    "EdgeRow",
    "FactSource",
    "Pair",
    "Spread",
    "build_graph",
    "connected",
    "cooccurrences",
    "count_facts",
    "derive",
    "edges",
    "facts",
    "fold_name",
    "in_bulk",
    "reached",
    "steps_along",
]
