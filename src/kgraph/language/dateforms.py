"""Date expressions as they are written: where they stand and what they say, before it is worked out.

10月28日, 十月二十八日, 28日, 今年6月, 本月底, 上周五, 昨天, 同日, 3天前, 25年前的这一天, 2023-10-28.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kgraph.rules import DayRow, rule_rows

__all__ = ["DAYS", "Read", "number", "reads"]

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CN_YEAR = r"(?:[一二][九〇零][〇零一二三四五六七八九]{2})"
_CN_MONTH = r"(?:十[一二]?|[一二三四五六七八九])"
_CN_DAY = r"(?:三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_NUMERIC = re.compile(
    r"(?=[\d民今去前明后同当次翌本上下])(?<![\d.])"
    r"(?:(?:民国(?P<minguo>\d{2,3})|(?P<year>(?:19|20)\d{2}))年(?!度)"
    r"|(?P<near_year>今年|去年|前年|明年|后年|同年|当年|次年|翌年))?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?|(?P<near_month>本月|上个?月|下个?月|当月))?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:日(?![元本均内游报])|号(?![楼线院馆文店机舰车令决议]))"
    r"|(?P<part>上旬|中旬|下旬|月?底|年?初|末))?"
)
_CHINESE = re.compile(
    rf"(?:(?P<year>{_CN_YEAR})年(?!度)|(?P<near_year>今年|去年|前年|明年|同年|当年))?"
    rf"(?<![一二三四五六七八九十几数])(?P<month>{_CN_MONTH})月(?P<day>{_CN_DAY})[日号]"
    rf"|(?P<year_alone>{_CN_YEAR})年(?!度)(?:(?P<month_alone>{_CN_MONTH})月)?"
)
_ISO = re.compile(r"(?<!\d)(?P<iso>(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)")
# Words for a day, with the day that they are counted from and the days between: 昨天, 次日.
DAYS = {word: (row.of, row.shift) for row in rule_rows("days", DayRow) for word in row.words}


def _day_words() -> re.Pattern[str]:
    """The words of days.jsonl, each where its row lets it stand."""
    found: dict[str, str] = {}
    for row in rule_rows("days", DayRow):
        before = "".join(f"(?<!{re.escape(word)})" for word in row.not_behind)
        behind = "".join(f"(?!{re.escape(word)})" for word in row.not_before)
        found.update((word, f"{before}{word}{behind}") for word in row.words)
    return re.compile("|".join(found[word] for word in sorted(found, key=len, reverse=True)))


_WORD = _day_words()
# 今(9)日, 昨(8日)晚: the day of the month says it all.
_IN_BRACKETS = re.compile(r"[今昨前明]天?[(（](?P<day>3[01]|[12]\d|0?[1-9])日?[)）][日天晚早晨]?")
_WEEK = re.compile(
    r"(?<![每两几数一三四五六七八九十半多双单\d])"
    r"(?:(?P<week>上|本|这|下)个?)?(?:(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?![次届岁期年月名位])"
    r"|(?<=[上本这下])周(?![一二三四五六日天期刊末边围年报]))"
)
_AGO = re.compile(
    rf"(?<![\d近约上数百千万多几第一二三四五六七八九十])(?P<count>{_COUNT})(?P<unit>天|个月|年)(?:之)?前"
    r"(?:的?(?P<same>今天|这一天|同一天|今日|这天))?(?!后)"
)
# 年初: of the year that is spoken of.
_EARLY = re.compile(
    r"(?<![\d今去前明后同当次翌本零〇一二三四五六七八九十几年学每历])年初(?![步期级春夏秋冬中等一二三四五六七八九十])"
)


class Read(NamedTuple):
    """An expression as read: its half-open span and its parts, by name."""

    start: int
    end: int
    parts: dict[str, str]


def reads(folded: str) -> Iterator[Read]:
    """The date expressions of a folded text, in order; where two overlap, the one that begins first.

    Parameters
    ----------
    folded : str

    Yields
    ------
    Read

    Examples
    --------
    >>> [folded.parts for folded in reads("去年6月初，部长十月二日到访。")]
    [{'near_year': '去年', 'month': '6', 'part': '初'}, {'month': '10', 'day': '2'}]
    """
    found = [Read(m.start(), m.end(), {"iso": m["iso"]}) for m in _ISO.finditer(folded)]
    found += [Read(m.start(), m.end(), {"word": m[0]}) for m in _WORD.finditer(folded)]
    found += [Read(m.start(), m.end(), {"day": m["day"]}) for m in _IN_BRACKETS.finditer(folded)]
    found += [Read(m.start(), m.end(), {"week": m["week"] or "", **_said(m)}) for m in _weeks(folded)]
    found += [Read(m.start(), m.end(), _said(m)) for m in _AGO.finditer(folded)]
    found += [Read(m.start(), m.end(), _in_digits(m)) for m in _CHINESE.finditer(folded)]
    found += [Read(m.start(), m.end(), {"near_year": "今年"}) for m in _EARLY.finditer(folded)]
    for m in _NUMERIC.finditer(folded):
        parts = _said(m)
        if _is_date(parts, folded, m.start()):
            found.append(Read(m.start(), m.end(), parts))
    position = 0
    for one in sorted(found, key=lambda read: (read.start, -read.end)):
        if one.start >= position:
            yield one
            position = one.end


def _said(match: re.Match[str]) -> dict[str, str]:
    return {key: value for key, value in match.groupdict().items() if value}


def _weeks(folded: str) -> Iterator[re.Match[str]]:
    """周五, 上周五, 上周; a bare 周 and a surname (周一鸣) are none."""
    for match in _WEEK.finditer(folded):
        if match["week"] or match["weekday"]:
            yield match


def _in_digits(match: re.Match[str]) -> dict[str, str]:
    parts = {key.removesuffix("_alone"): value for key, value in _said(match).items()}
    return {key: value if key == "near_year" else str(number(value)) for key, value in parts.items()}


def number(text: str) -> int:
    """A number in digits or in Chinese: 28, 二十八, 十, 二〇二三.

    Examples
    --------
    >>> number("28"), number("二十八"), number("十"), number("二〇二三")
    (28, 28, 10, 2023)
    """
    if text.isdigit() and text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[char]) for char in text))


def _is_date(parts: dict[str, str], folded: str, start: int) -> bool:
    if not parts or set(parts) == {"part"}:
        return False
    if set(parts) <= {"near_year", "part"} and parts["near_year"] in {"同年", "当年", "次年", "翌年"}:
        return False
    # 第3日, 3月的, 50多日: a day alone must stand by itself.
    return not ("day" in parts and "month" not in parts and start > 0 and folded[start - 1] in "第多余几")
