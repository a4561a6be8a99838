"""``kgraph build`` and the table that it prints."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from kgraph.cli.printing import AsJson, interval, print_json
from kgraph.errors import InputError
from kgraph.graph import Condition, facts

if TYPE_CHECKING:
    from kgraph import KnowledgeGraph
    from kgraph.building import Report
    from kgraph.reading import Source
    from kgraph.records import Rejected

__all__ = ["register"]

_MOST_REJECTS = 20
_STRONGEST = 10
# Seconds between two changes of the progress bar.
_LULL = 0.1


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="build")(build)


def build(
    inputs: Annotated[
        list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="INPUT...")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the graph.")],
    field: Annotated[
        list[str] | None,
        typer.Option(help="Which key of JSON or column holds what: text=html, published=date. Repeatable."),
    ] = None,
    gazetteer: Annotated[
        list[Path] | None, typer.Option(help="Your own names, JSONL or CSV. Repeatable.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of the inputs, if the evidence misleads.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Date (YYYY-MM-DD) of documents that tell none.")
    ] = None,
    max_characters: Annotated[
        int, typer.Option(help="A longer document is rejected; a process takes up to 2 KiB for each of them.")
    ] = 500_000,
    model: Annotated[
        Path | None, typer.Option(help="Folder of a model of your own, in place of that of kgraph.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", help="Processes; the result is the same with any number. Default: one a core."
        ),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Forget what was read from files of these folders that are gone.")
    ] = False,
    engine: Annotated[str, typer.Option(help="local, or spark for a cluster (docs/scale.md).")] = "local",
    master: Annotated[
        str | None, typer.Option(help="Of the engine spark: URL of the cluster, such as spark://host:7077.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read news, extract, store, and write OUT/graph.duckdb, graph.html and graph.graphml.

    Again on the same OUT only new and changed inputs are read; if rules, gazetteers or model have changed,
    its documents are worked on again.
    """
    import kgraph
    from kgraph.reading import ReadOptions

    options = ReadOptions(
        fields=_fields(field or []), encoding=encoding, published=published, max_characters=max_characters
    )
    err = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[note]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=err,
        transient=True,
    ) as bar:
        graph = kgraph.build(
            list(inputs),
            out,
            options=options,
            gazetteers=gazetteer or [],
            model=model,
            jobs=jobs,
            prune=prune,
            progress=_Bar(bar),
            engine=engine,
            master=master,
        )
    with graph:
        report = graph.report
        assert report is not None
        rejects = graph.rejects()
        if as_json:
            print_json(_record(graph, report, rejects))
        else:
            _summary(graph, Console())
    if rejects:
        _list_rejects(rejects, err)
    if report.nothing:
        raise InputError(
            f"nothing could be read: {report.rejects} rejected" if report.rejects else "nothing was read"
        )
    if report.rejects:
        raise typer.Exit(1)


def _fields(pairs: list[str]) -> dict[str, str]:
    fields = {}
    for pair in pairs:
        target, sign, key = pair.partition("=")
        if not sign:
            raise InputError(f"--field {pair!r}: is no TARGET=KEY; write for example --field text=html")
        fields[target] = key
    return fields


class _Bar:
    """Progress over records; the total grows with what is found to read."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.task = bar.add_task("loading the model", total=None, note="")
        self.begun = time.monotonic()
        self.told = 0.0

    def __call__(self, report: Report, source: Source) -> None:
        now = time.monotonic()
        if now - self.told < _LULL:
            return
        self.told = now
        rate = report.characters / max(now - self.begun, _LULL)
        self.bar.update(
            self.task,
            description=escape(Path(source.path).name[:30]),
            completed=report.done,
            total=max(report.done, report.expected) if report.expected else None,
            note=f"{rate:,.0f} characters/s, {report.rejects:,} rejected",
        )


def _record(graph: KnowledgeGraph, report: Report, rejects: list[Rejected]) -> dict[str, Any]:
    """What became of the inputs, what the graph holds, what could not be read, and where the files are."""
    views = ("graph.duckdb", "graph.html", "graph.graphml")
    return {
        "report": asdict(report),
        "stats": asdict(graph.stats()),
        "rejected": [{"path": one.path, "line": one.line, "reason": one.reason} for one in rejects],
        "files": [str(graph.folder / name) for name in views],
    }


def _summary(graph: KnowledgeGraph, console: Console) -> None:
    report = graph.report
    stats = graph.stats()
    counts = Table(title="kgraph", title_justify="left", show_header=False, box=None, pad_edge=False)
    if report is not None:
        counts.add_row("inputs", f"{report.inputs:,}{_aside(report)}")
        again = f", {report.redone:,} of {report.stale:,} stale ones again" if report.stale else ""
        counts.add_row("documents", f"{stats.documents:,} ({report.documents:,} new{again})")
    counts.add_row("duplicates", f"{stats.duplicates:,}")
    counts.add_row("stories", f"{stats.stories:,}")
    counts.add_row("rejects", f"{stats.rejects:,}")
    counts.add_row("sentences", f"{stats.sentences:,}")
    counts.add_row("entities", _counted(stats.entities))
    counts.add_row("facts", _counted(stats.relations))
    console.print(counts)
    strongest = Table(title="strongest facts of events", title_justify="left", box=None, pad_edge=False)
    for column in ("subject", "relation", "object", "date", "status", "stories"):
        strongest.add_column(column, justify="right" if column == "stories" else "left")
    for fact in facts(graph.store, Condition(events=True), _STRONGEST, sentences=0):
        when = interval(fact.date_from, fact.date_to)
        strongest.add_row(
            escape(fact.subject_name),
            fact.relation,
            escape(fact.object_name),
            when,
            fact.status,
            str(fact.stories),
        )
    console.print(strongest)
    console.print(f"look at  {graph.folder / 'graph.html'}", highlight=False, soft_wrap=True)
    console.print(f"Gephi    {graph.folder / 'graph.graphml'}", highlight=False, soft_wrap=True)
    console.print(f'Python   kgraph.open("{graph.folder}")', highlight=False, markup=False, soft_wrap=True)


def _aside(report: Report) -> str:
    counts = ((report.skipped, "read before"), (report.pruned, "gone and forgotten"))
    told = ", ".join(f"{count:,} {what}" for count, what in counts if count)
    return f" ({told})" if told else ""


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in counts.items()) or "none"


def _list_rejects(rejects: list[Any], console: Console) -> None:
    console.print(f"rejected: {len(rejects):,}")
    for reject in rejects[:_MOST_REJECTS]:
        place = reject.path if reject.line is None else f"{reject.path}, line {reject.line}"
        console.print(f"  {escape(place)}: {escape(reject.reason)}", highlight=False, soft_wrap=True)
    if len(rejects) > _MOST_REJECTS:
        console.print(
            f"  and {len(rejects) - _MOST_REJECTS:,} more; kgraph stats OUT --rejects lists them all"
        )
