import networkx as nx

from kgraph.views.flat import (
    EDGE_COLUMNS,
    FACT_COLUMNS,
    edge_rows,
    fact_rows,
    flat_graph,
    node_rows,
    safe_ids,
)


def test_nodes_have_the_name_as_label_and_the_label_as_type(summit: nx.MultiDiGraph) -> None:
    row = next(row for row in node_rows(summit) if row["id"] == "country:US")
    assert (row["label"], row["type"], row["aliases"], row["code"]) == (
        "美国",
        "COUNTRY",
        "美國; 美方; 美利坚合众国",
        "US",
    )


def test_edges_have_first_evidence_and_all_documents(summit: nx.MultiDiGraph) -> None:
    rows = edge_rows(summit)
    row = next(row for row in rows if row.get("relation") == "VISIT" and row["source"] == "person:wang-yi")
    assert row["evidence"] == "王毅将于10月26日至28日访问美国。"
    assert row["documents"] == "晨报-2023-10-24; 晚报-2023-10-27"
    assert (row["weight"], row["first"], row["last"], row["symmetric"]) == (
        2,
        "2023-10-26",
        "2023-10-28",
        False,
    )
    assert len({row["id"] for row in rows}) == len(rows) == summit.number_of_edges()
    assert all(set(row) <= set(EDGE_COLUMNS) for row in rows)


def test_co_occurrence_has_no_facts_but_npmi(summit: nx.MultiDiGraph) -> None:
    row = next(
        row for row in edge_rows(summit) if row["label"] == "CO_OCCURS" and row["source"] == "country:CN"
    )
    assert (row["weight"], row["npmi"]) in {(44, 0.21), (7, 0.18)}
    assert "evidence" not in row


def test_one_row_a_fact(summit: nx.MultiDiGraph) -> None:
    rows = fact_rows(summit)
    assert len(rows) == sum(len(data.get("facts", ())) for _, _, data in summit.edges(data=True))
    claimed = next(row for row in rows if row["status"] == "claimed")
    assert (claimed["speaker"], claimed["speaker_name"]) == ("institution:us-state", "美国国务院")
    assert all(set(row) <= set(FACT_COLUMNS) for row in rows)


def test_ids_stay_different_when_they_are_cleaned() -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(["a", "a\x00", "", "\x01", "a#2"])
    assert len(set(safe_ids(graph).values())) == 5


def test_an_attribute_with_the_name_of_a_column_gives_way() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("n", name="名", label="PERSON", type="x", id="y")
    (row,) = node_rows(graph)
    assert (row["id"], row["type"], row["attribute_type"], row["attribute_id"]) == ("n", "PERSON", "x", "y")


def test_the_graph_itself_stays_as_it_is(summit: nx.MultiDiGraph) -> None:
    before = {node: dict(data) for node, data in summit.nodes(data=True)}
    flat = flat_graph(summit)
    assert (len(flat), flat.size()) == (len(summit), summit.size())
    assert before == {node: dict(data) for node, data in summit.nodes(data=True)}
