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
    pruned : int
        Inputs forgotten because they are gone.
    documents, duplicates, rejects : int
        New ones.
    stale, redone : int
        Documents of the store that other rules, gazetteers or another model had worked on, and how many
        of them were worked on again so far.
    known : int
        Records of inputs read again that the store had already.
    characters : int
        Of documents that were worked on.
    expected : int
        Records that the inputs seem to hold, with the stale documents; 0 where that cannot be told
        beforehand.
    """

    inputs: int = 0
    skipped: int = 0
    pruned: int = 0
    documents: int = 0
    duplicates: int = 0
    rejects: int = 0
    stale: int = 0
    redone: int = 0
    known: int = 0
    characters: int = 0
    expected: int = 0

    @property
    def done(self) -> int:
        """Records that were dealt with, out of those expected."""
        return self.documents + self.duplicates + self.rejects + self.known + self.redone

    @property
    def nothing(self) -> bool:
        """Whether no input held anything that could be read, now or before."""
        return not (self.documents or self.duplicates or self.known or self.skipped)
