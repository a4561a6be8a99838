from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kgraph.views import write_gexf
from kgraph.views.palette import LABELS

SPACE = "{http://www.gexf.net/1.2draft}"


def test_networkx_reads_what_was_written(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    back = nx.read_gexf(write_gexf(summit, tmp_path / "graph.gexf"))
    assert (len(back), back.size()) == (len(summit), summit.size())
    assert back.nodes["person:wang-yi"]["label"] == "王毅"
    assert back.nodes["person:wang-yi"]["type"] == "PERSON"


def test_dated_edges_have_whole_days_for_the_timeline(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    root = etree.parse(write_gexf(summit, tmp_path / "graph.gexf")).getroot()
    graph = root.find(f"{SPACE}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edges = {(edge.get("source"), edge.get("label")): edge for edge in root.iter(f"{SPACE}edge")}
    invitation = edges["person:biden", "INVITE"]
    assert (invitation.get("start"), invitation.get("end")) == ("2023-11-01", "2023-11-30")
    assert not any(node.get("start") for node in root.iter(f"{SPACE}node"))


def test_colours_are_those_of_the_page(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    back = nx.read_gexf(write_gexf(summit, tmp_path / "graph.gexf"))
    colour = back.nodes["country:CN"]["viz"]["color"]
    assert "#{r:02x}{g:02x}{b:02x}".format(**colour) == LABELS["COUNTRY"].light


def test_bytes_depend_on_nothing_but_the_graph(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    first = write_gexf(summit, tmp_path / "1").read_bytes()
    assert write_gexf(summit.copy(), tmp_path / "2").read_bytes() == first
    assert b"lastmodified" not in first
    assert nx.__version__.encode() not in first


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
