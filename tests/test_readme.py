"""What README.md shows is what the commands print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the graph of the sample corpus in ``out``, and what building it printed."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    return folder, command(folder, "build", "corpus/articles", "-o", "out")


def command(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kgraph", *arguments],
        cwd=folder,
        env=os.environ | {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().split("\n"))


def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_demo_prints_what_the_readme_shows(demo: tuple[Path, str]) -> None:
    assert f"```\n{demo[1]}\n```" in readme()


def test_facts_prints_what_the_readme_shows(demo: tuple[Path, str]) -> None:
    printed = command(demo[0], "facts", "out", "--subject", "王毅", "--relation", "MEET")
    assert "\n".join(f"    {line}" for line in printed.split("\n")) in readme()


def test_every_link_of_the_pages_leads_somewhere() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"
