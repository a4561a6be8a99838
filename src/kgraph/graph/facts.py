"""Facts: relations with the same subject, relation and object and compatible dates, taken together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from kgraph.graph.bulk import in_bulk
from kgraph.graph.derive import derive
from kgraph.ontology import relations
from kgraph.records import Evidence, Fact
from kgraph.store import Store

__all__ = ["Condition", "count_facts", "facts"]

_ORDER = """
stories DESC, sentences DESC, subject, relation, object,
    coalesce(title, ''), coalesce(date_from, ''), seed_since
"""

# As they happened, or else were first told.
_BY_DAY = f"""
coalesce(date_from, first_published, '9999'), coalesce(date_to, ''), subject, relation, object, {_ORDER}
"""

_FACTS = """
WITH chosen AS (SELECT * FROM facts WHERE {where} ORDER BY {order} {limit})
SELECT c.id, subject, s.name, relation, object, o.name, title,
    date_from, date_to, date_basis, status, speaker, stories, sentences
FROM chosen c
JOIN entities s ON s.id = subject
JOIN entities o ON o.id = object
ORDER BY {order}
"""

_EVIDENCE = """
SELECT fact, d.id, d.name, d.title, d.published, d.source, d.url,
    substr(d.text, e.start + 1, e."end" - e.start), e.start, e."end", e.rule, e.status,
    CASE WHEN e.date_to <> e.date_from THEN concat(e.date_from, '/', e.date_to) ELSE e.date_from END,
    e.date_basis, e.speaker
FROM evidence e
JOIN documents d ON d.id = e.document
WHERE {where}
ORDER BY fact, place
"""


_LABELLED = "SELECT id FROM entities WHERE label IN (SELECT unnest(?)) OR id IN (SELECT unnest(?))"


@dataclass(frozen=True, slots=True)
class Condition:
    """Which facts are meant: all conditions given hold.

    Attributes
    ----------
    subject, object, either, other, both : collection of str or None
        Entity ids. Of a symmetric relation either side may be the subject. One side is in `either`, and one
        in `other`; `both` holds the two sides.
    ids : collection of str or None
        Ids of facts that are meant too, though not both their sides are in `both`.
    relation, status : collection of str or None
        One of these.
    label : collection of str or None
        Both sides have one of these, or are among the `centres`.
    centres : collection of str
        Entity ids.
    since, until : str or None
        ISO dates; a fact fits if its date, or else a document that tells it, may lie between them.
    min_stories : int
        The fewest independent stories.
    events : bool
        Only what is of an occasion, and no state that lasts.
    """

    subject: Collection[str] | None = None
    object: Collection[str] | None = None
    either: Collection[str] | None = None
    other: Collection[str] | None = None
    both: Collection[str] | None = None
    ids: Collection[str] = ()
    relation: Collection[str] | None = None
    status: Collection[str] | None = None
    label: Collection[str] | None = None
    centres: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    min_stories: int = 1
    events: bool = False

    def sql(self) -> tuple[str, list[Any]]:
        """The condition on the table of facts, and its parameters."""
        parts = _Parts()
        mutual = [name for name, row in relations().items() if row.symmetric]
        if self.subject is not None or self.object is not None:
            straight, turned = _Parts(), _Parts()
            turned.add("relation IN (SELECT unnest(?))", mutual)
            for ids, side, other in ((self.subject, "subject", "object"), (self.object, "object", "subject")):
                if ids is not None:
                    straight.add(f"{side} IN (SELECT unnest(?))", sorted(ids))
                    turned.add(f"{other} IN (SELECT unnest(?))", sorted(ids))
            parts.add(f"({straight} OR {turned})", *straight.values, *turned.values)
        for some in (self.either, self.other):
            if some is not None:
                ids = sorted(some)
                parts.add("(subject IN (SELECT unnest(?)) OR object IN (SELECT unnest(?)))", ids, ids)
        if self.label is not None:
            wanted = [sorted(self.label), sorted(self.centres)]
            parts.add(f"subject IN ({_LABELLED}) AND object IN ({_LABELLED})", *wanted, *wanted)
        if self.both is not None:
            ids = sorted(self.both)
            among = "subject IN (SELECT unnest(?)) AND object IN (SELECT unnest(?))"
            if self.ids:
                parts.add(f"({among} OR id IN (SELECT unnest(?)))", ids, ids, sorted(self.ids))
            else:
                parts.add(among, ids, ids)
        if self.events:
            lasting = [name for name, row in relations().items() if row.state]
            parts.add("relation NOT IN (SELECT unnest(?))", lasting)
        for name, value in (("relation", self.relation), ("status", self.status)):
            if value is not None:
                parts.add(f"{name} IN (SELECT unnest(?))", list(value))
        if self.min_stories > 1:
            parts.add("stories >= ?", self.min_stories)
        first, last = "coalesce(date_from, first_published)", "coalesce(date_to, last_published)"
        if self.since is not None or self.until is not None:
            parts.add(f"{first} IS NOT NULL AND {last} IS NOT NULL")
        # A month or a year reaches to its end.
        if self.until is not None:
            parts.add(f"substr({first}, 1, ?) <= ?", len(self.until), self.until)
        if self.since is not None:
            parts.add(f"{last} >= substr(?, 1, length({last}))", self.since)
        return str(parts), parts.values


@dataclass(slots=True)
class _Parts:
    texts: list[str] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, text: str, *values: Any) -> None:
        self.texts.append(text)
        self.values += values

    def __str__(self) -> str:
        return "(" + (" AND ".join(self.texts) or "true") + ")"


@in_bulk
def facts(
    store: Store,
    condition: Condition | None = None,
    limit: int | None = None,
    *,
    sentences: int | None = None,
    by_day: bool = False,
) -> list[Fact]:
    """Facts of a store with the sentences behind them, the strongest first.

    Parameters
    ----------
    store : Store
    condition : Condition, optional
        Which ones; all if not given.
    limit : int, optional
        The most facts.
    sentences : int, optional
        The most sentences of each, the first ones; all if not given. Of a head of state's office there may
        be ten thousand, which take longer to read than anything else.
    by_day : bool
        The first comes first, and not the strongest. What has no date stands where it was first told.

    Returns
    -------
    list of Fact
        By number of stories, then of sentences, then by id; or by day.

    Examples
    --------
    >>> facts(store, Condition(either=["person:wang-yi"], relation=["MEET"]), limit=20)  # doctest: +SKIP
    """
    derive(store)
    where, values = (condition or Condition()).sql()
    text = _FACTS.format(
        where=where,
        order=_BY_DAY if by_day else _ORDER,
        limit="" if limit is None else f"LIMIT {int(limit)}",
    )
    rows = store.query(text, values)
    most = "" if sentences is None else f"AND place <= {int(sentences)}"
    if condition is None and limit is None:
        told = store.query(_EVIDENCE.format(where=f"true {most}"))
    else:
        told = store.query(
            _EVIDENCE.format(where=f"fact IN (SELECT unnest(?)) {most}"), [[row[0] for row in rows]]
        )
    behind = {fact: tuple(Evidence(*row[1:]) for row in group) for fact, group in groupby(told, _first)}
    return [Fact(*(*row[1:], behind.get(row[0], ()))) for row in rows]


def count_facts(store: Store, condition: Condition | None = None) -> int:
    """How many facts a store has, or how many of them are meant."""
    derive(store)
    where, values = (condition or Condition()).sql()
    return int(store.query(f"SELECT count(*) FROM facts WHERE {where}", values)[0][0])


def _first(row: Sequence[Any]) -> Any:
    return row[0]
