"""Records by hand, and strategies that make them up."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kgraph.records import Document, Entity, Extraction, Mention, Rejected, Relation, Sentence

# Whatever UTF-8 can hold: NUL, both scripts, astral characters, direction marks; no lone surrogates.
anything = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(list("\0\r\n\t\"'\\,[]{}王𠮷\u200f\u2028\ufeff\U0010ffff")),
    ),
    max_size=12,
)
maybe = st.none() | anything
offset = st.integers(0, 2**31 - 1)
line = st.none() | st.integers(1, 2**31 - 1)

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | anything,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(anything, inner, max_size=3),
    max_leaves=6,
)

documents = st.builds(
    Document,
    id=anything,
    name=anything,
    text=anything,
    title=maybe,
    published=maybe,
    published_basis=maybe,
    source=maybe,
    url=maybe,
    script=anything,
    path=anything,
    line=line,
    input=anything,
)
sentences = st.builds(Sentence, document=anything, index=offset, start=offset, end=offset, key=anything)
mentions = st.builds(
    Mention,
    document=anything,
    start=offset,
    end=offset,
    surface=anything,
    label=anything,
    source=anything,
    rule=anything,
    entity=anything,
    score=st.floats(allow_nan=False),
    antecedent=st.none() | offset,
)
relations = st.builds(
    Relation,
    document=anything,
    sentence=offset,
    subject=anything,
    relation=anything,
    object=anything,
    start=offset,
    end=offset,
    trigger_start=offset,
    trigger_end=offset,
    rule=anything,
    title=maybe,
    date_from=maybe,
    date_to=maybe,
    date_basis=maybe,
    status=anything,
    speaker=maybe,
)
entities = st.builds(
    Entity,
    id=anything,
    label=anything,
    name=anything,
    aliases=st.just(()),
    attributes=st.dictionaries(anything, json_values, max_size=3),
)
rejects = st.builds(Rejected, path=anything, reason=anything, line=line, input=anything)


def document(number: int = 1, **values: Any) -> Document:
    values = {"id": f"d{number}", "name": f"文{number}", "text": "王毅访问美国。", "path": "a.jsonl"} | values
    return Document(**{"input": key_of(values["path"])} | values)


def rejected(path: str, reason: str, line: int | None = None) -> Rejected:
    return Rejected(path, reason, line, key_of(path))


def key_of(path: str) -> str:
    return path if path == "-" else f"/{path}"


def extraction(number: int = 1, **values: Any) -> Extraction:
    """A document in which 王毅 goes to 美国, with all that is found in it."""
    one = document(number, **values)
    return Extraction(
        one,
        (Sentence(one.id, 0, 0, 7, "王毅访问美国"),),
        (
            Mention(one.id, 0, 2, "王毅", "PERSON", "gazetteer", "person:wang-yi", "person:wang-yi"),
            Mention(one.id, 4, 6, "美国", "COUNTRY", "gazetteer", "country:US", "country:US", 0.5, 0),
        ),
        (Entity("person:wang-yi", "PERSON", "王毅"), Entity("country:US", "COUNTRY", "美国")),
        (Relation(one.id, 0, "person:wang-yi", "VISIT", "country:US", 0, 7, 2, 4, "pattern:visit"),),
    )
