"""Who speaks and who acts: deeds that a side reports of itself, and what is only its word."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kgraph.language.clauses import PREPOSITIONS
from kgraph.language.item import ASPECTS, Item, Kind, Member
from kgraph.language.roles import Roles
from kgraph.language.sides import Sides
from kgraph.language.world import World
from kgraph.ontology import relations
from kgraph.rules import PatternRow

__all__ = ["Reports"]

_DEEDS = "material conflict"
_CONTESTED = frozenset({"verbal conflict", _DEEDS})
_FIGHTING = frozenset({"military", "armed_group"})
_OPENING = frozenset({*PREPOSITIONS, Kind.OTHER_PREPOSITION, Kind.VERB})
_I = frozenset({"我", "本人"})
_WE = frozenset({"我们", "我方"})


class Reports:
    """What a claim owes to who reports it.

    Parameters
    ----------
    world : World
    sides : Sides
    light : frozenset of str
        Verbs without a meaning of their own: 进行, 实施.
    """

    def __init__(self, world: World, sides: Sides, light: frozenset[str]) -> None:
        self.world = world
        self.sides = sides
        self.light = light
        self.relations = relations()

    def give_voice(
        self,
        doc: Doc,
        speakers: Sequence[Member],
        items: Sequence[Item],
        verb: int,
        roles: Roles,
        *,
        opinion: bool,
    ) -> None:
        """Let who is quoted hold an opinion that has no agent of its own, and do what 我 does.

        A说，B局势紧张，呼吁C停火: it is A who calls, not B; and so where it is 我们 who call.
        """
        if not speakers or roles.asked_by or self.sides.kind(speakers[0]) == "media":
            return
        if not roles.agent:
            said = {item.text for item in items[roles.clause_start : verb]}
            if said & _I or (opinion and said & _WE):
                roles.agent = tuple(speakers)
            return
        if not opinion:
            return
        known = doc._.entities
        own = self.world.state_of(speakers[0].entity, known)
        if not any(self.world.state_of(one.entity, known) == own for one in roles.agent):
            roles.agent = tuple(speakers)

    def is_deed(self, relation: str) -> bool:
        """Whether a relation is force, or what comes near it, and not words."""
        return self.relations[relation].quad == _DEEDS

    def own_deed(self, items: Sequence[Item], verb: int, roles: Roles, subject: Member) -> bool:
        """Whether forces report what they did themselves: 某军方称，对B进行打击, 称击退B进攻."""
        if subject.label != "COUNTRY" and self.sides.kind(subject) not in _FIGHTING:
            return False
        before = items[roles.clause_start : verb]
        first = next((item for item in before if item.kind not in {Kind.LIGHT, Kind.AND}), None)
        if roles.get("agent-of") or (first is not None and first.kind not in _OPENING):
            return False  # A说，B的无人机侵入C
        carried = any(item.text in self.light for item in before)
        behind = items[verb + 1] if verb + 1 < roles.clause_end else None
        if carried or (behind is not None and behind.text in ASPECTS):
            return behind is None or behind.text in ASPECTS
        return bool(roles.patient) and behind is not None and behind.kind is Kind.NAMES

    def only_claimed(
        self, doc: Doc, row: PatternRow, subject: Member, speaker: str, *, admitted: bool
    ) -> bool:
        """Whether a claim is one side's word about what the other does."""
        if self.relations[row.relation].quad not in _CONTESTED:
            return False
        if row.relation == "ASSAULT":
            return not admitted  # of its own strikes each side tells what nobody else confirms
        if subject.entity == speaker:
            return False
        theirs = self.world.state_of(subject.entity, doc._.entities)
        return theirs != self.world.state_of(speaker, doc._.entities)
