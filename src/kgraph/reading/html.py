"""HTML to blocks: one walk over the tree, for fragments and, below the right element, for pages.

A block ends where an element that starts a new line begins or ends; links and other inline elements
leave no trace, so that they never break a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kgraph.reading.blocks import Block, Kind, clean, split_lines, tidy

__all__ = ["Piece", "blocks_of", "parse_html", "pieces"]

_BLOCKS = frozenset((
    "address", "article", "aside", "audio", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "iframe", "img", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "video",
))  # fmt: skip
_SKIPPED = frozenset((
    "audio", "button", "canvas", "embed", "footer", "head", "iframe", "input", "label", "map", "math", "nav",
    "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea", "video",
))  # fmt: skip
_KINDS: dict[str, Kind] = {
    "h1": "title",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    "figcaption": "caption",
    "caption": "caption",
    "li": "item",
}
_CELLS = frozenset(("td", "th"))
_BOLD = frozenset(("b", "strong"))
_CAPTION_CLASS = re.compile(
    r"caption|(?:img|pic|photo|image)[-_]?(?:desc|info|note|intro|txt|text|title)", re.IGNORECASE
)
# A line break and an indent inside running text: a paragraph set by hand.
_HAND_SET = re.compile(r"[ \t]*\n[ \t\n]*(?=[\u3000\xa0]{2})")
_WRAPPED = re.compile(r"[ \t]*\n\s*")
_ASIAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—]")
_STOPS = "。！？!?；;，,"
_HEADING_LENGTH = 40


@dataclass(slots=True)
class Piece:
    """A block with what the tree tells beside its text.

    Attributes
    ----------
    block : Block
    element : lxml element
        The innermost block element that holds it.
    linked : int
        How many of its characters stand in links.
    """

    block: Block
    element: etree._Element
    linked: int = 0


def parse_html(text: str) -> etree._Element | None:
    """The tree of an HTML text, however broken; None where it holds no element.

    Examples
    --------
    >>> parse_html("<p>外长<b>会谈").tag
    'html'
    """
    text = clean(text)
    if not text.strip():
        return None
    # As bytes with the encoding named: a declaration inside the text is out of date by now.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root: etree._Element | None = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        return None
    return root


def blocks_of(text: str) -> list[Block]:
    """The blocks of an HTML fragment; lines that are nothing but a link are left out.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Block

    Examples
    --------
    >>> text = "<p>外长<a href='x'>抵达北京</a>。</p><figure><figcaption>机场</figcaption></figure>"
    >>> for block in blocks_of(text):
    ...     print(block.kind, block.text)
    paragraph 外长抵达北京。
    caption 机场
    """
    root = parse_html(text)
    return [piece.block for piece in pieces(root) if not is_link(piece)] if root is not None else []


def is_link(piece: Piece) -> bool:
    """Whether a block is only a link to something else: a headline without a full stop."""
    text = piece.block.text
    return (
        piece.linked >= len(text) > 0
        and piece.block.kind not in {"title", "heading"}
        and text[-1] not in _STOPS
    )


def pieces(root: etree._Element) -> Iterator[Piece]:
    """The blocks below an element, in order of the page.

    Parameters
    ----------
    root : lxml element

    Yields
    ------
    Piece
    """
    walker = etree.iterwalk(root, events=("start", "end"))
    run = _Run()
    path = [root]
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED and element is not root:
                walker.skip_subtree()
                if tag in _BLOCKS:
                    yield from run.take(path[-1])
                run.skipping = element
                continue
            if tag in _BLOCKS:
                yield from run.take(path[-1])
                path.append(element)
            elif tag in _CELLS:
                run.add(" ")
            run.enter(element, tag)
            run.add(element.text)
        else:
            if run.skipping is element:
                run.skipping = None
            else:
                run.leave(tag)
                if tag in _BLOCKS:
                    yield from run.take(path[-1])
                    path.pop()
            if element is not root:
                run.add(element.tail)
    yield from run.take(root)


class _Run:
    """The text since the last break of a line."""

    def __init__(self) -> None:
        self.skipping: etree._Element | None = None
        self._parts: list[str] = []
        self._links = self._small = self._bold = 0
        self._linked = self._plain = self._thin = 0

    def enter(self, element: etree._Element, tag: str) -> None:
        self._links += tag == "a"
        self._small += tag == "small"
        self._bold += tag in _BOLD

    def leave(self, tag: str) -> None:
        self._links -= tag == "a"
        self._small -= tag == "small"
        self._bold -= tag in _BOLD

    def add(self, text: str | None) -> None:
        if not text:
            return
        self._parts.append(text)
        size = len(text.strip())
        self._linked += size if self._links else 0
        self._plain += 0 if self._small else size
        self._thin += 0 if self._bold else size

    def take(self, element: etree._Element) -> Iterator[Piece]:
        """End the line: its text as blocks, usually one."""
        if not self._parts:
            return
        text = "".join(self._parts)
        all_small, all_bold, linked = not self._plain, not self._thin, self._linked
        self._parts = []
        self._linked = self._plain = self._thin = 0
        if text.isspace():
            return
        kind = _kind(element)
        if kind == "paragraph" and all_small:
            kind = "caption"
        for line in split_lines(text if element.tag == "pre" else _unwrap(text)):
            content = tidy(line)
            if content:
                bold = all_bold and len(content) <= _HEADING_LENGTH and content[-1] not in _STOPS
                final: Kind = "heading" if kind == "paragraph" and bold else kind
                yield Piece(Block(content, final, line[0] in "\u3000\xa0"), element, linked)


def _kind(element: etree._Element) -> Kind:
    kind = _KINDS.get(element.tag)
    if kind is not None:
        return kind
    if _CAPTION_CLASS.search(element.get("class") or ""):
        return "caption"
    parent = element.getparent() if element.tag in {"p", "div"} else None
    if parent is None:
        return "paragraph"
    return (
        "caption" if "caption" in (parent.get("class") or "").lower() else _KINDS.get(parent.tag, "paragraph")
    )


def _unwrap(text: str) -> str:
    """Line breaks of the source are spaces, and between Chinese characters nothing."""
    if "\n" not in text:
        return text
    text = _HAND_SET.sub("\x0c", text.strip(" \t\n"))

    def gap(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if _ASIAN.match(before) or _ASIAN.match(after) else " "

    return _WRAPPED.sub(gap, text).replace("\x0c", "\n")
