"""Measure the model; prints one JSON object.

    python models/scripts/evaluate.py                       all that is at hand, see below
    python models/scripts/evaluate.py --ner FILE[.gz]       names, on any file of `char TAG` lines
    python models/scripts/evaluate.py --words FILE[.gz]     words, on any CoNLL-U file

Without a file it measures on the test parts of the corpora in models/assets (or ../shared/training),
on the gold annotations and for speed on the newscast (../shared), as far as they are there. Labels
other than PER, LOC and ORG are left out; PERSON, COUNTRY, PLACE and INSTITUTION count as these three.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import opencc
from corpora import sentences, tagged_sentences, word_ends
from spacy.language import Language
from spans import LABELS, Scores, spans_of

from kgraph.evaluation import evaluate
from kgraph.language import extractions, load
from kgraph.language.model import model_path
from kgraph.language.ner import NameModel
from kgraph.language.tokenizer import NewsTokenizer, tokenizer_of
from kgraph.reading import read
from kgraph.records import Document
from kgraph.rules import EntityRow, rule_rows
from kgraph.script import fold
from kgraph.store import Store

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CORPORA = (ROOT / "models" / "assets", SHARED / "training")
NER_TESTS = ("ner/msra/test.bio.gz",)
WORD_TESTS = (
    "treebank/gsdsimp/zh_gsdsimp-ud-test.conllu.gz",
    "treebank/pud/zh_pud-ud-test.conllu.gz",
    "treebank/hk/zh_hk-ud-test.conllu.gz",
    "treebank/cfl/zh_cfl-ud-test.conllu.gz",
)
GOLD_TEXTS = ("articles", "gold/newscast_docs")
GOLD = ("gold/articles", "gold/newscast")
NEWSCAST = "newscast/2023.jsonl.gz"
SPEED_DOCUMENTS = 600
BATCH = 64
# What other corpora call the same.
KNOWN = LABELS | {"PER": "PER", "NAME": "PER", "LOC": "LOC", "GPE": "LOC", "ORG": "ORG"}
Figures = dict[str, Any]


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, default=model_path(), help="folder of the pipeline")
    parser.add_argument("--ner", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--words", type=Path, action="append", default=[], metavar="FILE")
    options = parser.parse_args()
    missing = [str(path) for path in (*options.ner, *options.words) if not path.is_file()]
    if missing:
        raise SystemExit(f"not here: {', '.join(missing)}; name a file of 'char TAG' lines or CoNLL-U")
    nlp = load(model=options.model)
    names = NameModel.from_disk(options.model / "kgraph_ner_v1")
    result: Figures = {"model": str(options.model)}
    if options.ner or options.words:
        ner_files, word_files = options.ner, options.words
    else:
        ner_files, word_files = list(at_hand(NER_TESTS)), list(at_hand(WORD_TESTS))
        result |= on_shared(nlp, options.model)
    for path in ner_files:
        result.setdefault("ner", {})[path.name] = measure_names(names, tokenizer_of(nlp), path)
    for path in word_files:
        result.setdefault("words", {})[path.name] = measure_words(tokenizer_of(nlp), path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result["peak_mib"] = round(peak / (1024 if sys.platform == "linux" else 1024 * 1024))
    json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
    print()


def at_hand(names: Iterable[str]) -> Iterator[Path]:
    """The files of that name in the first folder of corpora that has them."""
    for name in names:
        yield from islice((folder / name for folder in CORPORA if (folder / name).is_file()), 1)


def measure_names(names: NameModel, tokenizer: NewsTokenizer, path: Path) -> Figures:
    """The model alone on annotated sentences, as they are and converted to traditional characters."""
    figures: Figures = {}
    convert = opencc.OpenCC("s2t").convert
    for script in ("as written", "traditional"):
        scores = Scores()
        characters, spent = 0, 0.0
        sentences = tagged_sentences(path)
        while batch := list(islice(sentences, BATCH)):
            docs = [
                tokenizer(text if script == "as written" else same_length(convert, text)) for text, _ in batch
            ]
            start = time.perf_counter()
            found = names.tags(docs, tokenizer.lexicon)
            spent += time.perf_counter() - start
            for doc, tags, (_, gold) in zip(docs, found, batch, strict=True):
                characters += len(doc.text)
                scores.add(known(spans_of(tags)), known(spans_of(gold)))
        figures[script] = scores.figures()
        figures[script]["characters_per_second"] = round(characters / max(spent, 1e-9))
    return figures


def same_length(convert: Callable[[str], str], text: str) -> str:
    """The converted text, or the text itself where that would shift its annotation."""
    converted = convert(text)
    return converted if len(converted) == len(text) else text


def known(spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The spans of labels that are measured, under one name."""
    for start, end, label in spans:
        if label in KNOWN:
            yield start, end, KNOWN[label]


