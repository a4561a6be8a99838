"""Which of several entities of one name a mention means, by what else the document says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.lexicon import Lexicon
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.world import World
from kgraph.rules import EntityRow, Office

__all__ = ["Linker"]

# Weights of the evidence for a candidate; an office held on the day outweighs a state that is named.
_IN_OFFICE, _STATE_NAMED, _SAME_NAME_ONLY = 2.0, 1.0, 0.0
_GUESSED = 0.6


class Linker:
    """Component ``kgraph_linking_v1``: settle the entity of each mention from a gazetteer.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.world = World(lexicon)

    def match(self, doc: Doc) -> Iterator[Found]:
        """The mentions, each with its entity; those that stay open are left out."""
        named = _named(doc)
        published = doc._.document.published if doc._.document else None
        for found in doc._.mentions:
            if found.entity:
                yield found
            elif len(found.candidates) == 1:
                yield self._settled(found, found.candidates[0], found.score)
            else:
                choice = self._choose(found, named, published)
                if choice is not None:
                    yield choice

    def _settled(self, found: Found, entity: str, score: float) -> Found:
        row = self.world.row(entity)
        label = row.label if row is not None else found.label
        return found._replace(entity=entity, label=label, rule=entity, score=score)

    def _choose(self, found: Found, named: Counter[str], published: str | None) -> Found | None:
        rows = [row for row in map(self.world.row, found.candidates) if row is not None]
        weights = [self._weight(row, named, published) for row in rows]
        best = max(weights)
        if best <= _SAME_NAME_ONLY and all(row.label == "COUNTRY" for row in rows):
            # 巴方, and no state of that name about: better no edge than a wrong one; but 乌方 is clear.
            prevailing = [row for row in rows if row.prevails]
            return self._settled(found, prevailing[0].id, found.score * _GUESSED) if prevailing else None
        chosen = rows[weights.index(best)]
        clear = weights.count(best) == 1
        return self._settled(found, chosen.id, found.score if clear and best > 0 else found.score * _GUESSED)

    @staticmethod
    def _weight(row: EntityRow, named: Counter[str], published: str | None) -> float:
        if row.label == "COUNTRY":
            return float(named[row.id])
        weight = 0.0
        if row.country and named[row.country]:
            # The more a document speaks of a state, the likelier its people.
            weight += _STATE_NAMED + min(named[row.country], 20) / 100
        if published and any(_holds(office, published) for office in row.offices):
            weight += _IN_OFFICE
        return weight

    def set_annotations(self, doc: Doc, mentions: list[Found]) -> None:
        """Keep the settled mentions."""
        doc._.mentions = mentions

    def __call__(self, doc: Doc) -> Doc:
        """Choose, then keep."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc


def _named(doc: Doc) -> Counter[str]:
    """How often the document names each entity beyond doubt."""
    return Counter(found.candidates[0] for found in doc._.mentions if len(found.candidates) == 1)


def _holds(office: Office, day: str) -> bool:
    """Whether an office was held on a day; an open end counts only with a start.

    Of an office that was mined it is known only from when to when it was seen.
    """
    since, until = office.since, office.until
    if since is None and until is None:
        if office.seen is None:
            return False
        since, until = office.seen.first, office.seen.last
    return (since is None or since <= day) and (until is None or day <= until + "-31")


@Language.factory("kgraph_linking_v1", requires=["doc._.mentions"], assigns=["doc._.mentions"])
def make_linker(nlp: Language, name: str) -> Linker:
    """Factory of ``kgraph_linking_v1``."""
    return Linker(tokenizer_of(nlp).lexicon)
