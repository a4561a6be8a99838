"""Fingerprints change with what they stand for, and with nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kgraph.engines import fingerprint, language_fingerprint
from kgraph.errors import ModelError, RuleError
from kgraph.language.model import model_path


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package, whose files may be changed."""
    import kgraph

    package = tmp_path / "kgraph"
    shutil.copytree(Path(kgraph.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("kgraph.engines.fingerprints._PACKAGE", package)
    monkeypatch.setattr("kgraph.engines.fingerprints.DATA", package / "data" / "zh")
    return package


def add_line(path: Path) -> None:
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n")


@pytest.mark.parametrize(
    "name",
    [
        "language/patterns.py",
        "language/ner/features.py",
        "rules/rows.py",
        "script.py",
        "data/zh/officials.jsonl",
        "data/zh/patterns.jsonl",
    ],
)
def test_code_and_rules_of_the_language_step_count(name: str, shipped: Path) -> None:
    before = language_fingerprint()
    add_line(shipped / name)
    assert language_fingerprint() != before


@pytest.mark.parametrize("name", ["views/page.py", "graph/facts.py", "data/zh/boilerplate.jsonl"])
def test_what_does_not_concern_it_does_not_count(name: str, shipped: Path) -> None:
    before = language_fingerprint()
    add_line(shipped / name)
    assert language_fingerprint() == before


def test_where_kgraph_is_installed_does_not_count(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = language_fingerprint()
    monkeypatch.undo()
    assert language_fingerprint() == there


def test_each_file_of_a_model_counts(tmp_path: Path) -> None:
    copied = tmp_path / "model"
    shutil.copytree(model_path(), copied)
    assert language_fingerprint(model=copied) == language_fingerprint()
    for file in ("config.cfg", "tokenizer/weights.npz"):
        before = language_fingerprint(model=copied)
        add_line(copied / file)
        assert language_fingerprint(model=copied) != before


def test_gazetteers_count_by_what_is_in_them_and_by_their_order(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text("{}\n", encoding="utf-8")
    second.write_text("{} \n", encoding="utf-8")
    lists = ([], [first], [first, first], [first, second], [second, first])
    assert len({language_fingerprint(names) for names in lists}) == len(lists)
    copied = tmp_path / "elsewhere" / "c.jsonl"
    copied.parent.mkdir()
    shutil.copy(first, copied)
    assert language_fingerprint([copied]) == language_fingerprint([first])


def test_a_file_that_was_touched_only_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    before = language_fingerprint([path])
    os.utime(path, (1, 1))
    assert language_fingerprint([path]) == before


def test_the_version_of_a_library_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint([], ["spacy"])
    monkeypatch.setattr("kgraph.engines.fingerprints._version", lambda name: "99")
    assert fingerprint([], ["spacy"]) != before


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"nowhere\.jsonl: cannot be read"):
        language_fingerprint([tmp_path / "nowhere.jsonl"])
    with pytest.raises(ModelError, match="nowhere: no model here"):
        language_fingerprint(model=tmp_path / "nowhere")
