"""Inputs that go wrong: each is named with a remedy, and takes none of the others along."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kgraph
from tests.building_samples import JOURNEY, PLAN, TALKS, VISIT, jsonl, many
from tests.cli.conftest import Command

HUGE = 50_000_000


def rejects(out: Path) -> list[tuple[str, int | None, str]]:
    with kgraph.open(out) as graph:
        return [(Path(one.path).name, one.line, one.reason) for one in graph.rejects()]


def documents(out: Path) -> list[str]:
    with kgraph.open(out) as graph:
        return [one.text for one in graph.store.documents()]


def damaged(*texts: str) -> bytes:
    packed = bytearray(gzip.compress(jsonl(*texts).encode()))
    middle = len(packed) // 2
    packed[middle : middle + 16] = b"\xff" * 16
    return bytes(packed)


# Name, bytes, and what the reason says.
BAD = {
    "empty": ("a.txt", b"", "is empty; give a file with text"),
    "blanks": ("a.txt", b" \n\t\n", "is empty; give a file with text"),
    "a picture": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a PNG picture"),
    "a program": ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20, "is a"),
    "a word file": ("a.txt", b"PK\x03\x04\x14\x00word/document.xml", "is a Word, EPUB or zip file"),
    "cut gzip": ("a.txt.gz", gzip.compress(TALKS.encode())[:-12], "ends too early; fetch it again"),
    "not gzip": ("a.txt.gz", b"\x1f\x8b\x08\x00nonsense" * 9, "is broken gzip"),
    "no Chinese": ("a.txt", b"Wang Yi met Blinken in Washington.", "holds no Chinese text"),
    "Japanese": ("a.txt", "王毅外相はワシントンでブリンケン国務長官と会談しました。".encode(), "Japanese"),
    "no text key": ("a.json", b'{"note": 1}', "--field text=KEY"),
    "broken JSON": ("a.jsonl", b'{"text": ', "is broken JSON"),
}


@pytest.mark.parametrize("case", BAD)
def test_nothing_but_a_bad_file_is_told_and_ends_with_two(
    case: str, command: Command, tmp_path: Path
) -> None:
    name, data, reason = BAD[case]
    path = tmp_path / name
    path.write_bytes(data)
    done = command("build", path, "-o", tmp_path / "out")
    assert "nothing could be read: 1 rejected" in done.message
    [told] = [line for line in done.err.splitlines() if str(path) in line]
    assert reason in told
    assert [reason for _, _, reason in rejects(tmp_path / "out")] == [told.partition(": ")[2]]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_among_good_ones_takes_none_along(case: str, command: Command, tmp_path: Path) -> None:
    name, data, reason = BAD[case]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "0.txt").write_text(TALKS, encoding="utf-8")
    (folder / name).write_bytes(data)
    (folder / "z.txt").write_text(VISIT, encoding="utf-8")
    done = command("build", folder, "-o", tmp_path / "out")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert f"{folder / name}" in done.err
    assert sorted(documents(tmp_path / "out")) == sorted([TALKS, VISIT])
    [(rejected, _, why)] = rejects(tmp_path / "out")
    assert rejected == name
    assert reason in why


def test_one_broken_line_is_told_by_its_number(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(jsonl(TALKS, VISIT) + '{"text": "俄罗斯外长\n' + jsonl(PLAN, JOURNEY), encoding="utf-8")
    done = command("build", path, "-o", tmp_path / "out")
    assert done.code == 1
    assert f"  {path}, line 3: is broken JSON" in done.err
    assert "mend or remove the line" in done.err
    assert sorted(documents(tmp_path / "out")) == sorted([TALKS, VISIT, PLAN, JOURNEY])


@pytest.mark.parametrize("kind", ["cut", "damaged"])
def test_a_broken_archive_keeps_what_stands_before_the_break(
    kind: str, command: Command, tmp_path: Path
) -> None:
    texts = many(300)
    packed = gzip.compress(jsonl(*texts).encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(damaged(*texts) if kind == "damaged" else packed[: len(packed) // 2])
    done = command("build", path, "-o", tmp_path / "out")
    assert done.code == 1
    assert f"{path}: is broken gzip" in done.err
    assert "fetch it again; what stands before the break was read" in done.err
    assert set(texts) > set(documents(tmp_path / "out")) > set(texts[:50])


def test_an_empty_folder_is_told_and_nothing_written(command: Command, tmp_path: Path) -> None:
    (tmp_path / "in" / ".hidden").mkdir(parents=True)
    message = command("build", tmp_path / "in", "-o", tmp_path / "out").message
    assert str(tmp_path / "in") in message
    assert "holds no file to read" in message
    assert not (tmp_path / "out").exists()


def test_a_path_that_is_not_there_is_told_and_nothing_written(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    message = command("build", tmp_path / "a.txt", tmp_path / "nowhere.txt", "-o", tmp_path / "out").message
    assert str(tmp_path / "nowhere.txt") in message
    assert "check the path" in message
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["files", "file", "database", "rubbish"])
def test_an_out_that_is_no_graph_is_left_alone(kind: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    out = tmp_path / "out"
    if kind == "file":
        out.write_text("mine", encoding="utf-8")
    else:
        out.mkdir()
        name = "notes.txt" if kind == "files" else "graph.duckdb"
        (out / name).write_bytes(b"mine" * (2000 if kind == "rubbish" else 1))
    if kind == "database":
        import duckdb

        (out / "graph.duckdb").unlink()
        with duckdb.connect(str(out / "graph.duckdb")) as connection:
            connection.execute("CREATE TABLE mine (x INTEGER)")
    before = {path: path.read_bytes() for path in (out.iterdir() if out.is_dir() else [out])}
    message = command("build", tmp_path / "a.txt", "-o", out).message
    assert str(out) in message
    assert re.search("name a|choose another folder", message)
    assert {path: path.read_bytes() for path in (out.iterdir() if out.is_dir() else [out])} == before


def test_an_unknown_key_in_a_gazetteer_is_told_with_the_known(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS, encoding="utf-8")
    rows = [
        {"id": "person:a", "label": "PERSON", "name": "林一舟"},
        {"id": "person:b", "label": "PERSON", "name": "林二舟", "alias": "二舟"},
    ]
    names = tmp_path / "names.jsonl"
    names.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    message = command("build", tmp_path / "a.txt", "-o", tmp_path / "out", "--gazetteer", names).message
    assert (
        f"{names}, line 2: unknown key 'alias'; allowed are id, off, note, label, name, en, aliases"
        in message
    )


def test_a_misspelt_key_is_told_before_the_key_that_it_should_be(command: Command, tmp_path: Path) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text('{"id": "person:b", "lable": "PERSON", "name": "林二舟"}', encoding="utf-8")
    assert "unknown key 'lable'; allowed are" in command("rules", "check", names).message


def test_control_characters_are_no_hindrance(command: Command, tmp_path: Path) -> None:
    text = TALKS.replace("会见美国", "会\0见\x01美\x1f国\x7f")
    (tmp_path / "a.txt").write_bytes(text.encode())
    done = command("build", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert done.code == 0, done.err
    assert documents(tmp_path / "out") == [TALKS]


# What wait4 tells of a child begins with the size of the process that forked it; Linux keeps the child's
# own peak, in kB.
_BUILD = """
import atexit, os, pathlib, re, sys
from kgraph.cli import main

