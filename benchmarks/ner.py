"""Names found by kgraph and by packages that carry models of their own, side by side.

    python benchmarks/ner.py [SHARED] [--tools TOOL...] [--environments DIR] [--json FILE]

SHARED is the folder of reference data (../shared): the MSRA NER test and the annotated news. Each tool
of peers.jsonl but kgraph is installed from PyPI into a virtual environment of its own, which later runs use
again, and tags all texts in one process on one core. Prints a Markdown table for README.md: F1 of
persons, places, organisations and all, characters a second of tagging, peak memory. A tool that cannot
be installed or run is listed with its error.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from kgraph import __version__
from kgraph.evaluation import Tally, read_gold
from kgraph.reading import read
from kgraph.records import Document

sys.path.append(str(Path(__file__).resolve().parents[1] / "models" / "scripts"))

from corpora import tagged_sentences
from spans import LABELS, spans_of

_HERE = Path(__file__).resolve().parent
# In the folder of reference data.
_MSRA = "training/ner/msra/test.bio.gz"
_GOLD = ("gold/articles", "gold/newscast")
_TEXTS = ("articles", "gold/newscast_docs")

_COLUMNS = ("PER", "LOC", "ORG", "all")

# What the packages, which are old, need to be built with.
_BUILD = ("setuptools==69.5.1", "wheel==0.45.1")
# Libraries start a thread a core unless told otherwise; the order of a set may be that of a hash.
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONHASHSEED": "0",
    "PYTHONUTF8": "1",
}
_LONGEST = 3600

Span = tuple[int, int, str]
Tallies = dict[str, Tally]
Row = dict[str, Any]


class ToolError(Exception):
    """A tool could not be installed or run."""


@dataclass(frozen=True, slots=True)
class Part:
    """Texts of one kind, and how spans in them are scored.

    Attributes
    ----------
    name : str
    texts : sequence of str
    score : callable
        From the spans of each text to tallies by label.
    """

    name: str
    texts: Sequence[str]
    score: Callable[[Sequence[Collection[Span]]], Tallies]


# Scores


def score_spans(found: Iterable[Collection[Span]], gold: Iterable[Collection[Span]]) -> Tallies:
    """Score spans: start, end and label have to be right."""
    tallies: Tallies = defaultdict(Tally)
    for predicted, expected in zip(found, gold, strict=True):
        for label in _COLUMNS:
            asked = {span for span in expected if label in (span[2], "all")}
            given = {span for span in predicted if label in (span[2], "all")}
            tallies[label].gold += len(asked)
            tallies[label].hit += len(given & asked)
            tallies[label].wrong += len(given - asked)
    return tallies


def score_names(found: Iterable[Collection[Span]], texts: Iterable[str], golds: Iterable[Row]) -> Tallies:
    """Score the distinct names of each text, for the annotations tell names and no places in the text.

    An entity is found if one of its names was, with the right label. A name that none of the text's
    entities bears is wrong. Entities that the text only implies are not asked for, nor are those that
    only one annotator gave; who finds the latter is not wrong.
    """
    tallies: Tallies = defaultdict(Tally)
    for spans, text, gold in zip(found, texts, golds, strict=True):
        predicted = {(label, text[start:end]) for start, end, label in spans}
        right = set()
        for entity in gold["entities"]:
            label = LABELS.get(entity["type"])
            names = {(label, name) for name in entity["names"] if name in text}
            if label is None or not names:
                continue
            right |= names
            if entity["required"]:
                for one in (label, "all"):
                    tallies[one].gold += 1
                    tallies[one].hit += bool(names & predicted)
        for label, _ in predicted - right:
            for one in (label, "all"):
                tallies[one].wrong += 1
    return tallies


# Texts and gold


def msra(shared: Path) -> Part:
    """The test part of MSRA: sentences with gold spans."""
    sentences = list(tagged_sentences(shared / _MSRA))
    gold = [set(spans_of(tags)) for _, tags in sentences]
    return Part("MSRA", [text for text, _ in sentences], lambda found: score_spans(found, gold))


def news(shared: Path) -> Part:
    """The annotated news, as kgraph reads its files: the text without marks of HTML and Markdown."""
    golds = read_gold([shared / folder for folder in _GOLD])
    files = [file for folder in _TEXTS for file in sorted((shared / folder).glob("*.txt"))]
    documents = {one.name: one.text for one in read(files) if isinstance(one, Document)}
    texts = [documents[gold["doc"]] for gold in golds]
    return Part("news", texts, lambda found: score_names(found, texts, golds))


# Tools


def environment(tool: Row, folder: Path) -> Path:
    """The Python of a tool's environment, which is made where there is none for its requirements.

    Raises
    ------
    ToolError
        If it cannot be made.
    """
    if not tool["requirements"]:
        return Path(sys.executable)
    own, wanted = folder / str(tool["tool"]), json.dumps(tool["requirements"])
    python, made = own / "bin" / "python", own / "requirements.json"
    if not made.exists() or made.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(own, ignore_errors=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command([sys.executable, "-m", "venv", str(own)])
        command([*install, *_BUILD])
        command([*install, "--no-build-isolation", *tool["requirements"]])
        made.write_text(wanted, encoding="utf-8")
    return python


def command(arguments: Sequence[str], given: str = "") -> str:
    """What a command prints.

    Raises
    ------
    ToolError
        If it fails, with the line of its output that tells why.
    """
    try:
        done = subprocess.run(
            arguments,
            check=False,
            input=given,
            env=os.environ | _ENVIRONMENT,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST,
        )
    except subprocess.TimeoutExpired as error:
        raise ToolError(f"took more than {_LONGEST} s") from error
    except OSError as error:
        raise ToolError(str(error)) from error
    if done.returncode:
        raise ToolError(reason(done.stderr or done.stdout) or f"ended with status {done.returncode}")
    return done.stdout


def reason(output: str) -> str:
    """The line of an output that tells what went wrong: the first error named, else the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    named = (line for line in lines if re.match(r"(\w+\.)*(\w+(Error|Exception)|ERROR)\b:?", line))
    return next(named, lines[-1] if lines else "")[:120]


