"""Persons told by the form of their name alone: 塔内希·马茂, and the names of a byline."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.nameedges import NameEdges
from kgraph.language.surnames import all_surnames, is_chinese_name, is_han
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.transliteration import transliteration_characters
from kgraph.records import Entity
from kgraph.rules import EntityRow

__all__ = ["Persons"]

_PART = r"[一-鿿]{1,7}(?:-[一-鿿]{1,6})?"
_DOTTED = re.compile(rf"{_PART}(?:·{_PART}){{1,4}}")
_NAME = r"[一-鿿]{2,4}"
# 记者 张三、李四 / 环球时报; the slash, or who they are, tells a byline from a list of names.
_BYLINE = re.compile(
    rf"^[ \t(]*(?:(?P<who>(?:[一-鿿]{{0,8}}(?:记者|通讯员|特派员|编译|撰文|作者|评论员))[:： ]*))?"
    rf"(?P<names>{_NAME}(?:[、 ,，]{_NAME}){{0,9}})[ )]*(?P<slash>/[^/\n]{{2,16}})?[)]?$",
    re.MULTILINE,
)
# From this share of its characters on, a dotted name is one that is spelled by sound.
_SPELLED = 0.75
_LONGEST_BYLINE = 60
_DOTTED_SCORE, _BYLINE_SCORE, _SURNAMED_SCORE = 0.9, 0.7, 0.8


class Persons:
    """Component ``kgraph_persons_v1``: dotted names and bylines.

    Parameters
    ----------
    is_word : callable
        Whether a stretch of text is a word of the language, and so hardly a part of a name.
    rows : mapping of str to EntityRow
        The gazetteers' rows by id.
    """

    def __init__(self, is_word: Callable[[str], bool], rows: Mapping[str, EntityRow]) -> None:
        self.is_word = is_word
        self.rows = rows

    def match(self, doc: Doc) -> Iterator[tuple[Found, Entity | None]]:
        """Names in order of the text, each with its entity if that is new."""
        yield from self._dotted(doc)
        yield from self._bylines(doc)
        yield from self._surnamed(doc)

    def _dotted(self, doc: Doc) -> Iterator[tuple[Found, Entity | None]]:
        folded: str = doc._.folded
        if "·" not in folded:
            return
        characters = transliteration_characters()
        mentions = doc._.mentions
        edges = NameEdges(doc, self.is_word)
        for match in _DOTTED.finditer(folded):
            start, end = edges.of(*match.span())
            name = folded[start:end]
            letters = [char for char in name if char not in "·-"]
            if start == end or sum(char in characters for char in letters) < _SPELLED * len(letters):
                continue
            inside = [one for one in mentions if one.start < end and start < one.end]
            if any(one.start <= start and end <= one.end for one in inside):
                continue
            # 桑西·卡莱斯, of whom the directory knows 卡莱斯: the same person under a longer name.
            known = [one for one in inside if one.label == "PERSON" and one.end == end and one.entity]
            if known and not self._is_relative(known[-1], name):
                yield known[-1]._replace(start=start, end=end), None
                continue
            entity = Entity(f"PERSON:{name}", "PERSON", name, (), {"official": False})
            yield Found(start, end, "PERSON", entity.id, "name", "name:dotted", _DOTTED_SCORE), entity

    def _is_relative(self, found: Found, name: str) -> bool:
        """Whether a listed person goes by another first name than the one told: 马希尔 | ·阿萨德.

        First names that share half of their characters are spellings of one (贾斯汀, 贾斯廷).
        """
        row = self.rows.get(found.entity)
        first, _, last = name.rpartition("·")
        known = [
            other.rpartition("·")[0]
            for other in (() if row is None else (row.name, *row.aliases))
            if other.endswith("·" + last)
        ]
        return bool(known) and not any(
            2 * len(set(first) & set(other)) >= min(len(first), len(other))
            and first[0] not in set("小老") - set(other)
            for other in known
        )

    @staticmethod
    def _bylines(doc: Doc) -> Iterator[tuple[Found, Entity | None]]:
        folded: str = doc._.folded
        for match in _BYLINE.finditer(folded):
            if (
                match["who"] is None and match["slash"] is None
            ) or match.end() - match.start() > _LONGEST_BYLINE:
                continue
            for name in re.finditer(_NAME, match["names"]):
                if is_chinese_name(name[0]):
                    start = match.start("names") + name.start()
                    entity = Entity(f"PERSON:{name[0]}", "PERSON", name[0], (), {"official": False})
                    found = Found(
                        start, start + len(name[0]), "PERSON", entity.id, "name", "name:byline", _BYLINE_SCORE
                    )
                    yield found, entity

    @staticmethod
    def _surnamed(doc: Doc) -> Iterator[tuple[Found, Entity | None]]:
        """Listed names of two characters that are the given name of somebody else: 李 | 德仁."""
        folded: str = doc._.folded
        ends: list[int] = doc._.ends
        for one in doc._.mentions:
            if (
                one.label != "PERSON"
                or one.end - one.start != 2
                or one.source != "gazetteer"
                or not one.start
            ):
                continue
            surname, name = folded[one.start - 1], folded[one.start : one.end]
            if surname not in all_surnames() or is_chinese_name(name) or not is_han(name):
                continue
            # A word of its own, and no known one: not 任德仁为, 和普京.
            position = bisect_left(ends, one.start)
            begins = position < len(ends) and ends[position] == one.start
            if not begins or (ends[position - 1] if position else 0) != one.start - 1:
                continue
            if any(match.start < one.start <= match.end for match in doc._.matches):
                continue
            entity = Entity(f"PERSON:{surname + name}", "PERSON", surname + name, (), {"official": False})
            found = Found(
                one.start - 1, one.end, "PERSON", entity.id, "name", "name:surname", _SURNAMED_SCORE
            )
            yield found, entity

    def set_annotations(self, doc: Doc, named: list[tuple[Found, Entity | None]]) -> None:
        """Put the names in place of what they cover."""
        spans = [found for found, _ in named]
        kept = [
            one for one in doc._.mentions if not any(one.start < s.end and s.start < one.end for s in spans)
        ]
        doc._.mentions = sorted(kept + spans)
        doc._.entities = {
            **doc._.entities,
            **{entity.id: entity for _, entity in named if entity is not None},
        }

    def __call__(self, doc: Doc) -> Doc:
        """Find the names, then write them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc


@Language.factory(
    "kgraph_persons_v1",
    requires=["doc._.mentions", "doc._.folded"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_persons(nlp: Language, name: str) -> Persons:
    """Factory of ``kgraph_persons_v1``."""
    tokenizer = tokenizer_of(nlp)
    return Persons(tokenizer.knows, tokenizer.lexicon.entities)
