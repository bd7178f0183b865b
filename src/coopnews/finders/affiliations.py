"""What follows the head word of an office: portfolio, body and place, and whether that names anything definite."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from coopnews.finders.phrases import fixed_end, is_construct_plural, ordinal_adjectives, phrase_end
from coopnews.finders.places import is_doubtful, place_at
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import key, keys_of, load
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, SIGN, WORD
from coopnews.verbs import is_finite_verb, is_light_verb, is_participle

_COMMAS = frozenset("،,٬")
_MOST_FIELDS = 3
_LONGEST_KIND = 2
"""Words that say no more than what kind of gathering it is («جشنواره فیلم»)."""
_MOST_NESTED = 6
"""Offices in the affiliations of one another that are read («معاون دفتر معاون … وزیر» has three)."""
_PLURALS = ("کنندگان", "ندگان", "ان", "ها", "های")


def find_affiliation(text: Text, terms: Terms, at: int, role: Term, *, limit: int) -> Span | None:
    """The affiliation that begins at a token after a role, or None where something else stands there.

    >>> text = Text("معاون هماهنگی امور اقتصادی استاندار یزد گفت")
    >>> terms = Terms(text)
    >>> role = terms.first(0, "roles")
    >>> text.quote(find_affiliation(text, terms, 1, role, limit=len(text) - 1))
    'هماهنگی امور اقتصادی استاندار یزد'
    """
    return _Reader(text, terms, role.data, min(limit, text.sentence(role.first).last)).read(at, plural=role.plural)


def is_definite(text: Text, terms: Terms, span: Span, role: Mapping[str, Any]) -> bool:
    """Whether an affiliation tells one body, place or portfolio from others («اتاق تعاون ایران», not «جلسه»)."""
    words = text.keys[_past_ordinal(text, span) : span.last + 1]
    if words[0] in _words("unique_bodies") or (role.get("within") and words[0] in _words("constituents")):
        return True
    if any(place_at(terms, at) is not None for at in range(span.first, span.last + 1)):
        return True
    quoted = text.key_at(span.first - 1) in ("«", '"')
    if quoted or any(word in "«\"'" or word in _words("foreign_surnames") for word in words):
        return True
    if words[0] in _words("gatherings") and len(words) > _LONGEST_KIND:
        return True  # «دبیر جشنواره فیلم فجر»
    inner = (terms.first(at, "roles") for at in range(span.first, span.last + 1))
    if any(term is not None and not term.data.get("weak") and term.last <= span.last for term in inner):
        return True
    if len(words) == 1:
        body = terms.first(span.first, "bodies")
        return body is not None and body.data.get("part") == "name"
    if (end := fixed_end(text, span.first, span.last, "portfolios")) is not None and end > span.first:
        return True
    return any(terms.first(at, "bodies") is not None for at in range(span.first, span.last + 1))


class _Reader:
    """Reads the affiliation of one office."""

    def __init__(self, text: Text, terms: Terms, role: Mapping[str, Any], limit: int, depth: int = 0) -> None:
        self.text, self.terms, self.role, self.limit, self.depth = text, terms, role, limit, depth
        self.plural = False

    def read(self, at: int, *, plural: bool) -> Span | None:
        if self.role.get("within") and self._is_posted(at) and self._is_affairs(at + 1):
            at += 1  # «وزیر مشاور در امور خاورمیانه»
        first, self.plural = at, plural
        if plural and at < self.limit and self._is_counted(at):
            return Span(at, at + 1)
        if not self._may_begin(first) or (self._name() == "رهبر" and self.role.get("bare")):
            return None
        if (closed := self._closed(first)) is not None:
            return Span(first, self._list(first, closed, plural=plural) if plural else closed)
        last = self._phrase(first)
        if last < first:
            return None
        last = self._of_branch(first, last)
        last = self._list(first, last, plural=plural)
        last = self._pair(last)
        last = self._wide(first, last)
        last = self._within(first, last)
        while (
            last > first
            and not self._is_described(last)
            and fixed_end(self.text, last - 1, last, "compounds") != last
            and (is_state(self.text.keys[last]) or self.text.keys[last] in _words("not_subjects_after"))
            and self.text.keys[last - 1] != "و"
        ):
            last -= 1
        if self.text.quote((first, last)).count("«") > self.text.quote((first, last)).count("»"):
            last += last < self.limit and self.text.keys[last + 1] == "»"
        if last > first and self.text.keys[first] in '«"':
            first, last = first + 1, last - (self.text.keys[last] in '»"')  # «مدیر "کمیسیون ارتباطات"»
        if plural and (self._is_of_many(first, last) or self._is_of_plain_verb(first, last)):
            return None
        if first == last and self.role.get("placed") and self.text.keys[last].endswith("های"):
            return None
        if self.role.get("bare") and self.role.get("places") and self._is_described_place(first, last):
            first = last  # «رئیس‌جمهور کهنسال الجزایر»
        span = Span(first, last)
        if (self.role.get("places") or self.role.get("placed")) and not self._is_place(span):
            return None
        lone = first == last and self.text.key_at(first - 1) in _words("former")
        strict = self.role.get("fields") or lone or (plural and self.text.keys[at - 1].endswith("ا"))
        return None if strict and not self._is_field(span) else span

    def _of_branch(self, first: int, last: int) -> int:
        """The end of «شعبه کاشان بانک توسعه تعاون»: whose branch it is stands behind its place."""
        branch, house = self.terms.first(first, "bodies"), self.terms.first(last + 1, "bodies")
        if branch is None or house is None or last >= self.limit or not self.text.adjoining[last + 1]:
            return last
        if branch.data.get("part") != "subunit" or house.data.get("part") == "subunit" or house.plural:
            return last
        places = (place_at(self.terms, at) for at in range(first + 1, last + 1))
        placed = any(place is not None and place.last == last for place in places)
        return max(last, self._phrase(last + 1)) if placed else last

    def _is_of_plain_verb(self, first: int, last: int) -> bool:
        """Whether a single word belongs to the verb after it: «حقوق مدیرعاملان بالا می‌رفت»."""
        verb = is_finite_verb(self.text.key_at(last + 1)) and not self._is_said(last + 1)
        return first == last and verb and not self._is_field(Span(first, last))

    def _is_of_many(self, first: int, last: int) -> bool:
        """Whether an affiliation is many that are not told apart: «باشگاه‌های (حاضر در لیگ)», «شهرهای مختلف»."""
        if is_construct_plural(self.text, last):
            return True
        words = keys_of("body_words.toml", "generic") | keys_of("body_words.toml", "descriptive")
        vague = self.text.keys[last] in words - keys_of("phrases.toml", "last_words")
        return last == first + 1 and vague and is_construct_plural(self.text, first)

    def _is_counted(self, at: int) -> bool:
        """Whether a number of places stands at a token: «فرمانداران ده شهرستان»."""
        number = self.text.kinds[at] == NUMBER or self.text.keys[at] in keys_of("phrases.toml", "number_words")
        return number and self._is_general(at + 1)

    def _is_described(self, at: int) -> bool:
        """Whether a word belongs to the plural before it («شهرهای جدید»)."""
        return self.text.keys[at - 1].endswith("های")

    def _name(self) -> str:
        return str(self.role.get("role") or self.role["forms"][0])

    def _closed(self, first: int) -> int | None:
        """The end of an affiliation that only a place may follow: a minister's portfolio, «انقلاب», «مجلس»."""
        text, word = self.text, self.text.keys[first]
        if self.role.get("fields"):
            last = fixed_end(text, first, self.limit, "portfolios")
            if last is not None and not self.plural and self._placed(row := self._portfolios(last)) > row:
                last = row  # «وزیر اقتصاد، بازرگانی و صنعت ژاپن»
        elif word == "انقلاب" and self._name() == "رهبر":
            last = first + (text.key_at(first + 1) == "اسلامی")
        elif word in keys_of("words.toml", "parliaments") and text.key_at(first + 1) not in keys_of(
            "words.toml", "chambers"
        ):
            body = self.terms.first(first, "bodies")
            following = text.key_at(first + 1)
            known = body is not None and body.last > first
            last = None if known or following.endswith("م") or not self._is_nominal(first + 1) else first
        else:
            last = None
        return None if last is None else self._placed(last)

    def _is_nominal(self, at: int) -> bool:
        """Whether an everyday word stands at a token: neither sign nor grammar word nor place."""
        return (
            at <= self.limit
            and self.text.kinds[at] == WORD
            and self.text.keys[at] not in keys_of("phrases.toml", "stops")
            and place_at(self.terms, at) is None
        )

    def _placed(self, last: int) -> int:
        """The end of a place or country right after a token."""
        at = last + 1
        while at < self.limit and (
            self._is_general(at) or self.text.keys[at] == "اسلامی" or self.text.keys[at] in _words("states")
        ):
            at += 1
        if at < self.limit and self.text.keys[at] == "دولت":
            at += 1  # «وزیر امور خارجه دولت هند»
        if at <= self.limit and self.text.keys[at] in keys_of("place_words.toml", "foreign"):
            return at
        if (
            last + 2 <= self.limit
            and self.text.keys[last + 1] in _demonstratives()
            and self.text.keys[last + 2] == "کشور"
        ):
            return last + 2
        body = self.terms.first(at, "bodies") if at <= self.limit else None
        if body is not None and body.data["part"] == "name" and body.last <= self.limit:
            return body.last  # «وزیران نفت اوپک»
        place = place_at(self.terms, at) if at <= self.limit else None
        if place is None or place.last > self.limit or is_doubtful(self.text, place):
            return last
        return place.last

    def _is_place(self, span: Span) -> bool:
        """Whether an affiliation begins with a place, «کشور» and the like, or «این کشور»."""
        word = self.text.keys[span.first]
        if self._is_general(span.first) or word in _demonstratives() or word in keys_of("place_words.toml", "foreign"):
            return True
        if self._is_described_place(span.first, span.last):
            return True  # «استاندار آستراخان روسیه»
        return place_at(self.terms, span.first) is not None

    def _is_described_place(self, first: int, last: int) -> bool:
        """Whether a word that is neither place nor body stands before a place."""
        word = self.text.keys[first]
        if self._is_general(first) or word in _demonstratives() or word in keys_of("place_words.toml", "foreign"):
            return False
        known = place_at(self.terms, first) is not None or self.terms.first(first, "bodies") is not None
        return last == first + 1 and not known and place_at(self.terms, last) is not None

    def _is_general(self, at: int) -> bool:
        return self.text.keys[at] in keys_of("phrases.toml", "generals")

    def _is_field(self, span: Span) -> bool:
        """Whether an affiliation begins with a portfolio, a field, a place or a body."""
        at, word = span.first, self.text.keys[span.first]
        if place_at(self.terms, at) is not None or self.terms.first(at, "bodies") is not None:
            return True
        if word in keys_of("phrases.toml", "fields") or word in keys_of("phrases.toml", "generals"):
            return True
        return word in _demonstratives() or fixed_end(self.text, at, span.last, "portfolios") is not None

    def _may_begin(self, at: int) -> bool:
        text = self.text
        if at > self.limit or text.kinds[at] != WORD:
            return at < self.limit and text.keys[at] in "«\"'" and text.kinds[at + 1] == WORD
        word = text.keys[at]
        if self.role.get("under") and self._is_role(at):
            return True
        if word in _keys(tuple(self.role.get("of", ()))):
            return True  # «عضو ناظر شورای بورس»
        if word in _words("special"):
            return at < self.limit and text.kinds[at + 1] == WORD and not is_finite_verb(text.keys[at + 1])
        if word in _demonstratives():
            # «رئیس این اداره»
            known = self.terms.first(at + 1, "bodies") or text.key_at(at + 1) in keys_of("phrases.toml", "generals")
            return at < self.limit and (bool(known) or _is_bare_head(text.key_at(at + 1)))
        if self.role.get("within") and word in _words("constituents"):
            return True
        counted = _past_ordinal(text, Span(at, self.limit))
        if counted > at and (text.keys[counted] in _words("gatherings") or self.terms.at(counted, "bodies")):
            return True  # «دبیر دومین جشنواره …»
        if word in _words("firsts") and self.role.get("weak"):
            return at < self.limit and self._may_begin(at + 1)  # «دبیر نخستین جشنواره …»
        if self._is_of_verb(at) or word.endswith("ترین") or self._is_time(at):
            return False
        if word in keys_of("words.toml", "verbal_pasts") and (at == self.limit or text.kinds[at + 1] == SIGN):
            return False  # «با حضور دبیرکل پرداخت؛»
        if word == "بین" and text.key_at(at + 1).startswith("الملل"):
            return True
        if word in _words("no_affiliations") and not self.role.get("under"):
            return False
        if word in _words("affiliations_too") and not self._is_of_verb(at):
            return True
        if word + text.key_at(at + 1) in keys_of("phrases.toml", "fields"):
            return True
        if word == "و" or (word in keys_of("phrases.toml", "stops") and place_at(self.terms, at) is None):
            return False
        return not (is_finite_verb(word) or is_participle(word) or self._is_role(at)) and not self._is_said(at)

    def _phrase(self, first: int) -> int:
        """The end of one noun phrase, with the offices in it and the commas of its fields."""
        text, start = self.text, first
        while text.keys[start] in _words("special") | _demonstratives() | _words("firsts") and start < self.limit:
            start += 1
        start = _past_ordinal(text, Span(start, self.limit))
        if self.role.get("under") and (inner := self._inner(start)) is not None:
            return inner
        if text.key_at(start) + text.key_at(start + 1) in keys_of("phrases.toml", "inner_prepositions"):
            # «نظارت بر …», «مبارزه با …»
            start += 2
        elif text.key_at(start) + text.key_at(start + 1) in _words("boards"):
            start += 1
        last = phrase_end(text, self.terms, min(start, self.limit), limit=self.limit)
        pointed = last + 2 <= self.limit and text.keys[last + 1] in _demonstratives()
        if pointed and is_construct_plural(text, last) and text.keys[last + 2] not in keys_of("phrases.toml", "stops"):
            return last + 2  # «رسانه‌های این فدراسیون»
        last = self._fields(last)
        after = last + 1
        if (
            after < self.limit
            and last > first
            and text.keys[after] in _demonstratives()
            and not self.role.get("fields")
        ):
            head = self.terms.first(after + 1, "bodies")
            if _is_bare_head(text.keys[after + 1]) or (head is not None and head.data["part"] == "head"):
                return after + 1  # «مدیر امور تجاری این اتاق»
        if after <= self.limit and not self.role.get("fields") and self._is_state_body(after):
            return phrase_end(text, self.terms, after, limit=self.limit)  # «معاون میراث فرهنگی اداره کل …»
        if after <= self.limit and self._is_role(after) and text.keys[last] != "و":
            body = self.terms.first(first, "bodies")
            whole = body is not None and body.data["part"] == "name"  # «نمایندگان مجلس شورای اسلامی ناظران را …»
            nests = (self.role.get("under") and not whole) or text.keys[last] in _words("inner_offices")
            if nests and (inner := self._inner(after)) is not None:
                return inner
        if after < self.limit and text.keys[after] in _COMMAS and last - first < 2 and not self._has_place(first, last):
            # «مدیر تعاون، اداره کل تعاون …»: the field, then the body it belongs to.
            body = self.terms.first(after + 1, "bodies") if not self.plural else None
            if body is not None and body.data.get("kind") in ("office", "ministry", "organization", "organisation"):
                further = phrase_end(text, self.terms, after + 1, limit=self.limit)
                if further > body.last:
                    return further
        return last

    def _inner(self, at: int) -> int | None:
        """The end of an office that is part of the affiliation of another."""
        role = self.terms.first(at, "roles")
        if role is None or (role.plural and not self.plural) or role.last > self.limit:
            return None
        if self.depth == _MOST_NESTED:
            return role.last
        reader = _Reader(self.text, self.terms, role.data, self.limit, self.depth + 1)
        inner = reader.read(role.last + 1, plural=role.plural)
        return inner.last if inner is not None else role.last

    def _fields(self, last: int) -> int:
        """The end of a row of fields («سیاسی، امنیتی و اجتماعی استانداری»)."""
        text, at = self.text, last
        if not self._is_adjective(at):
            return last
        while at + 2 <= self.limit and text.keys[at + 1] in _COMMAS and self._is_adjective(at + 2):
            at += 2
        if at + 2 <= self.limit and text.keys[at + 1] == "و" and self._is_adjective(at + 2):
            end = phrase_end(text, self.terms, at + 2, limit=self.limit)
            return end if at > last or self._is_owner(end + 1) or end > at + 2 else last
        return at if at > last and self._is_owner(at + 1) else last

    def _is_owner(self, at: int) -> bool:
        """Whether the office or body that fields belong to stands at a token."""
        if at > self.limit:
            return False
        head = self.terms.first(at, "bodies")
        return bool(self.role.get("under") and self._is_role(at)) or (head is not None and head.data["part"] == "head")

    def _is_adjective(self, at: int) -> bool:
        """Whether a word may be one of a row of fields."""
        word = self.text.keys[at]
        if word in keys_of("phrases.toml", "fields"):
            return True
        if word in keys_of("phrases.toml", "stops"):
            return False
        return word.endswith("ی") and len(word) > 3 and place_at(self.terms, at) is None and not self._is_role(at)

    def _list(self, first: int, last: int, *, plural: bool) -> int:
        """The end of a list of places («مردم رشت، خمام و فومن») or, after a plural, of any two («کار و صمت»)."""
        text = self.text
        if plural and self.role.get("fields"):
            last = self._portfolios(last)
        body = self.terms.first(first, "bodies") if plural else None
        if body is not None and not body.plural and (row := self._row_of_bodies(last)) is not None:
            return row
        places = self._ends_with_place(first, last)
        at = last
        while at + 2 <= self.limit:
            sign, following = text.keys[at + 1], at + 2
            if sign != "و" and sign not in _COMMAS:
                break
            place = place_at(self.terms, following)
            if place is not None and place.last <= self.limit and (places or plural):
                at = place.last
                if sign == "و":
                    return self._branches(at)
                continue
            if plural and sign == "و" and not self._is_role(following) and self._may_begin(following):
                if text.keys[following] in _words("no_office_before") or text.kinds[following] != WORD:
                    break
                if not self._is_alike(last, following):
                    break
                return phrase_end(text, self.terms, following, limit=self.limit)
            break
        if self.text.keys[first] in _words("constituents") and (row := self._row_of_towns(last)) is not None:
            return row
        # Commas alone are no list, unless it goes on inside a parliament.
        if at > last and at + 2 <= self.limit and self._is_posted(at + 1) and self._is_parliament(at + 2):
            return at
        return last

    def _row_of_towns(self, last: int) -> int | None:
        """The end of a row of towns, known or not, before a parliament: «مردم خاش، نصرت‌آباد و کورین در مجلس»."""
        keys = self.text.keys
        while last + 2 <= self.limit and (keys[last + 1] == "و" or keys[last + 1] in _COMMAS):
            joined = keys[last + 1] == "و"
            place = place_at(self.terms, last + 2)
            last = last + 2 if place is None else place.last
            if self.text.kinds[last] != WORD:
                return None
            if joined and last + 2 <= self.limit:
                return last if self._is_posted(last + 1) and self._is_parliament(last + 2) else None
        return None

    def _row_of_bodies(self, last: int) -> int | None:
        """The end of a list of bodies after one («بانک مرکزی، استانداری یزد و اتحادیه …»); None where none is."""
        while last + 2 <= self.limit:
            sign, following = self.text.keys[last + 1], self.terms.first(last + 2, "bodies")
            joined = sign == "و"
            single = following is not None and not following.plural and following.data["part"] in ("head", "name")
            if following is None or not single or not (joined or sign in _COMMAS):
                return None
            last = phrase_end(self.text, self.terms, following.first, limit=self.limit)
            if joined:
                return last
        return None

    def _portfolios(self, last: int) -> int:
        """The end of a list of ministers' portfolios («وزرای نیرو، راه و شهرسازی و کشور»)."""
        while last + 2 <= self.limit and (self.text.keys[last + 1] == "و" or self.text.keys[last + 1] in _COMMAS):
            further = fixed_end(self.text, last + 2, self.limit, "portfolios")
            if further is None:
                break
            last = further
        return last

    def _is_alike(self, one: int, other: int) -> bool:
        """Whether «و» may join what follows to an affiliation («کار و صمت»), not «نمایندگان مجلس و سرمایه‌گذاران»."""
        words = self.text.keys[one], self.text.keys[other]
        if all(word.endswith(_PLURALS) for word in words) or (self._is_adjective(one) and self._is_adjective(other)):
            return True
        directions = keys_of("phrases.toml", "directions")
        if (
            self._is_affairs(other)
            or directions.issuperset(words)
            or words[1] in keys_of("place_words.toml", "foreign")
        ):
            return True
        return not words[1].endswith("ان") and self._is_field(Span(other, other))

    def _pair(self, last: int) -> int:
        """The end of two groups and what both belong to («نابینایان و کم‌بینایان کشور»)."""
        text, after = self.text, last + 2
        if after + 1 > self.limit or text.keys[last + 1] != "و" or text.kinds[after] != WORD:
            return last
        if text.keys[last].endswith(_PLURALS) and text.keys[after].endswith(_PLURALS) and not self._is_role(after):
            owner = self.terms.first(after + 1, "bodies")
            if owner is not None and owner.data["part"] in ("head", "name") and not owner.plural:
                return phrase_end(text, self.terms, after + 1, limit=self.limit)
        ending = next((ending for ending in _PLURALS if text.keys[last].endswith(ending)), None)
        if ending is None or not text.keys[after].endswith(ending) or text.keys[after] in _words("crowds"):
            return last
        if self._ends_with_place(last, last) or self._is_role(after):
            return last
        place = place_at(self.terms, after + 1)
        if place is not None:
            return min(place.last, self.limit)
        if text.keys[after + 1] in keys_of("phrases.toml", "last_words"):
            return phrase_end(text, self.terms, after + 1, limit=self.limit)
        return last

    def _wide(self, first: int, last: int) -> int:
        """The end of fields in a row before the body they belong to («بررسی‌های فنی و صدور پروانه سازمان …»)."""
        text, end, joined = self.text, last, False
        if self._has_place(first, last):
            return last
        for _ in range(_MOST_FIELDS):
            after = end + 2
            sign = text.key_at(end + 1)
            if after + 1 > self.limit or (sign != "و" and sign not in _COMMAS) or not self._may_widen(after):
                return last
            joined = joined or sign == "و"
            end = phrase_end(text, self.terms, after, limit=self.limit)
            if joined and self.role.get("under") and self._is_role(end + 1):
                inner = self._inner(end + 1)
                return last if inner is None else inner
            heads = [self.terms.first(at, "bodies") for at in range(after + 1, end + 1)]
            if joined and any(head is not None and head.data.get("part") in ("head", "name") for head in heads):
                return end
            if joined and self._ends_with_place(after + 1, end) and self.role.get("under"):
                return end
        return last

    def _may_widen(self, at: int) -> bool:
        """Whether a field may begin at a token: no body, no group of people, no grammar word."""
        word = self.text.keys[at]
        if (
            not self._may_begin(at)
            or self._is_role(at)
            or (self.terms.first(at, "bodies") is not None and not self._is_dealt_with(at))
            or (word.endswith(("ان", "ین")) and word[:-2] in load().words)
            or (word in keys_of("phrases.toml", "stops") and word not in _words("affiliations_too"))
        ):
            return False
        return not any(
            word in _words(table) for table in ("crowds", "no_office_before", "demonstratives", "occupations")
        )

    def _is_dealt_with(self, at: int) -> bool:
        """Whether an assembly right before an office is a field of its deputy: «معاون حقوقی و مجلس وزیر»."""
        head = self.terms.first(at, "bodies")
        return head is not None and head.data.get("needs") == "listed" and self._is_role(head.last + 1)

    def _branches(self, at: int) -> int:
        """What may close a list of places: «شهرستان‌های رشت و خمام استان گیلان»."""
        after = at + 1
        if after < self.limit and self._is_region(after):
            place = place_at(self.terms, after + 1)
            if place is not None:
                return place.last
        return at

    def _within(self, first: int, last: int) -> int:
        """The end of «در مجلس شورای اسلامی», «در استان یزد», «در امور زنان»."""
        text, after = self.text, last + 1
        if after >= self.limit or text.keys[after] not in keys_of("words.toml", "posted_at"):
            return last
        start = after + 1
        if self._is_region(start) and not self._has_place(first, last):
            place = place_at(self.terms, start + 1)
            if place is None or place.last > self.limit:
                return start if self.role.get("within") and text.keys[first] in _words("guardians") else last
            return place.last
        if text.kinds[start] != WORD:
            return last
        word = text.keys[start]
        own = text.keys[last] in keys_of("words.toml", "own_country")
        if self._is_branch(first) and (own or not self._has_place(first, last)):
            place = place_at(self.terms, start)
            return last if place is None or place.last > self.limit else place.last
        if self._is_parliament(start):
            body = self.terms.first(start, "bodies")
            return max(start, body.last) if body is not None and body.last <= self.limit else start
        if self._is_affairs(start) and any(self.role.get(mark) for mark in ("under", "within", "same")):
            return phrase_end(text, self.terms, start, limit=self.limit)
        body = self.terms.first(start, "bodies")
        if not self.role.get("within"):
            return self._at_body(start, body) or last
        follower = self.text.key_at(start + 1)
        alone = start < self.limit and (self.text.kinds[start + 1] == SIGN or follower in ("در", "با"))
        if alone and not self._is_event(start) and (follower not in ("در", "با") or self.role.get("abroad")):
            return start  # «سفیر ایران در مسکو)», «سرکنسول ایران در گوانجو در مراسم …»
        if (
            place_at(self.terms, start) is not None
            or word in keys_of("place_words.toml", "foreign")
            or word in _words("within_also")
            or (body is not None and (body.data["part"] == "name" or body.last > start))
        ):
            end = phrase_end(text, self.terms, start, limit=self.limit)
            return last if self._is_event(start) else end
        return last

    def _is_branch(self, first: int) -> bool:
        """Whether a part of a bank or fund that has many begins: «مدیر شعب پست بانک ایران در گیلان»."""
        if not self.role.get("weak"):
            return False
        body = self.terms.first(first, "bodies")
        funds = body is not None and body.data.get("kind") in ("bank", "fund")
        return funds or self.text.keys[first] in keys_of("words.toml", "branches")

    def _at_body(self, start: int, body: Term | None) -> int | None:
        """The end of the body where the head of a part works, before a verb of saying: «مدیر آمار در بانک گفت».

        Before a comma, too, if it is what somebody works at: «تحلیلگر بازار در شرکت کیان، …».
        """
        if body is None or body.plural or body.data["part"] not in ("head", "name") or not self.role.get("weak"):
            return None
        end = phrase_end(self.text, self.terms, start, limit=self.limit)
        named = end > body.last or body.data["part"] == "name"
        if not named or end >= self.text.sentence(start).last:
            return None
        apposed = self.role.get("body") and self.text.keys[end + 1] in _COMMAS
        return end if apposed or self._is_said(end + 1) else None

    # --- tests -----------------------------------------------------------------------------------------

    def _is_posted(self, at: int) -> bool:
        return self.text.key_at(at) in keys_of("words.toml", "posted_at")

    def _is_affairs(self, at: int) -> bool:
        return self.text.key_at(at) in keys_of("words.toml", "affairs")

    def _is_parliament(self, at: int) -> bool:
        return self.text.key_at(at) in keys_of("words.toml", "parliaments")

    def _is_region(self, at: int) -> bool:
        return self.text.key_at(at) in keys_of("words.toml", "regions")

    def _is_event(self, at: int) -> bool:
        return self.text.key_at(at) in _words("occasions")

    def _is_state_body(self, at: int) -> bool:
        """Whether a ministry or office begins, whose part the words before are."""
        body = self.terms.first(at, "bodies")
        if body is None or body.plural or body.data["part"] != "head" or body.data.get("portfolio"):
            return False
        return body.data.get("kind") in ("office", "ministry")

    def _is_role(self, at: int) -> bool:
        return self.terms.first(at, "roles") is not None

    def _is_said(self, at: int) -> bool:
        """Whether a reporting verb begins at a token."""
        verb = self.terms.first(at, "verbs")
        if verb is None:
            return False
        if verb.data["kind"] in ("say", "reached", "frame", "outlet", "switch", "voice"):
            return True
        after = self.terms.first(verb.last + 1, "verbs")
        return verb.data["kind"] == "noun" and after is not None and after.data["kind"] in ("light", "passive")

    def _is_time(self, at: int) -> bool:
        """Whether a time begins that belongs to the verb: «هفته آینده», not «هفته تعاون»."""
        spans, told = keys_of("words.toml", "spans"), keys_of("words.toml", "of_time")
        return self.text.keys[at] in spans and self.text.key_at(at + 1) in told

    def _is_of_verb(self, at: int) -> bool:
        """Whether a word is the nominal part of a verb («وزرا نهایی شود»)."""
        if not is_light_verb(self.text.key_at(at + 1)):
            return False
        portfolio = fixed_end(self.text, at, self.limit, "portfolios")
        body = self.terms.first(at, "bodies")
        return portfolio is None and body is None and place_at(self.terms, at) is None

    def _has_place(self, first: int, last: int) -> bool:
        places = (place_at(self.terms, at) for at in range(first, last + 1))
        return any(place is not None and not (first == last and is_doubtful(self.text, place)) for place in places)

    def _ends_with_place(self, first: int, last: int) -> bool:
        places = (place_at(self.terms, at) for at in range(first, last + 1))
        return any(place is not None and place.last == last for place in places)


@cache
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, words))


def _is_bare_head(word: str) -> bool:
    """Whether a word is the head of bodies without its written genitive: «شورا» of «شورای …»."""
    return any(form.entry.data.get("part") == "head" for form in load().forms.get(f"{word}ی", ()))


def is_state(word: str) -> bool:
    """Whether a word tells how an office is held («کنونی», «کشورمان») and is no part of the affiliation."""
    return word in _words("states") or word in _words("former")


def _past_ordinal(text: Text, span: Span) -> int:
    """The token after an ordinal at the head of a phrase: «یازدهمین دوره جشنواره بینش», «سی و دومین همایش»."""
    tens = text.keys[span.first] in keys_of("phrases.toml", "tens") and text.key_at(span.first + 1) == "و"
    at = span.first + 2 * tens
    if at >= span.last or text.keys[at] not in ordinal_adjectives():
        return span.first
    return at + 1 + (at + 2 <= span.last and text.keys[at + 1] in keys_of("words.toml", "rounds"))


def _demonstratives() -> frozenset[str]:
    return _words("demonstratives")


@cache
def _words(table: str) -> frozenset[str]:
    return keys_of("honorifics.toml", table)
