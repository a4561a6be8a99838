"""What a Cypher query returns: columns, counts, order, and which rows of it.

grand-cypher finds what fits. What stands behind RETURN is worked out here, since it drops columns or
fails where DISTINCT, an alias and an aggregate meet, or where rows are ordered by what one lacks (1.2.0).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.errors import InputError

__all__ = ["LITERAL", "Item", "Returned", "mask", "read_return"]

# Comments and texts: nothing in them is part of the language.
LITERAL = re.compile(r"""//[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'""")
_RETURN = re.compile(r"\breturn\b(?P<distinct>\s+distinct\b)?", re.IGNORECASE)
_TAIL = re.compile(r"\b(order\s+by|skip|limit)\b", re.IGNORECASE)
_ORDER = re.compile(r"\border\s+by\b(?P<items>.*?)(?=\bskip\b|\blimit\b|$)", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"\b(skip|limit)\s+(\d+)", re.IGNORECASE)
_ALIAS = re.compile(r"\s+as\s+(\w+)\s*$", re.IGNORECASE)
_DIRECTION = re.compile(r"\s+(asc|desc)\s*$", re.IGNORECASE)
_AGGREGATE = re.compile(
    r"(count|sum|avg|max|min|collect)\s*\(\s*(distinct\b)?(.*)\)$", re.IGNORECASE | re.DOTALL
)
_TYPE_OF = re.compile(r"\btype\s*\(\s*(\w+)\s*\)", re.IGNORECASE)


@dataclass(frozen=True)
class Item:
    """A column.

    Attributes
    ----------
    name : str
        The alias, or what the user wrote.
    source : int
        Which of the values that grand-cypher finds it is made from.
    aggregate : str or None
    distinct : bool
        Whether equal values are taken once.
    """

    name: str
    source: int
    aggregate: str | None = None
    distinct: bool = False


