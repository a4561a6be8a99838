"""``kgraph mine``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kgraph.cli.printing import AsJson, print_json

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="mine")(mine)


def mine(
    out: Annotated[Path, typer.Argument(help="Folder of a graph.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Gazetteer to write, JSONL.")] = Path(
        "officials.jsonl"
    ),
    review: Annotated[
        Path | None, typer.Option(help="Where to write the doubtful offices, with reasons and sentences.")
    ] = None,
    min_stories: Annotated[int, typer.Option(help="Independent stories that must tell of an office.")] = 2,
    min_days: Annotated[int, typer.Option(help="Days of publication on which it must be told.")] = 2,
    listed: Annotated[
        bool, typer.Option("--listed", help="Also persons whom a gazetteer lists, with what was seen.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Gather who holds which office, as a gazetteer for the next build.

    Kept is what independent stories on several days confirm; what is doubtful goes to --review.
    """
    import kgraph
    from kgraph.mining import write_mined

    with kgraph.open(out) as graph:
        mined = graph.mine(min_stories=min_stories, min_days=min_days, listed=listed)
    write_mined(mined, output, review)
    offices = sum(len(row.offices) for row in mined.rows)
    persons = sum(row.label == "PERSON" for row in mined.rows)
    if as_json:
        wrote = {"path": str(output), "persons": persons, "offices": offices}
        print_json(wrote | {"review": review and str(review), "doubtful": len(mined.doubtful)})
        return
    typer.echo(f"{output}: persons {persons:,}, offices {offices:,}")
    doubtful = f"doubtful offices {len(mined.doubtful):,}"
    if review is not None:
        typer.echo(f"{review}: {doubtful}; read them, and add what is right")
    else:
        typer.echo(f"{doubtful}, left out; --review FILE writes them")
