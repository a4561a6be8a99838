"""Spans of a document by place, so that a sentence need not look through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

__all__ = ["Sliced"]


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


T = TypeVar("T", bound=_Placed)


class Sliced(Generic[T]):
    """Anything with a `start`, to be asked for what begins in a stretch.

    Parameters
    ----------
    spans : iterable
    """

    def __init__(self, spans: Iterable[T]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]

    def between(self, start: int, end: int) -> list[T]:
        """Those that begin at `start` or behind it, and before `end`, in order."""
        return self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
