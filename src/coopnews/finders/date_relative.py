"""Expressions that count from the day of publication: «امروز», «هفته آینده», «۱۰ ماه گذشته», «دو سال پیش»."""

from __future__ import annotations

from typing import NamedTuple

from coopnews.finders.date_months import date
from coopnews.finders.date_numerals import ends_phrase, era
from coopnews.finders.date_words import AND, Atom, Found, Tokens
from coopnews.finders.periods import Period

LONGEST_COUNTED = 200
"""Years, months or days that are still counted back from today: «۱۰۰ سال گذشته»."""


class Counted(NamedTuple):
    """How many units are counted; ``number`` is None for what is no whole number («دو سه», «۱.۵»)."""

    last: int
    number: int | None


def relative(tokens: Tokens, first: int) -> Found | None:
    """«امروز», «هفته آینده», «۱۰ ماه گذشته», «دو سال پیش», «یک سال و نیم اخیر», «امروز شنبه ۲۴ آبان».

    >>> from coopnews.text import Text
    >>> relative(Tokens(Text("۱۰ ماه گذشته"), []), 0).period.bounds("1404-08-27")
    ('1403-10-27', '1404-08-27')
    """
    counted = _counted(tokens, first) if first not in tokens.atoms or first in tokens.cardinals else None
    at = counted.last + 1 if counted else first
    atom = tokens.atom(at, "relative")
    if counted and counted.number is not None and counted.number > LONGEST_COUNTED:
        return None
    if atom is None:
        if counted:
            return _and_a_half(tokens, first, at)
        return _month_of_era(tokens, first) or _running(tokens, first)
    if tokens.is_before_event(atom.last):
        return None
    return _of_number(tokens, first, counted, atom) if counted else _of_one(tokens, first, atom)


def _of_one(tokens: Tokens, first: int, atom: Atom) -> Found | None:
    """«هفته آینده», «امروز شنبه ۲۴ آبان»; a year is one of its own."""
    unit, step = atom.data["unit"], atom.data.get("step")
    if atom.data.get("more") or _points_to_longer(tokens, first, atom):
        return None
    if atom.data.get("recent"):
        return Found(first, atom.last, Period("relative", unit=unit, step=step, number=1))
    if unit == "year":
        return None
    if unit == "day" and (exact := date(tokens, atom.last + 1)) and tokens.follows(atom.last + 1):
        apposed = exact.period if exact.period.level == "day" else Period("relative", unit=unit, step=step)
        return Found(first, exact.last, apposed)
    return Found(first, atom.last, Period("relative", unit=unit, step=step, known=step is not None))


def _points_to_longer(tokens: Tokens, first: int, atom: Atom) -> bool:
    """Whether «همین هفته» is no more than a pointer to «هفته گذشته»."""
    longer = tokens.atoms.get(first + 1)
    return tokens.listed(first, "pointers") and longer is not None and longer.last > atom.last


def _of_number(tokens: Tokens, first: int, counted: Counted, atom: Atom) -> Found | None:
    """«۱۰ ماه گذشته», «دو سال پیش»."""
    unit, step = atom.data["unit"], atom.data.get("step")
    if not atom.data.get("counted") or step is None or not _is_unit(tokens, counted.last + 1):
        return None
    if atom.data.get("more") and _is_duration(tokens, first, counted, atom):
        return None
    ago = tokens.listed(atom.last, "points") or atom.data.get("more", False)
    period = Period("relative", unit=unit, step=step)
    if counted.number is None:
        period = period._replace(known=False)
    elif ago and unit == "year":
        period = Period("year", offset=step * counted.number)
    elif ago:
        period = period._replace(step=step * counted.number)
    else:
        period = period._replace(number=counted.number)
    return Found(first, era(tokens, atom.last)[0], period)


def _is_duration(tokens: Tokens, first: int, counted: Counted, atom: Atom) -> bool:
    """Whether «دو سال دیگر» says how long, not when: «برای دو سال دیگر»; «یک روز دیگر» is another day."""
    another = counted.number == 1 and atom.data["unit"] == "day"
    return another or tokens.listed(first - 1, "for_how_long") or tokens.listed(atom.last + 1, "prolonged")


def _is_unit(tokens: Tokens, at: int) -> bool:
    """Whether a relative form begins with the word for its unit, which may be written in one with the rest."""
    in_one = tokens.atoms[at].last == at and tokens.keys[at].startswith(("سال", "ماه"))
    return in_one or tokens.listed(at, "unit_words")


def _counted(tokens: Tokens, first: int) -> Counted | None:
    one = tokens.cardinal(first)
    if one is None:
        cardinal = tokens.cardinals.get(first)
        return Counted(cardinal.last, None) if cardinal is not None and cardinal.value < LONGEST_COUNTED else None
    step = one[0] + 1
    joined = tokens.atom(step, "range") or tokens.key(step) in ("-", "یا")
    more = tokens.cardinal(step + 1 if joined else step) if tokens.follows(step) else None
    if more is None or one[1] > LONGEST_COUNTED:
        return Counted(*one)
    return Counted(more[0], None) if more[1] <= LONGEST_COUNTED else None


def _and_a_half(tokens: Tokens, first: int, at: int) -> Found | None:
    """«(یک) سال و نیم گذشته»."""
    unit = tokens.atom(at, "year", "month_word", "week")
    if unit is None or tokens.key(unit.last + 1) != AND or tokens.key(unit.last + 2) != "نیم":
        return None
    modifier = tokens.atom(unit.last + 3, "modifier")
    if modifier is None or not modifier.data["step"] or tokens.is_before_event(modifier.last):
        return None
    return Found(first, modifier.last, Period("relative", known=False))


def _month_of_era(tokens: Tokens, first: int) -> Found | None:
    """«ماه میلادی گذشته»."""
    word = tokens.atom(first, "month_word")
    named = tokens.atom(word.last + 1, "era") if word else None
    modifier = tokens.atom(named.last + 1, "modifier") if named else None
    if named is None or modifier is None:
        return None
    return Found(first, modifier.last, Period("relative", named.data["calendar"], known=False))


def _running(tokens: Tokens, first: int) -> Found | None:
    """«هفته» of «تا پایان هفته», «ماه» of «از ابتدای ماه»: the one that runs.

    The gold rules leave ابتدای and پایان out of an expression and take the whole period («تا پایان سال» → «سال»);
    week and month follow them after تا and از only: «آخر هفته» and «در پایان هفته» may be any weekend.
    """
    word = tokens.atom(first, "week", "month_word")
    before = tokens.before_edges(first)
    if word is None or before == first - 1 or not tokens.listed(before, "until"):
        return None
    if tokens.keys[word.last] not in ("ماه", "هفته") or not ends_phrase(tokens, word.last):
        return None
    return Found(first, word.last, Period("relative", unit="week" if word.kind == "week" else "month", step=0))
