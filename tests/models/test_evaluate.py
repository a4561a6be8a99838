"""The script that measures the model, run as a user would."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT

SCRIPT = ROOT / "models" / "scripts" / "evaluate.py"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("evaluate")
    tags = ["O"] * 5 + ["B-PERSON", "I-PERSON", "I-PERSON"] + ["O"] * 3 + ["B-GPE", "I-GPE", "O"]
    lines = [f"{char} {tag}" for char, tag in zip("记者采访了陆海川，他在美国。", tags, strict=True)]
    (folder / "names.bio").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "words.conllu").write_text(
        "# text = 他們訪問了北京。\n"
        + "".join(f"{n}\t{word}\t_\n" for n, word in enumerate(["他們", "訪問", "了", "北京", "。"], 1)),
        encoding="utf-8",
    )
    done = run("--ner", folder / "names.bio", "--words", folder / "words.conllu")
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_names_of_any_file_are_measured(figures: dict[str, Any]) -> None:
    for script in ("as written", "traditional"):
        found = figures["ner"]["names.bio"][script]
        assert found["PER"] == {"P": 1.0, "R": 1.0, "F": 1.0, "gold": 1}
        assert found["LOC"]["gold"] == 1
        assert found["characters_per_second"] > 0
    assert figures["peak_mib"] > 0


def test_words_of_any_treebank_are_measured(figures: dict[str, Any]) -> None:
    assert figures["words"]["words.conllu"]["segmenter"] == {"P": 1.0, "R": 1.0, "F": 1.0, "gold": 5}


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run("--ner", tmp_path / "absent.bio")
    assert done.returncode == 1
    assert "absent.bio" in done.stderr
    assert "Traceback" not in done.stderr
