"""Fixtures for the tests of the views."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.views.graphs import FACTS, NODES, PAIRS, assemble, fact

HERE = Path(__file__).parent / "node"


@pytest.fixture
def summit() -> nx.MultiDiGraph:
    """Two years of visits and talks: all labels, all quad classes, all statuses, both scripts."""
    return assemble(NODES, [fact(*row) for row in FACTS], PAIRS)


@pytest.fixture(scope="session")
def node_modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of npm that package.json names."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("needs node and npm, which are not installed")
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    if all((HERE / "node_modules" / name).is_dir() for name in wanted):
        return HERE / "node_modules"
    # Beside the tests they are found again by the next run; made elsewhere, as several may make them.
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    done = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        pytest.skip(f"npm cannot install what the tests read with: {done.stderr.strip()[-300:]}")
    try:
        shutil.copytree(folder / "node_modules", folder / "copy")
        os.rename(folder / "copy", HERE / "node_modules")
    except OSError:  # older ones are there, or it is another file system
        shutil.copytree(folder / "node_modules", HERE / "node_modules", dirs_exist_ok=True)
    return HERE / "node_modules"


@pytest.fixture(scope="session")
def read_with_node(node_modules: Path) -> Callable[[str, Path], dict[str, Any]]:
    """Read a file with a program of npm: its nodes and edges."""
    assert node_modules.parent == HERE

    def read(format: str, path: Path) -> dict[str, Any]:
        done = subprocess.run(
            ["node", str(HERE / "read.cjs"), format, str(path)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return read
