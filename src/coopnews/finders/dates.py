"""Calendar expressions: full dates, months, years, parts of years, ranges and relative ones.

Words come from ``lexicon/dates.toml``; here is the grammar only. It is tried where one of those words or a
number stands, and reads forward over neighbouring tokens. An expression takes neither prepositions nor
ابتدای/پایان; weekday, روز, ماه and سال belong to it. What the days are is the business of
:mod:`coopnews.finders.periods`.

>>> text = Text("از ابتدای سال ۱۴۰۳ تا پایان مهر ۱۴۰۴ ده طرح افتتاح شد")
>>> [(text.quote((date.first, date.last)), date.start, date.end) for date in find_dates(text, [])]
[('سال ۱۴۰۳ تا پایان مهر ۱۴۰۴', '1403-01-01', '1404-07-30')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from coopnews.calendars import parse
from coopnews.finders.mentions import DateMention
from coopnews.finders.numbers import Cardinal
from coopnews.finders.periods import (
    Bounds,
    Period,
    between,
    full_numeric,
    month_numeric,
    months_of_year,
    part_of,
    whole_year,
)
from coopnews.finders.terms import SHORTEST_JOINED
from coopnews.lexicon import key, keys_of, load, read_toml
from coopnews.normalize import fold
from coopnews.records import Calendar
from coopnews.text import Text
from coopnews.tokenize import NUMBER, WORD
from coopnews.verbs import is_finite_verb, is_participle

AND, COMMAS, DASHES, SLASH = "و", ("،", ","), ("-", "/"), "/"
LONGEST_LIST = 12
"""Days, months or years that one expression lists: reading stays linear on any input."""
MOST_EDGES = 3
"""Words like «ابتدای» in a row."""
LONGEST_COUNTED = 200
"""Years, months or days that are still counted back from today: «۱۰۰ سال گذشته»."""
COUNTED_KINDS = ("relative", "month_word", "months", "week", "day")
FIRST_BARE_GREGORIAN = 1900
"""Gregorian years before this one need the word سال or میلادی."""
EZAFE = re.compile(r"(?<=\w)ه(?= )")
"""Where «ی» may be written after «ه»: «هفته‌ی گذشته», «نیمه‌ی دوم»."""


class Atom(NamedTuple):
    """A run of tokens up to ``last`` that is a form of ``dates.toml``."""

    last: int
    kind: str
    data: Mapping[str, Any]


class Words(NamedTuple):
    """``dates.toml`` as the grammar asks for it."""

    forms: Mapping[str, tuple[int, str, Mapping[str, Any]]]
    """By lookup key: how many words it is written with, the kind and the entry."""
    prefixes: frozenset[str]
    lists: Mapping[str, frozenset[str]]
    measures: frozenset[str]
    """Units, currencies, multipliers and percent words: a number before one of them is no year."""


@cache
def words() -> Words:
    """The lexicon of the package, read once per process."""
    lexicon = load()
    forms: dict[str, tuple[int, str, Mapping[str, Any]]] = {}
    measures = set(map(key, read_toml("numbers.toml")["multipliers"])) | keys_of("numbers.toml", "percent_signs")
    for joined, found in lexicon.forms.items():
        for form in found:
            if form.entry.label == "dates":
                forms[joined] = (form.tokens, form.entry.data["kind"], form.entry.data)
            elif form.entry.label in ("units", "currencies"):
                measures.add(joined)
    entries = lexicon.entries["dates"]
    for entry in entries.values():
        for spelled in map(fold, entry.data.get("forms", ())):
            linked = EZAFE.sub("هی", spelled if " " in spelled else spelled + " ").strip()
            forms.setdefault(linked.replace(" ", ""), (linked.count(" ") + 1, entry.data["kind"], entry.data))
    return Words(
        forms,
        frozenset(form[:end] for form in forms for end in range(1, len(form))),
        {name: frozenset(map(key, entry.data["words"])) for name, entry in entries.items() if "words" in entry.data},
        frozenset(joined for joined in measures if joined not in forms),
    )


class Found(NamedTuple):
    """An expression. A ``bare`` one (a month by itself) is a date only after certain words."""

    first: int
    last: int
    period: Period
    bare: bool = False
    bounds: Bounds | None = None
    """Of ranges between two periods; else the period knows them."""


class Year(NamedTuple):
    """A year as part of an expression; ``spelled`` with the word سال."""

    last: int
    period: Period
    spelled: bool


class Month(NamedTuple):
    """One month or a run of months, without year; ``spelled`` with the word ماه."""

    last: int
    low: int
    high: int
    calendar: Calendar
    spelled: bool
    clear: bool


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
    reader = Reader(text, cardinals, published)
    return list(reader.mentions())


class Reader:
    """Reads the expression that begins at a token.

    Methods named after a part of speech take the index of the token where it would begin and return what they
    read with its last token, or None.
    """

    def __init__(self, text: Text, cardinals: Sequence[Cardinal], published: str | None) -> None:
        self.text, self.keys, self.tokens, self.published = text, text.keys, text.tokens, published
        self.cardinals = {cardinal.first: cardinal for cardinal in cardinals}
        self.words = words()
        self.start = 0
        """Where the expression being read begins: only there may a sentence begin."""
        self.atoms = dict(self._atoms())

    def _atoms(self) -> Iterator[tuple[int, Atom]]:
        forms, prefixes, keys = self.words.forms, self.words.prefixes, self.keys
        for first, joined in enumerate(keys):
            best: tuple[int, tuple[int, str, Mapping[str, Any]]] | None = None
            if joined in forms:
                best = first, forms[joined]
            last = first
            while joined in prefixes and last + 1 < len(keys):
                last += 1
                joined += keys[last]
                form = forms.get(joined)
                if form and (form[0] == last - first + 1 or len(joined) >= SHORTEST_JOINED):
                    best = last, form
            if best is not None:
                yield first, Atom(best[0], best[1][1], best[1][2])

    def mentions(self) -> Iterator[DateMention]:
        """Every expression, the next one sought behind the last."""
        at = 0
        while at < len(self.keys):
            found = None
            if at in self.atoms or self.tokens[at].kind == NUMBER or at in self.cardinals:
                found = self.expression(at)
            if found is None:
                at += 1
                continue
            start, end = found.bounds or found.period.bounds(self.published)
            yield DateMention(found.first, found.last, start, end, found.period.calendar)
            at = found.last + 1

    # --- tokens -------------------------------------------------------------------------------------------

    def key(self, at: int) -> str:
        """The key of a token, empty outside the text."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def follows(self, at: int) -> bool:
        """Whether a token goes on with the words before it: no blank line between."""
        if not 0 < at < len(self.keys):
            return False
        same = self.text.sentence_of[at] == self.text.sentence_of[at - 1]
        return same or self.text.gap(at).replace("\r\n", "\n").count("\n") == 1

    def atom(self, at: int, *kinds: str) -> Atom | None:
        """The lexicon form at a token, if it is of one of these kinds and goes on with the words before."""
        atom = self.atoms.get(at)
        return atom if atom is not None and atom.kind in kinds and (at == self.start or self.follows(at)) else None

    def listed(self, at: int, name: str) -> bool:
        """Whether the token is in a word list."""
        return self.key(at) in self.words.lists[name]

    def is_number(self, at: int) -> bool:
        """Whether a token is a plain run of digits."""
        return 0 <= at < len(self.keys) and self.tokens[at].kind == NUMBER and self.keys[at].isdigit()

    def glued(self, at: int) -> bool:
        """Whether no space stands before a token."""
        return 0 < at < len(self.keys) and self.tokens[at - 1].end == self.tokens[at].start

    def small_number(self, at: int) -> tuple[int, int] | None:
        """A whole number from digits or words, as last token and value."""
        if not 0 <= at < len(self.keys):
            return None
        cardinal = self.cardinals.get(at)
        if cardinal is not None and cardinal.value.denominator == 1:
            return cardinal.last, int(cardinal.value)
        return (at, int(self.keys[at])) if self.is_number(at) and len(self.keys[at]) < 4 else None

    # --- whole expressions ----------------------------------------------------------------------------------

    def expression(self, first: int) -> Found | None:
        """The expression that begins at a token, with the range that it may open."""
        self.start = first
        left = self.simple(first)
        if left is None or (left.period.is_repeated and self.listed(first - 1, "vague")):
            return None
        found = self.range(left) or left
        if found.bare and not self.is_announced(found):
            return None
        return None if self.is_name(found) else found

    def simple(self, at: int) -> Found | None:
        """An expression without «از … تا …»."""
        for read in (
            self.numeric,
            self.date,
            self.part,
            self.relative,
            self.decade,
            self.month_of_year,
            self.year_alone,
        ):
            found = read(at)
            if found is not None:
                return found
        return None

    def range(self, left: Found) -> Found | None:
        """«X تا Y» as one expression: of like things, or where «از» or «بین» announces it."""
        at = left.last + 1
        opened = self.is_opened(left.first)
        if self.atom(at, "range"):
            step = self.atoms[at].last + 1
        elif self.key(at) == "-" or (opened and self.key(at) == AND and self.listed(left.first - 1, "pairs")):
            step = at + 1
        else:
            return None
        edge = False
        for _ in range(MOST_EDGES):
            atom = self.atom(step, "edge") or (self.atom(step, "ordinal") if self.is_edge(step) else None)
            if atom is None:
                break
            step, edge = atom.last + 1, True
        right = self.simple(step) if self.follows(step) else None
        if right is None or right.period.calendar != left.period.calendar:
            return None
        alike = left.period.level == right.period.level != "relative"
        if not opened and (not alike or edge):
            return None
        pair = self.key(at) == AND
        if right.bare and right.period.level == "year" and not pair and not self.ends_year(right.last):
            return None
        bare = left.bare and right.bare and not opened and not alike
        return Found(left.first, right.last, left.period, bare, between(left.period, right.period, self.published))

    def is_opened(self, first: int) -> bool:
        """Whether «از», with or without an edge word, stands before."""
        at = first - 1
        for _ in range(MOST_EDGES):
            if not (self._edge_ending(at) or self._ordinal_ending(at)):
                break
            at -= 1
        return self.listed(at, "range_openers")

    def _edge_ending(self, at: int) -> bool:
        atom = self.atoms.get(at)
        return atom is not None and atom.last == at and (atom.kind == "edge" or atom.kind == "half")

    def _ordinal_ending(self, at: int) -> bool:
        atom = self.atoms.get(at)
        ends = atom is not None and atom.last == at and atom.kind == "ordinal" and atom.data["number"] in (1, -1)
        return ends and not self.listed(at - 1, "unit_words")  # «ماه اول سال» is a month

    def is_edge(self, at: int) -> bool:
        """Whether an ordinal is «the beginning/end of»: before a year, not before a month (its first day)."""
        atom = self.atom(at, "ordinal")
        if atom is None:
            return False
        follower = self.atoms.get(atom.last + 1)
        if atom.data["number"] == -1:
            return True
        return atom.data["number"] == 1 and follower is not None and follower.kind in ("year", "relative")

    def is_announced(self, found: Found) -> bool:
        """Whether the words around make a bare month or year a date."""
        before, first = found.first - 1, found.first
        if found.period.level != "year":
            return (
                (self._edge_ending(before) and found.period.calendar != "lunar")
                or (self.atoms[first].data.get("clear", False) and self.listed(before, "prepositions"))
                or (self.is_opened(first) and found.bounds is not None)
            )
        year = found.period.year or 0
        if found.period.calendar == "gregorian" and (year < FIRST_BARE_GREGORIAN or year % 100 == 0):
            return False
        if found.bounds is None and self.listed(before, "year_nouns"):
            return True
        if self.key(before) == "(" and self.key(found.last + 1) == ")":
            return True
        if not self.ends_year(found.last):
            return False
        compared = self.key(before) == "به" and self.key(before - 1) == "نسبت"
        return compared or self._edge_ending(before) or self.listed(before, "year_openers")

    def ends_year(self, last: int) -> bool:
        """Whether what follows a number of four digits cannot be what it counts."""
        for _ in range(LONGEST_LIST):
            after = last + 1
            if after >= len(self.keys) or self.tokens[after].kind != WORD:
                return self.key(after) not in self.words.measures and self.key(after) not in (SLASH, "*")
            if (
                self.key(after) not in ("به", "تا", AND)
                or self.tokens[min(after + 1, len(self.keys) - 1)].kind != NUMBER
            ):
                verb = is_finite_verb(self.key(after)) or is_participle(self.key(after))
                return verb or self.listed(after, "year_followers") or not self.follows(after)
            other = self.year_number(after + 1, short=False)
            if other is None:
                return False
            last = other[0]
        return False

    def is_name(self, found: Found) -> bool:
        """Whether the expression is part of a name: «شهرک ۲۲ بهمن», «امام جمعه», «دنیای امروز»."""
        first, before, period = found.first, found.first - 1, found.period
        if self.listed(before - 1, "pointers"):
            return False
        if period.level == "day" and period.year is None and period.offset is None and found.bounds is None:
            famous = f"{period.low[0]}/{period.low[1]}" in self.words.lists["famous_days"] and period.low == period.high
            return self.listed(before, "name_heads") or (famous and self.listed(before, "day_name_heads"))
        if period.unit == "weekday" and self.atoms[first].kind == "weekday":
            return self.listed(before, "weekday_names") or self.listed(found.last + 1, "weekday_tails")
        if period.unit == "day" and period.step == 0 and found.first == found.last:
            return self.listed(before, "eras_of_today") or (self.listed(before - 1, "media") and before > 0)
        return False

    # --- days -----------------------------------------------------------------------------------------------

    def numeric(self, at: int) -> Found | None:
        """«۱۴۰۳/۰۶/۱۱», «۱۱/۶/۱۴۰۳», «۱۲/۰۹/۸۷», «۱۴۰۳ / ۰۶ / ۱۱», «۱۴۰۳/۶»."""
        if not 0 <= at < len(self.keys) or self.tokens[at].kind != NUMBER:
            return None
        number, last = self.keys[at], at
        if self.key(at + 1) in DASHES and self.key(at + 3) == self.key(at + 1) and self.is_number(at + 4):
            number, last = "/".join(self.keys[at : at + 5 : 2]), at + 4
        parts = number.replace("-", "/").replace(".", "/").split("/")
        if not all(part.isdigit() for part in parts):
            return None
        if len(parts) == 3:
            period = full_numeric(parts, slashes="/" in number)
        elif len(parts) == 2 and "/" in number and self.key(at + 1) not in self.words.measures:
            period = month_numeric(parts)
        else:
            return None
        return None if period is None else Found(at, self.era(last)[0], period)

    def date(self, first: int) -> Found | None:
        """«[روز] [weekday] day month [year]», «[روز] weekday [هفته آینده]»."""
        at, named = first, None
        day_word = self.atom(at, "day")
        if day_word:
            at = day_word.last + 1
        weekdays = self.weekdays(at)
        if weekdays:
            named, at = weekdays[1], weekdays[0] + 1
            skipped = at + (self.key(at) in COMMAS or self.listed(at, "of_date"))
        else:
            skipped = at
        full = self.day_of_month(skipped) or (self.numeric(skipped) if weekdays or day_word else None)
        if full is not None and self.follows(skipped or 1):
            return full._replace(first=first)
        if weekdays is None or named is None:
            return None
        period = Period("relative", unit="weekday", weekday=named)
        relative = self.atom(at, "relative", "modifier")
        if relative and relative.kind == "modifier" and not self.is_before_event(relative.last):
            return Found(first, relative.last, period._replace(step=relative.data["step"] or None))
        if relative and relative.kind == "relative" and relative.data["unit"] == "week" and "step" in relative.data:
            return Found(first, relative.last, period._replace(number=relative.data["step"]))
        return Found(first, weekdays[0], period)

    def weekdays(self, at: int) -> tuple[int, int] | None:
        """One weekday or several («شنبه و یکشنبه»), as last token and the day of the first."""
        atom = self.atom(at, "weekday")
        if atom is None:
            return None
        last = atom.last
        for _ in range(LONGEST_LIST):
            more = self.atom(last + 2, "weekday") if self.key(last + 1) == AND or self.atom(last + 1, "range") else None
            if more is None or ((days := self.days(more.last + 1)) and days[1] == days[2]):
                break
            last = more.last
        return last, atom.data["day"]

    def day_of_month(self, first: int) -> Found | None:
        """«۸ تا ۱۴ آذر ۱۴۰۴», «یازدهم شهریورماه سال ۱۴۰۳», «۲۰ و ۲۱ آبان»."""
        days = self.days(first)
        if days is None or self.listed(first - 1, "clock"):
            return None
        last, low, high = days
        relative = self.atom(last + 1, "relative")
        if relative and relative.data["unit"] == "month" and self.key(last + 1) != "ماهه" and first in self.atoms:
            return Found(first, relative.last, Period("relative", known=False))  # «پنجم ماه جاری»
        at = last + 1 + (self.key(last + 1) in DASHES)
        month = self.month(at, single=True)
        if month is None or (first == last and "".join(self.keys[first : at + 1]) in self.words.lists["no_days"]):
            return None
        if self.atom(at, "month_word") and first not in self.atoms and not self.is_number(first):
            return None  # «دو ماه اسفند و فروردین»
        period = Period("day", month.calendar, low=(month.low, low), high=(month.low, high), known=low <= high)
        return self.in_year(first, month.last, period)

    def days(self, at: int) -> tuple[int, int, int] | None:
        """The day(s) of a month: last token, first and last day."""
        one = self.day(at)
        if one is None:
            return None
        last, low = one
        high = low
        held: tuple[int, int] | None = None
        """Where the list ended before its first comma: «۵، ۶ و ۷ مهر» is a list, «ساعت ۵، ۶ مهر» is none."""
        for _ in range(LONGEST_LIST):
            step, comma = last + 1, self.key(last + 1) in COMMAS
            if not (comma or self.key(step) in (AND, "-") or self.atom(step, "range")):
                break
            weekday = self.atom(step + 1, "day", "weekday")
            more = self.day(weekday.last + 1 if weekday else step + 1)
            if more is None:
                break
            held = (held or (last, high)) if comma else None
            last, high = more
        if held is not None:
            last, high = held
        return last, low, high

    def day(self, at: int) -> tuple[int, int] | None:
        """The day of a month: «۱۱», «۱۱ام», «یازدهم», «هفت»."""
        ordinal = self.atom(at, "ordinal")
        if ordinal:
            of_day = ordinal.data["number"] > 0 and not ordinal.data.get("adjective")
            return (ordinal.last, ordinal.data["number"]) if of_day else None
        if self.is_number(at):
            value, last = int(self.keys[at]), at
            if len(self.keys[at]) > 2:
                return None
            if self.key(at + 1) in ("ام", "م") and self.follows(at + 1):
                last = at + 1
        else:
            cardinal = self.small_number(at)
            if cardinal is None:
                return None
            last, value = cardinal
        return (last, value) if 1 <= value <= 31 else None

    # --- months and years -----------------------------------------------------------------------------------

    def month(self, at: int, *, single: bool = False) -> Month | None:
        """«مهر», «ماه مهر», «مهرماه», «مهر و آبان», «فروردین تا شهریور»."""
        word = self.atom(at, "month_word")
        atom = self.atom(word.last + 1 if word else at, "month")
        if atom is None:
            return None
        first = word.last + 1 if word else at
        spelled = word is not None or any("ماه" in key for key in self.keys[first : atom.last + 1])
        low = high = atom.data["month"]
        calendar: Calendar = atom.data.get("calendar", "jalali")
        last = atom.last
        for _ in range(0 if single else LONGEST_LIST):
            step, comma = last + 1, self.key(last + 1) in COMMAS
            if not (comma or self.key(step) == AND or self.key(step) == "-" or self.atom(step, "range")):
                break
            more = self.atom(step + 1, "month")
            if more is None or more.data.get("calendar", "jalali") != calendar:
                break
            last, high = more.last, more.data["month"]
            spelled = spelled or any("ماه" in key for key in self.keys[step + 1 : more.last + 1])
        return Month(last, low, high, calendar, spelled, atom.data.get("clear", False))

    def month_of_year(self, first: int) -> Found | None:
        """A month or a run of months, with its year or without."""
        month = self.month(first)
        if month is None:
            return None
        years = 1 if month.low <= month.high else 2
        period = Period("month", month.calendar, low=(month.low, 1), high=(month.high, 0), years=years)
        if years == 2:  # «دی تا خرداد ۱۴۰۳»: the year is that of the end
            found = self.in_year(first, month.last, period)
            if found.period.year is not None:
                found = found._replace(period=found.period._replace(year=found.period.year - 1))
        else:
            found = self.in_year(first, month.last, period)
        bare = found.last == month.last and not month.spelled
        return found._replace(bare=bare)

    def in_year(self, first: int, last: int, period: Period) -> Found:
        """A day, month or part with the year that may follow, «گذشته» or «ماه جاری»."""
        at = last + 1
        at += self.key(at) in DASHES and self.glued(at) and self.glued(at + 1)
        year = self.year(at, after=period.calendar, part=period.level == "part") if self.follows(at) else None
        if year is not None:
            return Found(first, year.last, part_of(period, year.period))
        modifier = self.atom(last + 1, "modifier")
        whole_month = period.level != "day" or "ماه" in self.keys[last]
        if modifier and whole_month and not self.is_before_event(modifier.last):
            return Found(first, modifier.last, period)
        return Found(first, last, period)

    def year(self, at: int, *, after: Calendar | None = None, part: bool = False) -> Year | None:
        """A year: «سال ۱۴۰۳», «۱۴۰۳», «سال جاری», «امسال»; ``after`` a month of a calendar also «۹۹».

        A ``part`` of a year may be that of another calendar: «نیمه دوم ۲۰۱۹».
        """
        atom = self.atom(at, "relative", "year", "years")
        if atom is not None and atom.kind == "relative":
            if atom.data["unit"] != "year" or atom.data.get("recent") or self.is_before_event(atom.last):
                return None
            last, calendar = self.era(atom.last)
            step = atom.data.get("step")
            period = Period("year", calendar or "jalali", offset=step, known=step is not None)
            return Year(last, period, spelled=True)
        if atom is not None:
            return self.spelled_year(at, atom, after)
        number = self.year_number(at, short=after is not None)
        if number is None:
            return None
        last, value, calendar = number
        if not self.is_number(at) and (after is None or self.cardinals[at].value < 1000):
            return None
        short = len(self.keys[at]) < 3 and self.is_number(at)
        if after == "lunar":
            calendar = "lunar"
        elif after is not None and calendar != after and not part:
            return None
        if short and after is not None and not (self.keys[at][0] == "0" or self.ends_year(last)):
            return None
        last, era = self.era(last)
        return Year(last, Period("year", era or calendar, year=value), spelled=False)

    def spelled_year(self, first: int, word: Atom, after: Calendar | None) -> Year | None:
        """A year with the word سال: «سال مالی ۱۴۰۳», «سال زراعی گذشته», «سال‌های ۱۴۰۰ تا ۱۴۰۲»."""
        last, sort, calendar = word.last, None, None
        for _ in range(MOST_EDGES):
            atom = self.atom(last + 1, "sort", "era")
            if atom is None:
                break
            last = atom.last
            sort = atom if atom.kind == "sort" else sort
            calendar = atom.data.get("calendar", calendar)
        period = Period("year", calendar or "jalali")
        autumn = sort is not None and sort.data.get("autumn", False)
        if autumn:
            period = period._replace(low=(7, 1), high=(6, 0), years=2)
        modifier = self.atom(last + 1, "modifier")
        if modifier and last > word.last and not self.is_before_event(modifier.last):
            return Year(self.era(modifier.last)[0], period._replace(offset=modifier.data["step"]), spelled=True)
        if self.is_number(last + 1) and (islamic := self.atom(last + 2, "era")) and islamic.data["calendar"] == "lunar":
            return Year(islamic.last, Period("year", "lunar"), spelled=True)
        years = self.years(last + 1, plural=word.kind == "years", sort=sort is not None)
        if years is not None:
            last, low, high, counted = years
            span = 2 if autumn and high == low else high - low + 1
            era_last, era = self.era(last)
            period = period._replace(year=low, years=span, calendar=era or calendar or counted)
            return Year(era_last, period, spelled=True)
        if word.kind == "year" and (after is not None or self.is_whole_year(first)):
            following = self.atom(last + 1, "ordinal")
            if following is None and not self.listed(last + 1, "year_tails"):
                return Year(last, period._replace(offset=0), spelled=True)
        return None

    def is_whole_year(self, first: int) -> bool:
        """Whether «سال» alone is this year: «تا پایان سال»."""
        return self._edge_ending(first - 1) or self._ordinal_ending(first - 1)

    def years(self, at: int, *, plural: bool, sort: bool) -> tuple[int, int, int, Calendar] | None:
        """One year or several after سال: last token, first and last year, calendar."""
        pair = self.year_pair(at)
        if pair is not None:
            return pair
        one = self.year_number(at, short=True)
        if one is None or not self.follows(at):
            return None
        last, low, calendar = one
        high = low
        for _ in range(LONGEST_LIST):
            step = last + 1
            dash = self.key(step) in DASHES
            joined = self.atom(step, "range") or self.key(step) == AND or (plural and self.key(step) in COMMAS)
            if not dash and not joined:
                break
            step += 1
            if joined and (word := self.atom(step, "edge")):
                break
            if joined and plural and (word := self.atom(step, "year")):
                step = word.last + 1
            more = self.year_number(step, short=True)
            if more is None or more[2] != calendar:
                break
            certain = plural or (dash and (sort or abs(more[1] - high) < 10))
            if not certain and (len(self.keys[step]) < 3 or not self.ends_year(more[0])):
                break
            last, high = more[0], more[1]
        return last, min(low, high), max(low, high), calendar

    def year_pair(self, at: int) -> tuple[int, int, int, Calendar] | None:
        """«۱۴۰۲/۱۴۰۳» in one token."""
        parts = self.key(at).split("/")
        if len(parts) != 2 or not all(part.isdigit() and len(part) in (2, 4) for part in parts):
            return None
        years = [whole_year(part) for part in parts]
        low, high = years
        if low is None or high is None or abs(low[0] - high[0]) != 1:
            return None
        return at, min(low[0], high[0]), max(low[0], high[0]), low[1]

    def year_number(self, at: int, *, short: bool) -> tuple[int, int, Calendar] | None:
        """The number of a year in digits or words: last token, year, calendar."""
        if not 0 <= at < len(self.keys):
            return None
        cardinal = self.cardinals.get(at)
        if self.is_number(at):
            digits = self.keys[at]
            if len(digits) != 4 and not (short and len(digits) == 2):
                return None
            if cardinal is not None and cardinal.last > at:
                return None
            if len(digits) == 2 and (self.key(at + 1) in self.words.measures or self.atom(at + 1, *COUNTED_KINDS)):
                return None
            if len(digits) == 2 and 10 <= int(digits) < 80 and self.atom(at + 1, "year"):
                return None  # «سال ۵۰ سال اخیر», but «سال ۹۵ سال جهاد»
            year = whole_year(digits)
            return None if year is None else (at, *year)
        if cardinal is None or cardinal.value.denominator != 1 or self.key(cardinal.last + 1) in self.words.measures:
            return None
        if cardinal.value < 1000 and not (short and cardinal.words and 30 <= cardinal.value < 100):
            return None
        year = whole_year(str(cardinal.value))
        return None if year is None else (cardinal.last, *year)

    def era(self, last: int) -> tuple[int, Calendar | None]:
        """The era that may follow: its last token (or ``last``) and its calendar."""
        atom = self.atom(last + 1, "era")
        return (atom.last, atom.data["calendar"]) if atom else (last, None)

    def year_alone(self, first: int) -> Found | None:
        """A year as a whole expression."""
        budget = self.listed(first - 1, "short_year_nouns") and self.is_number(first)
        year = self.year(first, after="jalali" if budget else None)
        if year is None:
            return None
        era = self.atoms.get(year.last)
        bare = not year.spelled and not (era is not None and era.kind == "era")
        return Found(first, year.last, year.period, bare)

    # --- parts of years and months --------------------------------------------------------------------------

    def part(self, first: int) -> Found | None:
        """«نیمه نخست ۱۴۰۳», «سه‌ماهه دوم», «۹ ماهه ۱۴۰۲», «پاییز ۱۴۰۳», «دهه سوم آذر»."""
        atom = self.atom(first, "half", "quarter", "season", "week", "decade")
        if atom is not None and atom.kind == "season":
            return self.season(first, atom)
        if atom is not None:
            ordinal = self.atom(atom.last + 1, "ordinal")
            return self.nth(first, atom.kind, ordinal) if ordinal else None
        return self.months(first)

    def season(self, first: int, atom: Atom) -> Found | None:
        """A season of a year; by itself it is a time of any year and no date."""
        low = high = atom.data["month"]
        last = atom.last
        if (self.key(last + 1) == AND or self.atom(last + 1, "range")) and (more := self.atom(last + 2, "season")):
            last, high = more.last, more.data["month"]
        if low > high:
            return None
        period = Period("part", low=(low, 1), high=(high + 2, 0))
        found = self.in_year(first, last, period)
        if found.period.calendar != "jalali":  # when a season begins there is a matter of countries
            found = found._replace(period=found.period._replace(known=False))
        return found if found.last > last or self._edge_ending(first - 1) else None

    def nth(self, first: int, kind: str, ordinal: Atom) -> Found | None:
        """«نیمه دوم سال», «فصل اول ۱۴۰۳», «نیمه اول مهر», «هفته سوم آبان»."""
        number = ordinal.data["number"]
        month = self.month(ordinal.last + 1, single=True)
        if month is not None:
            days = {"half": 15, "week": 7, "decade": 10}.get(kind)
            if days is None:
                return None
            parts = {"half": 2, "week": 4, "decade": 3}[kind]
            number = parts if number == -1 else number
            low = (number - 1) * days + 1
            high = 0 if number == parts and kind != "week" else number * days
            period = Period("day", month.calendar, low=(month.low, low), high=(month.low, high), known=low < 30)
            return self.in_year(first, month.last, period._replace(level="part"))
        months = {"half": 6, "quarter": 3}.get(kind)
        period_of_year = months_of_year(months, number) if months else None
        if period_of_year is None:
            return None
        found = self.in_year(first, ordinal.last, period_of_year)
        return found if found.last > ordinal.last else None

    def months(self, first: int) -> Found | None:
        """«۹ ماهه ۱۴۰۲», «هفت ماه نخست امسال», «۷ ماه گذشته سال جاری»."""
        number = self.small_number(first)
        if number is None or not 1 <= number[1] <= 12:
            return None
        word = self.atom(number[0] + 1, "months", "month_word", "relative")
        if word is None:
            return None
        if word.kind == "relative":
            if word.data["unit"] != "month" or word.data.get("step") != -1:
                return None
            found = self.in_year(first, word.last, Period("part", high=(number[1], 0)))
            return found if found.last > word.last and found.period != Period("part", high=(number[1], 0)) else None
        ordinal = self.atom(word.last + 1, "ordinal")
        period = months_of_year(number[1], ordinal.data["number"] if ordinal else 1)
        if period is None:
            return None
        last = ordinal.last if ordinal else word.last
        if self.key(last + 1) == "از" and self.atom(last + 2, "year", "relative"):
            last += 1
        found = self.in_year(first, last, period)
        if found.last > last:
            bare_year = ordinal is None and self.keys[found.last] == "سال" and word.kind == "month_word"
            return None if bare_year else found
        if ordinal is None or ordinal.data["number"] == -1:
            return None
        return Found(first, ordinal.last, period._replace(offset=0))

    def decade(self, first: int) -> Found | None:
        """«دهه ۸۰», «دهه هشتاد شمسی», «دهه ۶۰ و ۷۰»."""
        word = self.atom(first, "decade")
        one = self.tens(word.last + 1) if word else None
        if one is None:
            return None
        last, low, calendar = one
        high = low
        if self.key(last + 1) == AND or self.atom(last + 1, "range"):
            more = self.tens(last + 2)
            if more is not None and more[2] == calendar and more[1] > low:
                last, high = more[:2]
        last, era = self.era(last)
        if era == "gregorian" and calendar == "jalali":
            low, high = (1900 + low % 100, 1900 + high % 100) if low < 1400 else (0, 0)
        return Found(first, last, Period("year", era or calendar, year=low, years=high - low + 10))

    def tens(self, at: int) -> tuple[int, int, Calendar] | None:
        """The first year of a decade: «۸۰», «هشتاد», «۱۳۸۰»."""
        number = self.small_number(at)
        if number is None and self.is_number(at):
            number = at, int(self.keys[at])
        if number is None or number[1] % 10:
            return None
        year = whole_year(str(number[1]))
        return None if year is None else (number[0], *year)

    # --- relative expressions -------------------------------------------------------------------------------

    def relative(self, first: int) -> Found | None:
        """«امروز», «هفته آینده», «۱۰ ماه گذشته», «دو سال پیش», «یک سال و نیم اخیر», «امروز شنبه ۲۴ آبان»."""
        number = self.counted(first) if first not in self.atoms or first in self.cardinals else None
        at = number[0] + 1 if number else first
        atom = self.atom(at, "relative")
        if number and number[1] is not None and number[1] > LONGEST_COUNTED:
            return None
        if atom is None:
            return self.and_a_half(first, at) if number else self.month_of_era(first)
        if self.is_before_event(atom.last):
            return None
        unit, step = atom.data["unit"], atom.data.get("step")
        if number:
            if not atom.data.get("counted") or step is None or not self.is_unit(at):
                return None
            ago = self.listed(atom.last, "points")
            period = Period("relative", unit=unit, step=step)
            if number[1] is None:
                period = period._replace(known=False)
            elif ago and unit == "year":
                period = Period("year", offset=step * number[1])
            else:
                period = period._replace(step=step * number[1]) if ago else period._replace(number=number[1])
            return Found(first, self.era(atom.last)[0], period)
        if atom.data.get("recent"):
            return Found(first, atom.last, Period("relative", unit=unit, step=step, number=1))
        if unit == "year":
            return None  # a year of its own
        if unit == "day" and (exact := self.date(atom.last + 1)) and self.follows(atom.last + 1):
            apposed = exact.period if exact.period.level == "day" else Period("relative", unit=unit, step=step)
            return Found(first, exact.last, apposed)
        return Found(first, atom.last, Period("relative", unit=unit, step=step, known=step is not None))

    def is_unit(self, at: int) -> bool:
        """Whether a relative form begins with the word for its unit, which may be written in one with the rest."""
        return self.listed(at, "unit_words") or (self.atoms[at].last == at and self.keys[at].startswith(("سال", "ماه")))

    def counted(self, first: int) -> tuple[int, int | None] | None:
        """How many units are counted: last token, and None for a value that is no whole number («دو سه», «۱.۵»)."""
        one = self.small_number(first)
        if one is None:
            cardinal = self.cardinals.get(first)
            return (cardinal.last, None) if cardinal is not None and cardinal.value < LONGEST_COUNTED else None
        step = one[0] + 1
        joined = self.atom(step, "range") or self.key(step) in ("-", "یا")
        more = self.small_number(step + 1 if joined else step) if self.follows(step) else None
        if more is None or one[1] > LONGEST_COUNTED:
            return one
        return (more[0], None) if more[1] <= LONGEST_COUNTED else None

    def and_a_half(self, first: int, at: int) -> Found | None:
        """«(یک) سال و نیم گذشته»."""
        unit = self.atom(at, "year", "month_word", "week")
        if unit is None or self.key(unit.last + 1) != AND or self.key(unit.last + 2) != "نیم":
            return None
        modifier = self.atom(unit.last + 3, "modifier")
        if modifier is None or not modifier.data["step"] or self.is_before_event(modifier.last):
            return None
        return Found(first, modifier.last, Period("relative", known=False))

    def month_of_era(self, first: int) -> Found | None:
        """«ماه میلادی گذشته»."""
        word = self.atom(first, "month_word")
        era = self.atom(word.last + 1, "era") if word else None
        modifier = self.atom(era.last + 1, "modifier") if era else None
        if era is None or modifier is None:
            return None
        return Found(first, modifier.last, Period("relative", era.data["calendar"], known=False))

    def is_before_event(self, last: int) -> bool:
        """Whether «قبل», «پیش» or «بعد» goes on: «دو سال قبل از انقلاب» («پیش از این» is now), «پیش بینی»."""
        if not self.listed(last, "points"):
            return False
        of_event = self.key(last + 1) == "از" and self.key(last + 2) != "این"
        return of_event or (self.follows(last + 1) and self.listed(last + 1, "past_compounds"))
