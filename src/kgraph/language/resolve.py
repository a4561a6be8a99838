"""What a date expression means on the day of the article, after the dates before it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from kgraph.language.attributes import DateSpan
from kgraph.language.dateforms import DAYS, Read, number
from kgraph.language.narrative import parse_day

__all__ = ["Moment", "resolved"]

_NEAR_YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "后年": 2}
_FROM_LAST_YEAR = {"同年": 0, "当年": 0, "次年": 1, "翌年": 1}
_WEEKS = {"上": -7, "本": 0, "这": 0, "下": 7}
_WEEKDAYS = "一二三四五六日"
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "初": (1, 10)}
# A bare day of the month this far past the article's date is the month before's, unless it is planned.
_AHEAD = 7
# A month and day this far ahead belong to the year before.
_MONTHS_AHEAD = 6
# A month this far from the article's, behind an older year in its paragraph, is of that year.
_FAR = 2
_PLANNED = re.compile(r"(?:将|拟|定|计划|预计|预定|有望)(?:会|要)?[于在]?(?:当地时间|北京时间)?$")
# 12月5日将举行: the plan is told behind its date, in the same clause.
_WILL = re.compile(r"[^。！？；，,\n说称]{0,12}?(?:将(?!军|领|士|官|帅)|拟(?!议)|有望|预计)")
_STOP = re.compile(r"[。！？；\n]")


@dataclass(slots=True)
class Moment:
    """Where the reading of a text stands.

    Attributes
    ----------
    folded : str
    anchor : datetime.date or None
        The article's day.
    last : datetime.date or None
        The day last told of.
    framed : tuple of (int, int, int)
        The year and month that the text named last with their year, and where.
    """

    folded: str
    anchor: date | None
    last: date | None
    framed: tuple[int, int, int] = (0, 0, 0)

    def planned(self, read: Read) -> bool:
        """Whether the text tells an expression as what is to come."""
        before = self.folded[max(0, read.start - 10) : read.start]
        return _PLANNED.search(before) is not None or _WILL.match(self.folded, read.end) is not None


def resolved(read: Read, moment: Moment, before: Read | None) -> tuple[DateSpan, date | None] | None:
    """The interval of an expression, and the day it leaves behind for 当天 and the like.

    Parameters
    ----------
    read : Read
    moment : Moment
        Its `framed` is kept up to date.
    before : Read or None
        The first half of an interval, where this is the second.

    Returns
    -------
    (DateSpan, datetime.date or None) or None
        None where nothing tells the year or the month.
    """
    parts = read.parts
    if "iso" in parts:
        return _day(read, parse_day(parts["iso"]), "explicit")
    if "word" in parts:
        of, shift = DAYS[parts["word"]]
        return _day(read, _moved(moment.last if of == "last" else moment.anchor, shift))
    if "week" in parts:
        return _week(read, moment)
    if "count" in parts:
        return _ago(read, moment)
    return _numeric(read, moment, before)


def _numeric(read: Read, moment: Moment, before: Read | None) -> tuple[DateSpan, date | None] | None:
    parts = read.parts
    year, basis = _year(read, moment, before)
    if year is None:
        return None
    if "year" in parts or "minguo" in parts or parts.get("near_year", "今年") != "今年":
        moment.framed = (year, int(parts.get("month", 0)), read.end)
    month = _month(read, moment, year, before)
    if month is None:
        if "day" in parts:
            return None
        return DateSpan(read.start, read.end, f"{year:04d}", f"{year:04d}", basis), None
    year, number_ = month
    if "day" in parts:
        try:
            return _day(read, date(year, number_, int(parts["day"])), basis)
        except ValueError:
            return None
    return _part_of_month(read, year, number_, parts.get("part", ""), basis), None


def _day(read: Read, day: date | None, basis: str = "relative") -> tuple[DateSpan, date | None] | None:
    if day is None:
        return None
    return DateSpan(read.start, read.end, day.isoformat(), day.isoformat(), basis), day


def _moved(day: date | None, days: int) -> date | None:
    try:
        return day + timedelta(days=days) if day is not None else None
    except OverflowError:
        return None


def _week(read: Read, moment: Moment) -> tuple[DateSpan, date | None] | None:
    """周五 is the last one, or the next where it is planned; 上周 is seven days from Monday on."""
    anchor = moment.anchor
    if anchor is None:
        return None
    week, weekday = read.parts["week"], read.parts.get("weekday", "").replace("天", "日")
    monday = _moved(anchor, _WEEKS.get(week, 0) - anchor.weekday())
    if not weekday:
        sunday = _moved(monday, 6)
        if monday is None or sunday is None:
            return None
        return DateSpan(read.start, read.end, monday.isoformat(), sunday.isoformat(), "relative"), None
    day = _moved(monday, _WEEKDAYS.index(weekday))
    if not week and day is not None and day > anchor and not moment.planned(read):
        day = _moved(day, -7)
    elif not week and day is not None and day < anchor and moment.planned(read):
        day = _moved(day, 7)
    return _day(read, day)


def _ago(read: Read, moment: Moment) -> tuple[DateSpan, date | None] | None:
    """3天前, 两个月前, 25年前, 25年前的这一天."""
    parts = read.parts
    count, unit = number(parts["count"]), parts["unit"]
    base = moment.last if parts.get("same") in {"这一天", "同一天", "这天"} else moment.anchor
    if base is None:
        return None
    if unit == "天":
        return _day(read, _moved(base, -count))
    months = 12 * count if unit == "年" else count
    year, month = _shifted(base.year, base.month, -months)
    if year < 1:
        return None
    if "same" in parts:
        try:
            day = base.replace(year=year, month=month).isoformat()
        except ValueError:
            return None
        return DateSpan(read.start, read.end, day, day, "relative"), None  # the story goes on where it was
    text = f"{year:04d}" if unit == "年" else f"{year:04d}-{month:02d}"
    return DateSpan(read.start, read.end, text, text, "relative"), None


def _year(read: Read, moment: Moment, before: Read | None) -> tuple[int | None, str]:
    parts, anchor, last = read.parts, moment.anchor, moment.last
    if "year" in parts:
        return int(parts["year"]), "explicit"
    if "minguo" in parts:
        return 1911 + int(parts["minguo"]), "explicit"
    if near := parts.get("near_year"):
        if near in _FROM_LAST_YEAR:
            base = moment.framed[0] or (last.year if last is not None else None)
            return (base + _FROM_LAST_YEAR[near], "relative") if base is not None else (None, "")
        return (anchor.year + _NEAR_YEARS[near], "relative") if anchor is not None else (None, "")
    if before is not None and last is not None:
        # 2023年10月26日至11月2日: the second half leans on the first.
        basis = "explicit" if "year" in before.parts or "iso" in before.parts else "relative"
        month = int(parts["month"]) if "month" in parts else last.month
        return last.year + (month < last.month), basis
    if anchor is None:
        return (last.year, "relative") if last is not None else (None, "")
    if "month" not in parts:
        return anchor.year, "relative"
    month = int(parts["month"])
    framed = _framed(read, moment, month)
    if framed is not None:
        return framed, "relative"
    ahead = (month - anchor.month) % 12
    if 0 < ahead <= (_MONTHS_AHEAD if moment.planned(read) else 1):
        return anchor.year + (ahead + anchor.month > 12), "relative"
    return anchor.year - (month > anchor.month), "relative"


def _framed(read: Read, moment: Moment, month: int) -> int | None:
    """The year that a month goes on in: 2019年9月复交，11月互派大使.

    In the sentence that names the year any month does, in its paragraph one that is not near the article's; a
    day of the last week is the news itself (继去年6月来访后，总统28日再次到访).
    """
    year, first, end = moment.framed
    anchor = moment.anchor
    if not year or anchor is None or "\n" in (between := moment.folded[end : read.start]):
        return None
    year += month < first
    if (year, month) > (anchor.year, anchor.month):
        return None
    if "day" in read.parts and _is_news(anchor, month, int(read.parts["day"])):
        return None
    if _STOP.search(between) and ((anchor.month - month) % 12 <= _FAR or (month - anchor.month) % 12 <= 1):
        return None
    return year


def _is_news(anchor: date, month: int, day: int) -> bool:
    """Whether a day of the year lies in the week before the article or behind it."""
    return any(
        ((near := anchor + timedelta(days=days)).month, near.day) == (month, day)
        for days in range(-_AHEAD, _AHEAD + 1)
    )


def _month(read: Read, moment: Moment, year: int, before: Read | None) -> tuple[int, int] | None:
    parts, anchor, last = read.parts, moment.anchor, moment.last
    if "month" in parts:
        return year, int(parts["month"])
    if "near_month" in parts:
        base = last if parts["near_month"] == "当月" else anchor
        if base is None:
            return None
        shift = {"上": -1, "下": 1}.get(parts["near_month"][0], 0)
        return _shifted(base.year, base.month, shift)
    if "day" not in parts:
        return None
    base = anchor or last
    if base is None:
        return None
    day = int(parts["day"])
    if before is not None and last is not None:
        return _shifted(last.year, last.month, 1 if day < last.day else 0)
    if last is not None and last != anchor and _fits(last, day, base):
        return last.year, last.month
    if moment.planned(read):
        return _shifted(base.year, base.month, 1 if day < base.day else 0)
    return _shifted(base.year, base.month, -1 if day > base.day + _AHEAD else 0)


def _fits(last: date, day: int, anchor: date) -> bool:
    """Whether a bare day continues the month of the date before it: 10月26日……27日."""
    try:
        there = last.replace(day=day)
    except ValueError:
        return False
    return abs((there - last).days) <= _AHEAD and there <= anchor + timedelta(days=_AHEAD)


def _shifted(year: int, month: int, shift: int) -> tuple[int, int]:
    months = year * 12 + month - 1 + shift
    return months // 12, months % 12 + 1


def _part_of_month(read: Read, year: int, month: int, part: str, basis: str) -> DateSpan:
    bounds = _PARTS.get(part.lstrip("月年"))
    if bounds is None:
        text = f"{year:04d}-{month:02d}"
        return DateSpan(read.start, read.end, text, text, basis)
    first, last = bounds
    last = min(last, monthrange(year, month)[1])
    return DateSpan(
        read.start,
        read.end,
        f"{year:04d}-{month:02d}-{first:02d}",
        f"{year:04d}-{month:02d}-{last:02d}",
        basis,
    )
