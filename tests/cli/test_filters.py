"""The same filter at every command, and what each says when it leaves nothing."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest

import kgraph
from tests.cli.conftest import Command

MATCH = "MATCH (a)-[r]->(b) RETURN a.name, r.relation, b.name"
FILTERED = ["show", "export", "facts", "timeline", "meetings", "pairs", "path", "query", "measures", "change"]


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--relation", "MEET"],
        ["--relation", "MEET,VISIT"],
        ["--relation", "MEET", "--relation", "VISIT"],
        ["--label", "PERSON"],
        ["--status", "planned"],
        ["--since", "2023-11", "--until", "2023-12"],
        ["--min-stories", "2"],
        ["--focus", "王毅"],
        ["--focus", "布林肯", "--hops", "2", "--relation", "MEET"],
        ["--top", "3"],
    ],
    ids=" ".join,
)
def test_facts_query_export_and_api_keep_the_same(
    options: list[str], graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    listed = command("facts", graph_folder, "--json", "--limit", "1000", *options)
    facts = {
        (row["subject"], row["relation"], row["object"]) for row in map(json.loads, listed.out.splitlines())
    }
    assert facts
    asked = command("query", graph_folder, "--json", MATCH.replace(".name", ".id"), *options)
    assert {tuple(json.loads(line).values()) for line in asked.out.splitlines()} == facts
    target = tmp_path / "graph.graphml"
    assert command("export", graph_folder, "-o", target, *options).code == 0
    back = nx.read_graphml(target, force_multigraph=True)
    edges = {
        (one, relation, other)
        for one, other, relation in back.edges(data="relation")
        if relation != "CO_OCCURS"
    }
    assert edges == facts
    names = {"--min-stories": "min_stories"}
    given: dict[str, list[str]] = {}
    for name, value in zip(options[::2], options[1::2], strict=True):
        given.setdefault(names.get(name, name[2:]), []).extend(value.split(","))
    number = {"hops", "top", "min_stories"}
    several = {"relation", "label", "status"}
    where = kgraph.Filter(
        **{
            name: int(values[0]) if name in number else values if name in several else values[0]
            for name, values in given.items()
        }  # type: ignore[arg-type]
    )
    with kgraph.open(graph_folder) as graph:
        assert {(one.subject, one.relation, one.object) for one in graph.facts(where=where)} == facts


def arguments(name: str, folder: Path, page: Path) -> list[object]:
    more: dict[str, list[object]] = {
        "show": ["-o", page],
        "export": ["-o", page],
        "path": ["王毅", "布林肯"],
        "query": [MATCH],
        "change": ["2023", "2024"],
    }
    return [name, folder, *more.get(name, [])]


@pytest.mark.parametrize("name", FILTERED)
def test_a_filter_that_leaves_nothing_is_told_in_one_line(
    name: str, graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    page = tmp_path / "page.graphml"
    done = command(*arguments(name, graph_folder, page), "--since", "2031")
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert "Traceback" not in done.err
    if name in ("show", "export"):
        # Nothing was done: no file is written.
        assert (done.code, page.exists()) == (2, False)
        assert line.startswith("kgraph: no fact fits --since 2031; there are ")
    elif name == "path":
        assert (done.code, line) == (
            2,
            "kgraph: no chain of facts that fit --since 2031 leads from 王毅 to 布林肯",
        )
    else:
        assert done.code == 0
        assert line.startswith("note: no ")


@pytest.mark.parametrize("name", FILTERED)
@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--focus", "阿尔巴尼亚斯"], "did you mean 阿尔巴尼斯?"),
        (["--relation", "MEETS"], "unknown; one of"),
        (["--label", "PERSONS"], "unknown; one of PERSON"),
        (["--status", "sure"], "unknown; one of actual"),
        (["--since", "2023-1-1"], "YYYY-MM-DD"),
        (["--min-stories", "0"], "must be 1 or more"),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_a_filter_that_cannot_be_meant_is_refused_everywhere(
    name: str, options: list[str], hint: str, graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    message = command(*arguments(name, graph_folder, tmp_path / "page.graphml"), *options).message
    assert hint in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["parquet", "entities", "facts"])
def test_what_is_of_the_whole_store_takes_no_filter(
    format: str, graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    message = command("export", graph_folder, "-f", format, "-o", tmp_path / "x", "--top", "3").message
    assert "takes no filter; of a part can be written graphml, gexf" in message
    assert list(tmp_path.iterdir()) == []
