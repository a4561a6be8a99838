"""What an input is like now, to be compared with what it was when it was read."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb

import kgraph.reading
from kgraph.engines import fingerprint
from kgraph.reading import ReadOptions, Source
from kgraph.reading.parquet import count_rows
from kgraph.rules.load import DATA
from kgraph.store import InputState

__all__ = ["GONE", "NEVER", "expected_records", "reading_fingerprint", "state_of"]

GONE = (-1, -1)
# A state that no file has: what could not be opened counts as changed the next time.
NEVER = InputState(*GONE, "", "")

_LIBRARIES = ("lxml", "lxml_html_clean", "opencc", "trafilatura")
_LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_ROWS = ".parquet"


def state_of(source: Source, options: ReadOptions, reading: str) -> InputState:
    """The state of an input, when it is read with these options by a step with this fingerprint."""
    return InputState(*_stamp(source), options.to_json(), reading)


def reading_fingerprint(boilerplate: Sequence[Path]) -> str:
    """A hash of all that the reading step's results depend on, besides inputs and options."""
    return fingerprint((_shipped(), boilerplate), _LIBRARIES)


@cache
def _shipped() -> tuple[Path, ...]:
    package = Path(kgraph.reading.__file__).resolve().parent
    return (package, package.parent / "script.py", DATA / "boilerplate.jsonl")


def _stamp(source: Source) -> tuple[int, int]:
    """Size and time of modification; of what has none, such as standard input, never the same twice."""
    try:
        status = os.stat(source.absolute)
    except OSError:
        return GONE
    # Rights that change what can be read change the time of the inode only.
    return status.st_size, max(status.st_mtime_ns, status.st_ctime_ns)


def expected_records(source: Source) -> int:
    """Lines of JSON lines, rows of Parquet, one record for any other file: good enough for a progress bar."""
    name = source.absolute.lower()
    # A pipe can be read only once.
    if source.size is None or not name.endswith((*_LINES, _ROWS)):
        return 1
    try:
        if name.endswith(_ROWS):
            return count_rows(source)
        with gzip.open(source.absolute) if name.endswith(".gz") else open(source.absolute, "rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    except (OSError, EOFError, zlib.error, duckdb.Error):  # reading it for good will say what is wrong
        return 1
