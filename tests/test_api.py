"""The Python API: open, ask, show and export."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree

import kgraph
from kgraph import KnowledgeGraph
from kgraph.errors import InputError, KgraphError, NotFoundError, StoreError
from kgraph.reading import ReadOptions
from kgraph.records import Fact
from tests.building_samples import (
    TALKS,
    TALKS_TRADITIONAL,
    VISIT,
    graph_folder,
    one_pipeline,
    write_articles,
)
from tests.views.graphs import needs_gexf
from tests.views.pages import parts

__all__ = ["graph_folder", "one_pipeline"]


@pytest.fixture
def graph(graph_folder: Path) -> Iterator[KnowledgeGraph]:
    with kgraph.open(graph_folder) as graph:
        yield graph


def told(facts: list[Fact]) -> list[tuple[str, str, str]]:
    return sorted((fact.subject_name, fact.relation, fact.object_name) for fact in facts)


# Build and open


def test_a_build_gives_the_graph_with_its_report(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in")
    with kgraph.build(str(articles), str(tmp_path / "out")) as graph:
        assert graph.report is not None
        assert graph.report.documents == graph.stats().documents == 7
        assert {path.name for path in graph.folder.iterdir()} == {
            "graph.duckdb",
            "graph.html",
            "graph.graphml",
        }
    with kgraph.open(tmp_path / "out") as again:
        assert again.report is None


def test_a_build_without_views_writes_the_store_only(tmp_path: Path) -> None:
    articles = write_articles(tmp_path / "in")
    with kgraph.build([articles / "01-talks.txt"], tmp_path / "deep" / "out", views=False) as graph:
        assert [path.name for path in graph.folder.iterdir()] == ["graph.duckdb"]
        assert told(graph.facts(relation="MEET")) == [("布林肯", "MEET", "王毅")]


def test_views_follow_the_second_build(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    for text, there, gone in ((TALKS, "布林肯", "阿尔巴尼斯"), (VISIT, "阿尔巴尼斯", "布林肯")):
        article.write_text(text, encoding="utf-8")
        kgraph.build(article, tmp_path / "out").close()
        for name in ("graph.graphml", "graph.html"):
            view = (tmp_path / "out" / name).read_text(encoding="utf-8")
            assert there in view
            assert gone not in view


def test_opening_needs_no_spacy(graph_folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys, kgraph\n"
        "with kgraph.open(sys.argv[1]) as graph:\n"
        "    assert graph.find('王毅') and graph.facts('王毅') and graph.path('王毅', '布林肯')\n"
        "    graph.show(sys.argv[2]), graph.stats(), graph.rejects(), graph.graph()\n"
        "    graph.export(sys.argv[2], 'graphml')\n"
        "print(*(name for name in sys.modules if name.split('.')[0] in ('spacy', 'thinc', 'spacy_pkuseg')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(graph_folder), str(tmp_path / "page.html")],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr


def test_a_closed_graph_can_be_built_on(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TALKS, encoding="utf-8")
    with kgraph.build(article, tmp_path / "out", views=False):
        pass
    article.write_text(VISIT, encoding="utf-8")
    with kgraph.build(article, tmp_path / "out", views=False) as graph:
        assert graph.find("布林肯") == []


@pytest.mark.parametrize("name", ["nowhere", "file", "empty"])
def test_what_is_no_graph_is_not_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="kgraph build") as caught:
        kgraph.open(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)


def test_nothing_is_written_among_files_of_others(tmp_path: Path) -> None:
    article = tmp_path / "in" / "a.txt"
    article.parent.mkdir()
    article.write_text(TALKS, encoding="utf-8")
    with pytest.raises(StoreError, match="holds files but no graph; name a new or empty folder"):
        kgraph.build(article, article.parent)
    with pytest.raises(StoreError, match="is a file; name a folder"):
        kgraph.build(article, article)
    assert [path.name for path in article.parent.iterdir()] == ["a.txt"]
    assert article.read_text(encoding="utf-8") == TALKS


def test_a_wrong_input_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        kgraph.build(tmp_path / "nowhere", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "options", [{"gazetteers": ["nowhere.jsonl"]}, {"jobs": 0}], ids=lambda one: str(*one)
)
def test_a_wrong_option_writes_nothing(options: dict[str, Any], tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TALKS, encoding="utf-8")
    with pytest.raises(KgraphError):
        kgraph.build(article, tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_a_build_of_nothing_readable_tells_what_is_wrong(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_bytes(b"")
    with kgraph.build(article, tmp_path / "out") as graph:
        assert graph.report is not None
        assert graph.report.nothing
        assert [one.path for one in graph.rejects()] == [str(article)]


# Ask


def test_an_entity_is_found_in_either_script_by_alias_and_by_id(graph: KnowledgeGraph) -> None:
    for name in ("布林肯", " 布林肯", "person:antony-blinken"):
        [card] = graph.find(name)
        assert card.entity.id == "person:antony-blinken"
    [card] = graph.find("內塔尼亞胡")
    assert card.entity.name == "内塔尼亚胡"
    assert [(office.title, office.object_name) for office in card.offices] == [("总理", "以色列")]
    assert ("person:antony-blinken", "布林肯", 1) in card.partners
    assert (card.first, card.last, card.documents) == ("2024-01-09", "2024-01-09", 1)
    assert graph.find("邱吉尔") == []


def test_a_card_counts_mentions_of_documents_and_not_of_reprints(graph: KnowledgeGraph) -> None:
    [card] = graph.find("王毅")
    assert card.documents == 1
    assert card.mentions == TALKS.count("王毅")
    # The surfaces of the reprint, 王毅 in its script among them, were not read.
    assert card.entity.aliases == ("王毅",)


def test_facts_of_a_symmetric_relation_have_either_side_as_subject(graph: KnowledgeGraph) -> None:
    expected = [("布林肯", "MEET", "王毅")]
    assert told(graph.facts("王毅", "MEET")) == expected
    assert told(graph.facts(object="王毅", relation="MEET")) == expected
    assert (
        told(graph.facts("布林肯", "MEET", "王毅")) == told(graph.facts("王毅", "MEET", "布林肯")) == expected
    )


def test_facts_of_a_directed_relation_have_one_subject(graph: KnowledgeGraph) -> None:
    assert told(graph.facts("以色列", "VISIT")) == []
    assert told(graph.facts(object="以色列", relation="VISIT")) == [("布林肯", "VISIT", "以色列")]
    assert told(graph.facts(about="以色列")) == [
        ("内塔尼亚胡", "HOLDS_OFFICE", "以色列"),
        ("布林肯", "VISIT", "以色列"),
    ]


@pytest.mark.parametrize("name", ["习近平", "習近平", "person:xi-jinping"])
def test_names_of_facts_may_be_in_either_script(name: str, graph: KnowledgeGraph) -> None:
    guests = {fact.subject_name for fact in graph.facts(about=name, relation="MEET")} - {"习近平"}
    assert guests == {"马克龙", "朔尔茨", "阿尔巴尼斯"}


def test_facts_by_status(graph: KnowledgeGraph) -> None:
    [plan] = graph.facts(relation="VISIT", status="planned")
    assert (plan.subject_name, plan.object_name) == ("拉夫罗夫", "印度")
    assert (plan.date_from, plan.speaker) == ("2023-12-15", "person:sergey-lavrov")
    assert plan not in graph.facts(status="actual")


@pytest.mark.parametrize(
    ("since", "until", "guests"),
    [
        ("2023-10-26", "2023-10-26", {"布林肯"}),
        ("2023-10-27", "2023-11-05", set()),
        ("2023-10-27", "2023-11-06", {"阿尔巴尼斯"}),
        ("2023-10", "2023-11", {"布林肯", "阿尔巴尼斯"}),
        ("2024", None, {"布林肯"}),
        (None, "2023-01-01", {"马克龙"}),
    ],
)
def test_facts_by_date(since: str | None, until: str | None, guests: set[str], graph: KnowledgeGraph) -> None:
    hosts = {"王毅", "习近平", "内塔尼亚胡"}
    found = graph.facts(relation="MEET", since=since, until=until)
    assert {name for fact in found for name in (fact.subject_name, fact.object_name)} - hosts == guests


def test_evidence_can_be_cited_and_looked_up(graph: KnowledgeGraph) -> None:
    texts = {document.id: document.text for document in graph.store.documents()}
    facts = graph.facts()
    assert facts
    for fact in facts:
        assert fact.sentences == len(fact.evidence) >= fact.stories >= 1
        for one in fact.evidence:
            assert texts[one.document][one.start : one.end] == one.text == one.text.strip()


def test_facts_come_strongest_first(graph: KnowledgeGraph) -> None:
    stories = [fact.stories for fact in graph.facts()]
    assert stories == sorted(stories, reverse=True)
    assert stories[0] > stories[-1]


def test_a_path_goes_over_facts_in_any_direction(graph: KnowledgeGraph) -> None:
    steps = graph.path("王毅", "內塔尼亞胡")
    assert [{one, other} for one, other, _, _ in steps] == [
        {"person:wang-yi", "person:antony-blinken"},
        {"person:antony-blinken", "person:benjamin-netanyahu"},
    ]
    assert all(data["facts"] for *_, data in steps)
    assert graph.path("王毅", "印度") == []


def test_a_name_that_is_nowhere_is_answered_with_the_nearest(graph: KnowledgeGraph) -> None:
    for ask in (
        lambda: graph.facts("阿尔巴尼亚斯"),
        lambda: graph.facts(about="阿爾巴尼亞斯"),
        lambda: graph.path("王毅", "阿尔巴尼亚斯"),
        lambda: graph.show("never.html", focus="阿尔巴尼亚斯"),
    ):
        with pytest.raises(NotFoundError, match="did you mean 阿尔巴尼斯"):
            ask()
    assert not Path("never.html").exists()


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        ({"relation": "MEETS"}, "MEET, CALL, VISIT"),
        ({"status": "sure"}, "planned"),
        ({"since": "26.10.2023"}, "YYYY-MM-DD"),
        ({"until": "2023-13"}, "YYYY-MM-DD"),
    ],
    ids=lambda one: str(*one) if isinstance(one, dict) else "",
)
def test_a_filter_that_cannot_be_meant_is_refused_with_the_choices(
    options: dict[str, str], hint: str, graph: KnowledgeGraph, tmp_path: Path
) -> None:
    [value] = options.values()
    with pytest.raises(InputError, match=hint) as caught:
        graph.facts(**options)
    assert value in str(caught.value)
    if "status" not in options:
        with pytest.raises(InputError, match=hint):
            graph.show(tmp_path / "page.html", **options)
        assert not (tmp_path / "page.html").exists()


def test_counts_are_those_of_the_tables(graph: KnowledgeGraph) -> None:
    stats = graph.stats()
    assert (stats.documents, stats.duplicates, stats.rejects) == (7, 2, 3)
    assert stats.sentences == len(list(graph.store.sentences()))
    assert sum(stats.entities.values()) == len(list(graph.store.entities()))
    assert sum(stats.relations.values()) == len(graph.facts())
    assert list(stats.relations.values()) == sorted(stats.relations.values(), reverse=True)
    assert [Path(one.path).name for one in graph.rejects()] == [
        "04-briefs.jsonl",
        "06-empty.txt",
        "07-picture.txt",
    ]


# The graph


def test_the_graph_has_the_entities_and_facts(graph: KnowledgeGraph) -> None:
    found = graph.graph()
    assert type(found) is nx.MultiDiGraph
    assert set(found) == {entity.id for entity in graph.store.entities()}
    facts = [fact for *_, edge in found.edges(data="facts") for fact in edge or ()]
    assert sorted(map(repr, facts)) == sorted(map(repr, graph.facts()))
    [edge] = found.get_edge_data("person:antony-blinken", "person:benjamin-netanyahu").values()
    assert (edge["relation"], edge["first"], edge["symmetric"]) == ("MEET", "2024-01-09", True)


def test_a_change_to_the_graph_is_the_callers_alone(graph: KnowledgeGraph, tmp_path: Path) -> None:
    before = graph.export(tmp_path / "before.graphml").read_bytes()
    mine = graph.graph()
    mine.remove_node("person:wang-yi")
    mine.nodes["country:FR"]["name"] = "别国"
    mine.add_edge("a", "b", key="MEET", relation="MEET")
    assert "person:wang-yi" in graph.graph()
    assert graph.export(tmp_path / "after.graphml").read_bytes() == before


def test_a_change_inside_the_graph_is_the_callers_alone(graph: KnowledgeGraph, tmp_path: Path) -> None:
    before = graph.export(tmp_path / "before.json").read_bytes()
    mine = graph.graph()
    mine.nodes["country:FR"]["aliases"].clear()
    mine.get_edge_data("person:antony-blinken", "person:wang-yi")["MEET"]["facts"].clear()
    assert graph.export(tmp_path / "after.json").read_bytes() == before


# Show and export


def names_on(page: Path) -> set[str]:
    """Names of the nodes on a page."""
    root = etree.HTML(page.read_text(encoding="utf-8"))
    [nodes] = root.xpath("//script[@id='nodes']/text()")
    return {str(node["label"]) for node in json.loads(nodes)}


def test_a_focus_shows_what_lies_around(graph: KnowledgeGraph, tmp_path: Path) -> None:
    page = graph.show(tmp_path / "new" / "page.html", focus="王毅")
    assert page == tmp_path / "new" / "page.html"
    assert names_on(page) == {"王毅", "布林肯"}
    assert {"王毅", "布林肯", "内塔尼亚胡", "以色列"} <= names_on(graph.show(page, focus="王毅", hops=2))
    assert "印度" not in names_on(graph.show(page, focus="王毅", hops=9))


@pytest.mark.parametrize("name", ["王毅", "person:wang-yi", "wang yi"])
def test_a_page_opens_with_its_focus(name: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    data = parts(graph.show(tmp_path / "page.html", focus=name, hops=2, top=2))["data"]
    assert data["nodes"][data["focus"]]["id"] == "person:wang-yi"
    assert parts(graph.show(tmp_path / "page.html"))["data"]["focus"] is None


def test_a_page_of_one_relation_or_time_shows_no_other(graph: KnowledgeGraph, tmp_path: Path) -> None:
    page = graph.show(tmp_path / "page.html", focus="布林肯", relation="MEET", since="2024")
    assert names_on(page) == {"布林肯", "内塔尼亚胡"}
    assert names_on(graph.show(page, focus="布林肯", relation="MEET", until="2023-12")) == {"布林肯", "王毅"}


def test_a_page_has_a_title_and_no_more_nodes_than_asked_for(graph: KnowledgeGraph, tmp_path: Path) -> None:
    page = graph.show(tmp_path / "page.html", top=3, title="会见 <1>")
    assert len(names_on(page)) == 3
    assert etree.HTML(page.read_text(encoding="utf-8")).findtext(".//title") == "会见 <1>"


def read_graphml(path: Path) -> Any:
    return nx.read_graphml(path)


def read_gexf(path: Path) -> Any:
    return nx.read_gexf(path)


def read_json(path: Path) -> Any:
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


@pytest.mark.parametrize("read", [read_graphml, pytest.param(read_gexf, marks=needs_gexf), read_json])
def test_other_tools_find_all_nodes_and_edges(read: Any, graph: KnowledgeGraph, tmp_path: Path) -> None:
    own = graph.graph()
    # The format is told by the ending.
    back = read(graph.export(tmp_path / f"graph.{read.__name__.removeprefix('read_')}"))
    assert set(back) == set(own)
    assert back.number_of_edges() == own.number_of_edges()
    assert sorted(relation for *_, relation in back.edges(data="relation")) == sorted(
        relation for *_, relation in own.edges(data="relation")
    )


def test_tables_hold_all_nodes_and_facts(graph: KnowledgeGraph, tmp_path: Path) -> None:
    folder = graph.export(tmp_path / "tables", "csv")
    rows = {}
    for path in folder.iterdir():
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows[path.name] = list(csv.DictReader(stream))
    assert rows.keys() == {"nodes.csv", "edges.csv", "facts.csv"}
    assert {row["Id"] for row in rows["nodes.csv"]} == set(graph.graph())
    assert len(rows["facts.csv"]) == len(graph.facts())


def test_parquet_holds_the_tables(graph: KnowledgeGraph, tmp_path: Path) -> None:
    folder = graph.export(tmp_path / "tables", "parquet")
    for table in ("documents", "duplicates", "rejects", "sentences", "entities", "mentions", "relations"):
        path = folder / f"{table}.parquet"
        [(count,)] = graph.store.query("SELECT count(*) FROM read_parquet(?)", [str(path)])
        assert count == graph.store.count(table)


def test_facts_and_entities_by_document(graph: KnowledgeGraph, tmp_path: Path) -> None:
    facts, entities = (
        [
            json.loads(line)
            for line in graph.export(tmp_path / name, name).read_text(encoding="utf-8").splitlines()
        ]
        for name in ("facts", "entities")
    )
    assert len(facts) == graph.store.count("relations")
    assert {"01-talks", "03-visit", "04-briefs:1", "04-briefs:4", "05-undated"} <= {
        row["doc"] for row in facts
    }
    assert ("05-undated", "person:emmanuel-macron") in {(row["doc"], row["id"]) for row in entities}


@pytest.mark.parametrize(("name", "format"), [("graph.dot", None), ("graph", None), ("graph.json", "xml")])
def test_an_unknown_format_is_refused_with_the_known(
    name: str, format: str | None, graph: KnowledgeGraph, tmp_path: Path
) -> None:
    with pytest.raises(
        InputError,
        match="one of graphml, gexf, csv, neo4j, json, cytoscape, turtle, parquet, entities, facts",
    ):
        graph.export(tmp_path / name, format)
    assert not (tmp_path / name).exists()


# What the text may hold


def test_control_characters_come_into_no_view(tmp_path: Path) -> None:
    text = TALKS.replace("会见美国", "会\0见\x0b美\x1f国\x7f\u0085\ufffe").replace(
        "华盛顿", "<b>&\u2028华盛顿]]>"
    )
    values = {
        "text": text,
        "title": "会\0见\x01",
        "url": "https://example.org/\0?a=1&b=<2>",
        "source": "江\x08岸",
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(values), encoding="utf-8")
    with kgraph.build(tmp_path / "a.jsonl", tmp_path / "out") as graph:
        assert told(graph.facts(relation="MEET")) == [("布林肯", "MEET", "王毅")]
        graph.export(tmp_path / "graph.gexf")
    for path in (tmp_path / "out" / "graph.graphml", tmp_path / "graph.gexf"):
        # Strict: a character that XML does not allow is an error.
        etree.parse(path, etree.XMLParser(recover=False))
    page = (tmp_path / "out" / "graph.html").read_text(encoding="utf-8")
    assert not set(page) & {chr(code) for code in (*range(9), 11, *range(14, 32), 127)}
    assert "王毅" in names_on(tmp_path / "out" / "graph.html")


def test_the_document_says_what_the_options_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"lead": "无", "leib": TALKS_TRADITIONAL}), encoding="utf-8")
    options = ReadOptions(fields={"text": "leib"})
    with kgraph.build(tmp_path / "a.jsonl", tmp_path / "out", options=options, views=False) as graph:
        [document] = graph.store.documents()
        assert (document.text, document.script) == (TALKS_TRADITIONAL, "traditional")
        # Names are simplified, evidence stays as it stands.
        [fact] = graph.facts("王毅", "MEET")
        assert fact.evidence[-1].text in TALKS_TRADITIONAL


# Ask more


def test_a_timeline_of_two_is_in_order(graph: KnowledgeGraph) -> None:
    found = graph.timeline("布林肯")
    assert [fact.date_from for fact in found] == ["2023-10-26", "2024-01-09", "2024-01-09"]
    assert told(graph.timeline("布林肯", "王毅")) == [("布林肯", "MEET", "王毅")]
    assert graph.timeline("布林肯", "印度") == []


def test_meetings_are_those_that_took_place(graph: KnowledgeGraph) -> None:
    found = graph.meetings("习近平", since="2023-02")
    assert {fact.relation for fact in found} == {"MEET"}
    assert told(found) == [("阿尔巴尼斯", "MEET", "习近平")]
    assert graph.meetings("习近平", "阿尔巴尼斯") == found
    # What is asked for by name wins over what is meant otherwise.
    assert told(graph.meetings("布林肯", relation="VISIT")) == [("布林肯", "VISIT", "以色列")]
    with pytest.raises(InputError, match="name one or two"):
        graph.meetings("习近平", "阿尔巴尼斯", "王毅")


def test_an_ego_graph_is_what_lies_around(graph: KnowledgeGraph) -> None:
    assert set(graph.ego("王毅")) == {"person:wang-yi", "person:antony-blinken"}
    assert "country:IL" in graph.ego("王毅", hops=2)
    assert "country:IL" not in graph.ego("王毅", hops=2, relation="MEET")
    assert set(graph.graph(focus="王毅")) == set(graph.ego("王毅"))


def test_paths_come_shortest_first_with_their_facts(graph: KnowledgeGraph) -> None:
    chains = graph.paths("王毅", "內塔尼亞胡", 2)
    assert [len(chain) for chain in chains] == sorted(len(chain) for chain in chains)
    assert chains[0] == graph.path("王毅", "內塔尼亞胡")
    assert [fact.relation for fact in chains[0].facts] == ["MEET", "MEET"]
    assert chains[0][0].facts[0].evidence[0].text in TALKS
    assert list(chains[0].df()["object"]) == ["王毅", "内塔尼亚胡"]
    assert graph.path("王毅", "內塔尼亞胡", relation="VISIT") == []


def test_pairs_and_measures_of_a_part(graph: KnowledgeGraph) -> None:
    pairs = graph.pairs("布林肯", relation="MEET")
    assert {frozenset((pair.first, pair.second)) for pair in pairs} == {
        frozenset(("布林肯", "王毅")),
        frozenset(("布林肯", "内塔尼亚胡")),
    }
    rows = graph.measures("year", relation="MEET")
    assert {row.period for row in rows} == {"2023", "2024"}
    assert {row.label for row in rows} == {"PERSON"}
    change = graph.change("2023", "2024", relation="MEET")
    assert {row.name: row.difference for row in change}["内塔尼亚胡"] == 1
    assert {(row.first, row.after) for row in graph.pair_change("2023", "2024", focus="布林肯")}


def test_a_filter_can_be_kept_and_changed(graph: KnowledgeGraph, tmp_path: Path) -> None:
    where = kgraph.Filter(relation="MEET", since="2024")
    assert told(graph.facts(where=where)) == told(graph.facts(relation="MEET", since="2024"))
    assert told(graph.facts(where=where, since="2023-11")) == told(
        graph.facts(relation="MEET", since="2023-11")
    )
    assert (
        graph.export(tmp_path / "a.graphml", where=where).read_bytes()
        == graph.export(tmp_path / "b.graphml", relation="MEET", since="2024").read_bytes()
    )
    with pytest.raises(InputError, match="unknown; one of focus"):
        graph.facts(relations="MEET")  # type: ignore[call-arg]


@pytest.mark.parametrize("write", ["show", "export"])
def test_what_a_filter_leaves_empty_is_not_written(write: str, graph: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "graph.graphml"
    with pytest.raises(NotFoundError, match="no fact fits --since 2031; there are"):
        getattr(graph, write)(target, since="2031")
    assert not target.exists()


def test_facts_print_as_a_table(graph: KnowledgeGraph) -> None:
    shown = repr(graph.facts("王毅", "MEET"))
    assert shown.splitlines()[0].split()[:4] == ["date_from", "subject", "relation", "object"]
    assert "2023-10-26" in shown
    assert "<table>" in graph.facts("王毅", "MEET")._repr_html_()
