"""A linear-chain CRF: the weight of each tag at each character, and the best tags of a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Crf"]

_BUCKET_BITS = 21
_SHIFT = np.uint64(64 - _BUCKET_BITS)
# Longer stretches are cut, so that one sentence without an end costs no more than many.
_LONGEST = 256
# Characters that are looked up at once: the tables of a longer text would not fit the caches.
_PIECE = 4096


class Crf:
    """A row of weights for each feature key, and weights for each pair of tags.

    Parameters
    ----------
    arrays : mapping of str to numpy.ndarray
        ``tags``, sorted ``keys`` (uint64), ``weights`` (int8, a row a key), ``scale`` and
        ``transitions``.

    Attributes
    ----------
    tags : tuple of str
        ``O``, and B-, I-, E-, S- with each label.

    Raises
    ------
    KeyError, ValueError
        If an array is missing, or does not fit the others.
    """

    def __init__(self, arrays: Mapping[str, Any]) -> None:
        self.tags = tuple(str(tag) for tag in arrays["tags"])
        self._keys = arrays["keys"]
        self._scale = float(arrays["scale"])
        # A row for each tag that is gone to: the best way into it is looked for along the row.
        self._into = np.ascontiguousarray(arrays["transitions"].astype(np.float32).T)
        count = len(self._keys)
        if arrays["weights"].shape != (count, len(self.tags)):
            raise ValueError("the weights do not fit keys and tags")
        # One row more, of zeros, for a key that the model has not.
        self._weights = np.concatenate([arrays["weights"], np.zeros((1, len(self.tags)), np.int8)])
        sizes = np.bincount((self._keys >> _SHIFT).astype(np.int64), minlength=1 << _BUCKET_BITS)
        self._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)

    def emissions(self, keys: NDArray[np.uint64]) -> NDArray[np.float32]:
        """The weight of each tag at each character.

        Parameters
        ----------
        keys : numpy.ndarray of uint64
            ``(templates, characters)``.

        Returns
        -------
        numpy.ndarray of float32
            ``(characters, len(tags))``.
        """
        length = keys.shape[1]
        sums = np.zeros((length, len(self.tags)), dtype=np.int32)
        for start in range(0, length, _PIECE):
            rows = self._rows(keys[:, start : start + _PIECE])
            # Not self._weights[rows], which is the same and takes four times as long.
            self._weights.take(rows, axis=0).sum(axis=0, dtype=np.int32, out=sums[start : start + _PIECE])
        weighted: NDArray[np.float32] = sums.astype(np.float32) * np.float32(self._scale)
        return weighted

    def _rows(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The row of each key; the last one, which is zero, for a key that the model has not."""
        bucket = (keys >> _SHIFT).astype(np.int32)
        first, end = self._starts.take(bucket).ravel(), self._starts.take(bucket + 1).ravel()
        found = np.full(keys.size, len(self._keys), np.int32)
        where = np.flatnonzero(first < end)
        row, last, wanted = first.take(where), end.take(where), keys.take(where)
        while len(where):
            hit = self._keys.take(row) == wanted
            found[where[hit]] = row[hit]
            row += np.int32(1)
            left = np.flatnonzero(~hit & (row < last))
            where, row, last, wanted = where.take(left), row.take(left), last.take(left), wanted.take(left)
        return found.reshape(keys.shape)

    def decode(
        self, emissions: NDArray[np.float32], stretches: Sequence[tuple[int, int]]
    ) -> NDArray[np.int64]:
        """The best tag of each character, stretch by stretch (Viterbi, all stretches at once).

        Parameters
        ----------
        emissions : numpy.ndarray
            ``(length, len(tags))``.
        stretches : sequence of (int, int)
            Sentences, half-open; outside of them the tag is ``O``.

        Returns
        -------
        numpy.ndarray of int
            Numbers of tags, one a character.
        """
        best = np.full(len(emissions), self.tags.index("O"), dtype=np.int64)
        cut = [
            (start, min(start + _LONGEST, end))
            for first, end in stretches
            for start in range(first, end, _LONGEST)
        ]
        # Of like lengths together, so that little is padded.
        cut.sort(key=lambda stretch: stretch[1] - stretch[0])
        for first in range(0, len(cut), 64):
            self._decode(emissions, cut[first : first + 64], best)
        return best

    def _decode(
        self, emissions: NDArray[np.float32], stretches: Sequence[tuple[int, int]], best: NDArray[np.int64]
    ) -> None:
        """Stretches rise in length, so that those that reach a step are the last ones: slices, no lists."""
        starts = np.array([start for start, _ in stretches])
        sizes = np.array([end - start for start, end in stretches])
        longest, count = int(sizes[-1]), len(stretches)
        first = np.searchsorted(sizes, np.arange(longest), side="right").tolist()
        # By step, each stretch beside the others; what is behind the end of one is never looked at.
        places = np.minimum(starts + np.arange(longest)[:, None], len(emissions) - 1)
        given = emissions[places]
        back = np.zeros((longest, count, len(self.tags)), dtype=np.intp)
        score = given[0]
        for step in range(1, longest):
            alive = score[first[step] :]
            paths = alive[:, None, :] + self._into
            paths.argmax(axis=2, out=back[step, first[step] :])
            np.add(paths.max(axis=2), given[step, first[step] :], out=alive)
        tag = score.argmax(axis=1)
        numbers = np.arange(count)
        found = np.empty((longest, count), dtype=np.int64)
        for step in range(longest - 1, -1, -1):
            alive = tag[first[step] :]
            found[step, first[step] :] = alive
            alive[:] = back[step, numbers[first[step] :], alive]
        for number, (start, end) in enumerate(stretches):
            best[start:end] = found[: end - start, number]
