"""``kgraph mine``: officials of a graph as a gazetteer."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Command


def build(command: Command, folder: Path) -> Path:
    folder.mkdir()
    for number, verb in enumerate(("会见", "接待", "欢迎"), start=1):
        text = f"比利时副首相诺特兰在布鲁塞尔{verb}了代表团。"
        (folder / f"{number}.txt").write_text(f"2021-03-0{number}\n\n{text}", encoding="utf-8")
    (folder / "4.txt").write_text("2021-03-04\n\n比利时国防大臣德瓦勒在根特发表讲话。", encoding="utf-8")
    assert command("build", folder, "-o", folder.parent / "out").code == 0
    return folder.parent / "out"


def test_a_graph_gives_a_gazetteer_and_what_to_review(command: Command, tmp_path: Path) -> None:
    out = build(command, tmp_path / "articles")
    rows, review = tmp_path / "officials.jsonl", tmp_path / "review.jsonl"
    done = command("mine", out, "-o", rows, "--review", review)
    assert (done.code, done.err) == (0, "")
    assert f"{rows}: persons 1, offices 1" in done.out
    (row,) = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    assert (row["name"], row["country"], row["offices"][0]["title"]) == ("诺特兰", "country:BE", "副首相")
    (doubt,) = [json.loads(line) for line in review.read_text(encoding="utf-8").splitlines()]
    assert (doubt["person"], doubt["reasons"]) == ("德瓦勒", ["few: 1 story on 1 day"])
    assert command("rules", "check", rows).code == 0


def test_without_review_the_doubtful_are_counted(command: Command, tmp_path: Path) -> None:
    out = build(command, tmp_path / "articles")
    done = command("mine", out, "-o", tmp_path / "officials.jsonl", "--min-days", "1", "--min-stories", "1")
    assert "persons 2, offices 2" in done.out
    assert "doubtful offices 0, left out; --review FILE writes them" in done.out


def test_a_folder_without_a_graph_is_told(command: Command, tmp_path: Path) -> None:
    assert "no such graph" in command("mine", tmp_path, "-o", tmp_path / "o.jsonl").message
    assert not (tmp_path / "o.jsonl").exists()


def test_a_threshold_below_one_is_told(command: Command, tmp_path: Path) -> None:
    out = build(command, tmp_path / "articles")
    assert "min_days 0" in command("mine", out, "-o", tmp_path / "o.jsonl", "--min-days", "0").message
