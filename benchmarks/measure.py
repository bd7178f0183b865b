"""One contender on some texts, in a process of its own: prints what was measured as JSON.

Usage: python benchmarks/measure.py PEER TEXTS.json ROUNDS [WARM.json]
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from peers import PEERS

SENTENCE = "۲۵ شرکت تعاونی در گیلان ۳۴ میلیون دلار صادر کردند."


def resident() -> int:
    """Bytes of memory that the process holds now."""
    import psutil

    return int(psutil.Process().memory_info().rss)


def peak() -> int:
    """The most bytes of memory that the process has held."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def timed(work: object, texts: list[str]) -> tuple[float, float]:
    """Seconds of processor and of the clock for one pass over the texts."""
    assert callable(work)
    wall, cpu = time.perf_counter(), time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - cpu, time.perf_counter() - wall


def main() -> None:
    """Measure the start, a first pass (every word is new) and further passes."""
    name, path, rounds, *warm = sys.argv[1:]
    peer = PEERS[name]
    work = peer.make()
    work(SENTENCE)
    start = time.process_time()
    ready = resident()
    texts = json.loads(Path(path).read_text("utf-8"))
    if warm:
        timed(work, json.loads(Path(warm[0]).read_text("utf-8")))
    passes = [timed(work, texts) for _ in range(int(rounds))]
    print(
        json.dumps(
            {
                "version": version(peer.distribution),
                "start": start,
                "ready": ready,
                "peak": peak(),
                "cpu": [cpu for cpu, _ in passes],
                "wall": [wall for _, wall in passes],
            }
        )
    )


if __name__ == "__main__":
    main()
