"""From inputs to a filled store: read what is new, extract, write in batches."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from kgraph.building.batch import Again, Batch, Duplicate, Ready
from kgraph.building.plan import make_plan, vanished
from kgraph.building.report import Report
from kgraph.building.states import NEVER, expected_records, reading_fingerprint, state_of
from kgraph.engines import Outcome, check_jobs, language_fingerprint, run
from kgraph.graph import derive
from kgraph.reading import STDIN, ReadOptions, Source, read_source, sources
from kgraph.records import Document, Rejected
from kgraph.rules import EntityRow, read_rows
from kgraph.store import InputNote, InputState, Store

__all__ = ["check_language", "fill"]

Progress = Callable[[Report, Source], None]

# Stale documents that are fetched from the store at a time.
_FETCHED = 256


def fill(
    store: Store,
    inputs: Sequence[str | Path],
    options: ReadOptions | None = None,
    *,
    gazetteers: Sequence[Path] = (),
    model: Path | None = None,
    jobs: int | None = None,
    prune: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Read what is new in the inputs into a store, and bring what it holds up to date.

    Parameters
    ----------
    store : Store
    inputs : sequence of str or pathlib.Path
        Files, folders, or ``-``.
    options : ReadOptions, optional
    gazetteers : sequence of pathlib.Path
        Gazetteers of the user.
    model : pathlib.Path, optional
        Folder of the model; that of kgraph by default.
    jobs : int, optional
        Processes; one a core by default. The result is the same with any number.
    prune : bool
        Whether to forget inputs below these folders that are not there any more.
    progress : callable, optional
        Called with the report so far and the source being read, after each record.

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If an input does not exist or holds no file.
    RuleError, ModelError
        If a gazetteer or the model cannot be used.
    StoreError
        If the store cannot be written, as on a full disk.
    """
    jobs = check_jobs(jobs)
    language = language_fingerprint(gazetteers, model)
    filling = _Filling(store, options or ReadOptions(), language, progress)
    given = sources(inputs)
    gone = vanished(store.inputs, given, inputs) if prune else []
    records = filling.records(given, gone)
    with closing(run(records, gazetteers, jobs, model)) as outcomes:
        return filling.take(outcomes)


