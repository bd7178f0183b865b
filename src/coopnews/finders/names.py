"""Personal names, read by a grammar over given names, surnames and the shape of surnames.

``name := (سید)? given{1,3} surname{1,3}``, or a surname alone after a title («مهندس مهرآذر») or once the full
name has been read («مهرآذر افزود»). Titles are no part of a name. Names that are common words, too («امید
پیروز»), need a cue beside them: a title, quotes, a role or a reporting verb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from coopnews.finders.bylines import byline_tokens, is_in_dateline
from coopnews.finders.mentions import NameMention
from coopnews.finders.name_spans import after_latin, name_parts, without_lord
from coopnews.finders.name_surroundings import COMMAS, DASHES, QUOTES, Surroundings
from coopnews.finders.name_words import (
    Shape,
    common_words,
    foreign_given_names,
    has_ending,
    is_given,
    is_of_name,
    is_sure_given,
    is_surname,
    listed,
    listed_surnames,
    may_begin_name,
    place_words,
    surname_shape,
    surname_tails,
    title_openings,
)
from coopnews.finders.phrases import is_construct_plural
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of, load
from coopnews.memo import Memo
from coopnews.reasons import Considered, asked, because
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, SIGN, WORD
from coopnews.verbs import is_finite_verb

__all__ = ["find_names", "is_surname"]

_SHAPES = {
    Shape.NONE: "no surname by itself",
    Shape.WORD: "an ordinary word",
    Shape.UNKNOWN: "a word of no lexicon",
    Shape.SURE: "a surname",
}
_FARTHEST_ROLE = 8
LONGEST_GIVEN, LONGEST_SURNAME, LONGEST_TITLE, LONGEST_FOREIGN = 3, 3, 6, 4
_MOST_TITLES = 12
"""Titles in a row that are read before a name («جناب آقای دکتر سید …» has four)."""
_SHORTEST_CLAUSE = 4
_SHORTEST_NAME = 2
"""A surname alone before an office stands in a sentence with more tokens than this."""
_FARTHEST_CUE = 6
"""A comma after a cue at the head of a sentence («از سوی دیگر،») is no farther from its beginning than this."""
_RULES = frozenset("-–ـ—")
_CLOSING = frozenset("»\"')-،(*")
_OPENING = frozenset("«\"'()،-:*")


def find_names(text: Text, terms: Terms) -> list[NameMention]:
    """Every personal name of a text, in order.

    >>> text = Text("مهندس علی لقمانی، مدیرکل تعاون گیلان، با امید پیروز گفت‌وگو کرد. لقمانی افزود: کار ادامه دارد.")
    >>> [text.quote(name[:2]) for name in find_names(text, Terms(text))]
    ['علی لقمانی', 'لقمانی']
    """
    found: dict[int, NameMention] = {}
    taken = bytearray(len(text))
    finder = _Finder(text, terms)
    free = 0
    for at in finder.beginnings():
        name = finder.name_at(at) if at >= free else None
        if name is None:
            continue
        mention, skipped = name
        if mention is not None:
            found[mention.first] = mention
            finder.around.last_name = mention.last
        for token in range(skipped.first, skipped.last + 1):
            taken[token] = 1
        free = skipped.last + 1
    for mention in _surnames_again(text, terms, list(found.values()), taken):
        because("name", mention, text.words(mention[:2]), "the surname of a name read before")
        found[mention.first] = mention
    return [found[first] for first in sorted(found)]


class _Finder:
    """The grammar at one token of one text."""

    def __init__(self, text: Text, terms: Terms) -> None:
        self.text, self.terms, self.keys = text, terms, text.keys
        self.bylines = byline_tokens(text)
        self.around = Surroundings(text, terms)
        singular = [role for role, *_ in terms.of("roles").values() if not role.plural]
        self.states = {role.last + 1: role for role in singular if role.data.get("places") and role.data.get("bare")}
        """The offices of heads of state and government, by the token behind them."""
        self.looks: tuple[tuple[Callable[[int], NameMention | None], str], ...] = (
            (self._cued, "in quotes or dashes, or at the head of a clause, before an office"),
            (self._parted, "between commas after an office"),
            (self._apposed, "at the head of a sentence or after a cue, before «، وزیر …» or an occupation"),
            (self._beside_office, "a surname alone before an office"),
            (self._of_state, "a surname right behind an office of state"),
            (self._in_latin, "again in Latin letters"),
            (self._reported, "a surname alone that speaks after «به گزارش …»"),
            (self._heading, "a surname alone that speaks at the head of a paragraph"),
        )

    def beginnings(self) -> list[int]:
        """The tokens where a name or its titles may begin, by the word itself or by the words beside it."""
        text = self.text
        roles = [*self.terms.of("roles"), *text.where(listed("occupations"))]
        cued = {at for role in roles for at in range(max(0, role - _FARTHEST_ROLE), role)}
        cued.update(at + 1 for at in text.where(_cues_before()))
        cued.update(at - 1 for at in text.where(_tails_of_given()))
        cued.update(self.states)
        cued.update(self.around.paragraphs)
        # An ordinary word begins a name only in quotes, or where the words after it can only be a name's.
        strange = set(text.which(_STRANGE))
        strange.update(at + 1 for at in text.where(QUOTES))
        strange.update(at - back for at in text.where(_tails()) for back in (1, 2))
        return sorted(at for at in (cued & strange).union(text.which(_OPENING_NAMES)) if 0 <= at < len(text))

    def name_at(self, at: int) -> tuple[NameMention | None, Span] | None:
        """The name whose titles or first word stand at ``at``, with the tokens that it takes up.

        The name is None where the words name a place or a holy person.
        """
        if self.text.kinds[at] != WORD:
            return None
        if self.keys[at] in listed("foreign_surnames"):
            return NameMention(at, at, False), Span(at, at)
        if self.keys[at] in listed("foreign_given") and self.text.key_at(at + 1) in listed("foreign_surnames"):
            return NameMention(at, at + 1, True), Span(at, at + 1)
        if self.keys[at] + self.text.key_at(at + 1) in listed("whole_names") and self.around.goes_on(at):
            return NameMention(at, at + 1, True), Span(at, at + 1)
        first = self._after_titles(at)
        if (
            first > at
            and self.text.key_at(first) in surname_tails()
            and self.keys[first - 1] in listed("apart_prefixes")
        ):
            first -= 1  # «آقای حاجی پور»
        titled = first > at
        if first >= len(self.text) or (titled and not self.around.follows(at, first)):
            return None
        begun = first
        while self.keys[begun] in listed("lords") and self.around.goes_on(begun):
            begun += 1
        if not titled and self._is_idiom(first):
            return None
        name, rule = None, "given names and surnames that are listed or built like listed ones"
        if self._given_end(begun) >= begun or begun > first:
            name = self._full(first, begun, titled)
        if name is None and titled:
            name, rule = self._titled(first), "after a title"
        if name is None and not titled:
            tries = ((look(first), rule) for look, rule in self.looks)
            name, rule = next(((found, rule) for found, rule in tries if found is not None), (None, rule))
        if name is None:
            return None
        if self._is_no_person(at, name):
            because("name", name, None, "of a place, of a holy person, or of who made the article")
            return None, Span(at, name.last)
        if asked():
            titles = [Span(at, first - 1)] if titled else []
            because("name", name, self.text.words(name[:2]), rule, titles, self._parts(name))
        return name, Span(at, name.last)

    def _parts(self, name: NameMention) -> Iterator[Considered]:
        """What is known about each word of a name."""
        for at in range(name.first, name.last + 1):
            word = self.keys[at]
            given = "given_names" if is_sure_given(word) else "ambiguous_given_names" if is_given(word) else ""
            surname = "surnames" if word in listed_surnames() else ""
            says = "given name" if given else _SHAPES[self.around.shape(at)]
            yield Considered(at, at, given or surname, says, at - name.first)

    def _is_idiom(self, first: int) -> bool:
        """Whether a given name begins words that are none: «حسن تفاهم», «دولت سیزدهم», «پیام محمد کریمی»."""
        word, following = self.keys[first], self.text.key_at(first + 1)
        if word in listed("rarely_given") or word + following in listed("no_names"):
            return True
        if first and self.around.goes_on(first - 1) and self.keys[first - 1] + word in listed("common_pairs"):
            return True  # «قاچاق در مناطق آزاد رحمانی را نگران کرد»
        if word not in listed("messages") or not self.around.follows(first, first + 2):
            return False
        return is_sure_given(following) or following in foreign_given_names()  # «پیام یلنا پاخومووا»

    # --- parts -----------------------------------------------------------------------------------------

    def _after_titles(self, at: int) -> int:
        """The token after the titles that begin at ``at``."""
        titles, openings = listed("titles"), title_openings()
        for _ in range(_MOST_TITLES):
            if at >= len(self.keys):
                break
            joined, end = self.keys[at], at
            after = at + 1 if joined in titles else at
            while joined in openings and end - at + 1 < LONGEST_TITLE and self.around.goes_on(end):
                end += 1
                joined += self.keys[end]
                if joined in titles:
                    after = end + 1
            if after == at:
                break
            at = after
        return at

    def _full(self, first: int, begun: int, titled: bool) -> NameMention | None:
        """Given names and surnames; ``begun`` is the first given name."""
        sure = titled or begun > first or self.keys[begun] != without_lord(self.keys[begun])
        if (given := self._given_end(begun)) >= begun:
            sure = sure or given > begun or is_sure_given(without_lord(self.keys[begun]))
            while given - begun + 1 < LONGEST_GIVEN and self.around.goes_on(given) and is_given(self.keys[given + 1]):
                if self.text.key_at(given + 2) in listed("given_tails"):
                    break  # «ناهید تاج الدین»
                given += 1
        elif (
            begun > first
            and self.around.goes_on(begun)
            and Shape.NONE < self.around.shape(begun) < Shape.SURE
            and self._surname(begun + 1, first)[1] == Shape.SURE
        ):
            given = begun  # «سید کامل تقوی نژاد»
        if (last := self._patronymic(given)) > given:
            return NameMention(first, last, True)
        follows = given < begun or self.around.goes_on(given)
        last, shape = self._surname(given + 1, first) if follows else (given, Shape.NONE)
        if last == given and given > begun:
            # «حسن کریم گفت»: the last of several given names is the surname.
            shape = surname_shape(self.keys[given])
            opens = sure and self.around.opens_clause(first, given)  # «حمید نجف در گفت‌وگو …»
            if shape < Shape.SURE and not (titled or opens or self.around.is_cued(first, given)):
                return None
            if not sure and self._is_phrase(first, given):
                return None
            return NameMention(first, given, True)
        if last <= given:
            return None
        runs = ("".join(self.keys[first : end + 1]) for end in range(first + 1, last + 1))
        if not titled and any(run in keys_of("phrases.toml", "portfolios") for run in runs):
            return None  # «جهاد کشاورزی شادگان»
        if given == begun == first and self.keys[last] in surname_tails() and last == given + 1:
            # «ملک زاده»: a given name and a suffix are one surname.
            return NameMention(first, last, False) if titled else None
        if shape == Shape.SURE or (sure and shape == Shape.UNKNOWN and self.around.is_bounded(last)):
            accepted = True
        else:
            accepted = self.around.is_cued(first, last) or (sure and self.around.opens_clause(first, last))
            bounded = self.around.is_bounded(last) or self.text.key_at(last + 1) in listed("times")
            accepted = accepted or ((bounded or (sure and shape == Shape.UNKNOWN)) and self.around.speaks(first, last))
        plain = is_of_name(self.keys[given + 1]) and self.around.is_bounded(last) and self.text.key_at(first - 1) != "و"
        if not sure and shape == Shape.SURE and not plain:
            accepted = self.around.is_cued(first, last) or self.around.speaks(first, last)
        ended = self.text.key_at(last + 1) in COMMAS and self.text.key_at(first - 1) not in listed("name_ends")
        accepted = accepted or (
            titled and sure and given >= begun and last == given + 1 and ended
        )  # «سرگرد بهمن باستی،»
        if not sure and self._is_phrase(first, last):
            accepted = False
        if accepted and shape == Shape.UNKNOWN and not titled and self.around.is_of_verb(last):
            accepted = False
        return NameMention(first, last, given >= begun) if accepted else None

    def _given_end(self, at: int) -> int:
        """The last token of the given name at a token, which may be written in two («روح الله»); before it if none."""
        word, following = self.keys[at], self.text.key_at(at + 1)
        son = following in listed("sons") and self.around.follows(at, at + 2) and is_given(self.keys[at + 2])
        if son and self.around.shape(at) >= Shape.UNKNOWN:
            return at  # «سلطان بن سلمان»
        parted = (following in listed("given_tails") or word in listed("given_heads")) and self.around.goes_on(at)
        if parted and is_given(word + following):
            return at + 1
        return at if is_given(without_lord(word)) else at - 1

    def _patronymic(self, given: int) -> int:
        """The end of «بن سلمان», «بن زاید آل نهیان» after a given name; the given name itself where none follows."""
        last = given
        while (
            self.around.goes_on(last) and self.keys[last + 1] in listed("patronymics") and self.around.goes_on(last + 1)
        ):
            last += 2
        if last > given and self.around.goes_on(last) and self.keys[last + 1].startswith("ال"):
            return last + (self.around.shape(last + 1) >= Shape.UNKNOWN)  # «احمد بن حمد الخلیلی»
        return last

    def _titled(self, first: int) -> NameMention | None:
        """A surname, or an unlisted given name and a surname, after a title."""
        last, shape = self._surname(first)
        if last < first or shape < Shape.UNKNOWN or (last == first and self.keys[first] in surname_tails()):
            return None
        if last == first and self.keys[first] in listed("some_age") and self.text.key_at(first + 1) == "که":
            return None  # «خانم میانسالی که …»
        # «ناخدا ئارام رئیسی»: a given name that no list has, and a surname.
        full = last > first and self.around.shape(first) < Shape.SURE and self.keys[last] not in surname_tails()
        return NameMention(first, last, full)

    def _cued(self, first: int) -> NameMention | None:
        """Two or three words no lexicon knows, in quotes or dashes beside a role."""
        before = self.text.key_at(first - 1)
        if not (before in _OPENING or first == self.text.sentence(first).first or before in ("و", "که", "گفته")):
            return None
        last = first
        while self.around.goes_on(last) and last - first < LONGEST_FOREIGN and self._is_strange(last + 1):
            last += 1
        after = self.text.key_at(last + 1)
        quoted = before in QUOTES and after in QUOTES
        foreign = quoted and self.keys[first] in listed("foreign_given")  # «"تیم کوک" مدیرعامل …»
        if last == first or not (foreign or self._is_strange(first)) or not self.around.has_role_after(last):
            return None
        if not quoted and self._begins_later(first, last + 1):
            return None
        # Quotes, dashes and brackets set a name apart; elsewhere its surname has to be sure.
        apart = bool(after) and after in _CLOSING and after != "،"
        return NameMention(first, last, True) if apart or self.around.shape(last) == Shape.SURE else None

    def _parted(self, first: int) -> NameMention | None:
        """A given name that no list has and a surname, between commas after an office: «رئیس …، گلی بختیارپور، …»."""
        if self.text.key_at(first - 1) not in COMMAS or self.around.shape(first) < Shape.UNKNOWN:
            return None
        if not self.around.goes_on(first) or self.terms.first(first, "bodies") is not None:
            return None
        last, shape = self._surname(first + 1)
        parted = last > first and shape == Shape.SURE and self.around.is_parted(first, last)
        return NameMention(first, last, True) if parted else None

    def _apposed(self, first: int) -> NameMention | None:
        """Words no lexicon knows before «، وزیر …» or «، تحلیلگر …», at the head of a sentence or after a cue.

        One word alone needs the shape of a surname, or an office of state after it («بایدن، رئیس‌جمهور آمریکا»).
        """
        if not self._may_be_apposed(first):
            return None
        last = first - 1
        while (
            last - first < LONGEST_FOREIGN
            and (last < first or self.around.goes_on(last))
            and self._is_strange(last + 1)
        ):
            last += 1
        named = self._is_called(first)
        if last < first or (named and last == first):
            return None
        if self._begins_later(first, last):
            return None
        if named:
            return NameMention(first, last, True) if self.around.is_bounded(last) else None
        sign = self.text.key_at(last + 1)
        beside = self.terms.first(last + 1, "roles") if last > first and self.around.goes_on(last) else None
        if beside is not None and not beside.plural and self._may_be_foreign(first, last):
            return NameMention(first, last, True)  # «جیمی کارتر رئیس‌جمهور …»
        role = self.terms.first(last + 2, "roles")
        bracketed = sign == "(" and (role is None or (last == first and self.around.shape(first) < Shape.SURE))
        if sign not in DASHES or bracketed or "\n" in self.text.gap(last + 1):
            return None
        if role is None and (last == first or self.text.key_at(last + 2) not in listed("occupations")):
            return None
        if role is not None and role.plural:
            return None
        if last > first:
            return NameMention(first, last, True)
        word = self.keys[first]
        if is_given(word) or self.text.sentence(first).last - first < _SHORTEST_CLAUSE:
            return None
        state = role is not None and bool(role.data.get("places"))
        if (
            sign in _RULES
            and self.around.shape(first) == Shape.UNKNOWN
            and not word.endswith(tuple(listed("adverb_endings")))
        ):
            return NameMention(first, first, False)  # «به گزارش ایسنا، پیروزبخت - رئیس …»
        sure = self.around.shape(first) == Shape.SURE or (word.endswith("ی") and len(word) > 3)
        return NameMention(first, first, False) if state or sure or word in listed("surnames_too") else None

    def _may_be_foreign(self, first: int, last: int) -> bool:
        """Whether words right before an office are a foreigner's name: by the given name, or by the other's ending."""
        known = self.keys[first] in listed("foreign_given") or self.keys[first] in foreign_given_names()
        return known or (last == first + 1 and self._is_foreign(first))

    def _begins_later(self, first: int, end: int) -> bool:
        """Whether a given name stands inside a run of words that no lexicon knows: the name begins with it."""
        if self.keys[first] in listed("foreign_given"):
            return False  # «ژان مارک …»
        given = is_sure_given if is_given(self.keys[first]) else is_given
        return any(given(self.keys[at]) or self.keys[at] in listed("foreign_given") for at in range(first + 1, end))

    def _beside_office(self, first: int) -> NameMention | None:
        """A surname alone right before an office: «با حضور صادقی‌فر معاون وزیر کار»."""
        word = self.keys[first]
        if is_given(word) or word in common_words() or word in listed("not_alone"):
            return None
        in_court = self.text.key_at(first - 1) in listed("in_court")
        if not in_court and not self._may_stand_alone(first):
            return None
        last, shape = self._surname(first)
        if in_court:
            return NameMention(first, last, False) if shape == Shape.SURE else None
        if shape == Shape.UNKNOWN and self._is_foreign(first):
            last, shape = first + 1, Shape.SURE
        if shape == Shape.UNKNOWN and last == first and self._is_in_list(first):
            shape = Shape.SURE
        role = self.terms.first(last + 1, "roles") if last >= first and self.around.goes_on(last) else None
        if shape < Shape.SURE or role is None or role.plural or not self.around.goes_on(role.last):
            return None
        after = self.keys[role.last + 1]
        if role.data.get("weak") and (after in listed("name_ends") or is_finite_verb(after)):
            return None
        return NameMention(first, last, last > first and not is_surname(self.keys[first]))

    def _of_state(self, first: int) -> NameMention | None:
        """A surname right behind an office of state: «نخست‌وزیر مهرآذر»."""
        office = self.states.get(first)
        if office is None or not self.around.goes_on(first - 1) or office.first - 2 <= self.around.last_name >= 0:
            return None
        word = self.keys[first]
        plain = is_given(word) or word in listed("not_alone") or word.removesuffix("ی") in place_words()
        plain = plain or word not in listed_surnames() or self.text.key_at(first + 1) in place_words()
        last, shape = self._surname(first)
        # «رئیس‌جمهور کریمی را دید», «رئیس‌جمهور امیدی به توافق ندارد»
        plain = plain or self.text.key_at(last + 1) in ("را", "به")
        return NameMention(first, last, False) if shape == Shape.SURE and not plain else None

    def _is_foreign(self, first: int) -> bool:
        """Whether a word that no lexicon knows and a foreign surname follow each other: «با آرتاک سرکیسیان معاون»."""
        second = self.keys[first + 1] if self.around.goes_on(first) else ""
        built = len(second) > 4 and second.endswith(tuple(listed("foreign_endings")))
        return built and self.around.shape(first + 1) >= Shape.UNKNOWN and self.around.has_role_after(first + 1)

    def _is_in_list(self, first: int) -> bool:
        """Whether a word is built like a surname and an office and a comma stand before it: «… شورا، اسبقیان مدیر»."""
        listed_here = self.text.key_at(first - 1) in COMMAS and self.around.ends_office(first)
        return listed_here and self.keys[first].endswith("یان")

    def _may_stand_alone(self, first: int) -> bool:
        """Whether the word before leaves a surname without given name to itself: a sign, a verb, a word of grammar."""
        if first == self.text.sentence(first).first or self.text.kinds[first - 1] == SIGN:
            return True
        before = self.keys[first - 1]
        tables = ("not_subjects_after", "name_ends", "events", "apposition_cues", "orders")
        if is_construct_plural(self.text, first - 1):
            return True  # «تلاش‌های لقمانی سرپرست …»
        return is_finite_verb(before) or any(before in listed(table) for table in tables)

    def _reported(self, first: int) -> NameMention | None:
        """A listed surname alone that speaks after «به گزارش ایرنا،»: «به گزارش ایرنا، مهرآذر با بیان …»."""
        word = self.keys[first]
        plain = is_given(word) or word in common_words() or word in listed("not_alone")
        if plain or self.text.key_at(first - 1) not in COMMAS or self.around.shape(first) < Shape.SURE:
            return None
        following = self.text.key_at(first + 1) in listed("name_ends") or self.around.says(first + 1)
        return NameMention(first, first, False) if following and self.around.speaks(first, first) else None

    def _heading(self, first: int) -> NameMention | None:
        """A listed surname alone that speaks at the head of a paragraph: «مهرآذر با بیان …», «مهرآذر گفت»."""
        word = self.keys[first]
        plain = is_given(word) or word in common_words() or word in listed("not_alone") or word in place_words()
        if plain or first not in self.around.paragraphs or word not in listed_surnames():
            return None
        following = self.keys[first + 1 : first + 3] if self.around.goes_on(first) else ()
        telling = "با" in following[:1] and not listed("telling_nouns").isdisjoint(following)
        speaks = (telling or self.around.says(first + 1)) and self.around.speaks(first, first)
        return NameMention(first, first, False) if speaks else None

    def _in_latin(self, first: int) -> NameMention | None:
        """Words that brackets repeat in Latin letters before an office: «"توماس وب" (Thomas Webb)، مدیر».

        Without quotes they stand where a name may begin, and no lexicon knows them.
        """
        quoted = self.text.key_at(first - 1) in QUOTES
        if not quoted and not self._may_be_apposed(first):
            return None
        last = first
        while self.around.goes_on(last) and last - first < LONGEST_SURNAME:
            last += 1
        closed = self.text.key_at(last + 1) in QUOTES
        end = after_latin(self.text, last + 1 + closed) if closed == quoted else None
        if last == first or end is None or self.terms.first(first, "bodies") is not None:
            return None
        strange = quoted or all(self._is_strange(at) for at in range(first, last + 1))
        return NameMention(first, last, True) if strange and self.around.has_role_after(end) else None

    def _may_be_apposed(self, first: int) -> bool:
        """Whether a name that no lexicon knows may begin: at the head, after «به گزارش X،» or after a cue."""
        sentence = self.text.sentence(first)
        if first == sentence.first or first in self.around.paragraphs or self._is_called(first):
            return True
        if self.keys[first] in listed("foreign_given") or self.keys[first - 1] in ":؛" or self._is_numbered(first):
            return True
        if has_ending(self.keys[first]) and self._may_stand_alone(first) and self.text.kinds[first - 1] == WORD:
            return True  # «پیش از این مهرآذرزاده، معاون …»
        if self.keys[first - 1] in COMMAS:
            return self.around.is_reported(first) or (
                first - sentence.first <= _FARTHEST_CUE and self.keys[first - 2] in listed("apposition_cues")
            )
        return self.keys[first - 1] in listed("apposition_cues")

    def _is_numbered(self, first: int) -> bool:
        """Whether the number of a list stands before: «۱- توماس وب، رئیس …»."""
        return self.keys[first - 1] in _RULES and first > 1 and self.text.kinds[first - 2] == NUMBER

    def _is_called(self, first: int) -> bool:
        """Whether «باغداری به نام» stands before: what follows is a name."""
        if self.text.key_at(first - 1) != "نام" or self.text.key_at(first - 2) != "به":
            return False
        before = self.keys[max(0, first - 5) : first - 2]
        return any(word in listed("occupations") or word.removesuffix("ی") in listed("occupations") for word in before)

    def _is_strange(self, at: int) -> bool:
        """Whether a word may be part of a name that no lexicon knows."""
        word = self.keys[at]
        if word in listed("surnames_too") and self.around.has_role_after(at):
            return True
        before_tail = self.around.goes_on(at) and self.keys[at + 1] in surname_tails()
        if word in surname_tails() or (before_tail and word not in listed("name_ends")):
            return True  # «شیخ زاده»
        plain = ("events", "crowds", "titles", "apposition_cues")
        if word.isdigit() or any(word in listed(table) for table in plain):
            return False
        return self.around.shape(at) >= Shape.UNKNOWN or is_sure_given(word) or _is_short(word)

    def _surname(self, at: int, first: int | None = None) -> tuple[int, Shape]:
        """The last token of the surname that begins at ``at``, and how sure it is; before ``at`` if there is none.

        The whole name begins at ``first``, or with the surname.
        """
        first = at if first is None else first
        if at >= len(self.keys) or self.text.kinds[at] != WORD:
            return at - 1, Shape.NONE
        shape = self.around.shape(at)
        last = at
        following = self.keys[at + 1] if self.around.goes_on(at) else ""
        titled = self.keys[at] + following in listed("titles")
        if shape != Shape.NONE and following in listed("given_tails") and not titled:
            return at + 1, Shape.SURE  # «تاج الدین»
        if first < at and self.keys[at] in listed("apart_prefixes") and following:
            further = is_given(following) and self.around.goes_on(at + 1)
            if further and self.around.shape(at + 2) == Shape.SURE:
                return at + 2, Shape.SURE  # «میر محمد صادقی»
            second = self.around.shape(at + 1)
            built = second >= Shape.UNKNOWN or (second == Shape.WORD and following.endswith("ی"))
            if is_given(following) or second == Shape.SURE or (built and self.around.is_bounded(at + 1)):
                return at + 1, Shape.SURE  # «حاجی صادقی», «پاک طینت»
        ends = following in listed("name_ends") and self.around.has_role_after(at + 1)
        if first < at and ends and self.keys[at] + following in listed_surnames():
            return at + 1, Shape.SURE  # «جواد نیک بین نماینده …»
        if first < at and (end := self._run_to_office(at)) is not None:
            return end, Shape.SURE
        if shape == Shape.NONE and not (self.around.goes_on(at) and self.keys[at + 1] in surname_tails()):
            return at - 1, shape
        while last - at + 1 < LONGEST_SURNAME and self.around.goes_on(last):
            following = self.keys[last + 1]
            if following in surname_tails() or following in listed("lords"):
                shape = Shape.SURE
            elif following in listed("apart_prefixes") and first < at and self.text.key_at(last + 2) in COMMAS:
                pass  # «یوسفیان ملا»
            elif not self._may_go_on(first, at, last + 1, shape):
                break
            last += 1
        return last, shape

    def _run_to_office(self, at: int) -> int | None:
        """The end of a surname of several words that no lexicon knows, between a given name and an office."""
        if not is_sure_given(without_lord(self.text.key_at(at - 1))):
            return None
        last, words = at, 0
        while self.around.shape(last) >= Shape.WORD:
            words += self.around.shape(last) == Shape.WORD
            role = self.terms.first(last + 1, "roles") if self.around.goes_on(last) else None
            if role is not None:
                return last if last > at and words < last - at + 1 and not role.plural else None
            if not self.around.goes_on(last) or last - at + 1 == LONGEST_SURNAME:
                return None
            last += 1
        return None

    def _may_go_on(self, name: int, first: int, at: int, shape: Shape) -> bool:
        """Whether a word after a surname of a shape is a further part of it; the whole name begins at ``name``."""
        further = self.around.shape(at)
        if further == Shape.NONE:
            return False
        if self.around.is_cued(first, at):
            return True
        if self.around.is_of_verb(at):
            return False
        of_place = self.keys[at] in place_words() or self.keys[at].removesuffix("ی") in place_words()
        opens = (further > Shape.WORD or of_place) and name < first and self.around.opens_clause(name, at)
        opens = opens and self.text.key_at(at + 1) != "را"  # «علی رضایی گیلان را ترک کرد»
        if opens and (name in self.around.paragraphs or self.around.speaks(name, at)):
            return True  # «علی بابایی کارنامی در گفت‌وگو با …»
        # A word that no lexicon knows may be any noun: only a sign or a verb of saying after it makes it a surname.
        plain = further == Shape.UNKNOWN and self.around.goes_on(at) and not self.around.is_saying(at + 1)
        return min(shape, further) > Shape.WORD and not plain and self.around.is_bounded(at)

    # --- what is no name -------------------------------------------------------------------------------

    def _is_phrase(self, first: int, last: int) -> bool:
        """Whether common words and a role right after them are one phrase («پیام آدینه نماینده مردم»)."""
        role = self.terms.first(last + 1, "roles") if self.around.goes_on(last) else None
        if role is None or self.around.speaks(first, last):
            return False
        if self.keys[first] not in listed("governing_names"):
            return self.around.shape(last) < Shape.UNKNOWN  # «هدف تحقق دستور وزیر»
        return surname_shape(self.keys[last]) < Shape.SURE or is_given(self.keys[last])

    def _is_no_person(self, at: int, name: NameMention) -> bool:
        """Whether what looks like a name is a holy person's, a place's or a byline's."""
        if name.first in self.bylines or is_in_dateline(self.text, name):
            return True
        before = self.keys[at - 1] if at else ""
        if before in listed("saints") or (before == "الله" and name.first == at):
            return True
        if before == "نام" and self.text.key_at(at - 2) == "به":
            # «شرکتی به نام ستاره بندر»
            return self.text.key_at(at - 3).removesuffix("ی") in listed("monuments")
        after = name.last + 1
        if after + 1 < len(self.keys) and self.keys[after] == "(" and self.keys[after + 1] in listed("saintly"):
            return True
        if before in listed("monuments") and self.text.gap(at) and "\n" not in self.text.gap(at):
            verb = self.terms.first(after, "verbs")
            return name.first > at or verb is None
        return False


