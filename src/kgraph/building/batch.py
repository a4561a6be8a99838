"""What one transaction writes."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.records import Document, Extraction, Rejected
from kgraph.store import Store

__all__ = ["Batch", "Duplicate", "End"]

# A batch is written when it holds this many documents or characters: a killed run loses at most one.
_BATCH_DOCUMENTS, _BATCH_CHARACTERS = 256, 400_000


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A reprint of a document that the store has."""

    document: Document


@dataclass(frozen=True, slots=True)
class End:
    """The end of an input."""

    absolute: str


class Batch:
    """What one transaction writes."""

    def __init__(self) -> None:
        self.extractions: list[Extraction] = []
        self.duplicates: list[Document] = []
        self.rejects: list[Rejected] = []
        self.finished: list[str] = []
        self.characters = 0

    def add(self, extraction: Extraction) -> None:
        """Take what was extracted from a new document."""
        self.extractions.append(extraction)
        self.characters += len(extraction.document.text)

    def take(self, record: Document | Rejected | Duplicate | End) -> None:
        """Take what needs no extraction; a document is none of it."""
        if isinstance(record, Duplicate):
            self.duplicates.append(record.document)
        elif isinstance(record, Rejected):
            self.rejects.append(record)
        elif isinstance(record, End):
            self.finished.append(record.absolute)

    def is_full(self) -> bool:
        """Whether it is time to write."""
        return len(self.extractions) >= _BATCH_DOCUMENTS or self.characters >= _BATCH_CHARACTERS

    def write(self, store: Store) -> None:
        """Write all of it in one transaction."""
        store.write(self.extractions, self.duplicates, self.rejects, self.finished)
