"""Checks: sums, equivalents and contradictions among the figures of one article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from coopnews.extractors.amounts import RIALS
from coopnews.lemmas import lemma
from coopnews.records import Amount, Check, Count, Value
from coopnews.resolve.kinds import is_personal, kind_of
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
    for total, parts, holds in sums(text, counts):
        yield Check("sum", counts[total].id, tuple(counts[at].id for at in parts), holds)
    yield from _equivalents(text, amounts)
    yield from _conflicts(counts)


def sums(text: Text, counts: Sequence[Count]) -> Iterator[tuple[int, list[int], bool]]:
    """A count, the next of its kind in the same sentence or list, and whether they add up to it: by their places."""
    for at, total in enumerate(counts):
        parts, added = _parts(counts, at, _is_like)
        if added != total.value and _is_person(total):
            persons, of_persons = _parts(counts, at, _are_persons)
            if of_persons == total.value:
                parts, added = persons, of_persons
        if len(parts) < FEWEST_PARTS:
            continue
        if added == total.value:
            yield at, parts, True
        elif _announces_parts(text, total) and counts[parts[0]].sentence == total.sentence:
            yield at, parts, False


def _parts(counts: Sequence[Count], at: int, alike: Callable[[Count, Count], bool]) -> tuple[list[int], Value]:
    """The counts behind one that may be its parts, as many as do not exceed it, and what they add up to."""
    total, parts = counts[at], []
    added: Value = 0
    for after in range(at + 1, len(counts)):
        part = counts[after]
        like = alike(total, part)
        if part.sentence - total.sentence > NEAR or (like and part.value >= total.value):
            break
        if like:
            parts.append(after)
            added = _exact(added, part.value)
            if added >= total.value:
                break
    return parts, added


def _exact(one: Value, other: Value) -> Value:
    added = Decimal(str(one)) + Decimal(str(other))
    return int(added) if added == added.to_integral_value() else float(added)


def _is_like(total: Count, part: Count) -> bool:
    """Whether two counts count the same sort of thing."""
    return total.unit == part.unit and _head(total.item) == _head(part.item) and part.value_max is None


def _are_persons(total: Count, part: Count) -> bool:
    """Whether a count of persons may be a part of one in the same sentence: «۱۱۰ کارگر؛ ۷۵ زن و ۳۵ مرد»."""
    return total.sentence == part.sentence and _is_person(part) and part.value_max is None


def _is_person(count: Count) -> bool:
    return is_personal(kind_of(count.unit, count.item, adjective=False)[0])


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
