"""References that name nobody: 双方, 两国元首, 他, 我.

Each goes back to mentions before it, or stays unresolved: a wrong edge is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found, Group
from kgraph.language.chunks import Chunk, sentence_chunks
from kgraph.language.lexicon import Lexicon
from kgraph.language.world import World

__all__ = ["References"]

_STATES = ("双方", "两国", "两国政府", "两军")
_HEADS = ("两国元首", "两国领导人", "两位元首", "两位领导人")
_HEAD_TITLES = ("title:president", "title:state-president", "title:king", "title:chair", "title:premier",
                "title:prime-minister", "title:supreme-leader", "title:emir", "title:queen")  # fmt: skip
_THIRD = frozenset({"他", "她"})
_FIRST = frozenset({"我", "本人"})
# How many sentences back a state still counts as one of 双方.
_REACH = 8
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
        recent: list[list[tuple[str, int]]] = []
        subject: Found | None = None
        speaker: Found | None = None
        for _, chunks in sentence_chunks(doc):
            seen: list[tuple[str, int]] = []
            for number, chunk in enumerate(chunks):
                if chunk.found is not None:
                    state = self.world.state_of(chunk.found.entity, doc._.entities)
                    if state:
                        seen.append((state, chunk.start))
                    if chunk.label == "PERSON" and _speaks(chunks, number):
                        speaker = chunk.found
                    continue
                group = self._group(doc, chunks, number, [*recent, seen])
                if group is not None:
                    groups.append(group)
                back = subject if chunk.text in _THIRD else speaker if chunk.text in _FIRST else None
                if back is not None and not _possessive(chunks, number):
                    single.append(_goes_back(chunk, back))
            subject = _subject(chunks) or subject
            recent = [*recent, seen][-_REACH:]
        return single, groups

    def _group(
        self, doc: Doc, chunks: Sequence[Chunk], number: int, recent: list[list[tuple[str, int]]]
    ) -> Group | None:
        folded: str = doc._.folded
        start = chunks[number].start
        heads = next((text for text in _HEADS if folded.startswith(text, start)), None)
        states = next((text for text in _STATES if folded.startswith(text, start)), None)
        if heads is None and states is None:
            return None
        pair = _pair(recent)
        if pair is None:
            return None
        if heads is None:
            assert states is not None
            return Group(start, start + len(states), "COUNTRY", pair)
        persons = tuple(person for state in pair if (person := _head_of(doc, state)))
        return Group(start, start + len(heads), "PERSON", persons) if len(persons) == 2 else None

    def set_annotations(self, doc: Doc, found: tuple[list[Found], list[Group]]) -> None:
        """Keep the references."""
        single, groups = found
        doc._.mentions = sorted([*doc._.mentions, *single])
        doc._.groups = groups

    def __call__(self, doc: Doc) -> Doc:
        """Resolve, then keep."""
        self.set_annotations(doc, self.match(doc))
        return doc


def _pair(recent: list[list[tuple[str, int]]]) -> tuple[str, str] | None:
    """The two states spoken of last: those of the nearest sentences that name two between them."""
    weights: dict[str, float] = {}
    for distance, sentence in enumerate(reversed(recent)):
        for state, _ in sentence:
            weights[state] = weights.get(state, 0.0) + 0.7**distance
    if len(weights) < 2:
        return None
    ranked = sorted(weights, key=lambda state: (-weights[state], state))
    if len(ranked) > 2 and weights[ranked[2]] > 0.8 * weights[ranked[1]]:
        return None  # three states about: which two is anybody's guess
    return ranked[0], ranked[1]


def _head_of(doc: Doc, state: str) -> str:
    """The head of a state, if the document says who that is."""
    mentions = {found.start: found for found in doc._.mentions}
    for rule in _HEAD_TITLES:
        for office in doc._.offices:
            if office.of == state and office.rule == rule and not office.past and office.holder in mentions:
                return mentions[office.holder].entity
    return ""


def _goes_back(chunk: Chunk, back: Found) -> Found:
    return Found(chunk.start, chunk.end, back.label, back.entity, "reference", "reference:pronoun", _SCORE, (), back.start)


def _subject(chunks: Sequence[Chunk]) -> Found | None:
    """The person a sentence is about: the first one that no preposition governs."""
    for number, chunk in enumerate(chunks):
        if chunk.label == "PERSON" and not (number and chunks[number - 1].is_word("preposition")):
            return chunk.found
    return None


def _speaks(chunks: Sequence[Chunk], number: int) -> bool:
    """Whether a reporting verb follows within a few words."""
    for chunk in chunks[number + 1 : number + 7]:
        if chunk.is_word("reporting"):
            return True
        if chunk.text in "，。；：" or chunk.found is not None:
            return False
    return False


def _possessive(chunks: Sequence[Chunk], number: int) -> bool:
    return number + 1 < len(chunks) and chunks[number + 1].text in {"的", "国", "们"}


@Language.factory(
    "kgraph_references_v1",
    requires=["doc._.mentions", "doc._.offices"],
    assigns=["doc._.mentions", "doc._.groups"],
)
def make_references(nlp: Language, name: str) -> References:
    """Factory of ``kgraph_references_v1``."""
    return References(nlp.tokenizer.lexicon)
