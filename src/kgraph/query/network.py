"""The questions to the graph as a network: parts of it, chains, measures, Cypher."""

from __future__ import annotations

from collections.abc import MutableSequence
from copy import copy
from typing import TYPE_CHECKING

import networkx as nx
from typing_extensions import Unpack

from kgraph.graph import in_bulk
from kgraph.query.chains import Chain
from kgraph.query.days import Period
from kgraph.query.filtering import fact_condition, filter_graph
from kgraph.query.filters import Filter, FilterOptions
from kgraph.query.find import resolve
from kgraph.query.measures import Change, Measure, PairChange, changes, measures, pair_changes
from kgraph.query.opened import Opened, chosen
from kgraph.query.paths import paths
from kgraph.query.table import Table

if TYPE_CHECKING:
    from kgraph.query.cypher import QueryResult

__all__ = ["NetworkQuestions"]


class NetworkQuestions(Opened):
    """An open store and the questions to its network; conditions as :class:`Asking` tells."""

    def graph(
        self, where: Filter | None = None, *, sentences: int | None = None, **options: Unpack[FilterOptions]
    ) -> nx.MultiDiGraph:
        """The graph, or a part of it, as a ``networkx.MultiDiGraph``.

        See :func:`kgraph.graph.build_graph` for what it holds. The object is yours: changing it
        changes nothing on disk.

        Parameters
        ----------
        where, options
            See the class.
        sentences : int, optional
            The most sentences behind each fact, the first ones; all if not given, which of a decade of
            news are most of what has to be read.
        """
        part = chosen(where, options)
        if part.given or sentences is not None:
            return filter_graph(self.store, part, sentences=sentences)
        return _copied(self._graph)

    def ego(
        self,
        name: str,
        *,
        sentences: int | None = None,
        where: Filter | None = None,
        **options: Unpack[FilterOptions],
    ) -> nx.MultiDiGraph:
        """What lies around an entity, and between what lies there: :meth:`graph` with a focus.

        Examples
        --------
        >>> kg.ego("王毅", hops=2, relation=["MEET", "VISIT"])  # doctest: +SKIP
        """
        return self.graph(chosen(where, options).replace(focus=name), sentences=sentences)

    def path(
        self, first: str, last: str, *, where: Filter | None = None, **options: Unpack[FilterOptions]
    ) -> Chain:
        """The shortest chain of facts between two names; empty if there is none."""
        chains = self.paths(first, last, 1, where=where, **options)
        return chains[0] if chains else Chain()

    def paths(
        self,
        first: str,
        last: str,
        most: int = 3,
        *,
        where: Filter | None = None,
        **options: Unpack[FilterOptions],
    ) -> list[Chain]:
        """The shortest chains of facts between two names; see :func:`kgraph.query.paths`.

        Examples
        --------
        >>> for chain in kg.paths("马英九", "布林肯"):  # doctest: +SKIP
        ...     print(chain, chain.facts[0].evidence[0].text)
        """
        condition = fact_condition(self.store, chosen(where, options))
        return paths(
            self.store, resolve(self.store, first), resolve(self.store, last), most, condition=condition
        )

    def measures(
        self, by: Period | None = None, *, where: Filter | None = None, **options: Unpack[FilterOptions]
    ) -> Table[Measure]:
        """Degree, betweenness, PageRank and communities, in all or by year, quarter or month.

        See :func:`kgraph.query.measures`.

        Examples
        --------
        >>> kg.measures("year", label="COUNTRY").df().pivot(  # doctest: +SKIP
        ...     index="name", columns="period", values="pagerank"
        ... )
        """
        return measures(self._kept(where, options), self._labels, by)

    def change(
        self,
        before: str,
        after: str,
        of: str = "strength",
        *,
        where: Filter | None = None,
        **options: Unpack[FilterOptions],
    ) -> Table[Change]:
        """How a measure of each entity differs between two periods.

        Parameters
        ----------
        before, after : str
            As ``2022``, ``2022-Q3``, ``2022-07`` or ``2016/2020``.
        of : {'strength', 'degree', 'betweenness', 'pagerank'}
        where, options
            See the class.
        """
        return changes(self._kept(where, options), self._labels, before, after, of)

    def pair_change(
        self, before: str, after: str, *, where: Filter | None = None, **options: Unpack[FilterOptions]
    ) -> Table[PairChange]:
        """How often each pair did something in two periods; see :meth:`change`."""
        return pair_changes(self._kept(where, options), before, after)

    def query(
        self, cypher: str, *, where: Filter | None = None, **options: Unpack[FilterOptions]
    ) -> QueryResult:
        """Rows of a Cypher query; see :func:`kgraph.query.cypher.query`.

        Raises
        ------
        InputError
            If the query cannot be read; the message points at the place.

        Examples
        --------
        >>> kg.query('MATCH (a)-[r:MEET]-(b) WHERE a.name = "王毅" RETURN b.name, r.first')  # doctest: +SKIP
        """
        from kgraph.query.cypher import query  # with its parser, only where it is needed
        from kgraph.query.cyphernames import name_notes

        found = query(self._part(chosen(where, options)), cypher)
        if not found:
            found.notes += name_notes(self.store, cypher)
        return found


@in_bulk
def _copied(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    copied: nx.MultiDiGraph = graph.copy()
    for *_, data in (*copied.nodes(data=True), *copied.edges(data=True)):
        data.update((key, copy(value)) for key, value in data.items() if isinstance(value, MutableSequence))
    return copied
