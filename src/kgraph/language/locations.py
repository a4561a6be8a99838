"""Where places lie, told by what stands beside them: 乌克兰南部城市敖德萨, 巴黎戴高乐机场."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from kgraph.language.attributes import Claim, Found
from kgraph.language.chunks import Chunk
from kgraph.language.world import World

__all__ = ["locations"]

_PART = r"(?:[东西南北中]{1,2}部(?:地区)?的?|境内的?)"
_KIND = r"(?:首都|首府|省会|州府|城市|港口城市|港口|小镇|小城|重镇|城镇|村庄|省份|省|州|地区|岛屿|飞地|机场)"
_QUALITY = r"(?:沿海|边境|海滨|港口|重要|最大|主要|第[二三四五]大)"
# What may stand between a state and a place in it: 乌克兰南部城市敖德萨, 西达尔富尔州首府朱奈纳.
_LINK = re.compile(rf"(?:的|{_PART})?{_QUALITY}?{_KIND}?")
# A state of one character is told from a syllable by the part of it: 叙西北部阿勒颇.
_PART_LINK = re.compile(rf"{_PART}{_QUALITY}?{_KIND}?")
# What tells before a place that it lies in a state named earlier: 政府军在北部城市阿勒颇, 在首都巴黎.
_CAPITAL = re.compile(r"(?<!旧)(?<!古)首都$")
_DESCRIBED = re.compile(rf"{_PART}{_QUALITY}?{_KIND}$")
_PLACES_IN = re.compile(r"多地|多个城市|等地|两地|三地|各地|多市|地区")
_WIDE = frozenset({"region", "sea", "river"})
_NO_PART = ("大陆", "内地", "本土")
_SETTLED = frozenset({"territory", "province", "city"})
_AND = frozenset({"、", "和", "及", "与"})


def locations(doc: Doc, sentence: Span, chunks: Sequence[Chunk], world: World) -> Iterator[Claim]:
    """Claims that a place lies in another or in a state, in one sentence.

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
        ``LOCATED_IN``.
    """
    for number in range(len(chunks)):
        yield from _beside(doc, sentence, chunks, number, world)
        yield from _described(doc, sentence, chunks, number, world)
        yield from _named_in_full(sentence, chunks[number], world)


def _beside(doc: Doc, sentence: Span, chunks: Sequence[Chunk], number: int, world: World) -> Iterator[Claim]:
    """A place behind the state or place that it lies in, or a list of places before it."""
    outer = chunks[number]
    if outer.label not in {"COUNTRY", "PLACE"}:
        return
    link = _LINK if len(outer.text) > 1 else _PART_LINK
    folded: str = doc._.folded
    for position in range(number + 1, min(number + 6, len(chunks))):
        inner = chunks[position]
        if inner.found is not None:
            if (inner.label == "PLACE" or _place_of(doc, inner)) and link.fullmatch(
                folded, outer.end, inner.start
            ):
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
    while state and number + 2 < len(chunks) and chunks[number + 1].text in _AND:
        number += 2
        found = chunks[number].found
        if found is None or found.label != "PLACE" or world.state_of(found.entity) != state:
            break
        # 加利福尼亚州洛杉矶和纽约: a city of the same state need not lie in the same part of it.
        if outer.label == "COUNTRY" or _lies_in(found.entity, outer, world):
            yield from _claim(doc, sentence, chunks[number], outer, world)


def _lies_in(place: str, outer: Chunk, world: World) -> bool:
    """Whether the gazetteer knows a place to lie right in another; of regions it knows no towns."""
    row = world.row(place)
    wide = world.row(outer.found.entity) if outer.found is not None else None
    if row is None or wide is None:
        return False
    in_region = wide.kind == "region" and row.kind == "city" and row.within == row.country
    return row.within == wide.id or in_region


def _described(
    doc: Doc, sentence: Span, chunks: Sequence[Chunk], number: int, world: World
) -> Iterator[Claim]:
    """A place told by its part of the state that the sentence has named: 政府军在北部城市阿勒颇."""
    inner = chunks[number]
    row = world.row(inner.found.entity) if inner.found is not None else None
    if row is None or row.label != "PLACE" or not row.country:
        return
    before: str = doc._.folded[sentence.start_char : inner.start]
    state = world.row(row.country)
    capital = state is not None and state.capital == row.id and _CAPITAL.search(before)
    if not capital and not _DESCRIBED.search(before):
        return
    for outer in reversed(chunks[:number]):
        if outer.label == "PLACE" and _LINK.fullmatch(doc._.folded, outer.end, inner.start):
            return  # 加沙地带南部城市汗尤尼斯
        if outer.found is not None and outer.found.entity == row.country:
            yield from _claim(doc, sentence, inner, outer, world)
            yield from _listed(doc, sentence, chunks, number, outer, world)
            return


def _claim(doc: Doc, sentence: Span, inner: Chunk, outer: Chunk, world: World) -> Iterator[Claim]:
    assert outer.found is not None
    assert inner.found is not None
    place = _place_of(doc, inner) or inner.found.entity
    if not _contradicts(outer.found.entity, place, world):
        yield _lies(sentence, inner, place, outer.found.entity, "structure:located")


def _place_of(doc: Doc, chunk: Chunk) -> str:
    """The place that a name told by its build begins with.

    英国伦敦展览中心: it is London that lies in Britain; the centre lies in London.
    美国得克萨斯州众议院: it is Texas.
    """
    made = doc._.entities.get(chunk.found.entity) if chunk.found is not None else None
    if made is None:
        return ""
    place: str = made.attributes.get("within") or made.attributes.get("place") or ""
    return place


def _lies(sentence: Span, inner: Chunk, place: str, outer: str, rule: str) -> Claim:
    start, end = sentence.start_char, sentence.end_char
    return Claim(place, "LOCATED_IN", outer, start, end, inner.start, inner.end, rule)


def _contradicts(outer: str, inner: str, world: World) -> bool:
    """Whether the gazetteer knows the inner place to lie elsewhere, or to be wider than one state."""
    row = world.row(inner)
    if row is None:
        return False
    here, there = world.state_of(outer), row.country
    return bool(here and there and here != there) or (row.kind in _WIDE and outer != there)


def _named_in_full(sentence: Span, chunk: Chunk, world: World) -> Iterator[Claim]:
    """A listed place that the text calls after where it lies: 纽约联合国总部, 美国东海岸.

    Not one that has this in its own name: 巴黎圣母院 tells of Paris no more than its name does.
    """
    found: Found | None = chunk.found
    row = world.row(found.entity) if found is not None and found.label == "PLACE" else None
    outer = world.row(row.within) if row is not None and row.within is not None else None
    if row is None or outer is None or (outer.label == "COUNTRY" and row.kind in _SETTLED):
        return  # 巴西利亚 is not called after 巴西
    names = (outer.name, *outer.aliases)
    if outer.label == "PLACE" and row.name.startswith(names):
        return
    if not chunk.text.endswith(_NO_PART) and any(
        chunk.text.startswith(name) and len(chunk.text) - len(name) > 1 for name in names
    ):
        yield _lies(sentence, chunk, row.id, outer.id, "structure:within")
