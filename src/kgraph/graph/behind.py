"""The facts behind the edges of a graph, read when they are first looked at.

Of a hub's thousands of edges a user looks into a few, while the sentences behind them all are most of what
would have to be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, MutableSequence
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, NamedTuple, overload

from kgraph.errors import StoreError
from kgraph.graph.facts import Condition, facts
from kgraph.records import Fact
from kgraph.store import Store

__all__ = ["Edge", "EdgeFacts", "FactSource"]

# Edges that are read one at a time; who looks into more of them will look into all.
_ONE_BY_ONE = 8


class Edge(NamedTuple):
    """What makes facts one edge: the same two sides and relation, of an office the same title."""

    subject: str
    object: str
    relation: str
    title: str | None


class FactSource:
    """Some facts of a store, by the edges that they stand behind.

    Parameters
    ----------
    store : Store
        Read when it is needed; if it is closed by then, its file once more.
    condition : Condition, optional
        Which facts; all if not given.
    sentences : int, optional
        The most sentences of each.
    """

    def __init__(
        self, store: Store, condition: Condition | None = None, sentences: int | None = None
    ) -> None:
        self.store = store
        self.condition = condition or Condition()
        self.sentences = sentences
        self._all: dict[Edge, list[Fact]] | None = None
        self._asked = 0

    def read(self) -> list[Fact]:
        """All facts, the strongest first; those of each edge are then at hand."""
        found = self._read(self.condition)
        self._all = _by_edge(found)
        return found

    def of(self, edge: Edge) -> list[Fact]:
        """The facts of an edge, by date."""
        if self._all is None:
            self._asked += 1
            if self._asked <= _ONE_BY_ONE and not self.condition.ids and not self.store.closed:
                only = replace(self.condition, both=edge[:2], relation=(edge.relation,))
                return _by_edge(self._read(only)).get(edge, [])
            self.read()
            assert self._all is not None
        return self._all.get(edge, [])

    def _read(self, condition: Condition) -> list[Fact]:
        here = nullcontext(self.store) if not self.store.closed else Store(self.store.path, read_only=True)
        with here as store:
            return facts(store, condition, sentences=self.sentences)


def _by_edge(found: Iterable[Fact]) -> dict[Edge, list[Fact]]:
    edges: defaultdict[Edge, list[Fact]] = defaultdict(list)
    for fact in found:
        edges[Edge(fact.subject, fact.object, fact.relation, fact.title)].append(fact)
    for behind in edges.values():
        behind.sort(key=lambda fact: (fact.date_from or "9999", fact.date_to or ""))
    return dict(edges)


class EdgeFacts(MutableSequence[Fact]):
    """The facts behind one edge, by date: a list that is read from the store when it is first looked into.

    How many there are is known without reading. A pickled or deeply copied one is a plain list.

    Parameters
    ----------
    source : FactSource
    edge : tuple
        What makes an :class:`Edge`.
    counts : tuple of int
        How many facts there are, and how many stories and sentences they have together.

    Raises
    ------
    StoreError
        When it is looked into, if the store was closed and has changed since the edge was read.
    """

    __slots__ = ("_counts", "_edge", "_facts", "_source")

    def __init__(
        self, source: FactSource, edge: tuple[str, str, str, str | None], counts: tuple[int, int, int]
    ) -> None:
        self._source = source
        self._edge = edge
        self._counts = counts
        self._facts: list[Fact] | None = None

    @property
    def _read(self) -> list[Fact]:
        if self._facts is None:
            found = self._source.of(Edge(*self._edge))
            counts = len(found), sum(one.stories for one in found), sum(one.sentences for one in found)
            if counts != self._counts:
                raise StoreError(
                    f"{self._source.store.path}: has changed since the graph was read from it; ask for the "
                    "graph again"
                )
            self._facts = list(found)
        return self._facts

    def __len__(self) -> int:
        """How many facts there are."""
        return self._counts[0] if self._facts is None else len(self._facts)

    @overload
    def __getitem__(self, index: int) -> Fact: ...
    @overload
    def __getitem__(self, index: slice) -> list[Fact]: ...
    def __getitem__(self, index: int | slice) -> Fact | list[Fact]:
        """A fact, or a list of some."""
        return self._read[index]

    def __setitem__(self, index: Any, value: Any) -> None:
        """Put something else in a place."""
        self._read[index] = value

    def __delitem__(self, index: int | slice) -> None:
        """Take facts away."""
        del self._read[index]

    def insert(self, index: int, value: Fact) -> None:
        """Put a fact before a place."""
        self._read.insert(index, value)

    def copy(self) -> EdgeFacts:
        """The same facts once more, read only if these were."""
        other = EdgeFacts(self._source, self._edge, self._counts)
        other._facts = None if self._facts is None else list(self._facts)
        return other

    __copy__ = copy

    def __eq__(self, other: object) -> bool:
        """Whether another sequence holds the same facts."""
        if isinstance(other, EdgeFacts):
            return self._read == other._read
        return self._read == other if isinstance(other, list) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # as of any list

    def __repr__(self) -> str:
        """As a list."""
        return repr(self._read)

    def __reduce__(self) -> tuple[Any, ...]:
        """As a plain list, which no store stands behind."""
        return list, (list(self._read),)
