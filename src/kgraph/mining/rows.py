"""Rows of a gazetteer from the offices that a store has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgraph.mining.doubts import state_of
from kgraph.mining.held import Held
from kgraph.records import Entity
from kgraph.rules import EntityRow, Office, OrganRow, Seen, TitleRow, rule_rows
from kgraph.script import fold

__all__ = ["Writer"]

_KINDS = {"PERSON": "person", "COUNTRY": "country", "INSTITUTION": "org", "PLACE": "place", "EVENT": "event"}
# A term is told by its text only if the date is of the term and not of the report.
_TOLD = frozenset({"explicit", "relative"})
_HEAD = "部长"


class Writer:
    """Makes rows.

    Parameters
    ----------
    entities : mapping
        Entities of the store by id.
    """

    def __init__(self, entities: Mapping[str, Entity]) -> None:
        self.entities = entities
        self._shipped = {row.id: row for row in rule_rows("officials", EntityRow)}
        self._wordings = {row.id: {row.title, *row.aliases} for row in rule_rows("titles", TitleRow)}
        self._wordings |= {row.id: {*row.heads, _HEAD} for row in rule_rows("organs", OrganRow)}

    def person(self, person: str, offices: Sequence[Held]) -> EntityRow:
        """The row of a person with offices.

        Parameters
        ----------
        person : str
            Entity id.
        offices : sequence of Held
        """
        entity = self.entities[person]
        row = self._shipped.get(person) or self._new(entity)
        held = [self._office(one, row) for one in offices]
        replaced = {id(known) for known, _ in held if known is not None}
        kept = [one for one in row.offices if id(one) not in replaced]
        found = sorted((one for _, one in held), key=_order)
        updates: dict[str, object] = {"offices": [*kept, *found]}
        if row.country is None:
            states = {state for one in offices if (state := state_of(one.of, self.entities))}
            updates["country"] = next(iter(states)) if len(states) == 1 else None
        return row.model_copy(update=updates)

    def institution(self, entity: str) -> EntityRow:
        """The row of an institution, place or event that no list holds."""
        return self._new(self.entities[entity])

    def _new(self, entity: Entity) -> EntityRow:
        attributes = entity.attributes
        other = [*entity.aliases, *attributes.get("also", ())]
        folded = sorted({fold(name) for name in other if len(name) > 1} - {entity.name})
        return EntityRow(
            id=_identifier(entity.id, entity),
            label=entity.label,  # type: ignore[arg-type]
            name=entity.name,
            en=attributes.get("en"),
            aliases=folded,
            kind=attributes.get("kind"),
            country=_listed(attributes.get("country")),
            official=bool(attributes.get("official")),
        )

    def _office(self, held: Held, row: EntityRow) -> tuple[Office | None, Office]:
        """The listed office that this is, if the row has it, and the office with what was seen."""
        of = _identifier(held.of, self.entities[held.of])
        days = held.days
        seen = Seen(first=days[0], last=days[-1], days=len(days), stories=held.stories) if days else None
        wordings = {held.title, *self._wordings.get(held.rule, ())}
        for known in row.offices:
            if known.of == of and known.title in wordings:
                return known, known.model_copy(update={"seen": seen})
        told = [one for one in held.sights if one.basis in _TOLD]
        since = _one({one.since for one in told if one.since})
        until = _one({one.until for one in told if one.until})
        if days:
            # The term is at least as long as it was seen.
            since = since if since and since <= days[0] else _shared(held.coming, days[0])
            until = until if until and until >= days[-1][: len(until)] else _shared(days[-1], held.former)
        return None, Office(of=of, title=held.title, since=since, until=until, seen=seen)


def _identifier(entity_id: str, entity: Entity) -> str:
    label, _, name = entity_id.partition(":")
    return f"{_KINDS[entity.label]}:{'-'.join(name.split())}" if label in _KINDS else entity_id


def _listed(entity_id: str | None) -> str | None:
    return entity_id if entity_id and entity_id.partition(":")[0] not in _KINDS else None


def _one(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _shared(before: str | None, after: str | None) -> str | None:
    """What two days have in common, between which something lies: the day, the month or the year.

    >>> _shared("2021-03-04", "2021-03-11")
    '2021-03'
    >>> _shared("2021-12-30", "2022-01-02") is None
    True
    """
    if not before or not after:
        return None
    return next((before[:length] for length in (10, 7, 4) if before[:length] == after[:length]), None)


def _order(office: Office) -> tuple[str, str, str]:
    return office.seen.first if office.seen else "", office.of, office.title
