"""The mentions as spaCy entities, for everybody who knows ``doc.ents``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

__all__ = ["SpacyEntities"]


class SpacyEntities:
    """Component ``kgraph_entities_v1``: ``doc.ents`` with labels and entity ids."""

    def match(self, doc: Doc) -> list[Span]:
        """Mentions as spans; one that begins or ends inside a token is widened to whole tokens."""
        spans = [
            doc.char_span(found.start, found.end, found.label, kb_id=found.entity, alignment_mode="expand")
            for found in doc._.mentions
            if found.source != "reference"
        ]
        return filter_spans([span for span in spans if span is not None])

    def set_annotations(self, doc: Doc, spans: list[Span]) -> None:
        """Write ``doc.ents``."""
        doc.set_ents(spans)

    def __call__(self, doc: Doc) -> Doc:
        """Read the mentions, then write the entities."""
        self.set_annotations(doc, self.match(doc))
        return doc


@Language.factory("kgraph_entities_v1", requires=["doc._.mentions"], assigns=["doc.ents"])
def make_entities(nlp: Language, name: str) -> SpacyEntities:
    """Factory of ``kgraph_entities_v1``."""
    return SpacyEntities()
