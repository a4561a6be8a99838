"""Facts: relations with the same subject, relation and object and compatible dates, taken together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from kgraph.graph.stories import count_stories
from kgraph.ontology import relations as ontology_relations
from kgraph.ontology import statuses
from kgraph.records import Document, Entity, Evidence, Fact, Relation
from kgraph.store import Store

__all__ = ["facts", "facts_of", "oriented"]

# A report follows what it tells by at most this many days; within them the two are one occasion.
_REPORTED_WITHIN = 3
# What is told without a date, such as a plan, is of an occasion within so many days of its report.
_UNDATED_WITHIN = 183
# Dates that are the report's and not the event's.
_OF_REPORT = frozenset({"publication", "dateline"})
# A day carried on from another sentence may be the neighbour of the one meant.
_CARRIED_WITHIN = 1


def facts(store: Store) -> list[Fact]:
    """All facts of a store, the strongest first.

    Parameters
    ----------
    store : Store

    Returns
    -------
    list of Fact
        By number of stories, then of sentences, then by name.
    """
    documents = {document.id: document for document in store.documents()}
    entities = {entity.id: entity for entity in store.entities()}
    found = list(facts_of(store.relations(), documents, entities))
    found.sort(key=lambda fact: (-fact.stories, -fact.sentences, fact.subject, fact.relation, fact.object,
                                 fact.title or "", fact.date_from or ""))  # fmt: skip
    return found


def facts_of(
    relations: Iterable[Relation], documents: dict[str, Document], entities: dict[str, Entity]
) -> Iterator[Fact]:
    """Group relations into facts.

    Parameters
    ----------
    relations : iterable of Relation
    documents, entities : dict
        By id.

    Yields
    ------
    Fact
    """
    groups: dict[tuple[str, str, str, str], list[Relation]] = defaultdict(list)
    for relation in sorted(relations, key=_order):
        subject, other = oriented(relation)
        groups[subject, relation.relation, other, relation.title or ""].append(relation)
    for (subject, name, other, title), members in groups.items():
        for occasion in _occasions(name, members, documents):
            yield _fact(subject, name, other, title or None, occasion, documents, entities)


def _order(one: Relation) -> tuple[str, ...]:
    """One order of relations, whatever the order in which they are given."""
    place = (one.document, f"{one.sentence:09}", f"{one.trigger_start:09}", one.rule)
    return (*place, one.subject, one.object, one.date_from or "", one.date_to or "", one.status)


def oriented(relation: Relation) -> tuple[str, str]:
    """Subject and object, of a symmetric relation in one order whichever was said first."""
    if ontology_relations()[relation.relation].symmetric and relation.subject > relation.object:
        return relation.object, relation.subject
    return relation.subject, relation.object


def _occasions(
    name: str, relations: Sequence[Relation], documents: dict[str, Document]
) -> Iterator[list[Relation]]:
    """Split relations of one pair where their dates cannot be of one occasion."""
    if ontology_relations()[name].state:
        yield list(relations)
        return
    dated = [(*_window(one, documents[one.document].published), one) for one in relations]
    # Exact dates first: a month or the date of a report joins the day that it contains or follows.
    dated.sort(key=lambda one: (_width(one[0], one[1]), one[0], one[2].document, one[2].start))
    occasions: list[tuple[date, date, list[Relation]]] = []
    for since, until, relation in dated:
        for number, (first, last, members) in enumerate(occasions):
            if since <= last and first <= until:
                members.append(relation)
                occasions[number] = (first, last, members)
                break
        else:
            occasions.append((since, until, [relation]))
    occasions.sort(key=lambda one: (one[0], one[1]))
    for _, _, members in occasions:
        yield members


def _width(since: date, until: date) -> int:
    return (until - since).days


def _window(relation: Relation, published: str | None) -> tuple[date, date]:
    """The days of which a relation may be, by its own date or else by that of its report."""
    if relation.date_from or not published:
        return _interval(relation)
    day = _bound(published[:10], first=True)
    within = timedelta(days=_REPORTED_WITHIN if relation.status == "negated" else _UNDATED_WITHIN)
    return max(day, date.min + within) - within, min(day, date.max - within) + within


def _interval(relation: Relation) -> tuple[date, date]:
    since = _bound(relation.date_from, first=True)
    until = _bound(relation.date_to, first=False)
    if relation.date_basis in _OF_REPORT and since > date.min:
        since -= timedelta(days=_REPORTED_WITHIN)
    if relation.date_basis == "carried" and date.min < since and until < date.max:
        since, until = since - timedelta(days=_CARRIED_WITHIN), until + timedelta(days=_CARRIED_WITHIN)
    return since, until


def _bound(text: str | None, *, first: bool) -> date:
    if not text:
        return date.min if first else date.max
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else (1 if first else 12)
    if first:
        return date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _fact(
    subject: str,
    name: str,
    other: str,
    title: str | None,
    relations: list[Relation],
    documents: dict[str, Document],
    entities: dict[str, Entity],
) -> Fact:
    rank = {status: row.rank for status, row in statuses().items()}
    if ontology_relations()[name].sided:
        # Who attacked, or who wrote, as most tell it.
        turned = sum(one.subject == other for one in relations)
        if 2 * turned > len(relations):
            subject, other = other, subject
    best = min(
        relations, key=lambda one: (rank[one.status], _width(*_interval(one)), one.document, one.start)
    )
    evidence = sorted(
        (_evidence(one, documents) for one in relations),
        key=lambda one: (one.published or "9999", one.name, one.document, one.start, one.rule),
    )
    dated = min(
        relations, key=lambda one: (one.date_from is None, _width(*_interval(one)), one.document, one.start)
    )
    # What the text itself tells, or several say, has no one speaker.
    speakers = {one.speaker for one in relations if one.status == best.status}
    return Fact(
        subject,
        entities[subject].name,
        name,
        other,
        entities[other].name,
        title,
        dated.date_from,
        dated.date_to,
        dated.date_basis,
        best.status,
        next(iter(speakers)) if len(speakers) == 1 else None,
        count_stories((one.document, one.text) for one in evidence),
        len(relations),
        tuple(evidence),
    )


def _evidence(relation: Relation, documents: dict[str, Document]) -> Evidence:
    document = documents[relation.document]
    when = relation.date_from
    if relation.date_to and relation.date_to != when:
        when = f"{relation.date_from}/{relation.date_to}"
    return Evidence(
        document.id,
        document.name,
        document.title,
        document.published,
        document.source,
        document.url,
        document.text[relation.start : relation.end],
        relation.start,
        relation.end,
        relation.rule,
        relation.status,
        when,
        relation.date_basis,
        relation.speaker,
    )
