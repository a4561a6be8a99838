"""From a store's older schema to the one that this version reads."""

from __future__ import annotations

import duckdb

__all__ = ["SCHEMA_VERSION", "UPGRADES", "upgrade"]

SCHEMA_VERSION = "2"

UPGRADES = {
    # Sketches; facts and counts are kept, where they were made anew each time.
    "1": (
        "CREATE TABLE sketches (document VARCHAR NOT NULL, kind VARCHAR NOT NULL, unit VARCHAR NOT NULL, "
        "bands BIGINT[] NOT NULL)",
    ),
}
"""Statements that lead from each older schema to the next one."""


def upgrade(connection: duckdb.DuckDBPyConnection, found: str) -> None:
    """Upgrade a store in place, wholly or not at all.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Open for writing.
    found : str
        The schema that the store has, one of `UPGRADES`.
    """
    connection.begin()
    while found in UPGRADES:
        for statement in UPGRADES[found]:
            connection.execute(statement)
        found = str(int(found) + 1)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [found])
    connection.execute("DELETE FROM meta WHERE key = 'derived'")
    connection.commit()
