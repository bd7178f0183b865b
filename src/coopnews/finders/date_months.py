"""Months and days: «مهر ۱۴۰۳», «۸ تا ۱۴ آذر», «روز سه‌شنبه، ۵ آذر ۹۸», «شنبه هفته آینده»."""

from __future__ import annotations

from typing import NamedTuple

from coopnews.finders.date_numerals import numeric_date
from coopnews.finders.date_words import AND, COMMAS, DASHES, LONGEST_LIST, Found, Tokens
from coopnews.finders.date_years import year
from coopnews.finders.periods import Period, Reckoning, part_of

DAYS = range(1, 32)


class Month(NamedTuple):
    """One month or a run of months, without year; ``spelled`` with the word ماه."""

    last: int
    low: int
    high: int
    calendar: Reckoning
    spelled: bool


class Days(NamedTuple):
    """Days of a month, by number."""

    last: int
    low: int
    high: int


# --- months -----------------------------------------------------------------------------------------------


def month(tokens: Tokens, at: int, *, single: bool = False) -> Month | None:
    """«مهر», «ماه مهر», «مهرماه», «مهر و آبان», «فروردین تا شهریور».

    >>> from coopnews.text import Text
    >>> month(Tokens(Text("مهر و آبان‌ماه"), []), 0)
    Month(last=2, low=7, high=8, calendar='jalali', spelled=True)
    """
    word = tokens.atom(at, "month_word")
    first = word.last + 1 if word else at
    atom = tokens.atom(first, "month")
    if atom is None:
        return None
    spelled = word is not None or _is_spelled(tokens, first, atom.last)
    low = high = atom.data["month"]
    calendar: Reckoning = atom.data.get("calendar", "jalali")
    last = atom.last
    for _ in range(0 if single else LONGEST_LIST):
        step = last + 1
        if not (tokens.key(step) in (*COMMAS, AND, "-") or tokens.atom(step, "range")):
            break
        more = tokens.atom(step + 1, "month")
        if more is None or more.data.get("calendar", "jalali") != calendar:
            break
        spelled = spelled or _is_spelled(tokens, step + 1, more.last)
        last, high = more.last, more.data["month"]
    return Month(last, low, high, calendar, spelled)


def _is_spelled(tokens: Tokens, first: int, last: int) -> bool:
    return any("ماه" in key for key in tokens.keys[first : last + 1])


def month_of_year(tokens: Tokens, first: int) -> Found | None:
    """A month or a run of months, with its year or without."""
    found_month = month(tokens, first)
    if found_month is None:
        return None
    low, high = found_month.low, found_month.high
    period = Period("month", found_month.calendar, low=(low, 1), high=(high, 0), years=1 if low <= high else 2)
    found = in_year(tokens, first, found_month.last, period)
    if low > high and found.period.year is not None:  # «دی تا خرداد ۱۴۰۳»: the year is that of the end
        found = found._replace(period=found.period._replace(year=found.period.year - 1))
    alone = low == high and not found_month.spelled  # but «خرداد و تیر»
    return found._replace(bare=found.last == found_month.last and alone)


def in_year(tokens: Tokens, first: int, last: int, period: Period) -> Found:
    """A day, month or part with the year that may follow, «گذشته» or «ماه جاری»."""
    at = last + 1
    at += tokens.key(at) in DASHES and tokens.glued(at) and tokens.glued(at + 1)
    is_part = period.level == "part"
    found = year(tokens, at, after=period.calendar, part=is_part) if tokens.follows(at) else None
    if found is not None:
        return Found(first, found.last, part_of(period, found.period))
    modifier = tokens.atom(last + 1, "modifier")
    whole_month = period.level != "day" or "ماه" in tokens.keys[last]
    if modifier and whole_month and not tokens.is_before_event(modifier.last):
        return Found(first, modifier.last, period)
    return Found(first, last, period)


# --- days -------------------------------------------------------------------------------------------------


def date(tokens: Tokens, first: int) -> Found | None:
    """«[روز] [weekday] day month [year]», «[روز] weekday [هفته آینده]».

    >>> from coopnews.text import Text
    >>> date(Tokens(Text("روز سه‌شنبه، ۵ آذر ۹۸"), []), 0).period.bounds()
    ('1398-09-05', '1398-09-05')
    """
    day_word = tokens.atom(first, "day")
    at = day_word.last + 1 if day_word else first
    named = _weekdays(tokens, at)
    skipped = at
    if named:
        skipped = at = named.last + 1
        skipped += tokens.key(at) in COMMAS or tokens.listed(at, "of_date")
    full = _day_of_month(tokens, skipped) or (numeric_date(tokens, skipped) if named or day_word else None)
    if full is not None and (skipped == first or tokens.follows(skipped)):
        return full._replace(first=first)
    return _weekday_alone(tokens, first, named) if named else None


