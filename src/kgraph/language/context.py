"""Who a text is speaking of: the parties last named together, the subject, the speaker."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.chunks import Chunk, before_titles
from kgraph.language.world import World

__all__ = ["Context"]

_THIRD = frozenset({"他", "她"})
_FIRST = frozenset({"我", "本人"})
_WE = frozenset({"我们", "我方"})
_WITH = frozenset({"同", "与", "和", "跟", "及", "以及"})
_ACTORS = frozenset({"igo", "armed_group", "party"})
_TOPICS = ("冲突", "战争", "问题", "危机", "局势", "停火")
# How many sentences of a paragraph back a pair of parties still counts as 双方.
_REACH = 6


class Context:
    """Who is spoken of: the two parties last named together, the subject, the speaker."""

    def __init__(self, world: World, doc: Doc) -> None:
        self.world = world
        self.doc = doc
        self.pairs: list[tuple[int, tuple[str, str]]] = []
        self.joined: list[tuple[int, tuple[Found, Found]]] = []
        self.named: list[list[str]] = []
        self.countries: list[list[str]] = []
        self.mentioned: list[list[Found]] = []
        self.subject: Found | None = None
        self.speaker: Found | None = None
        self.sentence = 0

    def begin(self, start: int, chunks: Sequence[Chunk]) -> None:
        """Begin a sentence."""
        self.sentence += 1
        self.named.append([])
        self.countries.append([])
        self.mentioned.append([])
        self.acting: list[Found] = []
        self.person: Found | None = None

    def note(self, chunks: Sequence[Chunk], number: int) -> None:
        """Take in a mention."""
        chunk = chunks[number]
        assert chunk.found is not None
        state = self.world.state_of(chunk.found.entity, self.doc._.entities)
        if state:
            self.named[-1].append(state)
        if chunk.label == "COUNTRY":
            self.countries[-1].append(chunk.found.entity)
        self.mentioned[-1].append(chunk.found)
        row = self.world.row(chunk.found.entity)
        acts = chunk.label == "COUNTRY" or (row is not None and row.kind in _ACTORS)
        if acts and not _is_topic(chunks, number):
            self.acting.append(chunk.found)
        if chunk.label == "PERSON":
            self.person = self.person or (None if _governed(chunks, number) else chunk.found)
            if _speaks(chunks, number):
                self.speaker = chunk.found
        other = None if _is_topic(chunks, number) else _partner(chunks, number)
        if other is not None and other.found is not None and other.found.entity != chunk.found.entity:
            self.pairs.append((self.sentence, (other.found.entity, chunk.found.entity)))
            self.joined.append((self.sentence, (other.found, chunk.found)))

    def end(self, chunks: Sequence[Chunk]) -> None:
        """End a sentence."""
        self.subject = _subject(chunks) or self.subject

    def goes_back(self, chunks: Sequence[Chunk], number: int) -> Found | None:
        """What a pronoun goes back to."""
        text = chunks[number].text
        if text in _THIRD:
            return self._other(chunks, number) or self.person or self.subject
        if text in _FIRST:
            return self.speaker
        if text in _WE and self.speaker is not None:
            state = self.world.state_of(self.speaker.entity, self.doc._.entities)
            row = self.world.row(state)
            return self.speaker._replace(label=row.label, entity=state) if row is not None else None
        return None

    def _other(self, chunks: Sequence[Chunk], number: int) -> Found | None:
        """Whom an object means, if not the subject: A致电B，祝贺他; B到访。A会见了他."""
        before = number - 1 - (number > 1 and chunks[number - 1].text == "了")
        if before < 0 or not (chunks[before].is_word("verb", "reporting") or _is_trigger(chunks[before])):
            return None
        subject = self.person.entity if self.person else ""
        here = [one for one in self.mentioned[-1] if one.label == "PERSON" and one.entity != subject]
        if here:
            return here[-1]
        clause = next((n for n in range(before, -1, -1) if chunks[n].is_punctuation), -1)
        acts = any(chunk.label == "PERSON" for chunk in chunks[clause + 1 : before])
        if acts and len(self.mentioned) > 1:
            earlier = [one for one in self.mentioned[-2] if one.label == "PERSON" and one.entity != subject]
            return earlier[0] if earlier else None
        return None

    def states(self) -> tuple[str, ...]:
        """The states of the two parties last named together, else the two that are named most."""
        for sentence, pair in reversed(self.pairs):
            if self.sentence - sentence > _REACH:
                break
            states = tuple(dict.fromkeys(self.world.state_of(one, self.doc._.entities) for one in pair))
            if len(states) == 2 and all(states):
                return states
            if len(states) == 1 and states[0] and self.sentence - sentence <= 1:
                return ()  # two parties of one state: 双方 are they
        return self._most_named()

    def _most_named(self) -> tuple[str, ...]:
        weights: dict[str, float] = {}
        for distance, sentence in enumerate(reversed(self.named[-_REACH:])):
            for state in sentence:
                weights[state] = weights.get(state, 0.0) + 0.7**distance
        ranked = sorted(weights, key=lambda state: (-weights[state], state))
        if len(ranked) < 2 or (len(ranked) > 2 and weights[ranked[2]] > 0.8 * weights[ranked[1]]):
            return ()  # with three states about, which two is anybody's guess
        return tuple(ranked[:2])

    def states_counted(self, count: int) -> tuple[str, ...]:
        """The states of this sentence, of the one before it, or of both, if they are just so many."""
        told = [tuple(dict.fromkeys(sentence)) for sentence in self.countries[-2:]]
        both = tuple(dict.fromkeys(state for sentence in told for state in sentence))
        return next((states for states in (*reversed(told), both) if len(states) == count), ())

    def of_two(self, position: int) -> Found | None:
        """The first or the second of the two last named: a pair, or the only two of a kind in a sentence."""
        if self.joined and self.joined[-1][0] == self.sentence:
            return self.joined[-1][1][position]
        for named in reversed(self.mentioned[-2:]):
            for label in ("PERSON", "INSTITUTION", "COUNTRY", "PLACE"):
                ones = list({one.entity: one for one in reversed(named) if one.label == label}.values())[::-1]
                if len(ones) == 2:
                    return ones[position]
            if named:
                return None
        return None

    def actors(self, labels: frozenset[str]) -> tuple[str, ...]:
        """The two that alone act in this sentence, where those named together are of an earlier one.

        A sentence that names persons may speak of any state.
        """
        if self.joined and self.joined[-1][0] == self.sentence:
            return ()
        if any(one.label == "PERSON" for one in self.mentioned[-1]):
            return ()
        found = tuple(dict.fromkeys(one.entity for one in self.acting if one.label in labels))
        return found if len(found) == 2 else ()

    def parties(self) -> tuple[str, ...]:
        """The two parties last named together, if that was just now."""
        if self.pairs and self.sentence - self.pairs[-1][0] <= 1:
            return self.pairs[-1][1]
        return ()


def _is_trigger(chunk: Chunk) -> bool:
    return any(sense.kind == "trigger" for sense in chunk.senses)


def _partner(chunks: Sequence[Chunk], number: int) -> Chunk | None:
    """The party that a mention is joined with: A与B, 中美."""
    labels = {"COUNTRY", "INSTITUTION", "PERSON"}
    chunk = chunks[number]
    if chunk.label not in labels or number == 0:
        return None
    before = chunks[number - 1]
    if before.label == chunk.label == "COUNTRY" and len(before.text) == len(chunk.text) == 1:
        return before if before.end == chunk.start else None
    position = before_titles(chunks, number)
    if position <= 0 or chunks[position].text not in _WITH:
        return None
    for other in reversed(chunks[max(0, position - 6) : position]):
        if other.is_punctuation:
            return None
        if other.label in labels:
            return other
    return None


def _governed(chunks: Sequence[Chunk], number: int) -> bool:
    """Whether a preposition stands before the mention, or before its title."""
    position = before_titles(chunks, number)
    return position >= 0 and chunks[position].is_word("preposition", "conjunction")


def _is_topic(chunks: Sequence[Chunk], number: int) -> bool:
    """Whether a pair of names only says what something is about: 巴以冲突等问题."""
    return number + 1 < len(chunks) and chunks[number + 1].text.startswith(_TOPICS)


def _subject(chunks: Sequence[Chunk]) -> Found | None:
    """The person a sentence is about: the first one that no preposition governs."""
    for number, chunk in enumerate(chunks):
        if chunk.label == "PERSON" and not _governed(chunks, number):
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
