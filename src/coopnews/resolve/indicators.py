"""Indicators: what a figure measures. Whatever speaks for one has a distance, and the nearest decides.

A cue (``cues.toml``) is as far as the words between it and the figure; the figure's own noun, a figure before that
its clause goes on with, and the topic of what stands before have distances of their own. The kind of a figure
(``kinds.toml``) decides what a cue can say of it and from how far.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from coopnews.finders.items import in_class, is_light
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import keys_of
from coopnews.reasons import Considered, asked, because
from coopnews.resolve.clauses import LONGEST_CLAUSE, Clauses
from coopnews.resolve.cues import FARTHEST, Cues, is_denial
from coopnews.resolve.kinds import OTHER, Subject, trait
from coopnews.resolve.speech import is_audience
from coopnews.resolve.topics import TOPIC, UNKNOWN, Evidence, Topics
from coopnews.text import Span, Text
from coopnews.verbs import is_participle

SURE = -10
"""Nearer than anything: what the words right beside a figure say of any."""
MATTER = 1
OWN = 3
"""How far a figure's own noun is: only a neighbour can deny what it says."""
DENIAL = 4
"""What a cue that says «other» is further away, where a figure goes on with one before."""
REPEATED = frozenset({"worker", "weaver", "person"})
"""Kinds of which another word may tell the same («این عدد به ۱۱ هزار بافنده رسید»)."""
STEPPING = frozenset({"person", "worker", "member", "coop"})
"""Kinds of which some are added to a group or taken from it."""
CHANGING = frozenset({"good", "article", "amount", "extent", "output", "power"})
"""Kinds whose difference a noun of change tells."""
TERMS = frozenset({"course", "term"})
"""Kinds that are periods where nothing is taught."""
LONGEST_LABEL = 6
"""Tokens that a label of a list has at most, its bullet and colon included."""
RECEIVING = frozenset({"coop", "project", "person", "worker", "member", "firm"})
"""Kinds to whom a loan may be paid."""
OWNERS = frozenset({"coop", "firm", "worker", "person", "occupation"})
"""Kinds of whose matters a sentence may speak («پرونده هفت تعاونی»)."""


