"""The page in Chromium, opened from disk with the network cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kgraph.views import write_page
from tests.views.graphs import FACTS, NODES, PAIRS, assemble, crowd, evidence, fact

CHROMIUM = Path("/usr/bin/chromium")
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing"),
]
HOSTILE = '<img src=x onerror="window.hacked=1">'


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    arguments = [
        "--no-sandbox",
        "--headless=new",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a graph; any request but for the file itself, and any error, fails the test at its end."""
    wrong: list[str] = []
    contexts = []

    def open_page(
        graph: nx.MultiDiGraph, *, part: str = "", size: tuple[int, int] = (1280, 800), **how: Any
    ) -> Any:
        path = write_page(graph, tmp_path / "page.html")
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=how.pop("locale", "en-GB"),
            offline=True,
            reduced_motion="reduce",
            **how,
        )
        contexts.append(context)
        page = context.new_page()
        page.on(
            "request",
            lambda one: None if one.url.startswith(("file:", "data:", "blob:")) else wrong.append(one.url),
        )
        page.on("console", lambda one: wrong.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda one: wrong.append(str(one)))
        page.goto(f"{path.as_uri()}{part}")
        page.wait_for_function("window.kgraph")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(show: Callable[..., Any], summit: nx.MultiDiGraph) -> Any:
    return show(summit)


def spot(page: Any, *names: str) -> tuple[float, float]:
    """Where a node stands on the screen, or the middle between two."""
    x, y = page.evaluate(
        """names => {
          const { data, network } = window.kgraph;
          const numbers = names.map((name) => data.nodes.findIndex((node) => node.name === name));
          const places = numbers.map((number) => network.canvasToDOM(network.getPosition(number)));
          const frame = document.getElementById("graph").getBoundingClientRect();
          const mean = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
          return [mean("x") + frame.x, mean("y") + frame.y];
        }""",
        list(names),
    )
    return x, y


def shown(page: Any) -> set[str]:
    found = page.evaluate(
        """() => {
          const { data, network } = window.kgraph;
          const hidden = (number) => network.body.nodes[number].options.hidden;
          return data.nodes.filter((_, number) => !hidden(number)).map((node) => node.name);
        }"""
    )
    return set(found)


def edges_shown(page: Any) -> set[str]:
    found = page.evaluate(
        """() => {
          const { data, network } = window.kgraph;
          return Object.keys(network.body.edges).map((number) => data.edges[number].relation);
        }"""
    )
    return set(found)


def heading(page: Any) -> str:
    text: str = page.locator("#card h2").inner_text()
    return " ".join(text.split())


