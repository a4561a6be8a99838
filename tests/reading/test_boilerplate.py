from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from kgraph.errors import RuleError
from kgraph.reading import ReadOptions, read
from kgraph.reading.boilerplate import Boilerplate, boilerplate
from kgraph.records import Document
from kgraph.rules import BoilerplateRow, rule_rows
from kgraph.script import fold

ROWS = rule_rows("boilerplate", BoilerplateRow)


def affected(rules: Boilerplate, row: BoilerplateRow, text: str) -> bool:
    folded = fold(text)
    if row.where == "line":
        return rules.sets_apart(folded) if row.treat == "apart" else rules.drops(folded)
    return rules.end(folded) < len(folded) if row.where == "tail" else rules.start(folded) > 0


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_examples_by_their_own_rule_counterexamples_by_none(row: BoilerplateRow) -> None:
    alone, together = Boilerplate.of([row]), boilerplate()
    for text in row.examples:
        assert affected(alone, row, text), text
    for text in row.counterexamples:
        assert not affected(alone, row, text), text
        assert not together.drops(fold(text)), text
        assert together.end(fold(text)) == len(text), text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_no_rule_takes_a_sentence_of_news(row: BoilerplateRow) -> None:
    rules = Boilerplate.of([row])
    for text in (
        "两国外长28日在首都举行会谈，就双边关系和共同关心的问题交换意见。",
        "发言人在例行记者会上表示，中方关注有关报道。",
        "总编辑率代表团访问该国，并会见了新闻部长。",
        "更多国家表示支持。",
        "网络文明大会在首都开幕",
        "视频会议由联合国秘书长主持。",
    ):
        assert not affected(rules, row, text), text


def test_end_takes_several_marks_and_keeps_sources() -> None:
    rules = boilerplate()
    text = "会谈于当天结束。据某社(完)(责任编辑:赵某)"
    assert text[: rules.end(text)] == "会谈于当天结束。据某社"


def test_long_lines_are_never_boilerplate() -> None:
    assert not boilerplate().drops("版权声明:" + "会" * 500)


def test_rules_of_the_user(tmp_path: Path) -> None:
    rules = tmp_path / "mine.jsonl"
    rules.write_text(
        '{"id": "boilerplate:motto", "pattern": "天天读报.*", "where": "line", "examples": ["天天读报好"], '
        '"counterexamples": ["读报"]}\n'
        '{"id": "boilerplate:title-mark", "off": true, "pattern": "x", "where": "title", "examples": ["x"], '
        '"counterexamples": ["y"]}\n'
    )
    path = tmp_path / "a.txt"
    path.write_text("[视频]外长会谈\n天天读报，天天进步\n两国外长在首都举行会谈。")
    [document] = read([path], ReadOptions(boilerplate=(rules,)))
    assert isinstance(document, Document)
    assert document.text == "[视频]外长会谈\n两国外长在首都举行会谈。"


def test_a_pattern_that_does_not_compile_is_told_with_its_line(tmp_path: Path) -> None:
    rules = tmp_path / "mine.jsonl"
    row = {
        "id": "boilerplate:x",
        "pattern": "(",
        "where": "line",
        "examples": ["x"],
        "counterexamples": ["y"],
    }
    rules.write_text(json.dumps(row))
    with pytest.raises(RuleError, match=r"line 1: pattern: .*no regular expression"):
        boilerplate((rules,))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_no_pattern_runs_away(row: BoilerplateRow) -> None:
    rules = Boilerplate.of([row])
    start = time.process_time()
    for example in [*row.examples, *row.counterexamples]:
        for unit in {example, example[:1], example[:3], example[-3:]}:
            line = fold((unit * 400)[:399] + "。")
            rules.drops(line)
            rules.sets_apart(line)
            rules.end(line)
            rules.start(line)
    assert time.process_time() - start < 2
