"""The roles around a verb: who does it, to whom, with whom, where.

A shallow reading of a Chinese clause, ``[agent] [preposition names]* verb [patient]``, with what news
prose does to it: the agent of the clause before (张又侠会见A，并同B会谈), a relative clause whose head
is the agent (来华访问的B), a passive (A被B制裁), a nominal (A对B的访问), a frame (应A邀请，B访问C).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kgraph.language.clauses import (
    PREPOSITIONS,
    VerbClasses,
    agent_after,
    agent_before,
    agent_of_clause,
    clause_end,
    clause_start,
    governor_of,
    modifies,
    opening_of,
    skip_light,
)
from kgraph.language.item import Item, Kind, Member

__all__ = ["Roles", "roles_of"]

Members = tuple[Member, ...]

_DETERMINERS = frozenset({"此", "此次", "这次", "本次", "该", "首次", "一次", "次", "这一", "历史性"})


@dataclass(slots=True)
class Roles:
    """Groups of names by role, each empty where the clause names none.

    Attributes
    ----------
    agent : tuple of Member
        Who does it.
    own : tuple of Member
        The agent, if it stands in the verb's own clause.
    patient : tuple of Member
        The object right behind the verb, or the one that a passive is about.
    modifies : str
        ``of`` or ``noun`` if the patient only modifies what stands behind it (反对美国的做法, 会见
        中国企业家), else empty.
    described : tuple of Member
        The head of a clause that describes the object (会见来华访问的B).
    prepositional : dict of str to tuple of Member
        Names behind 同 (``with``), 对 (``to``), 由 (``by``), 在 (``at``), 应 (``invited``), 把
        (``taking``), 从 (``from``).
    following : tuple of Member
        The agent of the next clause.
    asked_by : tuple of Member
        Where the agent is the object of a pivot verb: that verb's agent.
    clause_start, clause_end : int
        Indexes of the items between which the clause lies.
    crossed : bool
        Whether another verb stands between the agent and this one.
    blocked : bool
        Whether the verb is what an opinion is about, so that no agent is inherited.
    """

    agent: Members = ()
    own: Members = ()
    patient: Members = ()
    modifies: str = ""
    described: Members = ()
    prepositional: dict[str, Members] = field(default_factory=dict)
    following: Members = ()
    asked_by: Members = ()
    clause_start: int = 0
    clause_end: int = 0
    crossed: bool = False
    blocked: bool = False

    def get(self, role: str) -> Members:
        """The names in a role, by its word in the rule files."""
        own: dict[str, Members] = {
            "agent": self.agent,
            "own": self.own,
            "patient": self.patient,
            "described": self.described,
            "following": self.following,
        }
        return own.get(role) or self.prepositional.get(role, ())


def roles_of(items: Sequence[Item], verb: int, classes: VerbClasses) -> Roles:
    """Find the roles around the verb ``items[verb]``.

    Parameters
    ----------
    items : sequence of Item
        Of one sentence.
    verb : int
    classes : VerbClasses

    Returns
    -------
    Roles
    """
    roles = Roles(clause_start=clause_start(items, verb), clause_end=clause_end(items, verb))
    if not _is_noun(items, verb):
        _right(items, verb, roles)
    left = _left(items, verb, roles, classes)
    head = _relative_head(items, verb, roles.clause_end, pivot=items[verb].text in classes.pivots)
    roles.following = agent_after(items, roles.clause_end, classes)
    by = roles.prepositional.get("by", ())
    if head and items[verb + 1].kind is Kind.OF and (by or (left and not roles.crossed)):
        # 美国支持的B: the head is what it is done to.
        roles.agent, roles.patient, roles.modifies = by or left, head, ""
    elif head and (not left or roles.crossed):
        roles.agent = head
    elif by:
        roles.agent, roles.patient = (
            by,
            roles.patient or left or agent_before(items, roles.clause_start, classes),
        )
    elif left or not roles.blocked:
        roles.agent = left or agent_before(items, roles.clause_start, classes)
    roles.own = left
    return roles


def _is_noun(items: Sequence[Item], verb: int) -> bool:
    """Whether a determiner makes a noun of the verb, which then has no object: 此次访问."""
    return verb > 0 and items[verb - 1].text in _DETERMINERS


def _left(items: Sequence[Item], verb: int, roles: Roles, classes: VerbClasses) -> Members:
    """Read the clause leftwards: collect prepositional names, return the agent."""
    position = verb - 1
    nominal = position >= 0 and items[position].kind is Kind.OF
    owner = unnamed = False
    place: Members = ()
    if position >= roles.clause_start and items[position].kind in PREPOSITIONS:
        roles.crossed = True  # 向支持C的B施压: the preposition governs B, the verb describes it
    while position >= roles.clause_start:
        item = items[position]
        if (
            item.kind is Kind.NAMES
            and item.members[-1].label == "PLACE"
            and not _prepositional(items, position, roles)
        ):
            place = place or item.members  # a place does little; what stands before it may do more
            position -= 1
            continue
        if item.kind is Kind.NAMES:
            governor = governor_of(items, position, roles.clause_start)
            kind = items[governor].kind if governor >= roles.clause_start else None
            if kind in PREPOSITIONS:
                assert kind is not None
                role = PREPOSITIONS[kind]
                if modifies(items, position, verb, nominal=nominal):
                    role += "-of"  # 对美国的做法: of the preposition's object, not the object itself
                roles.prepositional.setdefault(role, item.members)
                owner, position = True, governor - 1
                continue
            if kind is Kind.OTHER_PREPOSITION or modifies(items, position, verb, nominal=nominal):
                position = governor - (kind is Kind.OTHER_PREPOSITION)
                continue
            if kind is Kind.VERB and not (nominal and owner):
                told = items[governor].text in classes.opinions and items[position + 1].kind is Kind.VERB
                if items[governor].text in classes.pivots or told:
                    roles.asked_by = _left_agent(items, governor, classes)
                    return item.members
                roles.crossed = True
                position = governor - 1
                continue
            return item.members
        if item.kind is Kind.VERB and item.text in classes.opinions and not nominal:
            roles.blocked = True
            return ()
        if item.kind is Kind.VERB and item.text in classes.demands and not nominal and unnamed:
            roles.blocked = True
            return ()  # 呼吁国际社会支持B: who is asked to, no name tells
        if item.kind is Kind.VERB and item.text not in classes.light and item.text not in classes.pivots:
            roles.crossed = True
        elif item.kind is Kind.AND and item.text != "、" and items[position + 1].kind is not Kind.NAMES:
            return agent_of_clause(items, roles.clause_start, position, classes)
        elif item.kind is Kind.CLOSE:
            position = opening_of(items, position, roles.clause_start)
        elif item.kind is Kind.OPEN and item.text == "“" and items[position - 1].kind is not Kind.NAMES:
            return ()
        unnamed = item.kind in {Kind.TEXT, Kind.NOUN} or (unnamed and item.kind is Kind.LIGHT)
        if item.kind not in {Kind.LIGHT, Kind.OFFICE}:
            owner = False
        position -= 1
    return place


def _prepositional(items: Sequence[Item], names: int, roles: Roles) -> bool:
    governor = governor_of(items, names, roles.clause_start)
    return governor >= roles.clause_start and items[governor].kind in PREPOSITIONS


def _left_agent(items: Sequence[Item], verb: int, classes: VerbClasses) -> Members:
    """The agent of another verb further left."""
    other = Roles(clause_start=clause_start(items, verb), clause_end=verb)
    return _left(items, verb, other, classes) or agent_before(items, other.clause_start, classes)


def _right(items: Sequence[Item], verb: int, roles: Roles) -> None:
    """Find the patient: names right behind the verb, and the head of a clause that describes it."""
    end = roles.clause_end
    first = skip_light(items, verb + 1, end)
    if first + 1 < end and first > verb + 1 and items[first].kind is Kind.OF:
        first = skip_light(items, first + 1, end)  # 参加 | 本月底 | 的 | 论坛
    if first >= end:
        return
    roles.described = _described_head(items, first, end)
    if items[first].kind is not Kind.NAMES:
        roles.patient = roles.described
        return
    roles.patient = items[first].members
    following = items[first + 1] if first + 1 < end else None
    if following is not None and following.kind is Kind.OF:
        roles.modifies = "of"
        behind = skip_light(items, first + 2, end)
        if behind < end and items[behind].kind is Kind.NAMES:
            roles.described = items[behind].members
    elif following is not None and following.kind is Kind.NOUN and roles.patient[-1].label != "PERSON":
        roles.modifies = "noun"


def _described_head(items: Sequence[Item], first: int, end: int) -> Members:
    """The names behind the 的 of a clause that begins at `first` and has a verb: 来华出席论坛的B."""
    verbs = False
    for position in range(first, end):
        if items[position].kind is Kind.VERB:
            verbs = True
        elif items[position].kind is Kind.OF and verbs:
            behind = skip_light(items, position + 1, end)
            if behind < end and items[behind].kind is Kind.NAMES:
                return items[behind].members
    return ()


def _relative_head(items: Sequence[Item], verb: int, end: int, *, pivot: bool) -> Members:
    """The names that a relative clause with this verb describes: 出席论坛的B."""
    for position in range(verb + 1, end):
        item = items[position]
        if pivot and item.kind not in {Kind.NAMES, Kind.OF, Kind.LIGHT, Kind.OPEN}:
            return ()  # what follows a pivot verb's object is a clause of the object's own
        if item.kind is Kind.CLOSE and item.text == "”":
            return ()
        if item.kind is Kind.OF:
            behind = skip_light(items, position + 1, end)
            if behind < end and items[behind].kind is Kind.NAMES:
                following = items[behind + 1] if behind + 1 < len(items) else None
                owner = following is not None and following.kind in {Kind.OF, Kind.NOUN}
                return () if owner else items[behind].members
            return ()
    return ()
