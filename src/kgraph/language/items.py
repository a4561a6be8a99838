"""A sentence as a row of items: groups of names, verbs, prepositions, and what separates them.

A group is what fills one place in a clause: 美国国务卿布林肯、财长耶伦 is one item with two members; an
office without a name (东盟秘书长) stands for whom or what it is an office of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kgraph.language.attributes import Group, Office
from kgraph.language.chunks import Chunk, counts_states
from kgraph.language.coordination import coordinated
from kgraph.language.inclusion import included
from kgraph.language.item import Item, Kind, Member

__all__ = ["sentence_items"]


_PREPOSITIONS = {
    **dict.fromkeys(("同", "与", "跟"), Kind.WITH),
    **dict.fromkeys(("对", "对于", "向", "给"), Kind.TO),
    **dict.fromkeys(("由", "被", "受", "受到", "遭", "遭到", "遭受", "得到", "获", "获得", "接受"), Kind.BY),
    **dict.fromkeys(("在", "于"), Kind.AT),
    **dict.fromkeys(("把",), Kind.TAKING),
    "应": Kind.INVITED,
    "从": Kind.FROM,
}
_CLAUSE_AND = frozenset({"并", "并且", "而", "而且", "以及", "同时", "和", "与", "及", "或", "或者", "偕"})
_MARKS = frozenset("，；：。！？,;:!?…")
_QUOTES_OPEN, _QUOTES_CLOSE = frozenset("“‘(["), frozenset("”’)]")
# The marks of a title of a book or paper change nothing: 《环球时报》 is one name.
_TITLE_MARKS = frozenset("《》〈〉")
_LIGHT = ("adverb", "time", "office")
_COUNT = re.compile(
    r"[一二两三四五六七八九十百千万亿多数几半]+余?[名艘架个位家批次项枚辆座所条份轮届对支起]?|[名艘架位枚辆]"
)


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
    return included(coordinated(list(_singles(chunks, offices, groups, holder_of))))


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
            members = tuple(
                Member(entity, label, chunk.start)
                for entity, label in zip(group.entities, group.labels, strict=True)
            )
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
            shared = number > 0 and counts_states(chunks, number - 1)
            if shared and office.holder < 0:
                yield Item(Kind.OFFICE, chunk.start, office.end, text)  # 两国外长: the two states act
            else:
                one = _office_item(office, chunk, text, holder_of)
                if one.kind is Kind.NOUN and number and _names_person(chunks[number - 1], one.start):
                    one = replace(one, kind=Kind.KIN)  # 金正恩 | 特使: who it is no name tells
                yield one
            number = max(stop, number + 1)
            continue
        item = _single(chunk)
        served = by_start.get(chunk.end)
        if chunk.label == "PERSON" and served is not None and served.holder >= served.end:
            item = replace(item, kind=Kind.OFFICE, members=())  # 习近平 | 特使 | A: A acts
        if item.kind is Kind.OF and number + 1 < len(chunks) and chunks[number + 1].is_word("delegate"):
            item = replace(item, kind=Kind.LIGHT)  # A的 | 代表 acts for A
        yield item
        number += 1


def _names_person(before: Chunk, start: int) -> bool:
    return before.label == "PERSON" and before.end == start


def _office_item(office: Office, first: Chunk, text: str, holder_of: Holders) -> Item:
    """An office beside its holder's name adds nothing to it; one that stands alone stands for somebody."""
    start = first.start
    if office.holder >= office.end or (0 <= office.holder < office.start):
        return Item(Kind.OFFICE, start, office.end, text)
    holder = holder_of(office)
    if holder:
        return Item(Kind.NAMES, start, office.end, text, (Member(holder, "PERSON", start, title_only=True),))
    if office.of and not office.of.startswith(("country:", "place:", "PLACE:")):
        # 东盟秘书长 speaks for his organisation; a nameless president is not his state.
        label = "EVENT" if office.of.lower().startswith("event:") else "INSTITUTION"
        return Item(Kind.NAMES, start, office.end, text, (Member(office.of, label, start, title_only=True),))
    named = first.found is not None and first.found.entity == office.of and first.label == "COUNTRY"
    return Item(Kind.NOUN, start, office.end, text, (Member(office.of, "COUNTRY", start),) if named else ())


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
    if not chunk.senses:
        if text == "、" or text in _CLAUSE_AND:
            return Item(Kind.AND, start, end, text)
        counted = text[0].isdigit() or _COUNT.fullmatch(text) is not None
        return Item(Kind.LIGHT if counted else Kind.TEXT, start, end, text)
    triggers = tuple(sense.ref for sense in chunk.senses if sense.kind == "trigger")
    if triggers or chunk.is_word(
        "verb", "reporting", "light-verb", "clause-verb", "take-office", "leave-office"
    ):
        return Item(Kind.VERB, start, end, text, (), triggers)
    if text == "、" or text in _CLAUSE_AND:
        return Item(Kind.AND, start, end, text)
    if chunk.is_word("preposition"):
        return Item(Kind.OTHER_PREPOSITION, start, end, text)
    if (
        chunk.is_word(*_LIGHT, "delegate")
        or chunk.is_word("particle", "pronoun", "conjunction")
        or chunk.is_word("determiner")
        or text[0].isdigit()
        or _COUNT.fullmatch(text)
    ):
        return Item(Kind.LIGHT, start, end, text)
    if chunk.is_word("kin-noun"):
        return Item(Kind.KIN, start, end, text)
    if chunk.is_word("noun-head") or chunk.is_title or chunk.is_organ:
        return Item(Kind.NOUN, start, end, text)
    return Item(Kind.TEXT, start, end, text)
