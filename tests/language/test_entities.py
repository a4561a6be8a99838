"""What is named in a text, of what kind, and where the name begins and ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cases import cases

from kgraph.records import Extraction


@pytest.mark.parametrize("case", cases("entities"))
def test_entities(case: dict[str, Any], read_text: Callable[..., Extraction]) -> None:
    """All of (surface, label, canonical name), references by description left aside."""
    found = read_text(case["text"])
    names = {entity.id: entity.name for entity in found.entities}
    named = {
        (mention.surface, mention.label, names[mention.entity])
        for mention in found.mentions
        if mention.source != "reference"
    }
    assert named == {tuple(one) for one in case["expected"]}
