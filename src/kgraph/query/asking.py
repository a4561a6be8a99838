"""The questions of the Python API: what a user of an open graph can ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import networkx as nx
from typing_extensions import Unpack

from kgraph.errors import InputError, NotFoundError
from kgraph.query.excerpt import excerpt
from kgraph.query.factlist import Facts
from kgraph.query.filtering import fact_condition, nothing_left
from kgraph.query.filters import FactOptions, Filter, FilterOptions
from kgraph.query.find import Card, find
from kgraph.query.network import NetworkQuestions
from kgraph.query.opened import chosen
from kgraph.query.pairs import Pair, count_pairs
from kgraph.query.stats import Stats, count
from kgraph.query.table import Table
from kgraph.records import Rejected

__all__ = ["Asking"]

_MEETINGS = ("MEET", "CALL")


class Asking(NetworkQuestions):
    """An open store and the questions to it.

    Every question takes the conditions of a :class:`~kgraph.query.Filter` as keywords (`focus`,
    `hops`, `relation`, `label`, `status`, `since`, `until`, `min_stories`, `top`), or a filter as
    `where`; keywords change the conditions of `where`.

    Parameters
    ----------
    store : Store
    """

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
            where = chosen(where, {"relation": relation})
        sides = {"subject": self._ids(subject), "object": self._ids(object), "either": self._ids(about)}
        condition = fact_condition(self.store, chosen(where, options), **sides)
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
        condition = fact_condition(self.store, chosen(where, options), **sides)
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
        where = chosen(where, options)
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

    # Counts

    def stats(self) -> Stats:
        """Counts of documents, stories, entities and facts."""
        return count(self.store)

    def rejects(self) -> list[Rejected]:
        """Inputs that could not become documents, and why."""
        return list(self.store.rejects())

    def why_nothing(self, where: Filter | None = None, **options: Unpack[FilterOptions]) -> NotFoundError:
        """Why a filter leaves no fact: the error that says which condition to drop."""
        return nothing_left(self.store, chosen(where, options))

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
