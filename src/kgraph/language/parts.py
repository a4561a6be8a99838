"""What is part of what, told by the build of names and by what joins them.

世贸组织上诉机构, 某集团旗下《某报》, 以美国为首的北约.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span

from kgraph.language.attributes import Claim
from kgraph.language.chunks import Chunk
from kgraph.language.world import World

__all__ = ["parts"]

# What stands between an organisation and what belongs to it: 劳动党机关报《劳动新闻》.
_BELONGS = re.compile(
    r"[”》]?的?(?:机关报|机关刊物|旗下的?|下属的?|下设的?|所属的?|直属的?|附属的?|麾下的?|"
    r"(?:管理|执行|常设|决策|最高权力|最高决策|审议|咨询|监督)机构)(?:—|-|－|–|：|《|“)*"
)
# A listed body is a part of what it is called after if it is a division of it; organs with a standing of
# their own (联合国安理会, 中共中央政治局, 国务院安委会) are not told as parts by their names.
_DIVISION = (
    "委员会",
    "外事委",
    "理事会",
    "秘书处",
    "机构",
    "学院",
    "研究院",
    "研究所",
    "研究中心",
    "司",
    "局",
    "处",
)
_STANDING = ("常委会", "常务委员会", "常任委员会")
_WHOLES = frozenset({"legislature", "university", "thinktank", "igo", "company", "media", "court"})
_OF_THEIR_OWN = frozenset({"org:INT-un", "org:INT-eu"})
_IS = re.compile(r"(?:已经|已|也|都|均|还|同|就)*是")
_MEMBER = re.compile(
    r"的?(?:第[\d一二三四五六七八九十百]+个|新的?|正式|创始|创立|常任|全权|全面|重要|永久)*(?:的)?(?:会员国|成员国|会员|成员)"
)
_OPENING = frozenset("，。；：、“”！？\n\u3000 ")
_LED_BY, _LEADER = "以", re.compile(r"为首的?(?:“)?")


def parts(doc: Doc, sentence: Span, chunks: Sequence[Chunk], world: World) -> Iterator[Claim]:
    """Claims that an institution is part of another, or a state a member of one, in one sentence.

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
        ``PART_OF`` and ``MEMBER_OF``.
    """
    named = [chunk for chunk in chunks if chunk.found is not None]
    for chunk in named:
        if (outer := _named_after(doc, chunk, world)) is not None:
            yield _claim(sentence, chunk, "PART_OF", outer, "structure:parent")
    folded: str = doc._.folded
    for first, second in pairwise(named):
        assert first.found is not None
        assert second.found is not None
        if second.label != "INSTITUTION":
            continue
        if first.label == "INSTITUTION" and _BELONGS.fullmatch(folded, first.end, second.start):
            yield _claim(sentence, second, "PART_OF", first.found.entity, "structure:belongs")
        if (
            first.label == "COUNTRY"
            and _has_members(second, world)
            and _is_member(folded, first, second, sentence)
        ):
            yield _claim(sentence, first, "MEMBER_OF", second.found.entity, "structure:member")
        led = first.label == "COUNTRY" and _LEADER.fullmatch(folded, first.end, second.start)
        if led and folded[first.start - 1 : first.start] == _LED_BY and _has_members(second, world):
            yield _claim(sentence, first, "MEMBER_OF", second.found.entity, "structure:led")


def _named_after(doc: Doc, chunk: Chunk, world: World) -> str | None:
    """The institution that another is called after: 中国人民大学国际关系学院, 世贸组织上诉机构."""
    if chunk.found is None or chunk.label != "INSTITUTION":
        return None
    made = doc._.entities.get(chunk.found.entity)
    if made is not None and made.attributes.get("parent"):
        parent: str = made.attributes["parent"]
        return parent
    row = world.row(chunk.found.entity)
    outer = world.row(row.parent) if row is not None and row.parent is not None else None
    if outer is None or outer.kind not in _WHOLES or outer.id in _OF_THEIR_OWN:
        return None
    if not chunk.text.endswith(_DIVISION) or chunk.text.endswith(_STANDING):
        return None
    called = any(
        chunk.text.startswith(name) and len(chunk.text) - len(name) > 1
        for name in (outer.name, *outer.aliases)
    )
    return outer.id if called else None


def _is_member(folded: str, state: Chunk, union: Chunk, sentence: Span) -> bool:
    """Whether the text says that a state is a member: 芬兰是北约成员国."""
    joins = _IS.fullmatch(folded, state.end, union.start)
    opens = folded[max(sentence.start_char, state.start - 1) : state.start]
    return bool(joins and _MEMBER.match(folded, union.end) and (not opens or opens in _OPENING))


def _has_members(chunk: Chunk, world: World) -> bool:
    row = world.row(chunk.found.entity) if chunk.found is not None else None
    return row is not None and row.kind == "igo"


def _claim(sentence: Span, part: Chunk, relation: str, whole: str, rule: str) -> Claim:
    assert part.found is not None
    start, end = sentence.start_char, sentence.end_char
    return Claim(part.found.entity, relation, whole, start, end, part.start, part.end, rule)
