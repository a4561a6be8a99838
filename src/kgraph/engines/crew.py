"""Worker processes that share the work, and what becomes of a batch whose worker dies."""

from __future__ import annotations

import pickle
import subprocess
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from types import TracebackType
from typing import Any

from kgraph.engines.worker import Outcome, Setup, command, rejected
from kgraph.errors import KgraphError
from kgraph.records import Document

__all__ = ["Crew"]

# A worker gets a batch once, and a fresh one gets it once more.
_TRIES = 2
# Documents in a row that ended their workers: it is not the documents.
_MOST_DEATHS = 4
_PATIENCE = 10.0


class _DiedError(Exception):
    """Raised when a worker ended in place of an answer."""


class Crew:
    """Processes that extract from batches of documents, each with a pipeline of its own.

    A thread waits for each worker, so that the next batch goes out as soon as one is done, whatever the
    caller does. Workers start when they are needed.

    Parameters
    ----------
    jobs : int
        The most workers.
    setup : Setup

    Examples
    --------
    >>> with Crew(2, ((), None)) as crew:  # doctest: +SKIP
    ...     crew.submit(documents).result()
    """

    def __init__(self, jobs: int, setup: Setup) -> None:
        self._setup = setup
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="kgraph-worker")
        self._lock = Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False
        self._deaths = 0

    def __enter__(self) -> Crew:
        """The crew itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers; batches that are not done are dropped."""
        with self._lock:
            self._closed = True
            for worker in self._busy:
                worker.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._idle:
            worker.close()

    def submit(self, documents: Sequence[Document]) -> Future[list[Outcome]]:
        """Have a batch done.

        Returns
        -------
        concurrent.futures.Future
            Of what was found in each document, in their order. Its exceptions are a `KgraphError` of
            loading the pipeline, or one that says that workers die whatever they are given.
        """
        return self._threads.submit(self._outcomes, documents)

    def _outcomes(self, documents: Sequence[Document]) -> list[Outcome]:
        """What was found; a document that ends every worker that takes it is rejected, with how."""
        for _ in range(_TRIES):
            try:
                return self._ask(documents)
            except _DiedError as error:
                how = str(error)
        if len(documents) > 1:
            return [found for document in documents for found in self._outcomes([document])]
        with self._lock:
            self._deaths += 1
            deaths = self._deaths
        if deaths > _MOST_DEATHS:
            raise KgraphError(
                f"worker processes die one after the other ({how}): use fewer jobs if memory is short "
                "(what was written is kept; the same call goes on)"
            )
        reason = (
            f"ended the process that worked on it, {_TRIES} times ({how}), which may be for want of memory: "
            f"it has {len(documents[0].text):,} characters; split it into articles, or use fewer jobs"
        )
        return [rejected(documents[0], reason)]

    def _ask(self, documents: Sequence[Document]) -> list[Outcome]:
        worker = self._take()
        try:
            found: list[Outcome] = worker.ask(list(documents))
        except BaseException:
            with self._lock:
                self._busy.discard(worker)
            worker.kill()
            raise
        with self._lock:
            self._busy.discard(worker)
            self._idle.append(worker)
            self._deaths = 0
        return found

    def _take(self) -> _Worker:
        """An idle worker, or a new one."""
        with self._lock:
            if self._closed:
                raise KgraphError("the run was stopped")
            worker = self._idle.pop() if self._idle else _Worker()
            self._busy.add(worker)
        if not worker.ready:
            try:
                worker.prepare(self._setup)
            except BaseException:
                with self._lock:
                    self._busy.discard(worker)
                worker.kill()
                raise
        return worker


class _Worker:
    """One process and the pipes to it."""

    def __init__(self) -> None:
        self.ready = False
        self._process = subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def prepare(self, setup: Setup) -> None:
        """Have the pipeline loaded.

        Raises
        ------
        KgraphError
            If it cannot be, or if the process ends before it is.
        """
        try:
            problem = self.ask(setup)
        except _DiedError as error:
            raise KgraphError(
                f"a worker process did not start ({error}): use fewer jobs if memory is short, or --jobs 1 "
                "to see what is wrong"
            ) from error
        if problem is not None:
            raise problem
        self.ready = True

    def ask(self, request: object) -> Any:
        """Send a request and wait for its answer.

        Raises
        ------
        _DiedError
            If the process ends before it has answered.
        """
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        try:
            pickle.dump(request, pipe_in, pickle.HIGHEST_PROTOCOL)
            pipe_in.flush()
            return pickle.load(pipe_out)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            self.kill()
            raise _DiedError(_how(self._process.returncode)) from error

    def close(self) -> None:
        """Let the process end by itself."""
        try:
            self._process.communicate(timeout=_PATIENCE)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            self.kill()

    def kill(self) -> None:
        """End the process now, and wait until it has ended."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # what was meant for the process cannot be written any more
                continue


def _how(status: int) -> str:
    return f"killed by signal {-status}" if status < 0 else f"exit status {status}"
