"""Who did something with whom, how often, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from kgraph.ontology import relations
from kgraph.query.days import day_of
from kgraph.query.table import Table
from kgraph.records import Fact

__all__ = ["Pair", "count_pairs"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities and what they did together.

    Attributes
    ----------
    first, relation, second : str
        Names and a relation. Of a symmetric relation either could be the first.
    facts, stories : int
        Occasions, and the independent stories that tell them.
    since, until : str or None
        Dates of the first and the last occasion.
    dates : tuple of str
        Of all occasions, in order.
    first_id, second_id : str
    """

    first: str
    relation: str
    second: str
    facts: int
    stories: int
    since: str | None
    until: str | None
    dates: tuple[str, ...]
    first_id: str
    second_id: str


class _Pairs(Table[Pair]):
    shown: ClassVar[tuple[str, ...]] = ("first", "relation", "second", "facts", "stories", "dates")


def count_pairs(facts: Iterable[Fact]) -> Table[Pair]:
    """Facts by pair and relation, the most frequent first.

    Parameters
    ----------
    facts : iterable of Fact

    Returns
    -------
    Table of Pair
    """
    known = relations()
    groups: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        ends = (fact.subject, fact.object)
        first, second = sorted(ends) if known[fact.relation].symmetric else ends
        groups[first, fact.relation, second].append(fact)
    rows = [_pair(*key, members) for key, members in groups.items()]
    rows.sort(key=lambda row: (-row.facts, -row.stories, row.first_id, row.relation, row.second_id))
    return _Pairs(rows, Pair.__slots__)


def _pair(first: str, relation: str, second: str, members: list[Fact]) -> Pair:
    names = {
        end: name
        for fact in members
        for end, name in ((fact.subject, fact.subject_name), (fact.object, fact.object_name))
    }
    dates = tuple(sorted(day for day in map(day_of, members) if day))
    return Pair(
        names[first],
        relation,
        names[second],
        len(members),
        sum(fact.stories for fact in members),
        dates[0] if dates else None,
        dates[-1] if dates else None,
        dates,
        first,
        second,
    )
