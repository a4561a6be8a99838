"""Graphs as ``build_graph`` makes them, written by hand or drawn at random."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

import networkx as nx
import pytest
from networkx.readwrite.gexf import GEXF

from kgraph.ontology import relations, statuses
from kgraph.records import Evidence, Fact

# networkx reads GEXF 1.3 from 3.6 on, which needs Python 3.11.
needs_gexf = pytest.mark.skipif(
    "1.3" not in GEXF.versions, reason="this networkx reads no GEXF 1.3; 3.6 does, on Python 3.11"
)

NODES: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "person:xi-jinping",
        "PERSON",
        "习近平",
        {"aliases": ["習近平", "习主席"], "official": True, "en": "Xi Jinping"},
    ),
    ("person:biden", "PERSON", "拜登", {"aliases": ["乔·拜登", "拜登总统", "喬·拜登"], "official": True}),
    ("person:wang-yi", "PERSON", "王毅", {"aliases": ["王外长"], "official": True}),
    ("person:blinken", "PERSON", "布林肯", {"aliases": ["安东尼·布林肯"], "official": True}),
    ("person:sullivan", "PERSON", "沙利文", {"aliases": ["蘇利文"], "official": True}),
    ("person:yellen", "PERSON", "耶伦", {"aliases": ["葉倫", "耶伦财长"], "official": True}),
    ("person:newsom", "PERSON", "纽森", {"aliases": ["紐森"], "official": True}),
    ("person:macron", "PERSON", "马克龙", {"aliases": ["馬克宏", "马克龙总统"], "official": True}),
    ("person:leyen", "PERSON", "冯德莱恩", {"aliases": ["馮德萊恩"], "official": True}),
    ("country:CN", "COUNTRY", "中国", {"aliases": ["中國", "中方"], "kind": "state", "code": "CN"}),
    (
        "country:US",
        "COUNTRY",
        "美国",
        {"aliases": ["美國", "美方", "美利坚合众国"], "kind": "state", "code": "US"},
    ),
    ("country:FR", "COUNTRY", "法国", {"aliases": ["法國"], "kind": "state", "code": "FR"}),
    ("country:RU", "COUNTRY", "俄罗斯", {"aliases": ["俄羅斯", "俄方"], "kind": "state", "code": "RU"}),
    ("country:UA", "COUNTRY", "乌克兰", {"aliases": ["烏克蘭", "乌方"], "kind": "state", "code": "UA"}),
    ("institution:eu", "INSTITUTION", "欧盟", {"aliases": ["歐盟", "欧方"], "kind": "igo"}),
    (
        "institution:cn-mfa",
        "INSTITUTION",
        "中国外交部",
        {"aliases": ["外交部"], "kind": "government", "country": "country:CN"},
    ),
    (
        "institution:us-state",
        "INSTITUTION",
        "美国国务院",
        {"aliases": ["國務院"], "kind": "government", "country": "country:US"},
    ),
    ("institution:un", "INSTITUTION", "联合国", {"aliases": ["聯合國"], "kind": "igo"}),
    (
        "place:san-francisco",
        "PLACE",
        "旧金山",
        {"aliases": ["舊金山"], "kind": "city", "within": "country:US"},
    ),
    ("place:california", "PLACE", "加利福尼亚州", {"aliases": ["加州"], "kind": "province"}),
    ("event:apec-2023", "EVENT", "亚太经合组织领导人非正式会议", {"aliases": ["APEC峰会"], "kind": "series"}),
    (
        "event:bri-forum",
        "EVENT",
        "“一带一路”国际合作高峰论坛",
        {"aliases": ["「一帶一路」國際合作高峰論壇"], "kind": "series"},
    ),
    ("person:alone", "PERSON", "无名氏", {"aliases": []}),
]

_XI, _BIDEN, _WANG, _BLINKEN = "person:xi-jinping", "person:biden", "person:wang-yi", "person:blinken"
_CN, _US, _FR, _RU, _UA, _EU = (
    "country:CN",
    "country:US",
    "country:FR",
    "country:RU",
    "country:UA",
    "institution:eu",
)

# subject, relation, object, title, from, to, status, speaker, [(day of publication, source, sentence)]
FACTS: list[tuple[Any, ...]] = [
    (_XI, "MEET", _BIDEN, None, "2023-11-15", None, "actual", None, [
        ("2023-11-16", "晨报", "当地时间11月15日，习近平同拜登在旧金山会晤。"),
        ("2023-11-16", "晚报", "当地时间11月15日，习近平同拜登在旧金山会晤。"),
        ("2023-11-17", "港聞", "習近平與拜登十五日在舊金山舉行會談，談了約四個小時。"),
    ]),
    (_XI, "MEET", _BIDEN, None, "2022-11-14", None, "actual", None, [
        ("2022-11-15", "晨报", "习近平14日在巴厘岛同拜登举行会晤。"),
    ]),
    (_XI, "CALL", _BIDEN, None, "2024-04-02", None, "actual", None, [
        ("2024-04-03", "晨报", "习近平2日同拜登通电话。"),
    ]),
    (_BIDEN, "INVITE", _XI, None, "2023-11", None, "actual", None, [
        ("2023-11-11", "晨报", "应拜登邀请，习近平将赴美国。"),
    ]),
    (_XI, "VISIT", "place:san-francisco", None, "2023-11-14", "2023-11-17", "actual", None, [
        ("2023-11-11", "晨报", "习近平将于11月14日至17日赴旧金山。"),
    ]),
    (_XI, "ATTEND", "event:apec-2023", None, "2023-11-17", None, "actual", None, [
        ("2023-11-18", "晨报", "习近平17日出席亚太经合组织领导人非正式会议。"),
    ]),
    (_BIDEN, "HOST", "event:apec-2023", None, "2023-11-17", None, "actual", None, [
        ("2023-11-18", "晨报", "会议由拜登主持。"),
    ]),
    ("event:apec-2023", "LOCATED_IN", "place:san-francisco", None, None, None, "actual", None, [
        ("2023-11-18", "晨报", "亚太经合组织领导人非正式会议在旧金山举行。"),
    ]),
    ("place:san-francisco", "LOCATED_IN", "place:california", None, None, None, "actual", None, [
        ("2023-11-18", "晨报", "旧金山位于加利福尼亚州。"),
    ]),
    (_WANG, "VISIT", _US, None, "2023-10-26", "2023-10-28", "actual", None, [
        ("2023-10-24", "晨报", "王毅将于10月26日至28日访问美国。"),
        ("2023-10-27", "晚报", "王毅26日抵达华盛顿，开始对美国的访问。"),
    ]),
    (_WANG, "MEET", _BLINKEN, None, "2023-10-26", None, "actual", None, [
        ("2023-10-27", "晨报", "王毅26日同布林肯举行会谈。"),
    ]),
    (_WANG, "MEET", "person:sullivan", None, "2023-10-27", None, "actual", None, [
        ("2023-10-28", "晨报", "王毅27日同沙利文举行会晤。"),
    ]),
    (_WANG, "MEET", "person:sullivan", None, "2024-01-26", "2024-01-27", "actual", None, [
        ("2024-01-28", "晨报", "1月26日至27日，王毅在曼谷同沙利文举行会晤。"),
    ]),
    (_BLINKEN, "VISIT", _CN, None, "2023-06-18", "2023-06-19", "actual", None, [
        ("2023-06-19", "晨报", "布林肯18日至19日访问中国。"),
    ]),
    (_XI, "MEET", _BLINKEN, None, "2023-06-19", None, "actual", None, [
        ("2023-06-20", "晨报", "习近平19日在北京会见布林肯。"),
    ]),
    ("person:yellen", "VISIT", _CN, None, "2023-07-06", "2023-07-09", "actual", None, [
        ("2023-07-07", "晨报", "耶伦6日抵达北京，开始为期四天的访问。"),
    ]),
    ("person:newsom", "VISIT", _CN, None, "2023-10-23", "2023-10-29", "actual", None, [
        ("2023-10-25", "港聞", "加州州長紐森本周訪問中國。"),
    ]),
    (_XI, "MEET", "person:newsom", None, "2023-10-25", None, "actual", None, [
        ("2023-10-26", "晨报", "习近平25日在北京会见纽森。"),
    ]),
    ("person:newsom", "HOLDS_OFFICE", "place:california", "州长", None, None, "actual", None, [
        ("2023-10-25", "港聞", "加州州長紐森本周訪問中國。"),
    ]),
    (_XI, "HOLDS_OFFICE", _CN, "国家主席", None, None, "actual", None, [
        ("2023-11-16", "晨报", "中国国家主席习近平同拜登举行会晤。"),
    ]),
    (_BIDEN, "HOLDS_OFFICE", _US, "总统", None, None, "actual", None, [
        ("2023-11-16", "晨报", "美国总统拜登在旧金山迎接来宾。"),
        ("2024-04-03", "晚报", "美国总统拜登2日同习近平通话。"),
    ]),
    (_WANG, "HOLDS_OFFICE", "institution:cn-mfa", "部长", None, None, "actual", None, [
        ("2023-10-27", "晨报", "外交部长王毅抵达华盛顿。"),
    ]),
    (_BLINKEN, "HOLDS_OFFICE", "institution:us-state", "国务卿", None, None, "past", None, [
        ("2025-02-01", "晚报", "美国前国务卿布林肯发表文章。"),
    ]),
    ("institution:cn-mfa", "PART_OF", _CN, None, None, None, "actual", None, [
        ("2023-10-27", "晨报", "中国外交部发言人回答提问。"),
    ]),
    ("institution:us-state", "PART_OF", _US, None, None, None, "actual", None, [
        ("2023-10-27", "晨报", "美国国务院发表声明。"),
    ]),
    (_CN, "AGREE", _US, None, "2023-11-15", None, "actual", None, [
        ("2023-11-16", "晨报", "中美双方同意恢复两军高层沟通。"),
        ("2023-11-17", "晚报", "中美就恢复军事沟通达成共识。"),
    ]),
    (_CN, "COOPERATE", _US, None, "2024-01-30", None, "actual", None, [
        ("2024-01-31", "晨报", "中美禁毒合作工作组30日在北京启动。"),
    ]),
    (_US, "SANCTION", _CN, None, "2023-10-17", None, "actual", None, [
        ("2023-10-18", "晨报", "美国17日收紧对中国的芯片出口限制。"),
    ]),
    (_CN, "PROTEST", _US, None, "2023-10-18", None, "actual", None, [
        ("2023-10-18", "晚报", "中方就此向美方提出交涉。"),
    ]),
    (_CN, "REQUEST", _US, None, "2023-10-18", None, "wish", "institution:cn-mfa", [
        ("2023-10-18", "晚报", "外交部表示，希望美方取消单边措施。"),
    ]),
    (_US, "ACCUSE", _CN, None, "2024-03", None, "claimed", "institution:us-state", [
        ("2024-03-21", "晚报", "美国国务院称中国企业提供了零部件。"),
    ]),
    (_CN, "REJECT", _US, None, "2024-03-22", None, "actual", None, [
        ("2024-03-22", "晚报", "中方反对美方的指责。"),
    ]),
    (_US, "COERCE", _CN, None, None, None, "negated", None, [
        ("2023-11-16", "晨报", "美方无意与中国脱钩。"),
    ]),
    (_XI, "VISIT", _FR, None, "2024-05-05", "2024-05-07", "actual", None, [
        ("2024-05-06", "晨报", "习近平5日抵达巴黎，对法国进行国事访问。"),
    ]),
    (_XI, "MEET", "person:macron", None, "2024-05-06", None, "actual", None, [
        ("2024-05-07", "晨报", "习近平6日同马克龙举行会谈。"),
        ("2024-05-07", "港聞", "習近平六日與馬克龍在巴黎會談。"),
    ]),
    (_XI, "MEET", "person:leyen", None, "2024-05-06", None, "actual", None, [
        ("2024-05-07", "晨报", "习近平6日在巴黎同马克龙、冯德莱恩举行三方会晤。"),
    ]),
    ("person:macron", "HOLDS_OFFICE", _FR, "总统", None, None, "actual", None, [
        ("2024-05-07", "晨报", "法国总统马克龙举行欢迎仪式。"),
    ]),
    ("person:leyen", "HOLDS_OFFICE", _EU, "委员会主席", None, None, "actual", None, [
        ("2024-05-07", "晨报", "欧盟委员会主席冯德莱恩参加会晤。"),
    ]),
    (_FR, "MEMBER_OF", _EU, None, None, None, "actual", None, [
        ("2024-05-07", "晨报", "法国是欧盟成员国。"),
    ]),
    (_EU, "SANCTION", _RU, None, "2024-02-23", None, "actual", None, [
        ("2024-02-24", "晨报", "欧盟23日通过对俄罗斯的第十三轮制裁。"),
    ]),
    (_US, "SANCTION", _RU, None, "2024-02-23", None, "actual", None, [
        ("2024-02-24", "晨报", "美国23日宣布对俄罗斯实施新制裁。"),
    ]),
    (_RU, "ASSAULT", _UA, None, "2022-02-24", None, "actual", None, [
        ("2022-02-24", "晚报", "俄罗斯24日对乌克兰发动军事行动。"),
    ]),
    (_US, "AID", _UA, None, "2024-04-24", None, "actual", None, [
        ("2024-04-25", "晨报", "美国24日宣布向乌克兰提供军事援助。"),
    ]),
    (_EU, "AID", _UA, None, "2024-05", None, "planned", None, [
        ("2024-05-08", "晚报", "欧盟拟向乌克兰再提供一笔贷款。"),
    ]),
    (_CN, "HOST", "event:bri-forum", None, "2023-10-17", "2023-10-18", "actual", None, [
        ("2023-10-19", "晨报", "“一带一路”国际合作高峰论坛17日至18日在北京举行。"),
    ]),
    (_RU, "ATTEND", "event:bri-forum", None, "2023-10-17", None, "actual", None, [
        ("2023-10-19", "晨报", "俄罗斯代表团出席“一带一路”国际合作高峰论坛。"),
    ]),
    (_CN, "MEMBER_OF", "institution:un", None, None, None, "actual", None, [
        ("2023-10-19", "晨报", "中国是联合国安理会常任理事国。"),
    ]),
]  # fmt: skip

PAIRS = [(_CN, _US, 44, 0.21), (_BIDEN, _XI, 12, 0.43), ("institution:un", _US, 5, 0.12), (_FR, _CN, 7, 0.18)]


def evidence(sentence: str, published: str | None, source: str | None, **more: Any) -> Evidence:
    name = f"{source}-{published}"
    values: dict[str, Any] = {
        "document": f"doc:{name}:{sentence[:8]}",
        "name": name,
        "title": f"{sentence[:12]}……",
        "published": published,
        "source": source,
        "url": f"https://news.example/{published}/{len(sentence)}",
        "text": sentence,
        "start": 20,
        "end": 20 + len(sentence),
        "rule": "pattern:meet-with",
        "status": "actual",
        "date": None,
        "date_basis": None,
        "speaker": None,
    }
    return Evidence(**(values | more))


def fact(
    subject: str,
    relation: str,
    other: str,
    title: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: str = "actual",
    speaker: str | None = None,
    sentences: Any = (),
) -> Fact:
    names = {node[0]: node[2] for node in NODES}
    rows = tuple(
        evidence(text, published, source, date=since, status=status, date_basis="explicit" if since else None)
        for published, source, text in sentences
    )
    stories = len({row.text for row in rows}) or 1
    return Fact(
        subject,
        names.get(subject, subject),
        relation,
        other,
        names.get(other, other),
        title,
        since,
        until or since,
        "explicit" if since else None,
        status,
        speaker,
        stories,
        len(rows) or 1,
        rows,
    )


def assemble(
    nodes: list[tuple[str, str, str, dict[str, Any]]],
    facts: list[Fact],
    pairs: Any = (),
) -> nx.MultiDiGraph:
    """The graph of these entities, facts and co-occurring pairs, with the attributes of ``build_graph``."""
    graph = nx.MultiDiGraph()
    names: dict[str, set[str]] = defaultdict(set)
    days: dict[str, list[str]] = defaultdict(list)
    for one in facts:
        for row in one.evidence:
            for node in (one.subject, one.object):
                names[node].add(row.name)
                days[node].extend([row.published] if row.published else [])
    for identifier, label, name, attributes in nodes:
        graph.add_node(
            identifier,
            **{
                "name": name,
                "label": label,
                "aliases": [],
                "mentions": 2 * len(names[identifier]),
                "documents": len(names[identifier]),
                "first": min(days[identifier], default=None),
                "last": max(days[identifier], default=None),
            }
            | attributes,
        )
    edges: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for one in facts:
        ends = (one.subject, one.object)
        if relations()[one.relation].symmetric:
            ends = (min(ends), max(ends))
        edges[(*ends, f"{one.relation}:{one.title}" if one.title else one.relation)].append(one)
    rank = {name: row.rank for name, row in statuses().items()}
    for (source, target, key), members in sorted(edges.items()):
        row = relations()[members[0].relation]
        members.sort(key=lambda one: one.date_from or "9999")
        dates = [day for one in members for day in (one.date_from, one.date_to) if day]
        published = [each.published for one in members for each in one.evidence if each.published]
        graph.add_edge(
            source,
            target,
            key=key,
            relation=members[0].relation,
            title=members[0].title,
            weight=sum(one.stories for one in members),
            sentences=sum(one.sentences for one in members),
            first=min(dates or published, default=None),
            last=max(dates or published, default=None),
            status=min((one.status for one in members), key=rank.__getitem__),
            symmetric=row.symmetric,
            plover=row.plover,
            quad=row.quad,
            facts=members,
        )
    for one, other, count, npmi in pairs:
        first, second = min(one, other), max(one, other)
        graph.add_edge(
            first,
            second,
            key="CO_OCCURS",
            relation="CO_OCCURS",
            weight=count,
            sentences=count,
            npmi=npmi,
            symmetric=True,
        )
    return graph


def crowd(nodes: int, edges: int, seed: int = 3) -> nx.MultiDiGraph:
    """A graph at random in which few are met often and most are met rarely, as in news."""
    dice = random.Random(seed)
    syllables = "安巴卡达伊福戈哈基拉马尼奥佩里萨塔乌维扬泽米努克"
    labels = ["PERSON"] * 6 + ["INSTITUTION"] * 3 + ["COUNTRY", "PLACE", "EVENT"]
    people: list[tuple[str, str, str, dict[str, Any]]] = []
    for number in range(nodes):
        label = dice.choice(labels)
        name = "".join(dice.choice(syllables) for _ in range(dice.randint(2, 6)))
        people.append((f"{label.lower()}:{number}", label, name, {"aliases": [name + "氏"]}))
    names = [name for name, row in relations().items() if name != "CO_OCCURS"]
    facts = []
    for number in range(edges):
        first = int(nodes * dice.random() ** 4)
        second = int(nodes * dice.random() ** 3)
        if first == second:
            continue
        relation = dice.choice(names)
        day = f"{dice.randint(2012, 2023)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
        title = "部长" if relation == "HOLDS_OFFICE" else None
        words = (
            f"{people[first][2]}同{people[second][2]}就第{number}号议题交换了意见，"
            + "双方谈到贸易、安全和人员往来。" * 3
        )
        rows = [
            (day, f"第{dice.randint(1, 9)}报", f"{words}（其{turn}）") for turn in range(dice.randint(1, 4))
        ]
        facts.append(
            fact(people[first][0], relation, people[second][0], title, day, None, "actual", None, rows)
        )
    pairs = {tuple(sorted(dice.sample(range(min(nodes, 400)), 2))) for _ in range(edges // 2)}
    return assemble(
        people, facts, [(people[a][0], people[b][0], dice.randint(2, 30), 0.1) for a, b in sorted(pairs)]
    )
