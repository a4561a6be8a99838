"""What is read selectively from a store is what stays of all facts and the whole graph."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from tests.query.in_memory import chains, content, in_order_of_days, kept_facts, kept_graph

import kgraph
from kgraph import KnowledgeGraph
from kgraph.graph import build_graph, facts
from kgraph.query import Filter, excerpt, filter_facts, filter_graph, nothing_left, resolve
from kgraph.records import Fact
from kgraph.views.selection import Selection, select

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "articles"

CHOICES: dict[str, list[Any]] = {
    "focus": [None, None, "王毅", "中国", "美国", "Antony Blinken"],
    "hops": [0, 1, 1, 2, 3],
    "relation": [None, None, "MEET", ["MEET", "VISIT", "HOLDS_OFFICE"], "CO_OCCURS", ["ACCUSE", "CO_OCCURS"]],
    "label": [None, None, "PERSON", ["COUNTRY", "INSTITUTION"]],
    "status": [None, None, None, "actual", ["planned", "claimed"]],
    "since": [None, None, None, "2022", "2023-10-27"],
    "until": [None, None, None, "2023", "2024-02"],
    "min_stories": [1, 1, 1, 2],
    "top": [None, None, 1, 5, 40],
}


def some_filters(number: int) -> list[Filter]:
    dice = random.Random(7)
    found = []
    while len(found) < number:
        options = {name: dice.choice(values) for name, values in CHOICES.items()}
        if options["since"] != "2023-10-27" or options["until"] != "2023":
            found.append(Filter(**options))
    # Each condition alone, too.
    return found + [
        Filter(**{name: value}) for name, values in CHOICES.items() for value in values if value is not None
    ]


FILTERS = some_filters(80)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    with kgraph.build(CORPUS, tmp_path_factory.mktemp("corpus") / "out", views=False) as built:
        yield built


@pytest.fixture(scope="module")
def everything(graph: KnowledgeGraph) -> list[Fact]:
    return facts(graph.store)


def test_facts(graph: KnowledgeGraph, everything: list[Fact]) -> None:
    left = 0
    for where in FILTERS:
        expected = kept_facts(everything, where, graph.store)
        assert filter_facts(graph.store, where) == expected, where
        assert graph.facts(where=where, limit=3)[:] == expected[:3], where
        assert graph.facts(where=where, limit=3).total == len(expected), where
        left += bool(expected)
    assert left > len(FILTERS) / 4


def test_facts_of_names(graph: KnowledgeGraph, everything: list[Fact]) -> None:
    ids = {name: [card.entity.id for card in graph.find(name)] for name in ("王毅", "布林肯", "中国", "美国")}
    for where, (one, two) in zip(FILTERS * 2, list(product(ids, ids)) * 9, strict=False):
        by_sides = kept_facts(everything, where, graph.store, subject=ids[one], object=ids[two])
        assert graph.facts(one, object=two, where=where) == by_sides
        between = kept_facts(everything, where, graph.store, either=ids[one], other=ids[two])
        assert graph.timeline(one, two, where=where) == in_order_of_days(between)
    assert graph.timeline() == in_order_of_days(everything)
    meetings = in_order_of_days(kept_facts(everything, Filter(relation="MEET"), graph.store))
    assert graph.timeline(relation="MEET", limit=7) == meetings[:7]


def test_graphs(graph: KnowledgeGraph, everything: list[Fact]) -> None:
    for where in FILTERS:
        expected = kept_graph(everything, where, graph.store)
        assert content(filter_graph(graph.store, where)) == content(expected), where


def test_chains(graph: KnowledgeGraph, everything: list[Fact]) -> None:
    ends = ("person:wang-yi", "person:antony-blinken", "country:CN", "country:US", "country:FR")
    found = 0
    for where in (Filter(), *FILTERS[::10]):
        part = kept_graph(everything, where, graph.store)
        for first, last in product(ends, ends):
            given = graph.paths(first, last, 3, where=where)
            # Of chains that cost the same any may come first.
            expected = chains(part, first, last, 3)
            assert [cost(part, chain) for chain in given] == [cost(part, chain) for chain in expected]
            for chain in given:
                assert [step.data for step in chain] == [part.edges[step[:3]] for step in chain]
                met = Counter(end for step in chain for end in step[:2])
                assert sorted(met.values()) == [1, 1, *[2] * (len(chain) - 1)]
                assert met[first] == met[last] == 1
            found += bool(given)
    assert found > 20


def cost(part: nx.MultiDiGraph, chain: Sequence[tuple[Any, ...]]) -> tuple[int, float]:
    return len(chain), round(sum(1 / (1 + part.edges[step[:3]]["weight"]) for step in chain), 9)


def test_why_nothing_is_left(graph: KnowledgeGraph, everything: list[Fact]) -> None:
    where = Filter(relation="MEET", label="PERSON", since="2090")
    number = len(kept_facts(everything, Filter(relation="MEET", label="PERSON"), graph.store))
    assert f"{number:,} without --since" in str(nothing_left(graph.store, where))


@pytest.mark.parametrize("top", [1, 12, 60, 100_000])
def test_a_page(top: int, graph: KnowledgeGraph) -> None:
    filters = (Filter(), Filter(focus="王毅", hops=2), *FILTERS[:20:4])
    for where in (one.replace(top=None) for one in filters):
        part = excerpt(graph.store, where, top)
        whole = filter_graph(graph.store, where)
        focus = part.graph["whole"]["focus"]
        named = set(resolve(graph.store, where.focus)) if where.focus else set()
        assert set(focus) == named & set(whole)
        expected, given = select(whole, top, focus), select(part, top, focus)
        assert given.nodes == expected.nodes
        assert shown(given) == shown(expected)
        assert (given.left_out, part.graph["whole"]["nodes"]) == (expected.left_out, len(whole))
        assert part.graph["whole"]["edges"] == whole.size()
        assert part.graph["whole"]["others"] == [whole.nodes[one]["name"] for one in expected.others][:5000]


def shown(selection: Selection) -> list[tuple[Any, ...]]:
    """Edges with their facts; how many sentences a page has room for is its own affair."""
    return [
        (
            *edge[:3],
            edge.weight,
            [(fact.subject, fact.object, fact.date_from) for fact in edge.data.get("facts", ())],
        )
        for edge in selection.edges
    ]


def test_offices_of_a_page_have_all_their_days(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few of the sentences a page has room for."""
    monkeypatch.setattr(sys.modules["kgraph.query.excerpt"], "_SENTENCES", 1)
    part, whole = excerpt(graph.store, Filter(), 60), build_graph(graph.store)
    shortened = 0
    for one, other, key, data in part.edges(keys=True, data=True):
        expected = whole.edges[one, other, key]
        assert (data.get("first"), data.get("last")) == (expected.get("first"), expected.get("last"))
        read = {row.published for fact in data.get("facts", ()) for row in fact.evidence}
        shortened += data.get("last") not in read and not any(
            fact.date_from for fact in data.get("facts", ())
        )
    assert shortened > 5
