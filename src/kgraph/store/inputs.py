"""The inputs of a store: what was read, how, and what to read or extract again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import duckdb

from kgraph.store.columns import EXTRACTED

__all__ = ["InputNote", "InputState", "Inputs"]


class InputState(NamedTuple):
    """What the reading of an input depends on: if any of it changes, the input is read again.

    Attributes
    ----------
    size, modified : int
        Bytes, and nanoseconds since 1970.
    options : str
        How it was read.
    reading : str
        A fingerprint of the reading step and its rules.
    """

    size: int
    modified: int
    options: str
    reading: str


class InputNote(NamedTuple):
    """What is noted of an input while it is read.

    Attributes
    ----------
    absolute, path : str
        The key of the input, and its name as the user gave it.
    state : InputState
    done : bool
        Whether all of its records are in the store.
    """

    absolute: str
    path: str
    state: InputState
    done: bool = False


class Inputs:
    """The table of inputs, and what hangs on it.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def states(self) -> dict[str, tuple[InputState, bool]]:
        """How each input was when it was read, and whether to its end."""
        columns = ", ".join(InputState._fields)
        rows = self.connection.execute(f"SELECT absolute, {columns}, done FROM inputs").fetchall()
        return {row[0]: (InputState(*row[1:-1]), bool(row[-1])) for row in rows}

    def options(self) -> list[tuple[str, str]]:
        """Absolute path of each input and the options it was read with."""
        return self.connection.execute("SELECT absolute, options FROM inputs ORDER BY 1").fetchall()

    def place(self, absolute: str) -> tuple[str, str]:
        """Path of a known input as the user gave it, and the options it was read with."""
        rows = self.connection.execute(
            "SELECT path, options FROM inputs WHERE absolute = ?", [absolute]
        ).fetchall()
        return rows[0][0], rows[0][1]

    def note(self, notes: Iterable[InputNote]) -> None:
        """Note inputs, each once; what was noted of one before is replaced."""
        rows = [(one.absolute, one.path, *one.state, one.done) for one in notes]
        if rows:
            by_column = [list(column) for column in zip(*rows, strict=True)]
            self.connection.execute(_NOTE, by_column)

    def reprints(self, absolutes: Sequence[str]) -> list[str]:
        """Absolute paths of other inputs that hold a reprint of a document of these.

        What came through standard input is not among them: it cannot be read again.
        """
        rows = self.connection.execute(_REPRINTS, {"inputs": list(absolutes)}).fetchall()
        return [row[0] for row in rows]

    def forget(self, absolutes: Sequence[str]) -> None:
        """Remove all that came from inputs that have changed or are gone.

        A reprint elsewhere of an article that goes becomes a reject that says so, until its own input
        is read again.
        """
        if not absolutes:
            return
        self.connection.begin()
        for statement in _FORGET:
            self.connection.execute(statement, {"inputs": list(absolutes)} if "$inputs" in statement else {})
        self.connection.execute(_UNNAMED)
        self.connection.commit()

    def mark_changed(self) -> None:
        """Note that facts and counts are no more those of what was read."""
        self.connection.execute(_CHANGED)

    def stale(self, language: str) -> list[str]:
        """Ids of documents that another language step worked on, in the order in which they were read.

        Parameters
        ----------
        language : str
            Fingerprint of the language step now.
        """
        rows = self.connection.execute(_STALE, [language]).fetchall()
        return [row[0] for row in rows]

    def drop_unnamed(self, language: str) -> None:
        """Remove entities that another language step has named, and this one does not.

        Parameters
        ----------
        language : str
            Fingerprint of the language step now.
        """
        old = "SELECT 1 FROM entities WHERE language <> ? LIMIT 1"
        if self.connection.execute(old, [language]).fetchall():
            self.mark_changed()
            self.connection.execute(_UNNAMED)


_NOTE = """
INSERT OR REPLACE INTO inputs SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::BIGINT[]),
unnest(?::BIGINT[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::BOOLEAN[])
"""

_GIVEN = "(SELECT unnest($inputs))"

_REPRINTS = f"""
SELECT DISTINCT copies.absolute FROM documents
JOIN duplicates ON duplicates.document = documents.id
JOIN inputs AS copies ON copies.absolute = duplicates.input
WHERE documents.input IN {_GIVEN} AND copies.absolute NOT IN {_GIVEN} AND copies.absolute <> '-' ORDER BY 1
"""

_STALE = """
SELECT id FROM documents LEFT JOIN extracted ON document = id
WHERE language IS DISTINCT FROM ? ORDER BY input <> '-', string_split(input, '/'), line, id
"""

_THEIRS = f"(SELECT id FROM documents WHERE input IN {_GIVEN})"

_CHANGED = "DELETE FROM meta WHERE key = 'derived'"

_FORGET = (
    _CHANGED,
    "INSERT INTO rejects (path, reason, line, input) SELECT path, "
    "'the article that this one reprints has changed, and this one is not there to be read again; give it "
    f"again', line, input FROM duplicates WHERE input NOT IN {_GIVEN} AND document IN {_THEIRS}",
    f"DELETE FROM duplicates WHERE input NOT IN {_GIVEN} AND document IN {_THEIRS}",
    *(f"DELETE FROM {table} WHERE document IN {_THEIRS}" for table in (*EXTRACTED, "extracted")),
    *(f"DELETE FROM {table} WHERE input IN {_GIVEN}" for table in ("documents", "duplicates", "rejects")),
    f"DELETE FROM inputs WHERE absolute IN {_GIVEN}",
)

_UNNAMED = (
    "DELETE FROM entities WHERE id NOT IN (SELECT entity FROM mentions UNION SELECT subject FROM relations "
    "UNION SELECT object FROM relations UNION SELECT speaker FROM relations WHERE speaker IS NOT NULL)"
)
