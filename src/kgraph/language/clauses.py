"""Clauses: where they begin and end, what governs a name in them, and who acts in the ones around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgraph.language.item import ASPECTS, Item, Kind, Member

__all__ = [
    "PREPOSITIONS",
    "VerbClasses",
    "agent_after",
    "agent_before",
    "agent_of_clause",
    "clause_end",
    "clause_start",
    "clauses",
    "governor_of",
    "is_of",
    "is_within",
    "limits",
    "modifies",
    "opening_of",
    "skip_light",
]

Members = tuple[Member, ...]

PREPOSITIONS = {
    Kind.WITH: "with",
    Kind.TO: "to",
    Kind.BY: "by",
    Kind.AT: "at",
    Kind.INVITED: "invited",
    Kind.TAKING: "taking",
    Kind.FROM: "from",
}
_CLAUSE_END = frozenset("，；：。！？,;:!?… ")
_COUNTS = frozenset("0123456789一两二三四五六七八九十百多数几")
_MEASURES = frozenset("家名个位艘所处架枚")
_TARGETS = ("目标", "地区", "多")
_WHICH = frozenset({"上述", "这"})
_LISTING = frozenset({"以及", "及"})
_SENTENCE_END = frozenset("。！？!?…")
_PASSED_OVER = frozenset({Kind.LIGHT, Kind.OFFICE})
_DATELINE = frozenset({"电", "讯", "消息", "专电", "快讯", "综合消息"})
_SINCE = frozenset({"自", "自从"})
_SOME = ("多", "各", "数", "部分", "一些", "不少", "许多", "广大", "当地", "全国")
_GOVERNORS = frozenset({Kind.BY, Kind.VERB})
_COLLECTIVE = frozenset({"COUNTRY", "PLACE", "INSTITUTION"})


@dataclass(frozen=True, slots=True)
class VerbClasses:
    """Verbs that change how a clause is read.

    Attributes
    ----------
    pivots : frozenset of str
        Their object is the agent of the verb behind it (敦促B停止), and what they report follows
        them (预计A将会见B).
    light : frozenset of str
        They carry no meaning of their own: 举行会谈, 进行访问.
    opinions : frozenset of str
        What they are about is not done by who holds them: 支持对B实施制裁.
    demands : frozenset of str
        The pivots whose object goes on acting in the clauses behind: 要求B停止X，取消Y.
    bases : frozenset of str
        Prepositions that govern the whole of a described thing: 根据A和B达成的共识.
    refusals : frozenset of str
        The opinions that negate a verb right behind them, whose agent they share: 拒绝会见B.
    holding : frozenset of str
        They say whose something is: in 打击B支持的武装 it is not B who is struck.
    happening : frozenset of str
        What stands before them is where something happens: 谴责B发生的袭击.
    deeds : frozenset of str
        Nouns for what somebody does: of B使用武力的做法 it is B who is told of.
    reporting : frozenset of str
        The pivots that ask for nothing: 指出B是幕后黑手.
    """

    pivots: frozenset[str]
    light: frozenset[str]
    opinions: frozenset[str]
    demands: frozenset[str]
    bases: frozenset[str]
    refusals: frozenset[str] = frozenset()
    holding: frozenset[str] = frozenset()
    happening: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()


def _is_mark(item: Item, marks: frozenset[str]) -> bool:
    return item.kind is Kind.MARK and item.text in marks


def _ends_clause(items: Sequence[Item], position: int) -> bool:
    """Whether a mark ends a clause; not where a list goes on behind it: 在A，以及B方向."""
    if not _is_mark(items[position], _CLAUSE_END):
        return False
    listed = items[position + 1 : position + 3]
    return not (
        len(listed) == 2
        and items[position].text == "，"
        and listed[0].text in _LISTING
        and listed[1].kind is not Kind.VERB
    )


def clause_start(items: Sequence[Item], verb: int) -> int:
    """Index of the first item of the clause of ``items[verb]``."""
    start = verb
    while start > 0 and not _ends_clause(items, start - 1):
        start -= 1
    return start


def clause_end(items: Sequence[Item], verb: int) -> int:
    """Index behind the last item of the clause of ``items[verb]``."""
    end = verb + 1
    while end < len(items) and not _ends_clause(items, end):
        end += 1
    return end


def clauses(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence as half-open ranges of items, the marks between them left out."""
    start = 0
    while start < len(items):
        if _ends_clause(items, start):
            start += 1
            continue
        end = clause_end(items, start)
        yield start, end
        start = end


def governor_of(items: Sequence[Item], names: int, start: int) -> int:
    """Index of what governs a group of names: a preposition, a verb, or what else stands before it.

    Offices of the names are passed over, and so is a clause that describes them: in
    同来华访问的B会谈 the preposition 同 governs B.
    """
    position = names - 1
    while position >= start and (
        items[position].kind in {Kind.OFFICE, Kind.OPEN}
        or limits(items[position])
        or (items[position].text in ASPECTS and position > start and items[position - 1].kind in _GOVERNORS)
    ):
        position -= 1
    if position >= start and items[position].kind is Kind.OF:
        for before in range(position - 1, start - 1, -1):
            preposition = items[before].kind in PREPOSITIONS or items[before].kind is Kind.OTHER_PREPOSITION
            if preposition and not _has_complement(items, before, position):
                return before
    return position


def limits(item: Item) -> bool:
    """Whether a word tells how many, or which: 把20家美国企业, 对上述两国."""
    counted = item.kind is Kind.LIGHT and (item.text[0] in _COUNTS or item.text in _WHICH)
    return counted or (item.text in _MEASURES and item.kind in {Kind.LIGHT, Kind.TEXT})


