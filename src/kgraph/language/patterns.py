"""Relations from verb frames, offices and the build of names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import takewhile

from spacy.language import Language
from spacy.tokens import Doc, Span

from kgraph.language.attributes import Claim, Found, Group, Office
from kgraph.language.chunks import Chunk, sentence_chunks
from kgraph.language.clauses import VerbClasses
from kgraph.language.cues import Cues, Reported
from kgraph.language.dating import Dating, Telling, times
from kgraph.language.discourse import Discourse
from kgraph.language.ellipsis import fill_roles
from kgraph.language.elsewhere import with_dates_elsewhere
from kgraph.language.item import Item, Kind, Member
from kgraph.language.items import sentence_items
from kgraph.language.lexicon import Lexicon
from kgraph.language.quotations import Quotations
from kgraph.language.reports import Reports
from kgraph.language.roles import Roles, roles_of
from kgraph.language.sides import Pairs, Sides
from kgraph.language.sliced import Sliced
from kgraph.language.structure import structural_claims
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.trace import Outcome, Trace
from kgraph.language.triggers import pattern_rows
from kgraph.language.world import World
from kgraph.ontology import relations
from kgraph.rules import PatternRow

__all__ = ["Patterns"]

# How many items behind a trigger are looked at for what it may not have there.
_BEHIND = 6
_NO_OBJECT = frozenset({Kind.MARK, Kind.AND, Kind.OF, Kind.CLOSE})
# What can be only one side's word about the other.


class Patterns:
    """Component ``kgraph_patterns_v1``: the relations of a document.

    Parameters
    ----------
    lexicon : Lexicon
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.world = World(lexicon)
        self.rows = pattern_rows()
        self.reporting = lexicon.words["words:reporting"]
        self.cues = Cues(self.reporting, lexicon.words["words:saying"])
        pivots = frozenset(word for row in self.rows.values() if row.pivot for word in row.triggers)
        opinions = frozenset(word for row in self.rows.values() if row.opinion for word in row.triggers)
        self.classes = VerbClasses(
            pivots | self.reporting | lexicon.words["words:clause-verb"],
            lexicon.words["words:light-verb"],
            opinions - self.reporting,
            frozenset(
                word
                for row in self.rows.values()
                if row.pivot and row.relation == "REQUEST"
                for word in row.triggers
            ),
            lexicon.words["words:basis"],
            opinions & self.cues.negations,
            lexicon.words["words:holding"],
            lexicon.words["words:happening"],
            lexicon.words["words:deed"],
            self.reporting - pivots - lexicon.words["words:clause-verb"],
        )
        self.admitting = lexicon.words["words:admitting"]
        self.relations = relations()
        self.sides = Sides(self.world, self.classes)
        self.reports = Reports(self.world, self.sides, self.classes.light)
        self.asides = frozenset(row.id for row in self.rows.values() if row.aside)
        self.attending = frozenset(
            word for row in self.rows.values() if row.relation in {"ATTEND", "HOST"} for word in row.triggers
        )
        self.dating = partial(Dating, classes=self.classes, reporting=self.reporting, words=times())

    def match(self, doc: Doc, trace: Trace | None = None) -> Iterator[Claim]:
        """Claims in order of the text, each once; `trace` keeps how they came about."""
        text = _Text(doc, self.world, self.dating, Quotations(doc._.folded, self.cues), trace)
        yield from with_dates_elsewhere(list(self._told(text)), doc._.folded, text.dating.days.headlines)

    def _told(self, text: _Text) -> Iterator[Claim]:
        seen: set[tuple[str, str, str, int, str | None]] = set()
        for sentence, chunks in sentence_chunks(text.doc):
            for claim in self._sentence(text, sentence, chunks):
                row = self.relations[claim.relation]
                ends = (claim.subject, claim.object)
                # 中美双方签署 tells of one agreement, not of two.
                first, second = sorted(ends) if row.symmetric and not row.sided else ends
                key = (first, claim.relation, second, claim.start, claim.title)
                if claim.rule not in self.asides:
                    text.discourse.tell(claim)
                if claim.subject != claim.object and key not in seen:
                    seen.add(key)
                    yield claim

    def _sentence(self, text: _Text, sentence: Span, chunks: Sequence[Chunk]) -> Iterator[Claim]:
        bounds = sentence.start_char, sentence.end_char
        offices = text.offices.between(*bounds)
        yield from structural_claims(
            text.doc, sentence, chunks, offices, text.mentions, text.dating.dates.between(*bounds), self.world
        )
        groups = text.groups.between(*bounds)
        items = text.discourse.read(sentence_items(chunks, offices, groups, text.holder_of))
        text.quotations.read(items)
        if text.trace is not None:
            text.trace.sentence(*bounds, items)
        if not any(item.kind is Kind.NAMES for item in items):
            return
        for number, item in enumerate(items):
            if item.kind is Kind.VERB and item.patterns:
                yield from self._verb(text, sentence, items, number)

    def _verb(self, text: _Text, sentence: Span, items: Sequence[Item], verb: int) -> Iterator[Claim]:
        roles: Roles | None = None
        quoted = cache(partial(text.quotations.speaker, items, verb))
        for pattern in items[verb].patterns:
            row = self.rows[pattern]
            why = _misfit(row, items, verb)
            pairs: list[tuple[Member, Member]] = []
            fits = not why
            if fits:
                if roles is None:
                    roles = roles_of(items, verb, self.classes)
                    fill_roles(roles, items, verb, text.discourse, self.attending)
                if row.governors and not any(
                    item.text in row.governors for item in items[roles.clause_start : verb]
                ):
                    why = "governors"
                else:
                    if not roles.own:
                        self.reports.give_voice(
                            text.doc, quoted().speakers, items, verb, roles, opinion=row.opinion
                        )
                    if "speaker" in row.subject:
                        roles.prepositional["speaker"] = quoted().speakers
                    why = _take(self.sides.pairs(text.doc, items, verb, row, roles), pairs)
            if roles is not None and pairs:
                yield from self._claims(text, sentence, items, verb, row, roles, quoted(), pairs)
            elif text.trace is not None:
                text.trace.tried(verb, row, why, roles if fits else None)

    def _claims(
        self,
        text: _Text,
        sentence: Span,
        items: Sequence[Item],
        verb: int,
        row: PatternRow,
        roles: Roles,
        reported: Reported,
        pairs: Sequence[tuple[Member, Member]],
    ) -> Iterator[Claim]:
        item = items[verb]
        named = item.text in row.nouns and items[verb - 1].kind is Kind.NAMES
        # 将讨论俄乌冲突: what is planned is the talk.
        # 希望双方落实两国元首达成的共识: what is hoped for is that it is carried out.
        start = verb if _describes(items, verb) else roles.clause_start
        cue = None if named else self.cues.cue(items, verb, start)
        status = "actual" if cue is None else cue.status
        if "speaker" in row.subject and status == "planned":
            status = "actual"  # A说，B必将付出代价: what A does is to say so
        speaker = reported.speakers[0].entity if reported.speakers else None
        lasting = named or self.relations[row.relation].state
        bounds = sentence.start_char, sentence.end_char
        telling = Telling(bounds, items, verb, roles, status, lasting)
        refused = bool(row.statuses) and status not in row.statuses
        tried = None
        if text.trace is not None:
            outcome = Outcome(tuple(pairs), cue, reported, text.dating.source(telling))
            tried = text.trace.tried(verb, row, "statuses" if refused else "", roles, outcome)
        if refused:
            return
        when = text.dating.when(telling)
        admitted = reported.verb >= 0 and items[reported.verb].text in self.admitting
        for subject, other in pairs:
            itself = subject.entity == speaker and not roles.own and self.reports.is_deed(row.relation)
            if itself and status != "planned" and not self.reports.own_deed(items, verb, roles, subject):
                if tried is not None:
                    tried.why = "speaker"
                continue  # A说，对B制裁无用: who speaks is not who does it
            told = status
            if told == "actual" and speaker:
                claimed = self.reports.only_claimed(text.doc, row, subject, speaker, admitted=admitted)
                told = "claimed" if claimed else told
            claim = Claim(
                subject.entity,
                row.relation,
                other.entity,
                sentence.start_char,
                sentence.end_char,
                item.start,
                item.end,
                row.id,
                None,
                *when,
                told,
                speaker,
            )
            if tried is not None:
                tried.claims.append(claim)
            yield claim

    def set_annotations(self, doc: Doc, claims: list[Claim]) -> None:
        """Keep the claims."""
        doc._.relations = claims

    def __call__(self, doc: Doc) -> Doc:
        """Find the relations, then keep them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc


class _Text:
    """What the sentences of one document share."""

    def __init__(
        self,
        doc: Doc,
        world: World,
        dating: Callable[[Doc], Dating],
        quotations: Quotations,
        trace: Trace | None,
    ) -> None:
        self.doc = doc
        self.quotations = quotations
        self.trace = trace
        standing = {(found.start, found.end): found.entity for found in doc._.standing}
        self.holder_of = lambda office: standing.get((office.start, office.end), "")
        self.discourse = Discourse(doc, world)
        self.mentions: dict[int, Found] = {found.start: found for found in doc._.mentions}
        self.offices: Sliced[Office] = Sliced(doc._.offices)
        self.groups: Sliced[Group] = Sliced(doc._.groups)
        self.dating = dating(doc)


def _misfit(row: PatternRow, items: Sequence[Item], verb: int) -> str:
    """The key of a frame that what stands behind its trigger does not meet, empty if it meets all."""
    if row.after and not (verb + 1 < len(items) and items[verb + 1].text.startswith(tuple(row.after))):
        return "after"
    behind = items[verb + 1 : verb + 1 + _BEHIND]
    if row.unless and any(item.text.endswith(tuple(row.unless)) for item in behind):
        return "unless"
    if row.transitive and (
        not behind or behind[0].kind in _NO_OBJECT or (verb and items[verb - 1].kind is Kind.OF)
    ):
        return "transitive"
    if row.behind and not _told_behind(row.behind, behind):
        return "behind"
    return ""


def _take(pairs: Pairs, found: list[tuple[Member, Member]]) -> str:
    """Put the sides into a list; what is returned says why there are no more."""
    while True:
        try:
            found.append(next(pairs))
        except StopIteration as stop:
            return str(stop.value)


def _describes(items: Sequence[Item], verb: int) -> bool:
    """Whether a verb with its agent right before it only describes what follows: A和B达成的共识."""
    return (
        0 < verb < len(items) - 1 and items[verb - 1].kind is Kind.NAMES and items[verb + 1].kind is Kind.OF
    )


def _told_behind(words: Sequence[str], behind: Sequence[Item]) -> bool:
    """Whether one of these words stands behind a trigger, in its clause."""
    clause = takewhile(lambda item: item.kind is not Kind.MARK, behind)
    text = "".join(item.text for item in clause)
    return any(word in text for word in words)


@Language.factory(
    "kgraph_patterns_v1",
    requires=["doc._.mentions", "doc._.offices", "doc._.groups", "doc._.standing", "doc._.dates"],
    assigns=["doc._.relations"],
)
def make_patterns(nlp: Language, name: str) -> Patterns:
    """Factory of ``kgraph_patterns_v1``."""
    return Patterns(tokenizer_of(nlp).lexicon)
