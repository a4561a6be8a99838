"""Which relations a text tells, with what status and date, and in whose words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from tests.cases import cases

from kgraph.ontology import relations
from kgraph.records import Extraction, Relation

Read = Callable[..., Extraction]
Key = tuple[str, ...]


def key(subject: str, relation: str, other: str, title: str | None, directed: bool) -> Key:
    """What makes two tellings one fact: in either order where the relation is symmetric."""
    ends = (subject, other)
    if relations()[relation].symmetric and not directed:
        ends = (min(ends), max(ends))
    return (*ends, relation, title or "")


def facts(found: Extraction, case: dict[str, Any]) -> dict[Key, list[Relation]]:
    """The claims of a text by fact, of the labels in the case's ``only`` where it has some."""
    names = {entity.id: entity.name for entity in found.entities}
    told: dict[Key, list[Relation]] = defaultdict(list)
    for one in found.relations:
        if one.relation in case.get("only", [one.relation]):
            ends = names[one.subject], one.relation, names[one.object]
            told[key(*ends, one.title, case.get("directed", False))].append(one)
    return told


def date(one: Relation) -> str | None:
    return one.date_from if one.date_from == one.date_to else f"{one.date_from}/{one.date_to}"


@pytest.mark.parametrize("case", cases("relations"))
def test_relations(case: dict[str, Any], read_text: Read) -> None:
    """All facts and no other: subject, relation, object, status, then date and title if asked."""
    told = facts(read_text(case["text"], case.get("published", "2023-10-30")), case)
    wanted = {}
    for row in case["expected"]:
        subject, relation, other, status, day, title = [*row, None, None][:6]
        wanted[key(subject, relation, other, title, case.get("directed", False))] = (status, day)
    found = {
        fact: (claims[0].status, date(claims[0]) if wanted.get(fact, (None, None))[1] else None)
        for fact, claims in told.items()
    }
    assert found == wanted


@pytest.mark.parametrize("case", cases("statuses"))
def test_statuses(case: dict[str, Any], read_text: Read) -> None:
    """All facts and no other: subject, relation, object, status, speaker (``*`` for any or none)."""
    found = read_text(case["text"], case.get("published", "2023-10-30"))
    names = {entity.id: entity.name for entity in found.entities}
    told = {
        fact: (claims[0].status, names[claims[0].speaker] if claims[0].speaker else None)
        for fact, claims in facts(found, case).items()
    }
    wanted = {}
    for subject, relation, other, status, speaker in case["expected"]:
        fact = key(subject, relation, other, None, False)
        spoken = told.get(fact, (None, None))[1] if speaker == "*" else speaker
        wanted[fact] = (status, spoken)
    assert told == wanted
