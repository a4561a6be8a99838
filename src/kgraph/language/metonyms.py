"""Capitals and seats that stand for their government: 华盛顿 | 警告 | 平壤, 克里姆林宫 | 发言人.

A capital counts only in a sentence that names another state or capital, so that what a city does stays
the city's; a seat (克里姆林宫) wherever it acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.world import World

__all__ = ["Metonyms"]

_SCORE = 0.7
# What may stand before a name that acts; 在, 抵, 驻 and the like make it a place.
_BEFORE = frozenset("，。、；：！？“”‘’\n 　对向与和同而但令让使给跟及则")
_TOWARD = frozenset("对向给")
_RULING = ("当局", "政权", "方面", "高层")
_OWN = r"的(?:立场|态度|政策|做法|意图|反应|盟友|承诺|利益|战略|外交|底线|警告|决定|压力|要求|回应|算盘|企图)"
_SERVES = r"(?:方面|新闻)?(?:发言人|官员|高官|消息人士|新闻秘书|幕僚|人士)"
_PRESSED = r"(?:施压|施加|发出|提出|传递|示好|示警|让步|妥协|靠拢|靠近|低头|喊话|释放|采取|实施|强硬|说不)"
_BETWEEN = r"(?:之间|两国|双方|的?关系|的?(?:分歧|竞争|紧张|对抗|对话|谈判|互动)|[都均皆])"
_STOPS = re.compile(r"[。！？\n]")


class Metonyms:
    """Mentions of places that mean the government there.

    Parameters
    ----------
    world : World
    """

    def __init__(self, world: World) -> None:
        self.world = world
        rows = world.lexicon.entities.values()
        self._capitals = {row.capital: row.id for row in rows if row.capital and row.kind == "state"}
        self._seats = {seat: row.id for row in rows for seat in row.seats}
        words = world.lexicon.words
        adverbs = "|".join(sorted(words["words:adverb"], key=lambda word: (-len(word), word)))
        acts = "|".join(sorted(words["words:government-act"], key=lambda word: (-len(word), word)))
        self._acts = re.compile(rf"(?:方面|高层)?(?:也|又|还|就此|对此|{adverbs})*(?:{acts})|{_OWN}")
        # 警告 | 平壤
        self._objects = tuple(sorted(words["words:toward-government"]))
        self._serves = re.compile(_SERVES)
        self._pressed = re.compile(_PRESSED)
        self._between = re.compile(_BETWEEN)

    def match(self, doc: Doc, mentions: Sequence[Found]) -> Iterator[Found]:
        """The mentions, those of places that act for a government as its.

        Parameters
        ----------
        doc : spacy.tokens.Doc
        mentions : sequence of Found
            In order.

        Yields
        ------
        Found
        """
        folded: str = doc._.folded
        pair_end = -1
        for number, found in enumerate(mentions):
            government = self._government(found)
            ruled = folded.startswith(_RULING, found.end)
            pressed = folded.endswith(self._objects, 0, found.start)
            if not government or not (ruled or pressed or _may_act(folded, found, mentions[:number])):
                yield found
                continue
            other = mentions[number + 1] if number + 1 < len(mentions) else None
            joined = (
                other is not None
                and bool(self._government(other))
                and folded[found.end : other.start] in {"与", "和", "同", "、", "-", "—", *_TOWARD}
            )
            against = joined and other is not None and folded[found.end : other.start] in _TOWARD
            if joined and other is not None and (against or self._between.match(folded, other.end)):
                pair_end = other.end
            building = found.entity in self._seats and found.entity not in self._capitals
            acts = (
                ruled
                or pressed
                or found.end <= pair_end
                or self._acts.match(folded, found.end) is not None
                or (building and self._serves.match(folded, found.end) is not None)
                or (
                    folded[found.start - 1 : found.start] in _TOWARD
                    and self._pressed.match(folded, found.end) is not None
                )
            )
            if acts and (building or ruled or self._abroad(folded, found, government, mentions)):
                row = self.world.row(government)
                label = row.label if row is not None else found.label
                yield found._replace(entity=government, label=label, rule="linking:metonym", score=_SCORE)
            else:
                yield found

    def _government(self, found: Found) -> str:
        if found.label not in {"PLACE", "INSTITUTION"}:
            return ""
        return self._seats.get(found.entity) or self._capitals.get(found.entity, "")

    def _abroad(self, folded: str, found: Found, government: str, mentions: Iterable[Found]) -> bool:
        """Whether the sentence names another state, or another place that may stand for one."""
        first = max((match.end() for match in _STOPS.finditer(folded, 0, found.start)), default=0)
        stop = _STOPS.search(folded, found.end)
        last = stop.start() if stop else len(folded)
        return any(
            (one.label == "COUNTRY" or self._government(one) or one.entity in {"org:INT-nato", "org:INT-eu"})
            and one.entity not in {government, found.entity}
            for one in mentions
            if first <= one.start < last
        )


def _may_act(folded: str, found: Found, before: Sequence[Found]) -> bool:
    """Whether nothing right before a name makes it a place (在, 抵, 美国首都)."""
    beside = bool(before) and before[-1].end == found.start
    return found.start == 0 or (not beside and folded[found.start - 1] in _BEFORE)
