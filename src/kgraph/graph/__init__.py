"""From the store to facts, co-occurrence and a ``networkx.MultiDiGraph``."""

from kgraph.graph.build import build_graph
from kgraph.graph.cooccurrence import Pair, cooccurrences, npmi
from kgraph.graph.facts import facts, facts_of
from kgraph.graph.stories import count_stories

__all__ = ["Pair", "build_graph", "cooccurrences", "count_stories", "facts", "facts_of", "npmi"]
