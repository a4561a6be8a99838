"""The tokenizer: names first, on characters, then pkuseg between them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kgraph.errors import ModelError
from kgraph.language.attributes import register
from kgraph.language.lexicon import Lexicon, build_lexicon
from kgraph.language.matching import match
from kgraph.language.model import model_path
from kgraph.language.segmentation import Segmenter
from kgraph.language.triggers import trigger_words
from kgraph.script import fold

__all__ = ["NewsTokenizer", "make_tokenizer", "tokenizer_of"]


class NewsTokenizer:
    """Turn a text into a ``Doc`` whose tokens never cut a name of the lexicon.

    Tokens hold the text as printed; matching is done on the folded text. Every character belongs to
    a token, white space too, so that ``doc.text`` is the text.

    Parameters
    ----------
    vocab : spacy.vocab.Vocab
    lexicon : Lexicon
    segmenter : Segmenter

    Attributes
    ----------
    lexicon : Lexicon
        The components of the pipeline read names and rules from it.
    """

    def __init__(self, vocab: Vocab, lexicon: Lexicon, segmenter: Segmenter) -> None:
        self.vocab = vocab
        self.lexicon = lexicon
        self.segmenter = segmenter
        register()

    def __call__(self, text: str) -> Doc:
        """Tokenize one text.

        Parameters
        ----------
        text : str

        Returns
        -------
        spacy.tokens.Doc
            With ``doc._.folded`` and ``doc._.matches``.
        """
        folded = fold(text)
        matching = match(folded, self.lexicon, self.segmenter)
        words = [text[start:end] for start, end in zip([0, *matching.ends], matching.ends, strict=False)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc._.folded = folded
        doc._.matches = matching.matches
        doc._.word_starts = matching.word_starts
        return doc

    def pipe(self, texts: Iterable[str], batch_size: int = 1) -> Iterable[Doc]:
        """Tokenize a stream of texts."""
        for text in texts:
            yield self(text)

    # The lexicon and the model belong to the package; a saved pipeline only names them.
    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to save: rules and model are read from the package."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> NewsTokenizer:
        """Nothing to load."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Nothing to save."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> NewsTokenizer:
        """Nothing to load."""
        return self


def tokenizer_of(nlp: Language) -> NewsTokenizer:
    """The tokenizer of a pipeline of kgraph, from which its components have the lexicon.

    Raises
    ------
    ModelError
        If the pipeline has another tokenizer.
    """
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, NewsTokenizer):
        raise ModelError(
            'kgraph\'s components need its tokenizer: set {"@tokenizers": "kgraph.tokenizer.v1"} in the '
            "configuration, or use kgraph.language.load()"
        )
    return tokenizer


def make_tokenizer(gazetteers: list[str], segmenter: str | None) -> Any:
    """Factory of ``kgraph.tokenizer.v1``.

    Parameters
    ----------
    gazetteers : list of str
        Paths of the user's gazetteers.
    segmenter : str or None
        Folder of a pkuseg model; None for the one that comes with kgraph.
    """

    def create(nlp: Language) -> NewsTokenizer:
        lexicon = build_lexicon([Path(path) for path in gazetteers], trigger_words())
        folder = Path(segmenter) if segmenter else model_path() / "segmenter"
        return NewsTokenizer(nlp.vocab, lexicon, Segmenter(folder))

    return create
