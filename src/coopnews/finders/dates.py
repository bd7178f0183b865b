"""Calendar expressions: full dates, months, years, parts of years, ranges and relative ones.

Words come from ``lexicon/dates.toml``, their grammar from the modules ``date_*``; here expressions are joined
to ranges, and told from names and counts by the words around. The grammar is tried where one of those words or
a number stands, and reads forward over neighbouring tokens. An expression takes neither prepositions nor
ابتدای/پایان; weekday, روز, ماه and سال belong to it. What the days are is the business of
:mod:`coopnews.finders.periods`.

>>> text = Text("از ابتدای سال ۱۴۰۳ تا پایان مهر ۱۴۰۴ ده طرح افتتاح شد")
>>> [(text.quote((date.first, date.last)), date.start, date.end) for date in find_dates(text, [])]
[('سال ۱۴۰۳ تا پایان مهر ۱۴۰۴', '1403-01-01', '1404-07-30')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from coopnews.calendars import parse
from coopnews.finders.date_months import date, month_of_year
from coopnews.finders.date_numerals import ends_phrase, ends_year, numeric_date
from coopnews.finders.date_parts import part
from coopnews.finders.date_relative import relative
from coopnews.finders.date_words import AND, COUNT, MOST_EDGES, NUMBER, Found, Tokens
from coopnews.finders.date_years import decade, year_alone
from coopnews.finders.mentions import DateMention
from coopnews.finders.numbers import Cardinal
from coopnews.finders.periods import Period, between
from coopnews.text import Text

FIRST_BARE_GREGORIAN = 1900
"""Gregorian years before this one need the word سال or میلادی."""
FARTHEST_YEAR = 15
"""Tokens between a year and a part of it that does not repeat it: «سال ۱۴۰۵ …؛ شش ماه اول»."""
COMPANY_NAME = 4
"""Words before a bracket among which the head of a company's name is sought."""

Reading = Callable[[Tokens, int], Found | None]

READINGS: tuple[tuple[Reading, frozenset[str]], ...] = (
    (numeric_date, frozenset([NUMBER])),
    (date, frozenset([COUNT, "day", "weekday", "ordinal"])),
    (part, frozenset([COUNT, "half", "quarter", "season", "week", "decade"])),
    (relative, frozenset([COUNT, "relative", "week", "month_word"])),
    (decade, frozenset(["decade"])),
    (month_of_year, frozenset(["month_word", "month"])),
    (year_alone, frozenset([NUMBER, "relative", "year", "years"])),
)
"""What an expression may be, and the kinds of words and numbers it may begin with; the first that fits is taken."""


@cache
def _readings(kinds: frozenset[str]) -> tuple[Reading, ...]:
    return tuple(reading for reading, beginnings in READINGS if beginnings & kinds)


def find_dates(text: Text, cardinals: Sequence[Cardinal], *, published: str | None = None) -> list[DateMention]:
    """The calendar expressions of a text, in order, without overlap.

    ``published`` is the Jalali day of publication («1404-08-27»): with it, relative expressions and those
    without a year are given their days too.

    >>> from coopnews.finders.numbers import find_cardinals
    >>> text = Text("در هشت ماه سال جاری و ۱۲ مهر")
    >>> [date.end for date in find_dates(text, find_cardinals(text))]
    [None, None]
    >>> [date.end for date in find_dates(text, find_cardinals(text), published="1404-08-27")]
    ['1404-08-30', '1404-07-12']
    """
    if published is not None:
        parse(published)
    return list(_mentions(Tokens(text, cardinals), published))


def _mentions(tokens: Tokens, published: str | None) -> Iterator[DateMention]:
    """Every expression, the next one sought behind the last."""
    end = -1
    year: Found | None = None
    for at in tokens.starts():
        if at <= end:
            continue
        found = _expression(tokens, at, published)
        if year is not None and _is_near(tokens, year, at):
            found = _part_of_that_year(tokens, year, found) if found else _half_of_that_year(tokens, at)
        if found is not None:
            low, high = found.bounds or found.period.bounds(published)
            yield DateMention(found.first, found.last, low, high, found.period.reported)
            end = found.last
            year = found if found.period.names_year else year


def _expression(tokens: Tokens, first: int, published: str | None) -> Found | None:
    """The expression that begins at a token, with the range that it may open."""
    tokens.start = first
    left = _simple(tokens, first)
    if left is None or (left.period.is_repeated and tokens.listed(first - 1, "vague")):
        return None
    found = _range(tokens, left, published) or left
    if found.bare and not _is_announced(tokens, found):
        return None
    return None if _is_name(tokens, found) else found


def _simple(tokens: Tokens, at: int) -> Found | None:
    """An expression without «از … تا …»."""
    for read in _readings(tokens.kinds(at)):
        found = read(tokens, at)
        if found is not None:
            return found
    return None


# --- parts of a year that was named before ------------------------------------------------------------------


def _is_near(tokens: Tokens, year: Found, at: int) -> bool:
    """Whether an expression that names a year stands not far before, in the same sentence."""
    same = tokens.text.sentence_of[year.last] == tokens.text.sentence_of[at]
    return same and at - year.last <= FARTHEST_YEAR


def _part_of_that_year(tokens: Tokens, year: Found, found: Found) -> Found:
    """«سال ۱۴۰۵ …؛ شش ماه اول»: the part is not of the year of publication."""
    ending = tokens.atoms.get(found.last)
    if year.period.offset == 0 or found.period.level != "part" or ending is None or ending.kind != "ordinal":
        return found
    return found._replace(period=found.period._replace(offset=None, known=False))


