"""How the relations of a text come about: what was found, which frames were tried, why each fired or not.

Nothing is worked out here a second time: the text goes through the pipeline, then the component of the
frames reads it once more with a :class:`~kgraph.language.trace.Trace` that keeps what it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.errors import InputError
from kgraph.language.attributes import Claim, DateSpan
from kgraph.language.clauses import clauses
from kgraph.language.explained import (
    Explanation,
    TextClause,
    TextDate,
    TextFrame,
    TextOffice,
    TextRole,
    TextSentence,
    TextVerb,
    TextWord,
)
from kgraph.language.extract import extract
from kgraph.language.item import Item, Kind, Member
from kgraph.language.narrative import parse_day
from kgraph.language.patterns import Patterns
from kgraph.language.pipeline import load
from kgraph.language.reasons import reason_of
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.trace import Reading, Trace, Tried
from kgraph.records import Document, Extraction, Relation

__all__ = ["explain"]


def explain(
    text: str,
    *,
    published: str | None = None,
    gazetteers: Sequence[str | Path] = (),
    nlp: Language | None = None,
) -> Explanation:
    """Tell how the relations of a text come about.

    Parameters
    ----------
    text : str
        A sentence, or a whole article.
    published : str, optional
        The article's day, as YYYY-MM-DD; without it only dates with their year are worked out.
    gazetteers : sequence of str or pathlib.Path
        Gazetteers of the user.
    nlp : spacy.language.Language, optional
        From :func:`kgraph.language.load`, if it is loaded already; `gazetteers` then do not count.

    Returns
    -------
    Explanation

    Raises
    ------
    InputError
        If there is no text, or `published` is no day.

    Examples
    --------
    >>> told = explain("王毅在北京会见布林肯。")
    >>> [(frame.rule, frame.fired) for frame in told.sentences[0].verbs[0].frames if frame.fired]
    [('pattern:meet-direct', True)]
    """
    if not text.strip():
        raise InputError("text: is empty; give a sentence")
    if published is not None and (parse_day(published) is None or len(published) != len("2023-10-28")):
        raise InputError(f"date {published!r}: is no day; give one as YYYY-MM-DD, such as 2023-10-28")
    if nlp is None:
        nlp = load(gazetteers)
    doc = nlp.make_doc(text)
    doc._.document = Document("text", "text", text, published=published)
    doc = nlp(doc)
    trace = Trace()
    patterns = nlp.get_pipe("kgraph_patterns_v1")
    assert isinstance(patterns, Patterns)
    again = list(patterns.match(doc, trace))
    assert again == doc._.relations  # reading changes nothing
    found = extract(doc, tokenizer_of(nlp).lexicon)
    return _Explaining(doc, nlp, found, patterns).explanation(trace)


class _Explaining:
    """Puts names to what the trace has kept of one document."""

    def __init__(self, doc: Doc, nlp: Language, found: Extraction, patterns: Patterns) -> None:
        self.doc, self.found, self.patterns = doc, found, patterns
        self.text = found.document.text
        self.listed = tokenizer_of(nlp).lexicon.entities
        self.known = {entity.id: entity.name for entity in found.entities}
        # In the order of the claims: extraction gives one record for each.
        self.records: dict[tuple[Any, ...], Relation] = {
            _key(claim): record for claim, record in zip(doc._.relations, found.relations, strict=True)
        }

    def explanation(self, trace: Trace) -> Explanation:
        return Explanation(
            self.text,
            self.found.document.published,
            self.found.mentions,
            self.known,
            tuple(self._offices()),
            tuple(map(self._date, self.doc._.dates)),
            tuple(map(self._sentence, trace.readings)),
            self.found.relations,
        )

    def _name(self, entity: str) -> str:
        if entity in self.known:
            return self.known[entity]
        row, made = self.listed.get(entity), self.doc._.entities.get(entity)
        return row.name if row is not None else made.name if made is not None else entity.split(":", 1)[1]

    def _names(self, members: Sequence[Member]) -> tuple[str, ...]:
        return tuple(self._name(member.entity) for member in members)

    def _offices(self) -> Iterator[TextOffice]:
        at = {found.start: found.entity for found in self.doc._.mentions}
        for one in self.doc._.offices:
            yield TextOffice(
                one.start,
                one.end,
                self.text[one.start : one.end],
                one.title,
                self._name(one.of) if one.of else None,
                self._name(at[one.holder]) if one.holder in at else None,
                one.past,
                one.planned,
                one.rule,
            )

    def _date(self, span: DateSpan) -> TextDate:
        return TextDate(span.start, span.end, self.text[span.start : span.end], *span[2:])

    def _sentence(self, reading: Reading) -> TextSentence:
        items = reading.items
        bounds = list(clauses(items))
        by_verb: dict[int, list[Tried]] = {}
        for tried in reading.tried:
            by_verb.setdefault(tried.verb, []).append(tried)
        verbs = []
        for verb, item in enumerate(items):
            if item.kind is Kind.VERB and item.patterns:
                clause = next(number for number, (_, end) in enumerate(bounds) if verb < end)
                frames = tuple(self._frame(reading, tried) for tried in by_verb.get(verb, ()))
                verbs.append(TextVerb(item.start, item.end, self._surface(item), clause, frames))
        framed = {_key(claim) for tried in reading.tried for claim in tried.claims}
        built = [
            record
            for key, record in self.records.items()
            if reading.start <= record.start < reading.end and key not in framed
        ]
        return TextSentence(
            reading.start,
            reading.end,
            self.text[reading.start : reading.end].strip(),
            tuple(
                TextClause(items[first].start, items[last - 1].end, tuple(map(self._word, items[first:last])))
                for first, last in bounds
            ),
            tuple(verbs),
            tuple(built),
        )

    def _surface(self, item: Item) -> str:
        return self.text[item.start : item.end]

    def _word(self, item: Item) -> TextWord:
        return TextWord(item.start, item.end, self._surface(item), item.kind.value, self._names(item.members))

    def _frame(self, reading: Reading, tried: Tried) -> TextFrame:
        row, roles, outcome = tried.row, tried.roles, tried.outcome
        if roles is None:
            return TextFrame(row.id, row.relation, False, reason_of(tried, reading.items, self._name))
        items = reading.items
        filled = tuple(
            TextRole(
                role,
                self._names(members),
                tuple(member.start for member in members),
                _origin(items, tried, members),
            )
            for role, members in roles.filled().items()
        )
        reason = reason_of(tried, items, self._name)
        if outcome is None:
            return TextFrame(row.id, row.relation, False, reason, roles=filled)
        first, second = (self._names([pair[side] for pair in outcome.pairs]) for side in (0, 1))
        subject = _side(filled, row.subject, first)
        # Where the relation holds among the members of the subject, its roles are those of both sides.
        other = _side(filled, row.object, second) or _side(filled, row.subject, second)
        # 中德两国签署 names the two sides twice: one relation all the same.
        told = dict.fromkeys(map(_key, tried.claims))
        kept = [self.records[key] for key in told if key in self.records]
        cue, reported = outcome.cue, outcome.reported
        how, span = outcome.source
        return TextFrame(
            row.id,
            row.relation,
            bool(kept),
            "" if kept else reason or "the same was told by a frame before",
            subject,
            other,
            filled,
            cue.status if cue is not None else "actual",
            self._surface(items[cue.item]) if cue is not None and cue.item >= 0 else None,
            self._surface(items[reported.verb]) if reported.verb >= 0 else None,
            how,
            self.text[span.start : span.end] if span is not None else None,
            tuple(kept),
        )


def _key(claim: Claim) -> tuple[Any, ...]:
    """What is left of a claim when its date is changed by another sentence."""
    return claim.subject, claim.relation, claim.object, claim.trigger_start, claim.rule, claim.title


def _origin(items: Sequence[Item], tried: Tried, members: Sequence[Member]) -> str:
    assert tried.roles is not None
    own = items[tried.roles.clause_start : tried.roles.clause_end]
    start = members[0].start
    if own and own[0].start <= start < own[-1].end:
        return "clause"
    return "sentence" if items[0].start <= start < items[-1].end else "before"


def _side(filled: Sequence[TextRole], wanted: Sequence[str], names: Sequence[str]) -> TextRole | None:
    """The first of a frame's roles that holds who was taken for a side."""
    by_role: Mapping[str, TextRole] = {one.role: one for one in filled}
    return next(
        (by_role[role] for role in wanted if role in by_role and set(names) <= set(by_role[role].names)), None
    )
