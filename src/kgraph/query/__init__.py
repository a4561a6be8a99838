"""Ask a store or a graph: entities by name, facts, paths, counts."""

from kgraph.query.around import around
from kgraph.query.career import Bond, Term
from kgraph.query.find import Card, find, resolve
from kgraph.query.paths import path
from kgraph.query.select import select_facts
from kgraph.query.stats import Stats, count

__all__ = ["Bond", "Card", "Stats", "Term", "around", "count", "find", "path", "resolve", "select_facts"]
