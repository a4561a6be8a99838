"""Characters a second from inputs to store and views, and the memory it takes.

    python benchmarks/speed.py INPUT... [--processes N]

Machines are noisy: the same run also segments a part of the same texts with spacy-pkuseg and the
shipped model alone, and the ratio of the two speeds is the figure to compare.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import kgraph
from kgraph.language import load
from kgraph.language.tokenizer import tokenizer_of
from kgraph.script import fold

_SEGMENTED = 200_000


def peak_mib() -> float:
    """Peak resident memory of this process and the largest of its children, in MiB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, child) / (1024 if sys.platform == "linux" else 1024 * 1024)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--processes", "-j", type=int, default=1)
    options = parser.parse_args()
    missing = [str(path) for path in options.inputs if not path.exists()]
    if missing:
        raise SystemExit(f"skipped: {', '.join(missing)} is not here")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with kgraph.build(options.inputs, Path(folder) / "out", processes=options.processes) as graph:
            built = time.perf_counter() - start
            assert graph.report is not None
            documents, characters = graph.report.documents, graph.report.characters
            peak = peak_mib()
            start = time.perf_counter()
            facts = len(kgraph.open(Path(folder) / "out").facts())
            opened = time.perf_counter() - start
            texts = [document.text for document in graph.store.documents()]
    segmenter = tokenizer_of(load()).segmenter
    done, sample = 0, []
    for text in texts:
        if done > _SEGMENTED:
            break
        sample.append(fold(text))
        done += len(text)
    start = time.perf_counter()
    for text in sample:
        segmenter.ends(text, 0, len(text))
    segmented = done / (time.perf_counter() - start)
    whole = characters / built
    print(f"{documents:,} documents, {characters:,} characters, {options.processes} process(es)")
    print(f"build          {built:8.1f} s   {whole:10,.0f} characters/s")
    print(f"segmenter only {'':8}     {segmented:10,.0f} characters/s   ratio {whole / segmented:.2f}")
    print(f"open + facts   {opened:8.1f} s   {facts:,} facts")
    print(f"peak memory    {peak:8.0f} MiB")


if __name__ == "__main__":
    main()
