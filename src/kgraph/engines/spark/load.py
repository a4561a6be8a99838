"""A store from Parquet, so that all commands work on what a cluster has built."""

from __future__ import annotations

import glob
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from kgraph.graph.names import write_names
from kgraph.graph.steps import DERIVED, derivation
from kgraph.store import COLUMNS, InputNote, Store
from kgraph.store.columns import as_json, merged, names_of

__all__ = ["fill_store"]


def fill_store(
    path: Path, tables: Mapping[str, Path], notes: Sequence[InputNote] = (), language: str = ""
) -> None:
    """Fill a new store, which is there when it is whole.

    Parameters
    ----------
    path : pathlib.Path
    tables : mapping of str to pathlib.Path
        Where the Parquet of each table lies.
    notes : sequence of InputNote
        The inputs, each once.
    language : str
        Fingerprint of the language step that all documents went through.
    """
    part = path.with_name(f"{path.name}.part")
    for left in (part, path.with_name(f"{part.name}.wal")):
        left.unlink(missing_ok=True)
    with Store(part, create=True) as store:
        execute = store.connection.execute
        store.connection.begin()
        for table in COLUMNS:
            if table != "entities":
                columns = names_of(table)
                execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {_files(tables[table])}")
        _entities(store, tables["entities"], language)
        execute("INSERT INTO extracted SELECT id, ? FROM documents", [language])
        store.inputs.note(notes)
        for table in DERIVED:
            execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {_files(tables[table])}")
        write_names(store)
        store.mark_derived(derivation())
        store.connection.commit()
    part.replace(path)


def _entities(store: Store, folder: Path, language: str) -> None:
    """Entities, each with the attributes that any document gives it, those of the first before others."""
    known: dict[str, tuple[str, str, str]] = {}
    rows = store.query(f"SELECT id, label, name, attributes FROM {_files(folder)} ORDER BY first, attributes")
    for entity, label, name, attributes in rows:
        before = known.get(entity)
        if before is not None:
            both = merged(json.loads(before[2]), json.loads(attributes))
            label, name, attributes = before[0], before[1], as_json(both)  # noqa: PLW2901
        known[entity] = (label, name, attributes)
    if known:
        found = [(entity, *rest, language) for entity, rest in sorted(known.items())]
        columns = [list(column) for column in zip(*found, strict=True)]
        values = ", ".join(["unnest(?)"] * len(columns))
        store.connection.execute(f"INSERT INTO entities ({names_of('entities')}) SELECT {values}", columns)


def _files(folder: Path) -> str:
    pattern = f"{glob.escape(str(folder))}/*.parquet".replace("'", "''")
    return f"read_parquet('{pattern}', hive_partitioning = false)"
