from collections.abc import Iterator
from pathlib import Path

import pytest

from kgraph.views.atomic import write_lines


def test_writes_what_it_is_given_and_makes_folders(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a" / "b.txt", ["中\n", "美\r\n"])
    assert path.read_bytes() == "中\n美\r\n".encode()
    assert [one.name for one in path.parent.iterdir()] == ["b.txt"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "page.html", ["old"])

    def lines() -> Iterator[str]:
        yield "half"
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        write_lines(path, lines())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    path = tmp_path / ("中" * 83 + ".html")
    assert write_lines(path, ["x"]).read_text() == "x"
