"""Run what a page of documentation tells to type, in a folder, from top to bottom."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

import kgraph
from tests.cli.conftest import Command, Done
from tests.docs.blocks import Block

__all__ = ["Page"]


class Page:
    """What the blocks of a page share: the present folder, and names of Python.

    Parameters
    ----------
    command : callable
        Runs ``kgraph`` with arguments.
    """

    def __init__(self, command: Command) -> None:
        self.command = command
        self.names: dict[str, Any] = {}

    def run(self, block: Block) -> None:
        """Do what a block and the comment above it say.

        Raises
        ------
        AssertionError
            If it does not do what the page says; with what was printed.
        ValueError
            If nobody can say what to do with it.
        """
        by_note: dict[str, Callable[[Block], None]] = {
            "not run": lambda block: None,
            "output of": lambda block: self._prints(block.value, block.text),
            "file": lambda block: self._write(block.value, block.text),
            "written": lambda block: self._same(block.text, Path(block.value).read_text(encoding="utf-8")),
        }
        by_language: dict[str, Callable[[Block], None]] = {
            "sh": lambda block: self._commands(block.text),
            "python": self._python,
            "cypher": lambda block: self._finds("query", "out", block.text),
            "sql": self._sql,
            "sparql": self._sparql,
        }
        todo = by_note.get(block.note) or by_language.get(block.language)
        if todo is None:
            raise ValueError(f"a block of {block.language or 'no language'} needs a comment above it")
        todo(block)

    def close(self) -> None:
        """Close the graphs that Python has opened."""
        for value in self.names.values():
            if isinstance(value, kgraph.KnowledgeGraph):
                value.close()

    def _commands(self, text: str) -> None:
        """Lines to type; below one that begins with ``$`` stands what it prints."""
        if text.startswith("$ "):
            for one in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, shown = one.partition("\n")
                self._prints(command, shown)
            return
        for line in filter(str.strip, text.split("\n")):
            words = shlex.split(line, comments=True)
            assert words[0] == "kgraph", f"{line}: no command of kgraph; say why it is not run"
            self._finds(*words[1:])

    def _finds(self, *arguments: str) -> None:
        done = self._call(arguments)
        assert done.code == 0, f"{shlex.join(arguments)}: status {done.code}\n{done.out}{done.err}"
        assert done.out.strip(), f"{shlex.join(arguments)}: prints nothing"
        assert "note: no" not in done.err, f"{shlex.join(arguments)}: {done.err}"

    def _prints(self, command: str, shown: str) -> None:
        words = shlex.split(command, comments=True)
        assert words[0] == "kgraph", f"{command}: no command of kgraph"
        done = self._call(words[1:])
        self._same(shown, done.out or done.err)

    def _call(self, arguments: Sequence[str]) -> Done:
        """Run ``kgraph``; behind ``<`` stands the file that is standard input."""
        given = list(arguments)
        if "<" not in given:
            return self.command(*given)
        place = given.index("<")
        with pytest.MonkeyPatch.context() as patch, open(given[place + 1], encoding="utf-8") as stream:
            patch.setattr("sys.stdin", stream)
            return self.command(*given[:place], *given[place + 2 :])

    def _same(self, shown: str, printed: str) -> None:
        lines = [line.rstrip() for line in printed.rstrip().split("\n")]
        assert shown.rstrip().split("\n") == lines, "what is shown is not what is printed:\n" + "\n".join(
            lines
        )

    def _write(self, name: str, text: str) -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text + "\n", encoding="utf-8")

    def _python(self, block: Block) -> None:
        """Run a block; a comment in its last line is what the expression before it gives."""
        tree, name = ast.parse(block.text), f"block in line {block.line}"
        last = block.text.rstrip().rpartition("\n")[2]
        if not (last.startswith("# ") and isinstance(tree.body[-1], ast.Expr)):
            exec(compile(tree, name, "exec"), self.names)
            return
        final = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
        exec(compile(tree, name, "exec"), self.names)
        self._same(last[2:], repr(eval(compile(final, name, "eval"), self.names)))

    def _sql(self, block: Block) -> None:
        with duckdb.connect("out/graph.duckdb", read_only=True) as database:
            assert database.sql(block.text).fetchall()

    def _sparql(self, block: Block) -> None:
        import rdflib

        with kgraph.open("out") as graph:
            graph.export("asked.ttl")
        assert list(rdflib.Graph().parse("asked.ttl").query(block.text))
