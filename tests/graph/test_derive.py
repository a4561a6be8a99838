"""The derived tables are those of what was read, whenever and by whomever they are asked for."""

from __future__ import annotations

from pathlib import Path

from kgraph.graph import derive, facts
from kgraph.store import Store
from tests.graph.records import BLINKEN, US, WANG, article, fill, line

VISIT = article("a", "2023-10-27", line("王毅访美。", {}, (WANG, "VISIT", US, "2023-10-26")))
MEET = article("b", "2023-10-27", line("王毅会见布林肯。", {}, (WANG, "MEET", BLINKEN, "2023-10-26")))


def test_what_is_written_shows_at_once(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", [VISIT]) as store:
        assert [fact.relation for fact in facts(store)] == ["VISIT"]
        assert store.derived
        store.write([MEET])
        assert not store.derived
        assert sorted(fact.relation for fact in facts(store)) == ["MEET", "VISIT"]


def test_what_is_forgotten_is_gone(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", [VISIT]) as store:
        derive(store)
        store.connection.execute("UPDATE documents SET input = '/a'")
        store.inputs.forget(["/a"])
        assert facts(store) == []
        assert store.count("sketches") == 0


def test_a_store_that_a_killed_run_left_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    fill(path, [VISIT, MEET]).close()  # written, and not derived
    with Store(path, read_only=True) as store:
        assert not store.derived
        found = facts(store)
        assert [fact.relation for fact in found] == ["MEET", "VISIT"]
        assert store.derived
    with Store(path) as store:
        assert facts(store) == found
        tables = {row[0] for row in store.query("SHOW TABLES")}
        assert {"facts", "evidence", "stories"} <= tables
        assert not {"claims", "windows", "told", "bands"} & tables


def test_what_another_kgraph_has_derived_is_derived_anew(tmp_path: Path) -> None:
    path = tmp_path / "graph.duckdb"
    with fill(path, [VISIT, MEET]) as store:
        expected = facts(store)
        store.connection.execute("UPDATE meta SET value = 'otherwise' WHERE key = 'derived'")
        store.connection.execute("UPDATE evidence SET status = 'claimed'")
    with Store(path, read_only=True) as store:
        assert facts(store) == expected
    with Store(path) as store:
        assert facts(store) == expected
    with Store(path, read_only=True) as store:
        assert store.query("SELECT DISTINCT status FROM evidence") == [("actual",)]


def test_a_second_time_changes_no_row(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", [VISIT, MEET]) as store:
        before = facts(store)
        store.connection.execute("DELETE FROM meta WHERE key = 'derived'")
        assert facts(store) == before
        assert store.count("sketches") == 2


def test_what_is_extracted_anew_is_derived_anew(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", [VISIT]) as store:
        derive(store)
        before = store.query("SELECT * FROM sketches ORDER BY ALL")
        met = line("王毅访美。", {}, (WANG, "INVITE", BLINKEN, "2023-10-26"))
        store.write([], again=[article("a", "2023-10-27", met)])
        assert not store.derived
        assert [fact.relation for fact in facts(store)] == ["INVITE"]
        assert store.query("SELECT * FROM sketches ORDER BY ALL") == before
