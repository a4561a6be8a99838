from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kgraph.reading.blocks import clean, split_lines, tidy

# Surrogates too: JSON may hold halves of them.
ANY = st.text(alphabet=st.characters(codec=None), max_size=80)


def test_characters_are_composed_but_not_replaced() -> None:
    assert clean("ｅ\u0301 Ａ１，①㍿｢会｣") == "ｅ\u0301 Ａ１，①㍿｢会｣"
    assert clean("e\u0301") == "é"


@given(ANY)
def test_nothing_unseen_is_left(text: str) -> None:
    cleaned = clean(text)
    categories = {unicodedata.category(char) for char in cleaned if char not in "\n\t"}
    # Cf but for a few marks of scripts that are not in the news.
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    assert not set("\u200b\u200d\u202a\u2060\ufeff\u00ad") & set(cleaned)
    cleaned.encode()
    assert clean(cleaned) == cleaned


@given(ANY)
def test_splitting_and_tidying_lose_only_blanks(text: str) -> None:
    cleaned = clean(text)
    joined = "".join(tidy(line) for line in split_lines(cleaned))
    assert "".join(joined.split()) == "".join(cleaned.split())
