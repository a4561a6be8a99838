"""From a processed ``Doc`` to records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.lexicon import Lexicon
from kgraph.language.tokenizer import tokenizer_of
from kgraph.records import Document, Entity, Extraction, Mention, Relation, Sentence

__all__ = ["extract", "extractions"]


def extractions(nlp: Language, documents: Iterable[Document]) -> Iterator[Extraction]:
    """Run the pipeline over documents and yield what it finds in each.

    Parameters
    ----------
    nlp : spacy.language.Language
        From :func:`kgraph.language.load`.
    documents : iterable of Document

    Yields
    ------
    Extraction
        In the order of the documents.
    """
    lexicon: Lexicon = tokenizer_of(nlp).lexicon
    for document in documents:
        doc = nlp.make_doc(document.text)
        doc._.document = document
        yield extract(nlp(doc), lexicon)


def extract(doc: Doc, lexicon: Lexicon) -> Extraction:
    """The records of one processed document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With ``doc._.document`` set before processing.
    lexicon : Lexicon

    Returns
    -------
    Extraction
    """
    document: Document = doc._.document
    sentences = tuple(
        Sentence(
            document.id,
            index,
            span.start_char,
            span.end_char,
            _key(doc._.folded[span.start_char : span.end_char]),
        )
        for index, span in enumerate(doc.sents)
    )
    mentions = tuple(_mentions(doc, document))
    relations = tuple(_relations(doc, document, sentences))
    wanted = {mention.entity for mention in mentions}
    wanted |= {end for relation in relations for end in (relation.subject, relation.object)}
    wanted |= {relation.speaker for relation in relations if relation.speaker}
    entities = tuple(_entity(entity, doc, lexicon) for entity in sorted(wanted))
    return Extraction(document, sentences, mentions, entities, relations)


def _key(folded: str) -> str:
    letters = "".join(char for char in folded if char.isalnum())
    return blake2b(letters.encode(), digest_size=8).hexdigest()


def _mentions(doc: Doc, document: Document) -> Iterator[Mention]:
    for found in doc._.mentions:
        yield _mention(found, found.entity, document)
    for found in doc._.standing:
        yield _mention(found, found.entity, document)
    for group in doc._.groups:
        for entity, label in zip(group.entities, group.labels, strict=True):
            found = Found(group.start, group.end, label, entity, "reference", "reference:group", 0.6)
            yield _mention(found, entity, document)


def _mention(found: Found, entity: str, document: Document) -> Mention:
    return Mention(
        document.id,
        found.start,
        found.end,
        document.text[found.start : found.end],
        found.label,
        found.source,
        found.rule,
        entity,
        round(found.score, 3),
        found.antecedent,
    )


def _relations(doc: Doc, document: Document, sentences: tuple[Sentence, ...]) -> Iterator[Relation]:
    index = {sentence.start: sentence.index for sentence in sentences}
    for claim in doc._.relations:
        evidence = document.text[claim.start : claim.end]
        yield Relation(
            document.id,
            index[claim.start],
            claim.subject,
            claim.relation,
            claim.object,
            claim.start + len(evidence) - len(evidence.lstrip()),
            claim.end - len(evidence) + len(evidence.rstrip()),
            claim.trigger_start,
            claim.trigger_end,
            claim.rule,
            claim.title,
            claim.since,
            claim.until,
            claim.basis,
            claim.status,
            claim.speaker,
        )


def _entity(entity: str, doc: Doc, lexicon: Lexicon) -> Entity:
    made: Entity | None = doc._.entities.get(entity)
    row = lexicon.entities.get(entity)
    if row is None:
        return (
            made
            if made is not None
            else Entity(entity, entity.split(":", maxsplit=1)[0], entity.split(":", 1)[1])
        )
    attributes: dict[str, Any] = {
        key: value
        for key, value in (("kind", row.kind), ("country", row.country), ("code", row.code), ("en", row.en))
        if value
    }
    if also := [*row.aliases, *row.sides]:
        attributes["also"] = also
    if row.label == "PERSON":
        attributes["official"] = row.official
    return Entity(row.id, row.label, row.name, (), attributes)
