"""Values as files can hold them: clean text, plain scalars, one type a column."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from numbers import Integral, Real
from typing import Any

__all__ = ["Row", "Scalar", "clean", "clean_text", "one_type_a_column", "scalar"]

Scalar = str | int | float | bool
Row = dict[str, Scalar]

_NEWLINES = re.compile(r"\r\n?")
# Neither XML 1.0 nor a spreadsheet takes these; tab and newline are text.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# What a GraphML `long` and a spreadsheet hold.
_LARGEST = 2**63


def clean_text(text: str) -> str:
    r"""Text without what XML, JSON or UTF-8 cannot hold.

    Control characters go, ``\r\n`` and ``\r`` become ``\n`` as an XML reader would make them, a
    lone surrogate becomes U+FFFD.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    Examples
    --------
    >>> clean_text("王毅\x00外长\r\n")
    '王毅外长\n'
    """
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", _NEWLINES.sub("\n", text)))


def clean(value: Any) -> Any:
    """A value as JSON holds it, all text clean; what is no JSON value becomes text.

    Parameters
    ----------
    value : object

    Returns
    -------
    None, bool, int, float, str, list or dict

    Examples
    --------
    >>> clean({"kind": ("igo", "court"), "share": float("nan")})
    {'kind': ['igo', 'court'], 'share': None}
    """
    if isinstance(value, Mapping):
        return {clean_text(str(key)): clean(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((clean(item) for item in value), key=str)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [clean(item) for item in value]
    return _clean_one(value)


def scalar(value: Any) -> Scalar | None:
    """A value as one cell of a table; None where there is nothing to say.

    Parameters
    ----------
    value : object
        A list of scalars is joined with ``"; "``, anything deeper is written as JSON.

    Returns
    -------
    str, int, float, bool or None
        Never an empty string.

    Examples
    --------
    >>> scalar(["美国", "美"])
    '美国; 美'
    >>> scalar([]) is None
    True
    """
    value = clean(value)
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        value = "; ".join(str(item) for item in value if item not in (None, ""))
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
    if isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        value = str(value)
    return None if value == "" else value


def one_type_a_column(rows: Iterable[Mapping[str, Scalar | None]]) -> list[Row]:
    """Rows in which a column has one type and None does not occur.

    Gephi and igraph declare a type for each attribute, and read the first value of another type
    as an error or as nothing.

    Parameters
    ----------
    rows : iterable of dict

    Returns
    -------
    list of dict
        Whole numbers become floats where the column also has floats; any other mixture is text.

    Examples
    --------
    >>> one_type_a_column([{"x": 1, "y": None}, {"x": 1.5, "y": True}])
    [{'x': 1.0}, {'x': 1.5, 'y': True}]
    """
    kept = [{key: value for key, value in row.items() if value is not None} for row in rows]
    found: dict[str, set[type]] = {}
    for row in kept:
        for key, value in row.items():
            found.setdefault(key, set()).add(type(value))
    to = {key: _common(types) for key, types in found.items()}
    return [{key: _as(to[key], value) for key, value in row.items()} for row in kept]


def _clean_one(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Integral):
        return int(value)
    if isinstance(value, Real):
        return float(value) if math.isfinite(value) else None
    return value.isoformat() if isinstance(value, date) else clean_text(str(value))


def _common(types: set[type]) -> type:
    if len(types) == 1:
        return next(iter(types))
    return float if types == {int, float} else str


def _as(kind: type, value: Scalar) -> Scalar:
    if isinstance(value, kind):
        return value
    if kind is str and isinstance(value, bool):
        return str(value).lower()
    converted: Scalar = kind(value)
    return converted
