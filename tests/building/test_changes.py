"""What a second run does about rules, names and models that have changed, and about files that are gone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.building_samples import (
    JOURNEY,
    PLAN,
    TALKS,
    TALKS_TRADITIONAL,
    VISIT,
    build_store,
    contents,
    jsonl,
    one_pipeline,
    write_articles,
)

from kgraph.building import Report
from kgraph.errors import InputError
from kgraph.language.model import model_path
from kgraph.store import Store

__all__ = ["one_pipeline"]

DATABASE = "graph.duckdb"
MEETING = "2023年10月26日，王毅会见江岸同心社代表。"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "in")


def names(path: Path, **row: str) -> Path:
    full = {"id": "org:jiangan", "label": "INSTITUTION", "name": "江岸同心社", "kind": "ngo"} | row
    path.write_text(json.dumps(full, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def age(out: Path) -> None:
    """Have the store hold what another language step made."""
    with Store(out / DATABASE) as store:
        store.connection.execute(
            "UPDATE entities SET name = '旧', attributes = '{\"old\": 1}', language = 'old'"
        )
        store.connection.execute("DELETE FROM mentions")
        store.connection.execute("UPDATE extracted SET language = 'old'")


# Another language step


def test_what_other_rules_have_made_is_made_again_without_reading(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    whole = contents(tmp_path / "out")
    age(tmp_path / "out")
    report = build_store(articles, tmp_path / "out")
    assert (report.skipped, report.documents, report.stale, report.redone) == (8, 0, 7, 7)
    assert contents(tmp_path / "out") == whole
    assert build_store(articles, tmp_path / "out") == Report(inputs=8, skipped=8)


def test_only_stale_documents_are_worked_on_again(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    whole = contents(tmp_path / "out")
    with Store(tmp_path / "out" / DATABASE) as store:
        first, second = (row[0] for row in store.query("SELECT id FROM documents ORDER BY 1 LIMIT 2"))
        for one in (first, second):
            store.connection.execute("UPDATE extracted SET language = 'old' WHERE document = ?", [one])
    report = build_store(articles, tmp_path / "out")
    assert (report.stale, report.redone) == (2, 2)
    assert contents(tmp_path / "out") == whole


def test_a_changed_gazetteer_changes_names_and_removes_what_nobody_names(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(MEETING, encoding="utf-8")
    for given in ({}, {"kind": "party"}, {"id": "org:other"}):
        found = names(tmp_path / "names.jsonl", **given)
        build_store(article, tmp_path / "out", gazetteers=[found])
        build_store(article, tmp_path / f"fresh{given}", gazetteers=[found])
        assert contents(tmp_path / "out") == contents(tmp_path / f"fresh{given}")
    build_store(article, tmp_path / "out")
    with Store(tmp_path / "out" / DATABASE, read_only=True) as store:
        assert not [one for one in store.entities() if one.id == "org:other"]


def test_what_nobody_names_goes_also_if_a_run_was_stopped_just_before(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    whole = contents(tmp_path / "out")
    with Store(tmp_path / "out" / DATABASE) as store:
        store.connection.execute("INSERT INTO entities VALUES ('org:x', 'INSTITUTION', '旧社', '{}', 'old')")
    build_store(articles, tmp_path / "out")
    assert contents(tmp_path / "out") == whole


def test_documents_of_files_that_are_gone_are_worked_on_too(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(MEETING, encoding="utf-8")
    second.write_text(TALKS, encoding="utf-8")
    build_store([first, second], tmp_path / "out")
    first.unlink()
    report = build_store(second, tmp_path / "out", gazetteers=[names(tmp_path / "names.jsonl")])
    assert report.redone == 2
    with Store(tmp_path / "out" / DATABASE, read_only=True) as store:
        assert "org:jiangan" in {one.entity for one in store.mentions()}


def test_another_model_makes_all_stale(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TALKS, encoding="utf-8")
    build_store(article, tmp_path / "out")
    shutil.copytree(model_path(), tmp_path / "model")
    # The same model elsewhere is the same.
    assert build_store(article, tmp_path / "out", model=tmp_path / "model").stale == 0
    with (tmp_path / "model" / "meta.json").open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert build_store(article, tmp_path / "out", model=tmp_path / "model").redone == 1
    assert build_store(article, tmp_path / "out", model=tmp_path / "model").stale == 0


def test_other_rules_of_reading_read_again(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_store(articles, tmp_path / "out")
    shipped = tmp_path / "boilerplate.jsonl"
    shipped.write_text("", encoding="utf-8")
    monkeypatch.setattr("kgraph.building.states._shipped", lambda: (shipped,))
    report = build_store(articles, tmp_path / "out")
    assert (report.skipped, report.documents, report.stale) == (0, 7, 0)


def test_a_store_of_the_first_schema_is_filled_again_in_place(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    whole = contents(tmp_path / "out")
    with Store(tmp_path / "out" / DATABASE) as store:
        for statement in (
            "DROP TABLE extracted",
            "DROP TABLE sketches",
            "DELETE FROM meta WHERE key = 'derived'",
            "ALTER TABLE entities DROP COLUMN language",
            "ALTER TABLE inputs RENAME reading TO gazetteers",
            "UPDATE meta SET value = '1' WHERE key = 'schema'",
        ):
            store.connection.execute(statement)
    build_store(articles, tmp_path / "out")
    assert contents(tmp_path / "out") == whole


# Files that are gone


def test_what_was_read_from_a_file_that_is_gone_stays(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    before = contents(tmp_path / "out")
    (articles / "03-visit.txt").unlink()
    report = build_store(articles, tmp_path / "out")
    assert (report.inputs, report.skipped, report.pruned) == (7, 7, 0)
    assert contents(tmp_path / "out") == before


@pytest.mark.parametrize("name", ["01-talks.txt", "03-visit.txt", "04-briefs.jsonl", "08-more.jsonl"])
def test_pruning_forgets_what_is_gone(name: str, articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    (articles / name).unlink()
    assert build_store(articles, tmp_path / "out", prune=True).pruned == 1
    build_store(articles, tmp_path / "fresh")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_pruning_leaves_other_folders_and_standard_input_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"one/a.txt": TALKS, "one/b.txt": VISIT, "one-more/c.txt": PLAN, "single.txt": JOURNEY}
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    build_store([tmp_path / "one", tmp_path / "one-more", tmp_path / "single.txt"], tmp_path / "out")
    for name in ("one/a.txt", "one-more/c.txt", "single.txt"):
        (tmp_path / name).unlink()
    monkeypatch.chdir(tmp_path)
    assert build_store("./one", tmp_path / "out", prune=True).pruned == 1
    with Store(tmp_path / "out" / DATABASE, read_only=True) as store:
        assert {one.text for one in store.documents()} == {VISIT, PLAN, JOURNEY}


def test_a_reprint_takes_the_place_of_an_original_that_is_pruned(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TALKS, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(jsonl(TALKS_TRADITIONAL), encoding="utf-8")
    (folder / "c.txt").write_text(VISIT, encoding="utf-8")
    build_store([folder, tmp_path / "b.jsonl"], tmp_path / "out")
    (folder / "a.txt").unlink()
    build_store(folder, tmp_path / "out", prune=True)
    with Store(tmp_path / "out" / DATABASE, read_only=True) as store:
        assert {one.text for one in store.documents()} == {TALKS_TRADITIONAL, VISIT}
        assert store.count("duplicates") == 0


def test_a_path_that_is_wrong_prunes_nothing(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    before = contents(tmp_path / "out")
    articles.rename(tmp_path / "moved")
    with pytest.raises(InputError, match="cannot be found"):
        build_store(articles, tmp_path / "out", prune=True)
    assert contents(tmp_path / "out") == before


def test_given_the_same_year_twice_nothing_changes(tmp_path: Path) -> None:
    year = tmp_path / "2023.jsonl"
    year.write_text(jsonl(TALKS, VISIT, PLAN), encoding="utf-8")
    build_store(year, tmp_path / "out")
    tables = ("documents", "sentences", "mentions", "relations", "entities")
    before = contents(tmp_path / "out")
    shutil.copy(year, tmp_path / "again.jsonl")
    assert build_store(tmp_path / "again.jsonl", tmp_path / "out").duplicates == 3
    after = contents(tmp_path / "out")
    assert [after[table] for table in tables] == [before[table] for table in tables]
