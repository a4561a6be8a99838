"""A linear-chain CRF read from one file, and its best tags for a text."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kgraph.errors import ModelError

__all__ = ["Crf"]

_BUCKET_BITS = 20
# Longer stretches are cut, so that one sentence without an end costs no more than many.
_LONGEST = 256


class Crf:
    """The model: a row of weights for each feature key, and weights for each pair of tags.

    Parameters
    ----------
    path : pathlib.Path
        An ``npz`` file with ``tags``, sorted ``keys`` (uint64), ``weights`` (int16, a row a key),
        ``scale`` and ``transitions``.

    Attributes
    ----------
    tags : tuple of str
        ``O``, and B-, I-, E-, S- with each label.

    Raises
    ------
    ModelError
        If the file is missing or is no such model.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise ModelError(f"{path}: no such model; reinstall kgraph, or name a model folder that is whole")
        try:
            with np.load(path, allow_pickle=False) as stored:
                self.tags = tuple(str(tag) for tag in stored["tags"])
                self._keys = stored["keys"]
                self._weights = stored["weights"]
                self._scale = float(stored["scale"])
                self._transitions = stored["transitions"].astype(np.float32)
        except (OSError, ValueError, KeyError, BadZipFile, zlib.error) as error:
            raise ModelError(f"{path}: the model cannot be read ({error}); reinstall kgraph") from error
        if self._weights.shape != (len(self._keys), len(self.tags)):
            raise ModelError(f"{path}: the model is not whole; reinstall kgraph")
        buckets = np.arange((1 << _BUCKET_BITS) + 1, dtype=np.uint64) << np.uint64(64 - _BUCKET_BITS)
        buckets[-1] = np.uint64(0xFFFFFFFFFFFFFFFF)
        self._starts = np.searchsorted(self._keys, buckets).astype(np.int64)
        self._starts[-1] = len(self._keys)
        self._deepest = int(np.diff(self._starts).max(initial=0))

    def emissions(self, keys: Iterable[NDArray[np.uint64]], length: int) -> NDArray[np.float32]:
        """The weight of each tag at each character.

        Parameters
        ----------
        keys : iterable of numpy.ndarray
            Arrays of `length` keys, one a template.
        length : int

        Returns
        -------
        numpy.ndarray of float32
            ``(length, len(tags))``.
        """
        sums = np.zeros((length, len(self.tags)), dtype=np.int32)
        for column in keys:
            where, rows = self._rows(column)
            sums[where] += self._weights[rows]
        weighted: NDArray[np.float32] = sums.astype(np.float32) * np.float32(self._scale)
        return weighted

    def _rows(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places of the keys that the model has, and their rows."""
        bucket = (keys >> np.uint64(64 - _BUCKET_BITS)).astype(np.int64)
        row, end = self._starts[bucket], self._starts[bucket + 1]
        where = np.flatnonzero(row < end)
        found: list[NDArray[np.int64]] = []
        rows: list[NDArray[np.int64]] = []
        row, end = row[where], end[where]
        for _ in range(self._deepest):
            if not len(where):
                break
            hit = self._keys[row] == keys[where]
            found.append(where[hit])
            rows.append(row[hit])
            row = row + 1
            left = ~hit & (row < end)
            where, row, end = where[left], row[left], end[left]
        if not found:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        return np.concatenate(found), np.concatenate(rows)

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
        starts = np.array([start for start, _ in stretches])
        sizes = np.array([end - start for start, end in stretches])
        longest = int(sizes.max())
        back = np.zeros((longest, len(stretches), len(self.tags)), dtype=np.int8)
        score = emissions[starts].copy()
        for step in range(1, longest):
            alive = np.flatnonzero(sizes > step)
            paths = score[alive, :, None] + self._transitions[None]
            back[step, alive] = paths.argmax(axis=1)
            score[alive] = paths.max(axis=1) + emissions[starts[alive] + step]
        tag = score.argmax(axis=1)
        for step in range(longest - 1, -1, -1):
            alive = np.flatnonzero(sizes > step)
            best[starts[alive] + step] = tag[alive]
            tag[alive] = back[step, alive, tag[alive]]
