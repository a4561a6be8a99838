"""The lexicon: every surface that the automaton looks for, with what it may mean.

A surface is *strong* if it counts wherever it stands, and *weak* if it counts only where the segmentation has
word boundaries on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from kgraph.rules import ContextRow, EntityRow, OrganRow, TitleRow
from kgraph.script import fold

__all__ = ["Lexicon", "Sense", "Surface"]


class Sense(NamedTuple):
    """What a surface may mean.

    Attributes
    ----------
    kind : str
        ``entity``, ``side`` (美方), ``short`` (美), ``tail`` (国家情报院, where 韩国 is named),
        ``hint`` (a person's name that is also a word or a place), ``organ`` (外交部), ``head`` (外长),
        ``title`` (总统), ``trigger`` (the verb of a pattern) or ``word``.
    ref : str
        Id of the row it comes from.
    """

    kind: str
    ref: str


class Surface(NamedTuple):
    """One string the automaton looks for.

    Attributes
    ----------
    text : str
    senses : tuple of Sense
        Empty for a compound, whose `pieces` have them.
    strong : bool
    pieces : tuple of (int, tuple of Sense)
        For a compound such as 美财长 or 访美: the length and the senses of each part.
    named : bool
        For a compound: whether its state must be named in full in the same document.
    not_before : tuple of str
        For a name: what may not follow it (公安部 | 门).
    unless, towards : tuple of str
        Of that what may all the same, and what may before a name.
    tail : bool
        Whether it is only the name of an institution without its state, which the text must name.
    """

    text: str
    senses: tuple[Sense, ...]
    strong: bool
    pieces: tuple[tuple[int, tuple[Sense, ...]], ...] = ()
    named: bool = False
    not_before: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    tail: bool = False


@dataclass(slots=True)
class Lexicon:
    """All surfaces, and the rows that they refer to."""

    entities: dict[str, EntityRow] = field(default_factory=dict)
    organs: dict[str, OrganRow] = field(default_factory=dict)
    titles: dict[str, TitleRow] = field(default_factory=dict)
    contexts: dict[str, ContextRow] = field(default_factory=dict)
    words: dict[str, frozenset[str]] = field(default_factory=dict)
    shorts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    surfaces: list[Surface] = field(default_factory=list)
    automaton: AhoCorasick | None = None

    def find(self, folded: str) -> list[tuple[int, int, int]]:
        """All, also overlapping, surfaces in a folded text.

        Parameters
        ----------
        folded : str

        Returns
        -------
        list of (int, int, int)
            Index into `surfaces`, start and end in code points.
        """
        assert self.automaton is not None
        found: list[tuple[int, int, int]] = self.automaton.find_matches_as_indexes(folded, overlapping=True)
        return found

    def senses(self, text: str) -> tuple[Sense, ...]:
        """The senses of one surface, empty if it is not in the lexicon; for tests and tools."""
        folded = fold(text)
        for index, start, end in self.find(folded):
            if start == 0 and end == len(folded):
                return self.surfaces[index].senses
        return ()
