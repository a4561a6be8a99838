"""One filter, the same for the page, the exports, the queries and the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import networkx as nx
from typing_extensions import TypedDict

from kgraph.errors import InputError, NotFoundError
from kgraph.graph import build_graph
from kgraph.ontology import labels, relations, statuses
from kgraph.query.around import around
from kgraph.query.find import resolve
from kgraph.query.select import check_date, known_names, select_facts
from kgraph.records import Fact

if TYPE_CHECKING:
    from kgraph.store import Store

__all__ = [
    "CO_OCCURS",
    "FactOptions",
    "Filter",
    "FilterOptions",
    "PageOptions",
    "filter_facts",
    "filter_graph",
    "nothing_left",
]

CO_OCCURS = "CO_OCCURS"


class _Options(TypedDict, total=False):
    hops: int
    label: str | Sequence[str] | None
    status: str | Sequence[str] | None
    since: str | None
    until: str | None
    min_stories: int


class FactOptions(_Options, total=False):
    """The fields of :class:`Filter` but `relation`, as keywords."""

    focus: str | None
    top: int | None


class PageOptions(_Options, total=False):
    """The fields of :class:`Filter` but `focus` and `top`, as keywords."""

    relation: str | Sequence[str] | None


class FilterOptions(FactOptions, total=False):
    """The fields of :class:`Filter` as keywords."""

    relation: str | Sequence[str] | None


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which part of a graph is meant. All conditions count together.

    Attributes
    ----------
    focus : str or None
        A name, an alias or an id: only what lies around it.
    hops : int
        How many facts away from the focus, in any direction.
    relation, label, status : str, sequence of str or None
        One of these. Both ends of a fact must have one of the labels; the focus may have another.
    since, until : str or None
        ISO dates; only facts that may lie between them.
    min_stories : int
        The fewest independent stories of a fact.
    top : int or None
        The most entities: those with the most stories in what the other conditions leave.

    Raises
    ------
    InputError
        If the ontology has no such relation, label or status, a date is none, or a number is too small.

    Examples
    --------
    >>> Filter(relation="meet", since="2023")
    Filter(relation=MEET, since=2023)
    >>> Filter(relation="MEET").replace(until="2024").until
    '2024'
    """

    focus: str | None = None
    hops: int = 1
    relation: str | Sequence[str] | None = None
    label: str | Sequence[str] | None = None
    status: str | Sequence[str] | None = None
    since: str | None = None
    until: str | None = None
    min_stories: int = 1
    top: int | None = None

    def __post_init__(self) -> None:
        """Check the conditions, and spell names as the ontology does."""
        for name, known in (("relation", relations()), ("label", labels()), ("status", statuses())):
            object.__setattr__(self, name, known_names(name, getattr(self, name), known))
        for day in (self.since, self.until):
            check_date(day)
        if self.since and self.until and self.since[: len(self.until)] > self.until[: len(self.since)]:
            raise InputError(f"since {self.since} is after until {self.until}; turn them round")
        for name, least in (("hops", 0), ("min_stories", 1), ("top", 1)):
            number = getattr(self, name)
            if number is not None and number < least:
                raise InputError(f"{name} {number}: must be {least} or more")

    @property
    def given(self) -> dict[str, Any]:
        """The conditions that are set, by name."""
        return {
            field.name: getattr(self, field.name)
            for field in fields(self)
            if getattr(self, field.name) not in (field.default, ())
        }

    @property
    def of_facts(self) -> bool:
        """Whether a condition is on the facts themselves, and not only on entities."""
        return bool(self.given.keys() & {"relation", "status", "since", "until", "min_stories"})

    def replace(self, **options: Any) -> Filter:
        """The same filter with some conditions set anew.

        Raises
        ------
        InputError
            If there is no condition of that name.
        """
        known = {field.name for field in fields(self)}
        for name in options:
            if name not in known:
                raise InputError(f"filter {name!r}: unknown; one of {', '.join(sorted(known))}")
        return replace(self, **options)

    def __str__(self) -> str:
        """The conditions as options of the command line."""
        return " ".join(f"--{name.replace('_', '-')} {_words(value)}" for name, value in self.given.items())

    def __repr__(self) -> str:
        """The conditions that are set."""
        return f"Filter({', '.join(f'{name}={_words(value)}' for name, value in self.given.items())})"


