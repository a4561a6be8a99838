"""Why an office that a store has may be misread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from ahocorasick_rs import AhoCorasick

from kgraph.mining.held import Held
from kgraph.records import Entity
from kgraph.rules import RULE_FILES, EntityRow, OrganRow, TitleRow, WordRow, rule_rows
from kgraph.script import fold
from kgraph.store import Store

__all__ = ["conflicts", "known_words", "misread_names", "several_states", "single_holder", "without_strays"]

# An office changes hands with some days in which the press names both.
_HANDOVER = 31
# A name that stands for its person in fewer of its occurrences is a word, or a part of other names.
_LEAST_SHARE = 0.5


def single_holder(rule: str) -> bool:
    """Whether an office has one holder at a time: 外交部长, but not 副部长, 院士 or 大使.

    Ambassadors of one state are many; the store does not say where they are posted.
    """
    return rule in _single()


@cache
def _single() -> frozenset[str]:
    heads = {row.id for row in rule_rows("organs", OrganRow)}
    alone = {
        row.id
        for row in rule_rows("titles", TitleRow)
        if not row.shared and row.attaches != "none" and row.title not in {"大使", "书记", "特使", "领导人"}
    }
    return frozenset(heads | alone)


def conflicts(offices: Sequence[Held]) -> dict[tuple[str, str, str], str]:
    """Offices of one holder that two are seen in at once; for the less seen of the two, who the other is.

    Parameters
    ----------
    offices : sequence of Held

    Returns
    -------
    dict
        Person, institution and rule of an office, to the person who is seen in it as often or more
        often in the time that both are.
    """
    holders: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for held in offices:
        if single_holder(held.rule) and held.days:
            holders[held.of, held.rule].append(held)
    found: dict[tuple[str, str, str], str] = {}
    for rivals in holders.values():
        for one in rivals:
            for other in rivals:
                if one is not other and _outdone(one, other):
                    found.setdefault((one.person, one.of, one.rule), other.person)
    return found


def _outdone(one: Held, other: Held) -> bool:
    overlap = _overlap(one, other)
    if overlap is None:
        return False
    since, until = overlap
    own = sum(since <= day <= until for day in one.days)
    others = sum(since <= day <= until for day in other.days)
    return own <= others


def _overlap(one: Held, other: Held) -> tuple[str, str] | None:
    since, until = max(one.days[0], other.days[0]), min(one.days[-1], other.days[-1])
    if since > until or (_day(until) - _day(since)).days <= _HANDOVER:
        # Seen on a few days within the time of the other is no handing over.
        inside = other.days[0] < one.days[0] and one.days[-1] < other.days[-1]
        around = one.days[0] < other.days[0] and other.days[-1] < one.days[-1]
        if not (since <= until and (inside or around)):
            return None
    return since, until


def without_strays(held: Held, rival: Held) -> Held | None:
    """An office without the days in which a rival was seen in it; None if no day is left."""
    overlap = _overlap(held, rival)
    if overlap is None:
        return held
    kept = tuple(one for one in held.sights if one.day and not overlap[0] <= one.day <= overlap[1])
    return replace(held, sights=kept, stories=len({one.key for one in kept})) if kept else None


def _day(text: str) -> date:
    return date.fromisoformat(text)


def several_states(offices: Sequence[Held], entities: Mapping[str, Entity]) -> list[str]:
    """The states that one person's offices are of, where they are several."""
    states = {state for held in offices if (state := state_of(held.of, entities))}
    return sorted(states) if len(states) > 1 else []


def state_of(entity: str, entities: Mapping[str, Entity]) -> str:
    """The state that an entity is or belongs to, empty if the store does not say."""
    known = entities.get(entity)
    if known is None:
        return ""
    if known.label == "COUNTRY" or known.attributes.get("kind") == "territory":
        return entity
    state: str = known.attributes.get("country") or ""
    return state


def misread_names(store: Store, persons: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Names that mostly stand for something else: words, and parts of longer names.

    Parameters
    ----------
    store : Store
    persons : mapping
        Names by entity id.

    Returns
    -------
    dict
        By entity id, how often its name is read as the person and how often it occurs in the texts;
        only where the first is less than half of the second.
    """
    if not persons:
        return {}
    names = sorted(set(persons.values()))
    automaton = AhoCorasick(names, store_patterns=False)
    occurs: Counter[int] = Counter()
    for text in _texts(store):
        occurs.update(number for number, _, _ in automaton.find_matches_as_indexes(text, overlapping=True))
    read: Counter[tuple[str, str]] = Counter()
    for entity, surface, count in store.query(
        "SELECT entity, surface, count(*) FROM mentions WHERE label = 'PERSON' AND source <> 'reference' "
        "GROUP BY entity, surface ORDER BY ALL"
    ):
        if entity in persons:
            read[entity, fold(surface)] += count
    number_of = {name: number for number, name in enumerate(names)}
    shares = {
        entity: (read[entity, name], occurs[number_of[name]]) for entity, name in sorted(persons.items())
    }
    return {entity: pair for entity, pair in shares.items() if pair[0] < _LEAST_SHARE * pair[1]}


def _texts(store: Store) -> Iterator[str]:
    for text, script in store.query("SELECT text, script FROM documents ORDER BY id"):
        yield text if script == "simplified" else fold(text)


@cache
def _surfaces() -> dict[str, str]:
    """Words and names of the shipped files that are not persons, with the row that has them."""
    surfaces: dict[str, str] = {}
    for name, model in RULE_FILES.items():
        if model is EntityRow and name != "officials":
            surfaces.update((text, row.id) for row in rule_rows(name, EntityRow) for text in _names(row))
    for title in rule_rows("titles", TitleRow):
        surfaces.update((text, title.id) for text in (title.title, *title.aliases))
    for words in rule_rows("words", WordRow):
        surfaces.update((text, words.id) for text in words.words if len(text) > 1)
    return surfaces


def _names(row: EntityRow) -> Iterable[str]:
    return (row.name, *row.aliases, *row.sides)


def known_words(name: str, but: Collection[str] = ()) -> str:
    """The word, title or other name that a name is, begins or ends with; empty if there is none."""
    surfaces = _surfaces()
    if name in surfaces and surfaces[name] not in but:
        return name
    for cut in range(2, len(name)):
        for part in (name[:cut], name[-cut:]):
            if surfaces.get(part, "").startswith(("words:", "title:")):
                return part
    return ""
