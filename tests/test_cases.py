"""The short cases: each holds, or is listed in ``known_failures.txt`` and must be taken off it once it holds."""

from __future__ import annotations

import pytest

import cases

KNOWN = cases.known_failures()
ALL = cases.load()


def marks(name: str) -> list[pytest.MarkDecorator]:
    # A crash is no known failure: only differences are.
    return [pytest.mark.xfail(reason=KNOWN[name], raises=AssertionError, strict=True)] if name in KNOWN else []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"], marks=marks(case["id"])) for case in ALL])
def test_case(case: cases.Case) -> None:
    differences = cases.check(case, cases.extract(case))
    assert not differences, "\n".join(differences)


def test_known_failures_are_cases() -> None:
    assert set(KNOWN) <= {case["id"] for case in ALL}
