"""The Python API: one object with the verbs of the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from typing_extensions import Unpack

from kgraph.errors import InputError, StoreError
from kgraph.evaluation import Evaluation
from kgraph.evaluation import evaluate as evaluate_store
from kgraph.mining import Mined, mine
from kgraph.query import Asking, Filter, FilterOptions, PageOptions, Stats
from kgraph.store import Store
from kgraph.verification import Verification
from kgraph.verification import verify as verify_store
from kgraph.views import FORMATS, GRAPH_FORMATS, format_of, write_page, write_view

if TYPE_CHECKING:
    from kgraph.building import Report
    from kgraph.reading import ReadOptions

__all__ = ["Filter", "KnowledgeGraph", "Stats", "build", "open_graph"]

DATABASE = "graph.duckdb"
_ENGINES = ("local", "spark")


class KnowledgeGraph(Asking):
    """A graph on disk: ask, show and export it.

    The questions are those of :class:`~kgraph.query.Asking`.

    Parameters
    ----------
    folder : pathlib.Path
        A folder that :func:`build` filled.

    Attributes
    ----------
    folder : pathlib.Path
    store : Store
    report : Report or None
        What became of the inputs, if this object comes from :func:`build`.

    Raises
    ------
    StoreError
        If the folder holds no graph.

    Examples
    --------
    >>> kg = open_graph("out")  # doctest: +SKIP
    >>> kg.find("王毅")[0].entity.name  # doctest: +SKIP
    '王毅'
    >>> for fact in kg.facts(subject="王毅", relation="MEET"):  # doctest: +SKIP
    ...     print(fact.object_name, fact.date_from, fact.evidence[0].text)
    """

    def __init__(self, folder: str | Path, *, report: Report | None = None) -> None:
        self.folder = Path(folder)
        self.report = report
        if self.folder.exists() and not self.folder.is_dir():
            raise StoreError(f"{self.folder}: is a file; name the folder that kgraph build filled")
        super().__init__(Store(self.folder / DATABASE, read_only=True))

    def __enter__(self) -> KnowledgeGraph:
        """The graph itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def show(
        self,
        page: str | Path,
        focus: str | None = None,
        *,
        top: int = 300,
        title: str = "kgraph",
        where: Filter | None = None,
        **options: Unpack[PageOptions],
    ) -> Path:
        """Write the graph, or a part of it, as a page that opens from disk.

        Parameters
        ----------
        page : str or pathlib.Path
        focus : str, optional
            Name of the entity in the middle, whose card is open when the page is.
        top : int
            The most nodes.
        title : str
        where, options
            See :class:`~kgraph.query.Asking`.

        Returns
        -------
        pathlib.Path

        Raises
        ------
        NotFoundError
            If nothing has the name of the focus, or the filter leaves nothing.
        OSError
            If the page cannot be written.
        """
        where = (where or Filter()).replace(focus=focus or (where and where.focus), **options)
        most = where.top or Filter(top=top).top or 0
        graph = self._excerpt(where.replace(top=None), most)
        focus = graph.graph["whole"]["focus"]
        return write_page(graph, Path(page), title=title, top=most, store=self.store, focus=focus)

    def export(
        self,
        file: str | Path,
        format: str | None = None,
        *,
        where: Filter | None = None,
        **options: Unpack[FilterOptions],
    ) -> Path:
        """Write the graph, or a part of it, for other tools.

        Parameters
        ----------
        file : str or pathlib.Path
        format : str, optional
            One of :data:`kgraph.views.FORMATS`; by the file's ending if not given. ``csv``, ``neo4j``
            and ``parquet`` write a folder.
        where, options
            See :class:`~kgraph.query.Asking`. ``parquet``, ``entities`` and ``facts`` are of the
            store as a whole and take none.

        Returns
        -------
        pathlib.Path

        Raises
        ------
        InputError
            If the format is unknown, or cannot be filtered.
        NotFoundError
            If nothing has the name of the focus, or the filter leaves nothing.
        OSError
            If the file cannot be written.
        """
        file = Path(file)
        name = format or format_of(file)
        where = (where or Filter()).replace(**options)
        if where.given and name in FORMATS and name not in GRAPH_FORMATS:
            raise InputError(
                f"format {name}: is of the store as a whole and takes no filter; "
                f"of a part can be written {', '.join(GRAPH_FORMATS)}"
            )
        return write_view(name, file, self.store, lambda: self._shown(where))

    def mine(self, *, min_stories: int = 2, min_days: int = 2, listed: bool = False) -> Mined:
        """Officials as rows of a gazetteer, and what of them is doubtful; see :func:`kgraph.mining.mine`."""
        return mine(self.store, min_stories=min_stories, min_days=min_days, listed=listed)

    def verify(self) -> Verification:
        """Read the inputs again and confirm each relation against them."""
        return verify_store(self.store)

    def evaluate(self, *gold: str | Path) -> Evaluation:
        """Score the graph against gold annotations; see :mod:`kgraph.evaluation`."""
        return evaluate_store(self.store, [Path(file) for file in gold])


