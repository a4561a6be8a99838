"""What a row of each rule file may hold."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

__all__ = ["INSTITUTION_KINDS", "EntityRow", "Office", "OrganRow", "Row", "TitleRow"]

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
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Row(BaseModel):
    """What every row has: an id, and a switch to remove it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Identifier
    off: bool = False
    note: str | None = None


class Office(BaseModel):
    """An office with its dates: `of` is an entity id, `since` and `until` are inclusive ISO dates."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: Identifier
    title: Name
    since: PartialDate | None = None
    until: PartialDate | None = None


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
    role : str or None
        Organ id: what kind of organ of its state it is (see organs.jsonl).
    offices : list of Office
        For a PERSON.
    official : bool
        For a PERSON: holds or held a public, military or diplomatic office.
    """

    label: Literal["PERSON", "COUNTRY", "INSTITUTION", "PLACE", "EVENT"]
    name: Name
    en: str | None = None
    aliases: list[Name] = Field(default_factory=list)
    sides: list[Name] = Field(default_factory=list)
    short: list[Name] = Field(default_factory=list)
    kind: str | None = None
    code: str | None = None
    country: Identifier | None = None
    parent: Identifier | None = None
    within: Identifier | None = None
    capital: Identifier | None = None
    role: Identifier | None = None
    offices: list[Office] = Field(default_factory=list)
    official: bool = False


class TitleExample(BaseModel):
    """A phrase and the offices a reader finds in it: (name, title, of), empty where there is none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Name
    offices: list[tuple[Name, Name, Name]]


class OrganRow(Row):
    """A kind of state organ that many states have, and what its head is called.

    ``美国 + 财长`` is the head of the organ with the role ``organ:finance`` of the United States.
    Where no institution of that state and role is listed, its name is the state's name and `name`.
    """

    name: Name
    kind: Literal["government", "legislature", "military", "court"]
    aliases: list[Name] = Field(default_factory=list)
    heads: list[Name] = Field(default_factory=list)
    examples: list[TitleExample] = Field(min_length=1)


class TitleRow(Row):
    """A title and what it attaches to.

    Attributes
    ----------
    title : str
        The bare title.
    aliases : list of str
        Other wordings that mean the same office.
    attaches : str
        ``state`` (the office is of the country itself), ``organ`` (of the organ named by `organ`),
        ``institution`` (of the institution named before it), ``place`` (governors, mayors),
        ``none`` (ranks and courtesies: 先生, 上将).
    organ : str or None
        Organ id for ``attaches = organ``.
    shared : bool
        Whether one such title may stand before a list of names (委员A、B、C).
    person : bool
        Whether the title makes a following name a person's. False for words that are more often
        something else.
    """

    title: Name
    aliases: list[Name] = Field(default_factory=list)
    attaches: Literal["state", "organ", "institution", "place", "none"]
    organ: Identifier | None = None
    shared: bool = False
    official: bool = True
    examples: list[TitleExample] = Field(min_length=1)
