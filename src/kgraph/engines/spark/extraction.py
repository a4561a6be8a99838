"""What extracts in the workers: from documents to what is found in them, or why nothing is.

Each of Spark's Python processes has a process of its own that extracts, and keeps it: a document that ends
that one is rejected, as on one machine, and takes no task along. Meanwhile the batch before is packed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from kgraph.engines.crew import Crew
from kgraph.engines.local import in_order
from kgraph.engines.spark.arrow import Batches, Rows, extraction_batches, rows_of
from kgraph.engines.spark.schema import EXTRACTED, PLACE
from kgraph.engines.worker import Outcome, Setup
from kgraph.records import Document, Extraction, Rejected
from kgraph.store import COLUMNS
from kgraph.store.columns import as_json

__all__ = ["extractor"]

# Batches read ahead of the one that is worked on.
_AHEAD = 2


def extractor(gazetteers: Sequence[str], model: str | None = None) -> Callable[[Batches], Batches]:
    """Documents to what is found in them.

    Parameters
    ----------
    gazetteers : sequence of str
        Absolute paths.
    model : str, optional
        Absolute path of the model; that of kgraph by default.
    """

    def extract_all(batches: Batches) -> Batches:
        asked: deque[dict[str, Any]] = deque()

        def documents() -> Iterator[Document]:
            for row in rows_of(batches):
                asked.append(row)
                yield Document(**{name: row[name] for name in COLUMNS["documents"]})

        outcomes = in_order(_crew((tuple(gazetteers), model)), documents(), _AHEAD)
        yield from extraction_batches(_rows(outcomes, asked))

    return extract_all


@cache
def _crew(setup: Setup) -> Crew:
    """A process that lives as long as this one: it ends when nothing can come any more."""
    return Crew(1, setup)


def _rows(outcomes: Iterator[Outcome], asked: deque[dict[str, Any]]) -> Rows:
    for outcome in outcomes:
        row = asked.popleft()
        if isinstance(outcome, Rejected):
            # Its text is in no table of the graph.
            yield row | dict.fromkeys(EXTRACTED) | {"reason": outcome.reason, "text": ""}
        else:
            yield {name: row[name] for name in (*COLUMNS["documents"], *PLACE)} | _found(outcome)


def _found(one: Extraction) -> dict[str, Any]:
    row: dict[str, Any] = {
        table: [{name: getattr(record, name) for name in COLUMNS[table]} for record in getattr(one, table)]
        for table in EXTRACTED
        if table != "entities"
    }
    row["entities"] = [
        {
            "id": found.id,
            "label": found.label,
            "name": found.name,
            "attributes": as_json(found.attributes),
            "language": "",
        }
        for found in one.entities
    ]
    return row | {"reason": None}
