"""Edges added at once are the edges that networkx adds one by one."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kgraph.graph.adding import add_new_edges

NODES = "abcde"
ENDS = st.sampled_from(NODES)
EDGES = st.lists(
    st.tuples(ENDS, ENDS, st.sampled_from(["MEET", "VISIT", "CO_OCCURS"]), st.integers()),
    unique_by=lambda edge: edge[:3],
)


@given(EDGES)
def test_the_same_as_one_by_one(edges: list[tuple[str, str, str, int]]) -> None:
    one_by_one, at_once = nx.MultiDiGraph(), nx.MultiDiGraph()
    for graph in (one_by_one, at_once):
        graph.add_nodes_from(NODES)
    for subject, other, key, weight in edges:
        one_by_one.add_edge(subject, other, key, weight=weight)
    add_new_edges(at_once, ((*edge[:3], {"weight": edge[3]}) for edge in edges))
    assert list(at_once.edges(keys=True, data=True)) == list(one_by_one.edges(keys=True, data=True))
    assert list(at_once.in_edges(keys=True, data=True)) == list(one_by_one.in_edges(keys=True, data=True))
    assert nx.utils.graphs_equal(at_once, one_by_one)
    # Changes by networkx go on from there, in both directions.
    for graph in (one_by_one, at_once):
        graph.add_edge("a", "b", "MEET", weight=0, title="more")
        graph.remove_node("c")
    assert nx.utils.graphs_equal(at_once, one_by_one)
    assert dict(at_once.pred) == dict(one_by_one.pred)
    for subject, other, key, data in at_once.edges(keys=True, data=True):
        assert at_once.pred[other][subject][key] is data