def test_a_traditional_name_that_no_document_used_is_found(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("中國外交部")
    page.keyboard.press("Enter")
    assert heading(page) == "中国外交部"
    x, y = spot(page, "中国外交部")
    assert 274 < x < 908
    assert 50 < y < 790


def test_enter_goes_round_the_names_found(page: Any) -> None:
    page.fill("#search", "中国")
    page.focus("#search")
    seen = []
    for _ in range(3):
        page.keyboard.press("Enter")
        seen.append(heading(page))
    assert seen == ["中国", "中国外交部", "中国"]
    page.keyboard.press("Shift+Enter")
    assert heading(page) == "中国外交部"


@pytest.mark.parametrize(
    ("query", "name"),
    [("xi jin", "习近平"), ("乔拜登", "拜登"), ("ａｐｅｃ", "亚太经合组织领导人非正式会议")],
)
def test_case_width_and_points_do_not_matter(page: Any, query: str, name: str) -> None:
    page.fill("#search", query)
    page.press("#search", "Enter")
    assert heading(page) == name


def test_a_name_that_is_not_there_is_told(page: Any) -> None:
    page.fill("#search", "火星")
    page.press("#search", "Enter")
    assert "No such name" in page.locator("#hits").inner_text()
    assert page.locator("#panel").is_hidden()


def test_a_click_on_a_node_shows_its_card_and_its_partners_lead_on(page: Any) -> None:
    page.mouse.click(*spot(page, "王毅"))
    assert heading(page) == "王毅"
    card = page.locator("#card")
    assert "部长 中国外交部" in " ".join(card.inner_text().split())
    card.get_by_role("button", name="沙利文", exact=True).click()
    assert heading(page) == "沙利文"
    card.get_by_role("button", name="Meet").click()
    assert heading(page) in ("王毅 ↔ 沙利文", "沙利文 ↔ 王毅")


def test_a_click_on_an_edge_shows_its_facts_and_their_evidence(page: Any) -> None:
    page.mouse.click(*spot(page, "王毅", "美国"))
    assert heading(page) == "王毅 → 美国"
    text = page.locator("#card").inner_text()
    assert "2023-10-26 – 2023-10-28" in text
    assert "王毅将于10月26日至28日访问美国。" in text
    assert "2 independent stories" in text
    assert page.locator("#card mark").all_inner_texts()[:2] == ["王毅", "美国"]
    link = page.locator("#card figcaption a").first
    assert link.get_attribute("href").startswith("https://news.example/2023-10-24/")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_an_edge_in_focus_is_the_only_one_with_a_name(page: Any) -> None:
    named = """() => Object.values(window.kgraph.network.body.edges)
        .map((edge) => edge.options.label).filter((label) => label && label.trim())"""
    page.mouse.click(*spot(page, "王毅"))
    assert len(page.evaluate(named)) > 1
    page.locator("#card").get_by_role("button", name="Meet").first.click()
    assert page.evaluate(named) == ["Meet"]


def test_evidence_marks_names_in_the_other_script(page: Any) -> None:
    page.mouse.click(*spot(page, "习近平"))
    page.locator("#card .chip", has_text="Meet").first.click()
    assert {"習近平", "拜登"} <= set(page.locator("#card mark").all_inner_texts())


def test_text_of_documents_stays_text(show: Callable[..., Any]) -> None:
    row = evidence(
        HOSTILE, "2023-10-26", HOSTILE, title=HOSTILE, url="javascript:window.hacked=1", rule=HOSTILE
    )
    graph = assemble(
        [
            ("a", "PERSON", HOSTILE, {"aliases": [HOSTILE + "氏"], "kind": HOSTILE}),
            ("b", "COUNTRY", "美国", {}),
        ],
        [fact("a", "VISIT", "b", None, "2023-10-26")],
    )
    one = graph["a"]["b"]["VISIT"]["facts"][0]
    graph["a"]["b"]["VISIT"]["facts"] = [
        type(one)(*(getattr(one, name) for name in one.__slots__[:-1]), (row,))
    ]
    page = show(graph)
    page.fill("#search", "img")
    page.press("#search", "Enter")
    assert HOSTILE in page.locator("#card").inner_text()
    page.evaluate("kgraph.select('edge', 0)")
    assert HOSTILE in page.locator("#card blockquote").inner_text()
    assert page.locator("#card a").count() == 0
    page.mouse.move(*spot(page, "美国"))
    page.wait_for_timeout(400)
    assert page.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None


def test_filters_and_reset(page: Any) -> None:
    everybody = shown(page)
    assert "无名氏" not in everybody
    assert "CO_OCCURS" not in edges_shown(page)
    page.locator('input[name="labels"][value="PERSON"]').uncheck()
    assert "王毅" not in shown(page)
    assert "中国" in shown(page)
    page.locator('input[name="relations"][value="CO_OCCURS"]').check()
    page.locator('input[name="relations"][value="SANCTION"]').uncheck()
    assert "CO_OCCURS" in edges_shown(page)
    assert "SANCTION" not in edges_shown(page)
    page.locator('input[name="statuses"][value="negated"]').uncheck()
    assert "COERCE" not in edges_shown(page)
    page.locator("#reset").click()
    assert shown(page) == everybody
    assert {"SANCTION", "COERCE"} <= edges_shown(page)


def test_dates_leave_what_lies_between_them(page: Any) -> None:
    page.fill("#since", "2022-01-01")
    page.fill("#until", "2022-12-31")
    page.locator("#until").blur()
    assert edges_shown(page) == {"ASSAULT", "MEET"}
    assert shown(page) == {"俄罗斯", "乌克兰", "习近平", "拜登"}
    page.mouse.click(*spot(page, "习近平"))
    page.locator("#card .chip", has_text="Meet").first.click()
    assert "2022-11-14" in page.locator("#card").inner_text()
    assert "1 fact hidden by the filters" in page.locator("#card").inner_text()


def test_a_drag_over_the_chart_chooses_dates(page: Any) -> None:
    frame = page.locator(".chart").bounding_box()
    page.mouse.move(frame["x"] + frame["width"] * 0.5, frame["y"] + 20)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.7, frame["y"] + 20)
    page.mouse.up()
    since, until = page.input_value("#since"), page.input_value("#until")
    assert "2022-02-24" < since < until < "2025-02-01"


