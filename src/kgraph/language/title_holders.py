"""The person a title belongs to: named right behind it, right before it, or in a list after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgraph.language.affiliation import Affiliation
from kgraph.language.attributes import Found
from kgraph.language.chunks import Chunk
from kgraph.language.names import NameReader
from kgraph.language.phrases import Phrase
from kgraph.language.transliteration import is_transliterated
from kgraph.language.world import World
from kgraph.rules import OrganRow, TitleRow

__all__ = ["AND", "Holder", "HolderFinder"]

AND = frozenset({"、", "和", "与", "及", "以及", "暨"})
"""Words that join the members of a list of officials."""
_SHORT_NAME = 4


@dataclass(slots=True)
class Holder:
    """A holder of offices: chunk of the sentence at which the name ends, its mention, and its state."""

    stop: int
    found: Found
    new: bool


class HolderFinder:
    """Finds who holds an office, among known persons and by the form of names.

    Parameters
    ----------
    world : World
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def of(
        self,
        chunks: Sequence[Chunk],
        phrase: Phrase,
        of: Affiliation,
        names: NameReader,
        *,
        announced: bool = False,
    ) -> Holder | None:
        """Who holds an office; a name in front of a bare title counts before a guess behind it.

        An office before it in the list may have `announced` its holder: 北京大学教授、副院长A.
        """
        after = self._after(chunks, phrase, of, names, announced or bool(phrase.chain))
        if after is not None and not after.new:
            return after
        return self._before(chunks, phrase, of, names) or after

    def _after(
        self, chunks: Sequence[Chunk], phrase: Phrase, of: Affiliation, names: NameReader, announced: bool
    ) -> Holder | None:
        """The holder named right behind the title."""
        following = phrase.last + 1
        if following >= len(chunks) or chunks[following].start != chunks[phrase.last].end:
            return None
        return self._person_at(chunks, following, of, names, phrase, announced=announced)

    def _person_at(
        self,
        chunks: Sequence[Chunk],
        number: int,
        of: Affiliation,
        names: NameReader,
        phrase: Phrase | None = None,
        *,
        announced: bool = False,
    ) -> Holder | None:
        chunk = chunks[number]
        others: tuple[str, ...] = ()
        if chunk.found is not None and (person := self._choose(chunk.found, of, phrase)) is not None:
            namesake = phrase is not None and self._is_namesake(chunk, of, phrase)
            if not namesake and not names.runs_on(chunks, number):
                return Holder(number, person, False)
            others = chunk.found.candidates if namesake else ()
            chunks = [*chunks[:number], replace(chunk, found=None), *chunks[number + 1 :]]
        if phrase is not None and isinstance(phrase.row, TitleRow) and phrase.row.attaches == "none":
            # A courtesy announces nobody, nor does a rank without its force: 海军 | 上将 | A.
            if not phrase.row.official or not phrase.first or chunks[phrase.first - 1].label != "INSTITUTION":
                return None
            announced = True
        end = names.after(chunks, number, of.state, announced=announced)
        if end is None:
            return None
        stop = number
        while stop + 1 < len(chunks) and chunks[stop].end < end:
            stop += 1
        rule = phrase.row.id if phrase else "title:list"
        found = Found(chunk.start, end, "PERSON", "", "title", rule, 0.8, others if end == chunk.end else ())
        return Holder(stop, found, True)

    def _choose(self, found: Found, of: Affiliation, phrase: Phrase | None) -> Found | None:
        """Of several persons of one name the one who holds the office, or serves its state.

        None if what stands there is no person, nor has a person's name.
        """
        best, most = found if found.label == "PERSON" else None, 0
        if len(found.candidates) < 2:
            return best
        title = phrase.title if phrase is not None else ""
        for candidate in found.candidates:
            row = self.world.row(candidate)
            if row is None or row.label != "PERSON":
                continue
            holds = any(bool(of.of) and office.of == of.of for office in row.offices)
            titled = any(bool(title) and title in office.title for office in row.offices)
            serves = bool(of.state) and self.world.state_of(candidate) == of.state
            weight = 4 * holds + 2 * (titled and serves) + serves
            if weight > most or (weight == most and weight and candidate == found.entity):
                best, most = found._replace(entity=candidate, label=row.label, rule=candidate), weight
        return best

    def _is_namesake(self, chunk: Chunk, of: Affiliation, phrase: Phrase) -> bool:
        """Whether a short foreign name is that of another person than all whom the lists know by it.

        印度总理辛格 is no 辛格 of Canada. Only where the state is named with the office; names of Chinese
        form are rarely those of two officials, and an office is sooner misread.
        """
        assert chunk.found is not None
        state = self.world.row(of.state)
        if state is None or state.kind != "state" or not any(one.label == "COUNTRY" for one in phrase.chain):
            return False
        if len(chunk.text) > _SHORT_NAME or "·" in chunk.text or not is_transliterated(chunk.text):
            return False
        for candidate in chunk.found.candidates:
            row = self.world.row(candidate)
            if row is None or row.label != "PERSON":
                return False
            served = {self.world.state_of(candidate), *(self.world.state_of(one.of) for one in row.offices)}
            if of.state in served or not self.world.state_of(candidate):
                return False
            states = [self.world.row(one) for one in served if one]
            if any(one is None or one.kind != "state" for one in states):
                return False  # a state that is no more may have another name in the text
        return bool(chunk.found.candidates)

    def _before(
        self, chunks: Sequence[Chunk], phrase: Phrase, of: Affiliation, names: NameReader
    ) -> Holder | None:
        """The holder named right before a bare title: 王毅外长, 马茂总统."""
        before = phrase.first - 1
        if phrase.chain or before < 0 or chunks[before].end != chunks[phrase.first].start:
            return None
        found = chunks[before].found
        if found is not None:
            held = found.label == "PERSON" and not self._serves(phrase, found.entity)
            return Holder(before, found, False) if held else None
        if not isinstance(phrase.row, OrganRow) and phrase.row.attaches not in {"state", "organ", "none"}:
            return None
        first = names.before(chunks, before)
        if first is None:
            return None
        named = Found(chunks[first].start, chunks[before].end, "PERSON", "", "title", phrase.row.id, 0.7)
        return Holder(before, named, True)

    def _serves(self, phrase: Phrase, before: str) -> bool:
        """Whether the office is that of somebody who serves the person named before it: 习近平特使."""
        if isinstance(phrase.row, OrganRow) or not phrase.row.personal:
            return False
        known = self.world.row(before)
        titles = {phrase.row.title, *phrase.row.aliases}
        held = known is not None and any(one.title.endswith(tuple(titles)) for one in known.offices)
        return not held

    def force(self, chunks: Sequence[Chunk], phrase: Phrase, holder: Holder) -> Affiliation:
        """A rank is held in the institution named right before it, or its holder: 军事科学院何雷中将."""
        if isinstance(phrase.row, OrganRow) or not phrase.row.official:
            return Affiliation("")
        first = min(holder.stop, phrase.first)
        while first > 0 and chunks[first].start > holder.found.start:
            first -= 1
        before = chunks[first - 1] if first > 0 else None
        if (
            before is None
            or before.label != "INSTITUTION"
            or before.found is None
            or before.end != chunks[first].start
        ):
            return Affiliation("")
        return Affiliation(before.found.entity, self.world.state_of(before.found.entity))

    def listed_after(
        self, chunks: Sequence[Chunk], stop: int, of: Affiliation, names: NameReader
    ) -> Iterator[Holder]:
        """Further holders of a shared title: 、B和C."""
        number = stop + 1
        while number + 1 < len(chunks) and chunks[number].text in AND:
            if chunks[number + 1].is_title:
                return
            other = self._person_at(chunks, number + 1, of, names)
            if other is None or _has_own_title(chunks, number + 1, other.stop):
                return
            yield other
            number = other.stop + 1


def _has_own_title(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    return last + 1 < len(chunks) and chunks[last + 1].is_title
