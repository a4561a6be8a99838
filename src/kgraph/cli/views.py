"""``kgraph show`` and ``kgraph export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(name="show")(show)
    app.command(name="export")(export)


def show(
    out: Annotated[Path, typer.Argument(help="Folder of a graph.")],
    page: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")],
    focus: Annotated[str | None, typer.Option(help="Name of the entity in the middle.")] = None,
    hops: Annotated[int, typer.Option(help="How many steps around it.")] = 1,
    relation: Annotated[str | None, typer.Option(help="Only this relation.")] = None,
    since: Annotated[str | None, typer.Option(help="Only facts from this date on (YYYY-MM-DD).")] = None,
    until: Annotated[str | None, typer.Option(help="Only facts up to this date.")] = None,
    top: Annotated[int, typer.Option(help="The most nodes.")] = 300,
) -> None:
    """Write the graph, or a part of it, as one HTML file that opens from disk."""
    import kgraph

    with kgraph.open(out) as graph:
        graph.show(
            page,
            focus,
            hops=hops,
            relation=relation,
            since=since,
            until=until,
            top=top,
            title=focus or "kgraph",
        )
    typer.echo(page)


def export(
    out: Annotated[Path, typer.Argument(help="Folder of a graph.")],
    format: Annotated[
        str, typer.Option("--format", "-f", help="graphml, gexf, csv, json, parquet, entities or facts.")
    ] = "graphml",
    file: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; csv and parquet: a folder.")
    ] = None,
) -> None:
    """Write the graph for other tools."""
    import kgraph

    endings = {"entities": "entities.jsonl", "facts": "facts.jsonl", "csv": "csv", "parquet": "parquet"}
    target = file or out / endings.get(format, f"graph.{format}")
    with kgraph.open(out) as graph:
        typer.echo(graph.export(target, format))
