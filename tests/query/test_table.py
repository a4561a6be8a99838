"""Rows that print, iterate as a list, and become a data frame."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Any

import pytest
from tests.graph.records import BLINKEN, WANG, document, grouped, relation

from kgraph.errors import InputError
from kgraph.query import Facts, Table


@dataclass(frozen=True)
class Guest:
    name: str
    visits: int | None


GUESTS = Table([Guest("马克龙", 2), Guest("冯德莱恩", None), Guest("<b>朔尔茨</b>", 1)])


def some_facts(number: int) -> Facts:
    paper = document("d1", "王毅会见布林肯。", published="2023-10-27", source="晨报", url="https://a.example")
    told = [relation("d1", WANG, "MEET", BLINKEN, f"{2000 + year}-01-01") for year in range(number)]
    return Facts(grouped(*told, documents=[paper]))


def test_it_is_a_list() -> None:
    assert list(GUESTS) == GUESTS
    assert GUESTS[0].name == "马克龙"
    assert (len(GUESTS), GUESTS[-1].visits, Guest("马克龙", 2) in GUESTS) == (3, 1, True)
    assert Table() == []
    assert not Table()


def test_a_part_of_it_is_a_table_too() -> None:
    part = GUESTS[1:]
    assert isinstance(part, Table)
    assert part.columns == ("name", "visits")
    assert GUESTS.head(1).records() == [{"name": "马克龙", "visits": 2}]


def test_it_prints_with_columns_under_each_other() -> None:
    # A Chinese character is two columns wide.
    assert repr(GUESTS).split("\n") == [
        "name           visits",
        "马克龙              2",
        "冯德莱恩",
        "<b>朔尔茨</b>       1",
    ]


def test_a_long_one_says_how_much_more_there_is() -> None:
    lines = repr(some_facts(1234)).split("\n")
    assert lines[-1] == "… 1,214 more"
    assert len(lines) == 1 + 20 + 1
    assert all(len(line) <= 120 for line in lines)
    assert repr(some_facts(0)) == "Facts: nothing"


def test_a_notebook_shows_a_table_in_which_no_text_is_markup() -> None:
    shown = GUESTS._repr_html_()
    assert shown.count("<tr>") == 1 + 3
    assert "&lt;b&gt;朔尔茨&lt;/b&gt;" in shown
    assert "<b>" not in shown


def test_facts_have_names_dates_and_their_first_sentence() -> None:
    (record,) = some_facts(1).records()
    assert record == {
        "subject": "布林肯",
        "relation": "MEET",
        "object": "王毅",
        "title": None,
        "date_from": "2000-01-01",
        "date_to": "2000-01-01",
        "date_basis": "explicit",
        "status": "actual",
        "speaker": None,
        "stories": 1,
        "sentences": 1,
        "sentence": "王毅会见",
        "document": "d1",
        "published": "2023-10-27",
        "source": "晨报",
        "url": "https://a.example",
        "subject_id": BLINKEN,
        "object_id": WANG,
    }
    assert some_facts(0).columns == tuple(record)


def test_pandas_takes_rows_and_columns() -> None:
    pandas = pytest.importorskip("pandas", reason="needs the test extra: pandas")
    frame = some_facts(3).df()
    assert list(frame["date_from"]) == ["2000-01-01", "2001-01-01", "2002-01-01"]
    assert pandas.api.types.is_integer_dtype(frame["stories"])
    # A frame of nothing can be grouped and joined all the same.
    assert list(some_facts(0).df().columns) == list(frame.columns)


def test_without_pandas_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError("No module named 'pandas'")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"pip install 'kgraph\[pandas\]'"):
        GUESTS.df()
