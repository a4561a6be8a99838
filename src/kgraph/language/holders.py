"""Who is meant by a title that stands alone: the holder whom the document names, or who held it then."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc

from kgraph.language.attributes import Found, Office
from kgraph.language.world import World

__all__ = ["Holders"]

_NAMED, _BY_DATE = 0.7, 0.5
# 历任总统, 两国外长, 竞选总统 and 总统选举 speak of the office and of nobody who holds it.
_NOBODY_BEFORE = re.compile(
    r"(?:[两二三四五六七八九十多各]国|历[任届]|[任每首下前][任一]任?|一[名位任]|[首两二三几数各多每]位|[任每]何|成为|当选|担任"
    r"|出任|就任|竞选|参选|角逐|副|准|前|女|[为任]|等国?|第[一二三四五六七八九十\d]+[任位届]|上一?次)$"
)
_NOBODY_BEHIND = re.compile(
    r"选举|大选|的?候选|[参竞]选|府|官邸|办公室|夫人|一?职|宝座|大位|之位|人选|任期|提名|制|级|辩论|换届|就职|们|团队|令"
    r"|专机|特使|代表|助理|顾问|发言人|会[议晤谈]|理事会|人|或|政治|身份|名义|资格|[台团]"
)


class Holders:
    """The holders of offices in one document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With its offices and mentions.
    world : World
    """

    def __init__(self, doc: Doc, world: World) -> None:
        self.doc = doc
        self.world = world
        self.published = doc._.document.published if doc._.document else None
        persons = [found for found in doc._.mentions if found.label == "PERSON"]
        mentions = {found.start: found.entity for found in persons}
        self._mentions: dict[str, list[Found]] = defaultdict(list)
        for found in persons:
            self._mentions[found.entity].append(found)
        self._of: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._titled: dict[str, set[str]] = defaultdict(set)
        for office in doc._.offices:
            holder = mentions.get(office.holder)
            if holder and not office.past and not office.planned:
                self._of[office.of, office.rule].add(holder)
                self._titled[office.rule].add(holder)

    def standing(self) -> Iterator[Found]:
        """The titles that stand alone for somebody, in order, each with whom it means.

        Yields
        ------
        Found
            With the last mention of the holder before it, if the document names him.
        """
        folded: str = self.doc._.folded
        for office in sorted(self.doc._.offices, key=lambda one: (one.start, one.end)):
            if office.holder >= 0 or office.past or office.planned or office.end <= office.start:
                continue
            if _NOBODY_BEFORE.search(folded, max(0, office.start - 8), office.start):
                continue
            if _NOBODY_BEHIND.match(folded, office.end):
                continue
            found = self._named(office) or self._in_office(office)
            if found is not None:
                yield found

    def _named(self, office: Office) -> Found | None:
        """The one holder whom the document names with the title."""
        if office.of:
            holders = self._of.get((office.of, office.rule))
        else:
            holders = self._titled.get(office.rule) if self._tells(office.rule) else None
        if not holders or len(holders) != 1:
            return None
        named = self._mentions[next(iter(holders))]
        back = next((one for one in reversed(named) if one.start < office.start), named[0])
        return self._found(office, back.entity, _NAMED, back.start)

    def _tells(self, rule: str) -> bool:
        """Whether one person at a time has a title, so that it tells whom without what it is of."""
        row = self.world.lexicon.titles.get(rule)
        return row is None or not (row.kin or row.shared or row.attaches == "none")

    def _in_office(self, office: Office) -> Found | None:
        """Who held the office on the day of the article, if the document names nobody for it."""
        bare = self.doc._.folded[office.start : office.end] == office.title
        if bare or not office.of or not self.published or self._of.get((office.of, office.rule)):
            return None
        holder = self.world.holder(office.of, office.rule, self.published)
        if not holder:
            return None
        named = self._mentions.get(holder)
        return self._found(office, holder, _BY_DATE, named[0].start if named else None)

    @staticmethod
    def _found(office: Office, holder: str, score: float, antecedent: int | None) -> Found:
        return Found(
            office.start, office.end, "PERSON", holder, "reference", office.rule, score, (), antecedent
        )
