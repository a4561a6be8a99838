"""Where an event was held, told by its name: 二十国集团杭州峰会, 中美元首旧金山会晤."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from kgraph.language.attributes import Claim
from kgraph.language.chunks import Chunk
from kgraph.language.world import World

__all__ = ["venues"]

# A forum may be called after its home, a meeting is called after where it was held.
_MEETINGS = ("峰会", "会晤", "大会", "会谈", "领导人会议", "领导人非正式会议")
_KINDS = frozenset({"city", "island", "mountain", "building"})


def venues(sentence: Span, chunks: Sequence[Chunk], world: World) -> Iterator[Claim]:
    """Claims that events took place where their names say.

    Parameters
    ----------
    sentence : spacy.tokens.Span
    chunks : sequence of Chunk
        Of the sentence.
    world : World

    Yields
    ------
    Claim
        ``LOCATED_IN``.
    """
    for chunk in chunks:
        if chunk.found is None or chunk.label != "EVENT" or not chunk.text.endswith(_MEETINGS):
            continue
        lexicon = world.lexicon
        for index, start, end in lexicon.find(chunk.text):
            if start == 0 or end - start < 2 or chunk.text[end:] not in _MEETINGS:
                continue
            for sense in lexicon.surfaces[index].senses:
                row = world.row(sense.ref) if sense.kind == "entity" else None
                if row is not None and row.label == "PLACE" and row.kind in _KINDS:
                    yield Claim(
                        chunk.found.entity,
                        "LOCATED_IN",
                        row.id,
                        sentence.start_char,
                        sentence.end_char,
                        chunk.start,
                        chunk.end,
                        "structure:venue",
                    )
