"""Relations that the build of names tells: offices, places in states, parts of institutions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span

from kgraph.language.attributes import Claim, DateSpan, Found, Office
from kgraph.language.chunks import Chunk
from kgraph.language.venues import venues
from kgraph.language.world import World

__all__ = ["structural_claims"]

# What may stand between a state and a place in it: 乌克兰南部城市敖德萨, 西达尔富尔州首府朱奈纳.
_LINK = re.compile(
    r"(?:的|[东西南北中]{1,2}部的?)?(?:沿海|边境|海滨|港口|重要|最大)?"
    r"(?:首都|首府|省会|州府|城市|港口城市|港口|小镇|重镇|省份|省|州|地区|岛屿|飞地)?"
)
_PLACES_IN = re.compile(r"多地|多个城市|等地|两地|三地|各地|多市|地区")


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
        ``HOLDS_OFFICE``, ``LOCATED_IN`` and ``PART_OF``.
    """
    yield from _offices(sentence, chunks, offices, holders, dates)
    for number in range(len(chunks) - 1):
        yield from _located(doc, sentence, chunks, number, world)
    yield from venues(sentence, chunks, world)
    yield from _named_after(doc, sentence, chunks, "INSTITUTION", "parent", "PART_OF")
    yield from _named_after(doc, sentence, chunks, "PLACE", "within", "LOCATED_IN")


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


def _located(doc: Doc, sentence: Span, chunks: Sequence[Chunk], number: int, world: World) -> Iterator[Claim]:
    """A place behind the state or place that it lies in, or a list of places before it."""
    outer = chunks[number]
    if outer.label not in {"COUNTRY", "PLACE"} or len(outer.text) < 2:
        return
    folded: str = doc._.folded
    for position in range(number + 1, min(number + 6, len(chunks))):
        inner = chunks[position]
        if inner.found is not None:
            if inner.label == "PLACE" and _LINK.fullmatch(folded, outer.end, inner.start):
                yield from _claim(doc, sentence, inner, outer, world)
                yield from _listed(doc, sentence, chunks, position, outer, world)
            break
    if number and chunks[number - 1].text == "等" and _PLACES_IN.match(folded, outer.end):
        # 纽约、芝加哥等美国多地
        position = number - 1
        while position >= 0 and (
            chunks[position].text in {"等", "、", "和", "以及"} or chunks[position].label == "PLACE"
        ):
            if chunks[position].label == "PLACE":
                yield from _claim(doc, sentence, chunks[position], outer, world)
            position -= 1


def _listed(
    doc: Doc, sentence: Span, chunks: Sequence[Chunk], number: int, outer: Chunk, world: World
) -> Iterator[Claim]:
    """The places that a list goes on with, where they are known to lie in the same state."""
    first = chunks[number].found
    state = world.state_of(first.entity) if first is not None else ""
    while state and number + 2 < len(chunks) and chunks[number + 1].text in {"、", "和", "及"}:
        number += 2
        found = chunks[number].found
        if found is None or found.label != "PLACE" or world.state_of(found.entity) != state:
            break
        yield from _claim(doc, sentence, chunks[number], outer, world)


def _claim(doc: Doc, sentence: Span, inner: Chunk, outer: Chunk, world: World) -> Iterator[Claim]:
    assert outer.found is not None
    assert inner.found is not None
    # 英国伦敦展览中心: it is London that lies in Britain; the centre lies in London.
    made = doc._.entities.get(inner.found.entity)
    place = (made.attributes.get("within") if made is not None else None) or inner.found.entity
    if not _contradicts(outer.found.entity, place, world):
        yield Claim(
            place,
            "LOCATED_IN",
            outer.found.entity,
            sentence.start_char,
            sentence.end_char,
            inner.start,
            inner.end,
            "structure:located",
        )


def _contradicts(outer: str, inner: str, world: World) -> bool:
    """Whether the gazetteer knows the inner place to lie elsewhere."""
    row = world.row(inner)
    if row is None:
        return False
    here, there = world.state_of(outer), row.country
    return bool(here and there and here != there) or row.kind in {"region", "sea", "river"}


def _named_after(
    doc: Doc, sentence: Span, chunks: Sequence[Chunk], label: str, attribute: str, relation: str
) -> Iterator[Claim]:
    """What is named after what it belongs to: 中国人民大学国际关系学院, 北京国际会议中心."""
    for chunk in chunks:
        if chunk.found is None or chunk.label != label:
            continue
        entity = doc._.entities.get(chunk.found.entity)
        outer = entity.attributes.get(attribute) if entity is not None else None
        if outer:
            yield Claim(
                chunk.found.entity,
                relation,
                outer,
                sentence.start_char,
                sentence.end_char,
                chunk.start,
                chunk.end,
                f"structure:{attribute}",
            )
