"""Tags and spans, and the arithmetic of scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spans import Scores, bioes, spans_of


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-PER", "I-PER", "O", "B-LOC"], [(0, 2, "PER"), (3, 4, "LOC")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["B-PER", "M-PER", "E-PER", "S-LOC"], [(0, 3, "PER"), (3, 4, "LOC")]),
        (["I-PER", "I-PER", "I-LOC"], [(0, 2, "PER"), (2, 3, "LOC")]),
        ([], []),
    ],
)
def test_spans_of_tags(tags: list[str], spans: list[tuple[int, int, str]]) -> None:
    assert list(spans_of(tags)) == spans


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["PER", "LOC", ""])), max_size=8))
def test_bioes_tags_hold_the_same_spans(pieces: list[tuple[int, str]]) -> None:
    tags: list[str] = []
    for size, label in pieces:
        tags += [f"B-{label}", *[f"I-{label}"] * (size - 1)] if label else ["O"] * size
    assert list(spans_of(bioes(tags))) == list(spans_of(tags))


def test_scores_by_label_and_of_all() -> None:
    scores = Scores()
    scores.add([(0, 2, "PER"), (3, 4, "LOC")], [(0, 2, "PER"), (5, 6, "LOC"), (7, 8, "ORG")])
    figures = scores.figures()
    assert figures["PER"] == {"P": 1.0, "R": 1.0, "F": 1.0, "gold": 1}
    assert figures["LOC"] == {"P": 0.0, "R": 0.0, "F": 0.0, "gold": 1}
    assert figures["all"] == {"P": 0.5, "R": 0.3333, "F": 0.4, "gold": 3}


def test_nothing_to_find_is_no_error() -> None:
    assert Scores().figures() == {"all": {"P": 0.0, "R": 0.0, "F": 0.0, "gold": 0}}
