"""Rows of patterns.jsonl, cues.jsonl, times.jsonl and days.jsonl: verb frames, status, dates."""

from __future__ import annotations

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from kgraph.rules.rows import Name, Row

__all__ = ["CueRow", "DayRow", "PatternExample", "PatternRow"]

_Bare: TypeAlias = Literal["agent", "own", "agent-of", "patient", "described", "following"]
_Marked: TypeAlias = Literal["with", "to", "by", "at", "invited", "taking", "from", "about", "onto"]
_Word: TypeAlias = Literal["为", "针对"]
_Modifying: TypeAlias = Literal["with-of", "to-of", "by-of", "at-of", "invited-of", "taking-of", "from-of"]
_Placed: TypeAlias = Literal["owner", "beside", "under", "above", "listed"]
_Told: TypeAlias = Literal["topic", "stage", "attended", "counterpart", "principal", "speaker"]
Role: TypeAlias = Literal[_Bare, _Marked, _Word, _Modifying, _Placed, _Told]


class PatternExample(BaseModel):
    """A text and the facts, as names, that its pattern finds in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Name
    facts: list[tuple[Name, Name, Name]] = Field(min_length=1)


class PatternRow(Row):
    """A verb frame: which words carry a relation, and which roles of the clause are its two sides.

    Roles are ``agent``, ``own`` (the agent, if it stands in the verb's clause), ``patient`` (the object),
    ``described`` (the head of a clause that describes the object), ``following`` (the agent of the next
    clause) and what a preposition marks: ``with`` (同, 与, 跟), ``to`` (对, 向, 给), ``by`` (由, 被, 受,
    接受), ``at`` (在, 于), ``invited`` (应), ``taking`` (把), ``from`` (从), ``about`` (就), and 针对 and 为
    by themselves; with ``-of`` behind, what only modifies the preposition's object (对美国的做法: ``to-of``)
    or the agent (美国的做法: ``agent-of``). ``onto`` is behind 对 behind the verb (威胁对B动武), ``owner``
    the name before 的 and the trigger (转达B的问候), ``beside`` the name right before the trigger,
    ``under`` and ``above`` who is named behind and before 在 (B在A陪同下),
    ``listed`` who is listed behind it (陪同B的有A). The others come from what
    was said before: ``topic`` (the event spoken of), ``stage`` (the same, behind 在会上), ``attended``
    (that of the verb before: 出席X并致辞), ``counterpart`` (whom the last meeting was with),
    ``principal`` (who was last told to travel) and ``speaker`` (who is quoted; of another state than
    the object).

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
        ``of``, ``noun``, ``clause``: whether a name counts as the object although it only modifies what
        stands behind it (反对美国的做法, 谴责美国政策, 反对美国支持的决议).
    opinion : bool
        Whether the verb tells what somebody thinks; who thinks does not do what it is about
        (支持对B实施制裁).
    pivot : bool
        Whether the object is the agent of the verb behind it (敦促B停止).
    after : list of str
        What must stand right behind the trigger.
    behind : list of str
        Words of which one must stand within a few words behind the trigger (成立…工作组).
    aside : bool
        Whether it is mostly mentioned in passing, so that what follows is not about it: 交换意见, of another
        day than the meeting told of.
    sent : bool
        Whether only a delegation of a state, not the state, can be the subject (日本代表团访问).
    transitive : bool
        Whether something must follow the trigger in its clause.
    unless : list of str
        How no word within a few words behind the trigger may end (对B表示感谢 is no talk).
    nouns : list of str
        Triggers that are nouns: names right before them are the sides (俄乌冲突), else a light verb must
        carry them (爆发冲突).
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
    subject: list[Role] = Field(min_length=1)
    object: list[Role] = Field(default_factory=list)
    joint: bool = False
    modifier: list[Literal["of", "noun", "clause"]] = Field(default_factory=list)
    opinion: bool = False
    pivot: bool = False
    after: list[Name] = Field(default_factory=list)
    behind: list[Name] = Field(default_factory=list)
    aside: bool = False
    sent: bool = False
    transitive: bool = False
    unless: list[Name] = Field(default_factory=list)
    nouns: list[Name] = Field(default_factory=list)
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
        words before the trigger; ``clause``: before the trigger, whatever other cues say (是否);
        ``behind``: behind the trigger in its clause, whatever other cues say (吗).
    wished : str or None
        The status where a cue of a wish stands before the word: 要求B停止X says that B does X.
    examples, counterexamples : list of (str, str)
        A text, and the trigger in it whose relation has, or has not, this status.
    """

    status: Literal["planned", "wish", "negated", "claimed", "past"]
    words: list[Name] = Field(min_length=1)
    scope: Literal["before", "near", "clause", "behind"]
    wished: Literal["claimed"] | None = None
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[tuple[Name, Name]] = Field(min_length=1)


class TimeRow(Row):
    """Words that say how a claim without a date is to be dated.

    Attributes
    ----------
    words : list of str
    tells : str
        ``before``: at a time that nobody tells (曾), so it gets no date; ``about``: in these days (近日),
        so the day of publication stands in; ``story``: what the story is about (此次), so a date of
        something else in the sentence does not count.
    examples, counterexamples : list of (str, str)
        A text, and the trigger in it whose relation is, or is not, dated in this way.
    """

    words: list[Name] = Field(min_length=1)
    tells: Literal["before", "about", "story"]
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[tuple[Name, Name]] = Field(min_length=1)


class DayRow(Row):
    """Words for a day by its distance from another: 昨天, 次日.

    Attributes
    ----------
    words : list of str
    of : str
        ``article``: counted from the day of the article; ``last``: from the day last told.
    shift : int
        Days behind that day; before it where negative.
    not_behind, not_before : list of str
        Right before the word, and right behind it: what makes it part of other words (声 | 明日,
        当日 | 常).
    examples : list of (str, str)
        A text, and the day that one of the words in it is in an article of 30 October 2023.
    counterexamples : list of str
        Texts in which none of the words names that day.
    """

    words: list[Name] = Field(min_length=1)
    of: Literal["article", "last"]
    shift: int
    not_behind: list[Name] = Field(default_factory=list)
    not_before: list[Name] = Field(default_factory=list)
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[Name] = Field(min_length=1)
