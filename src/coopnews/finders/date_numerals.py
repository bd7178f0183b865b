"""Numbers in dates: days and months in figures, the numbers of years and decades, numbers that are none."""

from __future__ import annotations

from typing import NamedTuple

from coopnews.finders.date_words import AND, DASHES, SLASH, Found, Tokens
from coopnews.finders.periods import Reckoning, full_numeric, month_numeric, whole_year
from coopnews.lexicon import keys_of
from coopnews.verbs import is_finite_verb, is_light_verb, is_participle

LONGEST_CHAIN = 12
"""Years that «به», «تا» and «و» join: «از ۱۳۹۵ به ۱۴۰۰ و ۱۴۰۲»."""
COUNTED_KINDS = ("relative", "month_word", "months", "week", "day")
"""Before these two digits count: «۵۰ سال», «۴۵ روز»."""
YEARS_IN_WORDS = range(30, 100)
LONGEST_AGE = 80
"""Numbers from 10 up to here before «سال» count years: «سال ۵۰ سال اخیر», but «سال ۹۵ سال جهاد»."""


class Years(NamedTuple):
    """One year or a run of years up to the token ``last``."""

    last: int
    low: int
    high: int
    calendar: Reckoning


class YearNumber(NamedTuple):
    """The number of one year, or of the first year of a decade."""

    last: int
    year: int
    calendar: Reckoning


def numeric_date(tokens: Tokens, at: int) -> Found | None:
    """«۱۴۰۳/۰۶/۱۱», «۱۱/۶/۱۴۰۳», «۱۲/۰۹/۸۷», «۱۴۰۳ / ۰۶ / ۱۱», «۱۴۰۳/۶».

    >>> from coopnews.text import Text
    >>> numeric_date(Tokens(Text("1403.06.11"), []), 0).period.bounds()
    ('1403-06-11', '1403-06-11')
    """
    if not tokens.is_numeric(at):
        return None
    number, last = tokens.keys[at], at
    if tokens.key(at + 1) in DASHES and tokens.key(at + 3) == tokens.key(at + 1) and tokens.is_number(at + 4):
        number, last = SLASH.join(tokens.keys[at : at + 5 : 2]), at + 4
    parts = number.replace("-", SLASH).replace(".", SLASH).split(SLASH)
    if not all(part.isdigit() for part in parts):
        return None
    if len(parts) == 3:
        period = full_numeric(parts, slashes=SLASH in number)
    elif len(parts) == 2 and SLASH in number and not tokens.is_measure(at + 1):
        period = month_numeric(parts)
    else:
        return None
    return None if period is None else Found(at, era(tokens, last)[0], period)


def era(tokens: Tokens, last: int) -> tuple[int, Reckoning | None]:
    """The era that may follow: its last token (or ``last``) and its calendar.

    >>> from coopnews.text import Text
    >>> era(Tokens(Text("۲۰۲۳ میلادی"), []), 0)
    (1, 'gregorian')
    """
    atom = tokens.atom(last + 1, "era")
    return (atom.last, atom.data["calendar"]) if atom else (last, None)


def year_number(tokens: Tokens, at: int, *, short: bool) -> YearNumber | None:
    """The number of a year in digits or words; ``short`` ones have two digits."""
    if not 0 <= at < len(tokens):
        return None
    if tokens.is_number(at):
        return _year_in_digits(tokens, at, short=short)
    cardinal = tokens.cardinals.get(at)
    if cardinal is None or cardinal.value.denominator != 1 or tokens.is_measure(cardinal.last + 1):
        return None
    if cardinal.value < 1000 and not (short and cardinal.words and int(cardinal.value) in YEARS_IN_WORDS):
        return None
    year = whole_year(str(cardinal.value))
    return None if year is None else YearNumber(cardinal.last, *year)


def _year_in_digits(tokens: Tokens, at: int, *, short: bool) -> YearNumber | None:
    digits, cardinal = tokens.keys[at], tokens.cardinals.get(at)
    if cardinal is not None and cardinal.last > at:
        return None
    if len(digits) != 4 and not (short and len(digits) == 2 and not _counts(tokens, at)):
        return None
    year = whole_year(digits)
    return None if year is None else YearNumber(at, *year)


