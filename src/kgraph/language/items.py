"""A sentence as a row of items: groups of names, verbs, prepositions, and what separates them.

A group is what fills one place in a clause: 美国国务卿布林肯、财长耶伦 is one item with two members; an
office without a name (东盟秘书长) stands for whom or what it is an office of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kgraph.language.attributes import Group, Office
from kgraph.language.chunks import Chunk

__all__ = ["Item", "Kind", "Member", "sentence_items"]


class Kind(Enum):
    """What an item is."""

    NAMES = "names"
    VERB = "verb"
    WITH = "with"
    TO = "to"
    BY = "by"
    AT = "at"
    INVITED = "invited"
    TAKING = "taking"
    FROM = "from"
    OTHER_PREPOSITION = "preposition"
    OF = "of"
    AND = "and"
    MARK = "mark"
    OPEN = "open"
    CLOSE = "close"
    LIGHT = "light"
    OFFICE = "office"
    NOUN = "noun"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Member:
    """One entity in a group."""

    entity: str
    label: str
    start: int
    title_only: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a sentence.

    Attributes
    ----------
    kind : Kind
    start, end : int
        Code points into the document's text.
    text : str
        Folded.
    members : tuple of Member
        For a group of names.
    patterns : tuple of str
        For a verb: ids of the patterns that it may trigger.
    """

    kind: Kind
    start: int
    end: int
    text: str
    members: tuple[Member, ...] = ()
    patterns: tuple[str, ...] = ()


_PREPOSITIONS = {
    **dict.fromkeys(("同", "与", "跟"), Kind.WITH),
    **dict.fromkeys(("对", "对于", "向", "给"), Kind.TO),
    **dict.fromkeys(("由", "被", "受", "受到", "遭", "遭到", "遭受", "得到", "获", "获得", "接受"), Kind.BY),
    **dict.fromkeys(("在", "于"), Kind.AT),
    **dict.fromkeys(("把",), Kind.TAKING),
    "应": Kind.INVITED,
    "从": Kind.FROM,
}
_JOINERS = frozenset({"、", "和", "及", "以及", "暨"})
_CLAUSE_AND = frozenset({"并", "并且", "而", "而且", "以及", "同时", "和", "与", "及", "或", "或者"})
_MARKS = frozenset("，；：。！？,;:!?…")
_QUOTES_OPEN, _QUOTES_CLOSE = frozenset("“‘(["), frozenset("”’)]")
# The marks of a title of a book or paper change nothing: 《环球时报》 is one name.
_TITLE_MARKS = frozenset("《》〈〉")
_LIGHT = ("adverb", "time", "office")


Holders = Callable[[Office], str]


def sentence_items(
    chunks: Sequence[Chunk], offices: Sequence[Office], groups: Sequence[Group], holder_of: Holders
) -> list[Item]:
    """The items of a sentence.

    Parameters
    ----------
    chunks : sequence of Chunk
    offices : sequence of Office
        Of the document.
    groups : sequence of Group
        References to several entities (双方), of the document.
    holder_of : callable
        The entity id of who holds an office that stands alone in the text, empty if nobody is known.

    Returns
    -------
    list of Item
    """
    singles = _unquoted(list(_singles(chunks, offices, groups, holder_of)))
    return [_with(items, number) for items in [_coordinated(singles)] for number in range(len(items))]


def _singles(
    chunks: Sequence[Chunk], offices: Sequence[Office], groups: Sequence[Group], holder_of: Holders
) -> Iterator[Item]:
    by_start = {office.start: office for office in offices}
    group_at = {group.start: group for group in groups}
    number = 0
    while number < len(chunks):
        chunk = chunks[number]
        if number and chunks[number - 1].end < chunk.start:
            yield Item(Kind.MARK, chunks[number - 1].end, chunk.start, " ")  # white space parts clauses
        group = group_at.get(chunk.start)
        if group is not None:
            members = tuple(Member(entity, group.label, chunk.start) for entity in group.entities)
            yield Item(Kind.NAMES, chunk.start, group.end, chunk.text, members)
            while number < len(chunks) and chunks[number].start < group.end:
                number += 1
            continue
        office = by_start.get(chunk.start)
        if office is not None and office.end > chunk.start:
            stop = number
            while stop < len(chunks) and chunks[stop].end <= office.end:
                stop += 1
            text = "".join(one.text for one in chunks[number:stop])
            yield _office_item(office, chunk.start, text, holder_of)
            number = max(stop, number + 1)
            continue
        yield _single(chunk)
        number += 1


def _office_item(office: Office, start: int, text: str, holder_of: Holders) -> Item:
    """An office beside its holder's name adds nothing to it; one that stands alone stands for somebody."""
    if office.holder >= office.end or (0 <= office.holder < office.start):
        return Item(Kind.OFFICE, start, office.end, text)
    holder = holder_of(office)
    if holder:
        return Item(Kind.NAMES, start, office.end, text, (Member(holder, "PERSON", start, title_only=True),))
    if office.of and not office.of.startswith(("country:", "place:", "PLACE:")):
        # 东盟秘书长 speaks for his organisation; a nameless president is not his state.
        return Item(Kind.NAMES, start, office.end, text, (Member(office.of, "INSTITUTION", start, title_only=True),))
    return Item(Kind.NOUN, start, office.end, text)


