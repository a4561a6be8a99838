"""What stands around an article and is none of it: rules as data, applied to single paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgraph.rules import BoilerplateRow, rule_rows

__all__ = ["Boilerplate", "boilerplate"]

# Rules are tried on lines, and on ends of paragraphs, of at most this length. Boilerplate is short,
# and whatever a rule's pattern is, a hostile text cannot make it slow.
_LINE, _TAIL, _HEAD = 400, 80, 40


@dataclass(frozen=True)
class Boilerplate:
    """The rules, compiled. All methods take folded text."""

    rows: tuple[BoilerplateRow, ...]
    _drop: re.Pattern[str]
    _apart: re.Pattern[str]
    _tail: re.Pattern[str]
    _title: re.Pattern[str]

    @classmethod
    def of(cls, rows: list[BoilerplateRow]) -> Boilerplate:
        """Compile rows into one pattern for each place and treatment."""

        def together(where: str, treat: str, frame: str) -> re.Pattern[str]:
            parts = [f"(?:{row.pattern})" for row in rows if (row.where, row.treat) == (where, treat)]
            return re.compile(frame % ("|".join(parts) or "(?!)"), re.IGNORECASE)

        return cls(
            tuple(rows),
            together("line", "drop", r"(?:%s)\s*"),
            together("line", "apart", r"(?:%s)\s*"),
            together("tail", "drop", r"\s*(?:%s)\s*$"),
            together("title", "drop", r"\s*(?:%s)\s*"),
        )

    def drops(self, line: str) -> bool:
        """Whether a paragraph is boilerplate."""
        return len(line) <= _LINE and self._drop.fullmatch(line) is not None

    def sets_apart(self, line: str) -> bool:
        """Whether a paragraph is a caption or byline."""
        return len(line) <= _LINE and self._apart.fullmatch(line) is not None

    def end(self, line: str) -> int:
        """Where a paragraph ends when the boilerplate at its end is left out."""
        end = len(line)
        while found := self._tail.search(line[max(0, end - _TAIL) : end]):
            end = max(0, end - _TAIL) + found.start()
        return end

    def start(self, title: str) -> int:
        """Where a title starts when the mark before it is left out."""
        found = self._title.match(title[:_HEAD])
        return found.end() if found else 0


@cache
def boilerplate(extra: tuple[Path, ...] = ()) -> Boilerplate:
    """The shipped rules with those of further files laid over them.

    Examples
    --------
    >>> rules = boilerplate()
    >>> rules.drops("责任编辑：周某"), rules.drops("编辑们会见了来访的同行。")
    (True, False)
    >>> "[视频]总理会见客人"[rules.start("[视频]总理会见客人") :]
    '总理会见客人'
    """
    return Boilerplate.of(rule_rows("boilerplate", BoilerplateRow, extra))
