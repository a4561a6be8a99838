"""A store of the second schema, which had no sketches, is brought up to date by what writes."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from kgraph.errors import StoreError
from kgraph.graph import derive, facts
from kgraph.store import SCHEMA_VERSION, Store
from tests.store.records import extraction


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "graph.duckdb"
    with Store(path, create=True) as store:
        store.write([extraction(1)])
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE sketches")
        connection.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    return path


def test_what_only_reads_names_the_command_that_upgrades(old: Path) -> None:
    with pytest.raises(StoreError, match=r"schema 2.*kgraph build INPUT"):
        Store(old, read_only=True)
    # Closed again: it can be opened for writing.
    Store(old, create=True).close()


def test_nothing_is_lost(old: Path) -> None:
    with Store(old, create=True) as store:
        assert store.query("SELECT value FROM meta WHERE key = 'schema'") == [(SCHEMA_VERSION,)]
        derive(store)
        before = facts(store)
        assert [fact.relation for fact in before] == ["VISIT"]
        assert store.count("sketches") == store.count("documents") == 1
    with Store(old, read_only=True) as store:
        assert facts(store) == before
