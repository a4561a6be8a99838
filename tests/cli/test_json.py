"""``--json``: values that a program can read, with keys that stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.cli.test_ask import gold

FACT = {
    *("subject", "subject_name", "relation", "object", "object_name", "title", "date_from", "date_to"),
    *("date_basis", "status", "speaker", "stories", "sentences", "evidence"),
}
LINES: dict[str, tuple[list[str], set[str]]] = {
    "find": (
        ["王毅"],
        {
            *("id", "label", "name", "aliases", "attributes", "mentions", "documents", "first", "last"),
            *("offices", "terms", "partners", "bonds"),
        },
    ),
    "facts": (["--about", "王毅"], FACT),
    "timeline": (["王毅"], FACT),
    "meetings": (["王毅", "布林肯"], FACT),
    "pairs": (
        [],
        {
            "first",
            "relation",
            "second",
            "facts",
            "stories",
            "since",
            "until",
            "dates",
            "first_id",
            "second_id",
        },
    ),
    "measures": (
        ["--by", "year"],
        {
            *("period", "name", "label", "degree", "strength", "betweenness", "pagerank", "community"),
            *("leader", "id"),
        },
    ),
    "change": (
        ["2023", "2024"],
        {"name", "label", "before", "after", "difference", "rank_before", "rank_after", "id"},
    ),
    "query": (["MATCH (a)-[r:VISIT]->(b) RETURN a.name, r.first AS day"], {"a.name", "day"}),
}


@pytest.mark.parametrize("name", LINES)
def test_one_object_a_line(name: str, graph_folder: Path, command: Command) -> None:
    more, keys = LINES[name]
    done = command(name, graph_folder, *more, "--json")
    assert done.code == 0
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert rows
    assert all(set(row) == keys for row in rows)
    assert "王毅" in done.out or name in ("query", "measures", "change", "pairs")


def one(done: Any) -> Any:
    (line,) = done.out.splitlines()
    return json.loads(line)


def test_a_chain_is_one_array_with_the_facts_along_it(graph_folder: Path, command: Command) -> None:
    chain = one(command("path", graph_folder, "王毅", "內塔尼亞胡", "--json"))
    assert [(step["subject"], step["relation"], step["object"]) for step in chain] == [
        ("布林肯", "MEET", "王毅"),
        ("布林肯", "MEET", "内塔尼亚胡"),
    ]
    assert all(set(fact) == FACT for step in chain for fact in step["facts"])


def test_stats(graph_folder: Path, command: Command) -> None:
    counts = one(command("stats", graph_folder, "--json"))
    assert set(counts) == {
        *("documents", "duplicates", "stories", "rejects", "sentences"),
        *("entities", "relations"),
    }
    assert counts["documents"] == 7
    unread = one(command("stats", graph_folder, "--rejects", "--json"))["rejected"]
    assert [set(row) for row in unread] == [{"path", "line", "reason"}] * 3


def test_verify_and_evaluate(graph_folder: Path, command: Command, tmp_path: Path) -> None:
    checked = one(command("verify", graph_folder, "--json"))
    assert {"relations", "confirmed", "mentions", "documents", "problems"} < set(checked)
    scores = one(command("evaluate", graph_folder, gold(tmp_path / "gold.json"), "--errors", "--json"))
    assert set(scores) == {"entities", "relations", "attributes", "missed", "extra"}
    assert scores["relations"]["MEET"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1, "wrong": 0}


def test_show_and_export_say_what_they_wrote(graph_folder: Path, command: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert one(command("show", graph_folder, "-o", page, "--json")) == {"path": str(page), "format": "html"}
    file = tmp_path / "graph.ttl"
    assert one(command("export", graph_folder, "-o", file, "--json")) == {
        "path": str(file),
        "format": "turtle",
    }


def test_nothing_found_prints_nothing(graph_folder: Path, command: Command) -> None:
    done = command("facts", graph_folder, "--json", "--since", "2031")
    assert (done.code, done.out) == (0, "")


def test_build_tells_what_became_of_the_inputs(tmp_path: Path, command: Command) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(
        "2023年10月26日，王毅在华盛顿会见美国国务卿布林肯。", encoding="utf-8"
    )
    (tmp_path / "in" / "b.txt").write_bytes(b"\x00\x01\x02")
    done = command("build", tmp_path / "in", "-o", tmp_path / "out", "--json")
    told = one(done)
    assert done.code == 1  # something was rejected
    assert (told["report"]["inputs"], told["report"]["documents"], told["stats"]["documents"]) == (2, 1, 1)
    assert [Path(reject["path"]).name for reject in told["rejected"]] == ["b.txt"]
    assert all(Path(file).exists() for file in told["files"])


def test_rules_check_tells_of_each_file(tmp_path: Path, command: Command) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.jsonl"
    good.write_text("label,name\nPERSON,张三丰\n", encoding="utf-8")
    bad.write_text('{"id": "person:x", "label": "PERSON", "nam": "张三丰"}\n', encoding="utf-8")
    done = command("rules", "check", good, bad, "--json")
    first, second = map(json.loads, done.out.splitlines())
    assert done.code == 2
    assert first == {"file": str(good), "rows": 1, "error": None}
    assert "bad.jsonl, line 1: unknown key 'nam'" in second["error"]


def test_mine_counts_what_it_wrote(graph_folder: Path, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "officials.jsonl"
    told = one(command("mine", graph_folder, "-o", file, "--min-stories", "1", "--min-days", "1", "--json"))
    assert told["path"] == str(file)
    assert told["persons"] == sum("PERSON" in line for line in file.read_text(encoding="utf-8").splitlines())
    assert told["review"] is None
