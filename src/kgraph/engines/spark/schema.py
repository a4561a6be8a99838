"""The records as Arrow and as Spark have them: the columns of the store."""

from __future__ import annotations

from kgraph.store import COLUMNS

__all__ = ["DOCUMENT", "EXTRACTED", "EXTRACTION", "READ", "ddl"]

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


DOCUMENT = ddl("documents")
"""What is read."""

READ = f"{DOCUMENT}, `reason` string"
"""A document, or with a reason a reject."""

EXTRACTED = ("sentences", "mentions", "entities", "relations", "sketches")

EXTRACTION = f"{DOCUMENT}, " + ", ".join(f"`{name}` {_rows(name)}" for name in EXTRACTED)
"""A document with all that was found in it."""
