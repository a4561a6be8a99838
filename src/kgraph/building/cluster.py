"""From inputs to a new store, on a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kgraph.building.fill import check_language
from kgraph.building.report import Report
from kgraph.errors import StoreError
from kgraph.reading import ReadOptions
from kgraph.store import Store

__all__ = ["build_on_cluster"]


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
        Paths that Spark reads.
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
        If pyspark is not installed.
    RuleError, ModelError
        If a gazetteer or the model cannot be used.
    StoreError
        If the store exists.
    """
    from kgraph.engines.spark import build_with_spark  # needs pyspark

    language = check_language(gazetteers, model)
    if database.exists():
        raise StoreError(
            f"{database.parent}: holds a graph, and the engine spark builds new ones; name a new folder"
        )
    database.parent.mkdir(parents=True, exist_ok=True)
    paths = [str(path) for path in inputs]
    build_with_spark(
        paths,
        database.parent,
        options or ReadOptions(),
        master=master,
        gazetteers=gazetteers,
        model=model,
        language=language,
    )
    with Store(database, read_only=True) as store:
        documents, duplicates, rejects = map(store.count, ("documents", "duplicates", "rejects"))
    return Report(inputs=len(paths), documents=documents, duplicates=duplicates, rejects=rejects)
