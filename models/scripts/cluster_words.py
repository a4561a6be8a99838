"""Group words by the company they keep, without any annotation.

    python models/scripts/cluster_words.py models/work/words models/work/clusters.npz

A word is described by how much more often than by chance each of the commonest words stands one or
two places before or behind it (positive pointwise mutual information), reduced to 100 dimensions and
put into one of 1,000 clusters (k-means). Rare words thus share what is learnt of common ones.

Levy, Goldberg, Dagan 2015, Improving Distributional Similarity with Lessons Learned from Word
Embeddings, TACL 3, for the measure and its exponent.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd

from kgraph.language.ner.clusters import word_key

LEAST = 5
WORDS, CONTEXTS = 40_000, 5_000
OFFSETS = (-2, -1, 1, 2)
DIMENSIONS, CLUSTERS = 100, 1_000
SMOOTHING = 0.75
SEED = 1


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", type=Path, help="folder of files of words")
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    vocabulary, numbers = count(options.words)
    print(f"{len(numbers):,} words, {len(vocabulary):,} kept", flush=True)
    left, values, _ = randomized_svd(
        associations(numbers, len(vocabulary)), DIMENSIONS, n_iter=4, random_state=SEED
    )
    vectors = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    means = MiniBatchKMeans(CLUSTERS, random_state=SEED, n_init=3, batch_size=4096, max_iter=60)
    clusters = means.fit_predict(vectors) + 1
    keys = np.array([word_key(word) for word in vocabulary], dtype=np.uint64)
    order = np.argsort(keys)
    np.savez_compressed(options.target, keys=keys[order], numbers=clusters[order].astype(np.uint16))


def sentences(folder: Path) -> Iterator[list[str]]:
    """The sentences of all files, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield line.split()


def count(folder: Path) -> tuple[list[str], NDArray[np.int32]]:
    """The commonest words, and the text as their numbers: -1 for others, two -2 between sentences."""
    counts: Counter[str] = Counter()
    for words in sentences(folder):
        counts.update(words)
    common = [word for word, times in counts.items() if times >= LEAST]
    vocabulary = sorted(common, key=lambda word: (-counts[word], word))[:WORDS]
    number = {word: place for place, word in enumerate(vocabulary)}
    numbers: list[int] = []
    for words in sentences(folder):
        numbers += [number.get(word, -1) for word in words]
        numbers += (-2, -2)
    return vocabulary, np.array(numbers, dtype=np.int32)


def associations(numbers: NDArray[np.int32], size: int) -> sparse.csr_matrix:
    """For each word and each context how much more often than by chance they meet, if more often."""
    tables = []
    for offset in OFFSETS:
        near = np.roll(numbers, -offset)
        kept = (numbers >= 0) & (near >= 0) & (near < CONTEXTS)
        ones = np.ones(int(kept.sum()), np.float32)
        tables.append(sparse.csr_matrix((ones, (numbers[kept], near[kept])), shape=(size, CONTEXTS)))
    together = sparse.hstack(tables).tocoo()
    words = np.asarray(together.sum(axis=1)).ravel()
    contexts = np.asarray(together.sum(axis=0)).ravel() ** SMOOTHING
    chance = words[together.row] * contexts[together.col] / contexts.sum()
    values = np.log(together.data / chance)
    kept = values > 0
    return sparse.csr_matrix((values[kept], (together.row[kept], together.col[kept])), shape=together.shape)


if __name__ == "__main__":
    main()
