"""Independent stories: what copies one another counts once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.graph import facts
from kgraph.store import Store
from tests.graph.records import BLINKEN, WANG, article, line

SIMPLIFIED, TRADITIONAL = "王毅在旧金山会见美国国务卿。", "王毅在舊金山會見美國國務卿。"


def count_stories(evidence: Iterable[tuple[str, str]]) -> int:
    """Stories of one fact that these sentences of these documents tell."""
    told = (WANG, "MEET", BLINKEN, None)
    texts: dict[str, list[str]] = {}
    for document, text in evidence:
        texts.setdefault(document, []).append(text)
    with Store(Path(":memory:"), create=True) as store:
        for document, own in texts.items():
            store.write([article(document, None, *(line(text, {}, told) for text in own))])
        return sum(fact.stories for fact in facts(store))


def test_nothing_is_no_story() -> None:
    assert count_stories([]) == 0


def test_documents_in_words_of_their_own_are_stories_of_their_own() -> None:
    assert count_stories([("a", "王毅同布林肯会谈。"), ("b", "布林肯同王毅会谈。")]) == 2


def test_a_document_is_one_story_however_often_it_tells_it() -> None:
    assert count_stories([("a", "王毅同布林肯会谈。"), ("a", "会谈谈了两个小时。")]) == 1


def test_a_shared_sentence_makes_one_story_of_two_documents() -> None:
    shared = [("a", SIMPLIFIED), ("b", SIMPLIFIED)]
    own = [("a", "会谈谈了两个小时。"), ("b", "双方没有回答提问。")]
    assert count_stories(own + shared) == 1


def test_sharing_goes_on_through_a_third_document() -> None:
    # a and c have no sentence in common; both have one in common with b.
    chain = [("a", "第一句。"), ("b", "第一句。"), ("b", "第二句。"), ("c", "第二句。"), ("d", "第三句。")]
    assert count_stories(chain) == 2


def test_two_groups_that_a_late_sentence_joins_are_one() -> None:
    groups = [("a", "第一句。"), ("b", "第一句。"), ("c", "第二句。"), ("d", "第二句。")]
    assert count_stories(groups) == 2
    assert count_stories([*groups, ("a", "第三句。"), ("d", "第三句。")]) == 1


def test_a_reprint_in_the_other_script_adds_nothing() -> None:
    assert count_stories([("a", SIMPLIFIED), ("b", TRADITIONAL)]) == 1


def test_spacing_width_and_punctuation_make_no_new_story() -> None:
    assert (
        count_stories([("a", "APEC 2023：习近平会见“拜登”。"), ("b", "ＡＰＥＣ２０２３ 习近平会见拜登！")])
        == 1
    )


def test_a_number_that_differs_makes_a_new_story() -> None:
    assert count_stories([("a", "双方会谈2小时。"), ("b", "双方会谈3小时。")]) == 2


EVIDENCE = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["甲。", "乙。", "丙。", "丁。", "戊。"]))
)


# Each example is two stores.
@settings(max_examples=20, deadline=None)
@given(EVIDENCE.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_stories_are_the_components_of_documents_and_sentences(
    orders: tuple[list[tuple[str, str]], list[tuple[str, str]]],
) -> None:
    rows, other = orders
    components = nx.number_connected_components(nx.Graph(rows))
    assert count_stories(rows) == count_stories(other) == components
