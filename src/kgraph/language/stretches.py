"""Where composed names begin: with states, plain words, or an ordinal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgraph.language.chunks import Chunk

__all__ = ["event_start", "last_state", "ordinal_length"]

_ORDINAL = re.compile(r"(?:第[一二三四五六七八九十百零〇\d]+[届次轮]|首届|\d{4}年?(?:度)?)$")
_ORDINAL_BEGINS = frozenset("第首0123456789")


def last_state(chunks: Sequence[Chunk], begin: int) -> int:
    """The last of the names of states that a stretch begins with: 中 | 法 | 文化旅游年."""
    lead = begin
    while (
        lead + 1 < len(chunks)
        and chunks[lead].label == chunks[lead + 1].label == "COUNTRY"
        and chunks[lead + 1].start == chunks[lead].end
    ):
        lead += 1
    return lead


def event_start(chunks: Sequence[Chunk], first: int) -> int:
    """Where an event's name begins: with plain words before a known name too (平安 | 中国……大会)."""
    start = first
    while start > 0 and first - start < 2:
        before = chunks[start - 1]
        if before.end != chunks[start].start or before.found is not None or before.senses:
            break
        if before.is_punctuation or before.text[0].isdigit() or len(before.text) < 2:
            break
        start -= 1
    return chunks[start].start


def ordinal_length(chunks: Sequence[Chunk], first: int) -> int:
    """How many chunks from `first` on make an ordinal or a year: 第 | 三 | 届."""
    if chunks[first].text[0] not in _ORDINAL_BEGINS:
        return 0
    text = ""
    for number, chunk in enumerate(chunks[first : first + 4], start=1):
        if chunk.found is not None:
            return 0
        text += chunk.text
        if _ORDINAL.fullmatch(text):
            # A year may go on: 2023 | 年.
            following = chunks[first + number] if first + number < len(chunks) else None
            if following is not None and following.text in {"年", "年度"} and text.isdigit():
                return number + 1
            return number
    return 0
