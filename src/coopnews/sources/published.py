"""The day of publication as dumps and pages write it → an ISO day."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from coopnews.calendars import Day, calendar_of, is_valid
from coopnews.finders.dates import find_dates
from coopnews.finders.numbers import find_cardinals
from coopnews.text import Text

_NUMERIC = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\s*$")


def day_of(written: str) -> str:
    """The ISO day of a written date of publication, in its own calendar; a time of day behind it is dropped.

    Raises:
        ValueError: it is no day of either calendar.

    >>> [day_of(date) for date in ("2024-05-12T08:00:00+03:30", "۱۴۰۳/۲/۲۳", "Sun, 12 May 2024 08:00:00 +0330")]
    ['2024-05-12', '1403-02-23', '2024-05-12']
    >>> day_of("یکشنبه ۲۳ اردیبهشت ۱۴۰۳ - ۰۹:۳۰")
    '1403-02-23'
    """
    if found := _NUMERIC.match(written) or _COMPACT.match(written):
        day = Day(*map(int, found.groups()))
        if is_valid(day, calendar_of(day.year)):
            return day.iso()
    else:
        text = Text(written)
        for date in find_dates(text, find_cardinals(text)):
            if date.start is not None and date.start == date.end:
                return date.start
        try:
            return parsedate_to_datetime(written).date().isoformat()
        except ValueError:
            pass  # said below, with what is known here
    raise ValueError(f"«{written}» is no day. Write it as 1403-02-23 or 2024-05-12")
