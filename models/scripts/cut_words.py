"""Cut news into words, for the clusters that are learnt from it.

    python models/scripts/cut_words.py models/work/tokenizer NEWS models/work/words [--processes N]

``NEWS`` is anything that ``kgraph build`` reads, a folder too. Each file of it gives a file of words:
a sentence a line, words with spaces between, figures as 0.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tokenizing import news_tokenizer

from kgraph.language.ner.clusters import clustered
from kgraph.reading import read
from kgraph.records import Document

_ENDS = frozenset("。！？；")


def main() -> None:
    """Run it, a file a process."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("segmenter", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    options.target.mkdir(parents=True, exist_ok=True)
    files = sorted(options.news.iterdir()) if options.news.is_dir() else [options.news]
    with ProcessPoolExecutor(options.processes) as pool:
        for path, lines in pool.map(partial(cut, options.segmenter, options.target), files):
            print(f"{path}: {lines:,} sentences", flush=True)


def cut(segmenter: Path, target: Path, path: Path) -> tuple[Path, int]:
    """Cut one file; gives the file of words and its number of lines."""
    tokenizer = news_tokenizer(segmenter)
    written = target / f"{path.name}.txt"
    count = 0
    with written.open("w", encoding="utf-8") as lines:
        for document in read([path]):
            if not isinstance(document, Document):
                continue
            doc = tokenizer(document.text)
            words: list[str] = []
            for token in doc:
                word = doc._.folded[token.idx : token.idx + len(token)].strip()
                words += [clustered(word)] if word else []
                if word in _ENDS:
                    lines.write(" ".join(words) + "\n")
                    words, count = [], count + 1
            lines.write(" ".join(words) + "\n")
    return written, count + 1


if __name__ == "__main__":
    main()
