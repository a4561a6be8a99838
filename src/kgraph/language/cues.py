"""The status of a claim and who makes it, from cues around the verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kgraph.language.clauses import PREPOSITIONS, governor_of
from kgraph.language.item import Item, Kind, Member
from kgraph.rules import CueRow, rule_rows

__all__ = ["Cue", "Cues", "Reported"]

# A negation stands within this many items of its verb.
_NEAR = 4
# What stands behind 应 and the names of who asks, within so many items.
_ASKED = ("邀", "约请", "请求", "之约", "之邀", "盛情邀请")
_LONGEST_INVITATION = 8
# A list on one line is no speech: a reporting verb farther off than so many items reports something else.
_FARTHEST_SPEAKER = 200


class Cue(NamedTuple):
    """What decides the status of a claim: the status, and the item that is its cue, -1 if none is."""

    status: str
    item: int = -1


class Reported(NamedTuple):
    """Who is quoted, empty if nobody is, and the item of the verb that reports it, -1 if none does."""

    speakers: tuple[Member, ...]
    verb: int = -1


class Cues:
    """Look up cues around a verb."""

    def __init__(self) -> None:
        self._before: dict[str, str] = {}
        self._near: dict[str, str] = {}
        for row in rule_rows("cues", CueRow):
            target = self._near if row.scope == "near" else self._before
            target.update(dict.fromkeys(row.words, row.status))

    def cue(self, items: Sequence[Item], verb: int, start: int) -> Cue:
        """The status of what ``items[verb]`` tells, and the word that gives it.

        Parameters
        ----------
        items : sequence of Item
        verb : int
        start : int
            The item at which the verb's clause begins.

        Returns
        -------
        Cue
            ``actual`` where no cue says otherwise.
        """
        found = Cue("actual")
        near = _NEAR
        for position in range(verb - 1, start - 1, -1):
            item = items[position]
            if item.kind is Kind.CLOSE:
                break
            if near > 0 and (status := self._near.get(item.text)):
                return Cue(status, position)
            near -= item.kind not in {Kind.LIGHT, Kind.OF}
            if item.kind is Kind.OF and position + 1 < verb:
                near = 0  # 没有参加会见的 | B抵达: what stands before 的 describes B
            if item.kind is Kind.INVITED and _is_invitation(items[position + 1 : verb + 1]):
                continue
            if item.kind is Kind.OF and found.item < 0:
                # What stands before 的 describes the verb's own noun or agent, not the verb.
                continue
            if found.item < 0 and (status := self._before.get(item.text)):
                found = Cue(status, position)
        return found

    @staticmethod
    def speaker(items: Sequence[Item], verb: int, reporting: frozenset[str]) -> Reported:
        """Who is quoted as saying what ``items[verb]`` tells.

        Parameters
        ----------
        items : sequence of Item
        verb : int
        reporting : frozenset of str
            Verbs that report speech.

        Returns
        -------
        Reported
        """
        for position in range(verb - 1, max(0, verb - _FARTHEST_SPEAKER), -1):
            item = items[position]
            if item.kind is not Kind.VERB or item.text not in reporting:
                continue
            if members := _who_reports(items, position):
                return Reported(members, position)
        return Reported(())


def _who_reports(items: Sequence[Item], verb: int) -> tuple[Member, ...]:
    """Who stands before a reporting verb; whom a preposition governs (对B表示) is only told."""
    before = verb - 1
    while before >= 0 and items[before].kind not in {Kind.MARK, Kind.VERB}:
        if items[before].kind is Kind.NAMES:
            governor = governor_of(items, before, 0)
            if governor < 0 or items[governor].kind not in {*PREPOSITIONS, Kind.OTHER_PREPOSITION}:
                return items[before].members
            before = governor
        before -= 1
    return ()


def _is_invitation(following: Sequence[Item]) -> bool:
    """Whether 应 is the preposition of 应A邀请, and not the verb 应 of what ought to be."""
    if following[0].kind in {Kind.NAMES, Kind.OFFICE} and following[-1].text == "要求":
        return True  # 应美国要求
    return any(item.text.startswith(_ASKED) for item in following[:_LONGEST_INVITATION])
