"""Every command and block of README.md and docs/ does what the page says, on the sample corpus."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from spacy.language import Language

import kgraph
from tests.building_samples import loaded_once
from tests.cli.conftest import Command, command
from tests.docs.blocks import RUN, blocks_of
from tests.docs.runner import Page

__all__ = ["command"]

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "corpus/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
# What blocks of Python import beside kgraph.
NEEDED = ("pandas", "igraph", "rdflib", "pyarrow")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def built(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample corpus in ``articles`` and ``corpus``, and its graph in ``out``."""
    folder = tmp_path_factory.mktemp("docs")
    (folder / "corpus").symlink_to(ROOT / "corpus")
    (folder / "articles").symlink_to(ROOT / "corpus" / "articles")
    with loaded_once(nlp), pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        kgraph.build("articles", "out", views=False).close()
    return folder


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The present folder: a copy of the one above."""
    shutil.copytree(built, tmp_path, symlinks=True, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_block_is_unaccounted_for(page: Path) -> None:
    """A block is of a language that is run, or a comment says what it is."""
    for block in blocks_of(page):
        assert block.note or block.language in RUN, f"{name_of(page)}:{block.line}: {block.text[:60]}"


def test_what_is_not_run_says_why() -> None:
    reasons = {block.value for page in PAGES for block in blocks_of(page) if block.note == "not run"}
    assert all(len(reason.split()) > 2 for reason in reasons)


@pytest.mark.parametrize("page", [page for page in PAGES if any(blocks_of(page))], ids=name_of)
def test_a_page_runs_from_top_to_bottom(
    page: Path, command: Command, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NEEDED:
        pytest.importorskip(name, reason=f"needs the test extra: {name}")
    monkeypatch.setenv("COLUMNS", "100")
    blocks = list(blocks_of(page))
    if any("kgraph build" in block.text + block.value for block in blocks[:2]):
        shutil.rmtree(here / "out")  # the page builds it
    typed, wrong = Page(command), []
    for block in sorted(blocks, key=lambda block: block.note != "file"):
        try:
            typed.run(block)
        except Exception as error:
            wrong.append(f"{name_of(page)}:{block.line}: {type(error).__name__}: {error}")
    typed.close()
    assert not wrong, "\n\n".join(wrong)


def test_every_link_leads_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{name_of(page)}: {link}"
