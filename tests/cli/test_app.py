"""The application: help, version, errors and exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kgraph
from tests.building_samples import TALKS, VISIT
from tests.cli.conftest import Command

COMMANDS = (
    "build",
    "show",
    "export",
    "find",
    "facts",
    "path",
    "stats",
    "verify",
    "evaluate",
    "explain",
    "ontology",
    "rules",
)


def test_help_names_every_command(command: Command) -> None:
    done = command("--help")
    assert done.code == 0
    assert all(name in done.out for name in COMMANDS)


@pytest.mark.parametrize("name", [*COMMANDS, "rules check", "rules show"])
def test_every_command_explains_itself(name: str, command: Command) -> None:
    for option in ("--help", "-h"):
        done = command(*name.split(), option)
        assert done.code == 0
        assert f"kgraph {name}" in done.out
        assert done.err == ""


def test_version(command: Command) -> None:
    done = command("--version")
    assert (done.code, done.out) == (0, f"kgraph {kgraph.__version__}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build"],
        ["build", "x"],
        ["facts"],
        ["facts", "out", "--limit", "many"],
        ["stats", "o", "--no"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_answered_with_the_usage(arguments: list[str], command: Command) -> None:
    done = command(*arguments)
    assert done.code == 2
    assert "Usage: kgraph" in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_an_error_is_one_line_and_with_debug_a_traceback(command: Command, tmp_path: Path) -> None:
    message = command("stats", tmp_path / "nowhere").message
    assert str(tmp_path / "nowhere") in message
    debugged = command("--debug", "stats", tmp_path / "nowhere")
    assert debugged.code == 2
    assert "Traceback" in debugged.err
    assert debugged.err.splitlines()[-1] == message


def test_brackets_in_a_name_are_no_markup(command: Command, tmp_path: Path) -> None:
    # Rich would take [/red] for the end of a colour, and fail on it or leave it out.
    path = tmp_path / "[bold]旧[/red]"
    assert str(path) in command("stats", path).message


def test_an_interrupt_says_how_to_go_on(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    monkeypatch.setattr("kgraph.engines.worker.extractions", interrupted)
    done = command("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert done.code == 130
    assert "Traceback" not in done.err
    assert "the same command goes on" in done.err
    monkeypatch.undo()
    assert command("build", tmp_path / "a.txt", "-o", tmp_path / "out").code == 0


def test_the_installed_command_works_in_a_pipe(tmp_path: Path) -> None:
    # All that the tests in this process spare: the entry point, standard input, bytes on a pipe.
    script = Path(sys.executable).with_name("kgraph")
    if not script.exists():
        pytest.skip("kgraph is not installed as a command")
    out = tmp_path / "out"
    built = subprocess.run(
        [script, "build", "-", "-o", out], input=VISIT.encode(), capture_output=True, check=False, timeout=120
    )
    assert built.returncode == 0, built.stderr.decode()
    assert "阿尔巴尼斯" in built.stdout.decode()
    asked = subprocess.run(
        [script, "facts", out, "--subject", "邱吉尔"], capture_output=True, check=False, timeout=120
    )
    assert asked.returncode == 2
    assert asked.stderr.decode().startswith("kgraph: '邱吉尔'")
    assert asked.stdout == b""
