"""Sketches of texts: what is nearly the same shares bands, however it was printed.

A text is folded to one script, its letters are cut into shingles of a few characters, and MinHash
(Broder 1997; ``datasketch``) keeps the least of each of several dozen hashes of them. Two texts agree in a
hash as often as they share shingles. Hashes are taken together in bands: two texts whose shingles agree to
the share s have s^3 of the bands of three in common. Bands are rows of a table, so that a database finds
what is alike by a join, and a table made elsewhere is simply added.

Each band is salted with what tells two stories of one form apart: the names in the text, its numbers, and
its negations. 王毅会见A and 王毅会见B have no band in common, however long the rest of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b

import numpy as np
from datasketch import MinHash

from kgraph.records import Document, Mention, Relation, Sentence, Sketch
from kgraph.script import fold

__all__ = ["BANDS", "minhash", "sketches"]

BANDS = 16
"""Bands of a sketch."""

_ROWS = 3
# What has fewer letters says too little for its wording to be telling.
_LEAST_OF_SENTENCE, _LEAST_OF_DOCUMENT = 24, 80

_NO_LETTERS = re.compile(r"[\W_]+")
# A lone 一 is mostly no number: 一些, 一致, 进一步.
_NUMBERS = re.compile(
    r"[0-9]+(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百千万亿]{2,}|[〇零二两三四五六七八九十百千万亿]"
)
_NEGATIONS = re.compile(r"[不未没无非否勿拒]")

# Odd factors for the characters of a shingle; datasketch mixes the sum.
_PRIMES = np.array([2_654_435_761, 2_246_822_519, 3_266_489_917], dtype=np.uint32)


def sketches(
    document: Document,
    sentences: Iterable[Sentence],
    mentions: Iterable[Mention],
    relations: Iterable[Relation],
) -> Iterator[Sketch]:
    """The sketches of a document as a whole, and of each of its sentences that is evidence.

    Parameters
    ----------
    document : Document
    sentences, mentions, relations : iterable
        Of the document.

    Yields
    ------
    Sketch
        First that of the document.
    """
    folded = fold(document.text)
    named = [(one.start, one.end, one.entity) for one in mentions if one.source != "reference"]
    told = {one.sentence for one in relations}
    names = {entity for _, _, entity in named}
    yield Sketch(document.id, "document", document.id, _bands(folded, names, _LEAST_OF_DOCUMENT))
    for one in sentences:
        if one.index in told:
            names = {entity for start, end, entity in named if one.start <= start and end <= one.end}
            bands = _bands(folded[one.start : one.end], names, _LEAST_OF_SENTENCE)
            if bands:
                yield Sketch(document.id, "sentence", one.key, bands)


def minhash(letters: str) -> MinHash:
    """The MinHash of a text's shingles, the same on every machine.

    Parameters
    ----------
    letters : str
        Of at least one shingle.

    Examples
    --------
    >>> minhash("王毅会见法国外长").jaccard(minhash("王毅会见法国外长"))
    1.0
    """
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    first, second, third = _PRIMES
    shingles = codes[:-2] * first + codes[1:-1] * second + codes[2:] * third
    made = _empty().copy()
    made.update_batch(shingles.tolist())
    return made


@cache
def _empty() -> MinHash:
    return MinHash(BANDS * _ROWS, seed=1, hashfunc=int, scheme="affine32")


def _bands(folded: str, names: set[str], least: int) -> list[int]:
    """The bands of a text; none if it has too few letters."""
    letters = _NO_LETTERS.sub("", folded)
    if len(letters) < least:
        return []
    numbers = sorted(set(_NUMBERS.findall(folded)))
    apart = "\n".join([*sorted(names), *numbers, str(len(_NEGATIONS.findall(folded)))])
    salt = blake2b(apart.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    rows = minhash(letters).hashvalues.astype("<u4").reshape(BANDS, _ROWS)
    # The number of the band is part of it, so that bands are compared wherever they stand.
    digests = (
        blake2b(row.tobytes() + bytes([band]), digest_size=8, key=salt).digest()
        for band, row in enumerate(rows)
    )
    # 63 bits: a signed number everywhere.
    return [int.from_bytes(digest, "big") >> 1 for digest in digests]
