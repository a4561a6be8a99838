"""Items of RSS and Atom feeds, and of the files in which feed readers keep single items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from kgraph.reading.blocks import Draft, Problem, clean, tidy
from kgraph.reading.content import one_line, read_content
from kgraph.reading.dates import parse_date
from kgraph.reading.markdown import inline

__all__ = ["read_dump", "read_feed"]

_ITEMS = frozenset(("item", "entry"))
_CHANNELS = frozenset(("channel", "feed", "rss", "rdf"))
# Richest first.
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubdate", "published", "issued", "date", "updated", "modified")
_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,300}\?>")
_BARE = re.compile(r"&(?!#?\w{1,31};)")
_STAMP = re.compile(r"^<!--[ \t]{0,9}(\d{10,13})[ \t]{0,9}-->[ \t]{0,9}\n?(?=[ \t]{0,9}\[)", re.MULTILINE)
_TITLE = re.compile(
    r"[ \t]{0,9}\[([^\n]{1,1000}?)\]\(([^\s()]{0,4000}(?:\([^\s()]{0,500}\)[^\s()]{0,500})?)\)[ \t]*(?:\n|$)"
)
_RULE = re.compile(r"\s{0,99}(?:-{3,200}|\*{3,200}|={3,200}|<hr[^<>]{0,99}>)[ \t]*(?:\n|$)")


def read_feed(text: str) -> Iterator[Draft | Problem]:
    """The items of an RSS or Atom document, or a single item.

    Parameters
    ----------
    text : str
        The XML; it may be broken, then what can be saved of it is read.

    Yields
    ------
    Draft or Problem
        `line` is the number of the item.

    Examples
    --------
    >>> item = "<item><title>外长会谈</title><pubDate>Sat, 28 Oct 2023 10:05:40 GMT</pubDate></item>"
    >>> draft = next(read_feed(f"<rss><channel><title>某报</title>{item}</channel></rss>"))
    >>> draft.title, draft.published, draft.source
    ('外长会谈', '2023-10-28', '某报')
    """
    # Entities are left alone and nothing is fetched: a feed is input from strangers.
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, remove_comments=True
    )
    source = _escaped(clean(_DECLARATION.sub("", text, count=1)).strip())
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    items = [element for element in root.iter() if _name(element) in _ITEMS] if root is not None else []
    if not items:
        yield Problem("is a feed without items; give RSS with <item> or Atom with <entry>")
        return
    titles = (_text(element, ("title",)) for element in root.iter() if _name(element) in _CHANNELS)
    channel = next((one_line(title) for title in titles if title), None)
    for number, item in enumerate(items, start=1):
        draft = _item(item)
        draft.line = number
        draft.source = draft.source or channel
        yield draft


def _escaped(xml: str) -> str:
    """Escape the bare & that many feeds hold and the parser would drop; not inside of CDATA."""
    first, *rest = xml.split("<![CDATA[")
    out = [_BARE.sub("&amp;", first)]
    for part in rest:
        inside, end, outside = part.partition("]]>")
        out += ["<![CDATA[", inside, end, _BARE.sub("&amp;", outside)]
    return "".join(out)


def _item(item: etree._Element) -> Draft:
    body = _text(item, _BODIES) or ""
    draft = read_content(body)
    title = _text(item, ("title",))
    draft.title = (one_line(title) if title else "") or draft.title
    dates = (parse_date(_text(item, (name,)) or "") for name in _DATES)
    draft.published = next((found for found in dates if found), draft.published)
    draft.source = _source(item) or draft.source
    draft.url = _link(item) or draft.url
    draft.key = _text(item, ("guid", "id"))
    return draft


def _name(element: etree._Element) -> str:
    """An element's name in lower case, without its namespace or prefix."""
    return re.split(r"[}:]", element.tag)[-1].lower() if isinstance(element.tag, str) else ""


def _text(element: etree._Element, names: tuple[str, ...]) -> str | None:
    """The text of the first of its children that has one of the names and says something."""
    children = [child for child in element if isinstance(child.tag, str)]
    for name in names:
        for child in children:
            if _name(child) != name:
                continue
            # Atom's xhtml content and unescaped HTML are elements: as source they are HTML again.
            inner = [etree.tostring(part, encoding="unicode") for part in child]
            text = (child.text or "") + "".join(inner) if inner else "".join(child.itertext())
            if text.strip():
                return text.strip()
    return None


def _source(item: etree._Element) -> str | None:
    for child in item:
        if _name(child) == "source":
            found = _text(child, ("title",)) or (child.text or "").strip()
            return tidy(found) or None
    return None


def _link(item: etree._Element) -> str | None:
    for child in item:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            found = (child.get("href") or child.text or "").strip()
            if found:
                return found
    return None


def read_dump(text: str) -> Iterator[Draft]:
    """The items of a file as feed readers save them.

    Each begins with a time stamp (seconds or milliseconds) in an HTML comment; then come a Markdown
    link as title, a rule, and the item's HTML.

    Parameters
    ----------
    text : str

    Yields
    ------
    Draft
        `line` is the number of the item.

    Examples
    --------
    >>> dump = "<!--1698488225000-->\\n[外长会谈](https://example.org/1)\\n------\\n<p>两国外长会谈。</p>"
    >>> draft = next(read_dump(dump))
    >>> draft.title, draft.published, draft.url, draft.blocks[0].text
    ('外长会谈', '2023-10-28', 'https://example.org/1', '两国外长会谈。')
    """
    text = clean(text).lstrip()
    stamps = list(_STAMP.finditer(text))
    ends = [stamp.start() for stamp in stamps[1:]] + [len(text)]
    for number, (stamp, end) in enumerate(zip(stamps, ends, strict=True), start=1):
        yield _dumped(number, stamp[1], text[stamp.end() : end])


def _dumped(number: int, stamp: str, rest: str) -> Draft:
    title = _TITLE.match(rest)
    start = title.end() if title else 0
    rule = _RULE.match(rest, start)
    draft = read_content(rest[rule.end() if rule else start :])
    if title:
        draft.title, draft.url = tidy(inline(title[1])), title[2] or None
    draft.published = parse_date(stamp) or draft.published
    draft.line = number
    return draft
