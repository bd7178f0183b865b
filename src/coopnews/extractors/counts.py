"""Counts: cardinal quantities of people, things, events or physical measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from coopnews.extractors.amounts import is_money
from coopnews.extractors.figures import mention
from coopnews.finders.found import Found
from coopnews.finders.items import Items, in_class, is_light, singulars
from coopnews.finders.quantities import Measure, Quantity
from coopnews.finders.numbers import plain_value
from coopnews.lexicon import key, keys_of
from coopnews.records import Count
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, WORD


class Counted(NamedTuple):
    """A quantity with its unit (as printed) and item; ``last`` is the last token of the phrase."""

    quantity: Quantity
    unit: str | None
    item: str | None
    first: int
    last: int
    shared: bool = False
    """Whether the item is that of an earlier count («۹ عنوان آن»)."""


def counts(text: Text, found: Found) -> Iterator[Count]:
    """Yield every count with unit and item.

    >>> from coopnews.finders.found import find
    >>> text = Text("۲۵ شرکت تعاونی فعال با ۲۱۰ هزار نفر عضو در مدت دو سال، طبق ماده ۱۲")
    >>> [(count.value, count.unit, count.item) for count in counts(text, find(text))]
    [(25, None, 'شرکت تعاونی'), (210000, 'نفر', 'عضو')]
    """
    for counted in _Counter(text, found).all():
        quantity = counted.quantity
        value_max = quantity.value_max
        yield Count(
            id="",
            value=plain_value(quantity.value),
            value_max=None if value_max is None else plain_value(value_max),
            unit=counted.unit,
            item=counted.item,
            qualifier=quantity.qualifier,
            sentence=text.sentence_of[quantity.first],
            mentions=(mention(text, counted.first, counted.last, "count"),),
        )


class _Counter:
    def __init__(self, text: Text, found: Found) -> None:
        self.text = text
        self.found = found
        named = [mention.first for mention in (*found.places, *found.bodies, *found.dates)]
        speakers = [mention.last for mention in (*found.offices, *found.names)]
        numbers = [at for number in found.cardinals for at in range(number.first, number.last + 1)]
        self.items = Items(text, found.terms, named, speakers, numbers)
        self.done: list[Counted] = []
        agencies = keys_of("nouns.toml", "agencies") - {"از"}
        self.speaks_of_agencies = any(
            word.startswith("دستگاه") and after in agencies for word, after in pairwise(text.keys)
        )

    def all(self) -> Iterator[Counted]:
        quantities = self.found.quantities
        skip = -1
        for at, quantity in enumerate(quantities):
            if at <= skip or is_money(self.text, quantity) or self._points_back(quantity):
                continue
            after = quantities[at + 1] if at + 1 < len(quantities) else None
            unit = None
            if after is not None and (whole := self._compound(quantity, after)) is not None:
                assert quantity.measure is not None
                unit = self._unit(quantity.measure)
                quantity, skip = whole, at + 1
            counted = self._counted(quantity) if quantity.value or quantity.value_max else None
            if counted is None and quantity.measure is None or quantity.shares:
                counted = self._borrowed(quantity, quantities[at + 1 :])
            if counted is not None and self._is_numeral(counted, after):
                counted = counted._replace(unit=unit or counted.unit)
                self.done.append(counted)
                yield counted

    def _borrowed(self, quantity: Quantity, following: Sequence[Quantity]) -> Counted | None:
        """A number that shares unit and item with the next one: «۱۲، ۱۵ و ۲۰ طرح», «پارسال ۹۰، امسال ۱۲۰ تعاونی»."""
        text = self.text
        if not following or text.sentence_of[following[0].first] != text.sentence_of[quantity.first]:
            return None
        later = [other for other in following if other.group == quantity.group] or [
            other for other in following[:1] if self._is_ellipsis(quantity, other)
        ]
        if not later or is_money(text, later[-1]):
            return None
        lender = self._counted(later[-1])
        return None if lender is None else self._result(quantity, lender.unit, lender.item, quantity.last)

    def _is_ellipsis(self, quantity: Quantity, after: Quantity) -> bool:
        return self.text.key_at(quantity.last + 1) in ("،", "و") and after.cue - quantity.last <= 4

    # --- what counts --------------------------------------------------------------------------------------

    def _points_back(self, quantity: Quantity) -> bool:
        """«این سه طرح»."""
        at = quantity.cue - 1
        if self.text.key_at(at) not in keys_of("not_counts.toml", "pointing"):
            return False
        # «با بهره‌برداری از آن ۶۰ کیلومتر»: after a preposition or a noun «آن» is a pronoun.
        return self.text.keys[at] != key("آن") or not (at and self.text.tokens[at - 1].kind == WORD)

    def _is_numeral(self, counted: Counted, after: Quantity | None) -> bool:
        """Whether «یک» is the number one here, not the article."""
        quantity, text = counted.quantity, self.text
        if quantity.first != quantity.last or text.keys[quantity.first] != "یک":
            return True
        before_word = text.key_at(quantity.first - 1)
        if quantity.qualifier != "exact" or before_word in keys_of("not_counts.toml", "one_of") - {"به"}:
            return True
        measure = quantity.measure
        if measure is not None and measure.term is not None:
            if measure.term.data["sort"] == "measure" or measure.term.id == "person":
                return True
        previous = self.done[-1] if self.done else None
        if previous and before_word in ("و", "،") and previous.last == quantity.first - 2:
            return True
        return after is not None and text.key_at(after.cue - 1) in ("و", "،") and after.cue - 2 == counted.last

    def _compound(self, whole: Quantity, part: Quantity) -> Quantity | None:
        """«۴۲ کیلو و ۱۵۰ گرم»: one measure in the larger unit."""
        if whole.measure is None or part.measure is None or part.start != whole.end + 2:
            return None
        if self.text.key_at(whole.end + 1) != "و" or whole.measure.term is None or part.measure.term is None:
            return None
        divisor = _SMALLER.get((whole.measure.term.id, part.measure.term.id))
        if divisor is None or part.value >= divisor or whole.value_max is not None:
            return None
        measure = whole.measure._replace(last=part.measure.last)
        return whole._replace(value=whole.value + part.value / divisor, measure=measure, last=part.last)

    def _counted(self, quantity: Quantity) -> Counted | None:
        measure = quantity.measure
        if measure is None:
            return self._plain(quantity)
        if measure.kind != "unit" or measure.term is None:
            return None
        if measure.term.data.get("time", False):
            return self._training_hours(quantity, measure)
        if measure.adjective:
            return self._adjective(quantity, measure)
        if self.text.key_at(measure.last + 1) == "درصد":
            return None
        return self._measured(quantity, measure)

    # --- shapes -------------------------------------------------------------------------------------------

    def _plain(self, quantity: Quantity) -> Counted | None:
        """A number right before its item, or predicated of it."""
        text, at = self.text, quantity.last + 1
        if text.key_at(at) == "و" and text.key_at(at + 1) in ("اندی", "خردهای", "خوردهای"):
            at += 2
        inner = self._inner_noun(quantity, at)
        if inner is not None:
            return self._result(quantity, None, inner, at)
        item = self.items.after(at)
        if item is not None and self._is_left_out(quantity, item) and self.done:
            return self._result(quantity, None, self._antecedent(quantity), item.last)
        if item is not None and self._is_countable(quantity, item):
            return self._result(quantity, None, self._phrase(item), item.last)
        if item is None and self._is_parenthesised(quantity):
            return None
        return self._predicated(quantity)

    def _predicated(self, quantity: Quantity) -> Counted | None:
        """«شمار تعاونی‌ها به ۳۱۵ رسید»."""
        text = self.text
        reached = text.key_at(quantity.cue - 1) in ("به", "از") and any(
            word in keys_of("not_counts.toml", "reached") for word in text.keys[quantity.last + 1 : quantity.last + 3]
        )
        if not reached:
            return None
        start = self.items.clause_start(quantity)
        counters = any(in_class(word, "counters") for word in text.keys[start : quantity.first])
        item = self.items.subject(quantity)
        if item is None or not counters:
            return None
        return self._result(quantity, None, self._phrase(item), quantity.last)

    def _inner_noun(self, quantity: Quantity, at: int) -> str | None:
        """«تعاونی ۶۴۰ عضوی»: an adjective made of number and noun."""
        word = self.text.key_at(at)
        if not word.endswith("ی") or word in keys_of("not_counts.toml", "countable"):
            return None
        if word[:-1] not in keys_of("not_counts.toml", "countable") or not self.items.is_word(quantity.cue - 1):
            return None
        return self.text.words((at, at)).rstrip("یيى").rstrip("\u200c")

    def _is_left_out(self, quantity: Quantity, item: Span) -> bool:
        """«۳۰ طرح: ۱۲ صنعتی، ۱۸ خدماتی»: an adjective where the noun is understood."""
        word = self.text.keys[item.first]
        if item.first != item.last or word in keys_of("not_counts.toml", "countable"):
            return False
        same = self.done and self.text.sentence_of[self.done[-1].first] == self.text.sentence_of[quantity.first]
        return bool(same) and self.items.is_adjective(item.first) and self.text.key_at(item.last + 1) in ("،", "و", ".", "", ")", "؛")

    def _is_countable(self, quantity: Quantity, item: Span) -> bool:
        """Whether a bare number before a noun counts it: a year or a lone digit run needs a plain noun."""
        text = self.text
        word = text.keys[item.first]
        known = any(form in keys_of("not_counts.toml", "countable") for form in (word, *singulars(word)))
        if quantity.value_max is None and quantity.cardinals[0].shape == "plain":
            value = quantity.value
            if _is_year(value) and not known:
                return False
        if quantity.value_max is not None and _is_year(quantity.value) and _is_year(quantity.value_max) and not known:
            return False
        if word.endswith(("م", "مین")) and word in keys_of("numbers.toml", "ordinals"):
            return False
        return True

    def _is_parenthesised(self, quantity: Quantity) -> bool:
        return self.text.key_at(quantity.first - 1) == "(" and self.text.key_at(quantity.last + 1) == ")"

    def _training_hours(self, quantity: Quantity, measure: Measure) -> Counted | None:
        text = self.text
        if measure.adjective or measure.term is None or measure.term.id != "hour":
            return None
        at = measure.last + 1
        if text.key_at(at) not in keys_of("not_counts.toml", "training"):
            return None
        return self._result(quantity, self._unit(measure), text.words((at, at)), at)

    def _adjective(self, quantity: Quantity, measure: Measure) -> Counted | None:
        """«نیروگاه ۱۰ مگاواتی», «هیئت پنج‌نفره»."""
        unit = self._unit(measure)
        assert measure.term is not None
        if measure.term.data.get("person", False):
            return self._result(quantity, unit, None, quantity.end)
        first = quantity.cue
        while first > 1 and self.text.key_at(first - 1) in ("و", "،") and self.text.tokens[first - 2].kind == NUMBER:
            first -= 2  # «مجتمع ۴۸۰ و ۳۲۰ واحدی»
        item = self.items.before(first)
        if item is None or self.text.keys[item.first] in ("ظرفیت",):
            following = self.items.after(quantity.end + 1)
            if following is not None:
                return self._result(quantity, unit, self._phrase(following), following.last)
        if item is None and measure.term.data["sort"] == "classifier" and measure.term.id not in ("unit", "head", "bed"):
            return None
        return self._result(quantity, unit, self._phrase(item) if item else None, quantity.end)

    def _measured(self, quantity: Quantity, measure: Measure) -> Counted | None:
        text, at = self.text, measure.last + 1
        assert measure.term is not None
        unit: str | None = self._unit(measure)
        adjacent = measure.first == quantity.last + 1
        while text.key_at(at) == "و" and text.key_at(at + 1) in ("اندی", "خردهای"):
            at += 2
        if measure.term.id == "device" and self.speaks_of_agencies and item_is_missing(self.items, at):
            return self._result(quantity, None, text.words((measure.first, measure.last)), measure.last)
        if measure.term.id == "device" and text.key_at(at) in keys_of("nouns.toml", "agencies"):
            last = measure.last if text.key_at(at) == "از" else at
            if last > measure.last or text.key_at(at + 1) == "جمله":
                return self._result(quantity, None, text.words((measure.first, last)), last)
        item = self.items.after(at)
        if measure.term.id in ("time", "occasion", "turn"):
            item = None  # «۳ بار اجازه گرفتند»
        if measure.term.data.get("noun", False) and (item is None or self.items.is_adjective(at)):
            last = measure.last if item is None else item.last
            return self._result(quantity, None, self._phrase(Span(measure.first, last)), last)
        if measure.term.id in ("household", "family") and item is not None and self.items.is_adjective(at):
            item = None  # «۳ هزار خانوار روستایی»
        made = in_class(text.key_at(at), "verbal_subjects")
        if item is not None and measure.term.data.get("keeps_head", False) and (made or self.items.is_adjective(at)):
            return self._result(quantity, unit, self._phrase(Span(measure.first, item.last)), item.last)
        if item is not None and measure.term.id == "case" and self.items.is_adjective(at):
            item = None  # «۴۰ مورد صنعتی است»: the adjective is said of the antecedent
            return self._result(quantity, unit, self._antecedent(quantity), measure.last)
        if item is not None and not self._is_object(quantity, measure, item):
            if measure.term.data["sort"] == "measure":
                item = self.items.pair(item)
            return self._result(quantity, unit, self._phrase(item), item.last)
        last = measure.last if adjacent else quantity.last
        item_text = self._partitive(at) or self._other_item(quantity, measure)
        shared = bool(item_text) and bool(self.done) and item_text == self.done[-1].item
        return self._result(quantity, unit, item_text, last)._replace(shared=shared)

    def _is_object(self, quantity: Quantity, measure: Measure, item: Span) -> bool:
        """«برای ۳۸ هزار نفر شغل ایجاد کرده», «به ۶۰ نفر وام داد»: the noun is the verb's object, not counted."""
        if measure.term is not None and measure.term.data.get("person", False):
            known = self.text.keys[item.first] in keys_of("not_counts.toml", "countable")
            if in_class(self.text.keys[item.first], "no_persons") or (
                not known and item.first == item.last and is_light(self.text.key_at(item.last + 1))
            ):
                return True
        if self.text.key_at(quantity.cue - 1) not in ("برای", "به") or measure.term is None:
            return False
        after = item.last + 1
        return bool(measure.term.data.get("person", False)) and (
            self.items.is_verbal(after) or (is_light(self.text.key_at(after)) and in_class(self.text.keys[item.last], "verbal_subjects"))
            or self.text.key_at(after) in keys_of("words.toml", "giving_verbs")
        )

    def _partitive(self, at: int) -> str | None:
        """«۳۰۰ نفر از اعضای این تعاونی», «۸۴ هکتار از این زمین‌ها»."""
        text = self.text
        if text.key_at(at) != "از":
            return None
        at += 1
        whole = next((other for other in self.found.quantities if other.cue <= at <= other.first), None)
        if whole is not None:  # «۱۴ هزار دستگاه از ۷۰ هزار تاکسی»
            item = self.items.after(whole.end + 1)
            return self._phrase(item) if item is not None and not is_money(text, whole) else None
        if text.key_at(at) in keys_of("not_counts.toml", "pointing"):
            at += 1
            if in_class(text.key_at(at), "counters"):
                return None
        if not self.items.is_word(at) or self.items.is_place(at) or in_class(text.key_at(at), "counters"):
            return None
        if self.items.is_verbal(at) or in_class(text.key_at(at), "descriptive") or in_class(text.key_at(at), "verbal_subjects"):
            return None
        # «خریداری ۲۰ تن از کشاورزان»: a source, unless the unit counts people.
        return self._phrase(Span(at, at))

    def _other_item(self, quantity: Quantity, measure: Measure) -> str | None:
        """The item of a number with a unit alone: its subject, its antecedent, the noun before the bracket."""
        text = self.text
        assert measure.term is not None
        if text.key_at(quantity.cue - 1) == "(" and (item := self.items.before(quantity.cue - 1)) is not None:
            if not measure.term.data.get("person", False):
                return self._phrase(item)
        if text.key_at(quantity.cue - 1) in keys_of("nouns.toml", "dimensions") and text.key_at(quantity.cue - 2) == "به":
            measured = self.items.before(quantity.cue - 2)
            if measured is not None:
                if text.key_at(measured.first - 1) in keys_of("not_counts.toml", "pointing") and self.items.is_word(measured.first - 2):
                    measured = Span(measured.first - 2, measured.first - 2)  # «زمین این پروژه به مساحت …»
                return indefinite(self._phrase(measured))
        if self._is_each(quantity) or self._is_share(measure):
            return self._antecedent(quantity)
        framed = text.key_at(quantity.cue - 1) == "قالب"
        if (framed or self._is_predicate(quantity)) and (
            item := self.items.subject(quantity, measured=measure.term.data["sort"] == "measure")
        ) is not None:
            return self._phrase(item)
        if measure.term.id == "case":
            return self._antecedent(quantity)
        head = self._measured_head(quantity)
        if head is not None:
            return head
        added = self._added_to(measure)
        if added is not None:
            return added
        if measure.term.data.get("person", False) and (working := self._predicate_noun(measure)) is not None:
            return working
        before = self.done[-1] if self.done else None
        if before is not None and self._shares_item(before, quantity, measure):
            return before.item
        return None

    def _measured_head(self, quantity: Quantity) -> str | None:
        """«ظرفیت سالانه ۴ هزار تن»: the measured noun right before, with one adjective at most."""
        for at in (quantity.cue - 1, quantity.cue - 2):
            if self.text.key_at(at) in keys_of("nouns.toml", "measured_heads"):
                between = range(at + 1, quantity.cue)
                return self.text.words((at, at)) if all(self.items.is_adjective(word) for word in between) else None
        return None

    def _shares_item(self, before: Counted, quantity: Quantity, measure: Measure) -> bool:
        """«از ۳۴۰ هکتار زمین …، فقط ۱۱۲ هکتار», «از ۱۲ تن به ۲۰ تن»."""
        text = self.text
        if text.sentence_of[before.first] != text.sentence_of[quantity.first] or before.quantity.measure is None:
            return False
        other = before.quantity.measure.term
        if other is None or measure.term is None or other.id != measure.term.id:
            return False
        if before.item is None or measure.term.data.get("person", False):
            return False
        listed = before.shared and text.key_at(quantity.cue - 1) in ("و", "،")
        return text.key_at(measure.last + 1) in keys_of("not_counts.toml", "pointing") or text.key_at(before.quantity.cue - 1) == "از" or listed

    def _is_each(self, quantity: Quantity) -> bool:
        """«۶ سوله هر یک ۵۰۰ متر مربع»."""
        return self.text.key_at(quantity.cue - 2) == "هر" and self.text.key_at(quantity.cue - 1) == "یک"

    def _is_share(self, measure: Measure) -> bool:
        """«۵۱۲ واحد از این تعداد»."""
        keys = self.text.keys[measure.last + 1 : measure.last + 4]
        return len(keys) == 3 and keys[0] == "از" and keys[1] in keys_of("not_counts.toml", "pointing") and in_class(keys[2], "counters")

    def _is_predicate(self, quantity: Quantity) -> bool:
        """Whether the number is what the clause says of its subject: before a copula, «رسید» or «دانست»."""
        text = self.text
        following = text.keys[quantity.end + 1 : quantity.end + 3]
        before = text.key_at(quantity.cue - 1)
        copulas, reached = keys_of("not_counts.toml", "copulas"), keys_of("not_counts.toml", "reached")
        if following and following[0] in copulas:
            return True
        if following and following[0] in ("و", "،") and self._is_counted_subject(quantity):
            return True
        if before in ("به", "از", "تا") and any(word in reached for word in following):
            return True
        if quantity.change or self._is_limit(quantity):
            return any(word in reached for word in text.keys[quantity.end + 1 : quantity.end + 6])
        declared = keys_of("not_counts.toml", "declared")
        stated = any(word in declared for word in following)
        return stated and (before == "را" or "را" in text.keys[self.items.clause_start(quantity) : quantity.cue])

    def _is_counted_subject(self, quantity: Quantity) -> bool:
        """«تعداد اعضا بیش از ۵۵ نفر و …»: a counter opens the clause."""
        start = self.items.clause_start(quantity)
        return any(in_class(word, "counters") for word in self.text.keys[start : start + 2]) and start + 1 < quantity.cue

    def _is_limit(self, quantity: Quantity) -> bool:
        return quantity.cue < quantity.first and self.text.key_at(quantity.cue) in ("تا", "از", "از مرز")

    def _added_to(self, measure: Measure) -> str | None:
        """«۳۵ نفر به اعضا افزوده شد»."""
        text, at = self.text, measure.last + 1
        if text.key_at(at) == "به" and self.items.is_word(at + 1):
            if any(word in ("افزوده", "اضافه") for word in text.keys[at + 2 : at + 5]):
                return self._phrase(Span(at + 1, at + 1))
        return None

    def _predicate_noun(self, measure: Measure) -> str | None:
        """«۷۰۰ نفر در این تعاونی‌ها شاغل‌اند»."""
        text = self.text
        for at in range(measure.last + 1, min(text.sentence(measure.last).last, measure.last + 8) + 1):
            if text.tokens[at].kind != WORD:
                return None
            stem = text.keys[at].removesuffix("اند")
            if stem in keys_of("nouns.toml", "predicate_nouns"):
                if stem == text.keys[at] and not (is_light(text.key_at(at + 1)) or text.key_at(at + 1) == "اند"):
                    return None
                return text.words((at, at))[: len(stem)]
        return None

    def _antecedent(self, quantity: Quantity) -> str | None:
        """The item counted last before a number that leaves its own out; one of the same unit leads."""
        unit = _unit_id(quantity)
        same = (before.item for before in reversed(self.done) if before.item and _unit_id(before.quantity) == unit)
        last = (before.item for before in reversed(self.done) if before.item)
        return next(same, None) or next(last, None)

    # --- text ---------------------------------------------------------------------------------------------

    def _unit(self, measure: Measure) -> str:
        """The unit as the text writes it; of an adjective («تنی»), the noun."""
        printed = self.text.words((measure.first, measure.last))
        if not measure.adjective or measure.term is None:
            return printed
        forms: list[str] = measure.term.data["nouns"]
        folded = key(printed)
        return next((form for form in forms if folded.startswith(key(form))), forms[0])

    def _phrase(self, item: Span) -> str:
        """An item as it is reported: without the plural ending or ezafe of its head."""
        head = self.text.words((item.first, item.first))
        if self.items.has_clitic(item.first):
            head = head.rpartition("\u200c")[0]
        if self.text.key_at(item.last + 1) == "که" and key(head).endswith("ی"):
            stem = key(head)[:-1]
            if stem in keys_of("not_counts.toml", "countable"):
                head = head[:-1].rstrip("\u200c")  # «پنج طرحی که …»
        if item.last == item.first:
            return bare(head)
        rest = self.text.words((item.first + 1, item.last))
        # «نیروی ثابت»: a vowel's ezafe stays inside a phrase.
        return f"{head if head.endswith(('وی', 'وي')) else bare(head)} {rest}"

    def _result(self, quantity: Quantity, unit: str | None, item: str | None, last: int) -> Counted:
        return Counted(quantity, unit, item, quantity.start, max(last, quantity.last))


