"""Years: «سال ۱۴۰۳», «۱۴۰۳», «سال‌های ۱۴۰۰ تا ۱۴۰۲», «سال زراعی گذشته», «امسال», «دهه ۸۰»."""

from __future__ import annotations

from typing import NamedTuple

from coopnews.finders.date_numerals import (
    YearNumber,
    Years,
    ends_year,
    era,
    precedes_uncounted,
    tens,
    year_number,
    year_pair,
)
from coopnews.finders.date_words import AND, COMMAS, DASHES, LONGEST_LIST, Atom, Found, Tokens
from coopnews.finders.periods import Period, Reckoning
from coopnews.lexicon import keys_of
from coopnews.verbs import is_finite_verb

MOST_SORTS = 3
"""Words between «سال» and its number: «سال مالی هجری شمسی»."""
LATE = 1390
"""Two digits after a month are a year from here on: «آبان‌ماه ۹۹ مهلت داده شد»."""
SHORT, FIRST_UNLIKELY, FIRST_LIKELY = 2, 11, 50
"""The digits of short years, and those that news hardly has: 1311 to 1349, and 1411 to 1449."""
NEAR_YEARS = 10
"""A dash joins years nearer than this: «سال ۱۴۰۳-۱۴۰۲»."""


class Year(NamedTuple):
    """A year as part of an expression; ``spelled`` with the word سال."""

    last: int
    period: Period
    spelled: bool


def year_alone(tokens: Tokens, first: int) -> Found | None:
    """A year as a whole expression.

    >>> from coopnews.text import Text
    >>> year_alone(Tokens(Text("سال مالی ۱۴۰۳"), []), 0).period.bounds()
    ('1403-01-01', '1403-12-30')
    """
    short = tokens.listed(first - 1, "short_year_nouns") and tokens.is_number(first) and len(tokens.keys[first]) == 2
    found = year(tokens, first, after="jalali" if short else None)
    if found is None:
        return None
    ending = tokens.atoms.get(found.last)
    bare = not found.spelled and not (ending is not None and ending.kind == "era")
    return Found(first, found.last, found.period, bare)


def year(tokens: Tokens, at: int, *, after: Reckoning | None = None, part: bool = False) -> Year | None:
    """A year: «سال ۱۴۰۳», «۱۴۰۳», «سال جاری», «امسال»; ``after`` a month of a calendar also «۹۹».

    A ``part`` of a year may be that of another calendar: «نیمه دوم ۲۰۱۹».
    """
    atom = tokens.atom(at, "relative", "year", "years")
    if atom is None:
        return _numbered_year(tokens, at, after, part=part) or (_years_ago(tokens, at) if after else None)
    if atom.kind == "relative":
        return _relative_year(tokens, atom)
    return _spelled_year(tokens, at, atom, after)


def _relative_year(tokens: Tokens, atom: Atom) -> Year | None:
    """«سال جاری», «امسال»."""
    if atom.data["unit"] != "year" or atom.data.get("recent") or atom.data.get("more"):
        return None
    if tokens.is_before_event(atom.last):
        return None
    last, calendar = era(tokens, atom.last)
    step = atom.data.get("step")
    return Year(last, Period("year", calendar or "jalali", offset=step, known=step is not None), spelled=True)


def _years_ago(tokens: Tokens, at: int) -> Year | None:
    """«دو سال قبل» after a month: «اردیبهشت دو سال قبل»."""
    number = tokens.cardinal(at)
    atom = tokens.atom(number[0] + 1, "relative") if number else None
    if number is None or atom is None or atom.data["unit"] != "year" or not tokens.listed(atom.last, "points"):
        return None
    if tokens.is_before_event(atom.last):
        return None
    return Year(atom.last, Period("year", offset=atom.data["step"] * number[1]), spelled=True)


def _numbered_year(tokens: Tokens, at: int, after: Reckoning | None, *, part: bool) -> Year | None:
    """«۱۴۰۳», after a month also «۹۹» and words."""
    number = year_number(tokens, at, short=after is not None)
    if number is None:
        return None
    if not tokens.is_number(at) and (after is None or tokens.cardinals[at].value < 1000):
        return None
    calendar = number.calendar
    if after == "lunar":
        calendar = "lunar"
    elif after is not None and calendar != after and not part:
        return None
    short = len(tokens.keys[at]) < 3 and tokens.is_number(at)
    if short and after is not None and tokens.keys[at][0] != "0":
        of_day = tokens.key(at - 1).endswith("ماه") and number.year >= LATE  # «۱۸ دی ماه ۹۷ واریز آن»
        if not (ends_year(tokens, number.last) or precedes_uncounted(tokens, number.last, of_day=of_day)):
            return None
    last, named = era(tokens, number.last)
    return Year(last, Period("year", named or calendar, year=number.year), spelled=False)


class _Sort(NamedTuple):
    """What stands between «سال» and its number: «مالی», «زراعی», «میلادی»."""

    last: int
    sort: Atom | None
    calendar: Reckoning | None

    @property
    def in_autumn(self) -> bool:
        """Whether the year begins with Mehr."""
        return self.sort is not None and self.sort.data.get("autumn", False)


def _sort(tokens: Tokens, last: int) -> _Sort:
    sort, calendar = None, None
    for _ in range(MOST_SORTS):
        atom = tokens.atom(last + 1, "sort", "era")
        if atom is None:
            break
        last = atom.last
        sort = atom if atom.kind == "sort" else sort
        calendar = atom.data.get("calendar", calendar)
    return _Sort(last, sort, calendar)


