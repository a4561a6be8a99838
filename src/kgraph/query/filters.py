"""One filter, the same for the page, the exports, the queries and the facts: what it says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from typing_extensions import TypedDict

from kgraph.errors import InputError
from kgraph.ontology import labels, relations, statuses
from kgraph.query.days import check_date

__all__ = ["CO_OCCURS", "FactOptions", "Filter", "FilterOptions", "PageOptions"]

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
            object.__setattr__(self, name, _known(name, getattr(self, name), known))
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


def _known(kind: str, given: str | Collection[str] | None, known: Mapping[str, object]) -> tuple[str, ...]:
    """Names of the ontology that a user gives, as one or as several, in its spelling."""
    names = [given] if isinstance(given, str) else list(given or ())
    folded = {name.casefold(): name for name in known}
    for name in names:
        if name.casefold() not in folded:
            raise InputError(f"{kind} {name!r}: unknown; one of {', '.join(known)}")
    return tuple(dict.fromkeys(folded[name.casefold()] for name in names))


def _words(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)
