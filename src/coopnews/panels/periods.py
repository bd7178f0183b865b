"""Which period a figure belongs to: what its sentence says, seen from the day of publication.

A stock belongs to the year in which it was so; a flow to the period that it adds up over. «از ابتدای سال تاکنون» is the
running year: reports of it are earlier states of the year's value.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from coopnews.calendars import calendar_of, from_gregorian, month_length
from coopnews.finders.dates import find_dates
from coopnews.finders.numbers import find_cardinals
from coopnews.panels.rules import Sort
from coopnews.text import Text

HALF, QUARTER, YEAR = 6, 3, 12


class Span(NamedTuple):
    """A period of the panel: its name, its bounds (ISO, of its own calendar) and its grain."""

    period: str
    start: str
    end: str
    grain: str


def named(start: str, end: str) -> Span:
    """The period from one day to another, by its name.

    >>> [named(*bounds).period for bounds in (("1403-01-01", "1403-12-30"), ("1403-01-01", "1403-06-31"))]
    ['1403', '1403-H1']
    >>> named("1403-04-01", "1403-06-31").period, named("1403-08-01", "1403-08-30").period
    ('1403-Q2', '1403-08')
    >>> named("1403-01-01", "1403-08-30").period, named("1403-08-12", "1403-08-12").period
    ('1403-01/08', '1403-08-12')
    >>> named("1400-01-01", "1402-12-29").period, named("2024-01-01", "2024-12-31").period
    ('1400/1402', '2024')
    """
    if start == end:
        return Span(start, start, end, "day")
    (low_year, low, first), (high_year, high, last) = (tuple(map(int, day.split("-"))) for day in (start, end))
    if first != 1 or last != month_length(high_year, high, calendar_of(high_year)):
        return Span(f"{start}/{end}", start, end, "days")
    months = (high_year - low_year) * YEAR + high - low + 1
    if low == 1 and high == YEAR:
        return Span(
            f"{low_year}" if months == YEAR else f"{low_year}/{high_year}",
            start,
            end,
            "year" if months == YEAR else "years",
        )
    if low_year != high_year:
        return Span(f"{low_year}-{low:02}/{high_year}-{high:02}", start, end, "months")
    if months == 1:
        return Span(f"{low_year}-{low:02}", start, end, "month")
    if months in (HALF, QUARTER) and (low - 1) % months == 0:
        name = "H" if months == HALF else "Q"
        return Span(f"{low_year}-{name}{(low - 1) // months + 1}", start, end, "half" if months == HALF else "quarter")
    return Span(f"{low_year}-{low:02}/{high:02}", start, end, "months")


@cache
def year_of(day: str) -> Span:
    """The Jalali year of a day of either calendar."""
    year = int((from_gregorian(day) if calendar_of(int(day[:4])) == "gregorian" else day)[:4])
    return named(f"{year}-01-01", f"{year}-12-{month_length(year, YEAR):02}")


@cache
def resolved(text: str, published: str) -> tuple[str | None, str | None]:
    """The bounds of an expression that its article could not resolve, by the day of publication.

    >>> resolved("سال گذشته", "1403-05-01"), resolved("در حال حاضر", "1403-05-01")
    (('1402-01-01', '1402-12-29'), (None, None))
    """
    words = Text(text)
    dates = find_dates(words, find_cardinals(words), published=published)
    return (dates[0].start, dates[0].end) if dates else (None, None)


def period_of(sort: Sort, start: str | None, end: str | None, published: str | None) -> Span | None:
    """The period of a figure with a stated one, or of a stock with none; None where nothing says it.

    >>> period_of("stock", None, None, "1403-05-01").period, period_of("flow", None, None, "1403-05-01")
    ('1403', None)
    >>> period_of("flow", "1403-01-01", "1403-05-01", "1403-05-01").period  # from the beginning of the year until now
    '1403'
    >>> period_of("stock", "1402-01-01", "1402-12-29", "1403-05-01").period
    '1402'
    """
    if start is None or end is None:
        return year_of(published) if sort == "stock" and published else None
    if sort == "stock":
        return year_of(end)
    if end == published and start == f"{end[:4]}-01-01":
        return year_of(end)
    if end == published and start.endswith("-01-01") and start < end:
        return named(start, year_of(end).end)
    return named(start, end)
