"""Entities and facts document by document, as two JSONL files: what a gold annotation is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kgraph.store.store import Store

__all__ = ["document_entities", "document_facts"]


def document_entities(store: Store) -> Iterator[dict[str, Any]]:
    """One row for each document and entity.

    Yields
    ------
    dict
        ``doc`` (the document's name), ``id``, ``name``, ``type``, ``aliases`` (surfaces in the
        document; of an organ that only a title implies, its names by the state's short names) and
        ``official`` for a person.
    """
    entities = {entity.id: entity for entity in store.entities()}
    names = {document.id: document.name for document in store.documents()}
    surfaces: dict[tuple[str, str], set[str]] = defaultdict(set)
    for mention in store.mentions():
        surface = {mention.surface} if mention.source != "reference" else set()
        surfaces[mention.document, mention.entity] |= surface
    for relation in store.relations():
        for end in (relation.subject, relation.object):
            surfaces.setdefault((relation.document, end), set())
    for document, entity_id in sorted(surfaces, key=lambda key: (names[key[0]], key)):
        entity = entities[entity_id]
        row: dict[str, Any] = {
            "doc": names[document],
            "id": entity.id,
            "name": entity.name,
            "type": entity.label,
            "aliases": sorted(surfaces[document, entity_id]) or entity.attributes.get("also", []),
        }
        if entity.label == "PERSON":
            row["official"] = bool(entity.attributes.get("official"))
        yield row


def document_facts(store: Store) -> Iterator[dict[str, Any]]:
    """One row for each relation of each document.

    Yields
    ------
    dict
        ``doc``, ``subject``, ``relation``, ``object`` (names), ``subject_id``, ``object_id``,
        ``title``, ``date`` (ISO, or two with a slash), ``date_basis``, ``status``, ``speaker``,
        ``evidence``, ``start``, ``end``, ``rule``.
    """
    entities = {entity.id: entity.name for entity in store.entities()}
    documents = {document.id: document for document in store.documents()}
    rows = sorted(store.relations(), key=lambda one: (documents[one.document].name, one.document, one.start))
    for relation in rows:
        document = documents[relation.document]
        when = relation.date_from
        if relation.date_to and relation.date_to != when:
            when = f"{when}/{relation.date_to}"
        yield {
            "doc": document.name,
            "subject": entities[relation.subject],
            "relation": relation.relation,
            "object": entities[relation.object],
            "subject_id": relation.subject,
            "object_id": relation.object,
            "title": relation.title,
            "date": when,
            "date_basis": relation.date_basis,
            "status": relation.status,
            "speaker": entities[relation.speaker] if relation.speaker else None,
            "evidence": document.text[relation.start : relation.end],
            "start": relation.start,
            "end": relation.end,
            "rule": relation.rule,
        }
