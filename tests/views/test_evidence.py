from typing import Any

import networkx as nx

from kgraph.views.evidence import FactTable
from kgraph.views.selection import Edge, select
from tests.views.graphs import crowd, evidence, fact


def edge(*facts: Any) -> Edge:
    return Edge("a", "b", "MEET", {"relation": "MEET", "weight": 1, "facts": list(facts)})


def test_reprints_of_a_sentence_stand_together() -> None:
    rows = [("2023-10-27", f"第{number}报", "王毅同布林肯会谈。") for number in range(8)]
    table = FactTable([edge(fact("a", "MEET", "b", sentences=rows))], 20)
    ((one,),) = [row["evidence"] for row in table.of(0)]
    assert table.texts == ["王毅同布林肯会谈。"]
    assert len(one["documents"]) + one["reprints"] == 8


def test_sentences_and_documents_are_kept_once() -> None:
    rows = [("2023-10-27", "晨报", "王毅同布林肯会谈。")]
    table = FactTable(
        [edge(fact("a", "MEET", "b", sentences=rows)), edge(fact("a", "CALL", "b", sentences=rows))], 20
    )
    assert (len(table.texts), len(table.documents)) == (1, 1)
    assert table.of(0)[0]["evidence"] == table.of(1)[0]["evidence"]


def test_within_the_budget_each_fact_has_a_sentence_before_any_has_two() -> None:
    edges = select(crowd(60, 400), 60).edges
    table = FactTable(edges, 20, budget=100_000)
    facts = [one for number in range(len(edges)) for one in table.of(number)]
    counts = {len(one["evidence"]) for one in facts}
    assert max(counts) - min(counts) <= 1
    whole = FactTable(edges, 20)
    assert [len(one["evidence"]) + one["more"] for one in facts] == [
        len(one["evidence"]) for number in range(len(edges)) for one in whole.of(number)
    ]


def test_a_fact_without_a_date_is_as_old_as_its_reports() -> None:
    rows = [("2023-10-27", "晨报", "甲。"), ("2024-01", "晚报", "乙。")]
    (row,) = FactTable([edge(fact("a", "MEET", "b", sentences=rows))], 20).of(0)
    assert (row["start"], row["end"]) == ("2023-10-27", "2024-01-31")
    assert "from" not in row


def test_an_edge_without_facts() -> None:
    assert FactTable([Edge("a", "b", "CO_OCCURS", {"relation": "CO_OCCURS"})], 20).of(0) == []


def test_no_evidence_asked_for(summit: nx.MultiDiGraph) -> None:
    table = FactTable(select(summit, 50).edges, 0)
    assert table.texts == table.documents == []
    assert table.of(0)[0]["more"] > 0


def test_what_one_sentence_adds_is_said_where_it_differs() -> None:
    row = evidence(
        "据称。", "2023-10-27", "晨报", status="claimed", speaker="c", date="2023-10-26/2023-10-28"
    )
    base = fact("a", "MEET", "b")
    told = type(base)(*(getattr(base, name) for name in base.__slots__[:-1]), (row,))
    ((one,),) = [each["evidence"] for each in FactTable([edge(told)], 20).of(0)]
    assert (one["status"], one["speaker"], one["date"]) == ("claimed", "c", "2023-10-26/2023-10-28")
