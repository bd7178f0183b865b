"""Percents: numbers with a percent word or sign."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from coopnews.extractors.figures import mention
from coopnews.finders.found import Found
from coopnews.finders.numbers import plain_value
from coopnews.finders.quantities import Quantity
from coopnews.lexicon import keys_of
from coopnews.records import Percent
from coopnews.text import Text

FARTHEST_PAIR = 6
"""Tokens from a number that leaves its percent word out to the number that says it."""


def percents(text: Text, found: Found) -> Iterator[Percent]:
    """Yield every number that a percent word or sign follows or precedes; «منفی» makes it negative.

    >>> from coopnews.finders.found import find
    >>> text = Text("رشد ۱۲٫۵ درصدی صادرات و رشد منفی ۳ درصد")
    >>> [percent.value for percent in percents(text, find(text))]
    [12.5, -3]
    """
    for quantity, after in zip_longest(found.quantities, found.quantities[1:]):
        percent = _is_percent(text, quantity) or _shares_percent(text, quantity, after)
        if not percent or _is_idiom(text, quantity):
            continue
        sign = -1 if text.key_at(quantity.first - 1) == "منفی" else 1
        value_max = None if quantity.value_max is None else plain_value(sign * quantity.value_max)
        first, last = quantity.start, quantity.end
        yield Percent(
            id="",
            value=plain_value(sign * quantity.value),
            value_max=value_max,
            qualifier=quantity.qualifier,
            sentence=text.sentence_of[first],
            mentions=(mention(text, first, last, "percent"),),
        )


def _is_percent(text: Text, quantity: Quantity) -> bool:
    measure = quantity.measure
    if measure is None:
        return False
    points = measure.kind == "unit" and text.key_at(measure.last) == "واحد" and text.key_at(measure.last + 1) == "درصد"
    return measure.kind == "percent" or points


def _shares_percent(text: Text, quantity: Quantity, after: Quantity | None) -> bool:
    """Whether a bare number takes the percent word of the next: «صنعت با ۳۳.۱ و کشاورزی با ۱۳.۵ درصد»."""
    if quantity.measure is not None or after is None or text.key_at(quantity.last + 1) not in ("و", "،"):
        return False
    before = text.key_at(quantity.cue - 1)
    paired = before in keys_of("words.toml", "pairing") and text.key_at(after.cue - 1) == before
    return paired and 2 < after.cue - quantity.last <= FARTHEST_PAIR and _is_percent(text, after)


def _is_idiom(text: Text, quantity: Quantity) -> bool:
    """«صددرصد موافقیم»: the words written as one are an adverb."""
    return text.key_at(quantity.first) == "صد" and text.gap(quantity.last + 1) == "" and quantity.first == quantity.last
