"""The trained model: its arithmetic, its file, and what the component takes from it."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kgraph.errors import ModelError
from kgraph.language import load
from kgraph.language.ner import TEMPLATES, Crf, feature_keys
from kgraph.language.tokenizer import tokenizer_of

TAGS = ["O", "B-PER", "E-PER", "S-PER"]


def write(path: Path, **changes: Any) -> Path:
    """A model of three keys."""
    values: dict[str, Any] = {
        "tags": np.array(TAGS),
        "keys": np.array([3, 2**40, 2**63 + 5], dtype=np.uint64),
        "weights": np.array([[1, 2, 0, 0], [0, 0, 4, 0], [0, 0, 0, -7]], dtype=np.int16),
        "scale": np.float32(0.5),
        "transitions": np.zeros((4, 4), dtype=np.float32),
    }
    np.savez(path, **{key: value for key, value in (values | changes).items() if value is not None})
    return path


@pytest.fixture
def crf(tmp_path: Path) -> Crf:
    return Crf(write(tmp_path / "ner.npz"))


def test_emissions_are_the_scaled_sums_of_the_weights_of_known_keys(crf: Crf) -> None:
    columns = [np.array([3, 7, 2**63 + 5], dtype=np.uint64), np.array([2**40, 0, 3], dtype=np.uint64)]
    expected = [[0.5, 1.0, 2.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.5, 1.0, 0.0, -3.5]]
    assert crf.emissions(columns, 3).tolist() == expected


@settings(max_examples=50, deadline=None)
@given(keys=st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=40, unique=True), data=st.data())
def test_every_key_of_the_model_is_found_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, keys: list[int], data: st.DataObject
) -> None:
    keys = sorted(keys)
    weights = np.arange(1, 4 * len(keys) + 1, dtype=np.int16).reshape(-1, 4)
    path = write(
        tmp_path_factory.mktemp("crf") / "ner.npz",
        keys=np.array(keys, np.uint64),
        weights=weights,
        scale=np.float32(1),
    )
    asked = data.draw(st.lists(st.sampled_from(keys) | st.integers(0, 2**64 - 1), min_size=1, max_size=20))
    rows = dict(zip(keys, weights.tolist(), strict=True))
    sums = Crf(path).emissions([np.array(asked, np.uint64)], len(asked))
    assert sums.tolist() == [rows.get(key, [0, 0, 0, 0]) for key in asked]


numbers = st.floats(-9, 9, width=32)


@settings(max_examples=60, deadline=None)
@given(
    emissions=st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=1, max_size=5),
    transitions=st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=4, max_size=4),
)
def test_the_decoded_path_is_the_best_of_all(
    tmp_path_factory: pytest.TempPathFactory, emissions: list[list[float]], transitions: list[list[float]]
) -> None:
    crf = Crf(
        write(tmp_path_factory.mktemp("crf") / "ner.npz", transitions=np.array(transitions, np.float32))
    )
    length = len(emissions)

    def score(path: tuple[int, ...]) -> float:
        steps = sum(emissions[place][tag] for place, tag in enumerate(path))
        return steps + sum(transitions[one][other] for one, other in pairwise(path))

    best = crf.decode(np.array(emissions, np.float32), [(0, length)])
    assert score(tuple(best.tolist())) == pytest.approx(
        max(map(score, product(range(4), repeat=length))), abs=1e-3
    )


def test_stretches_are_decoded_apart_and_nothing_between_them(crf: Crf) -> None:
    emissions = np.zeros((7, 4), dtype=np.float32)
    emissions[:, 3] = 1.0
    assert crf.decode(emissions, [(0, 2), (4, 7)]).tolist() == [3, 3, 0, 0, 3, 3, 3]


def test_a_long_stretch_is_decoded_in_pieces(crf: Crf) -> None:
    emissions = np.tile(np.array([[0, 0, 0, 1]], dtype=np.float32), (1000, 1))
    assert crf.decode(emissions, [(0, 1000)]).tolist() == [3] * 1000


@pytest.mark.parametrize(
    "changes", [{"keys": None}, {"weights": np.zeros((2, 4), np.int16)}, {"tags": np.array(["O"])}]
)
def test_a_model_that_is_not_whole_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match=r"ner\.npz.*reinstall kgraph"):
        Crf(write(tmp_path / "ner.npz", **changes))


def test_a_truncated_or_missing_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "ner.npz")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelError, match="cannot be read"):
        Crf(path)
    with pytest.raises(ModelError, match="no such model"):
        Crf(tmp_path / "absent.npz")


def keys_of(nlp: Language, text: str) -> np.ndarray:
    tokenizer = tokenizer_of(nlp)
    return np.stack(list(feature_keys(tokenizer(text), tokenizer.lexicon)))


def test_a_character_has_a_key_of_each_template(nlp: Language) -> None:
    assert keys_of(nlp, "王毅访美。").shape == (TEMPLATES, 5)
    assert keys_of(nlp, "").shape == (TEMPLATES, 0)


def test_both_scripts_have_the_same_keys(nlp: Language) -> None:
    assert (keys_of(nlp, "記者訪問國務卿。") == keys_of(nlp, "记者访问国务卿。")).all()


def test_what_is_far_away_changes_nothing(nlp: Language) -> None:
    tail = "。双方就中美关系交换意见，会谈持续三小时。"
    first, second = keys_of(nlp, "他在场" + tail), keys_of(nlp, "她没来" + tail)
    assert (first[:, -12:] == second[:, -12:]).all()


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("记者采访了刚刚下飞机的陆海川。", {"陆海川"}),
        ("郭树铭认为，这项政策收效不大。", {"郭树铭"}),
        ("會後，郭樹銘接受了記者採訪。", {"郭樹銘"}),
        ("这条高速公路通车后，两地往来更加方便。", set()),
        ("今年前三季度，进出口总额同比增长百分之五。", set()),
    ],
)
def test_persons_that_no_list_holds(nlp: Language, text: str, persons: set[str]) -> None:
    found = {text[one.start : one.end] for one in nlp(text)._.mentions if one.label == "PERSON"}
    assert found == persons


@pytest.mark.parametrize(
    "text",
    [
        "The minister met reporters in London on Monday.",
        "外務大臣は東京で記者会見を行いました。カタカナもあります。",
        "",
        "\n\n \t",
        "🙂🙂𠮷𠮷",
        "王" * 3000,
    ],
)
def test_odd_text_is_no_hindrance(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for one in doc._.mentions:
        assert 0 <= one.start < one.end <= len(text)


def test_what_the_lists_find_is_left_alone(nlp: Language) -> None:
    text = "王毅同布林肯在华盛顿举行会谈，中国外交部发布消息。"
    plain = load(without=["kgraph_ner_v1"])(text)
    doc = nlp(text)
    assert [one for one in doc._.mentions if one.source != "ner"] == plain._.mentions
