"""Read the records of a store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import duckdb

from kgraph.records import Document, Entity, Mention, Rejected, Relation, Sentence
from kgraph.store.columns import Row, names_of

__all__ = ["Reading"]

_ENTITIES = """
WITH met AS (
    SELECT entity, list(DISTINCT surface ORDER BY surface) AS surfaces
    FROM {surfaces}
    WHERE true {met}
    GROUP BY entity
)
SELECT id, label, name, attributes, surfaces
FROM entities LEFT JOIN met ON met.entity = id {chosen}
ORDER BY id
"""

_SURFACES = "(SELECT entity, surface FROM mentions WHERE source <> 'reference')"


class Reading:
    """The tables of a store as records.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._derived_here: str | None = None

    @property
    def derived(self) -> str | None:
        """How facts and counts were made from what was read (:func:`kgraph.graph.derive`).

        None if something was written since.
        """
        if self._derived_here is not None:
            return self._derived_here
        rows = self.query("SELECT value FROM meta WHERE key = 'derived'")
        return rows[0][0] if rows else None

    def count(self, table: str) -> int:
        """Number of rows of a table."""
        return int(self.query(f'SELECT count(*) FROM "{table}"')[0][0])

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a SQL query."""
        return self.connection.execute(sql, list(parameters)).fetchall()

    def documents(self, ids: Sequence[str] | None = None) -> Iterator[Document]:
        """Documents in order of publication, then name, then id; all, or those with some ids."""
        order = "published NULLS LAST, name, id"
        return (Document(*row) for row in self._rows("documents", order, "id", ids))

    def documents_of(self, ids: Sequence[str]) -> list[Document]:
        """The documents with these ids, in the order of the ids."""
        found = {document.id: document for document in self.documents(ids)}
        return [found[one] for one in ids]

    def sentences(self, documents: Sequence[str] | None = None) -> Iterator[Sentence]:
        """Sentences by document and number; all, or those of some documents."""
        return (Sentence(*row) for row in self._rows("sentences", "document, index", "document", documents))

    def mentions(self, documents: Sequence[str] | None = None) -> Iterator[Mention]:
        """Mentions by document and place; all, or those of some documents."""
        order = 'document, start, "end", entity'
        return (Mention(*row) for row in self._rows("mentions", order, "document", documents))

    def relations(self, documents: Sequence[str] | None = None) -> Iterator[Relation]:
        """Relations by document and place; all, or those of some documents."""
        order = "document, sentence, trigger_start, relation, subject, object, rule"
        return (Relation(*row) for row in self._rows("relations", order, "document", documents))

    def rejects(self) -> Iterator[Rejected]:
        """Rejects by path and line, what is wrong with a whole file first."""
        return (Rejected(*row) for row in self._rows("rejects", "path, line NULLS FIRST, reason"))

    def entities(self, ids: Sequence[str] | None = None) -> Iterator[Entity]:
        """Entities by id, each with the surfaces under which it was met.

        Parameters
        ----------
        ids : sequence of str, optional
            Only these; all if not given.
        """
        among = "" if ids is None else "{} IN (SELECT unnest($ids))"
        rows = self.connection.execute(
            _ENTITIES.format(
                surfaces="surfaces" if self.derived else _SURFACES,
                met=among and f"AND {among.format('entity')}",
                chosen=among and f"WHERE {among.format('id')}",
            ),
            {} if ids is None else {"ids": list(ids)},
        ).fetchall()
        for entity, label, name, attributes, surfaces in rows:
            yield Entity(entity, label, name, tuple(surfaces or ()), json.loads(attributes))

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """Canonical names of entities, by id."""
        wanted = "SELECT id, name FROM entities WHERE id IN (SELECT unnest(?))"
        return {row[0]: row[1] for row in self.query(wanted, [sorted(set(ids))])}

    def _rows(
        self, table: str, order: str, column: str = "", values: Sequence[str] | None = None
    ) -> list[Row]:
        only = "" if values is None else f"WHERE {column} IN (SELECT unnest(?))"
        text = f"SELECT {names_of(table)} FROM {table} {only} ORDER BY {order}"
        return self.query(text, [] if values is None else [list(values)])
