"""The two sides of a relation: which members of which roles a frame joins."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import combinations, pairwise, permutations

from spacy.tokens import Doc

from kgraph.language.clauses import VerbClasses
from kgraph.language.item import Item, Kind, Member
from kgraph.language.roles import Roles
from kgraph.language.world import World
from kgraph.ontology import relations
from kgraph.rules import PatternRow

__all__ = ["Pairs", "Sides"]

# What is returned says why there are no more pairs.
Pairs = Generator[tuple[Member, Member], None, str]

_MUTUAL = frozenset({"相互", "互相"})
# What several states do with another one, they do with one another.
_SHARED = frozenset({"AGREE", "COOPERATE"})
_ALL_SIDES = ("三方", "四方", "五方", "多方")


class Sides:
    """Find the sides of a claim.

    Parameters
    ----------
    world : World
    classes : VerbClasses
    """

    def __init__(self, world: World, classes: VerbClasses) -> None:
        self.world = world
        self.classes = classes
        self.delegates = world.lexicon.words["words:delegate"]
        self.relations = relations()

    def pairs(self, doc: Doc, items: Sequence[Item], verb: int, row: PatternRow, roles: Roles) -> Pairs:
        """Subject and object of each claim that a frame makes of the roles around its trigger.

        Parameters
        ----------
        doc : spacy.tokens.Doc
        items : sequence of Item
            Of the sentence.
        verb : int
            The trigger.
        row : PatternRow
        roles : Roles

        Yields
        ------
        (Member, Member)

        Returns
        -------
        str
            Where nothing was yielded, why: ``subject``, ``object`` (nobody of these roles and labels),
            ``noun`` (no light verb or names carry it), ``partner`` (one side only), ``condition`` (what must
            be named is not), ``told`` (it is only what somebody is told, or what is done to him), ``both``
            (somebody is on both sides), ``own`` (his own state, or another kind of agent), ``sent`` (a state
            without a delegation).
        """
        if items[verb].text in row.nouns:
            return (yield from self._of_noun(doc, items, verb, row, roles))
        if row.joint:
            return (yield from self._joint(items, row, roles))
        return (yield from self._directed(doc, items, verb, row, roles))

    def _of_noun(self, doc: Doc, items: Sequence[Item], verb: int, row: PatternRow, roles: Roles) -> Pairs:
        """The sides of a trigger that is a noun: 俄乌冲突, A与B的冲突, A同B爆发冲突."""
        if not verb:
            return "noun"
        before = items[verb - 1]
        if before.text == "等" and not row.joint and verb > 1 and items[verb - 2].kind is Kind.NAMES:
            return (yield from self._directed(doc, items, verb, row, roles))  # A、B等陪同人员
        if before.kind is Kind.NAMES and row.joint:
            yield from combinations(self._of_kind(row, before.members), 2)
            return "partner"
        if before.kind is Kind.OF or (before.kind is Kind.VERB and before.text in self.classes.light):
            if row.joint:
                return (yield from self._joint(items, row, roles))
            return (yield from self._directed(doc, items, verb, row, roles))
        return "noun"

    def _joint(self, items: Sequence[Item], row: PatternRow, roles: Roles) -> Pairs:
        """The members of the subject with one another."""
        subjects = self._subjects(row, roles)
        if row.object and not _side(row.object, roles, row.object_labels):
            return "condition"
        others = self._of_kind(row, roles.get("with"))
        if roles.asked_by:
            # 邀请B、C共同举行会议: who asks meets each of them.
            asking = self._of_kind(row, roles.asked_by)
            yield from _of_one_sort((one, other) for one in asking for other in subjects)
        elif not others:
            yield from _of_one_sort(combinations(subjects, 2))
        elif row.object:
            yield from ((one, other) for one in subjects for other in others)  # A同B举行X磋商
        elif len(subjects) > 1 and row.relation in _SHARED and _states((*subjects, *others)):
            yield from combinations((*subjects, *others), 2)  # A、B与C签署
        elif any(item.text.startswith(_ALL_SIDES) for item in items[roles.clause_start : roles.clause_end]):
            yield from combinations((*subjects, *others), 2)  # A、B与C举行三方会谈
        return "partner" if subjects else "subject"

    def _directed(self, doc: Doc, items: Sequence[Item], verb: int, row: PatternRow, roles: Roles) -> Pairs:
        subjects = self._subjects(row, roles)
        objects = self._objects(row, roles)
        asked = bool(roles.asked_by) and not roles.reported
        if "speaker" in row.subject and (asked or items[verb - 1].kind is Kind.BY):
            return "told"  # 警告B不要干涉, B遭破坏: what B is told not to do, what is done to B
        if not objects and "patient" in row.object and len(subjects) > 1 and roles.own == roles.agent:
            before = verb - 1
            while before >= 0 and items[before].kind is Kind.LIGHT and items[before].text not in _MUTUAL:
                before -= 1
            if before >= 0 and items[before].text in _MUTUAL:
                yield from permutations(subjects, 2)  # A和B相互支持
            return "object"
        if row.sent:
            begun = {one.entity for one in roles.get("from")}  # 从A前往B: A is where the way begins
            sent = [one for one in subjects if self._is_sent(items, one) and one.entity not in begun]
            if subjects and not sent:
                return "sent"
            subjects = sent
        if {one.entity for one in subjects} & {one.entity for one in objects}:
            return "both"  # 美方希望两国关系稳定: a side that is on both sides is on neither
        if "speaker" in row.subject:
            # What A says of his own state is no demand and no blame; a newspaper only reports.
            subjects = [one for one in subjects if self.kind(one) != "media"]
            objects = [one for one in objects if not self._same_state(doc, subjects, one)]
        borrowed = "following" in row.subject and not roles.agent
        for subject in subjects:
            for other in objects:
                force = self.relations[row.relation].quad == "material conflict"
                if (force or len(objects) > 1) and self._is_own_state(doc, subject, other):
                    continue  # 哈议会支持两国合作: their own state is only one of the two
                if self._is_with_own_state(doc, row, subject, other):
                    continue  # 伊朗核问题六国与伊朗外长: 伊朗 is not one of the six
                if row.relation == "ACCOMPANY" and self._is_others_company(doc, subject, other, objects):
                    continue  # A国外长、B国外长陪同两国元首
                # Of a clause that only follows, the agent must be of the same kind: 在同A会谈时，B…….
                if not borrowed or subject.label == other.label:
                    yield subject, other
        return "own" if subjects and objects else "object" if subjects else "subject"

    def _is_sent(self, items: Sequence[Item], member: Member) -> bool:
        """Whether a delegation of a state is named, as far as the member is a state."""
        if member.label != "COUNTRY":
            return True
        return any(
            before.kind is Kind.NAMES and member in before.members and behind.text in self.delegates
            for before, behind in pairwise(items)
        )

    def _subjects(self, row: PatternRow, roles: Roles) -> list[Member]:
        return _side(row.subject, roles, row.subject_labels or self.relations[row.relation].subject)

    def _objects(self, row: PatternRow, roles: Roles) -> list[Member]:
        names = [
            role
            for role in row.object
            if role != "patient" or not roles.modifies or roles.modifies in row.modifier
        ]
        objects = _side(names, roles, row.object_labels or self.relations[row.relation].object)
        if row.object_kinds:
            objects = [one for one in objects if self.kind(one) in row.object_kinds]
        return objects

    def _of_kind(self, row: PatternRow, members: Sequence[Member]) -> list[Member]:
        """Those that may stand on either side of a relation."""
        return [one for one in members if one.label in self.relations[row.relation].subject]

    def _is_own_state(self, doc: Doc, subject: Member, other: Member) -> bool:
        theirs = other.label == "COUNTRY" and subject.entity != other.entity
        return theirs and self.world.state_of(subject.entity, doc._.entities) == other.entity

    def _is_with_own_state(self, doc: Doc, row: PatternRow, one: Member, other: Member) -> bool:
        """Whether a person would agree, talk or work with his own state."""
        relation = self.relations[row.relation]
        return (
            relation.symmetric
            and "cooperation" in (relation.quad or "")
            and "PERSON" in {one.label, other.label}
            and (self._is_own_state(doc, one, other) or self._is_own_state(doc, other, one))
        )

    def _is_others_company(
        self, doc: Doc, subject: Member, other: Member, principals: Sequence[Member]
    ) -> bool:
        """Whether of several principals another one is of the companion's state, and this one is not."""
        own = [one for one in principals if self._same_state(doc, [subject], one)]
        return bool(own) and other not in own

    def _same_state(self, doc: Doc, subjects: Sequence[Member], other: Member) -> bool:
        theirs = self.world.state_of(other.entity, doc._.entities)
        return any(self.world.state_of(one.entity, doc._.entities) == theirs and theirs for one in subjects)

    def kind(self, member: Member) -> str:
        """The kind of a listed institution, empty for anything else."""
        row = self.world.row(member.entity)
        return row.kind or "" if row is not None else ""


def _states(members: Sequence[Member]) -> bool:
    return all(member.label == "COUNTRY" for member in members)


def _side(names: Sequence[str], roles: Roles, labels: Sequence[str]) -> list[Member]:
    """The members of the first of these roles that has any of these labels."""
    for name in names:
        members = [member for member in roles.get(name) if member.label in labels]
        if members:
            return members
    return []


def _of_one_sort(pairs: Iterable[tuple[Member, Member]]) -> Iterator[tuple[Member, Member]]:
    """Pairs of two persons, or of none: who is named beside 两国总理 is not one of the two states."""
    for one, other in pairs:
        if (one.label == "PERSON") == (other.label == "PERSON"):
            yield one, other
