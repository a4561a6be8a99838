"""An open store, and what its questions share."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

import networkx as nx

from kgraph.graph import Condition, build_graph, count_facts
from kgraph.graph import facts as facts_of
from kgraph.query.factlist import Facts
from kgraph.query.filtering import filter_facts, filter_graph
from kgraph.query.filters import Filter
from kgraph.query.find import resolve
from kgraph.records import Fact
from kgraph.store import Store

__all__ = ["Opened", "chosen"]


class Opened:
    """An open store.

    Parameters
    ----------
    store : Store
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @cached_property
    def _graph(self) -> nx.MultiDiGraph:
        return build_graph(self.store)

    @cached_property
    def _labels(self) -> dict[str, str]:
        return dict(self.store.query("SELECT id, label FROM entities"))

    def _ids(self, name: str | None) -> list[str] | None:
        return None if name is None else resolve(self.store, name)

    def _told(
        self, condition: Condition, limit: int | None, sentences: int | None, *, by_day: bool = False
    ) -> Facts:
        found = facts_of(self.store, condition, limit, sentences=sentences, by_day=by_day)
        return Facts(found, total=None if limit is None else count_facts(self.store, condition))

    def _kept(
        self, where: Filter | None, options: Mapping[str, Any], either: Collection[str] | None = None
    ) -> list[Fact]:
        """What is only counted: with one sentence each, the first that says what the fact says."""
        return filter_facts(self.store, chosen(where, options), sentences=1, either=either)

    def _part(self, where: Filter) -> nx.MultiDiGraph:
        return filter_graph(self.store, where) if where.given else self._graph


def chosen(where: Filter | None, options: Mapping[str, Any]) -> Filter:
    """A filter with the conditions that were given as keywords."""
    return (where or Filter()).replace(**options)
