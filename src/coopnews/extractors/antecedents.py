"""What a unit that stands alone takes up: a count before it, or a noun before it that the unit counts.

One policy decides. A candidate fits if it has the same unit, or if its noun is one that the lexicon says the unit
counts (``counts`` in ``units.toml``: «رأس» animals, «باب» rooms and buildings; «نفر» persons). The nearest fitting
candidate is taken, and what it leaves unsaid is left unsaid. How far back it may stand depends on what ties the
number to it: a pronoun or «که» reaches over sentences and takes up anything, a classifier its own kind; a unit of
measure, which measures goods of all kinds, is bound to its sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from coopnews.finders.agents import is_agent
from coopnews.finders.items import Items, in_class, is_light, singulars
from coopnews.finders.quantities import Quantity
from coopnews.finders.terms import Term
from coopnews.lexicon import PLURAL_ENDINGS, key, keys_of, read_toml
from coopnews.text import Span, Text
from coopnews.tokenize import SIGN

FARTHEST = 2
"""Sentences back to what is taken up."""
LONGEST_SHARE = 5
"""Words before a measure that may call it a share or a rest."""
APPOSING = ("،", "؛", "-", "–")
"""Signs behind which a number may stand in apposition."""
GOVERNING = ("counters", "verbal_subjects", "processes", "acts", "aspects")
"""The classes of nouns that are said of the noun behind them, which they do not make a kind of."""


class Counted(NamedTuple):
    """A quantity with its unit and item as printed; ``first`` to ``last`` are the tokens of the phrase."""

    quantity: Quantity
    unit: str | None
    item: str | None
    first: int
    last: int


class Candidate(NamedTuple):
    """What a number may take up: an item, or the tokens of a noun; it ends at ``last``."""

    item: str | None
    last: int
    noun: Span | None = None


class Antecedents:
    """Finds what was named before a number; ``done`` are the counts before it, in order."""

    def __init__(self, text: Text, items: Items, done: list[Counted]) -> None:
        self.text, self.items, self.done = text, items, done

    def each(self, quantity: Quantity) -> str | None:
        """What a number is said of that measures each of what was counted: «۶ سوله هر یک ۵۰۰ متر مربع»."""
        return next((before.item for before in self._before(quantity, FARTHEST) if before.item), None)

    def pointed(self, quantity: Quantity) -> str | None:
        """What a number takes up that a pronoun, «که» or its unit («مورد») ties to something before."""
        unit = unit_of(quantity)
        near = list(self._before(quantity, FARTHEST))
        alike = next((before for before in near if self._fits(before, quantity)), None)
        if alike is not None and alike.item:
            return alike.item
        near = [before for before in near if before.item]
        own = [before for before in near if self.text.key_at(before.quantity.cue - 1) != "با"]
        near = own or near  # «۲۷ تعاونی با ۲۱۹ عضو شکل گرفت که چهار مورد بیشتر است»
        if unit is not None and unit.data.get("person", False):
            if alike is not None:
                return None
            near = [before for before in near if unit_of(before.quantity) is None and may_be_persons(before.item)]
        elif unit is not None and not unit.data.get("counts_all", False):
            return None
        return next((before.item for before in near), None)

    def parallel(self, quantity: Quantity) -> Candidate | None:
        """What a number takes up that stands beside its like: the same unit, or a noun that its unit counts."""
        unit = unit_of(quantity)
        if unit is None or unit.data.get("alone", False) or unit.data.get("person", False):
            return None
        measure = unit.data["sort"] == "measure"
        done = self.items.is_process(quantity.end + 1) and not self.items.is_verbal(quantity.end + 1)
        if self.text.key_at(quantity.cue - 1) == "هر" or (measure and (done or self.is_governed(quantity))):
            return None  # «۳ تن صادرات غیرنفتی»: what is done is said instead
        alike = self._alike(quantity, measure=measure)
        noun = self._noun(quantity) if not measure or self._is_apposed(quantity) else None
        if noun is not None and (alike is None or alike.last < noun.first):
            return Candidate(None, noun.last, noun)
        return None if alike is None else Candidate(alike.item, alike.last)

    def _alike(self, quantity: Quantity, *, measure: bool) -> Counted | None:
        """The nearest count before that fits; a dimension («ظرفیت ۱۴ تن است») only where it is plainly gone on with."""
        before = self._before(quantity, 0 if measure else FARTHEST)
        alike = next((other for other in before if self._fits(other, quantity) and not _is_size(other)), None)
        if alike is None or not measure or not _is_dimension(alike):
            return alike
        compared = self.text.key_at(quantity.end + 1) in keys_of("words.toml", "comparatives")
        goes_on = compared or self._is_listed(alike, quantity) or self._is_bracketed(quantity)
        return alike if goes_on else None

    def _fits(self, before: Counted, quantity: Quantity) -> bool:
        own, unit = unit_of(before.quantity), unit_of(quantity)
        if own is None or unit is None:
            return own is unit or counts(unit, before.item)
        related = unit.id in own.data.get("parts", ()) or own.id in unit.data.get("parts", ())
        if not (own.id == unit.id or related):
            return False
        # «۱۱۰۰ واحد تهرانسر»: what stands behind «واحد» may be where they are.
        return not unit.data.get("keeps_head", False) or before.item is None or counts(unit, before.item)

    def _is_listed(self, before: Counted, quantity: Quantity) -> bool:
        """«زیربنای ۵۰ تا ۶۰ متر و ۷۰ تا ۸۰ متر»."""
        return self.text.key_at(quantity.cue - 1) in ("و", "،") and before.last == quantity.cue - 2

    def _is_bracketed(self, quantity: Quantity) -> bool:
        """«سرعت ۵۱۰ مایل در ساعت (۷۰۰ تا ۸۲۰ کیلومتر در ساعت)»."""
        before = self.text.keys[self.text.sentence(quantity.first).first : quantity.first]
        return before.count("(") > before.count(")")

    def _is_apposed(self, quantity: Quantity) -> bool:
        """«آسفالت جاده، دو کیلومتر، …»: no verb stands with the measure between its signs."""
        text, at = self.text, quantity.cue - 1
        at -= text.key_at(at) in keys_of("words.toml", "periodically")  # «یارانه شیر، روزی ۲۰۰ سی‌سی»
        if text.key_at(at) not in APPOSING:
            return False
        for after in range(quantity.end + 1, text.sentence(quantity.first).last + 1):
            if text.kinds[after] == SIGN or is_light(text.keys[after]):
                return text.kinds[after] == SIGN
        return True

    def is_governed(self, quantity: Quantity) -> bool:
        """«در وزن ۶۱ کیلوگرم»: a noun right before a measure is what it is of, known or not."""
        word = self.text.key_at(quantity.cue - 1)
        clause = self.text.keys[
            max(self.text.sentence(quantity.first).first, quantity.cue - LONGEST_SHARE) : quantity.cue
        ]
        if not keys_of("words.toml", "rests").isdisjoint(clause):
            return False  # «… ماهی تولید می‌کند و سهم تعاونی‌ها ۲ هزار تن است»
        free = (
            in_class(word, "counters") or in_class(word, "processes") or word in keys_of("words.toml", "clause_openers")
        )
        return self.items.is_word(quantity.cue - 1) and not free

    def _before(self, quantity: Quantity, sentences: int) -> Iterator[Counted]:
        """The counts before a number, the nearest first."""
        sentence_of = self.text.sentence_of
        lowest = sentence_of[quantity.first] - sentences
        for before in reversed(self.done):
            if sentence_of[before.first] < lowest:
                return
            yield before

    def _noun(self, quantity: Quantity) -> Span | None:
        """The nearest noun before a number, in its sentence, that its unit counts: «سهم ما از غرفه‌ها ۹ باب»."""
        unit, first = unit_of(quantity), self.text.sentence(quantity.first).first
        for at in range(quantity.cue - 1, first - 1, -1):
            if not counts(unit, self.text.keys[at]) or not self._heads(at):
                continue
            end = min(self.items.subject_end(at), quantity.cue - 1)
            word = self.text.keys[at]
            own = unit is not None and not {word, *singulars(word)}.isdisjoint(map(key, unit.data["forms"]))
            if not own or self.items.is_adjective(end):  # «واحدهای مسکونی», but «واحدها»
                return Span(at, end)
        return None

    def _heads(self, at: int) -> bool:
        """Whether a noun stands for itself and makes no kind of the noun before it («تعاونی مسکن»)."""
        before = at - 1
        if self.text.keys[at].endswith(PLURAL_ENDINGS) or not self.items.is_word(before):
            return True
        if self.items.terms.at(before, "units"):
            return True  # «هر طاقه تور»
        return any(in_class(self.text.keys[before], name) for name in GOVERNING)


@cache
def _nouns(unit: str) -> frozenset[str]:
    """The keys of the nouns that a unit counts."""
    return frozenset(map(key, read_toml("units.toml")[unit].get("counts", ())))


def is_person(word: str) -> bool:
    """Whether the key of a noun is known to name persons."""
    return any(is_agent[form] for form in (word, *singulars(word)))


@cache
def _things() -> frozenset[str]:
    """The keys of nouns that are known to name no persons."""
    kinds = (table for table in read_toml("kinds.toml").values() if not table.get("personal", False))
    return frozenset(key(noun) for table in kinds for noun in table.get("nouns", ()))


def may_be_persons(item: str | None) -> bool:
    """Whether «نفر» may stand for an item: it is not known to be anything else."""
    if not item:
        return False
    head = key(item.split()[0])
    no_persons = ("regions", "measured_heads", "no_persons", "schemes")
    return head not in _things() and not any(in_class(head, name) for name in no_persons)


def counts(unit: Term | None, item: str | None) -> bool:
    """Whether an item, or the key of a noun, is one that a unit counts."""
    if unit is None or not item:
        return False
    head = key(item.split()[0])
    if unit.data.get("person", False):
        return is_person(head)
    nouns = _nouns(unit.id)
    return any(form in nouns for form in (key(item), head, *singulars(head)))


def _is_dimension(before: Counted) -> bool:
    """Whether a count is one of no good but of a capacity, a length, a distance."""
    return before.item is not None and in_class(key(before.item.split()[0]), "measured_heads")


def _is_size(before: Counted) -> bool:
    """«مجتمع ۲۲۰ واحدی»: the size of a thing is no count of it."""
    return before.quantity.measure is not None and before.quantity.measure.adjective


def unit_of(quantity: Quantity) -> Term | None:
    """The lexicon's entry of a quantity's unit, None where it has none."""
    return quantity.measure.term if quantity.measure is not None else None


def unit_id(quantity: Quantity) -> str | None:
    """The lexicon's name of a quantity's unit, None where it has none."""
    unit = unit_of(quantity)
    return None if unit is None else unit.id
