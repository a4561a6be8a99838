"""Officials mined from a store: what is kept, how its rows look, and what is left to a reader."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kgraph.errors import InputError
from kgraph.language import load
from kgraph.mining import Mined, mine, write_mined
from kgraph.records import Document, Entity, Extraction, Mention, Relation, Sentence
from kgraph.rules import EntityRow, read_rows
from kgraph.store import Store

FRANCE, MFA, BELGIUM = "country:FR", "org:FR-foreign-affairs", "country:BE"
CLUB = "INSTITUTION:云台航海学会"
LISTED = {
    FRANCE: Entity(FRANCE, "COUNTRY", "法国", attributes={"kind": "state"}),
    BELGIUM: Entity(BELGIUM, "COUNTRY", "比利时", attributes={"kind": "state"}),
    MFA: Entity(MFA, "INSTITUTION", "法国外交部", attributes={"kind": "government", "country": FRANCE}),
    CLUB: Entity(CLUB, "INSTITUTION", "云台航海学会", attributes={"kind": "ngo", "country": "country:CN"}),
}
PREMIER, MINISTER, HEAD = "title:premier", "organ:foreign-affairs", "title:minister"


def told(
    day: str | None,
    person: str,
    rule: str = PREMIER,
    of: str = FRANCE,
    title: str = "总理",
    *,
    text: str = "",
    script: str = "simplified",
    **more: Any,
) -> Extraction:
    """A document of one sentence that tells of an office, on a day."""
    name = person.partition(":")[2]
    text = text or f"{LISTED[of].name}{title}{name}在{day}发表讲话。"
    identifier = f"{day} {text} {rule}"
    start = text.index(name) if name in text else 0
    entity = Entity(person, "PERSON", name, attributes={"official": True})
    relation = Relation(
        identifier, 0, person, "HOLDS_OFFICE", of, 0, len(text), 0, 2, rule, title=title, **more
    )
    return Extraction(
        Document(identifier, identifier, text, published=day, script=script),
        (Sentence(identifier, 0, 0, len(text), text),),
        (Mention(identifier, start, start + len(name), name, "PERSON", "title", rule, person),),
        (entity, LISTED[of]),
        (relation,),
    )


@pytest.fixture
def mined(tmp_path: Path) -> Callable[..., Mined]:
    """Mine what some documents tell."""

    def run(documents: Sequence[Extraction], **options: Any) -> Mined:
        with Store(tmp_path / "graph.duckdb", create=True) as store:
            store.write(list(documents))
            return mine(store, **options)

    return run


def offices(result: Mined) -> list[tuple[str, str, str]]:
    return [(row.name, one.of, one.title) for row in result.rows for one in row.offices]


def reasons(result: Mined) -> dict[str, list[str]]:
    return {doubt.name: [reason.partition(":")[0] for reason in doubt.reasons] for doubt in result.doubtful}


def test_an_office_that_several_days_tell_is_a_row(mined: Callable[..., Mined]) -> None:
    result = mined([told("2021-03-02", "PERSON:杜瓦尔"), told("2021-05-04", "PERSON:杜瓦尔")])
    (row,) = result.rows
    assert (row.id, row.label, row.name, row.country, row.official) == (
        "person:杜瓦尔",
        "PERSON",
        "杜瓦尔",
        FRANCE,
        True,
    )
    (office,) = row.offices
    assert (office.of, office.title, office.since, office.until) == (FRANCE, "总理", None, None)
    assert office.seen is not None
    assert office.seen.model_dump() == {"first": "2021-03-02", "last": "2021-05-04", "days": 2, "stories": 2}
    assert result.doubtful == ()


def test_what_one_day_or_one_story_tells_is_doubtful(mined: Callable[..., Mined]) -> None:
    reprint = "法国总理雷诺尔抵达里昂。"
    documents = [
        told("2021-03-02", "PERSON:杜瓦尔"),
        told("2021-03-02", "PERSON:雷诺尔", text=reprint),
        told("2021-03-05", "PERSON:雷诺尔", text=reprint),
    ]
    result = mined(documents)
    assert result.rows == ()
    assert {doubt.name: doubt.reasons for doubt in result.doubtful} == {
        "杜瓦尔": ("few: 1 story on 1 day",),
        "雷诺尔": ("few: 1 story on 2 days",),
    }


def test_how_many_must_confirm_can_be_told(mined: Callable[..., Mined]) -> None:
    documents = [told("2021-03-02", "PERSON:杜瓦尔")]
    assert offices(mined(documents, min_stories=1, min_days=1)) == [("杜瓦尔", FRANCE, "总理")]


@pytest.mark.parametrize("option", ["min_stories", "min_days"])
def test_less_than_one_is_refused(mined: Callable[..., Mined], option: str) -> None:
    with pytest.raises(InputError, match=f"{option} 0"):
        mined([], **{option: 0})


def test_wordings_of_one_office_are_one(mined: Callable[..., Mined]) -> None:
    documents = [
        told("2021-03-02", "PERSON:杜瓦尔", MINISTER, MFA, "外长"),
        told("2021-03-03", "PERSON:杜瓦尔", MINISTER, MFA, "外交部长"),
        told("2021-03-04", "PERSON:杜瓦尔", HEAD, MFA, "部长"),
    ]
    (row,) = mined(documents).rows
    assert [(one.title, one.seen and one.seen.days) for one in row.offices] == [("外交部长", 3)]


def test_a_rare_wording_is_not_the_title(mined: Callable[..., Mined]) -> None:
    documents = [told(f"2021-03-{day:02}", "PERSON:杜瓦尔", MINISTER, MFA, "外长") for day in range(1, 9)]
    documents.append(told("2021-03-20", "PERSON:杜瓦尔", MINISTER, MFA, "外交部长官"))
    assert offices(mined(documents)) == [("杜瓦尔", MFA, "外长")]


def test_a_former_office_only_ends_a_term(mined: Callable[..., Mined]) -> None:
    held = [told("2021-03-02", "PERSON:杜瓦尔"), told("2021-05-04", "PERSON:杜瓦尔")]
    former = told("2021-05-20", "PERSON:杜瓦尔", text="法国前总理杜瓦尔在里昂。", status="past")
    other = [
        told(day, "PERSON:雷诺尔", text=f"法国前总理雷诺尔{day}在里昂。", status="past")
        for day in ("2021-03-02", "2021-05-04")
    ]
    (row,) = mined([*held, former, *other]).rows
    # Somewhere between the 4th and the 20th: no more than the month is known.
    assert (row.name, row.offices[0].until) == ("杜瓦尔", "2021-05")


def test_who_is_to_take_office_began_after_that(mined: Callable[..., Mined]) -> None:
    coming = told("2020-12-30", "PERSON:杜瓦尔", text="法国候任总理杜瓦尔在里昂。", status="planned")
    sooner = told("2021-01-04", "PERSON:杜瓦尔", text="法国候任总理杜瓦尔抵达。", status="planned")
    held = [told("2021-01-12", "PERSON:杜瓦尔"), told("2021-05-04", "PERSON:杜瓦尔")]
    (row,) = mined([coming, sooner, *held]).rows
    assert row.offices[0].since == "2021-01"


def test_a_term_that_a_text_tells_is_taken(mined: Callable[..., Mined]) -> None:
    documents = [
        told("2021-03-02", "PERSON:杜瓦尔", date_from="2019-06", date_to=None, date_basis="explicit"),
        told("2021-05-04", "PERSON:杜瓦尔"),
    ]
    (row,) = mined(documents).rows
    assert (row.offices[0].since, row.offices[0].until) == ("2019-06", None)


def test_two_holders_at_once_are_a_conflict_for_the_less_seen(mined: Callable[..., Mined]) -> None:
    premier = [told(f"2021-{month:02}-02", "PERSON:杜瓦尔") for month in range(1, 11)]
    misread = [told("2021-04-05", "PERSON:雷诺尔"), told("2021-06-05", "PERSON:雷诺尔")]
    successor = [told("2021-10-05", "PERSON:马尔尚"), told("2021-12-05", "PERSON:马尔尚")]
    result = mined([*premier, *misread, *successor])
    assert [name for name, *_ in offices(result)] == ["杜瓦尔", "马尔尚"]
    assert reasons(result) == {"雷诺尔": ["conflict"]}


def test_several_may_share_an_office_that_is_not_single(mined: Callable[..., Mined]) -> None:
    rule, title = "title:deputy-premier", "副总理"
    documents = [
        told(f"2021-{month:02}-{day:02}", person, rule, FRANCE, title)
        for month in (1, 6, 12)
        for day, person in ((2, "PERSON:杜瓦尔"), (3, "PERSON:雷诺尔"))
    ]
    assert [name for name, *_ in offices(mined(documents))] == ["杜瓦尔", "雷诺尔"]


def test_a_name_that_is_mostly_part_of_others_is_doubtful(mined: Callable[..., Mined]) -> None:
    documents = [told("2021-03-02", "PERSON:杜瓦尔"), told("2021-05-04", "PERSON:杜瓦尔")]
    others = [
        told(f"2021-07-0{day}", "PERSON:杜瓦尔森", "title:deputy-premier", FRANCE, "副总理")
        for day in (1, 2, 3)
    ]
    result = mined([*documents, *others])
    assert [name for name, *_ in offices(result)] == ["杜瓦尔森"]
    (doubt,) = result.doubtful
    assert doubt.reasons == ("name: 2 of 5 occurrences are read as this person",)


@pytest.mark.parametrize("name", ["委员会", "部长通报", "后首次"])
def test_a_name_made_of_words_is_doubtful(mined: Callable[..., Mined], name: str) -> None:
    result = mined([told(day, f"PERSON:{name}") for day in ("2021-03-02", "2021-05-04")])
    assert result.rows == ()
    assert reasons(result) == {name: ["word"]}


def test_offices_of_several_states_are_doubtful(mined: Callable[..., Mined]) -> None:
    documents = [
        told(f"2021-03-0{day}", "PERSON:杜瓦尔", of=of) for of in (FRANCE, BELGIUM) for day in (1, 2)
    ]
    result = mined(documents)
    assert result.rows == ()
    assert {doubt.of_name for doubt in result.doubtful} == {"法国", "比利时"}
    assert reasons(result) == {"杜瓦尔": ["states"]}


def test_an_unlisted_institution_gets_a_row_too(mined: Callable[..., Mined]) -> None:
    documents = [
        told(day, "PERSON:杜瓦尔", "title:secretary-general", CLUB, "秘书长")
        for day in ("2021-03-02", "2021-05-04")
    ]
    club, person = mined(documents).rows
    assert (club.id, club.label, club.name, club.kind) == (
        "org:云台航海学会",
        "INSTITUTION",
        "云台航海学会",
        "ngo",
    )
    assert [office.of for office in person.offices] == [club.id]


def test_listed_persons_are_left_out_unless_asked_for(mined: Callable[..., Mined]) -> None:
    macron = [
        told(day, "person:emmanuel-macron", "title:president", title="总统")
        for day in ("2021-03-02", "2021-05-04")
    ]
    assert mined(macron).rows == ()


def test_of_listed_persons_the_row_stays_and_what_was_seen_is_added(mined: Callable[..., Mined]) -> None:
    days = ("2021-03-02", "2021-05-04")
    macron = [
        *(told(day, "person:emmanuel-macron", "title:president", title="总统") for day in days),
        *(told(day, "person:emmanuel-macron", "title:minister", MFA, "部长") for day in days),
    ]
    (row,) = mined(macron, listed=True).rows
    assert (row.name, row.en) == ("马克龙", "Emmanuel Macron")
    president = next(one for one in row.offices if one.title == "总统")
    assert (president.since, president.seen and president.seen.days) == ("2017-05-14", 2)
    assert [one.title for one in row.offices if one.of == MFA] == ["部长"]


def test_a_guess_among_namesakes_and_a_pronoun_tell_nothing(mined: Callable[..., Mined]) -> None:
    sure = told("2021-03-02", "PERSON:杜瓦尔")
    guessed, pronoun = told("2021-03-03", "PERSON:杜瓦尔"), told("2021-03-04", "PERSON:杜瓦尔")
    unsure = [
        replace(guessed, mentions=(replace(guessed.mentions[0], score=0.6),)),
        replace(pronoun, mentions=(replace(pronoun.mentions[0], source="reference"),)),
    ]
    result = mined([sure, *unsure])
    assert reasons(result) == {"杜瓦尔": ["few"]}
    assert result.doubtful[0].held.days == ["2021-03-02"]


def test_what_is_written_is_a_gazetteer_that_the_pipeline_reads(
    mined: Callable[..., Mined], tmp_path: Path
) -> None:
    days = ("2021-03-02", "2021-05-04")
    result = mined([*(told(day, "PERSON:诺特兰") for day in days), told("2021-06-01", "PERSON:雷诺尔")])
    rows, review = tmp_path / "officials.jsonl", tmp_path / "review.jsonl"
    write_mined(result, rows, review)
    assert read_rows(rows, EntityRow) == list(result.rows)
    (doubt,) = [json.loads(line) for line in review.read_text(encoding="utf-8").splitlines()]
    assert (doubt["person"], doubt["title"], doubt["of"], doubt["days"]) == ("雷诺尔", "总理", "法国", 1)
    assert doubt["evidence"] == [
        {
            "date": "2021-06-01",
            "document": doubt["evidence"][0]["document"],
            "text": "法国总理雷诺尔在2021-06-01发表讲话。",
        }
    ]
    nlp = load([rows])
    assert [(one.text, one.label_) for one in nlp("诺特兰没有出席。").ents] == [("诺特兰", "PERSON")]


def test_the_order_in_which_documents_came_does_not_matter(tmp_path: Path) -> None:
    documents = [
        told(f"2021-{month:02}-02", person, rule, of, title)
        for month in range(1, 6)
        for person, rule, of, title in (
            ("PERSON:杜瓦尔", PREMIER, FRANCE, "总理"),
            ("PERSON:雷诺尔", MINISTER, MFA, "外长"),
            ("PERSON:马尔尚", PREMIER, BELGIUM, "总理"),
        )
    ]
    found = []
    for name, order in (("one", documents), ("other", documents[::-1])):
        with Store(tmp_path / name, create=True) as store:
            store.write(order)
            found.append(mine(store))
    assert found[0] == found[1]
    assert len(found[0].rows) == 3
