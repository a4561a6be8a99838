"""The site: every page is there, its links lead somewhere, and nothing is fetched from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

for name in ("mkdocs", "material", "mkdocstrings", "nbconvert"):
    pytest.importorskip(name, reason=f"needs the docs extra: {name}")

ROOT = Path(__file__).resolve().parents[2]
# Elements and attributes by which a browser fetches something.
FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}


class Links(HTMLParser):
    """What a page fetches, where it leads, and the anchors in it."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.fetched: set[str] = set()
        self.leads: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.anchors.add(str(values["id"]))
        if tag in FETCHED and values.get(FETCHED[tag]) and values.get("rel") != "canonical":
            self.fetched.add(str(values[FETCHED[tag]]))
        if tag == "a" and values.get("href"):
            self.leads.add(str(values["href"]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as CI builds it: a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_the_navigation_has_every_page(site: Path) -> None:
    written = {page.relative_to(site).as_posix() for page in site.rglob("*.html")} - {"404.html"}
    docs = ROOT / "docs"
    pages = {path.relative_to(docs).with_suffix(".html").as_posix() for path in docs.rglob("*.md")}
    notebooks = {f"notebooks/{path.stem}.html" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert pages | notebooks <= written
    assert written <= {urlsplit(link).path for link in Links(site / "index.html").leads} | {"index.html"}


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert not {link for link in Links(page).fetched if re.match(r"\w+:|//", link)} - {"data:"}, page.name
    for style in site.rglob("*.css"):
        found = re.search(r"@import|url\(['\"]?(?:https?:)?//", style.read_text(encoding="utf-8"))
        assert not found, style.name


def test_every_link_and_anchor_of_every_page_is_there(site: Path) -> None:
    pages = {page: Links(page) for page in site.rglob("*.html") if page.name != "404.html"}
    for page, links in pages.items():
        for link in links.leads | links.fetched:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            target = target / "index.html" if target.is_dir() else target
            assert target.exists(), f"{page.name}: {link}"
            if parts.fragment and target in pages and not parts.fragment.startswith("__"):
                assert unquote(parts.fragment) in pages[target].anchors, f"{page.name}: {link}"
