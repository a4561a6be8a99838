"""The status of a claim and who makes it, from cues around the verb."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.language.item import Item, Kind, Member
from kgraph.rules import CueRow, rule_rows

__all__ = ["Cues"]

# A negation stands within this many items of its verb.
_NEAR = 4


class Cues:
    """Look up cues around a verb."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}
        self._near: dict[str, str] = {}
        for row in rule_rows("cues", CueRow):
            target = self._near if row.scope == "near" else self._before
            target.update(dict.fromkeys(row.words, row.status))

    def status(self, items: Sequence[Item], verb: int, start: int) -> str:
        """The status of what ``items[verb]`` tells.

        Parameters
        ----------
        items : sequence of Item
        verb : int
        start : int
            The item at which the verb's clause begins.

        Returns
        -------
        str
            ``actual`` where no cue says otherwise.
        """
        found = ""
        for position in range(verb - 1, start - 1, -1):
            item = items[position]
            if item.kind is Kind.CLOSE:
                break
            if verb - position <= _NEAR and (status := self._near.get(item.text)):
                return status
            if item.kind is Kind.OF and not found:
                # What stands before 的 describes the verb's own noun or agent, not the verb.
                continue
            found = found or self._before.get(item.text, "")
        return found or "actual"

    @staticmethod
    def speaker(items: Sequence[Item], verb: int, reporting: frozenset[str]) -> tuple[Member, ...]:
        """Who is quoted as saying what ``items[verb]`` tells, empty if nobody is.

        Parameters
        ----------
        items : sequence of Item
        verb : int
        reporting : frozenset of str
            Verbs that report speech.
        """
        for position in range(verb - 1, 0, -1):
            item = items[position]
            if item.kind is not Kind.VERB or item.text not in reporting:
                continue
            before = position - 1
            while before >= 0 and items[before].kind not in {Kind.NAMES, Kind.MARK, Kind.VERB}:
                before -= 1
            if before >= 0 and items[before].kind is Kind.NAMES:
                return items[before].members
        return ()
