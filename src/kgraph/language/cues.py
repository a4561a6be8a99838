"""The status of a claim and who makes it, from cues around the verb."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.language.clauses import PREPOSITIONS, governor_of
from kgraph.language.item import Item, Kind, Member
from kgraph.rules import CueRow, rule_rows

__all__ = ["Cues"]

# A negation stands within this many items of its verb.
_NEAR = 4
# What stands behind 应 and the names of who asks, within so many items.
_ASKED = ("邀", "约请", "请求", "之约", "之邀", "盛情邀请")
_LONGEST_INVITATION = 8
# Whoever is the object of such a frame listens.
_TOLD = ("pattern:call", "pattern:meet", "pattern:visit")
# A list on one line is no speech: a reporting verb farther off than so many items reports something else.
_FARTHEST_SPEAKER = 200


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
        near = _NEAR
        for position in range(verb - 1, start - 1, -1):
            item = items[position]
            if item.kind is Kind.CLOSE:
                break
            if near > 0 and (status := self._near.get(item.text)):
                return status
            near -= item.kind not in {Kind.LIGHT, Kind.OF}
            if item.kind is Kind.OF and position + 1 < verb:
                near = 0  # 没有参加会见的 | B抵达: what stands before 的 describes B
            if item.kind is Kind.INVITED and _is_invitation(items[position + 1 : verb + 1]):
                continue
            if item.kind is Kind.OF and not found:
                # What stands before 的 describes the verb's own noun or agent, not the verb.
                continue
            if item.text == "欢迎" and any(one.text.endswith("仪式") for one in items[:position]):
                continue  # 举行仪式欢迎B来访: B is there
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
        for position in range(verb - 1, max(0, verb - _FARTHEST_SPEAKER), -1):
            item = items[position]
            if item.kind is not Kind.VERB or item.text not in reporting:
                continue
            if items[position - 1].kind is Kind.OF:
                continue  # 美方的声明罔顾事实: a noun
            if members := _who_reports(items, position):
                return members
        return ()


def _who_reports(items: Sequence[Item], verb: int) -> tuple[Member, ...]:
    """Who stands before a reporting verb; whom a preposition governs (对B表示) is only told."""
    before = verb - 1
    while before >= 0 and items[before].kind not in {Kind.MARK, Kind.VERB}:
        if items[before].kind is Kind.NAMES:
            governor = governor_of(items, before, 0)
            governed = governor >= 0 and items[governor].kind in {*PREPOSITIONS, Kind.OTHER_PREPOSITION}
            if not governed and not _is_told(items, governor):
                return items[before].members
            before = governor
        before -= 1
    return ()


def _is_told(items: Sequence[Item], governor: int) -> bool:
    """Whether the names behind a verb are whom somebody writes to or meets: 致信B表示."""
    return governor > 0 and any(one.startswith(_TOLD) for one in items[governor].patterns)


def _is_invitation(following: Sequence[Item]) -> bool:
    """Whether 应 is the preposition of 应A邀请, and not the verb 应 of what ought to be."""
    if following[0].kind in {Kind.NAMES, Kind.OFFICE} and following[-1].text == "要求":
        return True  # 应美国要求
    return any(item.text.startswith(_ASKED) for item in following[:_LONGEST_INVITATION])
