"""Gazetteers as spreadsheets: CSV with a line of headings, one entity or one office a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from kgraph.errors import RuleError
from kgraph.rules.rows import EntityRow, Row

__all__ = ["COLUMNS", "SPREADSHEETS", "csv_records", "with_offices"]

R = TypeVar("R", bound=Row)

SPREADSHEETS = frozenset({".csv", ".tsv"})

_LISTS = ("aliases", "sides", "short", "seats")
_OFFICE = ("of", "title", "since", "until")
_SWITCHES = ("off", "prevails", "official")
_TEXTS = (
    "id",
    "label",
    "name",
    "en",
    "kind",
    "code",
    "country",
    "parent",
    "within",
    "capital",
    "role",
    "note",
)
COLUMNS = (*_TEXTS, *_LISTS, *_SWITCHES, *_OFFICE)
"""The headings that a gazetteer in CSV may have, in any order; `label` and `name` are needed."""

_DELIMITERS = ",;\t"
_BETWEEN = re.compile(r"\s*[|;；]\s*")
_WORDS = {
    **dict.fromkeys(("1", "true", "yes", "x", "是"), True),
    **dict.fromkeys(("0", "false", "no", "否"), False),
}
# The kind of id that a row without one gets.
_KINDS = {"PERSON": "person", "COUNTRY": "country", "INSTITUTION": "org", "PLACE": "place", "EVENT": "event"}


def csv_records(path: Path, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a gazetteer in CSV, as the objects that its lines would be in JSONL.

    Empty cells are left out. A cell of `aliases`, `sides`, `short` or `seats` holds several names
    between ``|`` or ``;``. A row without an id gets one from its label and name. The office in `of`,
    `title`, `since` and `until` is one of `offices`; further rows with the same id add further
    offices, and need no other cells.

    Parameters
    ----------
    path : pathlib.Path
        For messages.
    text : str
        With a line of headings; commas, semicolons or tabs between the cells.

    Yields
    ------
    (int, dict)
        The line at which the row begins, from 1, and its object.

    Raises
    ------
    RuleError
        If a heading is unknown or stands twice, a row has more cells than headings, or a switch is
        neither yes nor no.

    Examples
    --------
    >>> text = "label,name,aliases,of,title\\nPERSON,张某,张某某|张老,country:CN,副总理\\n"
    >>> for line, record in csv_records(Path("names.csv"), text):
    ...     print(line, record["id"], record["aliases"], record["offices"])
    2 person:张某 ['张某某', '张老'] [{'of': 'country:CN', 'title': '副总理'}]
    """
    heading_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=heading_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    headings: list[str] | None = None
    names: dict[str, dict[str, Any]] = {}
    line = 1
    try:
        for cells in reader:
            first, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if headings is None:
                headings = _headings(f"{path}, line {first}", cells)
            else:
                record = _record(f"{path}, line {first}", headings, cells)
                named = names.setdefault(record.get("id", ""), record)
                yield first, {key: named[key] for key in ("label", "name") if key in named} | record
    except csv.Error as error:
        raise RuleError(f"{path}, line {line}: is no CSV ({error}); check the quotation marks") from error


def _headings(where: str, cells: list[str]) -> list[str]:
    headings = [cell.strip().lower() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    for heading in headings:
        if heading not in COLUMNS:
            raise RuleError(f"{where}: unknown column {heading!r}; allowed are {', '.join(COLUMNS)}")
        if headings.count(heading) > 1:
            raise RuleError(f"{where}: column {heading!r} stands twice; keep one of them")
    for needed in ("label", "name"):
        if needed not in headings:
            raise RuleError(f"{where}: no column {needed!r}; the first line must name the columns")
    return headings


def _record(where: str, headings: list[str], cells: list[str]) -> dict[str, Any]:
    if any(cell.strip() for cell in cells[len(headings) :]):
        raise RuleError(
            f"{where}: {len(cells)} cells for {len(headings)} columns; "
            "put a cell that holds the delimiter into quotation marks"
        )
    given = {heading: cell.strip() for heading, cell in zip(headings, cells, strict=False) if cell.strip()}
    office = {key: given.pop(key) for key in _OFFICE if key in given}
    record: dict[str, Any] = dict(given)
    for key in _LISTS:
        if key in given:
            record[key] = [name for name in _BETWEEN.split(given[key]) if name]
    for key in _SWITCHES:
        if key in given:
            value = _WORDS.get(given[key].lower())
            if value is None:
                raise RuleError(
                    f"{where}: {key}: is neither yes nor no (given {given[key]!r}); write true or false"
                )
            record[key] = value
    if office:
        record["offices"] = [office]
    if "id" not in record and "name" in record and record.get("label") in _KINDS:
        record["id"] = f"{_KINDS[record['label']]}:{'-'.join(record['name'].split())}"
    return record


def with_offices(first: R, again: R) -> R | None:
    """A row and one more office of it, or None if the two say different things.

    Parameters
    ----------
    first, again : Row
        Two rows with one id. What `again` leaves out it need not repeat.
    """
    if not isinstance(first, EntityRow) or not isinstance(again, EntityRow):
        return None
    same = again.model_dump(exclude_unset=True, exclude={"offices"})
    if not again.offices or any(getattr(first, key) != value for key, value in same.items()):
        return None
    return first.model_copy(update={"offices": [*first.offices, *again.offices]})
