"""Train the model of names.

    python models/scripts/train_ner.py models/configs/ner.cfg TRAIN.bio.gz models/work/tokenizer \
        models/work/clusters.npz models/work/kgraph_ner_v1

``TRAIN`` holds ``char TAG`` lines (MSRA). The features are those of `kgraph.language.ner`, so that what
is learnt is what the component sees. The same inputs give the same model.
"""

from __future__ import annotations

import argparse
import time
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
from corpora import tagged_sentences
from crf_training import Settings, batches_of, train
from numpy.typing import NDArray
from spacy.util import load_config
from spans import bioes
from tokenizing import news_tokenizer

from kgraph.language.ner import FORMAT, Clusters, feature_keys

IMPOSSIBLE = -1000.0


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("config", type=Path)
    parser.add_argument("train", type=Path)
    parser.add_argument("segmenter", type=Path)
    parser.add_argument("clusters", type=Path)
    parser.add_argument("target", type=Path, help="folder for names.npz")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="other files of such lines")
    parser.add_argument("--sentences", type=int, help="only the first so many, to compare settings")
    options = parser.parse_args()
    config = load_config(options.config)
    start = time.perf_counter()
    with np.load(options.clusters) as stored:
        clusters = dict(stored)
    given = [one for path in (options.train, *options.more) for one in tagged_sentences(path)]
    texts, tags = zip(*given[: options.sentences], strict=True)
    keys = read_keys(texts, options.segmenter, Clusters(**clusters))
    print(f"{len(texts):,} sentences, {len(keys):,} characters, {time.perf_counter() - start:.0f} s")
    vocabulary, times = np.unique(keys, return_counts=True)
    vocabulary = vocabulary[times >= config["features"]["least"]]
    names = sorted({tag for sentence in tags for tag in bioes(sentence)}, key=lambda tag: (tag != "O", tag))
    allowed = np.array([[may_follow(first, second) for second in names] for first in names])
    settings = dict(config["training"])
    random = np.random.default_rng(settings.pop("seed"))
    batches = list(
        batches_of(
            numbered(keys, vocabulary),
            np.array([names.index(tag) for sentence in tags for tag in bioes(sentence)]),
            list(pairwise(accumulate(map(len, texts), initial=0))),
            settings["sentences"],
            random,
        )
    )
    del keys
    print(f"{len(vocabulary):,} features, {len(batches)} batches, {time.perf_counter() - start:.0f} s")
    weights, moves = train(batches, len(vocabulary) + 1, allowed, Settings(**settings), random)
    step = config["features"]["step"]
    keys, rows = pruned(vocabulary, weights[1:], config["features"]["spread"], step)
    options.target.mkdir(parents=True, exist_ok=True)
    with (options.target / "names.npz").open("wb") as stream:
        np.savez_compressed(
            stream,
            format=np.int64(FORMAT),
            tags=np.array(names),
            keys=keys,
            weights=rows,
            scale=np.float32(step),
            transitions=np.where(allowed, moves, np.float32(IMPOSSIBLE)),
            **{f"cluster_{name}": values for name, values in clusters.items()},
        )
    print(f"{len(keys):,} features kept, {time.perf_counter() - start:.0f} s")


def read_keys(texts: tuple[str, ...], segmenter: Path, clusters: Clusters) -> NDArray[np.uint64]:
    """The keys of all characters of all sentences, ``(characters, templates)``."""
    tokenizer = news_tokenizer(segmenter)
    return np.concatenate(
        [np.ascontiguousarray(feature_keys(tokenizer(text), tokenizer.lexicon, clusters).T) for text in texts]
    )


def numbered(keys: NDArray[np.uint64], vocabulary: NDArray[np.uint64]) -> NDArray[np.int32]:
    """The number of each key in the vocabulary, from 1; 0 for one that is not there."""
    features = np.empty(keys.shape, np.int32)
    for column in range(keys.shape[1]):
        place = np.minimum(np.searchsorted(vocabulary, keys[:, column]), len(vocabulary) - 1)
        features[:, column] = np.where(vocabulary[place] == keys[:, column], place + 1, 0)
    return features


def pruned(
    keys: NDArray[np.uint64], weights: NDArray[np.float32], spread: float, step: float
) -> tuple[NDArray[np.uint64], NDArray[np.int8]]:
    """Keys that matter, and their weights in steps.

    What all tags have in common changes no decision: each row is centred first.
    """
    kept = np.ptp(weights, axis=1) >= spread
    rows = weights[kept] - weights[kept].mean(axis=1, keepdims=True)
    return keys[kept], np.clip(np.round(rows / step), -127, 127).astype(np.int8)


def may_follow(first: str, second: str) -> bool:
    """Whether a tag may stand behind another one."""
    if second[0] in "IE":
        return first[0] in "BI" and first[2:] == second[2:]
    return first[0] in "OES"


if __name__ == "__main__":
    main()
