"""The trainer against sums over all paths, and on a task that it must learn."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from crf_training import Batch, Settings, batches_of, expectations, train
from hypothesis import given, settings
from hypothesis import strategies as st

weights = st.floats(-3, 3, width=32)
ALLOWED = np.array([[True, True, False], [True, False, True], [True, True, True]])


@settings(max_examples=30, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    moves=st.lists(st.lists(weights, min_size=3, max_size=3), min_size=3, max_size=3),
    data=st.data(),
)
def test_expectations_are_those_over_all_paths(
    sizes: list[int], moves: list[list[float]], data: st.DataObject
) -> None:
    total = sum(sizes)
    rows = data.draw(st.lists(st.lists(weights, min_size=3, max_size=3), min_size=total, max_size=total))
    emissions = np.array(rows, np.float32)
    ends = np.cumsum(sizes).tolist()
    spans = list(zip([0, *ends], ends, strict=False))
    batch = Batch(np.ones((total, 1), np.int32), np.zeros(total, np.int64), spans)
    steps = np.where(ALLOWED, np.exp(np.array(moves, np.float32)), 0).astype(np.float32)
    marginals, pairs, logarithm = expectations(emissions, batch, steps)

    wanted, wanted_pairs, wanted_logarithm = np.zeros((total, 3)), np.zeros((3, 3)), 0.0
    for start, end in spans:
        chances = {}
        for path in product(range(3), repeat=end - start):
            if all(ALLOWED[one, other] for one, other in pairwise(path)):
                score = sum(emissions[start + place, tag] for place, tag in enumerate(path))
                score += sum(moves[one][other] for one, other in pairwise(path))
                chances[path] = np.exp(float(score))
        whole = sum(chances.values())
        wanted_logarithm += np.log(whole)
        for path, chance in chances.items():
            for place, tag in enumerate(path):
                wanted[start + place, tag] += chance / whole
            for pair in pairwise(path):
                wanted_pairs[pair] += chance / whole
    assert marginals == pytest.approx(wanted, abs=1e-4)
    assert pairs == pytest.approx(wanted_pairs, abs=1e-3)
    assert logarithm == pytest.approx(wanted_logarithm, abs=1e-3)


def learnt(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Feature 1 tells tag 1, feature 2 tag 0; tag 2 follows tag 1 and has no feature of its own."""
    features = np.array([[1], [3], [2], [2], [1], [3]] * 20, np.int32)
    tags = np.array([1, 2, 0, 0, 1, 2] * 20)
    sentences = [(start, start + 6) for start in range(0, 120, 6)]
    random = np.random.default_rng(seed)
    batches = list(batches_of(features, tags, sentences, 5, random))
    return train(batches, 4, ALLOWED, Settings(30, 2, 0.3, 0.1, 0.01, 5), random)


def test_what_the_data_say_is_learnt() -> None:
    rows, moves = learnt(1)
    assert rows[1].argmax() == 1
    assert rows[2].argmax() == 0
    assert moves[1, 2] > moves[1, 0]
    assert not rows[0].any()


def test_the_same_seed_gives_the_same_model() -> None:
    for one, other in zip(learnt(3), learnt(3), strict=True):
        assert (one == other).all()


def test_pairs_do_not_reach_over_sentences() -> None:
    batch = Batch(np.ones((4, 1), np.int32), np.array([0, 1, 2, 0]), [(0, 2), (2, 4)])
    assert batch.pairs(3).tolist() == [[0, 1, 0], [0, 0, 0], [1, 0, 0]]
