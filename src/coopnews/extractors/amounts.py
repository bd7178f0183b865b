"""Amounts: money in the currency it was stated in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from coopnews.extractors.figures import mention
from coopnews.finders.found import Found
from coopnews.finders.money import is_money
from coopnews.finders.numbers import plain_value
from coopnews.finders.quantities import Quantity
from coopnews.reasons import because
from coopnews.records import Amount
from coopnews.text import Text

RIALS = {"IRR": 1, "IRT": 10}
"""Rials in one unit of each Iranian currency."""


def amounts(text: Text, found: Found) -> Iterator[Amount]:
    """Yield every sum of money; a multiplier without currency takes that of the nearest amount of its sentence.

    >>> from coopnews.finders.found import find
    >>> text = Text("۷۰۰ میلیارد وام داریم و ۹۰ میلیارد تومان پرداخت شد")
    >>> [(amount.value, amount.currency, amount.rial) for amount in amounts(text, find(text))]
    [(700000000000, 'IRT', 7000000000000), (90000000000, 'IRT', 900000000000)]
    """
    named = _named(text, found.quantities)
    for quantity in _with_parts(text, found.quantities):
        if not is_money(text, quantity):
            continue
        own = currency(quantity)
        if quantity.value == 1 and quantity.cardinals[0].words:
            continue  # «یک ریال هم نرسیده است»: the least that there is
        code = own or _nearest(named.get(text.sentence_of[quantity.first], ()), quantity.first)
        because("currency", quantity, code, "its own" if own else "that of the nearest amount of its sentence, if any")
        if code is None:
            continue
        value, value_max = quantity.value, quantity.value_max
        rate = RIALS.get(code)
        yield Amount(
            id="",
            value=plain_value(value),
            value_max=None if value_max is None else plain_value(value_max),
            currency=code,
            rial=plain_value(value * rate) if rate else None,
            qualifier=quantity.qualifier,
            sentence=text.sentence_of[quantity.first],
            mentions=(mention(text, quantity.start, quantity.end, "amount"),),
        )


def _with_parts(text: Text, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Quantities, with «۶۴ دلار و ۲۳ سنت» as one."""
    held: Quantity | None = None
    for quantity in quantities:
        if held is not None and _is_part(text, held, quantity):
            assert held.measure is not None
            assert quantity.measure is not None
            measure = held.measure._replace(first=quantity.measure.first, last=quantity.measure.last)
            yield held._replace(value=held.value + quantity.value, last=quantity.last, measure=measure)
            held = None
            continue
        if held is not None:
            yield held
        held = quantity
    if held is not None:
        yield held


def _is_part(text: Text, whole: Quantity, part: Quantity) -> bool:
    if whole.measure is None or part.measure is None or whole.measure.term is None or part.measure.term is None:
        return False
    joined = part.start == whole.end + 2 and text.key_at(whole.end + 1) == "و"
    return joined and part.measure.term.data.get("part_of") == whole.measure.term.id and whole.value_max is None


def currency(quantity: Quantity) -> str | None:
    """The currency code that a quantity names, None where it is left out or outside the list."""
    measure = quantity.measure
    if measure is None or measure.kind != "money":
        return None
    if measure.term is None:  # «همت»
        return "IRT"
    code: str | None = measure.term.data.get("code")
    return code


def _named(text: Text, quantities: Sequence[Quantity]) -> dict[int, list[tuple[int, str]]]:
    """By sentence, where sums name a currency, and which, in order: of Iran, or else the only one."""
    named: dict[int, list[tuple[int, str]]] = {}
    for quantity in quantities:
        code = currency(quantity)
        if code is not None:
            named.setdefault(text.sentence_of[quantity.first], []).append((quantity.first, code))
    of_iran = {sentence: [one for one in codes if one[1] in RIALS] for sentence, codes in named.items()}
    only = {sentence: codes for sentence, codes in named.items() if len({code for _, code in codes}) == 1}
    return {sentence: of_iran[sentence] or only.get(sentence, []) for sentence in named}


def _nearest(named: Sequence[tuple[int, str]], at: int) -> str | None:
    """The currency named nearest to a token; of two equally near the first."""
    after = bisect_left(named, (at, ""))
    beside = named[max(after - 1, 0) : after + 1]
    return min(beside, key=lambda one: abs(one[0] - at))[1] if beside else None
