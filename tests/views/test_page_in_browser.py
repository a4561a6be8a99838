"""The page in Chromium, opened from disk with the network cut off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from kgraph.ontology import labels, relations, statuses
from kgraph.rules import OntologyRow
from kgraph.views import write_page
from kgraph.views.selection import select
from tests.views.graphs import FACTS, NODES, PAIRS, assemble, crowd, evidence, fact

CHROMIUM = Path("/usr/bin/chromium")
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing"),
]
HOSTILE = '<img src=x onerror="window.hacked=1">'


def ready(page: Any) -> None:
    """Wait until the page has drawn; its policy forbids the functions that the driver polls with."""
    for _ in range(200):
        if page.evaluate("Boolean(window.kgraph)"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the page did not draw within 20 seconds")


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
        given = {name: how.pop(name) for name in ("focus", "top", "title") if name in how}
        path = write_page(graph, tmp_path / "page.html", **given)
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
        ready(page)
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


def place(page: Any, name: str) -> int:
    """The number of a node."""
    number: int = page.evaluate("name => kgraph.data.nodes.findIndex((node) => node.name === name)", name)
    return number


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
    """Relations of the lines that are drawn."""
    found = page.evaluate(
        """() => {
          const { data, network, pairs, seen } = window.kgraph;
          const weights = seen().edges;
          const drawn = Object.keys(network.body.edges).map((number) => pairs[number]);
          return drawn.flatMap((pair) => pair.edges.filter((edge) => weights[edge.number]))
            .map((edge) => edge.relation);
        }"""
    )
    return set(found)


def heading(page: Any) -> str:
    text: str = page.locator("#card h2").inner_text()
    return " ".join(text.split())


def search(page: Any, query: str) -> list[str]:
    """Names that a search finds, as the list under the box has them."""
    page.fill("#search", query)
    return [item.locator("bdi").first.inner_text() for item in page.locator("#hits [role=option]").all()]


def test_a_traditional_name_that_no_document_used_is_found(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("中國外交部")
    page.keyboard.press("Enter")
    assert heading(page) == "中国外交部"
    x, y = spot(page, "中国外交部")
    assert 274 < x < 908
    assert 50 < y < 790


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("wangyi", "王毅"),
        ("wang yi", "王毅"),
        ("WangYi", "王毅"),
        ("wáng yì", "王毅"),
        ("wy", "王毅"),
        ("xjp", "习近平"),
        ("xi jinp", "习近平"),
        ("zgwjb", "中国外交部"),
        ("zhgwaijb", "中国外交部"),
        ("meiguo", "美国"),
        ("jiujinshan", "旧金山"),
    ],
)
def test_a_name_is_found_by_its_sound(page: Any, query: str, name: str) -> None:
    assert search(page, query)[0] == name


def test_a_rare_reading_finds_nothing_in_the_midst_of_a_name(show: Callable[..., Any]) -> None:
    # 方 was once read wang, too.
    page = show(
        assemble([("a", "COUNTRY", "中方国", {}), ("b", "PERSON", "王毅", {})], [fact("b", "VISIT", "a")])
    )
    assert search(page, "wang") == ["王毅"]
    assert search(page, "fang") == ["中方国"]


@pytest.mark.parametrize("query", ["wangyu2", "wanj", "yiwang", "qqq"])
def test_another_sound_finds_nothing(page: Any, query: str) -> None:
    assert "王毅" not in search(page, query)


def test_a_name_is_found_by_the_sound_of_its_characters_and_u_with_dots(show: Callable[..., Any]) -> None:
    nodes = [("a", "PERSON", "吕秀莲", {}), ("b", "PERSON", "曾庆红", {}), ("c", "PLACE", "重庆", {})]
    page = show(assemble(nodes, [fact("a", "VISIT", "c"), fact("b", "VISIT", "c")]))
    queries = ("lvxl", "lüxiulian", "zqh", "zengqing", "chongq")
    found = {query: search(page, query)[:1] for query in queries}
    assert found == {
        "lvxl": ["吕秀莲"],
        "lüxiulian": ["吕秀莲"],
        "zqh": ["曾庆红"],
        "zengqing": ["曾庆红"],
        "chongq": ["重庆"],
    }
    assert "重庆" in search(page, "cq")


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
    card.locator(".chip", has_text="Meet").click()
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


def test_a_click_on_a_name_is_one_on_its_node(page: Any) -> None:
    page.wait_for_timeout(300)
    name, x, y = page.evaluate(
        """() => {
          const { data, network, names } = window.kgraph;
          const one = names().nodes[0];
          const { x, y } = network.canvasToDOM({ x: one.frame.left + 3, y: one.y });
          const frame = document.getElementById("graph").getBoundingClientRect();
          return [data.nodes[one.number].name, x + frame.x, y + frame.y];
        }"""
    )
    page.mouse.click(x, y)
    assert heading(page) == name


LINE_NAMES = "() => kgraph.names().lines.map((one) => one.text)"


def test_an_edge_in_focus_is_the_only_one_with_a_name(page: Any) -> None:
    page.mouse.click(*spot(page, "王毅"))
    page.wait_for_timeout(200)
    assert len(page.evaluate(LINE_NAMES)) > 1
    page.locator("#card").get_by_role("button", name="Meet").first.click()
    page.wait_for_timeout(200)
    assert page.evaluate(LINE_NAMES) == ["Meet"]


# Frames of all names by the font in which they are drawn, and not as the page reckons them.
COLLISIONS = """() => {
  const { nodes, lines } = window.kgraph.names();
  const face = getComputedStyle(document.body).fontFamily;
  const ruler = document.createElement("canvas").getContext("2d");
  const framed = (rows, { x, y, size }) => {
    ruler.font = `${size}px ${face}`;
    const half = Math.max(...rows.map((row) => ruler.measureText(row).width)) / 2 - 0.5;
    const high = (rows.length * size) / 2;
    return { left: x - half, right: x + half, top: y - high, bottom: y + high, text: rows.join("") };
  };
  const frames = [
    ...nodes.map((one) => framed(one.rows, one)),
    ...lines.map((one) => framed([one.text], one)),
  ];
  const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return { named: frames.length, over: frames.flatMap((a, at) =>
    frames.slice(0, at).filter((b) => over(a, b)).map((b) => `${a.text} ${b.text}`)) };
}"""


@pytest.mark.parametrize("name", [None, "中国", "习近平", "王毅"])
def test_no_name_lies_on_another(show: Callable[..., Any], summit: nx.MultiDiGraph, name: str | None) -> None:
    page = show(summit)
    if name:
        page.fill("#search", name)
        page.press("#search", "Enter")
    page.wait_for_timeout(400)
    found = page.evaluate(COLLISIONS)
    assert found["named"] > 5
    assert found["over"] == []


def test_names_keep_apart_in_a_crowd(show: Callable[..., Any]) -> None:
    page = show(crowd(400, 3000))
    for number in (0, 3, 40):
        page.evaluate(f"kgraph.select('node', {number}, true)")
        page.wait_for_timeout(300)
        found = page.evaluate(COLLISIONS)
        assert found["named"] > 8
        assert found["over"] == []


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
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert HOSTILE in page.locator("#card blockquote").inner_text()
    assert page.locator("#card a").count() == 0
    page.mouse.move(*spot(page, "美国"))
    page.wait_for_timeout(400)
    assert page.locator("img").count() == 0
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>window.hacked=1</script>",
        "\"'`${window.hacked=1}",
        "🎌👨‍👩‍👧‍👦王毅",
        "a\x00b\x1b[31mc\x7f\u2028d\u202ee",
        "王" * 300,
        "--focus; rm -rf ~",
    ],
    ids=["script", "quotes", "emoji", "control", "long", "shell"],
)
def test_strange_names_do_no_harm(show: Callable[..., Any], name: str, tmp_path: Path) -> None:
    graph = assemble(
        [("a", "PERSON", name, {"aliases": [name + "x"]}), ("b", "COUNTRY", name + "国", {})],
        [fact("a", "VISIT", "b", None, "2023-10-26", sentences=[("2023-10-27", name, f"{name}访问。")])],
    )
    page = show(graph)
    for kind, number in (("node", 0), ("node", 1), ("pair", 0), ("edge", 0)):
        page.evaluate(f"kgraph.select('{kind}', {number}, true)")
        assert page.locator("#card h2").inner_text().strip()
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.mouse.move(*spot(page, page.evaluate("kgraph.data.nodes[0].name")))
    page.wait_for_timeout(400)
    with page.expect_download() as download:
        page.locator("#svg").click()
    download.value.save_as(tmp_path / "graph.svg")
    ElementTree.fromstring((tmp_path / "graph.svg").read_bytes())
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
    frame = page.locator("#filters .chart").bounding_box()
    page.mouse.move(frame["x"] + frame["width"] * 0.5, frame["y"] + 20)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.7, frame["y"] + 20)
    page.mouse.up()
    since, until = page.input_value("#since"), page.input_value("#until")
    assert "2022-02-24" < since < until < "2025-02-01"


def test_the_slider_moves_with_keys_and_draws_anew(page: Any) -> None:
    before = shown(page)
    page.focus("#slide-until")
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    until = page.input_value("#until")
    assert until
    assert page.locator("#slide-until").get_attribute("aria-valuetext") == until
    page.wait_for_timeout(200)
    assert shown(page) < before
    assert page.evaluate("document.activeElement.id") == "slide-until"
    dates = page.evaluate(
        """() => kgraph.data.edges
             .filter((edge) => kgraph.seen().edges[edge.number] && edge.relation !== "CO_OCCURS")
             .map((edge) => edge.facts.map((fact) => fact.start).sort()[0])"""
    )
    assert dates
    assert max(dates) <= until
    page.keyboard.press("End")
    page.wait_for_timeout(200)
    assert shown(page) == before
    assert page.input_value("#until") == ""


def test_each_key_moves_the_slider_by_a_bar(show: Callable[..., Any]) -> None:
    # Sixty bars over a year: none is a whole number of days.
    days = [f"2023-{month:02d}-{day:02d}" for month in range(1, 13) for day in (1, 11, 21, 28)]
    page = show(assemble(NODES, [fact("person:wang-yi", "VISIT", "country:US", None, day) for day in days]))
    page.focus("#slide-since")
    places = []
    for _ in range(30):
        page.keyboard.press("ArrowRight")
        places.append((int(page.input_value("#slide-since")), page.input_value("#since")))
    assert [bar for bar, _ in places] == list(range(1, 31))
    assert len({day for _, day in places}) == 30
    page.wait_for_timeout(100)
    since = page.input_value("#since")
    kept = page.evaluate(
        "kgraph.data.edges[0].facts.filter((fact) => fact.start >= kgraph.state.off.since).length"
    )
    assert kept == len([day for day in days if day >= since])


@pytest.mark.parametrize(
    ("written", "since", "until"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2023/10/26", "2023-10-26", "2023-10-26"),
        ("２０２３年１１月", "2023-11-01", "2023-11-30"),
        ("20231105", "2023-11-05", "2023-11-05"),
    ],
)
def test_a_date_is_written_as_one_likes(page: Any, written: str, since: str, until: str) -> None:
    for name, day in (("since", since), ("until", until)):
        page.locator(f"#{name}").press_sequentially(written)
        page.keyboard.press("Enter")
        assert page.input_value(f"#{name}") == day
        assert page.evaluate(f"kgraph.state.off.{name}") == day
    assert page.evaluate("document.activeElement.id") == "until"


@pytest.mark.parametrize("written", ["昨天", "2023-13", "2023-02-30", "26.10.2023", "0002-10-26", "2023-00"])
def test_what_is_no_date_is_told_and_changes_nothing(page: Any, written: str) -> None:
    before = shown(page)
    page.locator("#since").press_sequentially(written)
    page.keyboard.press("Tab")
    assert page.locator("#since").get_attribute("aria-invalid") == "true"
    assert "2023-10-26" in page.locator("#undated").inner_text()
    assert (page.evaluate("kgraph.state.off.since"), shown(page)) == ("", before)
    page.fill("#since", "")
    page.locator("#since").blur()
    assert page.locator("#since").get_attribute("aria-invalid") is None
    assert page.locator("#undated").inner_text() == ""


def test_the_ends_of_the_slider_do_not_cross(page: Any) -> None:
    page.focus("#slide-since")
    page.keyboard.press("End")
    page.focus("#slide-until")
    page.keyboard.press("Home")
    # The last bar also stands for what is later: an end there is open.
    assert page.input_value("#since") <= (page.input_value("#until") or "9999")
    assert int(page.input_value("#slide-since")) <= int(page.input_value("#slide-until"))


def test_communities_have_colours_and_can_be_switched_off(show: Callable[..., Any]) -> None:
    page = show(crowd(120, 500))
    shade = "() => kgraph.data.nodes.map((_, n) => kgraph.network.body.nodes[n].options.color.background)"
    by_label = page.evaluate(shade)
    page.get_by_role("button", name="Communities").click()
    by_community = page.evaluate(shade)
    assert by_community != by_label
    numbers = page.evaluate("kgraph.data.nodes.map((node) => node.community)")
    first = {colour for colour, number in zip(by_community, numbers, strict=True) if number == 0}
    assert len(first) == 1
    before = shown(page)
    names = page.evaluate("kgraph.data.nodes.filter((node) => node.community === 0).map((node) => node.name)")
    assert names[0] in page.locator("#choices").inner_text()
    page.locator('input[name="communities"][value="0"]').uncheck()
    assert not shown(page) & set(names)
    page.get_by_role("button", name="Kinds").click()
    assert page.evaluate(shade) == by_label
    assert shown(page) == before


def test_a_card_has_a_timeline(page: Any) -> None:
    page.mouse.click(*spot(page, "王毅"))
    times = page.locator("#card .events time").all_inner_texts()
    assert times == sorted(times, reverse=True)
    assert times[0] == "2024-01-26"
    assert page.locator("#card .chart rect").count() > 1
    page.locator("#card .events button").first.click()
    assert "沙利文" in heading(page)


def test_what_an_article_recalls_does_not_press_the_chart_of_a_card_flat(show: Callable[..., Any]) -> None:
    days = [f"2023-{month:02d}-{day:02d}" for month in range(1, 13) for day in (3, 17)]
    visits = [fact("person:wang-yi", "VISIT", "country:US", None, day) for day in ("1972-02-21", *days)]
    page = show(assemble(NODES, visits))
    page.evaluate("kgraph.select('node', kgraph.data.nodes.findIndex((node) => node.name === '王毅'))")
    assert page.locator("#card .axis span").all_inner_texts() == ["2023-01", "2023-12"]
    assert page.locator("#card .chart rect").count() == 12
    page.locator("#card .events .more").click()
    page.locator("#card .events .more").click()
    assert "1972-02-21" in page.locator("#card .events time").all_inner_texts()


def test_offices_do_not_count_as_events_in_the_histogram(show: Callable[..., Any]) -> None:
    office = fact(
        "person:wang-yi",
        "HOLDS_OFFICE",
        "institution:cn-mfa",
        "部长",
        sentences=[(f"2020-01-{day:02d}", "晨报", f"外交部长王毅第{day}次发言。") for day in range(1, 29)],
    )
    visits = [fact("person:wang-yi", "VISIT", "country:US", None, f"2023-{n:02d}-10") for n in range(1, 13)]
    page = show(assemble(NODES, [office, *visits]))
    assert page.locator("#filters .axis span").all_inner_texts() == ["2023-01", "2023-12"]


def test_a_sentence_can_be_cited(show: Callable[..., Any], summit: nx.MultiDiGraph) -> None:
    page = show(summit, permissions=["clipboard-read", "clipboard-write"])
    page.mouse.click(*spot(page, "王毅", "美国"))
    press = page.locator(".copy").first
    press.click()
    page.locator(".copy", has_text="Copied").wait_for()  # a function that polls would need unsafe-eval
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited.startswith("“王毅26日抵达华盛顿，开始对美国的访问。”") or cited.startswith(
        "“王毅将于10月26日至28日访问美国。”"
    )
    assert "晨报" in cited or "晚报" in cited
    assert "2023-10-2" in cited
    assert "https://news.example/2023-10-2" in cited


def test_least_weight(page: Any) -> None:
    page.locator("#least").press("End")
    assert edges_shown(page) == {"MEET"}
    assert shown(page) == {"习近平", "拜登"}


def test_co_occurrence_takes_no_place_from_facts(show: Callable[..., Any]) -> None:
    page = show(crowd(300, 4000))
    names = edges_shown(page)
    count = """() => {
      const { data, seen } = window.kgraph;
      const weights = seen().edges;
      return data.edges.filter((edge) => edge.relation !== "CO_OCCURS" && weights[edge.number]).length;
    }"""
    before = page.evaluate(count)
    page.locator('input[name="relations"][value="CO_OCCURS"]').check()
    assert edges_shown(page) == names | {"CO_OCCURS"}
    assert page.evaluate(count) == before
    page.locator("#closest").press("End")
    assert page.evaluate(count) > before


def test_a_line_stands_for_all_relations_of_a_pair(page: Any) -> None:
    page.mouse.click(*spot(page, "中国", "美国"))
    assert set(heading(page).split(" – ")) == {"中国", "美国"}
    card = page.locator("#card")
    assert "8 relations" in card.inner_text()
    assert card.locator("details").count() == 8
    assert card.locator("details[open]").count() == 1
    sentences = card.locator("blockquote").count()
    assert sentences == card.locator("details[open] blockquote").count()
    card.locator("summary", has_text="Accuse").first.click()
    card.locator("details[open]").nth(1).locator("blockquote").first.wait_for()
    assert card.locator("blockquote").count() > sentences
    part = page.evaluate("location.hash")
    page.reload()
    page.goto(page.url.split("#")[0] + part)
    ready(page)
    assert set(heading(page).split(" – ")) == {"中国", "美国"}


def test_a_number_on_a_line_counts_its_relations(page: Any) -> None:
    page.wait_for_timeout(300)
    assert "8" in page.evaluate(LINE_NAMES)


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
    ready(page)
    assert page.locator("#overview").inner_text() == "Overview"
    assert heading(page) == "王毅"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_definitions_are_in_the_language_of_the_page(
    show: Callable[..., Any], summit: nx.MultiDiGraph, language: str
) -> None:
    def meaning(row: OntologyRow) -> str:
        return (row.definition if language == "en" else row.definition_zh).replace("`", "")

    page = show(summit, part=f"#lang={language}")
    for kind, rows in (("labels", labels()), ("relations", relations()), ("statuses", statuses())):
        boxes = page.locator(f'input[name="{kind}"]').all()
        assert len(boxes) > 4
        for box in boxes:
            row = rows[box.get_attribute("value")]
            assert box.locator("..").get_attribute("title") == meaning(row)
    page.mouse.click(*spot(page, "王毅", "美国"))
    assert meaning(relations()["VISIT"]) in page.locator("#card").inner_text()
    badge = page.locator("#card .badge").first
    assert badge.get_attribute("title") == meaning(statuses()["actual"])


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_a_page_with_a_focus_opens_with_it(
    show: Callable[..., Any], summit: nx.MultiDiGraph, size: tuple[int, int]
) -> None:
    page = show(summit, focus=["person:wang-yi"], size=size)
    assert heading(page) == "王毅"
    assert page.locator("#panel").is_visible()
    assert page.evaluate("kgraph.network.getSelectedNodes()") == [place(page, "王毅")]
    # In the middle of what the panel and the filters leave of the drawing.
    x, y = spot(page, "王毅")
    stage, panel = (page.locator(one).bounding_box() for one in ("#graph", "#panel"))
    beside = panel["width"] < stage["width"]
    right = panel["x"] if beside else stage["x"] + stage["width"]
    bottom = stage["y"] + stage["height"] if beside else panel["y"]
    assert abs(x - (stage["x"] + right) / 2) < 0.1 * (right - stage["x"])
    assert abs(y - (stage["y"] + bottom) / 2) < 0.15 * (bottom - stage["y"])


def test_a_focus_gives_way_to_an_address(show: Callable[..., Any], summit: nx.MultiDiGraph) -> None:
    page = show(summit, focus=["person:wang-yi"], part="#node=country%3AUS")
    assert heading(page) == "美国"
    page.locator("#close").click()
    assert page.locator("#panel").is_hidden()


def test_a_weak_focus_is_on_the_page(show: Callable[..., Any]) -> None:
    graph = crowd(400, 2000)
    weakest = select(graph, 400).nodes[-1]
    page = show(graph, top=50, focus=[weakest])
    assert heading(page) == graph.nodes[weakest]["name"]


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
    scale = page.evaluate("kgraph.network.getScale()")
    page.keyboard.press("+")
    page.wait_for_timeout(100)
    assert page.evaluate("kgraph.network.getScale()") > scale


def test_keys_go_from_entity_to_entity(page: Any) -> None:
    page.locator("#graph .vis-network").focus()
    page.keyboard.press("Enter")
    assert heading(page) == page.evaluate("kgraph.data.nodes[0].name")
    page.wait_for_timeout(100)
    start = heading(page)
    for key, away in (("ArrowLeft", -1), ("ArrowRight", 1)):
        page.keyboard.press(key)
        if heading(page) != start:
            there, _ = spot(page, heading(page))
            before, _ = spot(page, start)
            assert (there - before) * away > 0
            break
    else:
        pytest.fail("no partner to the left or right")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card"


def test_keys_go_on_in_the_new_card_and_back_to_the_drawing(page: Any) -> None:
    focused = "document.activeElement.id || document.activeElement.className"
    page.evaluate("kgraph.select('node', kgraph.data.nodes.findIndex((node) => node.name === '王毅'))")
    page.locator("#card").get_by_role("button", name="沙利文", exact=True).focus()
    page.keyboard.press("Enter")
    assert heading(page) == "沙利文"
    assert page.evaluate(focused) == "card"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate(focused) == "vis-network"


def test_keys_go_on_with_what_more_brought(show: Callable[..., Any]) -> None:
    page = show(crowd(120, 900))
    page.evaluate("kgraph.select('node', 0)")
    more = page.locator("#card .events .more")
    before = page.locator("#card .events li").count()
    more.focus()
    page.keyboard.press("Enter")
    row = page.evaluate(
        "[...document.querySelectorAll('#card .events li')].indexOf(document.activeElement.closest('li'))"
    )
    assert row == before - 1  # in the place of the button


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_overview_says_what_the_words_mean(
    show: Callable[..., Any], summit: nx.MultiDiGraph, language: str
) -> None:
    page = show(summit, part=f"#lang={language}")
    page.locator("#overview").click()
    for box in page.locator("#card details").all():
        box.locator("summary").click()
    told = page.locator("#card .glossary dd").all_inner_texts()
    rows = [*labels().values(), *(row for name, row in relations().items() if edge_of(summit, name))]
    rows += [row for name, row in statuses().items() if name in {one[6] for one in FACTS}]
    meant = {(row.definition if language == "en" else row.definition_zh).replace("`", "") for row in rows}
    assert set(told) == meant


def edge_of(graph: nx.MultiDiGraph, relation: str) -> bool:
    return any(one == relation for *_, one in graph.edges(data="relation"))


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


STATES = {
    "first": "",
    "node": "kgraph.select('node', 0)",
    "edge": "kgraph.select('edge', kgraph.data.edges.findIndex((edge) => edge.facts.length))",
    "pair": "kgraph.select('pair', kgraph.pairs.findIndex((pair) => pair.edges.length > 6))",
    "overview": "document.getElementById('overview').click();"
    "for (const one of document.querySelectorAll('#card details')) one.open = true",
    "found": "search('中')",
    "not found": "search('火星')",
    "nothing": "for (const one of document.querySelectorAll('input[name=labels]')) one.click()",
    "communities": "document.querySelectorAll('.segments button')[1].click()",
    "no date": "const day = document.getElementById('since'); day.value = '?';"
    "day.dispatchEvent(new Event('change'))",
}


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_names_and_roles_are_those_of_wcag(
    show: Callable[..., Any], summit: nx.MultiDiGraph, node_modules: Path, scheme: str, size: tuple[int, int]
) -> None:
    """By axe, the checker that browsers' developer tools have, which the page itself would not let in."""
    page = show(summit, color_scheme=scheme, size=size, bypass_csp=True)
    page.evaluate((node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    helper = (
        "const search = (text) => { const box = document.getElementById('search');"
        "box.value = text; box.dispatchEvent(new Event('input')); };"
    )
    wrong = {}
    for state, act in STATES.items():
        page.evaluate("kgraph.select('node', 0); document.getElementById('close').click()")
        page.evaluate(f"() => {{ {helper} {act} }}")
        found = page.evaluate(
            """() => axe.run(document, { resultTypes: ["violations"] }).then(({ passes, violations }) => ({
              passed: passes.length,
              wrong: violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`) }))"""
        )
        assert found["passed"] > 10
        if found["wrong"]:
            wrong[state] = found["wrong"]
    assert wrong == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark(show: Callable[..., Any], summit: nx.MultiDiGraph, scheme: str) -> None:
    page = show(summit, color_scheme=scheme)
    assert page.locator("html").get_attribute("data-theme") == scheme
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") != scheme
    assert "theme=" in page.evaluate("location.hash")


def test_nodes_stand_still(page: Any) -> None:
    before = spot(page, "沙利文")
    page.wait_for_timeout(500)
    assert spot(page, "沙利文") == before


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_picture_can_be_saved(page: Any, tmp_path: Path, kind: str) -> None:
    with page.expect_download() as download:
        page.locator(f"#{kind}").click()
    assert download.value.suggested_filename == f"kgraph.{kind}"
    saved = tmp_path / f"graph.{kind}"
    download.value.save_as(saved)
    if kind == "png":
        assert saved.read_bytes().startswith(b"\x89PNG")
        return
    root = ElementTree.fromstring(saved.read_text(encoding="utf-8"))
    words = "".join(root.itertext())
    missing = [word for word in ("习近平", "中国", "Person", "Verbal cooperation") if word not in words]
    assert missing == []
    tags = [one.tag.split("}")[1] for one in root.iter()]
    assert tags.count("line") >= page.evaluate("Object.keys(kgraph.network.body.edges).length")


def test_paper_gets_the_whole_graph_and_the_card(page: Any, tmp_path: Path) -> None:
    page.mouse.click(*spot(page, "王毅", "美国"))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#paper > svg").is_visible()
    words = page.locator("#paper text").all_text_contents()
    assert {"王毅", "美国", "Visit", "Person"} <= set(words)
    nodes = page.evaluate("kgraph.seen().nodes.filter(Boolean).length")
    shapes = page.locator("#paper svg svg > :is(circle, rect, polygon)").count()
    assert shapes == nodes
    assert page.locator("blockquote").first.is_visible()
    assert not page.locator("#filters").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#paper > svg").count() == 0


def test_a_card_is_printed_behind_the_graph_and_in_black_on_white(
    show: Callable[..., Any], summit: nx.MultiDiGraph
) -> None:
    page = show(summit, color_scheme="dark")
    page.mouse.click(*spot(page, "王毅", "美国"))
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    picture, card = (page.locator(one).bounding_box() for one in ("#paper svg >> nth=0", "#card"))
    assert card["y"] >= picture["y"] + picture["height"]
    # All of it: on the screen it is as high as the window, with a bar to scroll.
    assert card["height"] > page.locator("blockquote").last.bounding_box()["height"]
    assert page.evaluate("getComputedStyle(document.getElementById('panel')).position") == "static"
    assert page.evaluate("getComputedStyle(document.getElementById('card')).color") == "rgb(22, 32, 44)"
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_on_paper_a_long_card_takes_its_pages(show: Callable[..., Any], summit: nx.MultiDiGraph) -> None:
    page = show(summit)
    alone = page.pdf(format="A4").count(b"/Type /Page\n")
    page.evaluate("kgraph.select('pair', kgraph.pairs.findIndex((pair) => pair.edges.length > 6))")
    assert page.pdf(format="A4").count(b"/Type /Page\n") > alone >= 1


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)])
def test_no_name_is_cut_off_at_the_edge_or_lies_under_a_button(
    show: Callable[..., Any], size: tuple[int, int]
) -> None:
    page = show(crowd(300, 900), size=size)
    page.wait_for_timeout(400)
    frames = page.evaluate(
        """() => {
          const { network, names } = window.kgraph;
          const { x, y } = document.getElementById("graph").getBoundingClientRect();
          return names().nodes.map(({ frame }) => {
            const low = network.canvasToDOM({ x: frame.left, y: frame.top });
            const high = network.canvasToDOM({ x: frame.right, y: frame.bottom });
            return { left: low.x + x, top: low.y + y, right: high.x + x, bottom: high.y + y };
          });
        }"""
    )
    assert len(frames) > 20
    stage = page.locator("#graph").bounding_box()
    assert min(one["left"] for one in frames) >= stage["x"]
    assert max(one["right"] for one in frames) <= size[0]
    for over in ("#status", ".tools", "#hint"):
        box = page.locator(over).bounding_box()
        covered = [
            one
            for one in frames
            if one["left"] < box["x"] + box["width"]
            and box["x"] < one["right"]
            and one["top"] < box["y"] + box["height"]
            and box["y"] < one["bottom"]
        ]
        assert covered == [], over


