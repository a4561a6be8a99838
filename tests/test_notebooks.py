"""The notebooks run from top to bottom, and what they show is what they print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="needs the test extra: nbclient, nbformat, ipykernel")
nbclient = pytest.importorskip("nbclient", reason="needs the test extra: nbclient, nbformat, ipykernel")
pytest.importorskip("ipykernel", reason="needs the test extra: nbclient, nbformat, ipykernel")

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebook_shows_what_it_prints(path: Path) -> None:
    shown = nbformat.read(path, as_version=4)
    run = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(run, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    assert [outputs(cell) for cell in run.cells] == [outputs(cell) for cell in shown.cells]


def outputs(cell: Any) -> list[str]:
    """What a cell prints and gives, without the kernel's own warnings."""
    return [
        one["text"] if one["output_type"] == "stream" else one["data"]["text/plain"]
        for one in cell.get("outputs", [])
        if one.get("name") != "stderr"
    ]
