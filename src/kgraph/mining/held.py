"""Offices as a store has them: one holder, one office, and the days on which it was seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx

from kgraph.graph import derive
from kgraph.store import Store

__all__ = ["Held", "Sight", "gather"]

# Below this score, which of several persons of one name is meant was guessed.
_SURE = 0.7
# Heads of the usual organs have rows of their own; 部长 behind the organ's name is the same office.
_HEAD, _OF_ORGANS = "title:minister", "organ:"
# A wording counts that has at least this part of the uses of the commonest one.
_USUAL = 0.25

_QUERY = """
SELECT r.subject, r.object, r.rule, coalesce(r.title, ''), r.status, r.date_from, r.date_to, r.date_basis,
       st.story, r.document, substr(d.published, 1, 10), d.name,
       substring(d.text, r.start + 1, r."end" - r.start), s.key
FROM relations r
JOIN documents d ON d.id = r.document
JOIN stories st ON st.document = r.document
JOIN sentences s ON s.document = r.document AND s.index = r.sentence
WHERE r.relation = 'HOLDS_OFFICE' AND EXISTS (
    SELECT 1 FROM mentions m
    WHERE m.document = r.document AND m.entity = r.subject AND m.source <> 'reference' AND m.score >= ?
      AND m.start >= r.start AND m."end" <= r."end")
ORDER BY ALL
"""


class Sight(NamedTuple):
    """One sentence in which somebody is said to hold an office.

    Attributes
    ----------
    day : str or None
        Date of publication.
    title : str
        As printed, in simplified characters.
    status : str
        ``actual``, ``past``, ``planned`` and so on, see the ontology.
    since, until, basis : str or None
        The term, where the sentence tells one.
    story, document, name, text : str
        The document's story, its id and name, and the sentence.
    key : str
        The same in every reprint of the sentence.
    """

    day: str | None
    title: str
    status: str
    since: str | None
    until: str | None
    basis: str | None
    story: str
    document: str
    name: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Held:
    """One office of one person.

    Attributes
    ----------
    person, of : str
        Entity ids.
    rule : str
        Id of the title or organ row; wordings of one office have the same.
    title : str
        The usual wording: 外交部长 rather than 外长.
    sights : tuple of Sight
        Those in which the office is held, in order of days.
    former, coming : str or None
        The first day on which it is called a former office, after the last on which it was held; the
        last day on which it is one to come, before the first.
    stories : int
        Independent stories behind `sights`.
    """

    person: str
    of: str
    rule: str
    title: str
    sights: tuple[Sight, ...]
    former: str | None
    coming: str | None
    stories: int

    @property
    def days(self) -> list[str]:
        """The days on which it was seen, in order."""
        return sorted({sight.day for sight in self.sights if sight.day})


def gather(store: Store) -> Iterator[Held]:
    """The offices of a store, by person and institution.

    Left out are offices that no one is named beside, or whose holder is one of several persons of a
    name and was guessed.

    Parameters
    ----------
    store : Store

    Yields
    ------
    Held
        Ordered by person, institution and office.
    """
    derive(store)
    groups: dict[tuple[str, str], dict[str, list[Sight]]] = defaultdict(lambda: defaultdict(list))
    for row in store.query(_QUERY, [_SURE]):
        person, of, rule, title, status, since, until, basis, story, document, day, name, text, key = row
        sight = Sight(day, title, status, since, until, basis, story, document, name, text, key)
        groups[person, of][rule].append(sight)
    for (person, of), offices in sorted(groups.items()):
        heads = sorted(rule for rule in offices if rule.startswith(_OF_ORGANS))
        if heads and _HEAD in offices:
            offices[heads[0]] += offices.pop(_HEAD)
        for rule, sights in sorted(offices.items()):
            held = _held(person, of, rule, sights)
            if held is not None:
                yield held


def _held(person: str, of: str, rule: str, sights: Sequence[Sight]) -> Held | None:
    def order(sight: Sight) -> tuple[str, str, str, str]:
        return sight.day or "9999", sight.name, sight.document, sight.text

    actual = sorted((one for one in sights if one.status == "actual"), key=order)
    if not actual:
        return None
    days = [one.day for one in actual if one.day]
    first, last = min(days, default=""), max(days, default="")
    former = [one.day for one in sights if one.status == "past" and one.day and one.day > last]
    coming = [one.day for one in sights if one.status == "planned" and one.day and one.day < first]
    return Held(
        person,
        of,
        rule,
        _usual([one.title for one in actual]),
        tuple(actual),
        min(former, default=None),
        max(coming, default=None),
        _stories(actual),
    )


def _stories(sights: Sequence[Sight]) -> int:
    """How many independent stories there are; those that share a sentence are one."""
    shared = nx.Graph((("story", one.story), ("sentence", one.key)) for one in sights)
    return int(nx.number_connected_components(shared))


def _usual(titles: Sequence[str]) -> str:
    """The longest of the usual wordings, as the short ones are made from it: 外交部长, 外长."""
    counts = Counter(titles)
    least = max(counts.values()) * _USUAL
    return min((title for title in counts if counts[title] >= least), key=lambda one: (-len(one), one))
