from __future__ import annotations

import pytest

from kgraph.reading.page import read_page

LEAD = '甲国外长28日在首都同到访的<a href="/b">乙国外长</a>举行会谈，双方就双边关系和地区问题交换意见。'
MORE = (
    "甲国外长表示，两国建交三十年来合作不断深化，愿同乙方一道落实两国领导人达成的重要共识。",
    "乙国外长说，乙方高度重视发展对甲国关系，期待在经贸、教育等领域扩大合作。",
    "会谈后，两国外长共同签署了旅游合作备忘录，并会见了记者。",
)


def page(body: str, head: str = "") -> str:
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>两国外长举行会谈_国际_云台网</title>{head}
<script>var menu = "菜单";</script></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/g">国际新闻频道</a></li></ul></div>
<div class="main"><h1>两国外长举行会谈</h1>
<div class="info"><span>2023年10月28日 18:05</span> <span>来源：云台日报</span></div>
<div>本报记者 林小川</div>
<div class="content">{body}</div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="1">乙国外长抵达首都开始访问</a></li></ul></div></div>
<div class="side"><p><a href="3">首都举行马拉松比赛吸引上万人参加</a></p></div>
<div id="footer"><p>版权所有 云台网 未经许可不得转载</p></div></body></html>"""


@pytest.mark.parametrize("tag", ["p", "div"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_articles_short_and_long_without_what_stands_around_them(count: int, tag: str) -> None:
    picture = "<figure><img src='a'><figcaption>两国外长握手</figcaption></figure>"
    paragraphs = [f"<{tag}>{text}</{tag}>" for text in (LEAD, *MORE[:count])]
    draft = read_page(page(paragraphs[0] + (picture if count else "") + "".join(paragraphs[1:])))
    lead = LEAD.replace('<a href="/b">', "").replace("</a>", "")
    lines = [
        "2023年10月28日 18:05 来源：云台日报",
        "本报记者 林小川",
        lead,
        *(["两国外长握手"] if count else []),
        *MORE[:count],
    ]
    assert [block.text for block in draft.blocks] == lines
    assert draft.title == "两国外长举行会谈"


def test_text_cut_by_line_breaks_only() -> None:
    draft = read_page(
        f"<html><body><table><tr><td><font>{LEAD}<br>　　{'<br>　　'.join(MORE)}</font></td></tr></table>"
    )
    assert [block.text for block in draft.blocks][1:] == list(MORE)


@pytest.mark.parametrize(
    ("head", "published", "source", "url"),
    [
        ('<meta property="article:published_time" content="2023-10-28T01:00:00Z">', "2023-10-28", None, None),
        (
            '<meta name="publishdate" content="2023-10-28"><meta name="source" content=" 云台日报 ">',
            "2023-10-28",
            "云台日报",
            None,
        ),
        (
            '<meta itemprop="datePublished" content="昨天"><meta name="pubdate" content="20231028">',
            "2023-10-28",
            None,
            None,
        ),
        (
            '<link rel="canonical" href="https://example.org/a">'
            '<meta property="og:site_name" content="云台网">',
            None,
            "云台网",
            "https://example.org/a",
        ),
        ('<meta property="og:url" content="/relative">', None, None, None),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"headline": "x",'
            '"datePublished":"2023-10-28T08:00:00+08:00","publisher":{"name":"云台社"},'
            '"url":"https://example.org/b"}]}</script>',
            "2023-10-28",
            "云台社",
            "https://example.org/b",
        ),
        ('<script type="application/ld+json">{broken</script>', None, None, None),
    ],
)
def test_metadata(head: str, published: str | None, source: str | None, url: str | None) -> None:
    draft = read_page(page(f"<p>{LEAD}</p>", head))
    assert (draft.published, draft.source, draft.url) == (published, source, url)


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>外长举行会谈_国际_云台网</title><p>会谈。", "外长举行会谈"),
        ("<title>外长会谈 - 云台网</title><p>会谈。", "外长会谈"),
        ("<title>会谈-签字</title><p>会谈。", "会谈-签字"),
        ("<title>云台网</title><h1>外长举行会谈</h1><p>会谈。", "外长举行会谈"),
        ("<title>外长会谈全文</title><h1>日报</h1><h1>外长会谈全文</h1>", "外长会谈全文"),
        ("<meta property='og:title' content='外长会谈'><title>x</title><p>会谈。", "外长会谈"),
        ("<p>会谈。", None),
    ],
)
def test_titles(html: str, title: str | None) -> None:
    assert read_page(f"<html>{html}").title == title


def test_a_page_that_holds_no_sentence_gives_what_it_has() -> None:
    draft = read_page("<html><body><div>外长会谈名单</div><div>甲某 乙某 丙某</div></body></html>")
    assert [block.text for block in draft.blocks] == ["外长会谈名单", "甲某 乙某 丙某"]
    assert read_page("<html></html>").blocks == []
    assert read_page("").blocks == []
