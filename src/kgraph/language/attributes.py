"""What the components pass along on a spaCy ``Doc``: typed lists under ``doc._``.

=================  =====================================  ==========================
attribute          holds                                  written by
=================  =====================================  ==========================
``document``       the :class:`~kgraph.records.Document`  the caller
``folded``         the shadow text, same length           tokenizer
``matches``        surfaces of the lexicon that count     tokenizer
``ends``           where each token ends                  tokenizer
``word_starts``    offsets at which known words begin     tokenizer
``mentions``       :class:`Found` spans, in order         every component that names
``entities``       entities that no gazetteer lists       titles, names, linking
``offices``        :class:`Office` phrases                titles
``home``           id of the state it is written from     linking
``groups``         :class:`Group` references              references
``standing``       titles alone, :class:`Found`           references
``dates``          :class:`DateSpan`                      dates
``relations``      :class:`Claim`                         patterns, status
=================  =====================================  ==========================
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

__all__ = ["Claim", "DateSpan", "Found", "Group", "Office", "register"]


class Found(NamedTuple):
    """A span that names an entity.

    Attributes
    ----------
    start, end : int
        Code points into the text, half-open.
    label : str
    entity : str
        Id of the entity, empty until it is linked.
    source, rule, score
        As in :class:`~kgraph.records.Mention`.
    candidates : tuple of str
        Ids of the gazetteer rows that have this surface.
    antecedent : int or None
        For a reference, the start of the mention that it goes back to.
    """

    start: int
    end: int
    label: str
    entity: str
    source: str
    rule: str
    score: float = 1.0
    candidates: tuple[str, ...] = ()
    antecedent: int | None = None


class Office(NamedTuple):
    """An office phrase, with or without its holder.

    Attributes
    ----------
    start, end : int
        Span of the phrase without the holder's name.
    title : str
        The bare title, folded.
    title_start : int
        Where the title's head begins.
    rule : str
        Id of the row in titles.jsonl or organs.jsonl.
    of : str
        Id of the institution, country or place; empty if the text does not settle it.
    past : bool
        A former office (前, 原, 时任).
    holder : int
        Start of the holder's mention, -1 if the title stands alone.
    official : bool
    planned : bool
        An office that its holder will take (将出任).
    """

    start: int
    end: int
    title: str
    title_start: int
    rule: str
    of: str
    past: bool
    holder: int
    official: bool
    planned: bool = False


class Group(NamedTuple):
    """A reference to several entities (双方, 两国元首): span, entity ids, and their labels."""

    start: int
    end: int
    entities: tuple[str, ...]
    labels: tuple[str, ...]


class DateSpan(NamedTuple):
    """A date expression and the interval it stands for.

    Attributes
    ----------
    start, end : int
        Code points into the text, half-open.
    since, until : str
        ISO dates, inclusive.
    basis : str
        ``explicit``, ``relative``, ``dateline`` or ``inferred``.
    planned : bool
        Whether the text tells it as what is to come (将于28日).
    edge : str
        ``since`` or ``until`` where it is only an end of a longer time: 自4月15日起, 截至10月25日.
    """

    start: int
    end: int
    since: str
    until: str
    basis: str
    planned: bool = False
    edge: str = ""


class Claim(NamedTuple):
    """A relation before it becomes a record: subject and object are entity ids."""

    subject: str
    relation: str
    object: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    rule: str
    title: str | None = None
    since: str | None = None
    until: str | None = None
    basis: str | None = None
    status: str = "actual"
    speaker: str | None = None


def register() -> None:
    """Make the attributes known to spaCy; calling it again changes nothing."""
    for name, default in (("document", None), ("folded", ""), ("home", ""), ("word_starts", frozenset())):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
    for name in ("ends", "matches", "mentions", "offices", "groups", "standing", "dates", "relations"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=[])
    if not Doc.has_extension("entities"):
        Doc.set_extension("entities", default={})
