"""The notebooks run from top to bottom, and what they show is what they print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kgraph

nbformat = pytest.importorskip("nbformat", reason="needs the test extra: nbclient, nbformat, ipykernel")
for name in ("nbclient", "ipykernel", "matplotlib", "pandas", "igraph"):
    pytest.importorskip(name, reason=f"needs the test extra: {name}")

running = pytest.importorskip("notebooks.execute")

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """One for all of them: the graph of the first one is there for the others."""
    with running.workplace() as folder:
        yield folder


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_shows_what_it_prints(path: Path, folder: Path) -> None:
    kept = nbformat.read(path, as_version=4)
    run = running.execute(kept, folder)
    again = f"{path.name}: run python notebooks/execute.py"
    for before, after in zip(kept.cells, run.cells, strict=True):
        assert running.shown(before) == running.shown(after), f"{again}\n{before.source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_kept_clean(path: Path) -> None:
    """No times, versions or paths of whoever ran it last."""
    kept = nbformat.read(path, as_version=4)
    assert running.clean(nbformat.read(path, as_version=4)) == kept
    assert not [
        text for cell in kept.cells for text in running.shown(cell) if "/tmp" in text or "/home" in text
    ]


@pytest.mark.parametrize(
    ("there", "taken"),
    [
        (["decade/graph.duckdb", "../../shared/newscast/2012.jsonl"], ("open", "decade")),
        (["../../shared/newscast/2012.jsonl"], ("build", "../../shared/newscast", "decade")),
        (["decade/notes.txt", "../corpus/articles/a.txt"], ("build", "../corpus/articles", "out")),
    ],
    ids=["decade", "newscast", "corpus"],
)
def test_the_decade_is_of_what_is_there(
    there: list[str],
    taken: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = tmp_path / "repository" / "notebooks"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    for name in there:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    asked: list[tuple[str, ...]] = []
    for verb in ("open", "build"):
        monkeypatch.setattr(
            kgraph,
            verb,
            lambda *given, verb=verb: asked.append((verb, *(Path(one).as_posix() for one in given))),
        )
    [decade] = [path for path in NOTEBOOKS if path.stem.startswith("2-")]
    first = next(cell for cell in nbformat.read(decade, as_version=4).cells if cell.cell_type == "code")
    exec(first.source, {})
    assert asked == [taken]
    # Who waits for a quarter of an hour is told before.
    assert ("15 minutes" in capsys.readouterr().out) == (taken[1:2] == ("../../shared/newscast",))


def test_what_is_printed_in_one_go_is_one_output() -> None:
    """The kernel sends it in as many parts as it has time for."""
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    parts = [
        new_output("stream", name=name, text=text) for name, text in (("stdout", "王毅 "), ("stderr", "!"))
    ]
    parts += [
        new_output("stream", name="stdout", text="MEET"),
        new_output("execute_result", {"text/plain": "1"}),
    ]
    notebook = running.clean(new_notebook(cells=[new_code_cell("1", outputs=parts)]))
    assert running.shown(notebook.cells[0]) == ["王毅 MEET", "1"]
