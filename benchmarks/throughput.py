"""Characters a second from inputs to store and views, memory, growth; and other tools beside it.

    python benchmarks/throughput.py INPUT... [--jobs N...] [--peers] [--json FILE]

Builds the inputs once with each number of jobs (1 and 2 by default), each time in a process of its own,
and prints one JSON object. Each run has its growth: what stood in the store, the time and the memory at
the end of each input, in which a year a file shows whether time grows in line with the text, and whether
memory stays. What is derived from all of it at the end is timed apart. With --peers, tools of peers.jsonl
tag a sample of the same texts, each in an environment of its own, as in ner.py.

Machines are noisy, and others may use them: the same run also segments a part of the same texts with
spacy-pkuseg and the shipped model alone, and the ratio of the two speeds by processor time is the figure
to compare.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import kgraph
from kgraph.building import Report
from kgraph.language import load
from kgraph.language.tokenizer import tokenizer_of
from kgraph.reading import Source, read
from kgraph.records import Document
from kgraph.script import fold
from kgraph.store import Store

sys.path.append(str(Path(__file__).resolve().parent))

from ner import ToolError, command, environment

_HERE = Path(__file__).resolve().parent
_SEGMENTED = 200_000
_LIBRARIES = ("duckdb", "numpy", "spacy", "spacy-pkuseg")

Row = dict[str, Any]


class Clock:
    """Seconds spent in some functions."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def on(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time taken."""

        def timed(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return function(*given, **named)
            finally:
                self.seconds += time.perf_counter() - start

        return timed

    def on_each(self, function: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        """The generator, the time of its steps taken."""

        def timed(*given: Any, **named: Any) -> Iterator[Any]:
            steps = function(*given, **named)
            step = self.on(lambda: next(steps, steps))
            while (record := step()) is not steps:
                yield record

        return timed


class Growth:
    """What was reached at the end of each input."""

    def __init__(self, store: Path) -> None:
        self.rows: list[Row] = []
        self.store = store
        self.start = time.perf_counter()
        self.current: str | None = None
        self.last = Report()

    def __call__(self, report: Report, source: Source) -> None:
        """Take progress; a change of source ends the one before."""
        if self.current not in (None, source.path):
            self.note()
        self.current = source.path
        self.last = report

    def note(self) -> None:
        """Add a row."""
        wal = self.store.with_suffix(".duckdb.wal")
        size = sum(path.stat().st_size for path in (self.store, wal) if path.exists())
        self.rows.append(
            {
                "input": Path(self.current or "").name,
                "documents": self.last.documents,
                "characters": self.last.characters,
                "seconds": round(time.perf_counter() - self.start, 1),
                "processor_seconds": round(processor(os.getpid()) + sum(map(processor, children())), 1),
                "main_mib": memory(os.getpid(), "VmRSS"),
                "worker_mib": max((memory(one, "VmRSS") for one in children()), default=0),
                "store_mib": round(size / 2**20),
            }
        )


def memory(process: int, what: str) -> int:
    """Resident memory of a process in MiB: VmRSS now, VmHWM at its peak; 0 where that is not told."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith(what)), 0)


def processor(process: int) -> float:
    """Seconds of processor time of a process and of those that it started and that have ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def children() -> list[int]:
    """Processes that this one has started."""
    lists = Path("/proc/self/task").glob("*/children")
    return [int(one) for path in lists for one in path.read_text(encoding="utf-8").split()]


def measure(inputs: Sequence[str], jobs: int, out: Path) -> Row:
    """Build, and what it took. For a fresh process, so that its memory is that of the build."""
    from kgraph.building import fill  # noqa: F401 (loads the module that is timed)

    filling = sys.modules["kgraph.building.fill"]
    reading, writing, deriving, growth = Clock(), Clock(), Clock(), Growth(out / "graph.duckdb")

    derive = filling.derive  # type: ignore[attr-defined]

    def note_and_derive(store: Store) -> None:
        growth.note()  # the last input has ended
        deriving.on(derive)(store)

    filling.read_source = reading.on_each(filling.read_source)  # type: ignore[attr-defined]
    Store.write = writing.on(Store.write)  # type: ignore[method-assign]
    filling.derive = note_and_derive  # type: ignore[attr-defined]
    start = time.perf_counter()
    kgraph.build(inputs, out, jobs=jobs, progress=growth, views=False).close()
    built = time.perf_counter() - start
    filling.derive = derive  # type: ignore[attr-defined]
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = sum(used.ru_utime + used.ru_stime for used in (own, workers))
    report = growth.last
    peak = memory(os.getpid(), "VmHWM")
    opened, facts = open_and_ask(out)
    viewed = time.perf_counter()
    kgraph.build(inputs, out, jobs=1).close()
    return {
        "jobs": jobs,
        "documents": report.documents,
        "duplicates": report.duplicates,
        "rejects": report.rejects,
        "characters": report.characters,
        "build_seconds": round(built, 1),
        "characters_a_second": round(report.characters / built),
        "processor_seconds": round(processor, 1),
        "characters_a_processor_second": round(report.characters / processor),
        "share_reading": round(reading.seconds / built, 3),
        "share_writing": round(writing.seconds / built, 3),
        "share_deriving": round(deriving.seconds / built, 3),
        "peak_main_mib": peak,
        # The largest of them, and of what they started.
        "peak_worker_mib": workers.ru_maxrss // (1024 if sys.platform == "linux" else 2**20),
        "open_and_facts_seconds": round(opened, 1),
        "facts": facts,
        "views_seconds": round(time.perf_counter() - viewed, 1),
        "growth": growth.rows,
        "time_last_to_first": linearity(growth.rows),
    }


def open_and_ask(out: Path) -> tuple[float, int]:
    """Seconds to open a graph and make its facts, and how many they are."""
    start = time.perf_counter()
    with kgraph.open(out) as graph:
        facts = len(graph.facts())
    return time.perf_counter() - start, facts


def linearity(rows: Sequence[Row]) -> float | None:
    """Time a character in the last third of the inputs, over that in the first: 1 where growth is linear.

    Processor time, as the clock runs on while others use the machine.
    """
    third = len(rows) // 3
    if not third:
        return None
    first, before, last = rows[third - 1], rows[-third - 1], rows[-1]
    spent = last["processor_seconds"] - before["processor_seconds"]
    late = spent / max(1, last["characters"] - before["characters"])
    return round(late / (first["processor_seconds"] / max(1, first["characters"])), 2)


def sample(inputs: Sequence[Path], characters: int) -> list[str]:
    """Texts from all inputs alike, about so many characters together."""
    texts: list[str] = []
    for path in inputs:
        left = characters / len(inputs)
        for record in read([path]):
            if isinstance(record, Document) and left > 0:
                texts.append(record.text)
                left -= len(record.text)
            if left <= 0:
                break
    return texts


def segmenter_speed(texts: Sequence[str]) -> int:
    """Characters a processor second of the bare segmenter."""
    segmenter = tokenizer_of(load()).segmenter
    folded = [fold(text) for text in texts]
    start = time.process_time()
    for text in folded:
        segmenter.ends(text, 0, len(text))
    return round(sum(map(len, folded)) / (time.process_time() - start))


def peers(texts: Sequence[str], folder: Path) -> Iterator[Row]:
    """Each tool on the same texts: characters a second, memory, what it yields."""
    lines = "".join(f"{json.dumps(text)}\n" for text in texts)
    characters = sum(map(len, texts))
    for tool in map(json.loads, (_HERE / "peers.jsonl").read_text(encoding="utf-8").splitlines()):
        row: Row = {"tool": tool["tool"], "yields": tool["yields"]}
        try:
            python = environment(tool, folder)
            answer = json.loads(command([str(python), str(_HERE / "peers.py"), tool["tool"]], lines))
        except ToolError as error:
            yield row | {"error": str(error)}
            continue
        yield row | {
            "characters_a_processor_second": round(characters / sum(answer["seconds"])),
            "spans": sum(map(len, answer["spans"])),
            "peak_mib": round(answer["peak_mib"]),
        }


def machine() -> Row:
    """Where this runs."""
    found = ""
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        found = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return {
        "processor": found or platform.processor(),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "kgraph": kgraph.__version__,
        **{name: version(name) for name in _LIBRARIES},
    }


def main() -> None:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--jobs", "-j", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--environments", type=Path, default=cache / "kgraph-benchmarks")
    parser.add_argument("--json", type=Path, help="write the object to this file too")
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    missing = [str(path) for path in options.inputs if not path.exists()]
    if missing:
        parser.exit(2, f"skipped: {', '.join(missing)} is not here\n")
    if options.out:  # the process that is measured
        [jobs] = options.jobs
        print(json.dumps(measure([str(path) for path in options.inputs], jobs, options.out)))
        return
    result: Row = {"machine": machine(), "runs": []}
    texts = sample(options.inputs, _SEGMENTED)
    result["segmenter_characters_a_processor_second"] = segmenter_speed(texts)
    for jobs in options.jobs:
        with tempfile.TemporaryDirectory() as folder:
            again = [sys.executable, str(Path(__file__)), *map(str, options.inputs), "--jobs", str(jobs)]
            ran = subprocess.run(
                [*again, "--out", f"{folder}/out"], stdout=subprocess.PIPE, text=True, check=True
            )
        run = json.loads(ran.stdout)
        bare = result["segmenter_characters_a_processor_second"]
        run["ratio_to_segmenter"] = round(run["characters_a_processor_second"] / bare, 3)
        result["runs"].append(run)
    if options.peers:
        result["peers"] = list(peers(texts, options.environments.resolve()))
    print(json.dumps(result, ensure_ascii=False, indent=1))
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