def _surnames_again(text: Text, terms: Terms, names: list[NameMention], taken: bytearray) -> Iterator[NameMention]:
    """Surnames of the names already read that stand alone."""
    known: set[str] = set()
    for name in names:
        surname = name_parts(text, name)[1]
        known.add("".join(surname))
        if len(surname) > 1:
            known.update(word for word in (surname[0], surname[-1]) if word not in surname_tails() and len(word) > 2)
    known.discard("")
    beginnings = {surname[:end] for surname in known for end in range(1, len(surname) + 1)}
    keys, free = text.keys, 0
    for at in text.where(beginnings):
        if at < free or taken[at] or text.kinds[at] != WORD:
            continue
        for last in range(min(at + LONGEST_SURNAME, len(text)) - 1, at - 1, -1):
            joined = "".join(keys[at : last + 1])
            if joined in known and not any(taken[at : last + 1]) and _stands_alone(text, terms, at, last):
                # «ایمان لقمانی»: an everyday word that is a given name as well, before a surname known from elsewhere
                given = at and text.kinds[at - 1] == WORD and text.adjoining[at] and not taken[at - 1]
                full = bool(given) and is_surname(keys[last]) and _may_be_given(keys[at - 1])
                yield NameMention(at - full, last, full)
                free = last + 1
                break