def _single(chunk: Chunk) -> Item:
    start, end, text = chunk.start, chunk.end, chunk.text
    if chunk.found is not None:
        member = Member(chunk.found.entity, chunk.found.label, chunk.found.start)
        return Item(Kind.NAMES, start, end, text, (member,))
    if text in _MARKS:
        return Item(Kind.MARK, start, end, text)
    if text in _TITLE_MARKS:
        return Item(Kind.LIGHT, start, end, text)
    if text in _QUOTES_OPEN:
        return Item(Kind.OPEN, start, end, text)
    if text in _QUOTES_CLOSE:
        return Item(Kind.CLOSE, start, end, text)
    if text in _PREPOSITIONS:
        return Item(_PREPOSITIONS[text], start, end, text)
    if text == "的":
        return Item(Kind.OF, start, end, text)
    triggers = tuple(sense.ref for sense in chunk.senses if sense.kind == "trigger")
    if triggers or chunk.is_word("verb", "reporting", "light-verb", "clause-verb", "take-office", "leave-office"):
        return Item(Kind.VERB, start, end, text, (), triggers)
    if text == "、" or text in _CLAUSE_AND:
        return Item(Kind.AND, start, end, text)
    if chunk.is_word("preposition"):
        return Item(Kind.OTHER_PREPOSITION, start, end, text)
    if chunk.is_word(*_LIGHT, "delegate") or chunk.is_word("particle", "pronoun", "conjunction") or text[0].isdigit():
        return Item(Kind.LIGHT, start, end, text)
    if chunk.is_word("noun-head") or chunk.is_title or chunk.is_organ:
        return Item(Kind.NOUN, start, end, text)
    return Item(Kind.TEXT, start, end, text)


def _unquoted(items: list[Item]) -> list[Item]:
    """Drop the quotation marks around single names; names so quoted side by side are a list."""
    result: list[Item] = []
    number = 0
    while number < len(items):
        quoted = items[number : number + 3]
        if [item.kind for item in quoted] == [Kind.OPEN, Kind.NAMES, Kind.CLOSE] and quoted[0].text == "“":
            if result and result[-1].kind is Kind.NAMES and result[-1].end == quoted[0].start:
                result.append(Item(Kind.AND, quoted[0].start, quoted[0].end, "、"))
            result.append(replace(quoted[1], start=quoted[0].start, end=quoted[2].end))
            number += 3
        else:
            result.append(items[number])
            number += 1
    return result


def _with(items: list[Item], number: int) -> Item:
    """What is a preposition only here: 和 behind an adverb (还和B会晤), the 在 of 正在."""
    item = items[number]
    if item.kind is Kind.AND and item.text == "和":
        before = items[number - 1].kind if number else Kind.MARK
        if before in {Kind.LIGHT, Kind.MARK}:
            return replace(item, kind=Kind.WITH)
    if item.text == "正在" and number + 2 < len(items) and items[number + 1].kind is Kind.NAMES:
        place = items[number + 1].members[-1].label in {"COUNTRY", "PLACE"}
        if place and items[number + 2].kind is Kind.VERB:
            return replace(item, kind=Kind.AT)  # 正在 | 美国 | 访问
    return item


def _coordinated(items: list[Item]) -> list[Item]:
    """Join groups of names that a list holds together, and a state with the place behind it."""
    joined: list[Item] = []
    number = 0
    while number < len(items):
        item = items[number]
        if item.kind is Kind.OFFICE and _goes_on(items, number):
            # 副总理兼国防部长 is one office to its holder.
            items[number + 2] = replace(item, end=items[number + 2].end)
            number += 2
            continue
        if item.kind is not Kind.NAMES:
            joined.append(item)
            number += 1
            continue
        members, end = list(item.members), item.end
        number += 1
        while number < len(items):
            following = items[number]
            if following.kind is Kind.NAMES and following.start == end and _is_pair(members, following, item):
                members += following.members  # 中美
                end = following.end
                number += 1
                continue
            if following.kind is Kind.NAMES and following.start == end and _narrows(members, following):
                # 日本名古屋: the narrower name is what is meant.
                members[-1:] = following.members
                end = following.end
                number += 1
                continue
            ahead = _next_in_list(items, number)
            if ahead is None:
                break
            members += items[ahead].members
            end = items[ahead].end
            number = ahead + 1
        joined.append(Item(Kind.NAMES, item.start, end, item.text, tuple(dict.fromkeys(members))))
    return joined


def _goes_on(items: list[Item], number: int) -> bool:
    """Whether another office of the same holder follows."""
    if number + 2 >= len(items):
        return False
    return items[number + 1].text in {"、", "兼", "暨"} and items[number + 2].kind is Kind.OFFICE


def _is_pair(members: list[Member], following: Item, first: Item) -> bool:
    """Whether two one-character names of states stand side by side."""
    labels = {members[-1].label, following.members[0].label}
    return labels == {"COUNTRY"} and len(first.text) == len(following.text) == 1


def _narrows(members: list[Member], following: Item) -> bool:
    last, first = members[-1].label, following.members[0].label
    if last in {"COUNTRY", "PLACE"} and first in {"PLACE", "PERSON", "INSTITUTION"}:
        return True
    return last == "INSTITUTION" and first in {"PERSON", "INSTITUTION"}


def _next_in_list(items: list[Item], number: int) -> int | None:
    """Index of the next group of names of a list that goes on at `number`, None where it ends."""
    if items[number].kind is not Kind.AND or items[number].text not in _JOINERS:
        return None
    number += 1
    while number < len(items) and (
        items[number].kind is Kind.OFFICE or (items[number].text == "、" and items[number - 1].kind is Kind.OFFICE)
    ):
        number += 1  # the offices of the next name
    return number if number < len(items) and items[number].kind is Kind.NAMES else None
