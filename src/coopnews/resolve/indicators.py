"""Indicators: what a figure measures, by its own noun, then the nearest cue of its clause, then the topic.

The kind of a figure (``kinds.toml``) decides which cues (``cues.toml``) can speak for it. Cues compete by
distance: words between count one, commas and verbs more, so that the clause of the figure outweighs the rest of
the sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from coopnews.finders.items import is_light, singulars
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import key, keys_of, load, read_toml
from coopnews.reasons import Considered, Run, asked, because
from coopnews.resolve.cues import find_cues, is_negative
from coopnews.text import Span, Text
from coopnews.tokenize import SIGN, WORD

OTHER = "other"
UNKNOWN = ""
"""What is said of a figure without any cue, until other mentions of the fact have been heard."""
LONGEST_LIST = 12
FARTHEST_TOPIC = 60
"""Sentences back from a figure that are asked for its topic, in one paragraph."""
NEAR = 3
FAR = 12
"""From this distance on the topic of the sentence before outweighs a cue for a sum of money."""
NEXT_CLAUSE = 8
"""What the beginning of a new clause behind the figure's adds to the distance of its cues."""
DEPENDENT = 6
"""What a cue in the genitive of another cue is further away («قسط وام», «سود تسهیلات»)."""
REPEATED = frozenset({"worker", "person"})
"""Kinds of which another word may tell the same («این عدد به ۱۱ هزار بافنده رسید»)."""
BUILT = frozenset({"thing", "premises", "firm", "workshop", "project"})
"""Kinds that a list of projects may have for entries («دو واحد تولید نان …»)."""
TRADES = frozenset({"exports", "sales"})
"""What is said of goods and of their worth alike."""
PREDICATE = 3
"""How far the verb that ends the clause of a figure is, whatever stands between."""
PART = 5
"""A cue that is farther away gives way to what was said of the sum that «آن» points at."""
BOUNDS = frozenset({"؛", ":", "(", ")"})
"""No clause goes on behind them."""
RELATIVE = 6
"""What a relative clause that does not follow the figure itself adds to the distance of its cues."""
OBLIQUES = {"coop": "oblique_partners", "thing": "obliques", "article": "obliques", "asset": "obliques"}
"""Words before a figure of a kind that make it no theme: the place, the source or the partner of what is done."""
CHANGING = frozenset({"good", "article", "amount", "extent"})
"""Kinds whose difference a noun of change tells."""
OWNERS = frozenset({"coop", "firm"})
"""Kinds of whose matters a sentence may speak («پرونده هفت تعاونی»)."""
FARTHEST = 80
REACH = {"coop": 30, "thing": 18, "person": 30, "article": 28, "good": 18, "extent": 4}
"""How far a cue may be from a figure; what is said of cooperatives and things changes within a sentence."""


class Subject(NamedTuple):
    """A figure as far as its indicator needs it: tokens, kind, and whether it is money."""

    first: int
    last: int
    kind: str
    fixed: str | None
    limit: int | None = None
    """The token before which its cues must stand, for the whole of «از ۳۴۰ هکتار …، ۱۱۲ هکتار …»."""
    marker: str = ""
    """The word before it and its bound: «با», «به», «در»."""
    whole: Span | None = None
    """What it is part of («۳۰۰ نفر از اعضا»): no cue, and what it alone says gives way to the verb."""


@cache
def _kinds() -> dict[str, tuple[str, str | None]]:
    """Kind and fixed indicator by the key of a noun."""
    kinds: dict[str, tuple[str, str | None]] = {}
    for name, table in read_toml("kinds.toml").items():
        for noun in (*table.get("nouns", ()), *table.get("anywhere", ())):
            kinds[key(noun)] = (name, table.get("indicator"))
    return kinds


@cache
def _lineage(kind: str) -> tuple[str, ...]:
    """A kind and the kinds it is like: what is said of these is said of it, where it is not named itself."""
    like = read_toml("kinds.toml").get(kind, {}).get("like")
    return (kind,) if like is None else (kind, *_lineage(like))


