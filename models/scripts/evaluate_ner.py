"""Score the NER model alone on a file of ``char TAG`` lines, and time it on one core.

    python models/scripts/evaluate_ner.py models/zh_kgraph_news/ner.npz test.bio.gz [--traditional]

Prints one JSON object: precision, recall and F1 by label and over all, characters a second of the
model (features and decoding) and of the tokenizer before it, peak memory in MiB.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from opencc import OpenCC
from spans import read_tagged, spans_of

from kgraph.language import load
from kgraph.language.ner import Crf, feature_keys
from kgraph.language.tokenizer import NewsTokenizer, tokenizer_of


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--traditional", action="store_true", help="convert the text first")
    options = parser.parse_args()
    crf = Crf(options.model)
    tokenizer = tokenizer_of(load())
    print(json.dumps(evaluate(crf, tokenizer, options.file, traditional=options.traditional), indent=1))


def evaluate(crf: Crf, tokenizer: NewsTokenizer, file: Path, *, traditional: bool) -> dict[str, object]:
    """All figures for one file."""
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    characters, cutting, tagging = 0, 0.0, 0.0
    convert = OpenCC("s2t").convert
    for written, tags in read_tagged(file):
        converted = convert(written) if traditional else written
        text = converted if len(converted) == len(written) else written
        start = time.perf_counter()
        doc = tokenizer(text)
        cut = time.perf_counter()
        emissions = crf.emissions(feature_keys(doc, tokenizer.lexicon), len(text))
        best = crf.decode(emissions, [(0, len(text))])
        tagging += time.perf_counter() - cut
        cutting += cut - start
        characters += len(text)
        predicted = set(spans_of([crf.tags[number] for number in best]))
        expected = set(spans_of(tags))
        for counter, spans in ((hits, predicted & expected), (found, predicted), (gold, expected)):
            counter.update(_labels(spans))
    return {
        **{label: _figures(hits[label], found[label], gold[label]) for label in sorted(gold)},
        "characters a second, model": round(characters / tagging),
        "characters a second, tokenizer": round(characters / cutting),
        "peak MiB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _labels(spans: set[tuple[int, int, str]]) -> Iterator[str]:
    for _, _, label in spans:
        yield label
        yield "all"


def _figures(hits: int, found: int, gold: int) -> dict[str, float]:
    precision, recall = hits / found if found else 0.0, hits / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {"P": round(precision, 4), "R": round(recall, 4), "F": round(f1, 4)}


if __name__ == "__main__":
    main()
