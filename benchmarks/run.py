"""Speed and memory of coopnews side by side with what else reads Persian text or finds quantities.

Usage: python benchmarks/run.py [--articles FILE.jsonl] [--count 500] [--rounds 3] [--plots FOLDER] [--small]

Every contender runs in a process of its own on one core, one after the other, in turns, so that what else the machine
does meets all of them alike. Times are those of the processor; medians of the rounds.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from growth import BYTES, COUNTS, drawn, growth
from peers import PEERS

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
LONG_TEXT = 5_000_000
"""Bytes of the one long text."""
PIECES = 1_000_000
"""Bytes of the short texts together whose time is compared with that of long ones: the same news in other pieces."""
END = re.compile(
    r"انتها\S*[\s\u200c]+(?:پیام|خبر)\b|پایان[\s\u200c]+(?:پیام|خبر)\W*$|^(?:Share\b|منبع\s*:)", re.MULTILINE
)
"""The words after which a page says nothing more of its article."""
ENOUGH = 4_000_000
"""Few texts are read again and again until so many bytes are read."""
SLOWEST = 900
"""Seconds after which a contender is given up."""


def articles(path: Path | None, count: int) -> list[str]:
    """The texts of a file of JSON lines (fields ``text`` or ``body``), or of the fixtures, repeated where too few."""
    if path is None:
        texts = [file.read_text("utf-8") for file in sorted(FIXTURES.rglob("*.txt"))]
    else:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            rows = (json.loads(line) for line in islice(lines, count))
            texts = [row.get("text") or row["body"] for row in rows]
    return list(islice(cycle(texts), count))


def pieces(texts: Sequence[str], sizes: Sequence[int], together: int = 0) -> Iterator[list[str]]:
    """For each size in bytes texts of that size, ``together`` so many bytes or more: pieces of the articles, one text.

    The articles stand there without their ends: whoever knows what «انتهای پیام» says reads nothing behind it. They
    begin again from the first where they are too few.
    """
    whole = bytearray()
    for text in cycle(texts):
        whole += END.split(text)[0].rstrip().encode() + b"\n\n"
        if len(whole) >= together + max(sizes):
            break
    for size in sizes:
        ends = range(size, max(size, together) + size, size)
        yield [whole[end - size : end].decode(errors="ignore") for end in ends]


def measured(name: str, texts: Sequence[str], rounds: int, warm: Sequence[str] = ()) -> dict[str, Any]:
    """What ``measure.py`` says of a contender; ``why`` where it could not be measured."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for label, some in (("texts", texts), ("warm", warm)):
            if some:
                paths.append(Path(folder) / f"{label}.json")
                paths[-1].write_text(json.dumps(list(some), ensure_ascii=False), "utf-8")
        command = [sys.executable, str(HERE / "measure.py"), name, str(paths[0]), str(rounds), *map(str, paths[1:])]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SLOWEST, preexec_fn=one_core)
        except subprocess.TimeoutExpired:
            return {"why": f"more than {SLOWEST} s"}
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["ended without a word"]
        return {"why": last[0]}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def one_core() -> None:
    """Keep the process to one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def table(sets: dict[str, list[str]], rounds: int, names: Sequence[str]) -> str:
    """The table of all contenders on all sets of texts, as Markdown."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {name: {label: [] for label in sets} for name in names}
    for _ in range(rounds):
        for label, texts in sets.items():
            passes = max(1, min(20, ENOUGH // sum(len(text.encode()) for text in texts)))
            for name in names:
                found[name][label].append(measured(name, texts, passes))
    heads = ["", "start, s", "ready, MB", "peak, MB"]
    for label, texts in sets.items():
        heads += [f"{label}, MB/s"] + ([f"{label}, articles/s"] if len(texts) > 1 else [])
    rows = (" | ".join(row(name, sets, found[name])) for name in names)
    head = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    return "\n".join([*head, *(f"| {cells} |" for cells in rows)])


def row(name: str, sets: dict[str, list[str]], found: dict[str, list[dict[str, Any]]]) -> list[str]:
    """The cells of one contender."""
    done = [one for some in found.values() for one in some if "why" not in one]
    if not done:
        why = next(one["why"] for some in found.values() for one in some)
        return [f"{name}: {why}"] + ["–"] * (3 + sum(2 if len(texts) > 1 else 1 for texts in sets.values()))
    cells = [f"{name} ({done[0]['version']})", f"{median(one['start'] for one in done):.2f}"]
    cells += [f"{median(one['ready'] for one in done) / 1e6:.0f}", f"{max(one['peak'] for one in done) / 1e6:.0f}"]
    for label, texts in sets.items():
        passes = [min(one["cpu"]) for one in found[label] if "why" not in one]
        if not passes:
            cells += [found[label][0]["why"]] + (["–"] if len(texts) > 1 else [])
            continue
        seconds = median(passes)
        cells.append(f"{sum(len(text.encode()) for text in texts) / seconds / 1e6:.2f}")
        cells += [f"{len(texts) / seconds:.0f}"] if len(texts) > 1 else []
    return cells


def machine() -> str:
    """The kind of machine and Python."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = (line.split(":")[1].strip() for line in info.read_text().splitlines() if line.startswith("model name"))
        model = next(names, model)
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    """Print the table; draw the plots where a folder is given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, help="JSON lines with a field text or body; the fixtures by default")
    parser.add_argument("--count", type=int, default=500, help="so many articles")
    parser.add_argument("--rounds", type=int, default=3, help="processes of each contender on each set")
    parser.add_argument("--plots", type=Path, help="folder for growth-bytes.svg and growth-articles.svg")
    parser.add_argument("--only", action="append", help="a contender, by the beginning of its name")
    parser.add_argument("--no-table", action="store_true", help="the plots alone")
    parser.add_argument("--small", action="store_true", help="tiny sizes, to see that all runs")
    options = parser.parse_args()
    count, size = (3, 20_000) if options.small else (options.count, LONG_TEXT)
    texts = articles(options.articles, count)
    gilan = (FIXTURES / "gilan.txt").read_text("utf-8")
    sets = {"Gilan": [gilan], f"{count} articles": texts, f"one text of {size / 1e6:g} MB": next(pieces(texts, [size]))}
    names = [name for name in PEERS if not options.only or name.startswith(tuple(options.only))]
    print(machine(), flush=True)
    if not options.no_table:
        print(f"\n{table(sets, options.rounds, names)}", flush=True)
    if options.plots:
        sizes, counts = ([1000, 10_000], [1, 3]) if options.small else (BYTES, COUNTS)
        many = articles(options.articles, max(counts))
        grown = growth(measured, list(pieces(many, sizes, PIECES)), [many[:number] for number in counts], many[:count])
        print(f"\n{drawn(grown, options.plots)}")


if __name__ == "__main__":
    main()
