"""``kgraph explain``: how the relations of a sentence come about, in the terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from kgraph.cli.printing import interval
from kgraph.errors import InputError

if TYPE_CHECKING:
    from kgraph.language import Explanation
    from kgraph.language.explained import TextClause, TextDate, TextFrame, TextRole, TextSentence, TextVerb
    from kgraph.records import Relation

__all__ = ["register"]

_ORIGINS = {"clause": "", "sentence": " (of another clause)", "before": " (told before)"}
_DATINGS = {
    "sentence": "told here by {0}",
    "story": "the story has reached {0}",
    "plan": "planned before for {0}",
    "publication": "none is told: the day of the article stands in",
    "anniversary": "none: the day is that of an anniversary",
    "past": "none: it is told as long past",
    "lasting": "none: it has no day of its own",
    "status": "none: it is {1}, and no day is told for it",
    "lost": "none: the time told before is no day",
    "unknown": "none: neither the text nor the article has one",
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="explain")(explain)


def explain(
    text: Annotated[str, typer.Argument(help="A sentence or an article; - for standard input.")],
    published: Annotated[str | None, typer.Option(help="The article's day, YYYY-MM-DD.")] = None,
    gazetteer: Annotated[list[Path] | None, typer.Option(help="Your own names, JSONL. Repeatable.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Also show frames refused for what stands behind their trigger.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as one JSON object.")] = False,
) -> None:
    """Show how relations come about: names, dates, clauses, frames tried, and why each fired or not."""
    from kgraph.language import explain as explained

    told = explained(_given(text), published=published, gazetteers=gazetteer or ())
    if as_json:
        typer.echo(json.dumps(told.to_dict(), ensure_ascii=False))
        return
    console = Console(highlight=False)
    for part in _parts(told, console.width, every=every):
        console.print(part, soft_wrap=True)


def _given(text: str) -> str:
    if text != "-":
        return text
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError("standard input: is not UTF-8; convert it and try again") from error


def _parts(told: Explanation, width: int, *, every: bool) -> Iterator[Text]:
    if told.mentions:
        yield _heading("names")
        yield from _mentions(told)
    if told.offices:
        yield _heading("offices")
        for office in told.offices:
            when = " (former)" if office.past else " (to come)" if office.planned else ""
            held = f"{office.title} of {office.of or '?'}, held by {office.holder or 'nobody named'}{when}"
            yield _line(2, office.text, f"  {held}", f"  {office.rule}")
    if told.dates:
        yield _heading("dates")
        for date in told.dates:
            notes = [date.basis, *(["planned"] if date.planned else []), *([date.edge] if date.edge else [])]
            yield _line(2, date.text, f"  {interval(date.since, date.until)}", f"  {', '.join(notes)}")
    for number, sentence in enumerate(told.sentences, start=1):
        yield _heading(f"sentence {number}" if len(told.sentences) > 1 else "clauses")
        for place, clause in enumerate(sentence.clauses, start=1):
            label = f"{place}  " if len(sentence.clauses) > 1 else ""
            yield from _glossed(list(_words(clause, told.dates)), label, width)
        for relation in sentence.built:
            yield _line(2, "✓", f" {_claim(relation, told.names)}", f"  {relation.rule}")
        for verb in sentence.verbs:
            yield from _verb(verb, sentence, told.names, every=every)
    yield _heading("relations" if told.relations else "no relations")
    for relation in told.relations:
        yield _line(2, _claim(relation, told.names), _attributes(relation, told.names))


def _heading(text: str) -> Text:
    return Text(text, style="bold")


def _line(indent: int, first: str, second: str = "", third: str = "") -> Text:
    return Text.assemble(" " * indent, (first, "cyan"), second, (third, "dim"))


def _mentions(told: Explanation) -> Iterator[Text]:
    surfaces = {mention.start: mention.surface for mention in told.mentions}
    rows = []
    for mention in told.mentions:
        back = "" if mention.antecedent is None else f" ← {surfaces.get(mention.antecedent, '')}"
        rule = "" if mention.rule == mention.entity else f" {mention.rule}"
        name = told.names.get(mention.entity, "")
        rows.append(
            (
                mention.surface + back,
                mention.label,
                name,
                mention.entity,
                mention.source + rule,
                f"{mention.score:.2f}",
            )
        )
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for surface, *others in rows:
        line = Text("  ")
        for cell, width, style in zip((surface, *others), widths, ("cyan", *[""] * 5), strict=True):
            line.append(cell, style=style)
            line.append(" " * (width - cell_len(cell) + 2))
        yield _trimmed(line)


def _words(clause: TextClause, dates: Sequence[TextDate]) -> Iterator[tuple[str, str]]:
    """The words of a clause and what each is read as; those of a date are one."""
    written = -1
    for word in clause.words:
        date = next((one for one in dates if one.start <= word.start and word.end <= one.end), None)
        if date is None:
            yield word.text, word.kind
        elif date.start != written:
            written = date.start
            yield date.text, "date"


def _glossed(words: Sequence[tuple[str, str]], label: str, width: int) -> Iterator[Text]:
    """Words with what each is read as below it, broken at the width of the terminal."""
    margin = " " * (2 + len(label))
    above, below = Text(f"  {label}", style="dim"), Text(margin, style="dim")
    for text, kind in words:
        room = max(cell_len(text), len(kind)) + 2
        if above.cell_len > len(margin) and above.cell_len + room > width:
            yield _trimmed(above)
            yield _trimmed(below)
            above, below = Text(margin), Text(margin, style="dim")
        style = {"names": "cyan", "verb": "bold", "date": "green"}.get(kind, "not dim")
        above.append(text + " " * (room - cell_len(text)), style=f"not dim {style}")
        below.append(kind.ljust(room))
    yield _trimmed(above)
    yield _trimmed(below)


def _trimmed(line: Text) -> Text:
    line.rstrip()
    return line


def _verb(verb: TextVerb, sentence: TextSentence, names: Mapping[str, str], *, every: bool) -> Iterator[Text]:
    place = f" in clause {verb.clause + 1}" if len(sentence.clauses) > 1 else ""
    yield Text.assemble("  ", (verb.text, "bold"), (place, "dim"))
    roles = next((frame.roles for frame in verb.frames if frame.roles), ())
    if roles:
        yield _line(4, "roles", f"  {_roles(roles)}")
    hidden = 0
    for frame in sorted(verb.frames, key=lambda one: not one.fired):
        if frame.fired:
            yield from _fired(frame, names)
        elif frame.roles or every:
            yield Text.assemble("    – ", (frame.rule, "dim"), f"  {frame.reason}")
        else:
            hidden += 1
    if hidden:
        yield Text(f"    – {hidden} more refused for what stands behind the trigger (--all)", style="dim")


def _roles(roles: Sequence[TextRole]) -> str:
    return "; ".join(f"{one.role} {'、'.join(one.names)}{_ORIGINS[one.origin]}" for one in roles)


def _fired(frame: TextFrame, names: Mapping[str, str]) -> Iterator[Text]:
    for relation in frame.relations:
        yield Text.assemble(
            "    ", ("✓", "green"), " ", (_claim(relation, names), "cyan"), (f"  {frame.rule}", "dim")
        )
    yield _line(6, "sides", f"   {_sides(frame)}")
    relation = frame.relations[0]
    cue = f"of the cue {frame.cue}" if frame.cue else "no cue in the clause"
    if relation.status != frame.status:
        cue = "only in the words of the other side" if relation.status == "claimed" else cue
    yield _line(6, "status", f"  {relation.status}: {cue}")
    if relation.speaker:
        yield _line(6, "speaker", f" {names[relation.speaker]}, by {frame.reporting}")
    yield _line(6, "date", f"    {_dated(relation, frame)}")


def _sides(frame: TextFrame) -> str:
    subject, other = (one and f"{one.role}{_ORIGINS[one.origin]}" for one in (frame.subject, frame.object))
    if subject is None or other is None:
        return "the names right before the trigger"
    return f"both are {subject}" if subject == other else f"subject is {subject}, object is {other}"


def _dated(relation: Relation, frame: TextFrame) -> str:
    how = _DATINGS[frame.dating].format(frame.dated_by, frame.status)
    when = interval(relation.date_from, relation.date_to)
    if when and how.startswith("none:"):
        how = "told of the same in another sentence"
    return f"{when} [{relation.date_basis}], {how}" if when else how


def _claim(relation: Relation, names: Mapping[str, str]) -> str:
    title = f" ({relation.title})" if relation.title else ""
    return f"{names[relation.subject]} {relation.relation}{title} {names[relation.object]}"


def _attributes(relation: Relation, names: Mapping[str, str]) -> str:
    when = interval(relation.date_from, relation.date_to)
    parts = [relation.status, f"{when} [{relation.date_basis}]" if when else "no date"]
    if relation.speaker:
        parts.append(f"says {names[relation.speaker]}")
    return f"  {', '.join(parts)}"
