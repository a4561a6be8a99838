"""Train a linear-chain CRF: maximum likelihood by AdaGrad, over batches of sentences.

Each character has one feature a template; a share of them is left out at random in each step, so that
no single feature (the very word, mostly) carries a decision that others could share: names that the
training never saw have only the others.

Sutton, Sindelar, McCallum 2006, Reducing Weight Undertraining in Structured Discriminative Learning
(HLT-NAACL), for why; Duchi, Hazan, Singer 2011 (JMLR 12) for AdaGrad.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["Batch", "Settings", "batches_of", "train"]

Floats = NDArray[np.float32]

_SMALL = 1e-2


@dataclass(frozen=True)
class Settings:
    """How to train.

    Attributes
    ----------
    epochs : int
    averaged : int
        The weights are the means of those after so many last epochs.
    rate : float
    dropout : float
        Share of the features that is left out in a step.
    penalty : float
        Half of it times the squares of all weights is added to the loss of an epoch.
    sentences : int
        Of a batch.
    """

    epochs: int
    averaged: int
    rate: float
    dropout: float
    penalty: float
    sentences: int


class Batch:
    """Sentences of like length: their features as a sparse matrix, their tags.

    Parameters
    ----------
    features : numpy.ndarray of int
        ``(characters, templates)``, numbers of features, 0 for one that is not trained.
    tags : numpy.ndarray of int
        One a character.
    sentences : sequence of (int, int)
        Rows of each sentence, half-open.
    """

    def __init__(
        self, features: NDArray[np.int32], tags: NDArray[np.int64], sentences: Sequence[tuple[int, int]]
    ) -> None:
        rows = np.concatenate([np.arange(start, end) for start, end in sentences])
        chosen = features[rows]
        self.features, columns = np.unique(chosen, return_inverse=True)
        trained = chosen > 0
        starts = np.concatenate([[0], np.cumsum(trained.sum(axis=1))])
        self.matrix = sparse.csr_matrix(
            (np.ones(starts[-1], np.float32), columns.reshape(chosen.shape)[trained], starts),
            shape=(len(rows), len(self.features)),
        )
        self.tags = tags[rows]
        self.sizes = np.array([end - start for start, end in sentences])
        # Row of each character of each sentence; behind a sentence's end a row that is none.
        self.places = np.full((len(sentences), int(self.sizes.max())), len(rows))
        first = 0
        for number, size in enumerate(self.sizes.tolist()):
            self.places[number, :size] = np.arange(first, first + size)
            first += size

    def pairs(self, count: int) -> Floats:
        """How often each tag follows each other one, ``(count, count)``."""
        follows = np.ones(len(self.tags), bool)
        follows[np.concatenate([[0], np.cumsum(self.sizes)[:-1]])] = False
        where = np.flatnonzero(follows)
        pairs = np.zeros((count, count), np.float32)
        np.add.at(pairs, (self.tags[where - 1], self.tags[where]), 1)
        return pairs


def batches_of(
    features: NDArray[np.int32],
    tags: NDArray[np.int64],
    sentences: Sequence[tuple[int, int]],
    size: int,
    random: np.random.Generator,
) -> Iterator[Batch]:
    """Batches of `size` sentences, shuffled, those of like length together."""
    order = random.permutation(len(sentences))
    for first in range(0, len(order), 10 * size):
        group = [sentences[number] for number in order[first : first + 10 * size]]
        group.sort(key=lambda sentence: sentence[1] - sentence[0])
        for start in range(0, len(group), size):
            yield Batch(features, tags, group[start : start + size])


def train(
    batches: Sequence[Batch],
    features: int,
    allowed: NDArray[np.bool_],
    settings: Settings,
    random: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Train on all batches, `settings.epochs` times.

    Parameters
    ----------
    batches : sequence of Batch
    features : int
        Number of features, that of 0 included.
    allowed : numpy.ndarray of bool
        ``(tags, tags)``: whether the second may follow the first.
    settings : Settings
    random : numpy.random.Generator

    Returns
    -------
    weights, transitions : numpy.ndarray
        ``(features, tags)`` and ``(tags, tags)``.
    """
    count = len(allowed)
    weights, squares = np.zeros((features, count), np.float32), np.full((features, count), _SMALL, np.float32)
    moves, move_squares = np.zeros((count, count), np.float32), np.full((count, count), _SMALL, np.float32)
    mean_weights, mean_moves = np.zeros_like(weights), np.zeros_like(moves)
    # A feature is penalised in the batches that have it, in all of them together once.
    shares = np.zeros(features, np.float32)
    for batch in batches:
        shares[batch.features] += 1
    for epoch in range(settings.epochs):
        start, loss = time.perf_counter(), 0.0
        for number in random.permutation(len(batches)):
            batch = batches[number]
            matrix = batch.matrix.copy()
            kept = random.random(matrix.nnz, dtype=np.float32) >= settings.dropout
            matrix.data = kept.astype(np.float32) / (1 - settings.dropout)
            own = weights[batch.features]
            emissions = matrix @ own
            steps = np.where(allowed, np.exp(moves), 0).astype(np.float32)
            expected, pairs, total = expectations(emissions, batch, steps)
            told = np.arange(len(batch.tags)), batch.tags
            told_pairs = batch.pairs(count)
            loss += total - float(emissions[told].sum()) - float((told_pairs * moves).sum())
            expected[told] -= 1
            gradient = matrix.T @ expected
            gradient += (settings.penalty / shares[batch.features])[:, None] * own
            sums = squares[batch.features] + gradient * gradient
            squares[batch.features] = sums
            weights[batch.features] = own - settings.rate * gradient / np.sqrt(sums)
            gradient = pairs - told_pairs
            move_squares += gradient * gradient
            moves -= settings.rate * gradient / np.sqrt(move_squares)
        if epoch >= settings.epochs - settings.averaged:
            mean_weights += weights / settings.averaged
            mean_moves += moves / settings.averaged
        spent = time.perf_counter() - start
        print(f"epoch {epoch + 1}: loss {loss:,.0f}, {spent:.0f} s", flush=True)
    mean_weights[0] = 0
    return mean_weights, mean_moves


