"""Stores of older schemas, brought up to date where they lie."""

from __future__ import annotations

import duckdb

__all__ = ["can_upgrade", "upgrade"]

# From a schema to the next: its name, and the statements that lead there. What they leave open is filled by
# the build that opens the store.
_STEPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "1": (
        "2",
        (
            "ALTER TABLE inputs RENAME gazetteers TO reading",
            "UPDATE inputs SET reading = ''",
            "CREATE TABLE extracted (document VARCHAR PRIMARY KEY, language VARCHAR NOT NULL)",
            "ALTER TABLE entities ADD COLUMN language VARCHAR DEFAULT ''",
            "ALTER TABLE entities ALTER COLUMN language SET NOT NULL",
        ),
    ),
    "2": (
        "3",
        (
            "CREATE TABLE sketches (document VARCHAR NOT NULL, kind VARCHAR NOT NULL, unit VARCHAR NOT NULL, "
            "bands BIGINT[] NOT NULL)",
        ),
    ),
}


def can_upgrade(schema: str) -> bool:
    """Whether there is a way from a schema to that of this kgraph."""
    return schema in _STEPS


def upgrade(connection: duckdb.DuckDBPyConnection, schema: str) -> str:
    """Bring a store up to date, all of it or nothing.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open for writing.
    schema : str
        The schema that it has.

    Returns
    -------
    str
        The schema that it has now: the same, if there is no way from it.
    """
    connection.begin()
    while schema in _STEPS:
        schema, statements = _STEPS[schema]
        for statement in statements:
            connection.execute(statement)
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [schema])
    connection.commit()
    return schema
