"""National organs: a state's name and the usual name of an organ make one institution.

俄罗斯 + 外交部 is one mention. A bare 外交部 goes back to the organ named in full before it, or is the
home state's if that state has an organ of this very name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.chunks import Chunk, sentence_chunks
from kgraph.language.lexicon import Lexicon
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.world import World
from kgraph.records import Entity
from kgraph.rules import EntityRow

__all__ = ["Organs"]

_WHOLE, _GOES_BACK, _AT_HOME = 0.97, 0.85, 0.8
_AND = frozenset({"和", "与", "及", "、", "以及"})
_OF_A_STATE = frozenset({"government", "legislature", "party", "court", "military"})


class Organs:
    """Component ``kgraph_organs_v1``: mentions of the organs of states.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.world = World(lexicon)

    def match(self, doc: Doc) -> Iterator[tuple[Found, Entity | None]]:
        """Organs in order of the text, each with its entity."""
        self.world.turn_to(doc)
        last: dict[str, tuple[Entity, int]] = {}
        for _, chunks in sentence_chunks(doc):
            for number, chunk in enumerate(chunks):
                if chunk.is_word("state-side"):
                    yield from self._side(chunks, number)
                if chunk.found is not None and chunk.label == "INSTITUTION":
                    yield from self._listed(chunks, number, last)
                if not chunk.is_organ:
                    continue
                organ = next(sense.ref for sense in chunk.senses if sense.kind == "organ")
                state = self._state_before(chunks, number)
                listed = "" if state is not None else self._coordinated(chunks, number)
                if listed:
                    entity = self.world.organ(organ, listed, chunk.text)
                    last[organ] = (entity, chunks[number - 2].start)
                    found = Found(
                        chunk.start, chunk.end, "INSTITUTION", entity.id, "reference", organ, _GOES_BACK
                    )
                    yield found._replace(antecedent=chunks[number - 2].start), entity
                elif state is not None:
                    entity = self.world.organ(organ, state.found.entity if state.found else "", chunk.text)
                    last[organ] = (entity, state.start)
                    yield (
                        Found(state.start, chunk.end, "INSTITUTION", entity.id, "name", organ, _WHOLE),
                        entity,
                    )
                elif union := self._union_before(chunks, number):
                    name, start = union.name + chunk.text, chunks[number - 1].start
                    attributes = {"kind": self.world.lexicon.organs[organ].kind}
                    entity = Entity(f"INSTITUTION:{name}", "INSTITUTION", name, (), attributes)
                    yield Found(start, chunk.end, "INSTITUTION", entity.id, "name", organ, _WHOLE), entity
                elif not _opens_office(chunks, number):
                    yield from self._bare(chunk, organ, last)

    def _listed(
        self, chunks: list[Chunk], number: int, last: dict[str, tuple[Entity, int]]
    ) -> Iterator[tuple[Found, Entity]]:
        """A listed organ, to which its bare name may go back; that of the home state behind another
        state's name is the other's: 越南 | 最高人民法院.
        """
        chunk = chunks[number]
        assert chunk.found is not None
        row = self.world.row(chunk.found.entity)
        if row is None or row.country is None:
            return
        may_be_abroad = self._may_be_abroad(row, chunk.text)
        if may_be_abroad and (other := self._coordinated(chunks, number)):
            theirs = self._named_of(other, chunk.text)
            if theirs is not None:
                yield chunk.found._replace(entity=theirs.id, rule=theirs.id, score=_GOES_BACK), theirs
                return
        state = self._state_before(chunks, number) if may_be_abroad else None
        if state is None or state.found is None or state.found.entity == row.country:
            if row.role:
                last[row.role] = self.world.organ(row.role, row.country), chunk.start
            return
        entity = self.world.organ(row.role, state.found.entity, chunk.text) if row.role else None
        if entity is None:
            country = self.world.row(state.found.entity)
            name = (country.name if country is not None else state.text) + chunk.text
            attributes = {"country": state.found.entity} | ({"kind": row.kind} if row.kind else {})
            entity = Entity(f"INSTITUTION:{name}", "INSTITUTION", name, (), attributes)
        yield Found(state.start, chunk.end, "INSTITUTION", entity.id, "name", "organ:abroad", _WHOLE), entity

    def _coordinated(self, chunks: list[Chunk], number: int) -> str:
        """The other state whose institution stands before it in a list: 白宫 | 和 | 国务院."""
        if number < 2 or chunks[number - 1].text not in _AND:
            return ""
        before = chunks[number - 2]
        row = self.world.row(before.found.entity) if before.found is not None else None
        if row is None or row.label != "INSTITUTION" or row.kind not in _OF_A_STATE:
            return ""
        state = self.world.row(row.country or "")
        abroad = state is not None and state.label == "COUNTRY" and state.id != self.world.home_state
        return state.id if state is not None and abroad else ""

    def _named_of(self, state: str, surface: str) -> Entity | None:
        """The listed institution that is called after the state and this name, if there is one."""
        country = self.world.row(state)
        for sense in self.world.lexicon.senses(country.name + surface) if country is not None else ():
            row = self.world.row(sense.ref)
            if sense.kind == "entity" and row is not None and row.country == state:
                return Entity(row.id, row.label, row.name, (), {"country": state, "kind": row.kind or ""})
        return None

    def _may_be_abroad(self, row: EntityRow, surface: str) -> bool:
        """Whether a name of an organ of the home state says nothing of that state."""
        home = self.world.row(self.world.home_state)
        if home is None or row.country != home.id or row.kind not in _OF_A_STATE:
            return False
        return not surface.startswith((home.name, "中共", "解放军", "“"))

    def _side(self, chunks: list[Chunk], number: int) -> Iterator[tuple[Found, Entity | None]]:
        """A state's government or army with no name of its own is the state (叙利亚政府军); one that is
        called after its head is an institution (拜登政府).
        """
        before = chunks[number - 1] if number else None
        if before is None or before.found is None or before.end != chunks[number].start:
            return
        if before.label == "COUNTRY" and not before.text.endswith("方"):
            yield before.found._replace(end=chunks[number].end), None
        elif before.label == "PERSON" and chunks[number].text == "政府":
            name = before.text + "政府"
            state = self.world.state_of(before.found.entity)
            attributes = {"kind": "government"} | ({"country": state} if state else {})
            entity = Entity(f"INSTITUTION:{name}", "INSTITUTION", name, (), attributes)
            yield (
                Found(
                    before.start,
                    chunks[number].end,
                    "INSTITUTION",
                    entity.id,
                    "name",
                    "organ:cabinet",
                    _WHOLE,
                ),
                entity,
            )

    def _union_before(self, chunks: list[Chunk], number: int) -> EntityRow | None:
        """The organisation of states right before a name: 北约 | 海军."""
        before = chunks[number - 1] if number else None
        if before is None or before.found is None or before.end != chunks[number].start:
            return None
        row = self.world.row(before.found.entity)
        return row if row is not None and row.kind == "igo" else None

    @staticmethod
    def _state_before(chunks: list[Chunk], number: int) -> Chunk | None:
        if number == 0 or chunks[number - 1].end != chunks[number].start:
            return None
        before = chunks[number - 1]
        if before.label == "COUNTRY" and before.found is not None and not before.text.endswith("方"):
            return before
        territory = before.found is not None and before.found.entity in {"place:HK", "place:MO", "place:TW"}
        return before if territory else None

    def _bare(
        self, chunk: Chunk, organ: str, last: dict[str, tuple[Entity, int]]
    ) -> Iterator[tuple[Found, Entity]]:
        if organ in last:
            entity, antecedent = last[organ]
            found = Found(chunk.start, chunk.end, "INSTITUTION", entity.id, "reference", organ, _GOES_BACK)
            yield found._replace(antecedent=antecedent), entity
            return
        state = self.world.home(organ, chunk.text)
        if not state:
            return
        entity = self.world.organ(organ, state, chunk.text)
        yield Found(chunk.start, chunk.end, "INSTITUTION", entity.id, "name", organ, _AT_HOME), entity

    def set_annotations(self, doc: Doc, found: list[tuple[Found, Entity | None]]) -> None:
        """Put the organs in place of the names that they are made of."""
        spans = sorted(one for one, _ in found)
        starts = [one.start for one in spans]
        kept = []
        for one in doc._.mentions:
            number = bisect_right(starts, one.start) - 1
            if number < 0 or one.start >= spans[number].end:
                kept.append(one)
        doc._.mentions = sorted([*kept, *spans])
        doc._.entities = {
            **doc._.entities,
            **{entity.id: entity for _, entity in found if entity is not None},
        }

    def __call__(self, doc: Doc) -> Doc:
        """Find the organs, then write them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc


def _opens_office(chunks: list[Chunk], number: int) -> bool:
    """Whether an office phrase goes on behind the organ; then the grammar of titles settles it."""
    for chunk in chunks[number + 1 : number + 6]:
        if chunk.is_title:
            return True
        if (
            chunk.found is not None
            or chunk.is_punctuation
            or chunk.is_word("verb", "preposition", "particle")
        ):
            return False
    return False


@Language.factory(
    "kgraph_organs_v1",
    requires=["doc._.mentions", "doc._.matches"],
    assigns=["doc._.mentions", "doc._.entities"],
)
def make_organs(nlp: Language, name: str) -> Organs:
    """Factory of ``kgraph_organs_v1``."""
    return Organs(tokenizer_of(nlp).lexicon)
