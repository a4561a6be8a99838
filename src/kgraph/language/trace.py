"""What the reading of verb frames looked at, kept only when somebody asks (`kgraph.language.explain`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kgraph.language.attributes import Claim, DateSpan
from kgraph.language.cues import Cue, Reported
from kgraph.language.item import Item, Member
from kgraph.language.rolemap import Roles
from kgraph.rules import PatternRow

__all__ = ["Outcome", "Reading", "Trace", "Tried"]

Pair = tuple[Member, Member]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What decided about the claims of a frame whose sides were found.

    Attributes
    ----------
    pairs : tuple of (Member, Member)
    cue : Cue or None
        None for a noun between the names of its sides (俄乌冲突), which no cue changes.
    reported : Reported
    source : (str, DateSpan or None)
        From :meth:`~kgraph.language.dating.Dating.source`.
    """

    pairs: tuple[Pair, ...]
    cue: Cue | None
    reported: Reported
    source: tuple[str, DateSpan | None]


@dataclass(slots=True)
class Tried:
    """A frame that a trigger called for.

    Attributes
    ----------
    verb : int
        The item of the trigger.
    row : PatternRow
    why : str
        Why it gives nothing, empty if it gives a claim: ``after``, ``unless``, ``transitive``, ``behind``,
        ``governors``, ``statuses`` (the keys of its row that do not hold), ``speaker`` (who speaks is not who
        does it), or what :meth:`~kgraph.language.sides.Sides.pairs` returns.
    roles : Roles or None
        None where the frame was refused before roles were looked for.
    outcome : Outcome or None
    claims : list of Claim
    """

    verb: int
    row: PatternRow
    why: str = ""
    roles: Roles | None = None
    outcome: Outcome | None = None
    claims: list[Claim] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A sentence as a row of items, and the frames tried on it in order."""

    start: int
    end: int
    items: list[Item]
    tried: list[Tried] = field(default_factory=list)


class Trace:
    """Keeps what :meth:`~kgraph.language.patterns.Patterns.match` does, sentence by sentence."""

    def __init__(self) -> None:
        self.readings: list[Reading] = []

    def sentence(self, start: int, end: int, items: Sequence[Item]) -> None:
        """A sentence is read."""
        self.readings.append(Reading(start, end, list(items)))

    def tried(
        self, verb: int, row: PatternRow, why: str, roles: Roles | None, outcome: Outcome | None = None
    ) -> Tried:
        """A frame is tried."""
        kept = None if roles is None else replace(roles, prepositional=dict(roles.prepositional))
        tried = Tried(verb, row, why, kept, outcome)
        self.readings[-1].tried.append(tried)
        return tried
