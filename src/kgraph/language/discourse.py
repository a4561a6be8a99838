"""What a document was just speaking of, for clauses that leave it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from spacy.tokens import Doc

from kgraph.language.attributes import Claim
from kgraph.language.item import Item, Member
from kgraph.language.world import World

__all__ = ["Discourse"]

# An event counts as the topic for this many sentences after it was named.
_REACH = 3
# Who travels counts for longer: those who go with him are named when the visit has been told.
_JOURNEY = 6


class Discourse:
    """The event spoken of, the last meeting told of, and who travels.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    world : World
    """

    def __init__(self, doc: Doc, world: World) -> None:
        self.doc = doc
        self.world = world
        self.outcomes = world.lexicon.words["words:outcome"]
        self._event: Member | None = None
        self._since = 0
        self._meeting: tuple[str, str] | None = None
        self._visitor = ""
        self._journey = -1
        self._companions: set[str] = set()
        self._arrived = 0
        self._instances = _instances(doc, world)

    def instance(self, member: Member) -> Member:
        """Of a series of events the one that the document is about: 香山论坛 as 第十届北京香山论坛."""
        meant = self._instances.get(member.entity)
        return member if meant is None else replace(member, entity=meant)

    def read(self, items: Sequence[Item]) -> list[Item]:
        """Take in a sentence, before its clauses are read; each event in it becomes the instance meant."""
        self._since += 1
        self._arrived += 1
        result: list[Item] = []
        for item, following in zip_longest(items, items[1:]):
            meant = tuple(map(self.instance, item.members))
            for member in meant:
                # 党的十九大 | 精神: what came of an event is spoken of, not the event.
                if member.label == "EVENT" and not (following and following.text in self.outcomes):
                    self._event, self._since = member, 0
            result.append(item if meant == item.members else replace(item, members=meant))
        return result

    def tell(self, claim: Claim) -> None:
        """Take in a claim."""
        if claim.relation == "MEET" and self._is_person(claim.subject) and self._is_person(claim.object):
            self._meeting = (claim.subject, claim.object)
        elif claim.relation == "ACCOMPANY":
            self._companions.add(claim.subject)
        elif (
            claim.relation == "VISIT"
            and claim.subject not in self._companions
            and self._is_person(claim.subject)
        ):
            if claim.trigger_start != self._journey:  # of A偕夫人B抵达 it is A whom others accompany
                self._visitor, self._arrived = claim.subject, 0
            self._journey = claim.trigger_start

    def event(self) -> tuple[Member, ...]:
        """The event that 出席 without an object is about."""
        return (self._event,) if self._event is not None and self._since <= _REACH else ()

    def principal(self, subjects: Sequence[Member]) -> tuple[Member, ...]:
        """With whom they travel who 陪同出访: who was last said to visit a place."""
        if not self._visitor or self._arrived > _JOURNEY:
            return ()
        if any(subject.entity == self._visitor for subject in subjects):
            return ()
        return (Member(self._visitor, "PERSON", -1),)

    def _is_person(self, entity: str) -> bool:
        row, made = self.world.row(entity), self.doc._.entities.get(entity)
        return (row is not None and row.label == "PERSON") or (made is not None and made.label == "PERSON")

    def counterparts(self, subjects: Sequence[Member]) -> tuple[Member, ...]:
        """Whom they met who 参加会见: of the last meeting the side that is not their own."""
        if self._meeting is None or not subjects:
            return ()
        own = {self.world.state_of(subject.entity, self.doc._.entities) for subject in subjects}
        host, guest = self._meeting
        if any(subject.entity in self._meeting for subject in subjects):
            return ()
        guest_state = self.world.state_of(guest, self.doc._.entities)
        if guest_state and guest_state == self.world.state_of(host, self.doc._.entities):
            return ()
        other = host if guest_state in own and guest_state else guest
        return (Member(other, "PERSON", -1),)


def _instances(doc: Doc, world: World) -> dict[str, str]:
    """For each series that the document names, its instance that is named most."""
    counts = Counter(found.entity for found in doc._.mentions if found.label == "EVENT")
    instances: dict[str, str] = {}
    for series in counts:
        row = world.row(series)
        if row is None or row.kind != "series":
            continue
        names = tuple({row.name, *row.aliases})
        numbered = [one for one in counts if one != series and one.split(":", 1)[1].endswith(names)]
        if numbered:
            instances[series] = max(numbered, key=lambda one: (counts[one], one))
    return instances