def test_least_weight(page: Any) -> None:
    page.locator("#least").press("End")
    assert edges_shown(page) == {"MEET"}
    assert shown(page) == {"习近平", "拜登"}


def test_co_occurrence_takes_no_place_from_facts(show: Callable[..., Any]) -> None:
    page = show(crowd(300, 4000))
    names = edges_shown(page)
    count = """() => {
      const { data, network } = window.kgraph;
      return Object.keys(network.body.edges).filter((n) => data.edges[n].relation !== "CO_OCCURS").length;
    }"""
    before = page.evaluate(count)
    page.locator('input[name="relations"][value="CO_OCCURS"]').check()
    assert edges_shown(page) == names | {"CO_OCCURS"}
    assert page.evaluate(count) == before
    page.locator("#closest").press("End")
    assert page.evaluate(count) > before


def test_all_parallel_edges_have_curves_of_their_own(page: Any) -> None:
    curves = page.evaluate(
        """() => {
          const { data, network } = window.kgraph;
          const pair = ["中国", "美国"].map((name) => data.nodes.findIndex((node) => node.name === name));
          const both = (edge) => pair.includes(edge.source) && pair.includes(edge.target);
          return data.edges.filter((edge) => edge.relation !== "CO_OCCURS" && both(edge)).map((edge) => {
            const point = network.body.edges[edge.number].edgeType.getViaNode();
            return `${Math.round(point.x)},${Math.round(point.y)}`;
          });
        }"""
    )
    assert len(curves) == 8
    assert len(set(curves)) == 8


def test_language_is_that_of_the_browser_and_stays_in_the_address(
    show: Callable[..., Any], summit: nx.MultiDiGraph
) -> None:
    page = show(summit, locale="zh-TW")
    assert page.locator("#overview").inner_text() == "概览"
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.locator("#language").click()
    assert page.locator("#overview").inner_text() == "Overview"
    page.mouse.click(*spot(page, "王毅"))
    page.reload()
    page.wait_for_function("window.kgraph")
    assert page.locator("#overview").inner_text() == "Overview"
    assert heading(page) == "王毅"


def test_an_address_may_name_an_edge(page: Any, show: Callable[..., Any], summit: nx.MultiDiGraph) -> None:
    page.mouse.click(*spot(page, "王毅", "美国"))
    part = page.evaluate("location.hash")
    assert heading(show(summit, part=part)) == "王毅 → 美国"


