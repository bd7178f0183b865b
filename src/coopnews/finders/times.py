"""Times, as corpora of named entities have them: an hour, or a part of the day with its date.

«ساعت ۱۰:۳۰», «صبح امروز», «چهارشنبه شب», «جمعه ۲۸ خرداد ساعت ۱۳», «۲۴ ساعت گذشته». The date beside is part of the time.

>>> from coopnews.finders.dates import find_dates
>>> from coopnews.finders.numbers import find_cardinals
>>> text = Text("صبح امروز تا ساعت ۱۰:۳۰ شب شعر برگزار شد")
>>> [text.quote(time[:2]) for time in find_times(text, find_dates(text, []), find_cardinals(text))]
['صبح امروز', 'ساعت ۱۰:۳۰ شب']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from coopnews.finders.mentions import DateMention, EntityMention
from coopnews.finders.numbers import Cardinal
from coopnews.lexicon import key, keys_of, load
from coopnews.text import Text
from coopnews.tokenize import NUMBER

NIGHT, GONE = "شب", key("گذشته")
CLOCK = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
DATE, PART, HOUR = range(3)
Piece = tuple[int, int]
"""The last token, and what it is of: a date, a part of the day, an hour."""


def find_times(text: Text, dates: Sequence[DateMention], cardinals: Sequence[Cardinal]) -> list[EntityMention]:
    """The times of a text, in order: pieces that stand side by side, and are more than a date or a part of the day."""
    numbers = {cardinal.first: cardinal.last for cardinal in cardinals}
    stamps = dict(_stamps(text, dates))
    pieces = {**dict(_parts(text)), **dict(_dates(text, dates)), **dict(_hours(text, numbers)), **stamps}
    times, end = [], -1
    for first in sorted(pieces):
        if first <= end:
            continue
        last, kinds = first - 1, set()
        while last + 1 in pieces and text.sentence_of[last + 1] == text.sentence_of[first]:
            last, kind = pieces[last + 1]
            kinds.add(kind)
        if HOUR in kinds or kinds == {DATE, PART}:
            times.append(EntityMention(first, last, "TIM"))
            end = last
    return times


def _dates(text: Text, dates: Sequence[DateMention]) -> Iterator[tuple[int, Piece]]:
    """Dates; «امشب» and «شب گذشته» are times already."""
    for first, last, *_ in dates:
        is_time = text.keys[first] in keys_of("words.toml", "day_parts") | keys_of("words.toml", "tonight")
        yield first, (last, HOUR if is_time else DATE)


def _parts(text: Text) -> Iterator[tuple[int, Piece]]:
    """«صبح», «پیش از ظهر», «شامگاه گذشته», and «چهارشنبه‌شب» in one word."""
    for at in text.where(keys_of("words.toml", "day_parts")):
        sides = keys_of("words.toml", "sides_of_noon")
        first = next((first for first in (at - 2, at - 1) if first >= 0 and "".join(text.keys[first:at]) in sides), at)
        yield first, (at + 1, HOUR) if text.key_at(at + 1) == GONE else (at, PART)
    for at in text.where(_nights()):
        yield at, (at, HOUR)


@cache
def _nights() -> frozenset[str]:
    """«شنبه‌شب» and its like."""
    days = load().entries["dates"].values()
    return frozenset(
        key(f"{form}{NIGHT}") for day in days if day.data.get("kind") == "weekday" for form in day.data["forms"]
    )


def _hours(text: Text, numbers: Mapping[int, int]) -> Iterator[tuple[int, Piece]]:
    """«ساعت ۷ و ۳۰ دقیقه», «ساعت ۹ تا ۱۲», «۲۴ ساعت گذشته»."""
    for at in text.where(keys_of("words.toml", "hour")):
        last = _number(text, numbers, at + 1)
        if last is None:
            yield from _hours_from_now(text, numbers, at)
            continue
        further = _number(text, numbers, last + 2)
        if further is not None and text.key_at(last + 1) in keys_of("dates.toml", "range"):
            last = further
        elif further is not None and text.key_at(last + 1) == "و" and text.key_at(further + 1) == "دقیقه":
            last = further + 1
        yield at, (last, HOUR)


def _stamps(text: Text, dates: Sequence[DateMention]) -> Iterator[tuple[int, Piece]]:
    """The bare «۱۰:۳۰» behind the date of a page: «۲۷ خرداد ۱۳۹۵ - ۱۰:۳۰»."""
    for _, last, *_ in dates:
        at = last + 2 if text.key_at(last + 1) in ("-", "،", "|") else last + 1
        if CLOCK.fullmatch(text.key_at(at)):
            yield at, (at, HOUR)


def _hours_from_now(text: Text, numbers: Mapping[int, int], at: int) -> Iterator[tuple[int, Piece]]:
    """«۲۴ ساعت گذشته», «طی دو ساعت آینده»."""
    first = next((first for first in range(at - 1, max(at - 4, -1), -1) if numbers.get(first) == at - 1), None)
    if first is not None and text.key_at(at + 1) in keys_of("dates.toml", "past") | keys_of("dates.toml", "coming"):
        yield first - (text.key_at(first - 1) == "طی"), (at + 1, HOUR)


def _number(text: Text, numbers: Mapping[int, int], at: int) -> int | None:
    """The last token of the number at ``at``; «۱۰:۳۰» is one."""
    if at in numbers:
        return numbers[at]
    return at if at < len(text) and text.kinds[at] == NUMBER else None
