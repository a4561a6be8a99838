"""Measure the segmentation model on words that it has not seen.

    python models/scripts/evaluate_segmenter.py models/zh_kgraph_news/segmenter TEST.iob2.gz

Prints precision, recall and F1 of words: a word counts if both its ends are right.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy_pkuseg
from train_segmenter import conll_words


def spans(words: list[str]) -> set[tuple[int, int]]:
    """The half-open character span of each word."""
    found: set[tuple[int, int]] = set()
    start = 0
    for word in words:
        found.add((start, start + len(word)))
        start += len(word)
    return found


def main() -> None:
    """Cut each sentence of the test and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("test", type=Path)
    arguments = parser.parse_args()
    segmenter = spacy_pkuseg.pkuseg(str(arguments.model), user_dict=None)
    right = found = wanted = 0
    for words in conll_words(arguments.test):
        gold, cut = spans(words), spans(segmenter.cut("".join(words)))
        right += len(gold & cut)
        found += len(cut)
        wanted += len(gold)
    precision, recall = right / found, right / wanted
    f1 = 2 * precision * recall / (precision + recall)
    print(f"words P {precision:.4f} R {recall:.4f} F1 {f1:.4f} ({wanted} words)")


if __name__ == "__main__":
    main()
