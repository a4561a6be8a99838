"""Open, fill and read the DuckDB file of a graph."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from kgraph.errors import StoreError
from kgraph.records import Document, Entity, Extraction, Mention, Rejected, Relation, Sentence
from kgraph.store.columns import BY_DOCUMENT, COLUMNS, EXTRACTED, Row, as_json, merged, names_of, row_of
from kgraph.store.inputs import InputNote, Inputs
from kgraph.store.upgrade import can_upgrade, upgrade

__all__ = ["SCHEMA_VERSION", "Store"]

SCHEMA_VERSION = "3"

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

# Raised where a file cannot be written; after some of them the connection is of no more use.
_DISK_ERRORS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)

_SCHEMA = Path(__file__).with_name("schema.sql")


class Store:
    """A graph on disk.

    Parameters
    ----------
    path : pathlib.Path
        The DuckDB file.
    create : bool
        Make it if it does not exist, and bring one of an older schema up to date.
    read_only : bool
        Several processes may read one store at a time, only one may write.

    Attributes
    ----------
    inputs : Inputs
        What was read, and how.

    Raises
    ------
    StoreError
        If the file is no kgraph store, has another schema, or is open for writing elsewhere.

    Examples
    --------
    >>> with Store(Path("out/graph.duckdb")) as store:  # doctest: +SKIP
    ...     store.count("documents")
    14
    """

    def __init__(self, path: Path, *, create: bool = False, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._derived_here = False
        exists = path.exists()
        if not exists and not create:
            raise StoreError(f"{path}: no such graph; build one with: kgraph build INPUT -o {path.parent}")
        try:
            self.connection = duckdb.connect(str(path), read_only=read_only)
        except duckdb.Error as error:
            raise StoreError(_why_not(path, error)) from error
        if create and not self.query("SELECT table_name FROM information_schema.tables"):
            self._create()
        self._check(may_upgrade=create)
        self.inputs = Inputs(self.connection)

    def _create(self) -> None:
        """Make the tables, all or none: a run killed here leaves an empty file, which is as good as none."""
        self.connection.begin()
        self.connection.execute(_SCHEMA.read_text(encoding="utf-8"))
        self.connection.execute("INSERT INTO meta VALUES ('schema', ?)", [SCHEMA_VERSION])
        self.connection.commit()

    def _check(self, *, may_upgrade: bool) -> None:
        try:
            # All rows, always: what was not fetched to its end blocks what comes next.
            rows = self.query("SELECT value FROM meta WHERE key = 'schema'")
        except duckdb.Error as error:
            self.connection.close()
            raise StoreError(
                f"{self.path}: is a DuckDB file, but no kgraph store; choose another folder"
            ) from error
        found = rows[0][0] if rows else "none"
        if may_upgrade and found != SCHEMA_VERSION:
            found = upgrade(self.connection, found)
        if found == SCHEMA_VERSION:
            return
        self.connection.close()
        remedy = (
            f"bring it up to date with: kgraph build INPUT -o {self.path.parent}"
            if can_upgrade(found)
            else "use the kgraph that wrote it, or build the graph again in a new folder"
        )
        raise StoreError(f"{self.path}: schema {found}, this kgraph reads {SCHEMA_VERSION}; {remedy}")

    @property
    def derived(self) -> bool:
        """Whether facts and counts are those of what was read (:func:`kgraph.graph.derive`)."""
        return self._derived_here or bool(self.query("SELECT 1 FROM meta WHERE key = 'derived'"))

    def mark_derived(self) -> None:
        """Note that they are, until the next time that something is written."""
        if self.read_only:
            self._derived_here = True  # in temporary tables of this connection
        else:
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('derived', 'yes')")

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file.

        Raises
        ------
        StoreError
            If what was written last cannot be put in order, as on a full disk; nothing of it is lost.
        """
        try:
            self.connection.close()
        except _DISK_ERRORS as error:
            raise StoreError(_unwritten(self.path, error)) from error

    # Writing

    def document_places(self) -> dict[str, tuple[str, int | None]]:
        """Where each document of the store was read: id to input and line."""
        return {row[0]: (row[1], row[2]) for row in self.query("SELECT id, input, line FROM documents")}

    def duplicate_places(self) -> set[tuple[str, int | None]]:
        """Where the known duplicates were read: input and line."""
        return {(row[0], row[1]) for row in self.query("SELECT input, line FROM duplicates")}

    def reject_places(self) -> set[tuple[str, int | None]]:
        """Where the known rejects were read: input and line."""
        return {(row[0], row[1]) for row in self.query("SELECT input, line FROM rejects")}

    def write(
        self,
        extractions: Sequence[Extraction],
        duplicates: Sequence[Document] = (),
        rejects: Sequence[Rejected] = (),
        notes: Sequence[InputNote] = (),
        *,
        again: Sequence[Extraction] = (),
        language: str = "",
    ) -> None:
        """Write one batch, all of it or nothing.

        Parameters
        ----------
        extractions : sequence of Extraction
            Of documents that the store has not.
        duplicates : sequence of Document
            Documents whose id the store has already.
        rejects : sequence of Rejected
        notes : sequence of InputNote
            What became of the inputs, each once.
        again : sequence of Extraction
            Of documents that the store has: what was extracted from them before goes.
        language : str
            Fingerprint of the language step that made the extractions.

        Raises
        ------
        StoreError
            If it cannot be written, as on a full disk.
        """
        try:
            self.connection.begin()
            try:
                if extractions or again or duplicates or rejects:
                    self.inputs.mark_changed()
                self._write(extractions, again, language)
                self._insert("duplicates", [_duplicate_row(one) for one in duplicates])
                self._insert_all("rejects", rejects)
                self.inputs.note(notes)
                self.connection.commit()
            except BaseException:
                self._undo()
                raise
        except _DISK_ERRORS as error:
            raise StoreError(_unwritten(self.path, error)) from error

    def _undo(self) -> None:
        """Roll back; what could not be committed may be gone already."""
        with suppress(duckdb.Error):
            self.connection.rollback()

    def _write(self, new: Sequence[Extraction], again: Sequence[Extraction], language: str) -> None:
        self._insert_all("documents", (one.document for one in new))
        ids = [one.document.id for one in (*new, *again)]
        if again:
            for table in BY_DOCUMENT:
                self.connection.execute(
                    f"DELETE FROM {table} WHERE document IN (SELECT unnest(?))",
                    [[one.document.id for one in again]],
                )
        for table in EXTRACTED:
            rows = (row for one in (*new, *again) for row in getattr(one, table))
            self._insert_all(table, rows)
        self._entities((row for one in (*new, *again) for row in one.entities), language)
        if ids:
            self.connection.execute(
                "INSERT OR REPLACE INTO extracted SELECT unnest(?::VARCHAR[]), ?", [ids, language]
            )

    def add_sketches(self, sketches: Iterable[object]) -> None:
        """Add rows of sketches."""
        self._insert_all("sketches", sketches)

    def _insert_all(self, table: str, records: Iterable[object]) -> None:
        self._insert(table, [row_of(table, record) for record in records])

    def _insert(self, table: str, rows: Sequence[Row], verb: str = "INSERT") -> None:
        if not rows:
            return
        # One list a column, unnested: a hundred times as fast as a statement a row.
        values = ", ".join(f"unnest(?::{kind}[])" for kind in COLUMNS[table].values())
        by_column = [list(column) for column in zip(*rows, strict=True)]
        self.connection.execute(f"{verb} INTO {table} ({names_of(table)}) SELECT {values}", by_column)

    def _entities(self, entities: Iterable[Entity], language: str) -> None:
        """Insert new entities; of one that is known, attributes that were missing are added.

        What another language step knew of it counts no more.
        """
        known: dict[str, Entity] = {}
        for entity in entities:
            before = known.get(entity.id)
            if before is None:
                known[entity.id] = entity
            elif before.attributes != entity.attributes:
                both = merged(before.attributes, entity.attributes)
                known[entity.id] = Entity(entity.id, before.label, before.name, (), both)
        if not known:
            return
        rows = self.connection.execute(
            "SELECT id, attributes FROM entities WHERE language = ? AND id IN (SELECT unnest(?))",
            [language, sorted(known)],
        ).fetchall()
        for entity_id, text in rows:
            stored = json.loads(text)
            both = merged(stored, known[entity_id].attributes)
            if both != stored:
                self.connection.execute(
                    "UPDATE entities SET attributes = ? WHERE id = ?", [as_json(both), entity_id]
                )
            del known[entity_id]
        self._insert(
            "entities",
            [
                (one.id, one.label, one.name, as_json(one.attributes), language)
                for _, one in sorted(known.items())
            ],
            "INSERT OR REPLACE",
        )

    # Reading

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
        rows = self.query(
            f"SELECT {names_of('documents')} FROM documents WHERE id IN (SELECT unnest(?))", [list(ids)]
        )
        found = {row[0]: Document(*row) for row in rows}
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


def _duplicate_row(one: Document) -> Row:
    return (one.id, one.name, one.title, one.published, one.source, one.url, one.path, one.line, one.input)


def _unwritten(path: Path, error: Exception) -> str:
    """Why a batch is not in the file, and what to do."""
    return (
        f"{path}: cannot be written ({str(error).splitlines()[0]}); see to free space on its disk and run "
        "the same command again: what was written before is kept"
    )


def _why_not(path: Path, error: Exception) -> str:
    text = str(error)
    if "different configuration" in text:
        return f"{path}: is open in this program; close that graph first: kg.close()"
    if "lock" in text.lower():
        holder = re.search(r"held in (.+?)\. ", text)
        who = f" ({holder[1]})" if holder else ""
        return (
            f"{path}: is open in another process{who}: many may read a graph while none writes, and one may "
            "write while none reads; wait for it, end it, or choose another folder"
        )
    return f"{path}: is no kgraph store; choose another folder, or remove the file ({text.splitlines()[0]})"
