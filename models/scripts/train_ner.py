"""Train the model that finds names: a CRF over characters, with python-crfsuite.

    python models/scripts/train_ner.py TRAIN.bio.gz models/zh_kgraph_news/ner.npz [--silver FILE...]

``TRAIN`` holds ``char TAG`` lines (MSRA). ``--silver`` adds texts that kgraph itself labels with its
gazetteers and its grammar of titles (any input of ``kgraph build``; every `--every`-th document is
taken). The features are those of `kgraph.language.ner.feature_keys`, so that what is learnt is what
the component sees. The same inputs give the same model.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pycrfsuite
from spacy.language import Language
from spans import bioes, read_tagged

from kgraph.language import load
from kgraph.language.ner import feature_keys
from kgraph.language.tokenizer import tokenizer_of
from kgraph.reading import read
from kgraph.records import Document

# The labels of the corpora; EVENT has none there.
LABELS = {"PERSON": "PER", "COUNTRY": "LOC", "PLACE": "LOC", "INSTITUTION": "ORG"}
IMPOSSIBLE = -1000.0
Sample = tuple[np.ndarray, list[str]]


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--silver", nargs="*", type=Path, default=[])
    parser.add_argument("--every", type=int, default=6)
    parser.add_argument("--iterations", type=int, default=10)
    parser.add_argument("--least", type=int, default=2, help="how often a feature must be seen")
    options = parser.parse_args()
    # What is learnt must not lean on an older model.
    nlp = load(without=["kgraph_ner_v1"])
    samples = [*gold(nlp, options.train), *silver(nlp, options.silver, options.every)]
    random.Random(1).shuffle(samples)
    trainer = pycrfsuite.Trainer(algorithm="ap", verbose=True)
    trainer.set_params({"feature.minfreq": options.least, "max_iterations": options.iterations})
    for keys, tags in samples:
        trainer.append([[f"{key:x}" for key in row] for row in keys.tolist()], tags)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model.crf")
        trainer.train(path)
        export(path, options.model)


def gold(nlp: Language, path: Path) -> Iterator[Sample]:
    """The sentences of an annotated corpus."""
    tokenizer = tokenizer_of(nlp)
    for text, tags in read_tagged(path):
        yield np.stack(list(feature_keys(tokenizer(text), tokenizer.lexicon)), axis=1), bioes(tags)


def silver(nlp: Language, paths: list[Path], every: int) -> Iterator[Sample]:
    """Sentences in which kgraph finds names, with the labels that it gives them."""
    lexicon = tokenizer_of(nlp).lexicon
    for path in paths:
        for number, document in enumerate(read([path])):
            if number % every or not isinstance(document, Document):
                continue
            doc = nlp.make_doc(document.text)
            doc._.document = document
            keys = np.stack(list(feature_keys(doc, lexicon)), axis=1)
            for _, component in nlp.pipeline:
                doc = component(doc)
            tags = ["O"] * len(document.text)
            for found in doc._.mentions:
                if found.source != "reference" and found.label in LABELS:
                    label = LABELS[found.label]
                    tags[found.start : found.end] = [f"I-{label}"] * (found.end - found.start)
                    tags[found.start] = f"B-{label}"
            for sentence in doc.sents:
                start, end = sentence.start_char, sentence.end_char
                if any(tag != "O" for tag in tags[start:end]):
                    yield keys[start:end], bioes(tags[start:end])


def export(crfsuite_model: str, path: Path) -> None:
    """Write what `kgraph.language.ner.Crf` reads: sorted keys, a row of rounded weights for each."""
    tagger = pycrfsuite.Tagger()
    tagger.open(crfsuite_model)
    info = tagger.info()
    tags = sorted(info.labels, key=lambda tag: (tag != "O", tag))
    number = {tag: position for position, tag in enumerate(tags)}
    transitions = np.full((len(tags), len(tags)), IMPOSSIBLE, dtype=np.float32)
    for first in tags:
        for second in tags:
            if may_follow(first, second):
                transitions[number[first], number[second]] = info.transitions.get((first, second), 0.0)
    rows: dict[int, dict[int, float]] = defaultdict(dict)
    for (key, tag), weight in info.state_features.items():
        rows[int(key, 16)][number[tag]] = weight
    # 16 bits: with 8 the F1 on the MSRA test falls by 0.03, for the weights of this algorithm are wide.
    scale = max(abs(weight) for row in rows.values() for weight in row.values()) / 32767
    keys = np.array(sorted(rows), dtype=np.uint64)
    weights = np.zeros((len(keys), len(tags)), dtype=np.int16)
    for position, key in enumerate(keys.tolist()):
        for column, weight in rows[key].items():
            weights[position, column] = round(weight / scale)
    with path.open("wb") as stream:
        np.savez_compressed(
            stream,
            tags=np.array(tags),
            keys=keys,
            weights=weights,
            scale=np.float32(scale),
            transitions=transitions,
        )


def may_follow(first: str, second: str) -> bool:
    """Whether a tag may stand behind another one."""
    if second[0] in "IE":
        return first[0] in "BI" and first[2:] == second[2:]
    return first[0] in "OES"


if __name__ == "__main__":
    main()
