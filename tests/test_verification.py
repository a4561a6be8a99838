"""Every relation is confirmed against the inputs, or it is told which is not, and why."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import kgraph
from kgraph.errors import StoreError
from kgraph.reading import ReadOptions
from kgraph.store import Store
from kgraph.verification import Verification, verify
from tests.building_samples import (
    JOURNEY,
    TALKS,
    TALKS_TRADITIONAL,
    VISIT,
    build_store,
    jsonl,
    loaded_once,
    one_pipeline,
    write_articles,
)

__all__ = ["one_pipeline"]


def verified(out: Path) -> Verification:
    with kgraph.open(out) as graph:
        return graph.verify()


def told(result: Verification) -> list[tuple[str, str]]:
    return [(problem.place, problem.what) for problem in result.problems]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    articles = write_articles(tmp_path / "in")
    build_store(articles, tmp_path / "out")
    return articles


def relations_of(out: Path, name: str) -> int:
    with kgraph.open(out) as graph:
        [(count,)] = graph.store.query(
            "SELECT count(*) FROM relations JOIN documents ON id = document WHERE path LIKE '%/' || ?", [name]
        )
    assert count
    return int(count)


def test_what_was_just_built_is_confirmed(articles: Path, tmp_path: Path) -> None:
    result = verified(tmp_path / "out")
    assert result.problems == []
    with kgraph.open(tmp_path / "out") as graph:
        assert result.confirmed == result.relations == graph.store.count("relations") > 10
        assert result.confirmed_mentions == result.mentions == graph.store.count("mentions") > 10
        assert result.confirmed_documents == result.documents == graph.store.count("documents") == 7


def test_inputs_are_read_with_the_options_they_were_read_with(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TALKS.encode("utf-16-le"))
    (tmp_path / "b.jsonl").write_text('{"leib": "' + VISIT.replace("\n", "\\n") + '"}', encoding="utf-8")
    for name, options in (
        ("a.txt", ReadOptions(encoding="utf-16-le")),
        ("b.jsonl", ReadOptions(fields={"text": "leib"})),
    ):
        assert build_store(tmp_path / name, tmp_path / "out", options=options).documents == 1
    result = verified(tmp_path / "out")
    assert (result.problems, result.confirmed) == ([], result.relations)


@pytest.mark.parametrize("text", [TALKS.replace("26日", "27日"), VISIT, ""])
def test_another_text_in_the_file_confirms_nothing(text: str, articles: Path, tmp_path: Path) -> None:
    # The reprint goes too, for it would stand in for the original.
    (articles / "02-talks-hk.txt").unlink()
    path = articles / "01-talks.txt"
    path.write_text(text, encoding="utf-8")
    result = verified(tmp_path / "out")
    assert result.relations - result.confirmed == relations_of(tmp_path / "out", "01-talks.txt")
    assert (str(path), "the document is not there any more") in told(result)


def test_other_punctuation_is_another_text(articles: Path, tmp_path: Path) -> None:
    # The letters, and so the document's id, are the same; the offsets are not.
    path = articles / "03-visit.txt"
    path.write_text(VISIT.replace("，", "，，"), encoding="utf-8")
    # The reprint of it goes too.
    (articles / "04-briefs.jsonl").write_text(jsonl(JOURNEY), encoding="utf-8")
    result = verified(tmp_path / "out")
    assert (str(path), "the text has changed") in told(result)


def test_a_missing_file_is_named_with_what_it_held(articles: Path, tmp_path: Path) -> None:
    path = articles / "04-briefs.jsonl"
    lost = relations_of(tmp_path / "out", "04-briefs.jsonl")
    path.unlink()
    result = verified(tmp_path / "out")
    assert result.relations - result.confirmed == lost
    assert told(result) == [
        (str(path), "cannot be read again"),
        (f"{path}, line 1", "the document is not there any more"),
        (f"{path}, line 4", "the document is not there any more"),
    ]


def test_a_line_more_confirms_the_others(articles: Path, tmp_path: Path) -> None:
    path = articles / "08-more.jsonl"
    path.write_text(jsonl("这一行是后来才写进去的一篇新文章。") + path.read_text("utf-8"), encoding="utf-8")
    result = verified(tmp_path / "out")
    assert (result.problems, result.confirmed) == ([], result.relations)


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_a_printing_in_the_other_script_is_no_change(names: tuple[str, str], tmp_path: Path) -> None:
    for name, text in zip(names, (TALKS, TALKS_TRADITIONAL), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
        build_store(tmp_path / name, tmp_path / "out")
    result = verified(tmp_path / "out")
    assert (result.problems, result.confirmed) == ([], result.relations)
    assert result.relations


def test_standard_input_cannot_be_confirmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(VISIT.encode())))
    build_store(["-", tmp_path / "a.txt"], tmp_path / "out")
    # Nothing must be waited for at the keyboard.
    monkeypatch.setattr(sys, "stdin", None)
    result = verified(tmp_path / "out")
    assert 0 < result.confirmed < result.relations
    assert ("-", "cannot be read again") in told(result)


# A damaged store


@pytest.fixture(scope="session")
def whole(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that nothing is wrong with; nobody changes it."""
    base = tmp_path_factory.mktemp("whole")
    with loaded_once(nlp):
        build_store(write_articles(base / "in"), base / "out")
    return base / "out" / "graph.duckdb"


