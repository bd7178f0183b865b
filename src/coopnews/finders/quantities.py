"""Quantities: numbers with what they measure, their bounds, and the range or list they stand in.

«بین ۵ تا ۷ هکتار» is one quantity with two ends, «۴، ۶ و ۹ میلیارد ریال» three that share multiplier and
currency, «بیش از ۲۱۰ هزار نفر» one with a bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from coopnews.finders.bounds import Bounds
from coopnews.finders.numbers import Cardinal, number_words, plain_value
from coopnews.finders.places import place_at
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import key, keys_of, read_toml
from coopnews.reasons import asked, because
from coopnews.records import Qualifier
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, WORD
from coopnews.verbs import is_finite_verb, is_participle

FARTHEST_SHARED = 3
"""Tokens between two numbers that share a percent."""
LONGEST_SHARER = 4
"""Tokens that name the place or body that a number of a list is told of."""


class Measure(NamedTuple):
    """What a number measures: ``kind`` is money, percent, unit or elided (a multiplier without currency)."""

    first: int
    last: int
    kind: str
    adjective: bool
    term: Term | None


class Quantity(NamedTuple):
    """A number (or range) with its measure and bound; ``first`` to ``last`` are the tokens of the number.

    ``cue`` is the first token of the words that bound it, ``group`` the index of the list it stands in.
    """

    first: int
    last: int
    value: Fraction
    value_max: Fraction | None
    qualifier: Qualifier
    cue: int
    measure: Measure | None
    cardinals: tuple[Cardinal, ...]
    group: int
    change: bool = False
    """Whether it is an end of «از … به …»."""
    shares: bool = False
    """Whether the measure stands behind a later number of the list."""

    @property
    def end(self) -> int:
        """The last token of the number and of the measure, if that stands beside it."""
        measure = self.measure
        return (
            measure.last
            if measure is not None and self.last < measure.first <= self.last + 3 and not self.shares
            else self.last
        )

    @property
    def start(self) -> int:
        """The first token of number and measure."""
        return min(self.first, self.measure.first) if self.measure else self.first


@cache
def _table(name: str) -> frozenset[str]:
    return keys_of("numbers.toml", name)


@cache
def _adjective_multipliers() -> dict[str, int]:
    return {key(word): value for word, value in read_toml("numbers.toml")["adjectives"].items()}


def find_quantities(text: Text, terms: Terms, cardinals: Sequence[Cardinal]) -> list[Quantity]:
    """Every quantity of a text, in order.

    >>> from coopnews.finders.numbers import find_cardinals
    >>> text = Text("وام ۵۰ تا ۱۰۰ میلیون تومانی به بیش از ۲۰۰ نفر")
    >>> [(str(q.value), q.qualifier, q.measure.kind) for q in find_quantities(text, Terms(text), find_cardinals(text))]
    [('50000000', 'range', 'money'), ('200', 'at_least', 'unit')]
    """
    bounds = Bounds(text, terms)
    found: list[Quantity] = []
    at = 0
    group = 0
    while at < len(cardinals):
        chain = _chain(text, terms, cardinals, at)
        found.extend(_quantities(text, terms, bounds, cardinals, chain, group))
        at = chain[-1][1] + 1
        group += 1
    found = _with_shared_percents(text, _with_measured_ranges(text, found))
    if asked():
        for quantity in found:
            _say_why(quantity)
    return found


def _say_why(quantity: Quantity) -> None:
    measure = quantity.measure
    ends = [str(plain_value(end)) for end in (quantity.value, quantity.value_max) if end is not None]
    because("value", quantity, " to ".join(ends), "with what it shares with its neighbours", quantity.cardinals)
    bounds = [Span(quantity.cue, quantity.first - 1)] if quantity.cue < quantity.first else []
    because("qualifier", quantity, quantity.qualifier, "the words that bound it, if any", bounds)
    if measure is not None:
        entry = f" {measure.term.label} [{measure.term.id}]" if measure.term is not None else ""
        because("measure", quantity, f"{measure.kind}{entry}", "the words beside it", [measure])


Link = tuple[str, int]
"""How a cardinal is tied to the one before it (``""``, range, list, change, beside), and its index."""


def _chain(text: Text, terms: Terms, cardinals: Sequence[Cardinal], at: int) -> list[Link]:
    """The run of cardinals from ``at`` that share what follows the last: ranges, lists, changes."""
    chain: list[Link] = [("", at)]
    while at + 1 < len(cardinals):
        link = _link(text, cardinals[at], cardinals[at + 1])
        if link is None and _is_share(text, terms, cardinals[at], cardinals[at + 1]):
            link = "list"
        if link is None:
            break
        at += 1
        chain.append((link, at))
    return chain


def _link(text: Text, before: Cardinal, after: Cardinal) -> str | None:
    gap = after.first - before.last - 1
    if text.sentence_of[before.last] != text.sentence_of[after.first]:
        return None
    if gap == 0:
        return "beside" if _neighbours(before, after) else None
    sign = text.key_at(before.last + 1)
    if gap != 1:
        bound = "".join(text.keys[before.last + 2 : after.first])
        changed = gap <= 3 and sign in _table("change_signs") and bound in _bounding_words()
        return "change" if changed and "از" in text.keys[max(0, before.first - 4) : before.first] else None
    if sign in _table("range_signs"):
        return "range"
    if sign in _table("list_signs"):
        spoken = sign == "،" and _neighbours(before, after) and text.key_at(after.last + 1) not in _table("list_signs")
        return "beside" if spoken else "list"  # «شش، هفت نفر»
    if sign in _table("change_signs"):
        return "change" if "از" in text.keys[max(0, before.first - 4) : before.first] else None
    return None


def _is_share(text: Text, terms: Terms, before: Cardinal, after: Cardinal) -> bool:
    """Whether two numbers are told of one place or body each: «یزد ۴۰، قم ۳۰ و قزوین ۲۰ میلیون تومان»."""
    sign = before.last + 1
    if text.key_at(sign) not in _table("list_signs") or text.sentence_of[sign] != text.sentence_of[after.first]:
        return False
    if not _names(text, terms, sign + 1, after.first):
        return False
    firsts = range(before.first - 1, max(before.first - LONGEST_SHARER, 0) - 1, -1)
    return any(_names(text, terms, first, before.first) for first in firsts)


def _names(text: Text, terms: Terms, first: int, end: int) -> bool:
    """Whether one name of a place or body, perhaps with «سایر», fills the tokens up to another."""
    if text.key_at(first) in keys_of("words.toml", "others"):
        return 0 < end - first - 1 <= LONGEST_SHARER and all(text.kinds[at] == WORD for at in range(first, end))
    place, body = place_at(terms, first), terms.first(first, "bodies")
    whole = body is not None and body.data["part"] == "name"
    return any(term is not None and term.last == end - 1 for term in (place, body if whole else None))


@cache
def _bounding_words() -> frozenset[str]:
    """The words that bound a number from before, without spaces."""
    before = (table for table in read_toml("qualifiers.toml").values() if not table.get("after"))
    return frozenset(key(form) for table in before for form in table["forms"])


def _neighbours(before: Cardinal, after: Cardinal) -> bool:
    """«پنج شش نفر», «دو سه هزار تن», «ده پانزده نفر»: two small numbers side by side stand for a range."""
    low, high = before.coefficient, after.coefficient
    if before.scale != 1 or not (before.words and after.words) or low != before.value:
        return False
    return (high - low == 1 and high <= 10) or (low >= 10 and high - low in (2, 5, 10) and low % 5 == 0)


def _quantities(
    text: Text, terms: Terms, bounds: Bounds, cardinals: Sequence[Cardinal], chain: list[Link], group: int
) -> Iterator[Quantity]:
    last = cardinals[chain[-1][1]]
    measure = _measure(text, terms, last)
    scale = Fraction(last.scale)
    if measure and measure.kind == "elided" and measure.adjective:
        scale *= _adjective_multipliers()[text.key_at(measure.first)]
    elif measure and measure.kind == "money" and measure.term is not None and measure.first > last.last:
        scale *= Fraction(measure.term.data.get("scale", 1))  # «۱۵ همتی», «۹۳ سنت»
    plan = _ends(chain)
    for number, (low_at, high_at, link) in enumerate(plan):
        low = cardinals[low_at]
        high = cardinals[high_at] if high_at is not None else None
        own = _measure(text, terms, high or low) if number < len(plan) - 1 else measure
        shared = measure if own is None else own
        money = shared is not None and shared.kind in ("money", "elided")
        top = last.coefficient
        value_max = None
        if high is not None:
            value_max = (
                _shared(high, scale, top, money, alike=link != "range") if high is not last else _whole(high, scale)
            )
            high_scale = scale if value_max != high.value or high is last else Fraction(high.scale)
            lead = _leading(high)
            if low.value < 1000 and high.value > high.coefficient * high.scale and low.value * lead < high.value:
                value = low.value * lead  # «یک تا یک میلیون و ۵۰۰ هزار»
            else:
                value = _shared(low, high_scale, high.coefficient, money, alike=False)
        elif low is last:
            value = _whole(low, scale)
        else:
            value = _shared(low, scale, top, money, alike=link != "change")
        if value_max is not None and value_max < value and text.key_at(low.last + 1) == "-":
            value, value_max = value_max, value  # «۶۰۰-۵۰۰»: typed in the order of reading left to right
        if value_max is not None and value_max <= value:
            yield from _two(bounds, low, high or low, value, value_max, shared, group)
            continue
        end = high or low
        cue, qualifier = bounds.before(low.first, ranged=value_max is not None)
        if number and link == "list" and qualifier == "exact" and plan[number - 1][1] is None:
            qualifier = bounds.before(cardinals[plan[0][0]].first, ranged=False)[1]
        if value_max is None:
            qualifier = bounds.after(low.first, end.last, None if shared is None else shared.last, qualifier)
        yield Quantity(
            low.first,
            end.last,
            value,
            value_max,
            "range" if value_max is not None else qualifier,
            cue,
            shared,
            (low,) if high is None else (low, high),
            group,
            shares=own is None and end is not last,
            change=link == "change" or (number + 1 < len(plan) and plan[number + 1][2] == "change"),
        )


def _ends(chain: list[Link]) -> list[tuple[int, int | None, str]]:
    """The quantities of a chain: low end, high end or None, and how each is tied to the one before."""
    plan: list[tuple[int, int | None, str]] = []
    for link, at in chain:
        if link in ("range", "beside") and plan and plan[-1][1] is None:
            plan[-1] = (plan[-1][0], at, plan[-1][2])
        else:
            plan.append((at, None, link))
    return plan


def _whole(number: Cardinal, scale: Fraction) -> Fraction:
    """The value of the last number of a chain, whose adjective («میلیونی») may multiply it further."""
    return number.value if scale == number.scale else number.value * (scale / number.scale)


def _leading(number: Cardinal) -> int:
    """The largest power of a thousand in a number."""
    lead = 1
    while number.value >= lead * 1000:
        lead *= 1000
    return lead


def _shared(number: Cardinal, scale: Fraction, top: Fraction, money: bool, *, alike: bool) -> Fraction:
    """The value of a number that may share the multiplier of a later one.

    The low end of a range shares it if it is below the coefficient of the high end («۲ تا ۳ هزار», but
    «۵۰۰ تا ۲ هزار»); numbers of a list share it where they are alike in size («۴۰۰ و ۵۰۰ میلیون تومان»).
    """
    if number.scale == 1 and scale == 1000 and number.value > 10**6 and number.coefficient < 1000 and not alike:
        return number.value + number.coefficient * 999  # «یک میلیون و ۹۰۰ تا دو میلیون و ۲۰۰ هزار»
    if number.scale != 1 or scale == 1 or number.value != number.coefficient:
        return number.value
    if number.coefficient < top or (alike and number.coefficient < 1000 and (money or number.coefficient <= 3 * top)):
        return number.value * scale
    return number.value


def _two(
    bounds: Bounds,
    low: Cardinal,
    high: Cardinal,
    value: Fraction,
    value_max: Fraction,
    measure: Measure | None,
    group: int,
) -> Iterator[Quantity]:
    """Two numbers that look like a range but do not rise."""
    for number, exact in ((low, value), (high, value_max)):
        cue, qualifier = bounds.before(number.first, ranged=True)
        yield Quantity(number.first, number.last, exact, None, qualifier, cue, measure, (number,), group)


def _measure(text: Text, terms: Terms, number: Cardinal) -> Measure | None:
    """What stands right behind a number (a percent sign may stand before it)."""
    at = number.last + 1
    if (rest := terms.first(at, "qualifiers")) is not None and rest.data.get("after", False):
        at = rest.last + 1  # «۵۵ و خرده‌ای نفر»
    if text.key_at(at) in _table("percent_signs"):
        return Measure(at, at, "percent", text.key_at(at).endswith("ی"), None)
    if number.first and text.key_at(number.first - 1) == "٪" and text.gap(number.first) == "":
        return Measure(number.first - 1, number.first - 1, "percent", False, None)
    if text.key_at(number.last) == "همت":
        return Measure(number.last, number.last, "money", False, _term(terms, number.last, "currencies"))
    for label, adjective in (("currencies", False), ("currencies:adjective", True)):
        if (term := _term(terms, at, label)) is not None:
            return Measure(at, term.last, "money", adjective, term)
    sign = number.first - 1
    same = number.first > 0 and text.sentence_of[sign] == text.sentence_of[number.first]
    if same and text.key_at(sign) in ("$", "€", "£"):
        return Measure(sign, sign, "money", False, _term(terms, sign, "currencies"))
    if text.key_at(at) in _adjective_multipliers():
        following = _term(terms, at + 1, "currencies") or _term(terms, at + 1, "currencies:adjective")
        if following is None:
            return Measure(at, at, "elided", True, None)
    units = ((_unit(text, terms, at, "units"), False), (_term(terms, at, "units:adjective"), True))
    found = [
        Measure(at, term.last, "unit", adjective, term)
        for term, adjective in units
        if term is not None and _is_unit(text, terms, number, term)
    ]
    return max(found, key=lambda measure: measure.last, default=None)  # «متر مربعی» rather than «متر»


def _unit(text: Text, terms: Terms, at: int, label: str) -> Term | None:
    """The longest unit at a token whose last word does not begin a date: «۱۴۲ هزار تن در سال ۱۴۰۱»."""
    for term in terms.at(at, label):
        after = term.last + 1
        dated = after < len(text) and (
            text.kinds[after] == NUMBER
            or text.keys[after] in keys_of("words.toml", "of_time")
            or terms.at(after, "dates")
        )
        if not (term.last > at and text.keys[term.last] in keys_of("words.toml", "spans") and dated):
            return term
    return None


def _term(terms: Terms, at: int, label: str) -> Term | None:
    return terms.first(at, label)


def _is_unit(text: Text, terms: Terms, number: Cardinal, term: Term) -> bool:
    """Whether a unit word is one here: «۲۰ تا تعاونی», not «۲۰ تا ۳۰»; «۵ دست لباس», not «۵ دست‌اندرکار»."""
    after = term.last + 1
    if is_of_case(text, term.last):
        return False  # «سایزهای ۱۶ و ۱۷ مورد استفاده»
    if after >= len(text):
        return not term.data.get("needs_noun", False)
    if term.data.get("needs_noun", False):
        if text.key_at(after) == "از" and text.key_at(after + 1) in keys_of("words.toml", "them"):
            return True  # «۱۷ تا از آنها»
        other = terms.first(after, "qualifiers") is not None or text.key_at(after) in number_words()
        return (
            text.kinds[after] == WORD
            and not other
            and not is_finite_verb(text.key_at(after))
            and text.key_at(after) not in keys_of("words.toml", "not_counted")
        )
    return text.kinds[after] != NUMBER or term.last > number.last


def is_of_case(text: Text, at: int) -> bool:
    """Whether «مورد» makes an adjective with the next word: «مورد نیاز کشور», but «۱۸ مورد بررسی شد»."""
    adjective = text.key_at(at) == "مورد" and text.key_at(at + 1) in keys_of("words.toml", "of_case")
    after = text.key_at(at + 2)
    return adjective and not (is_finite_verb(after) or is_participle(after))


def _with_shared_percents(text: Text, found: list[Quantity]) -> list[Quantity]:
    """«مردان ۵٫۹ و زنان ۱۴٫۲ درصد»: a decimal counts nothing, so it shares the percent of the next."""
    shared = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        percent = other.measure is not None and other.measure.kind == "percent"
        if one.measure is not None or one.value.denominator == 1 or not percent:
            continue
        between = text.keys[one.last + 1 : other.cue]
        near = 1 < len(between) <= FARTHEST_SHARED and text.sentence_of[one.last] == text.sentence_of[other.first]
        if near and not _table("list_signs").isdisjoint(between):
            shared[at] = one._replace(measure=other.measure, shares=True)
    return shared


def _with_measured_ranges(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Join «۵ هکتار تا ۷ هکتار» and «بین ۵ هکتار و ۷ هکتار»: both ends with their own measure."""
    joined: list[Quantity] = []
    for quantity in found:
        before = joined[-1] if joined else None
        if before is not None and _is_measured_range(text, before, quantity):
            joined[-1] = before._replace(
                last=quantity.last,
                value_max=quantity.value,
                qualifier="range",
                measure=quantity.measure,
                cardinals=(*before.cardinals, *quantity.cardinals),
            )
        elif before is not None and _is_measured_change(text, before, quantity):
            joined[-1] = before._replace(change=True)
            joined.append(quantity._replace(change=True))
        else:
            joined.append(quantity)
    return [_between(text, quantity) for quantity in _merged_between(text, joined)]


