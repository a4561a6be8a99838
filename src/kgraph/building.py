"""From inputs to a filled store: read what is new, extract, write in batches."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.engines import run
from kgraph.reading import STDIN, ReadOptions, Source, read_source, sources
from kgraph.records import Document, Extraction, Rejected
from kgraph.rules import EntityRow, read_rows
from kgraph.store import InputState, Store

__all__ = ["Report", "fill"]

# A batch is written when it holds this many documents or characters: a killed run loses at most one.
_BATCH_DOCUMENTS, _BATCH_CHARACTERS = 256, 400_000


@dataclass(slots=True)
class Report:
    """What became of the inputs of one run.

    Attributes
    ----------
    inputs, skipped : int
        Files given, and those that the store had read before and that have not changed.
    documents, duplicates, rejects : int
        New ones.
    known : int
        Records of inputs read again that the store had already.
    characters : int
        Of new documents.
    expected : int
        Records that the inputs seem to hold; 0 where that cannot be told beforehand.
    """

    inputs: int = 0
    skipped: int = 0
    documents: int = 0
    duplicates: int = 0
    rejects: int = 0
    known: int = 0
    characters: int = 0
    expected: int = 0


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
        self.waiting: deque[Document | Rejected | _Duplicate | _End] = deque()
        self.batch = _Batch()

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
        return self.report

    def _todo(self, given: Sequence[Source]) -> list[Source]:
        """Inputs that are new, changed, or were not read to their end."""
        self.report.inputs = len(given)
        inputs = self.store.inputs
        todo = {}
        reprints: set[str] = set()
        for source in given:
            known = inputs.state(source.absolute)
            if known is not None and source.absolute != STDIN:
                state, done = known
                if state != self._state(source):
                    reprints.update(inputs.reprints(source.absolute))
                    inputs.forget(source.absolute)
                elif done:
                    continue
            todo[source.absolute] = source
        # What held a reprint of a document that is gone holds the only printing now.
        for absolute in sorted(reprints - todo.keys()):
            path, options = inputs.place(absolute)
            inputs.forget(absolute)
            todo[absolute] = Source(path, absolute)
            self.read_with[absolute] = ReadOptions.from_json(options)
        self.places = self.store.document_places()
        self.stored = set(self.places)
        self.duplicate_places = self.store.duplicate_places()
        self.reject_places = self.store.reject_places()
        self.report.skipped = len(given) - sum(source.absolute in todo for source in given)
        if self.progress is not None:
            self.report.expected = sum(map(_expected, todo.values()))
        return list(todo.values())

    def _fresh(self, todo: Sequence[Source]) -> Iterator[Document]:
        """Documents that the store has not, noting all else on the way."""
        for source in todo:
            self.store.inputs.begin(source.absolute, source.path, self._state(source))
            for record in read_source(source, self._options(source)):
                if isinstance(record, Rejected):
                    self._reject(record)
                elif self._is_new(record):
                    self.report.documents += 1
                    self.report.characters += len(record.text)
                    self.waiting.append(record)
                    yield record
                if self.progress is not None:
                    self.progress(self.report, source)
            self.waiting.append(_End(source.absolute))

    def _state(self, source: Source) -> InputState:
        return InputState(*_stamp(source), self._options(source).to_json(), self.names_key)

    def _options(self, source: Source) -> ReadOptions:
        return self.read_with.get(source.absolute, self.options)

    def _reject(self, record: Rejected) -> None:
        if record.path != STDIN and (record.path, record.line) in self.reject_places:
            self.report.known += 1
        else:
            self.report.rejects += 1
            self.waiting.append(record)

    def _is_new(self, document: Document) -> bool:
        place = (document.path, document.line)
        known = self.places.setdefault(document.id, place)
        if known != place:
            if place in self.duplicate_places:
                self.report.known += 1
            else:
                self.report.duplicates += 1
                self.waiting.append(_Duplicate(document))
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
        self.batch = _Batch()


@dataclass(frozen=True, slots=True)
class _Duplicate:
    document: Document


@dataclass(frozen=True, slots=True)
class _End:
    absolute: str


class _Batch:
    """What one transaction writes."""

    def __init__(self) -> None:
        self.extractions: list[Extraction] = []
        self.duplicates: list[Document] = []
        self.rejects: list[Rejected] = []
        self.finished: list[str] = []
        self.characters = 0

    def add(self, extraction: Extraction) -> None:
        self.extractions.append(extraction)
        self.characters += len(extraction.document.text)

    def take(self, record: Document | Rejected | _Duplicate | _End) -> None:
        if isinstance(record, _Duplicate):
            self.duplicates.append(record.document)
        elif isinstance(record, Rejected):
            self.rejects.append(record)
        elif isinstance(record, _End):
            self.finished.append(record.absolute)

    def is_full(self) -> bool:
        return len(self.extractions) >= _BATCH_DOCUMENTS or self.characters >= _BATCH_CHARACTERS

    def write(self, store: Store) -> None:
        store.write(self.extractions, self.duplicates, self.rejects, self.finished)


def _names_key(gazetteers: Sequence[Path]) -> str:
    """A hash of the user's gazetteers, after a look whether they can be used at all."""
    digest = hashlib.sha256()
    for path in gazetteers:
        read_rows(path, EntityRow)
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16] if gazetteers else ""


def _expected(source: Source) -> int:
    """Lines of a file of JSON lines, one record for any other file: good enough for a progress bar."""
    name = source.absolute.lower()
    if not name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")):
        return 1
    try:
        with gzip.open(source.absolute) if name.endswith(".gz") else open(source.absolute, "rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except (OSError, EOFError):  # reading it for good will say what is wrong
        return 1


def _stamp(source: Source) -> tuple[int, int]:
    """Size and time of modification; of what has none, such as standard input, never the same twice."""
    try:
        status = os.stat(source.absolute)
    except OSError:
        return -1, -1
    return status.st_size, status.st_mtime_ns
