"""References that name nobody: 双方, 两国元首, 他, 我, 该组织, 后者.

Each goes back to mentions before it, or stays unresolved: a wrong edge is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found, Group
from kgraph.language.chunks import Chunk, sentence_chunks
from kgraph.language.context import Context
from kgraph.language.descriptions import Descriptions
from kgraph.language.groups import GROUPS_BEGIN, Groups
from kgraph.language.holders import Holders
from kgraph.language.lexicon import Lexicon
from kgraph.language.surnames import all_surnames, is_chinese_name
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.world import World

__all__ = ["References"]

_ORDERED = {"前者": 0, "后者": 1}
# 本届论坛, 在大会上, 出席峰会: the event that was named before with this noun.
_EVENT_NOUN = re.compile(
    r"(?:(?P<this>本届|本次|此次|该|此|这届|这次|上述)|(?<=出席)|(?<=参加)|(?<=主持)"
    r"|(?<=在)|(?<=[。，；\n])(?=..由)|(?<=[。；\n])(?=(?:..|..会)(?:还|将|由|期间|上)))(?P<noun>论坛|峰会|大会|年会|博览会|对话会)(?![的员堂厅主])"
)
_SENT = re.compile(r"\d{1,2}月\d{1,2}日[电讯]|\d{1,2}日[电讯]|专?电")
_SCORE = 0.6


class References:
    """Component ``kgraph_references_v1``: pronouns and references to several.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.world = World(lexicon)
        self.groups = Groups(self.world)
        self.descriptions = Descriptions(self.world, states=False)

    def match(self, doc: Doc) -> tuple[list[Found], list[Group]]:
        """References in order of the text: to one entity, and to several."""
        self.world.turn_to(doc)
        single: list[Found] = []
        groups: list[Group] = []
        context = Context(self.world, doc)
        here = _dateline(doc)
        for sentence, chunks in sentence_chunks(doc):
            context.begin(sentence.start_char, chunks)
            for number, chunk in enumerate(chunks):
                if chunk.found is not None:
                    context.note(chunks, number)
                    continue
                group = (
                    self.groups.at(doc, chunks, number, context) if chunk.text[0] in GROUPS_BEGIN else None
                )
                if group is not None:
                    groups.append(group)
                    continue
                if titled := self._surname_with_title(doc, chunks, number):
                    single.append(titled)
                    continue
                if chunk.text in _ORDERED:
                    back = context.of_two(_ORDERED[chunk.text])
                elif chunk.text == "此间":
                    back = here
                else:
                    back = None if _possessive(chunks, number) else context.goes_back(chunks, number)
                if back is not None:
                    single.append(_goes_back(chunk, back))
            context.end(chunks)
        single += self.descriptions.match(doc, doc._.mentions)
        return [*single, *_events(doc)], groups

    def _surname_with_title(self, doc: Doc, chunks: Sequence[Chunk], number: int) -> Found | None:
        """A surname before a title, as who was named before and holds that title: 蔡英文……蔡总统."""
        surname = chunks[number]
        if surname.text not in all_surnames() or number + 1 >= len(chunks):
            return None
        title = chunks[number + 1]
        if not title.is_title or title.start != surname.end:
            return None
        folded: str = doc._.folded
        named = [
            found
            for found in doc._.mentions
            if found.label == "PERSON"
            and found.end <= surname.start
            and folded.startswith(surname.text, found.start)
            and is_chinese_name(folded[found.start : found.end])
            and self._holds(doc, found.entity, title)
        ]
        if len({found.entity for found in named}) != 1:
            return None
        return _goes_back(replace(title, start=surname.start), named[-1], "reference:surname")

    def _holds(self, doc: Doc, person: str, title: Chunk) -> bool:
        """Whether a person is known, or told by the document, to hold an office with a title."""
        rules = {sense.ref for sense in title.senses if sense.kind in {"title", "head"}}
        mentions = {found.start: found.entity for found in doc._.mentions}
        if any(office.rule in rules and mentions.get(office.holder) == person for office in doc._.offices):
            return True
        row = self.world.row(person)
        return row is not None and any(
            office.title.endswith(title.text) or self._same_office(office.title, rules)
            for office in row.offices
        )

    def _same_office(self, title: str, rules: set[str]) -> bool:
        """Whether a title of the directory is one of some rows: 外交部长 of 外长."""
        lexicon = self.world.lexicon
        for rule in rules:
            if (row := lexicon.titles.get(rule)) is not None and title in {row.title, *row.aliases}:
                return True
            if (organ := lexicon.organs.get(rule)) is not None and title in organ.heads:
                return True
        return False

    def set_annotations(self, doc: Doc, found: tuple[list[Found], list[Group]]) -> None:
        """Keep the references."""
        single, groups = found
        doc._.mentions = sorted([*doc._.mentions, *single])
        doc._.groups = groups

    def __call__(self, doc: Doc) -> Doc:
        """Resolve, then keep."""
        self.set_annotations(doc, self.match(doc))
        doc._.standing = list(Holders(doc, self.world).standing())
        return doc


def _events(doc: Doc) -> Iterator[Found]:
    """References to events by their last word."""
    events = [found for found in doc._.mentions if found.label == "EVENT"]
    taken = [(found.start, found.end) for found in doc._.mentions]
    folded: str = doc._.folded
    for match in _EVENT_NOUN.finditer(folded) if events else ():
        start, end = match.span()
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        named = [
            one for one in events if one.end <= start and folded.endswith(match["noun"], one.start, one.end)
        ]
        if named:
            yield Found(
                start,
                end,
                "EVENT",
                named[-1].entity,
                "reference",
                "reference:event",
                _SCORE,
                (),
                named[-1].start,
            )


def _dateline(doc: Doc) -> Found | None:
    """The place that the article is written from: 新华社日内瓦10月29日电."""
    mentions: list[Found] = doc._.mentions
    for found in mentions:
        if found.label == "PLACE" and _SENT.match(doc._.folded, found.end):
            return found
    return None


def _goes_back(chunk: Chunk, back: Found, rule: str = "reference:pronoun") -> Found:
    return Found(chunk.start, chunk.end, back.label, back.entity, "reference", rule, _SCORE, (), back.start)


def _possessive(chunks: Sequence[Chunk], number: int) -> bool:
    return number + 1 < len(chunks) and chunks[number + 1].text in {"的", "国", "们"}


@Language.factory(
    "kgraph_references_v1",
    requires=["doc._.mentions", "doc._.offices"],
    assigns=["doc._.mentions", "doc._.groups", "doc._.standing"],
)
def make_references(nlp: Language, name: str) -> References:
    """Factory of ``kgraph_references_v1``."""
    return References(tokenizer_of(nlp).lexicon)
