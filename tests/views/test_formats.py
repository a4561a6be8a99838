import json
from pathlib import Path

import networkx as nx
import pytest

from kgraph.errors import InputError
from kgraph.records import Document, Entity, Extraction, Relation, Sentence
from kgraph.store import Store
from kgraph.views import FORMATS, write_view

TEXT = "王毅访问美国。"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "graph.duckdb", create=True)
    document = Document("d1", "一", TEXT, published="2023-10-26")
    entities = (Entity("person:wang-yi", "PERSON", "王毅"), Entity("country:US", "COUNTRY", "美国"))
    relation = Relation("d1", 0, "person:wang-yi", "VISIT", "country:US", 0, 7, 2, 4, "pattern:visit")
    store.write([Extraction(document, (Sentence("d1", 0, 0, 7, "k"),), (), entities, (relation,))])
    return store


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_twice_alike(
    name: str, store: Store, summit: nx.MultiDiGraph, tmp_path: Path
) -> None:
    def files(path: Path) -> dict[str, bytes]:
        return {one.name: one.read_bytes() for one in (path.iterdir() if path.is_dir() else [path])}

    first = write_view(name, tmp_path / "1" / "out", store, lambda: summit)
    second = write_view(name, tmp_path / "2" / "out", store, lambda: summit)
    assert files(first) == files(second) != {}


def test_facts_by_document(store: Store, tmp_path: Path) -> None:
    path = write_view("facts", tmp_path / "facts.jsonl", store, nx.MultiDiGraph)
    (row,) = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert (row["doc"], row["subject"], row["relation"], row["object"]) == ("一", "王毅", "VISIT", "美国")


def test_an_unknown_format_names_the_known_ones(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="graphml, gexf"):
        write_view("dot", tmp_path / "x", store, nx.MultiDiGraph)
