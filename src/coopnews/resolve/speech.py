"""Acts of speech: reporting verbs, frames («به گفته …») and colons, each with the words that stand for its subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from coopnews.finders.name_spans import before_titles
from coopnews.finders.spelling import respelled
from coopnews.finders.terms import Terms
from coopnews.lexicon import key, keys_of, load
from coopnews.memo import Memo
from coopnews.resolve.refs import Ref
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, SIGN, WORD
from coopnews.verbs import is_finite_verb, is_participle

_QUOTES = frozenset("«»\"'")
_QUOTATION = frozenset('«»"')
_COMMAS = frozenset("،,؛")
_CLAUSE_SIGNS, _JOINTS = frozenset("؛:"), frozenset(("و", "،", "که"))
_LIGHT_WITHIN = 3
"""The light verb of a reporting verb stands this near («خبر هم داد»)."""
_DATELINE = frozenset("/-|")
LONGEST_DATELINE = 8
"""A place and an agency before the first sentence («یزد - ایلنا -») take no more tokens than this."""
FARTHEST_AUDIENCE = 4
"""Tokens back from a number to «جمع», of whom it is said («در جمع بیش از ۶۰ نفر»)."""
LONGEST_ADVERBIAL = 8
"""Tokens of an adverbial before a subject («در نشست خبری امروز»)."""
_APART = 16
_NO_SUBJECTS = ("not_subjects_after", "name_ends", "events", "demonstratives")
_HEAD = 4
"""Tokens at the head of a sentence that may name a part of a body as its subject."""
LONGEST_SUBJECT = 5
"""A subject that no finder knows has no more words than this."""
LONGEST_OPENING = 30
"""A line that ends with a colon and has no more tokens than this opens what follows."""


class Act(NamedTuple):
    """Something is said: what stands from ``start`` on, in its sentence, is said by ``subject``.

    ``subject`` is None where the sentence names nobody (the speaker before goes on). ``kind`` is verb, frame or
    colon; ``nested`` tells that it stands inside the speech of another act of the sentence.
    """

    start: int
    at: int
    subject: Ref | None
    kind: Literal["verb", "frame", "colon"]
    nested: bool = False
    strong: bool = True
    plural: bool = False


def find_acts(text: Text, terms: Terms, refs: Sequence[Ref]) -> list[Act]:
    """Every act of speech of a text, in order.

    >>> text = Text("افتتاح ۵ طرح را فرماندار اعلام کرد. وی افزود: به گفته وزیر، ۲ همت می‌رسد.")
    >>> terms = Terms(text)
    >>> refs = [Ref(4, 4, "office", 0), Ref(8, 8, "pronoun", -1), Ref(13, 13, "office", 1)]
    >>> [(act.kind, text.quote(act.subject[:2])) for act in find_acts(text, terms, refs)]
    [('verb', 'فرماندار'), ('verb', 'وی'), ('frame', 'وزیر')]
    """
    return list(_Finder(text, terms, refs).acts())


def is_audience(text: Text, first: int) -> bool:
    """Whether a number counts those before whom somebody speaks: «فرماندار در جمع ۶۰ نفر گفت: …»."""
    sentence = text.sentence(first)
    begin = max(sentence.first, first - FARTHEST_AUDIENCE)
    at = next((at for at in range(first - 1, begin - 1, -1) if text.keys[at] in _words("audiences")), None)
    if at is None or text.key_at(at - 1) not in _words("among"):
        return False
    return ":" in text.keys[first : sentence.last + 1] and ":" not in text.keys[sentence.first : first]


class _Finder:
    def __init__(self, text: Text, terms: Terms, refs: Sequence[Ref]) -> None:
        self.text, self.terms, self.refs = text, terms, refs
        self.starts = [ref.first for ref in refs]
        self.ends = {ref.last for ref in refs}
        self.quoted = _quoted(text)
        self.verb_starts = sorted({*terms.of("verbs"), *text.which(_ODD_VERBS)})
        self.reporting = {ref.last for ref in refs if ref.kind == "body" and self.is_reported(ref.first - 1)}
        """Where the media after «به گزارش» end."""
        self.paragraphs = frozenset(text.paragraph_starts)

    def acts(self) -> Iterator[Act]:
        for sentence in self.text.sentences:
            yield from self.of_sentence(sentence)

    def of_sentence(self, sentence: Span) -> Iterator[Act]:
        verbs = list(self.verbs(sentence))
        refs = self.within(sentence.first, sentence.last)
        colon = self.colon(sentence, refs)
        found: list[Act] = [colon] if colon else []
        outside = any(not self.quoted[first] for first, _, _, _ in verbs)
        since = colon.at if colon else sentence.first
        last_verb = max((first for first, _, kind, _ in verbs if kind == "verb"), default=-1)
        interrupted = False
        for first, last, kind, strong in verbs:
            if kind == "frame":
                subject = self.after_frame(last, refs)
                if subject is not None and subject.kind == "body" and self.is_dateline(sentence, first, verbs[-1][0]):
                    continue
                if subject is not None:
                    alone = len(verbs) == 1
                    start = self.clause_start(sentence, first) if alone else first
                    start = sentence.first if self.opens(sentence, first) else start
                    found.append(Act(start, first, subject, "frame", nested=bool(found)))
                    refs = [ref for ref in refs if ref is not subject]
                continue
            if outside and self.quoted[first]:
                continue
            said = [act for act in found if act.kind != "frame"]
            inner = self.inner_subject(sentence, since, first, refs)
            if inner is not None and self.pledges(inner, first):
                continue
            if inner is not None:
                found.append(Act(inner.first, first, inner, "verb", nested=True))
                refs = [ref for ref in refs if ref is not inner]
                interrupted = True
                continue
            subject = self.subject(sentence, since, first, refs)
            if kind == "aside" and (subject is None or last_verb > first):
                continue
            if subject is None and (found or not strong):
                continue
            if subject is not None and said and subject.kind == "crowd" and self.is_opposed(subject):
                found.append(Act(subject.first, first, subject, "verb", nested=True, plural=True))
                continue
            if subject is not None and said and (subject.kind == "crowd" or self.pledges(subject, first)):
                continue
            nobody = self.text.keys[last].endswith("ند") or (subject is None and self.is_somebody(sentence, first))
            pledged = subject is not None and subject.first > sentence.first and self.pledges(subject, first)
            if pledged:
                continue  # «ما … پیش‌بینی کرده‌ایم و بانک هم قول داده …»
            if said and subject is not None and not interrupted:
                found.append(Act(subject.first, first, subject, "verb", nested=True, strong=strong, plural=nobody))
            else:
                found.append(Act(sentence.first, first, subject, "verb", strong=strong, plural=nobody))
            if interrupted and subject is not None:
                # «وی با اشاره به اینکه وزیر گفته …، افزود: …»: from the main verb on its subject speaks again.
                found.append(Act(first, first, subject, "verb", nested=True, strong=strong, plural=nobody))
            interrupted = False
            since = last + 1
        if not found and (stated := self.statement(sentence, refs)) is not None:
            found.append(stated)
        yield from sorted(found, key=lambda act: (act.start, act.kind != "verb", act.at))

    # --- verbs and frames ------------------------------------------------------------------------------

    def verbs(self, sentence: Span) -> Iterator[tuple[int, int, str, bool]]:
        """First and last token, kind, and whether it is speech without a subject beside it."""
        free = sentence.first
        begin = bisect_left(self.verb_starts, free)
        for at in self.verb_starts[begin : bisect_left(self.verb_starts, sentence.last + 1, begin)]:
            found = self.verb(at, sentence.last) if at >= free else None
            if found is not None:
                yield found
                free = found[1] + 1

    def verb(self, at: int, limit: int) -> tuple[int, int, str, bool] | None:
        if self.text.kinds[at] != WORD:
            return None
        terms = self.terms.at(at, "verbs")
        if not terms:
            return (at, at, "verb", True) if _ODD_VERBS[self.text.keys[at]] else None
        term = next((term for term in terms if term.data["kind"] not in ("light", "passive", "switch")), None)
        if term is None:
            return None
        kind, strong = term.data["kind"], bool(term.data.get("strong", True))
        if kind == "frame":
            return at, term.last, "frame", True
        if kind == "reached":
            return at, term.last, "verb", strong
        if kind == "aside":
            return at, term.last, "aside", False
        if kind == "apart":
            ends = range(at + 2, min(at + _APART, limit + 1))
            apart = any((end := self.terms.first(token, "verbs")) and end.data["kind"] == "passive" for token in ends)
            return (at, at, "verb", strong) if apart else None
        if kind == "say" and self.text.keys[at] in ("نوشت", "نوشته") and self.is_of_author(at):
            return None
        if kind == "say" and self.text.key_at(at - 1) in keys_of("words.toml", "farewells"):
            return None
        if kind == "say" and self.text.keys[at].startswith("افزود") and self.is_addition(at, term.last):
            return None
        if kind == "say":
            participle = self.text.keys[term.last] in ("گفته", "افزوده", "برشمرده")
            return None if participle and not self.is_perfect(term.last) else (at, term.last, "verb", strong)
        if kind == "noun":
            last = self.light(term.last, limit)
            crossed = self.text.keys[at] == "رد" and self.text.key_at(at - 1) == "را" and self.is_measure(at - 2)
            return None if last is None or crossed else (at, last, "verb", strong)
        return None

    def is_measure(self, at: int) -> bool:
        """Whether a unit or currency ends at a token: «سه میلیارد تومان را رد کرد»."""
        return any(self.terms.at(at, label) for label in ("units", "currencies"))

    def is_addition(self, at: int, last: int) -> bool:
        """«۷۸ تن طلا به ذخایر خود افزوده است.»: a number is added to what stands before the verb, nothing is said."""
        text, start = self.text, self.text.sentence(at).first
        if text.key_at(last + 1) in (":", "که", "«"):
            return False
        auxiliary = text.key_at(last + 1) in keys_of("words.toml", "copulas")  # «افزوده است»
        if any(is_finite_verb(word) for word in text.keys[last + 1 + auxiliary : text.sentence(at).last + 1]):
            return False  # «… با اشاره به واگذاری ۵ طرح به تعاونی‌ها افزود این طرح‌ها ۲۰۰ شغل ایجاد کرد»
        to = next((word for word in range(at - 2, start - 1, -1) if text.keys[word] == "به"), start)
        words = range(to + 1, at)
        within = all(text.kinds[word] == WORD and not is_finite_verb(text.keys[word]) for word in words)
        return to > start and within and any(text.kinds[word] == NUMBER for word in range(max(start, to - _APART), to))

    def is_of_author(self, at: int) -> bool:
        """Whether what somebody «نوشته است» is a book: no speech."""
        start = self.text.sentence(at).first
        return any(word in ("کتاب", "مقاله", "رمان", "شعر") for word in self.text.keys[start:at]) and (
            self.text.key_at(at + 1) not in (":", "که")
        )

    def light(self, last: int, limit: int) -> int | None:
        """The light verb after the noun of a reporting verb, or None: it is no verb, or passive."""
        text = self.text
        for at in range(last + 1, min(last + 1 + _LIGHT_WITHIN, limit + 1)):
            term = self.terms.first(at, "verbs")
            if term is not None and term.data["kind"] == "light":
                after = self.terms.first(term.last + 1, "verbs")
                if after is not None and after.data["kind"] == "passive" and term.last + 1 <= limit:
                    return None
                return term.last
            if text.keys[at] not in ("نیز", "هم", "را", "خود", "و"):
                return None
            if text.keys[at] == "و":
                # «بیان و تصریح کرد»
                term = self.terms.first(at + 1, "verbs")
                return None if term is None or term.data["kind"] != "noun" else self.light(term.last, limit)
        return None

    def is_perfect(self, last: int) -> bool:
        """Whether a participle is a verb: its subject stands before it, or an auxiliary, «که» or a colon follows."""
        return last - 1 in self.ends or self.text.key_at(last + 1) in ("است", "بود", "بودند", "اند", "که", ":", "و")

    # --- subjects --------------------------------------------------------------------------------------

    def within(self, first: int, last: int) -> list[Ref]:
        return list(self.refs[bisect_left(self.starts, first) : bisect_left(self.starts, last + 1)])

    def subject(self, sentence: Span, since: int, verb: int, refs: list[Ref]) -> Ref | None:
        """The subject of a verb among the refs that stand between ``since`` and it."""
        quoted = self.quoted[verb]
        chosen: tuple[int, Ref] | None = None
        barred = -2
        for ref in refs:
            if ref.first < since or ref.last >= verb:
                continue
            if self.quoted[ref.first] and not quoted and not self.is_quoted_alone(ref):
                continue
            rank = self.rank(sentence, ref)
            if rank is None or self.follows_in_list(ref, barred):
                barred = ref.last
                continue
            if ref.kind == "body":
                if self.text.key_at(ref.last + 1) in _DATELINE:
                    continue
                rank += 2
            if chosen is None or rank < chosen[0]:
                chosen = rank, ref
        return chosen[1] if chosen else None

    def inner_subject(self, sentence: Span, since: int, verb: int, refs: list[Ref]) -> Ref | None:
        """The subject of a verb in a clause with «که» or «اینکه», where another subject stands before the clause."""
        keys = self.text.keys
        opener = next((at for at in range(verb - 1, since, -1) if keys[at] in ("که", "اینکه", "آنکه")), None)
        if opener is None or self.subject(sentence, since, opener, refs) is None:
            return None
        inner = self.subject(sentence, opener + 1, verb, refs)
        if inner is None or inner.kind in ("pronoun", "anaphor", "crowd"):
            return None
        closed = any(is_finite_verb(keys[at]) for at in range(inner.last + 1, verb))
        return None if closed else inner

    def pledges(self, subject: Ref, verb: int) -> bool:
        """Whether a body promises or wants something: the speaker tells of it, and it says nothing itself."""
        term = self.terms.first(verb, "verbs")
        return subject.kind == "body" and term is not None and bool(term.data.get("pledge"))

    def is_opposed(self, crowd: Ref) -> bool:
        """Whether others speak against who spoke: «… اما کارشناسان می‌گویند …»."""
        return self.text.key_at(crowd.first - 1) in ("اما", "ولی", "لیکن", "؛")

    def is_somebody(self, sentence: Span, verb: int) -> bool:
        """Whether the words before a verb are a subject of their own («یکی از اعضا», «روابط عمومی استانداری»)."""
        keys = self.text.keys
        word = keys[sentence.first]
        if word in ("یک", "یکی") or word in _words("crowds"):
            return True
        head = (self.terms.first(at, "bodies") for at in range(sentence.first, min(sentence.first + _HEAD, verb)))
        if any(term is not None and term.data.get("part") == "subunit" for term in head):
            return True  # «با این حال روابط عمومی این شرکت …»
        before = range(sentence.first, verb)
        if not 0 < len(before) <= LONGEST_SUBJECT or any(word in _words(table) for table in _NO_SUBJECTS):
            return False
        plain = all(self.text.kinds[at] == WORD and keys[at] != "را" for at in before)
        verbal = (is_finite_verb(keys[at]) or is_participle(keys[at]) or self.terms.first(at, "verbs") for at in before)
        return plain and not any(verbal)

    def follows_in_list(self, ref: Ref, barred: int) -> bool:
        """Whether a ref goes on a list whose members are no subjects («با حضور استاندار، فرماندار و …»)."""
        if barred < 0:
            return False
        between = self.text.keys[barred + 1 : ref.first]
        return 0 < len(between) <= 3 and all(word in _COMMAS or word == "و" for word in between) and "و" in between

    def rank(self, sentence: Span, ref: Ref) -> int | None:
        """How well a ref stands as a subject: 0 at the head of a clause, 1 after an adverbial, None not at all."""
        text = self.text
        # «… که ریاست شورا را بر عهده دارد، گفت»
        in_hand = _words("in_hand").intersection(text.keys[ref.last + 2 : ref.last + 4])
        if text.key_at(ref.last + 1) == "را" and ref.kind != "pronoun" and not in_hand:
            return None
        at = before_titles(text, ref.first)
        if at < sentence.first:
            return 0
        if ref.kind == "body":
            if self.is_reported(at):
                return None
            at = self.before_subunit(at)
            if at < sentence.first:
                return 0
        word = text.keys[at]
        if ref.kind == "name" and (at in self.reporting or (word == "نام" and text.key_at(at - 1) == "به")):
            return 1  # «به گزارش ایرنا علی لقمانی …», «باغداری به نام علی لقمانی …»
        if "".join(text.keys[sentence.first : at + 1]) in keys_of("words.toml", "with_pronoun"):
            return 1  # «پیش از این بانک مرکزی اعلام کرده بود»
        if word in _words("not_subjects_after"):
            return None
        if text.kinds[at] == SIGN or word in ("و", "که", "را") or is_finite_verb(word):
            return 0
        if word in _words("events") or text.kinds[at] == NUMBER:
            return 1
        if at - sentence.first < LONGEST_DATELINE and any(
            text.keys[token] in _DATELINE for token in range(sentence.first, at)
        ):
            return 1
        if ref.kind in ("name", "surname", "pronoun") or (ref.kind == "office" and ref.first == at + 1):
            return 2 if self.heads_adverbial(sentence, at) else None
        return None

    def heads_adverbial(self, sentence: Span, at: int) -> bool:
        """Whether the words up to ``at`` are one adverbial that opens the sentence («در نشست خبری …»).

        «به گزارش ایرنا،» may stand before it.
        """
        first = at + 1
        while first > sentence.first and self.text.kinds[first - 1] != SIGN:
            first -= 1
        if first > sentence.first and not (self.text.keys[first - 1] in _COMMAS and first - 2 in self.reporting):
            return False
        words = self.text.keys[first : at + 1]
        if len(words) > LONGEST_ADVERBIAL:
            return False
        return (
            bool(words)
            and words[0] in ("در", "طی", "پس", "پیش", "بعد", "همزمان")
            and words[-1] not in ("حضور", "ریاست")
        )

    def is_quoted_alone(self, ref: Ref) -> bool:
        """Whether quotes stand around a name only («علی لقمانی» گفت)."""
        after = ref.last + 1
        begins = self.text.key_at(ref.first - 1) in _QUOTES or self.text.keys[ref.first] in _QUOTES
        inner = any(self.text.keys[token] in _QUOTES for token in range(ref.first, min(after + 1, len(self.text))))
        return begins and inner

    def after_frame(self, last: int, refs: list[Ref]) -> Ref | None:
        """The ref that a frame names, directly after it."""
        for ref in refs:
            if ref.first > last and ref.kind != "crowd":
                return ref if before_titles(self.text, ref.first) == last else None
        return None

    def is_dateline(self, sentence: Span, frame: int, verb: int) -> bool:
        """Whether «به گزارش X به نقل از Y، …» stands before a verb: media are no speakers there."""
        opening = "".join(self.text.keys[sentence.first : sentence.first + 2])
        return opening in _words("report_openings") and frame < verb and frame - sentence.first < LONGEST_DATELINE

    def before_subunit(self, at: int) -> int:
        """The token before a part of the body that follows («روابط عمومی»), or ``at`` itself."""
        for first in range(max(0, at - 2), at + 1):
            term = self.terms.first(first, "bodies")
            if term is not None and term.last == at and term.data.get("part") == "subunit":
                return first - 1
        return at

    def is_reported(self, at: int) -> bool:
        """Whether words like «به گزارش» end at a token."""
        for first in range(max(0, at - 2), at + 1):
            term = self.terms.first(first, "verbs")
            if term is not None and term.last == at and term.data["kind"] == "outlet":
                return True
        return False

    def clause_start(self, sentence: Span, frame: int) -> int:
        """Where the clause begins that a frame is put into: «بازار خوب است و ۵ طرح به گفته مدیرکل آماده است»."""
        keys = self.text.keys
        for at in range(frame - 1, sentence.first, -1):
            if keys[at] in _CLAUSE_SIGNS or keys[at] in keys_of("words.toml", "adversatives"):
                return at + 1
            if (keys[at] in _JOINTS and is_finite_verb(keys[at - 1])) or is_finite_verb(keys[at]):
                return at + 1  # «با آنکه … ۶۰ عضو دارد به گفته …»
        return sentence.first

    def opens(self, sentence: Span, at: int) -> bool:
        """Whether a frame stands at the head of its sentence, perhaps after an adverb."""
        words = self.text.keys[sentence.first : at]
        return len(words) <= 2 and all(word in ("و", "همچنین", "،", "-", "اما", "«") for word in words)

    def colon_after(self, ref: Ref, sentence: Span) -> int | None:
        """The colon after a ref, directly or after an adverbial without a verb («… در جمع خبرنگاران: …»)."""
        keys = self.text.keys
        for at in range(ref.last + 1, min(ref.last + 10, sentence.last)):
            if keys[at] == ":":
                return at
            first = at == ref.last + 1
            if (first and keys[at] not in ("در", "به", "با", "درباره", "خطاب", "پس", "»")) or is_finite_verb(keys[at]):
                return None
            if self.text.kinds[at] != WORD and not first:
                return None
        return None

    def after_slash(self, sentence: Span, ref: Ref) -> int:
        """Where the part of a headline begins that a ref stands in: «بازار گرم شد/ لقمانی: …»."""
        slashes = (at for at in range(ref.first - 1, sentence.first, -1) if self.text.keys[at] == "/")
        return next(slashes, sentence.first - 1) + 1

    def colon(self, sentence: Span, refs: list[Ref]) -> Act | None:
        """«فرماندار بافق: …» at the head of a paragraph, or a line with a subject that ends with a colon."""
        if sentence.first not in self.paragraphs or not refs:
            return None
        text = self.text
        for ref in refs:
            if ref.kind in ("crowd", "pronoun"):
                continue
            rank = self.rank(sentence, ref)
            if rank is None:
                continue
            sign = self.colon_after(ref, sentence)
            if sign is not None and ref.first - self.after_slash(sentence, ref) <= 6:
                return Act(sentence.first, sign, ref, "colon")
            ends = text.keys[sentence.last] in (":", "؛")
            if ends and rank == 0 and ref.kind != "body" and sentence.last - sentence.first < LONGEST_OPENING:
                if any(True for _ in self.verbs(sentence)):
                    return None
                return Act(sentence.first, sentence.last, ref, "colon")
        return None

    def statement(self, sentence: Span, refs: list[Ref]) -> Act | None:
        """«کارشناس … نگران است: …», «او خاطره‌ای دارد: «…»»: a verb that reports nothing, a colon and what is said."""
        if (reported := self.report(sentence, refs)) is not None:
            return reported
        keys = self.text.keys
        sign = next((at for at in range(sentence.first + 1, sentence.last) if keys[at] == ":"), -1)
        if not is_finite_verb(self.text.key_at(sign - 1)) or self.quoted[max(sign, 0)]:
            return None
        if keys[sign + 1] not in _QUOTES and keys[sign - 1] not in keys_of("words.toml", "copulas"):
            return None
        subject = next((ref for ref in refs if ref.last < sign and ref.kind not in ("body", "crowd")), None)
        if subject is None or self.rank(sentence, subject) not in (0, 1):
            return None
        return Act(sentence.first, sign, subject, "colon")

    def report(self, sentence: Span, refs: list[Ref]) -> Act | None:
        """«در گزارش مرکز آمار آمده است: …», «آمار گمرک نشان می‌دهد …»: what a body's report says it says itself."""
        keys = self.text.keys
        bodies = (ref for ref in refs if ref.kind == "body" and ref.first > sentence.first)
        reports = (ref for ref in bodies if keys[ref.first - 1] in _words("reports"))
        issuer = next((ref for ref in reports if ref.last not in self.reporting), None)
        if issuer is None:
            return None
        verbs = (at for at in range(issuer.last + 1, sentence.last + 1) if keys[at] in _words("report_verbs"))
        verb = next(verbs, None)
        return None if verb is None else Act(verb, verb, issuer, "frame")


