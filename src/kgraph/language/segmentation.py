"""Word segmentation by spacy-pkuseg, with the model trained in models/."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import srsly

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

        self._files = {name: (path / name).read_bytes() for name in _FILES}
        try:
            # The packaged user dictionary merges words against the convention of the training data.
            self._pkuseg: Any = spacy_pkuseg.pkuseg(str(path), user_dict=None)
        except Exception as error:
            raise ModelError(
                f"{path}: the segmentation model cannot be read ({error}); reinstall kgraph"
            ) from error

    def to_disk(self, path: Path) -> None:
        """Write the files of the model into a folder, which is made if it is missing."""
        path.mkdir(parents=True, exist_ok=True)
        for name, data in self._files.items():
            (path / name).write_bytes(data)

    def to_bytes(self) -> bytes:
        """The files of the model in one piece."""
        packed: bytes = srsly.msgpack_dumps(self._files)
        return packed

    @classmethod
    def from_bytes(cls, data: bytes) -> Segmenter:
        """The model that :meth:`to_bytes` packed."""
        with tempfile.TemporaryDirectory() as folder:
            for name, content in srsly.msgpack_loads(data).items():
                (Path(folder) / name).write_bytes(content)
            return cls(Path(folder))

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