def _is_measured_range(text: Text, before: Quantity, after: Quantity) -> bool:
    if before.measure is None or after.measure is None or before.value_max is not None or after.value_max is not None:
        return False
    if before.group == after.group or after.start - before.end != 2 or not before.value < after.value:
        return False
    terms = [measure.term.id if measure.term else None for measure in (before.measure, after.measure)]
    same = before.measure.kind == after.measure.kind and terms[0] == terms[1]
    sign = text.key_at(before.end + 1)
    return same and (sign in ("تا", "الی", "لغایت") or (sign == "و" and text.key_at(before.cue - 1) == "بین"))


def _is_measured_change(text: Text, before: Quantity, after: Quantity) -> bool:
    """«از ۱۲ تن به ۲۰ تن»."""
    steps = after.start - before.end == 2 and text.key_at(before.end + 1) == "به"
    return steps and text.key_at(before.cue - 1) == "از"


def _merged_between(text: Text, found: list[Quantity]) -> Iterator[Quantity]:
    """«بین ۵ و ۷ درصد»: two list members after «بین» are the ends of one range."""
    at = 0
    while at < len(found):
        quantity = found[at]
        after = found[at + 1] if at + 1 < len(found) else None
        if (
            after is not None
            and after.group == quantity.group
            and quantity.value_max is None
            and after.value_max is None
            and text.key_at(quantity.cue - 1) == "بین"
            and text.key_at(quantity.last + 1) == "و"
            and quantity.value < after.value
        ):
            yield quantity._replace(
                last=after.last,
                value_max=after.value,
                qualifier="range",
                measure=after.measure,
                cardinals=(*quantity.cardinals, *after.cardinals),
                shares=False,
            )
            at += 2
        else:
            yield quantity
            at += 1


def _between(text: Text, quantity: Quantity) -> Quantity:
    """Take «بین» and «از» before a range into its cue."""
    if quantity.value_max is not None and text.key_at(quantity.cue - 1) in ("بین", "از"):
        return quantity._replace(cue=quantity.cue - 1)
    return quantity
