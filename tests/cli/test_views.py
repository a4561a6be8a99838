"""``kgraph show`` and ``kgraph export``."""

from __future__ import annotations

import shutil
from pathlib import Path

import networkx as nx
import pytest

import kgraph
from tests.cli.conftest import Command

ENDINGS = {
    "entities": "entities.jsonl",
    "facts": "facts.jsonl",
    "csv": "csv",
    "neo4j": "neo4j",
    "parquet": "parquet",
    "cytoscape": "graph.cyjs",
    "turtle": "graph.ttl",
}
FORMATS = [
    "graphml",
    "gexf",
    "csv",
    "neo4j",
    "json",
    "cytoscape",
    "turtle",
    "parquet",
    "entities",
    "facts",
]


@pytest.fixture
def out(graph_folder: Path, tmp_path: Path) -> Path:
    """A copy of the graph, for exports go into its folder."""
    return Path(shutil.copytree(graph_folder, tmp_path / "out"))


@pytest.mark.parametrize("format", FORMATS)
def test_export_writes_into_the_folder_and_says_where(format: str, out: Path, command: Command) -> None:
    done = command("export", out, "-f", format)
    target = out / ENDINGS.get(format, f"graph.{format}")
    assert (done.code, done.out, done.err) == (0, f"{target}\n", "")
    assert all(path.stat().st_size for path in (target.iterdir() if target.is_dir() else [target]))


@pytest.mark.parametrize("format", FORMATS)
def test_export_writes_where_it_is_told(
    format: str, graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    before = sorted(path.name for path in graph_folder.iterdir())
    done = command("export", graph_folder, "--format", format, "--output", tmp_path / "new" / "one")
    assert done.code == 0
    assert (tmp_path / "new" / "one").exists()
    assert sorted(path.name for path in graph_folder.iterdir()) == before


def test_export_without_a_format_is_graphml(out: Path, command: Command) -> None:
    (out / "graph.graphml").unlink()
    assert command("export", out).code == 0
    assert "person:wang-yi" in nx.read_graphml(out / "graph.graphml")


def test_an_unknown_format_is_refused_with_the_known(out: Path, command: Command) -> None:
    message = command("export", out, "-f", "dot").message
    assert "'dot'" in message
    assert "graphml, gexf, csv, neo4j, json, cytoscape, turtle, parquet, entities, facts" in message


def test_show(graph_folder: Path, command: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    options = ["--focus", "王毅", "--hops", "2", "--relation", "MEET", "--until", "2023-12-31", "--top", "2"]
    done = command("show", graph_folder, "-o", page, *options)
    assert (done.code, done.out) == (0, f"{page}\n")
    text = page.read_text(encoding="utf-8")
    assert "<title>王毅</title>" in text
    assert "布林肯" in text
    assert "内塔尼亚胡" not in text


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--focus", "阿尔巴尼亚斯"], "did you mean 阿尔巴尼斯?"),
        (["--relation", "MEETS"], "one of"),
        (["--since", "2023-1-1"], "YYYY-MM-DD"),
    ],
)
def test_a_page_of_what_is_not_there_is_not_written(
    options: list[str], hint: str, graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    assert hint in command("show", graph_folder, "-o", tmp_path / "page.html", *options).message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["show", "export", "build"])
def test_a_place_that_cannot_be_written_is_named(
    name: str, graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "in.txt").write_text("2023年10月26日，王毅在华盛顿会见美国国务卿布林肯。", encoding="utf-8")
    source = tmp_path / "in.txt" if name == "build" else graph_folder
    assert "file" in command(name, source, "-o", tmp_path / "file" / "below").message


def test_a_folder_is_not_taken_for_a_file(graph_folder: Path, command: Command, tmp_path: Path) -> None:
    assert str(tmp_path) in command("export", graph_folder, "-o", tmp_path).message


def test_views_of_a_graph_of_nothing(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("这里没有人名，也没有地名，只有几句平常的话。", encoding="utf-8")
    assert command("build", tmp_path / "a.txt", "-o", tmp_path / "out").code == 0
    with kgraph.open(tmp_path / "out") as graph:
        assert graph.facts() == []
    for format in ("graphml", "gexf", "csv", "json", "entities", "facts"):
        assert command("export", tmp_path / "out", "-f", format).code == 0
    assert command("show", tmp_path / "out", "-o", tmp_path / "page.html").code == 0
    assert command("stats", tmp_path / "out").code == 0
    confirmed = command("verify", tmp_path / "out").out
    assert confirmed == "0 of 0 relations confirmed, 0 of 0 mentions, 1 of 1 documents\n"
