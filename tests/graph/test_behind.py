"""Facts of an edge, read when they are looked into."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import kgraph.graph.behind
from kgraph.errors import StoreError
from kgraph.graph import Condition, EdgeFacts, FactSource, build_graph, facts
from kgraph.records import Extraction, Fact
from kgraph.store import Store
from tests.graph.records import BIDEN, BLINKEN, CN, WANG, XI, article, fill, line

PEOPLE = {"习近平": XI, "王毅": WANG, "布林肯": BLINKEN, "拜登": BIDEN, "中方": CN}


def press() -> list[Extraction]:
    """Each pair of five met on three days."""
    return [
        article(
            f"{day:02}",
            f"2023-10-{day:02}",
            *(
                line(
                    f"{one}{day}日会见{other}。",
                    {one: PEOPLE[one], other: PEOPLE[other]},
                    (PEOPLE[one], "MEET", PEOPLE[other], f"2023-10-{day:02}"),
                )
                for one, other in combinations(PEOPLE, 2)
            ),
        )
        for day in (3, 12, 25)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fill(tmp_path / "graph.duckdb", press()) as filled:
        yield filled


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was asked of the store: the sides of each reading, None for all."""
    asked: list[Any] = []

    def noted(store: Store, condition: Condition, **options: Any) -> list[Fact]:
        asked.append(condition.both)
        return facts(store, condition, **options)

    monkeypatch.setattr(kgraph.graph.behind, "facts", noted)
    return asked


def behind(graph: nx.MultiDiGraph) -> list[EdgeFacts]:
    return [found for *_, found in graph.edges(data="facts") if found is not None]


def test_nothing_is_read_until_it_is_looked_into(store: Store, read: list[Any]) -> None:
    found = behind(build_graph(store))
    assert [len(one) for one in found] == [3] * 10
    assert all(found)
    assert read == []
    assert found[0][0].date_from == "2023-10-03"
    assert len(read) == 1
    assert found[0][-1].date_from == "2023-10-25"
    assert len(read) == 1


def test_who_looks_into_many_reads_all_at_once(store: Store, read: list[Any]) -> None:
    found = behind(build_graph(store))
    assert sum(len(list(one)) for one in found) == 30
    assert None in read
    assert read.index(None) == len(read) - 1 < 9


def test_one_edge_has_what_all_together_have(store: Store) -> None:
    one_by_one = [next(iter(behind(build_graph(store))[number : number + 1])) for number in range(10)]
    source = FactSource(store)
    source.read()
    together = behind(build_graph(store, source))
    assert one_by_one == together
    assert [list(one) for one in one_by_one] == [list(one) for one in together]


def test_only_so_many_sentences(store: Store) -> None:
    for source in (FactSource(store, sentences=0), FactSource(store, sentences=1)):
        for found in behind(build_graph(store, source)):
            assert [len(fact.evidence) for fact in found] == [source.sentences] * 3


def test_only_the_facts_that_fit(store: Store) -> None:
    part = FactSource(store, Condition(since="2023-10-12", until="2023-10-20"))
    for found in behind(build_graph(store, part)):
        assert [fact.date_from for fact in found] == ["2023-10-12"]


def test_a_closed_store_is_read_once_more(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", press()) as store:
        graph = build_graph(store)
        whole = facts(store)
    assert sorted(map(repr, whole)) == sorted(repr(fact) for one in behind(graph) for fact in one)


def test_a_store_that_has_changed_is_told(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", press()) as store:
        first, other = build_graph(store), build_graph(store)
        known = list(behind(first)[0])
    (tmp_path / "graph.duckdb").unlink()
    with pytest.raises(StoreError, match=r"graph\.duckdb: no such graph"):
        list(behind(other)[0])
    fill(tmp_path / "graph.duckdb", press()[:2]).close()
    with pytest.raises(StoreError, match=r"graph\.duckdb: has changed since .* ask for the graph again"):
        list(behind(other)[0])
    assert list(behind(first)[0]) == known


def test_it_is_a_list_of_its_own(store: Store) -> None:
    graph = build_graph(store)
    mine, other = behind(graph)[0], behind(graph)[1]
    same = copy.copy(mine)
    last = mine.pop()
    mine.insert(0, last)
    mine[1:2] = []
    assert mine == [last, same[1]]
    assert len(same) == 3
    assert same != mine
    assert mine != tuple(mine)
    mine.clear()
    assert not mine
    assert repr(mine) == "[]"
    assert behind(build_graph(store))[0] == same
    assert copy.copy(other)[0] == other[0]


def test_a_pickled_graph_needs_no_store(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", press()) as store:
        graph = build_graph(store)
        kept = pickle.dumps(graph)
        deep = copy.deepcopy(graph)
        whole = [list(one) for one in behind(graph)]
    (tmp_path / "graph.duckdb").unlink()
    for again in (pickle.loads(kept), deep):
        assert [type(one) for one in behind(again)] == [list] * 10
        assert behind(again) == whole
