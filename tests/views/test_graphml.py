from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kgraph.records import Fact
from kgraph.views import write_graphml
from kgraph.views.flat import flat_graph
from tests.views.graphs import assemble, evidence

anything = st.text(st.characters(codec=None), max_size=30)


def contents(graph: nx.MultiDiGraph) -> tuple[Any, Any]:
    return dict(graph.nodes(data=True)), {
        (u, v, key): data for u, v, key, data in graph.edges(keys=True, data=True)
    }


def test_networkx_reads_what_was_written(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    back = nx.read_graphml(write_graphml(summit, tmp_path / "graph.graphml"))
    assert contents(back) == contents(flat_graph(summit))
    assert back.is_directed()
    assert back.nodes["person:wang-yi"]["label"] == "王毅"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(
    names=st.lists(anything, min_size=2, max_size=4, unique=True), title=anything, url=anything, text=anything
)
def test_any_text_comes_back(names: list[str], title: str, url: str, text: str) -> None:
    row = evidence(text, None, None, name=title, title=title, url=url)
    fact = Fact("n0", "", "HOLDS_OFFICE", "n1", "", title, None, None, None, "actual", None, 1, 1, (row,))
    nodes: list[Any] = [
        (f"n{number}", "PERSON", name, {"aliases": [name]}) for number, name in enumerate(names)
    ]
    graph = nx.relabel_nodes(
        assemble(nodes, [fact]), {f"n{number}": name for number, name in enumerate(names)}
    )
    with TemporaryDirectory() as folder:
        back = nx.read_graphml(write_graphml(graph, Path(folder) / "graph.graphml"), force_multigraph=True)
    assert contents(back) == contents(flat_graph(graph))


def test_the_same_graph_gives_the_same_bytes(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    first = write_graphml(summit, tmp_path / "1").read_bytes()
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(summit.nodes(data=True))))
    other.add_edges_from(reversed(list(summit.edges(keys=True, data=True))))
    assert write_graphml(other, tmp_path / "2").read_bytes() == first


def test_ids_are_unique_and_each_attribute_has_one_type(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    summit.nodes["person:wang-yi"]["born"] = 1953
    summit.nodes["person:biden"]["born"] = "1942"
    root = etree.parse(write_graphml(summit, tmp_path / "graph.graphml")).getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    edges = [edge.get("id") for edge in root.iter(f"{space}edge")]
    keys = [(key.get("for"), key.get("attr.name")) for key in root.iter(f"{space}key")]
    assert len(set(edges)) == len(edges) == summit.size()
    assert len(set(keys)) == len(keys)
    assert None not in [data.text for data in root.iter(f"{space}data")]


def test_an_edge_has_the_same_id_in_every_part(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    def ids(graph: nx.MultiDiGraph) -> set[str]:
        back = nx.read_graphml(write_graphml(graph, tmp_path / "graph.graphml"), force_multigraph=True)
        return {key for *_, key in back.edges(keys=True)}

    part = summit.subgraph(list(summit)[:8])
    assert part.size() > 3
    assert ids(part) < ids(summit)


def test_an_empty_graph(tmp_path: Path) -> None:
    assert len(nx.read_graphml(write_graphml(nx.MultiDiGraph(), tmp_path / "graph.graphml"))) == 0
