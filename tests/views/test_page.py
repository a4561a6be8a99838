import json
import re
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgraph.ontology import relations
from kgraph.records import DATE_BASES, Fact
from kgraph.views import write_page
from kgraph.views.page import _SCRIPTS
from kgraph.views.values import clean_text
from tests.views.graphs import NODES, assemble, crowd, evidence, fact
from tests.views.pages import parts

TEMPLATES = Path(write_page.__code__.co_filename).with_name("templates")
WORDS = json.loads((TEMPLATES / "words.json").read_text(encoding="utf-8"))
anything = st.text(st.characters(codec=None), max_size=40)
nasty = st.sampled_from(
    ["</script><script>alert(1)</script>", "<!--<script>", "\u2028\u2029", "</SCRIPT ", "]]>", "&lt;"]
)


def written(graph: nx.MultiDiGraph, **options: Any) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        return parts(write_page(graph, Path(folder) / "page.html", **options))


def test_nodes_and_edges_of_pyvis_and_their_cards_go_together(summit: nx.MultiDiGraph) -> None:
    page = written(summit)
    assert len(page["nodes"]) == len(page["data"]["nodes"]) == len(summit)
    assert len(page["data"]["edges"]) == summit.size()
    # One line for all edges between two nodes.
    lines = {frozenset((line["from"], line["to"])) for line in page["edges"]}
    assert lines == {frozenset((edge["source"], edge["target"])) for edge in page["data"]["edges"]}
    assert len(page["edges"]) == len(lines) < summit.size()
    assert [line["id"] for line in page["edges"]] == list(range(len(lines)))


def test_card_of_a_person(summit: nx.MultiDiGraph) -> None:
    data = written(summit)["data"]
    card = next(node for node in data["nodes"] if node["id"] == "person:xi-jinping")
    assert (card["name"], card["label"], card["official"], card["en"]) == (
        "习近平",
        "PERSON",
        True,
        "Xi Jinping",
    )
    assert card["aliases"] == ["習近平", "习主席"]
    (office,) = card["offices"]
    assert (office["title"], office["of"]["name"]) == ("国家主席", "中国")
    assert data["nodes"][office["of"]["node"]]["id"] == "country:CN"


def test_names_that_no_document_used_are_aliases_too() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(
        "a", name="美国财政部", label="INSTITUTION", aliases=["财政部"], also=["美财政部", "财政部"]
    )
    (card,) = written(graph)["data"]["nodes"]
    assert card["aliases"] == ["财政部", "美财政部"]
    assert "details" not in card


def test_offices_and_partners_outside_the_page_are_named(summit: nx.MultiDiGraph) -> None:
    data = written(summit, top=2)["data"]
    card = next(node for node in data["nodes"] if node["id"] == "country:US")
    assert card["outside"] == 5
    assert [(row["title"], row["of"]) for row in card["holders"]] == [("总统", {"name": "拜登"})]
    assert data["counts"]["nodes"] == len(summit)
    assert set(data["others"]) == {name for _, _, name, _ in NODES} - {card["name"] for card in data["nodes"]}


def test_facts_have_dates_speakers_and_evidence_with_reprints_together(summit: nx.MultiDiGraph) -> None:
    data = written(summit)["data"]
    edges = {(edge["relation"], data["nodes"][edge["source"]]["id"]): edge for edge in data["edges"]}
    old, new = edges["MEET", "person:biden"]["facts"]
    assert (old["from"], new["from"], new["stories"]) == ("2022-11-14", "2023-11-15", 2)
    first, second = new["evidence"]
    assert [data["documents"][number]["source"] for number in first["documents"]] == ["晨报", "晚报"]
    assert data["texts"][second["text"]].startswith("習近平與拜登")
    accused = edges["ACCUSE", "country:US"]["facts"][0]
    assert data["speakers"][accused["speaker"]]["name"] == "美国国务院"
    invited = edges["INVITE", "person:biden"]["facts"][0]
    assert (invited["from"], invited["start"], invited["end"]) == ("2023-11", "2023-11-01", "2023-11-30")


def test_no_more_sentences_than_asked_for() -> None:
    rows = [("2023-10-26", "晨报", f"王毅访问美国，第{number}句。") for number in range(30)]
    graph = assemble(NODES, [fact("person:wang-yi", "VISIT", "country:US", sentences=rows)])
    (one,) = written(graph, evidence=3)["data"]["edges"][0]["facts"]
    assert (len(one["evidence"]), one["more"]) == (3, 27)


