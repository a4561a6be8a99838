import networkx as nx
import pytest

from kgraph.views.selection import select
from tests.views.graphs import crowd


def tie(graph: nx.MultiDiGraph, *rows: tuple[str, str, int]) -> nx.MultiDiGraph:
    for one, other, weight in rows:
        graph.add_edge(one, other, key="MEET", relation="MEET", weight=weight)
    return graph


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
    assert chosen.others[0] not in chosen.nodes
    assert len(chosen.nodes) + len(chosen.others) == len(summit)


def test_the_way_between_the_strong_is_kept() -> None:
    # 甲 and 丁 are strong and have nothing to do with each other but by 丙, who is weaker than 乙.
    graph = tie(nx.MultiDiGraph(), ("甲", "乙", 9), ("甲", "丙", 1), ("丙", "丁", 1), ("丁", "戊", 7))
    assert select(graph, 3).nodes == ["甲", "乙", "丙"]
    assert select(graph, 4).nodes == ["甲", "乙", "丁", "丙"]


def test_a_weak_focus_comes_before_the_strong() -> None:
    graph = tie(nx.MultiDiGraph(), ("甲", "乙", 9), ("甲", "丙", 1), ("丙", "丁", 1), ("丁", "戊", 7))
    assert select(graph, 3, ["丙"]).nodes == ["甲", "乙", "丙"]
    assert select(graph, 1, ["丙"]).nodes == ["丙"]
    assert select(graph, 2, ["丙", "没有"]).nodes == ["甲", "丙"]


def test_what_is_connected_stays_so() -> None:
    graph = crowd(400, 900)
    facts = nx.Graph(
        (one, other) for one, other, data in graph.edges(data=True) if data["relation"] != "CO_OCCURS"
    )
    parts = {node: number for number, part in enumerate(nx.connected_components(facts)) for node in part}
    for top in (10, 60, 150):
        chosen = select(graph, top).nodes
        shown = facts.subgraph(chosen)
        assert len(chosen) == top
        assert nx.number_connected_components(shown) == len({parts[node] for node in shown})


def test_a_strong_part_of_its_own_is_shown_too() -> None:
    graph = tie(nx.MultiDiGraph(), ("a", "b", 5), ("b", "c", 1), ("x", "y", 9))
    assert select(graph, 3).nodes[:2] == ["x", "y"]
    assert select(graph, 4).nodes == ["x", "y", "b", "a"]


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
