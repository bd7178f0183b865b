"""Clauses: the words of a figure's clause, its verb, and how far a cue is from it.

Words between count one, commas, verbs and what is joined more, so that the clause of a figure outweighs the rest
of its sentence. The predicate of the clause is near, whatever stands between.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from coopnews.finders.items import in_class, is_light
from coopnews.finders.terms import Term
from coopnews.lexicon import keys_of
from coopnews.resolve.kinds import Subject
from coopnews.text import Text
from coopnews.tokenize import SIGN
from coopnews.verbs import is_participle

PREDICATE = 3
"""How far the verb that ends the clause of a figure is, whatever stands between."""
NEXT_CLAUSE = 8
"""What the beginning of a new clause behind the figure's adds to the distance of its cues."""
TOLD = 30
"""What a colon behind a verb adds: what follows is what somebody says of something else."""
ADVERSATIVE = 20
"""What «اما» between a figure and a cue adds: it begins what is said of something else."""
CONTRASTED = 40
"""What «اما» adds behind a cue: it turns to something else."""
RELATIVE = 6
"""What a relative clause that does not follow the figure itself adds to the distance of its cues."""
DEPENDENT = 6
"""What a cue in the genitive of another cue is further away («قسط وام», «سود تسهیلات»)."""
PART_OF_IT = 40
"""What a relative clause adds that counts anew: its cues are said of that count."""
LONGEST_OPENING = 5
"""Tokens from «که» to such a count."""
LONGEST_CLAUSE = 8
"""Words before a figure that are asked whether they point at what was said before."""
_JOINTS = frozenset({"و", "،", "؛"})
"""Behind a verb they begin another clause."""
_BOUNDS = frozenset({"؛", ":", "(", ")"})
"""No clause goes on behind them."""


