"""What stands before a verb in its clause: who does it, and what prepositions mark."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.language.clauses import (
    PREPOSITIONS,
    VerbClasses,
    agent_before,
    agent_of_clause,
    clause_start,
    governor_of,
    is_of,
    is_within,
    modifies,
    opening_of,
)
from kgraph.language.item import ASPECTS, Item, Kind
from kgraph.language.rolemap import Members, Roles

__all__ = ["read_left"]

# They join nouns, and verbs only where one stands right behind.
_NOUN_JOINERS = frozenset({"和", "与", "及", "以及", "或", "或者"})
_COPULAS = frozenset({"是", "为", "成为", "系"})
_PHRASE = frozenset({Kind.TEXT, Kind.NOUN, Kind.KIN, Kind.LIGHT, Kind.OFFICE, Kind.OF})
_WHEN = ("后", "前", "时", "之际")
# Roles of names behind prepositions that mostly govern no party.
_OTHER_ROLES = {"就": "about"}


def read_left(items: Sequence[Item], verb: int, roles: Roles, classes: VerbClasses) -> Members:
    """Read a clause leftwards from its verb: collect prepositional names, return the agent.

    Parameters
    ----------
    items : sequence of Item
    verb : int
    roles : Roles
        With the bounds of the clause; changed.
    classes : VerbClasses

    Returns
    -------
    tuple of Member
        Empty if the clause before the verb names no agent.
    """
    return _Leftwards(items, verb, roles, classes).agent()


class _Leftwards:
    """The reading of one clause, with what it has passed so far."""

    def __init__(self, items: Sequence[Item], verb: int, roles: Roles, classes: VerbClasses) -> None:
        self.items, self.verb, self.roles, self.classes = items, verb, roles, classes
        self.position = verb - 1
        self.head = verb  # what 的 stands before: 习近平的 | 亲切 | 问候
        while self.head > roles.clause_start and items[self.head - 1].kind is Kind.LIGHT:
            self.head -= 1
        self.nominal = self.head > 0 and items[self.head - 1].kind is Kind.OF
        self.owner = self.unnamed = False

    def agent(self) -> Members:
        """Go on until the agent is found or the clause begins."""
        start = self.roles.clause_start
        place: Members = ()
        nearest = self.position
        while nearest > start and self.items[nearest].kind is Kind.LIGHT:
            nearest -= 1
        if nearest >= start and self.items[nearest].kind in PREPOSITIONS:
            self.roles.crossed = True  # 向支持C的B施压: the preposition governs B, the verb describes it
        while self.position >= start:
            item = self.items[self.position]
            if item.kind is not Kind.NAMES:
                found = self._other(item)
            elif item.members[-1].label == "PLACE" and not self._prepositional():
                place = place or item.members  # a place does little; what stands before it may do more
                self.position -= 1
                continue
            else:
                found = self._names(item)
            if found is not None:
                return found
        return place

    def _names(self, item: Item) -> Members | None:
        """Pass names that something governs; names that nothing governs are the agent."""
        items, position, roles = self.items, self.position, self.roles
        governor = governor_of(items, position, roles.clause_start)
        kind = items[governor].kind if governor >= roles.clause_start else None
        modifying = modifies(items, position, self.head, nominal=self.nominal)
        if kind in PREPOSITIONS:
            assert kind is not None
            if kind is Kind.TO and position + 1 == self.head and self._ends_before_noun():
                return item.members  # 对A袭击B的回应: A strikes
            role = PREPOSITIONS[kind]
            if modifying and is_within(items, position):
                role += "-within"  # 对叙利亚境内的武装分子: not against the state
            elif modifying:
                role += "-of"  # 对美国的做法: of the preposition's object, not the object itself
            elif kind is Kind.AT and roles.crossed:
                role = "at-beyond"
            roles.prepositional.setdefault(role, item.members)
            self.owner, self.position = True, governor - 1
            return None
        if kind is Kind.OTHER_PREPOSITION:
            text = items[governor].text
            between = items[position + 1 : self.head]  # 就有关A主席访B的事宜
            beside = all(one.kind in {Kind.LIGHT, Kind.OFFICE} for one in between)
            if text in self.classes.bases and not modifying and (beside or self._is_closed_by_noun()):
                return item.members  # 根据A和B达成的共识: what 根据 governs is the consensus
            if text == "就" and not roles.crossed and self._acts(item):
                return item.members  # 外交部就B访问C举行吹风会: who is spoken of does it
            roles.prepositional.setdefault(_OTHER_ROLES.get(text, text), item.members)
            self.position = governor - 1
            return None
        if modifying or self._names_event(position):
            roles.prepositional.setdefault("agent-of", item.members)
            self.position = governor
            return None
        if position + 1 == self.verb and len(item.members) > 1 and is_of(items, self.verb + 1):
            return item.members  # 破坏A和B签署的协议
        if self.nominal and not self.owner and position + 2 == self.head and _is_told(items, governor):
            roles.prepositional["owner"] = item.members  # 向A转达了B的问候
            self.position = governor
            return None
        if kind is Kind.VERB and not (self.nominal and self.owner):
            return self._governed(item, governor)
        return item.members

    def _governed(self, item: Item, governor: int) -> Members | None:
        """Names behind another verb: its object, or who it makes act."""
        word = self.items[governor].text
        told = word in self.classes.opinions and self.items[self.position + 1].kind is Kind.VERB
        if word in self.classes.pivots or told:
            self.roles.asked_by = _left_agent(self.items, governor, self.classes)
            self.roles.reported = word in self.classes.reporting
            return item.members
        self.roles.crossed = True
        self.position = governor - 1
        return None

    def _other(self, item: Item) -> Members | None:
        """Pass what is no name."""
        items, position, roles, classes = self.items, self.position, self.roles, self.classes
        if item.kind is Kind.BY and self._governs_somebody(position):
            roles.blocked = True
            return ()  # 获成员国同意, 遭不明身份者袭击: who does it no name tells
        if item.kind is Kind.VERB and (self._is_no_verb(position) or self._refuses(position)):
            self.position -= 1
            return None
        if item.kind is Kind.VERB and item.text in classes.opinions and not self.nominal:
            roles.blocked = True
            return ()
        if item.kind is Kind.VERB and item.text in classes.demands and not self.nominal and self.unnamed:
            roles.blocked = True
            return ()  # 呼吁国际社会支持B: who is asked to, no name tells
        if item.kind is Kind.VERB and item.text not in classes.light and item.text not in classes.pivots:
            roles.crossed = True
        elif self._joins_clauses(position):
            return agent_of_clause(items, roles.clause_start, position, classes)
        elif item.kind is Kind.OF and not self.nominal and self._tells_deed(position):
            doer = agent_of_clause(items, roles.clause_start, position, classes)
            roles.prepositional.setdefault("agent-of", doer)  # A使用武力的做法违反B
            roles.blocked = True
            return ()
        elif item.kind is Kind.OF and not self.nominal and self._describes(position):
            self.position = position - 2  # 使用A援助的武器袭击B: A does not do it
            return None
        elif item.kind is Kind.CLOSE:
            self.position = opening_of(items, position, roles.clause_start)
        elif item.kind is Kind.OPEN and item.text == "“" and not self._quotes_a_word(position):
            return ()
        self.unnamed = item.kind in {Kind.TEXT, Kind.NOUN, Kind.KIN} or (
            self.unnamed and item.kind is Kind.LIGHT
        )
        if item.kind not in {Kind.LIGHT, Kind.OFFICE}:
            self.owner = False
        self.position -= 1
        return None

    def _acts(self, item: Item) -> bool:
        """Whether names do what the verb tells: people, or what stands right before it and its object."""
        behind = self.items[self.verb + 1 : self.verb + 2]
        beside = self.position + 1 == self.head and bool(behind) and behind[0].kind is Kind.NAMES
        return beside or item.members[-1].label == "PERSON"

    def _governs_somebody(self, position: int) -> bool:
        """Whether nothing but a noun phrase stands between 被 or the like and the verb."""
        between = self.items[position + 1 : self.head]
        nouns = all(one.kind in _PHRASE and not one.text.endswith(_WHEN) for one in between)
        return bool(between) and nouns and not self.nominal and not self.roles.crossed

    def _is_closed_by_noun(self) -> bool:
        """Whether the verb, alone or with another behind it, describes a noun: 会谈期间达成的共识."""
        position = self.verb + 1
        while position < self.roles.clause_end and self.items[position].kind in {Kind.LIGHT, Kind.VERB}:
            position += 1
        return is_of(self.items, position)

    def _joins_clauses(self, position: int) -> bool:
        """Whether a conjunction begins a clause: A抵达并会见B; not 就双边关系和国际形势会谈."""
        item, following = self.items[position], self.items[position + 1]
        if item.kind is not Kind.AND or item.text == "、" or following.kind is Kind.NAMES:
            return False
        return item.text not in _NOUN_JOINERS or following.kind is Kind.VERB

    def _ends_before_noun(self) -> bool:
        """Whether the verb has an object of its own before a 的 in its clause."""
        behind = self.items[self.verb + 1 : self.roles.clause_end]
        kinds = [item.kind for item in behind]
        return (
            Kind.OF in kinds[1:]
            and kinds[0] in {Kind.NAMES, Kind.TEXT, Kind.NOUN}
            and not any(kind in PREPOSITIONS or kind is Kind.VERB for kind in kinds[: kinds.index(Kind.OF)])
        )

    def _tells_deed(self, position: int) -> bool:
        """Whether the 的 at `position` ends a clause that says what somebody does: A使用武力的做法."""
        described = self.items[self.roles.clause_start : position]
        return (
            self.items[position + 1].text in self.classes.deeds
            and any(one.kind is Kind.VERB for one in described)
            and all(
                one.kind not in {*PREPOSITIONS, Kind.OTHER_PREPOSITION, Kind.NAMES} for one in described[1:]
            )
        )

    def _quotes_a_word(self, position: int) -> bool:
        """Whether a quotation that begins here is part of its clause: A“访问”B, 进行“打击”, 是“挑衅”."""
        before = self.items[position - 1]
        carried = position > 0 and before.text in self.classes.light | _COPULAS
        return before.kind is Kind.NAMES or carried

    def _is_no_verb(self, position: int) -> bool:
        """Whether a verb is listed with this one (对A不满、反对) or is a noun (A的提议遭到B反对)."""
        listed = position + 2 == self.head and self.items[position + 1].kind is Kind.AND
        return listed or (position > 0 and self.items[position - 1].kind is Kind.OF)

    def _names_event(self, position: int) -> bool:
        """Whether names only modify a noun that looks like a verb: 是 | 乌克兰 | 冲突 | 的 | 始作俑者."""
        items = self.items
        return (
            self.nominal
            and position + 3 == self.head
            and items[position + 1].kind is Kind.VERB
            and position > self.roles.clause_start
            and items[position - 1].text in _COPULAS
        )

    def _refuses(self, position: int) -> bool:
        """Whether a verb only negates this one: 拒绝 | 会见."""
        return position + 1 == self.head and self.items[position].text in self.classes.refusals

    def _describes(self, position: int) -> bool:
        """Whether the 的 at `position` ends a clause with an agent of its own that describes a thing."""
        items = self.items
        return (
            position - 2 > self.roles.clause_start
            and items[position - 1].kind is Kind.VERB
            and items[position - 2].kind is Kind.NAMES
            and items[position - 3].kind is Kind.VERB
            and items[position + 1].kind in {Kind.TEXT, Kind.NOUN, Kind.KIN}
        )

    def _prepositional(self) -> bool:
        governor = governor_of(self.items, self.position, self.roles.clause_start)
        return governor >= self.roles.clause_start and self.items[governor].kind in PREPOSITIONS


def _is_told(items: Sequence[Item], position: int) -> bool:
    """Whether a verb, or its aspect, stands at `position`."""
    while position > 0 and items[position].text in ASPECTS:
        position -= 1
    return position >= 0 and items[position].kind is Kind.VERB


def _left_agent(items: Sequence[Item], verb: int, classes: VerbClasses) -> Members:
    """The agent of another verb further left."""
    other = Roles(clause_start=clause_start(items, verb), clause_end=verb)
    return read_left(items, verb, other, classes) or agent_before(items, other.clause_start, classes)
