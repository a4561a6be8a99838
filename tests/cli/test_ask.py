"""``find``, ``facts``, ``path``, ``stats``, ``verify`` and ``evaluate``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import kgraph
from tests.building_samples import JOURNEY, TALKS, build_store, write_articles
from tests.cli.conftest import Command


@pytest.mark.parametrize("name", ["内塔尼亚胡", "內塔尼亞胡", "person:benjamin-netanyahu"])
def test_find(name: str, graph_folder: Path, command: Command) -> None:
    done = command("find", graph_folder, name)
    assert done.code == 0
    first, *rows = done.out.splitlines()
    assert first == "内塔尼亚胡  PERSON  person:benjamin-netanyahu"
    told = {row.split()[0]: row.split(maxsplit=1)[1].strip() for row in rows}
    assert told["mentions"] == "1 in 1 documents, 2024-01-09 to 2024-01-09"
    assert told["office"] == "以色列 总理  (2024-01-09, 1 day)"
    assert told["most"].startswith("often")
    assert "布林肯 1" in told["most"]
    assert set(told["partners"].split("、")) == {"布林肯 1", "以色列 1"}


def test_facts(graph_folder: Path, command: Command) -> None:
    done = command("facts", graph_folder, "--subject", "王毅", "--relation", "MEET")
    assert done.code == 0
    assert done.out.splitlines() == [
        "布林肯 MEET 王毅  2023-10-26 [explicit]  actual  1 story",
        "    王毅会见布林肯  01-talks 2023-10-26",
        "    2023年10月26日，王毅在华盛顿会见美国国务卿布林肯。  01-talks 2023-10-26",
    ]


def test_facts_as_json_are_those_of_the_api(graph_folder: Path, command: Command) -> None:
    done = command("facts", graph_folder, "--json", "--limit", "1000")
    rows = [json.loads(line) for line in done.out.splitlines()]
    with kgraph.open(graph_folder) as graph:
        facts = graph.facts()
    assert [(row["subject"], row["relation"], row["object"]) for row in rows] == [
        (fact.subject, fact.relation, fact.object) for fact in facts
    ]
    for row, fact in zip(rows, facts, strict=True):
        assert [one["text"] for one in row["evidence"]] == [one.text for one in fact.evidence]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--object", "以色列", "--relation", "VISIT"], {"布林肯 VISIT 以色列"}),
        (["--about", "印度", "--status", "planned"], {"拉夫罗夫 VISIT 印度"}),
        (["--relation", "MEET", "--since", "2024-01-01"], {"布林肯 MEET 内塔尼亚胡"}),
        (["--relation", "MEET", "--until", "2023-01-01"], {"马克龙 MEET 习近平"}),
        (["--about", "以色列", "--until", "2023-12-31"], set()),
    ],
)
def test_facts_are_filtered(
    options: list[str], expected: set[str], graph_folder: Path, command: Command
) -> None:
    done = command("facts", graph_folder, "--json", *options)
    assert done.code == 0
    rows = map(json.loads, done.out.splitlines())
    assert {f"{row['subject_name']} {row['relation']} {row['object_name']}" for row in rows} == expected


def test_facts_beyond_the_limit_are_counted(graph_folder: Path, command: Command) -> None:
    with kgraph.open(graph_folder) as graph:
        number = len(graph.facts())
    done = command("facts", graph_folder, "--limit", "2")
    assert f"{number - 2} more; --limit shows them" in done.out
    assert sum(not line.startswith(" ") for line in done.out.splitlines()) == 2 + 1
    # JSON is for programs: nothing but objects.
    assert len(command("facts", graph_folder, "--limit", "2", "--json").out.splitlines()) == 2


def test_a_sentence_in_a_pipe_is_one_line(
    graph_folder: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS")
    done = command("facts", graph_folder, "--subject", "布林肯", "--relation", "VISIT")
    sentence = JOURNEY.partition("\n")[2]
    assert f"    {sentence}  04-briefs:4 2024-01-09" in done.out.splitlines()


def test_path(graph_folder: Path, command: Command) -> None:
    done = command("path", graph_folder, "王毅", "內塔尼亞胡")
    assert done.code == 0
    steps = [line for line in done.out.splitlines() if not line.startswith(" ")]
    assert steps == ["布林肯 MEET 王毅", "布林肯 MEET 内塔尼亚胡"]
    assert "    王毅会见布林肯  01-talks" in done.out.splitlines()


def test_no_path_is_told_with_both_names(graph_folder: Path, command: Command) -> None:
    message = command("path", graph_folder, "王毅", "印度").message
    assert "王毅" in message
    assert "印度" in message


def test_a_name_that_is_nowhere_is_answered_with_the_nearest(graph_folder: Path, command: Command) -> None:
    for arguments in (
        ["find", graph_folder, "阿尔巴尼亚斯"],
        ["facts", graph_folder, "--about", "阿尔巴尼亚斯"],
        ["path", graph_folder, "王毅", "阿尔巴尼亚斯"],
    ):
        assert "did you mean 阿尔巴尼斯?" in command(*arguments).message


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--relation", "MEETS"], "MEET"),
        (["--status", "sure"], "planned"),
        (["--since", "gestern"], "YYYY-MM-DD"),
    ],
)
def test_filters_that_cannot_be_meant_are_refused(
    options: list[str], hint: str, graph_folder: Path, command: Command
) -> None:
    message = command("facts", graph_folder, *options).message
    assert options[1] in message
    assert hint in message


def test_stats(graph_folder: Path, command: Command) -> None:
    done = command("stats", graph_folder)
    assert done.code == 0
    told = dict(re.findall(r"^(\S+) +([\d,]+) *$", done.out, re.MULTILINE))
    assert (told["documents"], told["duplicates"], told["rejects"]) == ("7", "2", "3")
    with kgraph.open(graph_folder) as graph:
        stats = graph.stats()
    assert {name: told[name] for name in stats.entities} == {
        name: str(number) for name, number in stats.entities.items()
    }
    assert told["MEET"] == str(stats.relations["MEET"])
    assert "06-empty.txt" not in done.out


def test_stats_with_rejects_name_file_line_and_reason(graph_folder: Path, command: Command) -> None:
    listed = [line for line in command("stats", graph_folder, "--rejects").out.splitlines() if ": " in line]
    assert [line.partition("in/")[2].partition(": ")[0] for line in listed] == [
        "04-briefs.jsonl, line 2",
        "06-empty.txt",
        "07-picture.txt",
    ]


def test_verify_confirms_and_tells_what_has_changed(command: Command, tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in")
    build_store(articles, tmp_path / "out")
    done = command("verify", tmp_path / "out")
    confirmed, relations, *others = map(int, re.findall(r"\d+", done.out))
    assert (done.code, done.err) == (0, "")
    assert others[0] == others[1] > 10
    assert others[2:] == [7, 7]
    assert confirmed == relations > 10
    (articles / "08-more.jsonl").unlink()
    done = command("verify", tmp_path / "out")
    assert done.code == 1
    confirmed, again, *_ = map(int, re.findall(r"\d+", done.out))
    assert confirmed < again == relations
    lost = str(articles / "08-more.jsonl")
    assert f"{lost}: inputs absolute={lost}: cannot be read again; restore the file" in done.err
    rows = json.loads(command("verify", tmp_path / "out", "--json").out)["problems"]
    assert [row["what"] for row in rows] == [
        "cannot be read again",
        *["the document is not there any more"] * 2,
    ]
    assert {row["table"] for row in rows} == {"inputs", "documents"}


# Gold annotations


def entity(kind: str, name: str) -> dict[str, Any]:
    return {"type": kind, "name": name, "names": [name], "official": True, "required": True}


def relation(subject: str, label: str, other: str) -> dict[str, Any]:
    ends = {"subj": subject, "rel": label, "obj": other}
    return ends | {
        "titles": [],
        "dates": ["2023-10-26"],
        "status": ["actual"],
        "evidence": [],
        "required": True,
    }


def gold(path: Path, **values: Any) -> Path:
    """What is told in TALKS, and that 王毅 went to 美国, which it does not tell."""
    row = {
        "doc": "01-talks",
        "published": "2023-10-26",
        "entities": [
            entity("PERSON", "王毅"),
            entity("PERSON", "布林肯"),
            entity("COUNTRY", "美国"),
            entity("PLACE", "华盛顿"),
        ],
        "relations": [relation("王毅", "MEET", "布林肯"), relation("王毅", "VISIT", "美国")],
    }
    path.write_text(json.dumps(row | values, ensure_ascii=False), encoding="utf-8")
    return path


def test_evaluate_scores_by_label(graph_folder: Path, command: Command, tmp_path: Path) -> None:
    done = command("evaluate", graph_folder, gold(tmp_path / "gold.json"), "--errors")
    assert done.code == 0
    rows = {row.split()[0]: row.split()[1:] for row in done.out.splitlines() if len(row.split()) == 6}
    # Label: precision, recall, F1, gold items, wrong ones.
    assert rows["PERSON"] == ["1.000", "1.000", "1.000", "2", "0"]
    assert rows["MEET"] == ["1.000", "1.000", "1.000", "1", "0"]
    assert rows["VISIT"] == ["0.000", "0.000", "0.000", "1", "0"]
    assert "missed\t01-talks\t王毅\tVISIT\t美国" in done.out.splitlines()
    assert "date right on matched relations: 1.000 (1/1)" in done.out


def test_evaluate_takes_folders(graph_folder: Path, command: Command, tmp_path: Path) -> None:
    gold(tmp_path / "gold.json")
    assert re.search(r"^MEET +1\.000", command("evaluate", graph_folder, tmp_path).out, re.MULTILINE)


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"doc": "another"}, "gold document 'another' is not in"),
        (None, "nowhere.json"),
        ("[1]", "it lacks doc, entities, relations"),
        ("{", "cannot be read as a gold annotation"),
        ({"entities": [entity("PERSON", "王毅")]}, "布林肯"),
        ({"entities": [{"type": "PERSON", "name": "王毅"}]}, "names"),
    ],
    ids=["document", "file", "keys", "JSON", "relation", "entity"],
)
def test_gold_that_cannot_be_used_is_named(
    values: Any, hint: str, graph_folder: Path, command: Command, tmp_path: Path
) -> None:
    path = tmp_path / "nowhere.json"
    if isinstance(values, dict):
        path = gold(tmp_path / "gold.json", **values)
    elif values:
        path = tmp_path / "gold.json"
        path.write_text(values, encoding="utf-8")
    message = command("evaluate", graph_folder, path).message
    assert hint in message
    assert path.name in message or "another" in message


@pytest.mark.parametrize("name", ["find", "facts", "path", "stats", "verify", "evaluate", "show", "export"])
def test_a_folder_without_a_graph_is_named_with_a_remedy(name: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(TALKS, encoding="utf-8")
    more = {
        "find": ["王毅"],
        "path": ["王毅", "布林肯"],
        "evaluate": [tmp_path],
        "show": ["-o", tmp_path / "page.html"],
    }
    for folder in (tmp_path, tmp_path / "nowhere"):
        message = command(name, folder, *more.get(name, [])).message
        assert str(folder) in message
        assert "build one with: kgraph build" in message
    message = command(name, tmp_path / "notes.txt", *more.get(name, [])).message
    assert "notes.txt: is a file; name the folder" in message
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