@dataclass(frozen=True)
class Returned:
    """What stands behind RETURN.

    Attributes
    ----------
    text : str
        The query with the values that the columns are made from, called ``c0``, ``c1`` …
    items : tuple of Item
    columns : tuple of str
        Names of the items that the user asked for; more may be there to order by.
    distinct : bool
    by : tuple of (int, bool)
        Which items rows are ordered by, and whether the greatest comes first.
    skip : int
    limit : int or None
    """

    text: str
    items: tuple[Item, ...]
    columns: tuple[str, ...]
    distinct: bool = False
    by: tuple[tuple[int, bool], ...] = ()
    skip: int = 0
    limit: int | None = None

    def rows(self, found: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
        """Rows from what grand-cypher finds; a row without the value to order by comes last.

        Examples
        --------
        >>> query = "MATCH (a)-[r]->(b) RETURN a.name AS who, count(b) AS n ORDER BY n DESC"
        >>> read_return(query).rows({"c0": ["王毅", "布林肯", "王毅"], "c1": [{}, {}, {}]})
        [{'who': '王毅', 'n': 2}, {'who': '布林肯', 'n': 1}]
        """
        names = sorted(found, key=lambda name: int(name[1:]))
        matches = list(zip(*(found[name] for name in names), strict=True))
        if any(item.aggregate for item in self.items):
            table = self._grouped(matches)
        else:
            table = [[match[item.source] for item in self.items] for match in matches]
        if self.distinct:
            table = list({_key(row): row for row in reversed(table)}.values())[::-1]
        for place, descending in reversed(self.by):
            known = [row for row in table if row[place] is not None]
            known.sort(key=lambda row: _sortable(row[place]), reverse=descending)
            table = known + [row for row in table if row[place] is None]
        last = None if self.limit is None else self.skip + self.limit
        return [dict(zip(self.columns, row, strict=False)) for row in table[self.skip : last]]

    def _grouped(self, matches: list[tuple[Any, ...]]) -> list[list[Any]]:
        """One row for each combination of what is not aggregated."""
        plain = [item.source for item in self.items if not item.aggregate]
        groups: dict[str, list[tuple[Any, ...]]] = {}
        for match in matches:
            groups.setdefault(_key([match[source] for source in plain]), []).append(match)
        if not groups and not plain:
            groups[""] = []
        return [[self._value(item, members) for item in self.items] for members in groups.values()]

    def _value(self, item: Item, members: list[tuple[Any, ...]]) -> Any:
        if not item.aggregate:
            return members[0][item.source]
        values = [one for match in members if (one := match[item.source]) is not None]
        if item.distinct:
            values = list({_key(one): one for one in reversed(values)}.values())[::-1]
        try:
            return _AGGREGATES[item.aggregate](values)
        except TypeError as error:
            raise InputError(f"query: {item.name}: only numbers can be added up") from error


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


def read_return(text: str, written: str | None = None) -> Returned:
    """Read what a query returns.

    Parameters
    ----------
    text : str
        The query; that it can be read is known.
    written : str, optional
        The query as the user wrote it, for the names of the columns, if `text` was changed before.

    Raises
    ------
    InputError
        If what rows are ordered by is not returned where they are counted or made distinct.

    Examples
    --------
    >>> read_return('MATCH (a) RETURN a.name AS who, COUNT(a) ORDER BY who LIMIT 3').text
    'MATCH (a) RETURN a.name AS c0, a AS c1'
    """
    names = [alias or item for item, alias in _items(written or text)]
    sources: dict[str, int] = {}
    items: list[Item] = []
    for (item, _), name in zip(_items(text), names, strict=True):
        items.append(_item(name, item, sources))
    known = {_same(name): place for place, name in enumerate(names)}
    known |= {_same(item): place for place, (item, _) in enumerate(_items(text))}
    masked = mask(text)
    start = list(_RETURN.finditer(masked))[-1]
    distinct = bool(start["distinct"])
    fixed = distinct or any(item.aggregate for item in items)
    by: list[tuple[int, bool]] = []
    order = _ORDER.search(masked, start.end())
    for item in _split(text, masked, order.start("items"), order.end("items")) if order else []:
        direction = _DIRECTION.search(item)
        wanted = item[: direction.start()].strip() if direction else item
        if _same(wanted) not in known:
            if fixed:
                raise InputError(
                    f"query: rows are ordered by {wanted}, so return it too: RETURN ..., {wanted}"
                )
            known[_same(wanted)] = len(items)
            items.append(_item(wanted, wanted, sources))
        by.append((known[_same(wanted)], bool(direction and direction[1].casefold() == "desc")))
    tail = _TAIL.search(masked, start.end())
    numbers = {
        word.casefold(): int(number)
        for word, number in _NUMBER.findall(masked, tail.start() if tail else len(masked))
    }
    values = ", ".join(f"{source} AS c{number}" for source, number in sources.items())
    ready = f"{text[: start.start()]}RETURN {values}"
    if not fixed and not order and "limit" in numbers:
        ready += f" LIMIT {numbers.get('skip', 0) + numbers['limit']}"  # so that it can stop early
    return Returned(
        ready, tuple(items), tuple(names), distinct, tuple(by), numbers.get("skip", 0), numbers.get("limit")
    )


def _item(name: str, text: str, sources: dict[str, int]) -> Item:
    found = _AGGREGATE.match(text)
    source = (found[3] if found else text).strip()
    place = sources.setdefault(source, len(sources))
    return Item(name, place, found[1].casefold(), bool(found[2])) if found else Item(name, place)


def _same(name: str) -> str:
    """What two spellings of one value share."""
    return _TYPE_OF.sub(r"\1.relation", re.sub(r"\s+", "", name)).casefold()


def _items(text: str) -> list[tuple[str, str | None]]:
    """What is returned: each item without white space around its marks, and its alias."""
    masked = mask(text)
    start = list(_RETURN.finditer(masked))[-1].end()
    tail = _TAIL.search(masked, start)
    rows = []
    for item in _split(text, masked, start, tail.start() if tail else len(masked)):
        alias = _ALIAS.search(item)
        bare = item[: alias.start()].strip() if alias else item
        rows.append((re.sub(r"\s*([().])\s*", r"\1", bare) if '"' not in bare else bare, alias and alias[1]))
    return rows


def _split(text: str, masked: str, start: int, stop: int) -> list[str]:
    """Items between commas that stand in no bracket, without comments."""
    items, depth, begin = [], 0, start
    for place in range(start, stop + 1):
        char = masked[place] if place < stop else ","
        depth += (char in "([{") - (char in ")]}")
        if char == "," and (depth <= 0 or place == stop):
            items.append(LITERAL.sub(_without_comment, text[begin:place]).strip())
            begin = place + 1
    return [item for item in items if item]


def _without_comment(match: re.Match[str]) -> str:
    return "" if match[0].startswith("//") else match[0]


def _key(value: Any) -> str:
    """The same for equal values, lists and dicts too."""
    return repr(value)


def _sortable(value: Any) -> tuple[int, Any]:
    if isinstance(value, bool | int | float):
        return 0, value
    return 1, str(value)


def _average(values: list[Any]) -> Any:
    return sum(values) / len(values) if values else None


def _greatest(values: list[Any]) -> Any:
    return max(values, key=_sortable, default=None)


def _least(values: list[Any]) -> Any:
    return min(values, key=_sortable, default=None)


_AGGREGATES: dict[str, Callable[[list[Any]], Any]] = {
    "count": len,
    "sum": sum,
    "avg": _average,
    "max": _greatest,
    "min": _least,
    "collect": list,
}
