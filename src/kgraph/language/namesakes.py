"""Of persons of one name the one whom a title told apart, for the rest of the document."""

from __future__ import annotations

from collections.abc import Sequence

from kgraph.language.attributes import Found

__all__ = ["as_settled", "settled"]


def settled(persons: Sequence[Found]) -> dict[tuple[str, ...], Found]:
    """Of namesakes whom a title told apart the one meant, where the document means only one of them."""
    meant: dict[tuple[str, ...], Found] = {}
    several = set()
    for found in persons:
        if len(found.candidates) > 1 or (found.candidates and found.entity not in found.candidates):
            known = meant.setdefault(found.candidates, found)
            if known.entity != found.entity:
                several.add(found.candidates)
    return {names: found for names, found in meant.items() if names not in several}


def as_settled(found: Found, meant: dict[tuple[str, ...], Found]) -> Found:
    """A mention, of the namesake meant if the document told."""
    other = meant.get(found.candidates)
    return found if other is None else found._replace(entity=other.entity, label=other.label, rule=other.rule)