def measure(tool: Row, parts: Sequence[Part], folder: Path) -> Row:
    """One row: the tool's name, and its figures or its error."""
    name = tool["requirements"][0].replace("==", " ") if tool["requirements"] else tool["tool"]
    row: Row = {"tool": name.replace("kgraph", f"kgraph {__version__}")}
    texts = [text for part in parts for text in part.texts]
    try:
        python = environment(tool, folder)
        lines = "".join(f"{json.dumps(text)}\n" for text in texts)
        answer = json.loads(command([str(python), str(_HERE / "peers.py"), tool["tool"]], lines))
    except ToolError as error:
        return row | {"error": str(error)}
    tagged = zip(answer["spans"], answer["seconds"], strict=True)
    for part in parts:
        own = list(islice(tagged, len(part.texts)))
        tallies = part.score([{(start, end, label) for start, end, label in spans} for spans, _ in own])
        speed = sum(map(len, part.texts)) / sum(seconds for _, seconds in own)
        row[part.name] = {label: figures(tallies[label]) for label in _COLUMNS}
        row[part.name]["characters_a_second"] = round(speed)
    return row | {"peak_mib": round(answer["peak_mib"])}


def figures(tally: Tally) -> dict[str, float]:
    return {"P": round(tally.precision, 3), "R": round(tally.recall, 3), "F1": round(tally.f1, 3)}


# The table


def table(rows: Iterable[Row], parts: Sequence[str]) -> Iterator[str]:
    """The lines of a Markdown table."""
    heads = [f"{part} {column}" for part in parts for column in (*_COLUMNS, "characters/s")]
    yield " | ".join(["| tool", *heads, "peak MiB |"])
    yield "|---" * (len(heads) + 2) + "|"
    for row in rows:
        if "error" in row:
            cells = [row["error"].replace("|", "/"), *[""] * len(heads)]
        else:
            cells = []
            for part in parts:
                cells += [f"{row[part][label]['F1']:.3f}" for label in _COLUMNS]
                cells.append(f"{row[part]['characters_a_second']:,}")
            cells.append(f"{row['peak_mib']:,}")
        yield " | ".join([f"| {row['tool']}", *cells]) + " |"


def main() -> None:
    listed = map(json.loads, (_HERE / "peers.jsonl").read_text(encoding="utf-8").splitlines())
    # What has no weights of its own, or no names, is there for its speed only (throughput.py).
    tools = [tool for tool in listed if tool.get("scored", True)]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", type=Path, default=_HERE.parents[1] / "shared")
    parser.add_argument("--tools", nargs="+", choices=[tool["tool"] for tool in tools])
    parser.add_argument("--environments", type=Path, default=cache / "kgraph-benchmarks")
    parser.add_argument("--json", type=Path, help="write all figures to this file too")
    options = parser.parse_args()
    missing = [
        str(options.shared / path)
        for path in (_MSRA, *_GOLD, *_TEXTS)
        if not (options.shared / path).exists()
    ]
    if missing:
        parser.exit(2, f"skipped: {', '.join(missing)} is not here\n")
    parts = [msra(options.shared), news(options.shared)]
    chosen = [tool for tool in tools if not options.tools or tool["tool"] in options.tools]
    rows = [measure(tool, parts, options.environments.resolve()) for tool in chosen]
    print("\n".join(table(rows, [part.name for part in parts])))
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
