"""Who is named beside others as one of them: 除A外，B也……, 除A外，B还会见了C."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgraph.language.clauses import skip_light
from kgraph.language.item import ASPECTS, Item, Kind

__all__ = ["included"]

_BESIDES = frozenset({"除", "除了"})
_BEYOND = frozenset({"外", "以外", "之外"})
# Who follows does it too; what follows is done too. 除A外，B都 leaves A out.
_ALIKE, _MORE = frozenset({"也", "亦", "同样"}), frozenset({"还"})


def included(items: list[Item]) -> list[Item]:
    """Join the names behind 除 with those of the next clause that they stand beside.

    Parameters
    ----------
    items : list of Item
        Of a sentence, lists joined.

    Returns
    -------
    list of Item
        With 也 before its verb the agent of the clause has them too, with 还 its object.
    """
    joined = list(items)
    for position, item in enumerate(items):
        if item.text not in _BESIDES:
            continue
        names = skip_light(items, position + 1, len(items))
        if names >= len(items) or items[names].kind is not Kind.NAMES:
            continue
        comma = skip_light(items, names + 1, len(items))
        while comma < len(items) and items[comma].text in _BEYOND:
            comma += 1
        if comma < len(items) and items[comma].text == "，":
            beside = _beside(items, comma + 1)
            if beside is not None and _alike(items[names], items[beside]):
                members = (*items[names].members, *items[beside].members)
                joined[beside] = replace(items[beside], members=members)
    return joined


def _beside(items: Sequence[Item], start: int) -> int | None:
    """The group of the clause that begins at `start` which the names before it stand beside."""
    agent: int | None = None
    for position in range(start, len(items)):
        item = items[position]
        if item.kind is Kind.MARK:
            return None
        if item.kind is Kind.NAMES and agent is None:
            agent = position
        elif item.text in _ALIKE:
            return agent
        elif item.text in _MORE:
            return _object(items, position + 1)
    return None


def _object(items: Sequence[Item], start: int) -> int | None:
    """The group right behind the first verb."""
    for position in range(start, len(items) - 1):
        if items[position].kind is Kind.MARK:
            return None
        if items[position].kind is Kind.VERB:
            behind = position + 1
            while behind < len(items) and items[behind].text in ASPECTS:
                behind += 1
            behind = skip_light(items, behind, len(items))
            return behind if behind < len(items) and items[behind].kind is Kind.NAMES else None
    return None


def _alike(one: Item, other: Item) -> bool:
    """Whether two groups are of one label, as what does the same or has the same done to it mostly is."""
    return bool(one.members and other.members) and one.members[-1].label == other.members[0].label