def _stands_alone(text: Text, terms: Terms, at: int, last: int) -> bool:
    """Whether a surname is a person here: not an adjective after a noun («تعاونگران گیلانی»)."""
    if any(text.kinds[token] != WORD for token in range(at, last + 1)):
        return False
    if at == text.sentence(at).first or text.kinds[at - 1] in (SIGN, NUMBER):
        return True
    before = text.keys[at - 1]
    if text.keys[last] in place_words() and before in keys_of("phrases.toml", "before_places"):
        return False  # «محمد باقری بناب، نماینده مردم بناب»
    if before in listed("name_ends") or before in listed("titles") or is_finite_verb(before):
        return True
    if any(term.last == at - 1 for first in range(max(0, at - 3), at) for term in terms.at(first, "verbs")):
        return True
    verb = terms.first(last + 1, "verbs")
    if verb is not None and verb.data["kind"] in ("say", "noun", "reached"):
        return True
    word = "".join(text.keys[at : last + 1])
    return word not in common_words() and not word.endswith("ی")


def _may_be_given(word: str) -> bool:
    """Whether a word before a surname known from elsewhere is a given name, and governs no name («دولت», «پیام»)."""
    return is_given(word) and not any(
        word in listed(table) for table in ("governing_names", "messages", "rarely_given")
    )


