"""All names of all entities, folded: what a name that a user gives is looked up in."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kgraph.script import fold
from kgraph.store import Store

__all__ = ["fold_name", "write_names"]

# Rows folded at a time.
_ROWS = 20_000

_NAMED = """
SELECT id, name, attributes FROM entities
UNION ALL
SELECT entity, surface, NULL FROM surfaces
"""


def fold_name(name: str) -> str:
    """A name in the one form in which names are compared: script, width and case folded.

    >>> fold_name(" 馬英九 "), fold_name("Antony Blinken")
    ('马英九', 'antony blinken')
    """
    return fold(name.strip()).casefold()


def write_names(store: Store) -> None:
    """Make the table ``names`` (name, entity) from the lists' names and the surfaces met.

    Parameters
    ----------
    store : Store
    """
    connection = store.connection
    kind = "TEMP TABLE" if store.read_only else "TABLE"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE named_as AS {_NAMED}")
    connection.execute("CREATE OR REPLACE TEMP TABLE folded (name VARCHAR, entity VARCHAR)")
    for start in range(0, store.count("named_as"), _ROWS):
        rows = store.query(f"SELECT * FROM named_as LIMIT {_ROWS} OFFSET {start}")
        pairs = sorted({(name, entity) for entity, one, text in rows for name in _names(one, text)})
        columns = [list(column) for column in zip(*pairs, strict=True)]
        connection.execute("INSERT INTO folded SELECT unnest(?), unnest(?)", columns)
    # In order, so that a name is found without looking through them all.
    connection.execute(f"CREATE OR REPLACE {kind} names AS SELECT DISTINCT * FROM folded ORDER BY ALL")
    connection.execute("DROP TABLE named_as")
    connection.execute("DROP TABLE folded")


def _names(name: str, attributes: str | None) -> Iterator[str]:
    yield fold_name(name)
    if attributes is not None:
        listed = json.loads(attributes)
        yield from map(fold_name, listed.get("also", ()))
        if listed.get("en"):
            yield fold_name(listed["en"])
