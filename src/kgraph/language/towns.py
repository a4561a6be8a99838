"""Towns that no list holds, told by the province right before them: 爱达荷州 | 博纳维尔.

One that a list has elsewhere is another of its name: 加利福尼亚州 | 奥克兰 is not New Zealand's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgraph.language.attributes import Found
from kgraph.language.chunks import Chunk
from kgraph.language.endings import is_name_like
from kgraph.language.world import World
from kgraph.records import Entity

__all__ = ["TOWN", "town"]

TOWN = "compose:town"
"""The rule of such a mention."""

_PROVINCES = ("州", "省", "邦")
_SIZES = ("市", "镇", "县", "村", "城")
_PERSONS = frozenset("·-籍")
_LONGEST = 8
_SCORE = 0.75


def town(
    chunks: Sequence[Chunk], number: int, world: World, is_word: Callable[[str], bool]
) -> tuple[int, tuple[Found, list[Entity]]] | None:
    """The town that begins with ``chunks[number]``, behind a province.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of one sentence.
    number : int
    world : World
    is_word : callable
        Whether a stretch of text is a word of the language.

    Returns
    -------
    tuple or None
        The chunk behind it, and the mention with its entity.
    """
    province = chunks[number - 1] if number else None
    if province is None or province.found is None or province.end != chunks[number].start:
        return None
    outer = world.row(province.found.entity)
    if outer is None or outer.kind != "province" or not outer.country:
        return None
    stop, called = number + 1, ""
    named = chunks[number].found
    if named is not None:
        listed = world.row(named.entity)
        if listed is None:
            return None
        elsewhere = listed.kind == "city" and listed.country not in {None, outer.country}
        if not elsewhere or not province.text.endswith(_PROVINCES):
            return None
        called = listed.name
    else:
        if not province.text.endswith(_PROVINCES) or len(province.text) < 3:
            return None
        stop = number
        while stop < len(chunks) and is_name_like(chunks[stop], is_word) and _beside(chunks, stop):
            stop += 1
        if stop == number or chunks[stop - 1].end - chunks[number].start > _LONGEST:
            return None
    if stop < len(chunks) and (chunks[stop].is_title or chunks[stop].text[0] in _PERSONS):
        return None
    end = chunks[stop - 1].end
    if stop < len(chunks) and chunks[stop].text in _SIZES and chunks[stop].start == end:
        end, stop = chunks[stop].end, stop + 1
    name = called or "".join(chunk.text for chunk in chunks[number:stop])
    attributes = {"country": outer.country, "within": outer.id, "kind": "city"}
    entity = Entity(f"PLACE:{outer.name}{name}", "PLACE", name, (), attributes)
    return stop, (
        Found(chunks[number].start, end, "PLACE", entity.id, "name", TOWN, _SCORE),
        [entity],
    )


def _beside(chunks: Sequence[Chunk], number: int) -> bool:
    return chunks[number].start == chunks[number - 1].end
