"""What mkdocs needs beyond docs/: pages that lie elsewhere in the repository, and links between them.

Links in Markdown files lead from file to file, so that they work in the repository. On the site a page has
another place, so links are rewritten; a linked file that is no page (a schema, data) is copied.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Pages of the site that lie outside of docs/, and folders that a page of the site tells about.
ELSEWHERE = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "benchmarks/README.md": "benchmarks.md",
    "corpus/README.md": "corpus.md",
    "models/README.md": "models.md",
    **{f"notebooks/{path.name}": f"notebooks/{path.stem}.md" for path in NOTEBOOKS},
}
FOLDERS = {"src/kgraph/rules": "reference/rules.md"}
ORIGINS = {site: origin for origin, site in ELSEWHERE.items()}

_LINK = re.compile(r"(?<=\]\()([^)\s#]+)(#[^)\s]*)?(?=\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages from elsewhere, and what pages link to."""
    for origin, site in ELSEWHERE.items():
        for file in _pages(ROOT / origin, site, config):
            files.append(file)
    for file in list(files.documentation_pages()):
        for target, _ in _targets(file.content_string, _origin(file.src_uri)):
            path = ROOT / target
            if _site(target) is None and path.is_file() and target not in files.src_uris:
                files.append(File.generated(config, target, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links between files of the repository into links between pages of the site."""
    here = page.file.src_uri

    def link(match: re.Match[str]) -> str:
        if "://" in match[1] or match[1].startswith("mailto:"):
            return match[0]
        target = _resolved(match[1], _origin(here))
        site = _site(target) or (target if files.get_file_from_path(target) else None)
        if site is None:
            raise PluginError(f"{_origin(here)}: the link {match[1]} leads to nothing on the site")
        return posixpath.relpath(site, posixpath.dirname(here) or ".") + (match[2] or "")

    return _LINK.sub(link, markdown)


def _pages(path: Path, site: str, config: MkDocsConfig) -> Iterator[File]:
    """The page of a file, and for a notebook its pictures."""
    if path.suffix != ".ipynb":
        yield File.generated(config, site, content=path.read_text(encoding="utf-8"))
        return
    from nbconvert import MarkdownExporter

    text, resources = MarkdownExporter().from_filename(
        str(path), resources={"unique_key": path.stem, "output_files_dir": path.stem}
    )
    pictures: dict[str, bytes] = resources["outputs"]
    # What a cell prints and what it gives are two blocks with empty lines between them.
    yield File.generated(config, site, content=re.sub(r"\n{4,}(?=    )", "\n\n", text))
    for name, content in pictures.items():
        yield File.generated(config, posixpath.join(posixpath.dirname(site), name), content=content)


def _origin(site: str) -> str:
    """Where a page lies in the repository."""
    return ORIGINS.get(site, f"docs/{site}")


def _site(target: str) -> str | None:
    """The page or file of the site that a path of the repository is, if it is one already."""
    if target in ELSEWHERE or target in FOLDERS:
        return ELSEWHERE.get(target) or FOLDERS[target]
    return target.removeprefix("docs/") if target.startswith("docs/") else None


def _resolved(link: str, origin: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(origin), link))


def _targets(markdown: str, origin: str) -> Iterator[tuple[str, str]]:
    for match in _LINK.finditer(markdown):
        if "://" not in match[1]:
            yield _resolved(match[1], origin), match[1]
