"""The roles around a verb: who does it, to whom, with whom, where.

A shallow reading of a Chinese clause, ``[agent] [preposition names]* verb [patient]``, with what news
prose does to it: the agent of the clause before (张又侠会见A，并同B会谈), a relative clause whose head
is the agent (来华访问的B), a passive (A被B制裁), a nominal (A对B的访问), a frame (应A邀请，B访问C).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kgraph.language.clauses import (
    VerbClasses,
    agent_after,
    agent_before,
    clause_end,
    clause_start,
    is_of,
    is_within,
    modifies,
    skip_light,
)
from kgraph.language.item import Item, Kind
from kgraph.language.leftwards import read_left
from kgraph.language.rolemap import Members, Roles

__all__ = ["Roles", "roles_of"]

_ON = ("上", "期间", "中")
_WHEN = ("后", "之后", "以后", "前", "之前", "前夕", "之际", "期间", "时", "同时", "途中")
# What the head of a noun phrase is made of, and how it ends where it is people.
_PHRASE = frozenset({Kind.NAMES, Kind.LIGHT, Kind.TEXT, Kind.NOUN, Kind.KIN, Kind.OFFICE, Kind.AND})
_PEOPLE = ("人", "人员", "人士", "学者", "记者", "使者", "家", "团", "团队", "民", "官兵", "官", "学生",
           "医生", "女士", "手", "宾", "友", "代表", "工作组", "群众", "青年", "华侨", "员")  # fmt: skip
_PRONOUNS = frozenset({"我", "你", "您", "他", "她", "我们"})
# What may stand between a verb and the office of its object, and how much of it.
_OFFICE_OF = frozenset({Kind.TEXT, Kind.NOUN, Kind.LIGHT})
_LONGEST_OFFICE = 5
_ENVOYS = ("大使", "代办", "公使", "使节")
_DETERMINERS = frozenset({"此", "此次", "这次", "本次", "该", "首次", "一次", "次", "这一", "历史性"})


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
        _right(items, verb, roles, classes)
    left = read_left(items, verb, roles, classes)
    head = _relative_head(items, verb, roles.clause_end, pivot=items[verb].text in classes.pivots)
    if head and head == roles.patient and head[-1].label == "EVENT":
        head = ()  # 出席即将举行的X: X is what is attended, and attends nothing
    if head and head[-1].label == "EVENT" and _is_where(items, verb, roles):
        left, roles.blocked = (), True  # A在B举办的论坛上表示: who speaks there does not hold it
    roles.following = agent_after(items, roles.clause_end, classes)
    if not head and roles.crossed and _describes_people(items, verb, roles.clause_end):
        left, roles.blocked = (), True  # 会见来华访问的企业家: it is they who came
    by = roles.prepositional.get("by", ())
    beyond = roles.prepositional.pop("at-beyond", ())
    if beyond and not head:  # 在A会见出席论坛的B: where they meet is not where the forum is
        roles.prepositional.setdefault("at", beyond)
    if head and items[verb].text in classes.opinions and items[verb + 1].kind is Kind.OF:
        left = _beside(items, verb) or left
    if head and items[verb + 1].kind is Kind.OF and (by or (left and not roles.crossed)):
        # 美国支持的B: the head is what it is done to.
        roles.agent, roles.patient, roles.modifies = by or left, head, ""
    elif head and (not left or roles.crossed):
        roles.agent = head
    elif by:
        unnamed = not left and any(item.kind is Kind.NOUN for item in items[roles.clause_start : verb])
        inherited = () if unnamed else agent_before(items, roles.clause_start, classes)
        roles.agent, roles.patient = by, roles.patient or left or inherited
    elif left or not roles.blocked:
        roles.agent = left or agent_before(items, roles.clause_start, classes)
    if not (roles.agent or roles.blocked or roles.crossed) and _only_says_when(items, roles.clause_end):
        # 在结束对B的访问后，A回到北京; not 在同B会谈时，双方同意
        roles.agent = tuple(one for one in roles.following if one.label == "PERSON")
    roles.own = left
    return roles


def _beside(items: Sequence[Item], verb: int) -> Members:
    """The names right before a verb, whatever governs them: 同A支持的B交战."""
    return items[verb - 1].members if verb and items[verb - 1].kind is Kind.NAMES else ()


def _is_noun(items: Sequence[Item], verb: int) -> bool:
    """Whether a determiner makes a noun of the verb, which then has no object: 此次访问.

    Not where somebody stands before it and names right behind it: 我此次访问日本.
    """
    if not verb or items[verb - 1].text not in _DETERMINERS:
        return False
    if verb > 1 and items[verb - 2].kind is Kind.AT:
        return False  # 在此敦促B
    somebody = verb > 1 and (items[verb - 2].kind is Kind.NAMES or items[verb - 2].text in _PRONOUNS)
    return not (somebody and verb + 1 < len(items) and items[verb + 1].kind is Kind.NAMES)


def _describes_people(items: Sequence[Item], verb: int, end: int) -> bool:
    """Whether the verb's clause describes people whom no name tells: 来华访问的美国企业家."""
    position = verb + 1
    while position < end and items[position].kind is not Kind.OF:
        position += 1
    described = list(takewhile(lambda item: item.kind in _PHRASE, items[position + 1 : end]))
    nouns = [item for item in described if item.kind is not Kind.NAMES]
    return any(item.text.endswith(_PEOPLE) for item in nouns) and described[-1].kind is not Kind.NAMES


