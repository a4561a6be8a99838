"""The table of inputs: what was read how, and what is forgotten with an input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kgraph.records import Entity
from kgraph.store import InputState, Store
from tests.store.records import document, extraction, key_of, rejected

STATE = InputState(12, 2**60, '{"published": null}', "")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "graph.duckdb", create=True) as store:
        yield store


def begin(store: Store, *names: str) -> None:
    for name in names:
        store.inputs.begin(key_of(name), name, STATE)


def test_an_input_is_done_only_when_its_end_was_written(store: Store) -> None:
    assert store.inputs.state("/a.txt") is None
    begin(store, "a.txt")
    assert store.inputs.state("/a.txt") == (STATE, False)
    store.write([extraction(1, path="a.txt")], finished=["/a.txt"])
    assert store.inputs.state("/a.txt") == (STATE, True)
    begin(store, "a.txt")
    assert store.inputs.state("/a.txt") == (STATE, False)
    assert store.count("inputs") == 1


def test_a_forgotten_input_takes_its_records_along_and_no_others(store: Store) -> None:
    begin(store, "a.txt", "b.txt")
    other = replace(
        extraction(2, path="b.txt"), entities=(Entity("person:wang-yi", "PERSON", "王毅"),), relations=()
    )
    other = replace(other, mentions=other.mentions[:1])
    store.write(
        [extraction(1, path="a.txt"), other],
        [document(2, path="a.txt", line=3)],
        [rejected("a.txt", "is broken", 4), rejected("b.txt", "is broken", 2)],
        ["/a.txt", "/b.txt"],
    )
    store.inputs.forget("/a.txt")
    assert [one.path for one in store.documents()] == ["b.txt"]
    assert [one.document for one in store.sentences()] == ["d2"]
    assert [one.document for one in store.mentions()] == ["d2"]
    assert not list(store.relations())
    assert store.count("duplicates") == 0
    assert list(store.rejects()) == [rejected("b.txt", "is broken", 2)]
    assert store.inputs.state("/a.txt") is None
    assert store.inputs.state("/b.txt") == (STATE, True)
    # Nothing names the country any more.
    assert [entity.id for entity in store.entities()] == ["person:wang-yi"]


def test_who_is_only_quoted_is_not_forgotten(store: Store) -> None:
    begin(store, "a.txt", "b.txt")
    speaker = Entity("person:antony-blinken", "PERSON", "布林肯")
    other = extraction(2, path="b.txt")
    quoted = replace(other.relations[0], speaker=speaker.id)
    store.write(
        [
            extraction(1, path="a.txt"),
            replace(other, entities=(*other.entities, speaker), relations=(quoted,)),
        ]
    )
    store.inputs.forget("/a.txt")
    assert speaker in list(store.entities())


def test_reprints_of_an_input_are_found_in_other_files(store: Store) -> None:
    begin(store, "a.txt", "b.txt", "c.txt", "-")
    store.write(
        [extraction(1, path="a.txt"), extraction(2, path="c.txt")],
        [
            document(1, path="b.txt"),
            document(1, path="a.txt", line=2),
            document(2, path="b.txt", line=2),
            document(1, path="-"),
        ],
    )
    assert store.inputs.reprints("/a.txt") == ["/b.txt"]
    assert store.inputs.reprints("/c.txt") == ["/b.txt"]
    assert store.inputs.reprints("/b.txt") == []


def test_a_reprint_from_standard_input_is_not_lost_without_a_word(store: Store) -> None:
    begin(store, "a.txt", "-")
    store.write([extraction(1, path="a.txt")], [document(1, path="-", line=5)])
    store.inputs.forget("/a.txt")
    [reject] = store.rejects()
    assert (reject.path, reject.line) == ("-", 5)
    assert "give it again" in reject.reason