def measure_words(tokenizer: NewsTokenizer, path: Path) -> Figures:
    """The segmenter alone, and the tokenizer, which keeps the names of the lexicon whole."""
    alone, whole = Scores(), Scores()
    characters, spent = 0, 0.0
    for text, words in sentences(path):
        gold = {
            (end - len(word), end, "words") for word, end in zip(words, word_ends(text, words), strict=True)
        }
        start = time.perf_counter()
        ends = tokenizer.segmenter.ends(fold(text), 0, len(text))
        spent += time.perf_counter() - start
        characters += len(text)
        alone.add(printed(text, ends), gold)
        whole.add(printed(text, [token.idx + len(token) for token in tokenizer(text)]), gold)
    return {
        "segmenter": alone.figures()["all"],
        "tokenizer, names whole": whole.figures()["all"],
        "characters_per_second": round(characters / max(spent, 1e-9)),
    }


def printed(text: str, ends: list[int]) -> Iterator[tuple[int, int, str]]:
    """The words that end there; white space is none."""
    for start, end in zip([0, *ends], ends, strict=False):
        if text[start:end].strip():
            yield start, end, "words"


def on_shared(nlp: Language, model: Path) -> Figures:
    """Persons on the gold annotations with and without the lists, and the speed of the pipeline."""
    figures: Figures = {}
    if all((SHARED / name).is_dir() for name in (*GOLD_TEXTS, *GOLD)):
        figures["persons on the gold annotations"] = {
            "with all": persons(nlp),
            "without the lists of persons and institutions": persons(listless(model)),
            "without these lists and without the model": persons(listless(model, "kgraph_ner_v1")),
        }
    if (SHARED / NEWSCAST).is_file():
        items = (item for item in read([SHARED / NEWSCAST]) if isinstance(item, Document))
        documents = list(islice(items, SPEED_DOCUMENTS))
        start = time.perf_counter()
        for _ in extractions(nlp, documents):
            pass
        spent = time.perf_counter() - start
        characters = sum(len(document.text) for document in documents)
        figures["pipeline"] = {
            "characters": characters,
            "characters_per_second": round(characters / spent),
        }
    return figures


def listless(model: Path, *without: str) -> Language:
    """The pipeline with every row of the lists of persons and institutions switched off."""
    rows = (row for name in ("officials", "institutions") for row in rule_rows(name, EntityRow))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "off.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            for row in rows:
                off = {"id": row.id, "label": row.label, "name": row.name, "off": True}
                lines.write(json.dumps(off, ensure_ascii=False) + "\n")
        return load([path], model=model, without=without)


def persons(nlp: Language) -> Figures:
    """P, R and F of persons on the gold annotations, document by document."""
    paths = [path for name in GOLD_TEXTS for path in sorted((SHARED / name).glob("*.txt"))]
    documents = (one for one in read(paths) if isinstance(one, Document))
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder) / "graph.duckdb", create=True) as store,
    ):
        store.write(list(extractions(nlp, documents)))
        tally = evaluate(store, [SHARED / name for name in GOLD]).entities["PERSON"]
    return {
        "P": round(tally.precision, 4),
        "R": round(tally.recall, 4),
        "F": round(tally.f1, 4),
        "gold": tally.gold,
    }


if __name__ == "__main__":
    main()
