"""What ``explain`` tells is what extraction does, and its reasons are the right ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from tests.cases import cases

from kgraph.errors import InputError
from kgraph.language import Explanation, explain
from kgraph.language.explained import TextFrame
from kgraph.records import Extraction

Read = Callable[..., Extraction]
ALL = [*cases("relations"), *cases("statuses"), *cases("dating")]


@pytest.fixture
def told(nlp: Language) -> Callable[..., Explanation]:
    def tell(text: str, published: str | None = "2023-10-30") -> Explanation:
        return explain(text, published=published, nlp=nlp)

    return tell


def frames(explanation: Explanation, trigger: str) -> list[TextFrame]:
    verbs = [verb for sentence in explanation.sentences for verb in sentence.verbs if verb.text == trigger]
    assert verbs, f"{trigger} is no trigger here"
    return [frame for verb in verbs for frame in verb.frames]


def fired(explanation: Explanation, trigger: str) -> TextFrame:
    [frame] = [frame for frame in frames(explanation, trigger) if frame.fired]
    return frame


@pytest.mark.parametrize("case", [pytest.param(case.values[0], id=case.id) for case in ALL])
def test_every_relation_is_explained_once(
    case: dict[str, Any], told: Callable[..., Explanation], read_text: Read
) -> None:
    published = case.get("published", "2023-10-30")
    explanation = told(case["text"], published)
    relations = [(*_whole(one),) for one in read_text(case["text"], published).relations]
    assert [(*_whole(one),) for one in explanation.relations] == relations
    explained = Counter()
    for sentence in explanation.sentences:
        explained.update((*_whole(one),) for one in sentence.built)
        for verb in sentence.verbs:
            assert explanation.text[verb.start : verb.end] == verb.text
            clause = sentence.clauses[verb.clause]
            assert clause.start <= verb.start < verb.end <= clause.end
            for frame in verb.frames:
                assert frame.fired == (not frame.reason) == bool(frame.relations)
                assert all(one.rule == frame.rule for one in frame.relations)
                explained.update((*_whole(one),) for one in frame.relations)
    assert explained == Counter(relations)


def _whole(relation: Any) -> tuple[Any, ...]:
    return tuple(getattr(relation, name) for name in relation.__slots__ if name != "document")


@pytest.mark.parametrize("case", cases("explain"))
def test_reasons(case: dict[str, str], told: Callable[..., Explanation]) -> None:
    [reason] = [
        frame.reason for frame in frames(told(case["text"]), case["trigger"]) if frame.rule == case["rule"]
    ]
    assert case["reason"] in reason


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["王毅", "美国", "會見", "同", "，", "。", "访问", "的", "表示", "“", "”", "将", "没有", "5月3日"]
        )
    ).map("".join)
)
def test_offsets_hold_in_any_text(nlp: Language, text: str) -> None:
    if not text.strip():
        with pytest.raises(InputError, match="is empty"):
            explain(text, nlp=nlp)
        return
    told = explain(text, nlp=nlp)
    for sentence in told.sentences:
        words = [word for clause in sentence.clauses for word in clause.words]
        assert all(text[word.start : word.end] == word.text for word in words)
        assert [word.start for word in words] == sorted(word.start for word in words)
    for date in told.dates:
        assert text[date.start : date.end] == date.text
    json.dumps(told.to_dict())


# What decided


@pytest.mark.parametrize(
    ("text", "trigger", "status", "cue"),
    [
        ("王毅将访问法国。", "访问", "planned", "将"),
        ("王毅没有会见布林肯。", "会见", "negated", "没有"),
        ("中方愿同美方会谈。", "会谈", "wish", "愿"),
        ("王毅访问法国。", "访问", "actual", None),
        ("俄乌冲突仍在继续。", "冲突", "actual", None),
    ],
)
def test_the_cue_of_a_status(
    text: str, trigger: str, status: str, cue: str | None, told: Callable[..., Explanation]
) -> None:
    frame = fired(told(text), trigger)
    assert (frame.status, frame.cue) == (status, cue)


@pytest.mark.parametrize(
    ("text", "trigger", "dating", "dated_by"),
    [
        ("王毅26日会见布林肯。", "会见", "sentence", "26日"),
        ("10月26日，王毅抵达巴黎。王毅会见马克龙。", "会见", "story", "10月26日"),
        ("普京将于11月2日访问中国。其间，普京将会见习近平。", "会见", "plan", "11月2日"),
        ("王毅会见布林肯。", "会见", "publication", None),
        ("王毅曾会见布林肯。", "会见", "past", None),
        ("王毅将会见布林肯。", "会见", "status", None),
        ("俄乌冲突仍在继续。", "冲突", "lasting", None),
        ("洪都拉斯同中国建交3周年。", "建交", "anniversary", None),
    ],
)
def test_where_a_date_comes_from(
    text: str, trigger: str, dating: str, dated_by: str | None, told: Callable[..., Explanation]
) -> None:
    frame = fired(told(text), trigger)
    assert (frame.dating, frame.dated_by) == (dating, dated_by)


def test_the_verb_that_reports(told: Callable[..., Explanation]) -> None:
    frame = fired(told("毛宁表示，中方要求美方取消制裁。"), "要求")
    assert frame.reporting == "表示"


@pytest.mark.parametrize(
    ("text", "trigger", "subject", "other"),
    [
        ("王毅会见布林肯。", "会见", ("agent", "clause"), ("patient", "clause")),
        ("王毅抵达巴黎，会见马克龙。", "会见", ("agent", "sentence"), ("patient", "clause")),
        ("应马克龙邀请，王毅访问法国。", "邀请", ("invited", "clause"), ("following", "sentence")),
        ("普京访问中国。拉夫罗夫等陪同出访。", "陪同出访", ("agent", "clause"), ("principal", "before")),
        ("王毅和布林肯举行会谈。", "会谈", ("agent", "clause"), ("agent", "clause")),
    ],
)
def test_where_the_sides_come_from(
    text: str,
    trigger: str,
    subject: tuple[str, str],
    other: tuple[str, str],
    told: Callable[..., Explanation],
) -> None:
    frame = fired(told(text), trigger)
    assert frame.subject is not None
    assert frame.object is not None
    assert (frame.subject.role, frame.subject.origin) == subject
    assert (frame.object.role, frame.object.origin) == other


def test_the_surfaces_of_traditional_text_stay(told: Callable[..., Explanation]) -> None:
    told_of = told("王毅將於26日會見布林肯。")
    assert fired(told_of, "會見").cue == "將"
    assert [word.text for word in told_of.sentences[0].clauses[0].words][-2:] == ["會見", "布林肯"]


@pytest.mark.parametrize("published", ["2023", "2023-10", "2023-10-32", "gestern", "2023-10-28T10:00"])
def test_a_day_that_is_none_is_refused(published: str, nlp: Language) -> None:
    with pytest.raises(InputError, match="is no day"):
        explain("王毅会见布林肯。", published=published, nlp=nlp)


def test_offices_and_what_is_built_without_a_verb(told: Callable[..., Explanation]) -> None:
    explanation = told("美国前国务卿蓬佩奥。")
    [office] = explanation.offices
    assert (office.title, office.of, office.holder, office.past) == ("国务卿", "美国国务院", "蓬佩奥", True)
    assert [one.relation for one in explanation.sentences[0].built] == ["HOLDS_OFFICE"]
