"""The roles around a verb: who does it, to whom, with whom, where.

A shallow reading of a Chinese clause, ``[agent] [preposition names]* verb [patient]``, with what news
prose does to it: the agent of the clause before (张又侠会见A，并同B会谈), a relative clause whose head
is the agent (来华访问的B), a passive (A被B制裁), a nominal (A对B的访问), a frame (应A邀请，B访问C).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kgraph.language.items import Item, Kind, Member

__all__ = ["Roles", "roles_of"]

Members = tuple[Member, ...]

_PREPOSITIONS = {
    Kind.WITH: "with",
    Kind.TO: "to",
    Kind.BY: "by",
    Kind.AT: "at",
    Kind.INVITED: "invited",
    Kind.TAKING: "taking",
}
# Nouns and loose words between a name and the verb that may be passed over before the name is given up.
_MOST_TEXT = 4
_CLAUSE_END = frozenset("，；。：！？,;:!?…")
_HARD_END = frozenset("；。！？;!?…")


@dataclass(slots=True)
class Roles:
    """Groups of names by role, each empty where the clause names none.

    Attributes
    ----------
    agent : tuple of Member
        Who does it.
    inherited : bool
        Whether the agent stands in a clause before.
    patient : tuple of Member
        The object right behind the verb, or the one that a passive is about.
    with_, to, by, at, invited, taking : tuple of Member
        Names behind 同, 对, 由, 在, 应, 把.
    following : tuple of Member
        The agent of the next clause.
    clause_start, clause_end : int
        Indexes of the items around which the clause ends.
    """

    agent: Members = ()
    inherited: bool = False
    patient: Members = ()
    patient_is_modifier: bool = False
    prepositional: dict[str, Members] = field(default_factory=dict)
    following: Members = ()
    clause_start: int = 0
    clause_end: int = 0

    def get(self, role: str) -> Members:
        """The names in a role, by its word in the rule files."""
        if role == "agent":
            return self.agent
        if role == "patient":
            return self.patient
        if role == "following":
            return self.following
        return self.prepositional.get(role, ())


def roles_of(items: Sequence[Item], verb: int, pivots: frozenset[str], *, loose: bool = False) -> Roles:
    """Find the roles around the verb ``items[verb]``.

    Parameters
    ----------
    items : sequence of Item
        Of one sentence.
    verb : int
    pivots : frozenset of str
        Verbs whose object is the agent of the verb behind it (敦促B停止).
    loose : bool
        Whether a name counts as the patient although it only modifies a noun (反对美国的做法).

    Returns
    -------
    Roles
    """
    roles = Roles(clause_start=_clause_start(items, verb), clause_end=_clause_end(items, verb))
    _right(items, verb, roles, loose=loose)
    head = _relative_head(items, verb)
    left = _left(items, verb, roles, pivots)
    if head is not None:
        if items[verb + 1].kind is Kind.OF and (left or roles.prepositional.get("by")):
            # 美国支持的B: the head is what it is done to.
            roles.agent = left or roles.prepositional["by"]
            roles.patient = head
            return roles
        if not (left and _directly_left(items, verb, left)):
            roles.agent = head
            return roles
    if roles.prepositional.get("by"):
        if not roles.patient:
            roles.patient = left or _before(items, roles.clause_start)
        roles.agent = roles.prepositional["by"]
        return roles
    roles.agent = left
    if not left:
        roles.agent = _before(items, roles.clause_start)
        roles.inherited = bool(roles.agent)
    roles.following = _after(items, roles.clause_end)
    return roles


def _clause_start(items: Sequence[Item], verb: int) -> int:
    start = verb
    while start > 0 and not (items[start - 1].kind is Kind.MARK and items[start - 1].text in _CLAUSE_END):
        start -= 1
    return start


def _clause_end(items: Sequence[Item], verb: int) -> int:
    end = verb + 1
    while end < len(items) and not (items[end].kind is Kind.MARK and items[end].text in _CLAUSE_END):
        end += 1
    return end


def _left(items: Sequence[Item], verb: int, roles: Roles, pivots: frozenset[str]) -> Members:
    """Read the clause leftwards: collect prepositional names, return the agent."""
    position, text = verb - 1, 0
    nominal = position >= 0 and items[position].kind is Kind.OF
    if nominal:
        position -= 1
    while position >= roles.clause_start:
        item = items[position]
        if item.kind is Kind.NAMES:
            before = items[position - 1] if position > roles.clause_start else None
            if before is not None and before.kind in _PREPOSITIONS:
                roles.prepositional.setdefault(_PREPOSITIONS[before.kind], item.members)
                position -= 2
                continue
            if before is not None and before.kind is Kind.OTHER_PREPOSITION:
                position -= 2
                continue
            following = items[position + 1]
            if following.kind is Kind.OF and not (nominal and position == verb - 2):
                position -= 1  # a modifier: 美国的盟友
                continue
            if before is not None and before.kind is Kind.VERB and before.text not in pivots and position < verb:
                governed = _governed(items, position, verb)
                if governed:
                    position -= 2
                    continue
            return item.members
        if item.kind in {Kind.TEXT, Kind.NOUN}:
            text += 1
            if text > _MOST_TEXT:
                return ()
        elif item.kind is Kind.AND and item.text not in {"、"} and items[position + 1].kind is not Kind.NAMES:
            return _agent_of_clause(items, roles.clause_start, position)
        elif item.kind is Kind.CLOSE:
            opened = _opening(items, position, roles.clause_start)
            if opened is None:
                return ()
            position = opened
        elif item.kind is Kind.OPEN:
            return ()
        position -= 1
    return ()


def _governed(items: Sequence[Item], names: int, verb: int) -> bool:
    """Whether a name behind another verb is that verb's object and not the agent of `verb`."""
    return any(item.kind is Kind.VERB for item in items[max(0, names - 1) : names])


