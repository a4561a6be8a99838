"""The blocks of a page of documentation, and what a comment before each says of it.

A block is fenced, or indented by four spaces behind an empty line. What can be run is run: indented lines and
``sh`` are commands (a line ``$ kgraph …`` has what it prints below it), ``python``, ``cypher``, ``sql`` and
``sparql`` are what they say. Anything else needs a comment above it::

    <!-- not run: why -->            nobody runs it
    <!-- output of: kgraph … -->     what this command prints, and exactly that
    <!-- file: names.jsonl -->       a file of this name, there for the whole page
    <!-- written: names.jsonl -->    what a command before has written into this file
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["NOTES", "RUN", "Block", "blocks_of"]

RUN = ("sh", "python", "cypher", "sql", "sparql")
NOTES = ("not run", "output of", "file", "written")

_NOTE = re.compile(r"<!-- ([a-z ]+): (.+) -->")
_FENCE = re.compile(r"```(\w*)")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page.

    Attributes
    ----------
    line : int
        Of its first line, from 1.
    language : str
        Of the fence; ``sh`` for what is indented.
    text : str
        Without fence and indentation.
    note, value : str
        What the comment above it says; empty without one.
    """

    line: int
    language: str
    text: str
    note: str = ""
    value: str = ""


def blocks_of(page: Path | str) -> Iterator[Block]:
    """The blocks of a page, in order.

    Parameters
    ----------
    page : pathlib.Path or str
        A Markdown file, or its text.

    Raises
    ------
    ValueError
        If a fence is not closed, a comment is not known, or no block stands below it.
    """
    text = page.read_text(encoding="utf-8") if isinstance(page, Path) else page
    lines = text.split("\n")
    note, value, above, number = "", "", "", 0
    while number < len(lines):
        line, start = lines[number], number + 1
        number += 1
        comment, fence = _NOTE.fullmatch(line), _FENCE.fullmatch(line)
        body: list[str] = []
        if comment:
            if comment[1] not in NOTES:
                raise ValueError(f"line {start}: {comment[1]!r} is no note; known are {', '.join(NOTES)}")
            if note:
                raise ValueError(f"line {start}: the comment above says {note!r} of no block")
            note, value = comment[1], comment[2]
        elif fence:
            while number < len(lines) and lines[number] != "```":
                body.append(lines[number])
                number += 1
            if number == len(lines):
                raise ValueError(f"line {start}: this fence is not closed")
            number += 1
            yield Block(start, fence[1], "\n".join(body), note, value)
            note, value = "", ""
        elif line.startswith("    ") and not above.strip():
            number -= 1
            while number < len(lines) and (lines[number].startswith("    ") or not lines[number].strip()):
                body.append(lines[number][4:])
                number += 1
            while not body[-1].strip():
                body.pop()
            yield Block(start, "sh", "\n".join(body), note, value)
            note, value = "", ""
        elif line.strip() and note:
            raise ValueError(f"line {start}: the comment above says {note!r} of no block")
        above = lines[number - 1]
    if note:
        raise ValueError(f"the last comment says {note!r} of no block")
