"""Who stands in the middle, by period, and what changed between two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

import networkx as nx
import numpy as np

from kgraph.errors import InputError
from kgraph.ontology import relations
from kgraph.query.days import Period, check_period, day_of, period_of, window
from kgraph.query.pairs import count_pairs
from kgraph.query.table import Table
from kgraph.records import Fact

__all__ = ["MEASURES", "Change", "Measure", "PairChange", "changes", "measures", "pair_changes"]

MEASURES = ("degree", "strength", "betweenness", "pagerank")
# Shortest paths are counted from all entities up to about this many (entities times ties), beyond
# from a sample of entities: exact counts of a large graph take minutes.
_EXACT = 5_000_000
_SEED = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What the network of a period says of one entity.

    Attributes
    ----------
    period : str
        ``all`` where the facts were not split.
    name, label : str
    degree : int
        Number of entities that it shares a fact with.
    strength : int
        Stories of the facts it takes part in.
    betweenness : float
        Share of the shortest paths between others that pass it (Freeman 1977), 0 to 1.
    pagerank : float
        Share of a walk along ties, by stories (Brin & Page 1998), damping 0.85; sums to 1.
    community : int
        1 is the largest; by the Louvain method (Blondel et al. 2008), weighted by stories.
    leader : str
        The member of the community with the highest strength: a name for it.
    id : str
    """

    period: str
    name: str
    label: str
    degree: int
    strength: int
    betweenness: float
    pagerank: float
    community: int
    leader: str
    id: str


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of an entity in two periods; `rank` counts from 1, None where it is not there."""

    name: str
    label: str
    before: float
    after: float
    difference: float
    rank_before: int | None
    rank_after: int | None
    id: str


@dataclass(frozen=True, slots=True)
class PairChange:
    """Occasions of a pair and relation in two periods."""

    first: str
    relation: str
    second: str
    before: int
    after: int
    difference: int
    first_id: str
    second_id: str


def measures(facts: Iterable[Fact], labels: Mapping[str, str], by: Period | None = None) -> Table[Measure]:
    """Centrality and communities, in all or for each period.

    The network has a tie between any two entities that share an event, weighted by stories and
    without direction. What lasts (offices, memberships, places) is no event; a fact counts in the
    period in which it began, and in none if its date is too coarse to tell.

    Parameters
    ----------
    facts : iterable of Fact
    labels : mapping of str to str
        Label of each entity, by id.
    by : {'year', 'quarter', 'month'}, optional

    Returns
    -------
    Table of Measure
        By period, then by strength.

    Notes
    -----
    Beyond some 5 million (entities times ties) the betweenness is estimated from a sample of
    entities, the same at every run (Brandes & Pich 2007).
    """
    if by is not None:
        check_period(by)
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in _events(facts):
        period = "all" if by is None else period_of(day_of(fact), by)
        if period:
            groups[period].append(fact)
    return Table(
        [row for period in sorted(groups) for row in _measured(period, groups[period], labels)],
        Measure.__slots__,
    )


def changes(
    facts: Iterable[Fact], labels: Mapping[str, str], before: str, after: str, of: str = "strength"
) -> Table[Change]:
    """How a measure of each entity differs between two periods, the greatest differences first.

    Parameters
    ----------
    facts : iterable of Fact
    labels : mapping of str to str
    before, after : str
        Periods as ``2022``, ``2022-Q3``, ``2022-07`` or ``2016/2020``.
    of : {'strength', 'degree', 'betweenness', 'pagerank'}

    Raises
    ------
    InputError
        If a period is none, or there is no such measure.
    """
    if of not in MEASURES:
        raise InputError(f"measure {of!r}: unknown; one of {', '.join(MEASURES)}")
    facts = list(facts)
    tables = [{row.id: row for row in measures(_in(facts, period), labels)} for period in (before, after)]
    values = [{one: getattr(row, of) for one, row in table.items()} for table in tables]
    ranks = [
        {one: place for place, one in enumerate(sorted(found, key=lambda one: (-found[one], one)), 1)}
        for found in values
    ]
    rows = []
    for entity in {**values[0], **values[1]}:
        known = tables[1].get(entity) or tables[0][entity]
        old, new = (found.get(entity, 0) for found in values)
        rank_before, rank_after = (found.get(entity) for found in ranks)
        rows.append(
            Change(known.name, known.label, old, new, round(new - old, 6), rank_before, rank_after, entity)
        )
    rows.sort(key=lambda row: (-abs(row.difference), -row.after, row.id))
    return Table(rows, Change.__slots__)


def pair_changes(facts: Iterable[Fact], before: str, after: str) -> Table[PairChange]:
    """How often each pair did something in two periods, the greatest differences first.

    Parameters
    ----------
    facts : iterable of Fact
    before, after : str
        As for :func:`changes`.
    """
    facts = list(facts)
    tables = [
        {(row.first_id, row.relation, row.second_id): row for row in count_pairs(_in(facts, period))}
        for period in (before, after)
    ]
    rows = []
    for key in {**tables[0], **tables[1]}:
        known = tables[1].get(key) or tables[0][key]
        old, new = (table[key].facts if key in table else 0 for table in tables)
        rows.append(
            PairChange(known.first, known.relation, known.second, old, new, new - old, key[0], key[2])
        )
    rows.sort(key=lambda row: (-abs(row.difference), -row.after, row.first_id, row.relation, row.second_id))
    return Table(rows, PairChange.__slots__)


def _events(facts: Iterable[Fact]) -> list[Fact]:
    known = relations()
    return [fact for fact in facts if not known[fact.relation].state and fact.subject != fact.object]


def _in(facts: Iterable[Fact], period: str) -> list[Fact]:
    """The events that began in a period, so far as their date is fine enough to tell."""
    since, until = window(period)
    first, last = _first_day(since), _last_day(until)
    return [
        fact
        for fact in _events(facts)
        if (day := day_of(fact)) and first <= _first_day(day) and _last_day(day) <= last
    ]


def _first_day(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def _last_day(date: str) -> str:
    """The last day of a date, so far as order goes: a 31st of every month."""
    return date + "-12-31"[len(date) - 4 :] if len(date) < 10 else date


def _measured(period: str, facts: list[Fact], labels: Mapping[str, str]) -> list[Measure]:
    names: dict[str, str] = {}
    ties: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        names |= {fact.subject: fact.subject_name, fact.object: fact.object_name}
        first, second = sorted((fact.subject, fact.object))
        ties[first, second] += fact.stories
    ids = sorted(names)
    # Whole numbers, in one order: the communities of networkx depend on the order of sets.
    place = {entity: number for number, entity in enumerate(ids)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(ids)))
    graph.add_weighted_edges_from(
        (place[first], place[second], weight) for (first, second), weight in sorted(ties.items())
    )
    strength = dict(graph.degree(weight="weight"))
    between = _betweenness(graph)
    rank = _pagerank(graph)
    community: dict[int, int] = {}
    leader: dict[int, int] = {}
    found = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    for number, members in enumerate(sorted(found, key=lambda one: (-len(one), min(one))), 1):
        head = min(members, key=lambda one: (-strength[one], one))
        community |= dict.fromkeys(members, number)
        leader |= dict.fromkeys(members, head)
    rows = [
        Measure(
            period,
            names[entity],
            labels.get(entity, ""),
            graph.degree[node],
            strength[node],
            round(between[node], 6),
            round(rank[node], 6),
            community[node],
            names[ids[leader[node]]],
            entity,
        )
        for node, entity in enumerate(ids)
    ]
    return sorted(rows, key=lambda row: (-row.strength, -row.degree, row.id))


def _betweenness(graph: nx.Graph) -> dict[int, float]:
    size = len(graph) * graph.number_of_edges()
    sample = None if size <= _EXACT else max(50, ceil(_EXACT / graph.number_of_edges()))
    if sample is not None and sample >= len(graph):
        sample = None
    found: dict[int, float] = nx.betweenness_centrality(graph, k=sample, seed=_SEED)
    return found


def _pagerank(graph: nx.Graph, damping: float = 0.85, tolerance: float = 1e-10) -> list[float]:
    """PageRank by power iteration; that of networkx needs scipy, which nothing else here does."""
    size = len(graph)
    if not size:
        return []
    edges = np.array([(one, other) for one, other in graph.edges()], dtype=np.int64).reshape(-1, 2)
    weight = np.array([data for *_, data in graph.edges(data="weight")], dtype=float)
    source = np.concatenate([edges[:, 0], edges[:, 1]])
    target = np.concatenate([edges[:, 1], edges[:, 0]])
    weight = np.concatenate([weight, weight])
    out = np.bincount(source, weight, size)
    share = weight / out[source]
    rank = np.full(size, 1.0 / size)
    for _ in range(1000):
        lost = rank[out == 0].sum() / size
        new = (1 - damping) / size + damping * (np.bincount(target, share * rank[source], size) + lost)
        if np.abs(new - rank).sum() < tolerance:
            return [float(value) for value in new]
        rank = new
    return [float(value) for value in rank]
