"""``kgraph ontology``: the labels, relations and statuses, and what each means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kgraph.errors import InputError
from kgraph.ontology import labels, relations, statuses

if TYPE_CHECKING:
    from kgraph.rules import OntologyRow

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="ontology")(ontology)


def ontology(
    name: Annotated[str | None, typer.Argument(help="A label, relation or status; all if none.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show the labels, relations and statuses: definition, direction, PLOVER event, quad class, example."""
    known = {**labels(), **relations(), **statuses()}
    by_word = {row.zh: row for row in known.values()} | {key.lower(): row for key, row in known.items()}
    if name is not None and name.lower() not in by_word:
        raise InputError(f"{name!r}: no word of the ontology; one of {', '.join(known)}")
    rows = list(known.values()) if name is None else [by_word[name.lower()]]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row.model_dump(exclude_none=True), ensure_ascii=False))
        return
    console = Console(highlight=False)
    if name is None:
        console.print(_relations(relations()))
        console.print(_words("labels of entities", labels()))
        console.print(_words("statuses, the surest first", statuses()))
        console.print("kgraph ontology NAME shows one with its arguments and an example")
    else:
        console.print(_card(rows[0]))


def _relations(rows: Mapping[str, OntologyRow]) -> Table:
    table = _table("relations", "relation", "", "from", "to", "PLOVER", "quad class")
    for row in rows.values():
        assert row.sides is not None
        arrow = "↔" if row.symmetric else "→"
        first, second = row.sides
        table.add_row(row.name, row.zh, first, f"{arrow} {second}", row.plover or "–", row.quad or "–")
    return table


def _words(title: str, rows: Mapping[str, OntologyRow]) -> Table:
    table = _table(title, "name", "", "definition")
    for row in rows.values():
        table.add_row(row.name, row.zh, escape(row.definition))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, no_wrap=number < 2)
    return table


def _card(row: OntologyRow) -> Table:
    table = Table(
        title=f"{row.name} {row.zh}", title_justify="left", show_header=False, box=None, pad_edge=False
    )
    table.add_column(no_wrap=True, style="dim")
    table.add_column()
    table.add_row("what", row.kind)
    table.add_row("definition", escape(row.definition))
    table.add_row("", escape(row.definition_zh))
    if row.sides is not None:
        table.add_row("direction", _direction(row))
        table.add_row("from", f"{row.sides[0]}: {', '.join(row.subject)}")
        table.add_row("to", f"{row.sides[1]}: {', '.join(row.object)}")
        table.add_row("lasts", "yes" if row.state else "no: it is of one occasion")
        table.add_row("PLOVER", row.plover or "no event")
        table.add_row("quad class", row.quad or "none")
    table.add_row("example", row.example.text)
    for subject, relation, other in row.example.facts:
        table.add_row("", f"{subject} {relation} {other}")
    if row.example.names:
        table.add_row("", "、".join(row.example.names))
    if row.note:
        table.add_row("note", escape(row.note))
    return table


def _direction(row: OntologyRow) -> str:
    if row.sided:
        return "either, but who acts stands first where the text tells it"
    return "either" if row.symmetric else "from subject to object"
