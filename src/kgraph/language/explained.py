"""Records of an explanation: words, clauses, triggers, and the frames tried on them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from kgraph.records import Mention, Relation

__all__ = [
    "Explanation",
    "TextClause",
    "TextDate",
    "TextFrame",
    "TextOffice",
    "TextRole",
    "TextSentence",
    "TextVerb",
    "TextWord",
]


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word, or a group of names, as the frames read it; its kind is a value of ``item.Kind``."""

    start: int
    end: int
    text: str
    kind: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextClause:
    """A clause: its half-open span and its words."""

    start: int
    end: int
    words: tuple[TextWord, ...]


@dataclass(frozen=True, slots=True)
class TextRole:
    """Who fills a role.

    Attributes
    ----------
    role : str
        As rule files name it.
    names : tuple of str
    starts : tuple of int
        Where each is named; -1 for who is only known from what was told before.
    origin : str
        ``clause``: named in the trigger's own clause; ``sentence``: inherited from another clause of the
        sentence; ``before``: from what was told before.
    """

    role: str
    names: tuple[str, ...]
    starts: tuple[int, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class TextFrame:
    """A frame that was tried.

    Attributes
    ----------
    rule, relation : str
    fired : bool
    reason : str
        Why it gave nothing, empty if it fired.
    subject, object : TextRole or None
        The roles of its sides; None for those of a noun (俄乌冲突), and where none were found.
    roles : tuple of TextRole
        All roles around the trigger; empty where the frame was refused before they were looked for.
    status : str
        Of its cue; ``actual`` without one.
    cue : str or None
        The word that gives the status.
    reporting : str or None
        The verb that makes what is told the words of a speaker.
    dating : str
        How the date was found, or why there is none; see :meth:`kgraph.language.dating.Dating.source`.
    dated_by : str or None
        The expression that tells the date.
    relations : tuple of Relation
        What it gave.
    """

    rule: str
    relation: str
    fired: bool
    reason: str
    subject: TextRole | None = None
    object: TextRole | None = None
    roles: tuple[TextRole, ...] = ()
    status: str = "actual"
    cue: str | None = None
    reporting: str | None = None
    dating: str = ""
    dated_by: str | None = None
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class TextVerb:
    """A trigger: its span, its clause (a number into the sentence's), and the frames tried on it in order."""

    start: int
    end: int
    text: str
    clause: int
    frames: tuple[TextFrame, ...]


@dataclass(frozen=True, slots=True)
class TextSentence:
    """A sentence.

    Attributes
    ----------
    start, end : int
    text : str
    clauses : tuple of TextClause
    verbs : tuple of TextVerb
        Words that any frame has as its trigger.
    built : tuple of Relation
        Relations that need no verb: offices, places in states, parts of institutions.
    """

    start: int
    end: int
    text: str
    clauses: tuple[TextClause, ...]
    verbs: tuple[TextVerb, ...]
    built: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date expression and the interval it stands for; the last four as in ``DateSpan``."""

    start: int
    end: int
    text: str
    since: str
    until: str
    basis: str
    planned: bool
    edge: str


@dataclass(frozen=True, slots=True)
class TextOffice:
    """An office phrase: its title, what it is an office of and who holds it, None where that is open."""

    start: int
    end: int
    text: str
    title: str
    of: str | None
    holder: str | None
    past: bool
    planned: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How the relations of a text come about.

    Attributes
    ----------
    text : str
    published : str or None
    mentions : tuple of Mention
    names : dict of str to str
        The name of each entity by its id.
    offices : tuple of TextOffice
    dates : tuple of TextDate
    sentences : tuple of TextSentence
    relations : tuple of Relation
        The same that building a graph would store.
    """

    text: str
    published: str | None
    mentions: tuple[Mention, ...]
    names: dict[str, str]
    offices: tuple[TextOffice, ...]
    dates: tuple[TextDate, ...]
    sentences: tuple[TextSentence, ...]
    relations: tuple[Relation, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """The explanation as values of JSON."""
        return asdict(self)
