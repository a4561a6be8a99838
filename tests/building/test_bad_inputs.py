"""What goes wrong in a long run is told, the rest is done, and the store is sound."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.building_samples import TALKS, VISIT, build_store, contents, jsonl, many, one_pipeline

import kgraph
from kgraph.records import Document, Extraction
from kgraph.store import Store

__all__ = ["one_pipeline"]

DATABASE = "graph.duckdb"
COUNT = 10_000


def test_a_folder_of_many_files_of_which_some_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    texts = many(30)
    for number in range(COUNT):
        path = folder / f"{number:05}.txt"
        if number % 100 == 7:
            path.symlink_to("nowhere.txt")
        elif number % 100 == 8:
            path.write_bytes(b"\xff\xfe\x00" * 7)
        elif number % 100 == 9:
            path.touch()
        else:
            path.write_text(texts[number % len(texts)], encoding="utf-8")
    report = build_store(folder, tmp_path / "out")
    assert (report.inputs, report.rejects) == (COUNT, 300)
    assert report.documents == len(texts)
    assert report.documents + report.duplicates + report.rejects == COUNT
    with Store(tmp_path / "out" / DATABASE, read_only=True) as store:
        assert store.count("inputs") == COUNT
        reasons = {one.reason.split(" (")[0].split(";")[0] for one in store.rejects()}
    assert {"cannot be opened", "is empty"} < reasons
    again = build_store(folder, tmp_path / "out")
    # What could not be opened is tried again.
    assert (again.skipped, again.rejects) == (COUNT - 100, 100)


def test_a_file_that_goes_between_listing_and_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [tmp_path / "in" / name for name in ("a.txt", "b.txt", "c.txt")]
    paths[0].parent.mkdir()
    for path, text in zip(paths, many(3), strict=True):
        path.write_text(text, encoding="utf-8")
    report = build_store(
        tmp_path / "in", tmp_path / "out", progress=lambda report, source: paths[1].unlink(missing_ok=True)
    )
    assert (report.documents, report.rejects) == (2, 1)
    with Store(tmp_path / "out" / DATABASE, read_only=True) as store:
        [reject] = store.rejects()
    assert (reject.path, "No such file" in reject.reason) == (str(paths[1]), True)


def test_a_known_file_that_goes_after_it_was_listed_keeps_its_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("a.txt", TALKS), ("b.txt", VISIT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    given = [tmp_path / "a.txt", tmp_path / "b.txt"]
    build_store(given, tmp_path / "out")
    before = contents(tmp_path / "out")
    listed = kgraph.reading.sources(given)
    given[0].unlink()
    monkeypatch.setattr("kgraph.reading.sources", lambda inputs: listed)
    monkeypatch.setattr(sys.modules["kgraph.building.fill"], "sources", lambda inputs: listed)
    assert build_store(given, tmp_path / "out").skipped == 2
    assert contents(tmp_path / "out") == before


# Documents from which nothing can be extracted


FATAL = "惊雷"


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from kgraph.engines import worker

    extractions = worker.extractions

    def fail(nlp: object, documents: list[Document]) -> Iterator[Extraction]:
        if any(FATAL in one.text for one in documents):
            raise MemoryError
        yield from extractions(nlp, documents)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("kgraph.engines.worker.extractions", fail)
        yield


@pytest.mark.usefixtures("failing")
def test_a_document_that_fails_is_a_reject_and_so_are_its_reprints(tmp_path: Path) -> None:
    bad = many(3)[2] + FATAL
    path = tmp_path / "a.jsonl"
    path.write_text(jsonl(TALKS, bad, VISIT, bad), encoding="utf-8")
    report = build_store(path, tmp_path / "out")
    assert (report.documents, report.duplicates, report.rejects) == (2, 0, 2)
    assert report.characters == len(TALKS) + len(VISIT)
    with Store(tmp_path / "out" / DATABASE, read_only=True) as store:
        assert [one.text for one in store.documents()] == [TALKS, VISIT]
        assert [(one.path, one.line) for one in store.rejects()] == [(str(path), 2), (str(path), 4)]
        assert store.query("SELECT done FROM inputs") == [(True,)]
    # It is not tried again as long as its file is the same.
    assert build_store(path, tmp_path / "out").skipped == 1


@pytest.mark.usefixtures("failing")
def test_what_failed_before_a_stop_is_not_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(jsonl(TALKS, FATAL + VISIT, VISIT), encoding="utf-8")
    build_store(path, tmp_path / "out")
    with Store(tmp_path / "out" / DATABASE) as store:
        store.connection.execute("UPDATE inputs SET done = false")
    before = contents(tmp_path / "out")
    report = build_store(path, tmp_path / "out")
    assert (report.known, report.rejects, report.documents) == (3, 0, 0)
    assert contents(tmp_path / "out")["rejects"] == before["rejects"]


@pytest.mark.usefixtures("failing")
def test_a_stale_document_that_fails_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(jsonl(TALKS, VISIT), encoding="utf-8")
    build_store(path, tmp_path / "out")
    before = contents(tmp_path / "out")
    with Store(tmp_path / "out" / DATABASE) as store:
        store.connection.execute("UPDATE extracted SET language = 'old'")
    monkeypatch.setattr(sys.modules[__name__], "FATAL", VISIT[:20])
    for rejects in (1, 0):
        report = build_store(path, tmp_path / "out")
        assert (report.stale, report.redone, report.rejects) == (1 + rejects, rejects, rejects)
    after = contents(tmp_path / "out")
    for table in ("documents", "sentences", "mentions", "relations"):
        assert after[table] == before[table]
    with Store(tmp_path / "out" / DATABASE, read_only=True) as store:
        [reject] = store.rejects()
    assert "needs more memory" in reject.reason


# A disk that is full


_LIMITED = """
import resource, sys
import kgraph
from kgraph.cli import main
from kgraph.building import batch

