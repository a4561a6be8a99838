"""Where subject, object and trigger stand in the sentences of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kgraph.records import Evidence, Fact
from kgraph.store import Store
from kgraph.views.values import clean_text

__all__ = ["Mark", "Marks", "in_units"]


class Mark(NamedTuple):
    """A part of a sentence: code points from its beginning, half-open."""

    start: int
    end: int
    role: str


class Marks:
    """Places of names and triggers in documents, as the store has them.

    Offsets of mentions also find what no name says: 中方, 他, 两国元首.

    Parameters
    ----------
    store : Store
    documents : iterable of str
        Ids; only these are read.
    """

    def __init__(self, store: Store, documents: Iterable[str]) -> None:
        wanted = [sorted(set(documents))]
        self._mentions: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for document, entity, start, end in store.query(
            'SELECT document, entity, start, "end" FROM mentions '
            "WHERE document IN (SELECT unnest(?)) ORDER BY ALL",
            wanted,
        ):
            self._mentions[document, entity].append((start, end))
        self._triggers: dict[tuple[str, str, frozenset[str]], list[tuple[int, int, int, int]]] = defaultdict(
            list
        )
        for document, relation, subject, other, *places in store.query(
            'SELECT document, relation, subject, object, start, "end", trigger_start, trigger_end '
            "FROM relations WHERE document IN (SELECT unnest(?)) ORDER BY ALL",
            wanted,
        ):
            self._triggers[document, relation, frozenset((subject, other))].append(tuple(places))

    def of(self, fact: Fact, evidence: Evidence) -> list[Mark]:
        """Marks in one sentence, in its order, none over another.

        Parameters
        ----------
        fact : Fact
        evidence : Evidence
            One of the fact's.

        Returns
        -------
        list of Mark
            Roles are ``subject``, ``object`` and ``trigger``. Of two that share characters the
            shorter is kept, and what the longer has beside it: 外交部 is the object and 长 the trigger.
        """
        found = []
        for role, entity in (("subject", fact.subject), ("object", fact.object)):
            for start, end in self._mentions.get((evidence.document, entity), ()):
                found.append(Mark(start - evidence.start, end - evidence.start, role))
        sides = frozenset((fact.subject, fact.object))
        for start, end, *trigger in self._triggers.get((evidence.document, fact.relation, sides), ()):
            if (start, end) == (evidence.start, evidence.end):
                found.append(Mark(trigger[0] - start, trigger[1] - start, "trigger"))
        length = evidence.end - evidence.start
        kept: list[Mark] = []
        for mark in sorted(set(found), key=lambda one: (one.end - one.start, one)):
            if 0 <= mark.start < mark.end <= length and (rest := _beside(mark, kept)):
                kept.append(rest)
        return sorted(kept)


def _beside(mark: Mark, kept: list[Mark]) -> Mark | None:
    """What is left of a mark beside others; None if that is nothing, or two parts."""
    start, end, role = mark
    for other in sorted(kept):
        if other.end <= start or end <= other.start:
            continue
        if other.start <= start:
            start = other.end
        elif end <= other.end:
            end = other.start
        else:
            return None
    return Mark(start, end, role) if start < end else None


def in_units(text: str, marks: Iterable[Mark]) -> list[list[int | str]]:
    """Marks of a text as a page has them: in UTF-16 code units of the clean text.

    Parameters
    ----------
    text : str
    marks : iterable of Mark

    Returns
    -------
    list of [start, end, role]
        The role is its first letter.

    Examples
    --------
    >>> in_units("🎌王毅", [Mark(1, 3, "subject")])
    [[2, 4, 's']]
    """

    def unit(place: int) -> int:
        return len(clean_text(text[:place]).encode("utf-16-le")) // 2

    return [[unit(mark.start), unit(mark.end), mark.role[0]] for mark in marks]