class Clauses:
    """The clauses of one text around its figures."""

    def __init__(
        self, text: Text, numbers: Sequence[tuple[int, int]], figures: Sequence[tuple[int, int]], named: set[int]
    ) -> None:
        """``numbers`` are spans with their units, ``figures`` with their items; ``named`` stand inside names."""
        self.text = text
        self.named = named
        self.numbers = {at for first, last in numbers for at in range(first, last + 1)}
        self.figures = {at for first, last in figures for at in range(first, last + 1)}
        self._left_open: dict[int, bool] = {}
        self._verbs: dict[int, int | None] = {}
        self._around: dict[int, list[tuple[int, str]]] = {}

    def before(self, first: int) -> list[str]:
        """The words of the clause before a figure from the last back, some at most, without a relative clause."""
        keys, start = self.text.keys, self.text.sentence(first).first
        words: list[str] = []
        at = first - 1
        while at >= start and len(words) < LONGEST_CLAUSE:
            if keys[at] == "،" and is_light(self.text.key_at(at - 1)) and "که" in keys[start:at]:
                # «ارزش این کالاها که بیشتر سیمان بوده، ۳۱ میلیون دلار است»
                at = max(other for other in range(start, at) if keys[other] == "که") - 1
                continue
            if self.text.kinds[at] == SIGN or is_light(keys[at]):
                break
            words.append(keys[at])
            at -= 1
        return words

    def verb(self, subject: Subject) -> int | None:
        """The finite verb that a figure's clause ends in, behind relative clauses: «۹۸ تعاونی در … فعالیت می‌کنند»."""
        if subject.last not in self._verbs:
            self._verbs[subject.last] = self._verb_behind(subject.last)
        return self._verbs[subject.last]

    def _verb_behind(self, last: int) -> int | None:
        keys, relative = self.text.keys, False
        for at in range(last + 1, self.text.sentence(last).last + 1):
            if keys[at] == "که":
                relative = True
            elif keys[at] in _BOUNDS or keys[at] in keys_of("words.toml", "adversatives"):
                return None
            elif keys[at - 1].removeprefix("ن") in keys_of("words.toml", "futures"):
                continue  # «… که ۷ طرح آن افتتاح خواهد شد»: one verb
            elif self._ends_clause(at):
                if not relative:
                    return at  # «از مرز … گذشته و خرید آن …», «۳ تن … که ۲ سالن دارد تولید و …»
                relative = False
        return None

    def _ends_clause(self, at: int) -> bool:
        """Whether a verb stands at a token, perhaps a copula stuck to a noun, or what stands for one."""
        word = self.text.keys[at]
        if is_light(word) or word.endswith(_endings("stuck_copulas")) or self._is_copular(word) or self._is_past(at):
            return True
        if at not in self._left_open:
            self._left_open[at] = self._is_left_open(at)
        return self._left_open[at]

    def _is_left_open(self, at: int) -> bool:
        """Whether the nominal part of a verb ends a clause whose verb the next one says: «… تولید و ۹ تن صادر شد»."""
        keys, verbal = self.text.keys, keys_of("nouns.toml", "verbal")
        if keys[at] not in verbal or self.text.key_at(at + 1) != "و" or at + 1 in self.numbers:
            return False
        if not at or keys[at - 1] in keys_of("words.toml", "obliques") or keys[at - 1] == "و":
            return False
        ends = (end for end in range(at + 2, self.text.sentence(at).last + 1) if is_light(keys[end]))
        verb = next(ends, at)
        counted = not self.numbers.isdisjoint(range(at + 2, verb))
        return counted and keys[verb - 1] in verbal

    def _is_past(self, at: int) -> bool:
        """Whether a participle stands at a token before «و», for its verb."""
        word = self.text.keys[at]
        past = is_participle(word) or word in keys_of("numbers.toml", "passing_verbs")
        return past and self.text.key_at(at + 1) == "و"

    def around(self, cue: Term) -> list[tuple[int, str]]:
        """The words of the clause of a cue: from the last verb that ended one to its own."""
        if cue.first not in self._around:
            self._around[cue.first] = self._clause_of(cue)
        return self._around[cue.first]

    def _clause_of(self, cue: Term) -> list[tuple[int, str]]:
        keys, sentence = self.text.keys, self.text.sentence(cue.first)
        first, last = cue.first, cue.last
        while first > sentence.first and not (is_light(keys[first - 1]) and keys[first] in _JOINTS):
            first -= 1
        while last < sentence.last and not (is_light(keys[last]) and keys[last + 1] in _JOINTS):
            last += 1
        return [(at, keys[at]) for at in range(first, last + 1)]

    def is_state(self, cue: Term) -> bool:
        """Whether what a cue says is so, and is not done: «در اختیار آنهاست», «در اختیار تعاونی است», «… دارد»."""
        keys = self.text.keys
        for at in range(cue.last + 1, self.text.sentence(cue.last).last + 1):
            if is_light(keys[at]) or keys[at].endswith(_endings("stuck_owners")):
                states = keys_of("words.toml", "copulas") | keys_of("words.toml", "having")
                return not is_light(keys[at]) or keys[at] in states
        return False

    def _is_shared(self, subject: Subject, cue: Term) -> bool:
        """Whether a cue stands right behind a figure or those joined to it: «۱۳ خیاط و ۲ نجار دارد»."""
        behind = cue.first - 1 in self.figures and cue.first not in self.figures
        between = range(subject.last + 1, cue.first)
        return behind and all(at in self.figures or self.text.keys[at] in ("و", "،") for at in between)

    def distance(self, subject: Subject, cue: Term) -> float:
        """How far a cue is from a figure."""
        weight: float = cue.data.get("weight", 0)
        if cue.first <= subject.last and cue.last >= subject.first:
            return weight
        if cue.first > subject.last and self._is_shared(subject, cue):
            return weight
        before = cue.last < subject.first
        if self._is_of_other(cue):
            weight += DEPENDENT
        distance = weight + (self._back(subject, cue) if before else self._ahead(subject, cue))
        return min(distance, PREDICATE + weight) if self._is_predicate(cue, subject) else distance

    @staticmethod
    def _is_copular(word: str) -> bool:
        """Whether a copula is stuck to a predicate: «۶۳ تعاونی در قم فعالند و …»."""
        return word.endswith("ند") and any(in_class(word.removesuffix(end), "predicates") for end in ("ند", "اند"))

    def _is_of_other(self, cue: Term) -> bool:
        """Whether a cue of what is acted on is the genitive of another figure: «۱۱ واحد بهره‌برداری و ۴ کارخانه»."""
        behind = cue.first - 1 in self.numbers or cue.first - 1 in self.figures
        verbal = is_light(self.text.keys[cue.last]) or is_light(self.text.key_at(cue.last + 1))
        return bool(cue.data.get("theme")) and behind and not verbal

    def _back(self, subject: Subject, cue: Term) -> float:
        """The words from a figure back to a cue."""
        distance = 6.0 if self._ends_clause(cue.last) else 0.0
        crossed = distance > 0
        for at, word in self._between(cue.last + 1, subject.first):
            if self.text.kinds[at] == SIGN:
                distance += 10 if word in (":", "؛") else 3
            elif is_light(word) or word in keys_of("words.toml", "rest_words"):
                distance += 6
                crossed = crossed or is_light(word)
            elif word in keys_of("words.toml", "adversatives"):
                distance += CONTRASTED
            elif word == "که":
                distance += 3
            elif word == "و" and at not in self.numbers:
                distance += 2
            else:
                distance += 1.5 if at in self.numbers else 1
        if crossed and (verb := self.verb(subject)) is not None:
            # «… شیر تولید می‌کنند و این تعاونی ۵ هزار رأس گاو دارد», but «… نفر با ما همکاری دارند»
            has = self.text.keys[verb] in keys_of("words.toml", "having")
            distance += 2 * NEXT_CLAUSE if has and not in_class(self.text.keys[verb - 1], "verbal") else 0
        return distance

    def _ahead(self, subject: Subject, cue: Term) -> float:
        """The words from a figure on to a cue; what is joined behind a figure belongs to what is joined."""
        distance, verbs, ended = 0.0, 0, False
        for at, word in self._between(subject.last + 1, cue.first):
            if self.text.kinds[at] == SIGN:
                told = word == ":" and is_light(self.text.keys[at - 1])  # «از … ۱۲ تعاونی گفت: ما … داریم»
                distance += TOLD if told else 10 if word in (":", "؛") else 3
            elif is_light(word) or self._is_copular(word):
                verbs += 1
                distance += 6 if verbs == 1 else 4
                ended = self.text.key_at(at + 1) in _JOINTS
            elif word == "تا" and verbs and at + 1 not in self.numbers and is_light(self.text.keys[at - 1]):
                distance += NEXT_CLAUSE  # «… به ۳۵۰ میلیارد می‌رسد تا خرید دو خط ممکن شود»
            elif word == "و" and at not in self.numbers:
                distance += 5 + (NEXT_CLAUSE if ended else 0)
                ended = False
            elif word in keys_of("words.toml", "adversatives"):
                distance += ADVERSATIVE
            elif word in keys_of("words.toml", "rest_words") or (word == "که" and at > subject.last + 1):
                distance += RELATIVE + (PART_OF_IT if self._counts_anew(at + 1) else 0)
            else:
                distance += 1.5 if at in self.numbers else 1
        return distance + (NEXT_CLAUSE if self._is_of_next(cue, subject) else 0)

    def _counts_anew(self, at: int) -> bool:
        """Whether a clause begins with a number: «… شناسایی کردیم که بیش از هزار نفرشان شاغل‌اند»."""
        opening = range(at, at + LONGEST_OPENING)
        number = next((word for word in opening if word in self.numbers), None)
        obliques = keys_of("words.toml", "obliques") - {"از"}  # «که با ۳ کمباین کار می‌کنند», but «که بیش از ۳ نفر …»
        return number is not None and not any(self.text.key_at(word) in obliques for word in range(at, number))

    def _between(self, first: int, end: int) -> list[tuple[int, str]]:
        """The tokens from one to another, without brackets, what stands in them, and the insides of names."""
        words: list[tuple[int, str]] = []
        bracketed = False
        for at in range(first, end):
            word = self.text.keys[at]
            if at in self.named:
                continue
            if word in ("(", ")"):
                bracketed = word == "("
            if not bracketed:
                words.append((at, word))
        return words

    def _is_of_next(self, cue: Term, subject: Subject) -> bool:
        """Whether a cue behind a figure begins what is joined to it: «صادرات ۱۱ و فروش داخلی ۶۷ میلیارد تومان بود»."""
        keys, end = self.text.keys, self.text.sentence(cue.last).last
        joints = (at for at in range(subject.last + 1, cue.first) if keys[at] == "و" and at not in self.numbers)
        if next(joints, None) is None or any(map(is_light, keys[subject.last + 1 : cue.last + 1])):
            return False
        behind = range(cue.last + 1, end + 1)
        return next((at in self.numbers for at in behind if at in self.numbers or is_light(keys[at])), False)

    def _is_predicate(self, cue: Term, subject: Subject) -> bool:
        """Whether a cue is, or stands right before, the verb that the clause of a figure ends in."""
        if cue.first <= subject.last:
            return False
        verb = self.verb(subject)
        return verb is not None and verb - 2 <= cue.last <= verb

    def depends(self, cue: Term, head: Term, subject: Subject) -> bool:
        """Whether a cue is the genitive of the one right before it: «قسط وام», but «سرمایه نیاز دارند»."""
        keys = self.text.keys
        described = cue.last + 1 == subject.first and keys[subject.last].endswith("ی")
        verbal = is_light(self.text.key_at(cue.last + 1)) or is_light(keys[head.last])
        return cue.first == head.last + 1 and not described and not verbal and cue.data.get("weight", 0) >= 0

    def is_of_each(self, subject: Subject) -> bool:
        """«هر سکه … تومان», but «هر سال … دلار»: what one of many costs is a price."""
        spans = keys_of("words.toml", "spans") | keys_of("words.toml", "each_of_them")
        words = [*self.before(subject.first)[::-1], ""]
        return any(word == "هر" and after not in spans for word, after in pairwise(words))


@cache
def _endings(table: str) -> tuple[str, ...]:
    """Endings that the lexicon lists."""
    return tuple(keys_of("words.toml", table))
