"""The tokenizer of kgraph over a segmentation model, without the rest of the pipeline."""

from __future__ import annotations

from pathlib import Path

from spacy.vocab import Vocab

from kgraph.language.compilation import build_lexicon
from kgraph.language.segmentation import Segmenter
from kgraph.language.tokenizer import NewsTokenizer
from kgraph.language.triggers import trigger_words

__all__ = ["news_tokenizer"]


def news_tokenizer(segmenter: Path) -> NewsTokenizer:
    """A tokenizer with the shipped rules and the segmentation model in a folder."""
    return NewsTokenizer(Vocab(), build_lexicon((), trigger_words()), Segmenter(segmenter))
