"""A store of an older schema: upgraded by what writes, refused with the way out by what reads."""

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
    """A store as the first schema had it: without sketches and derived tables."""
    path = tmp_path / "graph.duckdb"
    with Store(path, create=True) as store:
        store.write([extraction(1)])
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE sketches")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    return path


def test_what_reads_names_the_command_that_upgrades(old: Path) -> None:
    with pytest.raises(
        StoreError, match=r"schema 1.*kgraph build INPUT.* upgrades the graph in place"
    ) as caught:
        Store(old, read_only=True)
    assert str(old) in str(caught.value)
    # Closed again: it can be opened for writing.
    Store(old).close()


def test_what_writes_upgrades_and_nothing_is_lost(old: Path) -> None:
    with Store(old) as store:
        assert store.query("SELECT value FROM meta WHERE key = 'schema'") == [(SCHEMA_VERSION,)]
        derive(store)
        before = facts(store)
        assert [fact.relation for fact in before] == ["VISIT"]
        assert store.count("sketches") == store.count("documents") == 1
    with Store(old, read_only=True) as store:
        assert facts(store) == before


def test_the_columns_are_those_of_a_new_store(old: Path, tmp_path: Path) -> None:
    columns = (
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns WHERE table_name = ?"
    )
    with Store(old) as upgraded, Store(tmp_path / "new.duckdb", create=True) as new:
        assert upgraded.query(columns, ["sketches"]) == new.query(columns, ["sketches"])