class _Weekdays(NamedTuple):
    last: int
    day: int


def _weekdays(tokens: Tokens, at: int) -> _Weekdays | None:
    """One weekday or several («شنبه و یکشنبه»), with the day of the first."""
    atom = tokens.atom(at, "weekday")
    if atom is None:
        return None
    last = atom.last
    for _ in range(LONGEST_LIST):
        joined = tokens.key(last + 1) == AND or tokens.atom(last + 1, "range")
        more = tokens.atom(last + 2, "weekday") if joined else None
        if more is None or ((of_month := _days(tokens, more.last + 1)) and of_month.low == of_month.high):
            break
        last = more.last
    return _Weekdays(last, atom.data["day"])


def _weekday_alone(tokens: Tokens, first: int, named: _Weekdays) -> Found:
    """«روز شنبه», «شنبه گذشته», «شنبه هفته آینده»."""
    period = Period("relative", unit="weekday", weekday=named.day)
    relative = tokens.atom(named.last + 1, "relative", "modifier")
    if relative and relative.kind == "modifier" and not tokens.is_before_event(relative.last):
        return Found(first, relative.last, period._replace(step=relative.data["step"] or None))
    if relative and relative.kind == "relative" and relative.data["unit"] == "week" and "step" in relative.data:
        return Found(first, relative.last, period._replace(number=relative.data["step"]))
    return Found(first, named.last, period)


def _day_of_month(tokens: Tokens, first: int) -> Found | None:
    """«۸ تا ۱۴ آذر ۱۴۰۴», «یازدهم شهریورماه سال ۱۴۰۳», «۲۰ و ۲۱ آبان», «پنجم ماه جاری»."""
    days = _days(tokens, first)
    if days is None or tokens.listed(first - 1, "clock"):
        return None
    after = days.last + 1
    relative = tokens.atom(after, "relative")
    if relative and relative.data["unit"] == "month" and tokens.key(after) != "ماهه" and first in tokens.atoms:
        return Found(first, relative.last, Period("relative", known=False))
    at = after + (tokens.key(after) in DASHES)
    named = month(tokens, at, single=True)
    disc = first == days.last and "".join(tokens.keys[first : at + 1]) in tokens.words.lists["no_days"]
    if named is None or disc:
        return None
    if tokens.atom(at, "month_word") and first not in tokens.atoms and not tokens.is_number(first):
        return None  # «دو ماه اسفند و فروردین»
    low, high = (named.low, days.low), (named.low, days.high)
    period = Period("day", named.calendar, low=low, high=high, known=days.low <= days.high)
    return in_year(tokens, first, named.last, period)


def _days(tokens: Tokens, at: int) -> Days | None:
    """The day(s) of a month: one, a range or a list."""
    one = _day(tokens, at)
    if one is None:
        return None
    last, low = one
    high = low
    held: tuple[int, int] | None = None
    """Where the list ended before its first comma: «۵، ۶ و ۷ مهر» is a list, «ساعت ۵، ۶ مهر» is none."""
    for _ in range(LONGEST_LIST):
        step, comma = last + 1, tokens.key(last + 1) in COMMAS
        if not (comma or tokens.key(step) in (AND, "-") or tokens.atom(step, "range")):
            break
        weekday = tokens.atom(step + 1, "day", "weekday")
        more = _day(tokens, weekday.last + 1 if weekday else step + 1)
        if more is None:
            break
        held = (held or (last, high)) if comma else None
        last, high = more
    if held is not None:
        last, high = held
    return Days(last, low, high)


def _day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The day of a month: «۱۱», «۱۱ام», «یازدهم», «هفت»."""
    ordinal = tokens.atom(at, "ordinal")
    if ordinal:
        of_day = ordinal.data["number"] > 0 and not ordinal.data.get("adjective")
        return (ordinal.last, ordinal.data["number"]) if of_day else None
    if tokens.is_number(at):
        value, last = int(tokens.keys[at]), at
        if len(tokens.keys[at]) > 2:
            return None
        if tokens.key(at + 1) in ("ام", "م") and tokens.follows(at + 1):
            last = at + 1
    else:
        cardinal = tokens.cardinal(at)
        if cardinal is None:
            return None
        last, value = cardinal
    return (last, value) if value in DAYS else None
