"""Open, fill and read the DuckDB file of a graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from kgraph.errors import StoreError
from kgraph.records import Document, Entity, Extraction, Mention, Rejected, Relation, Sentence

__all__ = ["SCHEMA_VERSION", "Store"]

SCHEMA_VERSION = "1"

_SCHEMA = Path(__file__).with_name("schema.sql")
_OF_A_DOCUMENT = ("sentences", "mentions", "relations")


class Store:
    """A graph on disk.

    Parameters
    ----------
    path : pathlib.Path
        The DuckDB file.
    create : bool
        Make it if it does not exist.
    read_only : bool
        Several processes may read one store at a time, only one may write.

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
        exists = path.exists()
        if not exists and not create:
            raise StoreError(f"{path}: no such graph; build one with: kgraph build INPUT -o {path.parent}")
        try:
            self.connection = duckdb.connect(str(path), read_only=read_only)
        except duckdb.Error as error:
            raise StoreError(_why_not(path, error)) from error
        if not exists:
            self.connection.execute(_SCHEMA.read_text(encoding="utf-8"))
            self.connection.execute("INSERT INTO meta VALUES ('schema', ?)", [SCHEMA_VERSION])
        self._check()

    def _check(self) -> None:
        try:
            row = self.connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except duckdb.Error as error:
            self.connection.close()
            raise StoreError(f"{self.path}: is a DuckDB file, but no kgraph store; choose another folder") from error
        if row is None or row[0] != SCHEMA_VERSION:
            self.connection.close()
            found = row[0] if row else "none"
            raise StoreError(
                f"{self.path}: schema {found}, this kgraph writes {SCHEMA_VERSION}; build the graph again in a new folder"
            )

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    # Inputs

    def input_state(self, absolute: str) -> tuple[int, int, bool] | None:
        """Size, time of modification and whether it was read to its end; None for a new input."""
        rows = self.query("SELECT size, modified, done FROM inputs WHERE absolute = ?", [absolute])
        return (int(rows[0][0]), int(rows[0][1]), bool(rows[0][2])) if rows else None

    def begin_input(self, absolute: str, path: str, size: int, modified: int) -> None:
        """Note that an input is being read."""
        self.connection.execute(
            "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, false)", [absolute, path, size, modified]
        )

    def forget_input(self, absolute: str) -> list[str]:
        """Remove all that came from an input that has changed.

        Returns
        -------
        list of str
            Absolute paths of other inputs that hold a reprint of a document removed; they must be
            read again, for the reprint is now the only printing.
        """
        rows = self.query("SELECT path FROM inputs WHERE absolute = ?", [absolute])
        if not rows:
            return []
        path = rows[0][0]
        again = self.query(
            "SELECT DISTINCT absolute FROM inputs JOIN duplicates USING (path) WHERE path <> ? AND document IN "
            "(SELECT id FROM documents WHERE path = ?) ORDER BY absolute",
            [path, path],
        )
        self.connection.begin()
        for table in _OF_A_DOCUMENT:
            self.connection.execute(
                f"DELETE FROM {table} WHERE document IN (SELECT id FROM documents WHERE path = ?)", [path]
            )
        for table in ("documents", "duplicates", "rejects", "inputs"):
            self.connection.execute(f"DELETE FROM {table} WHERE path = ?", [path])
        self.connection.commit()
        return [row[0] for row in again]

    # Writing

    def document_places(self) -> dict[str, tuple[str, int | None]]:
        """Where each document of the store was read: id to path and line."""
        rows = self.connection.execute("SELECT id, path, line FROM documents").fetchall()
        return {row[0]: (row[1], row[2]) for row in rows}

    def duplicate_places(self) -> set[tuple[str, int | None]]:
        """Where the known duplicates were read: path and line."""
        return {(row[0], row[1]) for row in self.connection.execute("SELECT path, line FROM duplicates").fetchall()}

    def reject_places(self) -> set[tuple[str, int | None]]:
        """Where the known rejects were read: path and line."""
        return {(row[0], row[1]) for row in self.connection.execute("SELECT path, line FROM rejects").fetchall()}

    def write(
        self,
        extractions: Sequence[Extraction],
        duplicates: Sequence[Document] = (),
        rejects: Sequence[Rejected] = (),
        finished: Sequence[str] = (),
    ) -> None:
        """Write one batch, all of it or nothing.

        Parameters
        ----------
        extractions : sequence of Extraction
        duplicates : sequence of Document
            Documents whose id the store has already.
        rejects : sequence of Rejected
        finished : sequence of str
            Absolute paths of inputs that end with this batch.
        """
        self.connection.begin()
        try:
            self._insert("documents", _DOCUMENTS, [_document_row(one.document) for one in extractions])
            self._insert("sentences", _SENTENCES, [astuple(row) for one in extractions for row in one.sentences])
            self._insert("mentions", _MENTIONS, [_mention_row(row) for one in extractions for row in one.mentions])
            self._insert("relations", _RELATIONS, [_relation_row(row) for one in extractions for row in one.relations])
            self._entities(row for one in extractions for row in one.entities)
            self._insert("duplicates", _DUPLICATES, [_duplicate_row(one) for one in duplicates])
            self._insert("rejects", _REJECTS, [(one.path, one.line, one.reason) for one in rejects])
            for absolute in finished:
                self.connection.execute("UPDATE inputs SET done = true WHERE absolute = ?", [absolute])
            self.connection.commit()
        except BaseException:
            self.connection.rollback()
            raise

    def _insert(self, table: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[Any]]) -> None:
        if not rows:
            return
        # One list a column, unnested: a hundred times as fast as a statement a row.
        names = ", ".join(f'"{name}"' for name, _ in columns)
        values = ", ".join(f"unnest(?::{kind}[])" for _, kind in columns)
        by_column = [list(column) for column in zip(*rows, strict=True)]
        self.connection.execute(f"INSERT INTO {table} ({names}) SELECT {values}", by_column)

    def _entities(self, entities: Iterable[Entity]) -> None:
        """Insert new entities; of one that is known, attributes that were missing are added."""
        known: dict[str, Entity] = {}
        for entity in entities:
            before = known.get(entity.id)
            if before is None:
                known[entity.id] = entity
            elif before.attributes != entity.attributes:
                merged = _merged(before.attributes, entity.attributes)
                known[entity.id] = Entity(entity.id, before.label, before.name, (), merged)
        if not known:
            return
        rows = self.connection.execute(
            "SELECT id, attributes FROM entities WHERE id IN (SELECT unnest(?))", [sorted(known)]
        ).fetchall()
        for entity_id, text in rows:
            stored = json.loads(text)
            merged = _merged(stored, known[entity_id].attributes)
            if merged != stored:
                self.connection.execute("UPDATE entities SET attributes = ? WHERE id = ?", [_json(merged), entity_id])
            del known[entity_id]
        self._insert(
            "entities",
            _ENTITIES,
            [(one.id, one.label, one.name, _json(one.attributes)) for _, one in sorted(known.items())],
        )

    # Reading

    def count(self, table: str) -> int:
        """Number of rows of a table."""
        row = self.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        assert row is not None
        return int(row[0])

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a SQL query."""
        return self.connection.execute(sql, list(parameters)).fetchall()

    def documents(self) -> Iterator[Document]:
        """Documents in order of publication, then name, then id."""
        names = ", ".join(name for name, _ in _DOCUMENTS)
        for row in self.query(f"SELECT {names} FROM documents ORDER BY published NULLS LAST, name, id"):
            yield Document(*row)

    def sentences(self) -> Iterator[Sentence]:
        """Sentences by document and number."""
        for row in self.query('SELECT document, index, start, "end", key FROM sentences ORDER BY document, index'):
            yield Sentence(*row)

    def mentions(self) -> Iterator[Mention]:
        """Mentions by document and place."""
        names = ", ".join(f'"{name}"' for name, _ in _MENTIONS)
        for row in self.query(f'SELECT {names} FROM mentions ORDER BY document, start, "end", entity'):
            yield Mention(*row)

    def entities(self) -> Iterator[Entity]:
        """Entities by id, each with the surfaces under which it was met."""
        rows = self.query(
            "SELECT id, label, name, attributes, "
            "(SELECT list(DISTINCT surface ORDER BY surface) FROM mentions WHERE entity = id AND source <> 'reference') "
            "FROM entities ORDER BY id"
        )
        for entity, label, name, attributes, surfaces in rows:
            yield Entity(entity, label, name, tuple(surfaces or ()), json.loads(attributes))

    def relations(self) -> Iterator[Relation]:
        """Relations by document and place."""
        names = ", ".join(f'"{name}"' for name, _ in _RELATIONS)
        order = "document, sentence, trigger_start, relation, subject, object, rule"
        for row in self.query(f"SELECT {names} FROM relations ORDER BY {order}"):
            yield Relation(*row)

    def rejects(self) -> Iterator[Rejected]:
        """Rejects by path and line."""
        for path, line, reason in self.query("SELECT path, line, reason FROM rejects ORDER BY path, line, reason"):
            yield Rejected(path, reason, line)


def _why_not(path: Path, error: Exception) -> str:
    text = str(error)
    if "lock" in text.lower():
        return f"{path}: is open for writing in another process; wait for it, or choose another folder"
    return f"{path}: is no kgraph store; choose another folder, or remove the file ({text.splitlines()[0]})"


_DOCUMENTS = [
    *((name, "VARCHAR") for name in ("id", "name", "text", "title", "published", "published_basis")),
    *((name, "VARCHAR") for name in ("source", "url", "script", "path")),
    ("line", "INTEGER"),
]
_SENTENCES = [
    ("document", "VARCHAR"),
    *((name, "INTEGER") for name in ("index", "start", "end")),
    ("key", "VARCHAR"),
]
_MENTIONS = [
    ("document", "VARCHAR"),
    ("start", "INTEGER"),
    ("end", "INTEGER"),
    *((name, "VARCHAR") for name in ("surface", "label", "source", "rule", "entity")),
    ("score", "DOUBLE"),
    ("antecedent", "INTEGER"),
]
_RELATIONS = [
    ("document", "VARCHAR"),
    ("sentence", "INTEGER"),
    *((name, "VARCHAR") for name in ("subject", "relation", "object")),
    *((name, "INTEGER") for name in ("start", "end", "trigger_start", "trigger_end")),
    *((name, "VARCHAR") for name in ("rule", "title", "date_from", "date_to", "date_basis", "status", "speaker")),
]
_ENTITIES = [(name, "VARCHAR") for name in ("id", "label", "name", "attributes")]
_DUPLICATES = [
    *((name, "VARCHAR") for name in ("document", "name", "title", "published", "source", "url", "path")),
    ("line", "INTEGER"),
]
_REJECTS = [("path", "VARCHAR"), ("line", "INTEGER"), ("reason", "VARCHAR")]


def _document_row(one: Document) -> tuple[Any, ...]:
    return (one.id, one.name, one.text, one.title, one.published, one.published_basis, one.source, one.url,
            one.script, one.path, one.line)  # fmt: skip


def _duplicate_row(one: Document) -> tuple[Any, ...]:
    return (one.id, one.name, one.title, one.published, one.source, one.url, one.path, one.line)


def _mention_row(one: Mention) -> tuple[Any, ...]:
    return (one.document, one.start, one.end, one.surface, one.label, one.source, one.rule, one.entity, one.score,
            one.antecedent)  # fmt: skip


def _relation_row(one: Relation) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name, _ in _RELATIONS)


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Attributes of one entity from two documents: true wins over false, the first value over later ones."""
    merged = dict(second)
    for key, value in first.items():
        merged[key] = value or second.get(key, value)
    return merged


def _json(attributes: dict[str, Any]) -> str:
    return json.dumps(attributes, ensure_ascii=False, sort_keys=True)