@pytest.fixture
def damaged(whole: Path, tmp_path: Path) -> Callable[[str], Verification]:
    """Change a copy of the store by SQL, and verify it."""

    def damage(sql: str) -> Verification:
        copy = tmp_path / "graph.duckdb"
        shutil.copyfile(whole, copy)
        with Store(copy) as store:
            store.connection.execute(sql)
        with Store(copy, read_only=True) as store:
            return verify(store)

    return damage


PLANNED = "relation = 'VISIT' AND status = 'planned'"
LAVROV = "surface = '拉夫罗夫'"
# The plan of a visit stands twice in one document: in its title (actual) and in its text (planned). A pronoun
# goes back to one of its two mentions of 拉夫罗夫.
DAMAGES = [
    # Evidence and triggers
    (f"UPDATE relations SET trigger_end = 9999 WHERE {PLANNED}", "does not hold its trigger", 1, 0),
    (f'UPDATE relations SET "end" = 9999 WHERE {PLANNED}', "lies outside of its document", 1, 0),
    (f"UPDATE relations SET trigger_start = trigger_end WHERE {PLANNED}", "does not hold its trigger", 1, 0),
    (f'UPDATE relations SET "end" = start WHERE {PLANNED}', "lies outside of its document", 1, 0),
    (f"UPDATE relations SET start = -1 WHERE {PLANNED}", "lies outside of its document", 1, 0),
    (f"UPDATE relations SET sentence = 0 WHERE {PLANNED}", "is not in its sentence", 1, 0),
    (f"UPDATE relations SET sentence = 77 WHERE {PLANNED}", "is not in its sentence", 1, 0),
    (
        f"UPDATE relations SET trigger_start = trigger_start - 1 WHERE {PLANNED}",
        "is no word of pattern:visit-direct",
        1,
        0,
    ),
    # What a relation says
    (f"UPDATE relations SET relation = 'HUG' WHERE {PLANNED}", "HUG is no relation of the ontology", 1, 0),
    (f"UPDATE relations SET status = 'sure' WHERE {PLANNED}", "sure is no status", 1, 0),
    (f"UPDATE relations SET subject = 'person:nobody' WHERE {PLANNED}", "subject person:nobody is no", 1, 0),
    (f"UPDATE relations SET object = 'country:XX' WHERE {PLANNED}", "object country:XX is no entity", 1, 0),
    (f"UPDATE relations SET speaker = 'person:nobody' WHERE {PLANNED}", "speaker person:nobody is no", 1, 0),
    (f"UPDATE relations SET object = subject WHERE {PLANNED}", "its object is PERSON, which", 1, 0),
    (f"UPDATE relations SET object = subject WHERE {PLANNED}", "both sides are the same entity", 1, 0),
    (f"UPDATE relations SET title = '部长' WHERE {PLANNED}", "only an office has a title", 1, 0),
    (f"UPDATE relations SET date_from = 'soon' WHERE {PLANNED}", "date_from is soon, which is no date", 1, 0),
    (f"UPDATE relations SET date_to = '2001-01-01' WHERE {PLANNED}", "to 2001-01-01 are no interval", 1, 0),
    (f"UPDATE relations SET date_to = NULL WHERE {PLANNED}", "to none are no interval", 1, 0),
    (f"UPDATE relations SET date_basis = 'guess' WHERE {PLANNED}", "guess is no basis of a date", 1, 0),
    (f"UPDATE relations SET date_basis = NULL WHERE {PLANNED}", "nothing is no basis of a date", 1, 0),
    (f"UPDATE relations SET document = 'lost' WHERE {PLANNED}", "its document is not in the store", 1, 0),
    # Mentions
    (f"UPDATE mentions SET surface = '王毅' WHERE {LAVROV}", "the document reads 拉夫罗夫 there", 0, 2),
    (f"UPDATE mentions SET start = start + 1 WHERE {LAVROV}", "the document reads 夫罗夫 there", 0, 3),
    (f'UPDATE mentions SET "end" = 9999 WHERE {LAVROV}', "lies outside of its document", 0, 2),
    (f"UPDATE mentions SET start = -5 WHERE {LAVROV}", "span -5-", 0, 3),
    (f"UPDATE mentions SET label = 'GOD' WHERE {LAVROV}", "GOD is no label of the ontology", 0, 2),
    (f"UPDATE mentions SET source = 'rumour' WHERE {LAVROV}", "rumour is no source of mentions", 0, 2),
    (f"UPDATE mentions SET score = 7 WHERE {LAVROV}", "its score 7.0 is not between 0 and 1", 0, 2),
    (f"UPDATE mentions SET entity = 'person:nobody' WHERE {LAVROV}", "its entity is not in the store", 0, 2),
    (f"UPDATE mentions SET antecedent = 3 WHERE {LAVROV}", "goes back to place 3", 0, 2),
    # Entities
    ("UPDATE entities SET label = 'GOD' WHERE id = 'person:wang-yi'", "GOD is no label", 0, 0),
    ("UPDATE entities SET name = '' WHERE id = 'person:wang-yi'", "has no name", 0, 0),
    ("UPDATE entities SET attributes = '{' WHERE id = 'person:wang-yi'", "are no JSON object", 0, 0),
    ("UPDATE entities SET attributes = '[1]' WHERE id = 'person:wang-yi'", "are no JSON object", 0, 0),
    # Sentences
    ('UPDATE sentences SET "end" = "end" + 1 WHERE index = 0', "begins before the one before it ends", 0, 0),
    ("UPDATE sentences SET start = 9998 WHERE index = 1", "lies outside of its document", None, 0),
    ("UPDATE sentences SET index = 0 WHERE index = 1", "its number stands twice", None, 0),
    ("DELETE FROM sentences WHERE index = 0", "the sentence before it is missing", None, 0),
    # Documents and inputs
    ("UPDATE documents SET published = 'May' WHERE name = '03-visit'", "published is May, which is no", 0, 0),
    ("UPDATE documents SET text = '' WHERE name = '03-visit'", "has no text", None, None),
    ("UPDATE documents SET text = text || '。' WHERE name = '03-visit'", "the text has changed", None, None),
    ("UPDATE documents SET input = '/nowhere' WHERE name = '03-visit'", "its input /nowhere is none", 0, 0),
    ("UPDATE inputs SET options = '{}' WHERE path LIKE '%03-visit.txt'", "its options cannot be read", 0, 0),
    ("DELETE FROM sentences WHERE document IN (SELECT min(id) FROM documents)", "has no sentence", None, 0),
    ("DELETE FROM documents WHERE name = '03-visit'", "its document is not in the store", None, None),
    ("UPDATE duplicates SET document = 'lost'", "its document is not in the store", 0, 0),
    ("UPDATE duplicates SET input = '/nowhere'", "its input /nowhere is none", 0, 0),
    # Tables
    ("DROP TABLE relations", "the table is missing", None, 0),
    ("DROP TABLE mentions", "the table is missing", 0, None),
    ("DROP TABLE documents", "the table is missing", None, None),
    ("ALTER TABLE relations DROP COLUMN trigger_end", "the table cannot be read", None, 0),
    ("ALTER TABLE mentions RENAME COLUMN surface TO word", "the table cannot be read", 0, None),
]


