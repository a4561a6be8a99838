from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.cases import cases

from kgraph.errors import InputError
from kgraph.reading import ReadOptions, read
from kgraph.records import Document, Rejected

SENTENCE = "两国外长二十八日在首都举行会谈，就双边关系交换了意见。"


def one(path: Path, **options: Any) -> Document:
    [found] = read([path], ReadOptions(**options))
    assert isinstance(found, Document), found
    return found


def reasons(path: Path, **options: Any) -> list[tuple[int | None, str]]:
    return [
        (found.line, found.reason)
        for found in read([path], ReadOptions(**options))
        if isinstance(found, Rejected)
    ]


def jsonl(*texts: str) -> str:
    return "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)


@pytest.mark.parametrize("case", cases("reading"))
def test_table(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case["name"]
    path.write_bytes(case["text"].encode())
    [found] = read([path])
    if "rejected" in case:
        assert isinstance(found, Rejected)
        assert case["rejected"] in found.reason
        return
    assert isinstance(found, Document), found
    values = {
        "title": found.title,
        "lines": found.text.split("\n"),
        "published": found.published,
        "basis": found.published_basis,
        "source": found.source,
        "url": found.url,
    }
    expected = {key: value for key, value in case.items() if key not in {"text", "name"}}
    assert {key: values[key] for key in expected} == expected
    assert (found.name, found.line, found.path) == (path.stem, None, str(path))


@pytest.mark.parametrize("form", ["plain", "gz"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_encodings(encoding: str, form: str, tmp_path: Path) -> None:
    data = f"外长会谈\n\n{SENTENCE}".encode(encoding)
    path = tmp_path / "a.txt"
    path.write_bytes(gzip.compress(data) if form == "gz" else data)
    assert one(path).text == f"外长会谈\n{SENTENCE}"


def test_big5_and_simplified_printings_share_an_id(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("外長會談。兩國外長在首都舉行會談，交換意見。".encode("big5"))
    (tmp_path / "b.txt").write_bytes("外长会谈。 两国外长在首都举行会谈,交换意见。".encode())
    first, second = read([tmp_path])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.script, second.script) == ("traditional", "simplified")
    assert first.id == second.id
    assert len(first.id) == 16


def test_named_encoding_wins_and_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode("utf-16-le"))
    assert "give its --encoding" in reasons(path)[0][1]
    assert one(path, encoding="utf-16-le").text == SENTENCE
    assert "UTF-32" in reasons(path, encoding="utf-32-be")[0][1]
    path.write_bytes(SENTENCE.encode("gbk"))
    assert "is not valid utf-8" in reasons(path, encoding="utf-8")[0][1]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "is a PDF; convert it to text"),
        (b"PK\x03\x04\x14\x00word/document.xml", "is a Word, EPUB or zip file"),
        (b"\x89PNG\r\n\x1a\n", "is a PNG picture"),
        (b"\0" * 500, "nothing but NUL bytes"),
        (bytes(range(256)) * 20, "is a binary file"),
        (b"\xff\xff\xfa\xfb" * 50, "is no Chinese text in UTF-8, GB18030 or Big5"),
        (SENTENCE.encode()[:40] + b"\xff" + SENTENCE.encode()[40:], "is no Chinese text in UTF-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode("gbk"), "begins with the mark of utf-8 but is not valid in it"),
        (b"BZh91AY&SY", "packed with bzip2"),
    ],
)
def test_what_is_no_text_is_rejected_whatever_its_name(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert reason in reasons(path)[0][1]


def test_stray_and_padding_nuls_are_no_sign_of_a_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE[:9].encode() + b"\0" + SENTENCE[9:].encode() + b"\0" * 4096)
    assert one(path).text == SENTENCE


