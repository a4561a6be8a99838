"""The questions of the Python API: what a user of an open graph can ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import networkx as nx
from typing_extensions import Unpack

from kgraph.errors import InputError, NotFoundError
from kgraph.graph import Condition, build_graph, count_facts
from kgraph.graph import facts as facts_of
from kgraph.query.chains import Chain
from kgraph.query.days import Period
from kgraph.query.excerpt import excerpt
from kgraph.query.factlist import Facts
from kgraph.query.filtering import fact_condition, filter_facts, filter_graph, nothing_left
from kgraph.query.filters import FactOptions, Filter, FilterOptions
from kgraph.query.find import Card, find, resolve
from kgraph.query.measures import (
    Change,
    Measure,
    PairChange,
    changes,
    measures,
    pair_changes,
)
from kgraph.query.pairs import Pair, count_pairs
from kgraph.query.paths import paths
from kgraph.query.stats import Stats, count
from kgraph.query.table import Table
from kgraph.records import Fact, Rejected
from kgraph.store import Store

if TYPE_CHECKING:
    from kgraph.query.cypher import QueryResult

__all__ = ["Asking"]

_MEETINGS = ("MEET", "CALL")


class Asking:
    """An open store and the questions to it.

    Every question takes the conditions of a :class:`~kgraph.query.Filter` as keywords (`focus`,
    `hops`, `relation`, `label`, `status`, `since`, `until`, `min_stories`, `top`), or a filter as
    `where`; keywords change the conditions of `where`.

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

    # Entities

    def find(self, name: str) -> list[Card]:
        """Cards of the entities that have a name, an alias or an id, in either script."""
        return find(self.store, name)

    # Facts

    def facts(
        self,
        subject: str | None = None,
        relation: str | Iterable[str] | None = None,
        object: str | None = None,
        *,
        about: str | None = None,
        limit: int | None = None,
        sentences: int | None = None,
        where: Filter | None = None,
        **options: Unpack[FactOptions],
    ) -> Facts:
        """Facts, the strongest first.

        Parameters
        ----------
        subject, object, about : str, optional
            A name, an alias or an id; `about` stands on either side. Of a symmetric relation either
            side may be the subject.
        relation : str or sequence of str, optional
            Of the ontology.
        limit : int, optional
            The most facts; the attribute ``total`` tells how many there are.
        sentences : int, optional
            The most sentences behind each, the first ones.
        where, options
            See the class.

        Returns
        -------
        Facts
            A list that prints as a table; ``.df()`` makes a pandas data frame of it.

        Raises
        ------
        NotFoundError
            If nothing has a name.
        InputError
            If the ontology has no such relation, label or status, or a date is none.

        Examples
        --------
        >>> kg.facts(subject="王毅", relation="MEET", since="2023")  # doctest: +SKIP
        """
        if relation is not None:
            where = _filter(where, {"relation": relation})
        sides = {"subject": self._ids(subject), "object": self._ids(object), "either": self._ids(about)}
        condition = fact_condition(self.store, _filter(where, options), **sides)
        return self._told(condition, limit, sentences)

    def timeline(
        self,
        first: str | None = None,
        second: str | None = None,
        *,
        limit: int | None = None,
        sentences: int | None = None,
        where: Filter | None = None,
        **options: Unpack[FilterOptions],
    ) -> Facts:
        """Events in the order in which they happened: of one entity, between two, or all.

        Parameters
        ----------
        first, second : str, optional
            Names, aliases or ids.
        limit, sentences : int, optional
            As for :meth:`facts`.
        where, options
            See the class.

        Returns
        -------
        Facts
            Without what lasts, as offices. A fact without a date stands where it was first told.

        Raises
        ------
        NotFoundError, InputError
            As for :meth:`facts`.

        Examples
        --------
        >>> kg.timeline("中国", "美国", since="2023")  # doctest: +SKIP
        """
        sides = {"either": self._ids(first), "other": self._ids(second)}
        condition = fact_condition(self.store, _filter(where, options), **sides)
        return self._told(replace(condition, events=True), limit, sentences, by_day=True)

    def meetings(
        self,
        *names: str,
        limit: int | None = None,
        sentences: int | None = None,
        where: Filter | None = None,
        **options: Unpack[FilterOptions],
    ) -> Facts:
        """Who met whom, when: talks face to face and by telephone that took place, by date.

        Parameters
        ----------
        *names : str
            One name, or two.
        limit, sentences : int, optional
            As for :meth:`facts`.
        where, options
            See the class; without `relation` MEET and CALL, without `status` what took place.
        """
        where = _filter(where, options)
        missing: dict[str, Any] = {} if where.relation else {"relation": _MEETINGS}
        if not where.status:
            missing["status"] = "actual"
        if len(names) > 2:
            raise InputError(f"meetings of {'、'.join(names)}: name one or two")
        first, second = (*names, None, None)[:2]
        where = where.replace(**missing)
        return self.timeline(first, second, limit=limit, sentences=sentences, where=where)

    def pairs(
        self, about: str | None = None, *, where: Filter | None = None, **options: Unpack[FilterOptions]
    ) -> Table[Pair]:
        """Facts by pair and relation, with their dates; the most frequent first.

        Parameters
        ----------
        about : str, optional
            Only pairs with this name, alias or id.
        where, options
            See the class.

        Examples
        --------
        >>> kg.pairs(relation="MEET", label="PERSON", since="2023")  # doctest: +SKIP
        """
        return count_pairs(self._kept(where, options, either=self._ids(about)))

    # The network

    def graph(self, where: Filter | None = None, **options: Unpack[FilterOptions]) -> nx.MultiDiGraph:
        """The graph, or a part of it, as a ``networkx.MultiDiGraph``.

        See :func:`kgraph.graph.build_graph` for what it holds. The object is yours: changing it
        changes nothing on disk.
        """
        copied: nx.MultiDiGraph = self._part(_filter(where, options)).copy()
        for *_, data in (*copied.nodes(data=True), *copied.edges(data=True)):
            data.update((key, list(value)) for key, value in data.items() if isinstance(value, list))
        return copied

    def ego(
        self, name: str, *, where: Filter | None = None, **options: Unpack[FilterOptions]
    ) -> nx.MultiDiGraph:
        """What lies around an entity: :meth:`graph` with a focus.

        Examples
        --------
        >>> kg.ego("王毅", hops=2, relation=["MEET", "VISIT"])  # doctest: +SKIP
        """
        return self.graph(_filter(where, options).replace(focus=name))

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
        condition = fact_condition(self.store, _filter(where, options))
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

        found = query(self._part(_filter(where, options)), cypher)
        if not found:
            found.notes += name_notes(self.store, cypher)
        return found

    # Counts

    def stats(self) -> Stats:
        """Counts of documents, stories, entities and facts."""
        return count(self.store)

    def rejects(self) -> list[Rejected]:
        """Inputs that could not become documents, and why."""
        return list(self.store.rejects())

    def why_nothing(self, where: Filter | None = None, **options: Unpack[FilterOptions]) -> NotFoundError:
        """Why a filter leaves no fact: the error that says which condition to drop."""
        return nothing_left(self.store, _filter(where, options))

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
        """What is only counted: with one sentence each, that of the first day."""
        return filter_facts(self.store, _filter(where, options), sentences=1, either=either)

    def _part(self, where: Filter) -> nx.MultiDiGraph:
        return filter_graph(self.store, where) if where.given else self._graph

    def _excerpt(self, where: Filter, top: int) -> nx.MultiDiGraph:
        """The part of the graph that a filter leaves, for a page: never nothing by a filter.

        Raises
        ------
        NotFoundError
            If the filter leaves no entity.
        """
        part = excerpt(self.store, where, top)
        if not part.graph["whole"]["nodes"] and where.given:
            raise nothing_left(self.store, where)
        return part

    def _shown(self, where: Filter) -> nx.MultiDiGraph:
        """The part of the graph that a filter leaves, for a file: never nothing by a filter.

        Raises
        ------
        NotFoundError
            If the filter leaves no entity.
        """
        part = self._part(where)
        if not part and where.given:
            raise nothing_left(self.store, where)
        return part


def _filter(where: Filter | None, options: Mapping[str, Any]) -> Filter:
    return (where or Filter()).replace(**options)
