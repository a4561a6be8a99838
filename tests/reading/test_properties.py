"""Whatever comes in ends as documents or rejects, and documents are fit to point into."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.reading import ReadOptions, read
from kgraph.records import Document, Rejected

SENTENCES = (
    "两国外长二十八日在首都举行会谈。",
    "發言人說，「雙方商定恢復領事磋商」。",
    "# 各方反应",
    "**林小川/云台时报**",
    "<p>会谈<b>结束</b>。</p>",
    "<!--1698488225000-->",
    "[外长会谈](https://example.org)",
    "------",
    '{"text": "两国外长二十八日在首都举行会谈。"}',
    '{"text": ',
    "<rss><item><title>会谈</title><description>两国外长二十八日在首都举行会谈。</description></item>",
    "<html><head><title>会谈</title></head><body>",
    "2023年10月28日",
    "图为会谈现场",
    "“开放是",
    "　　",
    "\x00",
    "\u200b",
    "&nbsp;&#8203;&#0;&#x1F;",
)
TEXTS = st.lists(st.sampled_from(SENTENCES) | st.text(max_size=12), max_size=10).map("\n".join)


def outcome(data: bytes, name: str = "a.txt", **options: str) -> list[Document | Rejected]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        return list(read([path], ReadOptions(**options)))  # type: ignore[arg-type]


def check(found: list[Document | Rejected]) -> None:
    assert found
    for record in found:
        if isinstance(record, Rejected):
            assert record.reason
            continue
        text = record.text
        assert text == text.strip()
        assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in text.replace("\n", ""))
        assert not set("\u200b\ufeff\u00ad") & set(text)
        assert unicodedata.is_normalized("NFC", text)
        assert all(line and line == line.strip() for line in text.split("\n"))
        assert record.title is None or text.split("\n")[0] == record.title
        assert (record.published is None) == (record.published_basis is None)
        assert len(re.findall("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", text)) >= 10
        assert re.fullmatch("[0-9a-f]{16}", record.id)
        assert record.script in {"simplified", "traditional", "mixed"}


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(outcome(data))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from(["utf-8", "gb18030", "utf-16", "big5"]))
def test_any_mixture_of_formats(text: str, encoding: str) -> None:
    check(outcome(text.encode(encoding, "ignore")))


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=4), st.integers(0, 3), st.integers(0, 500))
def test_jsonl_damaged_anywhere(texts: list[str], damage: int, at: int) -> None:
    data = bytearray("\n".join(json.dumps({"text": text, "title": text[:9]}) for text in texts).encode())
    if data and damage:
        data[at % len(data)] = (0, 0xFF, 0x0A)[damage - 1]
    check(outcome(bytes(data), "a.jsonl"))


@settings(deadline=None)
@given(TEXTS, st.integers(1, 400), st.integers(0, 255))
def test_gzip_damaged_anywhere(text: str, at: int, value: int) -> None:
    data = bytearray(gzip.compress(text.encode()))
    data[at % len(data)] = value
    check(outcome(bytes(data), "a.gz"))
    check(outcome(bytes(data[: at % len(data)]), "a.gz"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_the_encoding_changes_nothing(encoding: str) -> None:
    text = "外交部會議\n\n甲方代表28日在首都同乙方代表舉行會談，就合作問題交換意見。"
    [document] = outcome(text.encode(encoding))
    assert isinstance(document, Document)
    assert document.text == text.replace("\n\n", "\n")
