from __future__ import annotations

import pytest

from kgraph.reading.metadata import certain_date, guessed_date, is_rule, source_span, url_of

BODY = "两国外长在首都举行会谈,双方交换意见。"


def source(*lines: str) -> str | None:
    span = source_span(lines)
    return lines[span[0]][span[1] : span[2]] if span else None


@pytest.mark.parametrize(
    ("lines", "name", "found"),
    [
        (["2023-10-28 18:05 来源:某报"], "", "2023-10-28"),
        (["会谈", "某社北京2023年10月28日电 " + BODY], "", "2023-10-28"),
        (["会谈", "某社北京10月28日电 " + BODY], "", None),
        (["会谈", "某社北京10月28日电 " + BODY], "报道2023年", "2023-10-28"),
        (["会谈", "(某通讯社记者甲某10月28日报道)" + BODY], "2023年", "2023-10-28"),
        (["会谈", "当地时间10月28日," + BODY, "2023年10月20日,他离开首都。"], "", "2023-10-28"),
        (["会谈", "1月2日," + BODY, "2023年12月30日,他离开首都。"], "", None),
        (["会谈", "10月28日," + BODY, "1979年10月28日,两国建交。"], "", None),
        (["会谈", "10月28日," + BODY, "2019年3月1日,两国复交。"], "", None),
        (["2023年10月28日两国外长在首都举行会谈并签署文件"], "", None),
        (["会谈", BODY, "会议于2023年10月20日开幕。"], "", None),
        (["会谈", BODY], "2023年", None),
        ([], "", None),
    ],
)
def test_certain_dates(lines: list[str], name: str, found: str | None) -> None:
    assert certain_date(lines, name) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["会谈", "2023年10月28日,外长抵达。"], "2023-10-28"),
        (["会谈", "当地时间2023年10月28日,外长抵达。"], "2023-10-28"),
        (["会谈", "某网消息:2023年10月28日,外长抵达。"], "2023-10-28"),
        (["会谈", "外长2023年10月28日抵达。"], None),
        (["会谈", "2023年10月28日,外长抵达。", "2024年他再次来访。"], None),
        (["会谈", "2023年13月28日,外长抵达。"], None),
    ],
)
def test_guessed_dates(lines: list[str], found: str | None) -> None:
    assert guessed_date(lines) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["会谈", "新华社北京10月28日电 " + BODY], "新华社"),
        (["会谈", "新华社台北10月28日电(记者甲某)" + BODY], "新华社"),
        (["会谈", "中新网10月28日电 " + BODY], "中新网"),
        (["会谈", "央视网消息(新闻联播):" + BODY], "央视网"),
        (["会谈", "(德国之声中文网)" + BODY], "德国之声中文网"),
        (["会谈", "【环球网报道 记者 甲某】" + BODY], "环球网"),
        (["会谈", "外交部网站消息:" + BODY], "外交部网站"),
        (["会谈", "中国社会科学报北京10月28日电 " + BODY], "中国社会科学报"),
        (["会谈", "烟台日报讯:" + BODY], "烟台日报"),
        (["会谈", "甲某、乙某/环球时报", BODY], "环球时报"),
        (["会谈", "2023-10-28 来源: 某某日报 作者: 甲某", BODY], "某某日报"),
        (["会谈", BODY, BODY, BODY + "据新华社", BODY, BODY], "新华社"),
        (["会谈", *[BODY] * 9, "综合新华社、解放军报等"], "新华社"),
        (["会谈", "本报北京10月28日电 " + BODY], None),
        (["会谈", "据报道," + BODY], None),
        (["会谈", "据新华社报道,外长抵达。"], None),
        (["会谈", BODY], None),
        ([], None),
    ],
)
def test_sources(lines: list[str], found: str | None) -> None:
    assert source(*lines) == found


@pytest.mark.parametrize(
    ("line", "found"), [("---", True), ("* * *", True), ("※※※※", True), ("-", False), ("——会谈", False)]
)
def test_rules(line: str, found: bool) -> None:
    assert is_rule(line) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("(https://example.org)", "https://example.org"),
        ("www.example.org", "www.example.org"),
        ("本文链接:https://example.org", "https://example.org"),
        ("见https://example.org", None),
        ("https://example.org 说明", None),
    ],
)
def test_addresses(line: str, found: str | None) -> None:
    assert url_of(line) == found
