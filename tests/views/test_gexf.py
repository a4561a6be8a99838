from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kgraph.records import Fact
from kgraph.views import write_gexf
from kgraph.views.gexf import spells
from kgraph.views.palette import LABELS
from tests.views.graphs import assemble, fact, needs_gexf

SPACE = "{http://gexf.net/1.3}"


def times(element: Any) -> list[tuple[str, str]]:
    return [(spell.get("start"), spell.get("end")) for spell in element.iter(f"{SPACE}spell")]


def told(subject: str, relation: str, other: str, since: str | None = None, until: str | None = None) -> Fact:
    return fact(subject, relation, other, None, since, until, sentences=[("2024-01-02", "晨报", "一句话。")])


def written(*facts: Fact) -> Any:
    nodes: list[Any] = [(node, "PERSON", node, {}) for node in "abcd"]
    with TemporaryDirectory() as folder:
        return etree.parse(write_gexf(assemble(nodes, list(facts)), Path(folder) / "graph.gexf")).getroot()


@needs_gexf
def test_networkx_reads_what_was_written(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    back = nx.read_gexf(write_gexf(summit, tmp_path / "graph.gexf"))
    assert (len(back), back.size()) == (len(summit), summit.size())
    assert back.nodes["person:wang-yi"]["label"] == "王毅"
    assert back.nodes["person:wang-yi"]["type"] == "PERSON"


def test_an_edge_has_a_spell_for_each_time_of_its_facts(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    root = etree.parse(write_gexf(summit, tmp_path / "graph.gexf")).getroot()
    graph = root.find(f"{SPACE}graph")
    assert (root.get("version"), graph.get("mode"), graph.get("timeformat")) == ("1.3", "dynamic", "date")
    edges = {(edge.get("source"), edge.get("label")): edge for edge in root.iter(f"{SPACE}edge")}
    # A month is all its days.
    assert times(edges["person:biden", "INVITE"]) == [("2023-11-01", "2023-11-30")]
    meetings = next(
        edge
        for edge in root.iter(f"{SPACE}edge")
        if edge.get("id") == "person:biden..MEET..person:xi-jinping"
    )
    assert times(meetings) == [("2022-11-14", "2022-11-14"), ("2023-11-15", "2023-11-15")]


def test_a_node_is_there_whenever_one_of_its_edges_is() -> None:
    root = written(
        told("a", "MEET", "b", "2023-10-26"),
        told("a", "MEET", "b", "2023-11-01", "2023-11-03"),
        told("b", "VISIT", "c", "2023-11-02", "2023-11-05"),
        told("c", "HOLDS_OFFICE", "d"),
    )
    nodes = {node.get("id"): times(node) for node in root.iter(f"{SPACE}node")}
    assert nodes == {
        "a": [("2023-10-26", "2023-10-26"), ("2023-11-01", "2023-11-03")],
        "b": [("2023-10-26", "2023-10-26"), ("2023-11-01", "2023-11-05")],
        # An office without dates is always there, and with it who holds it and where.
        "c": [],
        "d": [],
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # Gephi refuses times that overlap or touch.
        ([("2023-01-01", "2023-01-05"), ("2023-01-04", "2023-01-09")], [("2023-01-01", "2023-01-09")]),
        ([("2023-01-01", "2023-01-05"), ("2023-01-06", "2023-01-09")], [("2023-01-01", "2023-01-09")]),
        ([("2023", "2023"), ("2023-05-01", "2023-05-01")], [("2023-01-01", "2023-12-31")]),
        ([("9999-12-31", "9999-12-31")], [("9999-12-31", "9999-12-31")]),
        # What has no date was told on a day.
        ([(None, None)], [("2024-01-02", "2024-01-02")]),
    ],
)
def test_spells_lie_apart(
    facts: list[tuple[str | None, str | None]], expected: list[tuple[str, str]]
) -> None:
    rows = [told("a", "MEET", "b", since, until) for since, until in facts]
    assert spells({"facts": rows}) == expected


@needs_gexf
def test_colours_are_those_of_the_page(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    back = nx.read_gexf(write_gexf(summit, tmp_path / "graph.gexf"))
    colour = back.nodes["country:CN"]["viz"]["color"]
    assert "#{r:02x}{g:02x}{b:02x}".format(**colour) == LABELS["COUNTRY"].light


def test_bytes_depend_on_nothing_but_the_graph(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    first = write_gexf(summit, tmp_path / "1").read_bytes()
    assert write_gexf(summit.copy(), tmp_path / "2").read_bytes() == first
    assert b"lastmodified" not in first
    assert nx.__version__.encode() not in first


@needs_gexf
@settings(deadline=None, max_examples=40)
@given(
    name=st.text(st.characters(codec=None)),
    key=st.sampled_from(["id", "pid", "start", "spells", "viz", "key"]),
)
def test_no_attribute_is_taken_for_a_part_of_the_format(name: str, key: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", name=name, label="PERSON", documents=1, **{key: name})
    with TemporaryDirectory() as folder:
        back = nx.read_gexf(write_gexf(graph, Path(folder) / "graph.gexf"))
    assert list(back) == ["a"]
