"""The words that bound a number: before it, behind it, or the subject of its clause («بیش از», «به بالا», «سقف …»)."""

from __future__ import annotations

from coopnews.finders.numbers import number_words
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import keys_of
from coopnews.records import Qualifier
from coopnews.text import Text
from coopnews.tokenize import NUMBER
from coopnews.verbs import is_finite_verb, is_participle

FARTHEST_SUBJECT = 60
"""Tokens before a number among which a bound is sought that is the subject of its clause."""
_OTHER_BOUND: dict[Qualifier, Qualifier] = {"at_least": "at_most", "at_most": "at_least"}
LONGEST_END = 6
"""Tokens of the first end of a change («از ۵۵۰ میلیون تومان به …»)."""


class Bounds:
    """The words that bound a number, by where they end and begin."""

    def __init__(self, text: Text, terms: Terms) -> None:
        self.text, self.terms = text, terms
        self.ending: dict[int, list[Term]] = {}
        self.starting: dict[int, Term] = {}
        for first, qualifiers in terms.of("qualifiers").items():
            for term in qualifiers:
                if term.data.get("after", False):
                    self.starting.setdefault(first, term)
                else:
                    self.ending.setdefault(term.last, []).append(term)

    def before(self, first: int, *, ranged: bool) -> tuple[int, Qualifier]:
        """The first token of the cue words before a number, and what they say; the innermost bound wins."""
        qualifier: Qualifier = "exact"
        cue, at = first, first - 1
        sentence = self.text.sentence(first).first
        if ranged and self.text.key_at(at) in ("بین", "از"):
            at -= 1
        while at >= sentence:
            terms = self.ending.get(at)
            if terms is None and cue == first and not ranged and (floating := self._floating(at)) is not None:
                return first, floating
            if terms is None:
                at -= self._is_limit(at)
                until = self.text.key_at(at - 2) in keys_of("words.toml", "causes") or self._so_that(at)
                loose = qualifier in ("exact", "approx")
                if self.text.key_at(at) == "تا" and not ranged and loose and not until:
                    return at, "at_most"  # «تا ۸۰ نفر», «تا حدود ۸۰ نفر», but «موجب شد تا ۸۰ نفر بیایند»
                break
            term = min(terms, key=lambda candidate: candidate.first)
            said: Qualifier = term.data["qualifier"]
            if self._is_compared(term):
                break  # «۱۰ درصد کمتر از ۸۸ تن»: compared with, not bounded by
            if said in ("at_least", "at_most") and qualifier in ("exact", "approx"):
                qualifier = self._negated(first, _OTHER_BOUND[said] if self._is_refused(term) else said)
            elif said == "approx" and qualifier == "exact":
                qualifier = said
            cue, at = term.first, term.first - 1
        return (cue, qualifier) if qualifier != "exact" else (first, "exact")

    def _floating(self, at: int) -> Qualifier | None:
        """The bound before the preposition of a number: «دست‌کم در سه استان», «حداقل برای ۵۰ نفر»."""
        if self.text.key_at(at) not in keys_of("words.toml", "obliques") or at == 0:
            return None
        floating = _table("floating")
        term = next((term for term in self.ending.get(at - 1, ()) if self.text.keys[term.first] in floating), None)
        said: Qualifier | None = None if term is None or term.first < at - 1 else term.data["qualifier"]
        return said

    def _is_refused(self, bound: Term) -> bool:
        """Whether a bound is what may not or will not be passed: «نباید بیش از …», «حاضر نیستند بیش از … بدهند»."""
        if self.text.keys[bound.last] != "از":
            return False  # «نمی‌تواند تا سقف … بدهد»
        first = bound.first
        word, before = self.text.key_at(first - 1), self.text.key_at(first - 2)
        return word in _table("refusals") or (before in _table("willing") and word in _table("negative_copulas"))

    def _is_limit(self, at: int) -> bool:
        """Whether a word only stands between «تا» and its number: «تا مرز ۱۵۲۰ دلار», «تا کیلویی ۱۰ هزار تومان»."""
        rate = bool(self.terms.at(at, "units:adjective"))
        return self.text.key_at(at - 1) == "تا" and (rate or self.text.key_at(at) in _table("limits"))

    def _so_that(self, at: int) -> bool:
        """Whether «تا» opens a clause of purpose: «امضا کردند تا ۸۰ تعاونی …», but «می‌توانند تا ۸۰ نفر …»."""
        verb = self.text.key_at(at - 1)
        open_verb = verb in keys_of("words.toml", "modals") or verb in keys_of("words.toml", "copulas")
        return at > 0 and is_finite_verb(verb) and not open_verb

    def _negated(self, first: int, said: Qualifier) -> Qualifier:
        """«کمتر از ۵۰ نفر نیستند» says at least."""
        window = self.text.keys[first : min(self.text.sentence(first).last + 1, first + 8)]
        for word in window:
            if word in ("،", "؛", "و", "که"):
                break
            if word in keys_of("numbers.toml", "negative_copulas"):
                return _OTHER_BOUND[said]
        return said

    def _is_compared(self, term: Term) -> bool:
        """«۵ درصد بیش از …», «۱۹۰۰ دلار کمتر از سطح …»: by how much something differs from the number, no bound."""
        if self.text.key_at(term.last) != "از":
            return False
        before = term.first - 1
        if self.text.key_at(before) in _table("percent_signs"):
            return True
        own = self.terms.first(before, "currencies")
        counted = self.text.kinds[before - 1] == NUMBER or self.text.key_at(before - 1) in number_words()
        if own is None or not before or not counted:
            return False  # «قیمت دلار بیش از ۱۰۰ هزار تومان است»
        ahead = (self.terms.first(at, "currencies") for at in range(term.last + 1, term.last + LONGEST_END))
        other = next((found for found in ahead if found is not None), own)
        return other.id == own.id  # but «فروش ۵۰۰ دلار بیش از ۲۰ میلیون تومان درآمد داشت»

    def after(self, first: int, last: int, measure: int | None, qualifier: Qualifier) -> Qualifier:
        """A bound that follows the number or its unit («و اندی», «تقریبی», «به بالا»).

        ``measure`` is the last token of what the number measures, if it measures anything.
        """
        end = last if measure is None else measure
        if qualifier == "at_most" and self._is_arrival(first, end):
            return "exact"
        if qualifier == "exact" and self._falls_short(first, end):
            return "at_most"
        compared, denied = self.text.key_at(end + 1), self.text.key_at(end + 2) in _table("negative_copulas")
        if qualifier == "exact" and denied and compared in _table("exceeding") | _table("falling_short"):
            return "at_most" if compared in _table("exceeding") else "at_least"  # «۶۰ تن بیشتر نیست»
        passed = any(word in _table("passing_verbs") for word in self.text.keys[end + 1 : end + 3])
        if passed and qualifier == "exact" and self.text.key_at(first - 1) == "از":
            return "at_least"  # «از هشت درصد عبور کند»
        crossed = "".join(self.text.keys[end + 1 : end + 4]) in _table("crossing")
        summed = measure is not None and bool(
            self.terms.at(measure, "currencies")
        )  # «۱۰۰ میلیارد تومان را پشت سر گذاشت»
        if crossed and qualifier == "exact" and (summed or self.text.key_at(first - 1) in _table("levels")):
            verb = self.text.key_at(end + 4)  # «مرز ۹ هزار تن را پشت سر نگذاشته»
            # «عدد ۹۰۰ میلیارد تومان را رد کرد», but «۹ طرح را رد کرد»
            denied = verb.startswith("ن") and (is_finite_verb(verb) or is_participle(verb))
            return "at_most" if denied else "at_least"
        passing = self.text.key_at(first - 2) in _table("passing_nouns") and self.text.key_at(first - 1) == "از"
        if passing and measure is not None and qualifier == "exact":
            return "at_least"  # «با عبور از ۵ هزار واحد»
        for at in (last + 1, end + 1):
            term = self.starting.get(at)
            if term is not None and qualifier == "exact":
                said: Qualifier = term.data["qualifier"]
                return said
        # «سقف وام خانگی ۱۰۰ میلیون و سقف وام کارگاهی …»: a sum may leave its currency out
        measured = measure is not None or (last > first and self.text.keys[last] in number_words())
        return self._of_subject(first) if qualifier == "exact" and measured else qualifier

    def _is_arrival(self, first: int, end: int) -> bool:
        """«تا ۳۰ هزار واحد عقب نشست»: «تا» is how far something came, and no bound."""
        words = self.text.keys[end + 1 : end + 3]
        arrived = {*words[:1], "".join(words)}
        before = first - 1
        while self.text.key_at(before) in _table("levels") | _table("limits"):
            before -= 1
        return self.text.key_at(before) == "تا" and not arrived.isdisjoint(_table("arrivals"))

    def _falls_short(self, first: int, end: int) -> bool:
        """«به ۳۰ همت هم نرسید», «۳۰ دلار هم نیست», «از ۵ درصد بالاتر نرفت»."""
        text = self.text
        before, word, verb = text.key_at(first - 1), text.key_at(end + 1), text.key_at(end + 2)
        if word in ("هم", "نیز"):
            short = before == "به" and verb in _table("negative_reaching")
            return short or verb in _table("negative_copulas")
        return before == "از" and word in _table("exceeding") and verb.startswith("ن") and is_finite_verb(verb)

    def _goes_on_from(self, at: int, first: int) -> bool:
        """«سقف وام از ۴۰ به ۱۰۰ میلیون تومان»: what bounds the one end bounds the other."""
        text, sign = self.text, first - 1
        if text.key_at(sign) not in _table("change_signs"):
            return False
        before = range(max(text.sentence(first).first, sign - LONGEST_END), sign)
        opened = next((token for token in reversed(before) if text.keys[token] == "از"), None)
        return opened is not None and opened < at and not any(is_finite_verb(text.keys[token]) for token in before)

    def _of_subject(self, first: int) -> Qualifier:
        """What a bound named as the subject says: «سقف این وام … ۳۰۰ میلیون تومان», «حداقل تعداد اعضا هفت نفر»."""
        text, heads = self.text, keys_of("nouns.toml", "counters") | keys_of("not_counts.toml", "money_nouns")
        topic = False
        for at in range(first - 1, max(text.sentence(first).first, first - FARTHEST_SUBJECT) - 1, -1):
            word = text.keys[at]
            if word in ("و", "،", "؛", ":", ".") or is_finite_verb(word):
                if word == "،" and at == first - 1:
                    topic = True
                    continue  # «حداقل سرمایه برای این صندوق‌ها، ۵۰ میلیارد ریال»
                break
            if (text.kinds[at] == NUMBER or word in number_words()) and not self._goes_on_from(at, first):
                break  # «تا سقف ۳۰۰ میلیون تومان … با کارمزد چهار درصد»: it bounds that number
            if text.keys[at] == "سقف" and not topic and text.key_at(at + 1) not in _table("of_records"):
                return "at_most"
            term = next((term for term in self.ending.get(at, ()) if term.first == at), None)
            if term is not None and text.key_at(at + 1) in heads:
                said: Qualifier = term.data["qualifier"]
                return said
        return "exact"


def _table(name: str) -> frozenset[str]:
    return keys_of("numbers.toml", name)
