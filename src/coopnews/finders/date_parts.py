"""Parts of years and months: «نیمه نخست ۱۴۰۳», «سه‌ماهه دوم», «۹ ماهه ۱۴۰۲», «پاییز ۱۴۰۳», «دهه سوم آذر»."""

from __future__ import annotations

from coopnews.finders.date_months import Month, in_year, month
from coopnews.finders.date_words import AND, Atom, Found, Tokens
from coopnews.finders.periods import Period, months_of_year

PARTS_OF_MONTH = {"half": (2, 15), "decade": (3, 10), "week": (4, 7)}
"""By kind: how many a month has, and their days; the last goes up to the end of the month, but for weeks."""
MIDDLE_DAY = 15
PARTS_OF_YEAR = {"half": 6, "quarter": 3}
"""By kind: their months."""


def part(tokens: Tokens, first: int) -> Found | None:
    """A part of a year or month.

    >>> from coopnews.text import Text
    >>> part(Tokens(Text("نیمه دوم مهر ۱۴۰۳"), []), 0).period.bounds()
    ('1403-07-16', '1403-07-30')
    """
    atom = tokens.atom(first, "half", "quarter", "season", "week", "decade")
    if atom is None:
        return _months(tokens, first)
    if atom.kind == "season":
        return _season(tokens, first, atom)
    ordinal = tokens.atom(atom.last + 1, "ordinal")
    if ordinal:
        return _nth(tokens, first, atom.kind, ordinal)
    return _middle(tokens, first, atom) if atom.kind == "half" else None


def _season(tokens: Tokens, first: int, atom: Atom) -> Found | None:
    """A season of a year; by itself a date only where something is said to be in it, or until it («تا بهار»)."""
    low = high = atom.data["month"]
    last = atom.last
    joined = tokens.key(last + 1) == AND or tokens.atom(last + 1, "range")
    if joined and (more := tokens.atom(last + 2, "season")):
        last, high = more.last, more.data["month"]
    if low > high:
        return None
    found = in_year(tokens, first, last, Period("part", low=(low, 1), high=(high + 2, 0)))
    if found.period.calendar != "jalali":  # when a season begins there is a matter of countries
        found = found._replace(period=found.period._replace(known=False))
    dated = found.last > last or tokens.edge_ends(first - 1) or tokens.listed(first - 1, "season_openers")
    return found if dated else None


def _middle(tokens: Tokens, first: int, half: Atom) -> Found | None:
    """«نیمه آبان ۱۴۰۳» is the 15th; of lunar months it is a named day («نیمه شعبان»)."""
    of_month = month(tokens, half.last + 1, single=True)
    if of_month is None or of_month.calendar == "lunar" or not tokens.keys[first].startswith("نیمه"):
        return None
    day = (of_month.low, MIDDLE_DAY)
    return in_year(tokens, first, of_month.last, Period("day", of_month.calendar, low=day, high=day))


def _nth(tokens: Tokens, first: int, kind: str, ordinal: Atom) -> Found | None:
    """«نیمه دوم سال», «فصل اول ۱۴۰۳», «نیمه اول مهر», «هفته سوم آبان»."""
    number = ordinal.data["number"]
    of_month = month(tokens, ordinal.last + 1, single=True)
    if of_month is not None:
        return _nth_of_month(tokens, first, kind, number, of_month)
    months = PARTS_OF_YEAR.get(kind)
    period = months_of_year(months, number) if months else None
    if period is None:
        return None
    found = in_year(tokens, first, ordinal.last, period)
    return found if found.last > ordinal.last else None


def _nth_of_month(tokens: Tokens, first: int, kind: str, number: int, of_month: Month) -> Found | None:
    """«نیمه اول مهر», «هفته سوم آبان»."""
    if kind not in PARTS_OF_MONTH:
        return None
    parts, days = PARTS_OF_MONTH[kind]
    number = parts if number == -1 else number
    low = (number - 1) * days + 1
    high = 0 if number == parts and kind != "week" else number * days
    period = Period("part", of_month.calendar, low=(of_month.low, low), high=(of_month.low, high), known=low < 30)
    found = in_year(tokens, first, of_month.last, period._replace(level="day"))
    return found._replace(period=found.period._replace(level="part"))


def _months(tokens: Tokens, first: int) -> Found | None:
    """«۹ ماهه ۱۴۰۲», «هفت ماه نخست امسال», «۷ ماه گذشته سال جاری»."""
    number = tokens.cardinal(first)
    if number is None or not 1 <= number[1] <= 12:
        return None
    word = tokens.atom(number[0] + 1, "months", "month_word", "relative")
    if word is None:
        return None
    if word.kind == "relative":
        return _past_months_of_year(tokens, first, number[1], word)
    ordinal = tokens.atom(word.last + 1, "ordinal")
    period = months_of_year(number[1], ordinal.data["number"] if ordinal else 1)
    if period is None:
        return None
    last = ordinal.last if ordinal else word.last
    if tokens.key(last + 1) == "از" and tokens.atom(last + 2, "year", "relative"):
        last += 1
    found = in_year(tokens, first, last, period)
    if found.last > last:
        bare_year = ordinal is None and tokens.keys[found.last] == "سال" and word.kind == "month_word"
        return None if bare_year else found
    if ordinal is None or ordinal.data["number"] == -1:
        return None
    return Found(first, ordinal.last, period._replace(offset=0))


def _past_months_of_year(tokens: Tokens, first: int, months: int, word: Atom) -> Found | None:
    """«۷ ماه گذشته سال جاری»."""
    if word.data["unit"] != "month" or word.data.get("step") != -1:
        return None
    period = Period("part", high=(months, 0))
    found = in_year(tokens, first, word.last, period)
    return found if found.last > word.last and found.period != period else None
