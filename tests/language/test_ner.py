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
from kgraph.language.model import model_path
from kgraph.language.ner import FORMAT, TEMPLATES, Clusters, Crf, NameModel, feature_keys, word_key
from kgraph.language.tokenizer import tokenizer_of

TAGS = ["O", "B-PER", "E-PER", "S-PER"]


def arrays(**changes: Any) -> dict[str, Any]:
    """A model of three keys."""
    values: dict[str, Any] = {
        "format": np.int64(FORMAT),
        "tags": np.array(TAGS),
        "keys": np.array([3, 2**40, 2**63 + 5], dtype=np.uint64),
        "weights": np.array([[1, 2, 0, 0], [0, 0, 4, 0], [0, 0, 0, -7]], dtype=np.int8),
        "scale": np.float32(0.5),
        "transitions": np.zeros((4, 4), dtype=np.float32),
        "cluster_keys": np.array(sorted(map(word_key, ("外长", "0年"))), dtype=np.uint64),
        "cluster_numbers": np.array([1, 1], dtype=np.uint16),
    }
    return {key: value for key, value in (values | changes).items() if value is not None}


def saved(folder: Path, **changes: Any) -> Path:
    np.savez(folder / "names.npz", **arrays(**changes))
    return folder


@pytest.fixture
def crf() -> Crf:
    return Crf(arrays())


def test_emissions_are_the_scaled_sums_of_the_weights_of_known_keys(crf: Crf) -> None:
    keys = np.array([[3, 7, 2**63 + 5], [2**40, 0, 3]], dtype=np.uint64)
    expected = [[0.5, 1.0, 2.0, 0.0], [0.0, 0.0, 0.0, 0.0], [0.5, 1.0, 0.0, -3.5]]
    assert crf.emissions(keys).tolist() == expected


@settings(max_examples=50, deadline=None)
@given(keys=st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=40, unique=True), data=st.data())
def test_every_key_of_the_model_is_found_and_no_other(keys: list[int], data: st.DataObject) -> None:
    keys = sorted(keys)
    weights = (np.arange(1, 4 * len(keys) + 1) % 100 + 1).astype(np.int8).reshape(-1, 4)
    crf = Crf(arrays(keys=np.array(keys, np.uint64), weights=weights, scale=np.float32(1)))
    asked = data.draw(st.lists(st.sampled_from(keys) | st.integers(0, 2**64 - 1), min_size=1, max_size=20))
    rows = dict(zip(keys, weights.tolist(), strict=True))
    sums = crf.emissions(np.array([asked], np.uint64))
    assert sums.tolist() == [rows.get(key, [0, 0, 0, 0]) for key in asked]


def test_a_long_text_is_looked_up_in_pieces(crf: Crf) -> None:
    keys = np.tile(np.array([[3, 7]], np.uint64), (2, 5000))
    assert (crf.emissions(keys) == np.tile([[1.0, 2.0, 0.0, 0.0], [0.0] * 4], (5000, 1))).all()


def test_words_of_a_cluster_share_its_number() -> None:
    stored = arrays()
    clusters = Clusters(stored["cluster_keys"], stored["cluster_numbers"])
    assert clusters.of(["外长", "2023年", "1999年", "部长"]).tolist() == [1, 1, 1, 0]
    assert Clusters(np.zeros(0, np.uint64), np.zeros(0, np.uint16)).of(["外长"]).tolist() == [0]


numbers = st.floats(-9, 9, width=32)


@settings(max_examples=60, deadline=None)
@given(
    emissions=st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=1, max_size=5),
    transitions=st.lists(st.lists(numbers, min_size=4, max_size=4), min_size=4, max_size=4),
)
def test_the_decoded_path_is_the_best_of_all(
    emissions: list[list[float]], transitions: list[list[float]]
) -> None:
    crf = Crf(arrays(transitions=np.array(transitions, np.float32)))
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
    ("changes", "message"),
    [
        ({"keys": None}, "cannot be read"),
        ({"cluster_keys": None}, "cannot be read"),
        ({"format": None}, "cannot be read"),
        ({"weights": np.zeros((2, 4), np.int8)}, "weights do not fit"),
        ({"tags": np.array(["O"])}, "weights do not fit"),
        ({"format": np.int64(1)}, f"a model of format 1, but this kgraph reads {FORMAT}"),
    ],
)
def test_a_model_that_is_not_whole_is_refused(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError, match=rf"names\.npz.*{message}.*train .*again"):
        NameModel.from_disk(saved(tmp_path, **changes))


def test_a_truncated_or_missing_file_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path) / "names.npz"
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelError, match="cannot be read"):
        NameModel.from_disk(tmp_path)
    with pytest.raises(ModelError, match="no such model"):
        NameModel.from_disk(tmp_path / "absent")


def test_a_model_is_written_as_it_was_read(tmp_path: Path) -> None:
    model = NameModel.from_disk(saved(tmp_path))
    model.to_disk(tmp_path / "copy")
    assert (tmp_path / "copy" / "names.npz").read_bytes() == model.to_bytes()


def test_documents_together_have_the_tags_they_have_alone(nlp: Language) -> None:
    model, tokenizer = NameModel.from_disk(model_path() / "kgraph_ner_v1"), tokenizer_of(nlp)
    texts = ["记者采访了陆海川。", "", "郭树铭认为，这项政策收效不大。", "會後，郭樹銘接受採訪。"]
    docs = [tokenizer(text) for text in texts]
    together = model.tags(docs, tokenizer.lexicon)
    assert together == [model.tags([doc], tokenizer.lexicon)[0] for doc in docs]
    assert [len(tags) for tags in together] == [len(text) for text in texts]


def keys_of(nlp: Language, text: str) -> np.ndarray:
    tokenizer = tokenizer_of(nlp)
    clusters = Clusters(np.zeros(0, np.uint64), np.zeros(0, np.uint16))
    return feature_keys(tokenizer(text), tokenizer.lexicon, clusters)


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
    ("text", "places"),
    [
        ("暴雨过后，尼勒克县云顶镇、石桥湖的村民重建家园。", {"尼勒克县", "云顶镇", "石桥湖"}),
        ("据报道，杰克逊市供水系统陈旧。", {"杰克逊市"}),
        ("科学家说，太阳比这颗行星大得多。", set()),
        ("马克思主义在这里传播。", set()),
    ],
)
def test_places_that_no_list_holds(nlp: Language, text: str, places: set[str]) -> None:
    assert {text[one.start : one.end] for one in nlp(text)._.mentions if one.label == "PLACE"} == places


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
