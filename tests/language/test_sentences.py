from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from tests.cases import cases

from kgraph.language.sentences import sentence_spans
from kgraph.script import fold


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[start:end] for start, end in sentence_spans(fold(text))] == case["sentences"]


@given(st.text(alphabet="会谈“”。！？\n ，()a", max_size=60))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = list(sentence_spans(text))
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert "".join(inside.split()) == "".join(text.split())


@given(st.text(alphabet="会谈，a ", min_size=2900, max_size=3100))
def test_a_text_without_ends_is_cut(text: str) -> None:
    spans = list(sentence_spans(text))
    assert all(end - start <= 1000 for start, end in spans)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


def test_a_cut_is_made_behind_a_clause_if_there_is_one() -> None:
    text = "双方会谈" * 200 + "，" + "随后会见" * 100
    assert [text[start:end][-1] for start, end in sentence_spans(text)] == ["，", "见"]


def test_no_name_is_cut_and_every_sentence_is_short(nlp: Language) -> None:
    doc = nlp("中国外交部长王毅在北京会见美国国务卿布林肯" * 200)
    sizes = [sentence.end_char - sentence.start_char for sentence in doc.sents]
    assert max(sizes) < 1020
    assert sum(ent.text == "布林肯" for ent in doc.ents) == 200
