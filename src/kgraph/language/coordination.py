"""Lists of names as one item, and what is a preposition only here."""

from __future__ import annotations

from dataclasses import replace

from kgraph.language.clauses import limits
from kgraph.language.item import Item, Kind, Member

__all__ = ["coordinated"]

_BESIDE = frozenset({"与", "同", "和", "及", "偕", "携", "、"})
_SPOUSES = frozenset({"夫人", "妻子", "丈夫", "第一夫人", "配偶", "王后", "王妃"})
_JOINERS = frozenset({"、", "和", "及", "以及", "暨", "偕"})


def coordinated(items: list[Item]) -> list[Item]:
    """Join the names of lists into groups, and tell prepositions from what only looks like them.

    Parameters
    ----------
    items : list of Item
        One a name or word.

    Returns
    -------
    list of Item
    """
    joined = _joined(_with_spouses(_listed(_spaced(_unquoted(items)))))
    return [_as_preposition(joined, number) for number in range(len(joined))]


def _unquoted(items: list[Item]) -> list[Item]:
    """Drop the marks around single names (《环球时报》); names quoted side by side are a list."""
    result: list[Item] = []
    number = 0
    while number < len(items):
        quoted = items[number : number + 3]
        if quoted[0].text == "《" and [item.text for item in quoted[2:]] == ["》"] and _names(quoted[1]):
            result.append(replace(quoted[1], start=quoted[0].start, end=quoted[2].end))
            number += 3
        elif [item.kind for item in quoted] == [Kind.OPEN, Kind.NAMES, Kind.CLOSE] and quoted[0].text == "“":
            if result and result[-1].kind is Kind.NAMES and result[-1].end == quoted[0].start:
                result.append(Item(Kind.AND, quoted[0].start, quoted[0].end, "、"))
            result.append(replace(quoted[1], start=quoted[0].start, end=quoted[2].end))
            number += 3
        else:
            result.append(items[number])
            number += 1
    return result


def _spaced(items: list[Item]) -> list[Item]:
    """Let the white space of a headline be 、 in a list of states that something governs: 对A B和C访问."""
    result = list(items)
    for number in range(1, len(items) - 2):
        if items[number].text != " ":
            continue
        before, space, after = items[number - 1 : number + 2]
        listed = _names(before) and _names(after) and _states([*before.members, *after.members])
        if not listed or number < 2:
            continue
        governed = items[number - 2].kind in {Kind.TO, Kind.WITH} or result[number - 2].kind is Kind.AND
        if governed and (items[number + 2].text in _JOINERS or items[number + 2].text == " "):
            result[number] = replace(space, kind=Kind.AND, text="、")
    return result


def _listed(items: list[Item]) -> list[Item]:
    """Let 与 join two names that together are the object at the end of a clause: 访问A与B。"""
    result = list(items)
    for number in range(2, len(items) - 1):
        if items[number].text != "与":
            continue
        verb, first, joiner, second = items[number - 2 : number + 2]
        ends = number + 2 == len(items) or items[number + 2].kind is Kind.MARK
        alike = _names(first) and _names(second) and first.members[-1].label == second.members[-1].label
        if verb.kind is Kind.VERB and alike and ends:
            result[number] = replace(joiner, kind=Kind.AND, text="和")
    return result


def _with_spouses(items: list[Item]) -> list[Item]:
    """Let a person and the spouse who is named beside him act together: A与夫人B抵达."""
    if not any(item.text in _SPOUSES for item in items):
        return items
    result: list[Item] = []
    number = 0
    while number < len(items):
        company = items[number : number + 4]
        if (
            len(company) == 4
            and _names(company[0])
            and company[1].text in _BESIDE
            and company[2].text in _SPOUSES
            and _names(company[3])
        ):
            result += [company[0], replace(company[1], kind=Kind.AND, text="和"), company[3]]
            number += 4
        else:
            result.append(items[number])
            number += 1
    return result


def _names(item: Item) -> bool:
    return item.kind is Kind.NAMES