class _Filling:
    """One run: what is read runs ahead of what is extracted, and is written in the order read."""

    def __init__(self, store: Store, options: ReadOptions, language: str, progress: Progress | None) -> None:
        self.store = store
        self.options = options
        self.language = language
        # Inputs that are read as they were the first time.
        self.read_with: dict[str, ReadOptions] = {}
        # Fingerprints of the reading step, by the boilerplate of the user.
        self.readings: dict[tuple[Path, ...], str] = {}
        self.progress = progress
        self.report = Report()
        self.places: dict[str, tuple[str, int | None]] = {}
        self.stored: set[str] = set()
        self.duplicate_places: set[tuple[str, int | None]] = set()
        self.reject_places: set[tuple[str, int | None]] = set()
        # Documents that were given to the language step in vain.
        self.failed: dict[str, Rejected] = {}
        # What was read and is not yet written; a document stands for its extraction to come.
        self.waiting: deque[Document | Again | Ready] = deque()
        self.pending = 0
        self.batch = Batch(language)

    def records(self, given: Sequence[Source], gone: Sequence[str]) -> Iterator[Document]:
        """The documents to extract from: those that the store has not, then those that are stale."""
        inputs = self.store.inputs
        plan = make_plan(inputs, given, self._state, gone)
        self.read_with.update(plan.read_with)
        self.places = self.store.document_places()
        self.stored = set(self.places)
        self.duplicate_places = self.store.duplicate_places()
        self.reject_places = self.store.reject_places()
        stale = inputs.stale(self.language)
        self.report.inputs, self.report.skipped = len(given), plan.skipped
        self.report.pruned, self.report.stale = plan.pruned, len(stale)
        if self.progress is not None:
            self.report.expected = sum(map(expected_records, plan.todo)) + len(stale)
        yield from self._fresh(plan.todo)
        yield from self._stale(stale)

    def take(self, outcomes: Iterator[Outcome]) -> Report:
        """Write what was found, batch by batch."""
        for outcome in outcomes:
            self._pass_on()
            asked = self.waiting.popleft()
            self.pending -= 1
            assert isinstance(asked, Document | Again)
            if isinstance(outcome, Rejected):
                self._fail(asked, outcome)
            else:
                self.batch.add(outcome, again=isinstance(asked, Again))
            self._write_if_full()
        self._pass_on()
        self._write()
        self.store.inputs.drop_unnamed(self.language)
        derive(self.store)
        return self.report

    def _fresh(self, todo: Sequence[Source]) -> Iterator[Document]:
        """Documents that the store has not, noting all else on the way."""
        for source in todo:
            note = InputNote(source.key, source.path, self._state(source))
            self._note(note)
            for record in read_source(source, self._options(source)):
                if isinstance(record, Rejected):
                    self._reject(record)
                    if record.passing:
                        note = note._replace(state=NEVER)
                elif self._is_new(record):
                    self.report.documents += 1
                    yield self._ask(record, record)
                self._tell(source)
            self._note(note._replace(done=True))

    def _stale(self, stale: Sequence[str]) -> Iterator[Document]:
        """Documents of the store that another language step worked on."""
        for start in range(0, len(stale), _FETCHED):
            for document in self.store.documents_of(stale[start : start + _FETCHED]):
                self.report.redone += 1
                yield self._ask(document, Again(document))
                self._tell(Source(document.path, document.input))

    def _ask(self, document: Document, record: Document | Again) -> Document:
        self.report.characters += len(document.text)
        self.waiting.append(record)
        self.pending += 1
        return document

    def _tell(self, source: Source) -> None:
        if self.progress is not None:
            self.progress(self.report, source)

    def _state(self, source: Source) -> InputState:
        options = self._options(source)
        reading = self.readings.get(options.boilerplate)
        if reading is None:
            reading = self.readings[options.boilerplate] = reading_fingerprint(options.boilerplate)
        return state_of(source, options, reading)

    def _options(self, source: Source) -> ReadOptions:
        return self.read_with.get(source.key, self.options)

    def _note(self, record: Ready) -> None:
        """Keep what needs no extraction in its place among what does."""
        self.waiting.append(record)
        if not self.pending:
            self._pass_on()
            self._write_if_full()

    def _reject(self, record: Rejected) -> None:
        if record.input != STDIN and (record.input, record.line) in self.reject_places:
            self.report.known += 1
        else:
            self.report.rejects += 1
            self._note(record)

    def _is_new(self, document: Document) -> bool:
        place = (document.input, document.line)
        if document.input != STDIN and place in self.reject_places:
            self.report.known += 1  # given to the language step in vain, before the run was stopped
            return False
        known = self.places.setdefault(document.id, place)
        if known != place:
            if place in self.duplicate_places:
                self.report.known += 1
            else:
                self.report.duplicates += 1
                self._note(Duplicate(document))
            return False
        if document.id in self.stored:
            self.report.known += 1
            return False
        return True

    def _fail(self, asked: Document | Again, reject: Rejected) -> None:
        """Note a document from which nothing could be extracted; one that was stale stays as it is."""
        if isinstance(asked, Again):
            self.report.redone -= 1
            self.report.characters -= len(asked.document.text)
            if (reject.input, reject.line) in self.reject_places:
                self.report.known += 1
                return
        else:
            self.report.documents -= 1
            self.report.characters -= len(asked.text)
            self.failed[asked.id] = reject
        self.report.rejects += 1
        self.batch.take(reject)

    def _pass_on(self) -> None:
        """Move what needs no extraction from the queue to the batch, up to the next document."""
        while self.waiting:
            record = self.waiting[0]
            if isinstance(record, Document | Again):
                return
            self.waiting.popleft()
            if isinstance(record, Duplicate) and record.document.id in self.failed:
                record = self._fail_too(record.document)
            self.batch.take(record)

    def _fail_too(self, reprint: Document) -> Rejected:
        """What becomes of a reprint of a document from which nothing could be extracted."""
        self.report.duplicates -= 1
        self.report.rejects += 1
        reason = self.failed[reprint.id].reason
        return Rejected(reprint.path, reason, reprint.line, reprint.input)

    def _write_if_full(self) -> None:
        if self.batch.is_full():
            self._write()

    def _write(self) -> None:
        self.batch.write(self.store)
        self.batch = Batch(self.language)


def check_language(gazetteers: Sequence[Path], model: Path | None = None) -> str:
    """Look whether gazetteers and model can be used.

    Returns
    -------
    str
        The fingerprint of the language step with them.

    Raises
    ------
    RuleError
        For the first row that cannot.
    ModelError
        If the model is missing, or made for another version of kgraph.
    """
    for path in gazetteers:
        read_rows(path, EntityRow)
    return language_fingerprint(gazetteers, model)
