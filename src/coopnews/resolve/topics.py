"""What was said before, for figures whose clause tells that it goes on.

A clause goes on where it points back («این رقم», «از این تعداد», «۲۰ نفر آنها»), and less surely where it ranks,
spreads or gives out what was told («در جایگاه دوم», «در بخش صنعت», «داده‌اند»), or is an entry of a list.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from coopnews.finders.items import is_light
from coopnews.lexicon import key, keys_of
from coopnews.reasons import Run
from coopnews.resolve.clauses import LONGEST_CLAUSE, Clauses
from coopnews.resolve.cues import Cues
from coopnews.resolve.kinds import OTHER, Subject, is_personal, kind_of, says
from coopnews.text import Text
from coopnews.tokenize import WORD

UNKNOWN = ""
"""What is said of a figure without any evidence, until other mentions of the fact have been heard."""
JOINED = 2.5
"""How far what was said alike of the sum before is: nearer than any but a figure's own cue."""
PART = 5
"""How far what was said of the whole is, of which a figure is a part."""
TOPIC = 12
"""How far the figure is that the clause points at, or the topic that it goes on with."""
LISTED = 20
"""How far the topic of a list is from what its entries begin with."""
ENUMERATED = 40
"""How far the topic of a list within a sentence is from what stands in it."""
LONGEST_LIST = 12
FARTHEST_TOPIC = 60
"""Sentences back from a figure that are asked for its topic, in one paragraph."""
BUILT = frozenset({"thing", "premises", "firm", "workshop", "project"})
"""Kinds that a list of projects may have for entries («دو واحد تولید نان …»)."""
SERIAL = frozenset({"project", "amount", "good"})
"""Kinds of which one sentence may go on with the topic of another."""
GOODS = frozenset({"good", "article", "extent"})
"""Kinds that are told one after the other."""
TRADES = frozenset({"exports", "sales"})
"""What is said of goods and of their worth alike."""


_AKIN = ({"coop", "firm"}, {"housing", "unit"})
"""Kinds of which the one may be named after the other: «۳۱۰ تعاونی … از این تعداد ۱۲۰ شرکت»."""


class Evidence(NamedTuple):
    """What speaks for an indicator: how far it is, what it says, the rule, and the tokens it goes by."""

    distance: float
    says: str
    rule: str
    on: Sequence[Run] = ()


