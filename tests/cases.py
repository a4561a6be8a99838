"""Tables of (text, expected): JSONL under tests/cases, one case a line, known failures with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def cases(name: str) -> list[Any]:
    """The cases of one table as pytest parameters, named by their text."""
    path = Path(__file__).parent / "cases" / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        pytest.param(
            row,
            id=row["text"][:24],
            marks=[pytest.mark.xfail(reason=row["known_failure"], strict=True)]
            if "known_failure" in row
            else [],
        )
        for row in rows
    ]
