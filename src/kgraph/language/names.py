"""Where an unlisted person's name ends that begins behind, or ends before, a title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kgraph.language.chunks import Chunk, counts_states
from kgraph.language.endings import STOPS
from kgraph.language.surnames import all_surnames, is_chinese_name, is_han
from kgraph.language.transliteration import is_transliterated, transliteration_characters

__all__ = ["NameReader"]

_STOPS = (*STOPS, "noun-head", "kin-noun", "light-verb", "delegate")
_DOT = "·-－"
_ASPECT = "了"
_NUMERALS = frozenset("一二两三四五六七八九十百千万")
_LONGEST_FOREIGN, _LONGEST_EAST_ASIAN, _LONGEST_STRETCH = 24, 6, 6
_CHINESE = frozenset({"country:CN", "country:SG", "place:TW", "place:HK", "place:MO"})
_EAST_ASIAN = frozenset({"country:JP", "country:KR", "country:KP", "country:VN"})


@dataclass(frozen=True, slots=True)
class NameReader:
    """Read names that no list holds, by their form and by the words around them.

    Parameters
    ----------
    is_word : callable
        Whether a stretch of text is a word of the language, and so hardly a name.
    word_starts : frozenset of int
        Offsets at which words of known classes begin, also where the segmentation missed them.
    """

    is_word: Callable[[str], bool]
    word_starts: frozenset[int]

    def after(self, chunks: Sequence[Chunk], first: int, country: str, *, announced: bool) -> int | None:
        """Where a name that begins with ``chunks[first]`` ends.

        Parameters
        ----------
        chunks : sequence of Chunk
            Of one sentence.
        first : int
            The chunk behind the title.
        country : str
            Id of the state of the office, empty if not known; it tells which kind of name to expect.
        announced : bool
            Whether the office names its institution or state; then any unknown stretch up to the
            next known word may be a name.

        Returns
        -------
        int or None
            Offset into the text where the name ends; None if no name begins here.
        """
        if first >= len(chunks):
            return None
        if country in _CHINESE:
            found = self._chinese(chunks, first) or self._foreign(chunks, first)
        elif country in _EAST_ASIAN:
            found = self._stretch(chunks, first, _LONGEST_EAST_ASIAN, known=True)
        elif country or announced:
            found = self._foreign(chunks, first) or self._chinese(chunks, first)
        else:
            found = self._foreign(chunks, first)
        if found is None and announced:
            found = self._stretch(chunks, first, _LONGEST_STRETCH)
        if (
            found is not None
            and not announced
            and self.is_word("".join(chunk.text for chunk in _up_to(chunks, first, found)))
        ):
            return None  # 部长 | 通道
        return found

    def runs_on(self, chunks: Sequence[Chunk], number: int) -> bool:
        """Whether a listed name is only the head of a longer one: 索利斯 | 基 | 宣布."""
        chunk = chunks[number]
        following = chunks[number + 1] if number + 1 < len(chunks) else None
        if following is None or following.start != chunk.end or not _is_plain(following):
            return False
        if chunk.end in self.word_starts or not is_transliterated(chunk.text):
            return False
        return is_transliterated(following.text) or following.text[0] in "·-"

    def before(self, chunks: Sequence[Chunk], last: int) -> int | None:
        """Where a name that ends with ``chunks[last]``, right before a title, begins.

        Only a foreign name that fills the stretch back to the last word of a known class is taken:
        what stands before a title is more often part of the office than a name. Behind an
        institution (军事科学院何雷中将) it may be a Chinese name.

        Returns
        -------
        int or None
            Index of the first chunk of the name.
        """
        if counts_states(chunks, last):
            return None  # 中东五国外长
        first = last + 1
        while first > 0 and _is_plain(chunks[first - 1]) and is_transliterated(chunks[first - 1].text):
            first -= 1
        text = "".join(chunk.text for chunk in chunks[first : last + 1])
        if len(text) >= 2 and (first == 0 or _is_stop(chunks[first - 1])) and not self.is_word(text):
            return first
        first = last + 1
        while first > 0 and _is_plain(chunks[first - 1]) and last - first < 2:
            first -= 1
        text = "".join(chunk.text for chunk in chunks[first : last + 1])
        behind_institution = first > 0 and chunks[first - 1].label == "INSTITUTION"
        return first if behind_institution and is_chinese_name(text) and not self.is_word(text) else None

    def _foreign(self, chunks: Sequence[Chunk], first: int) -> int | None:
        """The longest run of characters that spell foreign names, cut where a word begins."""
        if _is_stop(chunks[first]):
            return None
        characters = transliteration_characters()
        start = end = chunks[first].start
        for chunk in chunks[first:]:
            if chunk.start != end or chunk.end - start > _LONGEST_FOREIGN or chunk.found is not None:
                break
            if (chunk.is_punctuation and chunk.text not in _DOT) or (len(chunk.text) > 1 and _is_stop(chunk)):
                break
            run = 0
            while run < len(chunk.text) and (chunk.text[run] in characters or chunk.text[run] in _DOT):
                run += 1
            if run < len(chunk.text):
                # The segmentation cut 布林 | 肯访 | 问: the name goes on to where a known word begins.
                cut = max((n for n in range(1, run + 1) if chunk.start + n in self.word_starts), default=0)
                if not cut and run == len(chunk.text) - 1 and _marked(chunks, chunk.end):
                    cut = run  # 布见 | 了
                if cut or (end == start and run >= 2):
                    end += cut or run
                break
            end = chunk.end
        if end - start > 2 and _marked(chunks, end):
            end -= 1  # 拜登通 | 了
        return end if end - start >= 2 else None

    def _chinese(self, chunks: Sequence[Chunk], first: int) -> int | None:
        """A surname and one or two more characters, whichever leaves a known word behind."""
        opening = chunks[first]
        text = "".join(chunk.text for chunk in chunks[first : first + 5])
        start = opening.start
        surnames = all_surnames()
        length = 2 if text[:2] in surnames else 1 if text[:1] in surnames else 0
        if not length or opening.found is not None or opening.is_word("conjunction"):
            return None
        if (len(opening.text) > 1 and _is_stop(opening)) or not is_han(text[: length + 1]):
            return None
        if len(opening.text) > 1 and self.is_word(opening.text):
            return None  # 领导人 | 通常 | 很晚
        bounds = {chunk.start: chunk for chunk in chunks[first : first + 6]}
        last = chunks[min(first + 5, len(chunks)) - 1].end
        fits = [size for size in (length + 1, length + 2) if self._leaves_word(start + size, bounds, last)]
        fits = [size for size in fits if is_han(text[:size]) and not self.is_word(text[:size])]
        given = bounds.get(start + length)
        shortest = length + 1
        if (given is not None and given.is_word("time")) or all(char in _NUMERALS for char in text[:2]):
            return None  # 于 | 周一; 二十 | 年来
        if given is not None and given.is_word("preposition", "conjunction"):
            shortest += 1  # 防长 | 曾 | 在
        fits = [size for size in fits if size >= shortest]
        if len(fits) == 2:
            # 韩正 | 在京, 侯凯 | 作报告: of two readings the one whose last character begins no word.
            cut = start + length + 1
            third = bounds.get(cut)
            begins = cut in self.word_starts or (third is not None and _is_stop(third))
            return start + (fits[0] if begins else fits[1])
        if fits:
            return start + fits[0]
        for size in range(length + 2, shortest - 1, -1):
            if start + size in bounds and is_han(text[:size]) and not self.is_word(text[:size]):
                return start + size
        return None

    def _leaves_word(self, end: int, bounds: dict[int, Chunk], last: int) -> bool:
        """Whether what follows a name that ends here is a known word, a mark or nothing."""
        if end == last and end not in bounds:
            return True
        following = bounds.get(end)
        return end in self.word_starts or (following is not None and _is_stop(following))

    def _stretch(
        self, chunks: Sequence[Chunk], first: int, longest: int, *, known: bool = False
    ) -> int | None:
        """What stands before the next known word; made of known words itself only if `known`."""
        start = end = chunks[first].start
        for chunk in chunks[first:]:
            if chunk.start != end or chunk.end - start > longest or not is_han(chunk.text):
                break
            # 林芳正, 细田博之: a word of one character may end a name that would be short without it.
            inside = (
                known
                and len(chunk.text) == 1
                and chunk.is_word("adverb", "particle")
                and end - start in {2, 3}
            )
            if _is_stop(chunk) and not inside:
                break
            if (
                not known
                and len(chunk.text) > 1
                and self.is_word(chunk.text)
                and not is_transliterated(chunk.text)
            ):
                return None
            cut = next((n for n in range(1, len(chunk.text)) if chunk.start + n in self.word_starts), 0)
            end = chunk.start + cut if cut else chunk.end
            if cut:
                break
        stopped = end in self.word_starts or any(
            chunk.start == end and _is_stop(chunk) for chunk in chunks[first:]
        )
        return end if end - start >= 2 and (stopped or end == chunks[-1].end) else None


def _up_to(chunks: Sequence[Chunk], first: int, end: int) -> Iterator[Chunk]:
    """The chunks from `first` on that end at `end` or before."""
    return (chunk for chunk in chunks[first:] if chunk.end <= end)


def _marked(chunks: Sequence[Chunk], position: int) -> bool:
    """Whether the mark of aspect stands there: what is before it is a verb and no part of a name."""
    return any(chunk.start == position and chunk.text[0] == _ASPECT for chunk in chunks)


def _is_plain(chunk: Chunk) -> bool:
    return chunk.found is None and not chunk.senses and not chunk.is_punctuation


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
