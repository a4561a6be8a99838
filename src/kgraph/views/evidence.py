"""The facts of a page and the sentences behind them, within a budget of bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kgraph.records import Evidence, Fact
from kgraph.views.dates import bounds
from kgraph.views.selection import Edge
from kgraph.views.values import clean, clean_text

__all__ = ["FactTable"]

# Bytes of sentences and documents on one page.
_BUDGET = 2_500_000
_MOST_FACTS = 10_000
# Reprints named beside a sentence; a count says how many more there are.
_REPRINTS = 5


class FactTable:
    """Facts as a page holds them; sentences and documents that several share are kept once.

    Parameters
    ----------
    edges : sequence of Edge
    evidence : int
        The most sentences of one fact.
    budget : int
        The most bytes of all sentences and documents. Every fact gets its first sentence before any
        gets a second one, the strongest facts first.

    Attributes
    ----------
    texts : list of str
    documents : list of dict
        ``name``, ``title``, ``published``, ``source``, ``url``.
    """

    def __init__(self, edges: Sequence[Edge], evidence: int, budget: int = _BUDGET) -> None:
        self.texts: list[str] = []
        self.documents: list[dict[str, Any]] = []
        self._numbers: dict[Any, int] = {}
        self._left = budget
        facts = [(number, fact) for number, edge in enumerate(edges) for fact in edge.data.get("facts") or ()]
        # Stable: facts of one strength stay in the order of their edges, which is by weight.
        facts.sort(key=lambda one: (-one[1].stories, -one[1].sentences))
        kept = sorted(facts[:_MOST_FACTS], key=lambda one: one[0])
        self._of_edge: dict[int, list[dict[str, Any]]] = {}
        waiting = []
        for number, fact in kept:
            row = _row(fact)
            self._of_edge.setdefault(number, []).append(row)
            waiting.append((fact, row, _sentences(fact)))
        waiting.sort(key=lambda one: (-one[0].stories, -one[0].sentences))
        for turn in range(max(evidence, 0)):
            if not self._take(waiting, turn):
                break

    def of(self, number: int) -> list[dict[str, Any]]:
        """The facts of the edge with that number, by date; those left out are missing."""
        return self._of_edge.get(number, [])

    def _take(self, waiting: list[tuple[Fact, dict[str, Any], list[list[Evidence]]]], turn: int) -> bool:
        """Give every fact its next sentence; False when nothing is left to give."""
        given = False
        for _, row, groups in waiting:
            if turn < len(groups):
                item, cost = self._item(groups[turn])
                if cost > self._left:
                    return False
                self._left -= cost
                row["evidence"].append(item)
                row["more"] -= 1
                given = True
        return given

    def _item(self, group: list[Evidence]) -> tuple[dict[str, Any], int]:
        first = group[0]
        cost = 60
        text = clean_text(first.text)
        number, added = self._number("text", text, self.texts)
        cost += len(text.encode()) if added else 0
        documents = []
        for one in group[:_REPRINTS]:
            row = {name: clean(getattr(one, name)) for name in ("name", "title", "published", "source", "url")}
            row = {name: value for name, value in row.items() if value}
            place, added = self._number(one.document, row, self.documents)
            documents.append(place)
            cost += sum(len(str(value).encode()) + len(name) + 6 for name, value in row.items()) if added else 6
        item = {"text": number, "documents": documents, "rule": clean_text(first.rule)}
        more = {
            "reprints": len(group) - len(documents),
            "status": clean(first.status) if first.status != "actual" else None,
            "date": clean(first.date),
            "basis": clean(first.date_basis),
            "speaker": clean(first.speaker),
        }
        return item | {name: value for name, value in more.items() if value}, cost

    def _number(self, key: str, value: Any, table: list[Any]) -> tuple[int, bool]:
        token = (key, value if isinstance(value, str) else tuple(sorted(value.items())))
        if token in self._numbers:
            return self._numbers[token], False
        self._numbers[token] = len(table)
        table.append(value)
        return len(table) - 1, True


def _row(fact: Fact) -> dict[str, Any]:
    published = sorted(one.published for one in fact.evidence if one.published)
    start, end = bounds(fact.date_from, fact.date_to)
    if start is None:
        start, end = bounds(published[0], published[-1]) if published else (None, None)
    row = {
        # What is written, and, for the filter and the order, the days that it stands for.
        "from": fact.date_from,
        "to": fact.date_to if fact.date_to != fact.date_from else None,
        "basis": fact.date_basis,
        "start": start,
        "end": end,
        "status": fact.status,
        "speaker": fact.speaker,
        "stories": fact.stories,
        "sentences": fact.sentences,
    }
    kept = {name: clean(value) for name, value in row.items() if value is not None}
    return kept | {"evidence": [], "more": sum(1 for _ in _sentences(fact))}


def _sentences(fact: Fact) -> list[list[Evidence]]:
    """Evidence by wording, in order of publication: reprints stand together."""
    groups: dict[str, list[Evidence]] = {}
    for one in fact.evidence:
        groups.setdefault(one.text, []).append(one)
    return list(groups.values())
