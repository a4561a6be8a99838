from __future__ import annotations

import pytest

from kgraph.reading.blocks import Draft, Problem
from kgraph.reading.feed import read_dump, read_feed

BODY = "两国外长举行会谈。"


def items(xml: str) -> list[Draft]:
    return [draft for draft in read_feed(xml) if isinstance(draft, Draft)]


def summary(draft: Draft) -> tuple[object, ...]:
    return (
        draft.title,
        draft.published,
        draft.source,
        draft.url,
        draft.key,
        [block.text for block in draft.blocks],
        draft.line,
    )


def test_rss() -> None:
    xml = f"""<?xml version="1.0" encoding="gb2312"?>
<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>云台网</title><link>https://example.org</link>
<item><title>外长会谈</title><link>https://example.org/1</link><guid>n1</guid>
<pubDate>Sat, 28 Oct 2023 23:05:40 GMT</pubDate><description>摘要</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>签字。</p>]]></content:encoded></item>
<item><title>&lt;b&gt;签字&lt;/b&gt;</title>
<link><![CDATA[https://example.org/?a=1&b=2]]></link>
<description>&lt;p&gt;{BODY}&lt;/p&gt;</description><source url="x">云台社</source></item>
</channel></rss>"""
    assert [summary(draft) for draft in items(xml)] == [
        ("外长会谈", "2023-10-28", "云台网", "https://example.org/1", "n1", [BODY, "签字。"], 1),
        ("签字", None, "云台社", "https://example.org/?a=1&b=2", None, [BODY], 2),
    ]


def test_atom() -> None:
    xml = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>云台网</title>
<entry><title type="html">外长会谈</title><id>e1</id>
<updated>2023-10-29T00:00:00Z</updated><published>2023-10-28T20:00:00Z</published>
<link rel="edit" href="https://example.org/edit"/><link href="https://example.org/1"/>
<content type="html">&lt;p&gt;{BODY}</content></entry>
<entry><title>签字</title><summary>摘要</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>签<b>字</b>。</p></div></content>
</entry></feed>"""
    assert [summary(draft) for draft in items(xml)] == [
        ("外长会谈", "2023-10-28", "云台网", "https://example.org/1", "e1", [BODY], 1),
        ("签字", None, "云台网", None, None, [BODY, "签字。"], 2),
    ]


def test_rdf_and_prefixes_without_a_namespace() -> None:
    item = f"<item><title>会谈</title><dc:date>2023-10-28</dc:date><description>{BODY}</description></item>"
    xml = f"<rdf:RDF><channel><title>云台网</title></channel>{item}</rdf:RDF>"
    assert summary(items(xml)[0])[:3] == ("会谈", "2023-10-28", "云台网")


def test_a_broken_feed_gives_what_can_be_saved() -> None:
    xml = f"<rss><channel><item><title>甲 & 乙</title><description>{BODY}</description></item><item><title>丙"
    assert [draft.title for draft in items(xml)] == ["甲 & 乙", "丙"]
    assert [block.text for block in items(xml)[0].blocks] == [BODY]


def test_entities_do_not_explode_and_files_are_not_opened() -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "哈哈">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<rss><item><title>会谈</title><description>{BODY}&l9;&f;</description></item></rss>"
    )
    for draft in items(xml):
        assert sum(len(block.text) for block in draft.blocks) < 1000
        assert "root" not in "".join(block.text for block in draft.blocks)


@pytest.mark.parametrize("xml", ["<rss></rss>", "<feed", "<rss><channel><title>x</title></channel></rss>"])
def test_no_items(xml: str) -> None:
    [problem] = read_feed(xml)
    assert isinstance(problem, Problem)
    assert "feed without items" in problem.reason


def test_dumps_of_one_and_many() -> None:
    one = f"<!--1698488225000-->\n[外长[首轮]会谈](https://example.org/a_(1))\n------\n\n<div><i><br>2023-10-28T10:05:40.549Z</i></div><p>{BODY}</p>"
    other = f"<!-- 1698574625 -->\n[签字](https://example.org/b)\n***\n<p>{BODY}</p>"
    drafts = list(read_dump(f"{one}\n\n{other}\n"))
    assert [(draft.title, draft.published, draft.url, draft.line) for draft in drafts] == [
        ("外长[首轮]会谈", "2023-10-28", "https://example.org/a_(1)", 1),
        ("签字", "2023-10-29", "https://example.org/b", 2),
    ]
    assert [[block.text for block in draft.blocks] for draft in drafts] == [
        ["2023-10-28T10:05:40.549Z", BODY],
        [BODY],
    ]
