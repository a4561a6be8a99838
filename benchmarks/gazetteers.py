"""How long the pipeline takes to load, and how much a gazetteer of a user adds.

python benchmarks/gazetteers.py            # 100,000 rows, as JSONL and as CSV
python benchmarks/gazetteers.py --rows N

Seconds are of this process, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
import time
from pathlib import Path

from kgraph.language import load

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文建国志海玉兰春红梅晓东云峰波雪龙飞鹏宇浩然子轩梓涵"


def names(number: int) -> list[str]:
    chance = random.Random(7)
    found: dict[str, None] = {}
    while len(found) < number:
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((2, 3, 4))))
        found.setdefault(name)
    return list(found)


def write(folder: Path, number: int) -> list[Path]:
    lines, table = folder / "names.jsonl", folder / "names.csv"
    of, title, since = "org:CN-ministry-of-commerce", "部长助理", "2021-03"
    with lines.open("w", encoding="utf-8") as jsonl, table.open("w", encoding="utf-8", newline="") as cells:
        writer = csv.writer(cells)
        writer.writerow(("id", "label", "name", "aliases", "country", "of", "title", "since"))
        for index, name in enumerate(names(number)):
            identifier, alias, country = f"person:u{index}", f"{name}甫", "country:CN"
            row = {"id": identifier, "label": "PERSON", "name": name, "aliases": [alias], "country": country}
            row["offices"] = [{"of": of, "title": title, "since": since}]
            jsonl.write(json.dumps(row, ensure_ascii=False) + "\n")
            writer.writerow((identifier, "PERSON", name, alias, country, of, title, since))
    return [lines, table]


def seconds(gazetteers: list[Path]) -> float:
    start = time.process_time()
    load(gazetteers)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    load()  # what is read once and kept
    alone = seconds([])
    print(f"pipeline: {alone:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        for path in write(Path(folder), rows):
            print(f"with {rows:,} rows of {path.suffix}: {seconds([path]) - alone:.1f} s more")


if __name__ == "__main__":
    main()
