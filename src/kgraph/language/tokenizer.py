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
from kgraph.language.compilation import build_lexicon
from kgraph.language.lexicon import Lexicon
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
    segmenter : Segmenter, optional
        That of the model that comes with kgraph, unless another one is read from a saved pipeline.

    Attributes
    ----------
    lexicon : Lexicon
        The components of the pipeline read names and rules from it.
    """

    def __init__(self, vocab: Vocab, lexicon: Lexicon, segmenter: Segmenter | None = None) -> None:
        self.vocab = vocab
        self.lexicon = lexicon
        self._segmenter = segmenter
        register()

    @property
    def segmenter(self) -> Segmenter:
        """What cuts the text between names into words."""
        if self._segmenter is None:
            self._segmenter = Segmenter(model_path() / "tokenizer")
        return self._segmenter

    def knows(self, word: str) -> bool:
        """Whether the segmenter's training data had this word, so that it is hardly an unheard name."""
        return self.segmenter.knows(word)

    def __call__(self, text: str) -> Doc:
        """Tokenize one text.

        Parameters
        ----------
        text : str

        Returns
        -------
        spacy.tokens.Doc
            With ``doc._.folded``, ``doc._.ends`` and ``doc._.matches``.
        """
        folded = fold(text)
        matching = match(folded, self.lexicon, self.segmenter)
        words = [text[start:end] for start, end in zip([0, *matching.ends], matching.ends, strict=False)]
        doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc._.folded = folded
        doc._.matches = matching.matches
        doc._.ends = matching.ends
        doc._.word_starts = matching.word_starts
        return doc

    def pipe(self, texts: Iterable[str], batch_size: int = 1) -> Iterable[Doc]:
        """Tokenize a stream of texts."""
        for text in texts:
            yield self(text)

    # The rules belong to the package, and the configuration names the user's gazetteers: what is
    # trained is what is saved.
    def to_bytes(self, **kwargs: Any) -> bytes:
        """The segmentation model."""
        return self.segmenter.to_bytes()

    def from_bytes(self, data: bytes, **kwargs: Any) -> NewsTokenizer:
        """Take a segmentation model from :meth:`to_bytes`."""
        self._segmenter = Segmenter.from_bytes(data)
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write the segmentation model into a folder."""
        self.segmenter.to_disk(Path(path))

    def from_disk(self, path: str | Path, **kwargs: Any) -> NewsTokenizer:
        """Read the segmentation model from a folder.

        Raises
        ------
        ModelError
            If it is missing or cannot be read.
        """
        self._segmenter = Segmenter(Path(path))
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


def make_tokenizer(gazetteers: list[str]) -> Any:
    """Factory of ``kgraph.tokenizer.v1``.

    Parameters
    ----------
    gazetteers : list of str
        Paths of the user's gazetteers.
    """

    def create(nlp: Language) -> NewsTokenizer:
        lexicon = build_lexicon([Path(path) for path in gazetteers], trigger_words())
        return NewsTokenizer(nlp.vocab, lexicon)

    return create
