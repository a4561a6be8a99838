"""Offices of more than what stands right before them.

联合国—非盟联合特别代表 is of both; of a spokesperson of nobody named, who holds the briefing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kgraph.language.affiliation import Affiliation
from kgraph.language.chunks import Chunk
from kgraph.language.phrases import Phrase
from kgraph.language.world import World
from kgraph.records import Entity

__all__ = ["briefed", "partner"]

_DASHES = frozenset({"—", "－", "-", "–", "——"})
_AND = frozenset({"与", "和", "及", "、"})
_JOINT = "联合"
_SPEAKS = ("发言人", "副发言人", "新闻发言人", "首席发言人", "代理发言人", "首席副发言人", "常务副发言人")
_BRIEFING = re.compile(
    r"(?:[^，。；：]{0,4}(?:例行|定期|每日)?的?)?(?:记者招待会|新闻发布会|新闻吹风会|记者会|发布会|吹风会)(?:上|中|期间)?"
)


def partner(chunks: Sequence[Chunk], phrase: Phrase, world: World) -> Affiliation | None:
    """The organisation joined to the one that an office is of: 联合国 | — | 非盟联合特别代表.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of one sentence.
    phrase : Phrase
    world : World

    Returns
    -------
    Affiliation or None
    """
    number = phrase.first - 2
    if number < 0 or not phrase.chain or not _is_union(phrase.chain[0], world):
        return None
    mark, before = chunks[number + 1], chunks[number]
    joined = mark.text in _DASHES or (mark.text in _AND and phrase.title.startswith(_JOINT))
    if not joined or not _is_union(before, world) or before.found is None:
        return None
    return Affiliation(before.found.entity)


def _is_union(chunk: Chunk, world: World) -> bool:
    row = world.row(chunk.found.entity) if chunk.found is not None else None
    return row is not None and row.kind == "igo"


def briefed(
    chunks: Sequence[Chunk], phrase: Phrase, folded: str, world: World, made: Mapping[str, Entity]
) -> Affiliation | None:
    """Who holds the briefing at which a spokesperson of nobody named speaks.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of one sentence.
    phrase : Phrase
        An office without what it is of.
    folded : str
        The text.
    world : World
    made : mapping
        Entities of the document that no gazetteer lists.

    Returns
    -------
    Affiliation or None
    """
    if phrase.chain or phrase.title not in _SPEAKS:
        return None
    for chunk in reversed(chunks[: phrase.first]):
        if chunk.found is None:
            continue
        if chunk.label == "INSTITUTION" and _BRIEFING.match(folded, chunk.end, chunks[phrase.first].start):
            of = chunk.found.entity
            return Affiliation(of, world.state_of(of, dict(made)))
        return None
    return None
