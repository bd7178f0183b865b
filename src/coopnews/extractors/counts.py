"""Counts: cardinal quantities of people, things, events or physical measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from coopnews.extractors.antecedents import Counted, is_person, unit_id
from coopnews.extractors.entries import Said
from coopnews.extractors.figures import mention
from coopnews.extractors.printed import indefinite, printed_item, printed_unit
from coopnews.extractors.understood import Understood
from coopnews.finders.agents import is_agent
from coopnews.finders.found import Found
from coopnews.finders.items import Items, in_class, is_light, is_passive, singulars
from coopnews.finders.money import is_money
from coopnews.finders.numbers import plain_value
from coopnews.finders.quantities import Measure, Quantity
from coopnews.lexicon import PLURAL_ENDINGS, key, keys_of
from coopnews.reasons import because
from coopnews.records import Count
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, WORD
from coopnews.verbs import is_finite_verb


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


FARTHEST_LISTED = 3
"""Tokens between two members of a list, their joint among them."""
HALF = Fraction(1, 2)
LONGEST_LIST = 50
"""Numbers behind one that may lend it what they count: more are not looked at."""


class _Counter:
    def __init__(self, text: Text, found: Found) -> None:
        self.text = text
        self.found = found
        dates = {date.first: date.last for date in found.dates}
        bodies = {body.first: body.last for body in found.bodies}
        named = {place.first: place.last for place in found.places} | bodies | dates
        speakers = [*(office.last for office in found.offices), *(name.last for name in found.names)]
        numbers = [at for number in found.cardinals for at in range(number.first, number.last + 1)]
        self.items = Items(text, found.terms, named, dates, speakers, numbers, [name.first for name in found.names])
        self.done: list[Counted] = []
        self.understood = Understood(text, found, self.items, self.done)
        agencies = keys_of("nouns.toml", "agencies") - {"از"}
        self.speaks_of_agencies = any(text.key_at(at - 1).startswith("دستگاه") for at in text.where(agencies))

    def all(self) -> Iterator[Counted]:
        quantities = self.found.quantities
        skip = -1
        for at, quantity in enumerate(quantities):
            if at <= skip or is_money(self.text, quantity):
                continue
            if self._points_back(quantity):
                because("count", quantity, None, "«این» before it: what was counted before")
                continue
            after = quantities[at + 1] if at + 1 < len(quantities) else None
            unit = None
            if after is not None and (whole := self._compound(quantity, after)) is not None:
                assert quantity.measure is not None
                unit = printed_unit(self.text, quantity.measure)
                quantity, skip = whole, at + 1
            elif (whole := self._and_half(quantity)) is not None:
                assert quantity.measure is not None
                unit, quantity = printed_unit(self.text, quantity.measure), whole
            counted = self._counted(quantity) if quantity.value or quantity.value_max else None
            rule = "the words beside the number, where no decision about the item says otherwise"
            if (counted is None and quantity.measure is None) or quantity.shares:
                counted = self._borrowed(quantity, quantities[at + 1 : at + 1 + LONGEST_LIST])
                rule = "shared with the next number"
            if counted is not None and counted.item is None and after is not None and counted.unit is not None:
                counted = counted._replace(item=self._listed_with(quantity, quantities[at + 1 : at + 1 + LONGEST_LIST]))
            if counted is None:
                because("count", quantity, None, "nothing that it could count beside it")
            elif not self._is_numeral(counted, after):
                because("count", quantity, None, "«یک» is an article here")
            else:
                counted = counted._replace(unit=unit or counted.unit)
                says = f"unit {counted.unit or '–'}, item {counted.item or '–'}"
                because("count", quantity, says, rule)
                self.done.append(counted)
                yield counted

    def _listed_with(self, quantity: Quantity, following: Sequence[Quantity]) -> str | None:
        """The item that a list says last: «۹ دستگاه، ۱۲ و ۱۵ دستگاه تراکتور»."""
        for after in following:
            near = 0 < after.cue - quantity.end - 1 <= FARTHEST_LISTED  # «پارسال ۳ تن و امسال ۵ تن عسل»
            # «فولاد مبارکه ۱۶۹ تن و ذوب آهن اصفهان ۱۵۱ تن تیرآهن صادر کردند»
            of_each = self.items.named.get(quantity.end + 2) == after.cue - 1
            if not (near or of_each) or self.text.key_at(quantity.end + 1) not in ("،", "و"):
                return None
            if unit_id(after) != unit_id(quantity):
                return None
            if not after.shares:
                lender = self._counted(after)
                own = after.first in self.understood.entries.firsts  # «شکلات ۶۱ تن و فرش ۱۸ تن»
                return None if lender is None or own else lender.item
            quantity = after
        return None

    def _borrowed(self, quantity: Quantity, following: Sequence[Quantity]) -> Counted | None:
        """A number that shares unit and item with the next one: «۱۲، ۱۵ و ۲۰ طرح», «پارسال ۹۰، امسال ۱۲۰ تعاونی»."""
        text = self.text
        if not following or text.sentence_of[following[0].first] != text.sentence_of[quantity.first]:
            return None
        later = [other for other in following if other.group == quantity.group] or [
            other
            for other in following[:1]
            if self._is_ellipsis(quantity, other) and not (other.measure and other.measure.adjective)
        ]
        if not later or is_money(text, later[-1]):
            return None
        if self._is_year_before(quantity, later[-1]):
            return None
        lender = self._counted(later[-1])
        return None if lender is None else self._result(quantity, lender.unit, lender.item, quantity.last)

    def _is_year_before(self, quantity: Quantity, after: Quantity) -> bool:
        """«در نمایشگاه ۲۰۱۹، حدود ۲۰۰ فروند»: a list of two would join them with «و»."""
        plain = quantity.cardinals[0].shape == "plain" and quantity.first == quantity.last
        follows = after.cue == quantity.last + 2 and self.text.key_at(quantity.last + 1) == "،"
        return plain and follows and _is_year(quantity.value)

    def _is_ellipsis(self, quantity: Quantity, after: Quantity) -> bool:
        return self.text.key_at(quantity.last + 1) in ("،", "و") and after.cue - quantity.last <= 4

    # --- what counts --------------------------------------------------------------------------------------

    def _points_back(self, quantity: Quantity) -> bool:
        """«این سه طرح»."""
        at = quantity.cue - 1
        if self.text.key_at(at) not in keys_of("not_counts.toml", "pointing"):
            return False
        therefore = self.text.key_at(at - 1) + self.text.keys[at] in keys_of("words.toml", "therefore")
        if therefore and not any(before.quantity.value == quantity.value for before in self.done):
            return False  # «برای همین ۱۴ تعاونی تعطیل است»
        # «با بهره‌برداری از آن ۶۰ کیلومتر»: after a preposition or a noun «آن» is a pronoun.
        return self.text.keys[at] != key("آن") or not (at and self.text.kinds[at - 1] == WORD)

    def _is_numeral(self, counted: Counted, after: Quantity | None) -> bool:
        """Whether «یک» is the number one here, not the article."""
        quantity, text = counted.quantity, self.text
        if quantity.first != quantity.last or text.keys[quantity.first] != "یک":
            return True
        before_word = text.key_at(quantity.first - 1)
        # «تا یک روش»: until; «بیشتر از یک کامیون»: compared
        bounded = quantity.qualifier != "exact" and text.keys[quantity.cue] not in keys_of("words.toml", "comparing")
        if bounded or before_word in keys_of("not_counts.toml", "one_of") - {"به"}:
            return True
        measure = quantity.measure
        if measure is not None and (term := measure.term) is not None:
            changed = in_class(text.key_at(measure.last + 1), "changes")  # «یک حلقه افزایش یافت»
            if term.data["sort"] == "measure" or term.id == "person" or changed:
                return True
        previous = self.done[-1] if self.done else None
        if previous and before_word in ("و", "،") and previous.last == quantity.first - 2:
            return True
        if previous and self._is_counted_again(counted, previous):
            return True
        if after is None or text.key_at(after.cue - 1) not in ("و", "،") or after.cue - 2 != counted.last:
            return False
        known = counted.item is not None and key(counted.item) in keys_of("not_counts.toml", "countable")
        return known or text.keys[after.first] != "یک"  # «یک ملت و یک امت»

    def _is_counted_again(self, counted: Counted, previous: Counted) -> bool:
        """«۲۹ مصوبه اجرا شده و یک مصوبه هم لغو شده»: the same noun was counted in the sentence."""
        same = counted.item is not None and counted.item == previous.item and counted.unit == previous.unit
        joined = self.text.key_at(counted.quantity.cue - 1) in ("و", "،", "تنها", "هم")
        return same and joined and self.text.sentence_of[previous.first] == self.text.sentence_of[counted.first]

    def _compound(self, whole: Quantity, part: Quantity) -> Quantity | None:
        """«۴۲ کیلو و ۱۵۰ گرم»: one measure in the larger unit."""
        if whole.measure is None or part.measure is None or part.start != whole.end + 2:
            return None
        if self.text.key_at(whole.end + 1) != "و" or whole.measure.term is None or part.measure.term is None:
            return None
        divisor = whole.measure.term.data.get("parts", {}).get(part.measure.term.id)
        if divisor is None or part.value >= divisor or whole.value_max is not None:
            return None
        measure = whole.measure._replace(last=part.measure.last)
        return whole._replace(value=whole.value + part.value / divisor, measure=measure, last=part.last)

    def _and_half(self, quantity: Quantity) -> Quantity | None:
        """«یک کیلو و نیم»."""
        measure, text = quantity.measure, self.text
        if measure is None or measure.kind != "unit" or measure.adjective or quantity.value_max is not None:
            return None
        if text.key_at(measure.last + 1) != "و" or text.key_at(measure.last + 2) != "نیم":
            return None
        return quantity._replace(value=quantity.value + HALF, measure=measure._replace(last=measure.last + 2))

    def _counted(self, quantity: Quantity) -> Counted | None:
        measure = quantity.measure
        if measure is None:
            return self._plain(quantity)
        if measure.kind != "unit" or measure.term is None:
            return None
        if measure.term.data.get("time", False):
            return self._training_hours(quantity, measure)
        if self.text.key_at(measure.last + 1) == "درصد":
            return None
        return self._adjective(quantity, measure) if measure.adjective else self._measured(quantity, measure)

    # --- shapes -------------------------------------------------------------------------------------------

    def _plain(self, quantity: Quantity) -> Counted | None:
        """A number right before its item, or predicated of it."""
        text, at = self.text, quantity.last + 1
        if text.key_at(at) == "و" and text.key_at(at + 1) in keys_of("words.toml", "and_some"):
            at += 2
        inner = self._inner_noun(quantity, at)
        if inner is not None:
            return self._result(quantity, None, inner, at)
        item = self.items.after(at)
        if item is not None and quantity.value_max is None and quantity.value.denominator == 1:
            item = self.items.unlisted(item, int(quantity.value))
        if item is None and at < len(text) and self._is_left_out(quantity, Span(at, at)):
            item = Span(at, at)  # «۴۵ پروژه: ۲۰ عمرانی، ۲۵ کشاورزی»
        if item is not None and self._is_left_out(quantity, item) and self.done:
            counted_before = self.understood.antecedent(quantity, described=True)
            because("item", quantity, counted_before, "what was counted before; here only its adjective", [item])
            return self._result(quantity, None, counted_before, item.last)
        if item is not None and self._is_countable(quantity, item):
            item = self._paired(item)
            return self._result(quantity, None, self._printed(item), item.last)
        if item is None and self._is_parenthesised(quantity):
            return None
        return self._predicated(quantity)

    def _paired(self, item: Span) -> Span:
        """«۳۵ بانک و مؤسسه اعتباری»: two bare nouns of one sort that a number counts together."""
        one, other = self.text.keys[item.first], self.text.key_at(item.last + 2)
        known, persons = keys_of("not_counts.toml", "countable"), (is_person(one), is_person(other))
        alike = item.first == item.last and (all(persons) or ({one, other} <= known and not any(persons)))
        return self.items.pair(item) if alike else item

    def _predicated(self, quantity: Quantity) -> Counted | None:
        """«شمار تعاونی‌ها به ۳۱۵ رسید»."""
        text = self.text
        before = "از" if text.key_at(quantity.cue) == "از" else text.key_at(quantity.cue - 1)  # «از مرز»
        reached = before in ("به", "از") and any(
            word in keys_of("not_counts.toml", "reached") for word in text.keys[quantity.last + 1 : quantity.last + 3]
        )
        if not reached:
            label = self.understood.entries.heading(quantity)
            return None if label is None else self._result(quantity, None, self._printed(label), quantity.last)
        start = self.items.clause_start(quantity)
        counters = any(in_class(word, "counters") for word in text.keys[start : quantity.first])
        item = self.items.subject(quantity)
        if item is None or not counters:
            return None
        because("item", quantity, self._printed(item), "the subject of what is said to be reached", [item])
        return self._result(quantity, None, self._printed(item), quantity.last)

    def _inner_noun(self, quantity: Quantity, at: int) -> str | None:
        """«تعاونی ۶۴۰ عضوی»: an adjective made of number and noun."""
        word, countable = self.text.key_at(at), keys_of("not_counts.toml", "countable")
        if not word.endswith("ی") or word in countable or not self.items.is_word(quantity.cue - 1):
            return None
        ending = next((length for length in (1, 2) if word[:-length] in countable), 0)  # «عضوی», «ماده‌ای»
        return self.text.words((at, at))[:-ending].rstrip("\u200c") if ending else None

    def _is_left_out(self, quantity: Quantity, item: Span) -> bool:
        """«۳۰ طرح: ۱۲ صنعتی، ۱۸ خدماتی»: an adjective where the noun is understood."""
        word = self.text.keys[item.first]
        if item.first != item.last or word in keys_of("not_counts.toml", "countable"):
            return False
        same = self.done and self.text.sentence_of[self.done[-1].first] == self.text.sentence_of[quantity.first]
        return (
            bool(same)
            and self.items.is_adjective(item.first)
            and not is_agent[word]
            and self.text.key_at(item.last + 1) in ("،", "و", ".", "", ")", "؛")
        )

    def _is_countable(self, quantity: Quantity, item: Span) -> bool:
        """Whether a bare number before a noun counts it: a year or a lone digit run needs a plain noun."""
        text = self.text
        word = text.keys[item.first]
        known = any(form in keys_of("not_counts.toml", "countable") for form in (word, *singulars(word)))
        year = quantity.cardinals[0].shape == "plain" and _is_year(quantity.value)
        year = year and quantity.qualifier != "at_least"  # «بالغ بر ۱۴۰۰ اجاره‌نامه»
        if quantity.value_max is not None:
            year = year and _is_year(quantity.value_max)
        return (known or not year) and word not in keys_of("numbers.toml", "ordinals")

    def _is_parenthesised(self, quantity: Quantity) -> bool:
        return self.text.key_at(quantity.first - 1) == "(" and self.text.key_at(quantity.last + 1) == ")"

    def _training_hours(self, quantity: Quantity, measure: Measure) -> Counted | None:
        text = self.text
        if measure.adjective or measure.term is None or not measure.term.data.get("training", False):
            return None
        at = measure.last + 1
        if text.key_at(at) not in keys_of("not_counts.toml", "training"):
            return self._hours_of_each(quantity, measure)
        taught = self.items.after(at)
        named = taught is not None and self.items.is_adjective(taught.last)  # «۵۰ ساعت آموزش خیاطی»
        last = taught.last if taught is not None and named else at
        return self._result(quantity, printed_unit(self.text, measure), text.words((at, last)), last)

    def _hours_of_each(self, quantity: Quantity, measure: Measure) -> Counted | None:
        """«۴۶۰ نفر آموزش دیدند، هر نفر ۱۲۰ ساعت»: hours of each, in a sentence about training."""
        text, sentence = self.text, self.text.sentence(quantity.first)
        each = keys_of("words.toml", "each_of_them") | {"نفر"}
        if text.key_at(quantity.cue - 2) != "هر" or text.key_at(quantity.cue - 1) not in each:
            return None
        words = range(sentence.first, sentence.last + 1)
        taught = next((at for at in words if text.keys[at] in keys_of("not_counts.toml", "taught")), None)
        if taught is None:
            return None
        return self._result(quantity, printed_unit(text, measure), text.words((taught, taught)), measure.last)

    def _adjective(self, quantity: Quantity, measure: Measure) -> Counted | None:
        """«نیروگاه ۱۰ مگاواتی», «هیئت پنج‌نفره»."""
        unit = printed_unit(self.text, measure)
        assert measure.term is not None
        if measure.term.data.get("person", False):
            return self._result(quantity, unit, None, quantity.end)
        first = quantity.cue
        while first > 1 and self.text.key_at(first - 1) in ("و", "،") and self.text.kinds[first - 2] == NUMBER:
            first -= 2  # «مجتمع ۴۸۰ و ۳۲۰ واحدی»
        item = self.items.before(first)
        if measure.term.data.get("figure") and self.text.key_at(first - 1) in keys_of("not_counts.toml", "training"):
            item = Span(first - 1, first - 1)  # «آموزش ۲۷ هزار نفرساعتی»
        place = item is None and measure.term.data.get("length", False)  # «در ۲۰ کیلومتری شهر»
        if not place and (item is None or in_class(self.text.keys[item.first], "measured_heads")):
            following = self.items.after(quantity.end + 1)
            if following is not None:
                return self._result(quantity, unit, self._printed(following), following.last)
        data = measure.term.data
        if data.get("keeps_head", False) and (points := self._points(quantity)) is not None:
            return self._result(quantity, unit, points.item, quantity.end)
        if item is None and data["sort"] == "classifier" and not data.get("of_facilities", False):
            return None
        return self._result(quantity, unit, indefinite(self._printed(item)) if item else None, quantity.end)

    def _points(self, quantity: Quantity) -> Said | None:
        """«در تراز ۳۰۴۶ واحدی نشست», but «با افتی ۱۴ واحدی»: where the index stands that the sentence names."""
        index, before = self.understood.index(quantity), self.text.key_at(quantity.cue - 1)
        if index is None:
            return None
        level = in_class(before, "index_levels") or quantity.cue - 1 == index.last
        return Said(self._printed(index) if level else None)

    def _measured(self, quantity: Quantity, measure: Measure) -> Counted | None:
        """A number with a unit, and the item behind it or understood."""
        text, at = self.text, measure.last + 1
        assert measure.term is not None
        data, unit = measure.term.data, printed_unit(text, measure)
        while text.key_at(at) == "و" and text.key_at(at + 1) in keys_of("words.toml", "and_some"):
            at += 2
        if data.get("agency", False) and (last := self._agency(measure, at)) is not None:
            return self._result(quantity, None, text.words((measure.first, last)), last)
        if (persons := self.understood.person(quantity, measure)) is not None:
            return self._result(quantity, unit, persons, measure.last)
        if (owner := self._owner(quantity, data)) is not None:
            return self._result(quantity, unit, self._printed(owner), measure.last)
        if text.key_at(at) in keys_of("words.toml", "stuck_clitics") - {"ند"}:
            said = self.understood.predicate(at + 1, data)
            return self._result(quantity, unit, said or self.understood.stated(quantity, measure), at)
        if (
            text.key_at(at) in keys_of("words.toml", "of_them")
            and (said := self.understood.predicate(at + 1, data)) is not None
        ):
            return self._result(quantity, unit, said, measure.last)
        if data.get("figure") and text.key_at(at) in keys_of("not_counts.toml", "taught"):
            last = at + in_class(text.key_at(at + 1), "kind_adjectives")  # «۲۴ هزار نفرساعت آموزش می‌شود»
            return self._result(quantity, unit, text.words((at, last)), last)
        item = self._behind(data, at)
        if text.key_at(at) in keys_of("nouns.toml", "areas") and is_light(text.key_at(at + 1)):
            subject = self.items.subject(quantity)  # «این زمین ۲ هکتار وسعت دارد»
            return self._result(quantity, unit, self._printed(subject or Span(at, at)), at)
        if item is not None and data.get("keeps_head", False) and text.keys[item.first].endswith(PLURAL_ENDINGS):
            item = None  # «۲۶۰۰ واحد تعاونی‌ها»: whose they are
        adjective = item is not None and self._is_described(at)
        if (own := self._with_its_noun(quantity, measure, item, at)) is not None:
            return own
        if data.get("stands_for", False) and self._is_described(at) and not self.items.is_action(at):
            return self._result(quantity, unit, self.understood.antecedent(quantity, described=True), measure.last)
        plain = adjective and data.get("plain", False)
        if item is not None and not plain and not self._is_object(quantity, measure, item):
            item = self.items.pair(item) if data["sort"] == "measure" or data.get("things", False) else item
            return self._result(quantity, unit, self._printed(item), item.last)
        last = quantity.last if quantity.shares else measure.last
        while in_class(text.key_at(at), "descriptive"):
            at += 1  # «دو نوع تازه از این سلول‌ها»
        parts = None if data.get("alone", False) else self.understood.partitive(at, data)
        understood = parts or self.understood.stated(quantity, measure)
        because("item", quantity, understood, "behind «از»" if parts else "understood from its clause or from before")
        return self._result(quantity, unit, understood, last)

    def _behind(self, unit: Mapping[str, Any], at: int) -> Span | None:
        """The item that begins right behind a unit."""
        text = self.text
        item = self.items.after(at)
        if unit.get("alone", False):
            ends = item is not None and item.first == item.last and text.key_at(at + 1) in ("", ".", "،", "و", "؛")
            return item if ends and unit["sort"] == "classifier" else None  # «۴ نوبت آبیاری»
        if unit["sort"] != "measure":
            return item
        told = text.key_at(at) in keys_of("nouns.toml", "dimensions") | keys_of("nouns.toml", "ways")
        if item is None and told and text.key_at(at + 1) not in keys_of("words.toml", "setting_off"):
            return Span(at, at)  # «۳۰۰ متر طول», but «۶۰ تن راه افتاده است»
        if item is not None and (self._is_done(item) or self._is_amount(item)):
            return None
        per = text.key_at(at + 1) in keys_of("words.toml", "spans") or self.found.terms.first(at + 1, "units")
        if item is None and text.key_at(at) == "در" and per:
            item = self.items.after(at + 2)  # «۵۰۰ مگاوات در ساعت برق», «۱۲ تن در هکتار گوجه»
            return None if item is None or self._is_done(item) else item
        if item is None and self._is_common_noun(at):
            return Span(at, at)  # «۴ هکتار تاکستان»
        if item is None and text.key_at(at).isascii() and text.key_at(at).isalpha():
            return Span(at, at)  # «۲۰ تن LPG»
        return item

    def _is_common_noun(self, at: int) -> bool:
        """Whether a town's name right behind a measure is the noun that it is, too."""
        terms = self.found.terms
        wide = any(terms.at(at, label) for label in ("place:province", "place:country"))
        town = any(terms.at(at, label) for label in ("place:county", "place:city"))
        return town and not wide and self.text.key_at(at + 1) not in ("،", "و")

    def _is_described(self, at: int) -> bool:
        """Whether an adjective stands behind a unit."""
        adjective = self.items.is_adjective(at) or self.items.is_gentilic(at)
        return adjective and self.text.keys[at] not in keys_of("words.toml", "final_i")

    def _with_its_noun(self, quantity: Quantity, measure: Measure, item: Span | None, at: int) -> Counted | None:
        """A unit that is (a part of) the counted thing, or whose noun behind is none of it."""
        text = self.text
        assert measure.term is not None
        data, unit = measure.term.data, printed_unit(text, measure)
        adjective = item is not None and self._is_described(at) and not self.items.is_action(at)
        if item is not None and data.get("of_regions", False) and in_class(text.keys[item.first], "regions"):
            return self._result(quantity, None, self._printed(Span(measure.first, measure.last)), measure.last)
        compound = self.items.compound(measure.first) if data.get("noun", False) else None
        if compound is not None:  # «دو خط لوله»
            return self._result(quantity, None, self._printed(Span(measure.first, compound)), compound)
        if data.get("noun", False) and item is None and (parts := self.understood.partitive(at, data)) is not None:
            return self._result(quantity, unit, parts, measure.last)  # «۴۰ بسته از این کیت»
        if data.get("noun", False) and (item is None or adjective):
            item = Span(measure.first, measure.last if item is None else item.last)
            return self._result(quantity, None, self._printed(item), item.last)
        if not data.get("keeps_head", False):
            return None
        if in_class(text.key_at(at), "kind_adjectives"):  # «شش واحد تولیدکننده»
            return self._result(quantity, unit, self._printed(Span(measure.first, at)), at)
        if item is None:
            return None
        if in_class(text.keys[item.first], "schemes") or self._is_object(quantity, measure, item):
            return self._result(quantity, unit, None, measure.last)
        if adjective or self._is_made(at):
            return self._result(quantity, unit, self._printed(Span(measure.first, item.last)), item.last)
        return None

    def _owner(self, quantity: Quantity, unit: Mapping[str, Any]) -> Span | None:
        """«خانه‌های ۶۰ تا ۷۰ متر», «خودروهای بالای ۲۵۰۰ سی‌سی»: a plural with ezafe right before its measure.

        What some units measure stands before them in the singular, too: «پست ۴۰۰ کیلوولت».
        """
        if unit.get("rating", False) and (rated := self.items.before(quantity.cue)) is not None:
            return rated
        word = self.text.key_at(quantity.cue - 1)
        if unit["sort"] != "measure" or not word.endswith(("های", "هایی")):
            return None
        if in_class(word, "counters") or in_class(word, "verbal_subjects"):
            return None
        return self.items.before(quantity.cue)

    def _agency(self, measure: Measure, at: int) -> int | None:
        """The last token of «۸ دستگاه اجرایی», «۸ دستگاه از جمله …», where the word means an agency."""
        text, followers = self.text, keys_of("nouns.toml", "agencies")
        if text.key_at(at) == "از":
            return measure.last if text.key_at(at + 1) == "جمله" else None
        if self.items.is_place(at):
            return measure.last  # «سه دستگاه سازمان بهزیستی، …»
        if text.key_at(at) in followers:
            return at
        return measure.last if self.speaks_of_agencies and self.items.after(at) is None else None

    def _is_done(self, item: Span) -> bool:
        """«۵۰ تن صادرات غیرنفتی به ارزش …»: a verbal noun without its goods says what is done with them."""
        described = all(self.items.is_adjective(at) for at in range(item.first + 1, item.last + 1))
        stock = in_class(self.text.keys[item.first], "stocks")
        return described and not stock and self.items.is_process(item.first)

    def _is_amount(self, item: Span) -> bool:
        """«۳۹۰۰ مگاوات میزان مصرف», but «۲ هکتار مساحت»."""
        word = self.text.keys[item.first]
        return in_class(word, "counters") and word not in keys_of("nouns.toml", "dimensions")

    def _is_made(self, at: int) -> bool:
        """«دو واحد تولید نان»: a verbal noun says what the units do."""
        return in_class(self.text.key_at(at), "verbal_subjects")

    def _is_object(self, quantity: Quantity, measure: Measure, item: Span) -> bool:
        """«برای ۳۸ هزار نفر شغل ایجاد کرده», «به ۶۰ نفر وام داد»: the noun is the verb's object, not counted."""
        if measure.term is None:
            return False
        person, agents = measure.term.data.get("person", False), measure.term.data.get("keeps_head", False)
        word, after = self.text.keys[item.first], self.text.key_at(item.last + 1)
        learnt = measure.term.data["sort"] != "measure" and item.first == item.last and is_finite_verb(after)
        if learnt and self.text.key_at(quantity.cue - 1) == "در":
            return True  # «در ۵ رشته مهارت آموختند», but «در ۴۵ هکتار زمین می‌کارند»
        if not person:  # «۱۲۰ واحد مجوز دارند», «۲۰ واحد متقاضی نداشت»
            had = word in keys_of("not_counts.toml", "countable") and after.removeprefix("ن").startswith("دا")
            return agents and (in_class(word, "no_persons") or had)
        if in_class(word, "measured_heads") and not in_class(word, "no_persons"):
            return False  # «۱۸ هزار نفر جمعیت دارد»
        known = word in keys_of("not_counts.toml", "countable")
        if known and after.removeprefix("ن").startswith(("دا", "گرفت")) and not is_person(word):
            return True  # «۱۳ نفر کتاب نداشتند», but «۳۰۰ نفر عضو دارد»
        if in_class(word, "no_persons"):
            return True
        had = after in keys_of("words.toml", "having") and is_person(word)  # «۴۶ نفر پرسنل دارد»
        if not known and item.first == item.last and is_light(after) and not had:
            return True
        if after in keys_of("words.toml", "reflexives"):
            return True  # «۹۰ نفر مدارک خود را فرستادند»
        if after == "را" and word.endswith(("ها", "های")) and not is_person(word):
            return True  # «۹۰ نفر دوره‌های آموزشی را گذراندند»
        if item.first < item.last and is_passive(after) and not is_person(word):
            return True  # «۳۰۰ نفر صاحب شغل شدند»
        if self.text.key_at(quantity.cue - 1) not in ("برای", "به"):
            return False
        made = is_light(after) and in_class(self.text.keys[item.last], "verbal_subjects")
        return made or self.items.is_verbal(item.last + 1) or after in keys_of("words.toml", "giving_verbs")

    # --- text ---------------------------------------------------------------------------------------------

    def _printed(self, item: Span) -> str:
        return printed_item(self.text, self.items, item)

    @staticmethod
    def _result(quantity: Quantity, unit: str | None, item: str | None, last: int) -> Counted:
        return Counted(quantity, unit, item, quantity.start, max(last, quantity.last))


def _is_year(value: Fraction) -> bool:
    return 1300 <= value <= 1450 or 1900 <= value <= 2100
