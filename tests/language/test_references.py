"""What a description, a pronoun or a short form goes back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cases import cases

from kgraph.records import Extraction


@pytest.mark.parametrize("case", cases("references"))
def test_references(case: dict[str, Any], read_text: Callable[..., Extraction]) -> None:
    """For each surface all the names it stands for; none where it names nobody."""
    found = read_text(case["text"], case.get("published", "2023-10-30"))
    names = {entity.id: entity.name for entity in found.entities}
    resolved = {
        surface: sorted({names[one.entity] for one in found.mentions if one.surface == surface})
        for surface in case["expected"]
    }
    assert resolved == {surface: sorted(wanted) for surface, wanted in case["expected"].items()}
