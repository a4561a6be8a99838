"""ISO dates of three widths as whole days."""

from __future__ import annotations

import calendar
import re
from typing import Any

__all__ = ["bounds", "day"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def day(text: Any, *, last: bool = False) -> str | None:
    """The first or last day that an ISO date stands for; None for what is no date.

    Parameters
    ----------
    text : str or None
        ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    last : bool

    Returns
    -------
    str or None
        ``YYYY-MM-DD``.

    Examples
    --------
    >>> day("2024-02"), day("2024-02", last=True), day("soon")
    ('2024-02-01', '2024-02-29', None)
    """
    match = _DATE.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2]) if match[2] else (12 if last else 1)
    if year < 1 or not 1 <= month <= 12:
        return None
    length = calendar.monthrange(year, month)[1]
    number = int(match[3]) if match[3] else (length if last else 1)
    return f"{year:04d}-{month:02d}-{number:02d}" if 1 <= number <= length else None


def bounds(first: Any, last: Any) -> tuple[str | None, str | None]:
    """Both ends of an interval as days; an end that is missing is the other one.

    Examples
    --------
    >>> bounds("2023", None)
    ('2023-01-01', '2023-12-31')
    """
    start = day(first) or day(last)
    end = day(last, last=True) or day(first, last=True)
    return start, end
