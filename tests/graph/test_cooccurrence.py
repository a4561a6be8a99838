"""Co-occurrence: counts of sentences, and NPMI worked out by hand."""

from __future__ import annotations

from math import log, log2
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.graph import Pair, cooccurrences
from kgraph.graph.steps import statement
from kgraph.records import Extraction
from tests.graph.records import BLINKEN, CN, US, WANG, XI, article, fill, line


def pairs(tmp_path: Path, *extractions: Extraction, least: int = 1) -> list[Pair]:
    with fill(tmp_path / "graph.duckdb", extractions) as store:
        return cooccurrences(store, least)


def npmi(together: int, one: int, other: int, total: int) -> float:
    counts = {"together": together, "one": one, "other": other, "total": total}
    values = ", ".join(f"CAST(${name} AS BIGINT) AS {name}" for name in counts)
    row = _CONNECTION.execute(f"SELECT {statement('npmi')} FROM (SELECT {values})", counts).fetchone()
    assert row is not None
    return float(row[0])


_CONNECTION = duckdb.connect()


# NPMI = ln(p(x,y) / (p(x) p(y))) / -ln p(x,y), with p(x,y) = together / total and so on.
@pytest.mark.parametrize(
    ("together", "first", "second", "total", "expected"),
    [
        # p(x,y) = 1/2, p(x) = 3/4, p(y) = 1/2: ln(4/3) / ln 2
        (2, 3, 2, 4, log2(4 / 3)),
        # p(x,y) = 1/4, p(x) = 3/4, p(y) = 1/2: ln(2/3) / ln 4
        (1, 3, 2, 4, log(2 / 3) / log(4)),
        # p(x,y) = 1/8, p(x) = p(y) = 1/4: ln 2 / ln 8
        (1, 2, 2, 8, 1 / 3),
        # 3/10 against 1/2 times 3/5: independent
        (3, 5, 6, 10, 0.0),
        # only together
        (5, 5, 5, 100, 1.0),
        (1, 1, 1, 2, 1.0),
        # together in each sentence: the limit, though -ln p(x,y) is 0
        (7, 7, 7, 7, 1.0),
    ],
)
def test_npmi_by_hand(together: int, first: int, second: int, total: int, expected: float) -> None:
    assert npmi(together, first, second, total) == pytest.approx(expected, abs=1e-6)


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """Sentences with both, with the first, with the second, and in all: sets that can be."""
    together = draw(st.integers(1, 10_000))
    only_first, only_second, neither = (draw(st.integers(0, 10_000)) for _ in range(3))
    return (
        together,
        together + only_first,
        together + only_second,
        together + only_first + only_second + neither,
    )


@given(counts())
def test_npmi_lies_between_its_limits_and_has_no_order(numbers: tuple[int, int, int, int]) -> None:
    together, first, second, total = numbers
    assert -1 <= npmi(*numbers) <= 1
    assert npmi(*numbers) == npmi(together, second, first, total)


@given(counts())
def test_npmi_has_the_sign_of_the_association(numbers: tuple[int, int, int, int]) -> None:
    together, first, second, total = numbers
    excess = together * total - first * second
    value = npmi(*numbers)
    # Rounding may take a weak association to 0, but never across it.
    assert value * excess >= 0
    assert excess != 0 or value == 0 or together == total


def test_the_more_it_is_expected_the_lower_it_falls() -> None:
    values = [npmi(1, number, number, 10_000) for number in (1, 10, 100, 1_000, 5_000)]
    assert values == sorted(values, reverse=True)
    assert values[0] == 1
    assert -1 < values[-1] < -0.8


def test_counts_and_npmi_of_a_store(tmp_path: Path) -> None:
    found = pairs(
        tmp_path,
        article(
            "a",
            None,
            line("王毅会见布林肯。", {"王毅": WANG, "布林肯": BLINKEN}),
            line("王毅与布林肯通话。", {"王毅": WANG, "布林肯": BLINKEN}),
            line("王毅离开。", {"王毅": WANG}),
            line("会场很安静。"),  # names nobody, and is a sentence all the same
        ),
    )
    assert found == [Pair(BLINKEN, WANG, 2, pytest.approx(log2(4 / 3), abs=1e-6))]


def test_pairs_in_rising_order_of_ids(tmp_path: Path) -> None:
    named = {"习近平": XI, "王毅": WANG, "中国": CN, "美国": US}
    found = pairs(tmp_path, article("a", None, line("习近平、王毅谈中国和美国。", named), line("完。")))
    assert [pair[:2] for pair in found] == [(CN, US), (CN, WANG), (CN, XI), (US, WANG), (US, XI), (WANG, XI)]
    assert {pair.npmi for pair in found} == {1.0}


def test_a_sentence_counts_once_however_often_it_names_somebody(tmp_path: Path) -> None:
    names = {"王毅": WANG, "王毅外长": WANG, "布林肯": BLINKEN, "布卿": BLINKEN}
    text = "王毅外长见了布林肯，布卿也见了王毅。"
    (pair,) = pairs(tmp_path, article("a", None, line(text, names), line("完。")))
    assert pair.sentences == 1


def test_neighbouring_sentences_are_no_company(tmp_path: Path) -> None:
    lines = line("王毅离开。", {"王毅": WANG}), line("布林肯留下。", {"布林肯": BLINKEN})
    assert pairs(tmp_path, article("a", None, *lines)) == []


def test_a_reprinted_sentence_counts_once_in_either_script(tmp_path: Path) -> None:
    simplified = line("王毅会见布林肯。", {"王毅": WANG, "布林肯": BLINKEN})
    traditional = line("王毅會見布林肯。", {"王毅": WANG, "布林肯": BLINKEN})
    alone = line("王毅离开。", {"王毅": WANG})
    found = pairs(
        tmp_path,
        article("a", None, simplified, alone),
        article("b", None, simplified),
        article("c", None, traditional, line("完。")),
    )
    # Three different sentences: p(x,y) = 1/3, p(王毅) = 2/3, p(布林肯) = 1/3.
    assert found == [Pair(BLINKEN, WANG, 1, pytest.approx(log(3 / 2) / log(3), abs=1e-6))]


def test_the_fewest_sentences_of_a_pair(tmp_path: Path) -> None:
    both = {"王毅": WANG, "布林肯": BLINKEN}
    twice = line("王毅会见布林肯。", both), line("王毅送别布林肯。", both)
    once = line("中国和美国。", {"中国": CN, "美国": US})
    with fill(tmp_path / "graph.duckdb", [article("a", None, *twice, once)]) as store:
        assert [pair.sentences for pair in cooccurrences(store)] == [2]
        assert [pair.sentences for pair in cooccurrences(store, least=1)] == [1, 2]
        assert cooccurrences(store, least=3) == []