def _as_preposition(items: list[Item], number: int) -> Item:
    """What is a preposition only here: 和 behind an adverb (还和B会晤), the 在 of 正在, 将 before names."""
    item = items[number]
    if item.kind is Kind.AND and item.text == "和":
        before = items[number - 1].kind if number else Kind.MARK
        if before in {Kind.LIGHT, Kind.MARK}:
            return replace(item, kind=Kind.WITH)
    if item.text == "将":
        taken = number + 1
        while taken < len(items) and limits(items[taken]):
            taken += 1
        if taken + 1 < len(items) and _names(items[taken]):
            return replace(item, kind=Kind.TAKING)  # A将20家B企业列入名单: B is what it is done to
    if item.text == "正在" and number + 2 < len(items) and items[number + 1].kind is Kind.NAMES:
        place = items[number + 1].members[-1].label in {"COUNTRY", "PLACE"}
        if place and items[number + 2].kind is Kind.VERB:
            return replace(item, kind=Kind.AT)  # 正在 | 美国 | 访问
    return item


def _joined(items: list[Item]) -> list[Item]:
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
                members += following.members  # 中美, 沙特伊朗
                end = following.end
                number += 1
                continue
            if _sums_up(items, number, end):
                number += 2  # 土耳其、约旦和卡塔尔 | 中东 | 三国
                end = items[number - 1].end
                continue
            if following.kind is Kind.NAMES and following.start == end and _narrows(members, following):
                # 日本名古屋: the narrower name is what is meant.
                whole = len(members) == len(following.members) and _states(members)
                members[0 if whole else -1 :] = following.members  # 中俄 | 两国元首
                end = following.end
                number += 1
                continue
            ahead = _next_in_list(items, number)
            if ahead is None:
                if state := _state_with_office(items, number, members):
                    members += state
                    end = items[number + 1].end
                    number += 2
                break
            if following.text == "暨" and items[ahead].members[0].label != members[-1].label:
                break  # 某会议暨中国—东盟建立关系纪念峰会
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
    """Whether two names of states stand side by side, both short or both long."""
    labels = {members[-1].label, following.members[0].label}
    return labels == {"COUNTRY"} and (len(first.text) == 1) == (len(following.text) == 1)


def _sums_up(items: list[Item], number: int, end: int) -> bool:
    """Whether a region and a count of states stand right behind a list of them."""
    if number + 1 >= len(items) or items[number].kind is not Kind.NAMES or items[number].start != end:
        return False
    region, states = items[number], items[number + 1]
    if region.members[-1].label != "PLACE" or states.kind is not Kind.NAMES or states.start != region.end:
        return False
    return len(states.members) > 1 and _states(list(states.members))


def _states(members: list[Member]) -> bool:
    return all(member.label == "COUNTRY" for member in members)


def _narrows(members: list[Member], following: Item) -> bool:
    last, first = members[-1].label, following.members[0].label
    if last in {"COUNTRY", "PLACE"} and first in {"PLACE", "PERSON", "INSTITUTION"}:
        return True
    return last == "INSTITUTION" and first in {"PERSON", "INSTITUTION"}


def _state_with_office(items: list[Item], number: int, members: list[Member]) -> tuple[Member, ...]:
    """The last state of a list whose nameless leaders act for all of them: 沙特、埃及和 | 以色列领导人."""
    if number + 1 >= len(items) or items[number].kind is not Kind.AND or items[number].text not in _JOINERS:
        return ()
    last = items[number + 1]
    return last.members if last.kind is Kind.NOUN and _states(members) else ()


def _next_in_list(items: list[Item], number: int) -> int | None:
    """Index of the next group of names of a list that goes on at `number`, None where it ends."""
    if items[number].kind is not Kind.AND or items[number].text not in _JOINERS:
        return None
    number += 1
    while number < len(items) and (
        items[number].kind is Kind.OFFICE
        or (items[number].text == "、" and items[number - 1].kind is Kind.OFFICE)
    ):
        number += 1  # the offices of the next name
    return number if number < len(items) and items[number].kind is Kind.NAMES else None
