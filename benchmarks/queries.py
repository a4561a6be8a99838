"""How long a store takes to answer: facts, cards, chains and ego graphs, after opening.

    python benchmarks/queries.py OUT [NAME...] [--derive]

Prints the least of three times, wall clock and processor. With --derive a copy of the store is made, and its
derived tables anew.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import kgraph
from kgraph.graph import derive
from kgraph.query import Filter, excerpt
from kgraph.store import Store


def timed(label: str, ask: Callable[[], object], times: int = 3) -> None:
    walls, cores = [], []
    for _ in range(times):
        wall, core = time.perf_counter(), time.process_time()
        answer = ask()
        walls.append(time.perf_counter() - wall)
        cores.append(time.process_time() - core)
        del answer  # to forget it is no part of the question
        gc.collect()
    print(f"{label:28} {min(walls):7.3f} s  {min(cores):7.3f} s of processor")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*", default=["王毅", "习近平", "中国"])
    parser.add_argument("--derive", action="store_true")
    given = parser.parse_args()
    if given.derive:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(shutil.copy(given.out / "graph.duckdb", folder))
            with Store(copy) as store:
                store.connection.execute("DELETE FROM meta WHERE key = 'derived'")
                timed("derived tables", lambda: derive(store), times=1)
    wall = time.perf_counter()
    with kgraph.open(given.out) as graph:
        print(f"open {time.perf_counter() - wall:.3f} s; {graph.stats()}")
        for name in given.names:
            timed(f"find {name}", lambda name=name: graph.find(name))
            timed(f"20 facts about {name}", lambda name=name: graph.facts(about=name, limit=20, sentences=2))
            timed(f"all facts about {name}", lambda name=name: graph.facts(about=name))
            timed(f"ego graph of {name}", lambda name=name: graph.ego(name))
            timed("its first sentences", lambda name=name: graph.ego(name, sentences=1))
            timed(f"page around {name}", lambda name=name: excerpt(graph.store, Filter(focus=name)))
        for first, last in zip(given.names, given.names[1:], strict=False):
            timed(f"path {first} {last}", lambda first=first, last=last: graph.path(first, last))


if __name__ == "__main__":
    main()
