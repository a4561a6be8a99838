"""References that name nobody: 双方, 两国元首, 他, 我.

Each goes back to mentions before it, or stays unresolved: a wrong edge is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found, Group
from kgraph.language.chunks import Chunk, sentence_chunks
from kgraph.language.context import Context
from kgraph.language.lexicon import Lexicon
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.world import World

__all__ = ["References"]

_SIDES = ("双方", "两国政府", "两国", "两军")
_HEADS = ("两国元首", "两国领导人", "两位元首", "两位领导人")
_HEAD_TITLES = ("title:president", "title:state-president", "title:king", "title:chair", "title:premier",
                "title:prime-minister", "title:supreme-leader", "title:emir", "title:queen")  # fmt: skip
# 本届论坛, 在大会上, 出席峰会: the event that was named before with this noun.
_EVENT_NOUN = re.compile(
    r"(?:(?P<this>本届|本次|此次|该|此|这届|这次|上述)|(?<=出席)|(?<=参加)|(?<=主持)"
    r"|(?<=在)|(?<=[。，；\n])(?=..由))(?P<noun>论坛|峰会|大会|年会|博览会|对话会)(?![的员堂厅主])"
)
_SCORE = 0.6


class References:
    """Component ``kgraph_references_v1``: pronouns and references to two states or their heads.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.world = World(lexicon)

    def match(self, doc: Doc) -> tuple[list[Found], list[Group]]:
        """References in order of the text: to one entity, and to several."""
        single: list[Found] = []
        groups: list[Group] = []
        context = Context(self.world, doc)
        for sentence, chunks in sentence_chunks(doc):
            context.begin(sentence.start_char, chunks)
            for number, chunk in enumerate(chunks):
                if chunk.found is not None:
                    context.note(chunks, number)
                    continue
                group = self._group(doc, chunks, number, context)
                if group is not None:
                    groups.append(group)
                    continue
                back = context.goes_back(chunk.text)
                if back is not None and not _possessive(chunks, number):
                    single.append(_goes_back(chunk, back))
            context.end(chunks)
        return [*single, *_events(doc)], groups

    def _group(self, doc: Doc, chunks: Sequence[Chunk], number: int, context: Context) -> Group | None:
        folded: str = doc._.folded
        start = chunks[number].start
        text = next((text for text in (*_HEADS, *_SIDES) if folded.startswith(text, start)), None)
        if text is None:
            return None
        beside = _states_beside(chunks, number)
        if len(beside) == 1:
            return None
        states = beside or context.states()
        if text in _HEADS:
            persons = tuple(person for state in states if (person := _head_of(doc, state)))
            return self._made(doc, start, text, persons) if len(persons) == 2 else None
        parties = states or (context.parties() if text == "双方" else ())
        return self._made(doc, start, text, parties) if parties else None

    def _made(self, doc: Doc, start: int, text: str, entities: tuple[str, ...]) -> Group:
        labels = []
        for entity in entities:
            row, made = self.world.row(entity), doc._.entities.get(entity)
            labels.append(row.label if row is not None else made.label if made is not None else "PERSON")
        return Group(start, start + len(text), entities, tuple(labels))

    def set_annotations(self, doc: Doc, found: tuple[list[Found], list[Group]]) -> None:
        """Keep the references."""
        single, groups = found
        doc._.mentions = sorted([*doc._.mentions, *single])
        doc._.groups = groups

    def __call__(self, doc: Doc) -> Doc:
        """Resolve, then keep."""
        self.set_annotations(doc, self.match(doc))
        return doc


def _states_beside(chunks: Sequence[Chunk], number: int) -> tuple[str, ...]:
    """The states named right before a reference: 中巴新 | 双方, 俄罗斯和土耳其 | 两国."""
    states: list[str] = []
    position = number - 1
    while position >= 0 and chunks[position].end == chunks[position + 1].start:
        chunk = chunks[position]
        if chunk.label == "COUNTRY" and chunk.found is not None:
            states.append(chunk.found.entity)
        elif chunk.text not in {"、", "和", "与"}:
            break
        position -= 1
    return tuple(dict.fromkeys(reversed(states)))


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


def _head_of(doc: Doc, state: str) -> str:
    """The head of a state, if the document says who that is."""
    mentions: dict[int, str] = {found.start: found.entity for found in doc._.mentions}
    for rule in _HEAD_TITLES:
        for office in doc._.offices:
            if office.of == state and office.rule == rule and not office.past and office.holder in mentions:
                return mentions[office.holder]
    return ""


def _goes_back(chunk: Chunk, back: Found) -> Found:
    return Found(
        chunk.start,
        chunk.end,
        back.label,
        back.entity,
        "reference",
        "reference:pronoun",
        _SCORE,
        (),
        back.start,
    )


def _possessive(chunks: Sequence[Chunk], number: int) -> bool:
    return number + 1 < len(chunks) and chunks[number + 1].text in {"的", "国", "们"}


@Language.factory(
    "kgraph_references_v1",
    requires=["doc._.mentions", "doc._.offices"],
    assigns=["doc._.mentions", "doc._.groups"],
)
def make_references(nlp: Language, name: str) -> References:
    """Factory of ``kgraph_references_v1``."""
    return References(tokenizer_of(nlp).lexicon)
