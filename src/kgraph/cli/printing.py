"""How commands print: text for people, JSON for programs, notes beside both."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

if TYPE_CHECKING:
    from kgraph.query import Table

__all__ = ["AsJson", "AsJsonLines", "Out", "interval", "note", "print_json", "print_lines", "print_table"]

Out = Annotated[Path, typer.Argument(help="Folder of a graph.")]
_WIDE = 1000

AsJson = Annotated[bool, typer.Option("--json", help="One JSON value.")]
AsJsonLines = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


def print_json(value: Any) -> None:
    """One JSON value on one line."""
    typer.echo(json.dumps(_plain(value), ensure_ascii=False))


def print_lines(rows: Iterable[Any]) -> None:
    """One JSON value a line for each row."""
    for row in rows:
        print_json(row)


def print_table(table: Table[Any], columns: Iterable[str] | None = None, limit: int | None = None) -> None:
    """Rows under the names of their columns, and how many more there are."""
    from kgraph.query.table import cell_text  # loaded already, by whoever made the table

    names = list(columns or table.columns)
    printed = RichTable(box=None, pad_edge=False)
    shown = table.records()[:limit]
    for name in names:
        number = shown and all(isinstance(row[name], int | float | None) for row in shown)
        printed.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in shown:
        printed.add_row(*(escape(cell_text(row[name])) for name in names))
    console = _console()
    console.print(printed, highlight=False)
    if limit is not None and len(table) > limit:
        console.print(f"{len(table) - limit:,} more; --limit shows them", highlight=False)


def note(text: str) -> None:
    """What the user should know besides, on standard error."""
    Console(stderr=True, soft_wrap=True).print(f"note: {escape(text)}", highlight=False)


def _console() -> Console:
    """A console that only cuts tables to a width where there is one."""
    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _WIDE
    return console


def interval(since: str | None, until: str | None) -> str:
    """Two ISO dates as one text: the day itself where they are one."""
    if since is None:
        return ""
    return since if until in {None, since} else f"{since}/{until}"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Path):
        return str(value)
    return value
