"""From inputs to a new store, on a cluster."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.building.fill import check_language
from kgraph.building.report import Report
from kgraph.building.states import NEVER, reading_fingerprint, state_of
from kgraph.errors import InputError, StoreError
from kgraph.reading import STDIN, ReadOptions, sources
from kgraph.store import InputNote, InputState, Store

if TYPE_CHECKING:
    from kgraph.engines.spark import Built

__all__ = ["build_on_cluster", "left_unfinished"]

_RECORDS = "parquet"
# Lies there until the graph is whole.
_MARK = "_unfinished"


def build_on_cluster(
    inputs: Sequence[str | Path],
    database: Path,
    options: ReadOptions | None = None,
    *,
    master: str | None = None,
    gazetteers: Sequence[Path] = (),
    model: Path | None = None,
) -> Report:
    """Build a new store with Apache Spark; see docs/scale.md.

    Parameters
    ----------
    inputs : sequence of str or pathlib.Path
        Paths of files and folders, as for the local engine, that all workers see; or URLs for Spark to
        open, such as ``hdfs://host/news`` or ``file:///news``.
    database : pathlib.Path
        The store to make; its folder is seen by driver and workers.
    options : ReadOptions, optional
    master : str, optional
        URL of the cluster.
    gazetteers : sequence of pathlib.Path
    model : pathlib.Path, optional
        Folder of the model; that of kgraph by default.

    Returns
    -------
    Report

    Raises
    ------
    InputError
        If an input does not exist or holds no file, or pyspark or Java is not installed.
    RuleError, ModelError
        If a gazetteer or the model cannot be used.
    StoreError
        If the store exists, or workers do not see its folder.
    KgraphError
        If the cluster cannot be reached, or fails.
    """
    from kgraph.engines.spark import build_with_spark, fill_store, is_url  # needs pyspark

    options = options or ReadOptions()
    urls = [str(path) for path in inputs if is_url(str(path))]
    paths = [path for path in inputs if not is_url(str(path))]
    if STDIN in map(str, paths):
        raise InputError(f"{STDIN!r}: a cluster cannot read standard input; save it, and name the file")
    files = sources(paths) if paths or not urls else []
    language = check_language(gazetteers, model)
    folder = database.parent
    if database.exists():
        raise StoreError(f"{folder}: holds a graph, and the engine spark builds new ones; name a new folder")
    reading = reading_fingerprint(options.boilerplate)
    # As they are before they are read: what changes meanwhile is read again by the next build.
    states = {source.key: state_of(source, options, reading) for source in files}
    new = not folder.exists()
    records = folder / _RECORDS
    shutil.rmtree(records, ignore_errors=True)
    records.mkdir(parents=True)
    (records / _MARK).touch()
    try:
        built = build_with_spark(
            files, urls, records, options, master=master, gazetteers=gazetteers, model=model
        )
        notes = _notes(built, states, InputState(NEVER.size, NEVER.modified, options.to_json(), reading))
        fill_store(database, built.tables, notes, language)
    except BaseException:
        shutil.rmtree(folder if new else records, ignore_errors=True)
        raise
    for name in ("read", "new", "extractions", "steps"):
        shutil.rmtree(records / name, ignore_errors=True)
    (records / _MARK).unlink()
    with Store(database, read_only=True) as store:
        documents, duplicates, rejects = map(store.count, ("documents", "duplicates", "rejects"))
        characters = store.query("SELECT coalesce(sum(length(text)), 0) FROM documents")[0][0]
    return Report(
        inputs=len(notes),
        documents=documents,
        duplicates=duplicates,
        rejects=rejects,
        characters=int(characters),
    )


def _notes(built: Built, states: Mapping[str, InputState], unseen: InputState) -> list[InputNote]:
    """What is noted of the inputs; those that only Spark has seen have no state, and count as changed."""
    return [
        InputNote(
            source.key,
            source.path,
            NEVER if source.key in built.passing else states.get(source.key, unseen),
            done=True,
        )
        for source in built.sources
    ]


def left_unfinished(folder: Path) -> bool:
    """Whether a folder holds only what a build on a cluster left behind that did not come to its end."""
    if not (folder / _RECORDS / _MARK).exists():
        return False
    return all(
        path.name == _RECORDS or path.name.startswith("graph.duckdb.part") for path in folder.iterdir()
    )
