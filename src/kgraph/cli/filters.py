"""The filter of the command line: the same options for every command that reads a graph."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

__all__ = ["filtered"]

# What each option is called, its type and its help; the order is that of the help.
_OPTIONS: dict[str, tuple[Any, Any, str]] = {
    "focus": (str | None, None, "Only what lies around this name, alias or id."),
    "hops": (int, 1, "How many facts away from the focus."),
    "relation": (list[str] | None, None, "Only these relations, as MEET; several with commas or again."),
    "label": (list[str] | None, None, "Only entities with these labels, as PERSON."),
    "status": (list[str] | None, None, "Only these statuses, as actual or planned."),
    "since": (str | None, None, "Only facts from this date on (YYYY, YYYY-MM or YYYY-MM-DD)."),
    "until": (str | None, None, "Only facts up to this date."),
    "min_stories": (int, 1, "Only facts that so many independent stories tell."),
    "top": (int | None, None, "The most entities: those with the most stories."),
}


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a filter, and the filter as its argument `where`.

    Parameters
    ----------
    command : callable
        With a parameter `where` of type :class:`~kgraph.query.Filter`, and perhaps parameters of its
        own that stand for an option of the same name.

    Examples
    --------
    >>> @filtered
    ... def show(page: "str", where: "Filter") -> None: ...
    >>> list(inspect.signature(show).parameters)[:3]
    ['page', 'focus', 'hops']
    """
    own = inspect.signature(command)
    more = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=default,
            annotation=Annotated[kind, typer.Option(help=help)],
        )
        for name, (kind, default, help) in _OPTIONS.items()
        if name not in own.parameters
    ]

    @wraps(command)
    def run(**values: Any) -> None:
        from kgraph.query import Filter  # with all that asks a graph, which --help does without

        options = {name: _several(values.pop(name)) for name in (one.name for one in more)}
        command(**values, where=Filter(**options))

    kept = [
        # Types are text there; that of `where` is known to the type checker only.
        one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=eval(one.annotation, command.__globals__))
        for one in own.parameters.values()
        if one.name != "where"
    ]
    run.__signature__ = own.replace(parameters=[*kept, *more])  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in (*kept, *more)} | {"return": None}
    return run


def _several(value: Any) -> Any:
    if isinstance(value, list):
        return [name.strip() for one in value for name in one.split(",") if name.strip()]
    return value
