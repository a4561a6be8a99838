"""Relations that the build of names tells: offices, places in states, parts of institutions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span

from kgraph.language.attributes import Claim, DateSpan, Found, Office
from kgraph.language.chunks import Chunk
from kgraph.language.locations import locations
from kgraph.language.parts import parts
from kgraph.language.venues import venues
from kgraph.language.world import World

__all__ = ["structural_claims"]


def structural_claims(
    doc: Doc,
    sentence: Span,
    chunks: Sequence[Chunk],
    offices: Sequence[Office],
    holders: Mapping[int, Found],
    dates: Sequence[DateSpan],
    world: World,
) -> Iterator[Claim]:
    """Claims that need no verb, in one sentence.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    sentence : spacy.tokens.Span
    chunks : sequence of Chunk
        Of the sentence.
    offices : sequence of Office
        Of the sentence.
    holders : mapping of int to Found
        The mentions of the document by their start.
    dates : sequence of DateSpan
        Of the sentence.
    world : World

    Yields
    ------
    Claim
        ``HOLDS_OFFICE``, ``LOCATED_IN``, ``PART_OF`` and ``MEMBER_OF``.
    """
    yield from _offices(sentence, chunks, offices, holders, dates)
    yield from locations(doc, sentence, chunks, world)
    yield from venues(sentence, chunks, world)
    yield from parts(doc, sentence, chunks, world)
    yield from _composed_places(doc, sentence, chunks)


def _offices(
    sentence: Span,
    chunks: Sequence[Chunk],
    offices: Sequence[Office],
    holders: Mapping[int, Found],
    dates: Sequence[DateSpan],
) -> Iterator[Claim]:
    for office in offices:
        if not office.of:
            continue
        holder = holders.get(office.holder)
        if holder is None or holder.label != "PERSON":
            continue
        yield Claim(
            holder.entity,
            "HOLDS_OFFICE",
            office.of,
            sentence.start_char,
            sentence.end_char,
            office.title_start,
            office.end if office.title_start < office.end else office.start,
            office.rule,
            office.title,
            *_term(chunks, office, dates),
            status="past" if office.past else "planned" if office.planned else "actual",
        )


def _term(
    chunks: Sequence[Chunk], office: Office, dates: Sequence[DateSpan]
) -> tuple[str | None, str | None, str | None]:
    """From when to when an office was held, told right before it: 1995年至2002年任葡萄牙总理."""
    start, takes = office.start, False
    for chunk in reversed(chunks):
        if chunk.end > start:
            continue
        takes = takes or chunk.is_word("take-office")
        if not chunk.is_word("take-office", "particle", "adverb", "time") and chunk.text != "起":
            break
        start = chunk.start
    for span in dates:
        through = span.since != span.until or span.edge == "since"
        if takes and through and span.start < office.start and span.end >= start:
            return span.since, span.until, span.basis
    return None, None, None


def _composed_places(doc: Doc, sentence: Span, chunks: Sequence[Chunk]) -> Iterator[Claim]:
    """A place told by its build that is named after where it lies: 北京国际会议中心."""
    for chunk in chunks:
        if chunk.found is None or chunk.label != "PLACE":
            continue
        entity = doc._.entities.get(chunk.found.entity)
        outer = entity.attributes.get("within") if entity is not None else None
        if outer:
            yield Claim(
                chunk.found.entity,
                "LOCATED_IN",
                outer,
                sentence.start_char,
                sentence.end_char,
                chunk.start,
                chunk.end,
                "structure:within",
            )
