"""The ontology: its words, and that all rules keep to them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from opencc import OpenCC

from kgraph.errors import RuleError
from kgraph.ontology import labels, relations, statuses
from kgraph.records import Extraction
from kgraph.rules import (
    RULE_FILES,
    CueRow,
    EntityRow,
    OntologyRow,
    PatternRow,
    SuffixRow,
    read_rows,
    rule_rows,
)

Read = Callable[..., Extraction]
HAN = re.compile("[\u4e00-\u9fff]+")

# The event types of PLOVER by quad class, as its manual has them.
PLOVER = {
    "verbal cooperation": {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    "material cooperation": {"COOPERATE", "AID", "RETREAT"},
    "verbal conflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    "material conflict": {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}
STRUCTURE = {"HOLDS_OFFICE", "MEMBER_OF", "PART_OF", "LOCATED_IN"}


def test_the_five_labels() -> None:
    assert set(labels()) == {"PERSON", "COUNTRY", "INSTITUTION", "PLACE", "EVENT"}


@pytest.mark.parametrize("kind", [labels, relations, statuses])
def test_every_word_has_a_name_in_both_languages_and_a_definition(
    kind: Callable[[], dict[str, OntologyRow]],
) -> None:
    rows = kind()
    assert all(re.fullmatch("[A-Z_]+|[a-z]+", name) for name in rows)
    assert all(HAN.fullmatch(row.zh) for row in rows.values())
    assert all(row.definition.endswith(".") and not HAN.search(row.definition) for row in rows.values())
    assert all(re.fullmatch("[\u4e00-\u9fff、，；（） `a-z]+。", row.definition_zh) for row in rows.values())
    # Attributes and other names in code are the same in both.
    code = re.compile("`[a-z]+`")
    assert all(code.findall(row.definition) == code.findall(row.definition_zh) for row in rows.values())
    # Two words of one kind with one Chinese name could not be told apart in the page's legend.
    assert len({row.zh for row in rows.values()}) == len(rows)


def test_a_word_is_filed_under_its_own_name() -> None:
    for row in (*labels().values(), *relations().values(), *statuses().values()):
        assert row.id == f"{row.kind}:{row.name}"


# Relations


def test_the_symmetric_relations() -> None:
    symmetric = {name for name, row in relations().items() if row.symmetric}
    # A call and a clash have two sides of one kind, a letter and an attack have not: they may be either.
    assert symmetric - {"CALL", "ASSAULT"} == {"MEET", "AGREE", "COOPERATE", "CO_OCCURS"}


@pytest.mark.parametrize("name", ["MEET", "AGREE", "COOPERATE", "CO_OCCURS"])
def test_a_symmetric_relation_takes_the_same_labels_on_both_sides(name: str) -> None:
    assert set(relations()[name].subject) == set(relations()[name].object)


def test_only_structure_lasts() -> None:
    assert {name for name, row in relations().items() if row.state} == STRUCTURE


@pytest.mark.parametrize("name", sorted(set(relations()) - STRUCTURE - {"CO_OCCURS"}))
def test_every_event_has_a_plover_type_and_its_quad_class(name: str) -> None:
    row = relations()[name]
    assert row.quad in PLOVER
    assert row.plover in PLOVER[row.quad]
    if name in set().union(*PLOVER.values()):
        assert row.plover == name


@pytest.mark.parametrize("name", sorted(STRUCTURE | {"CO_OCCURS"}))
def test_what_is_no_event_has_none(name: str) -> None:
    assert (relations()[name].plover, relations()[name].quad) == (None, None)


def test_both_sides_of_a_relation_take_labels_of_the_ontology() -> None:
    for name, row in relations().items():
        assert row.subject, name
        assert row.object, name
        assert set(row.subject) | set(row.object) <= set(labels()), name


# Statuses


def test_statuses_from_the_strongest_to_the_weakest() -> None:
    rows = statuses()
    assert sorted(rows, key=lambda name: rows[name].rank) == [
        "actual",
        "past",
        "planned",
        "wish",
        "claimed",
        "negated",
    ]
    assert len({row.rank for row in rows.values()}) == len(rows)


# The rules keep to it


@pytest.mark.parametrize("row", rule_rows("patterns", PatternRow), ids=lambda row: row.id)
def test_a_pattern_gives_a_relation_between_labels_that_it_takes(row: PatternRow) -> None:
    relation = relations()[row.relation]
    assert set(row.subject_labels) <= set(relation.subject)
    if not row.joint:  # there the object is a condition, and no side of the relation
        assert set(row.object_labels) <= set(relation.object)
    assert set(row.statuses) <= set(statuses())
    assert all(example[1] in relations() for one in row.examples for example in one.facts)


@pytest.mark.parametrize("row", rule_rows("cues", CueRow), ids=lambda row: row.id)
def test_a_cue_gives_a_status(row: CueRow) -> None:
    assert row.status in statuses()


@pytest.mark.parametrize("file", [name for name, model in RULE_FILES.items() if model is EntityRow])
def test_the_gazetteers_have_its_labels(file: str) -> None:
    assert {row.label for row in rule_rows(file, EntityRow)} <= set(labels())


def test_names_by_form_have_its_labels() -> None:
    assert {row.label for row in rule_rows("suffixes", SuffixRow)} <= set(labels())


def test_every_relation_of_events_has_a_pattern() -> None:
    found = {row.relation for row in rule_rows("patterns", PatternRow)}
    # Offices come from titles, parts from names, company from sentences.
    assert set(relations()) - found <= {"HOLDS_OFFICE", "PART_OF", "CO_OCCURS"}


# Examples


@pytest.mark.parametrize("row", [*labels().values()], ids=lambda row: row.name)
def test_the_example_of_a_label(row: OntologyRow, read_text: Read) -> None:
    found = read_text(row.example.text)
    labelled = {entity.name for entity in found.entities if entity.label == row.name}
    assert set(row.example.names) == labelled


@pytest.mark.parametrize("row", [*relations().values(), *statuses().values()], ids=lambda row: row.name)
def test_the_example_of_a_relation_or_status(row: OntologyRow, read_text: Read) -> None:
    found = read_text(row.example.text)
    names = {entity.id: entity.name for entity in found.entities}
    for subject, relation, other in row.example.facts:
        if relation == "CO_OCCURS":
            assert {subject, other} == {names[one.entity] for one in found.mentions}
            continue
        statuses_told = {
            one.status
            for one in found.relations
            if (names[one.subject], one.relation, names[one.object]) == (subject, relation, other)
            or (
                relations()[relation].symmetric
                and (names[one.object], names[one.subject]) == (subject, other)
            )
        }
        assert statuses_told == {row.name if row.kind == "status" else "actual"}


def test_chinese_definitions_are_in_simplified_characters() -> None:
    for row in (*labels().values(), *relations().values(), *statuses().values()):
        assert OpenCC("t2s").convert(row.definition_zh) == row.definition_zh


def test_a_word_without_a_chinese_definition_is_refused_with_its_line(tmp_path: Path) -> None:
    row = relations()["MEET"].model_dump(exclude_none=True)
    del row["definition_zh"]
    file = tmp_path / "ontology.jsonl"
    file.write_text(f"\n{json.dumps(row, ensure_ascii=False)}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"ontology.jsonl, line 2: definition_zh: Field required"):
        read_rows(file, OntologyRow)


def test_a_relation_without_sides_is_refused() -> None:
    row = relations()["MEET"].model_dump()
    with pytest.raises(ValueError, match="a relation needs sides"):
        OntologyRow.model_validate(row | {"sides": None})
