"""Opening a store, and writing all of a batch or nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kgraph.errors import StoreError
from kgraph.records import Entity, Rejected
from kgraph.store import InputNote, InputState, Store
from tests.store.records import document, extraction, rejected


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "graph.duckdb"
    with Store(path, create=True) as store:
        store.write([extraction(1)])
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as store:
        yield store


def counts(store: Store) -> dict[str, int]:
    tables = ("documents", "sentences", "mentions", "relations", "entities", "duplicates", "rejects")
    return {table: store.count(table) for table in tables}


def test_a_failed_batch_leaves_nothing_behind(store: Store) -> None:
    begun = InputNote("/b.txt", "b.txt", InputState(1, 1, "{}", ""))
    store.inputs.note([begun])
    before = counts(store)
    with pytest.raises(duckdb.ConstraintException):
        # The second document has the id of the one that is stored.
        store.write(
            [extraction(2), extraction(1)],
            [document(2)],
            [Rejected("c", "is empty")],
            [begun._replace(done=True)],
        )
    assert counts(store) == before
    assert store.inputs.states()["/b.txt"] == (begun.state, False)
    # The store is as good as before.
    store.write([extraction(2)], [document(2)], [Rejected("c", "is empty")], [begun._replace(done=True)])
    assert counts(store) == {
        "documents": 2,
        "sentences": 2,
        "mentions": 4,
        "relations": 2,
        "entities": 2,
        "duplicates": 1,
        "rejects": 1,
    }


def test_a_batch_that_is_interrupted_leaves_nothing_behind(store: Store) -> None:
    before = counts(store)

    def rejects() -> Iterator[Rejected]:
        yield Rejected("a.txt", "is empty")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write([extraction(2)], rejects=rejects())  # type: ignore[arg-type]
    assert counts(store) == before


def test_what_is_written_is_there_after_closing(path: Path) -> None:
    with Store(path) as store:
        store.write([extraction(2)])
    with Store(path, read_only=True) as store:
        assert [one.id for one in store.documents()] == ["d1", "d2"]


def test_a_closed_store_lets_others_write(path: Path) -> None:
    store = Store(path)
    store.close()
    with Store(path) as other:
        other.write([extraction(2)])


def test_a_store_for_reading_cannot_be_written(path: Path) -> None:
    with Store(path, read_only=True) as store:
        with pytest.raises(duckdb.Error):
            store.write([extraction(2)])
        assert store.count("documents") == 1


def test_several_may_read_at_a_time(path: Path) -> None:
    with Store(path, read_only=True) as first, Store(path, read_only=True) as second:
        assert list(first.documents()) == list(second.documents())


def test_a_missing_file_is_not_made_but_told_how_to_make(tmp_path: Path) -> None:
    path = tmp_path / "out" / "graph.duckdb"
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert str(path) in str(caught.value)
    assert f"kgraph build INPUT -o {path.parent}" in str(caught.value)
    assert not path.parent.exists()


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("data", [b"", b"articles" * 1000, "王毅访问美国。\n".encode()])
def test_a_file_of_another_kind_is_named_and_left_alone(data: bytes, read_only: bool, tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    path.write_bytes(data)
    with pytest.raises(StoreError) as caught:
        Store(path, read_only=read_only, create=not read_only)
    assert str(path) in str(caught.value)
    assert "is no kgraph store" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == data


def test_a_database_of_somebody_else_is_named_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE documents (id INTEGER)")
    with pytest.raises(StoreError, match="no kgraph store; choose another folder") as caught:
        Store(path, create=True)
    assert str(path) in str(caught.value)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("documents",)]


@pytest.mark.parametrize("version", ["0", "4", None])
def test_a_store_of_another_schema_is_refused_with_a_remedy(version: str | None, path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        if version is None:
            connection.execute("DELETE FROM meta")
        else:
            connection.execute("UPDATE meta SET value = ?", [version])
    with pytest.raises(StoreError) as caught:
        Store(path, read_only=True)
    message = str(caught.value)
    assert str(path) in message
    assert f"schema {version or 'none'}" in message
    assert "build the graph again in a new folder" in message
    # It is closed again, or nobody else could open it.
    duckdb.connect(str(path)).close()


def test_a_store_that_another_process_writes_is_not_called_broken(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kgraph.store import Store\n"
        "store = Store(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        for read_only in (True, False):
            with pytest.raises(StoreError, match=f"open in another process.*PID {other.pid}") as caught:
                Store(path, read_only=read_only)
            assert str(path) in str(caught.value)
        assert other.stdin is not None
        other.stdin.close()
    assert Store(path).count("documents") == 1


def test_a_store_that_this_process_reads_is_not_called_broken(path: Path) -> None:
    # As in a notebook: the graph of the last build is still open.
    with Store(path, read_only=True), pytest.raises(StoreError) as caught:
        Store(path)
    assert "is no kgraph store" not in str(caught.value)
    assert "open" in str(caught.value)


def test_a_run_killed_while_it_made_the_store_can_go_on(tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    duckdb.connect(str(path)).close()
    with Store(path, create=True) as store:
        store.write([extraction(1)])
        assert store.count("documents") == 1


def test_places_tell_where_each_record_was_read(store: Store) -> None:
    store.write(
        [extraction(2, line=4)],
        [document(2, path="b.txt"), document(1, path="c.jsonl", line=7)],
        [rejected("d.txt", "is empty"), rejected("c.jsonl", "is broken", 9)],
    )
    assert store.document_places() == {"d1": ("/a.jsonl", None), "d2": ("/a.jsonl", 4)}
    assert store.duplicate_places() == {("/b.txt", None), ("/c.jsonl", 7)}
    assert store.reject_places() == {("/d.txt", None), ("/c.jsonl", 9)}


def test_a_batch_of_nothing_is_no_error(store: Store) -> None:
    before = counts(store)
    store.write([])
    store.write([], again=[], notes=[])
    assert counts(store) == before


def test_an_entity_without_mentions_is_kept_for_its_relations(store: Store) -> None:
    one = extraction(2)
    store.write([replace(one, mentions=())])
    assert {entity.id for entity in store.entities()} == {"person:wang-yi", "country:US"}


# What another language step made


def test_what_is_extracted_again_takes_the_place_of_what_was(store: Store) -> None:
    store.write([extraction(2)], language="new")
    one = extraction(1)
    other = Entity("country:FR", "COUNTRY", "法国")
    changed = replace(
        one,
        mentions=(replace(one.mentions[0], entity=other.id),),
        relations=(replace(one.relations[0], object=other.id),),
        entities=(*one.entities, other),
    )
    store.write([], again=[changed], language="new")
    assert [mention.entity for mention in store.mentions() if mention.document == "d1"] == [other.id]
    assert [relation.object for relation in store.relations() if relation.document == "d1"] == [other.id]
    assert store.count("documents") == 2
    assert store.inputs.stale("new") == []


def test_of_an_entity_only_what_this_language_step_knows_counts(path: Path) -> None:
    path.unlink()
    one = extraction(1)
    before = Entity("person:wang-yi", "PERSON", "王先生", (), {"official": True, "en": "Wang"})
    after = Entity("person:wang-yi", "PERSON", "王毅", (), {"official": False})
    more = Entity("person:wang-yi", "PERSON", "王毅", (), {"country": "country:CN"})
    with Store(path, create=True) as store:
        store.write([replace(one, entities=(before,))], language="old")
        store.write([], again=[replace(one, entities=(after,))], language="new")
        [found] = store.entities()
        assert (found.name, found.attributes) == ("王毅", {"official": False})
        store.write([replace(extraction(2), entities=(more,))], language="new")
        [found] = store.entities()
        assert found.attributes == {"official": False, "country": "country:CN"}


# Older schemas


def test_a_store_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(FIRST_SCHEMA)
    with pytest.raises(StoreError, match="schema 1, this kgraph reads") as caught:
        Store(path, read_only=True)
    assert f"kgraph build INPUT -o {tmp_path}" in str(caught.value)
    with Store(path, create=True) as store:
        assert [one.id for one in store.documents()] == ["d1"]
        assert store.inputs.stale("now") == ["d1"]
        # It will be read again, too: how it was read is not known.
        assert store.inputs.states() == {"/a.txt": (InputState(9, 9, "{}", ""), True)}
        store.write([extraction(2)], language="now")
        upgraded = columns(store)
    with Store(tmp_path / "new.duckdb", create=True) as store:
        assert upgraded == columns(store)


def columns(store: Store) -> list[tuple[Any, ...]]:
    return store.query(
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns ORDER BY ALL"
    )


# As the first release wrote it.
FIRST_SCHEMA = """
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
INSERT INTO meta VALUES ('schema', '1');
CREATE TABLE inputs (absolute VARCHAR PRIMARY KEY, path VARCHAR NOT NULL, size BIGINT NOT NULL,
    modified BIGINT NOT NULL, options VARCHAR NOT NULL, gazetteers VARCHAR NOT NULL, done BOOLEAN NOT NULL);
