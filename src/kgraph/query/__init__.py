"""Ask a store or a graph: entities by name, facts, paths, counts."""

from kgraph.query.around import around
from kgraph.query.excerpt import excerpt
from kgraph.query.find import Card, find, resolve
from kgraph.query.paths import path
from kgraph.query.select import fact_condition, select_facts
from kgraph.query.stats import Stats, count

__all__ = [
    "Card",
    "Stats",
    "around",
    "count",
    "excerpt",
    "fact_condition",
    "find",
    "path",
    "resolve",
    "select_facts",
]
