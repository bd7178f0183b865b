"""Calendar expressions as records, with their Gregorian days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopnews.calendars import to_gregorian
from coopnews.finders.mentions import DateMention
from coopnews.records import Calendar, Date, Mention
from coopnews.text import Text


def dates(text: Text, mentions: Sequence[DateMention]) -> Iterator[Date]:
    """Yield one date per mention; ids are given and repeated expressions merged later.

    >>> from coopnews.finders.dates import find_dates
    >>> text = Text("تا پایان مهر ۱۴۰۳")
    >>> [(date.text, date.end, date.gregorian_end) for date in dates(text, find_dates(text, []))]
    [('مهر ۱۴۰۳', '1403-07-30', '2024-10-21')]
    """
    for mention in mentions:
        start, end = text.bounds((mention.first, mention.last))
        yield Date(
            id="",
            text=text.words((mention.first, mention.last)),
            start=mention.start,
            end=mention.end,
            calendar=mention.calendar,
            gregorian_start=gregorian(mention.start, mention.calendar),
            gregorian_end=gregorian(mention.end, mention.calendar),
            mentions=(Mention(start, end, text.raw[start:end], "date"),),
        )


def gregorian(day: str | None, calendar: Calendar) -> str | None:
    """The Gregorian day of a day of some calendar.

    >>> gregorian("1404-08-27", "jalali"), gregorian("2025-11-18", "gregorian"), gregorian(None, "jalali")
    ('2025-11-18', '2025-11-18', None)
    """
    if day is None or calendar == "gregorian":
        return day
    return to_gregorian(day)
