"""From inputs to a filled store: nothing lost, nothing twice, the same after any interruption."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.building import Report
from kgraph.errors import InputError, RuleError
from kgraph.reading import ReadOptions, Source, read
from kgraph.records import Document, Rejected
from kgraph.store import Store
from tests.building_samples import (
    JOURNEY,
    PLAN,
    TALKS,
    TALKS_TRADITIONAL,
    UNDATED,
    VISIT,
    build_store,
    contents,
    jsonl,
    many,
    one_pipeline,
    write_articles,
)

__all__ = ["one_pipeline"]

Progress = Callable[[Report, Source], None]


class StoppedError(Exception):
    """Stands for whatever ends a run."""


def assert_ends_whole(articles: Path, folder: Path) -> None:
    """A store that another run goes on with holds what one run would have written."""
    build_store(articles, folder / "out")
    build_store(articles, folder / "whole")
    assert contents(folder / "out") == contents(folder / "whole")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "in")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.building.batch._BATCH_RECORDS", 4)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def documents(out: Path) -> dict[str, str]:
    """Texts of the documents, by the names of their files."""
    with Store(out / "graph.duckdb", read_only=True) as store:
        return {f"{Path(one.path).name}:{one.line or ''}": one.text for one in store.documents()}


def stopping(after: int) -> Progress:
    seen = 0

    def progress(report: Report, source: Source) -> None:
        nonlocal seen
        seen += 1
        if seen == after:
            raise StoppedError

    return progress


# Counts


def test_each_record_is_a_document_a_duplicate_or_a_reject(articles: Path, tmp_path: Path) -> None:
    found = list(read([articles]))
    report = build_store(articles, tmp_path / "out")
    assert (report.documents, report.duplicates, report.rejects) == (7, 2, 3)
    assert report.documents + report.duplicates + report.rejects == len(found)
    assert (report.inputs, report.skipped, report.known) == (8, 0, 0)
    tables = contents(tmp_path / "out")
    assert [len(tables[table]) for table in ("documents", "duplicates", "rejects")] == [7, 2, 3]
    assert report.characters == sum(
        len(one.text) for one in {one.id: one for one in found if isinstance(one, Document)}.values()
    )


def test_each_input_is_noted_as_read_to_its_end(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
        rows = store.query("SELECT absolute, done FROM inputs ORDER BY 1")
    assert rows == [(str(path), True) for path in sorted(articles.iterdir())]


def test_progress_is_told_of_each_record_and_what_to_expect(articles: Path, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []

    def progress(report: Report, source: Source) -> None:
        done = report.documents + report.duplicates + report.rejects
        seen.append((Path(source.path).name, done, report.expected))

    build_store(articles, tmp_path / "out", progress=progress)
    assert [done for _, done, _ in seen] == list(range(1, 13))
    assert [name for name, _, _ in seen] == sorted(name for name, _, _ in seen)
    assert {expected for _, _, expected in seen} == {12}


# A second run


def test_a_second_run_reads_nothing_and_changes_nothing(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    before = contents(tmp_path / "out")
    assert build_store(articles, tmp_path / "out") == Report(inputs=8, skipped=8)
    assert contents(tmp_path / "out") == before


def test_only_new_inputs_are_read(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    write(articles / "09-new.jsonl", jsonl(many(3)[2], VISIT))
    seen = []
    report = build_store(
        articles, tmp_path / "out", progress=lambda report, source: seen.append(Path(source.path).name)
    )
    assert seen == ["09-new.jsonl"] * 2
    assert (report.inputs, report.skipped, report.documents, report.duplicates) == (9, 8, 1, 1)
    build_store(articles, tmp_path / "fresh")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("01-talks.txt", JOURNEY + "这是新的一稿。"),
        # The original of a reprint is gone, and the reprint takes its place.
        ("01-talks.txt", ""),
        ("03-visit.txt", PLAN),
        # The line that was broken is mended, and one is taken out.
        ("04-briefs.jsonl", jsonl(PLAN, "俄罗斯外长拉夫罗夫访问印度，会见印度总理莫迪。", JOURNEY)),
        ("06-empty.txt", many(5)[4]),
        # A reprint becomes an article of its own.
        ("02-talks-hk.txt", "王毅會見布林肯\n2023年10月27日，王毅在華盛頓會見美國總統拜登。"),
    ],
    ids=["other text", "emptied", "now a reprint", "mended", "filled", "own"],
)
def test_a_changed_input_leaves_nothing_of_what_it_was(
    name: str, text: str, articles: Path, tmp_path: Path
) -> None:
    build_store(articles, tmp_path / "out")
    write(articles / name, text)
    build_store(articles, tmp_path / "out")
    build_store(articles, tmp_path / "fresh")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_change_of_the_same_length_is_seen(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TALKS)
    build_store(path, tmp_path / "out")
    write(path, TALKS.replace("10月26日", "10月28日"))
    assert build_store(path, tmp_path / "out").documents == 1
    assert "10月28日" in documents(tmp_path / "out")["a.txt:"]


def test_a_reprint_in_an_input_not_given_takes_the_place_of_its_original(tmp_path: Path) -> None:
    original = write(tmp_path / "a.txt", TALKS)
    others = write(tmp_path / "b.jsonl", jsonl(TALKS_TRADITIONAL, JOURNEY))
    build_store([original, others], tmp_path / "out")
    write(original, VISIT)
    build_store(original, tmp_path / "out")
    assert documents(tmp_path / "out") == {
        "a.txt:": VISIT,
        "b.jsonl:1": TALKS_TRADITIONAL,
        "b.jsonl:2": JOURNEY,
    }


def test_a_reprint_is_read_again_with_its_own_options(tmp_path: Path) -> None:
    original = write(tmp_path / "a.txt", TALKS)
    others = write(tmp_path / "b.jsonl", json.dumps({"leib": TALKS, "text": PLAN}) + "\n")
    options = ReadOptions(fields={"text": "leib"})
    build_store(original, tmp_path / "out")
    build_store(others, tmp_path / "out", options=options)
    write(original, VISIT)
    build_store(original, tmp_path / "out")
    assert documents(tmp_path / "out") == {"a.txt:": VISIT, "b.jsonl:": TALKS}
    # It was read as before, so that nothing has changed for the next run.
    assert build_store(others, tmp_path / "out", options=options).skipped == 1


def test_a_file_that_is_gone_keeps_its_documents_when_another_changes(tmp_path: Path) -> None:
    original = write(tmp_path / "a.txt", TALKS)
    others = write(tmp_path / "b.jsonl", jsonl(TALKS_TRADITIONAL, JOURNEY))
    build_store([original, others], tmp_path / "out")
    others.unlink()
    write(original, VISIT)
    build_store(original, tmp_path / "out")
    assert documents(tmp_path / "out") == {"a.txt:": VISIT, "b.jsonl:2": JOURNEY}


def test_other_options_read_again(articles: Path, tmp_path: Path) -> None:
    options = ReadOptions(published="2023-04-06")
    build_store(articles, tmp_path / "out")
    report = build_store(articles, tmp_path / "out", options=options)
    assert report.skipped == 0
    build_store(articles, tmp_path / "fresh", options=options)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")
    with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
        [found] = [one for one in store.documents() if one.text == UNDATED]
    assert (found.published, found.published_basis) == ("2023-04-06", "option")
    # The same options once more are no change.
    assert build_store(articles, tmp_path / "out", options=options).skipped == 8


def gazetteer(path: Path, *names: str) -> Path:
    rows = (
        {"id": f"org:jiangan-{number}", "label": "INSTITUTION", "name": name, "kind": "ngo"}
        for number, name in enumerate(names)
    )
    return write(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def test_other_names_read_again(tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", "2023年10月26日，王毅会见江岸同心社和河湾同心社代表。")
    names = tmp_path / "names.jsonl"
    build_store(article, tmp_path / "out")
    # A gazetteer more is a change, and so is what stands in it.
    for step in (["江岸同心社"], ["江岸同心社", "河湾同心社"]):
        gazetteer(names, *step)
        assert build_store(article, tmp_path / "out", gazetteers=[names]).redone == 1
        with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
            assert {one.name for one in store.entities() if one.id.startswith("org:jiangan")} == set(step)


@pytest.mark.parametrize("text", ['{"id": "person:x", "label": "PERSON", "nane": "某"}\n', "{\n"])
def test_a_bad_gazetteer_costs_nothing_that_was_read(text: str, articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    before = contents(tmp_path / "out")
    with pytest.raises(RuleError, match=r"names\.jsonl, line 1"):
        build_store(articles, tmp_path / "out", gazetteers=[write(tmp_path / "names.jsonl", text)])
    assert contents(tmp_path / "out") == before


def test_a_missing_input_costs_nothing_that_was_read(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    before = contents(tmp_path / "out")
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        build_store([articles, tmp_path / "nowhere.txt"], tmp_path / "out")
    assert contents(tmp_path / "out") == before


# Interruptions


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("after", [1, 5, 9, 14, 30, 32])
def test_a_run_goes_on_where_it_was_stopped(after: int, articles: Path, tmp_path: Path) -> None:
    # Twenty more, the last of them reprints: enough for several batches.
    write(articles / "10-more.jsonl", jsonl(*many(18), TALKS, PLAN))
    with pytest.raises(StoppedError):
        build_store(articles, tmp_path / "out", progress=stopping(after))
    assert_ends_whole(articles, tmp_path)


@pytest.mark.usefixtures("small_batches")
def test_what_was_written_before_a_stop_is_not_extracted_again(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", jsonl(*many(20)))
    with pytest.raises(StoppedError):
        build_store(path, tmp_path / "out", progress=stopping(14))
    # Thirteen were extracted: three batches of four are kept.
    assert len(documents(tmp_path / "out")) == 12
    report = build_store(path, tmp_path / "out")
    assert (report.known, report.documents, report.skipped) == (12, 8, 0)


@pytest.mark.usefixtures("small_batches")
def test_many_stops_in_a_row_lose_nothing(articles: Path, tmp_path: Path) -> None:
    write(articles / "10-more.jsonl", jsonl(*many(18), TALKS, PLAN))
    for after in (3, 7, 9, 12, 15):
        with pytest.raises(StoppedError):
            build_store(articles, tmp_path / "out", progress=stopping(after))
    assert_ends_whole(articles, tmp_path)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("after", [2, 6, 10])
def test_a_stop_while_changes_are_read_loses_nothing(after: int, articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    write(articles / "01-talks.txt", many(3)[2])
    write(articles / "04-briefs.jsonl", jsonl(*many(12)[4:]))
    with pytest.raises(StoppedError):
        build_store(articles, tmp_path / "out", progress=stopping(after))
    assert_ends_whole(articles, tmp_path)


@pytest.mark.usefixtures("small_batches")
def test_the_next_run_may_spell_the_path_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.jsonl", jsonl(*many(20)))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoppedError):
        build_store("a.jsonl", tmp_path / "out", progress=stopping(14))
    report = build_store(path, tmp_path / "out")
    assert (report.known, report.documents, report.duplicates) == (12, 8, 0)


_KILLED = """
import os, signal, sys
import kgraph
from kgraph.building import batch

