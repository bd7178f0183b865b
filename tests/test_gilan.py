"""The Gilan article is extracted without a fault."""

from __future__ import annotations

from coopnews.gold import load
from coopnews.pipeline import Pipeline
from coopnews.score import Report
from made import FIXTURES


def test_gilan_is_perfect() -> None:
    report = Report()
    report.add_all(load(FIXTURES / "gilan.gold.json"), Pipeline.load("default").extract)
    assert [(error.kind, error.what, error.gold, error.found) for error in report.errors] == []
    for kind, tally in report.types.items():
        assert (kind, tally.precision, tally.recall) == (kind, 1, 1)
    assert {accuracy.share for kind in report.attributes.values() for accuracy in kind.values()} == {1}


def test_gold_is_not_empty() -> None:
    (gilan,) = load(FIXTURES / "gilan.gold.json")
    assert (len(gilan.gold.counts), len(gilan.gold.amounts), len(gilan.gold.officials)) == (16, 2, 4)
