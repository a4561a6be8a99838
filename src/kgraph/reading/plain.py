"""Plain text to blocks: one a line, and lines cut at a fixed width put together again."""

from __future__ import annotations

import html
import re
import unicodedata

from kgraph.reading.blocks import Block, split_lines, tidy

__all__ = ["has_entities", "read_plain", "unwrap"]

_STOPS = "。！？!?…；;：:"
_CLOSERS = "”’」』）)】》〉\"'"
_ENTITY = re.compile(
    r"&(?:nbsp|[lr][ds]quo|quot|amp|lt|gt|mdash|hellip|middot|ensp|emsp|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)
_WORD = re.compile(r"[A-Za-z0-9]")
# Lines count as cut at a width when most of the longest ones end in the middle of a sentence, at
# nearly the same width, no wider than a terminal or a page of print.
_WIDEST, _NARROWEST, _SLACK = 120, 16, 3
_FULL_LINES = 3


def has_entities(text: str) -> bool:
    """Whether a text holds HTML entities, as text cut out of pages does.

    Examples
    --------
    >>> has_entities("外长&nbsp;抵达"), has_entities("AT&T公司")
    (True, False)
    """
    return "&" in text and _ENTITY.search(text) is not None


def read_plain(text: str) -> list[Block]:
    """The blocks of a plain text.

    Parameters
    ----------
    text : str
        Cleaned text.

    Returns
    -------
    list of Block

    Examples
    --------
    >>> [block.text for block in read_plain("外长会谈\\n\\n　　两国外长举行会谈。\\n")]
    ['外长会谈', '两国外长举行会谈。']
    """
    if has_entities(text):
        text = html.unescape(text)
    blocks = []
    for line in unwrap(split_lines(text)):
        content = tidy(line)
        if content:
            blocks.append(Block(content, "paragraph", line[0] in "\u3000\xa0\t "))
    return blocks


def unwrap(lines: list[str]) -> list[str]:
    """Put lines together that were cut at a fixed width; other texts come back as they are.

    A line that fills the width goes on in the next, unless that is blank or indented.

    Examples
    --------
    >>> unwrap(["两国外长二十八日在", "首都举行了会谈并签", "署了一份联合声明，", "随后会见记者。"])
    ['两国外长二十八日在首都举行了会谈并签署了一份联合声明，随后会见记者。']
    """
    if max(map(len, lines), default=0) > _WIDEST:
        return lines
    widths = [_width(line.rstrip()) for line in lines]
    widest = max(widths, default=0)
    full = [index for index, width in enumerate(widths) if width >= widest - _SLACK]
    open_ended = sum(not _ends(lines[index]) for index in full)
    if not _NARROWEST <= widest <= _WIDEST or len(full) < _FULL_LINES or 2 * open_ended < len(full):
        return lines
    filled = set(full)
    out: list[list[str]] = []
    for index, line in enumerate(lines):
        if index - 1 in filled and line.strip() and line[0] not in "\u3000\xa0\t ":
            before = out[-1][-1]
            gap = " " if _WORD.match(before[-1:]) and _WORD.match(line) else ""
            out[-1].append(gap + line.rstrip())
        else:
            out.append([line.rstrip()])
    return ["".join(parts) for parts in out]


def _width(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


def _ends(line: str) -> bool:
    return line.rstrip().rstrip(_CLOSERS)[-1:] in _STOPS
