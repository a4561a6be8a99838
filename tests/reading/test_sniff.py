from __future__ import annotations

import pytest

from kgraph.reading.sniff import binary, shape


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("外长会谈\n\n两国外长会谈。", "plain"),
        ("[视频]外长会谈", "plain"),
        ("[1] 引自联合声明", "plain"),
        ("{会谈}", "plain"),
        ("<工作报告>发布", "plain"),
        ("甲 < 乙，丙 > 丁", "plain"),
        ("# 外长会谈", "markdown"),
        ("外长会谈\n\n**反响**", "markdown"),
        ("见[声明](https://example.org)", "markdown"),
        ("<p>外长会谈", "fragment"),
        ("外长会谈<br/>签字", "fragment"),
        ("<!-- 注 --><div>外长会谈</div>", "fragment"),
        ('<?xml version="1.0"?><doc><p>会谈</p></doc>', "fragment"),
        ("<!DOCTYPE html><html>", "page"),
        ("\n<!-- 注 -->\n<HTML lang='zh'>", "page"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html>', "page"),
        ('<?xml version="1.0"?><rss version="2.0">', "feed"),
        ("<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("<item><title>x</title></item>", "feed"),
        ("<rdf:RDF xmlns='x'>", "feed"),
        ("<!--1698488225000-->\n[外长会谈](https://example.org)\n---\n<p>", "dump"),
        ('{"text": "x"}', "json"),
        ('{\n "text": "x"\n}', "json"),
        ('[\n{"text": "x"}]', "json"),
        ("[]", "json"),
        ('["甲", "乙"]', "json"),
        ('{"text": "x"}\n{"text": "y"}', "jsonl"),
        ('{"text": \n{"text": "y"}\n{"text": "z"}', "jsonl"),
        ('# log\n{"text": "y"}\n{"text": "z"}', "jsonl"),
        ('\ufeff{"a": 1}\n\n{"a": 2}', "jsonl"),
        ('{"articles": [\n{"text": "x"},\n{"text": "y"}\n]}', "json"),
    ],
)
def test_shapes(text: str, form: str) -> None:
    assert shape(text) == form


@pytest.mark.parametrize("head", ["外长".encode(), "外长".encode("gbk") + b"\0\0\0", b"\0 x" + b"y" * 2000])
def test_text_is_not_binary(head: bytes) -> None:
    assert binary(head) is None


@pytest.mark.parametrize("head", [b"\0" * 9, b"a\0b\0c\0", b"MZ\x90\0", b"{\\rtf1", b"PAR1", b"\x1f\x8b"])
def test_binaries_come_with_a_reason(head: bytes) -> None:
    assert binary(head)
