"""Records written by hand, and stores filled with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kgraph.graph import facts
from kgraph.records import Document, Entity, Extraction, Fact, Mention, Relation, Sentence
from kgraph.script import fold
from kgraph.store import Store

XI, WANG, BLINKEN, BIDEN = "person:xi", "person:wang", "person:blinken", "person:biden"
CN, US, MFA, STATE = "country:CN", "country:US", "org:cn-mfa", "org:us-state"
HARBOUR, FORUM = "place:harbour", "event:forum"

ENTITIES: dict[str, Entity] = {
    one.id: one
    for one in (
        Entity(XI, "PERSON", "习近平", attributes={"official": True}),
        Entity(WANG, "PERSON", "王毅", attributes={"official": True}),
        Entity(BLINKEN, "PERSON", "布林肯", attributes={"official": True, "en": "Antony Blinken"}),
        Entity(BIDEN, "PERSON", "拜登", attributes={"official": True}),
        Entity(CN, "COUNTRY", "中国", attributes={"kind": "state", "code": "CN"}),
        Entity(US, "COUNTRY", "美国", attributes={"kind": "state", "code": "US", "also": ["美利坚合众国"]}),
        Entity(MFA, "INSTITUTION", "中国外交部", attributes={"kind": "government", "country": CN}),
        Entity(STATE, "INSTITUTION", "美国国务院", attributes={"kind": "government", "country": US}),
        Entity(HARBOUR, "PLACE", "维多利亚港"),
        Entity(FORUM, "EVENT", "海湾安全论坛"),
    )
}


def document(identifier: str, text: str = "", published: str | None = None, **more: Any) -> Document:
    """A document whose name is its id, unless told otherwise."""
    values: dict[str, Any] = {"name": identifier, "published": published}
    return Document(id=identifier, text=text or f"第{identifier}篇的正文。", **(values | more))


def relation(
    document: str,
    subject: str = WANG,
    name: str = "MEET",
    other: str = BLINKEN,
    since: str | None = None,
    until: str | None = None,
    **more: Any,
) -> Relation:
    """A relation of one day, or from one day to another, by default an explicit date."""
    values: dict[str, Any] = {
        "sentence": 0,
        "start": 0,
        "end": 4,
        "trigger_start": 1,
        "trigger_end": 3,
        "rule": "pattern:by-hand",
        "date_from": since,
        "date_to": until or since,
        "date_basis": "explicit" if since else None,
    }
    return Relation(document=document, subject=subject, relation=name, object=other, **(values | more))


Line = tuple[str, Mapping[str, str], Sequence[tuple[Any, ...]]]


def line(text: str, names: Mapping[str, str] | None = None, *told: tuple[Any, ...]) -> Line:
    """A sentence: its text, entity ids by surface, and (subject, relation, object, day, more) told in it."""
    return text, names or {}, told


def article(identifier: str, published: str | None, *lines: Line, **more: Any) -> Extraction:
    """What the language step would give for a document of these sentences, one a line."""
    whole = "\n".join(text for text, _, _ in lines)
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    relations: list[Relation] = []
    start = 0
    for index, (text, names, told) in enumerate(lines):
        end = start + len(text)
        key = "".join(char for char in fold(text) if char.isalnum())
        sentences.append(Sentence(identifier, index, start, end, key))
        for surface, entity in names.items():
            at = start + text.index(surface)
            label = ENTITIES[entity].label
            mentions.append(
                Mention(identifier, at, at + len(surface), surface, label, "gazetteer", entity, entity)
            )
        for subject, name, other, day, *rest in told:
            values = {"sentence": index, "start": start, "end": end} | (rest[0] if rest else {})
            relations.append(relation(identifier, subject, name, other, day, **values))
        start = end + 1
    wanted = {one.entity for one in mentions}
    wanted |= {end for one in relations for end in (one.subject, one.object)}
    return Extraction(
        document(identifier, whole, published, **more),
        tuple(sentences),
        tuple(mentions),
        tuple(ENTITIES[one] for one in sorted(wanted)),
        tuple(relations),
    )


def grouped(
    *relations: Relation, documents: Iterable[Document] = (), entities: Iterable[Entity] = ()
) -> list[Fact]:
    """The facts of these relations, by pair and time, from a store in memory."""
    given = list(documents) or [document(one) for one in sorted({one.document for one in relations})]
    known = ENTITIES | {one.id: one for one in entities}
    with Store(Path(":memory:"), create=True) as store:
        told = {one.id: [other for other in relations if other.document == one.id] for one in given}
        store.write([Extraction(one, (), (), (), tuple(told[one.id])) for one in given])
        ends = {end for one in relations for end in (one.subject, one.object)}
        store.write([Extraction(document("entities"), (), (), tuple(known[end] for end in sorted(ends)), ())])
        found = facts(store)
    first = "0000"
    return sorted(found, key=lambda one: (one.subject, one.relation, one.object, one.date_from or first))


def fill(path: Path, extractions: Iterable[Extraction]) -> Store:
    """A new store with these extractions."""
    store = Store(path, create=True)
    store.write(list(extractions))
    return store
