"""Files of ``char TAG`` lines, and the spans that their tags make."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path


def read_tagged(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The sentences of a file: text, and a BIO tag a character; an empty line ends a sentence."""
    opened = gzip.open if path.suffix == ".gz" else open
    characters: list[str] = []
    tags: list[str] = []
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            if line.strip():
                # The character itself may be white space.
                characters.append(line[0])
                tags.append(line[1:].split()[-1])
            elif characters:
                yield "".join(characters), tags
                characters, tags = [], []


def spans_of(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and label of each name, from BIO or BIOES tags."""
    start, label = -1, ""
    for position, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] in "BSO" or tag[2:] != label):
            yield start, position, label
            start = -1
        if tag[0] in "BS" or (tag[0] in "IE" and start < 0):
            start, label = position, tag[2:]


def bioes(tags: Sequence[str]) -> list[str]:
    """BIO tags as BIOES, which tell the ends of names and names of one character."""
    result = []
    for tag, following in zip(tags, [*tags[1:], "O"], strict=True):
        ends = following != f"I-{tag[2:]}"
        result.append({"B": "S", "I": "E"}.get(tag[0], "O") + tag[1:] if ends and tag != "O" else tag)
    return result
