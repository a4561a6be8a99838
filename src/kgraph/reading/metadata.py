"""Date and source as the text itself tells them: datelines, leads, bylines, credits, bare dates.

All functions take folded lines (simplified, half-width); where they return a span it holds for the
line as printed, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kgraph.reading.dates import FULL_DATE, MONTH_DAY, day, find_date, is_date_line, match_day, yearless

__all__ = ["Span", "certain_date", "first_day", "guessed_date", "is_rule", "source_span", "url_of"]

Span = tuple[int, int, int]

_RULE = re.compile(r"[-—–_=*#~·•.※◆●■□○☆★\s]{2,400}")
_URL = re.compile(r"[\[(<]?(https?://[^\s<>\"'）)\]]{4,2000}|www\.[^\s<>\"'）)\]]{4,2000})[\])>]?")
_URL_LABEL = re.compile(r"(?:原文|本文|文章)?(?:链接|网址|地址|来源|URL)\s?[:：]\s?", re.IGNORECASE)

# An outlet is known by its last character, unless that begins another word (中国社会科学报); the name
# before it is short. 台 alone is more often a place (烟台).
_OUTLET = (
    r"[\u4e00-\u9fffA-Za-z]{1,10}?(?:通讯社|社(?![会科区论])|网站|网(?![络易信友])|日报|报(?![道告业])"
    r"|电视台|电台|总台|广播|之声|新闻(?![周晨晚])|周刊|客户端)"
)
_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_DATELINE = re.compile(
    rf"[(\[【“据 ]{{0,2}}(?P<outlet>{_OUTLET})[\u4e00-\u9fff·、/ ()A-Za-z]{{0,20}}?(?P<date>{_DATE})"
    r"\s?(?:\d{1,2}时)?(?:专电|电|讯|消息|报道)"
)
_LEAD = re.compile(
    rf"[(\[【]?(?P<outlet>{_OUTLET})\s?(?:综合消息|综合报道|消息|讯|报道|专电|电)?"
    r"\s?(?:(?:特约|特派)?记者[^)\]】:：。,，]{0,20})?"
    r"\s?(?:\([^()]{1,12}\))?[)\]】:：]"
)
_NOT_OUTLETS = ("本", "该", "我", "据", "外媒", "外电", "多家", "有", "各")
_LABEL = re.compile(r"(?:来源|稿源|出处|转自|原载)\s?[:：]\s?(?P<outlet>[^\s|,，。;；:：()\[\]【】]{2,20})")
_CREDIT = re.compile(
    rf"(?:^|[。”’！？!?\s(])(?:据|综合|摘自|转自)\s?(?P<outlet>{_OUTLET})(?:[、,，][^、,，。]{{1,12}}){{0,5}}"
    r"(?:综合)?(?:等|报道|消息|电|讯)?\)?$"
)
_BYLINE = re.compile(
    r"[^。，!?！？:：]{2,80}[/|]\s?(?P<outlet>[\u4e00-\u9fffA-Za-z]{1,10}(?:报|网|社|台|刊|周刊|新闻|客户端|通讯|杂志))$"
)
_LOCAL = re.compile(r"(?:[\u4e00-\u9fff]{0,6}时间)?(\d{1,2}月\d{1,2}日)(?!起|至|-|—|到)")
# What stands beside the date on a line that states it, and not in a headline: a label, the time of
# day, an outlet before it, the page of the paper.
_STATES = re.compile(
    rf"(?:来源|稿源|出处|作者|记者|发布|时间|日期|更新)|\d{{1,2}}:\d{{2}}|{_OUTLET}\s*[(\[]?(?:{FULL_DATE.pattern})|第\s?\w{{1,4}}\s?版"
)
_OPENING = re.compile(r"(?:[^。，：:]{1,14}[:：])?(?:当地时间|北京时间)?")
_RETROSPECT = re.compile(r"周年|年前|年后|年来|如今|至今|当年|后来|那年|那时|出生")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年)")

_HEAD, _SHORT, _NEAR = 6, 60, 31


def is_rule(line: str) -> bool:
    """Whether a line is only drawn.

    Examples
    --------
    >>> is_rule("------"), is_rule("* * *"), is_rule("——外长语")
    (True, True, False)
    """
    return len(line) > 1 and _RULE.fullmatch(line) is not None


def url_of(line: str) -> str | None:
    """The address, if a line is nothing else.

    Examples
    --------
    >>> url_of("https://example.org/a"), url_of("原文链接：https://example.org/a"), url_of("见 https://example.org")
    ('https://example.org/a', 'https://example.org/a', None)
    """
    label = _URL_LABEL.match(line)
    match = _URL.fullmatch(line, label.end() if label else 0)
    return match[1] if match else None


def certain_date(lines: Sequence[str], name: str = "") -> str | None:
    """The date of publication, where the head of the text states it.

    A line with little else, or an agency's dateline. A dateline without a year takes it from the
    file's name, or from a full date in the text that lies within a month of it: a full date that is
    further away, or of the same day of an earlier year, is the story's past.

    Parameters
    ----------
    lines : sequence of str
    name : str
        The file's stem.

    Returns
    -------
    str or None
        ISO date.

    Examples
    --------
    >>> certain_date(["外长会谈", "2023-10-28 10:05 来源：某报", "两国外长会谈。"])
    '2023-10-28'
    >>> certain_date(["某某社北京2023年10月28日电 外长会谈。"])
    '2023-10-28'
    >>> certain_date(["当地时间10月28日，外长抵达。", "2023年10月27日，他离开北京。"])
    '2023-10-28'
    """
    for line in lines[:_HEAD]:
        stated = is_date_line(line) or (len(line) <= _SHORT and "。" not in line and _STATES.search(line))
        found = find_date(line) if stated else None
        if found:
            return found
    for line in lines[:_HEAD]:
        dateline = _DATELINE.match(line)
        if dateline:
            return find_date(dateline["date"]) or _with_year(dateline["date"], lines, name)
    first = next((line for line in lines[:_HEAD] if "。" in line), "")
    local = _LOCAL.match(first)
    return _with_year(local[1], lines, name) if local else None


def _with_year(written: str, lines: Sequence[str], name: str) -> str | None:
    found = yearless(written)
    if not found:
        return None
    month, number = found
    years = _YEAR.findall(name + "年")
    if years:
        return day(int(years[0]), month, number)
    full = [told for line in lines for match in FULL_DATE.finditer(line) if (told := match_day(match))]
    if not full:
        return None
    nearest = date.fromisoformat(max(full))
    guess = day(nearest.year, month, number)
    if guess is None or (nearest.month, nearest.day) == (month, number):
        return None
    return guess if abs((date.fromisoformat(guess) - nearest).days) <= _NEAR else None


def first_day(line: str) -> str | None:
    """The full date a line is nothing but.

    Examples
    --------
    >>> first_day("二〇二三年十月二十八日"), first_day("2023年10月28日，会谈举行。")
    ('2023-10-28', None)
    """
    return find_date(line) if is_date_line(line) else None


def guessed_date(lines: Sequence[str]) -> str | None:
    """The date that the first sentence begins with, unless the text looks back on it.

    That is: it names a later year, or has a word such as 周年, 如今, 至今.

    Examples
    --------
    >>> guessed_date(["2023年10月28日，外长抵达。他将停留至30日。"])
    '2023-10-28'
    >>> guessed_date(["2023年10月28日，外长抵达。", "2024年，他再次来访。"]) is None
    True
    """
    for line in lines[:_HEAD]:
        if "。" not in line:
            continue
        opening = _OPENING.match(line)
        match = FULL_DATE.match(line, opening.end() if opening else 0)
        found = match_day(match) if match else None
        if found is None:
            return None
        later = any(int(year) > int(found[:4]) for text in lines for year in _YEAR.findall(text))
        return None if later or any(_RETROSPECT.search(text) for text in lines) else found
    return None


def source_span(lines: Sequence[str]) -> Span | None:
    """Where the text names who published it: index of the line, start and end in it.

    Examples
    --------
    >>> lines = ["外长会谈", "（某某通讯社）两国外长会谈。".replace("（", "(").replace("）", ")")]
    >>> index, start, end = source_span(lines)
    >>> lines[index][start:end]
    '某某通讯社'
    """
    count = len(lines)
    for index, line in enumerate(lines):
        near = index < _HEAD or index >= count - 2
        if not near:
            continue
        found = (_LABEL.search(line) or _BYLINE.match(line)) if len(line) <= 2 * _SHORT else None
        found = found or _DATELINE.match(line) or _LEAD.match(line)
        if found and not found["outlet"].startswith(_NOT_OUTLETS) and not MONTH_DAY.search(found["outlet"]):
            return index, found.start("outlet"), found.end("outlet")
    for index, line in enumerate(lines):
        start = max(0, len(line) - 80)
        found = _CREDIT.search(line[start:])
        if found:
            return index, start + found.start("outlet"), start + found.end("outlet")
    return None