batch._BATCH_RECORDS = 4

def progress(report, source):
    if report.documents == 14:
        os.kill(os.getpid(), signal.SIGKILL)

kgraph.build(sys.argv[1], sys.argv[2], jobs=1, progress=progress)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_run_goes_on_where_it_was(articles: Path, tmp_path: Path) -> None:
    write(articles / "10-more.jsonl", jsonl(*many(18), TALKS, PLAN))
    command = [sys.executable, "-c", _KILLED, str(articles), str(tmp_path / "out")]
    killed = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    # The process had no chance to close its files; what it had written is there, in batches of four records.
    assert len(documents(tmp_path / "out")) == 14
    assert_ends_whole(articles, tmp_path)


# Reprints


@pytest.mark.parametrize("reprint", [TALKS, TALKS_TRADITIONAL], ids=["same script", "other script"])
@pytest.mark.parametrize("apart", [False, True], ids=["one run", "two runs"])
def test_a_reprint_is_one_document_and_one_duplicate(reprint: str, apart: bool, tmp_path: Path) -> None:
    paths = [write(tmp_path / "a.txt", TALKS), write(tmp_path / "b.txt", reprint)]
    for inputs in [[path] for path in paths] if apart else [paths]:
        build_store(inputs, tmp_path / "out")
    assert documents(tmp_path / "out") == {"a.txt:": TALKS}
    with kgraph.open(tmp_path / "out") as graph:
        [(document, name, path)] = graph.store.query("SELECT document, name, path FROM duplicates")
        assert (name, path) == ("b", str(paths[1]))
        assert [document] == [one.id for one in graph.store.documents()]
        # It adds nothing to the weight of what it tells.
        [fact] = graph.facts("王毅", "MEET", "布林肯")
    assert fact.stories == 1