def test_the_hint_leaves_the_buttons_free(show: Callable[..., Any], summit: nx.MultiDiGraph) -> None:
    for size in ((390, 844), (820, 1180), (1024, 768), (1280, 800)):
        page = show(summit, size=size)
        hint, tools = (page.locator(one).bounding_box() for one in ("#hint", ".tools"))
        beside = hint["x"] >= tools["x"] + tools["width"]
        assert beside or hint["y"] + hint["height"] <= tools["y"], size
        assert hint["x"] + hint["width"] <= size[0], size


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


def test_filters_that_leave_nothing_say_so_and_offer_the_way_back(page: Any) -> None:
    before = shown(page)
    for box in page.locator('input[name="labels"]').all():
        box.uncheck()
    assert "leave nothing" in page.locator("#empty").inner_text()
    page.locator("#empty button").click()
    assert shown(page) == before
    assert page.locator("#empty").is_hidden()


def test_one_entity_without_any_relation_is_shown(show: Callable[..., Any]) -> None:
    page = show(assemble([("person:wang-yi", "PERSON", "王毅", {})], []))
    assert shown(page) == {"王毅"}
    assert page.locator("#empty").is_hidden()
    assert page.locator("#summary").inner_text() == "1 entity · 0 relations"
    assert page.locator("#choices legend").all_inner_texts() == ["Entities"]


