"""The body of an item, whatever it is written in: HTML, Markdown or plain text."""

from __future__ import annotations

from kgraph.reading.blocks import Draft, clean, tidy
from kgraph.reading.html import blocks_of
from kgraph.reading.markdown import read_markdown
from kgraph.reading.page import read_page
from kgraph.reading.plain import read_plain
from kgraph.reading.sniff import shape

__all__ = ["one_line", "read_content"]

_HEAD = 20_000


def read_content(text: str, form: str | None = None) -> Draft:
    """A draft of one text.

    Parameters
    ----------
    text : str
    form : str or None
        ``page``, ``fragment``, ``markdown`` or ``plain`` where that is known; otherwise it is
        judged from the beginning.

    Returns
    -------
    Draft

    Examples
    --------
    >>> [block.text for block in read_content("<p>外长会谈。</p><p>随后签字。</p>").blocks]
    ['外长会谈。', '随后签字。']
    """
    form = form or shape(text[:_HEAD])
    if form == "page":
        return read_page(text)
    if form in {"fragment", "feed", "dump"}:
        return Draft(blocks_of(text), loose=False)
    text = clean(text)
    if form == "markdown":
        return read_markdown(text)
    # A text inside JSON may begin like JSON; here it is only a text.
    return Draft(read_plain(text))


def one_line(text: str) -> str:
    """A title or name as one line, without the tags and entities that metadata may hold.

    Examples
    --------
    >>> one_line("外长<em>会谈</em>&amp;签字")
    '外长会谈&签字'
    """
    if "<" in text or "&" in text:
        form = "fragment" if "<" in text and ">" in text else "plain"
        text = " ".join(block.text for block in read_content(text, form).blocks)
    return tidy(clean(text))
