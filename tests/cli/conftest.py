"""The command line in this process, and a graph to ask."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from spacy.language import Language

from kgraph.cli import main
from tests.building_samples import graph_folder, loaded_once

__all__ = ["graph_folder"]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def message(self) -> str:
        """The one line that says why nothing was done."""
        assert self.code == 2
        lines = [line for line in self.err.splitlines() if line.strip()]
        assert "Traceback" not in self.err
        assert lines[-1].startswith("kgraph: "), self.err
        assert sum(line.startswith("kgraph: ") for line in lines) == 1
        return lines[-1]


Command = Callable[..., Done]


@pytest.fixture
def command(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Run ``kgraph`` with arguments, as its script does."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["kgraph", *map(str, arguments)])
        code: object = 0
        capsys.readouterr()
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        captured = capsys.readouterr()
        assert isinstance(code, int)
        return Done(code, captured.out, captured.err)

    # Tables are not cut to the width of a terminal that is not there; --debug is undone at the end.
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("KGRAPH_DEBUG", "")
    with loaded_once(nlp):
        yield run
