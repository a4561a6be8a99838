"""``timeline``, ``meetings``, ``pairs``, ``measures``, ``change`` and ``query`` for people."""

from __future__ import annotations

from pathlib import Path

import pytest

import kgraph
from tests.cli.conftest import Command


def test_a_timeline_is_in_order(graph_folder: Path, command: Command) -> None:
    done = command("timeline", graph_folder, "布林肯")
    told = [line.split("  ")[:2] for line in done.out.splitlines() if not line.startswith(" ")]
    assert [day.split()[0] for _, day in told] == ["2023-10-26", "2024-01-09", "2024-01-09"]
    assert "HOLDS_OFFICE" not in done.out


def test_meetings_of_two(graph_folder: Path, command: Command) -> None:
    done = command("meetings", graph_folder, "王毅", "布林肯")
    assert done.out.startswith("布林肯 MEET 王毅  2023-10-26 [explicit]  actual  1 story\n")
    nobody = command("meetings", graph_folder, "王毅", "印度")
    assert (nobody.code, nobody.out) == (0, "")
    assert "no such fact of 王毅、印度" in nobody.err
    assert command("meetings", graph_folder, "王毅", "布林肯", "印度").code == 2


def test_pairs_print_as_a_table(graph_folder: Path, command: Command) -> None:
    head, first, *_ = command("pairs", graph_folder, "--relation", "MEET").out.splitlines()
    assert head.split() == ["first", "relation", "second", "facts", "stories", "since", "until"]
    assert "MEET" in first.split()
    assert (
        "2 more; --limit shows them"
        in command("pairs", graph_folder, "--about", "布林肯", "--limit", "2").out
    )


def test_measures_by_year(graph_folder: Path, command: Command) -> None:
    lines = command("measures", graph_folder, "--by", "year", "--limit", "1").out.splitlines()
    assert [line.split()[0] for line in lines] == ["period", "2023", "2024"]
    assert lines[-1].split()[1] == "布林肯"
    whole = command("measures", graph_folder, "--label", "PERSON").out.splitlines()
    assert whole[0].split()[:4] == ["name", "label", "degree", "strength"]
    message = command("measures", graph_folder, "--by", "week").message
    assert message == "kgraph: period 'week': unknown; one of year, quarter, month"


def test_change_between_two_years(graph_folder: Path, command: Command) -> None:
    rows = command("change", graph_folder, "2023", "2024", "--of", "degree").out.splitlines()
    assert rows[0].split() == ["name", "label", "before", "after", "difference", "rank_before", "rank_after"]
    pairs = command("change", graph_folder, "2023", "2024", "--pairs").out
    assert "布林肯" in pairs
    assert "period 'soon': is none; write a year" in command("change", graph_folder, "2023", "soon").message
    assert (
        "one of degree, strength" in command("change", graph_folder, "2023", "2024", "--of", "fame").message
    )
    empty = command("change", graph_folder, "1990", "1991")
    assert (empty.code, empty.out, empty.err) == (0, "", "note: no fact that fits began in 1990 or in 1991\n")


def test_a_query_prints_as_a_table(graph_folder: Path, command: Command) -> None:
    done = command(
        "query", graph_folder, 'MATCH (a)-[r:MEET]-(b) WHERE a.name = "王毅" RETURN b.name, r.first'
    )
    assert [line.split() for line in done.out.splitlines()] == [
        ["b.name", "r.first"],
        ["布林肯", "2023-10-26"],
    ]
    assert done.err == ""
    empty = command("query", graph_folder, "MATCH (a)-[r:SANCTION]->(b) RETURN a.name")
    assert (empty.code, empty.out, empty.err) == (0, "", "note: no row fits the query\n")


def test_a_query_is_told_how_a_name_of_the_graph_is_written(graph_folder: Path, command: Command) -> None:
    done = command("query", graph_folder, "MATCH (a {name: '內塔尼亞胡'})-[r]-(b) RETURN b.name")
    assert "note: '內塔尼亞胡' is called 内塔尼亚胡 in the graph" in done.err
    done = command("query", graph_folder, "MATCH (a)-[r]-(b) WHERE a.name = '阿尔巴尼亚斯' RETURN b.name")
    assert "did you mean 阿尔巴尼斯?" in done.err


def test_a_query_that_cannot_be_read_is_pointed_at(graph_folder: Path, command: Command) -> None:
    done = command("query", graph_folder, "MATCH (a)-[r:MEET]->(b)\nRETRUN a.name")
    assert (done.code, done.out) == (2, "")
    first, shown, caret = done.err.splitlines()
    assert first.startswith("kgraph: query, line 2, column 1: cannot read 'RETRUN'; expected ")
    assert (shown, caret) == ("  RETRUN a.name", "  ^")


@pytest.mark.parametrize("name", ["graph.gexf", "below/graph.gexf"])
def test_a_place_that_cannot_be_written_is_named_as_the_user_gave_it(
    name: str, graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    message = command("export", graph_folder, "-o", tmp_path / "file" / name).message
    assert str(tmp_path / "file") in message
    assert ".part" not in message
    assert "choose another path" in message
    folder = tmp_path / "graph.gexf"
    folder.mkdir()
    assert (
        "is a folder; choose another path"
        in command("export", graph_folder, "-o", folder, "-f", "gexf").message
    )


def test_a_graph_of_nothing_is_told_and_written(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("这里没有人名，也没有地名，只有几句平常的话。", encoding="utf-8")
    out = tmp_path / "out"
    assert command("build", tmp_path / "a.txt", "-o", out).code == 0
    for format in ("graphml", "gexf", "csv", "neo4j", "json", "cytoscape", "turtle"):
        done = command("export", out, "-f", format)
        assert done.code == 0
        assert done.err == "note: the graph is empty: no name was found in 1 documents\n"
    for name in ("facts", "timeline", "meetings", "pairs", "measures"):
        done = command(name, out)
        assert (done.code, done.out) == (0, "")
        assert done.err.startswith("note: the graph holds no fact; kgraph stats OUT counts")
    assert "the graph holds no fact" in command("export", out, "--relation", "MEET").message
    assert (
        "no entity has this name"
        in command("show", out, "-o", tmp_path / "p.html", "--focus", "王毅").message
    )
    with kgraph.open(out) as graph:
        assert graph.measures() == graph.pairs() == graph.facts() == []
        assert graph.query("MATCH (a)-[r]-(b) RETURN a.name") == []
