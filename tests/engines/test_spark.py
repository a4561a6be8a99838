"""The engine for clusters: the same rows as the local one, also when a worker is lost in the middle."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import kgraph
from kgraph.store import COLUMNS, Store

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'kgraph[spark]'")
pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'kgraph[spark]'")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed")

Cluster = tuple[str, list[subprocess.Popen[bytes]]]

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "articles"
DERIVED = ("stories", "facts", "evidence", "cooccurrences", "entity_counts", "totals", "surfaces", "names")
# Where a document lies is told by Spark as a URL, and its number in a file not at all.
PLACES = {"path", "line", "input"}
SPARK = Path(pyspark.__file__).parent
# A hundred steps over a handful of rows: two parts each are enough.
SMALL = "spark.sql.shuffle.partitions 2\nspark.ui.enabled false\nspark.driver.host 127.0.0.1\n"


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with Store(folder / "graph.duckdb", read_only=True) as store:
        found = {}
        for table in (*COLUMNS, "extracted", *DERIVED):
            described = store.query(f"SELECT column_name FROM (DESCRIBE {table}) ORDER BY 1")
            columns = ", ".join(f'"{name}"' for (name,) in described if name not in PLACES)
            found[table] = store.query(f"SELECT {columns} FROM {table} ORDER BY ALL")
        return found


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("local") / "out"
    kgraph.build(CORPUS, folder, views=False).close()
    return folder


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("conf")
    (folder / "spark-defaults.conf").write_text(SMALL)
    (folder / "log4j2.properties").write_text("rootLogger.level = error\n")
    own = {
        "SPARK_CONF_DIR": str(folder),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_HOME": str(SPARK),
        "PYSPARK_PYTHON": sys.executable,
    }
    return {**os.environ, **own}


def build(environment: dict[str, str], *arguments: object) -> list[str]:
    return [sys.executable, "-m", "kgraph", "build", *map(str, arguments), "--engine", "spark"]


@pytest.fixture
def cluster(
    environment: dict[str, str], tmp_path: Path
) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The URL of a standalone cluster on this machine, and its two workers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"spark://127.0.0.1:{port}"
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (tmp_path / f"{name}-{len(started)}.log").open("wb") as log:
            process = subprocess.Popen(
                [str(SPARK / "bin" / "spark-class"), *arguments],
                env=environment | {"SPARK_WORKER_DIR": str(tmp_path / "work")},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        started.append(process)
        return process

    deploy = "org.apache.spark.deploy"
    start(
        "master", f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"
    )
    worker = (f"{deploy}.worker.Worker", url, "--cores", "1", "--memory", "1g", "--webui-port", "0")
    workers = [start("worker", *worker) for _ in range(2)]
    yield url, workers
    for process in started:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """A process with all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_worker_lost_in_the_middle_changes_no_row(
    cluster: Cluster,
    environment: dict[str, str],
    local: Path,
    tmp_path: Path,
) -> None:
    url, workers = cluster
    out = tmp_path / "out"
    command = [*build(environment, CORPUS, "-o", out), "--master", url]
    with (tmp_path / "driver.log").open("wb") as log:
        driver = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        # Once both have begun to extract, one is gone.
        running = out / "parquet" / "extractions" / "_temporary"
        while not running.exists() and driver.poll() is None:
            time.sleep(0.1)
        assert driver.poll() is None, (tmp_path / "driver.log").read_text()
        time.sleep(1)
        kill(workers[0])
        assert driver.wait() == 0, (tmp_path / "driver.log").read_text()
    assert rows(out) == rows(local)


def test_what_is_no_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(kgraph.KgraphError, match=r"engine 'hadoop'.*local, spark"):
        kgraph.build(CORPUS, tmp_path / "out", engine="hadoop")
    with pytest.raises(kgraph.KgraphError, match="--engine spark"):
        kgraph.build(CORPUS, tmp_path / "out", master="local[2]")
