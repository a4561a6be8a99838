"""The table of inputs: what was read how, and what is forgotten with an input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kgraph.records import Entity
from kgraph.store import InputNote, InputState, Store
from tests.store.records import document, extraction, key_of, rejected

STATE = InputState(12, 2**60, '{"published": null}', "")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "graph.duckdb", create=True) as store:
        yield store


def note(name: str, *, done: bool = False) -> InputNote:
    return InputNote(key_of(name), name, STATE, done)


def begin(store: Store, *names: str) -> None:
    store.inputs.note(note(name) for name in names)


def test_an_input_is_done_only_when_its_end_was_written(store: Store) -> None:
    assert store.inputs.states() == {}
    begin(store, "a.txt")
    assert store.inputs.states() == {"/a.txt": (STATE, False)}
    store.write([extraction(1, path="a.txt")], notes=[note("a.txt", done=True)])
    assert store.inputs.states() == {"/a.txt": (STATE, True)}
    begin(store, "a.txt")
    assert store.inputs.states() == {"/a.txt": (STATE, False)}
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
        [note("a.txt", done=True), note("b.txt", done=True)],
    )
    store.inputs.forget(["/a.txt"])
    assert [one.path for one in store.documents()] == ["b.txt"]
    assert [one.document for one in store.sentences()] == ["d2"]
    assert [one.document for one in store.mentions()] == ["d2"]
    assert not list(store.relations())
    assert store.count("duplicates") == 0
    assert list(store.rejects()) == [rejected("b.txt", "is broken", 2)]
    assert store.inputs.states() == {"/b.txt": (STATE, True)}
    assert store.inputs.stale("") == []
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
    store.inputs.forget(["/a.txt"])
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
    assert store.inputs.reprints(["/a.txt"]) == ["/b.txt"]
    assert store.inputs.reprints(["/c.txt"]) == ["/b.txt"]
    assert store.inputs.reprints(["/a.txt", "/c.txt"]) == ["/b.txt"]
    assert store.inputs.reprints(["/a.txt", "/b.txt"]) == []
    assert store.inputs.reprints(["/b.txt"]) == []


def test_a_reprint_from_standard_input_is_not_lost_without_a_word(store: Store) -> None:
    begin(store, "a.txt", "-")
    store.write([extraction(1, path="a.txt")], [document(1, path="-", line=5)])
    store.inputs.forget(["/a.txt"])
    [reject] = store.rejects()
    assert (reject.path, reject.line) == ("-", 5)
    assert "give it again" in reject.reason


def test_several_inputs_are_forgotten_at_once(store: Store) -> None:
    begin(store, "a.txt", "b.txt", "c.txt")
    store.write([extraction(1, path="a.txt"), extraction(2, path="c.txt")], [document(1, path="b.txt")])
    store.inputs.forget(["/a.txt", "/b.txt"])
    assert [one.path for one in store.documents()] == ["c.txt"]
    # The reprint went with its own input: nobody has to be told.
    assert store.count("rejects") == store.count("duplicates") == 0
    assert list(store.inputs.states()) == ["/c.txt"]


def test_stale_documents_come_in_the_order_in_which_they_were_read(store: Store) -> None:
    places = [("b/a.txt", None), ("b.txt", None), ("b/a.jsonl", 10), ("b/a.jsonl", 9), ("c.txt", None)]
    begin(store, *{path for path, _ in places}, "-")
    written = [extraction(number, path=path, line=line) for number, (path, line) in enumerate(places)]
    store.write(written, language="old")
    store.write([extraction(7, path="-", line=1)], language="older")
    store.write([extraction(8, path="d.txt")], language="new")
    # By the parts of the path, as files are read: what is in a folder before a file with its name and more.
    assert store.inputs.stale("new") == ["d7", "d3", "d2", "d0", "d1", "d4"]
    store.write([], again=written[:2], language="new")
    assert store.inputs.stale("new") == ["d7", "d3", "d2", "d4"]
