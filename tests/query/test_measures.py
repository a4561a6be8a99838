"""Centrality and communities by period, and what changed."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.errors import InputError
from kgraph.query import changes, measures, pair_changes
from kgraph.query.days import period_of, window
from kgraph.query.measures import _betweenness
from kgraph.records import Fact


def fact(
    one: str, other: str, day: str | None = "2023-05-01", stories: int = 1, relation: str = "MEET"
) -> Fact:
    return Fact(
        one, one.upper(), relation, other, other.upper(), None, day, day, None, "actual", None, stories, 1, ()
    )


# A bridge between two triangles.
BRIDGE = [fact(*pair) for pair in ("ab", "bc", "ac", "cd", "de", "ef", "df")]
LABELS = dict.fromkeys("abcdef", "PERSON")


def test_the_bridge_between_two_circles() -> None:
    rows = {row.id: row for row in measures(BRIDGE, LABELS)}
    assert (rows["c"].degree, rows["c"].strength, rows["c"].label) == (3, 3, "PERSON")
    # Of the ten pairs of others, c lies between a, b and d, e, f: six.
    assert rows["c"].betweenness == pytest.approx(0.6)
    assert rows["a"].betweenness == 0
    assert len({rows[one].community for one in "abc"}) == 1
    assert len({rows[one].community for one in "def"}) == 1
    assert rows["a"].community != rows["d"].community
    assert {rows[one].leader for one in "abc"} == {"C"}


def test_stories_weigh_and_offices_do_not_count() -> None:
    rows = {
        row.id: row
        for row in measures(
            [fact("a", "b", stories=3), fact("a", "b", "2024"), fact("a", "c", relation="HOLDS_OFFICE")], {}
        )
    }
    assert set(rows) == {"a", "b"}
    assert (rows["a"].degree, rows["a"].strength) == (1, 4)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"), st.integers(1, 9)), min_size=1
    )
)
def test_pagerank_is_that_of_networkx(ties: list[tuple[str, str, int]]) -> None:
    pytest.importorskip("scipy", reason="networkx needs scipy for its own")
    graph = nx.Graph()
    for one, other, weight in ties:
        if one != other:
            before = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=before + weight)
    expected = nx.pagerank(graph, weight="weight", tol=1e-10, max_iter=1000) if graph else {}
    rows = measures([fact(one, other, stories=weight) for one, other, weight in ties], {})
    assert {row.id: row.pagerank for row in rows} == pytest.approx(expected, abs=1e-5)


def test_a_large_network_is_sampled_and_the_strongest_stay_on_top() -> None:
    graph = nx.barabasi_albert_graph(3000, 3, seed=1)
    sampled = _betweenness(graph)
    assert graph.number_of_nodes() * graph.number_of_edges() > 5_000_000
    hub = max(graph.degree, key=lambda one: one[1])[0]
    assert sampled[hub] == max(sampled.values())
    assert sampled == _betweenness(graph)


def test_the_same_facts_give_the_same_circles_whatever_the_hash() -> None:
    code = (
        "from tests.query.test_measures import *\n"
        "facts = [fact(str(i), str((i * 7 + j) % 60)) for i in range(60) for j in range(3)]\n"
        "print([(row.id, row.community, row.pagerank) for row in measures(facts, {})])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(printed) == 1


@pytest.mark.parametrize(
    ("day", "by", "expected"),
    [
        ("2023-11-15", "year", "2023"),
        ("2023-11-15", "quarter", "2023-Q4"),
        ("2023-01", "quarter", "2023-Q1"),
        ("2023-11-15", "month", "2023-11"),
        ("2023", "year", "2023"),
        ("2023", "quarter", None),
        (None, "year", None),
    ],
)
def test_the_period_of_a_day(day: str | None, by: Any, expected: str | None) -> None:
    assert period_of(day, by) == expected


def test_each_period_has_its_own_network() -> None:
    rows = measures(
        [fact("a", "b", "2022-01-01"), fact("a", "c", "2022-07"), fact("a", "b", "2023")], {}, "year"
    )
    assert [(row.period, row.id, row.degree) for row in rows] == [
        ("2022", "a", 2),
        ("2022", "b", 1),
        ("2022", "c", 1),
        ("2023", "a", 1),
        ("2023", "b", 1),
    ]
    assert {
        row.period for row in measures([fact("a", "b", "2022-01-01"), fact("a", "b", "2023")], {}, "month")
    } == {"2022-01"}
    assert measures([], {}) == []
    assert measures([], {}, "year") == []


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(InputError, match="one of year, quarter, month"):
        measures(BRIDGE, {}, "week")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["20", "2023-Q5", "2023-13", "2024/2023", "last year", ""])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="period"):
        window(text)


def test_what_changed_between_two_years() -> None:
    known = [
        fact("a", "b", "2022-03-01", 5),
        fact("a", "b", "2023-03-01", 1),
        fact("c", "d", "2023-08", 2),
        fact("c", "d", "2023"),
    ]
    rows = changes(known, LABELS, "2022", "2023")
    assert [
        (row.id, row.before, row.after, row.difference, row.rank_before, row.rank_after) for row in rows
    ] == [
        ("a", 5, 1, -4, 1, 3),
        ("b", 5, 1, -4, 2, 4),
        ("c", 0, 3, 3, None, 1),
        ("d", 0, 3, 3, None, 2),
    ]
    # Of the year 2023 as a whole nobody knows the quarter.
    (row, _) = changes(known, LABELS, "2022-Q3", "2023-Q3")
    assert (row.id, row.before, row.after) == ("c", 0, 2)
    pairs = pair_changes(known, "2022/2022-06", "2023")
    assert [(row.first, row.second, row.before, row.after) for row in pairs] == [
        ("C", "D", 0, 2),
        ("A", "B", 1, 1),
    ]
    with pytest.raises(InputError, match="one of degree, strength, betweenness, pagerank"):
        changes(known, LABELS, "2022", "2023", "fame")
