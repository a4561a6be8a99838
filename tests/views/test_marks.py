from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.graph import build_graph, facts
from kgraph.records import Document, Entity, Extraction, Mention, Relation, Sentence
from kgraph.store import Store
from kgraph.views import write_page
from kgraph.views.marks import Mark, Marks, in_units
from kgraph.views.values import clean_text
from tests.views.pages import parts

TEXT = "昨天，中方外长王毅在京会见了布林肯，他还表示欢迎。"
START = TEXT.index("中方")


def mention(surface: str, entity: str) -> Mention:
    start = TEXT.index(surface)
    return Mention("d", start, start + len(surface), surface, "PERSON", "gazetteer", "r", entity)


def relation(name: str, subject: str, other: str, trigger: str, **more: Any) -> Relation:
    at = TEXT.index(trigger)
    return Relation("d", 0, subject, name, other, START, len(TEXT), at, at + len(trigger), "r", **more)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    names = [("中方", "CN"), ("外长", "mfa"), ("王毅", "wang"), ("布林肯", "blinken"), ("他", "wang")]
    entities = tuple(Entity(one, "PERSON", one) for one in ("CN", "mfa", "wang", "blinken"))
    relations = (
        relation("MEET", "wang", "blinken", "会见"),
        relation("HOLDS_OFFICE", "wang", "mfa", "外长王", title="外长"),
    )
    store = Store(tmp_path / "graph.duckdb", create=True)
    store.write(
        [
            Extraction(
                Document("d", "a.txt", TEXT, published="2023-10-27"),
                (Sentence("d", 0, 0, len(TEXT), "k"),),
                tuple(mention(*row) for row in names),
                entities,
                relations,
            )
        ]
    )
    return store


def marked(store: Store, relation: str) -> list[tuple[str, str]]:
    (fact,) = [fact for fact in facts(store) if fact.relation == relation]
    (evidence,) = fact.evidence
    found = Marks(store, ["d"]).of(fact, evidence)
    return [(evidence.text[mark.start : mark.end], mark.role) for mark in found]


def test_names_references_and_the_trigger_are_marked(store: Store) -> None:
    # A symmetric fact has its sides in the order of their ids.
    assert marked(store, "MEET") == [
        ("王毅", "object"),
        ("会见", "trigger"),
        ("布林肯", "subject"),
        ("他", "object"),
    ]


def test_what_overlaps_is_cut(store: Store) -> None:
    assert marked(store, "HOLDS_OFFICE") == [("外长", "object"), ("王毅", "subject"), ("他", "subject")]


def test_documents_that_were_not_asked_for_have_no_marks(store: Store) -> None:
    fact = facts(store)[0]
    assert Marks(store, []).of(fact, fact.evidence[0]) == []


def test_a_page_has_them(store: Store, tmp_path: Path) -> None:
    data = parts(write_page(build_graph(store), tmp_path / "page.html", store=store))["data"]
    (edge,) = [edge for edge in data["edges"] if edge["relation"] == "MEET"]
    (one,) = edge["facts"][0]["evidence"]
    text = data["texts"][one["text"]]
    assert [(text[start:end], role) for start, end, role in one["marks"]] == [
        ("王毅", "o"),
        ("会见", "t"),
        ("布林肯", "s"),
        ("他", "o"),
    ]


@given(st.text(st.characters(codec="utf-8")), st.data())
def test_units_are_those_of_a_browser(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    # A line end of two characters is one, and is not cut.
    if "\r" in text:
        return
    ((first, last, role),) = in_units(text, [Mark(start, end, "object")])
    units = clean_text(text).encode("utf-16-le")
    assert units[2 * int(first) : 2 * int(last)].decode("utf-16-le") == clean_text(text[start:end])
    assert role == "o"
