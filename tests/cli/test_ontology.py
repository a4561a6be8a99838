"""``kgraph ontology``."""

from __future__ import annotations

import json

import pytest

from kgraph.ontology import labels, relations, statuses
from tests.cli.conftest import Command

WORDS = [*labels(), *relations(), *statuses()]


def test_all_words_are_listed_once(command: Command) -> None:
    done = command("ontology")
    assert done.code == 0
    first = [line.split()[0] for line in done.out.splitlines() if line.strip()]
    assert [word for word in first if word in WORDS] == [*relations(), *labels(), *statuses()]


def test_a_line_of_a_relation_has_direction_and_plover(command: Command) -> None:
    [line] = [line for line in command("ontology").out.splitlines() if line.startswith("REQUEST")]
    assert line.split() == [
        "REQUEST",
        "要求",
        "who",
        "asks",
        "→",
        "of",
        "whom",
        "REQUEST",
        "verbal",
        "conflict",
    ]


@pytest.mark.parametrize("name", ["SANCTION", "sanction", "制裁"])
def test_one_word(name: str, command: Command) -> None:
    lines = [line.rstrip() for line in command("ontology", name).out.splitlines()]
    assert lines[0].split() == ["SANCTION", "制裁"]
    told = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines[1:] if line and line[0] != " "}
    assert relations()["SANCTION"].definition_zh in "".join(line.strip() for line in lines)
    assert told["from"] == "who restricts: PERSON, INSTITUTION, COUNTRY"
    assert told["to"] == "whom: PERSON, INSTITUTION, COUNTRY, PLACE"
    assert told["direction"] == "from subject to object"
    assert told["PLOVER"] == "SANCTION"
    assert told["example"] == relations()["SANCTION"].example.text


def test_json_has_all_there_is(command: Command) -> None:
    rows = [json.loads(line) for line in command("ontology", "--json").out.splitlines()]
    assert [row["name"] for row in rows] == WORDS
    for row in rows:
        assert {"definition", "definition_zh", "zh", "example"} <= set(row)
        assert row["kind"] != "relation" or len(row["sides"]) == 2
    [row] = [json.loads(line) for line in command("ontology", "MEET", "--json").out.splitlines()]
    assert (row["symmetric"], row["plover"], row["quad"]) == (True, "CONSULT", "verbal cooperation")


def test_a_word_that_is_none(command: Command) -> None:
    assert "'HUG': no word of the ontology; one of PERSON, " in command("ontology", "HUG").message
