"""The roles around a verb: who does it, to whom, with whom, where.

A shallow reading of a Chinese clause, ``[agent] [preposition names]* verb [patient]``, with what news
prose does to it: the agent of the clause before (张又侠会见A，并同B会谈), a relative clause whose head
is the agent (来华访问的B), a passive (A被B制裁), a nominal (A对B的访问), a frame (应A邀请，B访问C).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kgraph.language.items import Item, Kind, Member

__all__ = ["Roles", "VerbClasses", "roles_of"]

Members = tuple[Member, ...]

_PREPOSITIONS = {
    Kind.WITH: "with",
    Kind.TO: "to",
    Kind.BY: "by",
    Kind.AT: "at",
    Kind.INVITED: "invited",
    Kind.TAKING: "taking",
    Kind.FROM: "from",
}
_CLAUSE_END = frozenset("，；：。！？,;:!?… ")
_SENTENCE_END = frozenset("。！？!?…")
_PASSED_OVER = frozenset({Kind.LIGHT, Kind.OFFICE})
_DETERMINERS = frozenset({"此", "此次", "这次", "本次", "该", "首次", "一次", "次", "这一", "历史性"})
_COLLECTIVE = frozenset({"COUNTRY", "PLACE", "INSTITUTION"})


@dataclass(frozen=True, slots=True)
class VerbClasses:
    """Verbs that change how a clause is read.

    Attributes
    ----------
    pivots : frozenset of str
        Their object is the agent of the verb behind it (敦促B停止), and what they report follows
        them (预计A将会见B).
    light : frozenset of str
        They carry no meaning of their own: 举行会谈, 进行访问.
    opinions : frozenset of str
        What they are about is not done by who holds them: 支持对B实施制裁.
    """

    pivots: frozenset[str]
    light: frozenset[str]
    opinions: frozenset[str]


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
    roles = Roles(clause_start=_clause_start(items, verb), clause_end=_clause_end(items, verb))
    if not _is_noun(items, verb):
        _right(items, verb, roles)
    left = _left(items, verb, roles, classes)
    head = _relative_head(items, verb, roles.clause_end, pivot=items[verb].text in classes.pivots)
    roles.following = _after(items, roles.clause_end, classes)
    by = roles.prepositional.get("by", ())
    if head and items[verb + 1].kind is Kind.OF and (by or (left and not roles.crossed)):
        # 美国支持的B: the head is what it is done to.
        roles.agent, roles.patient, roles.modifies = by or left, head, ""
    elif head and (not left or roles.crossed):
        roles.agent = head
    elif by:
        roles.agent, roles.patient = by, roles.patient or left or _before(items, roles.clause_start, classes)
    elif left or not roles.blocked:
        roles.agent = left or _before(items, roles.clause_start, classes)
    roles.own = left
    return roles


def _is_noun(items: Sequence[Item], verb: int) -> bool:
    """Whether a determiner makes a noun of the verb, which then has no object: 此次访问."""
    return verb > 0 and items[verb - 1].text in _DETERMINERS


def _is_mark(item: Item, marks: frozenset[str]) -> bool:
    return item.kind is Kind.MARK and item.text in marks


def _clause_start(items: Sequence[Item], verb: int) -> int:
    start = verb
    while start > 0 and not _is_mark(items[start - 1], _CLAUSE_END):
        start -= 1
    return start


def _clause_end(items: Sequence[Item], verb: int) -> int:
    end = verb + 1
    while end < len(items) and not _is_mark(items[end], _CLAUSE_END):
        end += 1
    return end


def _governor(items: Sequence[Item], names: int, start: int) -> int:
    """Index of what governs a group of names: a preposition, a verb, or what else stands before it.

    Offices of the names are passed over, and so is a clause that describes them: in
    同来华访问的B会谈 the preposition 同 governs B.
    """
    position = names - 1
    while position >= start and items[position].kind in {Kind.OFFICE, Kind.OPEN}:
        position -= 1
    if position >= start and items[position].kind is Kind.OF:
        for before in range(position - 1, start - 1, -1):
            if items[before].kind in _PREPOSITIONS and not _has_complement(items, before, position):
                return before
    return position


def _has_complement(items: Sequence[Item], preposition: int, end: int) -> bool:
    """Whether a preposition has names of its own, so that it governs none further right."""
    position = preposition + 1
    while position < end and items[position].kind in _PASSED_OVER:
        position += 1
    return position < end and items[position].kind in {Kind.NAMES, Kind.NOUN, Kind.TEXT}


def _left(items: Sequence[Item], verb: int, roles: Roles, classes: VerbClasses) -> Members:
    """Read the clause leftwards: collect prepositional names, return the agent."""
    position = verb - 1
    nominal = position >= 0 and items[position].kind is Kind.OF
    owner = False
    place: Members = ()
    if position >= roles.clause_start and items[position].kind in _PREPOSITIONS:
        roles.crossed = True  # 向支持C的B施压: the preposition governs B, the verb describes it
    while position >= roles.clause_start:
        item = items[position]
        if item.kind is Kind.NAMES and item.members[-1].label == "PLACE" and not _prepositional(items, position, roles):
            place = place or item.members  # a place does little; what stands before it may do more
            position -= 1
            continue
        if item.kind is Kind.NAMES:
            governor = _governor(items, position, roles.clause_start)
            kind = items[governor].kind if governor >= roles.clause_start else None
            if kind in _PREPOSITIONS:
                assert kind is not None
                role = _PREPOSITIONS[kind]
                if _modifies(items, position, verb, nominal=nominal):
                    role += "-of"  # 对美国的做法: of the preposition's object, not the object itself
                roles.prepositional.setdefault(role, item.members)
                owner, position = True, governor - 1
                continue
            if kind is Kind.OTHER_PREPOSITION or _modifies(items, position, verb, nominal=nominal):
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
        if item.kind is Kind.VERB and item.text not in classes.light and item.text not in classes.pivots:
            roles.crossed = True
        elif item.kind is Kind.AND and item.text != "、" and items[position + 1].kind is not Kind.NAMES:
            return _agent_of_clause(items, roles.clause_start, position, classes)
        elif item.kind is Kind.CLOSE:
            position = _opening(items, position, roles.clause_start)
        elif item.kind is Kind.OPEN and item.text == "“" and items[position - 1].kind is not Kind.NAMES:
            return ()
        if item.kind not in _PASSED_OVER:
            owner = False
        position -= 1
    return place


def _prepositional(items: Sequence[Item], names: int, roles: Roles) -> bool:
    governor = _governor(items, names, roles.clause_start)
    return governor >= roles.clause_start and items[governor].kind in _PREPOSITIONS


def _left_agent(items: Sequence[Item], verb: int, classes: VerbClasses) -> Members:
    """The agent of another verb further left."""
    other = Roles(clause_start=_clause_start(items, verb), clause_end=verb)
    return _left(items, verb, other, classes) or _before(items, other.clause_start, classes)


def _modifies(items: Sequence[Item], names: int, verb: int, *, nominal: bool) -> bool:
    """Whether a group of names only modifies the noun behind it: 美国的盟友, 美国企业."""
    following = items[names + 1]
    if following.kind is Kind.OF:
        return not (nominal and names + 2 == verb)
    collective = items[names].members[-1].label in _COLLECTIVE
    return collective and following.kind is Kind.NOUN


def _agent_of_clause(items: Sequence[Item], start: int, stop: int, classes: VerbClasses) -> Members:
    """The first names of a clause that no preposition or verb governs and that modify nothing."""
    for position in range(start, stop):
        item = items[position]
        if item.kind is Kind.NAMES:
            governor = _governor(items, position, start)
            governed = governor >= start and items[governor].kind in {*_PREPOSITIONS, Kind.OTHER_PREPOSITION}
            if not governed and position + 1 < len(items) and not _modifies(items, position, -1, nominal=False):
                return item.members
        elif item.kind is Kind.VERB and item.text not in classes.pivots | classes.light:
            return ()
    return ()


def _before(items: Sequence[Item], clause_start: int, classes: VerbClasses) -> Members:
    """The agent of the nearest clause before that has one."""
    stop = clause_start - 1
    while stop > 0 and not _is_mark(items[stop], _SENTENCE_END):
        start = _clause_start(items, stop)
        agent = _agent_of_clause(items, start, stop, classes)
        if agent:
            return agent
        stop = start - 1
    return ()


def _after(items: Sequence[Item], clause_end: int, classes: VerbClasses) -> Members:
    """The agent of the next clause."""
    if clause_end + 1 >= len(items) or _is_mark(items[clause_end], _SENTENCE_END):
        return ()
    return _agent_of_clause(items, clause_end + 1, _clause_end(items, clause_end + 1), classes)


def _opening(items: Sequence[Item], close: int, start: int) -> int:
    """Where the quotation that ends at `close` begins; `close` itself if it is not in this clause."""
    depth = 0
    for position in range(close, start - 1, -1):
        if items[position].kind is Kind.CLOSE:
            depth += 1
        elif items[position].kind is Kind.OPEN:
            depth -= 1
            if depth == 0:
                return position
    return close


def _right(items: Sequence[Item], verb: int, roles: Roles) -> None:
    """Find the patient: names right behind the verb, and the head of a clause that describes it."""
    end = roles.clause_end
    first = _skip(items, verb + 1, end)
    if first + 1 < end and first > verb + 1 and items[first].kind is Kind.OF:
        first = _skip(items, first + 1, end)  # 参加 | 本月底 | 的 | 论坛
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
        behind = _skip(items, first + 2, end)
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
            behind = _skip(items, position + 1, end)
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
            behind = _skip(items, position + 1, end)
            if behind < end and items[behind].kind is Kind.NAMES:
                following = items[behind + 1] if behind + 1 < len(items) else None
                owner = following is not None and following.kind in {Kind.OF, Kind.NOUN}
                return () if owner else items[behind].members
            return ()
    return ()


def _skip(items: Sequence[Item], position: int, end: int) -> int:
    while position < end and items[position].kind in _PASSED_OVER:
        position += 1
    return position
