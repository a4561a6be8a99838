"""What the throughput benchmark works out from what it measures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

import throughput

from kgraph.building import Report
from kgraph.reading import Source


def rows(*seconds: float) -> list[throughput.Row]:
    return [
        {"processor_seconds": one, "characters": 100 * number} for number, one in enumerate(seconds, start=1)
    ]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ((1.0, 2.0, 3.0), 1.0),
        # Each input takes longer than the one before, as where time grows with the square.
        ((1.0, 4.0, 9.0), 5.0),
        # The fourth of four is compared with the first, and what is between them counts not.
        ((2.0, 9.0, 9.5, 10.5), 0.5),
        ((1.0, 2.0), None),
    ],
)
def test_growth_compares_the_last_third_with_the_first(
    seconds: tuple[float, ...], expected: float | None
) -> None:
    assert throughput.linearity(rows(*seconds)) == expected


def test_a_generator_is_timed_and_gives_the_same() -> None:
    clock = throughput.Clock()

    def slow(count: int) -> Iterator[int | None]:
        for number in range(count):
            sum(range(100_000))
            yield number or None

    assert list(clock.on_each(slow)(3)) == [None, 1, 2]
    assert clock.seconds > 0


def test_each_input_has_its_row_when_the_next_one_begins(tmp_path: Path) -> None:
    growth = throughput.Growth(tmp_path / "graph.duckdb")
    report = Report()
    for name, characters in (("a", 10), ("a", 30), ("b", 35)):
        report.documents += 1
        report.characters = characters
        growth(report, Source(name, f"/{name}"))
    growth.note()
    # The first record of an input is told when it is counted already.
    assert [(row["input"], row["documents"]) for row in growth.rows] == [("a", 3), ("b", 3)]


def test_a_sample_takes_from_all_inputs_alike(tmp_path: Path) -> None:
    paths = []
    for name in "甲乙丙":
        path = tmp_path / f"{name}.jsonl"
        lines = (f'{{"text": "{name}方外长在首都举行会谈，第{number}次。"}}\n' for number in range(100, 150))
        path.write_text("".join(lines), encoding="utf-8")
        paths.append(path)
    texts = throughput.sample(paths, 120)
    assert [sum(text.startswith(name) for text in texts) for name in "甲乙丙"] == [3, 3, 3]
