"""Chains of facts between two entities, as tables."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from kgraph.query.table import Table
from kgraph.records import Fact

__all__ = ["Chain", "Step"]


class Step(NamedTuple):
    """An edge of a chain: as the graph has it, not as the chain goes.

    Attributes
    ----------
    subject, object : str
        Entity ids.
    key : str
        Of the edge: the relation, for an office with the title.
    data : dict
        Its attributes; ``facts`` are the facts behind it.
    """

    subject: str
    object: str
    key: str
    data: dict[str, Any]

    @property
    def facts(self) -> list[Fact]:
        """The facts along this step, by date."""
        return list(self.data["facts"])


class Chain(Table[Step]):
    """The steps from one entity to another: a list of :class:`Step` that prints as a table."""

    shown: ClassVar[tuple[str, ...]] = (
        "subject",
        "relation",
        "object",
        "first",
        "status",
        "stories",
        "sentence",
    )

    def _columns(self) -> tuple[str, ...]:
        return (
            *("subject", "relation", "object", "title", "first", "last", "status", "stories", "sentence"),
            *("document", "subject_id", "object_id"),
        )

    @property
    def facts(self) -> list[Fact]:
        """All facts along the chain, step by step."""
        return [fact for step in self for fact in step.facts]

    def record(self, row: Step) -> dict[str, Any]:
        """One step as plain values, with the first sentence behind it."""
        fact = row.facts[0]
        first = fact.evidence[0] if fact.evidence else None
        return {
            "subject": fact.subject_name,
            "relation": row.data["relation"],
            "object": fact.object_name,
            "title": row.data["title"],
            "first": row.data["first"],
            "last": row.data["last"],
            "status": row.data["status"],
            "stories": row.data["weight"],
            "sentence": first and first.text,
            "document": first and first.name,
            "subject_id": fact.subject,
            "object_id": fact.object,
        }
