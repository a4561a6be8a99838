"""Who says it, and whether it is done, planned, wished, claimed or denied: over many ways of reporting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cases import cases

from kgraph.ontology import relations
from kgraph.records import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize("case", cases("speech"))
def test_status_and_speaker(case: dict[str, Any], read_text: Read) -> None:
    """All facts of the labels in ``only`` and no other: status, and speaker (``*`` for any or none)."""
    found = read_text(case["text"])
    names: dict[str | None, str | None] = {entity.id: entity.name for entity in found.entities}
    told: dict[tuple[Any, ...], tuple[str, str | None]] = {}
    for one in found.relations:
        if one.relation in case["only"]:
            fact = _fact(names[one.subject], one.relation, names[one.object], one.title)
            told.setdefault(fact, (one.status, names.get(one.speaker)))
    wanted = {}
    for subject, relation, other, status, speaker, *title in case["expected"]:
        fact = _fact(subject, relation, other, *title)
        wanted[fact] = (status, told.get(fact, ("", None))[1] if speaker == "*" else speaker)
    assert told == wanted


def _fact(subject: Any, relation: str, other: Any, title: str | None = None) -> tuple[Any, ...]:
    ends = sorted((subject, other)) if relations()[relation].symmetric else (subject, other)
    return (*ends, relation, title)
