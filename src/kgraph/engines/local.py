"""The language step on one machine, in this process or in several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from spacy.language import Language

from kgraph.errors import InputError
from kgraph.language import extractions, load
from kgraph.records import Document, Extraction

__all__ = ["run"]

# Documents that one process takes at a time: enough to hide the cost of passing them on.
_CHUNK = 16


def run(
    documents: Iterable[Document], gazetteers: Sequence[Path] = (), processes: int = 1
) -> Iterator[Extraction]:
    """Extract from documents, in their order, whatever the number of processes.

    Parameters
    ----------
    documents : iterable of Document
        Read lazily; with several processes a little ahead of what is yielded.
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
    """
    if processes < 1:
        raise InputError(f"processes {processes}: must be 1 or more")
    if processes == 1:
        yield from extractions(load(gazetteers), documents)
        return
    paths = tuple(str(path) for path in gazetteers)
    # A fresh interpreter a worker: forking a process that holds threads (DuckDB's) may hang.
    context = multiprocessing.get_context("spawn")
    with context.Pool(processes, initializer=_pipeline, initargs=(paths,)) as pool:
        for batch in pool.imap(_work, _batches(documents, paths)):
            yield from batch


def _batches(
    documents: Iterable[Document], paths: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], list[Document]]]:
    batch: list[Document] = []
    for document in documents:
        batch.append(document)
        if len(batch) == _CHUNK:
            yield paths, batch
            batch = []
    if batch:
        yield paths, batch


@cache
def _pipeline(paths: tuple[str, ...]) -> Language:
    """The worker's pipeline, built once."""
    return load(paths)


def _work(job: tuple[tuple[str, ...], list[Document]]) -> list[Extraction]:
    paths, documents = job
    return list(extractions(_pipeline(paths), documents))
