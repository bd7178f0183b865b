"""The item of a number whose unit stands alone: understood from beside it, its clause, or what was named before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coopnews.extractors.antecedents import Antecedents, Counted, is_person, may_be_persons, unit_id, unit_of
from coopnews.extractors.entries import NOTHING, Entries, Said, is_group
from coopnews.extractors.predicates import FARTHEST_VERB, Clause
from coopnews.extractors.printed import bare, indefinite, printed_item
from coopnews.finders.found import Found
from coopnews.finders.items import POSSESSIVES, Items, in_class, is_light
from coopnews.finders.money import is_money
from coopnews.finders.quantities import Measure, Quantity
from coopnews.finders.terms import Term
from coopnews.lexicon import key, keys_of
from coopnews.text import Span, Text
from coopnews.tokenize import SIGN, WORD
from coopnews.verbs import is_finite_verb

LONGEST_AMONG = 8
"""Tokens from «از میان» to the number of those who are told of."""
FARTHEST_PROCESS = 14
"""Tokens back to the clause whose subject the number's clause leaves out."""


class Understood:
    """Finds items that are not said beside their number; ``done`` are the counts before, in order."""

    def __init__(self, text: Text, found: Found, items: Items, done: list[Counted]) -> None:
        self.text, self.found, self.items, self.done = text, found, items, done
        self.antecedents = Antecedents(text, items, done)
        self.clause = Clause(text, items)
        self.entries = Entries(text, items, self.clause)

    def printed(self, item: Span) -> str:
        """An item as it is reported."""
        return printed_item(self.text, self.items, item)

    def antecedent(self, quantity: Quantity, *, described: bool = False) -> str | None:
        """The item of the count that a number takes up, tied to it by a pronoun, «که» or its unit («مورد»).

        What is ``described`` by an adjective of its own leaves that of the other: «۲۰ طرح کشاورزی، ۱۵ صنعتی».
        """
        item = self.antecedents.pointed(quantity)
        head, _, rest = (item or "").partition(" ")
        other = rest.endswith(("ی", "ي")) and " " not in rest and key(rest) not in keys_of("words.toml", "final_i")
        return head if described and other else item

    def person(self, quantity: Quantity, measure: Measure) -> str | None:
        """«از ۲۴ نماینده، ۱۷ تن رأی دادند»: the persons that a unit of measure counts here."""
        assert measure.term is not None
        whole = self._whole_before(quantity, measure) if measure.term.data.get("also_person", False) else None
        return whole if whole is not None and is_person(key(whole.split()[0])) else None

    def partitive(self, at: int, unit: Mapping[str, Any]) -> str | None:
        """«۳۰۰ نفر از اعضای این تعاونی», «۸۴ هکتار از این زمین‌ها», but not the distance «۵ کیلومتر از دریا»."""
        text, length, person = self.text, unit.get("length", False), unit.get("person", False)
        if text.key_at(at) != "از":
            return None
        if length and in_class(text.key_at(at + 1), "landmarks"):
            return None
        at += 1
        whole = next((other for other in self.found.quantities if other.cue <= at <= other.first), None)
        if whole is not None:  # «۱۴ هزار دستگاه از ۷۰ هزار تاکسی»
            item = self.items.after(whole.end + 1)
            if item is None or is_money(text, whole) or in_class(text.keys[item.first].removesuffix("ی"), "regions"):
                return None  # «۲۴ خانوار از سه روستای …»
            return self.printed(item)
        pointed = text.key_at(at) in keys_of("not_counts.toml", "pointing")
        if pointed:
            at += 1
            things = person and not is_group(text, self.items, at) and not is_person(text.key_at(at))
            if in_class(text.key_at(at), "counters") or (things and is_finite_verb(text.key_at(at + 1))):
                return None  # «… نفر از این تعداد», «… نفر از آن نان می‌خورند»
        if in_class(text.key_at(at), "kinds_of"):
            if pointed and text.key_at(at) in keys_of("words.toml", "groups"):
                return None  # «سه سهم از این گروه»
            at += 1  # «۲۰ تن از این نوع کاغذ»
        if not self.items.is_word(at) or self.items.is_place(at) or in_class(text.key_at(at), "counters"):
            return None
        if (
            self.items.is_verbal(at)
            or in_class(text.key_at(at), "descriptive")
            or in_class(text.key_at(at), "regions")
            or in_class(text.key_at(at), "sources")
            or (person and (in_class(text.key_at(at), "no_persons") or in_class(text.key_at(at), "schemes")))
            or in_class(text.key_at(at), "verbal_subjects")
        ):
            return None
        last = self.items.compound(at) or at
        joined = person and text.key_at(last + 1) == "و"
        if joined and all(is_group(text, self.items, one) for one in (last, last + 2)):
            last += 2  # «۳۲ هزار نفر از روستاییان و عشایر»
        return self.printed(Span(at, last))

    def stated(self, quantity: Quantity, measure: Measure) -> str | None:
        """The item of a number with a unit alone: what stands beside it, its whole, its clause, what was before."""
        for source in (
            self._of_index,
            self.entries.labelled,
            self.entries.apposed,
            self._beside,
            self._whole,
            self._of_clause,
            self._taken_up,
        ):
            said = source(quantity, measure)
            if said is not None:
                level = said.item is not None and key(said.item) in keys_of("numbers.toml", "levels")
                return None if level else said.item  # «مرز ۹ هزار تن را رد کرد»
        return None

    def _of_index(self, quantity: Quantity, measure: Measure) -> Said | None:
        """«شاخص کل با ۱۰ واحد کاهش به ۸۰ هزار واحد رسید»: changes count nothing, what it stands at is said of it."""
        assert measure.term is not None
        if not measure.term.data.get("keeps_head", False):
            return None
        level = self.text.key_at(quantity.cue - 1) == "به"  # «از ۱۰ به ۴۰ واحد افزایش یافت»
        if in_class(self.text.key_at(measure.last + 1), "changes") and not level:
            return NOTHING
        clause = self.text.keys[self.items.clause_start(quantity) : quantity.cue]
        levels = any(in_class(word, "index_levels") for word in clause)
        index = self.index(quantity) if levels or self.clause.is_predicate(quantity) else None
        if index is not None:
            return Said(self.printed(index))
        return NOTHING if levels or any(in_class(word, "indices") for word in clause) else None

    def index(self, quantity: Quantity) -> Span | None:
        """The index whose points a number tells: the nearest that its sentence names before it."""
        first = self.text.sentence(quantity.first).first
        named = (
            at
            for at in range(quantity.cue - 1, first - 1, -1)
            if self.text.keys[at] in keys_of("nouns.toml", "indices")
        )
        at = next(named, None)
        return None if at is None else Span(at, min(self.items.subject_end(at), quantity.cue - 1))

    # --- beside the number --------------------------------------------------------------------------------

    def _beside(self, quantity: Quantity, measure: Measure) -> Said | None:
        """The noun that the number stands behind."""
        text, before = self.text, quantity.cue - 1
        assert measure.term is not None
        person = measure.term.data.get("person", False)
        if text.key_at(before) == "(":
            if self.done and self.done[-1].last == before - 1:
                return Said(self.done[-1].item)  # «۴۰۸ کیلومتر (۲۵۳ مایل)»
            named = any(at in self.items.people for at in range(before - 3, before))
            bracketed = None if person or named else self.items.before(before)
            if bracketed is not None:
                return Said(self.printed(bracketed))
        if (measured := self._measured_by(quantity)) is not None:
            return Said(measured)
        each = self._of_each(quantity) if measure.term.data["sort"] == "measure" else None
        return None if each is None else Said(each)

    def _measured_by(self, quantity: Quantity) -> str | None:
        """«زمینی به وسعت ۱۱ هزار متر مربع», «زمین این پروژه به مساحت ۲ هکتار»."""
        text, at = self.text, quantity.cue - 1
        if text.key_at(at) not in keys_of("nouns.toml", "dimensions"):
            return None
        if self.done and text.key_at(at - 1) in ("و", "،") and self.done[-1].last == at - 2:
            item = self.done[-1].item  # «زمینی به طول ۴۰ متر و عرض ۲۰ متر», «۱۵ متر طول و عرض ۱۰ متر»
            own = item is not None and key(item) in keys_of("nouns.toml", "dimensions")
            return text.words((at, at)) if own else item
        if text.key_at(at - 1) != "به":
            return None
        measured = self.items.before(self.items.past_place(at - 1))
        if measured is None or text.keys[measured.last].isascii():
            return None  # «ARGO به طول ۲۵۰ متر»: a name
        one = next((at for at in (measured.first - 1, measured.first - 2) if text.key_at(at) == "یک"), None)
        if one is not None:
            measured = Span(one + 1, measured.last)  # «یک پایانه بار به وسعت …»
        owner = measured.first - 2
        if text.key_at(owner + 1) in keys_of("not_counts.toml", "pointing") and self.items.is_word(owner):
            measured = Span(owner, owner)
        elif one is None:
            measured = self.items.headed(measured)
        return indefinite(self.printed(measured))

    def _of_each(self, quantity: Quantity) -> str | None:
        """«۶ سوله …؛ هر سوله ۷۵۰ متر مربع»: each of what was counted."""
        noun = quantity.cue - 1
        if self.text.key_at(noun - 1) != "هر" or not self.items.is_word(noun):
            return None
        if self.items.is_process(noun - 2):
            return None  # «تولید هر کندو ۱۴ کیلوگرم»: of the good
        things = (before for before in self.done if (unit := unit_of(before.quantity)) is None or _counts_things(unit))
        named = (name for before in things for name in (before.item, before.unit) if name)
        counted = any(key(name) == self.text.keys[noun] for name in named)
        return self.printed(Span(noun, noun)) if counted else None

    def _measured_head(self, quantity: Quantity) -> str | None:
        """«ظرفیت سالانه ۴ هزار تن», «با ظرفیتی بالغ بر …»: the measured noun right before, one adjective between."""
        heads, restrictive = keys_of("nouns.toml", "measured_heads"), False
        for at in range(quantity.cue - 1, quantity.cue - 4, -1):
            word = self.text.key_at(at)
            if word.removesuffix("ی") in heads - {word}:
                return self.text.words((at, at)).rstrip("یي")
            if word in heads:
                return None if restrictive else bare(self.text.words((at, at)))  # «با این جمعیت تنها ۵۰۰ نفر شاغلند»
            restrictive = word in keys_of("words.toml", "restrictives")  # «وزنی تنها ۵ کیلوگرم»
            placed = at in self.items.named and self.items.named[at] == at  # «جمعیت سمنان ۷۲۰ هزار نفر»
            between = keys_of("words.toml", "periodic") | keys_of("words.toml", "equalling")
            if not (placed or restrictive or self.items.is_modifier(at) or word in between):
                return None
        return None

    # --- the whole that it is part of ---------------------------------------------------------------------

    def _whole(self, quantity: Quantity, measure: Measure) -> Said | None:
        """What the number is said to be a part or a share of."""
        assert measure.term is not None
        person = measure.term.data.get("person", False)
        if self._is_each(quantity) and not person:
            return Said(self.antecedents.each(quantity))
        if self._is_share(quantity, measure):
            return Said(self.antecedent(quantity))
        whole = self._whole_before(quantity, measure)
        return None if whole is None else Said(whole)

    def _whole_before(self, quantity: Quantity, measure: Measure) -> str | None:
        """«از مجموع پرونده‌های تازه، ۵ فقره», «از ۳۶۱ دانش‌آموز، تنها ۱۳ نفر»: the whole opens the clause."""
        text, at = self.text, quantity.cue - 1
        assert measure.term is not None
        while text.key_at(at) in keys_of("not_counts.toml", "one_of") - {"به"}:
            at -= 1
        before = self.done[-1] if self.done else None
        whole = before.quantity.cue - 1 if before is not None else -1
        whole -= text.key_at(whole) in keys_of("words.toml", "totals")  # «از مجموع ۲ هزار کارمند ۱۵۰۰ نفر»
        owned = before is not None and before.last == at - 1 and self.items.is_word(at)  # «از ۴۵ تن رب اعضا ۱۵ تن»
        if before is not None and (before.last == at or owned) and text.key_at(whole) == "از":
            return before.item if self._may_be_whole(before, quantity, measure) else None
        if not measure.term.data.get("person", False) and text.key_at(at - 2) == "از":
            opens = at - 2 == self.items.clause_start(quantity) or at - 3 in self.items.dates
            pointed = opens and text.key_at(at - 1) in keys_of("not_counts.toml", "pointing")
            return self.partitive(at - 2, measure.term.data) if pointed else None  # «از این گوجه ۴۰ تن»
        if (among := self._among(quantity, at)) is not None:
            return self.printed(among)
        if text.key_at(at) != "،":
            return None
        first = self.items.clause_start(quantity._replace(first=at))
        opening = next((word for word in range(first, at) if text.keys[word] == "از"), at)
        if before is not None and before.quantity.cue == opening + 1:
            return before.item if self._may_be_whole(before, quantity, measure) else None
        if not in_class(text.key_at(opening + 1), "counters"):
            return None
        counted = self.items.after(opening + 2)
        return None if counted is None or counted.last >= at else self.printed(counted)

    def _among(self, quantity: Quantity, last: int) -> Span | None:
        """«از میان تعاونی‌های غیرفعال ۵۲۰ مورد», «از بین اعضا فقط ۲۳۶ نفر»: those among whom some are counted."""
        text, among = self.text, keys_of("words.toml", "among")
        start = max(text.sentence(quantity.first).first, last - LONGEST_AMONG)
        opening = next((at for at in range(last - 1, start, -1) if text.keys[at] in among), None)
        if opening is None or text.keys[opening - 1] != "از":
            return None
        whole = self.items.after(opening + 1)
        if whole is None or whole.last > last:
            return None
        rest = range(whole.last + 1, last + 1)
        return whole if all(self.items.is_modifier(at) or at in self.items.named for at in rest) else None

    @staticmethod
    def _may_be_whole(before: Counted, quantity: Quantity, measure: Measure) -> bool:
        """Whether the number may be part of a count: persons of persons."""
        assert measure.term is not None
        whole = before.quantity
        if measure.term.data.get("also_person", False):
            persons = before.unit is None and is_person(key(before.item or ""))
            return whole.value >= quantity.value and (persons or unit_id(whole) == measure.term.id)
        if measure.term.data.get("person", False):
            unit = unit_of(whole)
            return may_be_persons(before.item) and (unit is None or unit.data.get("person", False))
        return unit_id(whole) == measure.term.id

    def _is_each(self, quantity: Quantity) -> bool:
        """«۶ سوله هر یک ۵۰۰ متر مربع»."""
        each = keys_of("words.toml", "each_of_them")
        return self.text.key_at(quantity.cue - 2) == "هر" and self.text.key_at(quantity.cue - 1) in each

    def _is_share(self, quantity: Quantity, measure: Measure) -> bool:
        """«۵۱۲ واحد از این تعداد», «از این تعداد، تنها ۵۱۲ واحد»."""
        before = quantity.cue - 1
        while self.text.key_at(before) in keys_of("not_counts.toml", "one_of") - {"به"} | {"،"}:
            before -= 1
        return self._is_tally(measure.last + 1) or self._is_tally(before - 2)

    def _is_tally(self, at: int) -> bool:
        """Whether «از این تعداد» begins at a token."""
        pointing = keys_of("not_counts.toml", "pointing")
        text = self.text
        return text.key_at(at) == "از" and text.key_at(at + 1) in pointing and in_class(text.key_at(at + 2), "counters")

    # --- its clause ---------------------------------------------------------------------------------------

    def _of_clause(self, quantity: Quantity, measure: Measure) -> Said | None:
        """What the clause says the number of: what is acted on, its subject, its object, its predicate."""
        text = self.text
        assert measure.term is not None
        data = measure.term.data
        person, length = data.get("person", False), data.get("length", False)
        acted = self._dimension(quantity) if length else None if person else self._acted_on(quantity, measure)
        if acted is not None:
            return Said(acted)
        if (head := self._measured_head(quantity)) is not None:
            # «سهمیه ۳۰ نفر»: a number of persons is no capacity.
            return NOTHING if person and not in_class(key(head), "populations") else Said(head)
        if text.key_at(quantity.cue - 1) == "قالب" or self.clause.is_predicate(quantity):
            if self._is_anaphor(quantity) and not self.antecedents.is_governed(quantity):
                return Said(self.antecedent(quantity))
            subject = self._population(quantity) or self.items.subject(quantity, measured=data["sort"] == "measure")
            if subject is not None and text.keys[subject.first] not in keys_of("words.toml", "shares"):
                same = text.keys[subject.first] == text.keys[measure.first]  # «شیفت کار به سه شیفت رسید»
                impersonal = keys_of("nouns.toml", "capacities") | keys_of("not_counts.toml", "money_nouns")
                same = same or (person and text.keys[subject.first] in impersonal)  # «این مبلغ به ۶۰ نفر رسید»
                return NOTHING if same else Said(self.printed(subject))
            if self._is_of_process(quantity):
                return NOTHING
            if self._goes_on(quantity):
                return Said(self.done[-1].item)
        if text.key_at(quantity.cue - 1) == "را" and (kept := self._kept_at(quantity)) is not None:
            return Said(kept)
        found = self._added_to(measure)
        if found is None and person:
            found = self._predicate_noun(measure)
        return None if found is None else Said(found)

    def _population(self, quantity: Quantity) -> Span | None:
        """«مرکز آمار جمعیت شاغل کشور را ۲۵ میلیون نفر اعلام کرد»: the people whose number is told as an object."""
        keys, start = self.text.keys, self.items.clause_start(quantity)
        object_end = next((at for at in range(start, quantity.cue) if keys[at] == "را"), start)
        heads = (at for at in range(start, object_end) if in_class(keys[at], "populations"))
        head = next(heads, None)
        return None if head is None else Span(head, min(self.items.subject_end(head), object_end - 1))

    def _is_anaphor(self, quantity: Quantity) -> bool:
        """«این عدد به ۳۴ تن رسید», «که رقمش ۹۵ تن بود»: the last that tells how many is the count before."""
        text = self.text
        for at in range(quantity.cue - 1, self.items.subject_start(quantity) - 1, -1):
            word, before = text.keys[at], text.key_at(at - 1)
            if in_class(word, "counters") or word == "عدد":
                noun = before == key("آن") and self.items.is_word(at - 2)  # «معاملات آن رقم»
                oblique = text.key_at(at - 2) in keys_of("words.toml", "obliques")
                pointed = before in keys_of("not_counts.toml", "pointing")
                return pointed and not noun and not oblique and not self.items.is_word(at + 1)
            if any(in_class(word.removesuffix(ending), "counters") for ending in POSSESSIVES if word != ending):
                return not self.items.is_word(at + 1)
        return False

    def _is_of_process(self, quantity: Quantity) -> bool:
        """«تولید روزانه استان ۳۰ تن است»: a verbal noun without its goods is what the number is said of."""
        clause = range(self.items.subject_start(quantity), quantity.cue)
        return any(in_class(self.text.keys[at], "verbal_subjects") for at in clause)

    def _acted_on(self, quantity: Quantity, measure: Measure) -> str | None:
        """«مصرف برق کشور از ۵۰ هزار مگاوات گذشت», «تقاضای جهانی برای نفت …»: what the nearest process acts on."""
        text, items, after = self.text, self.items, measure.last + 1
        if items.is_process(quantity.cue - 1) and text.key_at(quantity.cue - 2) == "با":
            good = items.before(quantity.cue - 2)  # «آویشن با فروش ۸ تن بیشترین سهم را دارد»
            return None if good is None or not in_class(text.keys[good.first], "goods") else self.printed(good)
        if in_class(text.key_at(after), "descriptive"):
            after += 1
        if text.key_at(after) in ("در", "به", "از") and (product := items.product(after + 1)) is not None:
            return self.printed(product)  # «۲۰ تن در مصرف آرد صرفه‌جویی شد», «۳۰ تن دیگر به تولید پنبه افزوده شد»
        if text.key_at(quantity.cue - 1) in ("در", "برای", "با"):
            return None
        start = items.clause_start(quantity)
        assert measure.term is not None
        if quantity.cue - start <= 1 and not measure.term.data.get("keeps_head", False):
            # «صادرات چای دو برابر شد و به ۲۷ تن رسید», «صادرات چای طبق آمار، ۲۷ تن بود»
            start = max(text.sentence(start).first, start - FARTHEST_PROCESS)
        for at in range(quantity.cue - 1, start - 1, -1):
            if text.keys[at] in keys_of("nouns.toml", "capacities"):
                # «ظرفیت سه فاز از ۳۶۰ تن گذشت», «ظرفیت نگهداری ۳۰ تن است»
                use = any(in_class(text.keys[at + 1], name) for name in ("verbal_subjects", "processes", "kind_nouns"))
                return text.words((at, at + 1 if use and at + 1 < quantity.cue else at))
            surplus = text.key_at(at - 1) == "بر"  # «گندم مازاد بر نیاز کشاورزان»
            if (
                not items.is_process(at)
                or surplus
                or (at > start and text.keys[at - 1] in keys_of("nouns.toml", "capacities"))
            ):
                continue
            product = items.product(at)
            return None if product is None or product.last >= quantity.cue else self.printed(product)
        return None

    def _dimension(self, quantity: Quantity) -> str | None:
        """«ارتفاع سد با این طرح از ۳۰۰ متر به ۲۷۰ متر رسید»: the dimension that a length is said of."""
        if not self.clause.is_predicate(quantity):
            return None
        clause = range(quantity.cue - 1, self.items.clause_start(quantity) - 1, -1)
        found = (at for at in clause if self.text.keys[at] in keys_of("nouns.toml", "dimensions"))
        return next((self.text.words((at, at)) for at in found), None)

    def _kept_at(self, quantity: Quantity) -> str | None:
        """«دمای خانه‌ها را بین ۱۸ تا ۲۱ درجه نگه دارند»: the measured noun whose object the clause is about."""
        first = self.items.clause_start(quantity)
        heads = (at for at in range(quantity.cue - 2, first - 1, -1) if in_class(self.text.keys[at], "measured_heads"))
        return next((bare(self.text.words((at, at))) for at in heads), None)

    def _added_to(self, measure: Measure) -> str | None:
        """«۳۵ نفر به اعضا افزوده شد»."""
        text, at = self.text, measure.last + 1
        while in_class(text.key_at(at), "descriptive"):
            at += 1  # «۱۷۰۰ نفر جدید»
        added = any(word in keys_of("words.toml", "added") for word in text.keys[at + 2 : at + 6])
        taken = any(word in keys_of("words.toml", "taken") for word in text.keys[at + 2 : at + 6])
        noun = at + 2 if in_class(text.key_at(at + 1), "counters") else at + 1  # «به جمع اعضا»
        verbal = in_class(text.key_at(noun), "verbal_subjects")
        if (
            ((added and text.key_at(at) == "به") or (taken and text.key_at(at) == "از"))
            and self.items.is_word(noun)
            and not verbal
        ):
            return self.printed(Span(noun, noun))
        return None

    def _predicate_noun(self, measure: Measure) -> str | None:
        """«۷۰۰ نفر در این تعاونی‌ها شاغل‌اند»."""
        text = self.text
        for at in range(measure.last + 1, min(text.sentence(measure.last).last, measure.last + 8) + 1):
            if text.kinds[at] != WORD:
                return None
            stem = next(
                (text.keys[at].removesuffix(end) for end in ("اند", "ند") if text.keys[at].endswith(end)), text.keys[at]
            )
            said = at == measure.last + 1 and is_person(stem)  # «پنج نفر معلول بودند»
            if said or stem in keys_of("nouns.toml", "predicate_nouns"):
                if stem == text.keys[at] and text.key_at(at + 1) not in keys_of("words.toml", "copulas"):
                    return None  # «۱۶۰ نفر بیکار می‌شوند»
                return text.words((at, at))[: len(stem)]
        return None

    def predicate(self, at: int, unit: Mapping[str, Any]) -> str | None:
        """What the clause that goes on at a token says its subject is: «نفرشان زنان سرپرست خانوارند»."""
        text, item = self.text, self.items.after(at)
        word = text.words((at, at)) if at < len(text) else ""
        if word.endswith("\u200cاند") and text.key_at(at + 1) in (".", "،", "و", "؛", ""):
            said = word.removesuffix("\u200cاند")
            return None if in_class(key(said), "descriptive") else said  # «نفرشان کلاس‌اولی‌اند», «۵۸ تای آنها فعال‌اند»
        if item is None or in_class(text.keys[item.first], "no_persons") or self.items.is_process(item.first):
            return None
        things = unit["sort"] == "classifier" and not unit.get("person", False)
        measured = unit["sort"] == "measure" and not unit.get("also_person", False)
        if (things or measured) and self.items.is_adjective(item.first):
            return None  # «که ۲۵ تای آنها روستایی‌اند», «۱۱ کیلومترش خاکی است»
        for verb in range(item.last + 1, min(text.sentence(at).last, at + FARTHEST_VERB) + 1):
            rest = text.keys[verb] == "و" and text.key_at(verb + 1) in keys_of("words.toml", "rest_words")
            if text.keys[verb] in keys_of("words.toml", "copulas") or text.keys[verb] == "ند" or rest:
                return self.printed(item)
            if text.kinds[verb] == SIGN or is_light(text.keys[verb]):
                return None
        return None

    def _goes_on(self, quantity: Quantity) -> bool:
        """«شمار دکل‌ها ۵ حلقه کاهش یافته و به ۷۸۷ حلقه رسیده»: the clause leaves out the subject of the one before."""
        text, before = self.text, self.done[-1].quantity if self.done else None
        if before is None or unit_id(before) != unit_id(quantity):
            return False
        if text.sentence_of[before.first] != text.sentence_of[quantity.first]:
            return False
        start = self.items.past_adverbials(self.items.clause_start(quantity), quantity.cue)
        openers = keys_of("words.toml", "modals") | {"در", "تا", "طی"}
        joints = keys_of("words.toml", "periodic") | {"به", "از", "هم", "نیز"}
        if start < quantity.cue and text.keys[start] in openers:
            return text.keys[quantity.cue - 1] in joints
        return all(
            word in openers | joints | keys_of("words.toml", "clause_openers")
            for word in text.keys[start : quantity.cue]
        )

    # --- what was named before ----------------------------------------------------------------------------

    def _taken_up(self, quantity: Quantity, measure: Measure) -> Said | None:
        """What was counted or named before and leaves its noun out here."""
        assert measure.term is not None
        data = measure.term.data
        relative = self.text.key_at(quantity.cue - 1) == "که" and data["sort"] == "classifier"
        after = measure.last + 1
        after += self.text.key_at(after) == "از"  # «۱۷ تا از آنها»
        of_it = self.text.key_at(after) in keys_of("words.toml", "of_them") | keys_of("words.toml", "them")
        tied = (relative or of_it) and not data.get("person", False) and not data.get("alone", False)
        if data.get("stands_for", False) or tied:
            return Said(self.antecedent(quantity))  # «۷۰ پرونده رسید که ۲۵ فقره بسته شد», «۹ عنوان آن»
        taken = self.antecedents.parallel(quantity)
        if taken is None:
            return None
        return Said(taken.item if taken.noun is None else self.printed(taken.noun))


def _counts_things(unit: Term) -> bool:
    return bool(unit.data["sort"] == "classifier")
