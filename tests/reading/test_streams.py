from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.reading.sources import Source
from kgraph.reading.streams import CHUNK, ByteStream, UnreadableError, open_stream


def opened(tmp_path: Path, data: bytes, encoding: str | None = None) -> tuple[bytes | None, str | None, bool]:
    path = tmp_path / "data"
    path.write_bytes(data)
    with open_stream(Source(str(path), str(path)), encoding) as stream:
        return stream.read(10**9), stream.problem, stream.recoded


@given(st.lists(st.binary(max_size=9), max_size=9), st.integers(1, 12))
def test_lines_do_not_depend_on_the_chunks(chunks: list[bytes], limit: int) -> None:
    whole = b"".join(chunks)
    expected = [line if len(line) <= limit else None for line in whole.split(b"\n")]
    if expected[-1] == b"":
        expected.pop()
    assert list(ByteStream(iter(chunks)).lines(limit)) == expected


@given(st.lists(st.binary(min_size=1, max_size=9), max_size=9), st.integers(0, 40), st.integers(0, 40))
def test_looking_ahead_takes_nothing(chunks: list[bytes], size: int, more: int) -> None:
    stream = ByteStream(iter(chunks))
    whole = b"".join(chunks)
    for wanted in (size, more):
        assert whole.startswith(stream.head(wanted))
        assert len(stream.head(wanted)) >= min(wanted, len(whole))
    assert stream.read(len(whole)) == whole


def test_reading_stops_at_the_limit() -> None:
    def endless() -> object:
        while True:
            yield b"x" * 10

    assert ByteStream(endless()).read(1000) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [b"", b"abc", b"abc" * CHUNK])
def test_gzip_in_one_or_many_members_or_packed_twice(data: bytes, tmp_path: Path) -> None:
    packed = gzip.compress(data)
    assert opened(tmp_path, packed) == (data, None, False)
    assert opened(tmp_path, packed + packed + b"\0" * 512) == (data * 2, None, False)
    assert opened(tmp_path, gzip.compress(packed)) == (data, None, False)


def test_gzip_that_breaks_off_or_is_followed_by_something_else(tmp_path: Path) -> None:
    data = bytes(range(256)) * 3000
    packed = gzip.compress(data)
    got, problem, _ = opened(tmp_path, packed[:-4])
    assert (got, problem) == (data, "is broken gzip: it ends too early; fetch it again")
    got, problem, _ = opened(tmp_path, packed + b"junk")
    assert got == data
    assert problem is not None
    got, problem, _ = opened(tmp_path, packed[:-8] + b"\1\2\3\4" + packed[-4:])
    assert problem is not None
    assert "perhaps in what was read" in problem


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_come_out_as_utf_8(encoding: str, tmp_path: Path) -> None:
    text = "外长会谈\n" * CHUNK
    mark = "" if encoding in {"utf-16", "utf-32"} else "\ufeff"
    assert opened(tmp_path, (mark + text).encode(encoding)) == (text.encode(), None, True)
    assert opened(tmp_path, text.encode(encoding), encoding) == (text.encode(), None, True)


def test_a_mark_that_does_not_hold(tmp_path: Path) -> None:
    assert (
        opened(tmp_path, b"\xff\xfe\x00\xd8a")[1]
        == "is not valid UTF-16-LE, which it should be; save it again as UTF-8"
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no regular file"), open_stream(Source("x", str(tmp_path))):
        pass
