"""Names that are printed with hyphens for dots: 约翰-基."""

from __future__ import annotations

from kgraph.language.lexicon import Lexicon

__all__ = ["listed_with_dots"]


def listed_with_dots(name: str, lexicon: Lexicon) -> str | None:
    """The one listed person who has a name with dots in place of its hyphens.

    Parameters
    ----------
    name : str
        Folded.
    lexicon : Lexicon

    Returns
    -------
    str or None
        Entity id.
    """
    if "-" not in name:
        return None
    senses = lexicon.senses(name.replace("-", "·"))
    persons = [
        one.ref for one in senses if one.kind == "entity" and lexicon.entities[one.ref].label == "PERSON"
    ]
    return persons[0] if len(persons) == 1 else None
