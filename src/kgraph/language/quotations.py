"""Who is quoted where a quotation goes on over sentences and paragraphs.

A quotation of several paragraphs opens again with each of them, and closes with the last (GB/T 15834-2011).
"""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.language.cues import Cues, Reported
from kgraph.language.item import Item, Kind

__all__ = ["Quotations"]


class Quotations:
    """The quotation that is open while a document is read sentence by sentence.

    Parameters
    ----------
    folded : str
        The text of the document.
    cues : Cues
    """

    def __init__(self, folded: str, cues: Cues) -> None:
        self.folded = folded
        self.cues = cues
        self._open = Reported(())
        self._carried = Reported(())
        self._reach = self._end = 0

    def read(self, items: Sequence[Item]) -> None:
        """Take in a sentence, before its clauses are read."""
        if not items:
            return
        if not self._open.speakers and "“" not in self.folded[items[0].start : items[-1].end]:
            self._reach, self._end = 0, items[-1].end
            return
        turned = "\n" in self.folded[self._end : items[0].start]
        again = items[0].kind is Kind.OPEN
        self._end = items[-1].end
        # A paragraph that does not open again is no part of the quotation: its mark was forgotten.
        self._carried = self._open if again or not turned else Reported(())
        depth = 1 if self._carried.speakers and not again else 0
        opened, self._reach = 0, len(items)
        for position, item in enumerate(items):
            if item.kind is Kind.OPEN and item.text == "“":
                depth += 1
                opened = position
            elif item.kind is Kind.CLOSE and item.text == "”":
                depth -= 1
                if depth <= 0:
                    self._reach = min(self._reach, position)
        if depth <= 0:
            self._open = Reported(())
        else:
            self._open = self.cues.speaker(items, opened) if not self._carried.speakers else self._carried

    def speaker(self, items: Sequence[Item], verb: int) -> Reported:
        """Who says what ``items[verb]`` tells, in this sentence or in the quotation that goes on in it."""
        told = self.cues.speaker(items, verb)
        if told.speakers or verb >= self._reach:
            return told
        return Reported(self._carried.speakers)
