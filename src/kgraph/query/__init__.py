"""Ask a store or a graph: entities by name, facts, timelines, paths, measures, Cypher."""

from kgraph.query.asking import Asking
from kgraph.query.career import Bond, Term
from kgraph.query.chains import Chain, Step
from kgraph.query.days import PERIODS, Period
from kgraph.query.excerpt import excerpt
from kgraph.query.factlist import Facts
from kgraph.query.filtering import Part, fact_condition, filter_facts, filter_graph, nothing_left, part_of
from kgraph.query.filters import FactOptions, Filter, FilterOptions, PageOptions
from kgraph.query.find import Card, find, resolve
from kgraph.query.measures import MEASURES, Change, Measure, PairChange, changes, measures, pair_changes
from kgraph.query.pairs import Pair, count_pairs
from kgraph.query.paths import paths
from kgraph.query.stats import Stats, count
from kgraph.query.table import Table

__all__ = [
    "MEASURES",
    "PERIODS",
    "Asking",
    "Bond",
    "Card",
    "Chain",
    "Change",
    "FactOptions",
    "Facts",
    "Filter",
    "FilterOptions",
    "Measure",
    "PageOptions",
    "Pair",
    "PairChange",
    "Part",
    "Period",
    "Stats",
    "Step",
    "Table",
    "Term",
    "changes",
    "count",
    "count_pairs",
    "excerpt",
    "fact_condition",
    "filter_facts",
    "filter_graph",
    "find",
    "measures",
    "nothing_left",
    "pair_changes",
    "part_of",
    "paths",
    "resolve",
]
