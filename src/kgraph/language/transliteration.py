"""Which characters spell foreign names.

Xinhua's tables spell foreign names with a few hundred characters. The set is read off the names that
the gazetteers hold, so that it follows them.
"""

from __future__ import annotations

from functools import cache

from kgraph.rules import EntityRow, rule_rows

__all__ = ["is_transliterated", "transliteration_characters"]

# States whose people's names are written in Chinese characters of their own, not spelled by sound.
_SINOSPHERE = frozenset({"country:CN", "country:JP", "country:KR", "country:KP", "country:VN", "country:SG"})
# A character that this few foreign names use says nothing.
_RARE = 3
_JOINERS = frozenset("·-－")


@cache
def transliteration_characters() -> frozenset[str]:
    """Characters that spell foreign persons' names in the directory of officials."""
    counts: dict[str, int] = {}
    for row in rule_rows("officials", EntityRow):
        if row.country is None or row.country in _SINOSPHERE:
            continue
        for char in {char for name in (row.name, *row.aliases) for char in name}:
            counts[char] = counts.get(char, 0) + 1
    return frozenset(char for char, count in counts.items() if count >= _RARE and "一" <= char <= "鿿")


def is_transliterated(text: str) -> bool:
    """Whether every character of a text may spell a foreign name.

    Examples
    --------
    >>> is_transliterated("埃尔多安")
    True
    >>> is_transliterated("会见")
    False
    """
    characters = transliteration_characters()
    return bool(text) and all(char in characters or char in _JOINERS for char in text)
