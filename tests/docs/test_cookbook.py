"""What docs/cookbook.md says beyond its blocks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.language import Language

import kgraph
from tests.building_samples import loaded_once
from tests.docs.blocks import blocks_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "cookbook.md"
QUESTIONS = [block.text for block in blocks_of(PAGE) if block.language == "cypher"]


@pytest.fixture(scope="module")
def corpus(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cookbook")
    with loaded_once(nlp):
        kgraph.build(ROOT / "corpus" / "articles", folder / "out", views=False).close()
    return folder / "out"


def test_there_are_ten_questions() -> None:
    assert len(QUESTIONS) == 10
    assert len(re.findall(r"^\d+\. ", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == 10


def test_the_answer_to_the_first_question_is_that_of_the_facts(corpus: Path) -> None:
    with kgraph.open(corpus) as graph:
        found = {row["b.name"] for row in graph.query(QUESTIONS[0])}
        facts = graph.facts("习近平", "MEET", status="actual", label="PERSON")
    assert found == {name for fact in facts for name in (fact.subject_name, fact.object_name)} - {"习近平"}


def test_the_tables_name_every_key_that_json_has() -> None:
    from tests.cli.test_json import LINES

    for name, (_, keys) in LINES.items():
        row = next(
            line
            for line in PAGE.read_text(encoding="utf-8").splitlines()
            if re.match(rf"\| .*`{name}`.* \|", line) and "line" in line
        )
        assert name == "query" or all(f"`{key}`" in row for key in keys), name
