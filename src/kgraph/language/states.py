"""Which state a text speaks of where it names an institution without its state."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from kgraph.language.attributes import Found
from kgraph.language.world import World

__all__ = ["States"]

_TELLING = frozenset({"COUNTRY", "INSTITUTION", "PLACE"})


class States:
    """The states that a document names beyond doubt, in order of the text.

    Parameters
    ----------
    mentions : iterable of Found
        In order; those with one candidate count, also institutions and places of a state.
    world : World
    """

    def __init__(self, mentions: Iterable[Found], world: World) -> None:
        self._world = world
        self._ends: list[int] = []
        self._states: list[str] = []
        for found in mentions:
            row = world.row(found.candidates[0]) if len(found.candidates) == 1 else None
            state = world.state_of(row.id) if row is not None and row.label in _TELLING else ""
            if state:
                self._ends.append(found.end)
                self._states.append(state)

    def owner(self, found: Found) -> str:
        """Of the institutions that a name without its state may mean, that of the state last named.

        Parameters
        ----------
        found : Found
            With its candidates.

        Returns
        -------
        str
            Entity id; empty if another state stands right before it (瑞典 | 人民党).
        """
        of: dict[str, str] = {}
        for candidate in found.candidates:
            row = self._world.row(candidate)
            if row is not None and row.country is not None:
                of.setdefault(row.country, candidate)
        before = bisect_right(self._ends, found.start)
        if before and self._ends[before - 1] == found.start and self._states[before - 1] not in of:
            return ""
        told = [*reversed(self._states[:before]), *self._states[before:]]
        return next((of[state] for state in told if state in of), "")
