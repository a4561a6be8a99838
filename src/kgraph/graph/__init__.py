"""From the store to facts, co-occurrence and a ``networkx.MultiDiGraph``."""

from kgraph.graph.build import build_graph, edge_key, fact_edges
from kgraph.graph.cooccurrence import Pair, cooccurrences, npmi
from kgraph.graph.derive import derive
from kgraph.graph.facts import Condition, count_facts, facts
from kgraph.graph.names import fold_name

__all__ = [
    "Condition",
    "Pair",
    "build_graph",
    "cooccurrences",
    "count_facts",
    "derive",
    "edge_key",
    "fact_edges",
    "facts",
    "fold_name",
    "npmi",
]
