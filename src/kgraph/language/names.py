"""Where an unlisted person's name ends that begins behind, or ends before, a title."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgraph.language.chunks import Chunk
from kgraph.language.surnames import all_surnames
from kgraph.language.transliteration import is_transliterated, transliteration_characters

__all__ = ["name_after", "name_before"]

_STOPS = ("preposition", "adverb", "particle", "pronoun", "reporting", "verb", "time", "conjunction", "noun-head")
_DOT = "·-－"
_LONGEST_FOREIGN, _LONGEST_JAPANESE = 24, 6
_CHINESE = frozenset({"country:CN", "country:SG", "place:TW", "place:HK", "place:MO"})
_EAST_ASIAN = frozenset({"country:JP", "country:KR", "country:KP", "country:VN"})


def name_after(chunks: Sequence[Chunk], first: int, country: str, is_word: Callable[[str], bool]) -> int | None:
    """Where a name that begins with ``chunks[first]`` ends.

    Parameters
    ----------
    chunks : sequence of Chunk
        Of one sentence.
    first : int
        The chunk behind the title.
    country : str
        Id of the state of the office, empty if not known; it tells which kind of name to expect.
    is_word : callable
        Whether a stretch of text is a word of the language; then it is taken for no Chinese name.

    Returns
    -------
    int or None
        Offset into the text where the name ends; None if no name begins here.
    """
    if first >= len(chunks):
        return None
    if country in _CHINESE:
        return _unless_word(_chinese(chunks, first), chunks, first, is_word) or _foreign(chunks, first)
    if country in _EAST_ASIAN:
        return _east_asian(chunks, first)
    return _foreign(chunks, first) or _unless_word(_chinese(chunks, first), chunks, first, is_word)


def _unless_word(end: int | None, chunks: Sequence[Chunk], first: int, is_word: Callable[[str], bool]) -> int | None:
    if end is None:
        return None
    text = "".join(chunk.text for chunk in chunks[first : first + 4])
    return None if is_word(text[: end - chunks[first].start]) else end


def name_before(chunks: Sequence[Chunk], last: int) -> int | None:
    """Where a name that ends with ``chunks[last]``, right before a title, begins.

    Only a foreign name that fills the stretch back to the last word of a known class is taken: what
    stands before a title is more often part of the office than a name.

    Returns
    -------
    int or None
        Index of the first chunk of the name.
    """
    first = last + 1
    while first > 0 and _spells(chunks[first - 1]):
        first -= 1
    text = "".join(chunk.text for chunk in chunks[first : last + 1])
    if len(text) < 2 or (first > 0 and not _is_stop(chunks[first - 1])):
        return None
    return first


def _spells(chunk: Chunk) -> bool:
    return chunk.found is None and not chunk.senses and is_transliterated(chunk.text)


def _is_stop(chunk: Chunk) -> bool:
    """Whether a chunk ends a name: a word of a known class, a mark, a number, another name."""
    if chunk.text in _DOT:
        return False
    return (
        chunk.found is not None
        or chunk.is_punctuation
        or chunk.text[0].isdigit()
        or chunk.is_title
        or chunk.is_organ
        or chunk.is_word(*_STOPS)
        or any(sense.kind == "trigger" for sense in chunk.senses)
    )


def _foreign(chunks: Sequence[Chunk], first: int) -> int | None:
    """The longest run of characters that spell foreign names, cut at a word boundary."""
    if _is_stop(chunks[first]):
        return None
    characters = transliteration_characters()
    start = end = chunks[first].start
    for chunk in chunks[first:]:
        if chunk.start != end or chunk.end - start > _LONGEST_FOREIGN:
            break
        if chunk.found is not None or chunk.is_punctuation and chunk.text not in _DOT:
            break
        if len(chunk.text) > 1 and _is_stop(chunk):
            break
        run = 0
        while run < len(chunk.text) and (chunk.text[run] in characters or chunk.text[run] in _DOT):
            run += 1
        if run < len(chunk.text):
            # The name may end inside a word that the segmentation cut wrongly, but only a first word.
            if end == start and run >= 2:
                end += run
            break
        end = chunk.end
    return end if end - start >= 2 else None


def _chinese(chunks: Sequence[Chunk], first: int) -> int | None:
    """A surname and one or two more characters, whichever leaves a word of a known class behind."""
    text = "".join(chunk.text for chunk in chunks[first : first + 5])
    start = chunks[first].start
    surnames = all_surnames()
    length = 2 if text[:2] in surnames else 1 if text[:1] in surnames else 0
    opening = chunks[first]
    if not length or opening.found is not None or opening.is_word("conjunction"):
        return None
    if len(opening.text) > 1 and _is_stop(opening):
        return None
    boundaries = {chunk.start: chunk for chunk in chunks[first : first + 6]}
    last = chunks[min(first + 5, len(chunks)) - 1].end
    fits: list[int] = []
    for size in (length + 1, length + 2):
        end = start + size
        following = boundaries.get(end)
        if end == last and following is None and len(text) >= size and first + 5 >= len(chunks):
            fits.append(size)
        elif following is not None and _is_stop(following) and following.start == end:
            fits.append(size)
    if not all("一" <= char <= "鿿" for char in text[: length + 1]):
        return None
    if len(fits) == 2:
        # 韩正 | 在京: of two readings the one whose last character is no word of its own.
        third = boundaries.get(start + length + 1)
        return start + (fits[0] if third is not None and _is_stop(third) else fits[1])
    if fits:
        return start + fits[0]
    for size in (length + 2, length + 1):
        if start + size in boundaries and all("一" <= char <= "鿿" for char in text[:size]):
            return start + size
    return None


def _east_asian(chunks: Sequence[Chunk], first: int) -> int | None:
    """What stands before the next word of a known class, two to six characters."""
    start = end = chunks[first].start
    for chunk in chunks[first:]:
        if chunk.start != end or (end > start and _is_stop(chunk)) or chunk.found is not None:
            break
        if end == start and _is_stop(chunk) and len(chunk.text) > 1:
            break
        if chunk.end - start > _LONGEST_JAPANESE:
            break
        end = chunk.end
    return end if end - start >= 2 else None
