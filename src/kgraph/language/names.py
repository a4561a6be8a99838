"""Where an unlisted person's name ends that begins behind, or ends before, a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kgraph.language.chunks import Chunk, counts_states
from kgraph.language.endings import STOPS
from kgraph.language.surnames import all_surnames, is_chinese_name, is_han
from kgraph.language.transliteration import is_transliterated, transliteration_characters
from kgraph.rules import WordRow, rule_rows

__all__ = ["NameReader"]

_STOPS = (*STOPS, "noun-head", "kin-noun", "light-verb", "delegate")
_DOT = "·-－"
_ASPECT = "了"
# What no name begins with: 总理 | 后首次, 副首相 | 兼王宫, 部长 | 级会议, 外长 | 时表示; but 后藤.
_NO_HEAD = re.compile("后(?!藤)|[兼暨级时]|名义|身份|职务|职位")
# 李飞 | 作的 | 报告
_GAVE = frozenset({"作的", "作了", "作关", "作报", "作说", "作工"})
_CLOSING = frozenset("、，。；）)")
_WITH = frozenset("同与和")
_TO = frozenset("向就对被把在")
# What ends a name whatever stands before it: 李勇浩 | 等人, 朴槿惠 | 的.
_NO_PART = ("等", "的")
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
        if first >= len(chunks) or chunks[first].is_word("suffix"):
            return None  # 经济顾问 | 委员会
        if _NO_HEAD.match("".join(chunk.text for chunk in chunks[first : first + 2])):
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
        if found is not None and found - chunks[first].start > 2 and _opens_clause(chunks, found):
            found -= 1  # 在会见总统莫里 | 时，
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
            if chunk.start != end or chunk.end - start > _LONGEST_FOREIGN:
                break
            if chunk.found is not None:
                if chunk.label == "PERSON" and _ends_in_dot(chunks, end) and end > start:
                    end = chunk.end  # 菲德尔- | 卡斯特罗
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
        while end > start and _ends_in_dot(chunks, end):
            end -= 1
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
        third_character, behind = text[length + 1 : length + 2], text[length + 2 : length + 3]
        if third_character in _leading_words() and behind in _CLOSING and is_han(text[:length]):
            return start + length + 2  # 潘立刚、蔡赴朝，: an adverb or preposition has something behind it
        if third_character in _TO and is_han(text[: length + 2]):
            return start + length + 1  # 李飞 | 向会议
        if third_character in _WITH and self._is_named(chunks, start + length + 2) and is_han(text[:length]):
            return start + length + 1  # 王毅 | 同 | 美国国务卿
        if len(opening.text) > 1 and self.is_word(opening.text):
            return None  # 领导人 | 通常 | 很晚
        bounds = {chunk.start: chunk for chunk in chunks[first : first + 6]}
        last = chunks[min(first + 5, len(chunks)) - 1].end
        for size in (length + 1, length + 2):
            if text[size : size + 2] in _GAVE and is_han(text[:size]):
                return start + size
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

    @staticmethod
    def _is_named(chunks: Sequence[Chunk], position: int) -> bool:
        """Whether a known name begins at a position."""
        return any(chunk.start == position and chunk.found is not None for chunk in chunks)

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
            if (_is_stop(chunk) and not inside) or chunk.text.startswith(_NO_PART):
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


@cache
def _leading_words() -> frozenset[str]:
    """Adverbs and prepositions of one character."""
    rows = {row.id: row.words for row in rule_rows("words", WordRow)}
    return frozenset(
        word for name in ("words:adverb", "words:preposition") for word in rows[name] if len(word) == 1
    )


def _last_character(chunks: Sequence[Chunk], end: int) -> str:
    """The character before a position."""
    return next((chunk.text[end - chunk.start - 1] for chunk in chunks if chunk.start < end <= chunk.end), "")


def _ends_in_dot(chunks: Sequence[Chunk], end: int) -> bool:
    return _last_character(chunks, end) in {"·", "-", "－"}


def _opens_clause(chunks: Sequence[Chunk], end: int) -> bool:
    """Whether what ends there is the 时 of 在……时，."""
    comma = any(chunk.start == end and chunk.text == "，" for chunk in chunks)
    return comma and _last_character(chunks, end) == "时"


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
