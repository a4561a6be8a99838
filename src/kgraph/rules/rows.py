"""What a row of each rule file may hold."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

__all__ = [
    "INSTITUTION_KINDS",
    "BoilerplateRow",
    "CompoundRow",
    "ContextRow",
    "ContinuationRow",
    "CueRow",
    "EntityRow",
    "Office",
    "OntologyRow",
    "OrganRow",
    "PatternRow",
    "Row",
    "SuffixRow",
    "TitleRow",
    "WordRow",
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
    of : str or None
        Entity id, where the title is of one institution only (难民事务高级专员).
    home : bool
        Whether the title, where no state is named, is the home state's (国务委员, 副外长); otherwise it
        is some other state's, which the text must tell (总统).
    national : bool
        Whether the title, where no institution is named, is of the holder's state (习近平主席).
    shared : bool
        Whether one such title may stand before a list of names (委员A、B、C).
    assists : bool
        Whether it may stand behind the title of the person served (总统国家安全事务助理).
    official : bool
        Whether the holder is a public, military or diplomatic official.
    """

    title: Name
    aliases: list[Name] = Field(default_factory=list)
    attaches: Literal["state", "organ", "institution", "place", "none"]
    organ: Identifier | None = None
    of: Identifier | None = None
    home: bool = False
    national: bool = False
    shared: bool = False
    assists: bool = False
    official: bool = True
    examples: list[TitleExample] = Field(min_length=1)


class OntologyRow(Row):
    """A label, a relation or a status.

    Attributes
    ----------
    kind : str
        ``label``, ``relation`` or ``status``.
    name, zh, definition : str
    subject, object : list of str
        The labels that may stand on either side of a relation.
    symmetric : bool
        Whether either side may stand first.
    plover, quad : str or None
        PLOVER event and quad class of a relation.
    rank : int
        Of a status: where a fact has several, the lowest counts.
    """

    kind: Literal["label", "relation", "status"]
    name: Name
    zh: Name
    definition: Name
    subject: list[str] = Field(default_factory=list)
    object: list[str] = Field(default_factory=list)
    symmetric: bool = False
    plover: str | None = None
    quad: str | None = None
    rank: int = 0


class WordRow(Row):
    """A closed class of words that the patterns lean on, or that guard a name against false hits.

    Attributes
    ----------
    words : list of str
    examples : list of (str, str)
        A text, and a word of this class that stands in it as a word.
    counterexamples : list of (str, str)
        A text, and a word of this class whose characters stand in it, but not as that word.
    """

    words: list[Name]
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[tuple[Name, Name]] = Field(min_length=1)


class ContextRow(Row):
    """Where a one-character name of a state counts as one.

    Attributes
    ----------
    left, right : list of str
        What stands immediately before, or after, the character.
    pair : bool
        Whether `right` stands behind a compound of two or more such characters (中美关系).
    named : bool
        Whether the state must also be named in full in the same document.
    weak : bool
        Whether word boundaries must agree with it.
    without : list of str
        Characters that do not count in this context.
    shorts : list of str
        Characters that count although the document does not name their state in full.
    examples, counterexamples : list of (str, str)
        A text and the character in it that is, or is not, a state.
    """

    left: list[Name] = Field(default_factory=list)
    right: list[Name] = Field(default_factory=list)
    pair: bool = False
    named: bool = False
    weak: bool = False
    without: list[Name] = Field(default_factory=list)
    shorts: list[Name] = Field(default_factory=list)
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[tuple[Name, Name]] = Field(min_length=1)


class CompoundRow(Row):
    """A fixed compound of names that each alone are ambiguous: 巴以 is Palestine and Israel.

    Attributes
    ----------
    text : str
    parts : list of (str, str)
        Each part's characters and the entity id that they mean here.
    examples, counterexamples : list of (str, str)
        A text and a part that does, or does not, count in it.
    """

    text: Name
    parts: list[tuple[Name, Identifier]] = Field(min_length=2)
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[tuple[Name, Name]] = Field(default_factory=list)


class ContinuationRow(Row):
    """What may not stand right behind a name with a certain ending: 公安部 | 门, 上海市 | 长.

    Attributes
    ----------
    ending : str
        How the name ends.
    next : list of str
    examples, counterexamples : list of (str, str)
        A text and a name that does, or does not, count in it.
    """

    ending: Name
    next: list[Name] = Field(min_length=1)
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[tuple[Name, Name]] = Field(min_length=1)


