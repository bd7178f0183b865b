"""What the entries of a list count: «- شمار بیکاران: ۸۰ هزار نفر», «* سیب درختی ۹۸ هزار تن»."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from coopnews.extractors.antecedents import is_person
from coopnews.extractors.predicates import Clause
from coopnews.extractors.printed import printed_item
from coopnews.finders.items import Items, in_class, is_light, singulars
from coopnews.finders.quantities import Measure, Quantity
from coopnews.lexicon import keys_of, load
from coopnews.text import Span, Text
from coopnews.tokenize import SIGN, WORD

LONGEST_GOOD = 4
"""Words that may name the good of an entry («محصولات پتروشیمی»)."""
LONGEST_LABEL = 8
"""Tokens before a colon that may be the label of a number."""
SHORTEST_GROUP = 3
"""Words of so few letters that end like plurals are none («نان»)."""


def is_group(text: Text, items: Items, at: int) -> bool:
    """Whether a plural of persons stands at a token, with nothing behind that belongs to it alone."""
    word = text.key_at(at)
    plural = len(word) > SHORTEST_GROUP and word.endswith(("ان", "ین")) and items.is_word(at)
    return plural or in_class(word, "peoples")


class Said(NamedTuple):
    """What a source says the item is; None: that nothing named is counted, so no other source is asked."""

    item: str | None


NOTHING = Said(None)


class Entries:
    """Reads the entries of the lists of one text."""

    def __init__(self, text: Text, items: Items, clause: Clause) -> None:
        self.text, self.items, self.clause = text, items, clause
        self.firsts: set[int] = set()
        """First tokens of the numbers that stand behind what they count («شکلات ۶۱ تن»)."""
        self._ends: set[int] = set()

    def _printed(self, item: Span) -> str:
        return printed_item(self.text, self.items, item)

    def labelled(self, quantity: Quantity, measure: Measure) -> Said | None:
        """«- شمار بیکاران: ۸۰ هزار نفر», «• بازرسی از تعاونی‌ها: ۴۳۰ مورد»: what an entry of a list is headed with."""
        text, colon = self.text, quantity.cue - 1
        assert measure.term is not None
        after = measure.last + 1
        ends = after >= len(text) or text.kinds[after] == SIGN or "\n" in text.gap(after)
        if text.key_at(colon) != ":" or not ends or measure.term.data.get("figure"):
            return None
        paragraph = text.paragraph_starts[bisect_right(text.paragraph_starts, colon) - 1]
        head = max(paragraph, text.sentence(colon).first)
        while head < colon and (text.kinds[head] != WORD or self.clause.is_counter(head)):
            head += 1
        label = range(head, colon)
        if not 0 < len(label) <= LONGEST_LABEL or any(
            at in self.items.speakers or is_light(text.keys[at]) for at in label
        ):
            return None
        if not self.items.is_word(head) or self.items.is_place(head):
            return None
        person = measure.term.data.get("person", False)
        if not person and text.keys[head] not in load().words and not singulars(text.keys[head]):
            return NOTHING  # «تسلا مدل ۳: ۲۰۹ دستگاه»: a name
        named = Span(head, min(self.items.subject_end(head), colon - 1))
        if person and not (is_group(text, self.items, head) or is_person(text.keys[head])):
            return None  # «اشتغال: ۲۰۰ نفر»
        if self.items.is_process(head) or text.keys[head] in keys_of("nouns.toml", "capacities"):
            return None  # «فروش: ۸۰ دستگاه», «ظرفیت: ۸۰ تن»
        return Said(self._printed(named))

    def heading(self, quantity: Quantity) -> Span | None:
        """«• تعاونی‌های فعال: ۴ هزار و ۱۲۸», «… : ۱۵۷ (سال قبل: ۱۳۱)»: of what the label of an entry says the number."""
        text, after = self.text, quantity.last + 1
        ends = after >= len(text) or "\n" in text.gap(after) or text.keys[after] in ("(", ")")
        if text.key_at(quantity.cue - 1) != ":" or not ends:
            return None
        at = text.paragraph_starts[bisect_right(text.paragraph_starts, quantity.first) - 1]
        while at < quantity.cue and (text.kinds[at] != WORD or self.clause.is_counter(at)):
            at += 1
        word, countable = text.keys[at], keys_of("not_counts.toml", "countable")
        plural = word not in countable and any(form in countable for form in singulars(word))
        colon = ":" in text.keys[at : at + LONGEST_LABEL]
        return Span(at, at) if plural and colon else None

    def apposed(self, quantity: Quantity, measure: Measure) -> Said | None:
        """«* سیب درختی ۹۸ هزار تن», «گندم ۵۰ تن و جو ۶۰ تن خریداری شد»: the good that opens an entry of a list.

        At the head of a line it may be any noun, after a comma or «و» one that is known to be traded; with «با»
        between, that alone: «پسته با ۱۲ هزار تن و زعفران با ۵ تن در صدر کالاهاست».
        """
        text, last = self.text, quantity.cue - 1
        ranked = text.key_at(last) == "با"
        last -= ranked
        assert measure.term is not None
        data = measure.term.data
        if data["sort"] != "measure" or any(data.get(name) for name in ("length", "time", "figure", "keeps_head")):
            return None
        first = last + 1
        while last - first + 1 < LONGEST_GOOD and self.items.is_word(first - 1) and "\n" not in text.gap(first):
            first -= 1
        alone = text.key_at(first - 1) in keys_of("words.toml", "restrictives")  # «تنها خرما ۷ هزار تن بود»
        if first > last or not self._may_be_good(first, last):
            return None
        paragraph = text.paragraph_starts[bisect_right(text.paragraph_starts, first) - 1]
        opens = all(text.kinds[at] != WORD for at in range(paragraph, first)) and self._ends_entry(measure.last + 1)
        before = text.key_at(first - 1)
        opens = opens or before in keys_of("words.toml", "list_openers")
        listed = before in ("و", "،", ":", "؛")
        if ranked or alone:
            heads = alone or listed or first == text.sentence(first).first or text.key_at(first - 2) == "مربوط"
            return Said(self._printed(Span(first, last))) if heads and in_class(text.keys[first], "goods") else None
        goes_on = first - 2 in self._ends or self._is_entry(measure.last + 1)
        if not (opens or (listed and (goes_on or in_class(text.keys[first], "goods")))):
            return None
        self.firsts.add(quantity.first)
        self._ends.add(measure.last)
        return Said(self._printed(Span(first, last)))

    def _is_entry(self, at: int) -> bool:
        """Whether a further entry of a list begins at a token: «، فرش ۱۸ تن»."""
        text = self.text
        if text.key_at(at) not in ("،", "و"):
            return False
        number = next((end for end in range(at + 2, at + 2 + LONGEST_GOOD) if end in self.items.numbers), None)
        words = range(at + 1, number) if number is not None else range(0)
        good = all(self.items.is_word(word) for word in words) and number is not None
        return good and self._may_be_good(at + 1, words[-1])

    def _may_be_good(self, first: int, last: int) -> bool:
        """Whether words may name what is measured: no process, no dimension, no body, no place, nobody."""
        text, word = self.text, self.text.keys[first]
        classes = ("verbal_subjects", "processes", "capacities", "measured_heads", "changes", "counters", "dimensions")
        barred = any(in_class(word, name) for name in classes) or word in keys_of("numbers.toml", "levels")
        barred = barred or any(at in self.items.named or at in self.items.people for at in range(first, last + 1))
        return not (barred or self.items.is_process(first) or is_person(word) or is_light(text.keys[last]))

    def _ends_entry(self, at: int) -> bool:
        """Whether an entry of a list ends before a token, or goes on with what its good is worth."""
        text = self.text
        if at >= len(text) or text.kinds[at] == SIGN or "\n" in text.gap(at):
            return True
        return text.keys[at] in ("به", "معادل", "با", "و") and text.kinds[at] == WORD
