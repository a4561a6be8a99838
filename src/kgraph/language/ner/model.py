"""The trained model as a whole: its file, and the tag of each character of a document."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from spacy.tokens import Doc

from kgraph.errors import ModelError
from kgraph.language.lexicon import Lexicon
from kgraph.language.ner.clusters import Clusters
from kgraph.language.ner.crf import Crf
from kgraph.language.ner.features import feature_keys

__all__ = ["FORMAT", "NameModel"]

FORMAT = 2
"""Of the file and of the features: a model of another format sees other keys."""

_FILE = "names.npz"


class NameModel:
    """A CRF with the features and the clusters of words that it was trained on.

    Parameters
    ----------
    data : bytes
        The content of a file that models/scripts/train_ner.py wrote.
    name : str
        What to call it in errors.

    Raises
    ------
    ModelError
        If that is no such model, or one of another format.
    """

    def __init__(self, data: bytes, name: str = _FILE) -> None:
        self._data = data
        try:
            with np.load(BytesIO(data), allow_pickle=False) as arrays:
                stored = int(arrays["format"])
                if stored == FORMAT:
                    self.crf = Crf(arrays)
                    self.clusters = Clusters(arrays["cluster_keys"], arrays["cluster_numbers"])
        except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
            raise ModelError(
                f"{name}: the model cannot be read ({error}); reinstall kgraph, or train it again"
            ) from error
        if stored != FORMAT:
            raise ModelError(
                f"{name}: a model of format {stored}, but this kgraph reads {FORMAT}; "
                "install a kgraph that fits, or train the model again (models/README.md)"
            )

    @classmethod
    def from_disk(cls, folder: Path) -> NameModel:
        """Read the model that :meth:`to_disk` wrote into a folder."""
        path = folder / _FILE
        if not path.is_file():
            raise ModelError(f"{path}: no such model; reinstall kgraph, or name a model folder that is whole")
        return cls(path.read_bytes(), str(path))

    def to_disk(self, folder: Path) -> None:
        """Write the model into a folder, which is made if it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self._data)

    def to_bytes(self) -> bytes:
        """The content of the model's file."""
        return self._data

    def tags(self, docs: Sequence[Doc], lexicon: Lexicon) -> list[list[str]]:
        """The best tag of each character.

        Parameters
        ----------
        docs : sequence of spacy.tokens.Doc
            From kgraph's tokenizer; many short ones at once are faster than one by one. A document
            without sentences is one.
        lexicon : Lexicon

        Returns
        -------
        list of list of str
            For each document ``O``, or B-, I-, E-, S- with a label, one a character.
        """
        keys = [feature_keys(doc, lexicon, self.clusters) for doc in docs]
        ends = np.cumsum([one.shape[1] for one in keys]).tolist()
        starts = [0, *ends[:-1]]
        sentences = [
            (start + first, start + last)
            for doc, start in zip(docs, starts, strict=True)
            for first, last in _sentences(doc)
        ]
        numbers = self.crf.decode(self.crf.emissions(np.concatenate(keys, axis=1)), sentences).tolist()
        names = [self.crf.tags[number] for number in numbers]
        return [names[start:end] for start, end in zip(starts, ends, strict=True)]


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    if doc.has_annotation("SENT_START"):
        return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    return [(0, len(doc.text))]