@pytest.mark.parametrize(("sql", "what", "relations", "mentions"), DAMAGES, ids=[one[0] for one in DAMAGES])
def test_damage_is_told_row_by_row(
    sql: str,
    what: str,
    relations: int | None,
    mentions: int | None,
    damaged: Callable[[str], Verification],
) -> None:
    """What is wrong, and how many relations and mentions are not confirmed for it (None: not looked at)."""
    result = damaged(sql)
    [problem, *_] = [one for one in result.problems if what in one.what]
    assert problem.table == sql.replace("FROM ", "").replace("TABLE ", "").split()[1] or relations is None
    assert problem.remedy
    if relations is not None:
        assert result.relations - result.confirmed == relations
    if mentions is not None:
        assert result.mentions - result.confirmed_mentions == mentions


def test_a_row_is_named_by_what_is_in_it(damaged: Callable[[str], Verification]) -> None:
    [problem] = damaged(f"UPDATE relations SET trigger_end = 9999 WHERE {PLANNED}").problems
    assert problem.place.endswith("04-briefs.jsonl, line 1")
    assert problem.row["subject"] == "person:sergey-lavrov"
    assert problem.row["object"] == "country:IN"
    assert str(problem).startswith(f"{problem.place}: relations document=")
    assert str(problem).endswith("; build the graph again in a new folder")


def test_each_damaged_row_is_told(damaged: Callable[[str], Verification]) -> None:
    result = damaged("UPDATE mentions SET surface = 'x'")
    assert len(result.problems) == result.mentions > 10
    assert result.confirmed_mentions == 0
    assert result.confirmed == result.relations  # they do not stand on the words of mentions


def problems_of(path: Path) -> list[str]:
    """What is wrong with a store, or why it cannot be opened."""
    try:
        with Store(path, read_only=True) as store:
            return [str(problem) for problem in verify(store).problems]
    except StoreError as error:
        return [str(error)]


def test_a_file_that_is_cut_short_is_no_store(whole: Path, tmp_path: Path) -> None:
    copy = tmp_path / "graph.duckdb"
    data = whole.read_bytes()
    # The last blocks may be of tables that nothing asks for here.
    copy.write_bytes(data[: len(data) // 2])
    assert problems_of(copy)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(12_288, 200_000), st.integers(1, 255))
def test_a_flipped_byte_is_told_or_does_no_harm(whole: Path, tmp_path: Path, place: int, change: int) -> None:
    """Never another exception than ours, whatever byte is wrong."""
    data = bytearray(whole.read_bytes())
    data[place % len(data)] ^= change
    copy = tmp_path / f"{place}-{change}.duckdb"
    copy.write_bytes(data)
    assert isinstance(problems_of(copy), list)
    copy.unlink()