@cache
def _endings() -> dict[tuple[str, ...], tuple[str, str | None]]:
    """Kind and fixed indicator by the endings of nouns («صیفی‌کار», «قالیباف»)."""
    return {
        tuple(table["endings"]): (name, table.get("indicator"))
        for name, table in read_toml("kinds.toml").items()
        if "endings" in table
    }


def _is_oblique(marker: str, kind: str) -> bool:
    """Whether the word before a figure makes it the place, source or partner of what is done, and not its theme."""
    lists = (OBLIQUES[name] for name in _lineage(kind) if name in OBLIQUES)
    return any(marker in keys_of("words.toml", name) for name in lists)


def _is_personal(kind: str) -> bool:
    return bool(read_toml("kinds.toml").get(kind, {}).get("personal", False))


def kind_of(unit: str | None, item: str | None, *, adjective: bool) -> tuple[str, str | None]:
    """The kind of a count and the indicator that its kind alone decides, if any.

    >>> (
    ...     kind_of("نفر", "عضو", adjective=False),
    ...     kind_of("نفر", None, adjective=False),
    ...     kind_of("تن", "پسته", adjective=False),
    ... )
    (('member', 'members'), ('person', None), ('good', None))
    """
    unit_data = _unit_data(unit)
    fixed = unit_data.get("figure")
    if fixed is not None:
        return "measured", str(fixed)
    facility = unit_data.get("of_facilities", False) and unit_data.get("keeps_head", False)
    persons = unit_data.get("kind") == "person"
    head = _head_kind(item) if item else None
    if head is not None and not (persons and not _is_personal(head[0])):
        if item and key(item).startswith("ظرفیت") and unit_data.get("sort") == "measure" and not adjective:
            return "output", "production"
        if head[0] == "project" and adjective and facility:
            return "housing", "housing_units"  # «پروژه ۹۰ واحدی»
        if head[0] == "complex":
            return ("housing", "housing_units") if facility else ("facility" if adjective else "thing", None)
        if not (adjective and head[0] in _SIZED and not facility):
            return head
    if "kind" in unit_data and not adjective:
        return str(unit_data["kind"]), None
    if facility:
        return ("unit", None) if item is None else ("premises", OTHER)
    if adjective and item is not None:
        return "facility", None
    if unit_data.get("sort") == "measure":
        return ("extent" if unit_data.get("length", False) else "good"), None
    if item is None:
        return ("bare", None) if unit_data.get("stands_for", False) or not unit_data else ("article", None)
    return ("article", None) if unit_data else ("thing", None)


_SIZED = frozenset({"project", "coop", "housing"})
"""Kinds whose size an adjective tells («خانه ۱۰۰ متری»): the number is not a number of them."""


def _head_kind(item: str) -> tuple[str, str | None] | None:
    """The kind of an item by its head, of one or two words, or by a word that decides wherever it stands."""
    kinds, words = _kinds(), [key(word) for word in item.split()]
    decisive = (kinds[word] for word in words[1:] if word in kinds and word in _decisive())
    return next(decisive, None) or kinds.get("".join(words[:2])) or _kind_of_word(words[0])


@cache
def _decisive() -> frozenset[str]:
    return frozenset(key(word) for table in read_toml("kinds.toml").values() for word in table.get("anywhere", ()))


def _kind_of_word(word: str) -> tuple[str, str | None] | None:
    kinds = _kinds()
    forms = (word, *singulars(word), *(word.removesuffix(end) for end in ("یان", "گان", "ان") if word.endswith(end)))
    listed = next((kinds[form] for form in forms if form in kinds), None)
    return listed or next((kind for ends, kind in _endings().items() if len(word) > 5 and word.endswith(ends)), None)


@cache
def _unit_data(unit: str | None) -> Mapping[str, Any]:
    """What the lexicon says of a unit as printed; nothing of none."""
    forms = load().forms.get(key(unit), ()) if unit is not None else ()
    return next((form.entry.data for form in forms if form.entry.label == "units"), {})


def _says(data: Mapping[str, Any], kind: str) -> str | None:
    """What a cue, or one of its exceptions, says of a kind."""
    return next((data[name] for name in _lineage(kind) if name in data), None)