def test_an_input_given_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "in" / "a.txt", TALKS)
    monkeypatch.chdir(tmp_path)
    report = build_store([path, "in/a.txt", "./in", path.parent], tmp_path / "out")
    assert report == Report(inputs=1, documents=1, characters=len(TALKS))


def test_two_files_given_by_the_same_name_are_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {"2023": TALKS, "2024": JOURNEY}
    for year, text in texts.items():
        write(tmp_path / year / "a.txt", text)
        monkeypatch.chdir(tmp_path / year)
        build_store("a.txt", tmp_path / "out")
    write(tmp_path / "2024" / "a.txt", VISIT)
    build_store("a.txt", tmp_path / "out")
    with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
        assert {one.text for one in store.documents()} == {TALKS, VISIT}


# Standard input


def given_on_stdin(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_standard_input_adds_to_what_came_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TALKS)
    for text, options in ((VISIT, None), (PLAN, ReadOptions(published="2023-12-02"))):
        given_on_stdin(monkeypatch, text)
        assert build_store(["-", path], tmp_path / "out", options=options).documents >= 1
    with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
        assert sorted((one.path, one.text) for one in store.documents()) == sorted(
            [("-", VISIT), ("-", PLAN), (str(path), TALKS)]
        )


def test_standard_input_read_twice_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for known in (0, 2):
        given_on_stdin(monkeypatch, jsonl(VISIT, PLAN))
        report = build_store("-", tmp_path / "out")
        assert (report.known, report.documents) == (known, 2 - known)
        assert report.duplicates == 0


