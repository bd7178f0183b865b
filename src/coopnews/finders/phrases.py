"""How far a noun phrase runs that names a body, a portfolio or an affiliation."""

from __future__ import annotations

from functools import cache

from coopnews.finders.name_words import Shape, is_given, is_surname, surname_shape, surname_tails
from coopnews.finders.places import is_doubtful, place_at
from coopnews.finders.terms import Terms
from coopnews.lexicon import key, keys_of, load, read_toml
from coopnews.normalize import fold
from coopnews.text import Text
from coopnews.tokenize import NUMBER, SIGN, WORD
from coopnews.verbs import is_finite_verb, is_light_verb, is_participle

_FILE = "phrases.toml"
LONGEST = 16
"""No name runs over more tokens than this."""
_NAME_AFTER = 2
"""Nearer to its head a personal name is the body's own («بنیاد علوی», «دانشگاه شهید رجایی»)."""
_FARTHEST = 5
"""A place so far behind «و» still closes the name."""
_COMMAS = frozenset("،,٬")
_OPENING = {"«": "»", '"': '"', "'": "'"}
_SKIPPED = _COMMAS | {"و"}
_STATE = frozenset(["ministry", "office"])
_LEARNED = frozenset(["university", "hospital", "institute", "foundation", "club"])
"""Kinds of bodies that are named after persons."""
_LONGEST_JOINED, _LONGEST_ROLE = 4, 3
_FIRMS = frozenset(["cooperative", "company", "medium"])
_QUOTED = 60
"""No quotation that a straight quote closes is longer."""
_PLURALS, _SHORTEST_PLURAL = ("ها", "های", "ات"), 4
_PREPOSITIONS = frozenset(["از", "به", "با", "بر", "در"])
_LOOSE = _PREPOSITIONS | frozenset("-–ـ")
"""What ends no phrase."""
_TITLE_WORDS = frozenset(["امروز", "فردا"])


def phrase_end(text: Text, terms: Terms, first: int, *, limit: int) -> int:
    """The last token of the noun phrase that begins at ``first``; never beyond ``limit``.

    The first token is a head noun («اتحادیه», «اداره کل»), a portfolio («راه و شهرسازی») or a place. The phrase
    runs over genitives, adjectives, «و» and commas inside fixed portfolios, a quoted proper name and the place. It
    ends before a finite verb and what belongs to it, a preposition, «که», «نیز», «هم», «را», a role noun, a bracket,
    an outer comma and the end of the sentence. A place, or a name that is complete by itself («بانک مرکزی»), is
    followed only by further places and branches («شعبه بافق»).

    >>> text = Text("اتحادیه تعاونی‌های عشایری فارس از کشاورزان خرید")
    >>> text.quote((0, phrase_end(text, Terms(text), 0, limit=len(text) - 1)))
    'اتحادیه تعاونی‌های عشایری فارس'
    """
    return _Phrase(text, terms, first, limit).end()


