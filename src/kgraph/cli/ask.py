"""``kgraph find``, ``facts``, ``path``, ``stats``, ``verify`` and ``evaluate``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kgraph.errors import NotFoundError

__all__ = ["register"]

Out = Annotated[Path, typer.Argument(help="Folder of a graph.")]
_MOST_SENTENCES = 2


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (find, facts, path, stats, verify, evaluate):
        app.command()(command)


def find(
    out: Out, name: Annotated[str, typer.Argument(help="A name, an alias or an id, in either script.")]
) -> None:
    """Show what the graph knows of an entity."""
    import kgraph
    from kgraph.query import resolve

    console = Console()
    with kgraph.open(out) as graph:
        cards = graph.find(name)
        if not cards:
            resolve(graph.store, name)  # raises, with the nearest names
        for card in cards:
            entity = card.entity
            english = entity.attributes.get("en")
            console.print(
                f"[bold]{escape(entity.name)}[/bold]  {entity.label}  {escape(entity.id)}", highlight=False
            )
            table = Table(show_header=False, box=None, pad_edge=False)
            if english:
                table.add_row("English", escape(str(english)))
            table.add_row("aliases", escape("、".join(entity.aliases)))
            table.add_row(
                "mentions", f"{card.mentions:,} in {card.documents:,} documents, {card.first} to {card.last}"
            )
            for office in card.offices[:20]:
                former = " (former)" if office.status == "past" else ""
                who = office.object_name if office.subject == entity.id else office.subject_name
                table.add_row("office", escape(f"{who} {office.title or ''}{former}"))
            partners = "、".join(f"{partner} {stories}" for _, partner, stories in card.partners)
            table.add_row("partners", escape(partners))
            console.print(table)


def facts(
    out: Out,
    subject: Annotated[str | None, typer.Option(help="Who.")] = None,
    relation: Annotated[str | None, typer.Option(help="Does what, for example MEET.")] = None,
    object: Annotated[str | None, typer.Option(help="To whom.")] = None,
    about: Annotated[str | None, typer.Option(help="On either side.")] = None,
    status: Annotated[
        str | None, typer.Option(help="actual, planned, wish, negated, past or claimed.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="YYYY-MM-DD")] = None,
    until: Annotated[str | None, typer.Option(help="YYYY-MM-DD")] = None,
    limit: Annotated[int, typer.Option(help="The most facts.")] = 20,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, with all evidence.")
    ] = False,
) -> None:
    """List facts with the sentences behind them, the strongest first."""
    import kgraph

    console = Console()
    with kgraph.open(out) as graph:
        conditions: dict[str, Any] = {
            "subject": subject,
            "relation": relation,
            "object": object,
            "about": about,
            "status": status,
            "since": since,
            "until": until,
        }
        found = graph.facts(**conditions, limit=limit, sentences=None if as_json else _MOST_SENTENCES)
        number = graph.count_facts(**conditions)
        names = graph.store.names(fact.speaker for fact in found if fact.speaker)
    for fact in found:
        if as_json:
            typer.echo(json.dumps(asdict(fact), ensure_ascii=False))
            continue
        title = f" ({fact.title})" if fact.title else ""
        basis = fact.date_basis and f"[{fact.date_basis}]"
        said = f", says {escape(names[fact.speaker])}" if fact.speaker else ""
        when = " ".join(part for part in (fact.date_from, basis) if part)
        console.print(
            f"[bold]{escape(f'{fact.subject_name} {fact.relation}{title} {fact.object_name}')}[/bold]  "
            f"{escape(when)}  {fact.status}{said}  {_stories(fact.stories)}",
            highlight=False,
            soft_wrap=True,
        )
        for one in fact.evidence[:_MOST_SENTENCES]:
            console.print(
                f"    {escape(one.text)}  [dim]{escape(one.name)} {one.published or ''}[/dim]",
                highlight=False,
                soft_wrap=True,
            )
    if number > len(found) and not as_json:
        console.print(f"{number - len(found):,} more; --limit shows them")


def path(out: Out, first: str, last: str) -> None:
    """Show how two entities are connected."""
    import kgraph

    console = Console()
    with kgraph.open(out) as graph:
        chain = graph.path(first, last)
        if not chain:
            raise NotFoundError(f"no chain of facts leads from {first} to {last}")
        names = graph.store.names(end for step in chain for end in step[:2])
    for subject, other, _, data in chain:
        evidence = data["facts"][0].evidence[0]
        console.print(f"{escape(names[subject])} {data['relation']} {escape(names[other])}", highlight=False)
        console.print(
            f"    {escape(evidence.text)}  [dim]{escape(evidence.name)}[/dim]",
            highlight=False,
            soft_wrap=True,
        )


def stats(
    out: Out,
    rejects: Annotated[bool, typer.Option("--rejects", help="List what could not be read, and why.")] = False,
) -> None:
    """Count documents, entities and facts."""
    import kgraph

    console = Console()
    with kgraph.open(out) as graph:
        counts = graph.stats()
        table = Table(show_header=False, box=None, pad_edge=False)
        for name in ("documents", "duplicates", "stories", "rejects", "sentences"):
            table.add_row(name, f"{getattr(counts, name):,}")
        for label, number in (*counts.entities.items(), *counts.relations.items()):
            table.add_row(label, f"{number:,}")
        console.print(table)
        if rejects:
            for reject in graph.rejects():
                place = reject.path if reject.line is None else f"{reject.path}, line {reject.line}"
                console.print(f"{escape(place)}: {escape(reject.reason)}", highlight=False, soft_wrap=True)


def verify(out: Out) -> None:
    """Read the inputs again and confirm each relation against them."""
    import kgraph

    with kgraph.open(out) as graph:
        result = graph.verify()
    typer.echo(f"{result.confirmed} of {result.relations} relations confirmed")
    for problem in result.problems:
        typer.echo(problem, err=True)
    if result.confirmed < result.relations:
        raise typer.Exit(1)


def evaluate(
    out: Out,
    gold: Annotated[list[Path], typer.Argument(help="Gold annotations, or folders of them.")],
    errors: Annotated[
        bool, typer.Option("--errors", help="List relations missed and wrongly found.")
    ] = False,
) -> None:
    """Score the graph against gold annotations: precision, recall and F1 by label."""
    import kgraph

    console = Console()
    with kgraph.open(out) as graph:
        result = graph.evaluate(*gold)
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


def _stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number:,} stories"
