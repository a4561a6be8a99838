"""Dates of publication: a value of metadata, a line that is only a date, a date inside a line."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

__all__ = [
    "FULL_DATE",
    "MONTH_DAY",
    "date_in_name",
    "day",
    "find_date",
    "is_date_line",
    "parse_date",
    "yearless",
]

_EARLIEST, _LATEST = 1900, 2100
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_CN = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}
_CN_DIGITS = "〇零○Ｏ一二三四五六七八九十廿卅"

# 2023-10-28, 2023/10/28, 2023.10.28, 2023年10月28日, 二〇二三年十月二十八日, 民国112年10月28日, 20231028.
FULL_DATE = re.compile(
    r"(?<![\d.])(?P<y>\d{4})\s?(?P<sep>[-/.])\s?(?P<m>\d{1,2})\s?(?P=sep)\s?(?P<d>\d{1,2})(?!\d|[-/.]\d)"
    r"|(?<!\d)(?:(?P<roc>民[国國])\s?)?(?P<yc>\d{2,4})\s?年\s?(?P<mc>\d{1,2})\s?月\s?(?P<dc>\d{1,2})\s?[日号號]"
    rf"|(?P<yz>[〇零○Ｏ一二三四五六七八九]{{4}})年(?P<mz>[{_CN_DIGITS}]{{1,3}})月(?P<dz>[{_CN_DIGITS}]{{1,3}})日"
    r"|(?<!\d)(?P<y8>(?:19|20)\d\d)(?P<m8>[01]\d)(?P<d8>[0-3]\d)(?!\d)"
)
MONTH_DAY = re.compile(r"(?<![年\d])(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_ENGLISH = re.compile(
    r"(?<!\d)(?P<d1>\d{1,2})[ -](?P<m1>[A-Za-z]{3})[a-z]{0,6}\.?,?[ -](?P<y1>\d{4})"
    r"|(?P<m2>[A-Za-z]{3})[a-z]{0,6}\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4})"
)
# What may stand beside the date on a line that is only a date: label, weekday, time, zone.
_BESIDE = re.compile(
    r"T?\d{1,2}\s?[:：时時点點]\s?\d{1,2}(?:\s?[:：分]\s?\d{1,2}(?:[.,]\d{1,9})?)?[分秒]?"
    r"|(?:发布|發布|發佈|更新|出版|刊登|发表|發表)(?:时间|時間|日期|于|於)?|时间|時間|日期|[:：]"
    r"|(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]|[上下]午|凌晨|晚上|(?:北京|当地|當地|香港|台北)(?:时间|時間)"
    r"|Z|UTC|GMT|CST|HKT|[+-]\d{1,2}:?\d{2}|Published|Updated|Posted|on|Date|[AaPp][Mm]"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}"
)
_FILLER = re.compile(r"[\s,，|丨()（）\[\]【】/·—-]+")


def day(year: int, month: int, number: int) -> str | None:
    """The ISO date of a day of the calendar between 1900 and 2100, or None.

    Examples
    --------
    >>> day(2023, 10, 28), day(2023, 13, 40)
    ('2023-10-28', None)
    """
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def parse_date(value: object) -> str | None:
    """The date that a metadata value gives.

    Seconds or milliseconds since 1970 are read in UTC. A date with a time and a zone counts as the
    date that is written there: an item of 28 October, 20:00 UTC is of 28 October, though it was the
    29th in Beijing.

    Parameters
    ----------
    value : object
        A string in any of the usual forms, or a number.

    Returns
    -------
    str or None
        ISO date; None where there is none.

    Examples
    --------
    >>> parse_date("Sat, 28 Oct 2023 10:05:40 GMT"), parse_date(1698488225000)
    ('2023-10-28', '2023-10-28')
    >>> parse_date("2023年10月28日 18:05"), parse_date("2023-13-40"), parse_date("昨天")
    ('2023-10-28', None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(value)
    if not isinstance(value, str) or len(value) > 200:
        return None
    text = value.strip()
    plain = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?", text)
    if plain and (found := day(int(plain[1]), int(plain[2]), int(plain[3]))):
        return found
    if re.fullmatch(r"\d{9,16}(?:\.\d{1,9})?", text):
        return _epoch(float(text))
    return find_date(text) or _english(text)


def _epoch(number: float) -> str | None:
    if not 0 < number < 1e17:
        return None
    for scale in (1, 1_000, 1_000_000):  # seconds, milliseconds, microseconds
        if 1e8 <= number / scale < 5e9:
            moment = datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=number / scale)
            return day(moment.year, moment.month, moment.day)
    return None


def _english(text: str) -> str | None:
    match = _ENGLISH.search(text)
    if not match:
        return None
    month = _MONTHS.get((match["m1"] or match["m2"]).lower())
    return day(int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"])) if month else None


def find_date(text: str) -> str | None:
    """The first full date written in a text.

    Examples
    --------
    >>> find_date("联合声明于二〇二三年十月二十八日发表"), find_date("中華民國112年10月28日")
    ('2023-10-28', '2023-10-28')
    """
    for match in FULL_DATE.finditer(text):
        found = match_day(match)
        if found:
            return found
    return None


def match_day(match: re.Match[str]) -> str | None:
    """The ISO date of a match of `FULL_DATE`."""
    if match["y"]:
        return day(int(match["y"]), int(match["m"]), int(match["d"]))
    if match["y8"]:
        return day(int(match["y8"]), int(match["m8"]), int(match["d8"]))
    if match["yz"]:
        year = int("".join(str(_CN[char]) for char in match["yz"]))
        return day(year, _chinese(match["mz"]), _chinese(match["dz"]))
    year = int(match["yc"])
    if match["roc"]:
        year += 1911
    elif len(match["yc"]) < 4:
        return None
    return day(year, int(match["mc"]), int(match["dc"]))


def _chinese(digits: str) -> int:
    """A number below 100 in Chinese digits: 十, 十二, 二十八, 廿八, 二八."""
    digits = digits.replace("廿", "二十").replace("卅", "三十")
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return 10 * (_CN.get(tens, 0) if tens else 1) + (_CN.get(ones, 0) if ones else 0)
    return int("".join(str(_CN[char]) for char in digits))


def is_date_line(line: str) -> bool:
    """Whether a line holds a full date and beside it at most a label, weekday, time and zone.

    Examples
    --------
    >>> is_date_line("发布时间：2023-10-28 18:05"), is_date_line("2023年10月28日，外长抵达。")
    (True, False)
    """
    if len(line) > 60:
        return False
    match = FULL_DATE.search(line) or _ENGLISH.search(line)
    if not match or not parse_date(match[0]):
        return False
    rest = _BESIDE.sub(" ", line[: match.start()] + " " + line[match.end() :])
    return not _FILLER.sub("", rest)


def date_in_name(name: str) -> str | None:
    """The date in a file's name.

    Examples
    --------
    >>> date_in_name("20231028"), date_in_name("2023-10-28_会谈"), date_in_name("报道2023_10_28")
    ('2023-10-28', '2023-10-28', '2023-10-28')
    """
    return find_date(name.replace("_", "-"))


def yearless(text: str) -> tuple[int, int] | None:
    """Month and day of the first date without a year.

    Examples
    --------
    >>> yearless("当地时间10月28日，外长抵达。")
    (10, 28)
    """
    match = MONTH_DAY.search(text)
    return (int(match["m"]), int(match["d"])) if match else None
