"""Gazetteers in CSV: the same rows as in JSONL, and errors that name the line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import RuleError
from kgraph.rules import EntityRow, OntologyRow, read_rows
from kgraph.rules.spreadsheet import COLUMNS, csv_records

TABLE = """\
id,label,name,aliases,country,official,of,title,since,until
person:zhang-mou,PERSON,张某,张某某|張老,country:CN,true,org:CN-ministry-of-commerce,部长助理,2021-03,2022-05-01
person:zhang-mou,,,,,,country:CN,副总理,2023,
,INSTITUTION,云台 研究院,,country:CN,,,,,
"""


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("delimiter", "ending"), [(",", "csv"), (";", "CSV"), ("\t", "tsv")])
def test_a_table_gives_rows(tmp_path: Path, encoding: str, delimiter: str, ending: str) -> None:
    path = write(tmp_path / f"names.{ending}", TABLE.replace(",", delimiter), encoding)
    zhang, institute = read_rows(path, EntityRow)
    assert (zhang.id, zhang.name, zhang.aliases, zhang.official) == (
        "person:zhang-mou",
        "张某",
        ["张某某", "張老"],
        True,
    )
    assert [(one.of, one.title, one.since, one.until) for one in zhang.offices] == [
        ("org:CN-ministry-of-commerce", "部长助理", "2021-03", "2022-05-01"),
        ("country:CN", "副总理", "2023", None),
    ]
    assert (institute.id, institute.label, institute.country) == (
        "org:云台-研究院",
        "INSTITUTION",
        "country:CN",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("label,nme\nPERSON,张某\n", "line 1: unknown column 'nme'; allowed are id, label, name"),
        ("label,name,name\nPERSON,张某,张某\n", "line 1: column 'name' stands twice"),
        ("id,name\nperson:a,张某\n", "line 1: no column 'label'"),
        ("label,name\nPERSON,张某\n\nPLANET,火星\n", "line 4: id: Field required"),
        ("id,label,name\nperson:a,PERSON,张某\nplace:b,PLANET,火星\n", "line 3: label:"),
        ("label,name,official\nPERSON,张某,maybe\n", "line 2: official: is neither yes nor no"),
        ("label,name\nPERSON,张某,张老\n", "line 2: 3 cells for 2 columns"),
        ('label,name,note\nPERSON,张某,"two\nlines"\nPERSON,李\n', "line 4: name:"),
        ("label,name\nPERSON,张某\nPERSON,张某\n", "line 3: id 'person:张某' stands already in line 2"),
        ("label,name,of,title\nPERSON,张某,country:CN,\n", "line 2: offices.0.title"),
        ('label,name\nPERSON,"张某\n', "is no CSV"),
        (
            "label,name,id,of,title\nPERSON,张某,person:a,country:CN,总理\nPERSON,李某,person:a,country:CN,总统\n",
            "line 3: id 'person:a' stands already in line 2",
        ),
    ],
)
def test_a_bad_table_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path / "names.csv", text)
    with pytest.raises(RuleError) as raised:
        read_rows(path, EntityRow)
    assert str(path) in str(raised.value)
    assert told in str(raised.value)


def test_only_names_are_tables(tmp_path: Path) -> None:
    path = write(tmp_path / "ontology.csv", "id\nlabel:x\n")
    with pytest.raises(RuleError, match="only names can be CSV"):
        read_rows(path, OntologyRow)


def test_the_columns_are_the_keys_of_a_row() -> None:
    of_offices = {"of", "title", "since", "until"}
    assert set(COLUMNS) - of_offices == set(EntityRow.model_fields) - {"offices"}


NAME = st.text(st.sampled_from("张李布林肯,\"\n' "), min_size=2, max_size=6).filter(
    lambda text: len(text.strip()) > 1
)


@given(st.lists(st.tuples(NAME, NAME), max_size=5))
def test_what_a_spreadsheet_writes_is_read(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(("label", "name", "en"))
    writer.writerows(("PERSON", *row) for row in rows)
    read = [record for _, record in csv_records(Path("names.csv"), written.getvalue())]
    assert [(one["name"], one["en"]) for one in read] == [(name.strip(), en.strip()) for name, en in rows]


def test_a_table_and_lines_say_the_same(tmp_path: Path) -> None:
    row = {"id": "person:a", "label": "PERSON", "name": "张某", "short": ["老张"], "prevails": True}
    lines = write(tmp_path / "names.jsonl", json.dumps(row, ensure_ascii=False))
    table = write(tmp_path / "names.csv", "id,label,name,short,prevails\nperson:a,PERSON,张某,老张,是\n")
    assert read_rows(table, EntityRow) == read_rows(lines, EntityRow)
