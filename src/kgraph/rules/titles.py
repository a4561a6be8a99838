"""Rows of organs.jsonl and titles.jsonl: offices and what they are of."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kgraph.rules.rows import Identifier, Name, Row

__all__ = ["OrganRow", "TitleExample", "TitleRow"]


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
    personal : bool
        Whether a name right before it is that of the person served (习近平特使), unless that person is known
        to have held such an office (安南特使).
    kin : bool
        Whether the word names a relative of the holder of the title before it, who holds no office
        by it (总统夫人).
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
    personal: bool = False
    kin: bool = False
    official: bool = True
    examples: list[TitleExample] = Field(min_length=1)