def _only_says_when(items: Sequence[Item], end: int) -> bool:
    """Whether the clause that ends at `end` says when the next one happened: 在……后，."""
    return 0 < end < len(items) and items[end].text == "，" and items[end - 1].text.endswith(_WHEN)


def _right(items: Sequence[Item], verb: int, roles: Roles, classes: VerbClasses) -> None:
    """Find the patient: names right behind the verb, and the head of a clause that describes it."""
    end = roles.clause_end
    first = skip_light(items, verb + 1, end)
    if first + 1 < end and first > verb + 1 and items[first].kind is Kind.OF:
        first = skip_light(items, first + 1, end)  # 参加 | 本月底 | 的 | 论坛
    if first >= end:
        return
    roles.described = _described_head(items, first, end)
    if items[first].kind is Kind.TO and first + 1 < end and items[first + 1].kind is Kind.NAMES:
        roles.prepositional["onto"] = items[first + 1].members
    if items[first].members and items[first].text.endswith(_ENVOYS):
        roles.patient = items[first].members  # 召见匈牙利大使: a nameless envoy stands for his state
        return
    if items[first].kind is not Kind.NAMES:
        roles.patient = roles.described or _office_holder(items, first, end)
        return
    after = first + 1
    while after < end and items[after].kind in {Kind.LIGHT, Kind.NOUN, Kind.NAMES}:
        after += 1
    if after < end and items[after].text in classes.happening and is_of(items, after + 1):
        return  # 谴责A当天发生的袭击: A is where it happened
    roles.patient = items[first].members
    following = items[first + 1] if first + 1 < end else None
    if following is not None and following.kind is Kind.OF:
        roles.modifies = "of"
        behind = skip_light(items, first + 2, end)
        if behind < end and items[behind].kind is Kind.NAMES:
            roles.described = items[behind].members
    elif following is not None and modifies(items, first, verb, nominal=False):
        roles.modifies = "within" if is_within(items, first) else "noun"
    elif following is not None and following.text in classes.holding and is_of(items, first + 2):
        # 打击B支持的武装, 打击B支持的C
        roles.patient, roles.modifies = roles.described or roles.patient, "" if roles.described else "clause"


def _office_holder(items: Sequence[Item], first: int, end: int) -> Members:
    """The person right behind an office of something that is no name: 会见 | 某某 | 基金会 | 主席 | B."""
    position = first
    while position < min(end, first + _LONGEST_OFFICE) and items[position].kind in _OFFICE_OF:
        if items[position].text.endswith(_WHEN):
            return ()
        position += 1
    if position == first or position >= end:
        return ()
    if items[position].kind is Kind.OFFICE:
        position += 1
    elif items[position - 1].kind is not Kind.NOUN or items[position - 1].end != items[position].start:
        return ()
    if position >= end or items[position].kind is not Kind.NAMES:
        return ()
    acts = position + 1 < end and items[position + 1].kind is Kind.VERB
    return items[position].members if items[position].members[0].label == "PERSON" and not acts else ()


def _is_where(items: Sequence[Item], verb: int, roles: Roles) -> bool:
    """Whether 在 takes in all from before the verb to the event that it describes: 在 | B举办的论坛 | 上."""
    position = verb + 1
    while position < roles.clause_end and not (
        items[position].kind is Kind.NAMES and items[position].members[-1].label == "EVENT"
    ):
        position += 1
    staged = position + 1 < roles.clause_end and items[position + 1].text.startswith(_ON)
    return staged and any(item.kind is Kind.AT for item in items[roles.clause_start : verb])


def _described_head(items: Sequence[Item], first: int, end: int) -> Members:
    """The names behind the 的 of a clause that begins at `first` and has a verb: 来华出席论坛的B."""
    verbs = False
    for position in range(first, end):
        if items[position].kind is Kind.VERB:
            verbs = True
        elif items[position].kind is Kind.OF and verbs:
            behind = skip_light(items, position + 1, end)
            if behind < end and items[behind].kind is Kind.NAMES:
                only_modifies = behind + 1 < end and modifies(items, behind, -1, nominal=False)
                return () if only_modifies else items[behind].members
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
