"""What became of the inputs of a run."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Report"]


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

    @property
    def nothing(self) -> bool:
        """Whether no input held anything that could be read, now or before."""
        return not (self.documents or self.duplicates or self.known or self.skipped)
