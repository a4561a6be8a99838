"""Pairs and what they did, and the order in which it happened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.graph.records import (
    BIDEN,
    BLINKEN,
    STATE,
    US,
    WANG,
    XI,
    article,
    document,
    fill,
    grouped,
    line,
    relation,
)

from kgraph.query import Asking, count_pairs
from kgraph.records import Fact

PAPERS = {
    one.id: one
    for one in (
        document("d1", published="2023-10-27"),
        document("d2", published="2019-01-01"),
        document("d3"),
    )
}


def fact(
    subject: str, name: str, other: str, since: str | None = None, paper: str = "d1", **more: Any
) -> Fact:
    (made,) = grouped(relation(paper, subject, name, other, since, **more), documents=[PAPERS[paper]])
    return made


def test_a_pair_has_all_its_dates_and_no_direction_where_the_relation_has_none() -> None:
    first, second = count_pairs(
        [
            fact(WANG, "MEET", BLINKEN, "2023-10-26"),
            fact(BLINKEN, "MEET", WANG, "2021-03-18"),
            fact(WANG, "VISIT", US, "2023-10-26"),
        ]
    )
    assert (first.first, first.relation, first.second, first.facts) == ("布林肯", "MEET", "王毅", 2)
    assert first.dates == ("2021-03-18", "2023-10-26")
    assert (first.since, first.until) == ("2021-03-18", "2023-10-26")
    assert (second.first, second.relation, second.second, second.facts) == ("王毅", "VISIT", "美国", 1)


def test_directions_of_a_relation_that_has_one_are_two_pairs() -> None:
    rows = count_pairs([fact(WANG, "ACCUSE", US, "2023"), fact(US, "ACCUSE", WANG, "2023")])
    assert {(row.first_id, row.second_id) for row in rows} == {(WANG, US), (US, WANG)}


def test_a_timeline_goes_by_date_and_has_no_offices() -> None:
    late, early = (XI, "MEET", BIDEN, "2023-11-15"), (XI, "MEET", BIDEN, "2021")
    told, never = (WANG, "VISIT", US, None, {"status": "planned"}), (WANG, "ACCUSE", US, None)
    office = (BLINKEN, "HOLDS_OFFICE", STATE, None, {"title": "国务卿"})
    papers = [
        article("d1", "2023-10-27", line("一。", None, late), line("二。", None, early, office)),
        article("d2", "2022-01-01", line("三。", None, told)),
        article("d3", None, line("四。", None, never)),
    ]
    with fill(Path(":memory:"), papers) as store:
        rows = [(one.relation, one.date_from) for one in Asking(store).timeline()]
    # A plan without a date stands where it was told; what has no date at all comes last.
    assert rows == [("MEET", "2021"), ("VISIT", None), ("MEET", "2023-11-15"), ("ACCUSE", None)]
