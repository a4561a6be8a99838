"""What is exported, read back by the programs that it is for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kgraph.ontology import relations
from kgraph.records import Fact
from kgraph.views import write_csv, write_cytoscape, write_gexf, write_graphml, write_neo4j, write_turtle
from kgraph.views.flat import edge_rows, node_rows
from tests.views.graphs import assemble, evidence, needs_gexf

Reader = Callable[[str, Path], dict[str, Any]]
WRITERS = {"graphml": write_graphml, "gexf": write_gexf, "cytoscape": write_cytoscape}
# What other programs have stumbled over.
HARD = [
    "</node><script>alert(1)</script>",
    "\"quoted\" & 'single'",
    "🇨🇳\x00\x1b",
    "王" * 300,
    "a;b,c\nd",
    "]]>",
]


@pytest.fixture
def hard() -> nx.MultiDiGraph:
    """Names and sentences of signs that mean something to a format."""
    nodes: list[Any] = [
        (f"n{number}", "PERSON", name, {"aliases": [name]}) for number, name in enumerate(HARD)
    ]
    row = evidence('"\\ \n王\x0b', "2023-10-27", "x y", url="https://news.example/a b<c>", title=HARD[0])
    told = Fact("n0", HARD[0], "MEET", "n1", HARD[1], None, "2023", None, None, "actual", None, 1, 1, (row,))
    return assemble(nodes, [told])


@pytest.mark.parametrize("format", WRITERS)
def test_npm_finds_every_node_and_edge_with_its_attributes(
    format: str, summit: nx.MultiDiGraph, tmp_path: Path, read_with_node: Reader
) -> None:
    path = tmp_path / "graph"
    WRITERS[format](summit, path)
    found = read_with_node(format, path)
    nodes = {row["id"]: row for row in node_rows(summit)}
    assert {one["id"] for one in found["nodes"]} == set(nodes)
    wang = next(one["data"] for one in found["nodes"] if one["id"] == "person:wang-yi")
    assert (wang["label"], wang["type"]) == ("王毅", "PERSON")
    assert wang["documents"] == nodes["person:wang-yi"]["documents"]
    edges = {row["id"]: row for row in edge_rows(summit)}
    assert {one["id"] for one in found["edges"]} == set(edges)
    for one in found["edges"]:
        row = edges[one["id"]]
        assert (one["source"], one["target"]) == (row["source"], row["target"])
        assert one["data"]["relation"] == row["relation"]
        assert one["data"]["weight"] == row["weight"]
        # Dates are ISO text, nothing that a program would read as a number or in its own time zone.
        assert one["data"].get("first") == row.get("first")


@pytest.mark.parametrize("format", WRITERS)
def test_npm_reads_signs_that_mean_something_to_a_format(
    format: str, hard: nx.MultiDiGraph, tmp_path: Path, read_with_node: Reader
) -> None:
    WRITERS[format](hard, tmp_path / "graph")
    found = {one["id"]: one["data"]["label"] for one in read_with_node(format, tmp_path / "graph")["nodes"]}
    expected = {row["id"]: row["label"] for row in node_rows(hard)}
    if format == "gexf":  # the name is an attribute of XML, in which a line break is a space
        expected = {node: str(label).replace("\n", " ") for node, label in expected.items()}
        found = {node: label.replace("\n", " ") for node, label in found.items()}
    assert found == expected


def test_igraph_reads_graphml_with_types(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph", reason="needs the test extra: igraph")
    graph = igraph.Graph.Read_GraphML(str(write_graphml(summit, tmp_path / "graph.graphml")))
    assert (graph.vcount(), graph.ecount()) == (len(summit), summit.size())
    assert graph.is_directed()
    names = dict(zip(graph.vs["id"], graph.vs["label"], strict=True))
    assert names == {row["id"]: row["label"] for row in node_rows(summit)}
    rows = edge_rows(summit)
    assert sum(graph.es["weight"]) == sum(int(row["weight"]) for row in rows)
    assert {first for first in graph.es["first"] if first} == {row["first"] for row in rows if "first" in row}


@needs_gexf
def test_networkx_reads_gexf_with_its_times(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    back = nx.read_gexf(write_gexf(summit, tmp_path / "graph.gexf"), version="1.3")
    assert (len(back), back.size()) == (len(summit), summit.size())
    invitation = next(
        data for *_, data in back.edges(data=True) if data["relation"] == "INVITE" and "spells" in data
    )
    assert invitation["spells"] == [("2023-11-01", "2023-11-30")]


def test_networkx_reads_cytoscape(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    path = write_cytoscape(summit, tmp_path / "graph.cyjs")
    back = nx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
    assert (set(back), back.size()) == (set(summit), summit.size())
    assert back.is_directed()


def test_pandas_and_igraph_read_the_tables_for_gephi(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="needs the test extra: pandas")
    igraph = pytest.importorskip("igraph", reason="needs the test extra: igraph")
    nodes, edges, _ = (pandas.read_csv(path) for path in write_csv(summit, tmp_path))
    # The headers by which Gephi knows a table of nodes and one of edges.
    assert {"Id", "Label"} <= set(nodes)
    assert {"Id", "Source", "Target", "Type", "Label", "Weight"} <= set(edges)
    assert set(edges["Type"]) == {"Directed", "Undirected"}
    order = ["Source", "Target", *(name for name in edges if name not in ("Source", "Target"))]
    graph = igraph.Graph.DataFrame(edges[order], vertices=nodes, use_vids=False)
    assert (graph.vcount(), graph.ecount()) == (len(summit), summit.size())


def test_pandas_reads_the_tables_for_neo4j(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="needs the test extra: pandas")
    paths = write_neo4j(summit, tmp_path)
    assert not any(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths)
    nodes, edges = (pandas.read_csv(path, keep_default_na=False) for path in paths)
    assert list(nodes)[:2] == ["id:ID", ":LABEL"]
    assert list(edges)[:3] == [":START_ID", ":END_ID", ":TYPE"]
    assert {"mentions:long", "official:boolean", "aliases:string[]"} <= set(nodes)
    assert "weight:long" in edges
    assert set(edges[":START_ID"]) | set(edges[":END_ID"]) <= set(nodes["id:ID"])
    assert nodes["id:ID"].is_unique
    wang = nodes.set_index("id:ID").loc["person:wang-yi"]
    assert (wang[":LABEL"], wang["name"], wang["aliases:string[]"]) == ("PERSON", "王毅", "王外长")
    assert set(edges[":TYPE"]) == {row["relation"] for row in edge_rows(summit)}


def test_no_row_for_neo4j_breaks_a_line_or_a_list(hard: nx.MultiDiGraph, tmp_path: Path) -> None:
    nodes, _ = write_neo4j(hard, tmp_path)
    lines = nodes.read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert len(lines) == 1 + len(hard)
    assert not any("a;b" in line.split(",")[3] for line in lines[1:])


def test_rdflib_reads_turtle(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs the test extra: rdflib")
    graph = rdflib.Graph().parse(write_turtle(summit, tmp_path / "graph.ttl"), format="turtle")
    known = [one for *_, data in summit.edges(data=True) for one in data.get("facts") or ()]
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.RDF.Statement))) == len(known)
    asked = """
        SELECT ?text ?date WHERE {
          ?fact rdf:subject <urn:kgraph:entity:person:wang-yi> ; rdf:predicate kg:VISIT ;
                rdf:object <urn:kgraph:entity:country:US> ; kg:from ?date ; prov:wasDerivedFrom ?evidence .
          ?evidence rdf:value ?text . } ORDER BY ?text"""
    rows = [(str(text), str(day)) for text, day in graph.query(asked)]
    assert ("王毅将于10月26日至28日访问美国。", "2023-10-26") in rows
    kind = graph.value(predicate=rdflib.RDF.type, object=rdflib.OWL.SymmetricProperty, any=True)
    assert kind is not None
    told = graph.objects(rdflib.URIRef("urn:kgraph:vocabulary:MEET"), rdflib.RDFS.comment)
    row = relations()["MEET"]
    assert {(str(one), one.language) for one in told} == {(row.definition, "en"), (row.definition_zh, "zh")}


def test_rdf_states_only_what_took_place(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs the test extra: rdflib")
    graph = rdflib.Graph().parse(write_turtle(summit, tmp_path / "graph.ttl"), format="turtle")
    words = "urn:kgraph:vocabulary:"
    stated = {
        (str(subject), str(relation).removeprefix(words), str(other))
        for subject, relation, other in graph
        if str(subject).startswith("urn:kgraph:entity:") and str(other).startswith("urn:kgraph:entity:")
    }
    known = [one for *_, data in summit.edges(data=True) for one in data.get("facts") or ()]
    assert {one.status for one in known} > {"actual"}
    assert stated == {
        (f"urn:kgraph:entity:{one.subject}", one.relation, f"urn:kgraph:entity:{one.object}")
        for one in known
        if one.status == "actual"
    }


def test_rdflib_reads_signs_that_mean_something_to_turtle(hard: nx.MultiDiGraph, tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs the test extra: rdflib")
    graph = rdflib.Graph().parse(write_turtle(hard, tmp_path / "graph.ttl"), format="turtle")
    labels = {str(label) for label in graph.objects(predicate=rdflib.RDFS.label)}
    assert {str(row["label"]) for row in node_rows(hard)} <= labels
    assert '"\\ \n王' in {str(text) for text in graph.objects(predicate=rdflib.RDF.value)}
