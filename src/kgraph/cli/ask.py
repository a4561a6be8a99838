"""``kgraph find``, ``facts``, ``timeline``, ``meetings``, ``pairs``, ``path`` and ``query``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kgraph.cli.filters import filtered
from kgraph.cli.printing import AsJsonLines, Out, note, print_json, print_lines, print_table
from kgraph.errors import NotFoundError

if TYPE_CHECKING:
    from kgraph.query import Asking, Card, Chain, Facts, Filter
    from kgraph.records import Fact

__all__ = ["register"]

Name = Annotated[str, typer.Argument(help="A name, an alias or an id, in either script.")]
Names = Annotated[list[str] | None, typer.Argument(help="One name, or two; none for all.")]
Limit = Annotated[int, typer.Option(help="The most rows.")]
_MOST_SENTENCES = 2
_MOST_OFFICES = 20


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    for command in (find, facts, timeline, meetings, pairs, path, query):
        app.command()(command)


def find(out: Out, name: Name, as_json: AsJsonLines = False) -> None:
    """Show what the graph knows of an entity."""
    import kgraph
    from kgraph.query import resolve

    with kgraph.open(out) as graph:
        cards = graph.find(name)
        if not cards:
            resolve(graph.store, name)  # raises, with the nearest names
    if as_json:
        print_lines(_card(card) for card in cards)
        return
    for card in cards:
        _print_card(card)


@filtered
def facts(
    out: Out,
    where: Filter,
    subject: Annotated[str | None, typer.Option(help="Who.")] = None,
    object: Annotated[str | None, typer.Option(help="To whom.")] = None,
    about: Annotated[str | None, typer.Option(help="On either side.")] = None,
    limit: Annotated[int, typer.Option(help="The most facts.")] = 20,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, with all evidence.")
    ] = False,
) -> None:
    """List facts with the sentences behind them, the strongest first."""
    import kgraph

    with kgraph.open(out) as graph:
        found = graph.facts(
            subject,
            object=object,
            about=about,
            limit=max(limit, 0),
            sentences=None if as_json else _MOST_SENTENCES,
            where=where,
        )
        names = _speakers(graph, found)
        if not found.total:
            _note_nothing(graph, where, subject, object, about)
    _print_facts(found, names, as_json)


@filtered
def timeline(
    out: Out, where: Filter, names: Names = None, limit: Limit = 100, as_json: AsJsonLines = False
) -> None:
    """List events in the order in which they happened: of one name, between two, or all."""
    _events(out, lambda graph: graph.timeline, where, names, limit, as_json)


@filtered
def meetings(
    out: Out, where: Filter, names: Names = None, limit: Limit = 100, as_json: AsJsonLines = False
) -> None:
    """List who met whom, when: talks face to face and by telephone that took place."""
    _events(out, lambda graph: graph.meetings, where, names, limit, as_json)


@filtered
def pairs(
    out: Out,
    where: Filter,
    about: Annotated[str | None, typer.Option(help="On either side.")] = None,
    limit: Limit = 20,
    as_json: AsJsonLines = False,
) -> None:
    """Count facts by pair and relation, the most frequent first."""
    import kgraph

    with kgraph.open(out) as graph:
        found = graph.pairs(about, where=where)
        if not found:
            _note_nothing(graph, where, about)
    if as_json:
        print_lines(found[:limit])
    elif found:
        print_table(found, ("first", "relation", "second", "facts", "stories", "since", "until"), limit)


@filtered
def path(
    out: Out,
    first: Name,
    last: Name,
    where: Filter,
    most: Annotated[int, typer.Option(help="The most chains.")] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON array a line: a chain, with the facts along it.")
    ] = False,
) -> None:
    """Show how two entities are connected: the shortest chains of facts."""
    import kgraph

    with kgraph.open(out) as graph:
        chains = graph.paths(first, last, most, where=where)
    if not chains:
        with_filter = f" that fit {where}" if where.given else ""
        raise NotFoundError(f"no chain of facts{with_filter} leads from {first} to {last}")
    if as_json:
        print_lines(
            [
                record | {"facts": [asdict(fact) for fact in step.facts]}
                for step, record in zip(chain, chain.records(), strict=True)
            ]
            for chain in chains
        )
        return
    for number, chain in enumerate(chains):
        if number:
            typer.echo()
        _print_chain(chain)


@filtered
def query(
    out: Out,
    cypher: Annotated[str, typer.Argument(help="As: MATCH (a)-[r:MEET]-(b) RETURN a.name, b.name, r.first")],
    where: Filter,
    limit: Annotated[int | None, typer.Option(help="The most rows.")] = None,
    as_json: AsJsonLines = False,
) -> None:
    """Ask the graph in Cypher; docs/cookbook.md has ten examples."""
    import kgraph

    with kgraph.open(out) as graph:
        found = graph.query(cypher, where=where)
    for one in found.notes:
        note(one)
    if not found:
        note("no row fits the query")
    if as_json:
        print_lines(found[:limit])
    elif found:
        print_table(found, limit=limit)


def _events(
    out: Path,
    question: Callable[[Asking], Callable[..., Facts]],
    where: Filter,
    names: list[str] | None,
    limit: int,
    as_json: bool,
) -> None:
    """Ask for events of one name, between two, or all, and print them."""
    import kgraph

    with kgraph.open(out) as graph:
        found = question(graph)(
            *_one_or_two(names),
            limit=max(limit, 0),
            sentences=None if as_json else _MOST_SENTENCES,
            where=where,
        )
        known = _speakers(graph, found)
        if not found.total:
            _note_nothing(graph, where, *(names or ()))
    _print_facts(found, known, as_json)


def _one_or_two(names: list[str] | None) -> list[str]:
    if names and len(names) > 2:
        raise typer.BadParameter("name one entity, or two")
    return names or []


def _note_nothing(graph: Asking, where: Filter, *names: str | None) -> None:
    """Say on standard error that nothing fits, and why, as far as the filter is the reason."""
    if where.given and not graph.facts(where=where, limit=0).total:
        note(str(graph.why_nothing(where)))
    elif given := "、".join(name for name in names if name):
        note(f"no such fact of {given}" + (f" fits {where}" if where.given else ""))
    else:
        note(str(graph.why_nothing(where)))


def _card(card: Card) -> dict[str, object]:
    entity = card.entity
    return {
        "id": entity.id,
        "label": entity.label,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "attributes": entity.attributes,
        "mentions": card.mentions,
        "documents": card.documents,
        "first": card.first,
        "last": card.last,
        "offices": [asdict(fact) for fact in card.offices],
        "terms": [asdict(term) for term in card.terms],
        "bonds": [asdict(bond) for bond in card.bonds],
        "partners": [
            {"id": partner, "name": name, "stories": stories} for partner, name, stories in card.partners
        ],
    }


def _print_card(card: Card) -> None:
    console = Console()
    entity = card.entity
    console.print(f"[bold]{escape(entity.name)}[/bold]  {entity.label}  {escape(entity.id)}", highlight=False)
    table = Table(show_header=False, box=None, pad_edge=False)
    if english := entity.attributes.get("en"):
        table.add_row("English", escape(str(english)))
    table.add_row("aliases", escape("、".join(entity.aliases)))
    table.add_row(
        "mentions", f"{card.mentions:,} in {card.documents:,} documents, {card.first} to {card.last}"
    )
    for term in card.terms[:_MOST_OFFICES]:
        days = "1 day" if term.days == 1 else f"{term.days} days"
        seen = term.first if term.first == term.last else f"{term.first} to {term.last}"
        held = "former" if term.former else f"{seen}, {days}"
        table.add_row("office", escape(f"{term.name} {term.title}  ({held})"))
    partners = "、".join(f"{partner} {stories}" for _, partner, stories in card.partners)
    table.add_row("partners", escape(partners))
    most = "、".join(f"{bond.relation} {bond.name} {bond.sentences}" for bond in card.bonds)
    table.add_row("most often", escape(most))
    console.print(table)


def _speakers(graph: Asking, found: Facts) -> dict[str, str]:
    return graph.store.names(fact.speaker for fact in found if fact.speaker)


def _print_facts(found: Facts, names: dict[str, str], as_json: bool) -> None:
    for fact in found:
        if as_json:
            print_json(fact)
        else:
            _print_fact(fact, names)
    if found.total > len(found) and not as_json:
        Console().print(f"{found.total - len(found):,} more; --limit shows them")


def _print_fact(fact: Fact, names: dict[str, str]) -> None:
    console = Console()
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


def _print_chain(chain: Chain) -> None:
    console = Console()
    for record in chain.records():
        console.print(
            f"{escape(record['subject'])} {record['relation']} {escape(record['object'])}", highlight=False
        )
        console.print(
            f"    {escape(record['sentence'])}  [dim]{escape(record['document'])}[/dim]",
            highlight=False,
            soft_wrap=True,
        )


def _stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number:,} stories"
