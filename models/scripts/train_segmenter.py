"""Train the segmentation model.

    python models/scripts/train_segmenter.py CORPORA models/work/tokenizer

Two corpora with two conventions. UD_Chinese-GSDSimp (the words of Universal NER) gives the convention;
the SXU corpus, which is newspaper text, gives boundaries that GSDSimp never saw. A first model, trained
on GSDSimp alone, cuts the SXU text; where its words cross SXU's, SXU's boundaries are taken, elsewhere
its own cut is kept. The second model, trained on both, is pruned to the features that matter.

Takes about 20 minutes on one core, 3 GiB of memory.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import spacy_pkuseg
import srsly
from corpora import line_words, sentences

from kgraph.script import fold

ITERATIONS = 15
# A feature whose weights differ between the tags by less than this changes no cut: words F1 on the
# GSDSimp test falls from 0.9394 to 0.9386, the size from 57 to 8 MB.
LEAST_SPREAD = 0.1
WEIGHT_STEP = 1 / 128


def folded(words: list[str]) -> list[str]:
    """The words as kgraph's tokenizer sees them: simplified, half-width."""
    text = fold("".join(words))
    return [text[end - len(word) : end] for word, end in zip(words, accumulate(map(len, words)), strict=True)]


def relabelled(words: list[str], segmenter: spacy_pkuseg.pkuseg) -> list[str]:
    """The words of a sentence in the segmenter's convention, where that does not contradict theirs."""
    text = "".join(words)
    cut = segmenter.cut(text)
    if "".join(cut) != text:
        return words
    given = list(accumulate(map(len, words)))
    edges = {0, *given}
    word_of = {place: (end - len(word), end) for word, end in zip(words, given, strict=True)
               for place in range(end - len(word), end)}  # fmt: skip
    ends: set[int] = set()
    crossed: set[tuple[int, int]] = set()
    start = 0
    for end in accumulate(map(len, cut)):
        if (start in edges and end in edges) or word_of[start] == word_of[end - 1]:
            ends |= {start, end}
        else:
            crossed |= {word_of[place] for place in range(start, end)}
        start = end
    for start, end in crossed:
        ends = {place for place in ends if not start < place < end} | {start, end}
        ends |= {start + place for place in accumulate(map(len, segmenter.cut(text[start:end])))}
    bounds = sorted(ends | {0, len(text)})
    return [text[start:end] for start, end in pairwise(bounds)]


def train(sentences: Path, test: Path, target: Path) -> None:
    """Run pkuseg's trainer, the same way every time."""
    random.seed(0)
    spacy_pkuseg.train(str(sentences), str(test), str(target), train_iter=ITERATIONS)


def prune(source: Path, target: Path) -> None:
    """Keep the features that matter, their weights in steps, and drop what only training needs."""
    features = srsly.read_msgpack(source / "features.msgpack")
    with np.load(source / "weights.npz") as stored:
        tags, total = map(int, stored["sizes"])
        weights = stored["w"]
    nodes, edges = weights[: tags * total].reshape(total, tags), weights[tags * total :]
    spread = nodes.max(axis=1) - nodes.min(axis=1)
    # Feature 0 stands for "none" and must keep its place.
    kept = sorted((number, name) for name, number in features["feature_to_idx"].items()
                  if number == 0 or spread[number] >= LEAST_SPREAD)  # fmt: skip
    chosen = nodes[[number for number, _ in kept]]
    chosen = np.round((chosen - chosen.mean(axis=1, keepdims=True)) / WEIGHT_STEP) * WEIGHT_STEP
    features["feature_to_idx"] = {name: number for number, (_, name) in enumerate(kept)}
    features["bigram"] = []
    target.mkdir(parents=True, exist_ok=True)
    srsly.write_msgpack(target / "features.msgpack", features)
    np.savez_compressed(
        target / "weights.npz", sizes=np.array([tags, len(kept)]), w=np.concatenate([chosen.ravel(), edges])
    )


def write(sentences: Iterator[list[str]], path: Path, mode: str = "w") -> None:
    """Write or append sentences, words with spaces between."""
    with path.open(mode, encoding="utf-8") as lines:
        lines.writelines(" ".join(words) + "\n" for words in sentences)


def main() -> None:
    """Train, relabel, train again, prune."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, help="folder with ner/uner_gsdsimp and segmentation/sxu")
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    gsd = arguments.corpora / "ner" / "uner_gsdsimp"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write(
            (folded(words) for _, words in sentences(gsd / "zh_gsdsimp-ud-train.iob2.gz")), work / "train.txt"
        )
        write((folded(words) for _, words in sentences(gsd / "zh_gsdsimp-ud-dev.iob2.gz")), work / "dev.txt")
        train(work / "train.txt", work / "dev.txt", work / "first")
        segmenter = spacy_pkuseg.pkuseg(str(work / "first"), user_dict=None)
        sxu = map(folded, line_words(arguments.corpora / "segmentation" / "sxu" / "train.txt.gz"))
        shutil.copy(work / "train.txt", work / "both.txt")
        write((relabelled(words, segmenter) for words in sxu), work / "both.txt", "a")
        train(work / "both.txt", work / "dev.txt", work / "second")
        prune(work / "second", arguments.target)


if __name__ == "__main__":
    main()
