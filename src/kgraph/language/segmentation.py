"""Word segmentation by spacy-pkuseg, with the model trained in models/."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kgraph.errors import ModelError

__all__ = ["Segmenter"]

_FILES = ("features.msgpack", "weights.npz")


class Segmenter:
    """Cut a stretch of text into words.

    Parameters
    ----------
    path : pathlib.Path
        Folder of a model trained by ``spacy_pkuseg.train``.

    Raises
    ------
    ModelError
        If the folder lacks a file of the model, or one of them cannot be read.
    """

    def __init__(self, path: Path) -> None:
        missing = [name for name in _FILES if not (path / name).is_file()]
        if missing:
            raise ModelError(
                f"{path}: no segmentation model here ({', '.join(missing)} missing); "
                "reinstall kgraph, or name a model folder that is whole"
            )
        import spacy_pkuseg  # heavy: only where text is segmented

        try:
            # The packaged user dictionary merges words against the convention of the training data.
            self._pkuseg: Any = spacy_pkuseg.pkuseg(str(path), user_dict=None)
        except Exception as error:
            raise ModelError(
                f"{path}: the segmentation model cannot be read ({error}); reinstall kgraph"
            ) from error

    def knows(self, word: str) -> bool:
        """Whether the training data had this word, so that it is hardly an unheard name."""
        return word in self._pkuseg.feature_extractor.unigram

    def ends(self, text: str, start: int, end: int) -> list[int]:
        """Where the words of ``text[start:end]`` end.

        Parameters
        ----------
        text : str
        start, end : int
            A stretch of it, half-open.

        Returns
        -------
        list of int
            Offsets into `text`, rising, the last one `end`. White space ends a word and is one.
        """
        ends: list[int] = []
        position = start
        while position < end:
            if text[position].isspace():
                position += 1
                ends.append(position)
                continue
            stop = position
            while stop < end and not text[stop].isspace():
                stop += 1
            for word in self._pkuseg.cut(text[position:stop]):
                position += len(word)
                ends.append(position)
        return ends
