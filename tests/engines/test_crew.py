"""Worker processes: those that die, those that are left behind, and what they may print."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from spacy.language import Language

from kgraph.engines.crew import Crew
from kgraph.engines.worker import Outcome, command
from kgraph.errors import KgraphError
from kgraph.records import Document, Extraction, Rejected
from tests.building_samples import expected, many

SETUP = ((), None)
FATAL = "致命"

# A worker whose pipeline does something else with some documents.
WORKER = """
import os, signal, sys, time
sys.path[:] = {path!r}
from kgraph.engines import worker

extractions = worker.extractions

def patched(nlp, documents):
    for document in documents:
        {trouble}
        yield from extractions(nlp, [document])

worker.extractions = patched
worker.main()
"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the signals of this test are those of POSIX")

Trouble = Callable[[str], None]


@pytest.fixture
def trouble(monkeypatch: pytest.MonkeyPatch) -> Trouble:
    """Have workers do something before they extract from a document."""

    def use(statement: str) -> None:
        code = WORKER.format(path=sys.path, trouble=statement)
        monkeypatch.setattr("kgraph.engines.crew.command", lambda: [sys.executable, "-c", code])

    return use


def documents(count: int, *fatal: int) -> list[Document]:
    return [
        Document(
            f"{number:016}",
            f"文{number}",
            text + (FATAL if number in fatal else ""),
            path="a.jsonl",
            line=number + 1,
            input="/a.jsonl",
        )
        for number, text in enumerate(many(count))
    ]


def done(jobs: int, batches: Sequence[list[Document]]) -> list[Outcome]:
    with Crew(jobs, SETUP) as crew:
        waiting = [crew.submit(batch) for batch in batches]
        return [outcome for future in waiting for outcome in future.result()]


def test_a_worker_that_is_killed_once_is_replaced(nlp: Language, trouble: Trouble, tmp_path: Path) -> None:
    # As when somebody kills it, or memory was short for a moment: the batch is done by another one.
    once = tmp_path / "once"
    trouble(
        f"if {FATAL!r} in document.text and not os.path.exists({str(once)!r}): "
        f"open({str(once)!r}, 'w').close(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    given = documents(12, 5)
    assert done(2, [given[:4], given[4:8], given[8:]]) == expected(nlp, given)
    assert once.exists()


@pytest.mark.parametrize(
    ("end", "how"),
    [("os.kill(os.getpid(), signal.SIGKILL)", "killed by signal 9"), ("os._exit(3)", "exit status 3")],
)
def test_only_the_document_that_kills_its_worker_is_rejected(
    end: str, how: str, nlp: Language, trouble: Trouble
) -> None:
    trouble(f"if {FATAL!r} in document.text: {end}")
    given = documents(12, 5)
    found = done(2, [given[:4], given[4:8], given[8:]])
    rejected = found.pop(5)
    assert isinstance(rejected, Rejected)
    assert (rejected.path, rejected.line, rejected.input) == ("a.jsonl", 6, "/a.jsonl")
    assert how in rejected.reason
    assert "split it into articles, or use fewer jobs" in rejected.reason
    assert found == expected(nlp, given[:5] + given[6:])


def test_workers_that_all_die_end_the_run(trouble: Trouble) -> None:
    trouble("os._exit(3)")
    with pytest.raises(KgraphError, match=r"one after the other \(exit status 3\): use fewer jobs"):
        done(2, [documents(8)])


def test_a_worker_that_cannot_start_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.engines.crew.command", lambda: [sys.executable, "-c", "exit(4)"])
    with pytest.raises(KgraphError, match=r"did not start \(exit status 4\)"):
        done(2, [documents(1)])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs resource limits")
def test_a_document_that_needs_more_memory_than_there_is_is_rejected(nlp: Language, trouble: Trouble) -> None:
    # The limit is that of the worker when the document comes, and some more.
    trouble(
        f"if {FATAL!r} in document.text: import resource; "
        "pages = int(open('/proc/self/statm').read().split()[0]); "
        "limit = pages * resource.getpagesize() + (64 << 20); "
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit))"
    )
    given = documents(6)
    given[2] = Document("h" * 16, "巨", FATAL + "王毅在北京会见美国国务卿布林肯，双方交换意见。" * 20_000)
    found = done(1, [given])
    rejected = found.pop(2)
    assert isinstance(rejected, Rejected)
    assert f"{len(given[2].text):,} characters" in rejected.reason
    assert "memory" in rejected.reason
    del given[2]
    assert [one.document for one in found if isinstance(one, Extraction)] == given
    assert found == expected(nlp, given)


def test_what_a_library_prints_is_no_answer(nlp: Language, trouble: Trouble) -> None:
    trouble("print('看这里', flush=True); os.system('echo here')")
    given = documents(3)
    assert done(1, [given]) == expected(nlp, given)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_no_worker_outlives_the_run(trouble: Trouble, tmp_path: Path) -> None:
    trouble(f"open({str(tmp_path)!r} + f'/{{os.getpid()}}', 'w').close(); time.sleep(60)")
    with Crew(2, SETUP) as crew:
        waiting = [crew.submit([document]) for document in documents(2)]
        while len(started := list(tmp_path.iterdir())) < 2:
            time.sleep(0.02)
    assert not any(alive(int(one.name)) for one in started)
    for one in waiting:
        with pytest.raises(KgraphError, match="the run was stopped"):
            one.result()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_workers_end_when_who_started_them_is_killed() -> None:
    code = (
        "from kgraph.engines.crew import Crew; import time\n"
        "crew = Crew(1, ((), None)); crew.submit([]).result(); print('ready', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        [worker] = [one for task in Path(f"/proc/{parent.pid}/task").iterdir() for one in _children(task)]
        parent.send_signal(signal.SIGKILL)
    for _ in range(500):
        if not alive(worker):
            break
        time.sleep(0.02)
    assert not alive(worker)


def _children(task: Path) -> list[int]:
    return [int(one) for one in (task / "children").read_text().split()]


def test_a_script_without_a_guard_may_use_workers(tmp_path: Path) -> None:
    # Libraries that import the script in each worker would start workers without end.
    script = tmp_path / "script.py"
    script.write_text(
        "from kgraph.engines import local, run\n"
        "from kgraph.records import Document\n"
        "local._SMALL = 1\n"
        "given = [Document(str(n), str(n), f'2023年10月{n}日，王毅会见布林肯。') for n in range(1, 29)]\n"
        "print('rows', sum(len(one.relations) for one in run(given, jobs=2)))\n",
        encoding="utf-8",
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=120)
    rows = [line for line in ran.stdout.splitlines() if line.startswith("rows")]
    assert len(rows) == 1
    assert int(rows[0].split()[1]) >= 28


def test_a_module_beside_the_user_is_no_module_of_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spacy.py").write_text("raise ImportError('not this one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = subprocess.run(command(), stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