def test_a_big_graph_makes_a_page_of_a_few_megabytes() -> None:
    page = written(crowd(5000, 20000))
    assert len(page["text"].encode()) < 6_000_000
    assert len(page["nodes"]) == 300
    assert 4000 < len(page["data"]["others"]) <= 4700
    # Every fact on the page has its first sentence before any has many.
    assert all(fact["evidence"] for edge in page["data"]["edges"] for fact in edge.get("facts", ()))


def test_a_page_tells_its_size(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    page = write_page(summit, tmp_path / "page.html")
    assert int(parts(page)["data"]["bytes"]) == page.stat().st_size


def test_the_same_graph_gives_the_same_bytes(summit: nx.MultiDiGraph, tmp_path: Path) -> None:
    first = write_page(summit, tmp_path / "1.html").read_bytes()
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(summit.nodes(data=True))))
    other.add_edges_from(reversed(list(summit.edges(keys=True, data=True))))
    assert write_page(other, tmp_path / "2.html").read_bytes() == first


def test_nothing_is_fetched(summit: nx.MultiDiGraph) -> None:
    text = written(summit)["text"]
    head = unescape(text[: text.index('<script type="application/json"')])
    assert not re.findall(r"""(?:src|href)=["'](?!data:)""", head)
    assert "default-src 'none'" in head
    assert "unsafe" not in head
    assert "sourceMappingURL" not in text


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(texts=st.lists(anything | nasty, min_size=7, max_size=7))
def test_no_text_breaks_out(texts: list[str]) -> None:
    name, alias, title, url, text, heading, date = texts
    row = evidence(text, date, title, name=title, title=title, url=url, rule=text, speaker=name)
    one = Fact("a", name, "HOLDS_OFFICE", "b", name, title, date, None, None, "actual", name, 1, 1, (row,))
    graph = assemble(
        [("a", "PERSON", name, {"aliases": [alias], "kind": text}), ("b", "COUNTRY", alias, {})], [one]
    )
    page = written(graph, title=heading)
    data = page["data"]
    assert {node["id"]: node["name"] for node in data["nodes"]} == {
        "a": clean_text(name) or "a",
        "b": clean_text(alias) or "b",
    }
    assert data["texts"] == [clean_text(text)]
    bodies = page["text"].split("<script")[1:6]
    assert all(body.count("<") == 1 for body in bodies), "only the end tag may begin with <"


@pytest.mark.parametrize("top", [0, 300])
def test_an_empty_graph(top: int) -> None:
    page = written(nx.MultiDiGraph(), top=top)
    assert page["nodes"] == page["edges"] == []


def test_labels_and_relations_that_no_ontology_knows() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="甲", label="SHIP")
    graph.add_node("b")
    graph.add_edge("a", "b", key="RAMS", relation="RAMS", weight=2)
    page = written(graph)
    assert page["nodes"][0]["shape"] == "hexagon"
    assert page["data"]["edges"][0]["quad"] == "structure"


def test_each_word_of_the_page_is_there_in_both_languages() -> None:
    for key, entry in WORDS.items():
        assert set(entry) == {"en", "zh"}, key
        # English has a form for one and a form for more.
        english = [entry["en"]] if isinstance(entry["en"], str) else entry["en"]
        assert set(re.findall(r"\{\w+\}", english[-1])) == set(re.findall(r"\{\w+\}", entry["zh"])), key
        assert len(english) <= 2, key


def test_each_word_that_the_page_says_is_known() -> None:
    code = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    said = set(re.findall(r"""\b(?:t|section|group|slider)\("([\w.]+)\"""", code))
    said |= set(
        re.findall(r'data-t(?:-\w+)?="([\w.]+)"', (TEMPLATES / "page.html").read_text(encoding="utf-8"))
    )
    said |= {f"quad.{row.quad}" for row in relations().values() if row.quad} | {
        "quad.structure",
        "quad.CO_OCCURS",
    }
    assert len(said) > 50
    assert said <= set(WORDS)
    assert {f"basis.{one}" for one in DATE_BASES} <= set(WORDS)


def test_the_scripts_put_no_text_in_as_markup() -> None:
    code = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    assert not re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", code
    )
