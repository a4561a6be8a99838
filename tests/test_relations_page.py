"""What docs/relations.md shows is what ``kgraph explain`` tells."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest

from tests.cli.conftest import Command, command

__all__ = ["command"]

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGE = (DOCS / "relations.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^    \$ (kgraph explain .*)\n((?:    .*\n|\n)+)", PAGE, flags=re.MULTILINE)


def diagrams() -> ModuleType:
    spec = importlib.util.spec_from_file_location("diagrams", DOCS / "diagrams.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_shows_an_explanation() -> None:
    assert SHOWN


@pytest.mark.parametrize(("line", "shown"), SHOWN)
def test_the_text_is_what_explain_prints(
    line: str, shown: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = command(*shlex.split(line)[1:])
    assert done.out.rstrip().splitlines() == [row[4:] for row in shown.rstrip().splitlines()]


def test_the_pictures_are_what_explain_tells() -> None:
    drawn = list(diagrams().pictures())
    assert {path.name for path, _ in drawn} == {
        path.name for path in (DOCS / "images").glob("relation-*.svg")
    }
    for path, content in drawn:
        assert path.read_text(encoding="utf-8") == content, f"{path.name}: run python docs/diagrams.py"
        assert f"images/{path.name}" in PAGE
