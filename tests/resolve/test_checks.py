"""What the figures of an article say of one another, as tables of invented sentences."""

from __future__ import annotations

import pytest

from coopnews import extract

CHECKS = [
    # parts and their total, and a total that they miss
    ("۳۰ طرح: ۱۲ طرح صنعتی و ۱۸ طرح خدماتی.", [("sum", "c1", ("c2", "c3"), True)]),
    ("۳۰ طرح افتتاح شد. ۱۲ طرح صنعتی و ۱۸ طرح خدماتی است.", [("sum", "c1", ("c2", "c3"), True)]),
    ("۳۰ طرح شامل ۱۲ طرح صنعتی و ۱۷ طرح خدماتی افتتاح شد.", [("sum", "c1", ("c2", "c3"), False)]),
    ("۲۰ طرح و ۱۰ تعاونی آماده است.", []),
    # persons are parts of persons, whatever they are called
    ("۹۰ کارگر داریم؛ ۵۵ زن و ۳۵ مرد.", [("sum", "c1", ("c2", "c3"), True)]),
    ("۹۰ کارگر داریم؛ ۵۵ زن و ۳۰ مرد.", []),
    # one sum in two currencies
    ("بودجه ۲۰ هزار میلیارد ریال (۲ همت) است.", [("equivalent", "a1", ("a2",), True)]),
    ("بودجه ۲۰ هزار میلیارد ریال (۳ همت) است.", [("equivalent", "a1", ("a2",), False)]),
    ("۵۰ میلیون تومان معادل ۵۰۰ میلیون ریال پرداخت شد.", [("equivalent", "a1", ("a2",), True)]),
    ("بودجه ۲ همت و وام ۳۰ میلیارد ریال است.", []),
    # one indicator with two values
    (
        "۴۸۰ تعاونی در استان فعالیت می‌کنند. مدیرکل گفت: ۴۹۰ تعاونی در استان فعالیت می‌کنند.",
        [("conflict", "c1", ("c2",), False)],
    ),
    ("پارسال ۹۰ تعاونی فعال بود. امسال ۱۲۰ تعاونی فعال است.", []),
]


@pytest.mark.parametrize(("source", "wanted"), CHECKS)
def test_checks(source: str, wanted: list[tuple[str, str, tuple[str, ...], bool]]) -> None:
    found = [(check.kind, check.total, check.parts, check.holds) for check in extract(source).checks]
    assert found == wanted
