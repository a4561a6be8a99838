"""The records as Arrow and as Spark have them: the columns of the store."""

from __future__ import annotations

from kgraph.store import COLUMNS

__all__ = ["DOCUMENT", "EXTRACTED", "EXTRACTION", "PLACE", "READ", "ddl"]

_TYPES = {
    "VARCHAR": "string",
    "INTEGER": "int",
    "BIGINT": "bigint",
    "DOUBLE": "double",
    "BIGINT[]": "array<bigint>",
}


def ddl(table: str) -> str:
    """The columns of a table of the store, as Spark writes them.

    >>> ddl("rejects")
    '`path` string, `reason` string, `line` int, `input` string'
    """
    return ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in COLUMNS[table].items())


def _rows(table: str) -> str:
    inner = ddl(table).replace("` ", "`: ")
    return f"array<struct<{inner}>>"


PLACE = ("block", "place")
"""Where a record stands in its input, for the order of reading: the part of a file, and its number there."""

DOCUMENT = f"{ddl('documents')}, `block` bigint, `place` int, `reason` string"
"""A document, or with a reason a reject."""

READ = f"{DOCUMENT}, `passing` boolean"
"""What is read; a reject that is passing may be otherwise the next time."""

EXTRACTED = ("sentences", "mentions", "entities", "relations", "sketches")

EXTRACTION = f"{DOCUMENT}, " + ", ".join(f"`{name}` {_rows(name)}" for name in EXTRACTED)
"""A document with all that was found in it, or with the reason why nothing was."""