def open_graph(folder: str | Path) -> KnowledgeGraph:
    """Open a graph that was built before; ``kgraph.open`` is this function.

    Needs neither spaCy nor a model.
    """
    return KnowledgeGraph(folder)


def build(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    options: ReadOptions | None = None,
    gazetteers: Sequence[str | Path] = (),
    model: str | Path | None = None,
    jobs: int | None = None,
    prune: bool = False,
    progress: Callable[..., None] | None = None,
    views: bool = True,
    engine: str = "local",
    master: str | None = None,
) -> KnowledgeGraph:
    """Read, extract and store, and write the page and the GraphML file.

    Parameters
    ----------
    inputs : str or pathlib.Path, or a sequence of them
        Files, folders, or ``-`` for standard input; for the engine spark also URLs that Spark opens.
    out : str or pathlib.Path
        Folder for ``graph.duckdb``, ``graph.html`` and ``graph.graphml``. Where it holds a graph
        already, only new and changed inputs are read, and documents that other rules, gazetteers or
        another model had worked on are worked on again.
    options : ReadOptions, optional
        How to read: keys of JSON, encoding, a date for undated documents.
    gazetteers : sequence of str or pathlib.Path
        Your own names: JSONL of :class:`~kgraph.rules.EntityRow`, or CSV. Give the same ones each time.
    model : str or pathlib.Path, optional
        Folder of a pipeline made by the project in models/; that of kgraph by default.
    jobs : int, optional
        Worker processes, where there is enough to do; one a core by default. The result is the same with
        any number.
    prune : bool
        Whether to forget what was read from files of these folders that are not there any more.
    progress : callable, optional
        Called with a :class:`~kgraph.building.Report` and the source being read. The engine spark does
        not call it: Spark's own page shows how far it is.
    views : bool
        Whether to write the page and the GraphML file.
    engine : str
        ``local``, or ``spark`` for a cluster: see docs/scale.md.
    master : str, optional
        URL of the Spark cluster, such as ``spark://host:7077``, or ``local[4]``.

    Returns
    -------
    KnowledgeGraph

    Raises
    ------
    InputError
        If an input does not exist, a folder holds no file, or an option is of the other engine. What a
        file holds and cannot be read is a reject: see :meth:`KnowledgeGraph.rejects`.
    RuleError
        If a row of a gazetteer cannot be used.
    ModelError
        If the model is missing, cannot be read, or was made for another version of kgraph.
    StoreError
        If `out` holds something else than a graph, is in use, or cannot be written.
    """
    from kgraph.building import (  # the language step, with spaCy, only where it is needed
        build_on_cluster,
        check_jobs,
        check_language,
        fill,
        left_unfinished,
    )
    from kgraph.reading import sources

    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    names = [Path(path) for path in gazetteers]
    trained = None if model is None else Path(model)
    folder = Path(out)
    if engine not in _ENGINES:
        raise InputError(f"engine {engine!r}: unknown; one of {', '.join(_ENGINES)}")
    if engine == "spark":
        _check_options(jobs, prune)
        if not left_unfinished(folder):
            _check_out(folder)
        report = build_on_cluster(
            given, folder / DATABASE, options, master=master, gazetteers=names, model=trained
        )
        return _opened(folder, report, views)
    if master is not None:
        raise InputError("master: is for the engine spark; leave it out, or give --engine spark")
    sources(given)  # a wrong path is told before anything is written
    check_language(names, trained)
    check_jobs(jobs)
    _check_out(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with Store(folder / DATABASE, create=True) as store:
        report = fill(
            store,
            given,
            options,
            gazetteers=names,
            model=trained,
            jobs=jobs,
            prune=prune,
            progress=progress,
        )
    return _opened(folder, report, views)


def _opened(folder: Path, report: Report, views: bool) -> KnowledgeGraph:
    graph = KnowledgeGraph(folder, report=report)
    if views:
        graph.show(folder / "graph.html")
        graph.export(folder / "graph.graphml")
    return graph


def _check_options(jobs: int | None, prune: bool) -> None:
    """Refuse what means nothing on a cluster."""
    if jobs is not None:
        raise InputError(
            "jobs: is for the engine local; Spark is told by its master (local[4]) or its own configuration "
            "(spark.executor.cores) how much to do at a time; leave it out"
        )
    if prune:
        raise InputError(
            "prune: is for the engine local; the engine spark builds new graphs, in which nothing is gone; "
            "leave it out"
        )


def _check_out(folder: Path) -> None:
    """Refuse to write among files that are no graph."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file; name a folder for the graph")
    if folder.is_dir() and not (folder / DATABASE).exists() and any(folder.iterdir()):
        raise StoreError(
            f"{folder}: holds files but no graph; name a new or empty folder, or one that kgraph filled"
        )
