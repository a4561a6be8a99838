"""Folders with inputs of every kind, good and bad, and a model with a component that fails on purpose."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from tests.building_samples import JOURNEY, PLAN, TALKS, TALKS_TRADITIONAL, UNDATED, VISIT, many
from tests.engines.spark_support import ROOT

RAISES = "2023年11月7日，外交部发言人在北京介绍触雷一事，随后回答提问。"
ENDS = "2023年11月8日，外交部发言人在北京介绍停机一事，随后回答提问。"
LISTED = "2023年11月9日，芦苇国外长林一舟在北京会见法国总统马克龙。"
LIMIT = 60_000

_PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4

_FAULTS = """
import os

from spacy.language import Language


@Language.factory("kgraph_faults_v1")
def make_faults(nlp, name):
    def fail(doc):
        if "触雷" in doc.text:
            raise IndexError("list index out of range")
        if "停机" in doc.text:
            os._exit(9)
        return doc

    return fail
"""


def lines(texts: Sequence[str], **more: Any) -> str:
    return "".join(json.dumps({"稿件": text} | more, ensure_ascii=False) + "\n" for text in texts)


def write_faults(folder: Path) -> None:
    """A distribution, for PYTHONPATH, that gives spaCy the component that fails."""
    info = folder / "faults-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "faults.py").write_text(_FAULTS, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: faults\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[spacy_factories]\nkgraph_faults_v1 = faults:make_faults\n")


def write_model(folder: Path) -> Path:
    """kgraph's model, and behind its sentences the component that fails."""
    shutil.copytree(ROOT / "models" / "zh_kgraph_news", folder)
    config = folder / "config.cfg"
    text = config.read_text(encoding="utf-8")
    text = text.replace('"kgraph_sentences_v1", ', '"kgraph_sentences_v1", "kgraph_faults_v1", ', 1)
    text += '\n[components.kgraph_faults_v1]\nfactory = "kgraph_faults_v1"\n'
    config.write_text(text, encoding="utf-8")
    return folder


def write_mixed(folder: Path) -> Path:
    """What a folder of many years holds, in GB 18030; the text of JSON and Parquet is under 稿件."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder / "2024 年").mkdir(parents=True)
    (folder / "01 talks.txt").write_text(TALKS, encoding="gb18030")
    (folder / "02-'talks' [hk].txt").write_text(TALKS_TRADITIONAL, encoding="gb18030")
    # The option says what it is in, whatever it is in.
    (folder / "03-taken for gb.txt").write_text(TALKS_TRADITIONAL, encoding="big5")
    briefs = lines([PLAN]) + '{"稿件": "俄罗斯外长\n' + lines([VISIT, RAISES, LISTED])
    (folder / "04-briefs.jsonl").write_text(briefs, encoding="gb18030")
    (folder / "05-more.jsonl.gz").write_bytes(gzip.compress(lines(many(4)).encode("gb18030")))
    (folder / "06-cut.jsonl.gz").write_bytes(gzip.compress(lines(many(28)[20:]).encode("gb18030"))[:-40])
    array = [{"稿件": JOURNEY, "id": "j1"}, {"标题": "无"}]
    (folder / "07-array.json").write_text(json.dumps(array), encoding="gb18030")
    table = pa.table({"稿件": [*many(12)[9:], RAISES], "date": ["2023-10-01"] * 4, "id": list("abcd")})
    pq.write_table(table, folder / "08-table.parquet")
    (folder / "09-table.parquet").write_bytes(b"PAR1" + bytes(range(200)) + b"PAR1")
    (folder / "10-empty.txt").write_bytes(b"")
    (folder / "11-picture.txt").write_bytes(_PICTURE)
    (folder / "12-gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "13-long.txt").write_text("\n".join(many(60) * 30), encoding="gb18030")
    (folder / "14-undated.txt").write_text(UNDATED, encoding="gb18030")
    page = f"<html><body><h1>会见</h1><p>{many(15)[14]}</p></body></html>"
    (folder / "2024 年" / "15-page.html").write_text(page, encoding="gb18030")
    return folder


def write_listed(folder: Path) -> Path:
    """A gazetteer as a spreadsheet saves it."""
    path = folder / "names.csv"
    path.write_text(
        "id,label,name,aliases\nplace:reed,COUNTRY,芦苇国,\nperson:lin,PERSON,林一舟,\n", encoding="utf-8"
    )
    return path


def write_for_urls(folder: Path) -> Path:
    """Tables and lines in parts, names that Spark might take for patterns; the text is under 稿件 too."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    (folder / "table.parquet").mkdir(parents=True)
    texts = many(60)[30:]
    when = datetime(2023, 10, 28, 17, 30, tzinfo=timezone.utc)
    first = pa.table({"稿件": texts[:5], "time": [when] * 5, "n": [1.5] * 5})
    second = pa.table({"稿件": [*texts[5:7], "短讯"], "headline": ["会见", "会谈", None]})
    pq.write_table(first, folder / "table.parquet" / "part-0000.parquet", row_group_size=2)
    pq.write_table(second, folder / "table.parquet" / "part-0001.parquet")
    (folder / "table.parquet" / "_SUCCESS").write_bytes(b"")
    # Spark cuts files of some megabytes into blocks.
    long = lines(texts[7:8]) + lines([*texts[8:10], texts[2]], padding="x" * 3_000_000)
    long += '{"稿件": \n' + lines(texts[10:11])
    (folder / "long [1] {a}.jsonl").write_text(long, encoding="gb18030")
    (folder / "gb*.jsonl").write_text(lines([PLAN, texts[11]]), encoding="gb18030")
    (folder / "one.ndjson").write_text(lines(texts[12:13]), encoding="gb18030")
    (folder / "packed 100%.jsonl.gz").write_bytes(gzip.compress(lines(texts[13:15]).encode("gb18030")))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(lines(texts[15:22]).encode("gb18030"))[:-40])
    (folder / "a.txt").write_text(texts[22], encoding="gb18030")
    (folder / "b.png").write_bytes(_PICTURE)
    return folder
