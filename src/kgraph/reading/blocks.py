"""Blocks: the pieces of a document between reader and assembly, and how characters are cleaned.

Each reader turns its format into blocks; what makes a document of them (titles, boilerplate, column
breaks, dates) is then the same for all formats.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Block", "Draft", "Kind", "Problem", "clean", "split_lines", "tidy"]

Kind = Literal["title", "heading", "paragraph", "caption", "item"]

_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls, format characters (zero width, direction, soft hyphen, tags), lone surrogates and what is
# no character at all: none of them is seen by a reader, and each would break a name in two.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u08e2\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
# Two ideographic spaces open a paragraph in print. Standing after the end of a sentence or at the
# start of a line they are a paragraph break whose line break was lost or made a soft one.
_INDENT = re.compile(r"(?<=[。！？”」])[\u3000\xa0]{2}(?=[^\u3000\xa0\s])")
_BLANKS = " \t\n\u3000\xa0\u2002\u2003\u2009\u202f"


@dataclass(slots=True)
class Block:
    """A piece of a document that stands by itself.

    Attributes
    ----------
    text : str
        One line, without blanks at its ends.
    kind : str
        ``title`` (a heading of the first rank), ``heading``, ``paragraph``, ``caption`` or ``item``
        (of a list).
    indented : bool
        Whether its first line was indented, which says that a paragraph begins here.
    """

    text: str
    kind: Kind = "paragraph"
    indented: bool = False


@dataclass(slots=True)
class Draft:
    """What a reader finds of one document, before it is put together.

    Attributes
    ----------
    blocks : list of Block
    loose : bool
        Whether breaks between blocks are only layout (plain text), so that a sentence may run on
        over one, or were set on purpose (HTML).
    title, published, source, url : str or None
        From metadata. `published` is an ISO date.
    key : str or None
        The item's own id.
    line : int or None
        Its 1-based line or number in a file of many.
    """

    blocks: list[Block] = field(default_factory=list)
    loose: bool = True
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    key: str | None = None
    line: int | None = None


@dataclass(slots=True)
class Problem:
    """What a reader could not read, as a sentence without its subject, and where.

    `passing` says that the file itself could not be opened, which may be otherwise the next time.
    """

    reason: str
    line: int | None = None
    passing: bool = False


def clean(text: str) -> str:
    """Fold line ends, drop characters nobody sees, compose (NFC); no other character changes.

    Examples
    --------
    >>> clean("外\\u200b长\\r\\n訪\\x00美\\ud800")
    '外长\\n訪美'
    """
    text = _UNSEEN.sub("", _NEWLINES.sub("\n", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """Without blanks at the ends, tabs and line breaks inside made spaces.

    Examples
    --------
    >>> tidy("\\u3000\\u3000外长\\t访美\\xa0")
    '外长 访美'
    """
    text = text.strip(_BLANKS)
    return text.translate(_INNER) if "\t" in text or "\n" in text else text


_INNER = {ord("\t"): " ", ord("\n"): " "}


def split_lines(text: str) -> list[str]:
    """The lines of a cleaned text, also where only an indent after a full stop shows a new one.

    Examples
    --------
    >>> split_lines("会谈结束。　　外长随后离开。\\n当天回国。")
    ['会谈结束。', '　　外长随后离开。', '当天回国。']
    """
    return _INDENT.sub(lambda match: "\n" + match[0], text).split("\n")
