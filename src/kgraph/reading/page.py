"""Whole HTML pages: where the article is in them, and what their head tells about it.

trafilatura says which paragraphs are the article's; the page's own order of blocks between the first
and the last of them is then read, so that captions and bylines keep their places. Where trafilatura
finds too little (short pages), the sentences of the page decide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from kgraph.reading.blocks import Draft, clean, tidy
from kgraph.reading.dates import is_date_line, parse_date
from kgraph.reading.html import Piece, is_link, parse_html, pieces

__all__ = ["read_page"]

_TITLES = ("og:title", "articletitle", "twitter:title", "dc.title", "title")
_DATES = (
    "article:published_time", "datepublished", "publishdate", "publish_date", "pubdate", "publish-date",
    "publishtime", "og:published_time", "dc.date.issued", "dc.date", "weibo: article:create_at",
    "article:create_at", "date", "parsely-pub-date", "sailthru.date", "og:release_date", "apub:time",
)  # fmt: skip
_SOURCES = ("contentsource", "source", "article:source", "mediaid", "og:site_name", "application-name")
_SUFFIX = re.compile(r"\s*[_|｜\-–—]\s*[^_|｜\-–—]{1,20}$")
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"[。！？][”」』’）)]?$")
_HAN = re.compile(r"[\u4e00-\u9fff]")

# Larger pages are read without trafilatura, whose time grows faster than their length.
_LARGE = 1_000_000
_SHINGLE = 12
# trafilatura must find this share of the sentences outside menus, or it has missed the article.
_ENOUGH = 0.5
_LEAD_LINES = 6


@cache
def _settings() -> Any:
    from trafilatura.settings import use_config

    config = use_config()
    # Its limits count characters of Latin script; a Chinese article of 60 characters is whole.
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "10")
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    return config


def read_page(text: str) -> Draft:
    """The article of an HTML page.

    Parameters
    ----------
    text : str
        The page's source.

    Returns
    -------
    Draft
        Without blocks where the page has none.

    Examples
    --------
    >>> draft = read_page(
    ...     "<html><head><title>外长会谈_某某网</title></head><body><nav>首页</nav><h1>外长会谈</h1>"
    ...     "<p>两国外长在首都举行会谈，就双边关系交换意见。</p></body></html>"
    ... )
    >>> draft.title, [block.text for block in draft.blocks]
    ('外长会谈', ['两国外长在首都举行会谈，就双边关系交换意见。'])
    """
    root = parse_html(text)
    if root is None:
        return Draft(loose=False)
    draft = _metadata(root)
    body = root.find("body")
    found = list(pieces(body if body is not None else root))
    heading = next(
        (piece for piece in found if piece.block.kind == "title" and _same(piece, draft.title)), None
    )
    draft.blocks = [piece.block for piece in _article(text, found, heading) if piece is not heading]
    return draft


def _same(piece: Piece, title: str | None) -> bool:
    return title is not None and _squeeze(piece.block.text) == _squeeze(title)


def _squeeze(text: str) -> str:
    return _SPACE.sub("", text)


def _article(text: str, found: list[Piece], heading: Piece | None) -> Iterator[Piece]:
    wanted = [index for index, piece in enumerate(found) if _is_sentence(piece)]
    kept = _seen_by_trafilatura(text, found)
    if kept and _size(found, set(kept) & set(wanted)) < _ENOUGH * _size(found, set(wanted)):
        kept = []
    kept = kept or wanted or [index for index, piece in enumerate(found) if not is_link(piece)]
    if not kept:
        return
    top = next((index for index, piece in enumerate(found) if piece is heading), kept[0])
    # Between the headline and the first paragraph stand date, source and byline.
    for piece in found[max(top, kept[0] - _LEAD_LINES) : kept[0]] if top < kept[0] else []:
        if not is_link(piece) or is_date_line(piece.block.text):
            yield piece
    for piece in found[kept[0] : kept[-1] + 1]:
        if not is_link(piece):
            yield piece


def _is_sentence(piece: Piece) -> bool:
    return 2 * piece.linked < len(piece.block.text) and _SENTENCE.search(piece.block.text) is not None


def _size(found: list[Piece], chosen: set[int]) -> int:
    return sum(len(found[index].block.text) for index in chosen)


def _seen_by_trafilatura(text: str, found: list[Piece]) -> list[int]:
    if len(text) > _LARGE:
        return []
    # Here, for it takes longer to import than most inputs to read, and few of them are pages.
    import trafilatura

    article = trafilatura.extract(
        text,
        output_format="txt",
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        config=_settings(),
    )
    if not article:
        return []
    squeezed = _squeeze(clean(article))
    shingles = {squeezed[start : start + _SHINGLE] for start in range(len(squeezed))}
    kept = []
    for index, piece in enumerate(found):
        block = _squeeze(piece.block.text)
        # Short lines are too common to place an article by.
        if len(block) >= _SHINGLE and block[:_SHINGLE] in shingles:
            kept.append(index)
    return kept


def _metadata(root: etree._Element) -> Draft:
    metas = dict(_metas(root))
    linked = dict(_linked_data(root))
    draft = Draft(loose=False)
    draft.title = _title(root, metas, linked)
    stamps = [metas.get(name) for name in _DATES]
    times = [element.get("datetime") for element in root.iter("time")]
    stamps += [linked.get("datePublished"), linked.get("dateCreated"), *times[:1]]
    draft.published = next((found for stamp in stamps if stamp and (found := parse_date(stamp))), None)
    names = [metas.get(name) for name in _SOURCES] + [linked.get("publisher")]
    draft.source = next((tidy(clean(name)) for name in names if name and name.strip()), None)
    canonical = [element.get("href") for element in root.iter("link") if element.get("rel") == "canonical"]
    links = [*canonical, metas.get("og:url"), linked.get("url")]
    draft.url = next((link for link in links if link and link.startswith("http")), None)
    return draft


def _metas(root: etree._Element) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    yield from found.items()


def _linked_data(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The strings of the first article in the page's JSON-LD."""
    for element in root.iter("script"):
        if element.get("type") != "application/ld+json" or not element.text:
            continue
        try:
            data = json.loads(element.text)
        except (ValueError, RecursionError):
            continue
        data = data.get("@graph", data) if isinstance(data, dict) else data
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict) and "headline" in item:
                publisher = item.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                told = {**item, "publisher": name}
                yield from ((key, value) for key, value in told.items() if isinstance(value, str))
                return


def _title(root: etree._Element, metas: dict[str, str], linked: dict[str, str]) -> str | None:
    heads = [_line("".join(element.itertext())) for element in root.iter("h1")]
    heads = [head for head in heads if len(_HAN.findall(head)) > 3]
    named = next(("".join(element.itertext()) for element in root.iter("title")), "")
    page = _line(named)
    for head in heads:
        if _squeeze(page).startswith(_squeeze(head)):
            return head
    if len(heads) == 1:
        return heads[0]
    told = [linked.get("headline"), *(metas.get(name) for name in _TITLES), page]
    first = next((_line(title) for title in told if title and title.strip()), "")
    # The name of the site stands behind, perhaps with that of its section.
    while (match := _SUFFIX.search(first)) and len(_HAN.findall(first[: match.start()])) > 3:
        first = first[: match.start()]
    return first or None


def _line(text: str) -> str:
    return tidy(_SPACE.sub(" ", clean(text)))