class _Phrase:
    """One phrase while it is being read; ``closed`` once only places and branches may follow."""

    def __init__(self, text: Text, terms: Terms, first: int, limit: int) -> None:
        self.text, self.terms, self.first = text, terms, first
        self.limit = min(limit, text.sentence(first).last, first + LONGEST)
        self.state = self.medium = self.cooperative = self.learned = self.joint = self.ministry = self.chamber = False
        self.joined = self.spot = self.field = False
        self.head = first
        self.closed = False
        self.whole = -1

    def end(self) -> int:
        last = self.opening()
        if (quoted := self.quoted()) is not None:
            return quoted
        while last < self.limit and (step := self.step(last)) is not None:
            last = step
        last = min(last, self.limit)
        while last > self.first and self.text.keys[last] in _LOOSE:
            last -= 1
        return last - 1 if self.is_object_of_clause(last) else last

    def is_object_of_clause(self, last: int) -> bool:
        """Whether the last word is what the named body, the subject of the sentence, gives or makes.

        «کارگزاری آگاه سهام را فروخت», «تعاونی دامداران پگاه ضمانت‌نامه صادر کرد»: without it a name is left.
        """
        text, sentence = self.text, self.text.sentence(self.first)
        before = text.key_at(self.first - 1)
        opens = self.first == sentence.first or before in (":", "«", "؛", "برای", *_PREPOSITIONS)
        if not opens or self.closed or last - self.head < 2 or last + 2 > sentence.last:
            return False
        word, after, verb = text.keys[last], text.keys[last + 1], text.keys[last + 2]
        if "\u200c" in text.quote((last, last)) and word not in load().words:
            return False  # «به شرکت بازرگانی آرارات‌ترید صادر می‌کند»
        if text.kinds[last] != WORD or is_construct_plural(text, last - 1) or place_at(self.terms, last) is not None:
            return False
        if after == "را":
            return self.terms.first(last + 2, "roles") is None and self.terms.first(last + 2, "bodies") is None
        if after in keys_of("words.toml", "transitive_pasts"):
            ends = text.kinds[last + 2] == SIGN
            return ends and not word.endswith(("ی", "ان")) and word not in keys_of(_FILE, "fields")
        acts = after in keys_of("nouns.toml", "verbal") and verb in keys_of("words.toml", "active_verbs")
        noun = not word.endswith(("ی", "ان")) and word not in keys_of(_FILE, "fields")
        return acts and noun and self.terms.first(last + 1, "verbs") is None

    def opening(self) -> int:
        """The end of the head: a lexicon term, a portfolio or a single word."""
        head = self.terms.first(self.first, "bodies")
        fixed, place = fixed_end(self.text, self.first, self.limit, "portfolios"), self.place(self.first)
        if fixed is not None and (head is None or head.last <= fixed):
            self.state = True
            self.field = head is None
            self.closed = fixed > self.first or (head is not None and head.data["part"] == "name")
            return fixed
        if place is not None and (head is None or head.last < place):
            self.closed = True
            return place
        if head is None:
            return self.first
        self.state = head.data.get("kind") in _STATE
        self.ministry = head.data.get("kind") == "ministry"
        self.chamber = head.data.get("kind") == "chamber"
        self.medium = head.data.get("kind") == "medium"
        self.learned = head.data.get("kind") in _LEARNED
        self.joined = head.data.get("kind") == "union"
        self.spot = head.data.get("needs") == "place"
        self.cooperative, self.head = head.data.get("kind") == "cooperative", head.last
        self.closed = head.data.get("part") == "name"
        return max(head.last, self.overlapping(head.last)) if self.closed else head.last

    def overlapping(self, last: int) -> int:
        """The end of a name that begins inside another: «نیروی هوافضای سپاه» and «سپاه پاسداران»."""
        names = (self.terms.first(at, "bodies") for at in range(self.first + 1, last + 1))
        return max((name.last for name in names if name is not None and name.data["part"] == "name"), default=-1)

    def step(self, last: int) -> int | None:
        """The end of what is read next, or None where the phrase is over."""
        text, at = self.text, last + 1
        word, kind = text.keys[at], text.kinds[at]
        if kind == SIGN:
            return self.sign(last)
        if kind == NUMBER:
            if text.keys[at] + text.key_at(at + 1) in keys_of(_FILE, "memorial_days") and at < self.limit:
                return at + 1
            numbered = text.key_at(last) in keys_of(_FILE, "numbered")
            if self.terms.at(at + 1, "units:adjective"):
                return None  # «مجتمع ۱۲۰ واحدی ایثار»
            return at if numbered and not text.key_at(at + 1).startswith(("نفر", "هزار")) else None
        if text.keys[last] in keys_of(_FILE, "numbered") and (numeral := self.numeral(at)) is not None:
            return numeral  # «کمیسیون ماده پنج»
        if word in keys_of(_FILE, "joint"):
            self.joint = True
        if self.joint and word == "و" and self.place(last) is not None and at < self.limit:
            return self.place(at + 1)
        if self.chamber and word == "و" and self.is_country(last) and self.is_country(at + 1):
            return self.place(at + 1)  # «اتاق بازرگانی ایران و عراق»
        if word == "و" and text.key_at(last - 1) in keys_of(_FILE, "plural_generals") and self.place(last) == last:
            return self.place(at + 1)  # «شهرستان‌های نیشابور و فیروزه»
        if self.closed:
            return self.branch(at)
        if word == "و":
            return at + 1 if self.is_ordinal(at) else self.conjoined(last)
        fixed = self.fixed(at)
        if fixed is not None and (fixed > at or self.state or not self.is_of_verb(fixed)):
            return fixed
        name = self.terms.first(at, "bodies")
        if name is not None and (name.data.get("part") != "name" or name.last > self.limit):
            name = None
        place = self.place(at)
        if place is None and self.spot and last == self.head and (doubtful := place_at(self.terms, at)) is not None:
            place = doubtful.last  # «گمرک بازرگان»
        if place is not None and (name is None or name.last <= place):
            self.closed = not self.is_first_of_name(at, place)
            return place
        if word == "بین" and text.key_at(at + 1).startswith("ال") and at < self.limit:
            return at + 1  # as two words no preposition
        if at < self.limit and word in keys_of(_FILE, "stops") and self.is_parted(at):
            return at + 1
        if self.is_over(last):
            return None
        if text.keys[at] in keys_of(_FILE, "last_words") or text.keys[at] in _TITLE_WORDS:
            self.closed = True
        if name is not None:
            self.closed = True
            return name.last
        if text.keys[at] == "مجلس" and text.key_at(at + 1) not in keys_of("words.toml", "chambers"):
            self.closed = True
        if text.keys[at] == "وزارت":
            self.state = self.ministry = True
        return at

    def is_parted(self, at: int) -> bool:
        """Whether a word and the next are the two parts of one noun: «اطلاع رسانی»."""
        ending = self.text.keys[at + 1]
        return bool(self.text.adjoining[at + 1]) and ending in _bare_endings() - keys_of(_FILE, "stops")

    def is_ordinal(self, at: int) -> bool:
        """Whether «و» joins the words of an ordinal («هفتاد و دومین»)."""
        following = self.text.key_at(at + 1)
        return at < self.limit and self.text.keys[at - 1] in keys_of(_FILE, "tens") and following.endswith("مین")

    def numeral(self, at: int) -> int | None:
        """The end of a number in words: «پنج», «چهل و چهار»."""
        numbers = keys_of(_FILE, "number_words") | keys_of(_FILE, "tens")
        last = None
        while at <= self.limit and self.text.keys[at] in numbers:
            last = at
            at += 2 if self.text.key_at(at + 1) == "و" else 1
        return last

    def fixed(self, at: int) -> int | None:
        """The end of the longest portfolio or fixed pair that begins at a token."""
        ends = {table: fixed_end(self.text, at, self.limit, table) for table in ("portfolios", "compounds")}
        portfolio, compound = ends["portfolios"], ends["compounds"]
        if portfolio is not None and (compound is None or portfolio >= compound):
            # After a ministry's head the portfolio is all there is; anywhere else it is a word like others.
            over = self.ministry or self.text.keys[at] in keys_of(_FILE, "last_words")
            self.closed = self.state and (portfolio > at or over)
            self.whole = portfolio if portfolio > at else -1
            return portfolio
        return compound

    def is_first_of_name(self, at: int, last: int) -> bool:
        """Whether a place opens a cooperative's name of two words: «تعاونی سیروان سبز مریوان»."""
        text, after = self.text, last + 1
        if not self.cooperative or at != self.head + 1 or after >= self.limit or text.kinds[after] != WORD:
            return False
        barred = any(text.keys[after] in keys_of(_FILE, table) for table in ("stops", "branches", "directions"))
        return (
            not barred and text.keys[after] != "و" and self.place(after) is None and self.place(after + 1) is not None
        )

    def quoted(self) -> int | None:
        """The last token of a name that stands whole in quotes; None where the quotes hold more than a name."""
        text, before = self.text, self.first - 1
        head = self.terms.first(self.first, "bodies")
        close = "" if head is None or head.data["part"] != "head" else _OPENING.get(text.key_at(before), "")
        if not close or (before and close == text.key_at(before) and text.gap(self.first)):
            return None
        for at in range(self.first + 1, self.limit + 1):
            key = text.keys[at]
            if key == close:
                return at - 1
            if (
                key in ":؛."
                or is_finite_verb(key)
                or (key in keys_of(_FILE, "stops") and not self.is_inner_preposition(at - 1))
            ):
                return None
        return None

    def place(self, at: int) -> int | None:
        """The end of a place name that begins at a token and is no everyday word."""
        place = place_at(self.terms, at)
        if place is None or place.last > self.limit:
            return None
        told = self.text.key_at(at - 1) in keys_of(_FILE, "before_places") and at > self.first  # «استان مرکزی»
        return None if is_doubtful(self.text, place) and not told else place.last

    def sign(self, last: int) -> int | None:
        """The end of a quoted name, an honorific in brackets, or a hyphen inside a word."""
        text, at = self.text, last + 1
        sign = text.keys[at]
        if sign in _OPENING and not self.closed and not self.is_closing(at):
            close = _OPENING[sign]
            for end in range(at + 2, min(at + 8, self.limit) + 1):
                if text.keys[end] == close:
                    self.closed = last == self.head
                    return end
                if is_finite_verb(text.keys[end]):
                    return None
            return None
        if sign == "(" and at + 2 <= self.limit:
            for end in range(at + 2, min(at + 4, self.limit) + 1):
                if text.keys[end] == ")":
                    inner = "".join(key for key in text.keys[at + 1 : end] if key != ".")
                    return end if inner in keys_of(_FILE, "honorific_brackets") else None
        if sign in _COMMAS:
            return self.listed(last)
        if sign == "-" and at < self.limit and not text.gap(at) and not text.gap(at + 1):
            word = text.keys[at + 1]
            ends = is_participle(word) or is_finite_verb(word) or word in keys_of(_FILE, "stops")
            return at + 1 if text.kinds[at + 1] == WORD and not ends else None  # «- رئیس سازمان اداری-گفته بود»
        return None

    def is_closing(self, at: int) -> bool:
        """Whether a straight quote closes what another opened before it in the sentence."""
        first, sign = max(self.text.sentence(at).first, at - _QUOTED), self.text.keys[at]
        return sign in "\"'" and self.text.keys[first:at].count(sign) % 2 == 1

    def listed(self, last: int) -> int | None:
        """The end of a list of fields or people inside a name: «انجمن منتقدان، نویسندگان و پژوهشگران»."""
        text, second, third = self.text, last + 2, last + 4
        if third > self.limit or self.closed or text.keys[last + 3] != "و":
            return None
        words = [text.keys[at] for at in (last, second, third)]
        fields = keys_of(_FILE, "fields")
        plain = [word for word in words if word not in keys_of(_FILE, "stops") and not word.endswith("های")]
        alike = all(word in fields for word in words) or any(
            len(plain) == len(words) and all(len(word) > len(ending) + 2 and word.endswith(ending) for word in words)
            for ending in ("ان", "ی")
        )
        return third if alike and not self.terms.at(second, "roles") and not self.terms.at(second, "bodies") else None

    def conjoined(self, last: int) -> int | None:
        """What «و» joins: two fields («آموزش و پژوهش»), or two countries of a joint body."""
        text, after = self.text, last + 2
        if after <= self.limit and last > self.head and self.is_pair(text.key_at(last), text.key_at(after)):
            if is_surname(text.keys[after]) and text.key_at(after + 1) in surname_tails():
                return None  # «فدراسیون کارگری و صادقی فر»
            body = self.terms.first(after, "bodies")
            if (body is None or body.data.get("part") != "head") and not self.is_of_verb(after):
                return after
        if (
            last > self.head
            and after < self.limit
            and is_construct_plural(text, after)
            and self.is_state_head(after + 1)
        ):
            return after  # «دفتر امور مجامع و تشکل‌های وزارت تعاون»
        if last > self.head and self.is_of_one_subject(last, after):
            return after
        return after if last > self.head and self.goes_on_to_place(last, after) else None

    def is_of_one_subject(self, last: int, after: int) -> bool:
        """Whether «و» joins two nouns of the body of a single official, who is the subject of the sentence.

        «رئیس اتحادیه فروشندگان لوازم خانگی و آشپزخانه گفت»: a second subject would have a plural verb.
        """
        text, sentence = self.text, self.text.sentence(self.first)
        roles = [
            self.terms.first(at, "roles") for at in range(max(self.first - _LONGEST_ROLE, sentence.first), self.first)
        ]
        role = next((term for term in roles if term is not None and term.last == self.first - 1), None)
        if role is None or role.plural or self.place(last) is not None:
            return False
        if role.first > sentence.first and text.keys[role.first - 1] != ":":
            return False
        end = after
        while end <= sentence.last and end - after < _LONGEST_JOINED and self.is_plain(end):
            end += 1
        if end == after or (end <= sentence.last and self.is_plain(end)):
            return False
        verbs = (word for word in text.keys[end : sentence.last + 1] if is_finite_verb(word))
        verb = next(verbs, "")
        return bool(verb) and not verb.endswith("ند")

    def is_plain(self, at: int) -> bool:
        """Whether a word is neither grammar nor verb, and begins no office, body or name of a person."""
        text, word = self.text, self.text.keys[at]
        people = any(word in keys_of("honorifics.toml", table) for table in ("crowds", "occupations"))
        barred = people or word in keys_of(_FILE, "stops") or is_finite_verb(word)
        marks = ("roles", "bodies", "verbs")
        return text.kinds[at] == WORD and not barred and not any(self.terms.first(at, mark) for mark in marks)

    def goes_on_to_place(self, last: int, after: int) -> bool:
        """Whether «و» joins two fields of a body that a place closes: «… فروش اموال تملیکی کشور»."""
        text = self.text
        left, right = text.keys[last], text.key_at(after)
        people = right.endswith("ان") and not left.endswith("ان")
        if people and not (
            self.joined and self.is_plain_pair(last, after) and right not in keys_of("honorifics.toml", "crowds")
        ):
            return False
        plurals = all(word.endswith(_PLURALS) and len(word) > _SHORTEST_PLURAL for word in (left, right))
        if not (_is_field(left) or _is_field(right) or plurals):
            # «انجمن گل و گیاه محلات»
            return self.joined and right not in keys_of("honorifics.toml", "crowds") and self.is_plain_pair(last, after)
        for at in range(after, min(after + _FARTHEST, self.limit) + 1):
            word = text.keys[at]
            if at > after and (self.place(at) is not None or word in keys_of(_FILE, "last_words")):
                return True
            if at > after and self.is_state_head(at):
                return True  # «معاونت ارزشیابی و نظارت سازمان سینمایی»
            if (
                text.kinds[at] != WORD
                or word in keys_of(_FILE, "stops")
                or is_finite_verb(word)
                or self.terms.at(at, "roles")
                or self.is_person(at)
                or (self.is_head(at) and not (plurals and at == after))
            ):
                return False
        return False

    def is_plain_pair(self, last: int, after: int) -> bool:
        """Whether two nouns that no lexicon knows as fields are joined, and a place follows at once."""
        words, closing = range(last, after + 1, 2), after + 1
        closing += self.text.key_at(closing).endswith("ی") and self.place(closing) is None  # «گل و گیاهان زینتی محلات»
        return self.place(closing) is not None and not any(
            self.text.kinds[at] != WORD
            or self.text.keys[at] in keys_of(_FILE, "stops")
            or self.place(at) is not None
            or self.terms.at(at, "roles")
            or self.is_head(at)
            for at in words
        )

    def is_state_head(self, at: int) -> bool:
        """Whether a ministry or office begins, whose parts the words before are."""
        head = self.terms.first(at, "bodies")
        return head is not None and head.data["part"] in ("head", "name") and head.data.get("kind") in _STATE

    def is_head(self, at: int) -> bool:
        head = self.terms.first(at, "bodies")
        return head is not None and head.data["part"] in ("head", "name") and not head.data.get("portfolio")

    def is_pair(self, one: str, other: str) -> bool:
        """Whether «و» between two words may be inside a name: two fields, or two adjectives."""
        fields, kinds = keys_of(_FILE, "fields"), keys_of("body_words.toml", "kinds")
        if (one in fields and other in fields) or (self.cooperative and one in kinds and other in kinds):
            return True
        if all(len(word) > 4 and word.endswith("ان") and not is_surname(word) for word in (one, other)):
            return other not in keys_of("honorifics.toml", "crowds")  # «فدراسیون جانبازان و معلولان»
        return all(len(word) > 3 and word.endswith("ی") and not word.endswith("های") for word in (one, other)) and not (
            other.endswith("هایی")
            or other in keys_of(_FILE, "stops")
            or (other in keys_of("nouns.toml", "verbal") and other not in fields)
        )

    def branch(self, at: int) -> int | None:
        """What may follow a complete name: a place, a direction, or a branch with its place."""
        text, key = self.text, self.text.keys[at]
        if (place := self.place(at)) is not None:
            return place
        if key == "شماره" and at < self.limit:
            label = text.keys[at + 1]
            numbered = (text.kinds[at + 1] == NUMBER and len(label) < 3) or label in keys_of(_FILE, "number_words")
            several = text.keys[self.first] in keys_of(_FILE, "numbered_heads")
            return at + 1 if several and numbered else None  # «مرکز آموزش فنی و حرفه‌ای شماره ۲ شهرکرد»
        name = self.terms.first(at, "bodies")
        if name is not None and name.data["part"] == "name" and self.place(at - 1) is None:
            # «نیروی دریایی ارتش», «شورای امنیت سازمان ملل»
            return name.last if name.data["kind"] in _STATE or name.data["kind"] == "military" else None
        part = self.field or text.keys[self.first] in keys_of(_FILE, "parts")
        if part and name is not None and self.is_state_head(at) and self.place(name.last + 1) is not None:
            return self.place(name.last + 1)  # «امور بانوان و خانواده استانداری کردستان»
        doubtful = place_at(self.terms, at)
        if doubtful is not None and self.is_closing_place(doubtful.last, at):
            return doubtful.last  # «اداره صنعت، معدن و تجارت محلات»
        if doubtful is not None and (
            text.key_at(at - 1) in keys_of(_FILE, "generals")
            or (key in keys_of(_FILE, "sure_provinces") and not self.medium and self.place(at - 1) is None)
        ):
            return doubtful.last
        if key in keys_of(_FILE, "directions") or key in keys_of("place_words.toml", "foreign"):
            return at
        if key in keys_of(_FILE, "branches") and not self.is_of_verb(at):
            if at < self.limit and (self.place(at + 1) is not None or place_at(self.terms, at + 1) is not None):
                return at
            owned = key in ("استان", "کشور", "شهرستان") and text.key_at(at + 1) != "را"  # «… مجلس استان را ترک کرد»
            if owned and not self.place(at - 1):
                return at
        return None

    def is_country(self, at: int) -> bool:
        """Whether a country of one word stands at a token."""
        return at <= self.limit and self.terms.first(at, "place:country") is not None

    def is_closing_place(self, last: int, at: int) -> bool:
        """Whether an everyday word is the town of a state office, right after its portfolio, or of a cooperative.

        Nothing of the phrase may follow it: «اداره صنعت، معدن و تجارت محلات», «تعاونی روستایی بهاران کلاله».
        """
        after = last + 1
        plain = after <= self.limit and self.text.kinds[after] == WORD
        word = self.text.key_at(after)
        over = not plain or word in keys_of(_FILE, "stops") or is_finite_verb(word) or self.terms.first(after, "roles")
        office = self.state and self.whole == at - 1 and not self.ministry
        return bool(over) and not self.is_of_verb(at) and (office or (self.cooperative and word != "را"))

    def is_over(self, last: int) -> bool:
        """Whether the word after ``last`` is no part of the phrase."""
        text, at = self.text, last + 1
        key = text.keys[at]
        panel = text.keys[self.head] in keys_of("body_words.toml", "panels")
        if panel and last > self.head and key in keys_of("words.toml", "parliaments"):
            return False  # «به کمیسیون اجتماعی مجلس بدهد»
        if panel and last > self.head and text.keys[last] in keys_of(_FILE, "fields") and key.endswith("های"):
            return True  # «کمیسیون کشاورزی شرکت‌های واردکننده را …»
        if key.endswith(("هایی", "ترین")) or key.removesuffix("ند") in keys_of("nouns.toml", "predicates"):
            return True
        if key == "ویژه" and text.key_at(last) == "بازرسی" and text.kinds[min(at + 1, self.limit)] == WORD:
            return False
        if key in ordinal_adjectives() and text.key_at(at + 1) in keys_of(_FILE, "stops"):
            return True  # «کمیسیون صنایع یازدهمین دوره مجلس»
        if key in keys_of(_FILE, "stops"):
            if text.keys[at] in keys_of(_FILE, "saints") and self.is_learned(last):
                return False
            kind = self.is_cooperative(last) and key in keys_of("body_words.toml", "kinds")
            return not (kind or self.is_inner_preposition(last) or self.is_title_word(last))
        if is_finite_verb(key) or is_participle(key) or self.is_object(at):
            return True
        ends = at == text.sentence(at).last or text.kinds[at + 1] == SIGN
        ends = ends or text.keys[at + 1] == "تا" or (text.keys[at + 1] == "و" and text.key_at(self.first - 1) == "را")
        if ends and key in keys_of("words.toml", "verbal_pasts"):
            return True  # «مجمع خیران لرستان مدرسه ساخت.», «آن را صندوق بیمه پرداخت و …»
        if self.is_person(at):
            return True
        role = self.terms.first(at, "roles")
        if role is not None and not (role.plural and last - self.first < 2):
            return True
        return self.is_of_verb(at)

    def is_cooperative(self, last: int) -> bool:
        """Whether a cooperative's head noun, one or many, ends at a token: «اتحادیه تعاونی‌های» اعتبار."""
        if last == self.head:
            return self.cooperative
        head = self.terms.first(last, "bodies")
        return head is not None and head.last == last and head.data.get("kind") == "cooperative"

    def is_learned(self, last: int) -> bool:
        """Whether a head of those that persons lend their names to ends at a token."""
        if last == self.head:
            return self.learned
        head = self.terms.first(last, "bodies")
        return head is not None and head.last == last and head.data.get("kind") in _LEARNED

    def is_person(self, at: int) -> bool:
        """Whether a personal name begins: «مدیرعامل شرکت تعاونی سپیدار علی رضایی گفت»."""
        text = self.text
        if (
            self.learned
            or (text.keys[at - 1] in keys_of(_FILE, "saints") and self.is_learned(at - 2))
            or at - self.first < _NAME_AFTER
            or at + 1 > text.sentence(at).last
            or not is_given(text.keys[at])
        ):
            return False
        if self.cooperative and at == self.head + 1 and is_given(text.keys[at + 1]):
            return False  # «شرکت تعاونی نگین صحرا»
        if self.cooperative and place_at(self.terms, at + 1) is not None:
            return False  # «تعاونی مسکن آشیان مهر فردیس»
        return text.kinds[at + 1] == WORD and (is_given(text.keys[at + 1]) or is_surname(text.keys[at + 1]))

    def is_inner_preposition(self, last: int) -> bool:
        """Whether a noun inside the name takes the preposition after it («حمایت از»)."""
        text, inner = self.text, keys_of(_FILE, "inner_prepositions")
        return (
            self.first < last != self.whole
            and last + 2 <= self.limit
            and text.keys[last] + text.keys[last + 1] in inner
        )

    def is_object(self, at: int) -> bool:
        """Whether a noun is what the verb after it takes: «وزارت نفت نشستی برگزار کرد»."""
        word, nominal, light = (self.text.key_at(token) for token in range(at, at + 3))
        stems = {word.removesuffix("ی"), word.removesuffix("ای")} - {word}
        indefinite = not stems.isdisjoint(keys_of(_FILE, "stops"))
        verbal = nominal in keys_of("nouns.toml", "verbal") and light.startswith(("کرد", "داد", "می"))
        several = word.endswith("اتی") and nominal == "را"  # «سازمان مذاکراتی را آغاز کرد»
        own = nominal in keys_of("words.toml", "reflexives") and light == "را"  # «گروه مقاومت تحلیل خود را ارائه کرد»
        return several or own or (indefinite and (verbal or nominal == "را"))

    def is_title_word(self, last: int) -> bool:
        """Whether «امروز» belongs to a paper's title («روزنامه تعاون امروز»)."""
        text, at = self.text, last + 1
        return (
            self.medium
            and last == self.first + 1
            and text.keys[at] in _TITLE_WORDS
            and (text.keys[last] in keys_of(_FILE, "fields") or fixed_end(text, last, last, "portfolios") is not None)
            and not is_finite_verb(text.key_at(at + 1))
        )

    def is_of_verb(self, at: int) -> bool:
        """Whether a word is the nominal part of the verb after it («برگزار شد»)."""
        if at <= self.first or at + 1 > self.text.sentence(at).last:
            return False
        word, after = self.text.keys[at], self.text.keys[at + 1]
        if is_construct_plural(self.text, at - 1) and not is_finite_verb(word):
            return False  # «هنرهای نمایشی خواهد بود»: it has its complement
        if self.text.keys[at - 1] == "وزارت" and fixed_end(self.text, at, at, "portfolios") is not None:
            return False
        if (fixed := fixed_end(self.text, at + 1, self.limit, "compounds")) is not None and fixed > at + 1:
            return False  # «شرکت ساخت و توسعه …»
        nominal = word in keys_of("nouns.toml", "verbal") or word in keys_of("nouns.toml", "descriptive")
        if self.opens_verbal_row(at):
            return True
        if word + after in keys_of("nouns.toml", "verbal") and is_finite_verb(self.text.key_at(at + 2)):
            return True  # «در محل فدراسیون ثبت نام کردند»
        nominal = nominal or word in keys_of(_FILE, "objects")
        nominal = nominal and word not in keys_of(_FILE, "last_words") and not self.text.keys[at - 1].endswith("های")
        if after in keys_of("words.toml", "copulas") and (
            self.terms.first(at, "bodies") is not None
            or word.endswith(("ان", "ها"))
            or word in keys_of(_FILE, "last_words")
            or self.is_strange(at)
        ):
            return False  # «سازمان منابع طبیعی کشور است»
        said = self.terms.first(at + 1, "verbs")
        if said is not None and said.data["kind"] == "say" and word not in keys_of(_FILE, "objects"):
            return False  # «مدیرعامل صندوق صنایع کوچک گفت», but «مدیرعاملان … نامه نوشتند»
        verb = is_light_verb(after) or (nominal and (is_finite_verb(after) or is_participle(after)))
        return verb and self.place(at) is None

    def is_strange(self, at: int) -> bool:
        """Whether a word right after a firm's head is none that lexicons know, and so its name: «تعاونی گل‌دشت است»."""
        word, head = self.text.keys[at], self.terms.first(self.first, "bodies")
        firm = head is not None and head.data.get("kind") in _FIRMS and not head.data.get("houses")
        return firm and at == self.head + 1 and surname_shape(word) >= Shape.UNKNOWN and word not in load().words

    def opens_verbal_row(self, at: int) -> bool:
        """Whether verbal nouns that share one verb begin: «… بررسی و محاکمه شد», «… بررسی، اصلاح و تصویب شد»."""
        text, verbal = self.text, keys_of("nouns.toml", "verbal")
        last = at
        while text.keys[last] in verbal and text.key_at(last + 1) in _SKIPPED and text.key_at(last + 2) in verbal:
            last += 2
        after = text.key_at(last + 1)  # «کمیته هیدروگرافی تهیه و تولید و منتشر شده است»
        return last > at and text.keys[last - 1] == "و" and (is_light_verb(after) or is_participle(after))


