"""How much a graph holds."""

from __future__ import annotations

from dataclasses import dataclass

from kgraph.graph import derive
from kgraph.store import Store

__all__ = ["Stats", "count"]

_BY = "SELECT {0}, count(*) FROM {1} GROUP BY {0} ORDER BY 2 DESC, 1"


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a graph.

    Attributes
    ----------
    documents, duplicates, stories, rejects, sentences : int
        A duplicate is a printing of a document that the store has; a story is a document together with
        those that reprint it in part, retitled or with small changes.
    entities, relations : dict of str to int
        Entities by label and facts by relation, the most frequent first.
    """

    documents: int
    duplicates: int
    stories: int
    rejects: int
    sentences: int
    entities: dict[str, int]
    relations: dict[str, int]


def count(store: Store) -> Stats:
    """Count documents, stories, entities and facts.

    Parameters
    ----------
    store : Store

    Returns
    -------
    Stats
    """
    derive(store)
    return Stats(
        documents=store.count("documents"),
        duplicates=store.count("duplicates"),
        stories=int(store.query("SELECT count(DISTINCT story) FROM stories")[0][0]),
        rejects=store.count("rejects"),
        sentences=store.count("sentences"),
        entities=dict(store.query(_BY.format("label", "entities"))),
        relations=dict(store.query(_BY.format("relation", "facts"))),
    )
