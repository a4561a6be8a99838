"""Mentions from the gazetteers: what the lexicon's matches name."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.lexicon import Lexicon, Sense
from kgraph.language.tokenizer import tokenizer_of

__all__ = ["Gazetteer"]

# What a reader may expect of a surface in this sense, before anything else is known.
_SCORES = {"entity": 1.0, "side": 0.98, "short": 0.9, "hint": 0.9, "tail": 0.85}

# What begins with 号 and is no ship.
_NO_VESSEL = ("号召", "号称", "号码", "号令")


class Gazetteer:
    """Component ``kgraph_gazetteer_v1``: mentions of listed entities.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def match(self, doc: Doc) -> Iterator[Found]:
        """Mentions in order of the text; which of several candidates is meant is left to linking."""
        for start, end, senses in doc._.matches:
            named = [sense for sense in senses if sense.kind in _SCORES]
            if named and not (self._is_person(named[0]) and is_vessel(doc._.folded, end)):
                yield self._found(start, end, named)

    def _is_person(self, sense: Sense) -> bool:
        return self.lexicon.entities[sense.ref].label == "PERSON"

    def _found(self, start: int, end: int, senses: list[Sense]) -> Found:
        ids = tuple(dict.fromkeys(sense.ref for sense in senses))
        row = self.lexicon.entities[ids[0]]
        score = _SCORES[senses[0].kind]
        return Found(start, end, row.label, "", "gazetteer", row.id, score, ids)

    def set_annotations(self, doc: Doc, found: list[Found]) -> None:
        """Keep the mentions."""
        doc._.mentions = found

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions, then keep them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc


def is_vessel(folded: str, end: int) -> bool:
    """Whether a name that ends here is that of a ship: “麦凯恩”号."""
    behind = folded[end : end + 3].removeprefix("”")
    return behind.startswith("号") and not behind.startswith(_NO_VESSEL)


@Language.factory("kgraph_gazetteer_v1", assigns=["doc._.mentions"], requires=["doc._.matches"])
def make_gazetteer(nlp: Language, name: str) -> Gazetteer:
    """Factory of ``kgraph_gazetteer_v1``."""
    return Gazetteer(tokenizer_of(nlp).lexicon)
