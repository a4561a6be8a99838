"""Rows that print well, iterate as a list, and become a pandas data frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any, ClassVar, SupportsIndex, TypeVar, overload

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from kgraph.errors import InputError

if TYPE_CHECKING:
    import pandas as pd
    from typing_extensions import Self

__all__ = ["Table", "cell_text"]

T = TypeVar("T")

_MOST_PRINTED = 20
_WIDTH = 120


class Table(list[T]):
    """A list of rows that knows its columns.

    It is a list: it can be iterated, indexed and compared with one. It prints as a table, in a
    notebook too, and `df` makes a pandas data frame of it.

    Parameters
    ----------
    rows : iterable
        Dataclasses, named tuples or dicts, unless a subclass overrides `record`.
    columns : sequence of str, optional
        Names of the columns; those of the first row if not given.

    Attributes
    ----------
    columns : tuple of str
        Keys of every record, in order.
    shown : tuple of str
        The columns that are printed; all of them where empty.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Guest:
    ...     name: str
    ...     visits: int
    >>> table = Table([Guest("马克龙", 2), Guest("朔尔茨", 1)])
    >>> table[0].name, table.records()[1]
    ('马克龙', {'name': '朔尔茨', 'visits': 1})
    >>> table
    name    visits
    马克龙       2
    朔尔茨       1
    """

    shown: ClassVar[tuple[str, ...]] = ()

    def __init__(self, rows: Iterable[T] = (), columns: Sequence[str] | None = None) -> None:
        super().__init__(rows)
        self.columns: tuple[str, ...] = tuple(columns) if columns is not None else self._columns()

    def _columns(self) -> tuple[str, ...]:
        return tuple(self.record(self[0])) if self else ()

    def record(self, row: T) -> dict[str, Any]:
        """One row as plain values by column."""
        if is_dataclass(row) and not isinstance(row, type):
            return {one.name: getattr(row, one.name) for one in fields(row)}
        if isinstance(row, dict):
            return row
        as_dict = getattr(row, "_asdict", None)
        return dict(as_dict()) if as_dict else {"value": row}

    def records(self) -> list[dict[str, Any]]:
        """All rows as dicts with the same keys, as JSON holds them."""
        return [self.record(row) for row in self]

    def df(self) -> pd.DataFrame:
        """The rows as a pandas data frame.

        Raises
        ------
        InputError
            If pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise InputError(
                "a data frame needs pandas; install it with: pip install 'kgraph[pandas]'"
            ) from error
        return pd.DataFrame(self.records(), columns=list(self.columns))

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: Any) -> Any:
        """A row, or a table of some rows."""
        if isinstance(place, slice):
            return type(self)(list(self)[place], self.columns)
        return super().__getitem__(place)

    def head(self, number: int = 10) -> Self:
        """The first rows."""
        return self[:number]

    def __repr__(self) -> str:
        """The first rows as a table of text."""
        if not self:
            return f"{type(self).__name__}: nothing"
        names = self.shown or self.columns
        first = [self.record(row) for row in self[:_MOST_PRINTED]]
        table = RichTable(box=None, pad_edge=False, show_edge=False)
        for name in names:
            number = all(isinstance(row.get(name), int | float | None) for row in first)
            table.add_column(
                name, justify="right" if number else "left", overflow="ellipsis", no_wrap=name != names[-1]
            )
        for row in first:
            table.add_row(*(Text(cell_text(row.get(name))) for name in names))
        stream = StringIO()
        # In a notebook rich would show the table itself, beside the one that the notebook shows.
        Console(
            file=stream, width=_WIDTH, color_system=None, legacy_windows=False, force_jupyter=False
        ).print(table)
        lines = [line.rstrip() for line in stream.getvalue().rstrip().split("\n")]
        return "\n".join([*lines, *self._rest()])

    def _repr_html_(self) -> str:
        """The first rows as a table of a notebook; all text is escaped."""
        names = self.shown or self.columns
        head = "".join(f"<th>{escape(name)}</th>" for name in names)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{escape(cell_text(self.record(row).get(name)))}</td>" for name in names)
            + "</tr>"
            for row in self[:_MOST_PRINTED]
        )
        rest = "".join(f"<p>{line}</p>" for line in self._rest())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"

    def _rest(self) -> list[str]:
        more = len(self) - _MOST_PRINTED
        return [f"… {more:,} more"] if more > 0 else []


def cell_text(value: Any) -> str:
    """A value as a cell of a table shows it, on one line."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list | tuple):
        return "、".join(map(cell_text, value))
    return " ".join(str(value).split())