def _has_complement(items: Sequence[Item], preposition: int, end: int) -> bool:
    """Whether a preposition has names of its own, so that it governs none further right."""
    position = preposition + 1
    while position < end and items[position].kind in _PASSED_OVER:
        position += 1
    return position < end and items[position].kind in {Kind.NAMES, Kind.NOUN, Kind.KIN, Kind.TEXT}


def modifies(items: Sequence[Item], names: int, verb: int, *, nominal: bool) -> bool:
    """Whether a group of names only modifies the noun behind it: 美国的盟友, 美国企业, 某人亲属."""
    following = items[names + 1]
    if following.kind is Kind.OF:
        return not (nominal and names + 2 == verb)
    collective = items[names].members[-1].label in _COLLECTIVE
    if following.kind is Kind.LIGHT and following.text.startswith(_SOME):
        behind = skip_light(items, names + 1, len(items))
        following = items[behind] if behind < len(items) else following  # 也门 | 多地 | 民众
    return following.kind is Kind.KIN or (collective and following.kind is Kind.NOUN)


def agent_of_clause(items: Sequence[Item], start: int, stop: int, classes: VerbClasses) -> Members:
    """The first names of a clause that no preposition or verb governs and that modify nothing."""
    if _is_dateline(items, start, stop) or items[start].text in _SINCE:
        return ()  # 自A上台以来，……: when, not who
    someone = False
    for position in range(start, stop):
        item = items[position]
        someone = someone or item.kind in {Kind.TEXT, Kind.NOUN}
        last = position + 1 == len(items)
        if item.kind is Kind.KIN and (last or items[position + 1].kind is not Kind.NAMES):
            return ()  # 某人的支持者闯入国会: no name tells who
        if item.kind is Kind.NAMES:
            governor = governor_of(items, position, start)
            governed = governor >= start and items[governor].kind in {*PREPOSITIONS, Kind.OTHER_PREPOSITION}
            if not governed and not last and not modifies(items, position, -1, nominal=False):
                return item.members
        elif item.kind is Kind.VERB and item.text not in classes.pivots | classes.light:
            return ()
        elif item.kind is Kind.VERB and item.text in classes.opinions and (someone or position > start):
            return ()  # 抗议者反对B扩张: it is they who go on, not B
    return ()


def _is_dateline(items: Sequence[Item], start: int, stop: int) -> bool:
    """Whether a clause only says which agency reports: 某社北京10月30日电, 某网消息："""
    return stop < len(items) and any(item.text in _DATELINE for item in items[start:stop])


def agent_before(items: Sequence[Item], first: int, classes: VerbClasses) -> Members:
    """The agent of the nearest clause before the one that begins at `first` that has one."""
    stop = first - 1
    while stop > 0 and not _is_mark(items[stop], _SENTENCE_END):
        start = clause_start(items, stop)
        agent = agent_of_clause(items, start, stop, classes)
        if agent:
            return _demanded_of(items, start, stop, first, classes) or agent
        stop = start - 1
    return ()


def _demanded_of(items: Sequence[Item], start: int, stop: int, first: int, classes: VerbClasses) -> Members:
    """Of whom a clause demands what the clause from `first` on goes on to tell; empty if it does not."""
    if items[first].kind is Kind.AND:
        return ()  # A要求B停止X，并会见C
    verbs = (item for item in items[first : clause_end(items, first)] if item.kind is Kind.VERB)
    verb = next(verbs, None)
    if verb is None or verb.text in classes.pivots:
        return ()
    for position in range(stop - 2, start - 1, -1):
        if items[position].kind is Kind.VERB and items[position].text in classes.demands:
            following = items[position + 1]
            return following.members if following.kind is Kind.NAMES else ()
    return ()


def agent_after(items: Sequence[Item], end: int, classes: VerbClasses) -> Members:
    """The agent of the clause behind the one that ends at `end`, past a clause that only says when."""
    while end + 1 < len(items) and not _is_mark(items[end], _SENTENCE_END):
        start, end = end + 1, clause_end(items, end + 1)
        if agent := agent_of_clause(items, start, end, classes):
            return agent
        if any(item.kind not in {Kind.LIGHT, Kind.TEXT} for item in items[start:end]):
            return ()
    return ()


def opening_of(items: Sequence[Item], close: int, start: int) -> int:
    """Where the quotation that ends at `close` begins; `close` itself if it is not in this clause."""
    depth = 0
    for position in range(close, start - 1, -1):
        if items[position].kind is Kind.CLOSE:
            depth += 1
        elif items[position].kind is Kind.OPEN:
            depth -= 1
            if depth == 0:
                return position
    return close


def is_of(items: Sequence[Item], position: int) -> bool:
    """Whether 的 stands at `position`."""
    return position < len(items) and items[position].kind is Kind.OF


def is_within(items: Sequence[Item], names: int) -> bool:
    """Whether names only say where somebody else is: 叙利亚境内的武装分子, not 叙利亚境内目标."""
    if names + 1 >= len(items) or not items[names + 1].text.startswith("境内"):
        return False
    behind = names + 2 + is_of(items, names + 2)
    return (
        behind < len(items)
        and items[behind].kind in {Kind.TEXT, Kind.NOUN, Kind.KIN, Kind.NAMES, Kind.OPEN}
        and not items[behind].text.startswith(_TARGETS)
    )


def skip_light(items: Sequence[Item], position: int, end: int) -> int:
    """Index of the first item from `position` on that is no adverb, date or office of a holder."""
    while position < end and items[position].kind in _PASSED_OVER:
        position += 1
    return position
