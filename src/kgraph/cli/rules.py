"""``kgraph rules``: check rule files, show the shipped ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli.printing import AsJsonLines, print_json, print_lines
from kgraph.errors import InputError, RuleError

__all__ = ["app"]

app = typer.Typer(
    help="Check your own rule files and gazetteers; show the shipped ones.", no_args_is_help=True
)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="JSONL files; of names also CSV.")],
    kind: Annotated[str, typer.Option(help="What the rows are; gazetteer for names.")] = "gazetteer",
    as_json: AsJsonLines = False,
) -> None:
    """Validate files row by row; every error names file, line and remedy."""
    from kgraph.rules import RULE_FILES, EntityRow, read_rows

    model = EntityRow if kind == "gazetteer" else RULE_FILES.get(kind)
    if model is None:
        raise InputError(f"kind {kind!r}: unknown; one of gazetteer, {', '.join(RULE_FILES)}")
    failed = False
    for file in files:
        rows, problem = 0, None
        try:
            rows = len(read_rows(file, model))
        except RuleError as error:
            failed, problem = True, str(error)
        if as_json:
            print_json({"file": str(file), "rows": rows, "error": problem})
        elif problem is None:
            typer.echo(f"{file}: {rows} rows, all good")
        else:
            typer.echo(f"kgraph: {problem}", err=True)
    if failed:
        raise typer.Exit(2)


@app.command()
def show(
    name: Annotated[
        str | None, typer.Argument(help="A rule file, a row's id, or nothing for the list.")
    ] = None,
    as_json: AsJsonLines = False,
) -> None:
    """List the shipped rule files, the rows of one, or one row."""
    from kgraph.rules import RULE_FILES, rule_rows

    if name is None:
        counts = {file: len(rule_rows(file, model)) for file, model in RULE_FILES.items()}
        if as_json:
            print_lines({"file": file, "rows": rows} for file, rows in counts.items())
        else:
            for file, rows in counts.items():
                typer.echo(f"{file:14} {rows:6,} rows")
        return
    for file, model in RULE_FILES.items():
        for row in rule_rows(file, model):
            if name not in {file, row.id}:
                continue
            told = row.model_dump(exclude_defaults=True)
            if file == name or as_json:
                print_lines([told])
            else:
                typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
            if row.id == name:
                return
    if name not in RULE_FILES:
        raise InputError(f"{name!r}: no rule file and no row's id; files are {', '.join(RULE_FILES)}")
