"""What reports of one cell are to one another."""

from __future__ import annotations

import pytest

from coopnews.calendars import ordinal, parse
from coopnews.panels.reconciling import Report, Verdict, bounds, reconcile

END = "1403-12-30"


def verdict(*said: tuple[str, str, float, str], grows: bool = False, **facts: object) -> Verdict:
    """The verdict on reports: article, day, value, qualifier; an article is a source of its own."""
    reports = [
        Report(at, doc, doc, ordinal(parse(day)), value, None, qualifier, **facts)  # type: ignore[arg-type]
        for at, (doc, day, value, qualifier) in enumerate(said)
    ]
    return reconcile(reports, end=ordinal(parse(END)), grows=grows)


@pytest.mark.parametrize(
    ("said", "grows", "status", "chosen"),
    [
        ([("a", "1403-02-01", 120, "exact")], False, "single", 0),
        ([("a", "1403-02-01", 120, "exact"), ("b", "1403-02-02", 120, "exact")], False, "agreement", 1),
        ([("a", "1403-02-01", 2000, "at_least"), ("b", "1403-02-02", 2502, "exact")], False, "rounding", 1),
        ([("a", "1403-02-01", 3000, "at_least"), ("b", "1403-02-02", 2502, "exact")], False, "contradiction", 0),
        ([("a", "1403-02-01", 2500, "exact"), ("b", "1403-02-02", 2502, "exact")], False, "rounding", 1),
        ([("a", "1403-02-01", 120, "exact"), ("b", "1403-02-02", 122, "exact")], False, "contradiction", 0),
        ([("a", "1403-02-01", 2502, "exact"), ("b", "1403-06-02", 2560, "exact")], False, "revision", 1),
        ([("a", "1403-02-01", 2502, "exact"), ("b", "1403-06-02", 25020, "exact")], False, "contradiction", 0),
        ([("a", "1403-02-01", 50, "exact"), ("b", "1403-06-02", 300, "exact")], True, "revision", 1),
        ([("a", "1403-02-01", 300, "exact"), ("b", "1403-06-02", 50, "exact")], True, "contradiction", 0),
        ([("a", "1403-02-01", 2502, "exact"), ("a", "1403-02-01", 700, "exact")], False, "parts", 0),
        (
            [("a", "1403-02-01", 90, "exact"), ("b", "1403-02-03", 120, "exact"), ("c", "1403-02-04", 120, "exact")],
            False,
            "contradiction",
            2,
        ),
    ],
)
def test_reconcile(said: list[tuple[str, str, float, str]], grows: bool, status: str, chosen: int) -> None:
    found = verdict(*said, grows=grows)
    assert (found.status, found.chosen) == (status, chosen)


def test_a_word_of_amendment_needs_no_time() -> None:
    said = (("a", "1403-02-01", 2400.0, "exact"), ("b", "1403-02-03", 2502.0, "exact"))
    assert verdict(*said).status == "contradiction"
    assert verdict(*said, amends=True).status == "revision"


def test_copies_are_one_source() -> None:
    day = ordinal(parse("1403-02-01"))
    reports = [Report(at, str(at), "one", day, 120, None, "exact") for at in range(3)]
    assert reconcile(reports, end=None, grows=False).status == "single"


def test_what_cannot_be_compared_is_apart() -> None:
    reports = [Report(at, str(at), str(at), None, value, None, "exact") for at, value in enumerate((12, 30))]
    assert reconcile(reports, end=None, grows=True, comparable=False).status == "apart"


def test_round_values_do_not_reach_the_next_one() -> None:
    assert bounds(2500, None, "exact")[1] < bounds(2600, None, "exact")[0]
    assert bounds(2000, None, "at_least")[1] < 3000
