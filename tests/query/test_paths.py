"""The shortest chain of facts between two entities."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.graph.records import document
from tests.graph.records import relation as claim

from kgraph.query import Step, paths
from kgraph.records import Entity, Extraction, Mention, Sentence
from kgraph.store import Store

Edge = tuple[str, str, str, int]


def net(*edges: Edge, nodes: str = "") -> Store:
    """A store of (subject, object, relation, stories): each story is a document of its own."""
    store = Store(Path(":memory:"), create=True)
    told = []
    for number, (subject, other, relation, weight) in enumerate(edges):
        ends = tuple(Entity(end, "PERSON", end) for end in {subject, other})
        for copy in range(weight):
            paper = document(f"{number}-{copy}")
            if relation == "CO_OCCURS":
                sentence = (Sentence(paper.id, 0, 0, 4, f"{subject} {other}"),)
                named = tuple(
                    Mention(paper.id, 0, 1, end, "PERSON", "name", "r", end) for end in (subject, other)
                )
                told.append(Extraction(paper, sentence, named, ends, ()))
            else:
                told.append(Extraction(paper, (), (), ends, (claim(paper.id, subject, relation, other),)))
    alone = tuple(Entity(node, "PERSON", node) for node in nodes)
    store.write([*told, Extraction(document("alone"), (), (), alone, ())])
    return store


def path(store: Store, first: list[str], last: list[str]) -> list[Step]:
    return next(iter(paths(store, first, last, 1)), [])


def chain(store: Store, first: str, last: str) -> list[tuple[str, str, str]]:
    with store:
        return [step[:3] for step in path(store, [first], [last])]


def test_neighbours_are_one_step_apart() -> None:
    graph = net(("a", "b", "VISIT", 3))
    ((subject, other, key, data),) = path(graph, ["a"], ["b"])
    assert (subject, other, key) == ("a", "b", "VISIT")
    assert data["weight"] == 3
    assert [len(fact.evidence) for fact in data["facts"]] == [3]


def test_steps_keep_the_direction_of_their_facts() -> None:
    # b went to a, and b asked c: the way from a to c runs against the first and along the second.
    edges = ("b", "a", "VISIT", 1), ("b", "c", "REQUEST", 1)
    assert chain(net(*edges), "a", "c") == [("b", "a", "VISIT"), ("b", "c", "REQUEST")]
    assert chain(net(*edges), "c", "a") == [("b", "c", "REQUEST"), ("b", "a", "VISIT")]


def test_fewer_steps_win_over_stronger_edges() -> None:
    graph = net(("a", "b", "MEET", 40), ("b", "c", "MEET", 40), ("a", "c", "ACCUSE", 1))
    assert chain(graph, "a", "c") == [("a", "c", "ACCUSE")]


def test_fewer_steps_win_over_stronger_edges_on_long_ways_too() -> None:
    three = [("a", "b", "MEET", 1), ("b", "c", "MEET", 1), ("c", "z", "MEET", 1)]
    four = [("a", "k", "MEET", 99), ("k", "l", "MEET", 99), ("l", "m", "MEET", 99), ("m", "z", "MEET", 99)]
    assert chain(net(*three, *four), "a", "z") == [step[:3] for step in three]


def test_of_chains_of_one_length_the_strongest_wins() -> None:
    weak = [("a", "b", "MEET", 1), ("b", "d", "MEET", 1)]
    strong = [("a", "c", "MEET", 9), ("c", "d", "MEET", 9)]
    for edges in (weak + strong, strong + weak):
        assert chain(net(*edges), "a", "d") == [("a", "c", "MEET"), ("c", "d", "MEET")]


def test_of_edges_side_by_side_the_strongest_is_the_step() -> None:
    edges = [("a", "b", "MEET", 2), ("a", "b", "CALL", 7), ("b", "a", "INVITE", 4)]
    for order in (edges, edges[::-1]):
        assert chain(net(*order), "a", "b") == [("a", "b", "CALL")]


def test_company_in_a_sentence_is_no_tie() -> None:
    graph = net(("a", "b", "CO_OCCURS", 9), ("a", "c", "VISIT", 1), ("c", "b", "VISIT", 1))
    assert chain(graph, "a", "b") == [("a", "c", "VISIT"), ("c", "b", "VISIT")]
    assert chain(net(("a", "b", "CO_OCCURS", 9)), "a", "b") == []


def test_no_chain() -> None:
    edges = ("a", "b", "MEET", 1), ("c", "d", "MEET", 1)
    assert chain(net(*edges, nodes="e"), "a", "d") == []
    assert chain(net(*edges, nodes="e"), "a", "e") == []


def test_who_is_not_in_the_graph_has_no_chain() -> None:
    edge = ("a", "b", "MEET", 1)
    assert chain(net(edge), "a", "z") == chain(net(edge), "z", "a") == []


def test_from_oneself_to_oneself_is_no_step() -> None:
    assert chain(net(("a", "a", "SUPPORT", 1), ("a", "b", "MEET", 1)), "a", "a") == []


NAMES = st.sampled_from("abcdefg")
EDGES = st.lists(
    st.tuples(NAMES, NAMES, st.sampled_from(["REQUEST", "VISIT", "CO_OCCURS"]), st.integers(1, 3)),
    max_size=14,
)


# Each example is a store of its own.
@settings(max_examples=20, deadline=None)
@given(EDGES, NAMES, NAMES)
def test_a_chain_is_connected_and_as_short_as_can_be(
    edges: list[tuple[str, str, str, int]], first: str, last: str
) -> None:
    facts = [edge for edge in edges if edge[2] != "CO_OCCURS"]
    ties = nx.Graph()
    ties.add_nodes_from("abcdefg")
    ties.add_edges_from(edge[:2] for edge in facts)
    steps = chain(net(*edges, nodes="abcdefg"), first, last)
    if not nx.has_path(ties, first, last):
        assert steps == []
        return
    assert len(steps) == nx.shortest_path_length(ties, first, last)
    at = first
    for subject, other, key in steps:
        assert at in (subject, other)
        assert (subject, other, key) in {edge[:3] for edge in facts}
        at = other if at == subject else subject
    assert at == last


def test_a_name_of_several_entities_starts_from_the_nearest() -> None:
    with net(("a", "b", "VISIT", 1), ("b", "c", "VISIT", 1), ("x", "c", "VISIT", 1)) as store:
        assert [step[:3] for step in path(store, ["a", "x"], ["c"])] == [("x", "c", "VISIT")]
        assert [step[:3] for step in path(store, ["a"], ["a", "c"])] == [
            ("a", "b", "VISIT"),
            ("b", "c", "VISIT"),
        ]


def test_the_next_chains_follow_the_shortest() -> None:
    edges = [("a", "b", "VISIT", 1), ("b", "d", "VISIT", 1), ("a", "c", "VISIT", 3), ("c", "d", "VISIT", 3)]
    with net(*edges, ("a", "d", "ACCUSE", 1)) as store:
        found = [[step[:2] for step in way] for way in paths(store, ["a"], ["d"], 9)]
    assert found == [[("a", "d")], [("a", "c"), ("c", "d")], [("a", "b"), ("b", "d")]]
