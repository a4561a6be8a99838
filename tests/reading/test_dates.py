from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.reading.dates import date_in_name, find_date, is_date_line, parse_date


@pytest.mark.parametrize(
    "value",
    [
        "2023-10-28",
        "2023/10/28 18:05",
        "2023.10.28",
        "2023-10-28T23:05:40.549Z",
        "2023-10-28T23:05:40+08:00",
        "20231028",
        "20231028180540",
        "2023年10月28日",
        "2023 年 10 月 28 日 星期六",
        "二〇二三年十月二十八日",
        "二○二三年十月廿八日",
        "民國112年10月28日",
        "中华民国112年10月28日",
        "Sat, 28 Oct 2023 10:05:40 GMT",
        "28-Oct-2023",
        "October 28, 2023",
        "Oct. 28th, 2023",
        1698488225,
        1698488225000,
        1698488225000000,
        1698488225.5,
        "1698488225000",
        "发布于2023-10-28 来源某报",
    ],
)
def test_one_day_in_many_forms(value: object) -> None:
    assert parse_date(value) == "2023-10-28"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "昨天",
        "2023-13-40",
        "2023年2月30日",
        "1789-07-14",
        "2345-01-01",
        "20231340",
        "112年10月28日",
        "10月28日",
        "1.2023-10-28",
        "2023-10-28-1",
        "Smarch 28, 2023",
        None,
        True,
        0,
        -1,
        10**20,
        float("nan"),
        float("inf"),
        [2023],
        "9" * 500,
    ],
)
def test_what_is_no_day(value: object) -> None:
    assert parse_date(value) is None


@pytest.mark.parametrize(
    "line",
    [
        "2023-10-28",
        "2023-10-28 00:46",
        "（2023年10月28日）",
        "发布时间：2023-10-28 18:05:33",
        "2023年10月28日 星期六 下午6时05分",
        "2023-10-28T10:05:40.549Z",
        "Sat, 28 Oct 2023 10:05:40 +0800",
        "Published on October 28, 2023",
        "二〇二三年十月二十八日",
    ],
)
def test_lines_that_are_only_a_date(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line", ["2023年10月28日，外长抵达。", "10月28日", "2023-13-40", "2023-10-28 某报", "18:05", ""]
)
def test_lines_that_are_more_or_less(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("20231028", "2023-10-28"),
        ("2023-10-28_x", "2023-10-28"),
        ("x_2023_10_28", "2023-10-28"),
        ("xw20231028", "2023-10-28"),
        ("2023年10月28日", "2023-10-28"),
        ("20231340", None),
        ("2023", None),
        ("120231028", None),
        ("item-25053294", None),
    ],
)
def test_names(name: str, found: str | None) -> None:
    assert date_in_name(name) == found


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%a, %d %b %Y 23:59:59 GMT}",
    )
    assert {parse_date(form) for form in forms} == {day.isoformat()}


@given(st.text(alphabet="0123456789-/.年月日〇一二十廿民国T:Z ", max_size=40))
def test_what_is_found_is_a_day(text: str) -> None:
    for found in (find_date(text), parse_date(text), date_in_name(text)):
        assert found is None or (re.fullmatch(r"\d{4}-\d\d-\d\d", found) and date.fromisoformat(found))
