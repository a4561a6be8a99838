"""Which entity a name stands for, by office, country, date and what else the text names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cases import cases

from kgraph.records import Extraction


@pytest.mark.parametrize("case", cases("linking"))
def test_linking(case: dict[str, Any], read_text: Callable[..., Extraction]) -> None:
    """Every mention with the surface stands for the entity with the id."""
    found = read_text(case["text"], case.get("published", "2023-10-30"))
    linked = {
        surface: sorted({one.entity for one in found.mentions if one.surface == surface})
        for surface in case["expected"]
    }
    assert linked == {surface: [entity] for surface, entity in case["expected"].items()}