@cache
def ordinal_adjectives() -> frozenset[str]:
    """Ordinals that stand before their noun («یازدهمین»), as lookup keys."""
    return frozenset(f"{key(word)}مین" for word in read_toml("numbers.toml")["cardinals"])


@cache
def _bare_endings() -> frozenset[str]:
    return frozenset(ending.strip("\u200c") for ending in read_toml(_FILE)["field_endings"]["forms"])


def _is_field(word: str) -> bool:
    """Whether a word is a field of work: listed, or built like a verbal noun («جمع‌آوری»)."""
    return word in keys_of(_FILE, "fields") or word.endswith(tuple(keys_of(_FILE, "field_endings")))


def is_construct_plural(text: Text, at: int) -> bool:
    """Whether a token is a plural that a complement follows («رسانه‌های», not «رسانه‌ای»)."""
    return text.quote((at, at)).endswith("های")


def fixed_end(text: Text, first: int, limit: int, table: str) -> int | None:
    """The end of the longest fixed expression of a table that begins at a token; commas and «و» are optional."""
    forms, prefixes = _expressions(table)
    joined, best = "", None
    if text.key_at(first) in _SKIPPED or text.key_at(first) not in prefixes:
        return None
    for at in range(first, min(limit, len(text) - 1) + 1):
        key = text.keys[at]
        if key in _SKIPPED:
            continue
        if joined and "و" in key[1:-1] and joined + key not in prefixes:
            # «كارورفاه»: «و» without spaces
            parts = (key[:cut] + key[cut + 1 :] for cut in range(1, len(key) - 1) if key[cut] == "و")
            key = next((part for part in parts if joined + part in prefixes), key)
        joined += key
        if joined in forms:
            best = at
        if joined not in prefixes:
            break
    return best


@cache
def _expressions(table: str) -> tuple[frozenset[str], frozenset[str]]:
    """The expressions of a table without spaces, commas and «و», and all their beginnings."""
    forms = set()
    for form in read_toml(_FILE)[table]["forms"]:
        words = fold(form)
        for comma in _COMMAS:
            words = words.replace(comma, " ")
        forms.add("".join(word for word in words.split() if word != "و"))
    return frozenset(forms), frozenset(form[:end] for form in forms for end in range(1, len(form) + 1))