_OPENING_TABLES = ("given_heads", "foreign_surnames", "foreign_given")
"""Words that begin a name and are no given names by themselves."""


def _may_open(word: str) -> bool:
    return may_begin_name(word) or any(word in listed(table) for table in _OPENING_TABLES)


@lru_cache(maxsize=1 << 15)
def _is_short(word: str) -> bool:
    """Whether a word of two letters is none that lexicons know: of foreign names («اولی رن»)."""
    known = word in common_words() or word in load().words or word in load().forms
    return len(word) == _SHORTEST_NAME and not known and word not in listed("name_ends") and not word.isdigit()


def _is_strange(word: str) -> bool:
    return surname_shape(word) >= Shape.UNKNOWN or word in listed("surnames_too") | surname_tails() or _is_short(word)


_OPENING_NAMES = Memo(_may_open)
"""Whether a name or its titles may begin with a word wherever it stands."""
_STRANGE = Memo(_is_strange)
"""Whether a word may be a name where the words around it say so: a surname, or no word that lexicons know."""


@cache
def _cues_before() -> frozenset[str]:
    return listed("in_court") | {"نام", "،"}


@cache
def _tails_of_given() -> frozenset[str]:
    return listed("given_tails") | listed("patronymics")


@cache
def _tails() -> frozenset[str]:
    """Words that make a name of whatever stands before them."""
    return surname_tails() | listed("lords") | _tails_of_given()
