"""What is written comes back as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.records import Document, Entity, Extraction, Mention, Rejected, Relation, Sentence
from kgraph.store import Store
from kgraph.store.columns import COLUMNS, as_json
from tests.store import records
from tests.store.records import document, extraction

PROPERTY = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("store") / "graph.duckdb", create=True) as store:
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "graph.duckdb", create=True) as store:
        yield store


def emptied(store: Store) -> Store:
    for table in COLUMNS:
        store.connection.execute(f"DELETE FROM {table}")
    return store


def by_text(found: object) -> list[object]:
    """For comparing whatever the order: that is another test's matter."""
    return sorted(found, key=repr)  # type: ignore[call-overload, no-any-return]


@PROPERTY
@given(
    documents=st.lists(records.documents, min_size=1, max_size=4, unique_by=lambda one: one.id),
    sentences=st.lists(records.sentences, max_size=3),
    mentions=st.lists(records.mentions, max_size=3),
    relations=st.lists(records.relations, max_size=3),
    rejects=st.lists(records.rejects, max_size=3),
)
def test_records_come_back_equal(
    opened: Store,
    documents: list[Document],
    sentences: list[Sentence],
    mentions: list[Mention],
    relations: list[Relation],
    rejects: list[Rejected],
) -> None:
    store = emptied(opened)
    first, *others = documents
    store.write(
        [
            Extraction(first, tuple(sentences), tuple(mentions), (), tuple(relations)),
            *(Extraction(one, (), (), (), ()) for one in others),
        ],
        rejects=rejects,
    )
    assert by_text(store.documents()) == by_text(documents)
    assert by_text(store.sentences()) == by_text(sentences)
    assert by_text(store.mentions()) == by_text(mentions)
    assert by_text(store.relations()) == by_text(relations)
    assert by_text(store.rejects()) == by_text(rejects)


@PROPERTY
@given(entities=st.lists(records.entities, min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_entities_come_back_equal(opened: Store, entities: list[Entity]) -> None:
    store = emptied(opened)
    store.write([Extraction(document(), (), (), tuple(entities), ())])
    found = {entity.id: entity for entity in store.entities()}
    for entity in entities:
        assert replace(found[entity.id], attributes={}) == replace(entity, attributes={})
        # By their JSON, for 1 == 1.0 == True would hide a change of type.
        assert as_json(found[entity.id].attributes) == as_json(entity.attributes)


def test_duplicates_keep_what_is_needed_to_cite_them(store: Store) -> None:
    reprint = document(
        1, name="转载", title="访问", published="2023-10-27", source="江岸日报", path="b.txt", line=3
    )
    store.write([extraction(1)], [reprint])
    assert store.query("SELECT * FROM duplicates") == [
        ("d1", "转载", "访问", "2023-10-27", "江岸日报", None, "b.txt", 3, "/b.txt")
    ]
    assert store.count("documents") == 1


def test_documents_are_in_order_of_publication_and_undated_ones_last(store: Store) -> None:
    days = {1: None, 2: "2023-10-26", 3: "2023-10", 4: "2023-10-26"}
    names = {1: "一", 2: "乙", 3: "三", 4: "丁"}
    store.write([extraction(number, published=days[number], name=names[number]) for number in days])
    assert [one.id for one in store.documents()] == ["d3", "d4", "d2", "d1"]


def test_parts_of_a_document_are_in_the_order_of_its_text(store: Store) -> None:
    one = extraction(1)
    # Ten and more, for a number that is sorted as text puts 10 before 9.
    sentences = tuple(Sentence("d1", number, number, number + 1, "k") for number in (11, 2, 9, 10))
    mentions = tuple(replace(one.mentions[0], start=start, end=start + 2) for start in (100, 20, 3))
    relations = tuple(replace(one.relations[0], sentence=number) for number in (11, 2, 9, 10))
    store.write([replace(one, sentences=sentences, mentions=mentions, relations=relations)])
    assert [row.index for row in store.sentences()] == [2, 9, 10, 11]
    assert [row.start for row in store.mentions()] == [3, 20, 100]
    assert [row.sentence for row in store.relations()] == [2, 9, 10, 11]


def test_aliases_are_the_names_met_and_no_references(store: Store) -> None:
    one = extraction(1)
    person = one.mentions[0]
    found = (
        person,
        replace(person, start=10, end=12),
        replace(person, start=20, end=24, surface="王毅外长"),
        replace(person, start=30, end=31, surface="他", source="reference", antecedent=0),
    )
    store.write([replace(one, mentions=found)])
    aliases = {entity.id: entity.aliases for entity in store.entities()}
    assert aliases == {"person:wang-yi": ("王毅", "王毅外长"), "country:US": ()}


def test_an_entity_gathers_attributes_over_documents_and_batches(store: Store) -> None:
    def met(number: int, **attributes: object) -> Extraction:
        return replace(
            extraction(number), entities=(Entity("person:wang-yi", "PERSON", "王毅", (), attributes),)
        )

    store.write([met(1, official=False), met(2, country="country:CN")])
    store.write([met(3, official=True, country="country:US")])
    [entity] = store.entities()
    # What was said first stays, unless it was as good as nothing.
    assert entity.attributes == {"official": True, "country": "country:CN"}
