"""The benchmark of names: offsets of words, scores, and what becomes of a tool that fails."""

from __future__ import annotations

import doctest
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import ner, peers

ROOT = Path(__file__).resolve().parents[2]


def entity(kind: str, *names: str, required: bool = True) -> dict[str, Any]:
    return {"type": kind, "name": names[0], "names": list(names), "required": required}


def counts(tallies: ner.Tallies) -> dict[str, tuple[int, int, int]]:
    return {label: (one.hit, one.wrong, one.gold) for label, one in tallies.items()}


# Words in their text


@pytest.mark.parametrize(
    ("text", "words", "standing"),
    [
        ("外长抵京", ["外长", "抵", "京"], ["外长", "抵", "京"]),
        (" 外长 抵　京\n", ["外长", "抵京"], ["外长", "抵　京"]),
        ("外长外长", ["外长", "外长"], ["外长", "外长"]),
        ("ＡＢＣ电视台记者", ["abc", "电视台", "记者"], [None, "电视台", "记者"]),
        ("外长抵京", ["外长", "离", "京"], ["外长", None, "京"]),
        ("", ["外长"], [None]),
        ("外长", [], []),
    ],
)
def test_words_are_found_in_their_text(text: str, words: list[str], standing: list[str | None]) -> None:
    found = [place and text[slice(*place)] for place in peers.align(text, words)]
    assert found == standing


@given(st.lists(st.text("外长抵京的 \n", min_size=1).filter(str.strip), max_size=12))
def test_words_that_make_the_text_stand_where_they_were(words: list[str]) -> None:
    text, expected = "", []
    for word in words:
        left = len(text) + len(word) - len(word.lstrip())
        expected.append((left, left + len(word.strip())))
        text += word
    assert list(peers.align(text, words)) == expected


def test_a_far_word_is_not_taken_for_a_near_one() -> None:
    assert list(peers.align("外长" * 30 + "记者", ["记者", "外长"])) == [None, (0, 2)]


# From words to spans


def test_a_name_of_several_words_is_one_span() -> None:
    tagged = [("亚洲", "B-ORG"), (" ", "O"), ("银行", "I-ORG"), ("行长", "O")]
    assert list(peers.spans_of_words("亚洲 银行行长", tagged)) == [(0, 5, "ORG")]


def test_a_name_whose_end_is_unknown_is_left_out() -> None:
    assert list(peers.spans_of_words("亚洲银行", [("亚洲", "B-ORG"), ("bank", "I-ORG")])) == []


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        (["陆", "海川", "郭", "树铭"], ["B-PER", "I-PER", "B-PER", "I-PER"]),
        (["陆海川", "郭树铭"], ["B-PER", "B-PER"]),
        (["陆", "川", "海川"], ["B-PER", "I-PER", "B-PER"]),
    ],
)
def test_a_surname_takes_the_word_after_it(words: list[str], tags: list[str]) -> None:
    assert [tag for _, tag in peers.named((word, "nr") for word in words)] == tags


def test_offsets_of_lines_are_those_of_the_text() -> None:
    text = "外长抵京\n \n\n记者在上海"
    tag = peers.by_word(lambda line: [(one, "B-LOC" if one in "京上海" else "O") for one in line])
    assert [text[start:end] for start, end, _ in tag(text)] == ["京", "上", "海"]


def test_examples_of_the_adapters() -> None:
    assert doctest.testmod(peers).failed == 0


# Scores


def test_a_span_is_right_if_start_end_and_label_are() -> None:
    gold = [{(0, 2, "PER"), (4, 6, "LOC")}, {(0, 2, "ORG")}]
    found = [{(0, 2, "PER"), (4, 7, "LOC")}, {(0, 2, "LOC")}]
    expected = {"PER": (1, 0, 1), "LOC": (0, 2, 1), "ORG": (0, 0, 1), "all": (1, 2, 3)}
    assert counts(ner.score_spans(found, gold)) == expected


def test_names_are_asked_for_once_by_any_of_their_forms() -> None:
    text = "中方欢迎外长访华。中国外长在京。"
    entities = [entity("COUNTRY", "中国", "中方"), entity("PLACE", "北京", "京")]
    found = [(0, 2, "LOC"), (9, 11, "LOC"), (14, 15, "LOC"), (4, 6, "PER")]
    tallies = ner.score_names([found], [text], [{"entities": entities}])
    assert counts(tallies) == {"LOC": (2, 0, 2), "PER": (0, 1, 0), "all": (2, 1, 2)}


def test_what_the_text_only_implies_is_not_asked_for_nor_what_one_annotator_gave() -> None:
    entities = [
        entity("INSTITUTION", "中国外交部"),
        entity("INSTITUTION", "新华社", required=False),
        entity("EVENT", "年会"),
    ]
    tallies = ner.score_names([[(0, 3, "ORG")]], ["新华社记者采访年会。"], [{"entities": entities}])
    assert counts(tallies) == {}


def test_a_name_with_the_wrong_label_is_wrong() -> None:
    tallies = ner.score_names([[(0, 2, "PER")]], ["上海"], [{"entities": [entity("PLACE", "上海")]}])
    assert counts(tallies) == {"LOC": (0, 0, 1), "PER": (0, 1, 0), "all": (0, 1, 1)}


# Tools


def test_every_tool_has_an_adapter() -> None:
    lines = (ROOT / "benchmarks" / "peers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["tool"] for line in lines] == list(peers.TOOLS)


def test_a_tool_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    text = "王毅访问美国。\n中国外交部发布消息。"
    gold = [{(0, 2, "PER"), (4, 6, "LOC"), (8, 13, "ORG")}]
    part = ner.Part("talks", [text], lambda found: ner.score_spans(found, gold))
    row = ner.measure({"tool": "kgraph", "requirements": []}, [part], tmp_path)
    assert row["talks"]["all"] == {"P": 1, "R": 1, "F1": 1}
    assert row["talks"]["characters_a_second"] > 0
    assert row["peak_mib"] > 0


def test_a_tool_that_fails_has_a_row_with_its_error(tmp_path: Path) -> None:
    row = ner.measure({"tool": "nobody", "requirements": []}, [], tmp_path)
    assert row == {"tool": "nobody", "error": "KeyError: 'nobody'"}
    assert list(ner.table([row], ["MSRA"]))[-1].startswith("| nobody | KeyError: 'nobody' |")


@pytest.mark.parametrize(
    ("output", "line"),
    [
        ("Traceback:\n  File\nImportError: no module a\n\nhint", "ImportError: no module a"),
        ("  warning\n  ERROR: nothing matches a==1\n", "ERROR: nothing matches a==1"),
        ("AttributeError: first\n\nImportError: second", "AttributeError: first"),
        ("some words\nthe last\n", "the last"),
        ("", ""),
    ],
)
def test_the_line_that_tells_what_went_wrong(output: str, line: str) -> None:
    assert ner.reason(output) == line


def test_a_table_has_as_many_cells_in_every_row() -> None:
    figures: dict[str, Any] = {label: {"F1": 0.5} for label in ("PER", "LOC", "ORG", "all")}
    rows = [
        {"tool": "a", "MSRA": figures | {"characters_a_second": 12345}, "peak_mib": 99},
        {"tool": "b", "error": "this | that"},
    ]
    lines = list(ner.table(rows, ["MSRA"]))
    assert len({line.count("|") for line in lines}) == 1
    assert lines[2] == "| a | 0.500 | 0.500 | 0.500 | 0.500 | 12,345 | 99 |"
