"""References to several: 双方, 两国元首, 两国外长, 三国."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from kgraph.language.attributes import Found, Group, Office
from kgraph.language.chunks import Chunk
from kgraph.language.context import Context
from kgraph.language.world import World, held

__all__ = ["GROUPS_BEGIN", "Groups"]

_SIDES = ("双方", "两国政府", "两国", "两军")
_STATES = frozenset({"COUNTRY"})
_ACTORS = {"双方": frozenset({"COUNTRY", "INSTITUTION"})}
_HEADS = ("两国元首", "两国领导人", "两位元首", "两位领导人")
_HEAD_TITLES = ("title:president", "title:state-president", "title:king", "title:chair", "title:premier",
                "title:prime-minister", "title:supreme-leader", "title:emir", "title:queen")  # fmt: skip
# 元首 is who stands for the state, and not who leads its government.
_GOVERNMENT = frozenset({"title:premier", "title:prime-minister"})
_TWO_HOLDERS = ("两国", "双方", "两位", "两名")
_COUNTED = re.compile(r"([三四五六七])国(?![演志时鼎])")
_COUNTED_ABOVE = re.compile(r"([两二三四五六七])国(?![演志时鼎])")
_ABOVE = frozenset({"上述", "这"})
# What all of these begin with; most words do not.
GROUPS_BEGIN = frozenset("双两三四五六七")
_NUMBERS = "零一二三四五六七"


class Groups:
    """References to two or more states, parties or persons.

    Parameters
    ----------
    world : World
    """

    def __init__(self, world: World) -> None:
        self.world = world
        titles = world.lexicon.titles
        self._head_titles = {
            rule: frozenset((titles[rule].title, *titles[rule].aliases)) for rule in _HEAD_TITLES
        }

    def at(self, doc: Doc, chunks: Sequence[Chunk], number: int, context: Context) -> Group | None:
        """The reference that begins with ``chunks[number]``, if one does and can be resolved."""
        folded: str = doc._.folded
        start = chunks[number].start
        if (group := self._holders(doc, chunks, number)) is not None:
            return group
        above = number > 0 and chunks[number - 1].text in _ABOVE
        if match := (_COUNTED_ABOVE if above else _COUNTED).match(folded, start):
            counted = context.states_counted(_NUMBERS.index(match[1].replace("两", "二")))
            return self._made(doc, start, match.end(), counted) if counted else None
        text = next((text for text in (*_HEADS, *_SIDES) if folded.startswith(text, start)), None)
        if text is None or folded.startswith("两国方案", start):
            return None
        end = start + len(text)
        beside = _states_beside(chunks, number)
        if len(beside) == 1:
            return None
        if not beside and text in _SIDES and (actors := context.actors(_ACTORS.get(text, _STATES))):
            return self._made(doc, start, end, actors)
        states = beside or context.states()
        if text in _HEADS:
            rules = [
                rule for rule in self._head_titles if not (text.endswith("元首") and rule in _GOVERNMENT)
            ]
            persons = tuple(person for state in states if (person := self._head_of(doc, state, rules)))
            return self._made(doc, start, end, persons) if len(persons) == 2 else None
        parties = states or (context.parties() if text == "双方" else ())
        return self._made(doc, start, end, parties) if parties else None

    def _holders(self, doc: Doc, chunks: Sequence[Chunk], number: int) -> Group | None:
        """两国外长, 两位总统: the two whom the document names with that title."""
        begin = chunks[number].start
        opening = next((one for one in _TWO_HOLDERS if doc._.folded.startswith(one, begin)), "")
        start = begin + len(opening)
        phrase = next((one for one in doc._.offices if one.start == start and one.holder < 0), None)
        if not opening or phrase is None:
            return None
        mentions = {found.start: found.entity for found in doc._.mentions}
        before: list[str] = []
        for office in _told(doc._.offices, start):
            if office.rule == phrase.rule and office.holder in mentions:
                person = mentions[office.holder]
                before = [*(one for one in before if one != person), person]
        last = tuple(before[-2:])
        return self._made(doc, begin, phrase.end, last) if len(last) == 2 else None

    def _head_of(self, doc: Doc, state: str, rules: Iterable[str]) -> str:
        """The head of a state, if the document tells or names a person who is one on its day."""
        mentions: dict[int, Found] = {found.start: found for found in doc._.mentions}
        published = doc._.document.published if doc._.document else None
        for rule in rules:
            titles = self._head_titles[rule]
            for office in doc._.offices:
                if (
                    office.of == state
                    and office.rule == rule
                    and not office.past
                    and office.holder in mentions
                ):
                    return mentions[office.holder].entity
            for found in doc._.mentions:
                row = self.world.row(found.entity) if found.label == "PERSON" else None
                if row is not None and any(
                    office.of == state and office.title in titles and held(office, published)
                    for office in row.offices
                ):
                    return row.id
        return ""

    def _made(self, doc: Doc, start: int, end: int, entities: tuple[str, ...]) -> Group:
        labels = []
        for entity in entities:
            row, made = self.world.row(entity), doc._.entities.get(entity)
            labels.append(row.label if row is not None else made.label if made is not None else "PERSON")
        return Group(start, end, entities, tuple(labels))


def _told(offices: Iterable[Office], end: int) -> list[Office]:
    """The offices that are told as held, before an offset, in order."""
    return sorted((one for one in offices if one.start < end and not one.past), key=lambda one: one.start)


def _states_beside(chunks: Sequence[Chunk], number: int) -> tuple[str, ...]:
    """The states named right before a reference: 中巴新 | 双方, 俄罗斯和土耳其 | 两国."""
    states: list[str] = []
    position = number - 1
    while position >= 0 and chunks[position].end == chunks[position + 1].start:
        chunk = chunks[position]
        if chunk.label == "COUNTRY" and chunk.found is not None:
            states.append(chunk.found.entity)
        elif chunk.text not in {"、", "和", "与"}:
            break
        position -= 1
    return tuple(dict.fromkeys(reversed(states)))
