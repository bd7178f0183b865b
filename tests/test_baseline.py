"""Scores beside a baseline, and the floors below which no change may go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coopnews.baseline import Baseline, Change, changes, read_baseline
from coopnews.errors import InputError
from made import FIXTURES
from program import run


@pytest.mark.parametrize("folder", [FIXTURES, FIXTURES / "invented"], ids=lambda folder: folder.name)
def test_floors(folder: Path) -> None:
    done = run("eval", folder, "--compare", folder / "floors.json", "--format", "json")
    lower = [change for change in json.loads(done.stdout)["changes"] if change["now"] < change["was"]]
    assert lower == []
    assert done.returncode == 0


def test_lower_scores_fail(tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    scores = run("eval", FIXTURES / "gilan.gold.json", "--format", "json").stdout
    before.write_bytes(scores)
    done = run("eval", FIXTURES / "gilan.gold.json", "--compare", before)
    assert done.returncode == 0
    assert done.stdout.decode().endswith("No measure differs from the baseline.\n")
    before.write_bytes(scores.replace(b'"f1": 1.0', b'"f1": 1.1', 1))
    done = run("eval", FIXTURES / "gilan.gold.json", "--compare", before)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines()[-1].split() == ["officials.f1", "1.1000", "1.0000", "-0.1000"]


def test_measures_are_compared_and_numbers_are_not() -> None:
    baseline = Baseline(
        types={"counts": {"gold": 7, "f1": 0.9, "recall": 0.8}},
        attributes={"counts": {"unit": {"of": 9, "accuracy": 1}}},
    )
    scores = {
        "types": {"counts": {"gold": 8, "f1": 0.9, "recall": 0.7}, "dates": {"f1": 1}},
        "attributes": {"counts": {"unit": {"of": 3, "accuracy": 0.5}, "item": {"of": 3, "accuracy": 1}}},
    }
    assert changes(baseline, scores) == [Change("counts.recall", 0.8, 0.7), Change("counts.unit", 1, 0.5)]


def test_measures_that_there_are_none_of(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    path.write_text('{"types": {"count": {"f1": 0.9}}}')
    done = run("eval", FIXTURES / "gilan.gold.json", "--compare", path)
    assert (done.returncode, done.stderr.decode()) == (
        2,
        f"coopnews: {path}: The baseline has measures that there are none of: count.f1. Mend their names.\n",
    )


@pytest.mark.parametrize("content", ["", "[]", '{"types": {"counts": 7}}', '{"typs": {}}'])
def test_no_baseline(tmp_path: Path, content: str) -> None:
    path = tmp_path / "before.json"
    path.write_text(content)
    with pytest.raises(InputError, match=r"before\.json: no scores .* Make it with: coopnews eval"):
        read_baseline(path)
    done = run("eval", FIXTURES, "--compare", path)
    assert done.returncode == 2
