"""Runs that are killed between any two statements go on and end as one run would have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.building_samples import (
    JOURNEY,
    PLAN,
    TALKS,
    build_store,
    contents,
    jsonl,
    many,
    one_pipeline,
    write_articles,
)

from kgraph.store import Store

__all__ = ["one_pipeline"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")

# Builds in forks of one process that has loaded the pipeline, each killed before another statement of
# SQL; the last one is not killed. Prints how many statements that one ran.
DRIVER = """
import json, os, shutil, signal, sys
import duckdb
import kgraph
from kgraph import language
from kgraph.building import batch
from kgraph.engines import local

arguments = json.loads(sys.argv[1])
nlp = language.load()
local.load = lambda names=(), model=None: nlp
batch._BATCH_RECORDS = 4
connect = duckdb.connect
run = 0

class Killed:
    def __init__(self, connection, moment):
        self.connection, self.moment = connection, moment

    def __getattr__(self, name):
        method = getattr(self.connection, name)
        if name not in {"execute", "begin", "commit"}:
            return method
        def watched(*given, **named):
            global run
            run += 1
            if run == self.moment:
                os.kill(os.getpid(), signal.SIGKILL)
            return method(*given, **named)
        return watched

def build(out, moment):
    duckdb.connect = lambda *given, **named: Killed(connect(*given, **named), moment)
    kgraph.build(arguments["inputs"], out, jobs=1, views=False).close()

for moment in [*arguments["moments"], None]:
    out = f"{arguments['base']}/killed-{moment}"
    if arguments["before"]:
        shutil.copytree(arguments["before"], out)
    child = os.fork()
    if not child:
        build(out, moment or -1)
        print(run, flush=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(moment, os.waitstatus_to_exitcode(status), flush=True)
"""


def killed(inputs: Path, base: Path, moments: list[int], before: Path | None = None) -> int:
    """Builds in `base` that were killed at these moments; gives the number of statements of a whole one."""
    given = {"inputs": str(inputs), "base": str(base), "moments": moments}
    given["before"] = before and str(before)
    ran = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps(given)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    *lines, statements, last = ran.stdout.split("\n")[:-1]
    assert lines == [f"{moment} -9" for moment in moments], ran.stderr
    assert last == "None 0"
    return int(statements)


def assert_each_ends_whole(base: Path, inputs: Path, moments: list[int]) -> None:
    build_store(inputs, base / "whole")
    whole = contents(base / "whole")
    for moment in [*moments, None]:
        build_store(inputs, base / f"killed-{moment}")
        assert contents(base / f"killed-{moment}") == whole, moment


def test_a_run_killed_at_any_statement_goes_on_where_it_was(tmp_path: Path) -> None:
    inputs = write_articles(tmp_path / "in")
    (inputs / "10-more.jsonl").write_text(jsonl(*many(18), TALKS, PLAN), encoding="utf-8")
    moments = [1, 8, 14, 24, 32, 38, 47, 56, 67]
    statements = killed(inputs, tmp_path, moments)
    assert moments[-1] < statements, "the last moments come after the end"
    with Store(tmp_path / "killed-56" / "graph.duckdb", read_only=True) as store:
        # What was written before the kill is there, and nothing by halves.
        assert 4 <= store.count("documents") < 27
        assert store.query("SELECT count(DISTINCT document) FROM sentences") == [(store.count("documents"),)]
    assert_each_ends_whole(tmp_path, inputs, moments)


def test_a_run_killed_while_it_takes_up_changes_goes_on_where_it_was(tmp_path: Path) -> None:
    inputs = write_articles(tmp_path / "in")
    build_store(inputs, tmp_path / "before")
    with Store(tmp_path / "before" / "graph.duckdb") as store:
        # As after a change of rules: all that is not read again is worked on again.
        store.connection.execute("UPDATE extracted SET language = 'old'")
    (inputs / "01-talks.txt").write_text(many(3)[2], encoding="utf-8")
    (inputs / "04-briefs.jsonl").write_text(jsonl(JOURNEY, *many(12)[4:]), encoding="utf-8")
    moments = [6, 11, 18, 23, 31, 41, 48, 55]
    statements = killed(inputs, tmp_path, moments, tmp_path / "before")
    assert moments[-1] < statements, "the last moments come after the end"
    assert_each_ends_whole(tmp_path, inputs, moments)


_WORKERS = """
import os, signal, sys
import kgraph
from kgraph.building import batch
from kgraph.engines import local

batch._BATCH_RECORDS = local._SMALL = 8

def progress(report, source):
    if report.documents == 120:
        os.kill(os.getpid(), signal.SIGKILL)

kgraph.build(sys.argv[1], sys.argv[2], jobs=2, progress=progress)
"""


def test_a_run_with_workers_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    inputs = tmp_path / "a.jsonl"
    inputs.write_text(jsonl(*many(150), TALKS, *many(3)), encoding="utf-8")
    command = [sys.executable, "-c", _WORKERS, str(inputs), str(tmp_path / "out")]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert ran.returncode == -9, ran.stderr.decode()
    with Store(tmp_path / "out" / "graph.duckdb", read_only=True) as store:
        # Not all that was read had been extracted.
        assert 8 <= store.count("documents") < 120
    build_store(inputs, tmp_path / "out")
    build_store(inputs, tmp_path / "whole")
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")