def test_where_nothing_but_company_is_known_it_is_shown(show: Callable[..., Any]) -> None:
    page = show(assemble(NODES, [], PAIRS))
    assert edges_shown(page) == {"CO_OCCURS"}
    assert {"中国", "美国"} <= shown(page)


def test_a_big_graph_opens_at_once_and_is_no_ball_of_wool(show: Callable[..., Any]) -> None:
    graph = crowd(5000, 20000)
    page = show(graph)
    opened = [page.evaluate("performance.now()")]
    for _ in range(2):  # the machine may be busy with something else
        page.reload()
        ready(page)
        opened.append(page.evaluate("performance.now()"))
    assert min(opened) < 3000
    visible = page.evaluate("Object.keys(kgraph.network.body.edges).length")
    assert visible <= 2 * 300


def test_what_is_left_out_is_told_with_the_way_to_it(show: Callable[..., Any]) -> None:
    page = show(crowd(900, 3000))
    page.get_by_role("button", name="what is left out?").click()
    text = page.locator("#card").inner_text()
    assert "the 300 strongest of 900 entities" in text
    assert "kgraph show OUT --top 900 -o page.html" in text
    absent = page.evaluate("kgraph.data.others[0]")
    assert absent in page.evaluate("kgraph.data.others")
    page.fill("#search", absent)
    assert f"kgraph show OUT --focus {absent}" in page.locator("#hits .absent").first.inner_text()


def test_nothing_left_out_is_told_too(page: Any, summit: nx.MultiDiGraph) -> None:
    page.locator("#overview").click()
    text = page.locator("#card").inner_text()
    assert f"all {len(summit)} entities" in text
    assert re.search(r"This file has 0\.[6-9] MB", text)


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
