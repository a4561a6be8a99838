"""Date expressions, resolved to intervals with the article's date as the anchor.

10月28日, 28日, 26日至28日, 今天, 上周五, 同日, 前一天, 去年11月, 本月底, 2019年, 自4月15日起. A date that
names its year is ``explicit``; one that was completed from the article's date or from a date before it is
``relative``; the date of an agency's dateline is ``dateline``; where no year is told anywhere and only the
offices in the text give it away, it is ``inferred``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

from kgraph.language.attributes import DateSpan
from kgraph.language.dateforms import Read, reads
from kgraph.language.narrative import Narrative, is_headline, opens, parse_day
from kgraph.language.resolve import Moment, resolved
from kgraph.language.sliced import Sliced
from kgraph.language.tokenizer import tokenizer_of
from kgraph.language.world import World
from kgraph.language.years import inferred_day

__all__ = ["Dates", "date_spans"]

_THROUGH = re.compile(r"(?:至|到|—{1,2}|-|~|、|和|与|或)(?:当地时间)?")
# 新华社北京5月3日电
_SENT = re.compile(r"(?:上午|下午|晚间?|凌晨)?\s?(?:综合|专)?(?:电|讯)(?![话视影报力子])")
_SINCE_BEFORE = re.compile(r"(?:自从?|从)(?:当地时间)?$")
_SINCE_BEHIND = re.compile(r"(?:凌晨|上午|下午|晚)?(?:以来|起(?!草|诉|源|义|飞|程|点|码))")
_UNTIL_BEFORE = re.compile(r"(?:截至|截止到?)(?:当地时间|北京时间)?$")


def date_spans(folded: str, published: str | None) -> Iterator[DateSpan]:
    """The dates in a folded text, in order.

    Parameters
    ----------
    folded : str
    published : str or None
        ISO date of the article. Without it only dates with their year, and dates after such a one,
        are resolved; the rest are left out.

    Yields
    ------
    DateSpan

    Examples
    --------
    >>> [span[2:5] for span in date_spans("王毅于10月26日至28日访问美国。", "2023-10-30")]
    [('2023-10-26', '2023-10-28', 'relative')]
    """
    anchor = parse_day(published)
    moment = Moment(folded, anchor, anchor)
    narrative = Narrative(anchor)
    held: DateSpan | None = None
    previous: Read | None = None
    first: date | None = None  # the day of the first half of an interval, planned or not
    paragraph = 0
    for read in reads(folded):
        between = folded[held.end : read.start] if held else ""
        through = _THROUGH.fullmatch(between) is not None
        begins = folded.rfind("\n", 0, read.start) + 1
        if begins > paragraph:
            _turn_page(folded, paragraph, begins, narrative, moment)
            paragraph = begins
        last = moment.last
        if through and first is not None:
            moment.last = first
        found = resolved(read, moment, previous if through else None)
        moment.last = last
        if found is None:
            continue
        span, day = found
        previous, first = read, day
        planned = held.planned if through and held is not None else moment.planned(read)
        if through and held is not None and _follows(held, span):
            held = held._replace(end=span.end, until=span.until)
        else:
            if held is not None:
                yield _finished(held, folded, anchor)
            held = span._replace(planned=planned)
        if day is not None and not planned:
            moment.last = day  # 当天 goes back to what happened, not to what is planned
            narrative.move(day, opens_paragraph=opens(folded, begins, read.start))
    if held is not None:
        yield _finished(held, folded, anchor)


def _turn_page(folded: str, paragraph: int, begins: int, narrative: Narrative, moment: Moment) -> None:
    """In a new paragraph 当天 is the day that the story has reached, not the one it looked back on."""
    if any(map(is_headline, folded[paragraph : begins - 1].split("\n"))):
        narrative.restart()
    elif narrative.reached is not None:
        moment.last = narrative.reached


def _finished(span: DateSpan, folded: str, anchor: date | None) -> DateSpan:
    """A span with what stands around it: 自4月15日起, 截至10月25日, 10月28日电."""
    if _SENT.match(folded, span.end):
        return span._replace(basis="dateline")
    before = folded[max(0, span.start - 8) : span.start]
    if _UNTIL_BEFORE.search(before):
        return span._replace(edge="until")
    one = span.since == span.until  # 从26日至28日 has its end
    if _SINCE_BEHIND.match(folded, span.end) or (one and _SINCE_BEFORE.search(before)):
        until = anchor.isoformat() if anchor is not None else span.until
        return span._replace(until=max(until, span.until), edge="since")
    return span


def _follows(held: DateSpan, span: DateSpan) -> bool:
    return held.until <= span.since and len(held.since) == len(span.until)


class Dates:
    """Component ``kgraph_dates_v1``: the dates of a document.

    Parameters
    ----------
    world : World
    """

    def __init__(self, world: World) -> None:
        self.world = world

    def match(self, doc: Doc) -> Iterator[DateSpan]:
        """Dates in order of the text."""
        published = doc._.document.published if doc._.document else None
        day = None if published else inferred_day(doc, self.world)
        persons = Sliced([found for found in doc._.mentions if found.label == "PERSON"])
        for span in date_spans(doc._.folded, day.isoformat() if day else published):
            if persons.between(span.start, span.end):
                continue  # 周一鸣 is no Monday
            yield span._replace(basis="inferred") if day and span.basis != "explicit" else span

    def set_annotations(self, doc: Doc, dates: list[DateSpan]) -> None:
        """Keep the dates."""
        doc._.dates = dates

    def __call__(self, doc: Doc) -> Doc:
        """Find the dates, then keep them."""
        self.set_annotations(doc, list(self.match(doc)))
        return doc


@Language.factory(
    "kgraph_dates_v1",
    requires=["doc._.document", "doc._.folded", "doc._.mentions", "doc._.offices"],
    assigns=["doc._.dates"],
)
def make_dates(nlp: Language, name: str) -> Dates:
    """Factory of ``kgraph_dates_v1``."""
    return Dates(World(tokenizer_of(nlp).lexicon))
