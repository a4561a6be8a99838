"""A Spark session for one build, and what its errors say."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.errors import InputError, KgraphError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["literal", "session", "told"]

_SETTINGS = {
    # "end" is a word of SQL, and a column.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.session.timeZone": "UTC",
    # A document is some hundred rows: a batch is some megabytes.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    # Old writers do not mark their columns of text as such.
    "spark.sql.parquet.binaryAsString": "true",
}
_LONGEST = 500


@contextmanager
def session(master: str | None, scratch: Path) -> Iterator[SparkSession]:
    """A session with the settings that kgraph needs.

    One that is open in this program is used, with its views and settings left alone, and stays open.

    Parameters
    ----------
    master : str or None
        URL of the cluster; Spark's own configuration decides if not given.
    scratch : pathlib.Path
        Where Spark may leave a folder of its own, which it makes in the current one otherwise.

    Raises
    ------
    InputError
        If pyspark, pyarrow or Java is missing, or a session with another master is open.
    KgraphError
        If the cluster cannot be reached, or fails.
    """
    try:
        import pyarrow  # noqa: F401
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise InputError(
            "the engine spark needs pyspark: pip install 'kgraph[spark]', and Java 17 or 21"
        ) from error
    open_one = SparkSession.getActiveSession()
    try:
        spark = open_one or _started(master, scratch)
        _check_master(spark, master)
        own = spark.newSession()
        for name, value in _SETTINGS.items():
            own.conf.set(name, value)
        try:
            yield own
        finally:
            if open_one is None:
                spark.stop()
    except (PySparkException, Py4JError) as error:
        raise KgraphError(_message(error)) from error


def _started(master: str | None, scratch: Path) -> SparkSession:
    from pyspark.sql import SparkSession

    # Workers run the Python that has kgraph: at the same path as here, unless the user says where.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("kgraph").config("spark.sql.warehouse.dir", f"file://{scratch}")
    return (builder if master is None else builder.master(master)).getOrCreate()


def _check_master(spark: SparkSession, master: str | None) -> None:
    at = spark.sparkContext.master
    if master is not None and master != at:
        raise InputError(
            f"master {master!r}: a Spark session with the master {at!r} is open in this program; leave the "
            "master out to use it, or stop it first"
        )


def _message(error: Exception) -> str:
    text = told(error)
    if "JAVA_GATEWAY_EXITED" in text:
        return "Spark does not start: it needs Java 17 or 21; install one, or let JAVA_HOME name it"
    return f"Spark: {text} (its own log tells more; OUT holds no graph yet, and the same command begins anew)"


def told(error: Exception) -> str:
    """What an error of Spark says, in one line: what kgraph raised in a worker before all else.

    >>> told(ValueError("An error occurred\\n: x.Y: away\\nkgraph.errors.RuleError: a.csv, line 2: no"))
    'a.csv, line 2: no'
    >>> told(ValueError("An error occurred while calling o1.load.\\n: java.io.IOException: no such host"))
    'java.io.IOException: no such host'
    """
    text = str(error)
    ours = re.findall(r"kgraph\.errors\.\w+: (.+)", text)
    if ours:
        return str(ours[-1]).strip()
    lines = [line.strip(": ") for line in text.splitlines() if not line.startswith("An error occurred")]
    return next((line for line in lines if line), type(error).__name__)[:_LONGEST]


def literal(path: str) -> str:
    """A path or URL as a pattern that matches it alone; Spark takes what it reads for one.

    >>> print(literal("file:///news/[2023].jsonl"))
    file:///news/\\[2023\\].jsonl
    """
    return re.sub(r"([\\\[\]{}*?])", r"\\\1", path)
