"""Read the inputs of a store again, and see which of its documents still stand in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from kgraph.errors import KgraphError
from kgraph.reading import STDIN, ReadOptions, read
from kgraph.records import Document
from kgraph.store import Store
from kgraph.verification.problem import Problem

__all__ = ["confirmed_documents", "digest"]

_UPDATE = "run the same kgraph build again, which reads what has changed"
_RESTORE = "restore the file, or build the graph again without it"


def digest(text: str) -> str:
    """A digest of a text, as DuckDB's ``md5`` gives it."""
    return hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def confirmed_documents(store: Store, confirmed: set[str]) -> Iterator[Problem]:
    """Look up each document in its inputs.

    One document is held at a time, and of the others only a digest of their text.

    Parameters
    ----------
    store : Store
    confirmed : set of str
        Ids of the documents whose text stands in an input as it is stored are added.

    Yields
    ------
    Problem
        For each input that cannot be read, and each document or reprint that no input holds.
    """
    stored = {row[0]: row[1] for row in store.query("SELECT id, md5(text) FROM documents")}
    reprints = {
        (row[0], row[1]) for row in store.query("SELECT input, document FROM duplicates WHERE input <> '-'")
    }
    seen: set[str] = set()
    for absolute, options in store.inputs.options():
        where = {"absolute": absolute}
        if absolute == STDIN or not Path(absolute).is_file():
            remedy = "keep what you pipe in a file" if absolute == STDIN else _RESTORE
            yield Problem("inputs", where, absolute, "cannot be read again", remedy)
            continue
        try:
            known = ReadOptions.from_json(options)
        except (KgraphError, ValueError, KeyError, TypeError) as error:
            yield Problem("inputs", where, absolute, f"its options cannot be read ({error})", _UPDATE)
            continue
        for record in read([absolute], known):
            if isinstance(record, Document):
                seen.add(record.id)
                reprints.discard((absolute, record.id))
                if stored.get(record.id) == digest(record.text):
                    confirmed.add(record.id)
    places = store.query("SELECT id, path, line FROM documents ORDER BY path, line, id")
    for document, path, line in places:
        if document not in confirmed:
            what = "the text has changed" if document in seen else "the document is not there any more"
            yield Problem("documents", {"id": document}, _place(path, line), what, _UPDATE)
    for absolute, document in sorted(reprints):
        if Path(absolute).is_file():
            yield Problem(
                "duplicates",
                {"document": document},
                absolute,
                "the reprint is not there any more",
                _UPDATE,
            )


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}, line {line}"