def test_rejects_of_standard_input_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (jsonl(VISIT) + '{"text": ', jsonl(PLAN) + "[1]"):
        given_on_stdin(monkeypatch, text)
        assert build_store("-", tmp_path / "out").rejects == 1
    with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
        rejects = list(store.rejects())
    assert [(one.path, one.line) for one in rejects] == [("-", 2), ("-", 2)]
    assert len({one.reason for one in rejects}) == 2


# What no encoding can hold


@pytest.mark.skipif(os.name != "posix", reason="names of files are text here")
def test_a_file_name_in_gbk_is_no_hindrance(tmp_path: Path) -> None:
    # As an archive made on Chinese Windows unpacks on Linux.
    folder = tmp_path / "in"
    write(folder / "a.txt", VISIT)
    try:
        with open(os.fsencode(folder) + b"/" + "新闻.txt".encode("gbk"), "w", encoding="utf-8") as stream:
            stream.write(TALKS)
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    report = build_store(folder, tmp_path / "out")
    assert (report.documents, report.rejects) == (2, 0)
    assert build_store(folder, tmp_path / "out").skipped == 2


@pytest.mark.parametrize("key", ["text", "title", "url", "source", "id"])
def test_half_a_character_in_json_is_no_hindrance(key: str, tmp_path: Path) -> None:
    values = {"text": VISIT, "title": "会见", "url": "https://example.org/1", "source": "江岸日报", "id": "1"}
    broken = json.dumps(values | {key: values[key] + "\ud83d"})
    path = write(tmp_path / "a.jsonl", jsonl(TALKS) + broken + "\n" + jsonl(PLAN))
    report = build_store(path, tmp_path / "out")
    assert report.documents + report.rejects == 3
    assert report.documents >= 2


@pytest.mark.parametrize("progress", [None, lambda report, source: None], ids=["quiet", "with progress"])
def test_damaged_gzip_ends_as_a_reject(progress: Progress | None, tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(jsonl(*many(300)).encode()))
    middle = len(packed) // 2
    packed[middle : middle + 16] = b"\xff" * 16
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed)
    report = build_store(path, tmp_path / "out", progress=progress)
    assert report.rejects >= 1
    with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
        assert "its data is damaged" in next(store.rejects()).reason


def test_what_could_not_be_opened_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.txt", TALKS)

    def refused(*arguments: Any, **options: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("kgraph.reading.streams.open", refused, raising=False)
        assert build_store(path, tmp_path / "out").rejects == 1
    assert build_store(path, tmp_path / "out").documents == 1
    assert documents(tmp_path / "out") == {"a.txt:": TALKS}
    assert contents(tmp_path / "out")["rejects"] == []


# Processes


def test_any_number_of_processes_gives_the_same_bytes(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgraph.engines.local._SMALL", 200)
    # More than one process takes at a time, and reprints and rejects among them.
    write(articles / "10-more.jsonl", jsonl(*many(40)) + "{\n" + jsonl(TALKS, *many(45)[40:]))
    formats = ("gexf", "csv", "json", "parquet", "entities", "facts")
    for jobs in (1, 2):
        with kgraph.build(articles, tmp_path / f"out{jobs}", jobs=jobs) as graph:
            for name in formats:
                graph.export(tmp_path / f"out{jobs}" / name, name)
    one, two = (files(tmp_path / f"out{jobs}") for jobs in (1, 2))
    assert {"graph.html", "graph.graphml", *formats} <= {name.split("/")[0] for name in one}
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
    assert contents(tmp_path / "out1") == contents(tmp_path / "out2")


def files(folder: Path) -> dict[str, bytes]:
    """What a graph's folder holds, but the database: its pages have no one order."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".duckdb"
    }


def test_a_rejected_record_says_which(articles: Path, tmp_path: Path) -> None:
    build_store(articles, tmp_path / "out")
    with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
        found: list[Any] = list(store.rejects())
    assert all(isinstance(one, Rejected) for one in found)
    assert [(Path(one.path).name, one.line) for one in found] == [
        ("04-briefs.jsonl", 2),
        ("06-empty.txt", None),
        ("07-picture.txt", None),
    ]
