"""The pictures of docs/relations.md show what ``kgraph explain`` tells."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "relations.md").read_text(encoding="utf-8")


def diagrams() -> ModuleType:
    spec = importlib.util.spec_from_file_location("diagrams", DOCS / "diagrams.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_are_what_explain_tells() -> None:
    drawn = list(diagrams().pictures())
    assert {path.name for path, _ in drawn} == {
        path.name for path in (DOCS / "images").glob("relation-*.svg")
    }
    for path, content in drawn:
        assert path.read_text(encoding="utf-8") == content, f"{path.name}: run python docs/diagrams.py"
        assert f"images/{path.name}" in PAGE
