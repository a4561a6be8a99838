"""Read rule files: JSONL, validated row by row, with errors that name the line."""

from __future__ import annotations

import gc
import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from kgraph.encoding import UndecodableError, decode
from kgraph.errors import RuleError
from kgraph.rules.boilerplate import BoilerplateRow
from kgraph.rules.patterns import CueRow, DayRow, PatternRow, TimeRow
from kgraph.rules.rows import EntityRow, OntologyRow, Row
from kgraph.rules.spreadsheet import SPREADSHEETS, csv_records, with_offices
from kgraph.rules.titles import OrganRow, TitleRow
from kgraph.rules.words import CompoundRow, ContextRow, ContinuationRow, ReferenceRow, SuffixRow, WordRow

__all__ = ["RULE_FILES", "collector_paused", "read_rows", "rule_rows"]

R = TypeVar("R", bound=Row)

DATA = Path(__file__).resolve().parent.parent / "data" / "zh"

RULE_FILES: dict[str, type[Row]] = {
    "boilerplate": BoilerplateRow,
    "compounds": CompoundRow,
    "contexts": ContextRow,
    "continuations": ContinuationRow,
    "countries": EntityRow,
    "cues": CueRow,
    "days": DayRow,
    "events": EntityRow,
    "institutions": EntityRow,
    "officials": EntityRow,
    "ontology": OntologyRow,
    "organs": OrganRow,
    "names": WordRow,
    "patterns": PatternRow,
    "places": EntityRow,
    "references": ReferenceRow,
    "suffixes": SuffixRow,
    "times": TimeRow,
    "titles": TitleRow,
    "words": WordRow,
}


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's collector from looking again and again through rows that are all to stay.

    With 100,000 rows of a user that takes longer than reading them.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def read_rows(path: Path, model: type[R]) -> list[R]:
    """Read the rows of one rule file, in order.

    Parameters
    ----------
    path : pathlib.Path
        JSONL; a gazetteer whose name ends with ``.csv`` or ``.tsv`` is a spreadsheet, see
        :func:`~kgraph.rules.spreadsheet.csv_records`. In UTF-8, or in another encoding of Chinese
        that the bytes give away.
    model : type
        The row class.

    Returns
    -------
    list of Row

    Raises
    ------
    RuleError
        If a line is no JSON, has an unknown key or a wrong value, or repeats an id of this file.
    """
    with collector_paused():
        if path.suffix.lower() not in SPREADSHEETS:
            return list(_unique(path, _json_rows(path, model), _alone))
        if not issubclass(model, EntityRow):
            raise RuleError(f"{path}: only names can be CSV; write rules as JSONL, one object a line")
        return list(_unique(path, _csv_rows(path, model), with_offices))


def _json_rows(path: Path, model: type[R]) -> Iterator[tuple[int, R]]:
    for number, line in enumerate(io.StringIO(_text(path), newline=None), start=1):
        if line.strip():
            yield number, _valid(path, number, line, model, model.model_validate_json)


def _csv_rows(path: Path, model: type[R]) -> Iterator[tuple[int, R]]:
    for number, record in csv_records(path, _text(path)):
        yield number, _valid(path, number, record, model, model.model_validate)


def _unique(path: Path, numbered: Iterable[tuple[int, R]], join: Callable[[R, R], R | None]) -> Iterable[R]:
    """The rows, one for each id: a row that repeats one is joined to it, or refused."""
    rows: dict[str, R] = {}
    lines: dict[str, int] = {}
    for number, row in numbered:
        if row.id not in rows:
            rows[row.id], lines[row.id] = row, number
            continue
        joined = join(rows[row.id], row)
        if joined is None:
            raise RuleError(f"{path}, line {number}: id {row.id!r} stands already in line {lines[row.id]}")
        rows[row.id] = joined
    return rows.values()


def _alone(first: R, again: R) -> None:
    """In JSONL a row is whole."""


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return decode(data)[0]
    except UndecodableError as error:
        raise RuleError(
            f"{path}: is no Chinese text in UTF-8, GB18030 or Big5; save it as UTF-8 and try again"
        ) from error


def _valid(path: Path, number: int, raw: Any, model: type[R], validate: Callable[[Any], R]) -> R:
    try:
        return validate(raw)
    except ValidationError as error:
        where = f"{path}, line {number}"
        # A key that is not known may be the one that is missed: it is told first.
        first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "json_invalid":
            raise RuleError(f"{where}: is no JSON object ({first['msg']})") from error
        if first["type"] == "extra_forbidden":
            allowed = ", ".join(model.model_fields)
            raise RuleError(f"{where}: unknown key {key!r}; allowed are {allowed}") from error
        given = json.dumps(first.get("input"), ensure_ascii=False, default=str)
        raise RuleError(f"{where}: {key}: {first['msg']} (given {given[:80]})") from error


def rule_rows(name: str, model: type[R], extra: Iterable[Path] = ()) -> list[R]:
    """The shipped rows of one rule file, with user files laid over them.

    Parameters
    ----------
    name : str
        File name without ``.jsonl`` in ``kgraph/data/zh``.
    model : type
        The row class.
    extra : iterable of pathlib.Path
        Files whose rows replace, remove (``"off": true``) or add to the shipped ones, in order.

    Returns
    -------
    list of Row
        In the order of the files; a replaced row keeps its place.
    """
    rows = {row.id: row for row in read_rows(DATA / f"{name}.jsonl", model)}
    for path in extra:
        for row in read_rows(path, model):
            rows[row.id] = row
    return [row for row in rows.values() if not row.off]
