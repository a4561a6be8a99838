"""The language step on one machine, in this process or in several."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from itertools import chain
from pathlib import Path

from kgraph.engines.crew import Crew
from kgraph.engines.worker import Outcome, extract_all
from kgraph.errors import InputError
from kgraph.language import load
from kgraph.records import Document

__all__ = ["check_jobs", "in_order", "run"]

# One worker takes so many documents at a time, or characters: enough to hide the cost of passing them on.
_BATCH_DOCUMENTS, _BATCH_CHARACTERS = 16, 20_000
# Batches read ahead for each worker: enough that none waits, few enough to stay small in memory.
_AHEAD = 3
# Less than this is done sooner in this process than a second one is started: about two seconds of work.
_SMALL = 60_000


def check_jobs(jobs: int | None) -> int:
    """How many processes are meant.

    Parameters
    ----------
    jobs : int or None
        None means all cores that this process may use.

    Raises
    ------
    InputError
        If it is less than 1.
    """
    if jobs is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return cores or 1
    if jobs < 1:
        raise InputError(f"jobs {jobs}: must be 1 or more")
    return jobs


def run(
    documents: Iterable[Document],
    gazetteers: Sequence[Path] = (),
    jobs: int | None = 1,
    model: Path | None = None,
) -> Generator[Outcome, None, None]:
    """Extract from documents, in their order, whatever the number of processes.

    Parameters
    ----------
    documents : iterable of Document
        Read lazily, in the caller's thread; with several processes a little ahead of what is yielded.
    gazetteers : sequence of pathlib.Path
    jobs : int or None
        Worker processes; None starts one a core. 1 stays in this process, and so does work of a few
        seconds.
    model : pathlib.Path, optional
        Folder of the model; that of kgraph by default.

    Yields
    ------
    Extraction or Rejected
        One for each document. Rejected is what ends a process that works on it, or fails in it.

    Raises
    ------
    InputError
        If `jobs` is less than 1.
    RuleError, ModelError
        If the pipeline cannot be loaded.
    KgraphError
        If workers die whatever they are given.
    """
    jobs = check_jobs(jobs)
    given = iter(documents)
    first = next(given, None)
    if first is None:
        return  # the model is loaded only for what needs it
    given = chain((first,), given)
    if jobs > 1:
        head = list(_up_to(given, _SMALL))
        if sum(len(document.text) for document in head) >= _SMALL:
            setup = (tuple(map(str, gazetteers)), None if model is None else str(model))
            with Crew(jobs, setup) as crew:
                yield from in_order(crew, chain(head, given), _AHEAD * jobs)
            return
        given = iter(head)
    yield from extract_all(load(gazetteers, model=model), given)


def in_order(crew: Crew, documents: Iterator[Document], ahead: int) -> Iterator[Outcome]:
    """What a crew finds in documents, in their order.

    Parameters
    ----------
    crew : Crew
    documents : iterator of Document
        Read in the caller's thread.
    ahead : int
        Batches that are read before the first is asked for.

    Yields
    ------
    Extraction or Rejected
    """
    waiting: deque[Future[list[Outcome]]] = deque()
    while batch := list(_up_to(documents, _BATCH_CHARACTERS, _BATCH_DOCUMENTS)):
        waiting.append(crew.submit(batch))
        if len(waiting) > ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _up_to(documents: Iterator[Document], characters: int, count: int | None = None) -> Iterator[Document]:
    """The next documents, until they have so many characters together, or are so many."""
    for number, document in enumerate(documents, start=1):
        yield document
        characters -= len(document.text)
        if characters <= 0 or number == count:
            return