class Indicators:
    """Finds the indicators of one text."""

    def __init__(
        self,
        text: Text,
        terms: Terms,
        numbers: Sequence[tuple[int, int]],
        figures: Sequence[tuple[int, int]],
        names: Sequence[tuple[int, int]] = (),
        totals: Mapping[int, int] | None = None,
    ) -> None:
        """Spans of tokens: numbers with their units, the same with their items, names of bodies.

        ``totals`` has, by the first token of a count, that of the total that it and others add up to.
        """
        self.text = text
        self.numbers = {at for first, last in numbers for at in range(first, last + 1)}
        named = {at for first, last in names for at in range(first + 1, last + 1)}
        self.clauses = Clauses(text, numbers, figures, named)
        self.cues = Cues(text, terms, self.clauses, names)
        self.topics = Topics(text, self.clauses, self.cues, totals or {})

    def of(self, subject: Subject) -> str:
        """The indicator of a figure; figures are asked for in the order of the text."""
        ranked = self.cues.ranked(subject, self.text.sentence_of[subject.first])
        evidence = [one for one in self._evidence(subject, ranked) if one.says]
        nearest = min(evidence, key=lambda one: one.distance, default=Evidence(FARTHEST, UNKNOWN, "no cue"))
        if asked():
            rule = f"{nearest.rule}; as a figure of the kind «{subject.kind}»"
            considered = [self._considered(cue, distance, subject) for distance, cue in ranked]
            because("indicator", subject, nearest.says, rule, nearest.on, considered)
        self.topics.tell(subject, nearest.says)
        return nearest.says

    def _evidence(self, subject: Subject, ranked: list[tuple[float, Term]]) -> Iterator[Evidence]:
        """What speaks for an indicator; of two as near, what comes first."""
        cue = ranked[0][1] if ranked else None
        if self._is_compared(subject) or self._is_change(subject, cue) or self._is_step(subject):
            yield Evidence(SURE, OTHER, "a difference", [Span(subject.last + 1, subject.last + 1)])
        if subject.kind == "amount" and (measure := self._unit_of_price(subject)) is not None:
            yield Evidence(SURE, OTHER, "the price of a unit", [Span(measure, measure)])
        if subject.kind == "amount" and self._is_cap_of_loan(subject):
            yield Evidence(SURE, "loans", "the most that is lent")
        if subject.kind == "amount" and self._is_cost_of_each(subject):
            yield Evidence(SURE, OTHER, "what one of many costs")
        if subject.kind in RECEIVING and self._is_paid(subject):
            yield Evidence(
                SURE, "loan_recipients", "to whom a loan is paid", [Span(subject.first - 1, subject.first - 1)]
            )
        if subject.kind == "member" and self._is_present(subject):
            yield Evidence(SURE, OTHER, "those who are present")
        if is_audience(self.text, subject.first):
            place = Span(subject.first - 1, subject.first - 1)
            yield Evidence(SURE, OTHER, "those before whom somebody speaks", [place])
        labelled = bool(ranked) and self._is_label(ranked[0][1], subject)
        before = [] if labelled else list(self.topics.of(subject, self.text.sentence_of[subject.first]))
        goes_on = min((one.distance for one in before), default=FARTHEST) <= TOPIC
        if ranked and ranked[0][0] <= trait(subject.kind, "reach", FARTHEST):
            distance, nearest = ranked[0]
            said = self.cues.said(nearest, subject)
            yield Evidence(distance + (DENIAL if goes_on and said == OTHER else 0), said, "the nearest cue", [nearest])
        if subject.kind in OWNERS and subject.marker in keys_of("words.toml", "matters"):
            place = Span(subject.first - 1, subject.first - 1)
            yield Evidence(MATTER, OTHER, "what is said is said of a matter of theirs", [place])
        yield from before
        if subject.kind in TERMS and self.text.vocabulary.isdisjoint(keys_of("words.toml", "teaching_at_all")):
            yield Evidence(SURE, OTHER, "a period")  # «در دو دوره تحریم شدیم»
        elif subject.fixed is not None:
            yield Evidence(self._own(subject), subject.fixed, "its own noun")

    def _own(self, subject: Subject) -> float:
        """How far a figure's own noun is."""
        if subject.whole is not None or (subject.kind in REPEATED and self.topics.points_back(subject)):
            return TOPIC
        return float(trait(subject.kind, "own", OWN))

    def _unit_of_price(self, subject: Subject) -> int | None:
        """Where the measure stands that a sum pays: «هر متر آن … تومان تمام شد»."""
        keys, first = self.text.keys, self.text.sentence(subject.first).first
        for at in range(subject.first - 1, max(first, subject.first - LONGEST_CLAUSE) - 1, -1):
            units = self.cues.terms.at(at + 1, "units") if keys[at] == "هر" else ()
            if any(unit.data["sort"] == "measure" and not unit.data.get("time", False) for unit in units):
                return at + 1
            timed = at in self.numbers and self._is_of_time(at)  # «قیمت هر متر مربع در کمتر از دو سال از … به …»
            if is_light(keys[at]) or (at in self.numbers and not timed):
                return None
        return None

    def _is_of_time(self, at: int) -> bool:
        """Whether the number that a token is part of measures time."""
        while at + 1 in self.numbers:
            at += 1
        return self.text.keys[at] in keys_of("words.toml", "spans") or self.text.key_at(at + 1) in keys_of(
            "words.toml", "spans"
        )

    def _is_present(self, subject: Subject) -> bool:
        """«با حضور ۸۱۲ عضو», «انتخابات با مشارکت ۸۱۲ عضو برگزار شد», but «با مشارکت ۸۱۲ عضو تاسیس شد»."""
        if subject.marker == "مشارکت":
            sentence = self.text.sentence(subject.first)
            said = self.text.keys[sentence.first : sentence.last + 1]
            return not keys_of("words.toml", "turnouts").isdisjoint(said)
        return subject.marker == "حضور"

    def _is_paid(self, subject: Subject) -> bool:
        """«پرداخت ۹ میلیارد تومان تسهیلات به هشت تعاونی صادرکننده», «به ۱۲ تعاونی فعال وام دادند»."""
        if subject.marker != "به":
            return False
        loans, paid = keys_of("words.toml", "loans"), keys_of("words.toml", "payments")
        verb = self.clauses.verb(subject)
        after = self.text.keys[subject.last + 1 : (verb or subject.last) + 1]
        if verb is not None and is_denial(self.text.keys[verb]):
            return False
        if len(after) == 1 or (verb is not None and self._is_of_other_deed(subject.last + 1, verb)):
            return False  # «با وام پرداختی بانک به ۶۰ عضو رسید», «… تسهیلات به ۵۰ نفر آموزش داده شد»
        before = self.clauses.before(subject.first)
        lent = not loans.isdisjoint(before) and not paid.isdisjoint([*before, *after])
        return lent or (not loans.isdisjoint(after) and not paid.isdisjoint(after))

    def _is_of_other_deed(self, first: int, verb: int) -> bool:
        """Whether a clause ends in a verb of something else than what is said or paid («به ۵۰ نفر آموزش داد»)."""
        at = verb - 1 - is_participle(self.text.keys[verb - 1])
        word = self.text.keys[at]
        own = word in keys_of("words.toml", "payments") or word in keys_of("words.toml", "loans")
        deed = in_class(word, "verbal") or in_class(word, "changes")
        return first <= at and deed and not own and not self.cues.terms.at(at, "verbs")

    def _is_cap_of_loan(self, subject: Subject) -> bool:
        """«سقف وام ودیعه مسکن ۲۰۰ میلیون تومان است»."""
        loans, words = keys_of("words.toml", "loans"), self.clauses.before(subject.first)[::-1]
        return any(word == "سقف" and after in loans for word, after in pairwise(words))

    def _is_label(self, cue: Term, subject: Subject) -> bool:
        """Whether a cue heads the entry of a list that a figure stands in: «• تسهیلات پرداختی: ۲۰۴ فقره به مبلغ …»."""
        keys, start = self.text.keys, self.text.sentence(subject.first).first
        colons = (at for at in range(start + 1, min(start + LONGEST_LABEL + 1, subject.first)) if keys[at] == ":")
        return cue.last < next(colons, -1)

    def _is_cost_of_each(self, subject: Subject) -> bool:
        """«هزینه خرید و نصب هر قفس … تومان است», but «با کاهش هزینه‌ها به هر تعاونی … وام دادند»."""
        if not self.clauses.is_of_each(subject):
            return False
        words = self.clauses.before(subject.first)
        costed = words[words.index("هر") + 1 :]
        ends = (at for at, word in enumerate(costed) if word in keys_of("words.toml", "obliques"))
        return not keys_of("words.toml", "costs").isdisjoint(costed[: next(ends, len(costed))])

    def _is_compared(self, subject: Subject) -> bool:
        """«۱۷۰۰ تن بیش از پارسال», but «۶۰۰ تن بیشتر نیست» bounds, and «۲۹ تعاونی بیش از ۴۰ طرح …» the next."""
        after = [self.text.key_at(subject.last + step) for step in (1, 2)]
        compared = after[0] in keys_of("words.toml", "comparatives")
        bounds = after[1] in keys_of("words.toml", "negative_states") or subject.last + 3 in self.numbers
        return compared and not bounds

    def _is_change(self, subject: Subject, cue: Term | None) -> bool:
        """«کاهش تولید ۵ تن», «به میزان ۵ تن کاهش یافت», but «به ۵ تن کاهش یافت», «افزایش سرمایه ۵ میلیاردی»."""
        changes, text = keys_of("nouns.toml", "changes"), self.text
        if cue is None or self.cues.word(cue, subject) == "capital" or subject.kind not in CHANGING:
            return False
        first = subject.first - 2 * (subject.marker in keys_of("words.toml", "differences"))
        if cue.last + 1 in (first, subject.first) and text.key_at(cue.first - 1) in changes:
            return True  # «کاهش تولید ۵ تن», «کاهش تولید به میزان ۵ تن»
        verb = self.clauses.verb(subject)
        noun = verb and next((at for at in (verb - 1, verb - 2) if text.keys[at] in changes), None)
        if noun is None:
            return False
        if subject.marker in keys_of("words.toml", "differences"):
            return True
        level = subject.marker in keys_of("words.toml", "levels")
        return not level and noun - 1 == subject.last

    def _is_step(self, subject: Subject) -> bool:
        """«۲۷۰ هزار نفر به شاغلان افزوده شد», «از تولید ۳۰ تن کم شد»: so many more or fewer, not so many."""
        text, after = self.text, self.text.key_at(subject.last + 1)
        if subject.kind not in STEPPING | CHANGING or subject.marker in keys_of("words.toml", "levels"):
            return False
        if after in keys_of("words.toml", "decreased"):
            return text.key_at(subject.last + 2).startswith("شد")  # but «۵۰۰ عضو کم نیست»
        verb = self.clauses.verb(subject) if after == "به" else None
        if self.text.key_at(subject.last + 2) in keys_of("words.toml", "funds"):
            return False  # «۱۰ میلیارد تومان به سرمایه صندوق افزوده شد»: so much is paid in
        return verb is not None and not keys_of("words.toml", "increased").isdisjoint(text.keys[verb - 1 : verb + 1])

    def _considered(self, cue: Term, distance: float, subject: Subject) -> Considered:
        says = str(self.cues.word(cue, subject))
        return Considered(cue.first, cue.last, f"{cue.label} [{cue.id}]", says, distance)
