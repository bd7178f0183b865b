"""The same input gives the same bytes, whatever the order of sets and however many processes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coopnews.batch import Job, run
from coopnews.pipeline import Pipeline
from made import FIXTURES

PROGRAM = """
import sys
from pathlib import Path
from coopnews import extract
from coopnews.view import article_page
for path in sys.argv[1:]:
    article = extract(Path(path).read_bytes().decode(), source=Path(path).name)
    print(article.to_json(), article.entities(), article_page(article))
"""
ARTICLES = sorted(map(str, FIXTURES.glob("*.txt")))[:6]


def printed(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", PROGRAM, *ARTICLES]
    ended = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=240)
    return hashlib.sha256(ended.stdout).hexdigest()


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_whatever_the_order_of_sets(seed: str) -> None:
    assert printed(seed) == printed("0")


def test_however_many_processes(tmp_path: Path) -> None:
    written = []
    for workers in (1, 3):
        folder = tmp_path / str(workers)
        run(Job(tuple(ARTICLES), str(folder), Pipeline.load("fast"), also=("jsonl", "csv"), workers=workers))
        files = [*folder.glob("*.jsonl"), *folder.glob("*.csv"), *folder.glob("*/part-*.parquet")]
        written.append({str(file.relative_to(folder)): file.read_bytes() for file in files})
    assert written[0] == written[1]
