"""Read rule files: JSONL, validated row by row, with errors that name the line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from kgraph.errors import RuleError
from kgraph.rules.boilerplate import BoilerplateRow
from kgraph.rules.patterns import CueRow, DayRow, PatternRow, TimeRow
from kgraph.rules.rows import EntityRow, OntologyRow, Row
from kgraph.rules.titles import OrganRow, TitleRow
from kgraph.rules.words import CompoundRow, ContextRow, ContinuationRow, ReferenceRow, SuffixRow, WordRow

__all__ = ["RULE_FILES", "read_rows", "rule_rows"]

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


def read_rows(path: Path, model: type[R]) -> list[R]:
    """Read the rows of one rule file, in order.

    Parameters
    ----------
    path : pathlib.Path
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
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: is not UTF-8; save it as UTF-8 and try again") from error
    rows: list[R] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        row = _row(path, number, line, model)
        if row.id in seen:
            raise RuleError(f"{path}, line {number}: id {row.id!r} stands already in line {seen[row.id]}")
        seen[row.id] = number
        rows.append(row)
    return rows


def _row(path: Path, number: int, line: str, model: type[R]) -> R:
    where = f"{path}, line {number}"
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
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
