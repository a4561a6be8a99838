from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cases import cases

from kgraph.language.dates import date_spans


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [text[one.start : one.end], one.since, one.until, one.basis]
        for one in date_spans(text, case["published"])
    ]
    assert found == case["dates"]


@given(st.text(alphabet="年月日号今去明前昨至和、0123456789十上中下旬底初 ", max_size=40), st.dates())
def test_any_text_gives_ordered_spans_and_real_dates(text: str, day: Any) -> None:
    last = 0
    for one in date_spans(text, day.isoformat()):
        assert last <= one.start < one.end <= len(text)
        last = one.end
        assert one.since <= one.until or len(one.since) != len(one.until)
        assert one.basis in {"explicit", "relative", "dateline"}
