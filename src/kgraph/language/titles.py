"""Titles: who holds which office of what, and persons that no list holds.

A title announces a name (老挝副总理兼国防部长占沙蒙), or follows one (王毅外长). Titles in a row share
their holder; a shared title has several holders (常委A、B和C); a list hands its state on
(美国国务卿A、财长B).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.affiliation import Affiliation, affiliation
from kgraph.language.attributes import Found, Office
from kgraph.language.chunks import Chunk, sentence_chunks
from kgraph.language.hyphens import listed_with_dots
from kgraph.language.joint import briefed, partner
from kgraph.language.lexicon import Lexicon
from kgraph.language.names import NameReader
from kgraph.language.namesakes import as_settled, settled
from kgraph.language.phrases import Phrase, office_phrases
from kgraph.language.repeats import repeats
from kgraph.language.taking_office import told_by_verb
from kgraph.language.title_holders import AND, Holder, HolderFinder
from kgraph.language.title_lists import counted_before, holds_too, inherited, joined, of_relative, text_of
from kgraph.language.title_states import of_own_state
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.world import World
from kgraph.records import Entity
from kgraph.rules import OrganRow, TitleRow

__all__ = ["Titles"]

_ALSO = frozenset({"、", "兼", "暨"})
_COMMA = frozenset({"，"})


@dataclass(slots=True)
class _Findings:
    """What one pass over a document yields."""

    names: NameReader
    folded: str
    offices: list[Office] = field(default_factory=list)
    persons: list[Found] = field(default_factory=list)
    entities: dict[str, Entity] = field(default_factory=dict)


class Titles:
    """Component ``kgraph_titles_v1``: office phrases, their holders, and unlisted persons.

    Parameters
    ----------
    lexicon : Lexicon
    is_word : callable
        Whether a stretch of text is a word of the language, and so hardly a name.
    """

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool]) -> None:
        self.lexicon = lexicon
        self.is_word = is_word
        self.world = World(lexicon)
        self.holders = HolderFinder(self.world)

    def match(self, doc: Doc) -> _Findings:
        """Read the office phrases of a document."""
        self.world.turn_to(doc)
        findings = _Findings(
            NameReader(self.is_word, doc._.word_starts), doc._.folded, entities=dict(doc._.entities)
        )
        for _, chunks in sentence_chunks(doc):
            if any(chunk.is_title for chunk in chunks):
                self._sentence(chunks, findings)
        return findings

    def set_annotations(self, doc: Doc, findings: _Findings) -> None:
        """Keep offices, new persons and new entities."""
        known = {(found.start, found.end) for found in findings.persons}
        # A longer name takes the place of a listed one that is only its head.
        longer = {found.start for found in findings.persons}
        meant = settled(findings.persons)
        kept = [
            one
            for one in doc._.mentions
            if (one.start, one.end) not in known
            and one.start not in longer
            and not any(person.start < one.start and one.end <= person.end for person in findings.persons)
        ]
        doc._.mentions = sorted([*(as_settled(one, meant) for one in kept), *findings.persons])
        doc._.offices = findings.offices
        doc._.entities = findings.entities

    def __call__(self, doc: Doc) -> Doc:
        """Read, write; and where a name was new, spread it over the document and read again."""
        findings = self.match(doc)
        self.set_annotations(doc, findings)
        repeated = list(repeats(doc, findings.persons))
        if repeated:
            doc._.mentions = sorted([*doc._.mentions, *repeated])
            again = self.match(doc)
            self.set_annotations(doc, again)
        return doc

    def _sentence(self, chunks: Sequence[Chunk], findings: _Findings) -> None:
        pending: list[tuple[Phrase, Affiliation]] = []
        context, context_end = "", -1
        for one in office_phrases(chunks, self.lexicon):
            phrase = one
            waiting: list[tuple[Phrase, Affiliation]] = []
            if pending and not self._shares_holder(chunks, pending[-1], phrase):
                waiting, pending = pending, []
            near = context if pending or joined(chunks, context_end, phrase.first, AND) else ""
            near = near or self._listed_before(chunks, phrase.first, findings)
            of = affiliation(phrase, near, self.world, findings.entities)
            told = None if of.of else briefed(chunks, phrase, findings.folded, self.world, findings.entities)
            of = told or of
            if (other_of := partner(chunks, phrase, self.world)) is not None:
                pending.append((phrase, other_of))
            if pending:
                phrase, of = inherited(phrase, of, pending[-1])
            announced = any(before.chain for before, _ in pending)
            holder = self.holders.of(chunks, phrase, of, findings.names, announced=announced)
            if waiting:
                holder = self._after_waiting(chunks, waiting, phrase, of, holder, findings)
            if of.entity is not None:
                findings.entities.setdefault(of.of, of.entity)
            if holder is None and (several := counted_before(chunks, phrase.first)):
                for counted in several:
                    settled_of = self._of_holder(phrase, of, "", counted, findings)
                    self._close(chunks, [(phrase, settled_of)], counted, findings)
                continue
            if holder is None:
                pending.append((phrase, of))
                context = of.state or context
                context_end = phrase.last
                continue
            if isinstance(phrase.row, TitleRow) and phrase.row.attaches == "none":
                of = self.holders.force(chunks, phrase, holder)
            elif told is None and (
                (not phrase.chain and holder.stop > phrase.last) or holder.stop < phrase.first
            ):
                of = self._of_holder(phrase, of, near, holder, findings)
            before = context if joined(chunks, context_end, phrase.first, _COMMA) else ""
            pending = [
                (one, self._of_own_state(chunks, one, its, holder, before, findings))
                for one, its in (*pending, (phrase, of))
            ]
            of = pending[-1][1]
            self._close(chunks, pending, holder, findings)
            pending = []
            context, context_end = of.state, max(holder.stop, phrase.last)
            if isinstance(phrase.row, TitleRow) and phrase.row.shared and holder.stop > phrase.last:
                for other in self.holders.listed_after(chunks, holder.stop, of, findings.names):
                    self._close(chunks, [(phrase, of)], other, findings)
                    context_end = other.stop
        if pending:
            self._close_without_name(chunks, pending, findings)

    def _shares_holder(
        self, chunks: Sequence[Chunk], before: tuple[Phrase, Affiliation], phrase: Phrase
    ) -> bool:
        """Whether an office without a holder and the next one belong to one person: 委员、外交部长A."""
        if of_relative(phrase) or not (
            joined(chunks, before[0].last, phrase.first, _ALSO) or holds_too(chunks, before[0].last, phrase)
        ):
            return False
        states = {chunk.found.entity for chunk in phrase.chain if chunk.label == "COUNTRY" and chunk.found}
        return not states or not before[1].state or before[1].state in states

    def _after_waiting(
        self,
        chunks: Sequence[Chunk],
        waiting: Sequence[tuple[Phrase, Affiliation]],
        phrase: Phrase,
        of: Affiliation,
        holder: Holder | None,
        findings: _Findings,
    ) -> Holder | None:
        """Close the offices before a phrase that do not share its holder; who is left for the phrase.

        As many names as titles follow in their order: 外长和防长A、B.
        """
        last = waiting[-1][0].last
        if holder is not None and last + 2 == phrase.first and chunks[last + 1].text in AND:
            others = list(self.holders.listed_after(chunks, holder.stop, of, findings.names))
            if len(waiting) == len(others) == 1 and holder.stop > phrase.last:
                self._close(chunks, waiting, holder, findings)
                return others[0]
        self._close_without_name(chunks, waiting, findings)
        return holder

    def _of_holder(
        self, phrase: Phrase, of: Affiliation, near: str, holder: Holder, findings: _Findings
    ) -> Affiliation:
        """For an office that names no institution: the state that its holder is known to serve."""
        state = self.world.state_of(holder.found.entity, findings.entities)
        if near or not state or phrase.chain or phrase.within:
            return of
        settled = affiliation(phrase, state, self.world, findings.entities)
        if settled.entity is not None:
            findings.entities.setdefault(settled.of, settled.entity)
        return settled

    def _of_own_state(
        self,
        chunks: Sequence[Chunk],
        phrase: Phrase,
        of: Affiliation,
        holder: Holder,
        before: str,
        findings: _Findings,
    ) -> Affiliation:
        name = text_of(chunks, holder.found)
        settled = of_own_state(phrase, of, holder, name, before, self.world, findings.entities)
        if settled.entity is not None:
            findings.entities.setdefault(settled.of, settled.entity)
        return settled

    def _listed_before(self, chunks: Sequence[Chunk], first: int, findings: _Findings) -> str:
        """The state of the person named right before in a list: 布林肯、财长耶伦."""
        if first >= 2 and chunks[first - 1].text in AND and chunks[first - 2].label == "PERSON":
            found = chunks[first - 2].found
            return self.world.state_of(found.entity, findings.entities) if found else ""
        return ""

    def _close_without_name(
        self, chunks: Sequence[Chunk], pending: Sequence[tuple[Phrase, Affiliation]], findings: _Findings
    ) -> None:
        """Record offices that no name stands beside; a verb may tell who takes or leaves them."""
        told = told_by_verb(chunks, pending[0][0].first)
        if told is None:
            self._close(chunks, pending, None, findings)
            return
        settled = [
            # 推选A为主席: of what, a bare title does not tell.
            (phrase, of)
            if isinstance(phrase.row, TitleRow) and phrase.row.attaches == "institution"
            else (phrase, self._of_holder(phrase, of, "", told.holder, findings))
            for phrase, of in pending
        ]
        settled = [
            (phrase, self._of_own_state(chunks, phrase, of, told.holder, "", findings))
            for phrase, of in settled
        ]
        self._close(chunks, settled, told.holder, findings, past=told.past, planned=told.planned)

    def _close(
        self,
        chunks: Sequence[Chunk],
        pending: Sequence[tuple[Phrase, Affiliation]],
        holder: Holder | None,
        findings: _Findings,
        *,
        past: bool = False,
        planned: bool = False,
    ) -> None:
        """Record the offices that share a holder, and the holder."""
        for phrase, of in pending:
            row = phrase.row
            official = True if isinstance(row, OrganRow) else row.official
            if isinstance(row, TitleRow) and row.attaches == "none" and not of.of:
                official = official and row.official
            findings.offices.append(
                Office(
                    chunks[phrase.first].start,
                    chunks[phrase.last].end,
                    phrase.title,
                    phrase.title_start,
                    row.id,
                    of.of,
                    phrase.past or past,
                    holder.found.start if holder else -1,
                    official,
                    planned or phrase.coming,
                )
            )
        if holder is None:
            return
        states = [of.state for _, of in pending if of.state]
        self._keep(holder, states[-1] if states else "", pending, findings, chunks)

    def _keep(
        self,
        holder: Holder,
        state: str,
        pending: Sequence[tuple[Phrase, Affiliation]],
        findings: _Findings,
        chunks: Sequence[Chunk],
    ) -> None:
        found = holder.found
        if found.entity and not holder.new:
            findings.persons.append(found)
            entity = findings.entities.get(found.entity)
            if entity is not None and state and not entity.attributes.get("country"):
                findings.entities[entity.id] = replace(
                    entity, attributes={**entity.attributes, "country": state}
                )
            return
        name = text_of(chunks, found)
        if (listed := listed_with_dots(name, self.lexicon)) is not None:
            findings.persons.append(found._replace(entity=listed, rule=listed))
            return
        entity_id = f"PERSON:{name}"
        official = any(isinstance(phrase.row, OrganRow) or phrase.row.official for phrase, _ in pending)
        known = findings.entities.get(entity_id)
        attributes: dict[str, Any] = dict(known.attributes) if known else {}
        if state:
            attributes.setdefault("country", state)
        attributes["official"] = bool(attributes.get("official")) or official
        findings.entities[entity_id] = Entity(entity_id, "PERSON", name, (), attributes)
        findings.persons.append(found._replace(entity=entity_id))


@Language.factory(
    "kgraph_titles_v1",
    requires=["doc._.mentions", "doc._.matches"],
    assigns=["doc._.mentions", "doc._.offices", "doc._.entities"],
)
def make_titles(nlp: Language, name: str) -> Titles:
    """Factory of ``kgraph_titles_v1``."""
    tokenizer = tokenizer_of(nlp)
    return Titles(tokenizer.lexicon, tokenizer.knows)
