"""The table with which a page finds a name in either script."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kgraph.script import fold

__all__ = ["fold_table"]


@cache
def _simplified() -> dict[str, str]:
    """From each character that has a simplified form to that form."""
    chars = [chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block)]
    # One character a line: together they might be a phrase, which folds otherwise.
    folded = fold("\n".join(chars)).split("\n")
    return {char: simple for char, simple in zip(chars, folded, strict=True) if char != simple}


def fold_table(names: Iterable[str]) -> dict[str, str]:
    """From traditional to simplified characters, as far as the names of a page need it.

    The page folds names and query with the same table, character by character.

    Parameters
    ----------
    names : iterable of str
        In either script.

    Returns
    -------
    dict
        By code point of the traditional character.

    Examples
    --------
    >>> fold_table(["习近平", "美国"])
    {'國': '国', '習': '习'}
    """
    table = _simplified()
    used = {table.get(char, char) for name in names for char in name}
    return {char: simple for char, simple in table.items() if simple in used}
