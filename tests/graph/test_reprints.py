"""Reprints: what copies one text counts once, however it was cut, retitled, converted or touched up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from kgraph.graph import facts
from kgraph.records import Extraction
from kgraph.store import Store
from tests.graph.records import BLINKEN, WANG, Line, article, line

BOTH = {"王毅": WANG, "布林肯": BLINKEN}
MEET = (WANG, "MEET", BLINKEN, "2023-10-26")

# An agency's text, of which the first and the fourth sentence tell that the two met.
TOLD = (
    line("王毅26日在华盛顿同布林肯举行会谈，双方就共同关心的问题交换了意见。", BOTH, MEET),
    line("会谈持续了将近三个小时，气氛坦诚而深入，双方都希望稳定局面。"),
    line("随行的官员随后分组讨论了签证、航班和留学生往来等具体安排。"),
    line("王毅当晚出席了布林肯举行的工作晚餐，席间继续白天的会谈。", BOTH, MEET),
    line("分析人士认为，这次往来为今后几个月的高层接触铺平了道路。"),
)
TRADITIONAL = (
    line("王毅26日在華盛頓同布林肯舉行會談，雙方就共同關心的問題交換了意見。", BOTH, MEET),
    line("會談持續了將近三個小時，氣氛坦誠而深入，雙方都希望穩定局面。"),
    line("隨行的官員隨後分組討論了簽證、航班和留學生往來等具體安排。"),
    line("分析人士認為，這次往來為今後幾個月的高層接觸鋪平了道路。"),
)
OWN = (
    line("两国外长本周晤面，本报记者在现场看到王毅与布林肯握手寒暄。", BOTH, MEET),
    line("街角的咖啡店老板说，警车从清晨起就封住了两个路口。"),
)


def title(text: str) -> Line:
    return line(text)


def stories(*papers: Extraction) -> tuple[int, int]:
    """Stories of the meeting, and of all documents."""
    with Store(Path(":memory:"), create=True) as store:
        store.write(papers)
        (fact,) = facts(store)
        all_told = store.query("SELECT count(DISTINCT story) FROM stories")[0][0]
    return fact.stories, int(all_told)


def whole(identifier: str = "a", day: str = "2023-10-27") -> Extraction:
    return article(identifier, day, title("中美外长举行会谈"), *TOLD)


def cut(identifier: str = "b", day: str = "2023-10-28") -> Extraction:
    """The lower half, under another title: no sentence that the upper half tells the meeting with."""
    return article(identifier, day, title("工作晚餐上的四个小时"), *TOLD[2:])


def converted(identifier: str = "c", day: str = "2023-10-27") -> Extraction:
    return article(identifier, day, title("外長會談登場"), *TRADITIONAL)


ORDERS = list(permutations((whole(), cut(), converted())))


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: "".join(one.document.id for one in order))
def test_three_papers_that_print_one_text_count_once_in_whatever_order(order: Sequence[Extraction]) -> None:
    assert stories(*order) == (1, 1)


def test_a_report_in_words_of_its_own_is_another_story() -> None:
    assert stories(whole(), cut(), article("d", "2023-10-27", *OWN)) == (2, 2)


def test_a_sentence_quoted_from_another_paper_does_not_make_one_story_of_two_articles() -> None:
    quoting = article("d", "2023-10-27", *OWN, TOLD[1])
    # Its own sentence tells the meeting, not the one that it quotes.
    assert stories(whole(), quoting) == (2, 2)


def test_the_same_words_at_another_time_are_another_story_of_their_own() -> None:
    # The text as a whole returns a year later; the sentences are the same, so the fact is told once.
    assert stories(whole(), cut(day="2024-10-28")) == (1, 2)


def test_a_sentence_with_a_word_changed_is_the_same_telling() -> None:
    first = line(
        "当地时间星期四下午，王毅在国务院大楼同布林肯举行了长时间的会谈，双方谈到许多问题。", BOTH, MEET
    )
    second = line(
        "据报道，当地时间星期四下午，王毅在国务院大楼同布林肯举行了长时间的会谈，双方谈到许多问题。",
        BOTH,
        MEET,
    )
    papers = article("d", "2023-10-27", first, OWN[1]), article("e", "2023-10-28", second)
    assert stories(*papers) == (1, 2)


def test_the_same_form_with_a_number_changed_is_not() -> None:
    form = "当地时间星期四下午，王毅在国务院大楼同布林肯举行了{}个小时的会谈，双方谈到许多双边问题。"
    papers = (
        article(one, "2023-10-27", line(form.format(hours), BOTH, MEET))
        for one, hours in (("d", 2), ("e", 4))
    )
    assert stories(*papers) == (2, 2)
