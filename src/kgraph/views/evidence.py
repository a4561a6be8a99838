"""The facts of a page and the sentences behind them, within a budget of bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kgraph.records import Evidence, Fact
from kgraph.store import Store
from kgraph.views.dates import bounds
from kgraph.views.marks import Marks, in_units
from kgraph.views.selection import Edge
from kgraph.views.values import clean, clean_text

__all__ = ["FactTable"]

# Bytes of sentences and documents on one page.
_BUDGET = 2_000_000
_MOST_FACTS = 10_000
_DOCUMENT = ("name", "title", "published", "source", "url")
# Reprints named beside a sentence; a count says how many more there are.
_REPRINTS = 5


class FactTable:
    """Facts as a page holds them; sentences and documents that several share are kept once.

    Parameters
    ----------
    edges : sequence of Edge
    evidence : int
        The most sentences of one fact.
    store : Store, optional
        Where the graph comes from: with it the sentences have their marks.
    budget : int
        The most bytes of all sentences and documents. Every fact gets its first sentence before any
        gets a second one, the strongest facts first.

    Attributes
    ----------
    texts : list of str
    documents : list of dict
        ``name``, ``title``, ``published``, ``source``, ``url``.
    """

    def __init__(
        self, edges: Sequence[Edge], evidence: int, store: Store | None = None, budget: int = _BUDGET
    ) -> None:
        self.texts: list[str] = []
        self.documents: list[dict[str, Any]] = []
        self._numbers: dict[str, int] = {}
        self._left = budget
        facts = [
            (number, place, fact)
            for number, edge in enumerate(edges)
            for place, fact in enumerate(edge.data.get("facts") or ())
        ]
        # Stable: facts of one strength stay in the order of their edges, which is by weight.
        facts.sort(key=lambda one: (-one[2].stories, -one[2].sentences))
        rows = {(number, place): _row(fact, edges[number]) for number, place, fact in facts[:_MOST_FACTS]}
        self._of_edge: dict[int, list[dict[str, Any]]] = {}
        for number, place in sorted(rows):
            self._of_edge.setdefault(number, []).append(rows[number, place])
        waiting = [
            (rows[number, place], fact, _sentences(fact)) for number, place, fact in facts[:_MOST_FACTS]
        ]
        taken: list[tuple[dict[str, Any], Fact, Evidence]] = []
        for turn in range(max(evidence, 0)):
            if not self._take(waiting, turn, taken):
                break
        if store is not None:
            _mark(store, taken)

    def of(self, number: int) -> list[dict[str, Any]]:
        """The facts of the edge with that number, by date; those left out are missing."""
        return self._of_edge.get(number, [])

    def _take(
        self,
        waiting: list[tuple[dict[str, Any], Fact, list[list[Evidence]]]],
        turn: int,
        taken: list[tuple[dict[str, Any], Fact, Evidence]],
    ) -> bool:
        """Give every fact its next sentence; False when nothing is left to give."""
        given = False
        for row, fact, groups in waiting:
            if self._left <= 0:
                return False
            if turn < len(groups):
                item = self._item(fact, groups[turn])
                taken.append((item, fact, groups[turn][0]))
                row["evidence"].append(item)
                row["more"] -= 1
                given = True
        return given

    def _item(self, fact: Fact, group: list[Evidence]) -> dict[str, Any]:
        first = group[0]
        whole = fact.date_from
        if fact.date_to and fact.date_to != fact.date_from:
            whole = f"{fact.date_from}/{fact.date_to}"
        own = first.date != whole
        item = {
            "text": self._number(clean_text(first.text), self.texts),
            "documents": [self._number(_document(one), self.documents) for one in group[:_REPRINTS]],
            "rule": clean_text(first.rule),
        }
        more = {
            "reprints": len(group[_REPRINTS:]),
            "status": clean(first.status) if first.status != "actual" else None,
            "date": clean(first.date) if own else None,
            "basis": clean(first.date_basis) if own else None,
            "speaker": clean(first.speaker),
        }
        self._left -= 100
        return item | {name: value for name, value in more.items() if value}

    def _number(self, value: Any, table: list[Any]) -> int:
        token = repr(value)
        if token not in self._numbers:
            self._numbers[token] = len(table)
            table.append(value)
            self._left -= len(token.encode())
        return self._numbers[token]


def _mark(store: Store, taken: list[tuple[dict[str, Any], Fact, Evidence]]) -> None:
    marks = Marks(store, (one.document for _, _, one in taken))
    for item, fact, one in taken:
        if found := in_units(one.text, marks.of(fact, one)):
            item["marks"] = found


def _document(one: Evidence) -> dict[str, Any]:
    row = {name: clean(getattr(one, name)) for name in _DOCUMENT}
    return {name: value for name, value in row.items() if value}


def _row(fact: Fact, edge: Edge) -> dict[str, Any]:
    published = sorted(one.published for one in fact.evidence if one.published)
    if len(edge.data["facts"]) == 1 and edge.data.get("first") and edge.data.get("last"):
        # The edge knows of all sentences, the fact perhaps only of the first ones.
        published = [edge.data["first"], edge.data["last"]]
    start, end = bounds(fact.date_from, fact.date_to)
    if start is None:
        start, end = bounds(published[0], published[-1]) if published else (None, None)
    row = {
        # What is written, and, for the filter and the order, the days that it stands for. The page
        # knows what is left out: the days of a whole date, and what most facts are.
        "from": fact.date_from,
        "to": fact.date_to if fact.date_to != fact.date_from else None,
        "basis": fact.date_basis,
        "start": None if start == fact.date_from else start,
        "end": None if end == (fact.date_to or fact.date_from) else end,
        "status": None if fact.status == "actual" else fact.status,
        "speaker": fact.speaker,
        "stories": None if fact.stories == 1 else fact.stories,
        "sentences": None if fact.sentences == 1 else fact.sentences,
    }
    kept = {name: clean(value) for name, value in row.items() if value is not None}
    unread = fact.sentences - len(fact.evidence)
    return kept | {"evidence": [], "more": len(_sentences(fact)) + unread}


def _sentences(fact: Fact) -> list[list[Evidence]]:
    """Evidence by wording, in order of publication: reprints stand together."""
    groups: dict[str, list[Evidence]] = {}
    for one in fact.evidence:
        groups.setdefault(one.text, []).append(one)
    return list(groups.values())
