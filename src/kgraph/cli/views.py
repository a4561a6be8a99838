"""``kgraph show`` and ``kgraph export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgraph.cli.filters import filtered
from kgraph.cli.printing import AsJson, Out, note, print_json

if TYPE_CHECKING:
    from kgraph.query import Asking, Filter

__all__ = ["register"]

# Files that are not called graph.FORMAT.
_NAMES = {
    "entities": "entities.jsonl",
    "facts": "facts.jsonl",
    "csv": "csv",
    "neo4j": "neo4j",
    "parquet": "parquet",
    "cytoscape": "graph.cyjs",
    "turtle": "graph.ttl",
}


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(name="show")(show)
    app.command(name="export")(export)


@filtered
def show(
    out: Out,
    page: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")],
    where: Filter,
    top: Annotated[int, typer.Option(help="The most nodes.")] = 300,
    as_json: AsJson = False,
) -> None:
    """Write the graph, or a part of it, as one HTML file that opens from disk."""
    import kgraph

    with kgraph.open(out) as graph:
        graph.show(page, top=top, title=where.focus or "kgraph", where=where)
        _note_empty(graph)
    _tell(page, "html", as_json)


@filtered
def export(
    out: Out,
    where: Filter,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="graphml, gexf, csv, neo4j, json, cytoscape, turtle, parquet, entities or facts; "
            "by the ending of the file if not given, else graphml.",
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; csv, neo4j and parquet: a folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write the graph, or a part of it, for other tools."""
    import kgraph
    from kgraph.views import format_of

    name = format or (format_of(file) if file and file.suffix and not file.is_dir() else "graphml")
    target = file or out / _NAMES.get(name, f"graph.{name}")
    with kgraph.open(out) as graph:
        graph.export(target, name, where=where)
        _note_empty(graph)
    _tell(target, name, as_json)


def _note_empty(graph: Asking) -> None:
    if not graph.store.count("entities"):
        note(f"the graph is empty: no name was found in {graph.store.count('documents'):,} documents")


def _tell(path: Path, format: str, as_json: bool) -> None:
    if as_json:
        print_json({"path": str(path), "format": format})
    else:
        typer.echo(path)
