"""The year of an article that tells none, from the offices that it speaks of as held.

外长王毅, 国务卿布林肯 and 气候特使克里 on a 28 October leave one year. Each gazetteer row says from when to
when an office was held; a year counts only where enough holders agree on it, and on no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc

from kgraph.language.attributes import Found, Office
from kgraph.language.dateforms import reads
from kgraph.language.narrative import parse_day
from kgraph.language.resolve import Moment
from kgraph.language.world import World
from kgraph.rules.rows import Office as Held

__all__ = ["inferred_day"]

# So many holders of known offices must agree.
_WITNESSES = 4
# 当选总统 and 候任总统 are not yet in office.
_COMING = re.compile("当选|候任|新任")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_FIRST_YEAR, _LAST_YEAR = 1949, 2099


def inferred_day(doc: Doc, world: World) -> date | None:
    """The day of the year that a text names first, in the one year in which its officials were in office.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With its offices.
    world : World

    Returns
    -------
    datetime.date or None
        None where no month and day is told, or where the offices leave no year, or more than one.
    """
    named = _first_day(doc._.folded)
    if named is None:
        return None
    terms = list(_terms(doc, world))
    if len({holder for holder, _ in terms}) < _WITNESSES:
        return None
    against = {
        day: {holder for holder, held in terms if not any(_held(one, day) for one in held)}
        for year in range(_FIRST_YEAR, _LAST_YEAR + 1)
        if (day := f"{year}-{named[0]:02d}-{named[1]:02d}")
    }
    left = [day for day, holders in against.items() if not holders]
    if len(left) != 1:
        return None
    # One term in the gazetteer may be wrong: a second holder, or the year itself somewhere, must confirm it.
    sure = left[0][:4] == max(_YEAR.findall(doc._.folded), default="")
    confirmed = sure or all(len(holders) != 1 for holders in against.values())
    return parse_day(left[0]) if confirmed else None


def _first_day(folded: str) -> tuple[int, int] | None:
    """Month and day of the first date without its year that is not told as planned."""
    moment = Moment(folded, None, None)
    for read in reads(folded):
        parts = read.parts
        whole = {"month", "day"} <= set(parts) and not {"year", "minguo", "near_year"} & set(parts)
        if whole and not moment.planned(read):
            return int(parts["month"]), int(parts["day"])
    return None


def _terms(doc: Doc, world: World) -> Iterator[tuple[str, list[Held]]]:
    """The holders in a text of offices that the gazetteer knows, and when they held them.

    Only a title right before its holder says that it is held (外长王毅), and of namesakes nobody counts.
    """
    folded: str = doc._.folded
    mentions: dict[int, Found] = {found.start: found for found in doc._.mentions}
    for office in doc._.offices:
        found = mentions.get(office.holder)
        row = world.row(found.entity) if found is not None else None
        if found is None or row is None or office.past or office.planned or not office.of:
            continue
        coming = _COMING.search(folded, max(0, office.start - 4), office.end) is not None
        if coming or len(found.candidates) > 1 or found.start < office.end:
            continue
        held = [one for one in row.offices if one.of == office.of and one.since and _same(one, office)]
        if held:
            yield row.id, held


def _same(one: Held, office: Office) -> bool:
    """Whether an office of the gazetteer may be the one told of: 外交部长 is 外长."""
    ends = office.title.endswith(one.title[-2:]) or one.title[-1:] == office.title[-1:] == "长"
    return one.title in office.title or office.title in one.title or ends


def _held(office: Held, day: str) -> bool:
    since, until = office.since or "", office.until
    return since <= day and (until is None or day[: len(until)] <= until)
