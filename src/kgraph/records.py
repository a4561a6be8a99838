"""The records that pass between the steps: what a test can write by hand.

All offsets are code points into :attr:`Document.text`, half-open. All dates are ISO 8601:
``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

__all__ = [
    "DATE_BASES",
    "Document",
    "Entity",
    "Evidence",
    "Extraction",
    "Fact",
    "Mention",
    "Rejected",
    "Relation",
    "Sentence",
    "Sketch",
]

# Where the date of a relation comes from, the surest first (docs/design.md, Dates).
DATE_BASES = ("explicit", "relative", "dateline", "carried", "inferred", "publication")


@dataclass(frozen=True, slots=True)
class Document:
    """One article as read.

    Attributes
    ----------
    id : str
        Hash of the text with script, width and white space folded, so that a simplified and a
        traditional printing of one article share it.
    name : str
        Short name for people: the file's stem, or the item's own id in a file of many.
    text : str
        The text, title first. It is never changed after reading; every offset points into it.
    title : str or None
    published : str or None
        ISO date.
    published_basis : str or None
        Where the date comes from: ``metadata``, ``text``, ``name`` or ``option``.
    source : str or None
        Who published it: a newspaper, an agency, a site.
    url : str or None
    script : str
        ``simplified``, ``traditional`` or ``mixed``.
    path : str
        The input file, as given.
    line : int or None
        The 1-based line in a JSONL file, or item in a feed; None where the file is one document.
    input : str
        The input file's absolute path: the store's key for it.
    """

    id: str
    name: str
    text: str
    title: str | None = None
    published: str | None = None
    published_basis: str | None = None
    source: str | None = None
    url: str | None = None
    script: str = "simplified"
    path: str = ""
    line: int | None = None
    input: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not become a document, and why.

    Attributes
    ----------
    path : str
    line : int or None
        The 1-based line in the file, where only one record of it failed.
    reason : str
        One sentence for the user.
    input : str
        The input file's absolute path.
    passing : bool
        Whether the file could not even be opened: the next run tries again.
    """

    path: str
    reason: str
    line: int | None = None
    input: str = ""
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: its number, its half-open span, and a key.

    The key is a hash of the letters and characters of the folded sentence, so that a reprint in
    either script has the same one.
    """

    document: str
    index: int
    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a document that names an entity.

    Attributes
    ----------
    document, start, end, surface
        Where it stands and what it reads, in the document's own script.
    label : str
        ``PERSON``, ``COUNTRY``, ``INSTITUTION``, ``PLACE`` or ``EVENT``.
    source : str
        ``gazetteer``, ``title``, ``ner``, ``name`` or ``reference``.
    rule : str
        Id of the gazetteer row or rule.
    entity : str
        Id of the entity it is resolved to.
    score : float
        Between 0 and 1; 1 where nothing had to be guessed.
    antecedent : int or None
        For a reference, the start of the mention that it goes back to.
    """

    document: str
    start: int
    end: int
    surface: str
    label: str
    source: str
    rule: str
    entity: str
    score: float = 1.0
    antecedent: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions refer to, across documents.

    Attributes
    ----------
    id : str
        The gazetteer row's id, or ``label:name`` for what no list holds.
    label : str
    name : str
        Canonical name, in simplified Chinese.
    aliases : tuple of str
        Surfaces under which it was met, sorted.
    attributes : dict
        ``official``, ``kind``, ``country`` and the like; ``also`` has further names that the
        gazetteer lists. JSON values only.
    """

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relation:
    """One claim found in one sentence.

    Attributes
    ----------
    document : str
    sentence : int
        Index of the sentence in the document.
    subject, object : str
        Entity ids.
    relation : str
        A label of the ontology.
    start, end : int
        Span of the evidence, the sentence or the part of it that holds the claim.
    trigger_start, trigger_end : int
        Span of the word that carries the relation.
    rule : str
        Id of the pattern.
    title : str or None
        The bare title, for ``HOLDS_OFFICE`` only.
    date_from, date_to : str or None
        ISO dates, both inclusive.
    date_basis : str or None
        One of `DATE_BASES`.
    status : str
        ``actual``, ``planned``, ``wish``, ``negated``, ``past`` or ``claimed``.
    speaker : str or None
        Entity id of who says so, where the text names somebody.
    """

    document: str
    sentence: int
    subject: str
    relation: str
    object: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    rule: str
    title: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    date_basis: str | None = None
    status: str = "actual"
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What tells whether a text was printed before (:mod:`kgraph.sketches`).

    Attributes
    ----------
    document : str
    kind : str
        ``document`` or ``sentence``.
    unit : str
        The document's id, or the sentence's key.
    bands : list of int
        Of 63 bits, 16 of them; none for what is too short.
    """

    document: str
    kind: str
    unit: str
    bands: list[int]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that the language step takes from one document, with its sketches where they are made."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    sketches: tuple[Sketch, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence behind a fact, with what is needed to cite it."""

    document: str
    name: str
    title: str | None
    published: str | None
    source: str | None
    url: str | None
    text: str
    start: int
    end: int
    rule: str
    status: str
    date: str | None
    date_basis: str | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Relations with the same subject, relation and object and compatible dates, taken together.

    Attributes
    ----------
    subject, object : str
        Entity ids; `subject_name` and `object_name` are their canonical names.
    relation, title, date_from, date_to, date_basis
        As in :class:`Relation`; the narrowest dates found.
    status : str
        The strongest one found (see the ontology).
    speaker : str or None
        Entity id of who says so, where all relations of that status come from one speaker.
    stories : int
        The weight: number of independent stories. Documents that share an evidence sentence
        count as one, so that a reprint adds nothing.
    sentences : int
        Number of relations behind the fact.
    evidence : tuple of Evidence
        In order of publication.
    """

    subject: str
    subject_name: str
    relation: str
    object: str
    object_name: str
    title: str | None
    date_from: str | None
    date_to: str | None
    date_basis: str | None
    status: str
    speaker: str | None
    stories: int
    sentences: int
    evidence: tuple[Evidence, ...]
