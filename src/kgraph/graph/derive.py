"""The derived tables of a store, made by DuckDB."""

from __future__ import annotations

import duckdb

from kgraph.graph.names import write_names
from kgraph.graph.sketching import sketch_new
from kgraph.graph.steps import DERIVED, Words, derivation, derive_tables
from kgraph.store import Store

__all__ = ["derive"]

_WORDS = Words(
    seeds="""list_reduce(
        list_sort(array_agg({'width': until - since, 'since': since, 'until': until})),
        lambda seeds, one: CASE
            WHEN len(list_filter(seeds, lambda seed: seed.since <= one.until AND one.since <= seed.until)) > 0
            THEN seeds ELSE list_append(seeds, one) END,
        CAST([] AS STRUCT(width INTEGER, since INTEGER, until INTEGER)[]))"""
)

# What Spark has and DuckDB calls otherwise.
_MACROS = {
    "explode(list)": "unnest(list)",
    "unix_date(day)": "CAST(date_diff('day', DATE '1970-01-01', day) AS INTEGER)",
}


def derive(store: Store) -> None:
    """Bring facts, evidence, stories and counts up to date with what was read.

    Costs nothing where nothing was written since the last time, unless the statements have changed. In a
    store that is open for reading only they are made for this connection, in temporary tables, so that what
    a run that was killed, or an older kgraph, has left can be looked at.

    Parameters
    ----------
    store : Store
    """
    if store.derived == derivation():
        return
    for macro, body in _MACROS.items():
        store.connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro} AS {body}")
    store.connection.begin()
    try:
        sketch_new(store)
        derive_tables(_DuckTables(store.connection, keep=not store.read_only))
        write_names(store)
        store.mark_derived(derivation())
        store.connection.commit()
    except BaseException:
        store.connection.rollback()
        raise


class _DuckTables:
    """Tables of a DuckDB connection: those that stay, and temporary ones for what is made on the way."""

    words = _WORDS

    def __init__(self, connection: duckdb.DuckDBPyConnection, *, keep: bool) -> None:
        self.connection = connection
        self.keep = keep

    def make(self, name: str, select: str) -> None:
        kind = "TABLE" if self.keep and name in DERIVED else "TEMP TABLE"
        self.connection.execute(f"CREATE OR REPLACE {kind} {name} AS {select}")

    def rename(self, name: str, new: str) -> None:
        self.connection.execute(f"DROP TABLE IF EXISTS {new}")
        self.connection.execute(f"ALTER TABLE {name} RENAME TO {new}")

    def drop(self, *names: str) -> None:
        for name in names:
            self.connection.execute(f"DROP TABLE {name}")

    def number(self, select: str) -> int:
        rows = self.connection.execute(select).fetchall()
        return int(rows[0][0])
