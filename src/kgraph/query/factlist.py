"""Facts as a table: what ``kg.facts()`` gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from kgraph.query.table import Table
from kgraph.records import Fact

__all__ = ["FACT_COLUMNS", "Facts"]

# The keys of one record; those of evidence are of the first sentence.
FACT_COLUMNS = (
    "subject",
    "relation",
    "object",
    "title",
    "date_from",
    "date_to",
    "date_basis",
    "status",
    "speaker",
    "stories",
    "sentences",
    "sentence",
    "document",
    "published",
    "source",
    "url",
    "subject_id",
    "object_id",
)


class Facts(Table[Fact]):
    """Facts: a list of :class:`~kgraph.records.Fact` that prints as a table.

    Parameters
    ----------
    rows : iterable of Fact
    columns : sequence of str, optional
    total : int, optional
        How many there are, if these are the first of more.

    Attributes
    ----------
    total : int

    Examples
    --------
    >>> facts = kg.facts(subject="王毅", relation="MEET")  # doctest: +SKIP
    >>> facts[0].object_name, len(facts)  # doctest: +SKIP
    ('布林肯', 5)
    >>> facts.df().groupby("object").stories.sum()  # doctest: +SKIP
    """

    shown: ClassVar[tuple[str, ...]] = (
        "date_from",
        "subject",
        "relation",
        "object",
        "title",
        "status",
        "stories",
        "sentence",
    )

    def __init__(
        self, rows: Iterable[Fact] = (), columns: Sequence[str] | None = None, total: int | None = None
    ) -> None:
        super().__init__(rows, columns)
        self.total = len(self) if total is None else total

    def _columns(self) -> tuple[str, ...]:
        return FACT_COLUMNS

    def record(self, row: Fact) -> dict[str, Any]:
        """One fact as plain values: names, dates, weight, and its first sentence."""
        first = row.evidence[0] if row.evidence else None
        return {
            "subject": row.subject_name,
            "relation": row.relation,
            "object": row.object_name,
            "title": row.title,
            "date_from": row.date_from,
            "date_to": row.date_to,
            "date_basis": row.date_basis,
            "status": row.status,
            "speaker": row.speaker,
            "stories": row.stories,
            "sentences": row.sentences,
            "sentence": first and first.text,
            "document": first and first.name,
            "published": first and first.published,
            "source": first and first.source,
            "url": first and first.url,
            "subject_id": row.subject,
            "object_id": row.object,
        }
