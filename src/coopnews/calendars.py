"""Jalali and Gregorian days: month lengths, leap years, conversion, arithmetic.

The conversion is persiantools' (MIT, typed, no dependency of its own, releases through 2026, 3.9 and later,
imported in 20 ms): its leap years are those of the official calendar of Iran, also where these leave the
33-year cycle. jdatetime gives the same days from 1178 to 1501, but is untyped and brings a second package. This
module is the only importer, and adds what the records need: dates as ISO strings in either calendar, ranges
validated. The lunar calendar depends on the sight of the moon and is not converted.

>>> to_gregorian("1403-06-11"), from_gregorian("2024-09-01")
('2024-09-01', '1403-06-11')
>>> [year for year in range(1375, 1413) if is_leap(year)]
[1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412]
"""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date
from typing import NamedTuple

from persiantools.jdatetime import JalaliDate

from coopnews.records import Calendar

FIRST_YEAR, LAST_YEAR = 1178, 1500
"""Jalali years that are converted: leap years before and after are a matter of dispute."""

YEARS: dict[Calendar, range] = {"jalali": range(FIRST_YEAR, LAST_YEAR + 1), "gregorian": range(1583, 2123)}
"""The years of each calendar that dates may have; the Gregorian calendar began in October 1582."""


FIRST_GREGORIAN_YEAR = 1700
"""A day of publication from this year on is Gregorian, before it Jalali."""


class Day(NamedTuple):
    """A day of the Jalali or Gregorian calendar, comparable with days of the same calendar."""

    year: int
    month: int
    day: int

    def iso(self) -> str:
        """The day as ISO text: ``1403-06-11``."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def calendar_of(year: int) -> Calendar:
    """The calendar that the year of a day of publication belongs to.

    >>> calendar_of(1404), calendar_of(2025)
    ('jalali', 'gregorian')
    """
    return "gregorian" if year >= FIRST_GREGORIAN_YEAR else "jalali"


def is_leap(year: int, calendar: Calendar = "jalali") -> bool:
    """Whether a year has a leap day."""
    return JalaliDate.is_leap(year) if calendar == "jalali" else isleap(year)


def month_length(year: int, month: int, calendar: Calendar = "jalali") -> int:
    """The number of days of a month.

    >>> month_length(1403, 12), month_length(1402, 12), month_length(2023, 2, "gregorian")
    (30, 29, 28)
    """
    return JalaliDate.days_in_month(month, year) if calendar == "jalali" else monthrange(year, month)[1]


def is_valid(day: Day, calendar: Calendar = "jalali") -> bool:
    """Whether the calendar has that day, within the years that are converted.

    >>> is_valid(Day(1403, 12, 30)), is_valid(Day(1402, 12, 30)), is_valid(Day(1403, 7, 31))
    (True, False, False)
    """
    return (
        day.year in YEARS.get(calendar, ())
        and 1 <= day.month <= 12
        and 1 <= day.day <= month_length(day.year, day.month, calendar)
    )


def parse(iso: str, calendar: Calendar = "jalali") -> Day:
    """The day of an ISO text.

    >>> parse("1404-08-27")
    Day(year=1404, month=8, day=27)
    >>> parse("1404-13-01")
    Traceback (most recent call last):
    ValueError: «1404-13-01» is no jalali date. Give year-month-day, such as 1404-08-27.
    """
    parts = iso.split("-")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
        day = Day(*map(int, parts))
        if is_valid(day, calendar):
            return day
    example = "1404-08-27" if calendar == "jalali" else "2025-11-18"
    raise ValueError(f"«{iso}» is no {calendar} date. Give year-month-day, such as {example}.")


def ordinal(day: Day, calendar: Calendar = "jalali") -> int:
    """The number of a day, counted from the same day in either calendar."""
    if calendar == "jalali":
        return JalaliDate(*day).to_gregorian().toordinal()  # type: ignore[no-untyped-call]
    return date(*day).toordinal()


def from_ordinal(number: int, calendar: Calendar = "jalali") -> Day:
    """The day that has a number.

    >>> from_ordinal(ordinal(Day(1403, 12, 30)) + 1)
    Day(year=1404, month=1, day=1)
    """
    gregorian = date.fromordinal(number)
    if calendar == "jalali":
        jalali = JalaliDate(gregorian)  # type: ignore[no-untyped-call]
        return Day(jalali.year, jalali.month, jalali.day)
    return Day(gregorian.year, gregorian.month, gregorian.day)


def weekday(day: Day, calendar: Calendar = "jalali") -> int:
    """The day of the week: 0 شنبه to 6 جمعه.

    >>> weekday(Day(1404, 7, 23))
    4
    """
    return (ordinal(day, calendar) + 1) % 7


def to_gregorian(iso: str) -> str:
    """The Gregorian day of a Jalali day, both as ISO text."""
    return from_ordinal(ordinal(parse(iso)), "gregorian").iso()


def from_gregorian(iso: str) -> str:
    """The Jalali day of a Gregorian day, both as ISO text."""
    return from_ordinal(ordinal(parse(iso, "gregorian"), "gregorian")).iso()
