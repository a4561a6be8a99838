"""Words that stand in like contexts share a number: what unlabelled text teaches of rare words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["Clusters", "clustered", "word_key"]

_FIGURES = re.compile("[0-9]+")


class Clusters:
    """A table from words to numbers of clusters.

    Parameters
    ----------
    keys : numpy.ndarray of uint64
        :func:`word_key` of each word, :func:`clustered`, rising.
    numbers : numpy.ndarray of int
        The cluster of each, from 1.
    """

    def __init__(self, keys: NDArray[np.uint64], numbers: NDArray[np.uint16]) -> None:
        self._keys = keys
        self._numbers = numbers.astype(np.uint64)

    def of(self, words: Sequence[str]) -> NDArray[np.uint64]:
        """The cluster of each word, 0 for one that is not in the table."""
        keys = np.array([word_key(clustered(word)) for word in words], dtype=np.uint64)
        if not len(self._keys):
            return np.zeros(len(keys), np.uint64)
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[place] == keys, self._numbers[place], np.uint64(0))


def clustered(word: str) -> str:
    """What of a word has a cluster: all its figures are one 0.

    Examples
    --------
    >>> clustered("2023年")
    '0年'
    """
    return _FIGURES.sub("0", word)


@lru_cache(maxsize=1 << 17)
def word_key(word: str) -> int:
    """FNV-1a over code points, 64 bits; Python's own hash is another one in each process.

    Examples
    --------
    >>> word_key("外长") == word_key("外长"), word_key("外长") == word_key("长外")
    (True, False)
    """
    hashed = 14695981039346656037
    for char in word:
        hashed = (hashed ^ ord(char)) * 1099511628211 & 0xFFFFFFFFFFFFFFFF
    return hashed
