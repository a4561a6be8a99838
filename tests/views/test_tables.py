import csv
import json
from inspect import signature
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.views import write_csv, write_json
from kgraph.views.flat import FACT_COLUMNS


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_three_tables_with_a_byte_order_mark(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    nodes, edges, facts = write_csv(summit, tmp_path / "tables")
    assert [path.name for path in (nodes, edges, facts)] == ["nodes.csv", "edges.csv", "facts.csv"]
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in (nodes, edges, facts))
    assert (len(read(nodes)), len(read(edges))) == (len(summit), summit.size())
    assert tuple(read(facts)[0]) == FACT_COLUMNS
    visit = next(row for row in read(facts) if row["relation"] == "VISIT" and row["subject_name"] == "王毅")
    assert (visit["object_name"], visit["date_from"], visit["stories"]) == ("美国", "2023-10-26", "2")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "\t=1", "\n=1"])
def test_no_cell_is_a_formula(name: str, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("n", name=name, label="PERSON", aliases=[name], share=-0.5)
    (row,) = read(write_csv(graph, tmp_path)[0])
    assert (row["Label"], row["aliases"], row["share"]) == (f"'{name}", f"'{name}", "-0.5")


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(codec=None)))
def test_any_name_stays_in_its_cell(name: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("n", name=name, label="PERSON", documents=1)
    with TemporaryDirectory() as folder:
        (row,) = read(write_csv(graph, Path(folder))[0])
    assert (row["Id"], row["type"], row["documents"]) == ("n", "PERSON", "1")
    assert not row["Label"].startswith(tuple("=+-@"))


def test_json_has_facts_and_evidence_and_networkx_reads_it(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    path = write_json(summit, tmp_path / "graph.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    # Before networkx 3.4 the argument had another name.
    named = {"edges": "edges"} if "edges" in signature(nx.node_link_graph).parameters else {"link": "edges"}
    back = nx.node_link_graph(data, **named)
    assert (len(back), back.size()) == (len(summit), summit.size())
    (fact,) = back["person:wang-yi"]["country:US"]["VISIT"]["facts"]
    assert fact["evidence"][0]["text"] == "王毅将于10月26日至28日访问美国。"
    assert back.nodes["country:US"]["aliases"] == ["美國", "美方", "美利坚合众国"]
    assert write_json(summit, tmp_path / "again").read_bytes() == path.read_bytes()


def test_empty(tmp_path: Path) -> None:
    assert json.loads(write_json(nx.MultiDiGraph(), tmp_path / "g").read_text())["nodes"] == []
    assert [len(read(path)) for path in write_csv(nx.MultiDiGraph(), tmp_path / "t")] == [0, 0, 0]
