"""Component ``kgraph_ner_v1``: names that no list, title or form of name gives away."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.lexicon import Lexicon, Sense
from kgraph.language.model import model_path
from kgraph.language.ner.model import NameModel
from kgraph.language.surnames import is_chinese_name
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.transliteration import is_transliterated
from kgraph.records import Entity
from kgraph.rules import SuffixRow, rule_rows

__all__ = ["NAME", "NameTagger"]

NAME = "kgraph_ner_v1"

_SCORE = 0.7
# Characters of a name.
_SHORTEST, _LONGEST = 2, 16
_SUFFIX_WORD = (Sense("word", "words:suffix"),)
# 马克思 | 主义: the doctrine, not the person.
_DOCTRINES = frozenset({"主义", "主义者"})


class NameTagger:
    """Mentions by the trained model, where nothing is found yet.

    Of persons what has the form of a name, of places what a suffix gives away too (姜屯镇): the model has
    the conventions of its corpus, in which 太阳 and 特区 are places. Institutions are not taken: most that
    no list and no rule holds are no names (评审委员会, 领导小组办公室).

    Parameters
    ----------
    lexicon : Lexicon
    model : NameModel, optional
        The one that comes with kgraph, unless another one is read from a saved pipeline.
    """

    def __init__(self, lexicon: Lexicon, model: NameModel | None = None) -> None:
        self.lexicon = lexicon
        self._model = model
        self._kinds = {
            suffix: row.kind
            for row in rule_rows("suffixes", SuffixRow)
            if row.label == "PLACE"
            for suffix in row.suffixes
        }

    @property
    def model(self) -> NameModel:
        """What tells which characters are names."""
        if self._model is None:
            self._model = NameModel.from_disk(model_path() / NAME)
        return self._model

    def match(self, doc: Doc) -> Iterator[tuple[Found, Entity]]:
        """Names in order of the text, each with its entity."""
        folded: str = doc._.folded
        if not folded:
            return
        (tags,) = self.model.tags([doc], self.lexicon)
        taken = bytearray(len(folded))
        for start, end in _known(doc):
            taken[start:end] = b"\1" * (end - start)
        for start, end, label in self._settled(tags, doc):
            entity = self._entity(folded[start:end], label)
            if entity is not None and not any(taken[start:end]):
                rule = f"ner:{entity.label.lower()}"
                yield Found(start, end, entity.label, entity.id, "ner", rule, _SCORE), entity

    def _settled(self, tags: list[str], doc: Doc) -> Iterator[tuple[int, int, str]]:
        """The names of the model, but for what the word behind a person makes of it: 杰克逊 | 市."""
        for start, end, label in _spans(tags):
            following = _token_at(doc, end)
            if label == "PER" and following in self._kinds:
                yield start, end + len(following), "LOC"
            elif label != "PER" or following not in _DOCTRINES:
                yield start, end, label

    def _entity(self, name: str, label: str) -> Entity | None:
        if label == "PER" and _is_name(name):
            return Entity(f"PERSON:{name}", "PERSON", name, (), {"official": False})
        if label == "LOC" and len(name) <= _LONGEST:
            # One character alone before a suffix is no name: 此镇, 该市.
            fits = (suffix for suffix in self._kinds if name.endswith(suffix) and len(name) > len(suffix) + 1)
            suffix = max(fits, key=len, default=None)
            if suffix is not None:
                return Entity(f"PLACE:{name}", "PLACE", name, (), {"kind": self._kinds[suffix]})
        return None

    def set_annotations(self, doc: Doc, found: list[tuple[Found, Entity]]) -> None:
        """Add the names."""
        doc._.mentions = sorted([*doc._.mentions, *(one for one, _ in found)])
        doc._.entities = {**{entity.id: entity for _, entity in found}, **doc._.entities}

    def __call__(self, doc: Doc) -> Doc:
        """Find the names, then add them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc

    def to_bytes(self, **kwargs: Any) -> bytes:
        """The model."""
        return self.model.to_bytes()

    def from_bytes(self, data: bytes, **kwargs: Any) -> NameTagger:
        """Take a model from :meth:`to_bytes`."""
        self._model = NameModel(data)
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write the model into a folder."""
        self.model.to_disk(Path(path))

    def from_disk(self, path: str | Path, **kwargs: Any) -> NameTagger:
        """Read the model from a folder.

        Raises
        ------
        ModelError
            If it is missing or cannot be read.
        """
        self._model = NameModel.from_disk(Path(path))
        return self


def _known(doc: Doc) -> Iterator[tuple[int, int]]:
    """Spans of names that are found, and of words that are in no name but at its end."""
    for one in doc._.mentions:
        yield one.start, one.end
    for one in doc._.matches:
        if one.end - one.start > 1 and one.senses != _SUFFIX_WORD:
            yield one.start, one.end


def _token_at(doc: Doc, start: int) -> str:
    """The token that begins there, folded; empty if none does."""
    ends: list[int] = doc._.ends
    number = bisect_left(ends, start)
    begins = number + 1 < len(ends) and ends[number] == start
    return doc._.folded[start : ends[number + 1]] if begins else ""


def _spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and label of each name; the tags of the model are never out of order."""
    start = 0
    for position, tag in enumerate(tags):
        if tag[0] in "BS":
            start = position
        if tag[0] in "ES":
            yield start, position + 1, tag[2:]


def _is_name(text: str) -> bool:
    """Whether a text has the form of a person's name, Chinese or spelled by sound."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    return is_chinese_name(text) or is_transliterated(text.replace("·", "").replace("-", ""))


@Language.factory(
    NAME,
    requires=["doc._.mentions", "doc._.matches"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_name_tagger(nlp: Language, name: str) -> NameTagger:
    """Factory of ``kgraph_ner_v1``."""
    return NameTagger(tokenizer_of(nlp).lexicon)
