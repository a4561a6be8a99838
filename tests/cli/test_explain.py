"""``kgraph explain``."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.conftest import Command


def test_a_sentence(command: Command) -> None:
    done = command("explain", "王毅26日没有会见布林肯。", "--published", "2023-10-30")
    assert done.code == 0
    lines = done.out.splitlines()
    assert "  26日  2023-10-26  relative" in lines
    assert "    ✓ 王毅 MEET 布林肯  pattern:meet-direct" in lines
    assert "      sides   subject is agent, object is patient" in lines
    assert "      status  negated: of the cue 没有" in lines
    assert lines[-2:] == ["relations", "  王毅 MEET 布林肯  negated, 2023-10-26 [relative]"]


def test_words_stand_above_what_they_are_read_as(command: Command) -> None:
    lines = command(
        "explain", "王毅10月26日在华盛顿会见布林肯。", "--published", "2023-10-30"
    ).out.splitlines()
    above = lines[lines.index("clauses") + 1]
    below = lines[lines.index("clauses") + 2]
    for word, kind in (
        ("王毅", "names"),
        ("10月26日", "date"),
        ("在", "at"),
        ("华盛顿", "names"),
        ("会见", "verb"),
    ):
        # A Chinese character takes two places in a terminal.
        place = cell_len(above[: above.index(word)])
        assert below[place:].startswith(kind)


def test_a_long_clause_is_broken_at_the_width(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    lines = command("explain", "王毅在北京同拉夫罗夫就双边关系、国际形势进行了会谈。").out.splitlines()
    glossed = lines[lines.index("clauses") + 1 : lines.index("  会谈")]
    assert len(glossed) >= 4
    assert all(cell_len(line) <= 50 for line in glossed)


def test_a_text_without_relations(command: Command) -> None:
    done = command("explain", "今天天气很好。")
    assert (done.code, done.out.splitlines()[-1]) == (0, "no relations")


def test_standard_input(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("王毅會見布林肯。\n".encode())))
    done = command("explain", "-", "--json")
    told = json.loads(done.out)
    assert told["text"] == "王毅會見布林肯。"
    assert [one["relation"] for one in told["relations"]] == ["MEET"]


def test_names_of_ones_own(command: Command, tmp_path: Path) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text('{"id": "person:li-mou", "label": "PERSON", "name": "厉某某"}\n', encoding="utf-8")
    done = command("explain", "厉某某会见布林肯。", "--gazetteer", names)
    assert "person:li-mou" in done.out


@pytest.mark.parametrize("rule", ["pattern:accompany-along", "pattern:accompany-frame"])
def test_frames_refused_for_what_follows_are_shown_when_asked(rule: str, command: Command) -> None:
    text = "拉夫罗夫陪同普京参观博物馆。"
    assert rule not in command("explain", text).out
    assert rule in command("explain", text, "--all").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["  "], "text: is empty"),
        (["王毅会见布林肯。", "--published", "30.10.2023"], "'30.10.2023': is no day"),
        (["王毅会见布林肯。", "--gazetteer", "there-is-none.jsonl"], "there-is-none.jsonl: cannot be read"),
    ],
)
def test_bad_arguments(arguments: list[str], told: str, command: Command) -> None:
    assert told in command("explain", *arguments).message


def test_standard_input_in_another_encoding(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("王毅会见布林肯。".encode("gb18030"))))
    assert "is not UTF-8" in command("explain", "-").message
