"""Stretches of a text that may overlap: which together cover most, and what is covered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

__all__ = ["best_cover", "places_taken"]


class _Interval(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=_Interval)


def best_cover(candidates: Sequence[T], weight: Callable[[T], int]) -> list[T]:
    """The subset of non-overlapping candidates with the largest sum of weights.

    Weighted interval scheduling. Among equal sums the candidate that starts earlier wins, so that
    the result does not depend on the order of the candidates.

    Parameters
    ----------
    candidates : sequence
        Anything with `start` and `end`, half-open.
    weight : callable
        A positive weight for a candidate.

    Returns
    -------
    list
        In order of the text.

    Examples
    --------
    >>> from collections import namedtuple
    >>> Span = namedtuple("Span", "start end")
    >>> best_cover([Span(0, 2), Span(1, 4), Span(4, 5)], lambda span: span.end - span.start)
    [Span(start=1, end=4), Span(start=4, end=5)]
    """
    ordered = sorted(candidates, key=lambda one: (one.end, one.start))
    ends = [one.end for one in ordered]
    best = [0]
    chosen: list[int] = [-1]
    for number, one in enumerate(ordered):
        before = bisect_right(ends, one.start, 0, number)
        gain = best[before] + weight(one)
        if gain > best[-1]:
            best.append(gain)
            chosen.append(before)
        else:
            best.append(best[-1])
            chosen.append(-1)
    picked: list[T] = []
    number = len(ordered)
    while number:
        if chosen[number] < 0:
            number -= 1
        else:
            picked.append(ordered[number - 1])
            number = chosen[number]
    return picked[::-1]


def places_taken(stretches: Iterable[_Interval], length: int) -> bytearray:
    """For each of the `length` places of a text 1 if a stretch covers it, else 0.

    >>> from collections import namedtuple
    >>> Span = namedtuple("Span", "start end")
    >>> list(places_taken([Span(0, 2), Span(3, 4)], 5))
    [1, 1, 0, 1, 0]
    """
    taken = bytearray(length)
    for one in stretches:
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
    return taken
