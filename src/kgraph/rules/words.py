"""Rows of the files that tell words from names: classes of words, contexts, compounds, endings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kgraph.rules.rows import Identifier, Name, Row

__all__ = ["CompoundRow", "ContextRow", "ContinuationRow", "ReferenceRow", "SuffixRow", "WordRow"]


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
    opening : bool
        Whether `right` counts only behind one of `shorts` that opens a clause (俄称, 韩向朝提议).
    named : bool
        Whether the state must also be named in full in the same document.
    weak : bool
        Whether word boundaries must agree with it.
    without : list of str
        Characters that do not count in this context.
    shorts : list of str
        Of an opening the characters that it counts for; of `right` alone those that may stand before it; else
        those that count although the document does not name their state in full.
    examples, counterexamples : list of (str, str)
        A text and the character in it that is, or is not, a state.
    """

    left: list[Name] = Field(default_factory=list)
    right: list[Name] = Field(default_factory=list)
    pair: bool = False
    opening: bool = False
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
    unless : list of str
        What begins so and may follow all the same: 日方 | 针对, though not 日方 | 针.
    towards : list of str
        Of `next` those that may follow where a name stands behind them: 中方 | 向 | 日方.
    examples, counterexamples : list of (str, str)
        A text and a name that does, or does not, count in it.
    """

    ending: Name
    next: list[Name] = Field(min_length=1)
    unless: list[Name] = Field(default_factory=list)
    towards: list[Name] = Field(default_factory=list)
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[tuple[Name, Name]] = Field(min_length=1)


class ReferenceRow(Row):
    """Words that go back to the last thing named of a kind: 该国, 该组织, 该报.

    Attributes
    ----------
    words : list of str
    next : list of str
        What may not follow (该部 | 门, 该社 | 区).
    label : str
        Of what the words go back to.
    kinds : list of str
        Its kinds (see :class:`~kgraph.rules.EntityRow`); any if empty.
    endings : list of str
        What its name ends with; anything if empty.
    examples : list of (str, str, str)
        A text, a word in it, and the name that the word stands for.
    counterexamples : list of (str, str)
        A text and a word whose characters stand in it, but go back to nothing.
    """

    words: list[Name] = Field(min_length=1)
    next: list[Name] = Field(default_factory=list)
    label: Literal["COUNTRY", "INSTITUTION", "PLACE"]
    kinds: list[Name] = Field(default_factory=list)
    endings: list[Name] = Field(default_factory=list)
    examples: list[tuple[Name, Name, Name]] = Field(min_length=1)
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
    common : list of str
        What stands before a suffix where it names nobody: 恐怖 | 组织, 跨国 | 公司.
    counterexamples : list of str
        Texts in which a suffix makes no name.
    """

    label: Literal["INSTITUTION", "PLACE", "EVENT"]
    kind: str | None = None
    suffixes: list[Name]
    common: list[Name] = Field(default_factory=list)
    examples: list[tuple[Name, Name]] = Field(min_length=1)
    counterexamples: list[Name] = Field(min_length=1)
