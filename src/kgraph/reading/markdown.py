"""Markdown to blocks: headings, lists and captions marked, inline marks taken off."""

from __future__ import annotations

import re

from kgraph.reading.blocks import Block, Draft, Kind, split_lines, tidy
from kgraph.reading.dates import parse_date
from kgraph.reading.html import blocks_of
from kgraph.reading.plain import unwrap
from kgraph.reading.sniff import has_block_tags

__all__ = ["inline", "read_markdown"]

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s{1,20}(\S.*)$")
_CLOSING = re.compile(r"(?<=\s)#{1,6}$")
_UNDERLINE = re.compile(r"\s{0,3}(=|-)\1{2,200}\s{0,99}$")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?){1,9}")
_BULLET = re.compile(r"\s{0,12}[*+-]\s{1,9}(?=\S)")
_LABEL = re.compile(r"\s{0,3}\[[^\]\n]{1,99}\]:\s{0,9}\S{1,2000}")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_LINK = re.compile(
    r"\[([^\[\]\n]{0,500})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\[\]\n]{0,99}\])"
)
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^*_~\n]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]{1,2000})(?<=[^\s*])\*(?!\*)")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
# While marks are taken off, escaped ones stand as characters that no cleaned text holds.
_ESCAPED = {mark: chr(0xFDD0 + index) for index, mark in enumerate("\\`*_{}[]()#+.!|>~-")}
_PLAIN = {ord(stand): mark for mark, stand in _ESCAPED.items()}
_ALL_BOLD = re.compile(r"\s{0,3}(\*\*|__)(?=\S)[^*_\n]{1,200}\1\s{0,9}$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_STOPS = "。！？!?；;，,"
_HEADING_LENGTH = 60
# An alternative text with fewer Chinese characters is a file name or 图片, no caption.
_CAPTION_HAN = 6
_PAIR = re.compile(r"([A-Za-z_]{2,20}|[\u4e00-\u9fff]{2,6})\s{0,9}[:：]\s{0,9}(\S.{0,999})$")


def read_markdown(text: str) -> Draft:
    """The blocks of a Markdown text, and what its front matter tells.

    Parameters
    ----------
    text : str
        Cleaned text.

    Returns
    -------
    Draft

    Examples
    --------
    >>> text = "# 外长会谈\\n\\n两国外长在[首都](https://example.org)举行**会谈**。\\n\\n## 反响"
    >>> draft = read_markdown(text)
    >>> [(block.kind, block.text) for block in draft.blocks]
    [('title', '外长会谈'), ('paragraph', '两国外长在首都举行会谈。'), ('heading', '反响')]
    """
    draft = Draft()
    lines = _front_matter(split_lines(text), draft)
    if any(_FENCE.match(line) for line in lines):
        lines = [line for line in lines if not _FENCE.match(line)]
    else:
        lines = unwrap(lines)
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        draft.blocks += _line(line, following)
    return draft


def inline(text: str) -> str:
    """A line without its inline marks: the text of links, no pictures, no bold.

    Examples
    --------
    >>> inline("**外长**在[首都](https://example.org/a_(b))会谈![图](x.png)，*重申*立场")
    '外长在首都会谈，重申立场'
    """
    if not any(mark in text for mark in "*_[`<\\~"):
        return text
    text = _ESCAPE.sub(lambda match: _ESCAPED[match[1]], text) if "\\" in text else text
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    # Bold over a stop is not closed by some converters: pairs that are left are marks all the same.
    return text.replace("**", "").translate(_PLAIN)


def _line(line: str, following: str) -> list[Block]:
    if not line.strip() or _LABEL.match(line) or _UNDERLINE.match(line):
        return []
    if "<" in line and has_block_tags(line):
        return blocks_of(inline(line))
    blocks = [
        Block(tidy(alt), "caption") for alt in _IMAGE.findall(line) if len(_HAN.findall(alt)) >= _CAPTION_HAN
    ]
    indented = line[0] in "\u3000\xa0"
    kind: Kind = "paragraph"
    heading = _HEADING.match(line)
    if heading:
        kind = "title" if len(heading[1]) == 1 else "heading"
        line = _CLOSING.sub("", heading[2].rstrip())
    elif _UNDERLINE.match(following) and len(line) <= _HEADING_LENGTH and line.strip()[-1] not in _STOPS:
        kind = "title" if following.strip()[0] == "=" else "heading"
    elif _BULLET.match(line):
        kind = "item"
        line = _BULLET.sub("", line)
    else:
        line = _QUOTE.sub("", line) if line.lstrip().startswith(">") else line
        bare = line.rstrip().rstrip("*_")[-1:]
        if _ALL_BOLD.match(line) and len(line) <= _HEADING_LENGTH and bare not in _STOPS:
            kind = "heading"
    content = tidy(inline(line))
    if content:
        blocks.append(Block(content, kind, indented))
    return blocks


def _front_matter(lines: list[str], draft: Draft) -> list[str]:
    """Take the YAML block at the top, as site generators and clippers write it."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() != "---":
        return lines
    for index in range(start + 1, min(len(lines), start + 40)):
        if lines[index].strip() == "---":
            break
        pair = _PAIR.match(lines[index].strip())
        if pair:
            _note(draft, pair[1].lower(), pair[2].strip().strip("\"'"))
    else:
        return lines
    if not any((draft.title, draft.published, draft.url, draft.source)):
        return lines
    return lines[index + 1 :]


def _note(draft: Draft, key: str, value: str) -> None:
    if key in {"title", "标题", "標題"}:
        draft.title = value
    elif key in {"date", "published", "created", "日期", "时间", "時間"}:
        draft.published = draft.published or parse_date(value)
    elif key in {"url", "link", "source_url"} or (key == "source" and value.startswith("http")):
        draft.url = value
    elif key in {"source", "publisher", "site", "来源", "來源"}:
        draft.source = value