def _is_year(value: Fraction) -> bool:
    return 1300 <= value <= 1450 or 1900 <= value <= 2100


def _unit_id(quantity: Quantity) -> str | None:
    term = quantity.measure.term if quantity.measure is not None else None
    return None if term is None else term.id


def item_is_missing(items: Items, at: int) -> bool:
    """Whether nothing that could be counted stands at a token."""
    return items.after(at) is None


def indefinite(noun: str) -> str:
    """A noun without the indefinite «ی»: «زمینی» → «زمین», «جاده‌ای» → «جاده».

    >>> indefinite("زمینی"), indefinite("جاده‌ای"), indefinite("کشتی تفریحی")
    ('زمین', 'جاده', 'کشتی تفریحی')
    """
    if " " in noun:
        return noun
    if noun.endswith("\u200cای"):
        return noun.removesuffix("\u200cای")
    return noun.removesuffix("ی") if len(noun) > 4 else noun


def bare(noun: str) -> str:
    """A noun without plural ending and ezafe: «تعاونی‌های» → «تعاونی», «اعضای» → «اعضا».

    >>> bare("تعاونی‌های"), bare("اعضای"), bare("طرح"), bare("سرمایه‌های")
    ('تعاونی', 'اعضا', 'طرح', 'سرمایه')
    """
    stripped = noun.rstrip("\u200c")
    for ending in ("هایی", "های", "هاي", "ها"):
        if stripped.endswith(ending) and len(stripped) > len(ending) + 2:
            return stripped.removesuffix(ending).rstrip("\u200c \u00ac\u00a0")
    if stripped.endswith(("وی", "وي")) and len(stripped) > 5:
        return stripped[:-1]
    if stripped.endswith(("ای", "اي")) and len(stripped) > 4 and not stripped.endswith(("‌ای", "‌اي", "ه ای")):
        return stripped[:-1]
    return stripped


_SMALLER = {
    ("kilo", "gram"): 1000,
    ("kilogram", "gram"): 1000,
    ("tonne", "kilogram"): 1000,
    ("tonne", "kilo"): 1000,
    ("kilometre", "metre"): 1000,
    ("metre", "centimetre"): 100,
}
"""How many of the smaller unit make the larger one."""

__all__ = ["WORD", "Counted", "bare", "counts", "is_light"]
