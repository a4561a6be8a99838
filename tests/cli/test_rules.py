"""``kgraph rules``: your own files checked, the shipped ones shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph.rules import RULE_FILES
from tests.cli.conftest import Command

GOOD = {"id": "org:jiangan", "label": "INSTITUTION", "name": "江岸同心社", "kind": "ngo"}


def gazetteer(path: Path, *rows: object) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_good_files_are_counted(command: Command, tmp_path: Path) -> None:
    path = gazetteer(tmp_path / "names.jsonl", GOOD, "", GOOD | {"id": "org:hewan"})
    done = command("rules", "check", path)
    assert (done.code, done.out, done.err) == (0, f"{path}: 2 rows, all good\n", "")


@pytest.mark.parametrize(
    ("row", "hints"),
    [
        (
            GOOD | {"id": "org:b", "nane": "某"},
            ["unknown key 'nane'", "id, off, note, label, name, en, aliases"],
        ),
        (GOOD, ["'org:jiangan' stands already in line 1"]),
        (GOOD | {"id": "jiangan"}, ["id", "jiangan"]),
        (GOOD | {"id": "org:b", "label": "THING"}, ["label", "PERSON", "THING"]),
        ({"id": "org:b", "label": "PLACE"}, ["name", "required"]),
        ("{", ["is no JSON object"]),
    ],
    ids=["key", "twice", "id", "label", "missing", "JSON"],
)
def test_a_bad_row_is_told_with_file_line_and_remedy(
    row: object, hints: list[str], command: Command, tmp_path: Path
) -> None:
    path = gazetteer(tmp_path / "names.jsonl", GOOD, row)
    message = command("rules", "check", path).message
    assert f"{path}, line 2: " in message
    assert all(hint.lower() in message.lower() for hint in hints), message


def test_one_bad_file_does_not_hide_the_others(command: Command, tmp_path: Path) -> None:
    bad = gazetteer(tmp_path / "bad.jsonl", "{")
    good = gazetteer(tmp_path / "good.jsonl", GOOD)
    done = command("rules", "check", bad, tmp_path / "nowhere.jsonl", good)
    assert done.code == 2
    assert f"{good}: 1 rows, all good" in done.out
    assert [line.partition(", line")[0].partition(": cannot")[0] for line in done.err.splitlines()] == [
        f"kgraph: {bad}",
        f"kgraph: {tmp_path / 'nowhere.jsonl'}",
    ]


def test_other_kinds_of_rows_are_checked_by_their_own_model(command: Command, tmp_path: Path) -> None:
    path = gazetteer(tmp_path / "names.jsonl", GOOD)
    assert "line 1" in command("rules", "check", "--kind", "patterns", path).message
    message = command("rules", "check", "--kind", "nonsense", path).message
    assert "'nonsense'" in message
    assert "gazetteer, boilerplate" in message


def test_the_list_counts_each_shipped_file(command: Command) -> None:
    done = command("rules", "show")
    rows = {line.split()[0]: int(line.split()[1].replace(",", "")) for line in done.out.splitlines()}
    assert rows.keys() == RULE_FILES.keys()
    assert all(rows.values())


@pytest.mark.parametrize("name", ["ontology", "countries", "patterns"])
def test_a_shipped_file_is_shown_as_rows_that_pass_the_check(
    name: str, command: Command, tmp_path: Path
) -> None:
    shown = tmp_path / "shown.jsonl"
    shown.write_text(command("rules", "show", name).out, encoding="utf-8")
    done = command("rules", "check", "--kind", name, shown)
    assert done.code == 0, done.err
    [listed] = [line for line in command("rules", "show").out.splitlines() if line.startswith(f"{name} ")]
    assert f": {int(listed.split()[1].replace(',', ''))} rows, all good" in done.out


def test_files_rows_and_a_row_are_shown_one_object_a_line(command: Command) -> None:
    files = [json.loads(line) for line in command("rules", "show", "--json").out.splitlines()]
    assert {one["file"] for one in files} == RULE_FILES.keys()
    rows = [json.loads(line) for line in command("rules", "show", "cues", "--json").out.splitlines()]
    assert {"file": "cues", "rows": len(rows)} in files
    [line] = command("rules", "show", rows[0]["id"], "--json").out.splitlines()
    assert json.loads(line) == rows[0]


def test_one_row_is_shown_by_its_id(command: Command) -> None:
    row = json.loads(command("rules", "show", "relation:MEET").out)
    assert (row["name"], row["symmetric"]) == ("MEET", True)
    message = command("rules", "show", "relation:NONE").message
    assert "'relation:NONE'" in message
    assert "ontology" in message
