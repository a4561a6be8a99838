"""How much a graph holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.records import Fact
from kgraph.store import Store

__all__ = ["Stats", "count"]


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a graph.

    Attributes
    ----------
    documents, duplicates, rejects, sentences : int
    entities, relations : dict of str to int
        Entities by label and facts by relation, the most frequent first.
    """

    documents: int
    duplicates: int
    rejects: int
    sentences: int
    entities: dict[str, int]
    relations: dict[str, int]


def count(store: Store, facts: Iterable[Fact]) -> Stats:
    """Count documents, entities and facts.

    Parameters
    ----------
    store : Store
    facts : iterable of Fact

    Returns
    -------
    Stats
    """
    labels = store.query("SELECT label, count(*) FROM entities GROUP BY label ORDER BY 2 DESC, 1")
    relations = Counter(fact.relation for fact in facts)
    return Stats(
        documents=store.count("documents"),
        duplicates=store.count("duplicates"),
        rejects=store.count("rejects"),
        sentences=store.count("sentences"),
        entities=dict(labels),
        relations=dict(sorted(relations.items(), key=lambda one: (-one[1], one[0]))),
    )
