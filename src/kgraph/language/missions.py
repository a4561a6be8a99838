"""Embassies and consulates: a state, 驻, and where they are: 美国驻俄大使馆, 俄驻纽约和休斯敦总领事馆."""

from __future__ import annotations

from collections.abc import Sequence, Set

from kgraph.language.attributes import Found
from kgraph.language.chunks import Chunk
from kgraph.language.world import World
from kgraph.records import Entity

__all__ = ["missions"]

_AT = "驻"
_AND = frozenset({"和", "与", "及", "、", "以及"})
# What a mission is called, and its full name.
_KINDS = {
    "大使馆": "大使馆",
    "使馆": "大使馆",
    "总领事馆": "总领事馆",
    "总领馆": "总领事馆",
    "领事馆": "领事馆",
}
_SCORE = 0.9


def missions(
    chunks: Sequence[Chunk], first: int, world: World, named: Set[str]
) -> tuple[int, list[tuple[Found, list[Entity]]]] | None:
    """The missions of a state that are named from ``chunks[first]`` on.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of one sentence.
    first : int
        The state.
    world : World
    named : set of str
        Entities that the document names; a state of one character must be among them: 关闭 | 俄 | 驻美使馆.

    Returns
    -------
    tuple or None
        The chunk behind them, and each with its entity. Two that share their last word have each the part
        of the text that names it: 美国驻肯尼亚 | 和 | 坦桑尼亚使馆.
    """
    if first + 1 >= len(chunks) or chunks[first + 1].text != _AT:
        return None
    sender = _sender(chunks[first], world, named)
    if not sender:
        return None
    state, number = world.lexicon.entities[sender].name, first + 1
    hosts: list[int] = []
    number += 1
    while number < len(chunks) and chunks[number].label in {"COUNTRY", "PLACE"}:
        hosts.append(number)
        if number + 1 < len(chunks) and chunks[number + 1].text in _AND:
            number += 2
        else:
            number += 1
            break
    kind = _KINDS.get(chunks[number].text) if number < len(chunks) else None
    if not hosts or kind is None or number != hosts[-1] + 1:
        return None
    told: list[tuple[Found, list[Entity]]] = []
    for host in hosts:
        name = f"{state}{_AT}{_full(chunks[host], world)}{kind}"
        entity = _entity(name, sender, world)
        start = chunks[first].start if host == hosts[0] else chunks[host].start
        end = chunks[number].end if host == hosts[-1] else chunks[host].end
        found = Found(start, end, "INSTITUTION", entity.id, "name", "compose:mission", _SCORE)
        told.append((found, [entity]))
    return number + 1, told


def _sender(chunk: Chunk, world: World, named: Set[str]) -> str:
    """The id of the state that a chunk names, also by one character; empty if there is none."""
    if chunk.found is not None:
        return chunk.found.entity if world.row(chunk.found.entity) and chunk.label == "COUNTRY" else ""
    states = [one for one in world.lexicon.shorts.get(chunk.text, ()) if one in named]
    return states[0] if len(states) == 1 else ""


def _full(chunk: Chunk, world: World) -> str:
    """The name of a state or place, where it is shortened (驻美 is 驻美国)."""
    row = world.row(chunk.found.entity) if chunk.found is not None else None
    return row.name if row is not None else chunk.text


def _entity(name: str, country: str, world: World) -> Entity:
    for sense in world.lexicon.senses(name):
        row = world.row(sense.ref) if sense.kind == "entity" else None
        if row is not None and row.label == "INSTITUTION":
            return Entity(row.id, row.label, row.name, (), {"country": country})
    return Entity(f"INSTITUTION:{name}", "INSTITUTION", name, (), {"kind": "government", "country": country})
