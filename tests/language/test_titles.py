"""Who holds which office, of what, and whether still."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.cases import cases

from kgraph.records import Extraction

Office = tuple[str, str, str, str]


def offices(found: Extraction) -> set[Office]:
    """Holder, bare title, what it is an office of, status."""
    names = {entity.id: entity.name for entity in found.entities}
    return {
        (names[one.subject], one.title or "", names[one.object], one.status)
        for one in found.relations
        if one.relation == "HOLDS_OFFICE"
    }


def agrees(wanted: list[str], office: Office) -> bool:
    """Whether an office is the one wanted; ``|`` parts answers that are both right."""
    holder, title, of, status = [*wanted, "actual"][:4]
    return (
        (holder, status) == (office[0], office[3])
        and office[1] in title.split("|")
        and office[2] in of.split("|")
    )


@pytest.mark.parametrize("case", cases("titles"))
def test_titles(case: dict[str, Any], read_text: Callable[..., Extraction]) -> None:
    """All offices of a text and no other; an office that is held still has no fourth part."""
    found = offices(read_text(case["text"], case.get("published", "2023-10-30")))
    wanted = case["expected"]
    missing = [one for one in wanted if not any(agrees(one, office) for office in found)]
    wrong = sorted(office for office in found if not any(agrees(one, office) for one in wanted))
    assert (missing, wrong) == ([], [])