def _spelled_year(tokens: Tokens, first: int, word: Atom, after: Reckoning | None) -> Year | None:
    """A year with the word سال: «سال مالی ۱۴۰۳», «سال زراعی گذشته», «سال‌های ۱۴۰۰ تا ۱۴۰۲»."""
    sort = _sort(tokens, word.last)
    last = sort.last
    period = Period("year", sort.calendar or "jalali")
    if sort.in_autumn:
        period = period._replace(low=(7, 1), high=(6, 0), years=2)
    modifier = tokens.atom(last + 1, "modifier")
    if modifier and last > word.last and not tokens.is_before_event(modifier.last):
        return Year(era(tokens, modifier.last)[0], period._replace(offset=modifier.data["step"]), spelled=True)
    if tokens.is_number(last + 1) and era(tokens, last + 1)[1] == "lunar":
        return Year(era(tokens, last + 1)[0], Period("year", "lunar"), spelled=True)
    open_range = tokens.key(first - 1) == "از"
    counted = last == word.last and _is_counted(tokens, first, last + 1)
    numbered = None
    if not counted:
        numbered = _years(tokens, last + 1, plural=word.kind == "years", sort=sort.sort is not None, ranged=open_range)
    if numbered is not None:
        span = 2 if sort.in_autumn and numbered.high == numbered.low else numbered.high - numbered.low + 1
        era_last, named = era(tokens, numbered.last)
        calendar = named or sort.calendar or numbered.calendar
        return Year(era_last, period._replace(year=numbered.low, years=span, calendar=calendar), spelled=True)
    if word.kind == "year" and (after is not None or _is_whole_year(tokens, first)):
        following = tokens.atom(last + 1, "ordinal")
        if following is None and not tokens.listed(last + 1, "year_tails"):
            return Year(last, period._replace(offset=0), spelled=True)
    return None


def _is_counted(tokens: Tokens, first: int, at: int) -> bool:
    """Whether a number after «سال» counts what follows: «از ابتدای سال ۳۸ شرکت تعاونی …», «در این سال ۵۰ تعاونی …»."""
    number = tokens.key(at)
    if not tokens.is_number(at) or len(number) != SHORT or era(tokens, at)[1] is not None:
        return False
    unlikely = FIRST_UNLIKELY <= int(number) < FIRST_LIKELY and _is_whole_year(tokens, first)
    if tokens.key(first - 1) == "این" and tokens.key(first) == "سال":
        return tokens.is_measure(at + 1) or tokens.key(at + 1) in keys_of("not_counts.toml", "countable")
    if not unlikely:
        return False
    after = tokens.key(at + 1)
    return after.isalpha() and after not in keys_of("phrases.toml", "stops") and not is_finite_verb(after)


def _is_whole_year(tokens: Tokens, first: int) -> bool:
    """Whether «سال» alone is this year: «تا پایان سال»."""
    return tokens.edge_ends(first - 1) or tokens.edge_ordinal_ends(first - 1)


def _years(tokens: Tokens, at: int, *, plural: bool, sort: bool, ranged: bool) -> Years | None:
    """One year or several after سال; ``ranged`` behind «از», to which «تا» belongs."""
    pair = year_pair(tokens, at)
    if pair is not None:
        return pair
    one = year_number(tokens, at, short=True)
    if one is None or not tokens.follows(at):
        return None
    last, low, calendar = one
    high = low
    for _ in range(LONGEST_LIST):
        more = _next_year(tokens, YearNumber(last, high, calendar), plural=plural, sort=sort, ranged=ranged)
        if more is None:
            break
        last, high, _ = more
    return Years(last, min(low, high), max(low, high), calendar)


def _next_year(tokens: Tokens, one: YearNumber, *, plural: bool, sort: bool, ranged: bool) -> YearNumber | None:
    """The year that a dash, «تا», «و» or, in the plural, a comma joins to one."""
    step = one.last + 1
    dash, until = tokens.key(step) in DASHES, tokens.atom(step, "range")
    joined = until or tokens.key(step) == AND or (plural and tokens.key(step) in COMMAS)
    if not dash and not joined:
        return None
    step += 1
    if joined and tokens.atom(step, "edge"):
        return None
    if joined and plural and (word := tokens.atom(step, "year")):
        step = word.last + 1
    more = year_number(tokens, step, short=True)
    if more is None or more.calendar != one.calendar:
        return None
    certain = plural or (ranged and until) or (dash and (sort or abs(more.year - one.year) < NEAR_YEARS))
    if not certain and (len(tokens.keys[step]) < 3 or not ends_year(tokens, more.last)):
        return None
    return more


def decade(tokens: Tokens, first: int) -> Found | None:
    """«دهه ۸۰», «دهه هشتاد شمسی», «دهه ۶۰ و ۷۰».

    >>> from coopnews.text import Text
    >>> decade(Tokens(Text("دهه ۶۰ و ۷۰"), []), 0).period.bounds()
    ('1360-01-01', '1379-12-30')
    """
    word = tokens.atom(first, "decade")
    one = tens(tokens, word.last + 1) if word else None
    if one is None:
        return None
    last, low, calendar = one
    high = low
    if tokens.key(last + 1) == AND or tokens.atom(last + 1, "range"):
        more = tens(tokens, last + 2)
        if more is not None and more.calendar == calendar and more.year > low:
            last, high = more.last, more.year
    last, named = era(tokens, last)
    if named == "gregorian" and calendar == "jalali":
        low, high = (1900 + low % 100, 1900 + high % 100) if low < 1400 else (0, 0)
    return Found(first, last, Period("year", named or calendar, year=low, years=high - low + 10))
