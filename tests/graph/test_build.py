"""The graph of a store: nodes, edges, their keys and their attributes."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kgraph.graph import Condition, FactSource, build_graph
from kgraph.records import Extraction
from kgraph.store import Store
from tests.graph.records import BLINKEN, FORUM, STATE, US, WANG, article, fill, line

BOTH = {"王毅": WANG, "布林肯": BLINKEN}


def press() -> list[Extraction]:
    """A visit announced and made, two meetings of the same two, an office, in three articles."""
    plan = (WANG, "VISIT", US, "2023-10-26", {"status": "planned"})
    office = (BLINKEN, "HOLDS_OFFICE", STATE, None, {"title": "国务卿"})
    return [
        article(
            "announced",
            "2023-10-24",
            line("王毅将于26日访问美国。", {"王毅": WANG, "美国": US}, plan),
        ),
        article(
            "held",
            "2023-10-27",
            line("王毅26日抵达美国。", {"王毅": WANG, "美国": US}, (WANG, "VISIT", US, "2023-10-26")),
            line(
                "美国国务卿布林肯同王毅会谈。",
                BOTH | {"美国": US},
                (BLINKEN, "MEET", WANG, "2023-10-26"),
                office,
            ),
        ),
        article(
            "again",
            "2024-02-17",
            line("王毅16日再次见到布林肯。", BOTH, (WANG, "MEET", BLINKEN, "2024-02-16")),
        ),
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fill(tmp_path / "graph.duckdb", press()) as filled:
        yield filled


def edges(graph: nx.MultiDiGraph) -> list[tuple[str, str, str]]:
    return list(graph.edges(keys=True))


def test_every_entity_is_a_node_with_its_counts(store: Store) -> None:
    graph = build_graph(store)
    assert type(graph) is nx.MultiDiGraph
    assert set(graph) == {WANG, BLINKEN, US, STATE}
    assert graph.nodes[WANG] == {
        "name": "王毅",
        "label": "PERSON",
        "aliases": ["王毅"],
        "mentions": 4,
        "documents": 3,
        "first": "2023-10-24",
        "last": "2024-02-17",
        "official": True,
    }
    assert graph.nodes[US]["code"] == "US"


def test_a_node_that_no_text_names_has_no_dates(store: Store) -> None:
    # 国务卿 implies the department; the articles do not name it.
    node = build_graph(store).nodes[STATE]
    assert (node["mentions"], node["documents"], node["first"], node["last"]) == (0, 0, None, None)
    assert node["aliases"] == []


def test_an_edge_is_one_subject_relation_and_object(store: Store) -> None:
    assert edges(build_graph(store, cooccurrence=False)) == [
        (BLINKEN, STATE, "HOLDS_OFFICE:国务卿"),
        (BLINKEN, WANG, "MEET"),
        (WANG, US, "VISIT"),
    ]


def test_a_visit_leads_from_who_goes_to_where(store: Store) -> None:
    visit = build_graph(store).edges[WANG, US, "VISIT"]
    (fact,) = visit.pop("facts")
    assert visit == {
        "relation": "VISIT",
        "title": None,
        "weight": 2,
        "sentences": 2,
        "first": "2023-10-26",
        "last": "2023-10-26",
        "status": "actual",
        "symmetric": False,
        "plover": "CONSULT",
        "quad": "verbal cooperation",
    }
    assert [one.text for one in fact.evidence] == ["王毅26日抵达美国。", "王毅将于26日访问美国。"]


def test_two_meetings_are_two_facts_of_one_edge(store: Store) -> None:
    meetings = build_graph(store).edges[BLINKEN, WANG, "MEET"]
    assert [fact.date_from for fact in meetings["facts"]] == ["2023-10-26", "2024-02-16"]
    assert (meetings["first"], meetings["last"]) == ("2023-10-26", "2024-02-16")
    assert (meetings["weight"], meetings["sentences"], meetings["symmetric"]) == (2, 2, True)


def test_an_undated_edge_is_dated_by_its_documents(store: Store) -> None:
    office = build_graph(store).edges[BLINKEN, STATE, "HOLDS_OFFICE:国务卿"]
    assert (office["title"], office["first"], office["last"]) == ("国务卿", "2023-10-27", "2023-10-27")
    assert (office["plover"], office["quad"]) == (None, None)


def test_company_in_a_sentence_is_an_edge_of_its_own_kind(store: Store) -> None:
    found = {
        (first, second): data
        for first, second, key, data in build_graph(store).edges(keys=True, data=True)
        if key == "CO_OCCURS"
    }
    # Of four sentences 王毅 is in all, 布林肯 in two, 美国 in three; 布林肯 and 美国 meet in one only.
    assert {pair: data["weight"] for pair, data in found.items()} == {(BLINKEN, WANG): 2, (US, WANG): 3}
    assert found[US, WANG]["npmi"] == 0  # who is in each sentence goes with nobody in particular
    assert all("facts" not in data for data in found.values())


def test_how_many_sentences_company_takes(store: Store) -> None:
    graph = build_graph(store, least=1)
    # p(x,y) = 1/4, p(布林肯) = 1/2, p(美国) = 3/4
    expected = log(2 / 3) / log(4)
    assert graph.edges[US, BLINKEN, "CO_OCCURS"]["npmi"] == pytest.approx(expected, abs=1e-6)
    assert not [key for *_, key in edges(build_graph(store, least=4)) if key == "CO_OCCURS"]


def test_only_the_facts_given_become_edges(store: Store) -> None:
    visits = FactSource(store, Condition(relation=["VISIT"]))
    assert edges(build_graph(store, visits, cooccurrence=False)) == [(WANG, US, "VISIT")]


def test_without_facts_and_company_only_nodes_are_left(store: Store) -> None:
    graph = build_graph(store, FactSource(store, Condition(relation=[])), cooccurrence=False)
    assert (set(graph), graph.size()) == ({WANG, BLINKEN, US, STATE}, 0)


def test_an_empty_store_gives_an_empty_graph(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", []) as empty:
        assert len(build_graph(empty)) == 0


def test_articles_without_a_fact_give_nodes(tmp_path: Path) -> None:
    said = article("a", "2023-10-24", line("王毅谈到美国。", {"王毅": WANG, "美国": US}))
    with fill(tmp_path / "graph.duckdb", [said]) as quiet:
        graph = build_graph(quiet)
    assert (set(graph), graph.size()) == ({WANG, US}, 0)


def test_titles_of_one_person_are_edges_side_by_side(tmp_path: Path) -> None:
    chair, guest = (WANG, "HOLDS_OFFICE", FORUM, None), (WANG, "ATTEND", FORUM, "2023-10-30")
    text = "论坛主席、创会理事王毅出席论坛。"
    told = [(*chair, {"title": "主席"}), (*chair, {"title": "理事"}), guest]
    with fill(tmp_path / "graph.duckdb", [article("a", None, line(text, {"王毅": WANG}, *told))]) as one:
        keys = sorted(build_graph(one)[WANG][FORUM])
    assert keys == ["ATTEND", "HOLDS_OFFICE:主席", "HOLDS_OFFICE:理事"]


def test_the_order_of_writing_does_not_show(tmp_path: Path) -> None:
    def whole(graph: nx.MultiDiGraph) -> Any:
        return list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))

    with (
        fill(tmp_path / "one.duckdb", press()) as first,
        fill(tmp_path / "other.duckdb", reversed(press())) as second,
    ):
        assert whole(build_graph(first, least=1)) == whole(build_graph(second, least=1))
