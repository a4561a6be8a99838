"""One input file, from its bytes to documents and rejects."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

from kgraph.encoding import UndecodableError, decode
from kgraph.reading.blocks import Draft, Problem
from kgraph.reading.content import read_content
from kgraph.reading.documents import assemble, too_long
from kgraph.reading.feed import read_dump, read_feed
from kgraph.reading.jsonl import read_json, read_lines
from kgraph.reading.options import ReadOptions
from kgraph.reading.parquet import is_parquet, read_parquet
from kgraph.reading.sniff import Shape, binary, shape
from kgraph.reading.sources import Source
from kgraph.reading.streams import CHUNK, ByteStream, UnreadableError, open_stream, unpacked
from kgraph.records import Document, Rejected

__all__ = ["read_rows", "read_source", "read_stream"]

# Bytes that are held at once, for one character of the limit on a document. They are many times what a
# text takes: how long one is should be told, and markup, feeds and JSON hold scripts, pictures, many items.
_TEXT, _MARKUP, _JSON = 40, 100, 60


def read_source(source: Source, options: ReadOptions | None = None) -> Iterator[Document | Rejected]:
    """The documents of one input file.

    Parameters
    ----------
    source : Source
    options : ReadOptions, optional

    Yields
    ------
    Document or Rejected
        At least one. A file that breaks off yields what stands before the break, and why it ends.
    """
    options = options or ReadOptions()
    yield from _at_least_one(_drafts(source, options), source, options)


def read_stream(
    chunks: Iterable[bytes], source: Source, options: ReadOptions | None = None, form: Shape | None = None
) -> Iterator[Document | Rejected]:
    """The documents of one input file whose bytes come from elsewhere, such as a file system of a cluster.

    Parameters
    ----------
    chunks : iterable of bytes
    source : Source
        The file that they are from, for names and dates.
    options : ReadOptions, optional
    form : str, optional
        Their format (:func:`~kgraph.reading.sniff.shape`), where they are not the beginning of the file.

    Yields
    ------
    Document or Rejected
        At least one.
    """
    options = options or ReadOptions()
    stream = unpacked(iter(chunks), options.encoding)
    yield from _at_least_one(_numbered(_read(stream, options, form)), source, options)


def read_rows(
    rows: Iterable[tuple[int, str]], source: Source, options: ReadOptions | None = None
) -> Iterator[Document | Rejected]:
    """The documents of rows of a table, such as some of those of a Parquet file.

    Parameters
    ----------
    rows : iterable of (int, str)
        The number of a row, and the row as a JSON object.
    source : Source
        The file that they are from, for names and dates.
    options : ReadOptions, optional

    Yields
    ------
    Document or Rejected
    """
    options = options or ReadOptions()
    yield from _assembled(read_lines(iter(rows), options.fields), source, options)


def _assembled(
    drafts: Iterator[Draft | Problem], source: Source, options: ReadOptions
) -> Iterator[Document | Rejected]:
    for draft in drafts:
        if isinstance(draft, Problem):
            yield Rejected(source.path, draft.reason, draft.line, source.key, draft.passing)
        else:
            yield assemble(draft, source, options)


def _at_least_one(
    drafts: Iterator[Draft | Problem], source: Source, options: ReadOptions
) -> Iterator[Document | Rejected]:
    nothing = True
    for record in _assembled(drafts, source, options):
        nothing = False
        yield record
    if nothing:
        yield Rejected(source.path, "holds no item; give at least one with a text", None, source.key)


def _numbered(drafts: Iterator[Draft | Problem]) -> Iterator[Draft | Problem]:
    """Take the number off where the file holds one document only."""
    first = next(drafts, None)
    if first is None:
        return
    second = next(drafts, None)
    if second is None and isinstance(first, Draft):
        first.line = None
    yield first
    if second is not None:
        yield second
        yield from drafts


def _drafts(source: Source, options: ReadOptions) -> Iterator[Draft | Problem]:
    if is_parquet(source):
        yield from read_parquet(source, _JSON * options.max_characters, options.fields)
        return
    try:
        with open_stream(source, options.encoding) as stream:
            yield from _numbered(_read(stream, options))
    except UnreadableError as error:
        yield Problem(str(error), passing=True)


def _read(stream: ByteStream, options: ReadOptions, form: Shape | None = None) -> Iterator[Draft | Problem]:
    head = stream.head()
    reason = binary(head) if head else stream.problem
    if reason or not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        blank = "is empty" if len(head) < CHUNK else "begins with a page or more of blanks; remove them"
        yield Problem(reason or f"{blank}; give a file with text")
        return
    forced = None if stream.recoded else options.encoding
    beginning, encoding = _beginning(head, forced)
    form = form or shape(beginning)
    if form == "jsonl":
        lines = _lines(stream, encoding, forced, _JSON * options.max_characters)
        yield from _to_break(read_lines(lines, options.fields), stream)
    elif form == "json":
        characters = _characters(stream, encoding)
        yield from _to_break(read_json(characters, _JSON * options.max_characters, options.fields), stream)
    else:
        yield from _whole(stream, form, forced, options)
        return
    if stream.problem:
        yield Problem(stream.problem + "; what stands before the break was read")


def _to_break(drafts: Iterator[Draft | Problem], stream: ByteStream) -> Iterator[Draft | Problem]:
    """Leave out the last item if it is broken only because the stream broke off in it."""
    waiting = next(drafts, None)
    for draft in drafts:
        if waiting is not None:
            yield waiting
        waiting = draft
    if waiting is not None and not (stream.problem and isinstance(waiting, Problem)):
        yield waiting


def _beginning(head: bytes, forced: str | None) -> tuple[str, str]:
    """The first characters and their encoding, as good as they can be told.

    The last character may be cut, and one line of many may be damaged: that is judged later.
    """
    cut = head.rfind(b"\n")
    for part in (head, head[:cut] if cut > 0 else head[:-1], head[:-2], head[:-3]):
        try:
            return decode(part, forced)
        except UndecodableError:
            continue
    encoding = forced or "utf-8"
    return head.decode(encoding, "replace"), encoding


def _lines(
    stream: ByteStream, encoding: str, forced: str | None, limit: int
) -> Iterator[tuple[int, str | Problem]]:
    for number, line in enumerate(stream.lines(limit), start=1):
        if line is None:
            yield number, Problem(f"is longer than the limit of {limit:,} bytes; split it or remove it")
            continue
        try:
            yield number, line.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            # The head of the file may have been ASCII only, or this line alone is different.
            try:
                yield number, decode(line, forced)[0]
            except UndecodableError as error:
                yield number, Problem(str(error))


def _characters(stream: ByteStream, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8" if encoding == "ascii" else encoding)()
    try:
        for chunk in stream:
            yield decoder.decode(chunk).removeprefix("\ufeff")
        yield decoder.decode(b"", final=not stream.problem)
    except UnicodeDecodeError as error:
        stream.problem = f"is not valid {encoding} ({error.reason}); save it again as UTF-8"


def _whole(
    stream: ByteStream, form: str, forced: str | None, options: ReadOptions
) -> Iterator[Draft | Problem]:
    limit = (_TEXT if form in {"plain", "markdown"} else _MARKUP) * options.max_characters
    data = stream.read(limit)
    if data is None:
        yield Problem(
            f"is longer than the {limit:,} bytes that are read at once; split it into articles, one a file "
            "or one a line of JSONL"
        )
        return
    if stream.problem:
        yield Problem(stream.problem)
        return
    try:
        text, _ = decode(data.rstrip(b"\0"), forced)
    except UndecodableError as error:
        yield Problem(str(error))
        return
    if form in {"plain", "markdown"} and len(text) > options.max_characters:
        # Before it is taken apart, which needs several times its memory.
        yield Problem(too_long(len(text), options.max_characters))
    elif form == "feed":
        yield from read_feed(text)
    elif form == "dump":
        yield from read_dump(text)
    else:
        yield read_content(text, form)