def _quoted(text: Text) -> bytearray:
    """For each token whether it stands inside quotes that close again in its sentence or the next."""
    inside = bytearray(len(text))
    opened: int | None = None
    for at in text.where(_QUOTATION):
        word = text.keys[at]
        if word == "«" or (word == '"' and opened is None):
            opened = at
        elif opened is not None:
            if text.sentence_of[at] - text.sentence_of[opened] <= 1:
                inside[opened + 1 : at] = b"\x01" * (at - opened - 1)
            opened = None
    return inside


def _is_odd_verb(word: str) -> bool:
    """Whether a word is a reporting verb that is misspelled, or written as one with its light verb («اظهارداشت»)."""
    if len(word) > 5 and word in _glued():
        return True
    if word.startswith("گرفت"):
        return False
    spelled = respelled(word, "verbs")
    return spelled is not None and spelled.entry.id == "say"


_ODD_VERBS = Memo(_is_odd_verb)


@cache
def _glued() -> frozenset[str]:
    """Reporting verbs with their light verb as one word."""
    verbs = load().entries["verbs"].values()
    nouns, lights = (
        {key(form) for entry in verbs if entry.data["kind"] == kind for form in entry.data["forms"]}
        for kind in ("noun", "light")
    )
    return frozenset(noun + light for noun in nouns for light in lights)


@cache
def _words(table: str) -> frozenset[str]:
    return keys_of("honorifics.toml", table)
