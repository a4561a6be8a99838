"""Open, fill and read the DuckDB file of a graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import duckdb

from kgraph.errors import StoreError
from kgraph.records import Document, Entity, Extraction, Rejected
from kgraph.store.columns import COLUMNS, EXTRACTED, Row, as_json, merged, names_of, row_of
from kgraph.store.inputs import InputNote, Inputs
from kgraph.store.reading import Reading
from kgraph.store.trouble import DISK_ERRORS, unwritten, why_not
from kgraph.store.upgrade import can_upgrade, upgrade

__all__ = ["SCHEMA_VERSION", "Store"]

SCHEMA_VERSION = "3"

_SCHEMA = Path(__file__).with_name("schema.sql")


class Store(Reading):
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
    closed : bool

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
        self.closed = False
        exists = path.exists()
        if not exists and not create:
            raise StoreError(f"{path}: no such graph; build one with: kgraph build INPUT -o {path.parent}")
        try:
            super().__init__(duckdb.connect(str(path), read_only=read_only))
        except duckdb.Error as error:
            raise StoreError(why_not(path, error)) from error
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

    def mark_derived(self, how: str) -> None:
        """Note how facts and counts were made, until the next time that something is written."""
        if self.read_only:
            self._derived_here = how  # in temporary tables of this connection
        else:
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES ('derived', ?)", [how])

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
        self.closed = True
        try:
            self.connection.close()
        except DISK_ERRORS as error:
            raise StoreError(unwritten(self.path, error)) from error

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
        except DISK_ERRORS as error:
            raise StoreError(unwritten(self.path, error)) from error

    def _undo(self) -> None:
        """Roll back; what could not be committed may be gone already."""
        with suppress(duckdb.Error):
            self.connection.rollback()

    def _write(self, new: Sequence[Extraction], again: Sequence[Extraction], language: str) -> None:
        self._insert_all("documents", (one.document for one in new))
        ids = [one.document.id for one in (*new, *again)]
        if again:
            for table in EXTRACTED:
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


def _duplicate_row(one: Document) -> Row:
    return (one.id, one.name, one.title, one.published, one.source, one.url, one.path, one.line, one.input)
