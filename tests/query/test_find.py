"""Entities by name, alias, id and script, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.graph.records import (
    BIDEN,
    BLINKEN,
    ENTITIES,
    STATE,
    US,
    WANG,
    XI,
    article,
    document,
    fill,
    line,
    relation,
)

from kgraph.errors import NotFoundError
from kgraph.query import Card, find, resolve
from kgraph.records import Entity, Extraction, Mention
from kgraph.store import Store


def press() -> list[Extraction]:
    """Two meetings with 布林肯, one with 拜登, and an office; one article in traditional characters."""
    talks, later = (WANG, "MEET", BLINKEN, "2023-10-26"), (BLINKEN, "MEET", WANG, "2024-02-16")
    office = (BLINKEN, "HOLDS_OFFICE", STATE, None, {"title": "国务卿"})
    return [
        article(
            "first",
            "2023-10-27",
            line("王毅同布林肯会谈。", {"王毅": WANG, "布林肯": BLINKEN}, talks),
            line("美国国务卿布林肯发言。", {"美国": US, "布林肯": BLINKEN}, office),
        ),
        article(
            "second",
            "2024-02-17",
            line("美國國務卿見王毅外長。", {"美國": US, "王毅外長": WANG}, later),
        ),
        article(
            "third",
            "2023-10-28",
            line("王毅27日见了拜登。", {"王毅": WANG, "拜登": BIDEN}, (WANG, "MEET", BIDEN, "2023-10-27")),
            line("习近平没有出席。", {"习近平": XI}),
        ),
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with fill(tmp_path / "graph.duckdb", press()) as filled:
        yield filled


def cards(store: Store, name: str) -> list[Card]:
    return find(store, name)


@pytest.mark.parametrize(
    "name",
    ["王毅", "王毅外長", "王毅外长", WANG, " 王毅 "],
    ids=["name", "alias as printed", "alias in the other script", "id", "white space around it"],
)
def test_every_form_of_a_name_finds_its_entity(store: Store, name: str) -> None:
    assert resolve(store, name) == [WANG]
    assert [card.entity.name for card in cards(store, name)] == ["王毅"]


@pytest.mark.parametrize("name", ["习近平", "習近平"])
def test_a_name_is_found_in_the_script_that_no_text_used(store: Store, name: str) -> None:
    assert resolve(store, name) == [XI]


@pytest.mark.parametrize(
    ("name", "found"),
    [("美利坚合众国", US), ("美利堅合眾國", US), ("Antony Blinken", BLINKEN), ("antony blinken", BLINKEN)],
)
def test_names_that_no_text_used_find_it_where_the_lists_have_them(
    store: Store, name: str, found: str
) -> None:
    assert resolve(store, name) == [found]


def test_a_part_of_a_name_is_no_name(store: Store) -> None:
    assert cards(store, "王") == []


def test_a_card_counts_mentions_and_days_of_publication(store: Store) -> None:
    (card,) = cards(store, "王毅")
    assert (card.mentions, card.documents) == (3, 3)
    assert (card.first, card.last) == ("2023-10-27", "2024-02-17")
    assert card.entity.aliases == ("王毅", "王毅外長")


def test_partners_come_by_number_of_stories(store: Store) -> None:
    (card,) = cards(store, "王毅")
    # Either side of a meeting is a partner, whoever was named first.
    assert card.partners == ((BLINKEN, "布林肯", 2), (BIDEN, "拜登", 1))
    assert card.offices == ()


@pytest.mark.parametrize("name", ["布林肯", "美国国务院"])
def test_an_office_stands_on_the_card_of_its_holder_and_of_its_institution(store: Store, name: str) -> None:
    (card,) = cards(store, name)
    assert [(one.subject_name, one.title, one.object_name) for one in card.offices] == [
        ("布林肯", "国务卿", "美国国务院")
    ]


def test_a_card_has_offices_with_days_and_what_is_done_with_whom(store: Store) -> None:
    (blinken,), (wang,), (state,) = cards(store, "布林肯"), cards(store, "王毅"), cards(store, "美国国务院")
    (term,) = blinken.terms
    assert (term.name, term.title, term.first, term.last, term.days, term.former) == (
        "美国国务院",
        "国务卿",
        "2023-10-27",
        "2023-10-27",
        1,
        False,
    )
    assert [(one.name, one.title) for one in state.terms] == [("布林肯", "国务卿")]
    assert [(one.name, one.relation, one.sentences) for one in wang.bonds] == [
        ("布林肯", "MEET", 2),
        ("拜登", "MEET", 1),
    ]


def test_an_office_that_is_only_told_as_a_former_one_has_no_days(tmp_path: Path) -> None:
    past = (BLINKEN, "HOLDS_OFFICE", STATE, None, {"title": "国务卿", "status": "past"})
    told = article("a", "2025-03-01", line("美国前国务卿布林肯发言。", {"布林肯": BLINKEN}, past))
    with fill(tmp_path / "former.duckdb", [told]) as former:
        (card,) = cards(former, "布林肯")
    assert [(one.first, one.last, one.days, one.former) for one in card.terms] == [(None, None, 0, True)]


def test_what_no_text_names_has_a_card_without_dates(store: Store) -> None:
    (card,) = cards(store, "美国国务院")
    assert (card.mentions, card.documents, card.first, card.last) == (0, 0, None, None)


def test_ten_partners_at_most() -> None:
    guests = {one.id: one for one in (Entity(f"person:{n:02}", "PERSON", f"来宾{n:02}") for n in range(12))}
    met = tuple(relation("d1", WANG, "MEET", guest) for guest in reversed(guests))
    names = (ENTITIES[WANG], *guests.values())
    with Store(Path(":memory:"), create=True) as party:
        party.write([Extraction(document("d1"), (), (), names, met)])
        (card,) = find(party, "王毅")
    assert [partner for partner, _, _ in card.partners] == list(guests)[:10]


def test_of_two_with_one_name_the_most_mentioned_comes_first(store: Store) -> None:
    actor = Entity("person:actor", "PERSON", "王毅")
    told = Mention("playbill", 0, 2, "王毅", "PERSON", "name", "rule", actor.id)
    store.write([Extraction(document("playbill", "王毅登台。"), (), (told,), (actor,), ())])
    assert [card.entity.id for card in cards(store, "王毅")] == [WANG, actor.id]
    assert resolve(store, "王毅") == [actor.id, WANG]


def test_an_unknown_name_finds_nothing_and_resolves_to_the_nearest(store: Store) -> None:
    assert cards(store, "布林垦") == []
    with pytest.raises(NotFoundError, match=r"'布林垦'.*did you mean 布林肯"):
        resolve(store, "布林垦")


def test_the_nearest_name_is_offered_for_traditional_characters_too(store: Store) -> None:
    with pytest.raises(NotFoundError, match="did you mean 美国国务院"):
        resolve(store, "美國國務廳")


def test_where_no_name_is_near_the_message_says_where_to_look(store: Store) -> None:
    with pytest.raises(NotFoundError, match="kgraph stats"):
        resolve(store, "埃菲尔铁塔")


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_nobody(store: Store, name: str) -> None:
    assert cards(store, name) == []
    with pytest.raises(NotFoundError):
        resolve(store, name)


def test_a_name_in_latin_letters_is_answered_with_the_nearest(tmp_path: Path) -> None:
    known = (
        Entity("person:li", "PERSON", "李尚福"),
        Entity("person:b", "PERSON", "布林肯", (), {"en": "Antony Blinken"}),
    )
    extraction = Extraction(document("d1", "一"), (), (), known, ())
    with fill(tmp_path / "latin.duckdb", [extraction]) as store:
        with pytest.raises(NotFoundError, match="did you mean 布林肯"):
            resolve(store, "Blinkin")
        pytest.importorskip("pypinyin", reason="spelling in pinyin needs pypinyin")
        with pytest.raises(NotFoundError, match="did you mean 李尚福"):
            resolve(store, "li shangfu")
        with pytest.raises(NotFoundError, match="did you mean 李尚福"):
            resolve(store, "LiShangFu")
