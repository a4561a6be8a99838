"""Component ``kgraph_ner_v1``: persons whom no list, title or form of name gives away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.lexicon import Lexicon
from kgraph.language.model import model_path
from kgraph.language.ner.crf import Crf
from kgraph.language.ner.features import feature_keys
from kgraph.language.surnames import is_chinese_name
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.transliteration import is_transliterated
from kgraph.records import Entity

__all__ = ["PersonTagger"]

_SCORE = 0.7
# Characters of a name.
_SHORTEST, _LONGEST = 2, 16


class PersonTagger:
    """Mentions of persons by the trained model.

    Only persons are taken from the model: places and institutions it cuts by the conventions of its
    corpora, which are not those of the gazetteers.

    Parameters
    ----------
    lexicon : Lexicon
    crf : Crf
    """

    def __init__(self, lexicon: Lexicon, crf: Crf) -> None:
        self.lexicon = lexicon
        self.crf = crf

    def match(self, doc: Doc) -> Iterator[tuple[Found, Entity]]:
        """Persons in order of the text, each with its entity, where nothing is found yet."""
        folded: str = doc._.folded
        if not folded:
            return
        emissions = self.crf.emissions(feature_keys(doc, self.lexicon), len(folded))
        sentences = [(span.start_char, span.end_char) for span in doc.sents]
        tags = self.crf.decode(emissions, sentences)
        taken = bytearray(len(folded))
        for one in doc._.mentions:
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
        for one in doc._.matches:
            if one.end - one.start > 1:
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
        for start, end in self._persons([self.crf.tags[tag] for tag in tags.tolist()]):
            name = folded[start:end]
            if not any(taken[start:end]) and _is_name(name):
                entity = Entity(f"PERSON:{name}", "PERSON", name, (), {"official": False})
                yield Found(start, end, "PERSON", entity.id, "ner", "ner:person", _SCORE), entity

    @staticmethod
    def _persons(tags: list[str]) -> Iterator[tuple[int, int]]:
        start = -1
        for position, tag in enumerate(tags):
            if tag in {"B-PER", "S-PER"}:
                start = position
            if tag in {"E-PER", "S-PER"} and start >= 0:
                yield start, position + 1
                start = -1

    def set_annotations(self, doc: Doc, found: list[tuple[Found, Entity]]) -> None:
        """Add the persons."""
        doc._.mentions = sorted([*doc._.mentions, *(one for one, _ in found)])
        doc._.entities = {**{entity.id: entity for _, entity in found}, **doc._.entities}

    def __call__(self, doc: Doc) -> Doc:
        """Find the persons, then add them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc


def _is_name(text: str) -> bool:
    """Whether a text has the form of a person's name, Chinese or spelled by sound."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    return is_chinese_name(text) or is_transliterated(text.replace("·", "").replace("-", ""))


@Language.factory(
    "kgraph_ner_v1",
    default_config={"model": None},
    requires=["doc._.mentions", "doc._.matches"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_person_tagger(nlp: Language, name: str, model: str | None) -> PersonTagger:
    """Factory of ``kgraph_ner_v1``.

    Parameters
    ----------
    nlp : spacy.language.Language
    name : str
    model : str or None
        An ``npz`` file of a CRF; None for the one that comes with kgraph.
    """
    return PersonTagger(tokenizer_of(nlp).lexicon, Crf(Path(model) if model else model_path() / "ner.npz"))
