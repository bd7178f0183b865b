"""The day of publication as dumps and pages write it → an ISO day."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dateutil.parser import parse as parse_english

from coopnews.calendars import Day, calendar_of, from_gregorian, is_valid, parse
from coopnews.finders.dates import find_dates
from coopnews.finders.numbers import find_cardinals
from coopnews.text import Text

_NUMERIC = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T[\d:]+Z?)?\s*$")
_EPOCH = re.compile(r"\d{9,13}(?:\.\d*)?$")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
LAST_SECOND = 10_000_000_000
"""Greater numbers are milliseconds: as seconds they would be after 2286."""


def day_of(written: str) -> str:
    """The ISO day of a written date of publication, in its own calendar; a time of day behind it is dropped.

    Raises:
        ValueError: it is no day of either calendar.

    >>> [day_of(date) for date in ("2024-05-12T08:00:00+03:30", "۱۴۰۳/۲/۲۳", "Sun, 12 May 2024 08:00:00 +0330")]
    ['2024-05-12', '1403-02-23', '2024-05-12']
    >>> day_of("یکشنبه ۲۳ اردیبهشت ۱۴۰۳ - ۰۹:۳۰")
    '1403-02-23'
    """
    day = _written_day(written)
    if day is not None and calendar_of(int(day.split("-")[0])) == "gregorian":
        try:
            parse(from_gregorian(day))
        except ValueError:  # a century ahead, where the calendars here end
            day = None
    if day is None:
        raise ValueError(f"«{written}» is no day. Write it as 1403-02-23 or 2024-05-12")
    return day


def _written_day(written: str) -> str | None:
    if _EPOCH.match(written):
        return _of_epoch(float(written))
    if found := _NUMERIC.match(written) or _COMPACT.match(written):
        day = Day(*map(int, found.groups()))
        if is_valid(day, calendar_of(day.year)):
            return day.iso()
    else:
        text = Text(written)
        for date in find_dates(text, find_cardinals(text)):
            if date.start is not None and date.start == date.end:
                return date.start
        return _english(written)
    return None


def _of_epoch(seconds: float) -> str:
    """The day of seconds or milliseconds since 1970."""
    if seconds > LAST_SECOND:
        seconds /= 1000
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _english(written: str) -> str | None:
    """The day of a date with the name of its month in English («May 12, 2024»)."""
    if not _MONTH.search(written):
        return None
    try:
        # What a date does not say is taken from the default: only a whole date is the same with two of them.
        days = {
            parse_english(written, default=default).date() for default in (datetime(2000, 1, 1), datetime(2001, 2, 2))
        }
    except (ValueError, OverflowError):
        return None
    return days.pop().isoformat() if len(days) == 1 else None
