"""One thing that is wrong with a store or its inputs."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One row that could not be confirmed.

    Attributes
    ----------
    table : str
        The table of the store (``store/schema.sql``).
    row : dict of str to str
        What names the row: some of its columns, by name.
    place : str
        Where its document was read: a path, with the line in a file of many; empty if nowhere.
    what : str
        What is wrong with it.
    remedy : str
        What to do.

    Examples
    --------
    >>> print(Problem("documents", {"id": "0a1b"}, "a.txt", "the text has changed", "build again"))
    a.txt: documents id=0a1b: the text has changed; build again
    """

    table: str
    row: dict[str, str] = field(default_factory=dict)
    place: str = ""
    what: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """All of it in one line."""
        row = " ".join([self.table, *(f"{key}={value}" for key, value in self.row.items())])
        return f"{self.place + ': ' if self.place else ''}{row}: {self.what}; {self.remedy}"
