import networkx as nx
import pytest

from kgraph.views.selection import select
from tests.views.graphs import crowd


def test_the_strongest_by_weight_of_facts(summit: nx.MultiDiGraph) -> None:
    chosen = select(summit, 3)
    weights = {
        node: sum(
            data["weight"]
            for *_, data in summit.edges(data=True)
            if data["relation"] != "CO_OCCURS" and node in _
        )
        for node in summit
    }
    assert [chosen.strength[node] for node in chosen.nodes] == sorted(weights.values(), reverse=True)[:3]
    assert {edge.source for edge in chosen.edges} <= set(chosen.nodes)


def test_co_occurrence_makes_nobody_strong() -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(["a", "b", "c", "d"])
    graph.add_edge("a", "b", key="CO_OCCURS", relation="CO_OCCURS", weight=1000)
    graph.add_edge("c", "d", key="MEET", relation="MEET", weight=1)
    assert select(graph, 2).nodes == ["c", "d"]


def test_all_edges_are_accounted_for() -> None:
    graph = crowd(300, 4000)
    chosen = select(graph, 40)
    among = graph.subgraph(chosen.nodes).size()
    assert len(chosen.edges) + chosen.left_out == among
    facts = [edge.is_fact for edge in chosen.edges]
    assert facts == sorted(facts, reverse=True)


@pytest.mark.parametrize("top", [0, -1])
def test_nothing_asked_for(summit: nx.MultiDiGraph, top: int) -> None:
    assert select(summit, top).nodes == []


def test_a_loop_counts_once() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "a", key="MEET", relation="MEET", weight=2)
    assert select(graph, 5).strength == {"a": 2}
