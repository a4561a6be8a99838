"""Put the trained parts together: a spaCy pipeline that ``kgraph`` ships and ``spacy.load`` reads.

    python models/scripts/package.py models/configs/pipeline.cfg PARTS models/zh_kgraph_news

``PARTS`` is a folder with ``tokenizer/`` and ``kgraph_ner_v1/``: what was trained, or the shipped pipeline
itself, where only the configuration has changed.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from spacy import util

from kgraph import __version__

# What the shipped folder says of itself; models/README.md tells the rest.
META = {
    "name": "kgraph_news",
    "version": "0.2.0",
    "description": "Chinese political and diplomatic news: words, names, relations",
    "author": "The kgraph authors",
    "license": "CC BY-SA 4.0",
    "spacy_version": ">=3.8,<3.9",
    "kgraph_version": f"~={__version__}",
    "sources": [
        {"name": "Universal NER, UD_Chinese-GSDSimp", "license": "CC BY-SA 4.0"},
        {"name": "SXU, SIGHAN bakeoff 2008", "license": "not stated; research use"},
        {"name": "MSRA NER, SIGHAN bakeoff 2006", "license": "not stated; research use"},
        {"name": "CCTV transcripts, for counts of words only", "license": "not stated; study"},
    ],
}


def main() -> None:
    """Fill the configuration, read the parts, write the pipeline."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("config", type=Path)
    parser.add_argument("parts", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    nlp = util.load_model_from_config(util.load_config(options.config), auto_fill=True)
    nlp.tokenizer.from_disk(options.parts / "tokenizer")
    nlp.get_pipe("kgraph_ner_v1").from_disk(options.parts / "kgraph_ner_v1")
    nlp.meta.update(META)
    if options.target.exists():
        shutil.rmtree(options.target)
    # The vocabulary holds nothing that the pipeline needs.
    nlp.to_disk(options.target, exclude=["vocab"])


if __name__ == "__main__":
    main()