class SuffixRow(Row):
    """Endings that make a name with what stands before them: 基诺沙县 + 巡回 + 法院.

    Attributes
    ----------
    label : str
    kind : str or None
        The kind of an entity so named.
    suffixes : list of str
        Longest first.
    examples : list of (str, str)
        A text, and the name in it.
    counterexamples : list of str
        Texts in which a suffix makes no name.
    """

    label: Literal["INSTITUTION", "PLACE", "EVENT"]
    kind: str | None = None
    suffixes: list[Name]
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[Name] = Field(min_length=1)


class PatternExample(BaseModel):
    """A text and the facts, as names, that its pattern finds in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Name
    facts: list[tuple[Name, Name, Name]] = Field(min_length=1)


class PatternRow(Row):
    """A verb frame: which words carry a relation, and which roles of the clause are its two sides.

    Roles are ``agent``, ``own`` (the agent, if it stands in the verb's clause), ``patient`` (the object),
    ``described`` (the head of a clause that describes the object), ``following`` (the agent of the next
    clause) and what a preposition marks: ``with`` (同, 与, 跟), ``to`` (对, 向, 给), ``by`` (由, 被, 受, 接受),
    ``at`` (在, 于), ``invited`` (应), ``taking`` (把), ``from`` (从); with ``-of`` behind, what only modifies
    the preposition's object (对美国的做法: ``to-of``). Two more come from what was said
    before: ``topic`` (the event spoken of) and ``counterpart`` (whom the last meeting was with).

    Attributes
    ----------
    relation : str
    triggers : list of str
    subject, object : list of str
        Roles, in order of preference. For each side the first one that the clause fills counts.
    joint : bool
        Whether the relation holds among the members of the subject (A和B会谈); roles in `object` must
        then be filled, but are no side of it (中美举行X磋商).
    modifier : list of str
        ``of``, ``noun``: whether a name counts as the object although it only modifies what stands
        behind it (反对美国的做法, 谴责美国政策).
    opinion : bool
        Whether the verb tells what somebody thinks; who thinks does not do what it is about
        (支持对B实施制裁).
    pivot : bool
        Whether the object is the agent of the verb behind it (敦促B停止).
    after : list of str
        What must stand right behind the trigger.
    governors : list of str
        Verbs of which one must stand before the trigger in its clause (举行磋商).
    subject_labels, object_labels : list of str
        Labels that either side may have; those of the ontology if empty.
    object_kinds : list of str
        Kinds that an institution as the object must have.
    statuses : list of str
        Statuses in which the relation is kept; all if empty.
    """

    relation: Name
    triggers: list[Name] = Field(min_length=1)
    subject: list[str] = Field(min_length=1)
    object: list[str] = Field(default_factory=list)
    joint: bool = False
    modifier: list[Literal["of", "noun"]] = Field(default_factory=list)
    opinion: bool = False
    pivot: bool = False
    after: list[Name] = Field(default_factory=list)
    governors: list[Name] = Field(default_factory=list)
    subject_labels: list[str] = Field(default_factory=list)
    object_labels: list[str] = Field(default_factory=list)
    object_kinds: list[str] = Field(default_factory=list)
    statuses: list[str] = Field(default_factory=list)
    examples: list[PatternExample] = Field(min_length=1)
    counterexamples: list[Name] = Field(min_length=1)


class CueRow(Row):
    """Words that change the status of a relation.

    Attributes
    ----------
    status : str
    words : list of str
    scope : str
        ``before``: anywhere between the start of the clause and the trigger; ``near``: within a few
        words before the trigger.
    examples, counterexamples : list of (str, str)
        A text, and the trigger in it whose relation has, or has not, this status.
    """

    status: Literal["planned", "wish", "negated", "claimed", "past"]
    words: list[Name] = Field(min_length=1)
    scope: Literal["before", "near"]
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[tuple[Name, Name]] = Field(min_length=1)


class BoilerplateRow(Row):
    """One kind of boilerplate.

    Attributes
    ----------
    pattern : str
        A regular expression for folded text (simplified, half-width digits, letters and brackets).
    where : str
        ``line``: it is a whole paragraph. ``tail``: it is the end of one. ``title``: it is the
        beginning of a title.
    treat : str
        ``drop``, or ``apart``: it stays in the text as a paragraph of its own (captions, bylines),
        which is never joined to a sentence.
    examples, counterexamples : list of str
        Lines that it must and must not match.
    """

    pattern: str
    where: Literal["line", "tail", "title"]
    treat: Literal["drop", "apart"] = "drop"
    examples: list[str] = Field(min_length=1)
    counterexamples: list[str] = Field(min_length=1)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is no regular expression ({error})") from error
        return value
