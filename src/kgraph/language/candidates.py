"""Candidates of the automaton: how much one weighs, and what it may be."""

from __future__ import annotations

from typing import NamedTuple

from kgraph.language.lexicon import Lexicon, Surface

__all__ = ["Candidate", "is_entity", "is_hint", "is_known_word", "is_name", "is_title", "weight"]

# Weights by character: a title or a guarding word outweighs the name that it cuts (北京 | 市长).
_STRONG, _FIRM, _WEAK, _FAINT, _PIECE = 10, 9, 8, 4, 2
_FIRM_KINDS = frozenset({"title", "head", "organ"})


class Candidate(NamedTuple):
    """A surface of the lexicon that stands in the text, which may or may not count."""

    start: int
    end: int
    surface: Surface


def weight(one: Candidate) -> int:
    """How much a candidate weighs against others that overlap it."""
    if one.surface.strong:
        by_character = _STRONG
    elif is_hint(one) or one.end - one.start == 1:
        by_character = _FAINT
    elif any(sense.kind in _FIRM_KINDS or sense.ref == "words:guard" for sense in one.surface.senses):
        by_character = _FIRM
    else:
        by_character = _WEAK
    # A compound must not outweigh the longer name that it cuts: 驻 | 日本, not 驻日 | 本.
    return (one.end - one.start) * by_character - _PIECE * max(1, len(one.surface.pieces))


def is_known_word(one: Candidate) -> bool:
    """Whether it is a trigger or a word of a known class."""
    return any(sense.kind == "trigger" or (sense.kind == "word" and sense.ref != "words:guard")
               for sense in one.surface.senses)  # fmt: skip


def is_entity(one: Candidate) -> bool:
    """Whether it may name a listed entity."""
    return any(sense.kind == "entity" for sense in one.surface.senses)


def is_hint(one: Candidate) -> bool:
    """Whether a name is also a word, so that only a title beside it makes it a name."""
    return bool(one.surface.senses) and all(sense.kind == "hint" for sense in one.surface.senses)


def is_name(one: Candidate, lexicon: Lexicon) -> bool:
    """Whether it may name a person, or a state as a party (美方)."""
    return any(
        sense.kind in {"side", "hint"}
        or (sense.kind == "entity" and lexicon.entities[sense.ref].label == "PERSON")
        for sense in one.surface.senses
    )


def is_title(one: Candidate) -> bool:
    """Whether it may be a title or the head of an organ."""
    return any(sense.kind in {"title", "head"} for sense in one.surface.senses)