def _counts(tokens: Tokens, at: int) -> bool:
    """Whether two digits count or measure what follows."""
    if tokens.is_measure(at + 1) or tokens.atom(at + 1, *COUNTED_KINDS):
        return True
    return 10 <= int(tokens.keys[at]) < LONGEST_AGE and tokens.atom(at + 1, "year") is not None


def year_pair(tokens: Tokens, at: int) -> Years | None:
    """«۱۴۰۲/۱۴۰۳» in one token.

    >>> from coopnews.text import Text
    >>> year_pair(Tokens(Text("۱۴۰۳/۱۴۰۲"), []), 0)
    Years(last=0, low=1402, high=1403, calendar='jalali')
    """
    parts = tokens.key(at).split(SLASH)
    if len(parts) != 2 or not all(part.isdigit() and len(part) in (2, 4) for part in parts):
        return None
    low, high = map(whole_year, parts)
    if low is None or high is None or abs(low[0] - high[0]) != 1:
        return None
    return Years(at, min(low[0], high[0]), max(low[0], high[0]), low[1])


def tens(tokens: Tokens, at: int) -> YearNumber | None:
    """The first year of a decade: «۸۰», «هشتاد», «۱۳۸۰»."""
    number = tokens.cardinal(at)
    if number is None and tokens.is_number(at):
        number = at, int(tokens.keys[at])
    if number is None or number[1] % 10:
        return None
    year = whole_year(str(number[1]))
    return None if year is None else YearNumber(number[0], *year)


def ends_phrase(tokens: Tokens, last: int) -> bool:
    """Whether a noun phrase ends at a token: no word that may belong to it follows.

    >>> from coopnews.text import Text
    >>> [ends_phrase(Tokens(Text(source), []), 1) for source in ("از ۱۴۰۰ آغاز شد", "در ۱۴۰۰ تعاونی", "در مهر.")]
    [True, False, True]
    """
    after = last + 1
    if not tokens.is_word(after) or not tokens.follows(after):
        return True
    word = tokens.key(after)
    if is_finite_verb(word) or is_participle(word) or tokens.listed(after, "year_followers"):
        return True
    done = tokens.listed(after, "done") or word in keys_of("nouns.toml", "verbal")
    return done and (is_light_verb(tokens.key(after + 1)) or is_finite_verb(tokens.key(after + 1)))


def precedes_uncounted(tokens: Tokens, last: int, *, of_day: bool = False) -> bool:
    """Whether a word follows that no number counts: a plural, or a vowel with its ezafe («مقررات», «اجرای»).

    After a day with its month (``of_day``) any word that is not plainly counted will do.

    >>> from coopnews.text import Text
    >>> [precedes_uncounted(Tokens(Text(source), []), 1) for source in ("دی ۹۷ مقررات", "دی ۹۷ اجرای او", "دی ۹۷ شرکت")]
    [True, True, False]
    """
    after = last + 1
    plural = tokens.key(after).endswith(("ات", "ها", "های", "ای", "وی")) and len(tokens.key(after)) > 4
    if not tokens.is_word(after) or not tokens.follows(after):
        return False
    counted = tokens.is_measure(after) or tokens.key(after) in keys_of("not_counts.toml", "countable")
    return plural or (of_day and not counted)


def ends_year(tokens: Tokens, last: int) -> bool:
    """Whether what follows a number of four digits cannot be what it counts."""
    for _ in range(LONGEST_CHAIN):
        after = last + 1
        if not tokens.is_word(after):
            return not tokens.is_measure(after) and tokens.key(after) not in (SLASH, "*")
        if tokens.key(after) not in ("به", "تا", AND) or not tokens.is_numeric(min(after + 1, len(tokens) - 1)):
            return ends_phrase(tokens, last)
        other = year_number(tokens, after + 1, short=False)
        if other is None:
            return False
        last = other.last
    return False