def _nearness(subject: Subject) -> int:
    """How near a cue must be to deny what a figure's own noun says."""
    return FARTHEST if subject.kind == "output" else FAR if subject.whole is not None else NEAR


class Indicators:
    """Finds the indicators of one text."""

    def __init__(
        self, text: Text, terms: Terms, figures: Sequence[tuple[int, int]], names: Sequence[tuple[int, int]] = ()
    ) -> None:
        """``figures`` and ``names`` are spans of tokens: a word inside the name of a body is no cue."""
        self.text = text
        self.terms = terms
        self.cues = find_cues(text, terms, names)
        self.named = {at for first, last in names for at in range(first + 1, last + 1)}
        self.said: dict[str, str] = {}
        self.last = UNKNOWN
        self.before: dict[str, Subject] = {}
        self.traded: list[tuple[int, str]] = []
        self.counted = UNKNOWN
        """What was said last of a number of cooperatives, other than «other»."""
        self.considered: list[Considered] = []
        """The cues that competed for the figure asked for last, if somebody asked for reasons."""
        self.figures = {at for first, last in figures for at in range(first, last + 1)}

    def of(self, subject: Subject) -> str:
        """The indicator of a figure; figures are asked for in the order of the text."""
        said, rule, on = self._of(subject)
        because("indicator", subject, said, f"{rule}; as a figure of the kind «{subject.kind}»", on, self.considered)
        self.said[subject.kind] = self.last = said
        self.before[subject.kind] = subject
        if subject.kind == "coop" and said not in (OTHER, UNKNOWN):
            self.counted = said
        if said in TRADES:
            self.traded.append((subject.first, said))
        return said

    def _of(self, subject: Subject) -> tuple[str, str, list[Run]]:
        """The indicator, the rule that decided, and the tokens it went by."""
        sentence = self.text.sentence_of[subject.first]
        self.considered = []
        compared = self.text.key_at(subject.last + 1) in keys_of("words.toml", "comparatives")
        if self.text.key_at(subject.last + 2) in keys_of("words.toml", "negative_states"):
            compared = False  # «۶۰۰ تن بیشتر نیست» bounds
        if compared and subject.last + 3 not in self.figures:  # «۲۹ تعاونی بیش از ۴۰ طرح …» bounds the next
            return OTHER, "a difference", [Span(subject.last + 1, subject.last + 1)]
        cue = self._nearest(subject, sentence)
        if self._is_change(subject, cue and cue[1]):
            return OTHER, "a difference", []
        apart = cue is None or cue[0] > 1
        if apart and subject.kind in OWNERS and subject.marker in keys_of("words.toml", "matters"):
            return OTHER, "what is said is said of a matter of theirs", [Span(subject.first - 1, subject.first - 1)]
        if (parallel := self._parallel(subject, cue)) is not None:
            return parallel, "that of the figure before, which is said alike", []
        if subject.kind == "course" and self.text.vocabulary.isdisjoint(keys_of("words.toml", "teaching_at_all")):
            return OTHER, "a period", []  # «در دو دوره تحریم شدیم»
        if cue is not None and subject.fixed is not None and cue[0] > _nearness(subject):
            cue = None  # what a figure's own noun says only a neighbour can deny
        if (cue is None or cue[0] > PART) and (whole := self._is_part(subject)) is not None:
            return whole, "that of the sum it is part of", []
        if cue is not None and not (subject.kind == "amount" and cue[0] >= FAR):
            return self._said(cue[1], subject), "the nearest cue", [cue[1]]
        if subject.fixed is not None and subject.kind in REPEATED and self._points_back(subject):
            return self.last or subject.fixed, "that of the count it points back to", []
        if subject.kind in BUILT and self._opens_entry(subject):
            opening = self._list_opening(bisect_right(self.text.paragraph_starts, subject.first) - 1)
            if opening is not None and (said := self._of_list(opening)):
                return said, "the topic of the list", []
        if subject.fixed is not None:
            return subject.fixed, "its own noun", []
        if topic := self._topic(subject, sentence):
            return topic, "the topic of what stands before", []
        if cue is not None:
            return self._said(cue[1], subject), "a cue far away", [cue[1]]
        return UNKNOWN, "no cue", []

    def _is_change(self, subject: Subject, cue: Term | None) -> bool:
        """«کاهش تولید ۵ تن», «۵ تن کاهش یافت», but «به ۵ تن کاهش یافت», «افزایش سرمایه ۵ میلیاردی»."""
        changes, keys = keys_of("nouns.toml", "changes"), self.text
        if cue is None or self._word_of(cue, subject) == "capital" or subject.kind not in CHANGING:
            return False
        if cue.last + 1 == subject.first and keys.key_at(cue.first - 1) in changes:
            return True
        behind = keys.key_at(subject.last + 1) in changes and is_light(keys.key_at(subject.last + 2))
        return behind and subject.marker not in ("به", "تا")

    def _parallel(self, subject: Subject, cue: tuple[float, Term] | None) -> str | None:
        """What was said of the sum before, if both stand in one clause before the same word.

        «… میلیارد تومان صرف راه‌ها و … میلیارد تومان صرف آب روستاها می‌شود»
        """
        before, text = self.before.get(subject.kind), self.text
        if before is None or subject.kind != "amount":
            return None
        if text.sentence_of[before.first] != text.sentence_of[subject.first]:
            return None
        word, between = text.key_at(before.last + 1), text.keys[before.last + 2 : subject.first]
        alike = text.key_at(subject.last + 1) == word and text.kinds[before.last + 1] == WORD
        joined = any(sign in ("و", "،") for sign in between) and not any(is_light(verb) for verb in between)
        if not (alike and joined) or (cue is not None and self._is_own(cue[1], subject)):
            return None
        return self.said[subject.kind]

    def _is_part(self, subject: Subject) -> str | None:
        """What was said of the sum before, if «آن» behind a figure points at it: «که ۲۰ میلیارد تومان آن رسیده است»."""
        before = self.before.get(subject.kind)
        if before is None or subject.kind != "amount" or self.text.key_at(subject.last + 1) != "ان":
            return None
        same = self.text.sentence_of[before.first] == self.text.sentence_of[subject.first]
        return self.said[subject.kind] if same else None

    def _is_own(self, cue: Term, subject: Subject) -> bool:
        """Whether a cue stands right before a figure, or begins what stands before it behind the last comma."""
        return cue.last < subject.first and cue.last + 1 >= subject.first - 2

    def _nearest(self, subject: Subject, sentence: int) -> tuple[float, Term] | None:
        cues = [cue for cue in self.cues[sentence] if self._speaks(cue, subject)]
        # Of two cues equally near, the one behind the figure is its predicate.
        scored = [(self._distance(subject, cue), cue.last < subject.first, at) for at, cue in enumerate(cues)]
        for at, (head, cue) in enumerate(pairwise(cues), 1):
            if self._depends(cue, head, subject):
                scored[at] = (scored[at][0] + DEPENDENT, *scored[at][1:])
        scored = [score for score in scored if score[0] <= cues[score[2]].data.get("reach", FARTHEST)]
        if asked():
            self.considered = [self._considered(cues[at], distance, subject) for distance, _, at in sorted(scored)]
        if not scored or min(scored)[0] > REACH.get(subject.kind, FARTHEST):
            return None
        distance, _, nearest = min(scored)
        return distance, cues[nearest]

    def _speaks(self, cue: Term, subject: Subject) -> bool:
        """Whether a cue says anything of a figure, by where it stands and by the part of the figure in the clause."""
        if subject.whole is not None and subject.whole.first <= cue.first <= subject.whole.last:
            return False
        if subject.limit is not None and cue.last >= subject.limit:
            return False
        if not self._word_of(cue, subject):
            return False
        if not cue.data.get("theme", False) or not _is_oblique(subject.marker, subject.kind):
            return True
        # «در ۵۲۰ فروشگاه فروخته شد»: what is acted on is something else; but «بهره‌برداری از ۳ کارخانه»
        attribute = cue.first == subject.last + 1 and not any(map(is_light, self.text.keys[cue.last : cue.last + 2]))
        return cue.last + 2 == subject.first or attribute

    def _considered(self, cue: Term, distance: float, subject: Subject) -> Considered:
        says = str(self._word_of(cue, subject))
        return Considered(cue.first, cue.last, f"{cue.label} [{cue.id}]", says, distance)

    def _word_of(self, cue: Term, subject: Subject) -> str | None:
        """What a cue says of a figure: in the first of its cases that holds, or anyway."""
        for case in cue.data.get("when", ()):
            if (said := _says(case, subject.kind)) is not None and self._holds(case, cue, subject):
                return said
        return _says(cue.data, subject.kind)

    def _holds(self, case: Mapping[str, Any], cue: Term, subject: Subject) -> bool:
        """Whether a figure stands behind the word of a case, in a sentence with one of its words or «به» and one."""
        if case.get("behind", subject.marker) != subject.marker:
            return False
        sentence = self.text.sentence(cue.first)
        said = self.text.keys[sentence.first : sentence.last + 1]
        if "toward" in case:
            words = keys_of("words.toml", case["toward"])
            return any(word == "به" and after in words for word, after in pairwise(said))
        return "beside" not in case or any(word in keys_of("words.toml", case["beside"]) for word in said)

    def _depends(self, cue: Term, head: Term, subject: Subject) -> bool:
        """Whether a cue is the genitive of the one right before it: «قسط وام», but «سرمایه نیاز دارند»."""
        keys = self.text.keys
        described = cue.last + 1 == subject.first and keys[subject.last].endswith("ی")
        verbal = is_light(self.text.key_at(cue.last + 1)) or is_light(keys[head.last])
        return cue.first == head.last + 1 and not described and not verbal and cue.data.get("weight", 0) >= 0

    def _said(self, cue: Term, subject: Subject) -> str:
        said = self._word_of(cue, subject) or OTHER
        if self._is_negated(cue):
            return str(cue.data.get("negated", OTHER))
        priced = subject.kind == "amount" and said in ("investment", "sales", "exports") and "each" not in cue.data
        return OTHER if priced and (self._is_of_each(subject) or self._is_rate(subject)) else said

    def _is_of_each(self, subject: Subject) -> bool:
        """«هر سکه … تومان», but «هر سال … دلار»: what one of many costs is a price."""
        clause = self._clause_before(subject.first)[::-1]
        spans = keys_of("words.toml", "spans") | keys_of("words.toml", "each_of_them")
        return any(word == "هر" and after not in spans for word, after in pairwise([*clause, ""]))

    def _is_rate(self, subject: Subject) -> bool:
        """«متری ۱۱ میلیون تومان»."""
        return bool(self.terms.at(subject.first - 1, "units:adjective"))

    def _clause_before(self, first: int) -> list[str]:
        """The words of the clause before a figure from the last back, eight at most, without a relative clause."""
        keys, start = self.text.keys, self.text.sentence(first).first
        words: list[str] = []
        at = first - 1
        while at >= start and len(words) < 8:
            if keys[at] == "،" and is_light(self.text.key_at(at - 1)) and "که" in keys[start:at]:
                # «ارزش این کالاها که بیشتر سیمان بوده، ۳۱ میلیون دلار است»
                at = max(other for other in range(start, at) if keys[other] == "که") - 1
                continue
            if self.text.kinds[at] == SIGN or is_light(keys[at]):
                break
            words.append(keys[at])
            at -= 1
        return words

    def _is_negated(self, cue: Term) -> bool:
        """«هنوز به بهره‌برداری نرسیده», «تحویل‌شده حساب نمی‌شود»."""
        if is_negative(cue, self.text.keys[cue.last]):
            return True
        at = cue.last + 1
        if self.text.key_at(at) == "حساب":
            at += 1
        word = self.text.key_at(at)
        return word.startswith("ن") and is_light(word) and is_light(word[1:])

    def _distance(self, subject: Subject, cue: Term) -> float:
        """How far a cue is from a figure, in words, commas and verbs between."""
        weight: float = cue.data.get("weight", 0)
        if cue.first <= subject.last and cue.last >= subject.first:
            return weight
        before = cue.last < subject.first
        span = range(cue.last + 1, subject.first) if before else range(subject.last + 1, cue.first)
        distance = weight
        predicate = self._is_predicate(cue, subject)
        verbs = 0
        if before and is_light(self.text.keys[cue.last]):
            distance += 6
        bracketed = ended = False
        for at in span:
            word = self.text.keys[at]
            if at in self.named:
                continue
            if word in "()" and word:
                bracketed = word == "("
            if bracketed:
                continue
            if self.text.kinds[at] == SIGN:
                distance += 10 if word in (":", "؛") else 3
            elif is_light(word):
                verbs += 1
                distance += 6 if verbs == 1 or before else 4
                ended = not before and self.text.key_at(at + 1) in ("و", "،", "؛")
            elif word == "و" and at not in self.figures:
                distance += 2 if before else 5  # what is joined behind belongs to what is joined
                distance += NEXT_CLAUSE if ended else 0
                ended = False
            elif word in keys_of("words.toml", "rest_words"):
                distance += 6
            elif word == "که" and before:
                distance += 3
            elif word == "که" and at > subject.last + 1:
                distance += RELATIVE
            elif at in self.figures:
                distance += 1.5
            else:
                distance += 1
        if not before and self._is_of_next(cue, subject):
            distance += NEXT_CLAUSE
        return min(distance, PREDICATE + weight) if predicate else distance

    def _is_of_next(self, cue: Term, subject: Subject) -> bool:
        """Whether a cue behind a figure begins what is joined to it: «صادرات ۱۱ و فروش داخلی ۶۷ میلیارد تومان بود»."""
        keys, end = self.text.keys, self.text.sentence(cue.last).last
        joints = (at for at in range(subject.last + 1, cue.first) if keys[at] == "و" and at not in self.figures)
        if next(joints, None) is None or any(map(is_light, keys[subject.last + 1 : cue.last + 1])):
            return False
        return next(
            (at in self.figures for at in range(cue.last + 1, end + 1) if at in self.figures or is_light(keys[at])),
            False,
        )

    def _is_predicate(self, cue: Term, subject: Subject) -> bool:
        """Whether a cue is, or stands right before, the verb that the clause of a figure ends in."""
        if cue.first <= subject.last:
            return False
        verb = self._governing_verb(subject)
        return verb is not None and verb - 2 <= cue.last <= verb

    def _governing_verb(self, subject: Subject) -> int | None:
        """The finite verb that a figure's clause ends in, behind relative clauses: «۹۸ تعاونی در … فعالیت می‌کنند»."""
        keys, relative = self.text.keys, False
        for at in range(subject.last + 1, self.text.sentence(subject.last).last + 1):
            if keys[at] == "که":
                relative = True
            elif keys[at] in BOUNDS:
                return None
            elif is_light(keys[at]):
                if not relative:
                    return at
                relative = False
        return None

    def _topic(self, subject: Subject, sentence: int) -> str:
        """What the sentences before, back to the start of the paragraph or list, or the headline are about."""
        text = self.text
        if subject.kind == "unit":  # «واحد» alone is a home where the article is about homes
            homes = (cue for cues in self.cues[:sentence] for cue in cues if _says(cue.data, subject.kind))
            if (said := next((self._said(cue, subject) for cue in homes), UNKNOWN)) != UNKNOWN:
                return said
            cue = self._nearest(subject._replace(kind="thing"), sentence)
            return UNKNOWN if cue is None else self._said(cue[1], subject._replace(kind="thing"))
        if self._points_back(subject):
            worth = subject.kind == "amount" and "ارزش" in self._clause_before(subject.first)
            traded = max((of for of in self.traded if worth and of[0] < subject.first), default=None)
            return self.said.get(subject.kind, UNKNOWN) if traded is None else traded[1]
        if subject.kind == "destination":
            exports = (cue for cues in self.cues for cue in cues if cue.id == "export")
            return next((self._said(cue, subject) for cue in exports), UNKNOWN)
        if subject.kind == "person" and self._is_subset(subject):
            return self.last
        if subject.kind == "coop" and self._is_breakdown(subject):
            return self.counted
        if subject.kind not in ("project", "amount"):
            return UNKNOWN
        paragraph = bisect_right(text.paragraph_starts, subject.first) - 1
        opening = self._list_opening(paragraph)
        if opening is not None and subject.kind == "project":
            return self._of_list(opening)
        lists = opening is not None
        back = text.sentence_of[text.paragraph_starts[paragraph]]
        lowest = max(0, back - 2) if opening is None else opening
        for earlier in range(sentence - 1, max(lowest, sentence - FARTHEST_TOPIC) - 1, -1):
            cues = [cue for cue in self.cues[earlier] if _says(cue.data, subject.kind)]
            if cues and (subject.kind == "project" or lists or self._continues(subject)):
                telling = [cue for cue in cues if _says(cue.data, subject.kind) != OTHER]
                return self._said((telling or cues)[-1], subject)
        return UNKNOWN

    def _is_subset(self, subject: Subject) -> bool:
        """Whether persons are some of those counted before: «… که ۲۹۰ نفر آنها زن‌اند»."""
        after = [self.text.key_at(subject.last + step) for step in (1, 2)]
        them = keys_of("words.toml", "them")
        return after[0] in them or (after[0] == "از" and after[1] in them)

    def _is_breakdown(self, subject: Subject) -> bool:
        """Whether the sentence of a figure says how those counted before are spread: «۲۸۸ تعاونی در بخش خدمات»."""
        sentence = self.text.sentence(subject.first)
        words = keys_of("words.toml", "breakdowns")
        return any(word in words for word in self.text.keys[sentence.first : sentence.last + 1])

    def _of_list(self, opening: int) -> str:
        """What became of the projects of a list: what its opening says, else the headline."""
        for sentence in (opening, 0):
            cues = [cue for cue in self.cues[sentence] if "project" in cue.data]
            if cues:
                return str(cues[-1].data["project"])
        return UNKNOWN

    def _opens_entry(self, subject: Subject) -> bool:
        """Whether a figure opens an entry of a list, behind its number or bullet at most."""
        at = bisect_right(self.text.paragraph_starts, subject.first) - 1
        return subject.first - self.text.paragraph_starts[at] <= 2

    def _list_opening(self, paragraph: int) -> int | None:
        """The sentence that opens the list a paragraph stands in, None where it stands in none."""
        starts, text = self.text.paragraph_starts, self.text
        for before in range(paragraph - 1, max(-1, paragraph - LONGEST_LIST), -1):
            last = text.keys[starts[before + 1] - 1]
            if last == ":":
                return text.sentence_of[starts[before]]
            if last in (".", "!", "؟"):
                return None
        return None

    def _points_back(self, subject: Subject) -> bool:
        """«این رقم به ۲ میلیون دلار رسید»: the clause is about the figure before."""
        words = self._clause_before(subject.first)[::-1]
        pointing, counters = keys_of("not_counts.toml", "pointing"), keys_of("nouns.toml", "counters")
        if subject.kind == "amount":
            latest = keys_of("words.toml", "latest")
            if any(word in latest and after == "رقم" for after, word in pairwise(reversed(words))):
                return True  # «رقم اخیر باید به … برسد»
            if any(word == "رقمی" and after == "که" for word, after in pairwise(words)):
                return True  # «۳۱ میلیون دلار؛ رقمی که پارسال ۲۶ میلیون دلار بود»
            return any(word in pointing and after not in ("هم", "نیز") for word, after in pairwise([*words, ""]))
        return any(word in pointing and after in counters for word, after in pairwise(words))

    def _continues(self, subject: Subject) -> bool:
        """Whether a sum is given on the topic of the sentence before: «به طرح‌ها داده‌اند»."""
        window = self.text.keys[subject.last + 1 : self.text.sentence(subject.first).last + 1]
        return any(word in keys_of("words.toml", "giving_verbs") for word in window)
