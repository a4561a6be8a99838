"""The inputs of a store: what was read, how, and what to read again."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

__all__ = ["InputState", "Inputs"]


class InputState(NamedTuple):
    """What an input's records depend on: if any of it changes, the input is read again.

    Attributes
    ----------
    size, modified : int
        Bytes, and nanoseconds since 1970.
    options, gazetteers : str
        How it was read, and a hash of the user's gazetteers.
    """

    size: int
    modified: int
    options: str
    gazetteers: str


class Inputs:
    """The table of inputs.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def state(self, absolute: str) -> tuple[InputState, bool] | None:
        """How an input was when it was read, and whether to its end; None for a new input."""
        columns = ", ".join(InputState._fields)
        rows = self.connection.execute(
            f"SELECT {columns}, done FROM inputs WHERE absolute = ?", [absolute]
        ).fetchall()
        return (InputState(*rows[0][:-1]), bool(rows[0][-1])) if rows else None

    def options(self) -> list[tuple[str, str]]:
        """Absolute path of each input and the options it was read with."""
        return self.connection.execute("SELECT absolute, options FROM inputs ORDER BY 1").fetchall()

    def place(self, absolute: str) -> tuple[str, str]:
        """Path of a known input as the user gave it, and the options it was read with."""
        rows = self.connection.execute(
            "SELECT path, options FROM inputs WHERE absolute = ?", [absolute]
        ).fetchall()
        return rows[0][0], rows[0][1]

    def begin(self, absolute: str, path: str, state: InputState) -> None:
        """Note that an input is being read."""
        self.connection.execute(
            "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?, ?, false)", [absolute, path, *state]
        )

    def reprints(self, absolute: str) -> list[str]:
        """Absolute paths of other inputs that hold a reprint of a document of this one.

        What came through standard input is not among them: it cannot be read again.
        """
        rows = self.connection.execute(_REPRINTS, [absolute, absolute]).fetchall()
        return [row[0] for row in rows]

    def forget(self, absolute: str) -> None:
        """Remove all that came from an input that has changed.

        A reprint elsewhere of an article that goes becomes a reject that says so, until its own input
        is read again.
        """
        self.connection.begin()
        for statement in _FORGET:
            self.connection.execute(statement, {"input": absolute} if "$input" in statement else {})
        self.connection.commit()


_REPRINTS = """
SELECT DISTINCT copies.absolute FROM inputs
JOIN documents ON documents.input = inputs.absolute
JOIN duplicates ON duplicates.document = documents.id
JOIN inputs AS copies ON copies.absolute = duplicates.input
WHERE inputs.absolute = ? AND copies.absolute <> ? AND copies.absolute <> '-' ORDER BY 1
"""

_THEIRS = "(SELECT id FROM documents WHERE input = $input)"

_FORGET = (
    "DELETE FROM meta WHERE key = 'derived'",
    "INSERT INTO rejects (path, reason, line, input) SELECT path, "
    "'the article that this one reprints has changed, and this one is not there to be read again; give it "
    f"again', line, input FROM duplicates WHERE input <> $input AND document IN {_THEIRS}",
    f"DELETE FROM duplicates WHERE input <> $input AND document IN {_THEIRS}",
    *(
        f"DELETE FROM {table} WHERE document IN {_THEIRS}"
        for table in ("sentences", "mentions", "relations", "sketches")
    ),
    *(f"DELETE FROM {table} WHERE input = $input" for table in ("documents", "duplicates", "rejects")),
    "DELETE FROM inputs WHERE absolute = $input",
    "DELETE FROM entities WHERE id NOT IN (SELECT entity FROM mentions UNION SELECT subject FROM relations "
    "UNION SELECT object FROM relations UNION SELECT speaker FROM relations WHERE speaker IS NOT NULL)",
)
