"""One filter, and that it leaves the same of facts and of the graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.graph.records import BIDEN, BLINKEN, CN, STATE, US, WANG, XI, article, fill, line

from kgraph.errors import InputError, NotFoundError
from kgraph.graph import build_graph, facts
from kgraph.query import Filter, filter_facts, filter_graph, nothing_left
from kgraph.store import Store

NAMES = {"习近平": XI, "拜登": BIDEN, "王毅": WANG, "布林肯": BLINKEN, "中国": CN, "美国": US}


def told(text: str, *rows: tuple[Any, ...]) -> Any:
    return line(text, {name: entity for name, entity in NAMES.items() if name in text}, *rows)


PRESS = [
    article(
        "d1",
        "2023-11-16",
        told("习近平同拜登会晤。", (XI, "MEET", BIDEN, "2023-11-15")),
        told("王毅会见布林肯。", (WANG, "MEET", BLINKEN, "2023-10-26")),
        told("拜登将访问中国。", (BIDEN, "VISIT", CN, None, {"status": "planned"})),
        told("美国国务卿布林肯。", (BLINKEN, "HOLDS_OFFICE", STATE, None, {"title": "国务卿"})),
    ),
    article(
        "d2",
        "2023-11-17",
        told("拜登与习近平在会晤中谈了四小时。", (XI, "MEET", BIDEN, "2023-11-15")),
    ),
    article(
        "d3", "2021-03-20", told("中国谴责美国。", (CN, "ACCUSE", US, "2021-03-18", {"status": "claimed"}))
    ),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fill(tmp_path_factory.mktemp("filters") / "graph.duckdb", PRESS) as filled:
        yield filled


def left(store: Store, **options: Any) -> set[str]:
    kept = filter_facts(store, Filter(**options))
    return {f"{fact.subject_name} {fact.relation} {fact.object_name}" for fact in kept}


XI_BIDEN, WANG_BLINKEN = "拜登 MEET 习近平", "布林肯 MEET 王毅"
VISIT, OFFICE, BLAME = "拜登 VISIT 中国", "布林肯 HOLDS_OFFICE 美国国务院", "中国 ACCUSE 美国"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, {XI_BIDEN, WANG_BLINKEN, VISIT, OFFICE, BLAME}),
        ({"relation": "MEET"}, {XI_BIDEN, WANG_BLINKEN}),
        ({"relation": ["MEET", "visit"]}, {XI_BIDEN, WANG_BLINKEN, VISIT}),
        ({"relation": "CO_OCCURS"}, set()),
        ({"status": ["planned", "claimed"]}, {VISIT, BLAME}),
        ({"label": "PERSON"}, {XI_BIDEN, WANG_BLINKEN}),
        ({"label": ["PERSON", "COUNTRY"]}, {XI_BIDEN, WANG_BLINKEN, VISIT, BLAME}),
        ({"since": "2023-11"}, {XI_BIDEN, VISIT, OFFICE}),
        ({"until": "2021"}, {BLAME}),
        ({"min_stories": 2}, {XI_BIDEN}),
        ({"focus": "拜登"}, {XI_BIDEN, VISIT}),
        ({"focus": "拜登", "hops": 2}, {XI_BIDEN, VISIT, BLAME}),
        ({"focus": "拜登", "hops": 0}, set()),
        ({"focus": "拜登", "hops": 2, "relation": "MEET"}, {XI_BIDEN}),
        # Who stands in the middle may have another label than what is wanted around it.
        ({"focus": "拜登", "label": "COUNTRY", "hops": 2}, {VISIT, BLAME}),
        ({"top": 4}, {XI_BIDEN, VISIT}),
        ({"top": 1}, set()),
        ({"focus": "布林肯", "top": 2}, {OFFICE}),
        ({"relation": "MEET", "since": "2030"}, set()),
    ],
    ids=lambda one: str(one if isinstance(one, dict) else sorted(one)),
)
def test_facts_and_graph_keep_the_same(options: dict[str, Any], expected: set[str], store: Store) -> None:
    assert left(store, **options) == expected
    part = filter_graph(store, Filter(**options))
    names = dict(part.nodes(data="name"))
    edges = {
        f"{names[subject]} {relation} {names[other]}"
        for subject, other, relation in part.edges(data="relation")
        if relation != "CO_OCCURS"
    }
    assert edges == expected


def test_a_graph_of_filtered_facts_has_no_entity_without_one(store: Store) -> None:
    assert set(filter_graph(store, Filter(relation="MEET"))) == {XI, BIDEN, WANG, BLINKEN}
    assert set(filter_graph(store)) == set(build_graph(store))


def test_an_edge_counts_only_the_facts_that_fit(store: Store) -> None:
    part = filter_graph(store, Filter(until="2023-10-31"))
    assert set(part) == {WANG, BLINKEN, CN, US}


def test_co_occurrence_stays_where_only_entities_are_chosen(store: Store) -> None:
    kept = filter_graph(store, Filter(label="PERSON"))
    assert "CO_OCCURS" in {relation for *_, relation in kept.edges(data="relation")}
    named = filter_graph(store, Filter(relation="CO_OCCURS"))
    assert {relation for *_, relation in named.edges(data="relation")} == {"CO_OCCURS"}


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"relation": "MEETS"}, "relation 'MEETS': unknown; one of HOLDS_OFFICE"),
        ({"label": ["PERSON", "PEOPLE"]}, "label 'PEOPLE': unknown; one of PERSON, COUNTRY"),
        ({"status": "sure"}, "status 'sure': unknown; one of actual"),
        ({"since": "26.10.2023"}, "YYYY-MM-DD"),
        ({"until": "2023-02-29"}, "YYYY-MM-DD"),
        ({"since": "2024", "until": "2023-05"}, "since 2024 is after until 2023-05"),
        ({"hops": -1}, "hops -1: must be 0 or more"),
        ({"min_stories": 0}, "min_stories 0: must be 1 or more"),
        ({"top": 0}, "top 0: must be 1 or more"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused(options: dict[str, Any], hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        Filter(**options)


def test_an_unknown_condition_is_refused_with_the_known() -> None:
    with pytest.raises(InputError, match="filter 'relations': unknown; one of focus, hops"):
        Filter().replace(relations="MEET")


def test_a_year_may_end_in_the_month_in_which_it_begins() -> None:
    assert Filter(since="2023-05", until="2023").given == {"since": "2023-05", "until": "2023"}


def test_it_says_itself_as_the_command_line_would() -> None:
    assert str(Filter(relation=["MEET", "VISIT"], min_stories=2)) == "--relation MEET,VISIT --min-stories 2"


def test_why_nothing_is_left_names_what_to_drop(store: Store) -> None:
    error = nothing_left(store, Filter(relation="MEET", since="2030"))
    assert str(error) == "no fact fits --relation MEET --since 2030; there are 2 without --since"
    error = nothing_left(store, Filter(relation="SANCTION", status="wish"))
    assert str(error) == "no fact fits --relation SANCTION --status wish; drop some of it"


def test_a_store_without_facts_says_so(tmp_path: Path) -> None:
    with fill(tmp_path / "graph.duckdb", [article("d1", None, line("没有人名。"))]) as empty:
        assert "holds no fact" in str(nothing_left(empty, Filter(relation="MEET")))
        with pytest.raises(NotFoundError, match="no entity has this name"):
            filter_facts(empty, Filter(focus="王毅"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    options=st.fixed_dictionaries(
        {},
        optional={
            "relation": st.sampled_from(["MEET", "VISIT", "ACCUSE"]),
            "label": st.sampled_from(["PERSON", "COUNTRY"]),
            "status": st.sampled_from(["actual", "planned"]),
            "since": st.sampled_from(["2021", "2023-11"]),
            "focus": st.sampled_from(["习近平", "美国"]),
            "hops": st.integers(0, 3),
            "min_stories": st.integers(1, 3),
            "top": st.integers(1, 5),
        },
    )
)
def test_a_filter_only_takes_away(options: dict[str, Any], store: Store) -> None:
    everything = facts(store)
    once = filter_facts(store, Filter(**options))
    assert [fact for fact in everything if fact in once] == once
