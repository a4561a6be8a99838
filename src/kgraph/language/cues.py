"""The status of a claim and who makes it, from cues around the verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kgraph.language.clauses import PREPOSITIONS, clause_end, clause_start, governor_of, opening_of
from kgraph.language.item import ASPECTS, Item, Kind, Member
from kgraph.rules import CueRow, rule_rows

__all__ = ["Cue", "Cues", "Reported"]

# A negation stands within this many items of its verb.
_NEAR = 4
# So many items with the marks around them are a term in quotes, and no sentence.
_TERM = 4
# What stands behind 应 and the names of who asks, within so many items.
_ASKED = ("邀", "约请", "请求", "之约", "之邀", "盛情邀请")
_LONGEST_INVITATION = 8
# Whoever is the object of such a frame listens.
_TOLD = ("pattern:call", "pattern:meet", "pattern:visit")
# What ends a phrase of time between a speaker and his verb.
_MEANWHILE = frozenset({"时", "期间", "后"})
_GOING_ON = frozenset({"并", "并且", "而且"})
_ENDS = frozenset("。！？!?…")
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
    """Look up cues around a verb.

    Parameters
    ----------
    reporting : frozenset of str
        Verbs that report speech.
    saying : frozenset of str
        Those of them that also stand behind the words that they report: …，王毅说。
    """

    def __init__(self, reporting: frozenset[str], saying: frozenset[str]) -> None:
        self.reporting, self.saying = reporting, saying
        self._by_scope: dict[str, dict[str, str]] = {"before": {}, "near": {}, "clause": {}, "behind": {}}
        self._wished: dict[str, str] = {}
        for row in rule_rows("cues", CueRow):
            self._by_scope[row.scope].update(dict.fromkeys(row.words, row.status))
            if row.wished:
                self._wished.update(dict.fromkeys(row.words, row.wished))

    @property
    def negations(self) -> frozenset[str]:
        """The words that negate a verb behind them."""
        return frozenset(word for word, status in self._by_scope["near"].items() if status == "negated")

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
        asked = self._asked(items, verb, start)
        if asked is not None:
            return asked
        told = self._told(items, verb, start)
        return self._going_on(items, start) if told.item < 0 else told

    def _asked(self, items: Sequence[Item], verb: int, start: int) -> Cue | None:
        """A question or a condition, which leaves open all that its clause says."""
        words, behind = self._by_scope["clause"], self._by_scope["behind"]
        for position in range(verb - 1, start - 1, -1):
            if items[position].kind is Kind.CLOSE:
                break
            if status := words.get(items[position].text):
                return Cue(status, position)
        for position in range(verb + 1, clause_end(items, verb)):
            if status := behind.get(items[position].text):
                return Cue(status, position)
        return None

    def _told(self, items: Sequence[Item], verb: int, start: int) -> Cue:
        found = Cue("actual")
        before, nearby = self._by_scope["before"], self._by_scope["near"]
        near = _NEAR
        position = verb
        while position > start:
            position -= 1
            item = items[position]
            if item.kind is Kind.CLOSE:
                opening = opening_of(items, position, start)
                if position - opening > _TERM:
                    break
                position = opening  # 共建“一带一路”: a term in quotes is none of somebody's words
                continue
            if item.kind is Kind.TAKING:
                continue  # 将 there is no future
            if near > 0 and (status := nearby.get(item.text)):
                if status != "negated" or position == start or nearby.get(items[position - 1].text) != status:
                    return Cue(self._under_wish(items, position, start, status), position)
                position -= 1  # 没有否认, 不会不: two negations are none
                continue
            near -= item.kind not in {Kind.LIGHT, Kind.OF}
            if item.kind is Kind.OF and position + 1 < verb and not _is_toward(items, position):
                near = 0  # 没有参加会见的 | B抵达: what stands before 的 describes B
            if item.kind is Kind.INVITED and _is_invitation(items[position + 1 : verb + 1]):
                continue
            if item.kind is Kind.OF and found.item < 0:
                # What stands before 的 describes the verb's own noun or agent, not the verb.
                continue
            if item.text == "欢迎" and any(one.text.endswith("仪式") for one in items[:position]):
                continue  # 举行仪式欢迎B来访: B is there
            if status := before.get(item.text):
                # 邀请了B举行会议; 应B邀请访问
                done = items[position + 1].text in ASPECTS or any(
                    one.kind is Kind.INVITED for one in items[start:position]
                )
                if found.item < 0 and not (status == "wish" and done):
                    found = Cue(status, position)
        return found

    def _going_on(self, items: Sequence[Item], start: int) -> Cue:
        """The cue of the clause before, where this one only goes on with it: A将访问B，| 并会见C."""
        goes_on = items[start].text in _GOING_ON and items[start + 1 : start + 2]
        if not goes_on or items[start + 1].kind is Kind.NAMES or start == 0 or items[start - 1].text != "，":
            return Cue("actual")
        before = clause_start(items, start - 1)
        for position in range(start - 2, before - 1, -1):
            item = items[position]
            status = self._by_scope["before"].get(item.text)
            invites = item.kind is Kind.INVITED and _is_invitation(items[position + 1 : start])
            if item.kind is Kind.CLOSE or invites:
                break
            if status in {"planned", "wish"} and item.kind is not Kind.VERB:
                return Cue(status, position)
        return Cue("actual")

    def _under_wish(self, items: Sequence[Item], position: int, start: int, status: str) -> str:
        """Of what somebody is asked to stop, it is claimed that he does it."""
        wished = self._wished.get(items[position].text)
        before = self._by_scope["before"]
        if wished and any(before.get(item.text) == "wish" for item in items[start:position]):
            return wished
        return status

    def speaker(self, items: Sequence[Item], verb: int) -> Reported:
        """Who is quoted as saying what ``items[verb]`` tells.

        Parameters
        ----------
        items : sequence of Item
        verb : int

        Returns
        -------
        Reported
        """
        for position in range(verb - 1, max(-1, verb - _FARTHEST_SPEAKER), -1):
            item = items[position]
            if item.kind is Kind.CLOSE and position and items[position - 1].text in _ENDS:
                break  # A说：“……。” | B会见C: what the quotation ends with is a sentence
            if item.text == "：" and (members := _headed(items, position)):
                return Reported(members, position)
            reports = item.kind is Kind.VERB and item.text in self.reporting
            if position and items[position - 1].kind is Kind.OF:
                reports = False  # 美方的声明罔顾事实: a noun
            if reports and (members := _who_reports(items, position)):
                return Reported(members, position)
        return self._behind(items, verb)

    def _behind(self, items: Sequence[Item], verb: int) -> Reported:
        """Who is named behind the words: “……。”王毅说。"""
        for position in range(verb + 1, len(items)):
            item = items[position]
            if item.kind is not Kind.VERB or item.text not in self.saying:
                continue
            start = clause_start(items, position)
            ends = position + 1 == len(items) or items[position + 1].kind is Kind.MARK
            if start <= verb or not ends or any(one.kind is Kind.VERB for one in items[start:position]):
                break
            quoted = items[start].kind is Kind.CLOSE and opening_of(items, start, 0) < verb
            last = all(one.kind in {Kind.MARK, Kind.CLOSE} for one in items[position + 1 :])
            if (quoted or last) and (members := _who_reports(items, position)):
                return Reported(members, position)
            break
        return Reported(())


def _headed(items: Sequence[Item], colon: int) -> tuple[Member, ...]:
    """Who stands alone before a colon: 王毅：……."""
    head = [item for item in items[:colon] if item.kind is not Kind.OFFICE]
    if len(head) != 1 or head[0].kind is not Kind.NAMES:
        return ()
    return head[0].members if head[0].members[-1].label == "PERSON" else ()


def _who_reports(items: Sequence[Item], verb: int) -> tuple[Member, ...]:
    """Who stands before a reporting verb; whom a preposition governs (对B表示) is only told."""
    before = verb - 1
    if before > 0 and items[before].text in _MEANWHILE:
        start = clause_start(items, verb)
        while before > start and items[before].kind is not Kind.AT:
            before -= 1
        before -= 1  # A | 在接受B采访时 | 说
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


def _is_toward(items: Sequence[Item], position: int) -> bool:
    """Whether what stands before the 的 at `position` is whom the noun behind it is for: 对B的 | 武器禁运."""
    return position > 1 and items[position - 1].kind is Kind.NAMES and items[position - 2].kind is Kind.TO
