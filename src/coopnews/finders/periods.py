"""What a calendar expression means, and its first and last day once the day of publication is known.

A :class:`Period` keeps what the words say («the second half of last year», «20 Mehr»), so that one grammar
serves both readings: without the day of publication only expressions that name a year have bounds.

>>> Period("month", year=1403, low=(12, 1), high=(12, 0)).bounds()
('1403-12-01', '1403-12-30')
>>> Period("month", offset=-1, low=(7, 1), high=(7, 0)).bounds()
(None, None)
>>> Period("month", offset=-1, low=(7, 1), high=(7, 0)).bounds("1404-08-27")
('1403-07-01', '1403-07-30')
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from coopnews.calendars import (
    FIRST_YEAR,
    YEARS,
    Day,
    from_ordinal,
    is_valid,
    month_length,
    ordinal,
    parse,
    weekday,
)
from coopnews.records import Calendar

Reckoning = Literal["jalali", "gregorian", "lunar"]
"""The calendars that texts name. Lunar days are not converted: they depend on the sight of the moon."""
Bounds = tuple[str | None, str | None]
LAST_JALALI_YEAR = 1479
"""Numbers of four digits above are Gregorian years."""
NO_BOUNDS: Bounds = (None, None)
FAR = 240
"""Days from publication beyond which a day without a year is sought in another year."""


class Period(NamedTuple):
    """A run of days as the text describes it.

    ``low`` and ``high`` are month and day, day 0 the last of the month; ``high`` falls in the year
    ``years - 1`` after the one of ``low``.
    """

    level: str
    """``day``, ``month``, ``part`` (of a year), ``year`` or ``relative``."""
    calendar: Reckoning = "jalali"
    year: int | None = None
    offset: int | None = None
    """Years from the year of publication: «امسال» is 0."""
    low: tuple[int, int] = (1, 1)
    high: tuple[int, int] = (12, 0)
    years: int = 1
    unit: str | None = None
    """Of relative expressions: ``year``, ``month``, ``week``, ``day``, ``season`` or ``decade`` …"""
    step: int | None = None
    """… how many of them from the day of publication …"""
    number: int | None = None
    """… and how many together («۱۰ ماه گذشته»)."""
    weekday: int | None = None
    known: bool = True
    """False where nothing can be said about the days («سال جدید», «محرم»)."""

    @property
    def is_repeated(self) -> bool:
        """Whether «هر» and «چند» make many of it: «هر سال», «چند ماه گذشته»."""
        return self.unit is not None or self.offset is not None or self.level == "year"

    @property
    def names_year(self) -> bool:
        """Whether it says which year: «سال ۱۴۰۳», «آذر سال گذشته», «امسال»."""
        return self.year is not None or self.offset is not None

    @property
    def reported(self) -> Calendar:
        """The calendar that records name: they know no lunar one, and give its expressions no days."""
        return "gregorian" if self.calendar == "gregorian" else "jalali"

    def bounds(self, published: str | None = None) -> Bounds:
        """First and last day as ISO texts of the period's calendar, None where they are not known."""
        days = self.days(published)
        return NO_BOUNDS if days is None else (days[0].iso(), days[1].iso())

    def days(self, published: str | None = None) -> tuple[Day, Day] | None:
        """First and last day, None where they are not known or the calendar has no such day."""
        if not self.known or self.calendar == "lunar":
            return None
        if self.year is not None:
            return self._in_year(self.year)
        if published is None:
            return None
        today = parse(published)
        if self.unit is not None:
            return self._relative(today)
        if self.calendar == "gregorian":
            today = from_ordinal(ordinal(today), "gregorian")
        if self.offset is not None:
            return self._in_year(self._running_year(today) + self.offset)
        return self._nearest(today)

    def _in_year(self, year: int) -> tuple[Day, Day] | None:
        low, high = Day(year, *self.low), Day(year + self.years - 1, *self.high)
        if not 1 <= high.month <= 12 or not is_valid(Day(high.year, 1, 1), self.reported):
            return None
        if high.day == 0:
            high = high._replace(day=month_length(high.year, high.month, self.reported))
        valid = is_valid(low, self.reported) and is_valid(high, self.reported) and low <= high
        return (low, high) if valid else None

    def _running_year(self, today: Day) -> int:
        """The year that «the current year» means: one that begins with autumn began last autumn."""
        begins_in_autumn = self.level == "year" and self.years > 1 and self.low > (1, 1)
        return today.year - 1 if begins_in_autumn and (today.month, today.day) < self.low else today.year

    def _nearest(self, today: Day) -> tuple[Day, Day] | None:
        """The days in this year, or in the next to it if those are nearer by far: «۲۵ اسفند» in spring."""
        days = self._in_year(today.year)
        if self.level == "year" or days is None:
            return days
        ahead = ordinal(days[0], self.reported) - ordinal(today, self.reported)
        if abs(ahead) <= FAR:
            return days
        return self._in_year(today.year + (1 if ahead < 0 else -1)) or days

    def _relative(self, today: Day) -> tuple[Day, Day] | None:
        step, now = self.step, ordinal(today)
        if self.unit == "weekday":
            return self._weekday(now, weekday(today))
        if step is None:
            return None
        if self.number is not None:
            distance = self.number if step > 0 else -self.number
            then = _moved(today, self.unit or "day", distance)
            if then is None:
                return None
            return (today, then) if step > 0 else (then, today)
        if self.unit == "week":
            first = now - weekday(today) + 7 * step
            return from_ordinal(first), from_ordinal(first + 6)
        if self.unit == "day":
            return from_ordinal(now + step), from_ordinal(now + step)
        if self.unit == "decade":
            return _whole(today.year // 10 * 10 + 10 * step, 1, 120)
        if self.unit == "season":
            months = (today.month - 1) // 3 * 3 + 3 * step
            return _whole(today.year, months + 1, 3)
        return _whole(today.year, today.month + step, 1) if self.unit == "month" else None

    def _weekday(self, now: int, today: int) -> tuple[Day, Day]:
        wanted = self.weekday or 0
        if self.number is not None:  # of a week so many from this one
            day = now - today + 7 * self.number + wanted
        elif self.step == 1:
            day = now + ((wanted - today - 1) % 7 + 1)
        elif self.step == -1:
            day = now - ((today - wanted - 1) % 7 + 1)
        else:
            day = now - (today - wanted) % 7
        return from_ordinal(day), from_ordinal(day)


def between(left: Period, right: Period, published: str | None = None) -> Bounds:
    """First day of the one to last day of the other; a year that only one of them names holds for both.

    >>> between(Period("day", low=(4, 25), high=(4, 25)), Period("day", year=1403, low=(5, 5), high=(5, 5)))
    ('1403-04-25', '1403-05-05')
    """
    if left.year is None and left.offset is None and left.unit is None:
        back = 1 if left.low > right.high else 0
        if right.year is not None:
            left = left._replace(year=right.year - back)
        elif right.offset is not None:
            left = left._replace(offset=right.offset - back)
    elif right.year is None and right.offset is None and right.unit is None:
        ahead = 1 if right.high < left.low else 0
        if left.year is not None:
            right = right._replace(year=left.year + left.years - 1 + ahead)
        elif left.offset is not None:
            right = right._replace(offset=left.offset + ahead)
    if left.calendar != right.calendar:
        return NO_BOUNDS
    start, end = left.bounds(published)[0], right.bounds(published)[1]
    return (start, end) if start and end and start <= end else NO_BOUNDS


def _whole(year: int, month: int, months: int) -> tuple[Day, Day]:
    """So many whole months from one on, which may be counted beyond 1 to 12."""
    first, last = divmod(year * 12 + month - 1, 12), divmod(year * 12 + month + months - 2, 12)
    return Day(first[0], first[1] + 1, 1), Day(last[0], last[1] + 1, month_length(last[0], last[1] + 1))


def _moved(day: Day, unit: str, distance: int) -> Day | None:
    """The day so many units later; in a shorter month its last day. None beyond the years that are converted."""
    if unit in ("day", "week"):
        return from_ordinal(ordinal(day) + distance * (7 if unit == "week" else 1))
    months = distance * {"month": 1, "season": 3, "year": 12, "decade": 120}[unit]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year not in YEARS["jalali"]:
        return None
    return Day(year, month + 1, min(day.day, month_length(year, month + 1)))


def whole_year(digits: str) -> tuple[int, Calendar] | None:
    """The year that digits stand for and its calendar: «۹۸» is 1398, «۰۳» is 1403.

    >>> whole_year("98"), whole_year("03"), whole_year("2023"), whole_year("17")
    ((1398, 'jalali'), (1403, 'jalali'), (2023, 'gregorian'), None)
    """
    value = int(digits)
    if len(digits) == 4:
        if FIRST_YEAR <= value <= LAST_JALALI_YEAR:
            return value, "jalali"
        return (value, "gregorian") if value in YEARS["gregorian"] else None
    if len(digits) == 2 and (value >= 30 or value < 10):
        return (1300 + value if value >= 30 else 1400 + value), "jalali"
    return None


def full_numeric(parts: Sequence[str], *, slashes: bool) -> Period | None:
    """A day from three numbers in either order.

    >>> full_numeric(["1403", "06", "11"], slashes=True).low
    (6, 11)
    >>> full_numeric(["12", "09", "87"], slashes=True).year
    1387
    """
    lengths = [len(part) for part in parts]
    if lengths[1] > 2 or sorted(lengths)[1] > 2 or max(lengths) == 3:
        return None
    orders = [(0, 1, 2), (2, 1, 0)]
    if max(lengths) == 4:
        orders = [(0, 1, 2)] if lengths[0] == 4 else [(2, 1, 0)]
    elif not slashes and lengths != [2, 2, 2]:
        return None
    for order in orders:
        year = whole_year(parts[order[0]])
        if year is None:
            continue
        month, day = int(parts[order[1]]), int(parts[order[2]])
        if year[1] == "gregorian" and order[0] == 2 and month > 12 >= day:
            month, day = day, month
        if max(lengths) == 4 or (1 <= month <= 12 and 1 <= day <= 31):
            return Period("day", year[1], year=year[0], low=(month, day), high=(month, day), known=day > 0)
    return None


def month_numeric(parts: Sequence[str]) -> Period | None:
    """A month from two numbers, one of them a Jalali year: «۱۴۰۳/۶»."""
    for year, month in (parts, reversed(parts)):
        if len(year) == 4 and 1300 <= int(year) <= 1450 and len(month) < 3 and 1 <= int(month) <= 12:
            return Period("month", year=int(year), low=(int(month), 1), high=(int(month), 0))
    return None


def months_of_year(months: int, number: int) -> Period | None:
    """The ``number``-th run of so many months, -1 the last of a year; «۹ ماهه» is the first."""
    low = 12 - months if number == -1 else (number - 1) * months
    return Period("part", low=(low + 1, 1), high=(low + months, 0)) if low + months <= 12 else None


def part_of(period: Period, year: Period) -> Period:
    """A period within a year that may begin in autumn."""
    if year.low > (1, 1) and period.level == "part":
        low, high = period.low[0] + year.low[0] - 1, period.high[0] + year.low[0] - 1
        shift = 1 if low > 12 else 0
        moved_year = year.year + shift if year.year is not None else None
        years = 2 if low <= 12 < high else 1
        return period._replace(
            low=((low - 1) % 12 + 1, period.low[1]),
            high=((high - 1) % 12 + 1, 0),
            year=moved_year,
            years=years,
            known=moved_year is not None,
        )
    is_part = period.level == "part"
    return period._replace(
        year=year.year,
        offset=year.offset,
        calendar=year.calendar if period.calendar == "jalali" and (year.year or is_part) else period.calendar,
        years=max(period.years, year.years) if period.level != "day" else 1,
        known=period.known and year.known,
    )
