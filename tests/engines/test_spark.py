"""The engine spark on one machine: of every kind of input the rows of the local engine, or a clear error."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph.engines.spark.inputs import Listed, unread
from kgraph.errors import InputError, KgraphError, RuleError, StoreError
from kgraph.reading import ReadOptions
from kgraph.records import Document
from tests.engines import spark_samples as samples
from tests.engines.spark_support import NEEDS_SPARK, rows, spark_environment

pytestmark = NEEDS_SPARK


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One session for all tests, and one virtual machine, which ends with them or with this process."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    faults = tmp_path_factory.mktemp("faults") / "path"
    samples.write_faults(faults)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in spark_environment(tmp_path_factory.mktemp("conf")).items():
            patch.setenv(name, value)
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(faults), os.environ.get("PYTHONPATH")))))
        patch.syspath_prepend(str(faults))
        importlib.import_module("faults")
        session = SparkSession.builder.master("local[2]").getOrCreate()
        machine = SparkContext._gateway
        yield session
        session.stop()
        machine.shutdown()
        machine.proc.stdin.close()
        machine.proc.wait(60)
        SparkContext._gateway = SparkContext._jvm = None


@dataclass(frozen=True)
class Both:
    """Graphs that both engines have built from the same inputs with the same options."""

    inputs: list[Path]
    how: dict[str, Any]
    local: kgraph.KnowledgeGraph
    there: kgraph.KnowledgeGraph

    @property
    def documents(self) -> dict[tuple[str, int | None], Document]:
        return {(Path(one.path).name, one.line): one for one in self.there.store.documents()}

    @property
    def rejects(self) -> dict[tuple[str, int | None], str]:
        return {(Path(one.path).name, one.line): one.reason for one in self.there.rejects()}


@pytest.fixture(scope="module")
def both(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """A folder of all kinds of files by its path, one that Spark opens by its URL, and all options.

    Spark is also given a document that ends the process that works on it, which here is this one.
    """
    base = tmp_path_factory.mktemp("both")
    inputs = [samples.write_mixed(base / "in [1] 'q'"), samples.write_for_urls(base / "in")]
    ends = base / "ends.txt"
    ends.write_text(samples.ENDS, encoding="gb18030")
    how = {
        "options": ReadOptions(
            fields={"text": "稿件"},
            published="2023-12-24",
            max_characters=samples.LIMIT,
            encoding="gb18030",
        ),
        "gazetteers": [samples.write_listed(base)],
        "model": samples.write_model(base / "model"),
        "views": False,
    }
    # What a build left that was killed is no hindrance.
    out = base / "out [2] {a}'s"
    (out / "parquet" / "read").mkdir(parents=True)
    (out / "parquet" / "_unfinished").touch()
    given = [inputs[0], f"file://{inputs[1]}", ends]
    with (
        kgraph.build(inputs, base / "local", jobs=1, **how) as local,
        kgraph.build(given, out, engine="spark", master="local[2]", **how) as there,
    ):
        yield Both(inputs, how, local, there)


def test_all_kinds_of_inputs_give_the_rows_of_the_local_engine(both: Both) -> None:
    found, expected = rows(both.there.folder), rows(both.local.folder)
    more = {table: [row for row in found[table] if str(row[0]).endswith("ends.txt")] for table in found}
    assert {table: len(of) for table, of in more.items() if of} == {"inputs": 1, "rejects": 1}
    found = {table: [row for row in of if row not in more[table]] for table, of in found.items()}
    # What only Spark has opened has no state to compare it with the next time.
    by_url = str(both.inputs[1])
    inputs = [found.pop("inputs"), expected.pop("inputs")]
    assert [row[0] for row in inputs[0]] == [row[0] for row in inputs[1]]
    by_path = [[row for row in of if not str(row[0]).startswith(f"{by_url}/")] for of in inputs]
    assert by_path[0] == by_path[1]
    assert {row[2] for row in inputs[0] if row not in by_path[0]} == {-1}
    assert found == expected


def test_the_report_and_the_check_against_the_inputs_are_those_of_the_local_engine(both: Both) -> None:
    report = both.local.report
    assert report is not None
    assert both.there.report == replace(report, inputs=report.inputs + 1, rejects=report.rejects + 1)
    assert both.there.verify() == both.local.verify()


def test_what_cannot_be_read_or_extracted_is_told_and_takes_nothing_along(both: Both) -> None:
    told = {
        ("03-taken for gb.txt", None): "holds Japanese",
        ("04-briefs.jsonl", 2): "is broken JSON",
        ("04-briefs.jsonl", 4): "IndexError: list index out of range",
        ("06-cut.jsonl.gz", None): "is broken gzip: it ends too early",
        ("07-array.json", 2): "has no text under the key '稿件'",
        # A reprint of what cannot be extracted.
        ("08-table.parquet", 4): "IndexError: list index out of range",
        ("09-table.parquet", None): "is broken Parquet",
        ("10-empty.txt", None): "is empty",
        ("11-picture.txt", None): "is a PNG picture",
        ("12-gone.txt", None): "cannot be opened",
        ("13-long.txt", None): f"more than the limit of {samples.LIMIT:,}",
        ("b.png", None): "is a PNG picture",
        ("cut.jsonl.gz", None): "is broken gzip",
        ("ends.txt", None): "ended the process that worked on it, 2 times (exit status 9)",
        ("long [1] {a}.jsonl", 5): "is broken JSON",
        ("part-0001.parquet", 3): "holds no Chinese text",
    }
    found = both.rejects
    assert found.keys() == told.keys()
    assert [key for key in told if told[key] not in found[key]] == []


def test_options_count_as_they_do_on_one_machine(both: Both) -> None:
    documents = both.documents
    undated = documents["14-undated.txt", None]
    assert (undated.published, undated.published_basis) == ("2023-12-24", "option")
    assert [documents["08-table.parquet", line].name for line in (1, 2, 3)] == ["a", "b", "c"]
    assert documents["part-0000.parquet", 1].published == "2023-10-28"
    [fact] = both.there.facts(subject="林一舟", relation="MEET")
    assert "person:lin" in {fact.subject, fact.object}


def test_lines_are_numbered_over_the_blocks_that_spark_cuts(both: Both) -> None:
    assert sorted(line or 0 for name, line in both.documents if "long [1]" in name) == [1, 2, 3, 4, 6]
    # The file is before the table, which has one of its texts.
    copies = both.there.store.query("SELECT path, line FROM duplicates WHERE path LIKE '%/table.parquet/%'")
    assert [(Path(path).name, line) for path, line in copies] == [("part-0000.parquet", 3)]


def test_the_local_engine_goes_on_where_spark_has_built(both: Both, tmp_path: Path) -> None:
    shutil.copytree(both.there.folder, tmp_path / "out")
    more = tmp_path / "more.txt"
    more.write_text(samples.many(80)[79], encoding="gb18030")
    with kgraph.build([both.inputs[0], more], tmp_path / "out", jobs=1, **both.how) as after:
        assert after.report is not None
        assert (after.report.documents, after.report.stale) == (1, 0)
        # The link to nowhere is looked at each time.
        assert after.report.skipped == after.report.inputs - 2
        assert len(after.rejects()) == len(both.rejects)


def test_a_file_of_which_spark_gives_nothing_is_rejected() -> None:
    listed = Listed(urls=[("file:/news/a.txt", 9), ("hdfs://host/b.txt", 9), ("hdfs://host/c.txt", 2**31)])
    assert [(one.path, one.reason.partition(";")[0]) for one in unread(listed, {"/news/a.txt"})] == [
        (
            "hdfs://host/b.txt",
            "gave nothing to Spark: it is not there any more, or cannot be opened, or has no row",
        ),
        ("hdfs://host/c.txt", "has more than 2,147,483,647 bytes, which Spark cannot take at once"),
    ]
    assert [source.key for source in listed.sources] == [
        "/news/a.txt",
        "hdfs://host/b.txt",
        "hdfs://host/c.txt",
    ]


def test_a_session_that_is_open_stays_as_it_was(spark: Any, both: Both, tmp_path: Path) -> None:
    assert spark.range(3).count() == 3
    assert spark.catalog.listTables() == []
    assert spark.conf.get("spark.sql.ansi.doubleQuotedIdentifiers") == "false"
    with pytest.raises(InputError, match=r"master 'local\[4\]'.*'local\[2\]' is open"):
        kgraph.build(samples.ROOT / "corpus", tmp_path / "out", engine="spark", master="local[4]")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///nowhere/news", "'file:///nowhere/news': cannot be found"),
        ("s3a://nobody/news", r"S3AFileSystem"),
        ("file://{folder}/hidden", "holds no file to read"),
        ("file://{folder}/bad.parquet", r"bad\.parquet"),
    ],
)
def test_a_url_that_is_no_input_is_told_and_leaves_nothing(
    spark: Any, url: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / ".a.txt").write_text(samples.TALKS, encoding="utf-8")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1" + bytes(range(200)) + b"PAR1")
    with pytest.raises(KgraphError, match=message):
        kgraph.build(url.format(folder=tmp_path), tmp_path / "out", engine="spark")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"engine": "hadoop"}, r"engine 'hadoop'.*local, spark"),
        ({"engine": "local", "master": "local[2]"}, "--engine spark"),
        ({"jobs": 2}, r"jobs: is for the engine local.*spark\.executor\.cores.*leave it out"),
        ({"prune": True}, r"prune: is for the engine local.*leave it out"),
        ({"inputs": "-"}, r"'-': a cluster cannot read standard input; save it"),
        ({"inputs": "nowhere.txt"}, r"'nowhere\.txt': cannot be found.*check the path"),
    ],
)
def test_what_cannot_be_meant_is_refused(more: dict[str, Any], message: str, tmp_path: Path) -> None:
    how = {"inputs": samples.ROOT / "corpus", "engine": "spark"} | more
    with pytest.raises(InputError, match=message):
        kgraph.build(out=tmp_path / "out", **how)
    assert not (tmp_path / "out").exists()


def test_an_error_in_a_gazetteer_is_told_before_spark_starts(tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("id,label,nom\nperson:a,PERSON,林一舟\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"names\.csv.*nom"):
        kgraph.build(samples.ROOT / "corpus", tmp_path / "out", engine="spark", gazetteers=[names])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("graph.duckdb", "holds a graph, and the engine spark builds new ones; name a new folder"),
        ("notes.txt", "holds files but no graph; name a new or empty folder"),
    ],
)
def test_a_folder_that_holds_something_is_left_alone(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_bytes(b"mine")
    with pytest.raises(StoreError, match=message):
        kgraph.build(samples.ROOT / "corpus", tmp_path / "out", engine="spark")
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "out").iterdir()] == [(name, b"mine")]


def test_without_pyspark_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(InputError, match=r"pip install 'kgraph\[spark\]', and Java 17"):
        kgraph.build(samples.ROOT / "corpus", tmp_path / "out", engine="spark")
    assert not (tmp_path / "out").exists()


def test_without_java_the_way_out_is_told_in_one_line(tmp_path: Path) -> None:
    own = spark_environment(tmp_path / "conf") | {"JAVA_HOME": str(tmp_path / "nowhere")}
    done = subprocess.run(
        [
            *(sys.executable, "-m", "kgraph", "build", samples.ROOT / "corpus", "-o", tmp_path / "out"),
            *("--engine", "spark", "--master", "local[1]"),
        ],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Spark does not start: it needs Java 17 or 21" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