def expectations(emissions: Floats, batch: Batch, steps: Floats) -> tuple[Floats, Floats, float]:
    """Forward and backward through all sentences of a batch at once.

    Parameters
    ----------
    emissions : numpy.ndarray
        ``(characters, tags)``.
    batch : Batch
    steps : numpy.ndarray
        ``(tags, tags)``: the exponentials of the transitions, 0 for what may not be.

    Returns
    -------
    marginals : numpy.ndarray
        Probability of each tag of each character.
    pairs : numpy.ndarray
        Expected number of each pair of tags.
    total : float
        Logarithm of the partition function, summed over the sentences.
    """
    characters, count = emissions.shape
    longest = batch.places.shape[1]
    highest = emissions.max(axis=1, keepdims=True)
    factors = np.concatenate([np.exp(emissions - highest), np.ones((1, count), np.float32)])
    factors = factors[batch.places.T]
    alive = np.arange(longest)[:, None, None] < batch.sizes[None, :, None]
    forward, backward = np.empty_like(factors), np.empty_like(factors)
    scales = np.ones((*factors.shape[:2], 1), np.float32)
    for step in range(longest):
        reached = factors[step] if step == 0 else (forward[step - 1] @ steps) * factors[step]
        scales[step] = np.where(alive[step], reached.sum(axis=1, keepdims=True), 1)
        forward[step] = np.where(alive[step], reached / scales[step], forward[step - 1])
    backward[-1] = 1
    pairs = np.zeros((count, count), np.float32)
    for step in range(longest - 1, 0, -1):
        ahead = np.where(alive[step], factors[step] * backward[step] / scales[step], 0)
        pairs += forward[step - 1].T @ ahead
        backward[step - 1] = np.where(alive[step], ahead @ steps.T, 1)
    marginals = forward * backward
    marginals /= marginals.sum(axis=2, keepdims=True)
    result = np.empty((characters + 1, count), np.float32)
    result[batch.places.T] = marginals
    total = float(np.log(scales).sum(where=alive) + highest.sum())
    return result[:characters], pairs * steps, total
