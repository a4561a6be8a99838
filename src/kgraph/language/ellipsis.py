"""Roles that a clause leaves to what was said before it: the event, the traveller, who is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kgraph.language.clauses import PREPOSITIONS
from kgraph.language.discourse import Discourse
from kgraph.language.item import Item, Kind, Member
from kgraph.language.roles import Roles

__all__ = ["fill_roles"]

# Between an event and the speech given there may stand its part: 论坛 | 开幕式 | 并 | 致辞.
_LONGEST_PART = 2
_PLAIN = frozenset({Kind.TEXT, Kind.NOUN, Kind.VERB, Kind.LIGHT})
_STAGES = frozenset(
    {"会", "会议", "开幕式", "闭幕式", "开幕会", "闭幕会", "会议开幕式", "全体会议", "开幕会议", "闭幕会议"}
)
_BETWEEN = frozenset({Kind.LIGHT, Kind.AND, Kind.MARK})
_OWNED = frozenset({Kind.TEXT, Kind.NOUN, Kind.KIN, Kind.OFFICE, Kind.NAMES, Kind.OF})
_THEM = frozenset({"其", "对方"})
_COPULAS = frozenset({"有", "是", "为", "包括"})


def fill_roles(
    roles: Roles, items: Sequence[Item], verb: int, discourse: Discourse, attending: frozenset[str]
) -> None:
    """Fill the roles that a clause may leave out.

    Parameters
    ----------
    roles : Roles
        Of ``items[verb]``; changed.
    items : sequence of Item
    verb : int
    discourse : Discourse
    attending : frozenset of str
        Verbs whose object is an event that one attends or holds.
    """
    filled = roles.prepositional
    _pronouns(roles, items, verb)
    if verb + 1 == roles.clause_end or items[verb + 1].kind in {Kind.CLOSE, Kind.AND}:
        filled["topic"] = discourse.event()
    if _on_stage(items, verb, roles.clause_start):
        filled["stage"] = discourse.event()
    filled["counterpart"] = discourse.counterparts(roles.agent)
    filled["principal"] = discourse.principal(roles.agent)
    filled["attended"] = _attended(items, verb, attending)
    filled["under"], filled["above"] = _under(items, verb, roles.clause_start)
    filled["beside"] = items[verb - 1].members if verb else ()
    filled["listed"] = _listed(items, verb, roles.clause_end)


def _pronouns(roles: Roles, items: Sequence[Item], verb: int) -> None:
    """Let 其 and 对方 be whom the clauses before named last beside the agent: A致电B，敦促其停止."""
    agents = {member.entity for member in roles.agent}
    if not agents:
        return
    for position in range(roles.clause_start, min(verb + 1, roles.clause_end - 1)):
        if items[position + 1].text not in _THEM or _is_owner(items, position + 1):
            continue
        other = next(
            (
                item.members
                for item in reversed(items[:position])
                if item.kind is Kind.NAMES and not agents & {member.entity for member in item.members}
            ),
            (),
        )
        if items[position].kind in PREPOSITIONS:
            roles.prepositional.setdefault(PREPOSITIONS[items[position].kind], other)
        elif position == verb and not roles.patient:
            roles.patient = other


def _is_owner(items: Sequence[Item], pronoun: int) -> bool:
    """Whether something of theirs is meant: 与其公民对话, not 与其对话."""
    return pronoun + 1 < len(items) and items[pronoun + 1].kind in _OWNED


def _on_stage(items: Sequence[Item], verb: int, start: int) -> bool:
    """Whether the clause says that it happened at a meeting without a name: 在会上, 在开幕式上."""
    for number in range(start, verb):
        if items[number].kind is Kind.AT:
            words = takewhile(
                lambda item: item.kind in _PLAIN and item.text != "上", items[number + 1 : verb]
            )
            return "".join(item.text for item in words).removesuffix("上") in _STAGES
    return False


def _attended(items: Sequence[Item], verb: int, attending: frozenset[str]) -> tuple[Member, ...]:
    """The event of the verb before, where this one only goes on: 出席X并致辞."""
    position, part, joined = verb - 1, 0, False
    while position > 0 and items[position].kind is not Kind.NAMES:
        item = items[position]
        joined = joined or item.kind is Kind.AND or item.text in {"，", "时"}
        if not joined and item.kind is Kind.VERB:
            pass  # 发表 | 讲话
        elif item.text == "时" or (part < _LONGEST_PART and _is_part(item)):
            part += item.text != "时" and joined
        elif item.kind not in _BETWEEN or item.text in "。；：":
            return ()
        position -= 1
    names = items[position]
    if not joined or position < 1 or names.kind is not Kind.NAMES or names.members[-1].label != "EVENT":
        return ()
    before = position - 1
    while before > 0 and items[before].kind in {Kind.LIGHT, Kind.OPEN, Kind.OFFICE}:
        before -= 1
    return names.members if items[before].text in attending else ()


def _under(items: Sequence[Item], verb: int, start: int) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """Who is named right behind the 在 of 在A等官员的陪同下, and who right before it."""
    position = verb - 1
    while position >= start and items[position].kind not in {Kind.AT, Kind.BY}:
        position -= 1
    if position < start:
        return (), ()
    behind, before = position + 1, position - 1
    while behind < verb and items[behind].kind in {Kind.LIGHT, Kind.OFFICE}:
        behind += 1
    while before >= start and items[before].kind in {Kind.LIGHT, Kind.OFFICE}:
        before -= 1
    principal = items[before].members if before >= start and items[before].kind is Kind.NAMES else ()
    return items[behind].members, principal


def _is_part(item: Item) -> bool:
    return item.kind in {Kind.NOUN, Kind.TEXT} or item.text in {"开幕", "闭幕"}


def _listed(items: Sequence[Item], verb: int, end: int) -> tuple[Member, ...]:
    """The names that a clause with this verb as its subject lists: 陪同A的还有B和C."""
    told = False
    for position in range(verb + 1, end):
        item = items[position]
        if item.kind is Kind.NAMES and told:
            return tuple(member for member in item.members if not member.title_only)
        if item.kind is Kind.OF:
            behind = items[position + 1 : end]
            while behind and behind[0].kind in {Kind.LIGHT, Kind.OTHER_PREPOSITION}:
                told = told or behind[0].text in _COPULAS
                behind = behind[1:]
            if not told:
                return ()
    return ()
