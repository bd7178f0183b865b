"""The benchmark runs; what it measures is for people to read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from program import ROOT


def test_a_small_run_prints_the_table(tmp_path: Path) -> None:
    articles = tmp_path / "news.jsonl"
    articles.write_text(json.dumps({"text": "۱۲ طرح در گیلان افتتاح شد."}, ensure_ascii=False) + "\n", "utf-8")
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / "run.py"),
        "--small",
        "--rounds",
        "1",
        "--articles",
        str(articles),
    ]
    done = subprocess.run(
        [*command, "--only", "coopnews fast", "--only", "price"], capture_output=True, text=True, check=True
    )
    head, _, *rows = done.stdout.strip().splitlines()[2:]
    assert [cell.strip() for cell in head.split("|")[2:5]] == ["start, s", "ready, MB", "peak, MB"]
    assert len(rows) == 2
    assert all(row.count("|") == head.count("|") for row in rows)
    coopnews = rows[-1].split("|")
    assert coopnews[1].strip().startswith("coopnews fast (")
    assert all(float(cell) > 0 for cell in coopnews[2:-1])
