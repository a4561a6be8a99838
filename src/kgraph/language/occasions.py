"""Events told by what they are held for: 建交70周年招待会, “自由之盾”联合军演, 加强…伙伴关系对话会."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgraph.language.chunks import Chunk

__all__ = ["occasions"]

_NUMBER = r"[\d一二三四五六七八九十百]+"
_ANNIVERSARY = re.compile(
    rf"(?:成立|建交|缔结|签署|签订|诞辰|诞生|胜利|回归|创建|创立|建立|建校|发表|通车|解放|独立){_NUMBER}周年"
    r"(?:系列|纪念|庆祝|国际|高级别|学术|主题|专题){0,3}"
    r"(?:峰会|大会|招待会|酒会|晚宴|座谈会|研讨会|音乐会|晚会|论坛|年会|展览|图片展|会议|阅兵式)"
)
_DRILL = re.compile(
    r"“([^”，。、“]{2,12})”(的)?(?:年度|大型|例行|系列|多国|海上|空中|陆上|夏季|秋季|春季|冬季|首次){0,3}"
    r"((?:联合)?(?:军事演习|军演|演习|演训|实弹演习))"
)
_AIM = re.compile(
    r"(?<=[出参主举召][席加持办行开])(?:加强|促进|推动|深化|共建|共创|支持|构建)[^，。；：、！？“”的在了于]{4,16}?"
    r"(?:高级别对话会|高级别会议|对话会|峰会|论坛|研讨会)(?!上|期间的)"
)
_HELD = re.compile(
    rf"(?<=[行开办]的)第{_NUMBER}[届次]"
    r"(?:领导人非正式会议|缔约方大会|部长级会议|领导人会议|领导人会晤|高级别会议|外长会议|首脑会议|峰会|大会|会议|论坛)"
)
_LONGEST = 34
_ALSO, _OPENS = frozenset({"暨"}), frozenset({"纪念", "庆祝"})


def occasions(folded: str, chunks: Sequence[Chunk]) -> Iterator[tuple[int, int, str]]:
    """Events of one sentence that are named after their occasion.

    Parameters
    ----------
    folded : str
        The text.
    chunks : sequence of Chunk
        Of the sentence.

    Yields
    ------
    tuple of (int, int, str)
        Start and end in the text, and the name.
    """
    if not chunks:
        return
    begin, stop = chunks[0].start, chunks[-1].end
    for match in _ANNIVERSARY.finditer(folded, begin, stop):
        start = _reach(chunks, match.start())
        if start < match.start() and match.end() - start <= _LONGEST:
            yield start, match.end(), folded[start : match.end()]
    for match in _DRILL.finditer(folded, begin, stop):
        yield match.start(), match.end(), f"“{match[1]}”{match[3]}"
    for match in _AIM.finditer(folded, begin, stop):
        yield match.start(), match.end(), match.group()
    for match in _HELD.finditer(folded, begin, stop):
        if host := _host(chunks, match.start()):
            yield match.start(), match.end(), host + match.group()


def _host(chunks: Sequence[Chunk], end: int) -> str:
    """The organisation that holds what is told behind it: 世贸组织 | 在日内瓦举行的 | 第十二次部长级会议."""
    for chunk in reversed([one for one in chunks if one.end <= end]):
        if chunk.is_punctuation:
            return ""
        if chunk.label == "INSTITUTION":
            return chunk.text
    return ""


def _reach(chunks: Sequence[Chunk], end: int) -> int:
    """How far left the name of what has its anniversary reaches."""
    begun = next((n for n, one in enumerate(chunks) if one.start >= end - _LONGEST), 0)
    for number in range(len(chunks) - 1, begun - 1, -1):
        # 纪念中国人民抗日战争胜利80周年大会: the word that opens it tells where it begins.
        if chunks[number].start < end and chunks[number].text in _OPENS:
            between = chunks[number:]
            if not any(one.is_punctuation for one in between if one.start < end):
                return chunks[number].start
    start = end
    for chunk in reversed([one for one in chunks if one.start < end]):
        if chunk.end < start or chunk.is_punctuation or chunk.text[0].isdigit() or chunk.is_title:
            break
        named = chunk.found is not None and chunk.label != "PERSON"
        plain = chunk.found is None and (not chunk.senses or chunk.is_word("noun-head", "office", "suffix"))
        if not (named or plain or chunk.text in _ALSO or chunk.label == "PERSON"):
            break
        start = chunk.start
    return start
