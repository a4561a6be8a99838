"""The language step over many documents: in order, lazily, and with errors that say what to do."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from kgraph.engines import check_jobs, run
from kgraph.errors import InputError, ModelError, RuleError
from kgraph.language import extractions
from kgraph.records import Document, Extraction, Rejected
from tests.building_samples import expected, many, one_pipeline

__all__ = ["one_pipeline"]


def documents(count: int) -> list[Document]:
    return [Document(f"{number:016}", f"文{number}", text) for number, text in enumerate(many(count))]


@pytest.fixture
def workers_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare tests the text that makes workers worth their start."""
    monkeypatch.setattr("kgraph.engines.local._SMALL", 1)


@pytest.fixture
def no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    def started(*arguments: object) -> None:
        raise AssertionError("a worker was started")

    monkeypatch.setattr("subprocess.Popen", started)


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_nothing_in_gives_nothing_out(jobs: int | None) -> None:
    assert list(run([], jobs=jobs)) == []


@pytest.mark.parametrize("jobs", [0, -1])
def test_less_than_one_process_is_refused_by_name(jobs: int) -> None:
    with pytest.raises(InputError, match=f"jobs {jobs}: must be 1 or more"):
        list(run(documents(1), jobs=jobs))


def test_without_a_number_it_is_the_cores_that_may_be_used() -> None:
    assert 1 <= check_jobs(None) <= (os.cpu_count() or 1)
    assert check_jobs(3) == 3


@pytest.mark.usefixtures("no_workers")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_small_input_starts_no_process(jobs: int) -> None:
    given = documents(40)
    assert [one.document for one in run(given, jobs=jobs) if isinstance(one, Extraction)] == given


def test_extractions_follow_the_documents(nlp: Language) -> None:
    given = documents(5)
    found = list(run(reversed(given)))
    assert [one.document for one in found if isinstance(one, Extraction)] == given[::-1]
    # What was read before changes nothing in what is read after.
    assert found[::-1] == expected(nlp, given)


def test_documents_are_read_only_as_they_are_needed() -> None:
    taken = []

    def given() -> Iterator[Document]:
        for document in documents(20):
            taken.append(document)
            yield document

    found = run(given())
    next(found)
    next(found)
    assert len(taken) <= 3


def test_an_error_in_reading_comes_through(nlp: Language) -> None:
    def given() -> Iterator[Document]:
        yield documents(1)[0]
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(run(given()))


@pytest.mark.usefixtures("workers_at_once")
@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_keep_the_order_and_the_results(jobs: int) -> None:
    # Long and short ones, and more than is read ahead: 2 workers by 3 batches by 16 documents.
    given = documents(130)
    given[3] = Document("3" * 16, "长", "\n".join(many(60)))
    assert list(run(given, jobs=jobs)) == list(run(given, jobs=1))


@pytest.mark.usefixtures("workers_at_once")
def test_workers_are_not_fed_more_than_they_need() -> None:
    taken = 0

    def given() -> Iterator[Document]:
        nonlocal taken
        for document in documents(400):
            taken += 1
            yield document

    found = run(given(), jobs=2)
    next(found)
    # Six batches wait, one was read to find that they do, and one is done.
    assert taken <= 16 * 8
    found.close()


def test_a_document_that_the_rules_cannot_bear_does_not_end_the_run(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = documents(4)

    def failing(pipeline: Language, some: list[Document]) -> Iterator[Extraction]:
        if some == [given[1]]:
            raise IndexError("list index out of range")
        if some == [given[2]]:
            raise MemoryError
        yield from extractions(pipeline, some)

    monkeypatch.setattr("kgraph.engines.worker.extractions", failing)
    first, second, third, last = run(given)
    assert [first, last] == expected(nlp, [given[0], given[3]])
    assert isinstance(second, Rejected)
    assert "IndexError: list index out of range" in second.reason
    assert isinstance(third, Rejected)
    assert "needs more memory than there is" in third.reason
    assert "split it" in third.reason


@pytest.mark.usefixtures("workers_at_once")
def test_a_bad_gazetteer_is_told_from_a_dead_process(tmp_path: Path) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text('{"id": "person:x"}\n', encoding="utf-8")
    with pytest.raises(RuleError, match=r"names\.jsonl, line 1"):
        list(run(documents(1), [names], jobs=2))


@pytest.mark.usefixtures("workers_at_once")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_model_is_told_by_its_path(jobs: int, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="nowhere: no model here"):
        list(run(documents(1), jobs=jobs, model=tmp_path / "nowhere"))


@pytest.mark.parametrize(
    "sentence",
    [
        "王毅在北京会见美国国务卿布林肯，双方交换意见。",
        "王毅在北京会见美国国务卿布林肯，双方交换意见，",
    ],
    ids=["many sentences", "one sentence"],
)
def test_time_grows_with_the_length_and_not_with_its_square(sentence: str) -> None:
    def seconds(times: int) -> float:
        before = time.process_time()
        list(run([Document("0" * 16, "长", sentence * times, published="2023-10-30")]))
        return time.process_time() - before

    seconds(50)
    # Eight times the text; a square would be sixty-four times the time.
    assert seconds(1600) < 20 * seconds(200)
