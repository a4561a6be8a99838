"""The Python API: one object with the verbs of the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import networkx as nx

from kgraph.errors import InputError, StoreError
from kgraph.evaluation import Evaluation
from kgraph.evaluation import evaluate as evaluate_store
from kgraph.graph import Condition, build_graph, count_facts, facts
from kgraph.query import (
    Card,
    Stats,
    around,
    count,
    excerpt,
    fact_condition,
    find,
    path,
    resolve,
)
from kgraph.records import Fact, Rejected
from kgraph.store import Store
from kgraph.verification import Verification
from kgraph.verification import verify as verify_store
from kgraph.views import FORMATS, write_page, write_view

if TYPE_CHECKING:
    from kgraph.building import Report
    from kgraph.reading import ReadOptions

__all__ = ["KnowledgeGraph", "Stats", "build", "open_graph"]

DATABASE = "graph.duckdb"
_ENGINES = ("local", "spark")


class KnowledgeGraph:
    """A graph on disk: find, query, show and export it.

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
        self.store = Store(self.folder / DATABASE, read_only=True)

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

    @cached_property
    def _graph(self) -> nx.MultiDiGraph:
        return build_graph(self.store)

    def graph(self) -> nx.MultiDiGraph:
        """The graph as a ``networkx.MultiDiGraph``; see :func:`kgraph.graph.build_graph`.

        The object is yours: changing it changes nothing on disk.
        """
        copied: nx.MultiDiGraph = self._graph.copy()
        for *_, data in (*copied.nodes(data=True), *copied.edges(data=True)):
            data.update((key, list(value)) for key, value in data.items() if isinstance(value, list))
        return copied

    def find(self, name: str) -> list[Card]:
        """Cards of the entities that have a name, an alias or an id, in either script."""
        return find(self.store, name)

    def facts(
        self,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        *,
        about: str | None = None,
        status: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
        sentences: int | None = None,
    ) -> list[Fact]:
        """Facts, the strongest first.

        Parameters
        ----------
        subject, object, about : str, optional
            A name, an alias or an id; `about` stands on either side.
        relation, status : str, optional
            Of the ontology.
        since, until : str, optional
            ISO dates.
        limit : int, optional
            The most facts.
        sentences : int, optional
            The most sentences behind each, the first ones.

        Returns
        -------
        list of Fact

        Raises
        ------
        NotFoundError
            If nothing has a name.
        InputError
            If the ontology has no such relation or status.
        """

        condition = self._condition(subject, relation, object, about, status, since, until)
        return facts(self.store, condition, limit, sentences=sentences)

    def count_facts(
        self,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        *,
        about: str | None = None,
        status: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> int:
        """How many facts there are; the conditions are those of :meth:`facts`."""
        condition = self._condition(subject, relation, object, about, status, since, until)
        return count_facts(self.store, condition)

    def _condition(
        self,
        subject: str | None,
        relation: str | None,
        object: str | None,
        about: str | None,
        status: str | None,
        since: str | None,
        until: str | None,
    ) -> Condition:
        def ids(name: str | None) -> list[str] | None:
            return None if name is None else resolve(self.store, name)

        return fact_condition(
            subject=ids(subject),
            object=ids(object),
            either=ids(about),
            relation=relation,
            status=status,
            since=since,
            until=until,
        )

    def path(self, first: str, last: str) -> list[tuple[str, str, str, dict[str, Any]]]:
        """The shortest chain of facts between two names; see :func:`kgraph.query.path`."""
        return path(self.store, resolve(self.store, first), resolve(self.store, last))

    def around(self, focus: str, hops: int = 1) -> nx.MultiDiGraph:
        """The ego graph of a name; see :func:`kgraph.query.around`."""
        return around(self.store, resolve(self.store, focus), hops)

    def stats(self) -> Stats:
        """Counts of documents, stories, entities and facts."""
        return count(self.store)

    def rejects(self) -> list[Rejected]:
        """Inputs that could not become documents, and why."""
        return list(self.store.rejects())

    def show(
        self,
        page: str | Path,
        focus: str | None = None,
        *,
        hops: int = 1,
        relation: str | None = None,
        since: str | None = None,
        until: str | None = None,
        top: int = 150,
        title: str = "kgraph",
    ) -> Path:
        """Write the graph, or a part of it, as a page that opens from disk.

        Parameters
        ----------
        page : str or pathlib.Path
        focus : str, optional
            Name of the entity in the middle.
        hops : int
            How many steps around it.
        relation : str, optional
            Only this relation.
        since, until : str, optional
            ISO dates; only facts that may lie between them.
        top : int
            The most nodes.
        title : str

        Returns
        -------
        pathlib.Path
        """
        condition = fact_condition(relation=relation, since=since, until=until)
        centres = None if focus is None else resolve(self.store, focus)
        graph = excerpt(
            self.store,
            centres,
            hops=hops,
            top=top,
            condition=condition if relation or since or until else None,
        )
        return write_page(graph, Path(page), title=title, top=top)

    def export(self, file: str | Path, format: str | None = None) -> Path:
        """Write the graph for other tools.

        Parameters
        ----------
        file : str or pathlib.Path
        format : str, optional
            ``graphml``, ``gexf``, ``csv``, ``json``, ``parquet``, ``entities`` or ``facts``; by the
            file's ending if not given. ``csv`` and ``parquet`` write a folder.

        Returns
        -------
        pathlib.Path

        Raises
        ------
        InputError
            If the format is unknown.
        """
        file = Path(file)
        name = format or file.suffix.lstrip(".")
        if name not in FORMATS:
            raise InputError(f"format {name!r}: unknown; one of {', '.join(FORMATS)}")
        return write_view(name, file, self.store, lambda: self._graph)

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
    processes: int = 1,
    progress: Callable[..., None] | None = None,
    views: bool = True,
    engine: str = "local",
    master: str | None = None,
) -> KnowledgeGraph:
    """Read, extract and store, and write the page and the GraphML file.

    Parameters
    ----------
    inputs : str or pathlib.Path, or a sequence of them
        Files, folders, or ``-`` for standard input.
    out : str or pathlib.Path
        Folder for ``graph.duckdb``, ``graph.html`` and ``graph.graphml``. Where it holds a graph
        already, only new and changed inputs are read.
    options : ReadOptions, optional
        How to read: keys of JSON, encoding, a date for undated documents.
    gazetteers : sequence of str or pathlib.Path
        Your own names: JSONL of :class:`~kgraph.rules.EntityRow`.
    processes : int
        The result is the same with any number.
    progress : callable, optional
        Called with a :class:`~kgraph.building.Report` and the source being read.
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
        If an input does not exist or a folder holds no file. What a file holds and cannot be read is a
        reject: see :meth:`KnowledgeGraph.rejects`.
    RuleError
        If a row of a gazetteer cannot be used.
    StoreError
        If `out` holds something else than a graph.
    """
    from kgraph.building import (  # the language step, with spaCy, only where it is needed
        build_on_cluster,
        check_gazetteers,
        fill,
    )
    from kgraph.reading import sources

    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    if engine not in _ENGINES:
        raise InputError(f"engine {engine!r}: unknown; one of {', '.join(_ENGINES)}")
    if engine == "spark":
        _check_out(Path(out))
        names = [Path(path) for path in gazetteers]
        report = build_on_cluster(given, Path(out) / DATABASE, options, master=master, gazetteers=names)
        return _opened(Path(out), report, views)
    if master is not None:
        raise InputError("master: is for the engine spark; leave it out, or give --engine spark")
    sources(given)  # a wrong path is told before anything is written
    names = [Path(path) for path in gazetteers]
    check_gazetteers(names)
    if processes < 1:
        raise InputError(f"processes {processes}: must be 1 or more")
    folder = Path(out)
    _check_out(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with Store(folder / DATABASE, create=True) as store:
        report = fill(
            store,
            given,
            options,
            gazetteers=names,
            processes=processes,
            progress=progress,
        )
    return _opened(folder, report, views)


def _opened(folder: Path, report: Report, views: bool) -> KnowledgeGraph:
    graph = KnowledgeGraph(folder, report=report)
    if views:
        graph.show(folder / "graph.html")
        graph.export(folder / "graph.graphml")
    return graph


def _check_out(folder: Path) -> None:
    """Refuse to write among files that are no graph."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file; name a folder for the graph")
    if folder.is_dir() and not (folder / DATABASE).exists() and any(folder.iterdir()):
        raise StoreError(
            f"{folder}: holds files but no graph; name a new or empty folder, or one that kgraph filled"
        )
