"""What a Cypher query returns, and in which order: columns as the user wrote them, rows with gaps last."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.errors import InputError

__all__ = ["LITERAL", "Order", "column_key", "mask", "returned", "take_order"]

# Comments and texts: nothing in them is part of the language.
LITERAL = re.compile(r"""//[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""")
_RETURN = re.compile(r"\breturn\b(?P<distinct>\s+distinct\b)?", re.IGNORECASE)
_TAIL = re.compile(r"\b(order\s+by|skip|limit)\b", re.IGNORECASE)
_ORDER = re.compile(r"\border\s+by\b(?P<items>.*?)(?=\bskip\b|\blimit\b|$)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\b(skip|limit)\s+(\d+)", re.IGNORECASE)
_ALIAS = re.compile(r"\bas\s+(\w+)\s*$", re.IGNORECASE)
_DIRECTION = re.compile(r"\s+(asc|desc)\s*$", re.IGNORECASE)
_AGGREGATE = re.compile(r"\b(count|sum|avg|max|min|collect)\s*\(", re.IGNORECASE)
_TYPE_OF = re.compile(r"type\((\w+)\)", re.IGNORECASE)


@dataclass(frozen=True)
class Order:
    """How rows are ordered, and which of them are wanted.

    Attributes
    ----------
    by : tuple of (str, bool)
        Columns, and whether the greatest comes first.
    skip : int
    limit : int or None
    """

    by: tuple[tuple[str, bool], ...]
    skip: int = 0
    limit: int | None = None

    def apply(self, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The wanted rows in order; a row without a value comes last, whichever the direction.

        Examples
        --------
        >>> rows = [{"r.first": None}, {"r.first": "2021"}, {"r.first": "2023"}]
        >>> Order((("r.first", True),), limit=2).apply(rows)
        [{'r.first': '2023'}, {'r.first': '2021'}]
        """
        ordered = list(rows)
        for column, descending in reversed(self.by):
            known = [row for row in ordered if row.get(column) is not None]
            known.sort(key=lambda row: _sortable(row[column]), reverse=descending)
            ordered = known + [row for row in ordered if row.get(column) is None]
        return ordered[self.skip : None if self.limit is None else self.skip + self.limit]


def mask(text: str) -> str:
    """A query of the same length in which texts and comments say nothing.

    >>> mask('RETURN "a, b" // c')
    'RETURN "____"     '
    """
    return LITERAL.sub(
        lambda match: (
            " " * len(match[0]) if match[0].startswith("//") else '"' + "_" * (len(match[0]) - 2) + '"'
        ),
        text,
    )


def column_key(name: str) -> str:
    """What two spellings of one column share.

    >>> column_key("Count( r )") == column_key("COUNT(r)"), column_key("type(r)")
    (True, 'r.relation')
    """
    return _TYPE_OF.sub(r"\1.relation", re.sub(r"\s+", "", name)).casefold()


def returned(text: str, masked: str) -> tuple[str, ...]:
    """The columns of a query, by alias or as the user wrote them, in the order of RETURN.

    >>> query = "MATCH (a) RETURN a.name AS who, count( a ) LIMIT 3"
    >>> returned(query, mask(query))
    ('who', 'count(a)')
    """
    return tuple(alias or item for item, alias in _items(text, masked))


def take_order(text: str, columns: tuple[str, ...]) -> tuple[str, Order | None]:
    """A query without its ORDER BY, SKIP and LIMIT, and those; as it was if it has no ORDER BY.

    grand-cypher cannot order rows of which one lacks the value. What rows are ordered by is returned
    too, behind what the user asked for.

    Raises
    ------
    InputError
        If what rows are ordered by is not returned where they are counted or made distinct.
    """
    masked = mask(text)
    found = list(_RETURN.finditer(masked))
    if not found or not (order := _ORDER.search(masked, found[-1].end())):
        return text, None
    known = {column_key(name): name for name in columns}
    known |= {
        column_key(item): alias or item
        for (item, _), alias in zip(_items(text, masked), columns, strict=False)
    }
    fixed = bool(found[-1]["distinct"] or _AGGREGATE.search(masked, found[-1].end(), order.start()))
    by, more = [], []
    for item in _split(text, masked, order.start("items"), order.end("items")):
        direction = _DIRECTION.search(item)
        name = item[: direction.start()].strip() if direction else item
        if column_key(name) not in known:
            if fixed:
                raise InputError(f"query: rows are ordered by {name}, so return it too: RETURN ..., {name}")
            known[column_key(name)] = name
            more.append(name)
        by.append((known[column_key(name)], bool(direction and direction[1].casefold() == "desc")))
    numbers = {word.casefold(): int(number) for word, number in _NUMBER.findall(masked, order.end())}
    head = text[: order.start()].rstrip() + "".join(f", {name}" for name in more)
    return head, Order(tuple(by), numbers.get("skip", 0), numbers.get("limit"))


def _items(text: str, masked: str) -> list[tuple[str, str | None]]:
    """What is returned: each item without white space around its marks, and its alias."""
    found = list(_RETURN.finditer(masked))
    if not found:
        return []
    start = found[-1].end()
    tail = _TAIL.search(masked, start)
    rows = []
    for item in _split(text, masked, start, tail.start() if tail else len(masked)):
        alias = _ALIAS.search(item)
        bare = item[: alias.start()].strip() if alias else item
        rows.append((re.sub(r"\s*([().])\s*", r"\1", bare), alias and alias[1]))
    return rows


def _split(text: str, masked: str, start: int, stop: int) -> list[str]:
    """Items between commas that stand in no bracket."""
    items, depth, begin = [], 0, start
    for place in range(start, stop + 1):
        char = masked[place] if place < stop else ","
        depth += (char in "([{") - (char in ")]}")
        if char == "," and (depth <= 0 or place == stop):
            items.append(text[begin:place].strip())
            begin = place + 1
    return [item for item in items if item]


def _sortable(value: Any) -> tuple[int, Any]:
    if isinstance(value, bool | int | float):
        return 0, value
    return 1, str(value)
