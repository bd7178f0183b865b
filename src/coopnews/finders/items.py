"""The counted noun: the shortest noun phrase that identifies what a number counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from coopnews.finders.agents import are_agents, is_agent
from coopnews.finders.numbers import number_words
from coopnews.finders.phrases import fixed_end
from coopnews.finders.places import is_origin
from coopnews.finders.quantities import Quantity, is_of_case
from coopnews.finders.terms import Terms
from coopnews.lexicon import PLURAL_ENDINGS, keys_of
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, SIGN, WORD
from coopnews.verbs import is_finite_verb, is_participle

_QUOTES = frozenset("\"»'")
_MARKED = {"نیاز": "به", "تقاضا": "برای", "تقاضای": "برای"}
"""Processes whose product a preposition marks: «نیاز کشور به گندم»."""
_DASHES = frozenset("-–—ـ")
_STUCK_I = ("\u200cای", "\u200cاي", " ای", " اي")
"""The ending of an adjective behind a silent h: «منطقه‌ای»."""
POSSESSIVES = ("ش", "شان")
"""Endings of «تولیدش», where the word without them is known."""
CLITICS = ("\u200cاش", "\u200cشان", "\u200cام", "\u200cمان")
LONGEST_ITEM = 6
FARTHEST_PARTNER = 14
"""Tokens between two verbal nouns that one verb follows."""
FARTHEST_SUBJECT = 16
SHORTEST_GENTILIC = 4
"""Letters of words that are too short to be told from others: «آبی», «قمی»."""
FARTHEST_DEED = 3
"""Tokens behind goods in which the verb that they are the object of shows itself."""
LONGEST_OBJECT = 3
"""Words before «را» that are all one object; in a longer run the agent stands first."""
PLACES = ("place:province", "place:county", "place:city", "place:country")  # the labels whose adjectives are dropped


@cache
def _phrase_ends() -> frozenset[str]:
    return keys_of("words.toml", "phrase_ends")


@lru_cache(maxsize=1 << 14)
def _stuck_clitic(word: str) -> str:
    """The possessive at the end of a word that is none itself: «عضوش», «زمینم», «گاوهایش», «وزنشان»."""
    countable = keys_of("not_counts.toml", "countable") | keys_of("nouns.toml", "dimensions")
    if word in countable or word in keys_of("words.toml", "no_possessives"):
        return ""
    for ending in keys_of("words.toml", "possessives"):
        stem = word.removesuffix(ending)
        single = {stem.removesuffix(plural) for plural in ("", "ها", "ان")}
        if stem != word and (not single.isdisjoint(countable) or any(is_agent[form] for form in single)):
            return ending
    return ""


@cache
def _complementizers() -> frozenset[str]:
    return keys_of("words.toml", "complementizers")


@cache
def _quality_prefixes() -> tuple[str, ...]:
    return tuple(f"{prefix}\u200c" for prefix in keys_of("words.toml", "quality_prefixes"))


@cache
def _kind_endings() -> tuple[str, ...]:
    return tuple(keys_of("words.toml", "kind_endings"))


@lru_cache(maxsize=1 << 14)
def in_class(word: str, name: str) -> bool:
    """Whether a word, its singular or its form without possessive («تولیدش») is in a word class of ``nouns.toml``."""
    words = keys_of("nouns.toml", name)
    owned = (word.removesuffix(ending) for ending in POSSESSIVES if word.endswith(ending) and len(word) > 4)
    return word in words or any(form in words for form in (*singulars(word), *owned))


def singulars(word: str) -> list[str]:
    """What a word may be without plural, ezafe or indefinite ending, likeliest first.

    >>> singulars("طرحهای"), singulars("اعضای")
    (['طرح', 'طرحها'], ['اعضا'])
    """
    endings = [ending for ending in ("هایی", "های", "ها") if word.endswith(ending) and len(word) > len(ending) + 1]
    forms = [word.removesuffix(ending) for ending in endings]
    if word.endswith(("ای", "وی")) and len(word) > 4:
        forms.append(word.removesuffix("ی"))
    return forms


class Items:
    """Finds items in one text."""

    def __init__(
        self,
        text: Text,
        terms: Terms,
        named: Mapping[int, int],
        dates: Iterable[int] = (),
        speakers: Iterable[int] = (),
        numbers: Iterable[int] = (),
        people: Iterable[int] = (),
    ) -> None:
        """``named`` are the first and last tokens of places, bodies and dates, ``dates`` the first ones of dates,
        ``people`` those of names of persons, ``speakers`` the last ones of officials; ``numbers`` are all tokens of
        numbers.
        """
        self.text = text
        self.terms = terms
        self.named = dict(named)
        self.dates = frozenset(dates)
        self.speakers = frozenset(speakers)
        self.numbers = frozenset(numbers)
        self.people = frozenset(people)

    # --- word by word ---------------------------------------------------------------------------------

    def is_word(self, at: int) -> bool:
        """Whether the token is a word that a noun phrase may hold."""
        if not 0 <= at < len(self.text) or self.text.kinds[at] != WORD:
            return False
        word = self.text.keys[at]
        if word == "مورد" and is_of_case(self.text, at):
            return False  # «۱۰۰ کالای مورد نیاز»
        if len(word) > 5 and word.endswith(("ترین", "اند")) and not self._is_known_noun(word):
            return False  # superlatives, and predicates with their copula («فعال‌اند»)
        if word.endswith("ند") and in_class(word[:-2], "predicates"):
            return False  # «در ۵ تعاونی عضوند»
        return not (in_class(word, "function_words") or is_finite_verb(word)) or self._is_known_noun(word)

    @staticmethod
    def _is_known_noun(word: str) -> bool:
        return word in keys_of("not_counts.toml", "countable")

    def is_verbal(self, at: int) -> bool:
        """Whether the word is the nominal part of the verb that follows («تحویل گرفته شد»)."""
        word, after = self.text.key_at(at), self.text.key_at(at + 1)
        if word in keys_of("not_counts.toml", "reached") or (
            after == "به" and word in keys_of("words.toml", "taking_to")
        ):
            return True
        if word == self.text.key_at(at + 2) and after in keys_of("words.toml", "between_doubled"):
            return True  # «جا به جا می‌کنند»
        if at + 1 >= len(self.text) or self.text.kinds[at + 1] != WORD:
            return word in keys_of("words.toml", "verbal_pasts")
        if not self._same_sentence(at, at + 1):
            return False
        if after.removeprefix("ن") in keys_of("words.toml", "futures"):
            after = self.text.key_at(at + 2)  # «شرکت نخواهد کرد»
        auxiliary, known = is_auxiliary(after), self._is_known_noun(word)
        if not in_class(word, "verbal"):
            return auxiliary and not known and at - 1 not in self.numbers  # «بیمه ۵ هزار ملوان شد»
        if after == "و" and self.compound(at) is None:  # «شناسایی و از بازار جمع‌آوری شد», but «حمل و نقل»
            last = min(self.text.sentence(at).last, at + FARTHEST_PARTNER)
            partner = next((step for step in range(at + 2, last + 1) if in_class(self.text.keys[step], "verbal")), -1)
            counted = known and at - 1 in self.numbers  # «۴۰ شرکت و کارخانه حضور دارند»
            return (
                partner > 0
                and not counted
                and (
                    self._is_of_persons(at - 1)
                    or self.numbers.isdisjoint(range(at + 2, partner))
                    or is_light(self.text.key_at(partner + 1))  # «۲۰۰ تن کشمش تولید و ۹۰ تن آن صادر شد»
                )
                and not any(is_light(word) for word in self.text.keys[at + 2 : partner])
                and (self.is_verbal(partner))
            )
        if after == "پیدا" and is_auxiliary(self.text.key_at(at + 2)):
            return True  # «ادامه پیدا کرد»
        if known and not auxiliary:
            return False  # «یک متقاضی آمد», but «۲۰ نفر شرکت کردند»
        return is_light(after) and after not in keys_of("words.toml", "copulas")

    def _is_of_persons(self, at: int) -> bool:
        """Whether the unit of persons stands at a token: «یک نفر کشته و هفت نفر مصدوم شدند»."""
        return any(unit.data.get("person", False) for unit in self.terms.at(at, "units"))

    def _same_sentence(self, one: int, other: int) -> bool:
        return other < len(self.text) and self.text.sentence_of[one] == self.text.sentence_of[other]

    def is_place(self, at: int) -> bool:
        """Whether the name of a place or body, or a date, begins at the token."""
        return at in self.named

    def is_adjective(self, at: int) -> bool:
        """Whether the token looks like a relational adjective («آموزشی») that names a kind."""
        word = self.text.key_at(at)
        if not word:
            return False
        if in_class(word, "kind_adjectives"):
            return True
        if self.text.quote((at, at)).endswith(tuple(f"\u200c{ending}" for ending in _kind_endings())):
            return True
        if not word.endswith("ی") or len(word) < 4:
            return False
        if word.endswith("وی") and (in_class(word[:-1], "goods") or self._is_known_noun(word[:-1])):
            return False  # «داروی کمیاب»
        ezafe = word.endswith(("ای", *PLURAL_ENDINGS))  # «اعضای», «طرح‌های», but «منطقه‌ای»
        if ezafe and not self.text.quote((at, at)).endswith(_STUCK_I):
            return False
        return not is_origin(word, PLACES)

    def is_gentilic(self, at: int) -> bool:
        """Whether a word says where somebody or something is from («بروجنی», «افغانستانی»)."""
        word = self.text.key_at(at)
        of_place = word.endswith("ی") and len(word) > SHORTEST_GENTILIC and is_origin(word, PLACES)
        return of_place and not self.is_adjective(at)

    def is_action(self, at: int) -> bool:
        """Whether a word in ‑ی names what is done («بازرسی», «سرمایه‌گذاری») and is no adjective by itself."""
        word = self.text.key_at(at)
        return word.endswith(tuple(keys_of("words.toml", "action_endings"))) and not in_class(word, "kind_adjectives")

    def is_modifier(self, at: int) -> bool:
        """Whether the token is an adjective, of a kind or not («اولیه», «صنعتی»)."""
        return self.is_adjective(at) or self.describes(at)

    def describes(self, at: int) -> bool:
        """Whether the token tells how something is and not of what kind («فعال», «کم‌بازده», «بی‌بضاعت»)."""
        word = self.text.key_at(at)
        if in_class(word, "descriptive"):
            return True
        prefixed = bool(word) and self.text.quote((at, at)).startswith(_quality_prefixes())
        return prefixed and not self._is_known_noun(word)

    def product(self, process: int) -> Span | None:
        """What the process at a token acts on: «مصرف برق», «تقاضای جهانی برای نفت», «صادرات محصول پتروشیمی»."""
        text, at = self.text, process + 1
        if not self.is_process(process):
            return None
        if (marker := _MARKED.get(text.keys[process])) is not None:
            at += next((step for step in range(4) if text.key_at(at + step) == marker), 0)
        passed = {marker, "انواع"} | keys_of("words.toml", "periodic")
        while self._same_sentence(process, at) and (
            text.keys[at] in passed
            or in_class(text.keys[at], "counters")
            or (self.is_adjective(at) and text.keys[at] not in keys_of("words.toml", "final_i"))
        ):
            at += 1
        if not self._same_sentence(process, at) or not self.is_word(at) or self.is_verbal(at) or self.is_place(at):
            return None
        if at in self.numbers:
            return None  # «فروش سه ماه»
        word = text.keys[at]
        if (
            is_participle(word)
            or word.endswith(PLURAL_ENDINGS)
            or any(
                in_class(word, name) for name in ("verbal_subjects", "descriptive", "producers", "regions", "changes")
            )
        ):
            return None
        end = self.subject_end(at)
        owned = any(in_class(text.keys[end], name) for name in ("producers", "regions"))
        return Span(at, at if owned else end)

    def is_process(self, at: int) -> bool:
        """Whether the word names what is done with goods («مصرف», «صادرات», but «تولید شده»)."""
        named = self.text.key_at(at) in keys_of("nouns.toml", "processes")
        if named and self.text.keys[at] == "مصرف" and in_class(self.text.key_at(at - 1), "enterprises"):
            return False  # «تعاونی مصرف فرهنگیان»
        return named and not is_participle(self.text.key_at(at + 1))

    # --- phrases --------------------------------------------------------------------------------------

    def after(self, at: int) -> Span | None:
        """The item that begins at a token, or None."""
        if at >= len(self.text) or not at or not self._same_sentence(at - 1, at) or "\n" in self.text.gap(at):
            return None
        word = self.text.keys[at]
        if (compound := self.compound(at)) is not None:
            return Span(at, compound)
        if not self.is_word(at) or self.is_verbal(at) or word.isascii() or word in number_words():
            return None
        if (
            in_class(word, "changes")
            or in_class(word.removesuffix("ی"), "changes")
            or (word.endswith(tuple(keys_of("words.toml", "ending_participles"))) and not is_agent[word])
        ):
            return None
        modifies = (
            word.startswith("غیر") or self.describes(at) or in_class(word, "kind_adjectives") or self.is_place(at)
        )
        relative = word.endswith("ی") and self.text.key_at(at + 1) == "که" and self._is_known_noun(word[:-1])
        if modifies and not (self._is_known_noun(word) or relative):
            return None  # but «سه استانی که»
        ranked = self.text.key_at(at + 1) in keys_of("numbers.toml", "ordinals") and at - 1 not in self.numbers
        if ranked and in_class(word, "stages"):
            return None  # «۲۰۸ واحد فاز دوم»
        if in_class(word, "verbal") and self.text.key_at(at + 1) in keys_of("words.toml", "setting_off"):
            return None  # «با ظرفیت ۶۰ تن راه افتاده است»
        done = is_participle(word) or word in keys_of("words.toml", "light_participles")
        if done and is_light(self.text.key_at(at + 1)):
            return None
        # «۲۰ تن تولید شیر», but «۲۰ تقاضای خرید»
        acts = in_class(word, "acts") or (self.is_process(at) and at - 1 not in self.numbers)
        if acts and self._takes_object(at):
            at += 1
        return Span(at, self._extended(at))

    def compound(self, head: int) -> int | None:
        """The last token of a head of several words that begins at a token («خط لوله»)."""
        for end in (head + 2, head + 1):
            if end < len(self.text) and "".join(self.text.keys[head : end + 1]) in keys_of("nouns.toml", "compounds"):
                return end
        return None

    def _takes_object(self, at: int) -> bool:
        after = at + 1
        if not self._same_sentence(at, after) or not self.is_word(after) or self.is_verbal(after):
            return False
        adjective = self.is_adjective(after) and self.text.keys[after] not in keys_of("words.toml", "final_i")
        return not (self.describes(after) or adjective or self.is_place(after))

    def _extended(self, head: int) -> int:
        text, last = self.text, head
        if in_class(text.keys[head], "bare_heads"):
            return head
        while last + 1 < len(text) and last + 1 - head < LONGEST_ITEM and self._same_sentence(head, last + 1):
            at = last + 1
            if "\n" in text.gap(at):
                break
            word = text.keys[at]
            if word == "و":
                listed = last > head + 1 and self.is_adjective(last) and not self.is_adjective(last - 1)
                if listed and self._same_sentence(at, at + 1) and self.is_adjective(at + 1):
                    return last - 1  # «تعاونی اعتبار کارمندی و کارگری»
                joined = self._joined(head, last, at)
                if joined is None:
                    break
                last = joined
            elif (pair := fixed_end(text, at, len(text) - 1, "compounds")) is not None and self.is_adjective(at):
                last = pair  # «مرکز آموزش فنی و حرفه‌ای»
            elif self._extends(head, last, at):
                last = self.compound(at) or at
            else:
                break
        if last > head and text.key_at(last + 1) in ("دارند", "داشتند"):
            last = self._without_object(head, last)  # «۲۸ تعاونی حسابدار تمام‌وقت دارند»
        made = self.product(last) if last > head else None
        return last if made is None else made.last

    def _without_object(self, head: int, last: int) -> int:
        """The last token of an item without the people whom «دارند» says it has."""
        return next((at for at in range(head + 1, last + 1) if is_agent[self.text.keys[at]]), last + 1) - 1

    def unlisted(self, item: Span, number: int) -> Span:
        """An item without the list of what it is: «دو بخش سیاسی و صنفی», «سه رده خرد، متوسط و بزرگ»."""
        text, at = self.text, item.first + 2
        abstract = in_class(text.keys[item.first], "abstract_heads") and item.last == item.first + 1
        if abstract and number > 2 and text.key_at(item.last + 1) == "،":
            return Span(item.first, item.first)  # «چهار دسته تولیدی، خدمات فنی و …»
        if not in_class(text.keys[item.first], "listed_heads") or not 2 <= number <= LONGEST_ITEM:
            return item
        for joint in range(1, number):
            if text.key_at(at) not in (("و",) if joint == number - 1 else ("،", ",", "و")):
                return item
            at += 2
        return Span(item.first, item.first) if self._same_sentence(item.first, at - 1) else item

    def pair(self, item: Span) -> Span:
        """An item with a second noun: «تن گچ و نمک», «۳۵ بانک و مؤسسه اعتباری»."""
        text, at = self.text, item.last + 2
        paired = text.key_at(item.last + 1) == "و" and at not in self.numbers and self._same_sentence(item.last, at)
        if not paired or not self.is_word(at):
            return item
        last = at
        while item.first == item.last and self._same_sentence(at, last + 1) and self._is_kind(last + 1):
            last += 1
        after = text.key_at(last + 1)
        ends = last + 1 >= len(text) or text.kinds[last + 1] == SIGN or is_light(after) or after in _phrase_ends()
        ends = ends or after in keys_of("words.toml", "after_pairs") or (after == "و" and last + 2 in self.numbers)
        if not ends and not self.is_verbal(last + 1) and not self.describes(last + 1):
            return item
        word = text.keys[at]
        closed = (
            in_class(word, "verbal_subjects") or self.describes(at) or in_class(word, "verbal") or self.is_process(at)
        )
        return item if closed or self.is_place(at) or is_participle(word) else Span(item.first, last)

    def _is_kind(self, at: int) -> bool:
        """Whether a token is an adjective, and neither what is done nor the way: «گازرسانی شد», «راهی بازار شد»."""
        acted = self.is_action(at) or self.is_verbal(at) or self.text.keys[at] in keys_of("words.toml", "after_pairs")
        return self.is_adjective(at) and not acted

    def _extends(self, head: int, last: int, at: int) -> bool:
        word = self.text.keys[at]
        if at in self.numbers or not self.is_word(at) or self.is_verbal(at) or self.describes(at) or word.isascii():
            return False
        if word in keys_of("numbers.toml", "ordinals") or in_class(word, "directed"):
            return False  # «دو برنامه سوم و چهارم», «۳۴۰ تن شیر تحویل ۲۱ کارخانه می‌شود»
        done = is_participle(word) or word.endswith(tuple(keys_of("words.toml", "ending_participles")))
        if done and not in_class(word, "kind_adjectives"):
            return False
        if word.endswith(PLURAL_ENDINGS) and not self.is_adjective(at):
            return False  # «واحد مسکونی تعاونی‌های کارگری»: whose they are
        if self.text.key_at(at + 1) == "را" and self._is_oblique(head):
            return False  # «با حضور سه نماینده موضوع را پیگیری کند»
        if self.has_clitic(last) or (self.terms.at(at, "units:adjective") and at + 1 in self.numbers):
            return False  # «۶۰ دامدار نفری ۱۵۰ میلیون تومان»
        abstract = in_class(self.text.keys[head], "abstract_heads")
        received = in_class(word, "no_persons") and is_agent[self.text.keys[last]]
        if received and (is_light(self.text.key_at(at + 1)) or self.is_verbal(at + 1)):
            return False  # «۲۵ کارآموز گواهی گرفتند»
        if word in keys_of("nouns.toml", "processes") and self.text.key_at(at + 1) == "را":
            return False  # «۱۴ تعاونی تولید را متوقف کردند»
        acted = in_class(word, "verbal") and is_participle(self.text.key_at(at + 1))  # «ظرفیت ایجاد شده»
        if acted or in_class(word, "changes"):
            return False
        owned = last > head or self.text.key_at(head - 1) == "واحد" or self._is_measured(head)
        if owned and in_class(word, "owners"):
            return False  # «واحد مسکونی تعاونی کارگران», «مزرعه پرورش ماهی تعاونی», «۳۶ هکتار زمین تعاونی مسکن»
        owners = keys_of("words.toml", "cooperatives")
        if self.text.keys[last] in owners and self.terms.first(at, "place:province") is not None:
            return False  # «۷۳۰ تعاونی فارس»
        if in_class(self.text.keys[last], "enterprises") and in_class(word, "goods"):
            return not self._is_handled(at)
        if in_class(word, "kind_nouns") and not abstract:
            return True
        if in_class(self.text.keys[last], "associations") and are_agents[word]:
            return self.text.key_at(at + 1) not in keys_of("words.toml", "reflexives")  # whose they are
        if self.is_place(at) or at in self.people or self.is_gentilic(at):
            return False
        if self.is_adjective(at):
            # «۱۲ طرح صنعتی است», but «ذخیره آن ۱۱ میلیون تن سنگ تزئینی است»
            return self._is_measured(head) or self.text.key_at(at + 1) not in keys_of("words.toml", "copulas")
        generic = in_class(self.text.keys[head], "generic_heads") and not in_class(word, "schemes")
        described = self.text.key_at(head - 1) == "واحد" and self.is_adjective(head)  # «واحد صنفی لوازم‌التحریر»
        return last == head and (generic or (not abstract and not described and self._is_genitive(at)))

    def _is_oblique(self, head: int) -> bool:
        """Whether a counted noun belongs to a preposition and is no object: «با حضور سه نماینده»."""
        before = head - 1
        while before in self.numbers:
            before -= 1
        return before < head - 1 and self.text.key_at(before) in keys_of("words.toml", "obliques") | {"حضور"}

    def _is_measured(self, head: int) -> bool:
        """Whether a measure stands right before a noun."""
        return any(unit.data["sort"] == "measure" for unit in self.terms.at(head - 1, "units"))

    def _is_handled(self, at: int) -> bool:
        """Whether goods are what the next verb is done with («۵ تعاونی عسل صادر می‌کنند») and no kind of who does it."""
        done = self.text.keys[at + 1 : min(at + 1 + FARTHEST_DEED, self.text.sentence(at).last + 1)]
        return any(word in keys_of("nouns.toml", "deeds") for word in done)

    def has_clitic(self, at: int) -> bool:
        """Whether a word ends in a possessive («هم‌کلاسی‌اش», «کارگرشان»)."""
        return bool(self.clitic(at))

    def clitic(self, at: int) -> str:
        """The possessive that a word ends in: set apart by a half-space, or stuck to a noun that is known."""
        quote = self.text.quote((at, at))
        apart = next((ending for ending in CLITICS if quote.endswith(ending)), "")
        return apart or _stuck_clitic(self.text.keys[at])

    def _is_genitive(self, at: int) -> bool:
        """Whether an unknown noun behind a head names its kind («اتاق عمل در …»): it ends the phrase."""
        word, after = self.text.keys[at], at + 1
        if self._is_known_noun(word) or len(word) < 2 or in_class(word, "verbal"):
            return False
        if after >= len(self.text) or not self._same_sentence(at, after):
            return True
        follower = self.text.keys[after]
        if self.is_adjective(after) and in_class(self.text.keys[at - 1], "compound_heads"):
            return True
        joined = follower == "و" and len(word) > 2
        ends = follower in keys_of("words.toml", "genitive_ends") or follower in _phrase_ends() - {"است"}
        return self.text.kinds[after] == SIGN or ends or joined

    def _joined(self, head: int, last: int, conjunction: int) -> int | None:
        """The last token where «و» goes on the item: «خدماتی و صنایع دستی», «توسعه و عمران», «حمل و نقل»."""
        after = conjunction + 1
        if not self._same_sentence(conjunction, after) or last == head:
            return None
        words = self.text.keys[last], self.text.keys[after]
        measured = self.is_process(after) and self.text.key_at(after + 1) in keys_of("words.toml", "periodic")
        if after + 1 in self.numbers or measured:
            return None  # «۶ طرح تعاونی و کلنگ‌زنی ۲ طرح», «مزرعه زعفران و تولید سالانه …»: counted anew
        if all(are_agents[word] for word in words) or all(in_class(word, "goods") for word in words):
            return None if self._is_handled(after) else after  # «تعاونی باغداران و دامداران», «تعاونی گل و گیاه»
        if not self._extends(head, last, after):
            return None
        kinds = [in_class(word, "kind_nouns") for word in words]
        adjectives = self.is_adjective(last), self.is_adjective(after)
        if any(adjectives[:1]) or all(kinds):
            return after if adjectives[1] or kinds[1] else None
        return None

    def before(self, at: int) -> Span | None:
        """The item that ends right before a token, of at most three words: «گاوداری شیری ۳۰۰ رأسی»."""
        if at > 3 and self.text.keys[at - 2] in _DASHES and (self.is_place(at - 1) or self.is_place(at - 3)):
            at -= 3  # «خط آهن شیراز - بوشهر به طول …»
        if self.text.key_at(at - 2) in keys_of("words.toml", "able"):
            at -= 2  # «باتری غیرقابل تعویض ۴۲۰۰ میلی‌آمپر ساعتی»
        first = at
        for head in (at - 3, at - 2):
            if head >= 0 and self._same_sentence(head, at) and self.compound(head) == at - 1:
                return Span(head, at - 1)
        while (
            at - first < 4
            and self.is_word(first - 1)
            and first - 1 not in self.numbers
            and self._same_sentence(first - 1, at)
            and "\n" not in self.text.gap(first)
        ):
            previous = self.text.keys[first - 1]
            named = (in_class(previous, name) for name in ("verbal_subjects", "counters", "changes"))
            if is_light(previous) or previous == "یک" or any(named):
                break
            first -= 1
            word = self.text.keys[first]
            kind = in_class(word, "kind_nouns") and not word.endswith(PLURAL_ENDINGS) and self.is_word(first - 1)
            holds = in_class(word, "goods") and in_class(self.text.key_at(first - 1), "enterprises")
            if not kind and not holds and not self.is_adjective(first):
                break
        if self._is_process_of(first):
            first -= 2  # «استخر پرورش ماهی ۱۲ هکتاری»
        acted = first and in_class(self.text.keys[first - 1], "verbal_subjects")
        while first < at and (
            self.describes(first)
            # «پیشرفت فیزیکی اراضی ۵۰ هکتاری»
            or (acted and first + 1 < at and self.is_adjective(first) and not self.is_adjective(first + 1))
        ):
            first += 1
        counted = first - 1 in self.numbers or self.text.key_at(first - 1) == "هر"
        if first < at - 1 and counted and self.terms.at(first, "units"):
            first += 1  # «۲ تخته فرش ۱۲ متری»
        last = at - 1
        while last > first and (self.describes(last) or self.is_place(last)):
            last -= 1
        if first > last or self.is_place(last) or in_class(self.text.keys[first], "verbal_subjects"):
            return None
        return Span(first, last)

    def _is_process_of(self, good: int) -> bool:
        """Whether a good stands behind what is done with it and the place where: «استخر پرورش ماهی»."""
        place, text = good - 2, self.text
        if not in_class(text.key_at(good), "goods") or not self.is_process(good - 1) or not self.is_word(place):
            return False
        acted = any(in_class(text.keys[place], name) for name in ("verbal_subjects", "counters", "changes"))
        return not acted and not self.is_verbal(place) and self._same_sentence(place, good)

    def past_place(self, at: int) -> int:
        """A token, or the first of «را در مهران و دهلران» right before it."""
        ends = {last: first for first, last in self.named.items() if first not in self.dates}
        first = at
        while (place := ends.get(first - 1)) is not None:
            first = place - (self.text.key_at(place - 1) in ("و", "،"))
        if first == at or self.text.key_at(first - 1) != "در":
            return at
        return first - 1 - (self.text.key_at(first - 2) == "را")

    def headed(self, item: Span) -> Span:
        """What the noun phrase that an item closes is headed by: «زمین پروژه», «احداث خط انتقال آب سایت گلسار»."""
        first = item.first
        while self.is_word(first - 1) and self._same_sentence(first - 1, item.first) and first - 1 not in self.numbers:
            if is_light(self.text.keys[first - 1]) or "\n" in self.text.gap(first) or self.is_verbal(first - 1):
                break
            first -= 1
        while first < item.first and (
            in_class(self.text.keys[first], "verbal_subjects") or in_class(self.text.keys[first], "counters")
        ):
            first += 1
        told = first == item.first or self.is_modifier(first) or self.is_place(first)
        return item if told else Span(first, self._extended(first))

    def subject(self, quantity: Quantity, *, measured: bool = False) -> Span | None:
        """The subject that a number is predicated of: «شمار اعضا ۹۲۰ نفر است», «… به ۳۱۵ مورد رسید»."""
        text = self.text
        at = self.subject_start(quantity)
        counters = [
            word
            for word in range(at, quantity.cue - (text.key_at(quantity.cue - 1) in keys_of("numbers.toml", "levels")))
            if in_class(text.keys[word], "counters")
            and self.compound(word) is None
            and not (in_class(text.key_at(word - 1), "indices") or in_class(text.key_at(word - 1), "index_levels"))
            and not (measured and text.keys[word] in keys_of("words.toml", "tallies"))
        ]
        if counters:
            at = counters[-1] + 1
        while at < quantity.first and (
            text.keys[at] in keys_of("words.toml", "modals") or text.keys[at] in keys_of("words.toml", "clause_openers")
        ):
            at += 1
        if text.key_at(at) in keys_of("words.toml", "possible") and text.key_at(at + 1) == "است":
            at += 2
        if not counters:
            at = self.past_adverbials(at, quantity.cue)
        if counters and self.is_adjective(at) and self.is_modifier(at + 1):
            return None  # «پیک مصرفی فعلی کشور»
        if in_class(text.key_at(at), "changes") and in_class(text.key_at(at + 1), "verbal_subjects"):
            at += 1  # «افزایش تولید نفت به ۱۲ میلیون بشکه»
        marker = next((word for word in range(at, quantity.cue) if text.keys[word] == "را"), at)
        marker = next((word for word in range(at, marker) if text.keys[word] in _phrase_ends()), marker)
        if (
            at >= quantity.first
            or (not counters and marker - (self.compound(at) or at) > LONGEST_OBJECT)
            or quantity.first - at > FARTHEST_SUBJECT
            or not self.is_word(at)
            or self.is_place(at)
            or text.key_at(at - 1) in _QUOTES
            or self.describes(at)
        ):
            return None
        if in_class(text.keys[at], "verbal_subjects") and not text.keys[at].endswith(PLURAL_ENDINGS):
            # «مصرف گاز را ۳۴ مترمکعب اعلام کرد»: what is consumed is counted, consumption alone is nothing.
            product = self.product(at) if measured else None
            return product if product is not None and product.last < quantity.cue else None
        return Span(at, min(self.subject_end(at), quantity.cue - 1))

    def past_adverbials(self, at: int, limit: int) -> int:
        """The token behind what tells when, where or by whom before a subject: «تابستان امسال», «در این فصل»."""
        text = self.text
        while at < limit:
            noun = at + (text.keys[at] == "بنا" and text.key_at(at + 1) == "بر")  # «بنا بر این گزارش»
            marked = text.keys[noun] in keys_of("words.toml", "obliques") | {"بر"}
            noun += marked
            if noun in self.named and (marked or noun in self.dates):
                at = self.named[noun] + 1
            elif marked and text.key_at(noun) in keys_of("not_counts.toml", "pointing") and self.is_word(noun + 1):
                at = noun + 2
            else:
                break
        return at

    def subject_end(self, head: int) -> int:
        """The last token of a noun that begins at a token, with its kind."""
        if (compound := self.compound(head)) is not None:
            return compound
        after = head + 1
        if after >= len(self.text) or not self.is_word(after) or self.describes(after) or self.is_verbal(after):
            return head
        plural = self.text.keys[after].endswith(PLURAL_ENDINGS)
        generic = in_class(self.text.keys[head], "generic_heads") and not plural and not self.is_place(after)
        kind = in_class(self.text.keys[after], "kind_nouns") or in_class(self.text.keys[after], "kind_adjectives")
        kind = kind or (in_class(self.text.keys[head], "compound_heads") and self.is_adjective(after))
        kind = kind and not plural  # «اعضای تعاونی‌های استان»: whose they are
        return (self.compound(after) or after) if kind or generic else head

    def subject_start(self, quantity: Quantity) -> int:
        """Where the subject is looked for: before the relative clause that the number's clause goes on or is."""
        text, start = self.text, self.clause_start(quantity)
        first = text.sentence(start).first
        relative = -1
        if text.key_at(start - 1) == "که" and (start == quantity.cue or text.keys[start] in _phrase_ends()):
            relative = start - 1  # «معاملات که در خرداد ۵۴۲ فقره بود»
        elif start == quantity.cue and text.key_at(start - 1) == "،":
            # «ظرفیت نیروگاه‌ها که خاموش‌اند، ۱۷ مگاوات است», «سطح کشت را در این سال، ۶۰ هکتار اعلام کرد»
            closed = is_light(text.key_at(start - 2))
            relative = max((at for at in range(first, start) if text.keys[at] == "که"), default=-1) if closed else start
        if relative <= first:
            return start
        at = relative - (2 if relative == start else 1)
        while at >= first and not (
            at in self.speakers
            or (text.kinds[at] == SIGN and not self._joins_numbers(at))
            or is_light(text.keys[at])
            or text.keys[at] in _complementizers()
        ):
            at -= 1
        return at + 1

    def clause_start(self, quantity: Quantity) -> int:
        """The first token of the clause before a number: after a verb, a sign, «که», or «و» between clauses."""
        text = self.text
        at = quantity.first - 1
        start = text.sentence(quantity.first).first
        while at >= start:
            word = text.keys[at]
            if word == ")" and "(" in text.keys[start:at]:
                at = max(other for other in range(start, at) if text.keys[other] == "(") - 1
                continue
            if (
                at in self.speakers
                or (text.kinds[at] == SIGN and not self._joins_numbers(at) and not self._joins_names(at))
                or (is_light(word) and not self._is_modal(at) and not self._is_attribute(at))
                or ((word == "و" or word in _complementizers()) and self._opens_clause(at))
            ):
                break
            at -= 1
        return at + 1

    def _is_modal(self, at: int) -> bool:
        """Whether a verb only says that something can or shall be: «حجم نفت ممکن است به ۵ تن برسد»."""
        possible = self.text.key_at(at - 1) in keys_of("words.toml", "possible")
        return self.text.keys[at] in keys_of("words.toml", "modals") or (self.text.keys[at] == "است" and possible)

    def _is_attribute(self, at: int) -> bool:
        """«خودروهای فروخته شده در بندر», «طرح‌های ثبت شده»: a participle that tells of a noun, and ends no clause."""
        text, after = self.text, at + 1
        if not (is_participle(text.keys[at]) and self._same_sentence(at, after)):
            return False
        if not (is_participle(text.key_at(at - 1)) or text.key_at(at - 2).endswith("های")):
            return False
        ends = text.keys[after] == "و" or text.kinds[after] == SIGN or is_light(text.keys[after])
        return not ends

    def _joins_numbers(self, at: int) -> bool:
        """«در مناطق ۱۳، ۱۶ و ۱۷»."""
        kinds = self.text.kinds
        return 0 < at < len(kinds) - 1 and kinds[at - 1] == kinds[at + 1] == NUMBER

    def _joins_names(self, at: int) -> bool:
        """«سرعت آزادراه تهران-شمال ۱۰۰ کیلومتر بر ساعت است»."""
        text = self.text
        if text.keys[at] not in ("-", "–") or not 0 < at < len(text) - 1:
            return False
        return text.kinds[at - 1] == text.kinds[at + 1] == WORD and not text.gap(at) and not text.gap(at + 1)

    def _opens_clause(self, at: int) -> bool:
        if self.text.keys[at] != "و":
            return True
        if self._joins_numbers(at) or self.text.key_at(at + 1) in keys_of("words.toml", "comparatives"):
            return False  # «شاغلان ۱۵ ساله و بیشتر»
        after_figure = any(token in self.numbers for token in range(at - 4, at))
        return at not in self.numbers and (is_light(self.text.key_at(at - 1)) or after_figure)


@lru_cache(maxsize=1 << 14)
def is_auxiliary(word: str) -> bool:
    """Whether a word is a form of «کردن» or «شدن», which make a verb of nearly any word before them.

    >>> is_auxiliary("میکنند"), is_auxiliary("شدهاند"), is_auxiliary("نشود"), is_auxiliary("دارد"), is_auxiliary("شده")
    (True, True, True, False, True)
    """
    stem = word.removeprefix("ن").removeprefix("می")
    return is_light(word) and stem.startswith(("کرد", "کن", "شد", "شو", "گردید", "گردد", "نمود", "نماید"))


@lru_cache(maxsize=1 << 14)
def is_passive(word: str) -> bool:
    """Whether a word is a form of «شدن», which makes a passive of a nominal part («اعلام شد»)."""
    return is_auxiliary(word) and word.removeprefix("ن").removeprefix("می").startswith(("شد", "شو", "گرد"))


@lru_cache(maxsize=1 << 14)
def is_light(word: str) -> bool:
    """Whether a word is a finite verb or a participle that ends a compound verb."""
    return is_finite_verb(word) or word.removeprefix("ن") in keys_of("words.toml", "light_participles")
