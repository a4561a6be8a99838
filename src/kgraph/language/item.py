"""Items: what a sentence is a row of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["ASPECTS", "Item", "Kind", "Member"]

ASPECTS = frozenset({"了", "过"})
"""What may stand between a verb and its object: 会见了B."""


class Kind(Enum):
    """What an item is."""

    NAMES = "names"
    VERB = "verb"
    WITH = "with"
    TO = "to"
    BY = "by"
    AT = "at"
    INVITED = "invited"
    TAKING = "taking"
    FROM = "from"
    OTHER_PREPOSITION = "preposition"
    OF = "of"
    AND = "and"
    MARK = "mark"
    OPEN = "open"
    CLOSE = "close"
    LIGHT = "light"
    OFFICE = "office"
    NOUN = "noun"
    KIN = "kin"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Member:
    """One entity in a group."""

    entity: str
    label: str
    start: int
    title_only: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a sentence.

    Attributes
    ----------
    kind : Kind
    start, end : int
        Code points into the document's text.
    text : str
        Folded.
    members : tuple of Member
        For a group of names.
    patterns : tuple of str
        For a verb: ids of the patterns that it may trigger.
    """

    kind: Kind
    start: int
    end: int
    text: str
    members: tuple[Member, ...] = ()
    patterns: tuple[str, ...] = ()
