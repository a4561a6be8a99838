"""From inputs to a filled store: read what is new, extract, write in batches."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kgraph.building.batch import Batch, Duplicate, End
from kgraph.building.report import Report
from kgraph.engines import run
from kgraph.graph import derive
from kgraph.reading import STDIN, ReadOptions, Source, read_source, sources
from kgraph.records import Document, Rejected
from kgraph.rules import EntityRow, read_rows
from kgraph.store import InputState, Store

__all__ = ["check_gazetteers", "fill"]


# A state that no file has: what could not be opened counts as changed the next time.
_NEVER = InputState(-1, -1, "", "")

Progress = Callable[[Report, Source], None]


def fill(
    store: Store,
    inputs: Sequence[str | Path],
    options: ReadOptions | None = None,
    *,
    gazetteers: Sequence[Path] = (),
    processes: int = 1,
    progress: Progress | None = None,
) -> Report:
    """Read what is new in the inputs into a store.

    Parameters
    ----------
    store : Store
    inputs : sequence of str or pathlib.Path
        Files, folders, or ``-``.
    options : ReadOptions, optional
    gazetteers : sequence of pathlib.Path
        Gazetteers of the user.
    processes : int
    progress : callable, optional
        Called with the report so far and the source being read, after each record.

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If an input does not exist or holds no file.
    RuleError
        If a row of a gazetteer cannot be used.
    """
    filling = _Filling(store, options or ReadOptions(), gazetteers, progress)
    return filling.run(inputs, processes)


class _Filling:
    """One run: what is read runs ahead of what is extracted, and is written in the order read."""

    def __init__(
        self, store: Store, options: ReadOptions, gazetteers: Sequence[Path], progress: Progress | None
    ) -> None:
        self.store = store
        self.options = options
        # Inputs that are read as they were the first time.
        self.read_with: dict[str, ReadOptions] = {}
        self.gazetteers = gazetteers
        self.names_key = _names_key(gazetteers)
        self.progress = progress
        self.report = Report()
        self.places: dict[str, tuple[str, int | None]] = {}
        self.stored: set[str] = set()
        self.duplicate_places: set[tuple[str, int | None]] = set()
        self.reject_places: set[tuple[str, int | None]] = set()
        # What was read and is not yet written; a document stands for its extraction to come.
        self.waiting: deque[Document | Rejected | Duplicate | End] = deque()
        self.batch = Batch()

    def run(self, inputs: Sequence[str | Path], processes: int) -> Report:
        todo = self._todo(sources(inputs))
        for extraction in run(self._fresh(todo), self.gazetteers, processes):
            self._pass_on()
            done = self.waiting.popleft()
            assert isinstance(done, Document)
            self.batch.add(extraction)
            if self.batch.is_full():
                self._write()
        self._pass_on()
        self._write()
        derive(self.store)
        return self.report

    def _todo(self, given: Sequence[Source]) -> list[Source]:
        """Inputs that are new, changed, or were not read to their end."""
        self.report.inputs = len(given)
        inputs = self.store.inputs
        todo = {}
        reprints: set[str] = set()
        for source in given:
            known = inputs.state(source.key)
            if known is not None and source.key != STDIN:
                state, done = known
                if state != self._state(source):
                    reprints.update(inputs.reprints(source.key))
                    inputs.forget(source.key)
                elif done:
                    continue
            todo[source.key] = source
        # What held a reprint of a document that is gone holds the only printing now.
        for absolute in sorted(reprints - todo.keys()):
            if not Path(absolute).is_file():
                continue
            path, options = inputs.place(absolute)
            inputs.forget(absolute)
            todo[absolute] = Source(path, absolute, Path(absolute).stat().st_size)
            self.read_with[absolute] = ReadOptions.from_json(options)
        self.places = self.store.document_places()
        self.stored = set(self.places)
        self.duplicate_places = self.store.duplicate_places()
        self.reject_places = self.store.reject_places()
        self.report.skipped = len(given) - sum(source.key in todo for source in given)
        if self.progress is not None:
            self.report.expected = sum(map(_expected, todo.values()))
        return list(todo.values())

    def _fresh(self, todo: Sequence[Source]) -> Iterator[Document]:
        """Documents that the store has not, noting all else on the way."""
        for source in todo:
            self.store.inputs.begin(source.key, source.path, self._state(source))
            for record in read_source(source, self._options(source)):
                if isinstance(record, Rejected):
                    self._reject(record)
                    if record.passing:
                        self.store.inputs.begin(source.key, source.path, _NEVER)
                elif self._is_new(record):
                    self.report.documents += 1
                    self.report.characters += len(record.text)
                    self.waiting.append(record)
                    yield record
                if self.progress is not None:
                    self.progress(self.report, source)
            self.waiting.append(End(source.key))

    def _state(self, source: Source) -> InputState:
        return InputState(*_stamp(source), self._options(source).to_json(), self.names_key)

    def _options(self, source: Source) -> ReadOptions:
        return self.read_with.get(source.key, self.options)

    def _reject(self, record: Rejected) -> None:
        if record.input != STDIN and (record.input, record.line) in self.reject_places:
            self.report.known += 1
        else:
            self.report.rejects += 1
            self.waiting.append(record)

    def _is_new(self, document: Document) -> bool:
        place = (document.input, document.line)
        known = self.places.setdefault(document.id, place)
        if known != place:
            if place in self.duplicate_places:
                self.report.known += 1
            else:
                self.report.duplicates += 1
                self.waiting.append(Duplicate(document))
            return False
        if document.id in self.stored:
            self.report.known += 1
            return False
        return True

    def _pass_on(self) -> None:
        """Move what needs no extraction from the queue to the batch, up to the next document."""
        while self.waiting and not isinstance(self.waiting[0], Document):
            self.batch.take(self.waiting.popleft())

    def _write(self) -> None:
        self.batch.write(self.store)
        self.batch = Batch()


def check_gazetteers(gazetteers: Sequence[Path]) -> None:
    """Look whether gazetteers can be used.

    Raises
    ------
    RuleError
        For the first row that cannot.
    """
    for path in gazetteers:
        read_rows(path, EntityRow)


def _names_key(gazetteers: Sequence[Path]) -> str:
    """A hash of the user's gazetteers."""
    check_gazetteers(gazetteers)
    digest = hashlib.sha256()
    for path in gazetteers:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16] if gazetteers else ""


def _expected(source: Source) -> int:
    """Lines of a file of JSON lines, one record for any other file: good enough for a progress bar."""
    name = source.absolute.lower()
    if source.size is None:
        return 1  # a pipe can be read only once
    if not name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")):
        return 1
    try:
        with gzip.open(source.absolute) if name.endswith(".gz") else open(source.absolute, "rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except (OSError, EOFError, zlib.error):  # reading it for good will say what is wrong
        return 1


def _stamp(source: Source) -> tuple[int, int]:
    """Size and time of modification; of what has none, such as standard input, never the same twice."""
    try:
        status = os.stat(source.absolute)
    except OSError:
        return -1, -1
    # Rights that change what can be read change the time of the inode only.
    return status.st_size, max(status.st_mtime_ns, status.st_ctime_ns)
