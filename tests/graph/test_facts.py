"""Facts from relations written by hand: what is one occasion, and what a fact keeps of each relation."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.graph import facts
from kgraph.ontology import relations as ontology
from kgraph.records import Fact, Relation
from tests.graph.records import (
    BIDEN,
    BLINKEN,
    CN,
    MFA,
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


def dated(fact: Fact) -> tuple[str | None, str | None, str | None]:
    return fact.date_from, fact.date_to, fact.date_basis


# What is one occasion


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023-10-26", "2023-10-26"),
        ("2023-10-26", "2023-10"),
        ("2023-10-31", "2023-10"),
        ("2023-10-01", "2023-10"),
        ("2024-02-29", "2024-02"),
        ("2023-12-31", "2023-12"),
        ("2023-10-26", "2023"),
        ("2023-10", "2023"),
        ("2023-10-26", None),
        (None, None),
    ],
)
def test_a_date_joins_the_one_that_contains_it(first: str | None, second: str | None) -> None:
    (fact,) = grouped(relation("d1", since=first), relation("d2", since=second))
    assert (fact.date_from, fact.date_to, fact.sentences) == (first, first, 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023-10-26", "2023-10-27"),  # told outright: a day apart is another day
        ("2023-10-31", "2023-11"),
        ("2023-11-01", "2023-10"),
        ("2023-01-01", "2022"),
        ("2022-12", "2023"),
    ],
)
def test_dates_that_exclude_one_another_are_two_occasions(first: str, second: str) -> None:
    found = grouped(relation("d1", since=first), relation("d2", since=second))
    assert {(fact.date_from, fact.sentences) for fact in found} == {(first, 1), (second, 1)}


def test_occasions_of_one_pair_come_in_order_of_time() -> None:
    # A day is looked at before a month, and still the month that lies before it comes first.
    found = grouped(*(relation(f"d{day}", since=day) for day in ("2023-10-28", "2023-09", "2023-10-05")))
    assert [fact.date_from for fact in found] == ["2023-09", "2023-10-05", "2023-10-28"]


def test_both_ends_of_an_interval_belong_to_it() -> None:
    trip = relation("d1", since="2023-10-26", until="2023-10-28")
    for day, occasions in (("25", 2), ("26", 1), ("28", 1), ("29", 2)):
        assert len(grouped(trip, relation("d2", since=f"2023-10-{day}"))) == occasions, day


@pytest.mark.parametrize(
    ("printed", "occasions"),
    [("2023-10-25", 2), ("2023-10-26", 1), ("2023-10-29", 1), ("2023-10-30", 2)],
)
def test_a_report_follows_what_it_tells_within_three_days(printed: str, occasions: int) -> None:
    told = relation("d1", since="2023-10-26")
    report = relation("d2", since=printed, date_basis="publication")
    found = grouped(told, report)
    assert len(found) == occasions
    # The day of the report is no date of the meeting where the other text names the day.
    assert dated(found[0]) in {("2023-10-26", "2023-10-26", "explicit"), (printed, printed, "publication")}
    if occasions == 1:
        assert dated(found[0]) == ("2023-10-26", "2023-10-26", "explicit")


def test_reports_of_the_same_days_are_one_occasion() -> None:
    first = relation("d1", since="2023-10-26", date_basis="publication")
    for day, occasions in (("27", 1), ("29", 1), ("30", 2)):
        second = relation("d2", since=f"2023-10-{day}", date_basis="publication")
        assert len(grouped(first, second)) == occasions, day


def test_a_month_joins_one_of_two_days_in_it_and_does_not_bridge_them() -> None:
    found = grouped(
        relation("d1", since="2023-10-26"),
        relation("d2", since="2023-10-05"),
        relation("d3", since="2023-10"),
    )
    assert [(fact.date_from, fact.sentences) for fact in found] == [("2023-10-05", 2), ("2023-10-26", 1)]


def test_other_relations_and_other_ends_stay_apart() -> None:
    found = grouped(
        relation("d1"),
        relation("d2", name="CALL"),
        relation("d3", other=BIDEN),
        relation("d4", subject=XI),
    )
    assert len(found) == 4


def test_a_state_is_never_split() -> None:
    found = grouped(
        relation("d1", BLINKEN, "HOLDS_OFFICE", STATE, "2021-01-26", title="国务卿"),
        relation("d2", BLINKEN, "HOLDS_OFFICE", STATE, "2023-10-26", title="国务卿"),
        relation("d3", BLINKEN, "HOLDS_OFFICE", STATE, title="国务卿"),
    )
    assert [fact.sentences for fact in found] == [3]


def test_each_office_is_a_fact_of_its_own() -> None:
    found = grouped(
        relation("d1", WANG, "HOLDS_OFFICE", MFA, title="部长"),
        relation("d2", WANG, "HOLDS_OFFICE", MFA, title="发言人"),
    )
    assert {fact.title for fact in found} == {"部长", "发言人"}


# Which side is the subject


@pytest.mark.parametrize("name", sorted(name for name, row in ontology().items() if row.symmetric))
def test_a_symmetric_relation_is_one_fact_whichever_side_was_named_first(name: str) -> None:
    (fact,) = grouped(relation("d1", CN, name, US), relation("d2", US, name, CN))
    assert (fact.subject, fact.subject_name, fact.object, fact.object_name) == (CN, "中国", US, "美国")
    assert fact.sentences == 2


@pytest.mark.parametrize("name", ["CALL", "ASSAULT"])
def test_who_sends_a_letter_or_attacks_stays_the_subject(name: str) -> None:
    # Told in one direction only: 美国袭击…… must not come out as an attack on the United States.
    (fact,) = grouped(relation("d1", US, name, CN), relation("d2", US, name, CN))
    assert (fact.subject, fact.object) == (US, CN)


@pytest.mark.parametrize("name", ["VISIT", "REQUEST", "INVITE", "SANCTION"])
def test_a_directed_relation_keeps_its_direction(name: str) -> None:
    found = grouped(relation("d1", CN, name, US), relation("d2", US, name, CN))
    assert {(fact.subject, fact.object) for fact in found} == {(CN, US), (US, CN)}


# What a fact keeps


@pytest.mark.parametrize(
    ("statuses", "strongest"),
    [
        (["planned", "actual"], "actual"),
        (["negated", "claimed"], "claimed"),
        (["wish", "planned", "negated"], "planned"),
        (["claimed", "wish"], "wish"),
        (["planned", "past"], "past"),
        (["negated", "negated"], "negated"),
    ],
)
def test_the_strongest_status_counts(statuses: list[str], strongest: str) -> None:
    (fact,) = grouped(*(relation(f"d{number}", status=one) for number, one in enumerate(statuses)))
    assert fact.status == strongest == fact.evidence[0].status
    assert Counter(one.status for one in fact.evidence) == Counter(statuses)


@pytest.mark.parametrize(
    ("told", "speaker"),
    [
        ([("claimed", MFA), ("claimed", MFA)], MFA),
        ([("claimed", MFA), ("claimed", STATE)], None),
        ([("actual", MFA), ("actual", None)], None),  # the text itself tells it, too
        ([("actual", None), ("claimed", MFA)], None),
        ([("actual", MFA), ("claimed", STATE)], MFA),  # only the strongest status is spoken for
        ([("actual", None)], None),
    ],
)
def test_a_speaker_stays_where_all_of_the_status_come_from_him(
    told: list[tuple[str, str | None]], speaker: str | None
) -> None:
    (fact,) = grouped(
        *(relation(f"d{number}", status=status, speaker=by) for number, (status, by) in enumerate(told))
    )
    assert fact.speaker == speaker


def test_the_narrowest_dates_are_kept_with_their_basis() -> None:
    (fact,) = grouped(
        relation("d1", since="2023-10"),
        relation("d2", since="2023-10-24", until="2023-10-28", date_basis="relative"),
        relation("d3", since="2023"),
        relation("d4"),
    )
    assert dated(fact) == ("2023-10-24", "2023-10-28", "relative")


def test_a_named_day_is_narrower_than_the_day_of_a_report() -> None:
    (fact,) = grouped(
        relation("d1", since="2023-10-26", date_basis="publication"),
        relation("d2", since="2023-10-26", date_basis="relative"),
    )
    assert dated(fact) == ("2023-10-26", "2023-10-26", "relative")


def test_dates_come_from_whichever_relation_has_them() -> None:
    (fact,) = grouped(relation("d1", status="actual"), relation("d2", since="2023-10", status="planned"))
    assert (fact.status, fact.date_from) == ("actual", "2023-10")


@pytest.mark.parametrize(("carried", "occasions"), [("2023-10-24", 2), ("2023-10-25", 1), ("2023-10-27", 1)])
def test_a_carried_day_joins_its_neighbour_and_gives_way_to_it(carried: str, occasions: int) -> None:
    found = grouped(relation("d1", since=carried, date_basis="carried"), relation("d2", since="2023-10-26"))
    assert len(found) == occasions
    assert found[-1].date_from == "2023-10-26"
    assert found[-1].date_basis == "explicit"


@pytest.mark.parametrize(
    ("status", "printed", "occasions"),
    [
        ("planned", "2023-10-01", 1),
        ("planned", "2020-10-01", 2),
        ("negated", "2023-10-01", 2),
        ("negated", "2023-10-27", 1),
    ],
)
def test_what_has_no_date_joins_an_occasion_near_its_report(
    status: str, printed: str, occasions: int
) -> None:
    papers = [document("d1", published="2023-10-27"), document("d2", published=printed)]
    found = grouped(relation("d1", since="2023-10-26"), relation("d2", status=status), documents=papers)
    assert len(found) == occasions
    assert Counter(fact.date_from for fact in found)["2023-10-26"] == 1


def test_evidence_is_cited_from_its_document() -> None:
    cited = "王毅26日至28日访问美国。"
    text = f"标题\n{cited}后来的话。"
    span = {"start": 3, "end": 3 + len(cited)}
    told = relation(
        "d1", WANG, "VISIT", US, "2023-10-26", "2023-10-28", status="planned", speaker=MFA, **span
    )
    paper = document("d1", text, "2023-10-24", title="标题", source="某报", url="https://example.org/1")
    (fact,) = grouped(told, documents=[paper])
    (evidence,) = fact.evidence
    assert evidence.text == cited == text[evidence.start : evidence.end]
    assert (evidence.title, evidence.source, evidence.url) == ("标题", "某报", "https://example.org/1")
    assert (evidence.date, evidence.published) == ("2023-10-26/2023-10-28", "2023-10-24")
    assert (evidence.status, evidence.speaker, evidence.rule) == ("planned", MFA, "pattern:by-hand")


def test_evidence_comes_in_order_of_publication_undated_last() -> None:
    papers = [
        document("d1", published=None),
        document("d2", published="2023-10-28"),
        document("d3", published="2023-10-27", name="b"),
        document("d4", published="2023-10-27", name="a"),
    ]
    further_down = relation("d3", start=2)
    (fact,) = grouped(further_down, *(relation(one.id) for one in papers), documents=papers)
    order = [(one.document, one.start) for one in fact.evidence]
    assert order == [("d4", 0), ("d3", 0), ("d3", 2), ("d2", 0), ("d1", 0)]


def test_what_says_what_the_fact_says_is_cited_first() -> None:
    papers = [document(f"d{day}", published=f"2023-10-{day}") for day in (24, 25, 27, 28)]
    planned = relation("d24", WANG, "VISIT", US, "2023-10-26", "2023-10-28", status="planned")
    undated = relation("d25", WANG, "VISIT", US)
    dated = relation("d27", WANG, "VISIT", US, "2023-10-26", "2023-10-28")
    one_day = relation("d28", WANG, "VISIT", US, "2023-10-27")
    (fact,) = grouped(planned, undated, dated, one_day, documents=papers)
    assert (fact.date_from, fact.status) == ("2023-10-27", "actual")
    assert [one.document for one in fact.evidence] == ["d28", "d25", "d27", "d24"]


def test_the_facts_of_a_store_come_strongest_first(tmp_path: Path) -> None:
    meet, visit, call = (WANG, "MEET", BLINKEN, None), (WANG, "VISIT", US, None), (XI, "CALL", BIDEN, None)
    extractions = [
        article("a", None, line("王毅同布林肯会谈。", {}, meet), line("王毅访美。", {}, visit)),
        article("b", None, line("二人再次会谈。", {}, meet), line("王毅访美。", {}, visit)),
        article("c", None, line("习近平同拜登通话。", {}, call), line("王毅访美。", {}, visit)),
    ]
    with fill(tmp_path / "graph.duckdb", extractions) as store:
        found = [(fact.relation, fact.stories, fact.sentences) for fact in facts(store)]
    # 王毅访美 is printed thrice word for word, and so is one story; the meeting is told by two in words of
    # their own: what they share about the visit does not make one story of it.
    assert found == [("MEET", 2, 2), ("VISIT", 1, 3), ("CALL", 1, 1)]


# Laws

DAYS = st.sampled_from(
    [None, "2023", "2023-10", "2023-11", "2023-10-25", "2023-10-26", "2023-10-28", "2023-11-01"]
)


@st.composite
def told(draw: st.DrawFn) -> list[Relation]:
    """Relations of few entities on few days, each from a document of its own."""
    made = []
    for number in range(draw(st.integers(1, 8))):
        since = draw(DAYS)
        made.append(
            relation(
                f"d{number}",
                *draw(
                    st.sampled_from(
                        [
                            (WANG, "MEET", BLINKEN),
                            (BLINKEN, "MEET", WANG),
                            (WANG, "VISIT", US),
                            (WANG, "HOLDS_OFFICE", MFA),
                        ]
                    )
                ),
                since,
                date_basis=draw(st.sampled_from(["explicit", "carried", "publication"])) if since else None,
                status=draw(st.sampled_from(["actual", "planned", "claimed"])),
                speaker=draw(st.sampled_from([None, MFA, STATE])),
            )
        )
    return made


# Each example is a store of its own.
@settings(max_examples=20, deadline=None)
@given(told().flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_the_order_of_the_relations_does_not_matter(orders: tuple[list[Relation], list[Relation]]) -> None:
    made, other = orders
    assert set(grouped(*made)) == set(grouped(*other))


# Each example is a store of its own.
@settings(max_examples=20, deadline=None)
@given(told())
def test_every_relation_is_behind_exactly_one_fact(made: list[Relation]) -> None:
    found = grouped(*made)
    behind = [one.document for fact in found for one in fact.evidence]
    assert sorted(behind) == sorted(one.document for one in made)
    assert all(fact.sentences == len(fact.evidence) for fact in found)
    assert all(1 <= fact.stories <= fact.sentences for fact in found)
    assert all(fact.date_from is None or fact.date_from <= (fact.date_to or "") for fact in found)


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(
            [
                relation("d1", BIDEN, "HOLDS_OFFICE", US, "2009-01-20", title="总统", trigger_start=1),
                relation("d1", BIDEN, "HOLDS_OFFICE", US, "2021-01-20", title="总统", trigger_start=2),
            ],
            id="two dates in one sentence",
        ),
        pytest.param(
            [relation("d1", WANG, "HOLDS_OFFICE", MFA), relation("d2", WANG, "HOLDS_OFFICE", MFA)],
            id="documents of one name",
        ),
    ],
)
def test_ties_do_not_depend_on_the_order_either(made: list[Relation]) -> None:
    papers = [document(one, name="index") for one in ("d1", "d2")]
    assert grouped(*made, documents=papers) == grouped(*reversed(made), documents=papers)