def _agent_of_clause(items: Sequence[Item], start: int, stop: int) -> Members:
    """The first names of a clause that no preposition governs."""
    for position in range(start, stop):
        if items[position].kind is Kind.NAMES:
            before = items[position - 1] if position > start else None
            if before is not None and (before.kind in _PREPOSITIONS or before.kind is Kind.OTHER_PREPOSITION):
                continue
            following = items[position + 1] if position + 1 < len(items) else None
            if following is not None and following.kind in {Kind.OF, Kind.NOUN}:
                continue
            return items[position].members
        if items[position].kind is Kind.VERB:
            return ()
    return ()


def _before(items: Sequence[Item], clause_start: int) -> Members:
    """The agent of the nearest clause before that has one."""
    stop = clause_start - 1
    while stop > 0:
        if items[stop].text in _HARD_END and items[stop].text not in "；;":
            return ()
        start = _clause_start(items, stop)
        agent = _agent_of_clause(items, start, stop)
        if agent:
            return agent
        stop = start - 1
    return ()


def _after(items: Sequence[Item], clause_end: int) -> Members:
    """The agent of the next clause."""
    if clause_end >= len(items) or items[clause_end].text in _HARD_END:
        return ()
    return _agent_of_clause(items, clause_end + 1, _clause_end(items, clause_end + 1) if clause_end + 1 < len(items) else clause_end + 1)


def _opening(items: Sequence[Item], close: int, start: int) -> int | None:
    depth = 0
    for position in range(close, start - 1, -1):
        if items[position].kind is Kind.CLOSE:
            depth += 1
        elif items[position].kind is Kind.OPEN:
            depth -= 1
            if depth == 0:
                return position
    return None


def _directly_left(items: Sequence[Item], verb: int, left: Members) -> bool:
    """Whether the agent stands right before the verb, at most light words between."""
    position = verb - 1
    while position >= 0 and items[position].kind in {Kind.LIGHT, Kind.OFFICE}:
        position -= 1
    if position < 0 or items[position].kind is not Kind.NAMES or items[position].members != left:
        return False
    return position == 0 or items[position - 1].kind is not Kind.VERB


def _right(items: Sequence[Item], verb: int, roles: Roles, *, loose: bool) -> None:
    """Find the patient: names right behind the verb, or the head of a relative clause there."""
    position = verb + 1
    while position < roles.clause_end and items[position].kind in {Kind.LIGHT, Kind.OFFICE, Kind.OPEN}:
        position += 1
    if position < roles.clause_end and items[position].kind is Kind.AT and items[position].text == "于":
        return
    if position < roles.clause_end and items[position].kind is Kind.NAMES:
        following = items[position + 1] if position + 1 < len(items) else None
        modifies = following is not None and following.kind in {Kind.OF, Kind.NOUN}
        if following is not None and following.kind is Kind.OF and position + 2 < len(items):
            behind = _skip_light(items, position + 2, roles.clause_end)
            if behind < roles.clause_end and items[behind].kind is Kind.NAMES and items[behind - 1].kind is not Kind.VERB:
                roles.patient = items[behind].members
                return
        roles.patient_is_modifier = modifies
        if loose or not modifies:
            roles.patient = items[position].members
        return
    # 会见来华出席论坛的B: the head stands behind the clause that describes it.
    if position < roles.clause_end and items[position].kind in {Kind.VERB, Kind.INVITED, Kind.WITH, Kind.AT, Kind.BY, Kind.TEXT}:
        for stop in range(position, roles.clause_end):
            if items[stop].kind is Kind.OF:
                behind = _skip_light(items, stop + 1, roles.clause_end)
                if behind < roles.clause_end and items[behind].kind is Kind.NAMES:
                    roles.patient = items[behind].members
                return


def _skip_light(items: Sequence[Item], position: int, end: int) -> int:
    while position < end and items[position].kind in {Kind.LIGHT, Kind.OFFICE}:
        position += 1
    return position


def _relative_head(items: Sequence[Item], verb: int) -> Members | None:
    """The names that a relative clause with this verb describes: 出席论坛的B."""
    for position in range(verb + 1, len(items)):
        item = items[position]
        if item.kind is Kind.MARK or item.kind is Kind.CLOSE:
            return None
        if item.kind is Kind.OF:
            behind = _skip_light(items, position + 1, len(items))
            if behind < len(items) and items[behind].kind is Kind.NAMES:
                following = items[behind + 1] if behind + 1 < len(items) else None
                if following is not None and following.kind is Kind.OF:
                    return None
                return items[behind].members
            return None
    return None
