"""When what a text tells happened, and where the date comes from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cases import cases

from kgraph.ontology import relations
from kgraph.records import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize("case", cases("dating"))
def test_dating(case: dict[str, Any], read_text: Read) -> None:
    """Subject, relation, object, date and basis of every relation of the labels in ``only``, if given.

    Without ``only``, offices are left out where the case does not ask for them.
    """
    found = read_text(case["text"], case.get("published", "2023-10-30"))
    names = {entity.id: entity.name for entity in found.entities}
    wanted = [_told(*row) for row in case["expected"]]
    asked = set(case.get("only", [])) or {row[1] for row in wanted} | set(relations()) - {"HOLDS_OFFICE"}
    told = []
    for one in found.relations:
        day = one.date_from
        if one.date_to != day:
            day = f"{day}/{one.date_to}"
        if one.relation in asked:
            told.append(_told(names[one.subject], one.relation, names[one.object], day, one.date_basis))
    assert sorted(told, key=str) == sorted(wanted, key=str)


def _told(subject: str, relation: str, other: str, day: str | None, basis: str | None) -> tuple[Any, ...]:
    ends = sorted((subject, other)) if relations()[relation].symmetric else [subject, other]
    return ends[0], relation, ends[1], day, basis
