"""Fingerprints of what a result depends on: code, rules, model, libraries, files of the user."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from kgraph.errors import RuleError
from kgraph.language.model import check_model, model_path
from kgraph.rules.load import DATA

__all__ = ["fingerprint", "language_fingerprint"]

_PACKAGE = Path(__file__).resolve().parent.parent
_LANGUAGE = ("language", "rules", "script.py", "ontology.py")
_LIBRARIES = ("ahocorasick_rs", "opencc", "spacy", "spacy-pkuseg")
# What only the reading step reads.
_READING_ONLY = "boilerplate.jsonl"

_Stamp = tuple[str, int, int]


def language_fingerprint(gazetteers: Sequence[Path] = (), model: Path | None = None) -> str:
    """A hash of all that the language step's results depend on, besides the documents.

    That is its code, rules and model, the libraries behind it, and the user's gazetteers. It takes
    milliseconds: files are hashed once in a process, and again when they have changed.

    Parameters
    ----------
    gazetteers : sequence of pathlib.Path
        In the order in which they are laid over each other.
    model : pathlib.Path, optional
        That of kgraph by default.

    Returns
    -------
    str
        16 hexadecimal digits.

    Raises
    ------
    RuleError
        If a gazetteer cannot be read.
    ModelError
        If the model is missing, or made for another version of kgraph.
    """
    folder = model_path() if model is None else model
    check_model(folder)
    rules = [path for path in sorted(DATA.glob("*.jsonl")) if path.name != _READING_ONLY]
    shipped = [*(_PACKAGE / name for name in _LANGUAGE), *rules]
    return fingerprint((shipped, [folder], gazetteers), _LIBRARIES)


def fingerprint(groups: Iterable[Sequence[Path]], libraries: Sequence[str]) -> str:
    """A hash of groups of files and of the versions of libraries.

    Parameters
    ----------
    groups : iterable of sequences of pathlib.Path
        Files, and folders for all files below them. Where they lie does not count; in what order they
        are given does, in a group as among groups.
    libraries : sequence of str
        Names of distributions.

    Returns
    -------
    str
        16 hexadecimal digits.

    Raises
    ------
    RuleError
        If a file cannot be read.
    """
    digest = hashlib.sha256()
    for name in libraries:
        digest.update(f"{name} {_version(name)}\n".encode())
    for group in groups:
        digest.update(b"group\n")
        for root in group:
            for path in _files(root):
                name = path.relative_to(root).as_posix() if path != root else ""
                digest.update(f"{name} {_of_file(_stamp(path))}\n".encode())
    return digest.hexdigest()[:16]


def _files(root: Path) -> list[Path]:
    if not root.is_dir():
        return [root]
    found = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return sorted(found, key=lambda path: path.relative_to(root).parts)


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    return str(path), status.st_size, status.st_mtime_ns


@lru_cache(maxsize=1024)
def _of_file(stamp: _Stamp) -> str:
    try:
        return hashlib.sha256(Path(stamp[0]).read_bytes()).hexdigest()
    except OSError as error:
        raise RuleError(f"{stamp[0]}: cannot be read ({error.strerror}); check the path") from error


@lru_cache(maxsize=64)
def _version(name: str) -> str:
    return version(name)
