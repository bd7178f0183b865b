"""Checks: sums, equivalents and contradictions among the figures of one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from coopnews.extractors.amounts import RIALS
from coopnews.lemmas import lemma
from coopnews.records import Amount, Check, Count, Value
from coopnews.text import Text

FEWEST_PARTS = 2
NEAR = 3
"""Sentences within which parts follow their total."""
INDICATORS_OF_STOCK = frozenset({"active_cooperatives", "registered_cooperatives", "members", "employed"})
"""What has one value at one time: two values contradict, unless they are parts."""
MOST_COMPARED = 200
"""Later statements of one stock that each is compared with."""


def checks(text: Text, counts: Sequence[Count], amounts: Sequence[Amount]) -> Iterator[Check]:
    """Yield what the figures say of one another: parts and their total, one sum in rial and toman.

    >>> from coopnews.pipeline import extract
    >>> article = extract("۳۰ طرح: ۱۲ طرح صنعتی و ۱۸ طرح خدماتی. بودجه ۲۰ هزار میلیارد ریال (۲ همت) است.")
    >>> [(check.kind, check.total, check.parts, check.holds) for check in article.checks]
    [('sum', 'c1', ('c2', 'c3'), True), ('equivalent', 'a1', ('a2',), True)]
    """
    yield from _sums(text, counts)
    yield from _equivalents(text, amounts)
    yield from _conflicts(counts)


def _sums(text: Text, counts: Sequence[Count]) -> Iterator[Check]:
    """A count whose next counts of the same sentence or list are of its kind and add up to it."""
    for at, total in enumerate(counts):
        parts: list[Count] = []
        added: Value = 0
        for after in range(at + 1, len(counts)):
            part = counts[after]
            if part.sentence - total.sentence > NEAR or (_is_like(total, part) and part.value >= total.value):
                break
            if not _is_like(total, part):
                continue
            parts.append(part)
            added = _exact(added, part.value)
            if added >= total.value:
                break
        if len(parts) < FEWEST_PARTS:
            continue
        if added == total.value:
            yield Check("sum", total.id, tuple(part.id for part in parts), True)
        elif _announces_parts(text, total) and parts[0].sentence == total.sentence:
            yield Check("sum", total.id, tuple(part.id for part in parts), False)


def _exact(one: Value, other: Value) -> Value:
    added = Decimal(str(one)) + Decimal(str(other))
    return int(added) if added == added.to_integral_value() else float(added)


def _is_like(total: Count, part: Count) -> bool:
    """Whether two counts count the same sort of thing."""
    return total.unit == part.unit and _head(total.item) == _head(part.item) and part.value_max is None


def _head(item: str | None) -> str | None:
    return None if item is None else lemma(item.split()[0])


def _announces_parts(text: Text, total: Count) -> bool:
    """Whether a colon or «شامل» follows the total: what comes then ought to add up to it."""
    at = text.token_at(total.mentions[0].end - 1) + 1
    return any(word in (":", "شامل") for word in text.keys[at : at + 2])


def _equivalents(text: Text, amounts: Sequence[Amount]) -> Iterator[Check]:
    """Neighbouring sums in rial and toman of which the second says the first again."""
    for one, other in pairwise(amounts):
        if one.currency == other.currency or not {one.currency, other.currency} <= RIALS.keys():
            continue
        gap = text.raw[one.mentions[0].end : other.mentions[0].start].strip()
        if one.sentence == other.sentence and (gap in ("(", "معادل", "یا", "یعنی", "برابر با", "معادل با")):
            yield Check("equivalent", one.id, (other.id,), one.rial == other.rial)


def _conflicts(counts: Sequence[Count]) -> Iterator[Check]:
    """One stock stated with two values in different sentences, for one place and period, with the same item."""
    stocks: defaultdict[tuple[object, ...], list[tuple[int, Count]]] = defaultdict(list)
    for at, count in enumerate(counts):
        if count.indicator in INDICATORS_OF_STOCK and count.qualifier == "exact":
            stocks[_subject(count)].append((at, count))
    found = [
        (first, second, one, other)
        for alike in stocks.values()
        for at, (first, one) in enumerate(alike)
        for second, other in alike[at + 1 : at + 1 + MOST_COMPARED]
        if one.sentence != other.sentence and one.value != other.value
    ]
    for _, _, one, other in sorted(found, key=lambda pair: pair[:2]):
        yield Check("conflict", one.id, (other.id,), False)


def _subject(count: Count) -> tuple[object, ...]:
    return count.indicator, count.unit, count.item, count.place, count.period
