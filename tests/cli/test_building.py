"""``kgraph build``: what it writes, prints and exits with."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from pathlib import Path

import pytest

import kgraph
from kgraph.language.model import model_path
from kgraph.store import Store
from tests.building_samples import PLAN, TALKS, TALKS_TRADITIONAL, UNDATED, VISIT, jsonl, write_articles
from tests.cli.conftest import Command, Done


def count(done: Done, name: str) -> str:
    [row] = re.findall(rf"^{name} +(.*?) *$", done.out, re.MULTILINE)
    return str(row)


def test_counts_and_rejects_are_told(command: Command, tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in")
    done = command("build", articles, "-o", tmp_path / "out")
    assert done.code == 1  # done, but something was rejected
    assert count(done, "inputs") == "8"
    assert count(done, "documents") == "7 (7 new)"
    assert (count(done, "duplicates"), count(done, "rejects")) == ("2", "3")
    assert re.search(r"^布林肯 +MEET +王毅 +2023-10-26 +actual +1$", done.out, re.MULTILINE)
    assert "rejected: 3" in done.err
    assert f"{articles / '04-briefs.jsonl'}, line 2: is broken JSON" in done.err
    assert f"{articles / '06-empty.txt'}: is empty; give a file with text" in done.err
    for name in ("graph.html", "graph.graphml"):
        assert str(tmp_path / "out" / name) in done.out
        assert (tmp_path / "out" / name).is_file()


def test_all_read_exits_with_zero_each_time(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    first = command("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    again = command("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert (first.code, again.code) == (0, 0)
    assert count(first, "documents") == "1 (1 new)"
    assert count(again, "inputs") == "1 (1 read before)"
    assert count(again, "documents") == "1 (0 new)"


def test_states_do_not_count_among_the_events(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    done = command("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert "HOLDS_OFFICE 1" in count(done, "facts")
    assert "HOLDS_OFFICE" not in done.out.partition("strongest facts")[2]


def test_a_run_that_brings_reprints_only_is_done(command: Command, tmp_path: Path) -> None:
    for name, text in (("a.txt", TALKS), ("b.txt", TALKS_TRADITIONAL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = command("build", tmp_path / name, "-o", tmp_path / "out")
        assert done.code == 0, done.err
    assert count(done, "duplicates") == "1"


def test_standard_input(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(jsonl(TALKS, VISIT).encode())))
    done = command("build", "-", "-o", tmp_path / "out")
    assert (done.code, count(done, "documents")) == (0, "2 (2 new)")


def test_options_reach_the_reader(command: Command, tmp_path: Path) -> None:
    item = {"leib": UNDATED, "kopf": "会见马克龙", "text": "无关的文字，不是正文。"}
    (tmp_path / "a.json").write_text(json.dumps(item, ensure_ascii=False), encoding="gb18030")
    options = ["--field", "text=leib", "--field", "title=kopf", "--published", "2023-04-06"]
    done = command("build", tmp_path / "a.json", "-o", tmp_path / "out", *options, "--encoding", "gb18030")
    assert done.code == 0, done.err
    with kgraph.open(tmp_path / "out") as graph:
        [document] = graph.store.documents()
        assert (document.title, document.text) == ("会见马克龙", f"会见马克龙\n{UNDATED}")
        assert (document.published, document.published_basis) == ("2023-04-06", "option")


def test_names_of_your_own(command: Command, tmp_path: Path) -> None:
    row = {"id": "org:jiangan", "label": "INSTITUTION", "name": "江岸同心社", "kind": "ngo"}
    (tmp_path / "names.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    (tmp_path / "a.txt").write_text("2023年10月26日，王毅会见江岸同心社代表。", encoding="utf-8")
    done = command(
        "build", tmp_path / "a.txt", "-o", tmp_path / "out", "--gazetteer", tmp_path / "names.jsonl"
    )
    assert done.code == 0
    with kgraph.open(tmp_path / "out") as graph:
        [card] = graph.find("org:jiangan")
        assert card.entity.name == "江岸同心社"


def test_more_rejects_than_fit_are_counted(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(jsonl(PLAN) + "{\n" * 25, encoding="utf-8")
    done = command("build", tmp_path / "a.jsonl", "-o", tmp_path / "out")
    assert done.code == 1
    assert "rejected: 25" in done.err
    assert "and 5 more; kgraph stats OUT --rejects lists them all" in done.err
    listed = command("stats", tmp_path / "out", "--rejects")
    assert [line for line in range(2, 27) if f"line {line}: is broken JSON" in listed.out] == list(
        range(2, 27)
    )


def test_what_is_gone_and_what_is_stale_is_counted(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("a.txt", TALKS), ("b.txt", VISIT)):
        (folder / name).write_text(text, encoding="utf-8")
    command("build", folder, "-o", tmp_path / "out")
    (folder / "a.txt").unlink()
    with Store(tmp_path / "out" / "graph.duckdb") as store:
        store.connection.execute("UPDATE extracted SET language = 'old'")
    done = command("build", folder, "-o", tmp_path / "out")
    assert count(done, "inputs") == "1 (1 read before)"
    assert count(done, "documents") == "2 (0 new, 2 of 2 stale ones again)"
    done = command("build", folder, "-o", tmp_path / "out", "--prune")
    assert count(done, "inputs") == "1 (1 read before, 1 gone and forgotten)"
    assert count(done, "documents") == "1 (0 new)"


def test_a_longer_document_than_is_allowed_is_rejected_with_the_option(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(jsonl(TALKS, TALKS[:20] + VISIT * 3), encoding="utf-8")
    done = command("build", tmp_path / "a.jsonl", "-o", tmp_path / "out", "--max-characters", len(TALKS))
    assert done.code == 1
    assert f"more than the limit of {len(TALKS)}" in done.err
    assert "--max-characters" in done.err


def test_a_model_of_ones_own(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    shutil.copytree(model_path(), tmp_path / "model")
    done = command("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--model", tmp_path / "model")
    assert done.code == 0
    message = command(
        "build", tmp_path / "a.txt", "-o", tmp_path / "new", "--model", tmp_path / "nowhere"
    ).message
    assert "nowhere: no model here" in message
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--field", "text"], "--field text=html"),
        (["--field", "texte=html"], "give one of text, title, published"),
        (["--encoding", "klingon"], "utf-8, gb18030 or big5"),
        (["--published", "26.10.2023"], "YYYY-MM-DD"),
        (["-j", "0"], "must be 1 or more"),
        (["--max-characters", "0"], "must be 1 or more"),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_options_that_cannot_be_meant_are_refused(
    options: list[str], hint: str, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    message = command("build", tmp_path / "a.txt", "-o", tmp_path / "out", *options).message
    assert options[1].partition("=")[0] in message
    assert hint in message
