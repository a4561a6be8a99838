from __future__ import annotations

import os
from pathlib import Path

import pytest

from kgraph.errors import InputError
from kgraph.reading import ReadOptions, Source, read, read_source, sources
from kgraph.records import Rejected


def names(found: list[Source], folder: Path) -> list[str]:
    return [os.path.relpath(source.absolute, folder) for source in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a/z.md", "a/b.txt", "a-1.txt", ".hidden.txt", ".git/x.txt", "README"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x" * len(name))
    return tmp_path


def test_files_are_sorted_by_the_parts_of_their_paths_without_hidden_ones(folder: Path) -> None:
    assert names(sources([folder]), folder) == ["README", "a/b.txt", "a/z.md", "a-1.txt", "b.txt"]


def test_each_file_once_in_the_same_order_however_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    found = sources(["b.txt", folder / "a", ".", "./b.txt"])
    assert names(found, folder) == ["README", "a/b.txt", "a/z.md", "a-1.txt", "b.txt"]
    assert [(one.path, one.size, one.named) for one in found if one.path == "b.txt"] == [("b.txt", 5, True)]


def test_a_hidden_file_is_read_when_it_is_named(folder: Path) -> None:
    assert names(sources([folder / ".hidden.txt"]), folder) == [".hidden.txt"]


def test_links_are_followed_but_not_in_circles(folder: Path) -> None:
    (folder / "a/up").symlink_to(folder, target_is_directory=True)
    (folder / "c").symlink_to(folder / "a/b.txt")
    (folder / "d").symlink_to(folder / "nowhere")
    found = sources([folder])
    assert names(found, folder) == ["README", "a/b.txt", "a/z.md", "a-1.txt", "b.txt", "c", "d"]
    assert found[-1].size is None
    [reject] = read_source(found[-1], ReadOptions())
    assert isinstance(reject, Rejected)
    assert "cannot be opened (No such file or directory)" in reject.reason


def test_a_pipe_is_not_waited_for_unless_it_is_named(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    [reject] = [record for record in read([folder]) if record.path.endswith("pipe")]
    assert isinstance(reject, Rejected)
    assert "no regular file" in reject.reason


def test_a_file_that_went_away_is_a_reject(folder: Path) -> None:
    [source] = sources([folder / "b.txt"])
    (folder / "b.txt").unlink()
    [reject] = read_source(source)
    assert isinstance(reject, Rejected)
    assert "cannot be opened" in reject.reason


@pytest.mark.parametrize("name", ["missing.txt", "b.txt/x", "nul\0"])
def test_a_path_that_does_not_exist(name: str, folder: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be found .*; check the path"):
        next(read([str(folder / name)]))


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / ".hidden").touch()
    with pytest.raises(InputError, match=r"holds no file to read .*name a folder with"):
        sources([tmp_path])


def test_no_input() -> None:
    with pytest.raises(InputError, match="name at least one"):
        sources([])


@pytest.mark.parametrize(
    ("path", "stem"),
    [("a/2023.jsonl.gz", "2023"), ("-", "stdin"), ("x.tar", "x"), ("a.GZ", "a"), ("README", "README")],
)
def test_stems(path: str, stem: str) -> None:
    assert Source(path, path).stem == stem