def filter_facts(facts: Iterable[Fact], where: Filter, store: Store) -> list[Fact]:
    """The facts that a filter leaves, in their order.

    Parameters
    ----------
    facts : iterable of Fact
    where : Filter
    store : Store
        For the labels of entities, and the names of the focus.

    Returns
    -------
    list of Fact

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    centres = set(resolve(store, where.focus)) if where.focus else set()
    wanted = [name for name in where.relation or () if name != CO_OCCURS]
    if where.relation and not wanted:
        return []
    kept = list(
        select_facts(
            facts,
            relation=wanted,
            status=where.status,
            since=where.since,
            until=where.until,
            min_stories=where.min_stories,
        )
    )
    if where.label:
        among = _with_labels(store, where.label) | centres
        kept = [fact for fact in kept if fact.subject in among and fact.object in among]
    if where.focus:
        near = set(centres)
        for _ in range(where.hops):
            near |= {
                end
                for fact in kept
                if fact.subject in near or fact.object in near
                for end in (fact.subject, fact.object)
            }
        kept = [fact for fact in kept if fact.subject in near and fact.object in near]
    if where.top is not None:
        strength: Counter[str] = Counter()
        for fact in kept:
            strength.update(dict.fromkeys((fact.subject, fact.object), fact.stories))
        among = _strongest(strength, centres, where.top)
        kept = [fact for fact in kept if fact.subject in among and fact.object in among]
    return kept


def filter_graph(
    graph: nx.MultiDiGraph, where: Filter, facts: Iterable[Fact], store: Store
) -> nx.MultiDiGraph:
    """The part of a graph that a filter leaves.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Of all the store.
    where : Filter
    facts : iterable of Fact
        Of all the store.
    store : Store

    Returns
    -------
    networkx.MultiDiGraph
        `graph` itself if the filter is empty. Where facts are filtered, an edge counts only those
        that fit, entities without any are left out, and ``CO_OCCURS`` edges too, unless the filter
        names that relation.

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    part = graph
    centres = set(resolve(store, where.focus)) if where.focus else set()
    if where.of_facts:
        conditions = Filter(
            relation=where.relation,
            status=where.status,
            since=where.since,
            until=where.until,
            min_stories=where.min_stories,
        )
        kept = filter_facts(facts, conditions, store)
        part = build_graph(store, kept, cooccurrence=CO_OCCURS in (where.relation or ()))
        part = part.subgraph({end for edge in part.edges() for end in edge})
    if where.label:
        wanted = set(where.label)
        part = part.subgraph(
            node for node, label in part.nodes(data="label") if label in wanted or node in centres
        )
    if where.focus:
        part = around(part, centres & set(part), where.hops)
    if where.top is not None:
        strength = Counter(dict.fromkeys(part, 0))
        for subject, other, data in part.edges(data=True):
            if data["relation"] != CO_OCCURS:
                strength.update(dict.fromkeys((subject, other), data["weight"]))
        part = part.subgraph(_strongest(strength, centres, where.top))
    return part


def nothing_left(facts: Iterable[Fact], where: Filter, store: Store) -> NotFoundError:
    """The error for a filter that leaves nothing: it says which condition to drop."""
    facts = list(facts)
    if not facts:
        return NotFoundError(
            "the graph holds no fact; kgraph stats OUT counts what was read, "
            "and with --rejects lists what could not be read"
        )
    hints = []
    for name in where.given:
        if name == "hops":
            continue
        rest = {other: value for other, value in asdict(where).items() if other not in (name, "top")}
        number = len(filter_facts(facts, Filter(**rest), store))
        if number:
            hints.append(f"{number:,} without --{name.replace('_', '-')}")
    return NotFoundError(
        f"no fact fits {where}; " + (f"there are {', '.join(hints)}" if hints else "drop some of it")
    )


def _with_labels(store: Store, wanted: Collection[str]) -> set[str]:
    return {entity for entity, label in store.query("SELECT id, label FROM entities") if label in wanted}


def _strongest(strength: Counter[str], centres: set[str], top: int) -> set[str]:
    """The focus and the strongest others, as many as `top` in all."""
    order = sorted(strength, key=lambda one: (one not in centres, -strength[one], one))
    return set(order[:top])


def _words(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)