def tell_peak():
    status = pathlib.Path("/proc/self/status").read_text()
    pathlib.Path(os.environ["PEAK"]).write_text(re.search(r"VmHWM:\\s*(\\d+)", status)[1])

atexit.register(tell_peak)
sys.argv[0] = "kgraph"
main()
"""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the peak of a process is told by Linux only"
)
@pytest.mark.parametrize("form", ["text", "jsonl"])
def test_a_huge_file_on_one_line_is_rejected_in_bounded_memory(form: str, tmp_path: Path) -> None:
    sentence = "2023年10月26日，王毅在华盛顿会见美国国务卿布林肯，".encode()
    line = sentence * (HUGE // len(sentence) + 1)
    path = tmp_path / ("a.txt" if form == "text" else "a.jsonl")
    if form == "text":
        path.write_bytes(line)
    else:
        path.write_bytes(jsonl(VISIT).encode() + b'{"text": "' + line + b'"}\n' + jsonl(PLAN).encode())
    del line
    log = tmp_path / "log"
    with log.open("wb") as stream:
        process = subprocess.run(
            [sys.executable, "-c", _BUILD, "build", path, "-o", tmp_path / "out"],
            stdout=stream,
            stderr=stream,
            env={**os.environ, "PEAK": str(tmp_path / "peak")},
            check=False,
        )
    told = log.read_text(encoding="utf-8")
    assert "Traceback" not in told
    assert process.returncode == (2 if form == "text" else 1), told
    if form == "text":
        [(name, line_number, reason)] = rejects(tmp_path / "out")
        assert (name, line_number) == ("a.txt", None)
        assert "split it into articles" in reason
    else:
        assert sorted(documents(tmp_path / "out")) == sorted([VISIT, PLAN])
        [(name, line_number, reason)] = rejects(tmp_path / "out")
        assert (name, line_number) == ("a.jsonl", 2)
        assert "split it" in reason
    # Loaded, kgraph takes about 250 MB.
    assert int((tmp_path / "peak").read_text()) < 900_000
