"""What the model sees of a character: n-grams, the words around it, and what is known of them.

Each template mixes a few properties of a character into one 64-bit key. All templates and all
characters of a text are worked on at once, so that the cost is a few array operations a text.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kgraph.language.lexicon import Lexicon
from kgraph.language.ner.clusters import Clusters, word_key
from kgraph.language.surnames import all_surnames
from kgraph.language.transliteration import transliteration_characters

__all__ = ["TEMPLATES", "feature_keys"]

Keys: TypeAlias = NDArray[np.uint64]

# A property and how far from the character it is taken: c character, k class of character, w word,
# s what the lexicon says of a word, g cluster of a word, z length of a word, b place in a word; n what
# the lexicon says of the character itself, r length of the run of characters that spell foreign names,
# q place in it. Those of characters count characters, those of words count words.
_TEMPLATES = """
c-2, c-1, c0, c1, c2, c-2 c-1, c-1 c0, c0 c1, c1 c2, c-1 c1,
c-2 c-1 c0, c-1 c0 c1, c0 c1 c2, c-3 c-2 c-1, c1 c2 c3,
b0 w0, b0 w-1, b0 w1, b0 w-1 w0, b0 w0 w1, b0 b-1 b1 z0, b0 w-2, b0 w2,
n0, n0 c0, b0 s-1, b0 s1, n0 s-1 s1, b0 s-1 w1, b0 s1 w-1, b0 s-1 s-2, b0 s1 s2, b0 s-1 s1 z0,
k-1 k0, k0 k1, k-1 k0 k1, k-2 k-1 k0, k0 k1 k2, k-2 k-1 k0 k1 k2,
k-1 c0, k-2 k-1 c0, c-1 k0, k0 c1, c-1 k0 k1, c-1 k0 k1 k2, k-2 k-1 k0 c1, k-1 k0 c1,
r0 q0, r0 q0 b0, b0 z-1 z0 z1, b0 z-2 z-1 z0 z1 z2, k0 b0 z-1 z0 z1,
b0 g0, b0 g-1, b0 g1, b0 g-1 g0, b0 g0 g1, b0 g-1 g1, b0 g-2, b0 g2, b0 g-2 g-1, b0 g1 g2, b0 g-1 g0 g1
"""
_PARTS = sorted((part.split() for part in _TEMPLATES.split(",")), key=len)

TEMPLATES = len(_PARTS)
"""Number of keys a character has."""

_NAMES = sorted({name for parts in _PARTS for name in parts})
_SEEDS = np.array(
    [[(number + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF] for number in range(TEMPLATES)], dtype=np.uint64
)
# For each place in a template: the first template that has so many parts, and the rows of properties.
_STEPS = [
    (
        next(number for number, parts in enumerate(_PARTS) if len(parts) > place),
        [_NAMES.index(parts[place]) for parts in _PARTS if len(parts) > place],
    )
    for place in range(len(_PARTS[-1]))
]

# Senses of the lexicon's matches. Of persons the model is told nothing: it has to find those that no
# list holds.
_KINDS = {"side": 1, "title": 5, "head": 5, "organ": 6, "short": 7, "word": 8, "trigger": 9}
_LABELS = {"COUNTRY": 1, "PLACE": 2, "INSTITUTION": 3, "EVENT": 4}
_NOTHING, _OUTSIDE = 99, 9
_LONGEST_WORD, _LONGEST_RUN, _FARTHEST_IN_RUN = 4, 8, 3
_DIGIT, _LETTER, _DOT, _OTHER, _HAN = 1, 2, 3, 4, 8
_NUMERALS = frozenset("零〇一二三四五六七八九十百千万亿两几第")
_EDGE = 3


def feature_keys(doc: Doc, lexicon: Lexicon, clusters: Clusters) -> Keys:
    """The keys of all characters of a document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        From kgraph's tokenizer.
    lexicon : Lexicon
    clusters : Clusters

    Returns
    -------
    numpy.ndarray of uint64
        ``(TEMPLATES, len(doc.text))``.
    """
    length = len(doc._.folded)
    if not length:
        return np.zeros((TEMPLATES, 0), np.uint64)
    properties = _of_characters(doc._.folded) | _of_words(doc, lexicon, clusters)
    table = np.stack([properties[name] for name in _NAMES])
    # The constants are those of splitmix64.
    keys = np.repeat(_SEEDS, length, axis=1)
    for first, rows in _STEPS:
        mixed = keys[first:]
        mixed ^= table[rows]
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    return keys


def _of_characters(folded: str) -> dict[str, Keys]:
    length = len(folded)
    characters = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _classes()[np.minimum(characters, 0xFFFF)]
    run, place = _runs((classes >= _HAN) & ((classes & 2) > 0) | (classes == _DOT))
    found = {"r0": run, "q0": place}
    for letter, values in (("c", characters), ("k", classes)):
        padded = _edged(values.astype(np.uint64), 0, _EDGE)
        for offset in range(-_EDGE, _EDGE + 1):
            found[f"{letter}{offset}"] = padded[_EDGE + offset : _EDGE + offset + length]
    return found


def _of_words(doc: Doc, lexicon: Lexicon, clusters: Clusters) -> dict[str, Keys]:
    folded: str = doc._.folded
    words = [folded[start:end] for start, end in zip([0, *doc._.ends], doc._.ends, strict=False)]
    ends = np.array(doc._.ends)
    starts = np.concatenate([[0], ends[:-1]])
    index = np.repeat(np.arange(len(starts)), ends - starts)
    place = np.arange(len(folded)) - starts[index]
    sizes = ends - starts
    size = sizes[index]
    # B, M, E, S of the word that holds the character.
    part = np.where(size == 1, 3, np.where(place == 0, 0, np.where(place == size - 1, 2, 1)))
    around = _edged(part.astype(np.uint64), _OUTSIDE, 1)
    known = _known(doc, lexicon, len(folded))
    found = {"b-1": around[:-2], "b0": around[1:-1], "b1": around[2:], "n0": known}
    for letter, values, filler in (
        ("w", np.array([word_key(word) for word in words], dtype=np.uint64), 0),
        ("s", known[starts], _NOTHING),
        ("g", clusters.of(words), 0),
        ("z", np.minimum(sizes, _LONGEST_WORD).astype(np.uint64), 0),
    ):
        padded = _edged(values, filler, _EDGE)
        for offset in range(-2, 3):
            found[f"{letter}{offset}"] = padded[_EDGE + index + offset]
    return found


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


@cache
def _classes() -> NDArray[np.uint8]:
    """The class of each character of the basic plane: what may begin a Chinese or spell a foreign name."""
    table = np.full(0x10000, _OTHER, dtype=np.uint8)
    surnames, spelling = all_surnames(), transliteration_characters()
    for code in range(0x10000):
        char = chr(code)
        if "一" <= char <= "鿿":
            table[code] = _HAN + (char in surnames) + 2 * (char in spelling) + 4 * (char in _NUMERALS)
        elif char.isdigit():
            table[code] = _DIGIT
        elif char.isascii() and char.isalpha():
            table[code] = _LETTER
        elif char == "·":
            table[code] = _DOT
    return table


def _runs(inside: NDArray[np.bool_]) -> tuple[Keys, Keys]:
    """For each character the length of the run that it is in, and its place there; zero outside."""
    length, place = np.zeros(len(inside), np.uint64), np.zeros(len(inside), np.uint64)
    position = 0
    for within, group in groupby(inside.tolist()):
        size = sum(1 for _ in group)
        if within:
            length[position : position + size] = min(size, _LONGEST_RUN)
            place[position : position + size] = np.minimum(np.arange(size), _FARTHEST_IN_RUN)
        position += size
    return length, place


def _edged(values: Keys, filler: int, width: int) -> Keys:
    edge = np.full(width, filler, np.uint64)
    return np.concatenate([edge, values, edge])
