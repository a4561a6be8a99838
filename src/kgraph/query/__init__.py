"""Ask a store or a graph: entities by name, facts, paths."""

from kgraph.query.find import Card, find, resolve
from kgraph.query.paths import path
from kgraph.query.select import select_facts

__all__ = ["Card", "find", "path", "resolve", "select_facts"]