def test_keys_are_enough(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("拜登")
    page.keyboard.press("Enter")
    assert page.locator("#panel").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_the_drawing_has_keys_but_leaves_the_focus_where_it_is(page: Any) -> None:
    page.focus("#search")
    page.mouse.move(*spot(page, "王毅"))
    assert page.evaluate("document.activeElement.id") == "search"
    before = spot(page, "王毅")
    page.locator("#graph .vis-network").focus()
    page.keyboard.press("ArrowRight")
    moved = spot(page, "王毅")
    assert moved[0] < before[0]
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    assert page.evaluate("kgraph.network.getScale()") != pytest.approx(0)
    assert spot(page, "王毅") != moved


def test_no_element_is_shown_as_an_object(page: Any) -> None:
    for number in range(page.evaluate("kgraph.data.nodes.length")):
        page.evaluate(f"kgraph.select('node', {number})")
        assert "[object" not in page.locator("body").inner_text()
    for number in range(page.evaluate("kgraph.data.edges.length")):
        page.evaluate(f"kgraph.select('edge', {number})")
        text = page.locator("#card").inner_text()
        assert not {"[object", "undefined", "null", "NaN"} & set(text.replace(",", " ").split())


def test_every_control_has_a_name(page: Any) -> None:
    page.mouse.click(*spot(page, "习近平"))
    nameless = page.evaluate(
        """() => {
          const named = (item) => item.textContent.trim() || item.getAttribute("aria-label") || item.title;
          const labelled = (item) => item.labels && item.labels[0] && item.labels[0].textContent.trim();
          const controls = [...document.querySelectorAll("button, input, select, a")];
          return controls.filter((item) => !named(item) && !labelled(item)).map((item) => item.outerHTML);
        }"""
    )
    assert nameless == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(show: Callable[..., Any], summit: nx.MultiDiGraph, scheme: str) -> None:
    page = show(summit, color_scheme=scheme)
    assert page.locator("html").get_attribute("data-theme") == scheme
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") != scheme
    assert "theme=" in page.evaluate("location.hash")


def test_nodes_stand_still_until_asked(page: Any) -> None:
    before = spot(page, "沙利文")
    page.wait_for_timeout(300)
    assert spot(page, "沙利文") == before
    page.locator("#physics").click()
    page.wait_for_timeout(700)
    page.locator("#physics").click()
    assert spot(page, "沙利文") != before
    assert page.locator("#physics").get_attribute("aria-pressed") == "false"


def test_a_picture_can_be_saved(page: Any, tmp_path: Path) -> None:
    with page.expect_download() as download:
        page.locator("#picture").click()
    download.value.save_as(tmp_path / "graph.png")
    assert (tmp_path / "graph.png").read_bytes().startswith(b"\x89PNG")


def test_on_a_phone(show: Callable[..., Any], summit: nx.MultiDiGraph) -> None:
    page = show(summit, size=(390, 844), has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert not page.locator("#choices").is_visible()
    page.locator("#open-filters").tap()
    assert page.locator("#choices").is_visible()
    page.keyboard.press("Escape")
    page.touchscreen.tap(*spot(page, "王毅"))
    page.wait_for_selector("#panel:not([hidden])")
    assert heading(page) == "王毅"
    assert spot(page, "王毅")[1] < page.locator("#panel").bounding_box()["y"]


def test_an_empty_graph_says_so(show: Callable[..., Any]) -> None:
    page = show(nx.MultiDiGraph())
    assert "This graph is empty" in page.locator("#empty").inner_text()


def test_filters_that_leave_nothing_say_so(page: Any) -> None:
    for box in page.locator('input[name="labels"]').all():
        box.uncheck()
    assert "leave nothing" in page.locator("#empty").inner_text()


def test_a_big_graph_opens_at_once_and_is_no_ball_of_wool(show: Callable[..., Any]) -> None:
    graph = crowd(5000, 20000)
    page = show(graph)
    opened = [page.evaluate("performance.now()")]
    for _ in range(2):  # the machine may be busy with something else
        page.reload()
        page.wait_for_function("window.kgraph")
        opened.append(page.evaluate("performance.now()"))
    assert min(opened) < 3000
    visible = page.evaluate("Object.keys(kgraph.network.body.edges).length")
    assert visible <= 4 * 150


def test_more_facts_come_when_asked_for(show: Callable[..., Any]) -> None:
    facts = [
        fact("person:wang-yi", "VISIT", "country:US", None, f"2023-{n % 12 + 1:02d}-{n % 28 + 1:02d}")
        for n in range(70)
    ]
    page = show(assemble(NODES, [*facts, *(fact(*row) for row in FACTS)], PAIRS))
    page.evaluate("kgraph.select('edge', kgraph.data.edges.find((edge) => edge.facts.length > 60).number)")
    assert page.locator(".fact").count() == 30
    page.locator(".more").click()
    assert page.locator(".fact").count() == 60