def test_jsonl_keeps_the_good_lines(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    good = json.dumps({"id": "n7", "text": SENTENCE}, ensure_ascii=False).encode()
    lines = [
        good,
        b'{"text": "',
        b"",
        b'{"note": 1}',
        b'{"text": "\xff\xff\xff"}',
        b"[1]",
        good.replace(b"n7", b""),
    ]
    path.write_bytes(b"\n".join(lines))
    found = list(read([path]))
    assert [(type(record).__name__, record.line) for record in found] == [
        ("Document", 1),
        ("Rejected", 2),
        ("Rejected", 4),
        ("Rejected", 5),
        ("Rejected", 6),
        ("Document", 7),
    ]
    assert [record.name for record in found if isinstance(record, Document)] == ["n7", "items:7"]


def test_jsonl_in_gb18030_and_lines_of_mixed_encoding(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    path.write_bytes(jsonl(SENTENCE, SENTENCE + "完毕。").encode("gb18030"))
    assert [record.text for record in read([path]) if isinstance(record, Document)] == [
        SENTENCE,
        SENTENCE + "完毕。",
    ]
    path.write_bytes(jsonl(SENTENCE).encode("gb18030") + jsonl(SENTENCE).encode())
    assert [record.text for record in read([path]) if isinstance(record, Document)] == [SENTENCE] * 2


@pytest.mark.parametrize(("cut", "problem"), [(0.5, "ends too early"), (None, "its data is damaged")])
def test_broken_gzip_keeps_what_stands_before_the_break(
    cut: float | None, problem: str, tmp_path: Path
) -> None:
    packed = bytearray(
        gzip.compress(jsonl(*(f"{SENTENCE}第{number}次。" for number in range(5000))).encode())
    )
    if cut is None:
        packed[len(packed) // 2] ^= 0xFF
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(bytes(packed[: int(len(packed) * cut)] if cut else packed))
    *before, last = read([path])
    assert sum(isinstance(record, Document) for record in before) > 100
    # Damage shows late, and lines may be garbled by then; a file cut short has no such lines.
    assert not cut or all(isinstance(record, Document) for record in before)
    assert isinstance(last, Rejected)
    assert problem in last.reason
    assert "what stands before the break was read" in last.reason


def test_broken_gzip_of_one_text_is_rejected_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress((SENTENCE * 50).encode())[:-20])
    assert "ends too early" in reasons(path)[0][1]


def test_a_json_array_is_read_one_element_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    items = [{"content": f"{SENTENCE}第{number}次。"} for number in range(3000)]
    text = json.dumps(items, ensure_ascii=False, indent=1)
    path.write_bytes(text.encode())
    found = list(read([path]))
    assert [record.name for record in found[:2] if isinstance(record, Document)] == ["a:1", "a:2"]
    assert len(found) == 3000
    path.write_bytes(text[:-70].encode())
    *documents, last = read([path])
    assert len(documents) == 2998
    assert isinstance(last, Rejected)
    assert "broken JSON" in last.reason


@pytest.mark.parametrize("wrap", ["articles", "items", "data"])
def test_json_with_its_items_in_a_list(wrap: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"status": "ok", wrap: [{"content": SENTENCE}, {"content": SENTENCE}]}))
    assert [record.name for record in read([path]) if isinstance(record, Document)] == ["a:1", "a:2"]


def test_fields_name_the_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"data": {"leib": SENTENCE}, "tag": "2023-10-28", "kopf": "外长会谈"}))
    document = one(path, fields={"text": "data.leib", "published": "tag", "title": "kopf"})
    assert (document.title, document.published, document.published_basis) == (
        "外长会谈",
        "2023-10-28",
        "metadata",
    )
    assert (
        "no text under the key 'x' (its keys: data, tag, kopf)" in reasons(path, fields={"text": "x"})[0][1]
    )


def test_the_date_option_is_for_documents_without_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"外长会谈\n{SENTENCE}")
    (tmp_path / "b.txt").write_text(f"外长会谈\n2023-10-28\n{SENTENCE}")
    (tmp_path / "c.txt").write_text(f"外长会谈\n2021年5月1日，{SENTENCE}")
    found = [
        record
        for record in read([tmp_path], ReadOptions(published="2023-10-30"))
        if isinstance(record, Document)
    ]
    assert [(record.published, record.published_basis) for record in found] == [
        ("2023-10-30", "option"),
        ("2023-10-28", "text"),
        ("2023-10-30", "option"),
    ]


@pytest.mark.parametrize(
    "options",
    [
        {"fields": {"texte": "x"}},
        {"fields": {"text": ""}},
        {"encoding": "klingon"},
        {"published": "2023-13-40"},
    ],
)
def test_options_that_cannot_be_meant_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        ReadOptions(**options)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"外长会谈\n{SENTENCE}".encode())))
    [document] = read(["-"])
    assert isinstance(document, Document)
    assert (document.name, document.path, document.title) == ("stdin", "-", "外长会谈")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (
            "a.txt",
            ("会谈很好，" * 3_500_000).encode(),
            "longer than the 20,000,000 bytes that are read at once",
        ),
        (
            "a.txt",
            ("会谈很好，" * 1_200_000).encode(),
            "one document of 6,000,000 characters, more than the limit",
        ),
        ("a.json", b'{"text":"' + b"x" * 51_000_000 + b'"}', "an element of more than 30,000,000 characters"),
        (
            "a.jsonl",
            b'{"text": ""}\n{"text":"' + b"x" * 31_000_000,
            "longer than the limit of 30,000,000 bytes",
        ),
        (
            "a.json",
            b'[{"text":"' + b"x" * 51_000_000 + b'"}]',
            "an element of more than 30,000,000 characters",
        ),
        ("a.txt.gz", gzip.compress(b"a" * 200_000_000, 1), "longer than the 20,000,000 bytes"),
    ],
    ids=["bytes", "characters", "json", "jsonl", "array", "bomb"],
)
def test_what_is_too_long_is_rejected_at_once(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in reasons(path)[-1][1]


@pytest.mark.parametrize(
    "text",
    [
        "会谈很好，" * 100_000,
        "会谈，\n" * 30_000,
        "“会，" * 100_000,
        "**a_[x](" * 50_000 + SENTENCE,
        "<p>" * 100_000 + SENTENCE,
        "<div>" * 100_000 + SENTENCE,
        "<!--" * 100_000 + SENTENCE,
        "<a href='" * 100_000 + SENTENCE,
        "1" * 400_000 + SENTENCE,
        "（" * 300_000 + SENTENCE,
        "　" * 300_000 + SENTENCE,
        "2023年" * 100_000 + SENTENCE,
    ],
    ids=lambda text: text[:9],
)
def test_hostile_text_takes_linear_time(text: str, tmp_path: Path) -> None:
    # A pattern that is quadratic takes minutes on these; the suite's patience is the limit.
    path = tmp_path / "a.txt"
    path.write_text(text)
    assert len(list(read([path]))) == 1
