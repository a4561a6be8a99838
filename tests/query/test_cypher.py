"""Cypher over the graph: what grand-cypher reads, and what is made to mean what it does in Neo4j."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views.graphs import assemble, fact

from kgraph.errors import InputError
from kgraph.query.cypher import query
from kgraph.query.cypherrows import mask
from kgraph.query.cyphertext import checkable

NODES: list[Any] = [
    ("person:wang-yi", "PERSON", "王毅", {"official": True, "aliases": ["王外长"]}),
    ("person:blinken", "PERSON", "布林肯", {}),
    ("person:lavrov", "PERSON", "拉夫罗夫", {}),
    ("country:US", "COUNTRY", "美国", {}),
    ("country:CN", "COUNTRY", "中国", {}),
]
FACTS = [
    fact("person:blinken", "MEET", "person:wang-yi", None, "2023-10-26",
         sentences=[("2023-10-27", "晨报", "王毅会见布林肯。")]),
    fact("person:lavrov", "MEET", "person:wang-yi", None, "2022-02-03"),
    fact("person:blinken", "CALL", "person:wang-yi"),
    fact("person:wang-yi", "VISIT", "country:US", None, "2023-10-26"),
    fact("person:blinken", "VISIT", "country:CN", None, "2023-06-18", status="planned"),
    fact("person:blinken", "HOLDS_OFFICE", "country:US", "国务卿"),
]  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return assemble(NODES, FACTS, [("person:wang-yi", "country:CN", 7, 0.5)])


def rows(graph: nx.MultiDiGraph, text: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in query(graph, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MATCH (a:PERSON)-[r:VISIT]->(b:COUNTRY) RETURN a.name, b.name ORDER BY a.name",
         [("布林肯", "中国"), ("王毅", "美国")]),
        # Of a relation without direction an edge without an arrow finds either side.
        ('MATCH (a {name: "王毅"})-[r:MEET]-(b) RETURN b.name ORDER BY b.name', [("布林肯",), ("拉夫罗夫",)]),
        ('MATCH (a {name: "布林肯"})-[r:MEET]-(b) RETURN b.name', [("王毅",)]),
        # With an arrow it is as it is stored, once.
        ("MATCH (a)-[r:MEET]->(b) RETURN a.name, b.name ORDER BY a.name",
         [("布林肯", "王毅"), ("拉夫罗夫", "王毅")]),
        # A relation with a direction, asked for from either side.
        ('MATCH (a {name: "美国"})-[r:VISIT]-(b) RETURN b.name', [("王毅",)]),
        ('MATCH (a {name: "美国"})-[r]-(b) RETURN b.name, type(r) ORDER BY type(r)',
         [("布林肯", "HOLDS_OFFICE"), ("王毅", "VISIT")]),
        ('MATCH (a {name: "美国"})--(b) RETURN DISTINCT b.name ORDER BY b.name', [("布林肯",), ("王毅",)]),
        ('MATCH (a {name: "美国"})<-[r:VISIT]-(b) RETURN b.name', [("王毅",)]),
        # Arrows and edges without one in the same query.
        ('MATCH (a:COUNTRY)<-[:VISIT]-(b)-[:MEET]-(c) WHERE c.name = "布林肯" RETURN a.name', [("美国",)]),
        # Several relations between the same two are several rows.
        ('MATCH (a {name: "王毅"})-[r:MEET|CALL]-(b {name: "布林肯"}) RETURN r.relation ORDER BY r.relation',
         [("CALL",), ("MEET",)]),
        ("MATCH (a:PERSON)-[r:MEET|VISIT]-(b) RETURN a.name, count(r) AS n ORDER BY n DESC, a.name",
         [("王毅", 3), ("布林肯", 2), ("拉夫罗夫", 1)]),
        # What cannot be compared is no row.
        ("MATCH (a) WHERE a.name > 5 RETURN a.name", []),
        # Conditions on both ends, and either of two.
        ('MATCH (a)-[r:VISIT]->(b) WHERE a.name = "王毅" OR b.name = "中国" RETURN a.name ORDER BY a.name',
         [("布林肯",), ("王毅",)]),
        ('MATCH (a:COUNTRY)-[r]-(b) WHERE a.name = "王毅" RETURN b.name', []),
        ('MATCH (a:PERSON) MATCH (a)-[r:VISIT]->(b) WHERE NOT a.name = "王毅" RETURN a.name', [("布林肯",)]),
        # What lacks the value comes last, whichever the direction.
        ("MATCH (a)-[r:MEET|CALL]->(b) RETURN r.relation, r.first ORDER BY r.first",
         [("MEET", "2022-02-03"), ("MEET", "2023-10-26"), ("CALL", None)]),
        ("MATCH (a)-[r:MEET|CALL]->(b) RETURN r.first ORDER BY r.first DESC SKIP 1 LIMIT 2",
         [("2022-02-03",), (None,)]),
        # What rows are ordered by need not be returned.
        ("MATCH (a)-[r:VISIT]->(b) RETURN a.name ORDER BY r.first DESC", [("王毅",), ("布林肯",)]),
        ('MATCH (a)-[r]->(b) WHERE r.status = "planned" RETURN a.name, r.relation', [("布林肯", "VISIT")]),
        ("MATCH (a)-[r]->(b) WHERE r.first >= '2023' AND r.first < '2023-07' RETURN b.name", [("中国",)]),
        ('MATCH (a)-[r:MEET]-(b) WHERE a.name = "王毅" AND b.name = "布林肯" RETURN r.sentence',
         [("王毅会见布林肯。",)]),
        ("MATCH (a) WHERE a.aliases CONTAINS '王外长' RETURN id(a)", [("person:wang-yi",)]),
        # Co-occurrence only where it is named.
        ('MATCH (a {name: "中国"})-[r]-(b) RETURN b.name', [("布林肯",)]),
        ('MATCH (a {name: "中国"})-[r:CO_OCCURS]-(b) RETURN b.name, r.npmi', [("王毅", 0.5)]),
        # DISTINCT, aliases and counts in any company.
        ("MATCH (a)-[r:MEET]-(b) RETURN DISTINCT a.name AS who ORDER BY who DESC LIMIT 2",
         [("王毅",), ("拉夫罗夫",)]),
        ("MATCH (a)-[r:MEET|CALL]-(b) RETURN count(r), count(DISTINCT b)", [(6, 3)]),
        ("MATCH (a:COUNTRY) RETURN a.name AS x, a.name AS y, toLower(a.id) AS z ORDER BY x",
         [("中国", "中国", "country:cn"), ("美国", "美国", "country:us")]),
        ("MATCH (a)-[r:VISIT]->(b) RETURN collect(DISTINCT r.quad), min(r.first), max(r.last), avg(r.weight)",
         [(["verbal cooperation"], "2023-06-18", "2023-10-26", 1.0)]),
        ("MATCH (a)-[r:SANCTION]->(b) RETURN count(r)", [(0,)]),
        ("MATCH (a)-[r:SANCTION]->(b) RETURN a.name, count(r)", []),
        ("MATCH (a)-[r:CALL]->(b) RETURN coalesce(r.first, 'nobody, knows') AS day",
         [("nobody, knows",)]),
        ("MATCH (a)-[r:VISIT]->(b) RETURN a.name // who\nLIMIT 1 // one", [("王毅",)]),
        # Texts and comments are left alone.
        ("MATCH (a) // count(a)-[x:MEET]-(b)\nWHERE a.name = 'count(r)-[:MEET]-' RETURN a.name", []),
        ('MATCH (a {name: "王毅"})-[*1..2]-(b:COUNTRY) RETURN DISTINCT b.name ORDER BY b.name',
         [("中国",), ("美国",)]),
    ],
)  # fmt: skip
def test_rows(text: str, expected: list[tuple[Any, ...]], graph: nx.MultiDiGraph) -> None:
    assert rows(graph, text) == expected


def test_columns_are_as_they_were_written_and_in_that_order(graph: nx.MultiDiGraph) -> None:
    found = query(
        graph, "MATCH (a)-[r:VISIT]->(b) RETURN count( r ), b.name AS 国家, a.name".replace("国家", "place")
    )
    assert found.columns == ("count(r)", "place", "a.name")
    assert [tuple(row) for row in found] == [found.columns] * 2
    assert query(graph, "MATCH (a)-[r:SANCTION]->(b) RETURN a.name AS who").columns == ("who",)


def test_a_node_or_an_edge_is_a_dict_without_inner_parts(graph: nx.MultiDiGraph) -> None:
    (row,) = query(graph, 'MATCH (a {name: "王毅"})-[r:VISIT]->(b) RETURN a, r')
    assert row["a"]["id"] == "person:wang-yi"
    assert row["r"]["relation"] == "VISIT"
    assert not {"__labels__", "facts"} & {*row["a"], *row["r"]}


def test_an_arrow_on_a_relation_without_direction_is_told(graph: nx.MultiDiGraph) -> None:
    (note,) = query(graph, "MATCH (a)-[r:MEET]->(b) RETURN a.name").notes
    assert note.startswith("MEET has no direction")
    assert query(graph, "MATCH (a)-[r:MEET]-(b) RETURN a.name").notes == ()
    assert query(graph, "MATCH (a)-[r:VISIT]->(b) RETURN a.name").notes == ()


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("MATCH (a)-[r:MEET]->(b) RETRUN a.name", 1, 25, "'RETRUN'; expected"),
        ("MATCH (a)-[r:MEET->(b) RETURN a", 1, 18, "expected *, |"),
        ("MATCH (a)\nWHERE a.name = 王毅\nRETURN a", 2, 16, "'王毅'; expected"),
        ("MATCH (a)\nWHERE a.name = '王毅' AND b.name ~ 3\nRETURN a", 2, 32, "'~'"),
        ("MATCH (a) RETURN", 1, 17, "the end"),
        ("", 1, 1, "expected MATCH"),
        ("  \n", 1, 1, "expected MATCH"),
        ("MATCH (a) DELETE a", 1, 11, "a query only reads"),
        ("MATCH (a) RETURN count(*)", 1, 24, "count what has a name, as COUNT(r)"),
        ('MATCH (a)-[r:MEET {status: "actual"}]->(b) RETURN a', 1, 19, "behind WHERE"),
        ("MATCH (a)-[r:MEETS]->(b) RETURN a", 1, 14, "relation 'MEETS': unknown; one of ACCOMPANY"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(
    text: str, line: int, column: int, hint: str, graph: nx.MultiDiGraph
) -> None:
    with pytest.raises(InputError) as caught:
        query(graph, text)
    first, *rest = str(caught.value).split("\n")
    assert first.startswith(f"query, line {line}, column {column}: ")
    assert hint in first
    if "unknown" not in hint:
        shown, caret = rest
        assert shown == "  " + (text.split("\n")[line - 1])
        assert len(caret.replace("\u3000", " ")) == 2 + column
        assert caret.endswith("^")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("MATCH (a) RETURN c.name", "'c' in 'c.name' stands in no MATCH"),
        ('MATCH (a) WHERE c.name = "x" RETURN a.name', "'c' in 'c.name' stands in no MATCH"),
        (
            "MATCH (a)-[r:VISIT]->(b) RETURN DISTINCT a.name ORDER BY r.first",
            "so return it too: RETURN ..., r.first",
        ),
        (
            "MATCH (a)-[r:VISIT]->(b) RETURN a.name, count(r) ORDER BY b.name",
            "so return it too: RETURN ..., b.name",
        ),
    ],
)
def test_what_can_be_read_and_means_nothing_is_explained(
    text: str, hint: str, graph: nx.MultiDiGraph
) -> None:
    with pytest.raises(InputError, match=r"^query: ") as caught:
        query(graph, text)
    assert hint in str(caught.value)


@given(st.text(alphabet="()[]-<>:|*.,'\"/ \n王arMEETRTUNWHC=~{}0"))
def test_no_text_is_an_error_of_another_kind(text: str) -> None:
    small = assemble(NODES, FACTS)
    with suppress(InputError):
        query(small, text)


@given(st.text(alphabet="()'\"\\/ \nacount"))
def test_making_ready_keeps_the_length(text: str) -> None:
    assert len(mask(text)) == len(text)
    assert len(checkable(text)) == len(text)
