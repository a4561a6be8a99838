"""The table with which a page finds Chinese names by their pinyin or its initials."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.script import fold

__all__ = ["spelling_table"]

_HAN = ("\u3400", "\u9fff")
# More readings of one character are of old texts, and find what nobody meant.
_READINGS = 3


def spelling_table(names: Iterable[str]) -> dict[str, str]:
    """How each Chinese character of some names is read.

    All common readings are kept, for which one a name has is not always known: 曾 is ceng, but zeng
    in the name of a person.

    Parameters
    ----------
    names : iterable of str
        In either script.

    Returns
    -------
    dict
        By simplified character: its readings without tones, the commonest first, ``ü`` as ``v``.

    Examples
    --------
    >>> spelling_table(["王毅", "呂秀蓮"])
    {'吕': 'lv', '毅': 'yi', '王': 'wang yu', '秀': 'xiu', '莲': 'lian'}
    """
    # Only a page needs it: whoever exports for Gephi does not wait for the dictionary.
    from pypinyin import Style, pinyin

    chars = sorted({char for name in names for char in fold(name) if _HAN[0] <= char <= _HAN[1]})
    if not chars:
        return {}
    # One character a call: together they might be a phrase, which has one reading only.
    read = (pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore") for char in chars)
    return {
        char: " ".join(dict.fromkeys(found[0][:_READINGS]))
        for char, found in zip(chars, read, strict=True)
        if found
    }
