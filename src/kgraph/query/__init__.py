"""Ask a store or a graph: entities by name, facts, timelines, paths, measures, Cypher."""

from kgraph.query.around import around
from kgraph.query.asking import Asking
from kgraph.query.career import Bond, Term
from kgraph.query.chains import Chain, Step, paths
from kgraph.query.days import PERIODS, Period
from kgraph.query.factlist import Facts
from kgraph.query.filtering import filter_facts, filter_graph, nothing_left
from kgraph.query.filters import FactOptions, Filter, FilterOptions, PageOptions
from kgraph.query.find import Card, find, resolve
from kgraph.query.measures import MEASURES, Change, Measure, PairChange, changes, measures, pair_changes
from kgraph.query.pairs import Pair, count_pairs, timeline
from kgraph.query.paths import path
from kgraph.query.select import select_facts
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
    "Period",
    "Stats",
    "Step",
    "Table",
    "Term",
    "around",
    "changes",
    "count",
    "count_pairs",
    "filter_facts",
    "filter_graph",
    "find",
    "measures",
    "nothing_left",
    "pair_changes",
    "path",
    "paths",
    "resolve",
    "select_facts",
    "timeline",
]
