"""What goes back to the last thing named of its kind: 该国, 该组织, 该报.

Where several may be meant it stays unresolved: a wrong edge is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.world import World
from kgraph.rules import ReferenceRow, rule_rows

__all__ = ["Descriptions"]

_SCORE = 0.7
# How many sentences back, inside its paragraph, what is meant may have been named.
_REACH = 2
_GOVERNING = frozenset("与和同跟对向由被在从于以及为")


class Descriptions:
    """References by a kind of thing.

    Parameters
    ----------
    world : World
    states : bool
        Whether to find those to states, which organs and offices build on (该国外交部), or the others.
    """

    def __init__(self, world: World, *, states: bool) -> None:
        self.world = world
        self._rows = {
            word: row
            for row in rule_rows("references", ReferenceRow)
            for word in row.words
            if (row.label == "COUNTRY") == states
        }
        self._pattern = re.compile("|".join(sorted(self._rows, key=lambda word: (-len(word), word))))

    def match(self, doc: Doc, mentions: Sequence[Found]) -> Iterator[Found]:
        """The references of a document.

        Parameters
        ----------
        doc : spacy.tokens.Doc
        mentions : sequence of Found
            What it names, in order.

        Yields
        ------
        Found
            With the entity meant; those that stay open are left out.
        """
        folded: str = doc._.folded
        mentions = [one for found in mentions for one in (found, *_place_in(doc, found))]
        starts: list[int] = []
        for match in self._pattern.finditer(folded):
            row = self._rows[match.group()]
            start, end = match.span()
            if folded.startswith(tuple(row.next), end):
                continue
            starts = starts or [found.start for found in mentions]
            number = bisect_right(starts, start)
            if number and mentions[number - 1].end > start:
                continue
            reach = _Reach(doc, start)
            before = [one for one in mentions[:number] if one.start >= reach.first]
            back = (
                self._state(before, reach) if row.label == "COUNTRY" else self._last(before, row, doc, reach)
            )
            if back is not None:
                yield Found(start, end, back.label, back.entity, "reference", row.id, _SCORE, (), back.start)

    def _state(self, before: Sequence[Found], reach: _Reach) -> Found | None:
        """The state last named in the sentence, or the only one in the sentence before it.

        The home state is not meant: those who write of it say 我国.
        """
        states = [one for one in before if one.label == "COUNTRY" and one.entity != self.world.home_state]
        here = [one for one in states if one.start >= reach.sentence]
        if here:
            return here[-1]
        for begin, end in reach.earlier:
            named = [one for one in states if begin <= one.start < end]
            if named:
                return named[0] if len({one.entity for one in named}) == 1 else None
        return None

    def _last(self, before: Sequence[Found], row: ReferenceRow, doc: Doc, reach: _Reach) -> Found | None:
        """The last of its kind in the sentence, or what the nearest sentence before it is about."""
        fitting = [one for one in before if self._fits(one, row, doc)]
        here = [one for one in fitting if one.start >= reach.sentence]
        if here:
            return next((one for one in reversed(here) if not _governed(doc, one)), here[-1])
        for begin, end in reach.earlier:
            named = [one for one in fitting if begin <= one.start < end]
            if named:
                return next((one for one in named if not _governed(doc, one)), named[0])
        return None

    def _fits(self, found: Found, row: ReferenceRow, doc: Doc) -> bool:
        if found.label != row.label:
            return False
        known, made = self.world.row(found.entity), doc._.entities.get(found.entity)
        name = known.name if known is not None else made.name if made is not None else ""
        kind = known.kind if known is not None else made.attributes.get("kind", "") if made else ""
        if row.kinds and kind not in row.kinds:
            return False
        endings = tuple(row.endings)
        return (
            not endings or name.endswith(endings) or doc._.folded[found.start : found.end].endswith(endings)
        )


def _place_in(doc: Doc, found: Found) -> tuple[Found, ...]:
    """The place that the name of an institution begins with: 田纳西州 | 众议院."""
    made = doc._.entities.get(found.entity)
    place = made.attributes.get("place") if made is not None else None
    return (found._replace(label="PLACE", entity=place),) if place else ()


def _governed(doc: Doc, found: Found) -> bool:
    """Whether a preposition right before a name makes it less than what the sentence is about."""
    return doc._.folded[found.start - 1 : found.start] in _GOVERNING


class _Reach:
    """The sentences of a paragraph up to an offset.

    Attributes
    ----------
    sentence : int
        Where the sentence of the offset begins.
    earlier : list of (int, int)
        The sentences before it, the nearest first.
    first : int
        Where the farthest of them begins.
    """

    def __init__(self, doc: Doc, offset: int) -> None:
        folded: str = doc._.folded
        paragraph = folded.rfind("\n", 0, offset) + 1
        spans = [(span.start_char, span.end_char) for span in doc.sents if span.start_char <= offset]
        self.sentence = spans[-1][0]
        self.earlier = [(begin, end) for begin, end in reversed(spans[:-1]) if end > paragraph][:_REACH]
        self.first = self.earlier[-1][0] if self.earlier else self.sentence
