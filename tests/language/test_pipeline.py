"""The model folder: a spaCy pipeline that kgraph ships, and what is said of one that is no such thing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
import srsly
from spacy.language import Language
from spacy.util import load_config
from tests.conftest import ROOT

from kgraph.errors import ModelError
from kgraph.language import load
from kgraph.language.model import model_path
from kgraph.rules import EntityRow, rule_rows

TEXT = "郭树铭认为，中国外交部长王毅将访问美国。"


def found(nlp: Language, text: str = TEXT) -> tuple[object, ...]:
    doc = nlp(text)
    return doc._.mentions, doc._.relations, doc._.offices


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped model, to be damaged."""
    return Path(shutil.copytree(model_path(), tmp_path / "model"))


def test_spacy_loads_the_same_pipeline(nlp: Language) -> None:
    loaded = spacy.load(model_path())
    assert loaded.pipe_names == nlp.pipe_names
    assert found(loaded) == found(nlp)


def test_the_shipped_pipeline_is_the_configured_one(nlp: Language) -> None:
    configured = load_config(ROOT / "models" / "configs" / "pipeline.cfg")
    assert nlp.pipe_names == configured["nlp"]["pipeline"]


def test_a_saved_pipeline_is_whole(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    assert found(spacy.load(tmp_path / "saved")) == found(nlp)
    assert found(load(model=tmp_path / "saved")) == found(nlp)


def test_a_pipeline_goes_through_bytes(nlp: Language) -> None:
    assert found(spacy.blank("zh", config=nlp.config).from_bytes(nlp.to_bytes())) == found(nlp)


def test_components_may_be_left_out() -> None:
    assert "kgraph_ner_v1" not in load(without=["kgraph_ner_v1"]).pipe_names


def test_own_gazetteers_may_lie_anywhere(tmp_path: Path) -> None:
    row = {"id": "person:qiu-testing", "label": "PERSON", "name": "仇试验"}
    path = tmp_path / "我的 名单.jsonl"
    srsly.write_jsonl(path, [row])
    assert [ent.text for ent in load([path])("仇试验到会。").ents] == ["仇试验"]


OFF = ("countries", "places", "institutions", "officials", "events")


@pytest.mark.parametrize("names", [*([name] for name in OFF), OFF])
def test_any_list_may_be_switched_off(names: list[str], tmp_path: Path) -> None:
    rows = [row for name in names for row in rule_rows(name, EntityRow)]
    path = tmp_path / "off.jsonl"
    srsly.write_jsonl(
        path, ({"id": row.id, "label": row.label, "name": row.name, "off": True} for row in rows)
    )
    off = {row.id for row in rows}
    text = (
        "中国外交部长王毅10日在北京会见俄罗斯总统普京和北约秘书长斯托尔滕贝格。外交部发言人说，中俄将在上海"
        "合作组织峰会期间会晤。英外长、法防长和中国驻美国大使出席二十国集团峰会。朝美两国元首在新加坡签署联合声明。"
    )
    found = load([path])(text)
    assert not off & {mention.entity for mention in found._.mentions}
    assert not off & {end for claim in found._.relations for end in (claim.subject, claim.object)}


def without(*names: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for name in names:
            (folder / name).unlink()

    return damage


def truncated(name: str, size: int = 400) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes()[:size])

    return damage


def described(**changes: object) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        meta = srsly.read_json(folder / "meta.json") | changes
        srsly.write_json(
            folder / "meta.json", {key: value for key, value in meta.items() if value is not None}
        )

    return damage


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (shutil.rmtree, r"no model here \(meta\.json, config\.cfg missing\)"),
        (without("config.cfg"), r"config\.cfg missing"),
        (without("tokenizer/weights.npz"), r"tokenizer: no segmentation model here \(weights\.npz missing\)"),
        (without("kgraph_ner_v1/names.npz"), r"names\.npz: no such model"),
        (truncated("tokenizer/features.msgpack"), "the segmentation model cannot be read"),
        (truncated("tokenizer/weights.npz"), "the segmentation model cannot be read"),
        (truncated("kgraph_ner_v1/names.npz"), r"names\.npz: the model cannot be read"),
        (truncated("config.cfg", 300), "the model cannot be read"),
        (truncated("meta.json", 30), r"meta\.json: does not say which kgraph"),
        (described(kgraph_version=None), "does not say which kgraph"),
        (described(kgraph_version="new"), "does not say which kgraph"),
        (described(kgraph_version=">=99"), r"a model for kgraph >=99, but this is kgraph \d"),
    ],
)
def test_a_model_that_cannot_be_used_is_named_with_the_way_out(
    damage: Callable[[Path], None], message: str, folder: Path
) -> None:
    damage(folder)
    with pytest.raises(ModelError, match=message) as caught:
        load(model=folder)
    assert str(folder) in str(caught.value)
    assert any(way in str(caught.value) for way in ("reinstall", "name a model folder", "make the model"))
