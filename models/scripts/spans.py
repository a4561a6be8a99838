"""Names as tags of characters, and how many of them were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["LABELS", "Scores", "bioes", "spans_of"]

LABELS = {"PERSON": "PER", "COUNTRY": "LOC", "PLACE": "LOC", "INSTITUTION": "ORG"}
"""The labels of kgraph as those of the corpora; events have none there."""

Span = tuple[int, int, str]


class Scores:
    """Precision, recall and F1 of spans, by label and of all; both ends and the label must fit."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, found: Iterable[Span], wanted: Iterable[Span]) -> None:
        """Take in one sentence."""
        got, gold = set(found), set(wanted)
        self.hits.update(label for *_, label in got & gold)
        self.found.update(label for *_, label in got)
        self.wanted.update(label for *_, label in gold)

    def figures(self) -> dict[str, dict[str, float | int]]:
        """``P``, ``R``, ``F`` and the number of spans in the gold, by label, and for ``all``."""
        rows = {
            label: _figures(self.hits[label], self.found[label], self.wanted[label])
            for label in sorted({*self.wanted, *self.found})
        }
        totals = (sum(counts.values()) for counts in (self.hits, self.found, self.wanted))
        return rows | {"all": _figures(*totals)}


def _figures(hits: int, found: int, wanted: int) -> dict[str, float | int]:
    return {
        "P": round(hits / found, 4) if found else 0.0,
        "R": round(hits / wanted, 4) if wanted else 0.0,
        "F": round(2 * hits / (found + wanted), 4) if found + wanted else 0.0,
        "gold": wanted,
    }


def spans_of(tags: Sequence[str]) -> Iterator[Span]:
    """Start, end and label of each name, from BIO, BIOES or BMES tags.

    >>> list(spans_of(["B-PER", "E-PER", "O", "S-LOC"]))
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    start, label = -1, ""
    for position, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] in "BSO" or tag[2:] != label):
            yield start, position, label
            start = -1
        if tag[0] in "BS" or (tag[0] in "IME" and start < 0):
            start, label = position, tag[2:]


def bioes(tags: Sequence[str]) -> list[str]:
    """BIO tags as BIOES, which tell the ends of names and names of one character.

    >>> bioes(["B-PER", "I-PER", "O", "B-LOC"])
    ['B-PER', 'E-PER', 'O', 'S-LOC']
    """
    result = []
    for tag, following in zip(tags, [*tags, "O"][1:], strict=True):
        ends = following != f"I-{tag[2:]}"
        result.append({"B": "S", "I": "E"}.get(tag[0], "O") + tag[1:] if ends and tag != "O" else tag)
    return result
