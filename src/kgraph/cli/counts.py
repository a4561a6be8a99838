"""``kgraph stats``, ``measures``, ``change``, ``verify`` and ``evaluate``."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kgraph.cli.filters import filtered
from kgraph.cli.printing import AsJson, AsJsonLines, Out, note, print_json, print_lines, print_table

if TYPE_CHECKING:
    from kgraph.query import Filter, Period

__all__ = ["register"]

Limit = Annotated[int, typer.Option(help="The most rows; with --by, of each period.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (stats, measures, change, verify, evaluate):
        app.command()(command)


def stats(
    out: Out,
    rejects: Annotated[bool, typer.Option("--rejects", help="List what could not be read, and why.")] = False,
    as_json: AsJson = False,
) -> None:
    """Count documents, stories, entities and facts."""
    import kgraph

    console = Console()
    with kgraph.open(out) as graph:
        counts = graph.stats()
        unread = graph.rejects() if rejects else []
    if as_json:
        listed = [{"path": one.path, "line": one.line, "reason": one.reason} for one in unread]
        print_json(asdict(counts) | ({"rejected": listed} if rejects else {}))
        return
    table = Table(show_header=False, box=None, pad_edge=False)
    for name in ("documents", "duplicates", "stories", "rejects", "sentences"):
        table.add_row(name, f"{getattr(counts, name):,}")
    for label, number in (*counts.entities.items(), *counts.relations.items()):
        table.add_row(label, f"{number:,}")
    console.print(table)
    for reject in unread:
        place = reject.path if reject.line is None else f"{reject.path}, line {reject.line}"
        console.print(f"{escape(place)}: {escape(reject.reason)}", highlight=False, soft_wrap=True)


@filtered
def measures(
    out: Out,
    where: Filter,
    by: Annotated[str | None, typer.Option(help="One network a year, quarter or month.")] = None,
    limit: Limit = 20,
    as_json: AsJsonLines = False,
) -> None:
    """Show who stands in the middle: degree, betweenness, PageRank and communities."""
    import kgraph

    with kgraph.open(out) as graph:
        found = graph.measures(cast("Period | None", by), where=where)
        if not found:
            note(str(graph.why_nothing(where)))
    kept = type(found)(
        (row for _, rows in groupby(found, key=lambda one: one.period) for row in islice(rows, limit)),
        found.columns,
    )
    if as_json:
        print_lines(kept)
    elif kept:
        print_table(kept, [name for name in found.columns if name != "id" and (by or name != "period")])


@filtered
def change(
    out: Out,
    before: Annotated[str, typer.Argument(help="A period: 2022, 2022-Q3, 2022-07 or 2016/2020.")],
    after: Annotated[str, typer.Argument(help="The other period.")],
    where: Filter,
    of: Annotated[str, typer.Option(help="strength, degree, betweenness or pagerank.")] = "strength",
    by_pair: Annotated[bool, typer.Option("--pairs", help="Of pairs: how often they did something.")] = False,
    limit: Annotated[int, typer.Option(help="The most rows.")] = 20,
    as_json: AsJsonLines = False,
) -> None:
    """Show what changed between two periods, the greatest differences first."""
    import kgraph

    found: Any
    with kgraph.open(out) as graph:
        if by_pair:
            found = graph.pair_change(before, after, where=where)
        else:
            found = graph.change(before, after, of, where=where)
    if not found:
        note(f"no fact that fits began in {before} or in {after}")
    if as_json:
        print_lines(found[:limit])
    elif found:
        print_table(found, [name for name in found.columns if not name.endswith("id")], limit)


def verify(out: Out, as_json: AsJson = False) -> None:
    """Read the inputs again and confirm every mention, trigger and evidence span, row by row."""
    import kgraph

    with kgraph.open(out) as graph:
        result = graph.verify()
    if as_json:
        print_json(asdict(result))
    else:
        typer.echo(
            f"{result.confirmed} of {result.relations} relations confirmed, "
            f"{result.confirmed_mentions} of {result.mentions} mentions, "
            f"{result.confirmed_documents} of {result.documents} documents"
        )
        for problem in result.problems:
            typer.echo(str(problem), err=True)
    if result.problems:
        raise typer.Exit(1)


def evaluate(
    out: Out,
    gold: Annotated[list[Path], typer.Argument(help="Gold annotations, or folders of them.")],
    errors: Annotated[
        bool, typer.Option("--errors", help="List relations missed and wrongly found.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score the graph against gold annotations: precision, recall and F1 by label."""
    import kgraph

    console = Console()
    with kgraph.open(out) as graph:
        result = graph.evaluate(*gold)
    if as_json:
        scores: dict[str, Any] = {
            title: {
                label: {
                    "precision": tally.precision,
                    "recall": tally.recall,
                    "f1": tally.f1,
                    "gold": tally.gold,
                    "wrong": tally.wrong,
                }
                for label, tally in sorted(tallies.items())
            }
            for title, tallies in (("entities", result.entities), ("relations", result.relations))
        }
        scores["attributes"] = {
            name: {"right": right, "total": total}
            for name, (right, total) in sorted(result.attributes.items())
        }
        print_json(scores | ({"missed": result.missed, "extra": result.extra} if errors else {}))
        return
    for title, tallies in (("entities", result.entities), ("relations", result.relations)):
        table = Table(title=title, title_justify="left", box=None, pad_edge=False)
        for column in ("label", "P", "R", "F", "gold", "wrong"):
            table.add_column(column, justify="left" if column == "label" else "right")
        for label, tally in sorted(tallies.items(), key=lambda one: (one[0] == "all", one[0])):
            figures = (f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
            table.add_row(label, *figures, str(tally.gold), str(tally.wrong))
        console.print(table)
    for name, (right, total) in sorted(result.attributes.items()):
        console.print(
            f"{name} right on matched relations: {right / total:.3f} ({right}/{total})", highlight=False
        )
    if errors:
        for kind, rows in (("missed", result.missed), ("extra", result.extra)):
            _list(kind, rows)


def _list(kind: str, rows: list[tuple[Any, ...]]) -> None:
    for row in rows:
        typer.echo("\t".join((kind, *row)))
