"""The schema, the columns that are written, and the records agree."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest

from kgraph.records import Document, Mention, Rejected, Relation, Sentence
from kgraph.store import SCHEMA_VERSION, Store
from kgraph.store.columns import COLUMNS

RECORDS = {
    "documents": Document,
    "sentences": Sentence,
    "mentions": Mention,
    "relations": Relation,
    "rejects": Rejected,
}
# Says only what the run that reads the file has to do.
UNSTORED = {"passing"}
SQL_TYPES = {str: "VARCHAR", int: "INTEGER", float: "DOUBLE"}


@pytest.mark.parametrize("table", COLUMNS)
def test_what_is_written_is_what_the_table_holds(table: str, tmp_path: Path) -> None:
    with Store(tmp_path / "graph.duckdb", create=True) as store:
        rows = store.query(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = ?", [table]
        )
    assert dict(rows) == COLUMNS[table]


@pytest.mark.parametrize("table", RECORDS)
def test_each_field_of_a_record_has_a_column_of_its_type(table: str) -> None:
    record = RECORDS[table]
    hints = get_type_hints(record)
    types = {
        field.name: next(sql for kind, sql in SQL_TYPES.items() if hints[field.name] in {kind, kind | None})
        for field in fields(record)
        if field.name not in UNSTORED
    }
    assert types == COLUMNS[table]


def test_a_column_may_be_null_where_its_field_may_be_none(tmp_path: Path) -> None:
    with Store(tmp_path / "graph.duckdb", create=True) as store:
        for table, record in RECORDS.items():
            hints = get_type_hints(record)
            rows = store.query(
                "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = ?",
                [table],
            )
            assert {name for name, nullable in rows if nullable == "YES"} == {
                name for name, hint in hints.items() if hint not in SQL_TYPES and name not in UNSTORED
            }


def test_a_new_store_says_its_schema_and_holds_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "graph.duckdb", create=True) as store:
        assert store.query("SELECT * FROM meta") == [("schema", SCHEMA_VERSION)]
        assert not any(store.count(table) for table in (*COLUMNS, "inputs"))
