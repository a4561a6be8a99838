"""The bytes of an input, a piece at a time: unpacked, UTF-16 made UTF-8, failures kept for the end.

Memory stays bounded whatever comes: a stream is read line by line or up to a limit, and a gzip bomb
is unpacked only as far as it is read.
"""

from __future__ import annotations

import codecs
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kgraph.reading.sources import STDIN, Source

__all__ = ["CHUNK", "ByteStream", "UnreadableError", "open_stream", "unpacked"]

CHUNK = 1 << 18
_GZIP = b"\x1f\x8b"
# Bytes at a time behind which damage is looked for.
_BIT = 16
_NESTED = 3
# UTF-32 before UTF-16, whose mark it begins with.
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class UnreadableError(ValueError):
    """Raised when an input cannot be opened; the message is a sentence without its subject."""


class ByteStream:
    """Bytes with a look ahead.

    Attributes
    ----------
    problem : str or None
        What broke the stream off before its end; known once it is read to that point.
    recoded : bool
        Whether the bytes are UTF-8 now whatever they were before.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        """Wrap a chain of chunks."""
        self.problem: str | None = None
        self.recoded = False
        self._chunks = chunks
        self._ahead: list[bytes] = []

    def __iter__(self) -> Iterator[bytes]:
        """The rest, chunk by chunk."""
        while self._ahead:
            yield self._ahead.pop(0)
        while True:
            # No `yield from`: leaving that early would close the chain below for good.
            try:
                chunk = next(self._chunks)
            except StopIteration:
                return
            except _BrokenError as error:
                self.problem = str(error)
                return
            except OSError as error:
                self.problem = f"could not be read to its end ({error.strerror})"
                return
            yield chunk

    def head(self, size: int = CHUNK) -> bytes:
        """The first bytes, which stay in the stream."""
        taken: list[bytes] = []
        for chunk in self:
            taken.append(chunk)
            size -= len(chunk)
            if size <= 0:
                break
        self._ahead = [b"".join(taken)]
        return self._ahead[0]

    def read(self, limit: int) -> bytes | None:
        """The rest, or None if it is longer than `limit` bytes."""
        taken: list[bytes] = []
        size = 0
        for chunk in self:
            taken.append(chunk)
            size += len(chunk)
            if size > limit:
                return None
        return b"".join(taken)

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """The lines without their line feeds; None stands for one longer than `limit` bytes."""
        pending: list[bytes] = []
        size = 0
        for chunk in self:
            *whole, rest = chunk.split(b"\n")
            for piece in whole:
                yield None if size + len(piece) > limit else b"".join((*pending, piece))
                pending, size = [], 0
            size += len(rest)
            # What is beyond the limit is only counted.
            pending = [*pending, rest] if size <= limit else []
        if size:
            yield None if size > limit else b"".join(pending)


class _BrokenError(Exception):
    """Raised inside a chain of chunks where the data ends too early or goes wrong."""


@contextmanager
def open_stream(source: Source, encoding: str | None = None) -> Iterator[ByteStream]:
    """Open an input for reading, unpacked; UTF-16 and UTF-32 come out as UTF-8.

    Parameters
    ----------
    source : Source
    encoding : str or None
        What the user says it is in.

    Raises
    ------
    UnreadableError
        If it is no file, or may not be opened.
    """
    if source.path == STDIN:
        yield unpacked(_chunks(sys.stdin.buffer), encoding)
        return
    try:
        mode = os.stat(source.absolute).st_mode
        if not stat.S_ISREG(mode) and (stat.S_ISDIR(mode) or not source.named):
            raise UnreadableError("is no regular file; name it by itself if it should be read")
        handle = open(source.absolute, "rb")  # noqa: SIM115 (closed below, apart from errors of opening)
    except OSError as error:
        raise UnreadableError(
            f"cannot be opened ({error.strerror}); check the file and its permissions"
        ) from error
    with handle:
        yield unpacked(_chunks(handle), encoding)


def _chunks(handle: BinaryIO) -> Iterator[bytes]:
    while chunk := handle.read(CHUNK):
        yield chunk


def unpacked(chunks: Iterator[bytes], encoding: str | None = None) -> ByteStream:
    """Bytes as they come from a file, unpacked; UTF-16 and UTF-32 come out as UTF-8.

    Parameters
    ----------
    chunks : iterator of bytes
    encoding : str or None
        What the user says they are in.
    """
    stream = ByteStream(chunks)
    for _ in range(_NESTED):
        if not stream.head(2).startswith(_GZIP):
            break
        stream = ByteStream(_gunzip(stream))
    head = stream.head(4)
    codec = next((codec for mark, codec in _WIDE if head.startswith(mark)), None)
    if codec is None and encoding is not None:
        named = codecs.lookup(encoding).name
        codec = named if named.startswith(("utf-16", "utf-32")) else None
    if codec is None:
        return stream
    # Line feeds and quotation marks are single bytes from here on.
    recoded = ByteStream(_as_utf8(stream, codec))
    recoded.recoded = True
    return recoded


def _gunzip(packed: ByteStream) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    data = b""
    chunks = iter(packed)
    while True:
        if not data:
            data = next(chunks, b"")
            if not data:
                break
        if unpacker.eof:  # another member, or zeros that fill up the last block
            data = data.lstrip(b"\0")
            if not data:
                continue
            unpacker = zlib.decompressobj(wbits=31)
        before = unpacker.copy()
        try:
            piece = unpacker.decompress(data, CHUNK)
        except zlib.error as error:
            yield from _up_to_the_break(before, data)
            # A check sum that does not fit is found out at the end, when all has been handed on.
            late = " somewhere, perhaps in what was read" if "check" in str(error) else ""
            raise _BrokenError(f"is broken gzip: its data is damaged{late}; fetch it again") from error
        data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        if piece:
            yield piece
    if packed.problem:
        raise _BrokenError(packed.problem)
    if not unpacker.eof:
        raise _BrokenError("is broken gzip: it ends too early; fetch it again")


def _up_to_the_break(unpacker: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """What damaged data still give, bit by bit: zlib hands out nothing of a piece that it fails on."""
    for start in range(0, len(data), _BIT):
        try:
            yield unpacker.decompress(data[start : start + _BIT])
        except zlib.error:
            return


def _as_utf8(stream: ByteStream, codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in stream:
            yield decoder.decode(chunk).removeprefix("\ufeff").encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as error:
        raise _BrokenError(
            f"is not valid {codec.upper()}, which it should be; save it again as UTF-8"
        ) from error
    if stream.problem:
        raise _BrokenError(stream.problem)
