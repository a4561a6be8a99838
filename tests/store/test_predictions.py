"""Entities and facts document by document, as the gold annotations have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kgraph.records import Entity
from kgraph.store import Store, document_entities, document_facts
from tests.store.records import extraction


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "graph.duckdb", create=True) as store:
        yield store


def test_surfaces_are_those_of_the_document(store: Store) -> None:
    one, two = extraction(1), extraction(2)
    two = replace(two, mentions=(replace(two.mentions[0], surface="王毅外长"), two.mentions[1]))
    store.write([one, two])
    rows = {(row["doc"], row["id"]): row for row in document_entities(store)}
    assert rows["文1", "person:wang-yi"]["aliases"] == ["王毅"]
    assert rows["文2", "person:wang-yi"]["aliases"] == ["王毅外长"]
    assert rows["文2", "person:wang-yi"]["official"] is False
    assert "official" not in rows["文2", "country:US"]


def test_an_organ_that_only_a_title_names_goes_by_its_short_names(store: Store) -> None:
    one = extraction(1)
    organ = Entity("org:US-state-department", "INSTITUTION", "美国国务院", (), {"also": ["国务院"]})
    relation = replace(one.relations[0], object=organ.id, relation="HOLDS_OFFICE", title="国务卿")
    store.write([replace(one, entities=(*one.entities, organ), relations=(relation,))])
    rows = {row["id"]: row for row in document_entities(store)}
    assert rows[organ.id]["aliases"] == ["国务院"]


@pytest.mark.parametrize(
    ("since", "until", "when"),
    [
        (None, None, None),
        ("2023-10-26", "2023-10-26", "2023-10-26"),
        ("2023-10-26", None, "2023-10-26"),
        ("2023-10-26", "2023-10-28", "2023-10-26/2023-10-28"),
    ],
)
def test_facts_are_told_with_names_dates_and_evidence(
    since: str | None, until: str | None, when: str | None, store: Store
) -> None:
    one = extraction(1, text="外长出访\n王毅访问美国。")
    relation = replace(
        one.relations[0], start=5, end=12, date_from=since, date_to=until, speaker="country:US"
    )
    store.write([replace(one, relations=(relation,))])
    [row] = document_facts(store)
    assert (row["subject"], row["relation"], row["object"]) == ("王毅", "VISIT", "美国")
    assert (row["date"], row["evidence"], row["speaker"]) == (when, "王毅访问美国。", "美国")
