"""The names that look most like one that nothing has."""

from __future__ import annotations

from difflib import get_close_matches

from kgraph.script import fold
from kgraph.store import Store

__all__ = ["nearest"]


def nearest(store: Store, name: str, most: int = 3) -> list[str]:
    """Canonical names of the entities of which some name looks most like the one asked for.

    Parameters
    ----------
    store : Store
    name : str
        In either script, or in Latin letters: then English names are compared too, word by word,
        and how names are spelt in pinyin, where pypinyin is installed.
    most : int

    Returns
    -------
    list of str
        The nearest first; empty if none is near.
    """
    known: dict[str, str] = {}
    latin = name.isascii()
    for entity in store.entities():
        names = (
            entity.name,
            *entity.aliases,
            *entity.attributes.get("also", ()),
            entity.attributes.get("en"),
        )
        for one in sorted(fold(one).casefold() for one in names if one):
            # A family name is asked for alone: words of an English name count by themselves.
            for part in (one, *one.split()) if latin else (one,):
                known.setdefault(part, entity.name)
        if latin:
            known.setdefault(_pinyin(entity.name), entity.name)
    close = get_close_matches(fold(name.strip()).casefold(), known, n=3 * most, cutoff=0.5)
    return list(dict.fromkeys(known[one] for one in close))[:most]


def _pinyin(name: str) -> str:
    """A name as it is spelt in Latin letters, without tones; empty where nothing can spell it."""
    try:
        from pypinyin import lazy_pinyin
    except ImportError:
        return ""
    return "".join(lazy_pinyin(name, errors="ignore"))
