from __future__ import annotations

import pytest

from kgraph.reading.blocks import Block, Draft
from kgraph.reading.documents import assemble
from kgraph.reading.options import ReadOptions
from kgraph.reading.sources import Source
from kgraph.records import Document, Rejected

BODY = "两国外长在首都举行会谈，双方就双边关系交换意见。"
SOURCE = Source("dir/a.txt", "/dir/a.txt")


def assembled(*lines: str | Block, **values: object) -> Document:
    blocks = [line if isinstance(line, Block) else Block(line) for line in lines]
    found = assemble(Draft(blocks, **values), SOURCE, ReadOptions())  # type: ignore[arg-type]
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(
    ("lines", "title", "text"),
    [
        (("外长会谈", BODY), "外长会谈", f"外长会谈\n{BODY}"),
        (("外长会谈", "外长会谈", BODY), "外长会谈", f"外长会谈\n外长会谈\n{BODY}"),
        ((BODY, BODY), None, f"{BODY}\n{BODY}"),
        ((BODY,), None, BODY),
        (("外长会谈：", BODY), None, f"外长会谈：\n{BODY}"),
        (("外" * 70, BODY), None, f"{'外' * 70}\n{BODY}"),
        (("图为两国外长握手", BODY), None, f"图为两国外长握手\n{BODY}"),
        (("云台日报", Block("外长会谈", "title"), BODY), "外长会谈", f"外长会谈\n云台日报\n{BODY}"),
        ((BODY, Block("外长会谈", "title"), BODY), None, f"{BODY}\n外长会谈\n{BODY}"),
        ((Block("外长会谈", "heading"), BODY), "外长会谈", f"外长会谈\n{BODY}"),
        (("【组图】外长会谈", BODY), "外长会谈", f"外长会谈\n{BODY}"),
        (("[视频]", BODY), None, BODY),
    ],
)
def test_titles(lines: tuple[str | Block, ...], title: str | None, text: str) -> None:
    document = assembled(*lines)
    assert (document.title, document.text) == (title, text)


def test_a_title_from_metadata_stands_once() -> None:
    assert assembled("【视频】外长 会谈", BODY, title="[视频]外长会谈").text == f"外长会谈\n{BODY}"
    assert assembled("外長會談", BODY, title="外长会谈").text == f"外长会谈\n{BODY}"
    assert assembled("两国签字", BODY, title="外长会谈").text == f"外长会谈\n两国签字\n{BODY}"
    assert assembled(BODY, title=" \n").title is None


@pytest.mark.parametrize(
    ("key", "line", "name"),
    [
        ("n7", 3, "n7"),
        ("n7", None, "a"),
        (None, 3, "a:3"),
        ("https://example.org/7", 3, "a:3"),
        ("x" * 99, 3, "a:3"),
        ("n\x007", 3, "n7"),
    ],
)
def test_names(key: str | None, line: int | None, name: str) -> None:
    document = assembled(BODY, key=key, line=line)
    assert (document.name, document.line) == (name, line)


def test_the_id_ignores_script_width_blanks_and_punctuation() -> None:
    ids = {
        assembled(*lines).id
        for lines in (
            ("外长会谈", "ＡＰＥＣ领导人会议28日在首都举行。"),
            ("外長會談", "APEC領導人會議28日在首都舉行"),
            ("外长会谈", "APEC 领导人会议，２８日在首都举行！"),
        )
    }
    assert len(ids) == 1
    assert assembled("外长会谈", "APEC领导人会议29日在首都举行。").id not in ids


def test_what_entities_bring_in_is_cleaned_too() -> None:
    assert assembled("外长\u200b会\x85谈", BODY).text == f"外长会 谈\n{BODY}"


def test_metadata_comes_before_the_text_and_that_before_the_name() -> None:
    lines = ("外长会谈", "2023-10-27 来源：某报", BODY)
    assert assembled(*lines).published == "2023-10-27"
    document = assembled(*lines, published="2023-10-28", source="某社", url="https://example.org")
    assert (document.published, document.published_basis, document.source) == (
        "2023-10-28",
        "metadata",
        "某社",
    )


def test_joined_paragraphs_are_hashed_like_whole_ones() -> None:
    whole = assembled("外长会谈", "发言人说，双方商定恢复领事磋商，并成立工作组。")
    assert assembled("外长会谈", "发言人说，双方商定恢复领事磋", "商，并成立工作组。").id == whole.id


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (Draft(), "0 Chinese characters"),
        (Draft(title="会谈"), "holds a title only ('会谈')"),
        (Draft([Block("外长会谈于今日举行")]), "9 Chinese characters, 10 expected"),
        (Draft([Block("会" * 101)]), "one document of 101 characters, more than the limit of 100"),
        (Draft([Block("外長會談ですがこれはほんとうに日本語の文章です")]), "Japanese"),
    ],
)
def test_rejects(draft: Draft, reason: str) -> None:
    found = assemble(draft, SOURCE, ReadOptions(max_characters=100))
    assert isinstance(found, Rejected)
    assert reason in found.reason
    assert found.path == "dir/a.txt"
