"""What stands around the mentions of people: where they open a sentence, who governs, introduces or describes them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from coopnews.finders.name_spans import before_titles
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of
from coopnews.resolve.refs import Ref
from coopnews.resolve.speech import LONGEST_DATELINE
from coopnews.text import Text
from coopnews.tokenize import SIGN, WORD
from coopnews.verbs import is_finite_verb

_COMMAS = frozenset("،,")
_DASHES = frozenset("-–—_ـ")
_RULES = frozenset("/-|:")
_FARTHEST_REPORTED = 12
"""A name after «به گزارش X» is no farther from the beginning of its sentence than this."""
LONGEST_RELATIVE = 12
"""Words behind «که» that are asked whether they tell of an office."""
_MOST_BETWEEN = 12
"""So many mentions behind a name are looked through for who is pointed back to."""
LONGEST_CAPACITY = 8
"""«به عنوان» stands no more words before an office that somebody acts in."""


class Surroundings:
    """The words around the mentions of people in one text, ``refs`` being all its mentions."""

    def __init__(self, text: Text, terms: Terms, refs: Sequence[Ref]) -> None:
        self.text, self.terms, self.refs = text, terms, refs
        self.paragraphs = frozenset(text.paragraph_starts)
        self.person_ends = {ref.last for ref in refs if ref.kind != "body"}

    def paragraph(self, at: int) -> int:
        """The number of the paragraph of a token."""
        return bisect_right(self.text.paragraph_starts, at)

    def opens_paragraph(self, ref: Ref) -> bool:
        """Whether a person stands first in a paragraph, perhaps after a dateline."""
        before = before_titles(self.text, ref.first)
        start = self.text.paragraph_starts[self.paragraph(ref.first) - 1]
        dateline = before - start < LONGEST_DATELINE and self.text.key_at(before) in _RULES
        return ref.kind in ("name", "office") and (before < start or dateline)

    def heads_paragraph(self, ref: Ref) -> bool:
        """Whether a full name stands first in a paragraph, perhaps after a title or «به گزارش ایرنا،»."""
        before = before_titles(self.text, ref.first)
        if ref.kind != "name" or before + 1 in self.paragraphs:
            return ref.kind == "name"
        start = self.text.sentence(ref.first).first
        reported = "".join(self.text.keys[start : start + 2]) in keys_of("honorifics.toml", "report_openings")
        if not reported or start not in self.paragraphs or ref.first - start > _FARTHEST_REPORTED:
            return False
        begin = bisect_left(self.refs, start, key=attrgetter("first"))
        between = self.refs[begin : bisect_left(self.refs, ref.first, begin, key=attrgetter("first"))]
        ends = {other.last for other in between}
        direct = before in ends or (self.text.key_at(before) in _COMMAS and before - 1 in ends)
        return direct and all(other.kind == "body" for other in between)

    def heads_sentence(self, ref: Ref) -> bool:
        """Whether a mention stands among the first words of its sentence."""
        start = self.text.sentence(ref.first).first
        words = keys_of("honorifics.toml", "events")
        event = ref.first - start == 4 and self.text.keys[ref.first - 1] in _COMMAS and self.text.keys[start] == "در"
        before = before_titles(self.text, ref.first)
        governed = before >= start and before not in self.person_ends and self.is_governing(before)
        if self.is_joined(ref.last):
            return False
        near = ((ref.first - start <= 3 or self.opens_paragraph(ref)) and not governed) or (
            event and self.text.keys[ref.first - 2] in words
        )
        return near and self.text.key_at(ref.first - 1) not in keys_of("honorifics.toml", "not_subjects_after")

    def opens_sentence(self, ref: Ref) -> bool:
        """Whether a mention stands first in its sentence, perhaps after «به گفته»."""
        start = self.text.sentence(ref.first).first
        before = before_titles(self.text, ref.first)
        opening = "".join(self.text.keys[start : before + 1])
        return before < start or opening in keys_of("honorifics.toml", "according_to")

    def is_own(self, ref: Ref) -> bool:
        """Whether speakers say that an office is theirs: «من معاون …», «بنده رئیس کارگروه هستم», «بنده به عنوان …»."""
        after = self.text.key_at(ref.last + 1)
        if self._is_capacity(ref.first):
            return True
        if self.text.key_at(ref.first - 1) == "من":
            return after not in ("که", "را")
        at = ref.first - 1
        while at > ref.first - 3 and self.text.key_at(at) in keys_of("honorifics.toml", "nows"):
            at -= 1
        mine = self.text.key_at(at) in keys_of("words.toml", "i_myself")
        return mine and after in keys_of("words.toml", "i_am")  # but «بنده از استاندار … سپاسگزار هستم»

    def _is_capacity(self, first: int) -> bool:
        """Whether an office is one as which a speaker acts: «اینجانب به عنوان وکیل دادگستری و رئیس …»."""
        keys, start = self.text.keys, self.text.sentence(first).first
        for at in range(first - 1, max(start, first - LONGEST_CAPACITY) + 1, -1):
            if keys[at] == "عنوان" and keys[at - 1] == "به":
                return keys[at - 2] in keys_of("words.toml", "i_myself")
            oblique = keys[at] in keys_of("words.toml", "obliques")  # «بنده به عنوان یک کارگر از وزیر … گله دارم»
            if oblique or self.text.kinds[at] == SIGN or is_finite_verb(keys[at]):
                return False
        return False

    def is_joined(self, last: int) -> bool:
        """Whether «و» and no further office follow an office: one of several subjects («وزیر کشور و ده نماینده»)."""
        joined = self.text.key_at(last + 1) in keys_of("words.toml", "conjunctions")
        return joined and self.terms.first(last + 2, "roles") is None

    def is_governing(self, at: int) -> bool:
        """Whether an office is the complement of the word before it («پاسخ وزیر»), no subject."""
        word, opens = self.text.keys[at], at == self.text.sentence(at).first
        tables = ("times", "openers") if opens else ("times", "openers", "events")
        return self.text.kinds[at] == WORD and not any(word in keys_of("honorifics.toml", table) for table in tables)

    def is_switch(self, ref: Ref, *, several: bool) -> bool:
        """Whether «نیز», «در ادامه» or «همان‌طور که» beside a subject show that somebody else begins to speak.

        «در این باره» does so where ``several`` have spoken before.
        """
        after = self.text.key_at(ref.last + 1)
        if after in _COMMAS:
            after = self.text.key_at(ref.last + 2)
        if after in keys_of("words.toml", "taking_over"):
            return True
        before = before_titles(self.text, ref.first)
        if self.text.key_at(before) == "که" and self.text.key_at(before - 1) in keys_of("honorifics.toml", "manners"):
            return True
        start = self.text.sentence(ref.first).first
        opening = self.terms.first(start, "verbs")
        if opening is None or opening.data["kind"] != "switch" or opening.last >= ref.first:
            return False
        return several or "باره" not in self.text.keys[start : opening.last + 1]

    def is_described(self, ref: Ref) -> bool:
        """Whether an apposition says what a person is («سهراب تیموری، زنبوردار، …»)."""
        after = ref.last + 1
        if self.text.key_at(ref.first - 1) == "نام" and self.text.key_at(ref.first - 2) == "به":
            return True  # «باغداری به نام …»
        if self.text.key_at(after) in "»\"'":
            after += 1
        if self.text.key_at(after) == "که":
            # «علی لقمانی که ۴۱ سال دارد …», not «علی لقمانی که دیروز در جمع خبرنگاران سخن می‌گفت»
            if self.is_of_post(after + 1):
                return False
            opener = self.text.key_at(after + 1)
            return not any(opener in keys_of("honorifics.toml", table) for table in ("times", "not_subjects_after"))
        word = self.text.key_at(after + 1)
        crowd = not keys_of("honorifics.toml", "crowds").isdisjoint((word, word.removesuffix("ی")))
        if self.text.key_at(after) == "از" and crowd:
            return True  # «علی لقمانی از اعضای قدیمی تعاونی می‌گوید»
        slash = self.text.key_at(after) == "/" and word in keys_of("honorifics.toml", "descriptions")
        if slash or (self.text.key_at(after) in _DASHES and word in keys_of("honorifics.toml", "occupations")):
            return True  # «علی لقمانی - کارشناس اقتصادی -», «علی لقمانی /فعال اجتماعی»
        if self.text.key_at(after) not in _COMMAS:
            return False
        said = {*keys_of("honorifics.toml", "descriptions"), *keys_of("honorifics.toml", "occupations")}
        if word == "از" or word in said:
            return True
        if self.text.key_at(ref.first - 1) == "گفته":
            return False  # «به گفته علی لقمانی، بازار …»: the comma ends the frame
        plain = any(
            word in keys_of("honorifics.toml", table) for table in ("not_subjects_after", "name_ends", "events")
        )
        return not plain and self.terms.first(after + 1, "verbs") is None and not is_finite_verb(word)

    def is_interviewed(self, ref: Ref) -> bool:
        """Whether somebody talks to a medium, whatever else opens the paragraph: «… علی لقمانی در گفت‌وگو با ایسنا»."""
        interviews, at = keys_of("structure.toml", "interviews"), ref.last + 1
        at += self.text.key_at(at) == "در"
        return any("".join(self.text.keys[at:end]) in interviews for end in range(at + 2, at + 5))

    def is_scholar(self, ref: Ref) -> bool:
        """Whether the next who is pointed back to is one by his learning: «علی لقمانی گفت … این اقتصاددان افزود»."""
        at = bisect_right(self.refs, ref.first, key=attrgetter("first"))
        for other in self.refs[at : at + _MOST_BETWEEN]:
            if other.kind == "anaphor":
                return self.text.keys[other.last] in keys_of("honorifics.toml", "scholars")
            if other.kind in ("name", "office"):
                return False
        return False

    def is_of_post(self, at: int) -> bool:
        """Whether a relative clause tells of the office before: «… که دو سال است این سمت را دارد»."""
        if at >= len(self.text):
            return False
        clause = self.text.keys[at : min(at + LONGEST_RELATIVE, self.text.sentence(at).last)]
        return "این" in clause and not keys_of("honorifics.toml", "posts").isdisjoint(clause)
