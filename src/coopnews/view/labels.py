"""What the page calls things, and how it writes numbers: in Persian, with Persian digits."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from coopnews.records import Value

_DIGITS = str.maketrans("0123456789,.-", "۰۱۲۳۴۵۶۷۸۹٬٫−")
_ISO_DIGITS = str.maketrans("0123456789-", "۰۱۲۳۴۵۶۷۸۹/")
_SCALES = ((10**12, "هزار میلیارد"), (10**9, "میلیارد"), (10**6, "میلیون"))


@cache
def labels() -> dict[str, dict[str, Any]]:
    """The tables of ``labels.toml``."""
    return tomllib.loads(files("coopnews.view").joinpath("labels.toml").read_text(encoding="utf-8"))


def label(table: str, name: str | None) -> str:
    """What a name of the records is called; the name itself where the table has none.

    >>> label("indicators", "exports"), label("places", "planet"), label("qualifiers", None)
    ('صادرات', 'planet', '')
    """
    return "" if name is None else str(labels()[table].get(name, name))


def digits(value: Value) -> str:
    """A value in full.

    >>> digits(1508000000000), digits(12.5), digits(1e21)
    ('۱٬۵۰۸٬۰۰۰٬۰۰۰٬۰۰۰', '۱۲٫۵', '۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰')
    """
    written = f"{value:,}" if isinstance(value, int) else f"{Decimal(repr(value)):,f}"
    return written.translate(_DIGITS)


def short(value: Value) -> str:
    """A value as news writes it: a large one that needs at most two decimals, by its scale.

    >>> short(1508000000000), short(2500000000000), short(33518), short(1234567)
    ('۱٬۵۰۸ میلیارد', '۲٫۵ هزار میلیارد', '۳۳٬۵۱۸', '۱٬۲۳۴٬۵۶۷')
    """
    exact = Fraction(repr(value))
    for scale, name in _SCALES:
        hundredths = exact * 100 / scale
        if exact >= scale and hundredths.denominator == 1:
            whole, rest = divmod(int(hundredths), 100)
            decimals = f".{rest:02}".rstrip("0") if rest else ""
            return f"{whole:,}{decimals} {name}".translate(_DIGITS)
    return digits(value)


def iso(date: str) -> str:
    """An ISO date.

    >>> iso("1403-01-30")
    '۱۴۰۳/۰۱/۳۰'
    """
    return date.translate(_ISO_DIGITS)
