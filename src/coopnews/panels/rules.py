"""What the panel knows of indicators, units and words: ``lexicon/panel.toml``."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple

from coopnews.lexicon import key, read_toml

FILE = "panel.toml"
Sort = Literal["stock", "flow"]


class Indicator(NamedTuple):
    """What the panel does with the figures of an indicator."""

    sort: Sort
    adds: frozenset[str]
    """Over what its values may be summed: ``places``, ``periods``."""
    nouns: frozenset[str] | None
    """Keys of the items that name the indicator itself; None where every item is a kind of its own."""


class Measure(NamedTuple):
    """The unit that a cell has, and how many of it one stated unit is."""

    base: str | None
    factor: Fraction


@cache
def indicators() -> dict[str, Indicator]:
    """The indicators that have cells, by name."""
    return {
        name: Indicator(
            table["sort"],
            frozenset(table["adds"]),
            frozenset(map(_singular, table["nouns"])) if "nouns" in table else None,
        )
        for name, table in read_toml(FILE)["indicators"].items()
    }


def narrower(indicator: str, item: str | None) -> str | None:
    """The item where it is a narrower kind than the indicator counts: «تعاونی مسکن» of cooperatives.

    >>> narrower("active_cooperatives", "شرکت تعاونی"), narrower("active_cooperatives", "تعاونی مسکن")
    (None, 'تعاونی مسکن')
    """
    nouns = indicators()[indicator].nouns
    if not item or (nouns is not None and _singular(item) in nouns):
        return None
    return item


def _singular(words: str) -> str:
    """The lookup key of words without endings of the plural."""
    return "".join(key(word).removesuffix("های").removesuffix("ها") for word in words.split())


@cache
def _units() -> dict[str, Measure]:
    units = {
        key(unit): Measure(table["base"], Fraction(factor))
        for table in read_toml(FILE)["measures"].values()
        for unit, factor in table["units"].items()
    }
    for name, table in read_toml("units.toml").items():
        if isinstance(table, dict) and table.get("sort") == "classifier" and name:
            for form in table["forms"]:
                units.setdefault(key(form), Measure(None, Fraction(1)))
    return units


def measure(unit: str | None, currency: str | None) -> Measure:
    """The unit of the cell for a stated unit or currency.

    >>> measure("کیلوگرم", None).base, measure("نفر", None).base, measure(None, "IRT"), measure(None, "USD").base
    ('تن', None, Measure(base='IRR', factor=Fraction(10, 1)), 'USD')
    """
    if currency is not None:
        money = read_toml(FILE)["money"]
        if currency in money["units"]:
            return Measure(money["base"], Fraction(money["units"][currency]))
        return Measure(currency, Fraction(1))
    if unit is None:
        return Measure(None, Fraction(1))
    return _units().get(key(unit), Measure(unit, Fraction(1)))


_UNLIKE = str.maketrans("يكىة", "یکیه", "\u200e\u200f\u00ad")
_SPACE = "[ \u200c]?"


def simplified(text: str) -> str:
    """A sentence as the cue words are sought in it: letters of one kind."""
    return text.translate(_UNLIKE)


@cache
def cues(name: str) -> re.Pattern[str]:
    """The words of one list, to be sought in a simplified sentence; half-spaces may be spaces or left out.

    >>> bool(cues("plans").search("هدف گذاری شده")), bool(cues("plans").search("شد"))
    (True, False)
    """
    words = sorted(map(simplified, read_toml(FILE)[name]["forms"]), key=len, reverse=True)
    spelled = (re.escape(word).replace("\u200c", _SPACE).replace("\\ ", _SPACE) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})")
