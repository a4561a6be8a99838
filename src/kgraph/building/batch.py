"""What one transaction writes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kgraph.records import Document, Extraction, Rejected
from kgraph.store import InputNote, Store

__all__ = ["Again", "Batch", "Duplicate", "Ready"]

# A batch is written when it holds this many records or characters: a killed run loses at most one.
_BATCH_RECORDS, _BATCH_CHARACTERS = 256, 400_000


@dataclass(frozen=True, slots=True)
class Again:
    """A document of the store from which all is extracted anew."""

    document: Document


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A reprint of a document that the store has; its text is let go."""

    document: Document

    def __post_init__(self) -> None:
        """A year given twice must not wait in memory."""
        object.__setattr__(self, "document", replace(self.document, text=""))


Ready = Rejected | Duplicate | InputNote
"""What needs no extraction."""


class Batch:
    """What one transaction writes.

    Parameters
    ----------
    language : str
        Fingerprint of the language step.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.extractions: list[Extraction] = []
        self.again: list[Extraction] = []
        self.duplicates: list[Document] = []
        self.rejects: list[Rejected] = []
        self.notes: dict[str, InputNote] = {}
        self.characters = 0

    def add(self, extraction: Extraction, *, again: bool = False) -> None:
        """Take what was extracted from a document."""
        (self.again if again else self.extractions).append(extraction)
        self.characters += len(extraction.document.text)

    def take(self, record: Ready) -> None:
        """Take what needs no extraction."""
        if isinstance(record, Duplicate):
            self.duplicates.append(record.document)
        elif isinstance(record, Rejected):
            self.rejects.append(record)
        else:
            self.notes[record.absolute] = record

    def is_full(self) -> bool:
        """Whether it is time to write."""
        extracted, other = len(self.extractions) + len(self.again), len(self.duplicates) + len(self.rejects)
        return (
            max(extracted + other, len(self.notes)) >= _BATCH_RECORDS or self.characters >= _BATCH_CHARACTERS
        )

    def write(self, store: Store) -> None:
        """Write all of it in one transaction."""
        store.write(
            self.extractions,
            self.duplicates,
            self.rejects,
            list(self.notes.values()),
            again=self.again,
            language=self.language,
        )
