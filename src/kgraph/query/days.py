"""When a fact happened, as a day, and the period that the day lies in."""

from __future__ import annotations

import calendar
import re
from typing import Literal

from kgraph.errors import InputError
from kgraph.records import Fact

__all__ = ["PERIODS", "Period", "check_date", "check_period", "day_of", "is_date", "period_of", "window"]

Period = Literal["year", "quarter", "month"]
PERIODS: tuple[Period, ...] = ("year", "quarter", "month")

_ISO = re.compile(r"[0-9]{4}(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_QUARTER = re.compile(r"([0-9]{4})-?Q([1-4])", re.IGNORECASE)


def is_date(text: str) -> bool:
    """Whether a text is an ISO date, or a year or month of one, that the calendar has.

    >>> is_date("2024-02"), is_date("2023-02-29"), is_date("26.10.2023")
    (True, False, False)
    """
    match = _ISO.fullmatch(text)
    if match is None or text[:4] == "0000":
        return False
    month, day = int(match[1] or 1), int(match[2] or 1)
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(int(text[:4]), month)[1]


def check_date(day: str | None) -> None:
    """Refuse what is no ISO date.

    Raises
    ------
    InputError
    """
    if day is not None and not is_date(day):
        raise InputError(f"date {day!r}: is none; write YYYY, YYYY-MM or YYYY-MM-DD, such as 2023-10-28")


def day_of(fact: Fact) -> str | None:
    """When a fact began: its date, or else that of the first document that tells it.

    Returns
    -------
    str or None
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None if neither is known.
    """
    if fact.date_from:
        return fact.date_from
    return min((one.published for one in fact.evidence if one.published), default=None)


def period_of(day: str | None, by: Period) -> str | None:
    """The year, quarter or month that a date lies in; None where the date is too coarse to tell.

    Raises
    ------
    InputError
        If `by` is no period.

    Examples
    --------
    >>> period_of("2023-11-15", "year"), period_of("2023-11", "quarter"), period_of("2023", "month")
    ('2023', '2023-Q4', None)
    """
    check_period(by)
    if day is None:
        return None
    if by == "year":
        return day[:4]
    if len(day) < 7:
        return None
    return day[:7] if by == "month" else f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def check_period(by: str) -> None:
    """Refuse what is neither year, quarter nor month.

    Raises
    ------
    InputError
    """
    if by not in PERIODS:
        raise InputError(f"period {by!r}: unknown; one of {', '.join(PERIODS)}")


def window(period: str) -> tuple[str, str]:
    """First and last date of a period that a user names.

    Parameters
    ----------
    period : str
        A year, a month, a day, a quarter (``2023-Q4``), or two of them with a slash.

    Raises
    ------
    InputError
        If it is none.

    Examples
    --------
    >>> window("2023"), window("2023-Q4"), window("2016/2020-06")
    (('2023', '2023'), ('2023-10', '2023-12'), ('2016', '2020-06'))
    """
    first, _, last = period.partition("/")
    since, until = _window(first, period)[0], _window(last or first, period)[1]
    if since[: len(until)] > until[: len(since)]:
        raise InputError(f"period {period!r}: ends before it begins")
    return since, until


def _window(text: str, period: str) -> tuple[str, str]:
    if quarter := _QUARTER.fullmatch(text):
        last = 3 * int(quarter[2])
        return f"{quarter[1]}-{last - 2:02}", f"{quarter[1]}-{last:02}"
    if not is_date(text):
        raise InputError(
            f"period {period!r}: is none; write a year (2023), a quarter (2023-Q4), a month (2023-10), "
            "or two of them as 2016/2020"
        )
    return text, text
