"""Who is named: persons that no list holds, and words that are no person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cases import cases

from kgraph.records import Extraction


@pytest.mark.parametrize("case", cases("persons"))
def test_persons(case: dict[str, Any], read_text: Callable[..., Extraction]) -> None:
    """The canonical names of all persons and no other."""
    found = read_text(case["text"], case.get("published", "2023-10-30"))
    assert {one.name for one in found.entities if one.label == "PERSON"} == set(case["expected"])
