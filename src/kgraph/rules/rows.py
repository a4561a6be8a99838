"""What a row of each rule file may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

__all__ = [
    "INSTITUTION_KINDS",
    "EntityRow",
    "Identifier",
    "Name",
    "Office",
    "OntologyExample",
    "OntologyRow",
    "Row",
    "Seen",
]

INSTITUTION_KINDS = (
    "government",
    "legislature",
    "party",
    "military",
    "court",
    "igo",
    "media",
    "company",
    "university",
    "thinktank",
    "ngo",
    "armed_group",
)

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]*:[^\s]+$")]
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
# One character would be found in the midst of other words.
LongName = Annotated[str, StringConstraints(min_length=2, strip_whitespace=True)]
PartialDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]


class Row(BaseModel):
    """What every row has: an id, and a switch to remove it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    off: bool = False
    note: str | None = None


class Seen(BaseModel):
    """When an office was seen in texts: first and last day, number of days and of independent stories."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: PartialDate
    last: PartialDate
    days: int = Field(ge=1)
    stories: int = Field(ge=1)


class Office(BaseModel):
    """An office with its dates.

    Attributes
    ----------
    of : str
        Entity id.
    title : str
    since, until : str or None
        The term, inclusive; as exact as it is known.
    seen : Seen or None
        Where the office comes from texts: the term is at least this long.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Identifier
    title: Name
    since: PartialDate | None = None
    until: PartialDate | None = None
    seen: Seen | None = None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Office:
        if self.since and self.until and self.until < self.since[: len(self.until)]:
            raise ValueError(f"until {self.until} is before since {self.since}")
        return self


class EntityRow(Row):
    """One entity of a gazetteer.

    All names are in simplified characters; text is folded to them before matching.

    Attributes
    ----------
    label : str
    name : str
        Canonical name.
    en : str or None
        English name.
    aliases : list of str
        Other full names and common short names, each of two or more characters.
    sides : list of str
        The name as a party to talks: 美方.
    short : list of str
        Forms that count only in a licensing context (访美, 中美, 美财长): 美.
    kind : str or None
        For a COUNTRY ``state`` or ``former``; for a PLACE ``territory``, ``region``, ``province``,
        ``city``, ``district``, ``sea``, ``island``, ``river``, ``mountain``, ``building``; for an
        INSTITUTION one of `INSTITUTION_KINDS`; for an EVENT ``series`` or ``single``.
    code : str or None
        ISO 3166 code of a country or territory.
    country, parent : str or None
        Entity ids: the state it belongs to, the organisation it is part of.
    within : str or None
        Entity id of the place or country that a PLACE lies in.
    capital : str or None
        Entity id of a country's capital.
    seats : list of str
        Entity ids of the places whose names stand for its government where they act or speak
        (克里姆林宫), beside its capital.
    prevails : bool
        Whether this one is meant by a name that it shares with others (乌方, 民进党), where the document
        tells nothing for any of them.
    role : str or None
        Organ id: what kind of organ of its state it is (see organs.jsonl).
    offices : list of Office
        For a PERSON.
    official : bool
        For a PERSON: holds or held a public, military or diplomatic office.
    """

    label: Literal["PERSON", "COUNTRY", "INSTITUTION", "PLACE", "EVENT"]
    name: LongName
    en: str | None = None
    aliases: list[LongName] = Field(default_factory=list)
    sides: list[Name] = Field(default_factory=list)
    short: list[Name] = Field(default_factory=list)
    kind: str | None = None
    code: str | None = None
    country: Identifier | None = None
    parent: Identifier | None = None
    within: Identifier | None = None
    capital: Identifier | None = None
    seats: list[Identifier] = Field(default_factory=list)
    prevails: bool = False
    role: Identifier | None = None
    offices: list[Office] = Field(default_factory=list)
    official: bool = False


class OntologyExample(BaseModel):
    """A text, and what it shows: the names that have the label, or the facts of the relation or status."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Name
    names: list[Name] = Field(default_factory=list)
    facts: list[tuple[Name, Name, Name]] = Field(default_factory=list)


class OntologyRow(Row):
    """A label, a relation or a status.

    Attributes
    ----------
    kind : str
        ``label``, ``relation`` or ``status``.
    name, zh : str
    definition, definition_zh : str
        What it means, in English and in simplified Chinese.
    sides : (str, str) or None
        Of a relation: who is its subject, and who or what its object.
    subject, object : list of str
        The labels that may stand on either side of a relation.
    symmetric : bool
        Whether either side may stand first.
    sided : bool
        Of a symmetric relation, whether one side may still be the one that acts (who attacks, who
        writes); it then stands first, as most tell it.
    state : bool
        Whether the relation lasts, where others are of one occasion.
    plover, quad : str or None
        PLOVER event and quad class of a relation.
    rank : int
        Of a status: where a fact has several, the lowest counts.
    example : OntologyExample
    """

    kind: Literal["label", "relation", "status"]
    name: Name
    zh: Name
    definition: Name
    definition_zh: Name
    sides: tuple[Name, Name] | None = None
    subject: list[str] = Field(default_factory=list)
    object: list[str] = Field(default_factory=list)
    symmetric: bool = False
    sided: bool = False
    state: bool = False
    plover: str | None = None
    quad: str | None = None
    rank: int = 0
    example: OntologyExample

    @model_validator(mode="after")
    def _is_whole(self) -> OntologyRow:
        needed = {
            "label": ["names"],
            "relation": ["facts", "sides", "subject", "object"],
            "status": ["facts"],
        }
        held = {"names": self.example.names, "facts": self.example.facts, "sides": self.sides}
        held |= {"subject": self.subject, "object": self.object}
        missing = [key for key in needed[self.kind] if not held[key]]
        if missing:
            raise ValueError(f"a {self.kind} needs {', '.join(missing)}")
        return self