def _half_of_that_year(tokens: Tokens, at: int) -> Found | None:
    """«نیمه دوم» by itself, which else is that of a match."""
    half = tokens.atom(at, "half")
    ordinal = tokens.atom(half.last + 1, "ordinal") if half else None
    if ordinal is None or ordinal.data["number"] not in (1, 2) or not ends_phrase(tokens, ordinal.last):
        return None
    return Found(at, ordinal.last, Period("part", known=False))


# --- ranges -----------------------------------------------------------------------------------------------


def _range(tokens: Tokens, left: Found, published: str | None) -> Found | None:
    """«X تا Y» as one expression: of like things, or where «از» or «بین» announces it."""
    at = left.last + 1
    opened = tokens.is_opened(left.first)
    pair = tokens.key(at) == AND
    if joint := tokens.atom(at, "range"):
        step = joint.last + 1
    elif tokens.key(at) == "-" or (opened and pair and tokens.listed(left.first - 1, "pairs")):
        step = at + 1
    else:
        return None
    begins = _behind_edges(tokens, step)
    right = _simple(tokens, begins) if tokens.follows(begins) else None
    if right is None or right.period.calendar != left.period.calendar:
        return None
    alike = left.period.level == right.period.level != "relative"
    if not opened and (not alike or begins > step):
        return None
    if right.bare and right.period.level == "year" and not pair and not ends_year(tokens, right.last):
        return None
    bare = left.bare and right.bare and not opened and not alike
    return Found(left.first, right.last, left.period, bare, between(left.period, right.period, published))


def _behind_edges(tokens: Tokens, at: int) -> int:
    """The token behind «ابتدای», «پایان», «آخر» …, if they stand at one."""
    for _ in range(MOST_EDGES):
        atom = tokens.atom(at, "edge") or tokens.edge_ordinal(at)
        if atom is None:
            break
        at = atom.last + 1
    return at


# --- what stands around an expression -----------------------------------------------------------------------


def _is_announced(tokens: Tokens, found: Found) -> bool:
    """Whether the words around make a bare month or year a date."""
    return _is_year_announced(tokens, found) if found.period.level == "year" else _is_month_announced(tokens, found)


def _is_month_announced(tokens: Tokens, found: Found) -> bool:
    before, first = found.first - 1, found.first
    if tokens.edge_ends(before, half=False) and found.period.calendar != "lunar":
        return True
    if tokens.atoms[first].data.get("clear", False) and tokens.listed(before, "prepositions"):
        return True
    if tokens.is_opened(first) and found.bounds is not None:
        return True
    return _ends_with_month(tokens, found)


def _ends_with_month(tokens: Tokens, found: Found) -> bool:
    """Whether a month that is also another word is one after all: «از مهر بیشتر می‌شود», not «از مهر مادری»."""
    before, after = found.first - 1, found.last + 1
    if found.period.calendar == "lunar" or tokens.atoms[found.first].data.get("common"):
        return False
    if not tokens.listed(before, "month_openers") or tokens.listed(before - 1, "affections"):
        return False
    if tokens.key(after) == AND or tokens.listed(after, "persons"):
        return False
    if tokens.key(after) == "." and tokens.glued(after + 1):  # «دی.ان.ای»
        return False
    return tokens.listed(after, "month_followers") or ends_phrase(tokens, found.last)


def _is_year_announced(tokens: Tokens, found: Found) -> bool:
    before, year = found.first - 1, found.period.year or 0
    if found.period.calendar == "gregorian" and (year < FIRST_BARE_GREGORIAN or year % 100 == 0):
        return False
    if found.bounds is None and tokens.listed(before, "year_nouns"):
        return True
    if tokens.key(before) == "(" and tokens.key(found.last + 1) == ")":
        return found.period.calendar != "gregorian" or found.bounds is not None or not _is_company(tokens, before)
    if tokens.key(before) == "از" and tokens.listed(before - 2, "births"):  # «متولدان پس از ۱۳۹۰»
        return True
    if not ends_year(tokens, found.last) or tokens.listed(before - 1, "comparatives"):
        return False
    compared = tokens.key(before) == "به" and tokens.key(before - 1) == "نسبت"
    return compared or tokens.edge_ends(before) or tokens.listed(before, "year_openers")


def _is_company(tokens: Tokens, end: int) -> bool:
    """Whether a company's name ends before a token."""
    return any(tokens.listed(at, "company_heads") for at in range(end - COMPANY_NAME, end))


def _is_name(tokens: Tokens, found: Found) -> bool:
    """Whether the expression is part of a name: «شهرک ۲۲ بهمن», «امام جمعه», «دنیای امروز»."""
    first, before, period = found.first, found.first - 1, found.period
    if tokens.listed(before - 1, "pointers"):
        return False
    if period.level == "day" and period.year is None and period.offset is None and found.bounds is None:
        famous = f"{period.low[0]}/{period.low[1]}" in tokens.words.lists["famous_days"] and period.low == period.high
        return tokens.listed(before, "name_heads") or (famous and tokens.listed(before, "day_name_heads"))
    if period.unit == "weekday" and tokens.atoms[first].kind == "weekday":
        return tokens.listed(before, "weekday_names") or tokens.listed(found.last + 1, "weekday_tails")
    if period.unit == "day" and period.step == 0 and found.first == found.last:
        return tokens.listed(before, "eras_of_today") or (tokens.listed(before - 1, "media") and before > 0)
    return False
