"""Score kgraph against gold annotations, by label, and print a table for README.md.

python benchmarks/quality.py corpus/articles --gold corpus/gold
python benchmarks/quality.py FOLDER... --gold GOLD... [--published YYYY-MM-DD]
python benchmarks/quality.py FOLDER... --gold GOLD... --without-officials
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import kgraph
from kgraph.reading import ReadOptions
from kgraph.rules import EntityRow, rule_rows


def switched_off(path: Path) -> Path:
    """Write a gazetteer that removes every official, to measure what is read without the directory."""
    rows = (
        {"id": row.id, "label": row.label, "name": row.name, "off": True}
        for row in rule_rows("officials", EntityRow)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument("--published", help="date of documents that tell none")
    parser.add_argument(
        "--without-officials", action="store_true", help="switch the directory of officials off"
    )
    options = parser.parse_args()
    missing = [str(path) for path in [*options.inputs, *options.gold] if not path.exists()]
    if missing:
        raise SystemExit(f"skipped: {', '.join(missing)} is not here")
    with tempfile.TemporaryDirectory() as folder:
        reading = ReadOptions(published=options.published)
        gazetteers = [switched_off(Path(folder) / "off.jsonl")] if options.without_officials else []
        with kgraph.build(
            options.inputs, Path(folder) / "out", options=reading, gazetteers=gazetteers, views=False
        ) as graph:
            result = graph.evaluate(*options.gold)
    for title, tallies in (("entities", result.entities), ("relations", result.relations)):
        print(f"\n| {title} | P | R | F1 | gold | wrong |\n|---|---|---|---|---|---|")
        for label, tally in sorted(tallies.items(), key=lambda one: (one[0] != "all", one[0])):
            figures = " | ".join(f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
            print(f"| {label} | {figures} | {tally.gold} | {tally.wrong} |")
    print()
    for name, (right, total) in sorted(result.attributes.items()):
        print(f"{name} right on matched relations: {right / total:.3f} ({right}/{total})")


if __name__ == "__main__":
    main()
