from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgraph.errors import RuleError
from kgraph.rules import RULE_FILES, EntityRow, PatternRow, WordRow, read_rows, rule_rows
from kgraph.script import fold

GOOD = {"id": "org:XX-test", "label": "INSTITUTION", "name": "测试委员会"}


def write(path: Path, *rows: object) -> Path:
    text = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{", "line 2: is no JSON object"),
        (
            {**GOOD, "id": "org:b", "nme": "x"},
            "line 2: unknown key 'nme'; allowed are id, off, note, label, name",
        ),
        ({**GOOD, "id": "bad id"}, "line 2: id:"),
        ({**GOOD, "id": "org:b", "label": "PLANET"}, "line 2: label:"),
        (GOOD, "line 2: id 'org:XX-test' stands already in line 1"),
    ],
)
def test_a_bad_row_is_told_with_file_and_line(tmp_path: Path, line: object, expected: str) -> None:
    path = write(tmp_path / "mine.jsonl", GOOD, line)
    with pytest.raises(RuleError) as raised:
        read_rows(path, EntityRow)
    assert str(path) in str(raised.value)
    assert expected in str(raised.value)


def test_a_role_that_no_clause_has_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    row = {
        **{"id": "pattern:mine", "relation": "MEET", "triggers": ["碰头"], "subject": ["doer"]},
        **{"object": ["with"], "counterexamples": ["没有碰头。"]},
        "examples": [{"text": "王毅同布林肯碰头。", "facts": [["王毅", "MEET", "布林肯"]]}],
    }
    with pytest.raises(RuleError, match=r"line 1: subject\.0: .*'agent', .*'with'") as raised:
        read_rows(write(tmp_path / "patterns.jsonl", row), PatternRow)
    assert str(tmp_path) in str(raised.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"mine\.jsonl: cannot be read"):
        read_rows(tmp_path / "mine.jsonl", EntityRow)


def test_a_file_in_another_encoding_of_chinese_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(json.dumps(GOOD, ensure_ascii=False).encode("gb18030"))
    assert [row.name for row in read_rows(path, EntityRow)] == ["测试委员会"]


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(bytes(range(128, 256)))
    with pytest.raises(RuleError, match="save it as UTF-8"):
        read_rows(path, EntityRow)


@pytest.mark.parametrize(
    ("office", "told"),
    [
        ({"since": "2021-13"}, "offices.0.since"),
        ({"since": "2021", "until": "2020-12"}, "offices.0: Value error, until 2020-12 is before since 2021"),
    ],
)
def test_an_impossible_term_is_told(tmp_path: Path, office: dict[str, str], told: str) -> None:
    row = {"id": "person:a", "label": "PERSON", "name": "张某"}
    path = write(
        tmp_path / "mine.jsonl", {**row, "offices": [{"of": "country:CN", "title": "部长", **office}]}
    )
    with pytest.raises(RuleError, match="line 1") as raised:
        read_rows(path, EntityRow)
    assert told in str(raised.value)


@pytest.mark.parametrize("key", ["name", "aliases"])
def test_a_name_of_one_character_is_refused(tmp_path: Path, key: str) -> None:
    row = {"id": "country:GE", "label": "COUNTRY", "name": "格鲁吉亚"}
    path = write(tmp_path / "mine.jsonl", {**row, key: "格" if key == "name" else ["格"]})
    with pytest.raises(RuleError, match="at least 2 characters"):
        read_rows(path, EntityRow)


def test_a_user_file_replaces_removes_and_adds(tmp_path: Path) -> None:
    path = write(
        tmp_path / "mine.jsonl",
        {"id": "country:US", "label": "COUNTRY", "name": "美利坚"},
        {"id": "country:FR", "label": "COUNTRY", "name": "法国", "off": True},
        GOOD,
    )
    rows = {row.id: row for row in rule_rows("countries", EntityRow, [path])}
    assert rows["country:US"].name == "美利坚"
    assert "country:FR" not in rows
    assert rows["org:XX-test"].name == "测试委员会"


@pytest.mark.parametrize("name", RULE_FILES)
def test_shipped_files_are_sorted_and_valid(name: str) -> None:
    rows = rule_rows(name, RULE_FILES[name])
    assert rows
    if name not in {"ontology"}:
        ids = [row.id for row in rows]
        assert ids == sorted(ids)


def test_ids_are_unique_over_all_gazetteers() -> None:
    ids = [
        row.id for name, model in RULE_FILES.items() if model is EntityRow for row in rule_rows(name, model)
    ]
    assert len(ids) == len(set(ids))


def test_gazetteers_refer_to_what_exists() -> None:
    rows = {
        row.id: row
        for name, model in RULE_FILES.items()
        if model is EntityRow
        for row in rule_rows(name, model)
    }
    organs = {row.id.removeprefix("organ:") for row in rule_rows("organs", RULE_FILES["organs"])}

    def exists(entity: str) -> bool:
        # An organ that no row lists is named after its state: org:LA-defence.
        return entity in rows or entity.removeprefix("org:").partition("-")[2] in organs

    for row in rows.values():
        assert isinstance(row, EntityRow)
        for entity in (
            row.country,
            row.parent,
            row.within,
            row.capital,
            *row.seats,
            *(office.of for office in row.offices),
        ):
            assert entity is None or exists(entity), (row.id, entity)
        assert row.role is None or row.role.removeprefix("organ:") in organs, row.id


def test_names_are_simplified_and_aliases_are_no_single_characters() -> None:
    for name, model in RULE_FILES.items():
        for row in rule_rows(name, model) if model is EntityRow else ():
            assert isinstance(row, EntityRow)
            for text in (row.name, *row.aliases, *row.sides, *row.short):
                assert fold(text) == text, (row.id, text)
            assert all(len(text) > 1 for text in (row.name, *row.aliases)), row.id


# Of persons of one name the offices and their dates decide.
PLACES_AND_BODIES = ("countries", "places", "institutions", "events")


def test_of_those_that_share_a_name_one_prevails() -> None:
    owners: dict[str, list[EntityRow]] = {}
    for row in (row for name in PLACES_AND_BODIES for row in rule_rows(name, EntityRow)):
        for text in dict.fromkeys((row.name, *row.aliases)):
            owners.setdefault(text, []).append(row)
    shared = {text: rows for text, rows in owners.items() if len(rows) > 1}
    assert shared
    for text, rows in shared.items():
        assert sum(row.prevails for row in rows) == 1, text


def test_names_are_no_common_words() -> None:
    # Words that guard a name may be names themselves (印度洋 is no 印度), and so may what an office is about.
    common = {
        word: row.id
        for row in rule_rows("words", WordRow)
        if row.id not in {"words:guard", "words:office"}
        for word in row.words
    }
    for row in (row for name in PLACES_AND_BODIES for row in rule_rows(name, EntityRow)):
        for text in (row.name, *row.aliases, *row.sides):
            assert text not in common, (row.id, text)


def test_offices_do_not_end_before_they_begin() -> None:
    for row in rule_rows("officials", EntityRow):
        for office in row.offices:
            if office.since and office.until:
                length = min(len(office.since), len(office.until))
                assert office.since[:length] <= office.until[:length], row.id
