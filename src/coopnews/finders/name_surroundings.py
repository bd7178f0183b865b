"""What stands around a name and makes it one: signs, roles, reporting verbs, words of grammar."""

from __future__ import annotations

from coopnews.finders.name_words import Shape, is_given, is_sure_given, listed, surname_shape
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of
from coopnews.normalize import normalize
from coopnews.text import Text
from coopnews.verbs import is_finite_verb

FARTHEST_VERB = 40
COMMAS = frozenset("،,")
DASHES = frozenset("،,؛-_ـ(")
QUOTES = frozenset("«»\"'*")


class Surroundings:
    """Looks around a run of words in one text."""

    def __init__(self, text: Text, terms: Terms) -> None:
        self.text, self.terms, self.keys = text, terms, text.keys
        self.adjoining, self.end = text.adjoining, len(text) - 1
        self.paragraphs = frozenset(text.paragraph_starts)
        self.last_name = -1
        """The last token of the name read last."""

    def shape(self, at: int) -> Shape:
        """How much a word looks like a surname where it stands."""
        word = self.keys[at]
        before = self.text.key_at(at - 1)
        named = is_sure_given(before) or is_sure_given(self.text.key_at(at - 2))
        worker = word in listed("occupations") and word in listed("name_ends")
        if word in listed("surnames_too") or (worker and named):
            # «محمدرضا کارگر، رئیس …»: an occupation, or a surname after a given name or a title.
            after_name = is_given(before) or before in listed("titles") or (named and self.goes_on(at - 1))
            double = self.goes_on(at) and surname_shape(self.keys[at + 1]) == Shape.SURE  # «علی صیاد شیرازی»
            said = self.has_role_after(at) or self.says(at + 1) or self.text.key_at(at + 1) == "که"
            said = said or (word in listed("surnames_too") and is_sure_given(before) and self.is_alone(at))
            return Shape.UNKNOWN if after_name and (said or double) else Shape.NONE
        verb = self.terms.first(at, "verbs")
        if self.terms.first(at, "roles") is not None or (verb is not None and verb.data["kind"] in ("say", "light")):
            return Shape.NONE
        if self.says(at):
            return Shape.NONE
        shape = surname_shape(word)
        # «کاظم آستانه‌ای» is no plural
        return Shape.UNKNOWN if shape == Shape.NONE and is_given(before) and self.is_of_place(at) else shape

    def is_alone(self, at: int) -> bool:
        """Whether an office or occupation has no complement: a word of grammar follows («علیرضا دبیر در …»)."""
        after = self.text.key_at(at + 1)
        return after in listed("name_ends") and after not in listed("demonstratives")

    def is_of_place(self, at: int) -> bool:
        """Whether a word that looks like a plural ends in «ه‌ای»."""
        return self.keys[at].endswith("های") and normalize(self.text.quote((at, at))).endswith("ه\u200cای")

    def goes_on(self, at: int) -> bool:
        """Whether a word follows with nothing but space between, in the same line."""
        return bool(self.adjoining[min(at, self.end) + 1])

    def follows(self, before: int, at: int) -> bool:
        """Whether ``at`` is a word in one line with ``before``."""
        return at <= self.end and 0 not in self.adjoining[before + 1 : at + 1]

    def is_bounded(self, last: int) -> bool:
        """Whether a name may end at ``last``: a sign, a role, a verb or a word of grammar follows."""
        after = last + 1
        if not self.goes_on(last):
            return True
        word = self.keys[after]
        return (
            word in listed("name_ends")
            or word in keys_of("phrases.toml", "number_words")
            or word in keys_of("phrases.toml", "tens")
            or is_finite_verb(word)
            or self.terms.first(after, "roles") is not None
            or self.terms.first(after, "verbs") is not None
        )

    def is_cued(self, first: int, last: int) -> bool:
        """Whether a role, a reporting verb or quotes beside it make a run of words a name."""
        return (
            self.has_role_after(last)
            or self.is_quoted_speaker(first, last)
            or self.goes_on_list(first)
            or self.is_parted(first, last)
            or (self.text.key_at(first - 1) == "نام" and self.text.key_at(first - 2) == "به")
            or self.is_appointed(last)
        )

    def is_quoted_speaker(self, first: int, last: int) -> bool:
        """Whether a reporting verb follows words that begin a sentence, stand in quotes or beside an office."""
        begins = self.text.sentence(first).first >= first - 1 or self.is_reported(first)
        if begins and self.text.key_at(last + 1) in listed("times"):
            return True
        after = self.past_signs(last + 1)
        verb = self.terms.first(after, "verbs")
        if verb is None or verb.data["kind"] not in ("say", "noun", "reached"):
            return False
        quoted = self.text.key_at(first - 1) in QUOTES and self.text.key_at(last + 1) in QUOTES
        strange = all(self.shape(at) > Shape.WORD for at in range(first, last + 1))
        return begins or quoted or (strange and self.ends_office(first))

    def goes_on_list(self, first: int) -> bool:
        """Whether the name read last stands before, and «و» or a comma between."""
        return 0 <= self.last_name == first - 2 and self.keys[first - 1] in "و،,"

    def is_parted(self, first: int, last: int) -> bool:
        """Whether commas or brackets set a run of words apart after an office."""
        before, following = self.text.key_at(first - 1), self.text.key_at(last + 1)
        if before == "(" and following == ")":
            return self.terms.first(first - 2, "roles") is not None
        return before in COMMAS and following in COMMAS and self.ends_office(first)

    def is_appointed(self, last: int) -> bool:
        """Whether «را به عنوان» and the like follow a run of words."""
        return self.text.key_at(last + 1) == "را" and "".join(self.keys[last + 1 : last + 4]) in listed("appointed_as")

    def past_signs(self, at: int) -> int:
        """The first token from ``at`` on that is no quote, comma, dash or bracket."""
        while at < len(self.keys) and (self.keys[at] in QUOTES or self.keys[at] in DASHES):
            at += 1
        return at

    def speaks(self, first: int, last: int) -> bool:
        """Whether a name stands where the subject of a reporting verb does: at the head, or after «به گزارش X،»."""
        sentence = self.text.sentence(first)
        if first > sentence.first and not self.heads(first):
            return False
        return any(self.says(at) for at in range(last + 1, min(sentence.last, last + FARTHEST_VERB) + 1))

    def says(self, at: int) -> bool:
        """Whether a reporting verb stands at a token: «گفت», «اعلام کرد»."""
        verb = self.terms.first(at, "verbs")
        if verb is None or verb.data["kind"] != "noun":
            return verb is not None and verb.data["kind"] == "say"
        light = self.terms.first(verb.last + 1, "verbs")
        return light is not None and light.data["kind"] == "light"

    def is_saying(self, at: int) -> bool:
        """Whether a verb of saying, or the noun of one, stands at a token."""
        verb = self.terms.first(at, "verbs")
        return verb is not None and verb.data["kind"] in ("say", "noun", "reached")

    def has_role_after(self, last: int) -> bool:
        """Whether a role follows, perhaps after quotes, a comma, a dash or a bracket."""
        after = self.past_signs(last + 1)
        if self.text.key_at(after) in listed("occupations") and self.text.key_at(after + 1) == "و":
            after += 2  # «…، بنیان‌گذار و مدیرعامل»
        if any("\n" in self.text.gap(at) for at in range(last + 1, min(after + 1, len(self.keys)))):
            return False
        role = self.terms.first(after, "roles")
        return role is not None and not role.plural

    def is_of_verb(self, last: int) -> bool:
        """Whether a word that no lexicon knows is the first part of a verb («مهران کوتاه شد», «علی بستری شد»)."""
        verb = self.terms.first(last + 1, "verbs") if self.goes_on(last) else None
        bestows = self.text.key_at(last + 1) in ("فرمود", "فرما", "فرماید")  # «هدایت عطا فرمود»
        return bestows or (verb is not None and verb.data["kind"] in ("light", "passive"))

    def opens_clause(self, first: int, last: int) -> bool:
        """Whether a name stands at the head of a paragraph and a word of grammar follows («… در گفت‌وگو با»)."""
        return self.heads(first) and self.text.key_at(last + 1) in listed("name_ends")

    def heads(self, first: int) -> bool:
        """Whether a word stands at the head of a paragraph, or after «به گزارش X،» at the head of its sentence."""
        return first in self.paragraphs or self.is_reported(first)

    def is_reported(self, first: int) -> bool:
        """Whether «به گزارش X،» opens the sentence before a word, perhaps after «حالا» or «اما»."""
        start = self.text.sentence(first).first
        openings = ("".join(self.keys[at : at + width]) for at in (start, start + 1) for width in (2, 3))
        reported = first > start + 1 and any(opening in listed("report_openings") for opening in openings)
        if reported and any(is_finite_verb(word) for word in self.keys[start:first]):
            return False  # «به گزارش ایرنا، وی گفت: آنچه باید بدانیم، الهام …»
        return reported and self.keys[first - 1] in ("،", ",", "؛")

    def ends_office(self, first: int) -> bool:
        """Whether a role stands a few words before a name, in the same clause."""
        sentence = self.text.sentence(first)
        return any(self.terms.first(at, "roles") for at in range(max(sentence.first, first - 12), first))
