"""What an input is, judged by its first bytes and characters and never by its name."""

from __future__ import annotations

import json
import re
from typing import Literal

__all__ = ["Shape", "binary", "has_block_tags", "shape"]

Shape = Literal["dump", "feed", "page", "fragment", "json", "jsonl", "markdown", "plain"]

_CONVERT = "convert it to text"
_MAGIC = (
    (b"%PDF-", f"is a PDF; {_CONVERT} (pdftotext) and read that"),
    (b"PK\x03\x04", f"is a Word, EPUB or zip file; unpack it or {_CONVERT} and read that"),
    (b"\xd0\xcf\x11\xe0", f"is an old Word or Excel file; {_CONVERT} and read that"),
    (b"{\\rtf", f"is an RTF file; {_CONVERT} and read that"),
    (b"\x89PNG", "is a PNG picture"),
    (b"\xff\xd8\xff", "is a JPEG picture"),
    (b"GIF8", "is a GIF picture"),
    (b"RIFF", "is a picture, sound or film"),
    (b"II*\0", "is a TIFF picture"),
    (b"MM\0*", "is a TIFF picture"),
    (b"BZh", "is packed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "is packed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "is packed with zstd; unpack it first"),
    (b"7z\xbc\xaf", "is packed with 7-Zip; unpack it first"),
    (b"Rar!", "is packed with rar; unpack it first"),
    (b"\x1f\x8b", "is packed with gzip many times over; unpack it first"),
    (b"SQLite format 3", "is a SQLite database; export its texts as JSONL and read that"),
    (b"PAR1", "is a Parquet file, but packed or through a pipe; give it unpacked, by its path"),
    (b"\x7fELF", "is a program"),
    (b"MZ\x90", "is a program"),
)
# Padding at the end and a stray NUL are no sign; from this share on the data is no text.
_NULS = 0.002

_BLANK = " \t\r\n\ufeff\u3000\xa0"
_DUMP = re.compile(r"<!--\s{0,9}\d{10,13}\s{0,9}-->\s{0,9}\[")
_FEED = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|item|entry|channel)[\s>]", re.IGNORECASE)
_PROLOG = re.compile(
    r"\s{1,99}|<\?[^>]{0,300}\?>|<!--(?:[^-]|-(?!->)){0,2000}-->|<!doctype[^>\[]{0,300}>", re.IGNORECASE
)
_PAGE = re.compile(r"<!doctype\s{1,9}html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|em|a|img|h[1-6]|[uo]l|li|table|t[rdh]|small|font|section|article|figure"
    r"|figcaption|blockquote|center|hr|video|iframe|header|main|style|script|sup|sub|u)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(
    r"</(?:p|div|h[1-6]|li|table|article|section|figure)\s{0,9}>|<(?:br|p)\s{0,9}/?>", re.IGNORECASE
)
# Not 【视频】 typed with half-width brackets, nor a note such as [1].
_ARRAY = re.compile(r"\[\s{0,99}(?:[{\"\[]|\]\s{0,99}$|(?:-?\d{1,20}|true|false|null)\s{0,9},)")
_MARKDOWN = re.compile(
    r"^(?:#{1,6}\s|>\s|\s{0,3}[*+-]\s{1,4}\S|---\s*$|(?:={3,}|\*{3,})\s*$)|\*\*[^*\n]{1,200}\*\*|!?\[[^\]\n]{0,300}\]\([^)\n]{1,2000}\)",
    re.MULTILINE,
)


def binary(head: bytes) -> str | None:
    """Why the first bytes of an input are no text, or None.

    Examples
    --------
    >>> binary(b"%PDF-1.7 ...")
    'is a PDF; convert it to text (pdftotext) and read that'
    >>> binary("外长会谈".encode()) is None
    True
    """
    for magic, reason in _MAGIC:
        if head.startswith(magic):
            return reason
    body = head.rstrip(b"\0")
    if not body and head:
        return "holds nothing but NUL bytes"
    if body.count(b"\0") > _NULS * len(body) + 1:
        return (
            "is a binary file, or UTF-16 without its mark; give text, HTML, XML or JSON, or name the encoding"
        )
    return None


def shape(head: str) -> Shape:
    """The format of a text, from its beginning.

    Parameters
    ----------
    head : str
        At least some thousand characters, or all there is.

    Returns
    -------
    str
        ``dump`` (items as feed readers save them), ``feed`` (RSS or Atom), ``page`` (a whole HTML
        page), ``fragment`` (HTML without a page around it), ``json``, ``jsonl``, ``markdown`` or
        ``plain``.

    Examples
    --------
    >>> shape('{"id": 1, "text": "外长会谈"}'), shape("# 外长会谈"), shape("[视频]外长会谈")
    ('json', 'markdown', 'plain')
    """
    text = head.lstrip(_BLANK)
    if text.startswith("<"):
        return _marked_up(text)
    if text[:1] in {"{", "["} or "\n{" in text:
        found = _json(text)
        if found:
            return found
    if has_block_tags(text):
        return "fragment"
    return "markdown" if _MARKDOWN.search(text) else "plain"


def has_block_tags(text: str) -> bool:
    """Whether a text is HTML although it may not begin with a tag.

    Examples
    --------
    >>> has_block_tags("外长<b>抵达</b>。<br/>会谈开始。"), has_block_tags("在<工作报告>中")
    (True, False)
    """
    return "<" in text and (_BLOCK_TAG.search(text) is not None or len(_TAG.findall(text[:20_000])) > 3)


def _marked_up(text: str) -> Shape:
    if _DUMP.match(text):
        return "dump"
    start = 0
    while prolog := _PROLOG.match(text, start):
        start = prolog.end()
    if _FEED.match(text, start):
        return "feed"
    if _PAGE.search(text, 0, start + 10_000):
        return "page"
    if text.startswith("<?xml") or _TAG.match(text, start) or has_block_tags(text):
        return "fragment"
    return "markdown" if _MARKDOWN.search(text) else "plain"


def _json(text: str) -> Shape | None:
    """JSON if it begins like JSON; lines of it if a line is whole by itself."""
    lines = [line for line in text.split("\n") if line.strip()]
    objects = sum(line.startswith(('{"', '{ "', "{}")) for line in lines)
    if _ARRAY.match(text):
        return "json"
    if not objects:
        return "json" if re.match(r"\{\s{0,99}[\"}]", text) else None
    if len(lines) == 1:
        return "json"
    if lines[0].rstrip().endswith(("{", "[", ",")):  # printed over several lines
        return "json"
    if not text.startswith("{") and 2 * objects <= len(lines):
        return None
    whole = any(_is_object(line) for line in lines[:50])
    return "jsonl" if whole or 2 * objects > len(lines) else "json"


def _is_object(line: str) -> bool:
    if not line.startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
