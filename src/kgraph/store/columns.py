"""Columns of the store's tables, and the row of a record."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import Any, TypeAlias

__all__ = ["COLUMNS", "EXTRACTED", "Row", "as_json", "merged", "names_of", "row_of"]

Row: TypeAlias = tuple[Any, ...]

COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        **dict.fromkeys(("id", "name", "text", "title", "published", "published_basis"), "VARCHAR"),
        **dict.fromkeys(("source", "url", "script", "path"), "VARCHAR"),
        "line": "INTEGER",
        "input": "VARCHAR",
    },
    "sentences": {
        "document": "VARCHAR",
        **dict.fromkeys(("index", "start", "end"), "INTEGER"),
        "key": "VARCHAR",
    },
    "mentions": {
        "document": "VARCHAR",
        **dict.fromkeys(("start", "end"), "INTEGER"),
        **dict.fromkeys(("surface", "label", "source", "rule", "entity"), "VARCHAR"),
        "score": "DOUBLE",
        "antecedent": "INTEGER",
    },
    "relations": {
        "document": "VARCHAR",
        "sentence": "INTEGER",
        **dict.fromkeys(("subject", "relation", "object"), "VARCHAR"),
        **dict.fromkeys(("start", "end", "trigger_start", "trigger_end"), "INTEGER"),
        **dict.fromkeys(("rule", "title", "date_from", "date_to", "date_basis"), "VARCHAR"),
        **dict.fromkeys(("status", "speaker"), "VARCHAR"),
    },
    "sketches": {**dict.fromkeys(("document", "kind", "unit"), "VARCHAR"), "bands": "BIGINT[]"},
    "entities": dict.fromkeys(("id", "label", "name", "attributes", "language"), "VARCHAR"),
    "duplicates": {
        **dict.fromkeys(("document", "name", "title", "published", "source", "url", "path"), "VARCHAR"),
        "line": "INTEGER",
        "input": "VARCHAR",
    },
    "rejects": {"path": "VARCHAR", "reason": "VARCHAR", "line": "INTEGER", "input": "VARCHAR"},
}
"""Columns and their SQL types by table, in the order of the fields of the record."""

_VALUES = {table: attrgetter(*columns) for table, columns in COLUMNS.items()}

EXTRACTED = ("sentences", "mentions", "relations", "sketches")
"""Tables of what was extracted, each a field of :class:`~kgraph.records.Extraction`."""


def names_of(table: str) -> str:
    """The table's columns as SQL writes them: ``start`` and ``end`` are words of SQL.

    >>> names_of("rejects")
    '"path", "reason", "line", "input"'
    """
    return ", ".join(f'"{name}"' for name in COLUMNS[table])


def row_of(table: str, record: object) -> Row:
    """A record's values in the order of the table's columns.

    >>> from kgraph.records import Rejected
    >>> row_of("rejects", Rejected("a.txt", "is empty"))
    ('a.txt', 'is empty', None, '')
    """
    row: Row = _VALUES[table](record)
    return row


def as_json(attributes: dict[str, Any]) -> str:
    """Attributes as the store keeps them: the same attributes are the same bytes."""
    return json.dumps(attributes, ensure_ascii=False, sort_keys=True)


def merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Attributes of one entity from two documents: what is there wins over what is not, then the first.

    >>> merged({"country": "place:CN", "listed": False}, {"country": "place:US", "listed": True})
    {'country': 'place:CN', 'listed': True}
    """
    both = dict(second)
    for key, value in first.items():
        both[key] = value or second.get(key, value)
    return both
