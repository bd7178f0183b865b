"""Whether a number is what its clause says of a subject: «شمار اعضا به ۶۰ نفر رسید», «تولید ۴۰ تن است»."""

from __future__ import annotations

from collections.abc import Collection

from coopnews.finders.items import Items, in_class, is_light, is_passive
from coopnews.finders.quantities import Quantity
from coopnews.lexicon import keys_of
from coopnews.text import Text
from coopnews.tokenize import SIGN

FARTHEST_END = 8
"""Tokens between the two ends of a change («از ۵۰ نفر در سال ۱۳۹۳ به …»)."""
FARTHEST_VERB = 12
"""Tokens between a number and the verb of its clause."""


class Clause:
    """The clause of a number in one text."""

    def __init__(self, text: Text, items: Items) -> None:
        self.text, self.items = text, items

    def is_predicate(self, quantity: Quantity) -> bool:
        """Whether the number is what the clause says of its subject: before a copula, «رسید» or «دانست»."""
        text, after = self.text, quantity.end + 1
        if text.key_at(after) == "در" and text.key_at(after + 1) in keys_of("words.toml", "spans"):
            after += 2  # «۵۰ مگاوات در روز است»
        following = text.keys[after : after + 2]
        ahead = quantity.cue - 1
        ahead -= 1 if text.key_at(ahead) in keys_of("numbers.toml", "of_records") else 0  # «به سقف تاریخی ۳۰ واحد رسید»
        ahead -= 1 if text.key_at(ahead) in keys_of("numbers.toml", "levels") else 0  # «به رقم ۳۰ هزار تن رسید»
        before = text.key_at(ahead)
        copulas, reached = keys_of("not_counts.toml", "copulas"), keys_of("not_counts.toml", "reached")
        if following and following[0] in copulas | {"ند"}:
            return True
        light = after + 1 + (text.key_at(after + 1) == "پیدا")
        if len(following) == 2 and in_class(following[0], "changes") and is_light(text.key_at(light)):
            return True  # «ذخایر نفت ۲ میلیون بشکه کاهش یافت»
        if before in ("به", "از") and self._is_changed(quantity):
            return True
        if before == "از" and self._goes_on_to(quantity, reached):
            return True
        if following and following[0] in ("و", "،", "(", "باقی") and self._is_counted_subject(quantity):
            return True
        if before in ("به", "از", "تا") and self._comes_to(quantity, reached):
            return True
        if quantity.change or self._is_limit(quantity):
            return any(word in reached for word in text.keys[quantity.end + 1 : quantity.end + 10])
        declared, clause = keys_of("not_counts.toml", "declared"), text.keys[self.items.subject_start(quantity) :]
        clause = clause[: quantity.cue - self.items.subject_start(quantity)]
        if "را" in (before, *following[:1]) and any(in_class(word, "counters") for word in clause):
            return True  # «تعداد معاملات را ۱۲ نوبت گفت», «تعداد معاملات رقم ۱۲ نوبت را نشان می‌دهد»
        passive = any(is_passive(word) for word in text.keys[after + 1 : after + 4])
        return any(word in declared for word in following) and (passive or "را" in clause)

    def _is_changed(self, quantity: Quantity) -> bool:
        """«افزایش تولید به ۴۰ تن», «خبر از افزایش شمار اعضا به ۶۰ نفر»."""
        start = self.items.clause_start(quantity)
        if in_class(self.text.key_at(start), "changes"):
            return True
        clause = range(start, quantity.cue - 1)
        return any(in_class(self.text.keys[at], "changes") and self.is_counter(at + 1) for at in clause)

    def _comes_to(self, quantity: Quantity, reached: Collection[str]) -> bool:
        """Whether the clause ends in «رسید» or «کاهش یافت», however much stands between."""
        for at in range(quantity.end + 1, min(self.text.sentence(quantity.end).last, quantity.end + FARTHEST_VERB) + 1):
            if self.text.keys[at] in reached:
                return True
            if self.text.kinds[at] == SIGN or is_light(self.text.keys[at]) or self.text.keys[at] == "و":
                return False
        return False

    def _goes_on_to(self, quantity: Quantity, reached: Collection[str]) -> bool:
        """«شمار اعضا از ۵۰ نفر در سال ۹۳ به ۷۰ نفر رسید»: the first end, the second behind when it was so."""
        text, last = self.text, self.text.sentence(quantity.end).last
        for at in range(quantity.end + 1, min(last, quantity.end + FARTHEST_END)):
            if text.key_at(at) == "به" and at + 1 in self.items.numbers and at - 1 in self.items.numbers:
                ends = range(at + 2, min(last, at + FARTHEST_VERB) + 1)
                verb = next((end for end in ends if text.keys[end] in reached or is_light(text.keys[end])), None)
                changed = verb is not None and in_class(text.keys[verb - 1], "changes")
                return verb is not None and (text.keys[verb] in reached or changed)
            if text.kinds[at] == SIGN or is_light(text.keys[at]):
                return False
        return False

    def _is_counted_subject(self, quantity: Quantity) -> bool:
        """«تعداد اعضا بیش از ۵۵ نفر و …»: a counter opens the clause."""
        start = self.items.clause_start(quantity)
        opening = self.text.keys[start : min(start + 4, quantity.cue - 1)]
        return any(in_class(word, "counters") for word in opening)

    def _is_limit(self, quantity: Quantity) -> bool:
        return quantity.cue < quantity.first and self.text.key_at(quantity.cue) in ("تا", "از", "از مرز")

    def is_counter(self, at: int) -> bool:
        """Whether a word says only that something is counted: «شمار», but not «سطح» of «سطح زیر کشت»."""
        return in_class(self.text.keys[at], "counters") and self.items.compound(at) is None