limit = int(sys.argv.pop(1))
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
batch._BATCH_RECORDS = 16
main()
"""


def run_limited(inputs: Path, out: Path, limit: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _LIMITED, str(limit), "build", str(inputs), "-o", str(out), "-j", "1"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def assert_goes_on(inputs: Path, out: Path, base: Path) -> None:
    with Store(out / DATABASE) as store:
        assert store.query("SELECT count(DISTINCT document) FROM sentences") == [(store.count("documents"),)]
    build_store(inputs, out)
    build_store(inputs, base / "whole")
    assert contents(out) == contents(base / "whole")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of file size as on Linux")
def test_files_that_may_not_grow_end_the_run_and_the_next_one_goes_on(tmp_path: Path) -> None:
    inputs = tmp_path / "a.jsonl"
    inputs.write_text(jsonl(*many(120)), encoding="utf-8")
    ran = run_limited(inputs, tmp_path / "out", 60_000)
    assert ran.returncode == 2, ran.stderr
    assert "graph.duckdb: cannot be written" in ran.stderr
    assert "free space" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert_goes_on(inputs, tmp_path / "out", tmp_path)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one mebibyte."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounts a file system in memory, as on Linux")
    libc = ctypes.CDLL(None, use_errno=True)
    disk = tmp_path / "disk"
    disk.mkdir()
    if libc.mount(b"tmpfs", os.fsencode(disk), b"tmpfs", 0, b"size=1m"):
        pytest.skip(f"may not mount a file system here ({os.strerror(ctypes.get_errno())})")
    try:
        yield disk
    finally:
        libc.umount2(os.fsencode(disk), 2)


def test_a_disk_that_is_full_ends_the_run_and_the_next_one_goes_on(small_disk: Path, tmp_path: Path) -> None:
    inputs = tmp_path / "a.jsonl"
    inputs.write_text(jsonl(*many(200)), encoding="utf-8")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(900_000))
    ran = run_limited(inputs, small_disk / "out", 0)
    assert ran.returncode == 2, ran.stderr
    assert "cannot be written" in ran.stderr
    assert "Traceback" not in ran.stderr
    # Moved to a larger disk, it goes on there.
    (small_disk / "out").rename(small_disk / "moved")
    import shutil

    shutil.copytree(small_disk / "moved", tmp_path / "out")
    assert_goes_on(inputs, tmp_path / "out", tmp_path)
