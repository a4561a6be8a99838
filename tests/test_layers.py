"""The imports hold the layers of docs/design.md."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kgraph"

BASE = {"encoding", "errors", "records", "ontology", "rules", "script"}
# What each package may import, besides itself.
MAY_IMPORT = {
    "errors": set(),
    "records": set(),
    "rules": {"encoding", "errors"},
    "encoding": {"script"},
    "script": set(),
    "ontology": {"rules"},
    "sketches": {"records", "script"},
    "reading": BASE,
    "language": BASE,
    "store": BASE,
    "graph": BASE | {"store", "sketches"},
    "views": BASE | {"store", "graph"},
    "query": BASE | {"store", "graph"},
    "mining": BASE | {"store", "graph"},
    "engines": BASE | {"language", "store", "reading", "graph", "sketches"},
    "evaluation": BASE | {"store"},
    "verification": BASE | {"store", "reading"},
    "building": BASE | {"reading", "engines", "store", "graph"},
    "api": BASE
    | {"building", "reading", "store", "graph", "views", "query", "mining", "evaluation", "verification"},
    "cli": None,
}
# A saved graph opens without these.
HEAVY = {"spacy", "spacy_pkuseg", "thinc"}
LIGHT_LAYERS = {*BASE, "store", "graph", "views", "query", "mining", "evaluation"}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Absolute names of the modules that a file imports, function-level imports too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def package(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_hold_the_layers(path: Path) -> None:
    own = package(path)
    if own in {"__init__", "__main__"}:
        return
    allowed = MAY_IMPORT[own]
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "kgraph" and allowed is not None and len(parts) > 1:
            assert parts[1] == own or parts[1] in allowed, f"{own} may not import {name}"
        if parts[0] == "kgraph" and own != "cli":
            assert parts[1:2] != ["cli"], "nothing imports the command line"
        assert parts[0] not in {"models", "corpus", "benchmarks"}
        if own in LIGHT_LAYERS:
            assert parts[0] not in HEAVY, f"{own} must not need {name}"


def test_every_package_has_its_layer() -> None:
    assert {package(path) for path in modules()} - {"__init__", "__main__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
