"""Invented articles, the folder that most of these tests build from, and a pipeline loaded once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import kgraph
from kgraph import language
from kgraph.records import Document, Extraction
from kgraph.sketches import sketches
from kgraph.store import Store

TALKS = "王毅会见布林肯\n2023年10月26日，王毅在华盛顿会见美国国务卿布林肯。双方就两国关系交换意见。"
TALKS_TRADITIONAL = (
    "王毅會見布林肯\n2023年10月26日，王毅在華盛頓會見美國國務卿布林肯。雙方就兩國關係交換意見。"
)
VISIT = "习近平会见阿尔巴尼斯\n2023年11月6日，习近平在北京会见来访的澳大利亚总理阿尔巴尼斯。"
PLAN = "拉夫罗夫访问印度\n2023年12月1日，俄罗斯外长拉夫罗夫宣布，他将于12月15日访问印度。"
JOURNEY = "布林肯抵达以色列\n2024年1月9日，美国国务卿布林肯访问以色列，会见以色列总理内塔尼亚胡。"
# Tells no date: what it tells is dated by the option only.
UNDATED = "习近平在北京会见法国总统马克龙。"

TABLES = (
    *("inputs", "documents", "extracted", "duplicates", "rejects"),
    *("sentences", "entities", "mentions", "relations"),
)

_GUESTS = (
    "法国总统马克龙",
    "德国总理朔尔茨",
    "巴西总统卢拉",
    "澳大利亚总理阿尔巴尼斯",
    "美国国务卿布林肯",
    "俄罗斯外长拉夫罗夫",
    "印度总理莫迪",
)


def many(count: int) -> list[str]:
    """Articles that differ in guest and day."""
    return [
        f"2023年{number // 28 % 12 + 1}月{number % 28 + 1}日，习近平在北京会见"
        f"{_GUESTS[number % len(_GUESTS)]}。这是今年第{number + 1}场会见。"
        for number in range(count)
    ]


def expected(nlp: Language, documents: Sequence[Document]) -> list[Extraction]:
    """What a run makes of documents: what is in them, and their sketches."""
    return [
        replace(one, sketches=tuple(sketches(one.document, one.sentences, one.mentions, one.relations)))
        for one in language.extractions(nlp, documents)
    ]


def jsonl(*texts: str) -> str:
    return "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)


def write_articles(folder: Path) -> Path:
    """Seven documents, a reprint in the other script and one in the same, and three rejects."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "01-talks.txt").write_text(TALKS, encoding="utf-8")
    (folder / "02-talks-hk.txt").write_text(TALKS_TRADITIONAL, encoding="utf-8")
    (folder / "03-visit.txt").write_text(VISIT, encoding="utf-8")
    (folder / "04-briefs.jsonl").write_text(
        jsonl(PLAN) + '{"text": "俄罗斯外长\n' + jsonl(VISIT, JOURNEY), encoding="utf-8"
    )
    (folder / "05-undated.txt").write_text(UNDATED, encoding="utf-8")
    (folder / "06-empty.txt").write_bytes(b"")
    (folder / "07-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (folder / "08-more.jsonl").write_text(jsonl(*many(2)), encoding="utf-8")
    return folder


def contents(out: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables of a graph, sorted."""
    with Store(out / "graph.duckdb", read_only=True) as store:
        return {table: sorted(store.query(f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def build_store(inputs: str | Path | Sequence[str | Path], out: Path, **options: Any) -> Any:
    """Build without the views and in this process, close, and give the report."""
    with kgraph.build(inputs, out, views=False, **({"jobs": 1} | options)) as graph:
        return graph.report


@contextmanager
def loaded_once(nlp: Language) -> Iterator[None]:
    """Spare each build the second that loading takes, but where it has names of its own."""
    with pytest.MonkeyPatch.context() as patch:

        def load(names: Sequence[Path] = (), *, model: Path | None = None) -> Language:
            return language.load(names, model=model) if names or model else nlp

        patch.setattr("kgraph.engines.local.load", load)
        yield


@pytest.fixture(autouse=True)
def one_pipeline(nlp: Language) -> Iterator[None]:
    with loaded_once(nlp):
        yield


@pytest.fixture(scope="session")
def graph_folder(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of the sample articles; nobody changes it."""
    base = tmp_path_factory.mktemp("samples")
    write_articles(base / "in")
    with loaded_once(nlp), kgraph.build(base / "in", base / "out"):
        return base / "out"
