"""Chinese surnames, and what has the form of a Chinese name."""

from __future__ import annotations

from functools import cache

from kgraph.rules import WordRow, rule_rows

__all__ = ["all_surnames", "is_chinese_name", "is_han"]


@cache
def all_surnames() -> frozenset[str]:
    """The surnames of one and of two characters in names.jsonl."""
    return frozenset(word for row in rule_rows("names", WordRow) for word in row.words)


def is_han(text: str) -> bool:
    """Whether a text is made of Chinese characters only."""
    return all("一" <= char <= "鿿" for char in text)


def is_chinese_name(text: str) -> bool:
    r"""Whether a text has the form of a Chinese name: a surname and one or two characters more.

    Examples
    --------
    >>> is_chinese_name("王毅"), is_chinese_name("欧阳玉靖"), is_chinese_name("拜登")
    (True, True, False)
    >>> is_chinese_name("王。"), is_chinese_name("陆\n")
    (False, False)
    """
    if not is_han(text):
        return False  # 陆 at the end of a line, or before a full stop
    surnames = all_surnames()
    return (text[:1] in surnames and len(text) in {2, 3}) or (text[:2] in surnames and len(text) in {3, 4})
