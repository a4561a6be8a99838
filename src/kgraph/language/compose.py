"""Names that no list holds, told by their build: a known name, what it is about, and an ending.

基诺沙县巡回法院, 中国人民大学国际关系学院, 第九届美洲峰会, 塔普拉河.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.chunks import Chunk, sentence_chunks
from kgraph.language.endings import Ending, Start, blocks, is_blocked, is_name_like, makes_name
from kgraph.language.lexicon import Lexicon
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.world import World
from kgraph.records import Entity
from kgraph.rules import SuffixRow, rule_rows

__all__ = ["Composer"]

_LONGEST_QUOTED = 22
_NOT_A_NAME = re.compile(r"[，。、；：！？\s的是在]")
_ORDINAL = re.compile(r"(?:第[一二三四五六七八九十百零〇\d]+[届次轮]|首届|\d{4}年?(?:度)?)$")
_LONGEST_CHUNKS, _LONGEST_NAME = 9, 28
_ABOUT_A_STATE = frozenset({"thinktank", "university"})
_NAMED_WITHOUT_STATE = frozenset({"university", "company", "media", "ngo"})
# Endings of one character make a name only right behind a name-like stretch.
_SHORT = 1


class Composer:
    """Component ``kgraph_compose_v1``: institutions, places and events told by their endings.

    Parameters
    ----------
    lexicon : Lexicon
    is_word : callable
        Whether a stretch of text is a word of the language, and so hardly a name.
    """

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool]) -> None:
        self.is_word = is_word
        self.world = World(lexicon)
        self._by_last: dict[str, list[Ending]] = {}
        for row in rule_rows("suffixes", SuffixRow):
            for suffix in row.suffixes:
                self._by_last.setdefault(suffix[-1], []).append(Ending(suffix, row))
        for endings in self._by_last.values():
            endings.sort(key=lambda ending: (-len(ending.suffix), ending.row.id))

    def match(self, doc: Doc) -> Iterator[tuple[Found, list[Entity]]]:
        """Composed names in order of the text, each with its entity, and its parent's if that is new."""
        self.world.turn_to(doc)
        for _, chunks in sentence_chunks(doc):
            yield from self._quoted(doc, chunks)
            number = 0
            while number < len(chunks):
                made = self._at(doc, chunks, number)
                if made is None:
                    number += 1
                    continue
                stop, composed = made
                yield composed
                number = stop

    def _quoted(self, doc: Doc, chunks: Sequence[Chunk]) -> Iterator[tuple[Found, list[Entity]]]:
        """Events named in quotation marks: “中外名家对话”."""
        folded: str = doc._.folded
        for chunk in chunks:
            if chunk.text != "“":
                continue
            end = folded.find("”", chunk.end, chunk.end + _LONGEST_QUOTED)
            inside = folded[chunk.end : end] if end > 0 else ""
            if not inside or _NOT_A_NAME.search(inside):
                continue
            for ending in self._by_last.get(inside[-1], ()):
                named = ending.row.label == "EVENT" and len(ending.suffix) > _SHORT
                if named and inside.endswith(ending.suffix) and inside != ending.suffix:
                    yield _event(doc, chunk.end, end, ending.row.id)
                    break

    def set_annotations(self, doc: Doc, made: list[tuple[Found, list[Entity]]]) -> None:
        """Put the composed names in place of the names inside them."""
        spans = [found for found, _ in made]
        kept = [
            one for one in doc._.mentions if not any(s.start <= one.start and one.end <= s.end for s in spans)
        ]
        doc._.mentions = sorted(kept + spans)
        doc._.entities = {
            **doc._.entities,
            **{entity.id: entity for _, entities in made for entity in entities},
        }

    def __call__(self, doc: Doc) -> Doc:
        """Find the names, then write them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc

    def _at(
        self, doc: Doc, chunks: Sequence[Chunk], first: int
    ) -> tuple[int, tuple[Found, list[Entity]]] | None:
        """The name that begins with ``chunks[first]``, and the chunk behind it."""
        begin = first + _ordinal_length(chunks, first)
        if begin >= len(chunks):
            return None
        head = chunks[begin]
        ordinal = begin > first
        known = head.label in {"COUNTRY", "PLACE", "INSTITUTION", "EVENT"} or head.is_organ
        if not known and not (is_name_like(head, self.is_word) or (ordinal and not is_blocked(head))):
            return None
        lead = _lead(chunks, begin)
        best: tuple[int, Ending] | None = None
        for stop in range(begin, min(begin + _LONGEST_CHUNKS, len(chunks))):
            if stop > begin and chunks[stop].start != chunks[stop - 1].end:
                break
            if chunks[stop].end - chunks[first].start > _LONGEST_NAME or blocks(chunks, stop, begin):
                break
            ending = self._ending(doc._.folded, chunks, Start(begin, lead, ordinal, known), stop)
            if ending is not None:
                best = (stop, ending)
        assembly = head.label == "INSTITUTION" and head.text.endswith(("大会", "会议"))
        if ordinal and (head.label == "EVENT" or assembly) and (best is None or best[0] <= begin):
            return begin + 1, _event(doc, chunks[first].start, head.end, "compose:ordinal")
        if best is None:
            return None
        stop, ending = best
        return stop + 1, self._make(doc, chunks, first, begin, stop, ending)

    def _ending(self, folded: str, chunks: Sequence[Chunk], start: Start, stop: int) -> Ending | None:
        """The ending that makes a name of ``chunks[begin : stop + 1]``, if there is one."""
        begin, end = chunks[start.begin].start, chunks[stop].end
        if chunks[stop].found is not None or (stop == start.begin and start.known):
            return None
        for ending in self._by_last.get(folded[end - 1], ()):
            stem = end - len(ending.suffix)
            if stem <= begin or not folded.endswith(ending.suffix, begin, end):
                continue
            if makes_name(ending, chunks, start, stop, stem, self.is_word):
                return ending
        return None

    def _make(
        self, doc: Doc, chunks: Sequence[Chunk], first: int, begin: int, stop: int, ending: Ending
    ) -> tuple[Found, list[Entity]]:
        head = chunks[begin]
        row = ending.row
        if row.label == "EVENT":
            return _event(doc, _event_start(chunks, first), chunks[stop].end, row.id)
        # 美国威斯康星州基诺沙县巡回法院 is named by its county; 韩国梨花女子大学 without its state.
        named = begin
        while (
            named < stop
            and chunks[named].label in {"COUNTRY", "PLACE"}
            and chunks[named + 1].label == "PLACE"
        ):
            named += 1
        if row.kind in _NAMED_WITHOUT_STATE and chunks[named].label == "COUNTRY" and stop > named + 1:
            named += 1
        start, end = chunks[named].start, chunks[stop].end
        name: str = doc._.folded[start:end]
        attributes: dict[str, str] = {"kind": row.kind} if row.kind else {}
        entities: list[Entity] = []
        if head.is_organ:
            organ = next(sense.ref for sense in head.senses if sense.kind == "organ")
            if state := self.world.home(organ, head.text):
                parent = self.world.organ(organ, state, head.text)
                entities.append(parent)
                attributes |= {"country": state, "parent": parent.id}
        elif head.found is not None:
            state = self.world.state_of(head.found.entity, doc._.entities)
            if state and not (head.label == "COUNTRY" and row.kind in _ABOUT_A_STATE):
                attributes["country"] = state
            if head.label == row.label == "INSTITUTION":
                attributes["parent"] = head.found.entity
            if head.label == row.label == "PLACE":
                attributes["within"] = head.found.entity
        entities.append(Entity(f"{row.label}:{name}", row.label, name, (), attributes))
        return Found(start, end, row.label, entities[-1].id, "name", row.id, 0.8), entities


def _lead(chunks: Sequence[Chunk], begin: int) -> int:
    """The last of the names of states that a stretch begins with: 中 | 法 | 文化旅游年."""
    lead = begin
    while (
        lead + 1 < len(chunks)
        and chunks[lead].label == chunks[lead + 1].label == "COUNTRY"
        and chunks[lead + 1].start == chunks[lead].end
    ):
        lead += 1
    return lead


def _event_start(chunks: Sequence[Chunk], first: int) -> int:
    """Where an event's name begins: with plain words before a known name too (平安 | 中国……大会)."""
    start = first
    while start > 0 and first - start < 2:
        before = chunks[start - 1]
        if before.end != chunks[start].start or before.found is not None or before.senses:
            break
        if before.is_punctuation or before.text[0].isdigit() or len(before.text) < 2:
            break
        start -= 1
    return chunks[start].start


def _event(doc: Doc, start: int, end: int, rule: str) -> tuple[Found, list[Entity]]:
    name: str = doc._.folded[start:end]
    entity = Entity(f"EVENT:{name}", "EVENT", name)
    return Found(start, end, "EVENT", entity.id, "name", rule, 0.85), [entity]


def _ordinal_length(chunks: Sequence[Chunk], first: int) -> int:
    """How many chunks from `first` on make an ordinal or a year: 第 | 三 | 届."""
    text = ""
    for number, chunk in enumerate(chunks[first : first + 4], start=1):
        if chunk.found is not None:
            return 0
        text += chunk.text
        if _ORDINAL.fullmatch(text):
            # A year may go on: 2023 | 年.
            following = chunks[first + number] if first + number < len(chunks) else None
            if following is not None and following.text in {"年", "年度"} and text.isdigit():
                return number + 1
            return number
    return 0


@Language.factory(
    "kgraph_compose_v1",
    requires=["doc._.mentions", "doc._.matches"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_composer(nlp: Language, name: str) -> Composer:
    """Factory of ``kgraph_compose_v1``."""
    tokenizer = tokenizer_of(nlp)
    return Composer(tokenizer.lexicon, tokenizer.knows)
