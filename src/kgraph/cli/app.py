"""The application, its errors and its exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

import kgraph
from kgraph.cli import ask, building, counts, explain, mining, ontology, rules, views
from kgraph.errors import KgraphError

__all__ = ["app", "main"]

# How Typer ends a program that Ctrl-C stops.
_INTERRUPTED = 130

app = typer.Typer(
    name="kgraph",
    help="Chinese political and diplomatic news as a knowledge graph whose every edge can be checked.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"kgraph {kgraph.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    if debug:
        os.environ["KGRAPH_DEBUG"] = "1"


building.register(app)
views.register(app)
ask.register(app)
explain.register(app)
ontology.register(app)
counts.register(app)
mining.register(app)
app.add_typer(rules.app, name="rules")


def main() -> None:
    """Entry point of the ``kgraph`` command.

    Exit codes: 0 done; 1 done, but some inputs were rejected or not confirmed; 2 nothing was done.
    """
    try:
        app(prog_name="kgraph")
    except KgraphError as error:
        _fail(str(error))
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        what = error.strerror or str(error)
        _fail(f"{error.filename}: {what}; choose another path" if error.filename else what)
    except SystemExit as exit:
        if exit.code == _INTERRUPTED:
            Console(stderr=True).print("kgraph: stopped; the same command goes on where it was")
        raise


def _fail(message: str) -> None:
    if os.environ.get("KGRAPH_DEBUG"):
        traceback.print_exc()
    Console(stderr=True, soft_wrap=True).print(f"[red]kgraph:[/red] {escape(message)}", highlight=False)
    sys.exit(2)
