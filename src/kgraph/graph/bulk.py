"""Make many records at once."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["in_bulk"]

P = ParamSpec("P")
T = TypeVar("T")


def in_bulk(function: Callable[P, T]) -> Callable[P, T]:
    """A function during which Python looks for no garbage.

    For one that makes hundreds of thousands of objects that all stay: the collector would go through them
    again and again and find nothing, which takes as long as to make them.
    """

    @wraps(function)
    def made(*args: P.args, **named: P.kwargs) -> T:
        if not gc.isenabled():
            return function(*args, **named)
        gc.disable()
        try:
            return function(*args, **named)
        finally:
            gc.enable()

    return made
