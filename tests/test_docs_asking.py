"""What docs/cookbook.md, docs/exports.md and docs/gephi.md tell to type works, on the sample corpus."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from spacy.language import Language
from typer.testing import CliRunner

import kgraph
from kgraph.cli.app import app
from tests.building_samples import loaded_once

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    name: (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("cookbook", "exports", "gephi")
}
NEEDED = {"cookbook": ["pandas"], "exports": ["pandas", "igraph", "rdflib"], "gephi": []}


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[list[str]]:
    lines = [
        line[4:] for line in PAGES[page].splitlines() if re.match(r"    kgraph (?!build|\S*:)[a-z]", line)
    ]
    return [shlex.split(line, comments=True)[1:] for line in lines]


@pytest.fixture(scope="module")
def corpus(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the sample corpus in ``out``."""
    folder = tmp_path_factory.mktemp("docs")
    with loaded_once(nlp):
        kgraph.build(ROOT / "corpus" / "articles", folder / "out", views=False).close()
    return folder


@pytest.fixture
def here(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The present folder, from which ``out`` is the graph of the sample corpus."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.duckdb").symlink_to(corpus / "out" / "graph.duckdb")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("arguments", [one for page in PAGES for one in commands(page)], ids=" ".join)
def test_every_command_finds_something(arguments: list[str], here: Path) -> None:
    done = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert done.stdout.strip()
    assert "note: no" not in done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_the_python_of_a_page_runs_from_top_to_bottom(page: str, here: Path) -> None:
    for name in NEEDED[page]:
        pytest.importorskip(name, reason=f"needs the test extra: {name}")
    names: dict[str, Any] = {}
    for block in blocks(page, "python"):
        exec(compile(block, f"docs/{page}.md", "exec"), names)
    if "kg" in names:
        names["kg"].close()


def test_there_are_ten_questions() -> None:
    assert len(blocks("cookbook", "cypher")) == 10
    assert len(re.findall(r"^\d+\. ", PAGES["cookbook"], re.MULTILINE)) == 10


@pytest.mark.parametrize("number", range(10))
def test_every_question_has_an_answer(number: int, corpus: Path) -> None:
    with kgraph.open(corpus / "out") as graph:
        found = graph.query(blocks("cookbook", "cypher")[number])
    assert found
    assert found.notes == () or "an arrow finds each pair once" in found.notes[0]


def test_the_answer_to_the_first_question_is_that_of_the_facts(corpus: Path) -> None:
    with kgraph.open(corpus / "out") as graph:
        found = {row["b.name"] for row in graph.query(blocks("cookbook", "cypher")[0])}
        facts = graph.facts("习近平", "MEET", status="actual", label="PERSON")
    assert found == {name for fact in facts for name in (fact.subject_name, fact.object_name)} - {"习近平"}


@pytest.mark.parametrize("number", range(len(blocks("cookbook", "sql"))))
def test_the_sql_answers(number: int, corpus: Path) -> None:
    with duckdb.connect(str(corpus / "out" / "graph.duckdb"), read_only=True) as database:
        assert database.sql(blocks("cookbook", "sql")[number]).fetchall()


def test_the_sparql_answers(here: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs the test extra: rdflib")
    with kgraph.open("out") as graph:
        graph.export("graph.ttl")
    rows = list(rdflib.Graph().parse("graph.ttl").query(blocks("exports", "sparql")[0]))
    assert "马克龙" in {str(row[0]) for row in rows}


def test_the_tables_name_every_key_that_json_has() -> None:
    from tests.cli.test_json import LINES

    for name, (_, keys) in LINES.items():
        row = next(
            line
            for line in PAGES["cookbook"].splitlines()
            if re.match(rf"\| .*`{name}`.* \|", line) and "line" in line
        )
        assert name == "query" or all(f"`{key}`" in row for key in keys), name
