"""Sketches of the documents that have none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from kgraph.records import Mention, Relation, Sentence
from kgraph.store import Store

__all__ = ["sketch_new"]

Record = TypeVar("Record", Mention, Relation, Sentence)

# Documents held at a time.
_BATCH = 500


def sketch_new(store: Store) -> None:
    """Add the sketches of each document that has none, a batch at a time.

    Parameters
    ----------
    store : Store
    """
    new = store.query("SELECT id FROM documents ANTI JOIN sketches ON sketches.document = id ORDER BY 1")
    if not new:
        return
    from kgraph.sketches import (
        sketches,  # brings scipy, which whoever only looks at a graph need not wait for
    )

    if store.read_only:
        store.connection.execute("CREATE TEMP TABLE sketches AS SELECT * FROM sketches")
    for start in range(0, len(new), _BATCH):
        batch = [row[0] for row in new[start : start + _BATCH]]
        lines = _by_document(store.sentences(batch))
        mentions = _by_document(store.mentions(batch))
        relations = _by_document(store.relations(batch))
        store.add_sketches(
            row
            for one in store.documents(batch)
            for row in sketches(one, lines[one.id], mentions[one.id], relations[one.id])
        )


def _by_document(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.document].append(record)
    return found
