"""The input files behind what a user names: files, folders, standard input."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.errors import InputError

__all__ = ["STDIN", "Source", "sources"]

STDIN = "-"

# What Spark and its like write beside the parts of a table.
_BESIDE = frozenset(("_SUCCESS", "_metadata", "_common_metadata"))


@dataclass(frozen=True, slots=True)
class Source:
    """One input file.

    Attributes
    ----------
    path : str
        For display: as the user gave it, or below the folder as given.
    absolute : str
        Absolute path, as the system has it; ``-`` for standard input.
    size : int or None
        In bytes; None where it cannot be known beforehand.
    named : bool
        Whether the user named the file itself, and not a folder above it.
    """

    path: str
    absolute: str
    size: int | None = None
    named: bool = True

    @property
    def key(self) -> str:
        """The absolute path as text: of a name that is no UTF-8, with its odd bytes written out."""
        return _printable(self.absolute)

    @property
    def stem(self) -> str:
        """The file's name without its ending, and without ``.gz`` after that.

        Examples
        --------
        >>> Source("news/2023.jsonl.gz", "/news/2023.jsonl.gz").stem
        '2023'
        """
        if self.path == STDIN:
            return "stdin"
        name = Path(self.path).name
        if name.lower().endswith(".gz"):
            name = name[:-3]
        return Path(name).stem or name


def sources(inputs: Sequence[str | Path]) -> list[Source]:
    """The files to be read, each once, sorted by the parts of their absolute paths.

    Folders are walked to the bottom, through links too, but not in circles. Files and folders whose
    name starts with a dot are skipped there, and the marks that Spark leaves in a folder of Parquet;
    everything else found is listed, for it must end as a document, a duplicate or a reject.

    Parameters
    ----------
    inputs : sequence of str or pathlib.Path
        Files, folders, or ``-`` for standard input.

    Returns
    -------
    list of Source
        Standard input first.

    Raises
    ------
    InputError
        If nothing is given, a path does not exist, or a folder holds no file.
    """
    if isinstance(inputs, str | Path):
        inputs = [inputs]
    if not inputs:
        raise InputError("no input: name at least one file or folder, or - for standard input")
    found: dict[str, Source] = {}
    for given in map(str, inputs):
        for source in _below(given):
            known = found.get(source.absolute)
            if known is None or (source.named and not known.named):
                found[source.absolute] = source
    return sorted(found.values(), key=lambda source: (source.path != STDIN, Path(source.absolute).parts))


def _below(given: str) -> Iterator[Source]:
    if given == STDIN:
        yield Source(STDIN, STDIN)
        return
    try:
        status = os.stat(given)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{given!r}: cannot be found ({reason}); check the path") from error
    if not stat.S_ISDIR(status.st_mode):
        size = status.st_size if stat.S_ISREG(status.st_mode) else None
        yield Source(_printable(given), os.path.abspath(given), size)
        return
    files = list(_walk(given))
    if not files:
        raise InputError(
            f"{given!r}: holds no file to read (those that start with a dot are skipped); "
            "name a folder with txt, md, html, xml, json, jsonl, gz or parquet files"
        )
    yield from files


def _walk(folder: str) -> Iterator[Source]:
    unlisted: list[OSError] = []
    seen: set[tuple[int, int]] = set()
    for path, folders, names in os.walk(folder, onerror=unlisted.append, followlinks=True):
        status = os.stat(path)
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name not in _BESIDE:
                yield _entry(os.path.join(path, name))
    # A folder that cannot be listed is an input like others: reading it gives a reject that says so.
    yield from (_entry(str(error.filename)) for error in unlisted)


def _entry(path: str) -> Source:
    try:
        status = os.stat(path)
        size = status.st_size if stat.S_ISREG(status.st_mode) else None
    except OSError:  # a dangling link; reading it gives a reject that says so
        size = None
    return Source(_printable(path), os.path.abspath(path), size, named=False)


def _printable(path: str) -> str:
    """A path that can be stored and printed: GBK names from an old archive are no text."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
