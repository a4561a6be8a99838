"""From the offices of a store to rows of a gazetteer, and to those that a reader should judge."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.errors import InputError
from kgraph.mining.doubts import (
    conflicts,
    known_words,
    misread_names,
    several_states,
    without_strays,
)
from kgraph.mining.held import Held, gather
from kgraph.mining.rows import Writer
from kgraph.records import Entity
from kgraph.rules import EntityRow
from kgraph.store import Store

__all__ = ["Doubt", "Mined", "mine", "write_mined"]

# Entities that no list holds have their label before the colon.
_UNLISTED = ("PERSON:", "INSTITUTION:", "PLACE:", "EVENT:", "COUNTRY:")
_MOST_SENTENCES = 5


@dataclass(frozen=True, slots=True)
class Doubt:
    """An office that is left for a reader to judge.

    Attributes
    ----------
    held : Held
    name, of_name : str
        Of the holder and of the institution.
    reasons : tuple of str
        What is doubtful, in words.
    """

    held: Held
    name: str
    of_name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mined:
    """What :func:`mine` found.

    Attributes
    ----------
    rows : tuple of EntityRow
        By id: persons, and the institutions that no list holds and that they serve.
    doubtful : tuple of Doubt
        Those with most sentences first.
    """

    rows: tuple[EntityRow, ...]
    doubtful: tuple[Doubt, ...]


@dataclass(slots=True)
class _Judged:
    kept: list[Held] = field(default_factory=list)
    doubtful: list[Doubt] = field(default_factory=list)


def mine(store: Store, *, min_stories: int = 2, min_days: int = 2, listed: bool = False) -> Mined:
    """Gather the officials of a store as rows of a gazetteer.

    An office counts if independent stories on several days tell of it as held. Wordings of one office
    are one. What is called a former office only ends the term.

    Parameters
    ----------
    store : Store
    min_stories, min_days : int
        How many stories and days of publication must tell of an office.
    listed : bool
        Also persons whom a gazetteer lists; their rows are the shipped ones with what was seen added.

    Returns
    -------
    Mined

    Raises
    ------
    InputError
        If a number is less than 1.
    """
    for name, number in (("min_stories", min_stories), ("min_days", min_days)):
        if number < 1:
            raise InputError(f"{name} {number}: must be 1 or more")
    entities = {entity.id: entity for entity in store.entities()}
    offices = list(gather(store))
    judged = _judge(store, offices, entities, min_stories, min_days, listed=listed)
    writer = Writer(entities)
    persons: dict[str, list[Held]] = defaultdict(list)
    for held in judged.kept:
        persons[held.person].append(held)
    rows = [writer.person(person, own) for person, own in persons.items()]
    rows += [writer.institution(of) for of in {held.of for held in judged.kept} if of.startswith(_UNLISTED)]
    judged.doubtful.sort(
        key=lambda doubt: (-len(doubt.held.sights), doubt.held.person, doubt.held.of, doubt.held.rule)
    )
    return Mined(tuple(sorted(rows, key=lambda row: row.id)), tuple(judged.doubtful))


def _judge(
    store: Store,
    offices: Sequence[Held],
    entities: Mapping[str, Entity],
    min_stories: int,
    min_days: int,
    *,
    listed: bool,
) -> _Judged:
    """Tell the offices to keep from the doubtful ones."""
    confirmed = [held for held in offices if held.stories >= min_stories and len(held.days) >= min_days]
    outdone = conflicts(confirmed)
    by_key = {(held.person, held.of, held.rule): held for held in confirmed}
    people: dict[str, list[Held]] = defaultdict(list)
    for held in confirmed:
        people[held.person].append(held)
    unlisted = {person: entities[person].name for person in people if person.startswith(_UNLISTED)}
    misread = misread_names(store, unlisted)
    judged = _Judged()
    for held in offices:
        new = held.person.startswith(_UNLISTED)
        if not (new or listed):
            continue
        reasons = []
        if held.stories < min_stories or len(held.days) < min_days:
            reasons.append(
                f"few: {_count(held.stories, 'story', 'stories')} on {_count(len(held.days), 'day', 'days')}"
            )
        rival = outdone.get((held.person, held.of, held.rule))
        kept: Held | None = held
        if rival is not None:
            kept = without_strays(held, by_key[rival, held.of, held.rule])
            if kept is None or kept.stories < min_stories or len(kept.days) < min_days:
                reasons.append(f"conflict: {entities[rival].name} is seen in it at the same time")
                kept = None
        if new:
            reasons += _of_name(held.person, entities[held.person].name, misread)
            if states := several_states(people.get(held.person, ()), entities):
                reasons.append(f"states: offices of {', '.join(states)}; perhaps several persons")
        if reasons or kept is None:
            judged.doubtful.append(
                Doubt(held, entities[held.person].name, entities[held.of].name, tuple(reasons))
            )
        else:
            judged.kept.append(kept)
    return judged


def _of_name(person: str, name: str, misread: Mapping[str, tuple[int, int]]) -> Iterable[str]:
    if word := known_words(name):
        yield f"word: {word} is a word, a title or another name"
    if person in misread:
        as_name, occurs = misread[person]
        yield f"name: {as_name} of {occurs} occurrences are read as this person"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def write_mined(mined: Mined, rows: Path, review: Path | None = None) -> None:
    """Write what was mined as JSON lines.

    Parameters
    ----------
    mined : Mined
    rows : pathlib.Path
        A gazetteer: ``kgraph build --gazetteer`` reads it.
    review : pathlib.Path, optional
        The doubtful offices, with what is doubtful and up to five sentences of each.
    """
    rows.write_text(
        "".join(
            json.dumps(row.model_dump(exclude_defaults=True), ensure_ascii=False) + "\n" for row in mined.rows
        ),
        encoding="utf-8",
    )
    if review is not None:
        review.write_text(
            "".join(json.dumps(_as_json(doubt), ensure_ascii=False) + "\n" for doubt in mined.doubtful),
            encoding="utf-8",
        )


def _as_json(doubt: Doubt) -> dict[str, object]:
    held, days = doubt.held, doubt.held.days
    return {
        "person": doubt.name,
        "title": held.title,
        "of": doubt.of_name,
        "reasons": list(doubt.reasons),
        "first": days[0] if days else None,
        "last": days[-1] if days else None,
        "days": len(days),
        "stories": held.stories,
        "person_id": held.person,
        "of_id": held.of,
        "rule": held.rule,
        "evidence": [
            {"date": one.day, "document": one.name, "text": one.text} for one in held.sights[:_MOST_SENTENCES]
        ],
    }
