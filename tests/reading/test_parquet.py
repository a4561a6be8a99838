from __future__ import annotations

import gzip
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from kgraph.building.states import expected_records
from kgraph.reading import ReadOptions, Source, read, read_rows, read_stream, sources
from kgraph.records import Document, Rejected

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'kgraph[test]'")
pq = pytest.importorskip("pyarrow.parquet")

BODIES = [f"两国外长{day}日在首都举行会谈，就双边关系交换了意见。" for day in ("六", "七", "八", "九")]


def write(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path, **options)
    return path


def documents(path: Path, **options: Any) -> list[Document]:
    found = list(read([path], ReadOptions(**options)))
    assert [one for one in found if isinstance(one, Rejected)] == []
    return [one for one in found if isinstance(one, Document)]


def test_rows_are_documents_in_their_order(tmp_path: Path) -> None:
    columns = {
        "content": BODIES,
        "headline": ["会谈"] * 4,
        "newsId": [11, 12, 13, 14],
        "publisher": [{"name": "某报"}] * 4,
    }
    path = write(tmp_path / "news.parquet", columns, row_group_size=2)
    found = documents(path)
    assert [one.text for one in found] == [f"会谈\n{body}" for body in BODIES]
    assert [(one.name, one.line, one.source) for one in found] == [
        (f"{number + 10}", number, "某报") for number in (1, 2, 3, 4)
    ]
    assert expected_records(sources([path])[0]) == 4


def test_a_column_is_named_like_a_key_of_json(tmp_path: Path) -> None:
    path = write(tmp_path / "news.parquet", {"稿件": BODIES, "text": ["提要"] * 4})
    assert [one.text for one in documents(path, fields={"text": "稿件"})] == BODIES
    [first, *_] = read([path], ReadOptions(fields={"text": "文"}))
    assert isinstance(first, Rejected)
    assert (first.line, first.reason) == (
        1,
        "has no text under the key '文' (its keys: 稿件, text); name another",
    )


@pytest.mark.parametrize(
    "when",
    [
        pa.array([datetime(2023, 10, 28, 23, 30, tzinfo=timezone.utc)] * 4, pa.timestamp("us", "UTC")),
        pa.array(
            [datetime(2023, 10, 29, 7, 30, tzinfo=timezone(timedelta(hours=8)))] * 4,
            pa.timestamp("us", "Asia/Shanghai"),
        ),
        pa.array([datetime(2023, 10, 28, 23, 30)] * 4, pa.timestamp("ms")),
        pa.array([datetime(2023, 10, 28)] * 4).cast(pa.date32()),
        pa.array(["2023-10-28"] * 4),
    ],
    ids=["UTC", "with a zone", "without a zone", "day", "text"],
)
def test_times_are_days_wherever_the_machine_stands(
    when: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    path = write(tmp_path / "news.parquet", {"text": BODIES, "date": when})
    assert {one.published for one in documents(path)} == {"2023-10-28"}


def test_text_that_its_writer_calls_bytes_is_text(tmp_path: Path) -> None:
    path = write(
        tmp_path / "news.parquet", {"text": pa.array([body.encode() for body in BODIES], pa.binary())}
    )
    assert [one.text for one in documents(path)] == BODIES


def test_a_name_is_no_pattern_and_a_folder_no_column(tmp_path: Path) -> None:
    folder = tmp_path / "date=2011-01-01"
    path = write(folder / "a [1]*?'.parquet", {"text": BODIES[:2]})
    write(folder / "a 1b'.parquet", {"text": BODIES[2:]})
    assert [(one.text, one.published) for one in documents(path)] == [(body, None) for body in BODIES[:2]]


def test_a_folder_that_spark_wrote_is_its_parts(tmp_path: Path) -> None:
    for part in (0, 1):
        write(tmp_path / f"part-{part}.snappy.parquet", {"text": BODIES[2 * part :][:2]})
    for name in ("_SUCCESS", "_metadata", ".part-0.snappy.parquet.crc"):
        (tmp_path / name).write_bytes(b"")
    assert [one.text for one in documents(tmp_path)] == BODIES


@pytest.mark.parametrize("length", [4, 40])
def test_a_file_that_is_cut_is_told_whole(length: int, tmp_path: Path) -> None:
    path = write(tmp_path / "news.parquet", {"text": BODIES})
    path.write_bytes(path.read_bytes()[:length])
    [found] = read([path])
    assert isinstance(found, Rejected)
    assert found.line is None
    assert found.reason.startswith("is broken Parquet (")
    assert found.reason.endswith("); write it again")
    assert expected_records(sources([path])[0]) == 1


def test_what_stands_before_damage_is_read_as_far_as_it_is_told(tmp_path: Path) -> None:
    # DuckDB keeps some megabytes ready: what is damaged lies behind them.
    texts = [BODIES[0], *[None] * 9_999, BODIES[3]]
    columns = {"text": texts, "padding": ["x" * 1_000] * len(texts)}
    path = write(
        tmp_path / "news.parquet",
        columns,
        row_group_size=2_500,
        compression="none",
        use_dictionary=False,
        write_statistics=False,
    )
    start, _, end = path.read_bytes().rpartition("九日".encode())
    path.write_bytes(start + b"\xff\xfe\xfd\xfc\xfb\xfa" + end)
    *before, last = read([path])
    assert [one.line for one in before] == list(range(1, len(before) + 1))
    assert 2_500 <= len(before) <= 10_000
    assert isinstance(last, Rejected)
    assert last.reason.endswith(f"; write it again; what stands up to row {len(before):,} was read")


def test_no_rows_are_told(tmp_path: Path) -> None:
    [found] = read([write(tmp_path / "news.parquet", {"text": pa.array([], pa.string())})])
    assert isinstance(found, Rejected)
    assert "holds no item" in found.reason


def test_a_row_that_is_too_long_is_rejected_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "news.parquet", {"text": [BODIES[0], "长" * 700, BODIES[1]]})
    found = list(read([path], ReadOptions(max_characters=10)))
    assert [isinstance(one, Rejected) for one in found] == [True] * 3
    found = list(read([path], ReadOptions(max_characters=100)))
    assert [(one.line, isinstance(one, Rejected)) for one in found] == [(1, False), (2, True), (3, False)]


def test_what_comes_packed_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = write(tmp_path / "news.parquet", {"text": BODIES})
    packed = tmp_path / "news.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    [found] = read([packed])
    assert isinstance(found, Rejected)
    assert found.reason == "is a Parquet file, but packed or through a pipe; give it unpacked, by its path"


def test_bytes_and_rows_from_elsewhere_are_read_as_those_of_a_file(tmp_path: Path) -> None:
    text = "".join(f'{{"text": "{body}"}}\n' for body in BODIES)
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(text.encode("gb18030")))
    [source] = sources([path])
    data = path.read_bytes()
    expected = list(read([path]))
    assert list(read_stream([data[:50], data[50:]], source)) == expected
    rows = [(number, line) for number, line in enumerate(text.splitlines(), start=1)]
    assert list(read_rows(rows, source)) == expected
    # One long line is taken for JSON, unless it is known what it is from.
    long = '{"text": "' + "长" * 300_000
    lines = [line.encode() for line in (long + "\n", text)]
    assert [one.line for one in read_stream(lines, Source("a", "/a"), form="jsonl")] == [1, 2, 3, 4, 5]