class Topics:
    """What was said of the figures of one text so far."""

    def __init__(self, text: Text, clauses: Clauses, cues: Cues, totals: Mapping[int, int]) -> None:
        self.text = text
        self.totals = totals
        self.clauses = clauses
        self.cues = cues
        self.told: list[tuple[Subject, str]] = []

    def tell(self, subject: Subject, said: str) -> None:
        """Keep what was said of a figure."""
        self.told.append((subject, said))

    def of(self, subject: Subject, sentence: int) -> Iterator[Evidence]:
        """What a figure takes over, where its clause goes on with what was said."""
        if (alike := self._alike(subject)) is not None:
            yield Evidence(JOINED, alike, "that of the figure before, which is said alike")
        if (whole := self._whole(subject)) is not None:
            yield Evidence(PART, whole, "that of the sum it is part of")
        if subject.first in self.totals and self._is_told(subject):
            total = self._said_at(self.totals[subject.first])
            yield Evidence(PART, total, "that of the total that it and others add up to")
        if self.points_back(subject):
            yield Evidence(TOPIC, self._pointed_at(subject), "that of the figure it points back to")
        elif said := self._topic(subject, sentence):
            yield Evidence(TOPIC, said, "the topic of what stands before")
        elif subject.kind == "amount" and self._is_enumerated(subject):
            yield Evidence(ENUMERATED, self._of_earlier(subject, sentence), "the topic of what stands before")
        elif subject.kind in SERIAL | {"person"} and (said := self._of_question(subject)):
            yield Evidence(ENUMERATED, said, "what the question before asks")
        if (said := self._compared_with(subject)) and said != OTHER:
            yield Evidence(JOINED, said, "that of the figure it is compared with")
        if subject.kind == "amount" and (said := self._of_each(subject)):
            yield Evidence(JOINED, said, "that of the sum that it is the share of each of")
        if subject.kind in GOODS and (said := self._listed_with(subject)):
            yield Evidence(LISTED, said, "that of the figure it is listed with")
        if subject.kind in GOODS and (said := self._of_opening(subject)):
            yield Evidence(ENUMERATED, said, "the topic of the list")
        if subject.kind in BUILT and self._opens_entry(subject):
            opening = self._list_opening(subject)
            if opening is not None and (said := self._of_list(opening)):
                yield Evidence(LISTED, said, "the topic of the list")

    def _compared_with(self, subject: Subject) -> str:
        """What was said of the figure this one is set against: «۱۸ همت وام که نسبت به ۱۵ همت امسال رشد دارد»."""
        before, said = self.told[-1] if self.told else (subject, UNKNOWN)
        set_against = self.text.key_at(subject.first - 1) == "به" and self.text.key_at(subject.first - 2) == "نسبت"
        same = self.text.sentence_of[before.first] == self.text.sentence_of[subject.first]
        return said if set_against and same and before.kind == subject.kind else UNKNOWN

    def _of_each(self, subject: Subject) -> str:
        """What was said of a sum that is given out: «۵۰۰ میلیارد تومان تسهیلات به ازای هر واحد ۵۰ میلیون تومان»."""
        before = self.told[-1] if self.told else (subject, UNKNOWN)
        between = self.text.keys[before[0].last + 1 : subject.first]
        shared = "ازای" in between and self.clauses.is_of_each(subject) and not any(map(is_light, between))
        return before[1] if shared and before[0].kind == "amount" else UNKNOWN

    def _listed_with(self, subject: Subject) -> str:
        """What was said of the good before, if «و» or a comma alone parts the two: «… ماهی، ۹ تن عسل و ۳ تن کره»."""
        before, said = self.told[-1] if self.told else (subject, UNKNOWN)
        joint = subject.first - 1 == before.last + 1 and self.text.keys[before.last + 1] in ("و", "،")
        return said if joint and before.kind in GOODS else UNKNOWN

    # --- figures before ----------------------------------------------------------------------------------

    def _last(self, subject: Subject, since: int = 0) -> str | None:
        """What was said last of a figure of the same sort, from a token on."""
        for before, said in reversed(self.told):
            if before.first < since:
                return None
            if _is_akin(before, subject):
                return said
        return None

    def _is_told(self, subject: Subject) -> bool:
        """Whether a figure's clause says how many, and not what they do: «۹ شرکت سود دارند و ۳ شرکت …»."""
        verb = self.clauses.verb(subject)
        return verb is None or self.text.keys[verb] in keys_of("words.toml", "copulas")

    def _said_at(self, first: int) -> str:
        """What was said of the figure that begins at a token."""
        return next((said for before, said in reversed(self.told) if before.first == first), UNKNOWN)

    def _alike(self, subject: Subject) -> str | None:
        """What was said of the sum before, if both stand in one clause before the same word.

        «… میلیارد تومان صرف راه‌ها و … میلیارد تومان صرف آب روستاها می‌شود»
        """
        text = self.text
        before, said = self.told[-1] if self.told else (subject, "")
        if before.kind != subject.kind or subject.kind != "amount" or before is subject:
            return None
        if text.sentence_of[before.first] != text.sentence_of[subject.first]:
            return None
        behind = before.last + 1
        if text.key_at(behind) in keys_of("words.toml", "of_it"):
            behind += 1  # «۱۲ میلیون دلار آن از عراق، ۷ میلیون دلار از قطر»
        word, between = text.key_at(behind), text.keys[behind + 1 : subject.first]
        alike = word != "" and text.key_at(subject.last + 1) == word and text.kinds[behind] == WORD
        joined = any(sign in ("و", "،") for sign in between) and not any(is_light(verb) for verb in between)
        return said if alike and joined else None

    def _whole(self, subject: Subject) -> str | None:
        """What was said of the whole: «که ۲۰ میلیارد تومان آن», «۲۹۰ نفر آنها», «از این تعداد ۶۰ تعاونی و ۴۰ …»."""
        after = [self.text.key_at(subject.last + step) for step in (1, 2)]
        if after[0] in keys_of("words.toml", "of_it"):
            sentence = self.text.sentence(subject.first).first
            said = self._last(subject, sentence)
            before = self.text.sentence(sentence - 1).first if sentence else 0
            return self._last(subject, before) if said is None else said  # «… صید شد. ۵ هزار تن آن …»
        them = keys_of("words.toml", "them")
        if after[0] in them or (after[0] == "از" and after[1] in them) or self._is_of_these(subject):
            return self._last(subject)
        return None

    def _is_of_these(self, subject: Subject) -> bool:
        """Whether the clause begins with those counted before: «از این تعداد», «از این تعاونی‌ها»."""
        keys, start = self.text.keys, self.text.sentence(subject.first).first
        pointing = keys_of("not_counts.toml", "pointing")
        parts = keys_of("words.toml", "parts") | keys_of("nouns.toml", "counters") | keys_of("words.toml", "groups")
        for at in range(subject.first - 1, start - 1, -1):
            if keys[at] == ":" or is_light(keys[at]):
                return False
            if keys[at] == "از" and keys[at + 1] in pointing:
                word = keys[at + 2]
                if word in keys_of("words.toml", "sum_nouns") and subject.kind != "amount":
                    return False  # «از این رقم ۴۲۰ میلیارد به ۱۱ تعاونی مربوط است»
                return word in parts or kind_of(None, word, adjective=False)[0] == subject.kind
        return False

    def points_back(self, subject: Subject) -> bool:
        """«این رقم به ۲ میلیون دلار رسید»: the clause is about the figure before."""
        words = self.clauses.before(subject.first)[::-1]
        pointing, counters = keys_of("not_counts.toml", "pointing"), keys_of("nouns.toml", "counters")
        if subject.kind == "amount":
            latest = keys_of("words.toml", "latest")
            if any(word in latest and after == "رقم" for after, word in pairwise(words)):
                return True  # «رقم اخیر باید به … برسد»
            if any(word == "رقمی" and after == "که" for word, after in pairwise(words)):
                return True  # «۳۱ میلیون دلار؛ رقمی که پارسال ۲۶ میلیون دلار بود»
            nouns = keys_of("words.toml", "sum_nouns")
            if any(word in nouns and after == key("آن") for word, after in pairwise(words)):
                return True  # «وام داده که سقف آن ۵۰۰ میلیون تومان است»
            return any(word in pointing and after not in ("هم", "نیز") for word, after in pairwise([*words, ""]))
        return any(word in pointing and after in counters for word, after in pairwise(words))

    def _pointed_at(self, subject: Subject) -> str:
        """What was said of what the clause points at: of goods, where it is about their worth."""
        if subject.kind == "amount" and "ارزش" in self.clauses.before(subject.first):
            for before, said in reversed(self.told):
                if said in TRADES and before.first < subject.first:
                    return said
            said = self._of_earlier(subject, self.text.sentence_of[subject.first])
            return said if said in TRADES else UNKNOWN  # «ارزش این محموله‌ها»
        own = self._last(subject, self.text.sentence(subject.first).first) or self._of_sentence(subject)
        return own or self._last(subject) or UNKNOWN

    def _of_sentence(self, subject: Subject) -> str:
        """What the last cue before a sum in its sentence says of it."""
        cues = self.cues.of_sentence[self.text.sentence_of[subject.first]]
        before = (cue for cue in reversed(cues) if cue.last < subject.first and says(cue.data, subject.kind))
        return next((self.cues.said(cue, subject) for cue in before), UNKNOWN)

    # --- topics ------------------------------------------------------------------------------------------

    def _topic(self, subject: Subject, sentence: int) -> str:
        """What the sentences before, back to the start of the paragraph or list, or the headline are about."""
        if subject.kind == "unit":  # «واحد» alone is a home where the article is about homes
            return self._of_text(subject, range(sentence)) or self._as_thing(subject, sentence)
        if subject.kind == "destination":
            return self._of_text(subject, range(len(self.text.sentences)))
        if subject.kind == "coop":
            return self._counted() if self._is_breakdown(subject) else self._of_opening(subject)
        if subject.kind not in SERIAL:
            return UNKNOWN
        opening = self._list_opening(subject)
        if opening is not None and subject.kind == "project":
            return self._of_list(opening)
        if subject.kind != "project" and opening is None and not self._continues(subject):
            return UNKNOWN
        beside = self._last(subject, self.text.sentence(subject.first).first)
        return beside or self._of_earlier(subject, sentence)

    def _of_opening(self, subject: Subject) -> str:
        """What the opening of the list a figure stands in says of it: «تعاونی‌های فعال به تفکیک گرایش:»."""
        opening = self._list_opening(subject)
        cues = [] if opening is None else self.cues.of_sentence[opening]
        return next((self.cues.said(cue, subject) for cue in cues if says(cue.data, subject.kind)), UNKNOWN)

    def _of_question(self, subject: Subject) -> str:
        """What the question that a paragraph answers asks of a figure: «پارسال چقدر تولید داشتید؟»."""
        start = self.text.paragraph_starts[bisect_right(self.text.paragraph_starts, subject.first) - 1]
        if self.text.key_at(start - 1) != "؟" or self._is_of_other_measure(subject, start):
            return UNKNOWN
        cues = self.cues.of_sentence[self.text.sentence_of[start - 1]]
        return next((self.cues.said(cue, subject) for cue in cues if says(cue.data, subject.kind)), UNKNOWN)

    def _is_of_other_measure(self, subject: Subject, start: int) -> bool:
        """Whether what was told in a paragraph is measured otherwise: «۱۹۵ تن شیر داریم. … ۱۱ هزار رأس گاو دارد»."""
        told = [before for before, _ in self.told if start <= before.first and before.kind == subject.kind]
        units = self._units(subject)
        return bool(told) and all(units.isdisjoint(self._units(before)) for before in told)

    def _units(self, subject: Subject) -> set[str]:
        """The ids of the units that a figure holds."""
        within = range(subject.first, subject.last + 1)
        return {unit.id for at in within for unit in self.cues.terms.at(at, "units")}

    def _of_earlier(self, subject: Subject, sentence: int) -> str:
        """What the last cue of the sentences before says of a figure, telling ones first."""
        opening = self._list_opening(subject)
        paragraph = bisect_right(self.text.paragraph_starts, subject.first) - 1
        back = self.text.sentence_of[self.text.paragraph_starts[paragraph]]
        lowest = max(0, back - 2, sentence - FARTHEST_TOPIC) if opening is None else opening
        for earlier in range(sentence - 1, max(lowest, sentence - FARTHEST_TOPIC) - 1, -1):
            cues = [cue for cue in self.cues.of_sentence[earlier] if says(cue.data, subject.kind)]
            if cues:
                telling = [cue for cue in cues if says(cue.data, subject.kind) != OTHER]
                return self.cues.said((telling or cues)[-1], subject)
        return UNKNOWN

    def _is_enumerated(self, subject: Subject) -> bool:
        """Whether a figure stands behind a colon in a list without a verb: «گفت: بانک ملی ۳۰ و بانک سپه ۲۰ میلیارد»."""
        keys, sentence = self.text.keys, self.text.sentence(subject.first)
        colon = next((at for at in range(subject.first, sentence.first, -1) if keys[at] == ":"), None)
        return colon is not None and not any(map(is_light, keys[colon : sentence.last + 1]))

    def _of_text(self, subject: Subject, sentences: range) -> str:
        """What the first cue of the text says of a figure."""
        cues = (cue for at in sentences for cue in self.cues.of_sentence[at] if says(cue.data, subject.kind))
        if subject.kind == "destination":
            cues = (cue for cue in cues if cue.id == "export")
        return next((self.cues.said(cue, subject) for cue in cues), UNKNOWN)

    def _as_thing(self, subject: Subject, sentence: int) -> str:
        """What is said of a figure if it is one of things."""
        thing = subject._replace(kind="thing")
        ranked = self.cues.ranked(thing, sentence)
        return self.cues.said(ranked[0][1], thing) if ranked else UNKNOWN

    def _counted(self) -> str:
        """What was said last of a number of cooperatives, other than «other»."""
        told = (said for subject, said in reversed(self.told) if subject.kind == "coop")
        return next((said for said in told if said not in (OTHER, UNKNOWN)), UNKNOWN)

    def _is_breakdown(self, subject: Subject) -> bool:
        """Whether the sentence of a figure says how those counted before are spread: «۲۸۸ تعاونی در بخش خدمات»."""
        sentence = self.text.sentence(subject.first)
        words = keys_of("words.toml", "breakdowns")
        return any(word in words for word in self.text.keys[sentence.first : sentence.last + 1])

    def _continues(self, subject: Subject) -> bool:
        """Whether the clause of a figure gives or ranks it, on the topic of before: «به طرح‌ها داده‌اند»."""
        ahead = self.text.keys[subject.last + 1 : self.text.sentence(subject.first).last + 1]
        if subject.kind == "amount" and not keys_of("words.toml", "giving_verbs").isdisjoint(ahead):
            return True
        verb = self.clauses.verb(subject) or subject.last + LONGEST_CLAUSE
        clause = [*self.clauses.before(subject.first), *self.text.keys[subject.last + 1 : verb + 1]]
        return not keys_of("words.toml", "series").isdisjoint(clause)

    # --- lists -------------------------------------------------------------------------------------------

    def _of_list(self, opening: int) -> str:
        """What became of the projects of a list: what its opening says, else the headline."""
        for sentence in (opening, 0):
            cues = [cue for cue in self.cues.of_sentence[sentence] if "project" in cue.data]
            if cues:
                return str(cues[-1].data["project"])
        return UNKNOWN

    def _opens_entry(self, subject: Subject) -> bool:
        """Whether a figure opens an entry of a list, behind its number or bullet at most."""
        at = bisect_right(self.text.paragraph_starts, subject.first) - 1
        return subject.first - self.text.paragraph_starts[at] <= 2

    def _list_opening(self, subject: Subject) -> int | None:
        """The sentence that opens the list a figure stands in, None where it stands in none."""
        starts, text = self.text.paragraph_starts, self.text
        paragraph = bisect_right(starts, subject.first) - 1
        for before in range(paragraph - 1, max(-1, paragraph - LONGEST_LIST), -1):
            last = text.keys[starts[before + 1] - 1]
            if last == ":":
                return text.sentence_of[starts[before]]
            if last in (".", "!", "؟"):
                return None
        return None


def _is_akin(one: Subject, other: Subject) -> bool:
    """Whether two figures may be of the same thing: by their kinds, all persons alike."""
    if one.kind == other.kind or other.kind == "bare":
        return True
    return {one.kind, other.kind} in _AKIN or (is_personal(one.kind) and is_personal(other.kind))
