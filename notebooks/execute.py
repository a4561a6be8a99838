"""Run the notebooks from top to bottom and keep what they show.

    python notebooks/execute.py                     # all of them, in place
    python notebooks/execute.py 2-a-decade-of-diplomacy.ipynb

They run in one temporary folder with the sample corpus beside it, in their order, so that ``out`` is built
once and nothing is left behind. Whatever differs from run to run is left out of what is kept (times,
versions, warnings). A notebook that shows the same text as before is not written, as pictures differ from
one matplotlib to the next.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbclient import NotebookClient

__all__ = ["clean", "execute", "shown", "workplace"]

HERE = Path(__file__).resolve().parent
_SECONDS = 600


@contextmanager
def workplace() -> Iterator[Path]:
    """A temporary folder to run notebooks in, with ``../corpus`` as seen from the repository.

    Nothing lies beside what stands for the repository: ``../../shared`` is not there.
    """
    with TemporaryDirectory() as folder:
        base = Path(folder) / "repository"
        base.mkdir()
        (base / "corpus").symlink_to(HERE.parent / "corpus")
        (base / "notebooks").mkdir()
        yield base / "notebooks"


def execute(notebook: Any, folder: Path) -> Any:
    """A copy of a notebook, run in a folder.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
    folder : pathlib.Path

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    run = deepcopy(notebook)
    NotebookClient(
        run, timeout=_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    return clean(run)


def clean(notebook: Any) -> Any:
    """A notebook without what differs from run to run; it is changed in place.

    What is written to standard error (warnings of libraries) is left out.
    """
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    code = 0
    for number, cell in enumerate(notebook.cells, start=1):
        cell.id = f"cell-{number}"
        cell.metadata = {}
        if cell.cell_type == "code":
            code += 1
            cell.execution_count = code
            cell.outputs = _joined([one for one in cell.outputs if one.get("name") != "stderr"])
            for output in cell.outputs:
                if output.output_type == "execute_result":
                    output.execution_count = code
                if "metadata" in output:
                    output.metadata = {}
    return notebook


def _joined(outputs: list[Any]) -> list[Any]:
    """Outputs with what was printed in one go as one: how it is cut depends on when the kernel sends it."""
    joined: list[Any] = []
    for one in outputs:
        if joined and one.output_type == joined[-1].output_type == "stream":
            joined[-1].text += one.text
        else:
            joined.append(one)
    return joined


def shown(cell: Any) -> list[str]:
    """What a cell prints and gives as text; for a picture, that there is one."""
    return [
        one["text"]
        if one["output_type"] == "stream"
        else "picture"
        if "image/png" in one["data"]
        else one["data"]["text/plain"]
        for one in cell.get("outputs", [])
    ]


def main(names: list[str]) -> None:
    """Run notebooks by name, or all, and write what has changed."""
    paths = [HERE / Path(name).name for name in names] or sorted(HERE.glob("*.ipynb"))
    with workplace() as folder:
        for path in paths:
            before = nbformat.read(path, as_version=4)
            after = execute(before, folder)
            same = [(cell.source, shown(cell)) for cell in before.cells] == [
                (cell.source, shown(cell)) for cell in after.cells
            ]
            if not same:
                nbformat.write(after, path)
            print(f"{path.name}: {'as before' if same else 'written'}")


if __name__ == "__main__":
    main(sys.argv[1:])
