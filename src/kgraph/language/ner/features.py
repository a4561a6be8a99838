"""What the model sees of a character: n-grams, the words around it, and what the lexicon knows of them.

Each template gives one 64-bit key a character. All characters of a text are worked on at once, so
that the cost is a few array operations a template, whatever the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kgraph.language.lexicon import Lexicon

__all__ = ["TEMPLATES", "feature_keys"]

Keys: TypeAlias = NDArray[np.uint64]

# Offsets of the characters of each n-gram.
_NGRAMS = (
    (-2,), (-1,), (0,), (1,), (2,),
    (-2, -1), (-1, 0), (0, 1), (1, 2), (-1, 1),
    (-2, -1, 0), (-1, 0, 1), (0, 1, 2), (-3, -2, -1), (1, 2, 3),
)  # fmt: skip
_FARTHEST = 3
# Senses of the lexicon's matches. Of persons the model is told nothing: it has to find those that no
# list holds.
_KINDS = {"side": 1, "title": 5, "head": 5, "organ": 6, "short": 7, "word": 8, "trigger": 9}
_LABELS = {"COUNTRY": 1, "PLACE": 2, "INSTITUTION": 3, "EVENT": 4}
_NOTHING, _OUTSIDE = 99, 9
_LONGEST_TOLD = 4

TEMPLATES = len(_NGRAMS) + 18
"""Number of keys a character has."""


def feature_keys(doc: Doc, lexicon: Lexicon) -> Iterator[Keys]:
    """The keys of all characters of a document, template by template.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        From kgraph's tokenizer.
    lexicon : Lexicon

    Yields
    ------
    numpy.ndarray of uint64
        One key for each character of the text; `TEMPLATES` arrays.
    """
    folded: str = doc._.folded
    length = len(folded)
    characters = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    padded = np.concatenate([np.zeros(_FARTHEST, np.uint64), characters, np.zeros(_FARTHEST, np.uint64)])
    template = 0
    for offsets in _NGRAMS:
        yield _mixed(template, *(padded[_FARTHEST + o : _FARTHEST + o + length] for o in offsets))
        template += 1

    spans = [(token.idx, token.idx + len(token)) for token in doc]
    words = np.array([_hashed(folded[start:end]) for start, end in spans], dtype=np.uint64)
    starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    index = np.repeat(np.arange(len(starts)), ends - starts)
    place = np.arange(length) - starts[index]
    size = (ends - starts)[index]
    # B, M, E, S of the word that holds the character.
    part = np.where(size == 1, 3, np.where(place == 0, 0, np.where(place == size - 1, 2, 1))).astype(
        np.uint64
    )
    around = _edged(part, _OUTSIDE, 1)
    short = np.minimum(size, _LONGEST_TOLD).astype(np.uint64)
    known = _known(doc, lexicon, length)
    words_around, known_around = _edged(words, 0, 2), _edged(known[starts], _NOTHING, 2)

    def word(offset: int) -> Keys:
        return words_around[2 + index + offset]

    def sense(offset: int) -> Keys:
        return known_around[2 + index + offset]

    for parts in (
        (part, word(0)), (part, word(-1)), (part, word(1)),
        (part, word(-1), word(0)), (part, word(0), word(1)),
        (part, around[:-2], around[2:], short),
        (part, word(-2)), (part, word(2)),
        (known,), (known, characters), (part, sense(-1)), (part, sense(1)), (known, sense(-1), sense(1)),
        (part, sense(-1), word(1)), (part, sense(1), word(-1)),
        (part, sense(-1), sense(-2)), (part, sense(1), sense(2)),
        (part, sense(-1), sense(1), short),
    ):  # fmt: skip
        yield _mixed(template, *parts)
        template += 1


def _known(doc: Doc, lexicon: Lexicon, length: int) -> Keys:
    """For each character what the lexicon's match over it is, and which part of it it is."""
    known = np.zeros(length, np.uint64)
    for match in doc._.matches:
        codes = [
            _LABELS.get(lexicon.entities[sense.ref].label, 0)
            if sense.kind == "entity"
            else _KINDS.get(sense.kind, 0)
            for sense in match.senses
        ]
        code = min(filter(None, codes), default=0)
        if code and match.end - match.start == 1:
            known[match.start] = code * 4 + 3
        elif code:
            known[match.start : match.end] = code * 4 + 1
            known[match.start], known[match.end - 1] = code * 4, code * 4 + 2
    return known


def _edged(values: Keys, filler: int, width: int) -> Keys:
    edge = np.full(width, filler, np.uint64)
    return np.concatenate([edge, values, edge])


def _mixed(template: int, *parts: Keys) -> Keys:
    """One key of several: a multiply-xor mix, the constants those of splitmix64."""
    seed = (template + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    mixed = np.full(parts[0].shape, seed, dtype=np.uint64)
    for part in parts:
        mixed = (mixed ^ part) * np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return mixed


@lru_cache(maxsize=1 << 17)
def _hashed(word: str) -> int:
    """FNV-1a over code points; Python's own hash is another one in each process."""
    hashed = 14695981039346656037
    for char in word:
        hashed = (hashed ^ ord(char)) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return hashed
