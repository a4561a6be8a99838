"""JSON and JSONL to drafts: one object an item, its keys found by their usual names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kgraph.reading.blocks import Draft, Problem, clean
from kgraph.reading.content import one_line, read_content
from kgraph.reading.dates import parse_date

__all__ = ["KEYS", "read_json", "read_lines", "records"]

# By target, in order of preference; compared in lower case without - and _.
KEYS: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "content", "body", "html", "contenthtml", "contenttext", "fulltext", "articletext",
        "articlebody", "maintext", "article", "contents", "正文", "内容", "內容", "全文", "文本",
        "description", "summary", "摘要",
    ),
    "title": ("title", "headline", "标题", "標題", "题目", "題目", "subject"),
    "published": (
        "published", "publishedat", "publishdate", "publishtime", "publishedtime", "publishat",
        "datepublished", "datepublish", "pubdate", "pubtime", "date", "time", "datetime", "timestamp",
        "createdat", "createtime", "ctime", "发布时间", "發布時間", "发布日期", "出版日期", "日期",
        "时间", "時間", "updatedat", "updated",
    ),
    "source": (
        "source", "sourcename", "media", "medianame", "site", "sitename", "publisher", "outlet",
        "newspaper", "来源", "來源", "媒体", "媒體", "报纸", "報紙",
    ),
    "url": (
        "url", "link", "href", "permalink", "sourceurl", "webpageurl", "链接", "連結", "网址", "網址",
    ),
    "id": ("id", "docid", "newsid", "articleid", "uuid", "guid", "oid", "nid", "编号", "編號"),
}  # fmt: skip
_LISTS = frozenset(
    ("articles", "items", "data", "docs", "documents", "news", "results", "records", "list", "entries")
)
_DECODER = json.JSONDecoder()
_GAP = re.compile(r"[\s,]*")
_DEEPEST = 4
_JSON_NAMES = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
    list: "list of lists",
}


def read_lines(
    lines: Iterator[tuple[int, str | Problem]], fields: Mapping[str, str]
) -> Iterator[Draft | Problem]:
    """The items of JSONL.

    Parameters
    ----------
    lines : iterator of (int, str or Problem)
        1-based line numbers and lines, or why a line could not be had.
    fields : mapping of str to str
        As in :class:`kgraph.reading.ReadOptions`.

    Yields
    ------
    Draft or Problem
        A line that is broken is a problem of its own and does not stop the reading.

    Examples
    --------
    >>> lines = [(1, '{"text": "两国外长会谈。"}'), (2, '{"text": "两国'), (3, '{"note": "x"}')]
    >>> for found in read_lines(iter(lines), {}):
    ...     print(found.line, found.reason if isinstance(found, Problem) else found.blocks[0].text)
    1 两国外长会谈。
    2 is broken JSON (Unterminated string starting at, column 10); mend or remove the line
    3 has no text among its keys (note); name the one that holds it with --field text=KEY
    """
    for number, line in lines:
        if isinstance(line, Problem):
            yield Problem(line.reason, number)
            continue
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            yield Problem(
                f"is broken JSON ({error.msg}, column {error.colno}); mend or remove the line", number
            )
        except (ValueError, RecursionError):
            yield Problem("is JSON nested or with numbers beyond reason; mend or remove the line", number)
        else:
            for found in records(value, fields):
                found.line = number
                yield found


def read_json(chunks: Iterator[str], limit: int, fields: Mapping[str, str]) -> Iterator[Draft | Problem]:
    """The items of JSON: of an array, an object that holds one, an object, or several in a row.

    An array is read element by element, so that only one of them is held in memory.

    Parameters
    ----------
    chunks : iterator of str
    limit : int
        An element of more characters than this ends the reading.
    fields : mapping of str to str

    Yields
    ------
    Draft or Problem
        `line` is the number of the item.

    Examples
    --------
    >>> [draft.line for draft in read_json(iter(['[{"text": "会', '谈"}, {"text": "签字"}]']), 1000, {})]
    [1, 2]
    """
    number = 0
    for value in _values(chunks, limit):
        for found in [value] if isinstance(value, Problem) else records(value, fields):
            number += 1
            found.line = number
            yield found


def _values(chunks: Iterator[str], limit: int) -> Iterator[Any]:
    """The elements of an array, or values in a row; a Problem where it goes wrong."""
    text, start, array, done = "", 0, False, False
    first = True
    while True:
        gap = _GAP.match(text, start)
        start = gap.end() if gap else start
        if first and text[start : start + 1] == "[":
            array, first, start = True, False, start + 1
            continue
        end = None
        failure = "it ends too early"
        if array and text[start : start + 1] == "]":
            return
        if start < len(text):
            first = False
            try:
                value, end = _DECODER.raw_decode(text, start)
            except json.JSONDecodeError as error:
                failure = error.msg
            except (ValueError, RecursionError):
                yield Problem("is JSON nested or with numbers beyond reason; what follows was not read")
                return
        if end is not None and (done or end < len(text)):
            yield value
            start = end
            continue
        if done:
            if array or start < len(text):
                yield Problem(f"is broken JSON ({failure}); mend it; what follows was not read")
            return
        if len(text) - start > limit:
            yield Problem(
                f"has an element of more than {limit:,} characters; split it; what follows was not read"
            )
            return
        text, start, done = _more(text[start:], chunks)


def _more(text: str, chunks: Iterator[str]) -> tuple[str, int, bool]:
    # At least doubled each time: an element that needs many chunks is tried few times over.
    parts, size = [text], 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > len(text):
            return "".join(parts), 0, False
    return "".join(parts), 0, True


def records(value: Any, fields: Mapping[str, str], depth: int = 0) -> Iterator[Draft | Problem]:
    """The items of one JSON value: itself, or those of the list that it holds.

    Examples
    --------
    >>> [draft.title for draft in records({"articles": [{"title": "会谈", "content": "外长会谈。"}]}, {})]
    ['会谈']
    """
    if isinstance(value, list) and depth <= _DEEPEST:
        for element in value:
            yield from records(element, fields, depth + 1)
        return
    if not isinstance(value, dict):
        yield Problem(
            f"is a JSON {_JSON_NAMES.get(type(value), 'value')}, not an object with a text; "
            'give objects such as {"title": …, "text": …}'
        )
        return
    item = _Item(value, fields)
    inner = item.body is None and next((part for part in map(value.get, item.lists) if part), None)
    if inner and depth <= _DEEPEST:
        yield from records(inner, fields, depth + 1)
    else:
        yield item.draft()


class _Item:
    """A JSON object, looked into by target."""

    def __init__(self, value: dict[str, Any], fields: Mapping[str, str]) -> None:
        self._value = value
        self._fields = fields
        self._names = {key.lower().replace("_", "").replace("-", ""): key for key in reversed(value)}
        self.body = _body(self.get("text"))

    @property
    def lists(self) -> Iterator[str]:
        """Keys that hold a list of objects, where a file of many has its items."""
        for key, part in self._value.items():
            if (
                key.lower() in _LISTS
                and isinstance(part, list)
                and any(isinstance(one, dict) for one in part)
            ):
                yield key

    def get(self, target: str) -> Any:
        """The value for a target; None where there is none."""
        if target in self._fields:
            return _path(self._value, self._fields[target])
        empty = None
        for name in KEYS[target]:
            if name in self._names:
                found = self._value[self._names[name]]
                # An empty text counts only where no other key holds more.
                if found not in (None, "", []):
                    return found
                empty = ""
        return empty

    def draft(self) -> Draft | Problem:
        """The item as a draft."""
        if self.body is None:
            keys = clean(", ".join(list(self._value)[:20])) or "none"
            if "text" in self._fields:
                return Problem(
                    f"has no text under the key {self._fields['text']!r} (its keys: {keys}); name another"
                )
            return Problem(
                f"has no text among its keys ({keys}); name the one that holds it with --field text=KEY"
            )
        draft = read_content(self.body)
        title = self.get("title")
        if isinstance(title, str):
            draft.title = one_line(title) or draft.title
        draft.published = parse_date(_inner(self.get("published"), ("$date",))) or draft.published
        source, url = _inner(self.get("source"), ("name", "title")), self.get("url")
        if isinstance(url, str):
            draft.url = one_line(url) or None
        if isinstance(source, str) and source.startswith("http"):
            draft.url = draft.url or source.strip()
        elif isinstance(source, str):
            draft.source = one_line(source) or draft.source
        key = _inner(self.get("id"), ("$oid",))
        draft.key = str(key) if isinstance(key, str | int) and not isinstance(key, bool) else None
        return draft


def _body(text: Any) -> str | None:
    """A text value, or a list of paragraphs."""
    if isinstance(text, list) and text and all(isinstance(part, str) for part in text):
        return "\n".join(text)
    return text if isinstance(text, str) else None


def _inner(value: Any, keys: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return next((value[key] for key in keys if key in value), None)
    return value


def _path(value: Any, path: str) -> Any:
    if isinstance(value, dict) and path in value:
        return value[path]
    for key in path.split("."):
        if not isinstance(value, dict) or key not in value:
            return None
        value = value[key]
    return value
