"""Date expressions, resolved to intervals with the article's date as the anchor.

10月28日, 28日, 26日至28日, 今天, 同日, 前一天, 去年11月, 本月底, 2019年. A date that names its year is
``explicit``; one that was completed from the article's date or from a date before it is ``relative``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import DateSpan

__all__ = ["Dates", "date_spans"]

_NUMERIC = re.compile(
    r"(?<![\d.])"
    r"(?:(?P<year>(?:19|20)\d{2})年(?!度)|(?P<near_year>今年|去年|前年|明年|同年|当年))?"
    r"(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?|(?P<near_month>本月|上个?月|下个?月|当月))?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])(?:日(?![元本均内游报])|号(?![楼线院馆文店机舰车令决议]))"
    r"|(?P<part>上旬|中旬|下旬|月?底|年?初|末))?"
)
_ISO = re.compile(r"(?<!\d)(?P<iso>(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)")
_WORD = re.compile(
    r"今天|今日|今晚|今早|今晨|昨天|昨日|昨晚|前天|明天|同一天|同日|当天|当日|当晚|前一天|次日|翌日|第二天"
)
_SHIFTS = {"昨天": -1, "昨日": -1, "昨晚": -1, "前天": -2, "明天": 1}
_FROM_LAST = {
    "同一天": 0,
    "同日": 0,
    "当天": 0,
    "当日": 0,
    "当晚": 0,
    "前一天": -1,
    "次日": 1,
    "翌日": 1,
    "第二天": 1,
}
_NEAR_YEARS = {"今年": 0, "去年": -1, "前年": -2, "明年": 1}
_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "底": (21, 31), "初": (1, 10)}
_THROUGH = re.compile(r"(?:至|到|—{1,2}|-|~|、|和|与|或)(?:当地时间)?")
# A bare day of the month this far past the article's date is the month before's, unless it is planned.
_AHEAD = 7
# A month and day this far ahead belong to the year before.
_MONTHS_AHEAD = 6
_PLANNED = ("将", "拟", "定于", "计划", "预计")


class _Read(NamedTuple):
    """An expression as read: its span, its parts, and whether it stands by itself."""

    start: int
    end: int
    parts: dict[str, str]


def date_spans(folded: str, published: str | None) -> Iterator[DateSpan]:
    """The dates in a folded text, in order.

    Parameters
    ----------
    folded : str
    published : str or None
        ISO date of the article. Without it only dates with their year, and dates after such a one,
        are resolved; the rest are left out.

    Yields
    ------
    DateSpan

    Examples
    --------
    >>> [span[2:] for span in date_spans("王毅于10月26日至28日访问美国。", "2023-10-30")]
    [('2023-10-26', '2023-10-28', 'relative')]
    """
    anchor = _parse(published) if published else None
    last: date | None = anchor
    held: DateSpan | None = None
    previous: _Read | None = None
    planned = False
    for read in _reads(folded):
        between = folded[held.end : read.start] if held else ""
        continues = held is not None and bool(_THROUGH.fullmatch(between))
        span, day = _resolve(read, folded, anchor, last, previous if continues else None)
        if span is None:
            continue
        previous = read
        planned = planned if continues else _planned(folded, read)
        if continues and held is not None and _follows(held, span):
            held = DateSpan(held.start, span.end, held.since, span.until, held.basis)
        else:
            if held is not None:
                yield held
            held = span
        if day is not None and not planned:
            last = day  # 当天 goes back to what happened, not to what is planned
    if held is not None:
        yield held


def _reads(folded: str) -> Iterator[_Read]:
    found = [(m.start(), m.end(), {"iso": m["iso"]}) for m in _ISO.finditer(folded)]
    found += [(m.start(), m.end(), {"word": m[0]}) for m in _WORD.finditer(folded)]
    for m in _NUMERIC.finditer(folded):
        parts = {key: value for key, value in m.groupdict().items() if value}
        if _is_date(parts, folded, m.start(), m.end()):
            found.append((m.start(), m.end(), parts))
    position = 0
    for start, end, parts in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= position:
            yield _Read(start, end, parts)
            position = end


def _is_date(parts: dict[str, str], folded: str, start: int, end: int) -> bool:
    if not parts or set(parts) == {"part"}:
        return False
    if set(parts) <= {"near_year", "part"} and parts["near_year"] in {"同年", "当年"}:
        return False
    # 第3日, 3月的, 50多日: a day alone must stand by itself.
    return not ("day" in parts and "month" not in parts and start > 0 and folded[start - 1] in "第多余几")


def _parse(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _resolve(
    read: _Read, folded: str, anchor: date | None, last: date | None, before: _Read | None
) -> tuple[DateSpan | None, date | None]:
    """The interval of an expression, and the day it leaves behind for 当天 and the like."""
    parts = read.parts
    if "iso" in parts:
        day = _parse(parts["iso"])
        return (_span(read, day, "explicit"), day) if day else (None, None)
    if "word" in parts:
        return _relative_word(read, anchor, last)
    year, basis = _year(parts, folded, read, anchor, last, before)
    if year is None:
        return None, None
    month = _month(parts, folded, read, anchor, last, year)
    if month is None:
        if "day" in parts:
            return None, None
        return DateSpan(read.start, read.end, f"{year:04d}", f"{year:04d}", basis), None
    year, number = month
    if "day" in parts:
        try:
            day = date(year, number, int(parts["day"]))
        except ValueError:
            return None, None
        return _span(read, day, basis), day
    return _part_of_month(read, year, number, parts.get("part", ""), basis), None


def _span(read: _Read, day: date, basis: str) -> DateSpan:
    return DateSpan(read.start, read.end, day.isoformat(), day.isoformat(), basis)


def _relative_word(
    read: _Read, anchor: date | None, last: date | None
) -> tuple[DateSpan | None, date | None]:
    word = read.parts["word"]
    base, shift = (last, _FROM_LAST[word]) if word in _FROM_LAST else (anchor, _SHIFTS.get(word, 0))
    if base is None:
        return None, None
    day = base + timedelta(days=shift)
    return _span(read, day, "relative"), day


def _year(
    parts: dict[str, str],
    folded: str,
    read: _Read,
    anchor: date | None,
    last: date | None,
    before: _Read | None,
) -> tuple[int | None, str]:
    if "year" in parts:
        return int(parts["year"]), "explicit"
    if "near_year" in parts:
        base = last if parts["near_year"] in {"同年", "当年"} else anchor
        return (base.year + _NEAR_YEARS.get(parts["near_year"], 0), "relative") if base else (None, "")
    if before is not None and last is not None:
        # 2023年10月26日至11月2日: the second half leans on the first.
        basis = "explicit" if "year" in before.parts or "iso" in before.parts else "relative"
        month = int(parts["month"]) if "month" in parts else last.month
        return last.year + (month < last.month), basis
    if anchor is None:
        return (last.year, "relative") if last is not None else (None, "")
    if "month" in parts:
        ahead = (int(parts["month"]) - anchor.month) % 12
        later = 0 < ahead <= (_MONTHS_AHEAD if _planned(folded, read) else 1)
        year = (
            anchor.year + (ahead + anchor.month > 12)
            if later
            else anchor.year - (int(parts["month"]) > anchor.month)
        )
        return year, "relative"
    return anchor.year, "relative"


def _planned(folded: str, read: _Read) -> bool:
    return folded[max(0, read.start - 6) : read.start].rstrip("于在").endswith(_PLANNED)


def _month(
    parts: dict[str, str], folded: str, read: _Read, anchor: date | None, last: date | None, year: int
) -> tuple[int, int] | None:
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
    if last is not None and last != anchor and _fits(last, day, base):
        return last.year, last.month
    if _planned(folded, read):
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


def _part_of_month(read: _Read, year: int, month: int, part: str, basis: str) -> DateSpan:
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


def _follows(held: DateSpan, span: DateSpan) -> bool:
    return held.until <= span.since and len(held.since) == len(span.until)


class Dates:
    """Component ``kgraph_dates_v1``: the dates of a document."""

    def match(self, doc: Doc) -> Iterator[DateSpan]:
        """Dates in order of the text."""
        published = doc._.document.published if doc._.document else None
        yield from date_spans(doc._.folded, published)

    def set_annotations(self, doc: Doc, dates: list[DateSpan]) -> None:
        """Keep the dates."""
        doc._.dates = dates

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates, then keep them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc


@Language.factory("kgraph_dates_v1", requires=["doc._.document", "doc._.folded"], assigns=["doc._.dates"])
def make_dates(nlp: Language, name: str) -> Dates:
    """Factory of ``kgraph_dates_v1``."""
    return Dates()