CREATE TABLE documents (id VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, title VARCHAR, text VARCHAR NOT NULL,
    published VARCHAR, published_basis VARCHAR, source VARCHAR, url VARCHAR, script VARCHAR NOT NULL,
    path VARCHAR NOT NULL, line INTEGER, input VARCHAR NOT NULL);
CREATE TABLE duplicates (document VARCHAR NOT NULL, name VARCHAR NOT NULL, title VARCHAR, published VARCHAR,
    source VARCHAR, url VARCHAR, path VARCHAR NOT NULL, line INTEGER, input VARCHAR NOT NULL);
CREATE TABLE rejects (path VARCHAR NOT NULL, reason VARCHAR NOT NULL, line INTEGER, input VARCHAR NOT NULL);
CREATE TABLE sentences (document VARCHAR NOT NULL, index INTEGER NOT NULL, start INTEGER NOT NULL,
    "end" INTEGER NOT NULL, key VARCHAR NOT NULL);
CREATE TABLE entities (id VARCHAR PRIMARY KEY, label VARCHAR NOT NULL, name VARCHAR NOT NULL,
    attributes VARCHAR NOT NULL);
CREATE TABLE mentions (document VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    surface VARCHAR NOT NULL, label VARCHAR NOT NULL, source VARCHAR NOT NULL, rule VARCHAR NOT NULL,
    entity VARCHAR NOT NULL, score DOUBLE NOT NULL, antecedent INTEGER);
CREATE TABLE relations (document VARCHAR NOT NULL, sentence INTEGER NOT NULL, subject VARCHAR NOT NULL,
    relation VARCHAR NOT NULL, object VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, rule VARCHAR NOT NULL, title VARCHAR,
    date_from VARCHAR, date_to VARCHAR, date_basis VARCHAR, status VARCHAR NOT NULL, speaker VARCHAR);
INSERT INTO documents VALUES ('d1', 'a', NULL, '王毅访问美国。', NULL, NULL, NULL, NULL, 'simplified',
    'a.txt', NULL, '/a.txt');
INSERT INTO inputs VALUES ('/a.txt', 'a.txt', 9, 9, '{}', 'abc', true);
INSERT INTO entities VALUES ('person:wang-yi', 'PERSON', '王毅', '{}');
"""
