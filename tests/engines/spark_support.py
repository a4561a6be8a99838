"""What the tests of the Spark engine share: settings, processes that end with them, what a graph holds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from kgraph.store import COLUMNS, Store

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus" / "articles"
MISSING = [name for name in ("pyspark", "pyarrow") if find_spec(name) is None]
NEEDS_SPARK = [
    pytest.mark.skipif(bool(MISSING), reason=f"{MISSING} not installed: pip install 'kgraph[spark]'"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
]
DERIVED = (
    "stories",
    "facts",
    "evidence",
    "edges",
    "cooccurrences",
    "entity_counts",
    "totals",
    "surfaces",
    "names",
)

# A virtual machine that lives for seconds compiles as little as it can, and so does Spark: forty steps over a
# handful of rows are nearly all compiling otherwise.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_SETTINGS = f"""
spark.sql.shuffle.partitions 2
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.ui.enabled false
spark.driver.host 127.0.0.1
spark.driver.extraJavaOptions {_JAVA}
spark.executor.extraJavaOptions {_JAVA}
spark.shuffle.io.retryWait 1s
"""

# The program takes the place of this one, and ends when the process that has started it does.
_BOUND = """
import ctypes, os, signal, sys
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != int(sys.argv[1]):
        sys.exit("the process that started this one is gone")
os.execvp(sys.argv[2], sys.argv[2:])
"""


def spark_home() -> Path:
    """Where pyspark lies, and Spark in it."""
    import pyspark

    return Path(pyspark.__file__).parent


def start(
    command: Sequence[str | Path], environment: Mapping[str, str], log: Path
) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own, which ends with this process, however that ends."""
    with log.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, "-c", _BOUND, str(os.getpid()), *map(str, command)],
            env=dict(environment),
            stdout=stream,
            stderr=stream,
            start_new_session=True,
        )


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def spark_environment(folder: Path) -> dict[str, str]:
    """What Spark reads from its surroundings: little output, loopback only, this Python."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "spark-defaults.conf").write_text(f"{_SETTINGS}spark.sql.warehouse.dir file://{folder}\n")
    (folder / "log4j2.properties").write_text("rootLogger.level = error\n")
    return {
        "SPARK_CONF_DIR": str(folder),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_HOME": str(spark_home()),
        "PYSPARK_PYTHON": sys.executable,
        "JDK_JAVA_OPTIONS": _JAVA,
    }


def rows(folder: Path, *leave_out: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables of a graph, sorted, without tables that are left out."""
    tables = [table for table in ("inputs", *COLUMNS, "extracted", *DERIVED) if table not in leave_out]
    with Store(folder / "graph.duckdb", read_only=True) as store:
        return {table: store.query(f"SELECT * FROM {table} ORDER BY ALL") for table in tables}
