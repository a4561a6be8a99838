"""Every relation is confirmed against the inputs, or it is told which is not, and why."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

import kgraph
from kgraph.reading import ReadOptions
from kgraph.verification import Verification
from tests.building_samples import (
    JOURNEY,
    TALKS,
    TALKS_TRADITIONAL,
    VISIT,
    build_store,
    jsonl,
    one_pipeline,
    write_articles,
)

__all__ = ["one_pipeline"]


def verified(out: Path) -> Verification:
    with kgraph.open(out) as graph:
        return graph.verify()


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
    assert f"{path}: the document is not there any more" in result.problems


def test_other_punctuation_is_another_text(articles: Path, tmp_path: Path) -> None:
    # The letters, and so the document's id, are the same; the offsets are not.
    path = articles / "03-visit.txt"
    path.write_text(VISIT.replace("，", "，，"), encoding="utf-8")
    # The reprint of it goes too.
    (articles / "04-briefs.jsonl").write_text(jsonl(JOURNEY), encoding="utf-8")
    result = verified(tmp_path / "out")
    assert f"{path}: the text has changed" in result.problems


def test_a_missing_file_is_named_with_what_it_held(articles: Path, tmp_path: Path) -> None:
    path = articles / "04-briefs.jsonl"
    lost = relations_of(tmp_path / "out", "04-briefs.jsonl")
    path.unlink()
    result = verified(tmp_path / "out")
    assert result.relations - result.confirmed == lost
    assert result.problems == [
        f"{path}: cannot be read again",
        f"{path}, line 1: the document is not there any more",
        f"{path}, line 4: the document is not there any more",
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
    assert "-: cannot be read again" in result.problems


@pytest.mark.parametrize(
    "change",
    ["trigger_end = 9999", '"end" = 9999', "trigger_start = trigger_end", '"end" = start', "start = -1"],
)
def test_offsets_that_were_tampered_with_are_found(change: str, articles: Path, tmp_path: Path) -> None:
    with kgraph.store.Store(tmp_path / "out" / "graph.duckdb") as store:
        store.connection.execute(
            f"UPDATE relations SET {change} WHERE relation = 'VISIT' AND status = 'planned'"
        )
    result = verified(tmp_path / "out")
    assert result.relations - result.confirmed == 1
    [problem] = result.problems
    assert "04-briefs.jsonl, line 1" in problem
    assert "person:sergey-lavrov VISIT country:IN" in problem
