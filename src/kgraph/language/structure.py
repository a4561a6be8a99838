"""Relations that the build of names tells: offices, places in states, parts of institutions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from kgraph.language.attributes import Claim
from kgraph.language.chunks import Chunk
from kgraph.language.world import World

__all__ = ["structural_claims"]

_CAPITAL_OF = frozenset({"首都", "首府", "省会", "州府"})


def structural_claims(doc: Doc, sentence: Span, chunks: Sequence[Chunk], world: World) -> Iterator[Claim]:
    """Claims that need no verb, in one sentence.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    sentence : spacy.tokens.Span
    chunks : sequence of Chunk
        Of the sentence.
    world : World

    Yields
    ------
    Claim
        ``HOLDS_OFFICE``, ``LOCATED_IN`` and ``PART_OF``.
    """
    yield from _offices(doc, sentence)
    for number, chunk in enumerate(chunks[:-1]):
        yield from _located(sentence, chunk, chunks, number, world)
    yield from _parts(doc, sentence, chunks)


def _offices(doc: Doc, sentence: Span) -> Iterator[Claim]:
    holders = {found.start: found for found in doc._.mentions}
    for office in doc._.offices:
        if not sentence.start_char <= office.start < sentence.end_char or not office.of:
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
            status="past" if office.past else "actual",
        )


def _located(
    sentence: Span, chunk: Chunk, chunks: Sequence[Chunk], number: int, world: World
) -> Iterator[Claim]:
    """A state or place right before a place: 日本名古屋, 西达尔富尔州首府朱奈纳."""
    inner = chunks[number + 1]
    if inner.text in _CAPITAL_OF and number + 2 < len(chunks):
        inner = chunks[number + 2]
    elif inner.start != chunk.end:
        return
    if chunk.label not in {"COUNTRY", "PLACE"} or inner.label != "PLACE" or len(chunk.text) < 2:
        return
    assert chunk.found is not None
    assert inner.found is not None
    if _contradicts(chunk.found.entity, inner.found.entity, world):
        return
    yield Claim(
        inner.found.entity,
        "LOCATED_IN",
        chunk.found.entity,
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
    return bool(here and there and here != there) or row.kind in {"region", "sea"}


def _parts(doc: Doc, sentence: Span, chunks: Sequence[Chunk]) -> Iterator[Claim]:
    """An institution named after the one it belongs to: 中国人民大学国际关系学院."""
    for chunk in chunks:
        if chunk.found is None or chunk.label != "INSTITUTION":
            continue
        entity = doc._.entities.get(chunk.found.entity)
        parent = entity.attributes.get("parent") if entity is not None else None
        if parent:
            yield Claim(
                chunk.found.entity,
                "PART_OF",
                parent,
                sentence.start_char,
                sentence.end_char,
                chunk.start,
                chunk.end,
                "structure:part",
            )
