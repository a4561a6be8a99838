"""How long a page takes to write, how large it is, and how long a browser works to open it.

    python benchmarks/page.py [OUT] [--top 300 3000]

Without a graph, one of 5,000 entities at random. The time in the browser is that of its main thread
(needs Playwright and Debian's chromium), which another process on the machine does not change.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import kgraph
from kgraph.views import write_page

CHROMIUM = "/usr/bin/chromium"
_SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def opened(page: Any, file: Path) -> dict[str, float]:
    """Seconds until the drawing stands: by the clock, and of work."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    start = time.perf_counter()
    page.goto(file.as_uri())
    while not page.evaluate("Boolean(window.kgraph)"):  # its policy forbids functions that poll
        time.sleep(0.01)
    page.evaluate(_SETTLED)
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return {"clock": time.perf_counter() - start, "work": found["TaskDuration"]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", nargs="?", type=Path, help="folder of a graph")
    parser.add_argument("--top", nargs="+", type=int, default=[300, 3000])
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    if options.graph:
        with kgraph.open(options.graph) as opened_graph:
            graph = opened_graph.graph()
    else:
        sys.path.insert(0, str(Path(__file__).parents[1]))
        from tests.views.graphs import crowd

        graph = crowd(5000, 20000)
    print(f"{len(graph)} entities, {graph.size()} relations")
    print("top    write s  MB    open s (clock)  open s (work)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--headless=new"])
        for top in options.top:
            start = time.process_time()
            file = write_page(graph, Path(folder) / f"{top}.html", top=top)
            wrote = time.process_time() - start
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            best = min((opened(page, file) for _ in range(3)), key=lambda one: one["work"])
            size = file.stat().st_size / 1e6
            print(f"{top:<6} {wrote:<8.1f} {size:<5.1f} {best['clock']:<15.2f} {best['work']:.2f}")
        browser.close()


if __name__ == "__main__":
    main()
