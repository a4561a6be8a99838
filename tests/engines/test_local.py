"""The language step over many documents: in order, lazily, and with errors that say what to do."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from kgraph.engines import run
from kgraph.errors import InputError, KgraphError, RuleError
from kgraph.language import extractions
from kgraph.records import Document
from tests.building_samples import many, one_pipeline

__all__ = ["one_pipeline"]


def documents(count: int) -> list[Document]:
    return [Document(f"{number:016}", f"文{number}", text) for number, text in enumerate(many(count))]


@pytest.mark.parametrize("processes", [1, 2])
def test_nothing_in_gives_nothing_out(processes: int) -> None:
    assert list(run([], processes=processes)) == []


@pytest.mark.parametrize("processes", [0, -1])
def test_less_than_one_process_is_refused_by_name(processes: int) -> None:
    with pytest.raises(InputError, match=f"processes {processes}: must be 1 or more"):
        list(run(documents(1), processes=processes))


def test_extractions_follow_the_documents(nlp: Language) -> None:
    given = documents(5)
    found = list(run(reversed(given)))
    assert [one.document for one in found] == given[::-1]
    # What was read before changes nothing in what is read after.
    assert found[::-1] == list(extractions(nlp, given))


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


def test_two_processes_keep_the_order_and_the_results() -> None:
    # Long and short ones, and more than is read ahead: 2 processes by 3 chunks by 16 documents.
    given = documents(130)
    given[3] = Document("3" * 16, "长", "\n".join(many(60)))
    assert list(run(given, processes=2)) == list(run(given, processes=1))


def test_a_dead_process_is_told_with_a_remedy() -> None:
    def given() -> Iterator[Document]:
        # The first chunks are taken, then somebody short of memory kills the workers.
        for number, document in enumerate(documents(200)):
            if number == 64:
                for worker in multiprocessing.active_children():
                    worker.kill()
            yield document

    with pytest.raises(KgraphError, match="a worker process died: use fewer processes"):
        list(run(given(), processes=2))
    assert multiprocessing.active_children() == []


def test_a_bad_gazetteer_is_told_from_a_dead_process(tmp_path: Path) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text('{"id": "person:x"}\n', encoding="utf-8")
    with pytest.raises(RuleError, match=r"names\.jsonl, line 1"):
        list(run(documents(1), [names], processes=2))


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
