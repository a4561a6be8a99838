import networkx as nx

from kgraph.views.communities import communities
from kgraph.views.selection import select
from tests.views.graphs import crowd


def two_circles() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    for letter, size in (("a", 8), ("b", 5)):
        for one in range(size):
            for other in range(one):
                graph.add_edge(f"{letter}{one}", f"{letter}{other}", key="MEET", relation="MEET", weight=3)
    graph.add_edge("a0", "b0", key="MEET", relation="MEET", weight=1)
    graph.add_edge("a1", "z", key="CO_OCCURS", relation="CO_OCCURS", weight=90)
    return graph


def of(graph: nx.MultiDiGraph) -> dict[str, int]:
    chosen = select(graph, 1000)
    return dict(zip(chosen.nodes, communities(chosen.nodes, chosen.edges), strict=True))


def test_who_deal_with_each_other_are_one_community_and_the_largest_comes_first() -> None:
    found = of(two_circles())
    assert {name for name, number in found.items() if number == 0} == {f"a{n}" for n in range(8)}
    assert {name for name, number in found.items() if number == 1} == {f"b{n}" for n in range(5)}


def test_who_is_only_named_beside_others_is_in_none() -> None:
    assert of(two_circles())["z"] == -1


def test_the_same_graph_has_the_same_communities() -> None:
    graph = crowd(120, 500)
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    assert of(graph) == of(other)
    assert len(set(of(graph).values())) > 2


def test_nobody() -> None:
    assert communities([], []) == []
