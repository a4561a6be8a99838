"""Every rule's examples and counterexamples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from spacy.language import Language

from kgraph.language.dates import date_spans
from kgraph.records import Extraction, Relation
from kgraph.rules import (
    ContextRow,
    ContinuationRow,
    CueRow,
    DayRow,
    OrganRow,
    PatternRow,
    ReferenceRow,
    SuffixRow,
    TimeRow,
    TitleRow,
    WordRow,
    rule_rows,
)
from kgraph.script import fold

Read = Callable[..., Extraction]


def rows(name: str, model: Any) -> list[Any]:
    return [pytest.param(row, id=row.id) for row in rule_rows(name, model)]


def facts(extraction: Extraction, relation: str | None = None) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return {
        (names[one.subject], one.relation, names[one.object])
        for one in extraction.relations
        if relation in {None, one.relation}
    }


def offices(extraction: Extraction) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return {
        (names[one.subject], one.title or "", names[one.object])
        for one in extraction.relations
        if one.relation == "HOLDS_OFFICE"
    }


@pytest.mark.parametrize("row", [*rows("titles", TitleRow), *rows("organs", OrganRow)])
def test_titles(row: TitleRow | OrganRow, read_text: Read) -> None:
    for example in row.examples:
        found = offices(read_text(example.text))
        if example.offices:
            assert set(example.offices) <= found, example.text
        else:
            assert not found, example.text


@pytest.mark.parametrize("row", rows("patterns", PatternRow))
def test_patterns(row: PatternRow, read_text: Read) -> None:
    relation = row.relation
    for example in row.examples:
        found = facts(read_text(example.text), relation)
        symmetric = found | {(other, name, subject) for subject, name, other in found}
        assert set(example.facts) <= symmetric, example.text
    for text in row.counterexamples:
        assert not [one for one in read_text(text).relations if one.rule == row.id], text


def words(nlp: Language, text: str) -> set[tuple[str, str]]:
    doc = nlp(text)
    folded = doc._.folded
    return {(folded[one.start : one.end], sense.ref) for one in doc._.matches for sense in one.senses}


@pytest.mark.parametrize("row", rows("words", WordRow))
def test_words(row: WordRow, nlp: Language) -> None:
    for text, word in row.examples:
        assert (word, row.id) in words(nlp, text), text
    for text, word in row.counterexamples:
        assert (word, row.id) not in words(nlp, text), text


@pytest.mark.parametrize("row", rows("contexts", ContextRow))
def test_contexts(row: ContextRow, nlp: Language) -> None:
    def starts(text: str) -> set[int]:
        return {one.start for one in nlp(text)._.mentions if one.label == "COUNTRY"}

    for text, char in row.examples:
        assert text.index(char) in starts(text), text
    for text, char in row.counterexamples:
        assert text.index(char) not in starts(text), text


@pytest.mark.parametrize("row", rows("continuations", ContinuationRow))
def test_continuations(row: ContinuationRow, nlp: Language) -> None:
    def found(text: str) -> set[str]:
        doc = nlp(text)
        return {doc._.folded[one.start : one.end] for one in doc._.matches}

    for text, name in row.examples:
        assert name in found(text), text
    for text, name in row.counterexamples:
        assert name not in found(text), text


@pytest.mark.parametrize("row", rows("suffixes", SuffixRow))
def test_suffixes(row: SuffixRow, read_text: Read) -> None:
    for text, name in row.examples:
        named = {fold(one.surface) for one in read_text(text).mentions if one.label == row.label}
        assert name in named, text
    for text in row.counterexamples:
        assert not [one for one in read_text(text).mentions if one.rule == row.id], text


@pytest.mark.parametrize("row", rows("references", ReferenceRow))
def test_references(row: ReferenceRow, read_text: Read) -> None:
    def stands_for(text: str, word: str) -> set[str]:
        found = read_text(text)
        names = {entity.id: entity.name for entity in found.entities}
        return {names[one.entity] for one in found.mentions if one.surface == word}

    for text, word, name in row.examples:
        assert stands_for(text, word) == {name}, text
    for text, word in row.counterexamples:
        assert not stands_for(text, word), text


def triggered(read_text: Read, text: str, trigger: str) -> list[Relation]:
    """The relations of a text that one word of it triggers."""
    relations = read_text(text).relations
    return [one for one in relations if text[one.trigger_start : one.trigger_end] == trigger]


@pytest.mark.parametrize("row", rows("cues", CueRow))
def test_cues(row: CueRow, read_text: Read) -> None:
    def statuses(text: str, trigger: str) -> set[str]:
        return {one.status for one in triggered(read_text, text, trigger)}

    for text, trigger in row.examples:
        assert row.status in statuses(text, trigger), text
    for text, trigger in row.counterexamples:
        found = statuses(text, trigger)
        assert found, text
        assert row.status not in found, text


@pytest.mark.parametrize("row", rows("times", TimeRow))
def test_times(row: TimeRow, read_text: Read) -> None:
    tells = {None: "before", "publication": "about", "carried": "story"}

    def told(text: str, trigger: str) -> set[str | None]:
        """How each relation of the trigger is dated, in a story of the 28th that is told on the 30th."""
        return {tells.get(one.date_basis) for one in triggered(read_text, text, trigger)}

    for text, trigger in row.examples:
        assert row.tells in told(text, trigger), text
    for text, trigger in row.counterexamples:
        found = told(text, trigger)
        assert found, text
        assert row.tells not in found, text


@pytest.mark.parametrize("row", rows("days", DayRow))
def test_days(row: DayRow) -> None:
    def days(text: str) -> set[str]:
        """The days that the row's words are in a text."""
        return {one.since for one in date_spans(text, "2023-10-30") if text[one.start : one.end] in row.words}

    for text, day in row.examples:
        assert days(text) == {day}, text
    for text in row.counterexamples:
        assert not days(text), text
