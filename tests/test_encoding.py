from __future__ import annotations

import contextlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph.encoding import UndecodableError, decode, known_encoding

# Characters that every encoding of the round trip holds, in both scripts.
COMMON = "一中人大上下不在有日月日水火山天下年來去出入高安全世界家主席的是我他們和平美法合作工作方面"
NEWS = "中國總統在白宮會見外長時表示，雙方將就經濟合作與安全問題進行會談。"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("外长抵达北京。", "gb18030", "gb18030"),
        ("外长", "gbk", "gb18030"),
        ("外長抵達北京。", "big5", "big5"),
        ("總統府發言人", "cp950", "big5"),
        ("碁銹裏墻恒粧嫺，他在會上表示歡迎。", "cp950", "cp950"),
        ("香港嘅外長會見啲記者，啱啱返嚟。", "big5hkscs", "big5hkscs"),
        ("習近平會見外國總統。", "gbk", "gb18030"),
        ("外长抵达北京。", "utf-8", "utf-8"),
        ("plain", "ascii", "ascii"),
        ("联通", "gbk", "gb18030"),
    ],
)
def test_the_encoding_is_found_in_a_few_characters(text: str, encoding: str, found: str) -> None:
    assert decode(text.encode(encoding)) == (text, found)


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "klingon", "utf-16"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_a_wrong_declaration_does_no_harm(declared: str, encoding: str) -> None:
    text = f'<html><head><meta charset="{declared}"></head><p>外长在首都会见了来访的客人，双方交换意见。'
    assert decode(text.encode(encoding))[0] == text


def test_a_declaration_decides_what_evidence_cannot() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><p>café</p>'
    assert decode(text.encode("latin-1")) == (text, "iso8859-1")


@pytest.mark.parametrize(
    "data",
    [
        NEWS.encode()[:-1],
        NEWS.encode()[:30] + b"\xff" + NEWS.encode()[30:],
        "Ünïcödé".encode("latin-1"),
        b"\xff" * 9,
    ],
)
def test_no_mojibake(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(data)


def test_a_named_encoding_is_taken_at_its_word() -> None:
    assert decode("外长".encode("utf-16-le"), "utf-16-le")[0] == "外长"
    assert decode("会谈".encode("gb18030"), "gb2312") == ("会谈", "gb18030")
    with pytest.raises(UndecodableError, match="is not valid utf-8"):
        decode("外长会谈".encode("gbk"), "utf-8")


def test_known_encodings_are_encodings_of_text() -> None:
    assert [known_encoding(name) for name in ("UTF8", "Big5-HKSCS", "base64", "rot13", "")] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-32"])
@given(head=st.text(alphabet=COMMON, max_size=60), tail=st.text(alphabet=COMMON + "，。\n 0aA", max_size=60))
@example(head="", tail="")
def test_round_trip(encoding: str, head: str, tail: str) -> None:
    text = head + NEWS + tail
    assert decode(text.encode(encoding))[0] == text


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gbk", "big5", "utf-16"]))
def test_any_bytes_decode_or_are_refused(data: bytes, encoding: str | None) -> None:
    with contextlib.suppress(UndecodableError):
        text, name = decode(data, encoding)
        assert known_encoding(name)
        assert len(text) <= len(data)
