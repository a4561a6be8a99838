"""The corpora as they come: files of ``char TAG`` lines, CoNLL-U and IOB2, lines of words."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import IO

__all__ = ["line_words", "sentences", "tagged_sentences", "word_ends"]


def opened(path: Path) -> IO[str]:
    """A text file, packed by gzip or not; a line ends with a line feed only."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")


def tagged_sentences(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The sentences of ``char TAG`` lines: text, and a tag a character; an empty line ends a sentence.

    Raises
    ------
    ValueError
        If a line is not a character and a tag; names file and line.
    """
    characters: list[str] = []
    tags: list[str] = []
    with opened(path) as lines:
        for number, line in enumerate([*lines, "\n"], 1):
            if line.strip():
                # The character itself may be white space.
                character, columns = line[0], line[1:].split()
                if not columns or not line[1].isspace():
                    raise ValueError(f"{path}, line {number}: not 'char TAG': {line.rstrip()!r}")
                characters.append(character)
                tags.append(columns[-1])
            elif characters:
                yield "".join(characters), tags
                characters, tags = [], []


def sentences(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The sentences of a CoNLL-U or IOB2 file: text and words.

    The text is that of ``# text``, or the words in a row where there is none or it is another one.

    Raises
    ------
    ValueError
        If a line has a number and no word; names file and line.
    """
    text, words = "", list[str]()
    with opened(path) as lines:
        for number, line in enumerate([*lines, "\n"], 1):
            columns = line.rstrip("\n").split("\t")
            if line.startswith("# text = "):
                text = line.rstrip("\n").removeprefix("# text = ")
            elif columns[0].isdigit():
                if len(columns) < 2:
                    raise ValueError(f"{path}, line {number}: no word after the number: {line.rstrip()!r}")
                words.append(columns[1])
            elif not line.strip() and words:
                yield (text if word_ends(text, words) else "".join(words)), words
                text, words = "", []


def word_ends(text: str, words: list[str]) -> list[int]:
    """Where words end in a text that has white space between some of them; nothing if it has others.

    >>> word_ends("iPhone 手机", ["iPhone", "手机"])
    [6, 9]
    """
    ends: list[int] = []
    position = 0
    for word in words:
        while position < len(text) and text[position].isspace() and not text.startswith(word, position):
            position += 1
        if not text.startswith(word, position):
            return []
        position += len(word)
        ends.append(position)
    return ends if not text[position:].strip() else []


def line_words(path: Path) -> Iterator[list[str]]:
    """The words of each line of a file of words with spaces between, letters and digits half-width."""
    wide = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
    wide.update({ord("．"): ".", ord("％"): "%"})
    with opened(path) as lines:
        for line in lines:
            if words := line.translate(wide).split():
                yield words
