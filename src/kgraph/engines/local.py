"""The language step on one machine, in this process or in several."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import chain, islice
from pathlib import Path

from spacy.language import Language

from kgraph.errors import InputError, KgraphError
from kgraph.language import extractions, load
from kgraph.records import Document, Extraction

__all__ = ["run"]

# Documents that one process takes at a time: enough to hide the cost of passing them on.
_CHUNK = 16
# Chunks read ahead for each process: enough that none waits, few enough to stay small in memory.
_AHEAD = 3


def run(
    documents: Iterable[Document], gazetteers: Sequence[Path] = (), processes: int = 1
) -> Iterator[Extraction]:
    """Extract from documents, in their order, whatever the number of processes.

    Parameters
    ----------
    documents : iterable of Document
        Read lazily, in the caller's thread; with several processes a little ahead of what is yielded.
    gazetteers : sequence of pathlib.Path
    processes : int
        1 stays in this process.

    Yields
    ------
    Extraction

    Raises
    ------
    InputError
        If `processes` is less than 1.
    KgraphError
        If a process died.
    """
    if processes < 1:
        raise InputError(f"processes {processes}: must be 1 or more")
    given = iter(documents)
    first = next(given, None)
    if first is None:
        return  # the model is loaded only for what needs it
    given = chain((first,), given)
    if processes == 1:
        yield from extractions(load(gazetteers), given)
        return
    paths = tuple(str(path) for path in gazetteers)
    # A fresh interpreter a worker: forking a process that holds threads (DuckDB's) may hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, mp_context=context, initializer=_start)
    waiting: deque[Future[list[Extraction]]] = deque()
    try:
        while batch := list(islice(given, _CHUNK)):
            waiting.append(pool.submit(_work, paths, batch))
            if len(waiting) > _AHEAD * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise KgraphError(
            "a worker process died: use fewer processes if memory is short, and in a script put the call "
            "below if __name__ == '__main__': (what was written is kept; the same call goes on)"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start() -> None:
    """Make a worker ready; an interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def _pipeline(paths: tuple[str, ...]) -> Language:
    """The worker's pipeline, built with its first documents, so that what is wrong with it is told."""
    return load(paths)


def _work(paths: tuple[str, ...], documents: list[Document]) -> list[Extraction]:
    return list(extractions(_pipeline(paths), documents))
