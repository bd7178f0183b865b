"""The cues of one text: words of ``cues.toml`` that tell what a figure is about.

A cue is a lexicon term, or a verb in any of its forms with what stands before it (``verbs = ["به مدار آمد"]``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from coopnews.errors import LexiconError
from coopnews.finders.items import in_class, is_light
from coopnews.finders.places import place_at
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import Entry, key, keys_of, load
from coopnews.resolve.clauses import DEPENDENT, Clauses
from coopnews.resolve.kinds import OTHER, Subject, is_oblique, says
from coopnews.text import Text
from coopnews.verbs import forms_of, is_finite_verb, is_light_verb

LONGEST_NOMINAL = 4
"""Words before the verb itself, as in «به چرخه تولید بازگشت»."""
FARTHEST = 80
"""No cue speaks from farther away."""
_FARTHEST_MODAL = 4
"""Words from «نتوانست» to what could not be done."""


def find_cues(text: Text, terms: Terms, names: Sequence[tuple[int, int]] = ()) -> list[list[Term]]:
    """The cues of each sentence in order; within a longer cue a shorter one says nothing («ثبت» in «ثبت‌نام»).

    ``names`` are spans of tokens: a word inside the name of a body is no cue.
    """
    named = {at for first, last in names for at in range(first + 1, last + 1)}
    found = [cue for at, (cue, *_) in terms.of("cues").items() if at not in named]
    for at in text.where(_verb_forms()):
        if at not in named:
            found.extend(_predicates(text, at))
    cues: list[list[Term]] = [[] for _ in text.sentences]
    end = -1
    for cue in sorted(found, key=lambda cue: (cue.first, -cue.last)):
        if cue.last > end:
            end = cue.last
            cues[text.sentence_of[cue.first]].append(cue)
    return cues


def is_negative(cue: Term, verb: str) -> bool:
    """Whether the last word of a cue is a negative form of one of its verbs («نفروختیم», but «نشستند»)."""
    affirmed = _verbs().get(verb[1:], {}).values() if verb.startswith("ن") else ()
    return any(entry.id == cue.id for entries in affirmed for entry in entries)


def is_denial(word: str) -> bool:
    """Whether a word is a negative light verb («نشد», but «نشست»)."""
    return word.startswith("ن") and is_light(word) and is_light(word[1:])


def _predicates(text: Text, at: int) -> Iterator[Term]:
    """The verb at a token as a cue, with its nominal part before it."""
    nominals, joined = _verbs()[text.keys[at]], ""
    for first in range(at, max(text.sentence(at).first, at - LONGEST_NOMINAL) - 1, -1):
        future = first == at - 1 and text.keys[first].removeprefix("ن") in keys_of("words.toml", "futures")
        if first < at and not future:  # «آموزش خواهند داد»
            joined = text.keys[first] + joined
        if not joined and is_light_verb(text.keys[at]) and text.key_at(at - 1) in keys_of("nouns.toml", "verbal"):
            continue  # «تحویل می‌دهد»: no «می‌دهد» alone
        for entry in nominals.get(joined, ()):
            yield Term(first, at, entry.label, entry.id, False, entry.data)


@cache
def _verb_forms() -> frozenset[str]:
    return frozenset(_verbs())


@cache
def _verbs() -> dict[str, dict[str, list[Entry]]]:
    """By each form of the verbs that cues name, entries by their nominal parts."""
    verbs: dict[str, dict[str, list[Entry]]] = {}
    for entry in load().entries["cues"].values():
        for verb in entry.data.get("verbs", ()):
            *nominal, stem = verb.split(" ")
            forms = forms_of(stem)
            if not forms:
                raise LexiconError(
                    f"lexicon cues: [{entry.id}] names «{verb}», whose last word is no past stem of verb_forms.txt. "
                    "Add the verb there, or write the past stem."
                )
            whole = not nominal and not is_light_verb(key(stem))
            passive = [(form, f"{stem}ه") for form in forms_of("شد")] if whole else []  # «بافته می‌شود»
            for form, before in [*((form, "".join(nominal)) for form in forms), *passive]:
                verbs.setdefault(form, {}).setdefault(key(before), []).append(entry)
    return verbs


class Cues:
    """What the cues of one text say of its figures."""

    def __init__(self, text: Text, terms: Terms, clauses: Clauses, names: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.terms = terms
        self.clauses = clauses
        self.of_sentence = find_cues(text, terms, names)

    def ranked(self, subject: Subject, sentence: int) -> list[tuple[float, Term]]:
        """The cues of a sentence that say anything of a figure, with their distances, nearest first."""
        cues = [cue for cue in self.of_sentence[sentence] if self._speaks(cue, subject)]
        scored = []
        for at, cue in enumerate(cues):
            distance = self.clauses.distance(subject, cue)
            if at and self.clauses.depends(cue, cues[at - 1], subject):
                distance += DEPENDENT
            if distance <= cue.data.get("reach", FARTHEST):
                # Of two cues equally near, the one behind the figure is its predicate.
                scored.append((distance, cue.last < subject.first, at))
        return [(distance, cues[at]) for distance, _, at in sorted(scored)]

    def _speaks(self, cue: Term, subject: Subject) -> bool:
        """Whether a cue says anything of a figure, by where it stands and by the part of the figure in the clause."""
        if subject.whole is not None and subject.whole.first <= cue.first <= subject.whole.last:
            return False
        if subject.limit is not None and cue.last >= subject.limit:
            return False
        if subject.since is not None and cue.last < subject.since:
            return False
        if not self.word(cue, subject):
            return False
        if cue.data.get("attribute", False) and not self._is_attribute(cue, subject):
            return False
        if not cue.data.get("theme", False) or not is_oblique(subject):
            return True
        # «در ۵۲۰ فروشگاه فروخته شد»: what is acted on is something else; but «بهره‌برداری از ۳ کارخانه»
        attribute = cue.first == subject.last + 1 and not any(map(is_light, self.text.keys[cue.last : cue.last + 2]))
        return cue.last + 2 == subject.first or attribute

    def _is_attribute(self, cue: Term, subject: Subject) -> bool:
        """Whether an adjective is of a figure or of cooperatives: no «شاغلان تازه», «شهر جدید»."""
        noun = self.text.key_at(cue.first - 1)
        own = subject.first < cue.first <= subject.last + 1
        return own or noun in keys_of("words.toml", "cooperatives") or in_class(noun, "enterprises")

    def word(self, cue: Term, subject: Subject) -> str | None:
        """What the lexicon lets a cue say of a figure: in the first of its cases that holds, or anyway."""
        for case in cue.data.get("when", ()):
            if (said := says(case, subject.kind)) is not None and self._holds(case, cue, subject):
                return said
        return says(cue.data, subject.kind)

    def _holds(self, case: Mapping[str, Any], cue: Term, subject: Subject) -> bool:
        """Whether a figure stands behind the word of a case, in a sentence with what it asks for."""
        if "behind" in case and key(case["behind"]) != subject.marker:
            return False
        sentence = self.text.sentence(cue.first)
        said = self.text.keys[sentence.first : sentence.last + 1]
        if case.get("home", False):
            return any(word == "به" and self._is_home(at + 1) for at, word in self.clauses.around(cue))
        if case.get("foreign", False):  # «روانه بازار عمان», «روانه بازار کشورهای روسیه و …»
            at = cue.last + 1 + (self.text.key_at(cue.last + 1) in keys_of("place_words.toml", "country_nouns"))
            own = self.text.key_at(at) in keys_of("words.toml", "own_country")
            return not own and self.terms.first(at, "place:country") is not None
        if "toward" in case:
            words = keys_of("words.toml", case["toward"])
            return any(word == "به" and self._is_toward(at + 1, words) for at, word in self.clauses.around(cue))
        if case.get("state", False) and not self.clauses.is_state(cue):
            return False
        if "before" in case and self.text.key_at(cue.last + 1) not in keys_of("words.toml", case["before"]):
            return False
        if "across" in case:  # «از مرز مهران», but «از مرز ۲۰ هزار تن»
            words, numbers = keys_of("words.toml", case["across"]), self.clauses.numbers
            return any(word in words and at + 1 not in numbers for at, word in enumerate(said, sentence.first))
        if "within" in case and self.text.vocabulary.isdisjoint(keys_of("words.toml", case["within"])):
            return False
        if "owner" in case and not self._is_owned(cue, keys_of("words.toml", case["owner"])):
            return False
        if "led_by" in case:  # «این بانک ۲۰ میلیارد تومان پرداخته», but «هر عضو … پرداخته و بانک هم …»
            leaders, clause = keys_of("words.toml", case["led_by"]), [*self.clauses.before(subject.first), ""]
            led = (before not in ("به", "از") for word, before in pairwise(clause) if word in leaders)
            return any(led)  # but «به بانک ۲۰ میلیارد تومان پرداختند»
        if case.get("agent", False) and not self._is_agent(cue, subject):
            return False
        if "object" in case:  # «ضمانت‌نامه صادر شد»
            return any(word in keys_of("words.toml", case["object"]) for _, word in self.clauses.around(cue))
        return "beside" not in case or any(word in keys_of("words.toml", case["beside"]) for word in said)

    def _is_home(self, at: int) -> bool:
        """Whether a place of Iran stands at a token."""
        return place_at(self.terms, at) is not None and self.terms.first(at, "place:country") is None

    def _is_toward(self, at: int, words: frozenset[str]) -> bool:
        """Whether one of some words, or a number of countries, stands at a token: «به ۹ کشور»."""
        counted = at
        while counted in self.clauses.numbers:
            counted += 1
        return self.text.key_at(at) in words or (counted > at and self.text.key_at(counted) == "کشور")

    def _is_owned(self, cue: Term, owners: frozenset[str]) -> bool:
        """Whether the last word before a cue that owns or costs something is an owner: no «طرح تعاونی»."""
        keys, works = self.text.keys, keys_of("words.toml", "works")
        for at in range(cue.first - 1, self.text.sentence(cue.first).first - 1, -1):
            if keys[at] in works:
                return False
            if keys[at] in owners:
                return self.text.key_at(at - 1) not in works
        return False

    def _is_agent(self, cue: Term, subject: Subject) -> bool:
        """Whether a figure is who does what a verb says: «۱۲ مربی آموزش می‌دهند», no «به ۱۲ نفر», «۱۲ نفر را»."""
        unmarked = subject.marker not in keys_of("words.toml", "obliques")
        keys = self.text.keys
        does = any(word.endswith("ند") for word in keys[cue.first : cue.last + 1])  # «می‌دهند», «خواهند داد»
        return unmarked and does and "را" not in keys[subject.last + 1 : cue.first]

    def said(self, cue: Term, subject: Subject) -> str:
        """What a cue says of a figure, under its verb: negated, or of each."""
        said = self.word(cue, subject) or OTHER
        if self._is_negated(cue):  # «۹ تعاونی هنوز کار خود را شروع نکرده‌اند»: no project
            return OTHER if subject.kind == "coop" else str(cue.data.get("negated", OTHER))
        priced = subject.kind == "amount" and said in ("investment", "sales", "exports") and "each" not in cue.data
        # «متری ۱۱ میلیون تومان»
        rate = priced and bool(self.terms.at(subject.first - 1, "units:adjective"))
        return OTHER if rate or (priced and self.clauses.is_of_each(subject)) else said

    def _is_beyond(self, cue: Term) -> bool:
        """Whether somebody is unable to do what a cue says: «نتوانسته‌اند از تسهیلات استفاده کنند»."""
        for at in range(cue.first - 1, max(self.text.sentence(cue.first).first, cue.first - _FARTHEST_MODAL) - 1, -1):
            word = self.text.keys[at]
            if word in _unable():
                return True
            if word in ("و", "که", "،") or is_finite_verb(word):
                return False
        return False

    def _is_negated(self, cue: Term) -> bool:
        """«هنوز به بهره‌برداری نرسیده», «تحویل‌شده حساب نمی‌شود»."""
        if is_negative(cue, self.text.keys[cue.last]):
            return True
        if self._is_beyond(cue):
            return True
        at = cue.last + 1
        if self.text.key_at(at) == "حساب":
            at += 1
        return is_denial(self.text.key_at(at))


@cache
def _unable() -> frozenset[str]:
    """The negative forms of «توانستن»."""
    return frozenset(form for form in forms_of("توانست") if form.startswith("ن"))
