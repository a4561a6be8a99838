"""Facts by who, what, when and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.graph.records import BLINKEN, CN, ENTITIES, MFA, US, WANG, document, relation

from kgraph.errors import InputError
from kgraph.query import Filter, filter_facts
from kgraph.records import Extraction, Fact, Relation
from kgraph.store import Store

PAPERS = (
    document("d1", published="2023-10-27"),
    document("d2", published="2023-11-02"),
    document("d3"),
)


def told(name: str = "VISIT", since: str | None = None, until: str | None = None, **more: Any) -> Relation:
    """By default a visit of 王毅 to the United States told on 27 October 2023."""
    ends = {"subject": WANG, "other": US, "document": "d1"} | more
    return relation(name=name, since=since, until=until, **ends)


def store_of(*relations: Relation) -> Store:
    """A store in memory in which these relations are told."""
    store = Store(Path(":memory:"), create=True)
    by_paper = ([one for one in relations if one.document == paper.id] for paper in PAPERS)
    papers = zip(PAPERS, by_paper, strict=True)
    store.write([Extraction(paper, (), (), (), tuple(own)) for paper, own in papers])
    store.write([Extraction(document("names"), (), (), tuple(ENTITIES.values()), ())])
    return store


VISIT = told("VISIT", "2023-10-26", "2023-10-28")
MEETING = told("MEET", "2023-10-26", subject=WANG, other=BLINKEN)
DEMAND = told("REQUEST", None, subject=CN, other=US, status="wish", speaker=MFA)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with store_of(VISIT, MEETING, DEMAND) as filled:
        yield filled


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, ["VISIT", "MEET", "REQUEST"]),
        ({"subject": [WANG]}, ["VISIT", "MEET"]),
        ({"object": [US]}, ["VISIT", "REQUEST"]),
        ({"subject": [WANG], "object": [US]}, ["VISIT"]),
        ({"subject": [US]}, []),
        ({"subject": [WANG, CN], "object": [US]}, ["VISIT", "REQUEST"]),
        ({"either": [US]}, ["VISIT", "REQUEST"]),
        ({"either": [BLINKEN]}, ["MEET"]),
        ({"relation": "MEET"}, ["MEET"]),
        ({"status": "wish"}, ["REQUEST"]),
        ({"relation": "MEET", "status": "wish"}, []),
        ({"subject": []}, []),
    ],
)
def test_all_conditions_count_together(store: Store, conditions: dict[str, Any], expected: list[str]) -> None:
    assert names(store, **conditions) == sorted(expected)


SIDES = {"subject", "object", "either", "other", "limit", "sentences"}


def select_facts(store: Store, **conditions: Any) -> list[Fact]:
    where = {name: value for name, value in conditions.items() if name not in SIDES}
    return filter_facts(
        store, Filter(**where), **{name: conditions[name] for name in SIDES & set(conditions)}
    )


def names(store: Store, **conditions: Any) -> list[str]:
    return sorted(fact.relation for fact in select_facts(store, **conditions))


def test_of_a_symmetric_relation_either_side_may_be_the_subject(store: Store) -> None:
    for subject, other in ((WANG, BLINKEN), (BLINKEN, WANG)):
        assert names(store, subject=[subject], object=[other]) == ["MEET"]
    assert names(store, subject=[BLINKEN]) == ["MEET"]
    # One and the same side cannot be both.
    assert names(store, subject=[WANG], object=[WANG]) == []


def test_the_strongest_come_first_and_a_limit_keeps_them() -> None:
    with store_of(VISIT, MEETING, told("MEET", "2023-10-26", document="d2", other=BLINKEN)) as store:
        assert [fact.relation for fact in select_facts(store)] == ["MEET", "VISIT"]
        (strongest,) = select_facts(store, limit=1)
    assert (strongest.relation, strongest.sentences, len(strongest.evidence)) == ("MEET", 2, 2)


def within(one: Relation | Sequence[Relation], since: str | None, until: str | None) -> bool:
    relations = [one] if isinstance(one, Relation) else one
    with store_of(*relations) as store:
        return bool(select_facts(store, since=since, until=until))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, "2023-10-25", False),
        (None, "2023-10-26", True),
        ("2023-10-28", None, True),
        ("2023-10-29", None, False),
        ("2023-10-27", "2023-10-27", True),
        ("2023-10-01", "2023-10-31", True),
        ("2023-11-01", "2023-11-30", False),
        ("2023-10", None, True),
        ("2023-11", None, False),
        ("2023", None, True),
        ("2024", None, False),
        (None, "2022", False),
        (None, "2023-09", False),
        (None, "2024", True),
    ],
)
def test_a_fact_of_some_days_fits_a_window_that_overlaps_them(
    since: str | None, until: str | None, expected: bool
) -> None:
    assert within(VISIT, since, until) is expected


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        ("2023-10-26", None, "2023-10"),
        ("2023-10-26", "2023-10", "2023-10"),
        ("2023-10-01", None, "2023-10"),
        ("2023-10-26", "2023", "2023"),
        ("2023-10", None, "2023"),
    ],
)
def test_a_month_or_a_year_as_the_last_day_reaches_to_its_end(
    day: str, since: str | None, until: str
) -> None:
    assert within(told(since=day), since, until)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2023-10-31", None, True),
        ("2023-11-01", None, False),
        (None, "2023-10-01", True),
        (None, "2023-09-30", False),
        ("2023-10-10", "2023-10-12", True),
        ("2023-10", "2023-10", True),
        (None, "2022", False),
    ],
)
def test_a_fact_of_a_month_may_be_of_any_day_in_it(
    since: str | None, until: str | None, expected: bool
) -> None:
    assert within(told(since="2023-10"), since, until) is expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [("2023-10-27", "2023-10-27", True), ("2023-10-28", None, False), (None, "2023-10-26", False)],
)
def test_an_undated_fact_has_the_days_on_which_it_was_told(
    since: str | None, until: str | None, expected: bool
) -> None:
    assert within(DEMAND, since, until) is expected


def test_an_undated_fact_told_by_several_reaches_from_the_first_to_the_last() -> None:
    several = [relation("d1"), relation("d2"), relation("d3")]
    assert within(several, "2023-10-30", "2023-10-31")
    assert not within(several, "2023-11-03", None)


def test_a_fact_without_any_date_is_in_no_window() -> None:
    timeless = told(document="d3")
    assert within(timeless, None, None)
    assert not within(timeless, "1900", None)
    assert not within(timeless, None, "2100")


@pytest.mark.parametrize("side", ["since", "until"])
@pytest.mark.parametrize(
    "day",
    ["", "yesterday", "26.10.2023", "2023/10/26", "2023-13", "2023-00", "2023-10-32", "2023-1-1", "20231026"],
)
def test_a_date_in_another_form_is_refused_with_the_right_one(store: Store, day: str, side: str) -> None:
    with pytest.raises(InputError) as raised:
        list(select_facts(store, **{side: day}))
    assert repr(day) in str(raised.value)
    assert "YYYY-MM-DD" in str(raised.value)


@pytest.mark.parametrize("day", ["2023-02-29", "2023-04-31", "２０２３"])
def test_a_day_that_no_calendar_has_is_refused(store: Store, day: str) -> None:
    with pytest.raises(InputError):
        list(select_facts(store, since=day))


def test_a_leap_day_is_a_day(store: Store) -> None:
    assert list(select_facts(store, since="2024-02-29")) == []


@pytest.mark.parametrize(
    ("condition", "near"), [({"relation": "meets"}, "MEET"), ({"status": "certain"}, "actual")]
)
def test_a_word_the_ontology_lacks_is_refused_with_those_it_has(
    store: Store, condition: dict[str, str], near: str
) -> None:
    with pytest.raises(InputError, match=near) as raised:
        list(select_facts(store, **condition))
    assert repr(next(iter(condition.values()))) in str(raised.value)
