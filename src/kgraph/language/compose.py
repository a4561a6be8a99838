"""Names that no list holds, told by their build: a known name, what it is about, and an ending.

基诺沙县巡回法院, 中国人民大学国际关系学院, 第九届美洲峰会, 塔普拉河.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.announced import announced
from kgraph.language.attributes import Found
from kgraph.language.chunks import Chunk, sentence_chunks
from kgraph.language.endings import Ending, Start, blocks, is_blocked, is_name_like, makes_name
from kgraph.language.lexicon import Lexicon
from kgraph.language.missions import missions
from kgraph.language.occasions import occasions
from kgraph.language.stretches import event_start, last_state, ordinal_length
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.towns import TOWN, town
from kgraph.language.world import World
from kgraph.records import Entity
from kgraph.rules import SuffixRow, rule_rows

__all__ = ["Composer"]

_LONGEST_QUOTED = 22
_NOT_A_NAME = re.compile(r"[，。、；：！？\s的是在]")
_LONGEST_CHUNKS, _LONGEST_NAME = 9, 28
_ABOUT_A_STATE = frozenset({"thinktank", "university"})
_NAMED_WITHOUT_STATE = frozenset({"university", "company", "media", "ngo"})
_COMPANIES = frozenset({"公司", "集团", "集团公司", "股份公司"})
_TOLD_BY_OFFICE = 0.7
_WIDER = ("县", "郡", "州", "省")
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
            told = [
                _event(doc, start, end, "compose:occasion", name)
                for start, end, name in occasions(doc._.folded, chunks)
                # A listed one is known better: “护身军刀”联合军演.
                if not any(one.label == "EVENT" and start <= one.start < end for one in chunks)
            ]
            yield from told
            taken = [found for found, _ in told]
            for made in (*self._quoted(doc, chunks), *self._built(doc, chunks)):
                if not any(made[0].start < one.end and one.start < made[0].end for one in taken):
                    yield made

    def _built(self, doc: Doc, chunks: Sequence[Chunk]) -> Iterator[tuple[Found, list[Entity]]]:
        """Names told by their build, in one sentence."""
        number = floor = 0
        named = {one.entity for one in doc._.mentions}
        while number < len(chunks):
            if (there := missions(chunks, number, self.world, named)) is not None:
                number, several = there
                yield from several
            else:
                made = self._at(doc, chunks, number) or town(chunks, number, self.world, self.is_word)
                if made is None:
                    made = self._announced(doc, chunks, number, floor) or self._longer(chunks, number)
                if made is None:
                    number += 1
                    continue
                number, composed = made
                yield composed
            floor = number

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
        # 加利福尼亚州 | 奥克兰: the same town wherever else the document names it.
        towns = {found.start: found.entity for found in spans if found.rule == TOWN}
        meant = {
            one.entity: towns[one.start]
            for one in doc._.mentions
            if one.start in towns and one.label == "PLACE"
        }
        kept = [one._replace(entity=meant.get(one.entity, one.entity)) for one in kept]
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
        begin = first + ordinal_length(chunks, first)
        if begin >= len(chunks):
            return None
        head = chunks[begin]
        ordinal = begin > first
        known = head.label in {"COUNTRY", "PLACE", "INSTITUTION", "EVENT"} or head.is_organ
        if not known and not (is_name_like(head, self.is_word) or (ordinal and not is_blocked(head))):
            return None
        lead = last_state(chunks, begin)
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

    def _announced(
        self, doc: Doc, chunks: Sequence[Chunk], number: int, floor: int
    ) -> tuple[int, tuple[Found, list[Entity]]] | None:
        """The institution told by the office that stands behind it."""
        if not chunks[number].is_title or number <= floor:
            return None
        endings = self._by_last.get(chunks[number - 1].text[-1], ())
        told = announced(chunks, number, endings, self.world.lexicon, self.is_word)
        if told is None or told.first < floor:
            return None
        start, end = chunks[told.first].start, chunks[told.last].end
        name: str = doc._.folded[start:end]
        row = told.ending.row
        attributes = {"kind": row.kind or ""} | ({"country": told.state} if told.state else {})
        entity = Entity(f"INSTITUTION:{name}", "INSTITUTION", name, (), attributes)
        found = Found(start, end, "INSTITUTION", entity.id, "name", "compose:office", _TOLD_BY_OFFICE)
        return number, (found, [entity])

    def _longer(self, chunks: Sequence[Chunk], number: int) -> tuple[int, tuple[Found, list[Entity]]] | None:
        """A listed company with what it is behind its name: 必和必拓 | 集团."""
        found = chunks[number].found
        row = self.world.row(found.entity) if found is not None else None
        if found is None or row is None or row.kind not in {"company", "media"} or number + 1 >= len(chunks):
            return None
        following = chunks[number + 1]
        if following.text not in _COMPANIES or following.start != found.end:
            return None
        return number + 2, (found._replace(end=following.end), [])

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
            return _event(doc, event_start(chunks, first), chunks[stop].end, row.id)
        # 美国威斯康星州基诺沙县巡回法院 is named by its county; 韩国梨花女子大学 without its state.
        named = begin
        while (
            named < stop
            and chunks[named].label in {"COUNTRY", "PLACE"}
            and chunks[named + 1].label == "PLACE"
        ):
            named += 1
        # 布鲁塞尔 | 北约 | 总部: it is named by its institution, and lies in what stands before.
        if row.label == "PLACE" and named < stop and chunks[named].label == "PLACE":
            named += chunks[named + 1].label == "INSTITUTION"
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
        place = chunks[named].found
        # 基诺沙 | 县: the county is not the city.
        whole = named < stop and not chunks[named + 1].text.startswith(_WIDER)
        if place is not None and whole and place.label == "PLACE" and row.label == "INSTITUTION":
            attributes["place"] = place.entity
        entities.append(Entity(f"{row.label}:{name}", row.label, name, (), attributes))
        return Found(start, end, row.label, entities[-1].id, "name", row.id, 0.8), entities


def _event(doc: Doc, start: int, end: int, rule: str, called: str = "") -> tuple[Found, list[Entity]]:
    name: str = called or doc._.folded[start:end]
    entity = Entity(f"EVENT:{name}", "EVENT", name)
    return Found(start, end, "EVENT", entity.id, "name", rule, 0.85), [entity]


@Language.factory(
    "kgraph_compose_v1",
    requires=["doc._.mentions", "doc._.matches"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_composer(nlp: Language, name: str) -> Composer:
    """Factory of ``kgraph_compose_v1``."""
    tokenizer = tokenizer_of(nlp)
    return Composer(tokenizer.lexicon, tokenizer.knows)
