"""The engine for clusters loses a worker in the middle, and the result is that of one machine, row by row."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import kgraph
from tests.engines.spark_support import CORPUS, NEEDS_SPARK, kill, rows, spark_environment, spark_home, start

pytestmark = NEEDS_SPARK


@pytest.fixture
def started() -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes to end when the test ends, well or badly."""
    processes: list[subprocess.Popen[bytes]] = []
    yield processes
    for process in processes:
        kill(process)


def test_a_worker_lost_in_the_middle_changes_no_row(
    started: list[subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    environment = {**os.environ, **spark_environment(tmp_path / "conf")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"spark://127.0.0.1:{port}"

    def service(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        name = f"org.apache.spark.deploy.{kind.lower()}.{kind}"
        command = [spark_home() / "bin" / "spark-class", name, *arguments, "--webui-port", "0"]
        where = environment | {"SPARK_WORKER_DIR": str(tmp_path / "work")}
        started.append(start(command, where, tmp_path / f"{kind}-{len(started)}.log"))
        return started[-1]

    service("Master", "--host", "127.0.0.1", "--port", str(port))
    worker = (url, "--cores", "1", "--memory", "1g")
    lost, _ = [service("Worker", *worker) for _ in range(2)]
    out, log = tmp_path / "out", tmp_path / "driver.log"
    command = [
        sys.executable,
        "-m",
        "kgraph",
        "build",
        CORPUS,
        "-o",
        out,
        "--engine",
        "spark",
        "--master",
        url,
    ]
    driver = start(command, environment, log)
    started.append(driver)
    kgraph.build(CORPUS, tmp_path / "local", views=False).close()
    # Once both have begun to extract, one is gone.
    running = out / "parquet" / "extractions" / "_temporary"
    while not running.exists() and driver.poll() is None:
        time.sleep(0.1)
    assert driver.poll() is None, log.read_text()
    time.sleep(1)
    kill(lost)
    assert driver.wait() == 0, log.read_text()
    assert rows(out) == rows(tmp_path / "local")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_nothing_outlives_tests_that_are_killed(tmp_path: Path) -> None:
    script = (
        "import os, pathlib, time\n"
        "from tests.engines.spark_support import start\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        "child = start(['sleep', '600'], os.environ, folder / 'log')\n"
        "(folder / 'part').write_text(str(child.pid))\n"
        "(folder / 'part').rename(folder / 'pid')\n"
        "time.sleep(600)\n"
    )
    paths = os.pathsep.join(path for path in sys.path if path)
    parent = subprocess.Popen([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": paths})
    while not (tmp_path / "pid").exists() and parent.poll() is None:
        time.sleep(0.05)
    child = int((tmp_path / "pid").read_text())
    assert _name(child) in {"sleep", "python"}
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    until = time.monotonic() + 30
    while _name(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _name(child)


def _name(pid: int) -> str:
    """What a process is, while it runs."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    name, _, rest = text.partition("(")[2].rpartition(")")
    return "" if rest.split()[0] == "Z" else name.rstrip("0123456789.")
