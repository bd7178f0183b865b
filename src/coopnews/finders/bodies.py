"""Bodies: organisations, councils, companies, banks, media … mentioned by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache

from coopnews.finders.items import in_class
from coopnews.finders.mentions import BodyMention, PlaceMention, Structure
from coopnews.finders.name_words import foreign_given_names, is_given, is_surname
from coopnews.finders.phrases import fixed_end, is_construct_plural, phrase_end
from coopnews.finders.places import is_doubtful, is_origin, place_at
from coopnews.finders.spelling import misspelled, respelled
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import key, keys_of, load, read_toml
from coopnews.memo import Memo
from coopnews.reasons import because
from coopnews.text import Span, Text, covered
from coopnews.tokenize import NUMBER, SIGN, WORD

_FILE = "body_words.toml"
_NUMERALS = frozenset(["دو", "سه", "چهار", "2", "3", "4"])
_YEARS = range(1300, 1500)
_QUOTES = frozenset("«»\"'")
_LONGEST_MEDIUM, _SHORTEST_LIST = 12, 2
_LONGEST_CITED = 3
_LONGEST_FIELD = 6
_SHORTEST_ACRONYM, _LONGEST_ACRONYM = 3, 8
_COMMON = ("generic", "descriptive", "kinds")
_SHORTEST_MEDIUM, _SHORTEST_TASK = 6, 3


def find_bodies(text: Text, terms: Terms, places: Sequence[PlaceMention], structure: Structure) -> list[BodyMention]:
    """Every body mentioned by name, in order.

    >>> text = Text("اتحادیه تعاونی‌های عشایری فارس و بانک‌های ملی و توسعه تعاون به ۵ شرکت تعاونی وام دادند.")
    >>> empty = Structure(None, None, None, None, ())
    >>> [body.name or text.quote(body[:2]) for body in find_bodies(text, Terms(text), (), empty)]
    ['اتحادیه تعاونی\u200cهای عشایری فارس', 'بانک ملی', 'بانک توسعه تعاون']
    """
    finder = _Bodies(text, terms, places, structure)
    return finder.trimmed(list(finder.found()))


class _Bodies:
    """The search in one text."""

    def __init__(self, text: Text, terms: Terms, places: Sequence[PlaceMention], structure: Structure) -> None:
        self.text, self.terms = text, terms
        self.placed = {at for place in places for at in range(place.first, place.last + 1)}
        self.offices = {role.last for role in terms.all("roles")}
        self.ignored = covered(len(text), structure.ignored)
        self.media = self.medium_forms(structure.outlet)
        self.media_beginnings = frozenset(form[:end] for form in self.media for end in range(1, len(form) + 1))
        self.outlet = structure.outlet
        self.acronyms: dict[str, str] = {}

    def found(self) -> Iterator[BodyMention]:
        free = 0
        waiting = self.beginnings()[::-1]
        while waiting:
            at = waiting.pop()
            if at < free:
                continue
            bodies, free = self.at(at)
            yield from bodies
            if bodies and (short := self.acronym(bodies[-1])) is not None:
                word = self.text.keys[short.first]
                self.acronyms[word] = short.kind
                because(
                    "body", short, self.text.words(short[:2]), "in brackets after a name: short for it", [bodies[-1]]
                )
                waiting = sorted({*waiting, *self.text.index[word]}, reverse=True)
                yield short
                free = short.last + 1

    def beginnings(self) -> list[int]:
        """The tokens where a body's name may begin, but for acronyms that are yet to be read."""
        text = self.text
        named = {*self.terms.of("bodies"), *misspelled(text, "bodies"), *text.which(_MEDIA)}
        named.update(at - 1 for at in text.where(keys_of(_FILE, "media_endings")) if at)
        named.update(text.where(self.media_beginnings))
        named.update(at + 1 for at in text.where(_reporting()) if self.cited(at + 1) is not None)
        return sorted(named if self.outlet is None else named | {self.outlet.first})

    def acronym(self, full: BodyMention) -> BodyMention | None:
        """The short name in brackets right after a body: «سازمان انرژی‌های نو (سانا)»."""
        text, at = self.text, full.last + 2
        if text.key_at(at - 1) != "(" or text.key_at(at + 1) != ")" or text.kinds[at] != WORD:
            return None
        word = text.keys[at]
        known = word in load().words or word in load().forms or any(word in keys_of(_FILE, name) for name in _COMMON)
        named = is_given(word) or is_surname(word) or word in keys_of("phrases.toml", "honorific_brackets")
        usual = _SHORTEST_ACRONYM <= len(word) <= _LONGEST_ACRONYM and not word.endswith(("ی", "ان", "ها"))
        return None if known or named or not usual else BodyMention(at, at, full.kind)

    def at(self, at: int) -> tuple[list[BodyMention], int]:
        """The bodies whose mention begins at a token, and the token to go on with."""
        in_outlet = self.outlet is not None and self.outlet.first <= at <= self.outlet.last
        if (self.ignored[at] and not in_outlet) or self.text.kinds[at] != WORD:
            return [], at + 1
        if (last := self.medium(at)) is not None:
            because("body", Span(at, last), self.text.words((at, last)), "the outlet, or built like a medium's name")
            return [BodyMention(at, last, "medium")], last + 1
        if (last := self.cited(at)) is not None:
            because("body", Span(at, last), self.text.words((at, last)), "whose report is cited, in unknown words")
            return [BodyMention(at, last, "medium")], last + 1
        if (kind := self.acronyms.get(self.text.keys[at])) is not None:
            because("body", Span(at, at), self.text.words((at, at)), "a short name that stood in brackets")
            return [BodyMention(at, at, kind)], at + 1
        term = self.terms.first(at, "bodies") or self.misspelled(at)
        if term is None or term.data["part"] not in ("head", "name"):
            return [], at + 1 if term is None else term.last + 1
        term = self.counted(term)
        if term.plural or self.is_counted(term):
            listed = list(self.joined(term))
            if len(listed) < _SHORTEST_LIST:
                because("body", term, None, "a plural or a number: no list of names follows")
                return [], term.last + 1
            for body in listed:
                because("body", body, body.name, "one of a list behind a plural", [term])
            return listed, (listed[-1].last if listed else term.last) + 1
        last = self.named(term)
        if last is None:
            return [], term.last + 1
        return [BodyMention(at, last, str(term.data["kind"]))], last + 1

    def misspelled(self, at: int) -> Term | None:
        """A head noun with a letter too many or too few («استنداری»)."""
        form = respelled(self.text.keys[at], "bodies")
        forms = () if form is None else tuple(map(key, form.entry.data["forms"]))
        if form is None or f"{self.text.keys[at]}ی" in forms or self.text.keys[at].removesuffix("ای") in forms:
            return None  # «هواپیمای» is no «هواپیمایی», «کمیته‌ای» no certain one
        return Term(at, at, "bodies", form.entry.id, False, form.entry.data)

    # --- media -------------------------------------------------------------------------------------------

    def medium_forms(self, outlet: Span | None) -> dict[str, bool]:
        """Lookup forms of the outlet and of its name without head noun; whether each is a word of other use, too."""
        if outlet is None or _subunit(self.terms, outlet.first):
            return {}
        head = self.terms.first(outlet.first, "bodies")
        if head is not None and head.data.get("kind") != "medium":
            return {}
        start = outlet.first
        forms = {"".join(self.text.keys[start : outlet.last + 1]): self.is_common(start, outlet.last)}
        if head is not None and head.data["part"] == "head" and head.last < outlet.last:
            start = head.last + 1
            forms["".join(self.text.keys[start : outlet.last + 1])] = self.is_common(start, outlet.last)
        return forms

    def is_common(self, first: int, last: int) -> bool:
        """Whether a medium's name is a place, a word of the lexicons or a plural as well («فارس», «تعاونگران»)."""
        if self.terms.first(first, "bodies") is not None:
            return False
        word = "".join(self.text.keys[first : last + 1])
        return place_at(self.terms, first) is not None or (
            first == last and (word in load().words or word.endswith(("ان", "ها")) or len(word) < _SHORTEST_MEDIUM)
        )

    def medium(self, at: int) -> int | None:
        """The end of a mention of the outlet, or of a name built like a medium's («کویرنیوز»)."""
        keys = self.text.keys
        if self.outlet is not None and at == self.outlet.first and self.media:
            return self.outlet.last
        for form, common in self.media.items() if keys[at] in self.media_beginnings else ():
            if form.startswith(keys[at]) and not (
                common and self.text.key_at(at - 1) not in keys_of("words.toml", "cited_after")
            ):
                joined = ""
                for last in range(at, min(at + _LONGEST_MEDIUM, len(keys))):
                    joined += keys[last]
                    if joined == form:
                        return last
                    if not form.startswith(joined):
                        break
        prefix, joint, _ = self.text.quote((at, at)).partition("\u200c") if _MEDIA[keys[at]] else ("", "", "")
        if _MEDIA[keys[at]] and not (joint and prefix in keys_of("words.toml", "quality_prefixes")):
            return at  # but «بی‌بدیلی»
        parted = self.text.key_at(at + 1) in keys_of(_FILE, "media_endings")
        stops = keys_of("phrases.toml", "stops")
        country = self.terms.first(at, "place:country") is not None  # «در زمین ونزوئلا پرس شدید کردند»
        if parted and keys[at] not in stops and not country and not self.terms.at(at, "bodies"):
            return at + 1
        return None

    def cited(self, at: int) -> int | None:
        """The end of a name that no lexicon knows between «به نقل از», «بر اساس گزارش» and a comma: «گیزمگ،»."""
        text = self.text
        opening = "".join(text.keys[max(at - 3, 0) : at])
        if not opening.endswith(tuple(keys_of("words.toml", "reported_by"))):
            return None
        if text.key_at(at + 1) in ("،", ",") and _is_described(text.quote((at, at))):
            return None  # «به گزارش تفصیلی،», «به نقل از مطلعان،»
        for last in range(at, min(at + _LONGEST_CITED, len(text) - 1)):
            word = text.keys[last]
            if text.kinds[last] != WORD or _is_known(word) or self.is_place(last):
                return None
            if text.key_at(last + 1) in ("،", ","):
                return last
        return None

    # --- heads and names ---------------------------------------------------------------------------------

    def named(self, term: Term) -> int | None:
        """The end of the body's name that a term opens; None where it names nobody."""
        if (why := self.barred(term)) is not None:
            because("body", term, None, why)
            return None
        part, data = term.data["part"], term.data
        last = phrase_end(self.text, self.terms, term.first, limit=len(self.text) - 1)
        ours = last > term.last and self.text.keys[last] in keys_of("words.toml", "ours")
        last -= ours and not self.text.keys[last - 1].endswith("ای")  # «وکلای کشورمان»
        run = Span(term.first, last)
        if part == "head" and last > term.last and is_construct_plural(self.text, last) and not self.is_place(last):
            because("body", run, None, "it ends with a plural whose complement is no name")
            return None  # «کمیته رسانه‌های این فدراسیون»
        if data.get("needs") == "none":
            last, rule = last if self.is_place(last) else term.last, "a head noun that needs no more"
        elif part == "head" and not self.is_name(term, last):
            because("body", run, None, f"the words after the head make no name of it: it needs «{data['needs']}»")
            return None
        elif data["kind"] == "bank" and self.text.key_at(term.first - 1) in keys_of("words.toml", "branches"):
            last, rule = self.without_place(term, last), "a bank of which a branch is spoken of"
        else:
            rule = (
                "a name by itself" if part == "name" else f"a head noun, and after it what it needs: «{data['needs']}»"
            )
        because("body", Span(term.first, last), self.text.words((term.first, last)), rule, [term])
        return last

    def barred(self, term: Term) -> str | None:
        """Why a term opens no name, by the words right beside it."""
        data = term.data
        if self.is_country(term):
            return "the name of a country"
        if data.get("places") is False and place_at(self.terms, term.last + 1) is not None:
            return "a spot: a place follows"
        if self.is_office(term) and (data.get("portfolio") or data.get("apart")):
            return "the portfolio of an office"
        if data.get("owned") and self.is_body(term.last + 1):
            return "a part of the body that follows"
        if data.get("houses") and (self.is_firm(self.past_good(term)) or self.is_project(term)):
            return "a plant of the firm that follows, or an item of a list of projects"
        if data.get("houses") and self.is_of_trade(term):
            return "a plant told by what it makes, or by when it opens"
        if term.data["part"] == "head" and self.is_determined(term):
            return "a number or a determiner before it: one of many, or one already spoken of"
        if term.data["part"] == "head" and self.is_to_be_built(term):
            return "a plant that is built, told by what it makes"
        return "a common word here" if self.is_other_word(term) else None

    def is_country(self, term: Term) -> bool:
        """Whether a head noun opens the name of a country («فدراسیون روسیه»)."""
        country = self.terms.first(term.first, "place:country")
        return country is not None and country.last > term.last

    def is_firm(self, at: int) -> bool:
        """Whether «شرکت» or «تعاونی» heads a single body at a token."""
        return self.is_body(at) and self.text.keys[at] in keys_of(_FILE, "firms")

    def past_good(self, term: Term) -> int:
        """The token behind a plant and what it makes: «کارخانه شکلات شرکت تعاونی شیرین‌دانه»."""
        at = term.last + 1
        if self.text.key_at(at) == "شماره":
            return at + 2  # «فروشگاه شماره ۷ تعاونی مصرف فرهنگیان»
        return at + (not self.is_firm(at) and self.is_firm(at + 1) and self.text.kinds[at] == WORD)

    def is_of_trade(self, term: Term) -> bool:
        """Whether a plant has no name of its own: «کارخانه پنیر ۲۰ تنی», «کارخانه اردیبهشت ۱۴۰۵ راه می‌افتد»."""
        months = [date for date in self.terms.at(term.last + 1, "dates") if date.data["kind"] == "month"]
        if any(self.is_year(date.last + 1) for date in months):
            return True
        last = phrase_end(self.text, self.terms, term.first, limit=len(self.text) - 1)
        return last == term.last + 1 and in_class(self.text.keys[last], "goods")

    def is_year(self, at: int) -> bool:
        """Whether a year of four digits stands at a token."""
        word = self.text.key_at(at)
        return word.isdigit() and int(word) in _YEARS

    def is_to_be_built(self, term: Term) -> bool:
        """Whether a plant is told by what it makes, as something that is built: «راه‌اندازی کارخانه شیره خرما»."""
        if not term.data.get("houses") or self.text.key_at(term.first - 1) not in keys_of(_FILE, "building"):
            return False
        last = phrase_end(self.text, self.terms, term.first, limit=len(self.text) - 1)
        return not any(self.is_sure_place(at) or self.text.keys[at] in _QUOTES for at in range(term.last + 1, last + 1))

    def is_project(self, term: Term) -> bool:
        """Whether a plant is an item of a list that a colon explains: «• کارخانه آرد دهلران: ۹۲۰ میلیارد ریال …»."""
        text, before = self.text, term.first - 1
        item = before >= 0 and text.kinds[before] == SIGN and text.sentence(before).first == before
        colon = phrase_end(text, self.terms, term.first, limit=len(text) - 1) + 1
        return item and text.key_at(colon) == ":"

    def is_body(self, at: int) -> bool:
        """Whether a single body begins at a token."""
        body = self.terms.first(at, "bodies")
        return body is not None and not body.plural and body.data["part"] in ("head", "name")

    def is_office(self, term: Term) -> bool:
        """Whether a role stands before it, or before its whole portfolio: «مدیرکل شیلات», «وزیر کشاورزی و شیلات»."""
        fields, text = keys_of("phrases.toml", "fields"), self.text
        for at in range(term.first - 1, max(term.first - _LONGEST_FIELD, text.sentence(term.first).first) - 1, -1):
            if at in self.offices:
                return True
            word = text.keys[at]
            if word not in ("و", "امور") and word not in fields and fixed_end(text, at, at, "portfolios") is None:
                return False
        return False

    def is_other_word(self, term: Term) -> bool:
        """Whether the words around a name show that it is a common word here («قابل اتکا»)."""
        before, after = self.text.key_at(term.first - 1), self.text.key_at(term.last + 1)
        data = term.data
        if data.get("portfolio") and before == "(":
            return True  # «وزیر صنعت، معدن و تجارت (صمت)»
        if data.get("portfolio") and before in keys_of("words.toml", "fields_of"):
            return True  # «در زمینه هواشناسی»
        if "only_after" in data and before not in _keys(tuple(data["only_after"])):
            return True
        return before in _keys(tuple(data.get("not_after", ()))) or after in _keys(tuple(data.get("not_before", ())))

    def is_determined(self, term: Term) -> bool:
        """Whether a number or a determiner stands before a head: one of many, or one already spoken of."""
        text, before = self.text, term.first - 1
        if before < 0 or text.sentence_of[before] != text.sentence_of[term.first]:
            return False
        if text.kinds[before] == NUMBER:
            year = self.is_year(before)
            return not (year or text.key_at(before - 1) in keys_of(_FILE, "number_nouns"))
        if text.keys[before] in keys_of(_FILE, "determiners"):
            # «پیش از این اداره کل شیلات … اعلام کرد»: a pronoun
            return "".join(text.keys[max(before - 2, 0) : before + 1]) not in keys_of("words.toml", "with_pronoun")
        return (
            term.data["kind"] == "cooperative"
            and term.first == term.last
            and text.keys[before] in keys_of(_FILE, "adjective_nouns")
            and not self.is_quoted(term)
            and not self.is_housed(term)
            and not self.is_placed(term)
        )

    def is_placed(self, term: Term) -> bool:
        """Whether a name and a town follow a head: «محصولات تعاونی گلریز شازند», but «بخش تعاونی کشور»."""
        last = phrase_end(self.text, self.terms, term.first, limit=len(self.text) - 1)
        first = term.last + 1
        while first < last and self.text.keys[first] in keys_of(_FILE, "kinds"):
            first += 1  # «واحدهای تعاونی مسکن پرستاران قزوین»
        word, place = self.text.key_at(first), place_at(self.terms, first)
        if place is not None and place.last >= last:
            return False  # «۵۳ طرح تعاونی چهارمحال و بختیاری»
        kinds = any(word in keys_of(_FILE, name) for name in _COMMON) or word in keys_of("phrases.toml", "generals")
        if last <= first or kinds or self.describes(word) or word in keys_of("phrases.toml", "fields"):
            return False
        return self.is_sure_place(last) and self.is_proper(list(range(first, last + 1)))

    def is_housed(self, term: Term) -> bool:
        """Whether a plant or shop of a cooperative with a name is spoken of: «کارخانه تعاونی آرد سپید بروجرد»."""
        plant = self.terms.first(term.first - 1, "bodies")
        if plant is None or not plant.data.get("houses"):
            return False
        last = phrase_end(self.text, self.terms, term.first, limit=len(self.text) - 1)
        return self.is_proper(list(range(term.last + 1, last + 1)))

    def is_quoted(self, term: Term) -> bool:
        """Whether a name in quotes follows a head, at once or after its kind: «کارگاه تعاونی مسکن «آشیان»»."""
        at = term.last + 1
        at += self.text.key_at(at) in keys_of(_FILE, "kinds")
        return self.text.key_at(at) in _QUOTES

    def is_name(self, term: Term, last: int) -> bool:
        """Whether what follows a head makes a name of it."""
        rest = list(range(term.last + 1, last + 1))
        needs = term.data["needs"]
        if rest and all(is_origin(self.text.keys[at], ["place:country"]) for at in rest):
            return False  # «روزنامه ایتالیایی»: one of many
        if needs == "any":
            country = self.terms.first(term.last + 1, "place:country") if rest else None
            if country is not None and country.last == last:
                return False  # «دانشگاه ایران», «کارگروه چین»: one of many
            if len(rest) == 1 and self.is_nominal(rest[0]) and not self.is_fixed(term, last):
                return False  # «در کمیسیون بررسی و … شد»
            return any(
                self.text.kinds[at] != SIGN
                and self.text.keys[at] != "و"
                and (not _is_generic(self.text.keys[at]) or self.is_sure_place(at))
                for at in rest
            ) or self.is_fixed(term, last)
        if needs == "proper":
            return self.is_proper(rest) or self.is_public(term, rest)
        if needs == "place":
            is_place = self.is_sure_place if term.data.get("portfolio") else self.is_place
            return any(map(is_place, rest)) and self.is_near_place(term, rest)
        if needs == "listed":
            generic = keys_of(_FILE, "generic")
            return (
                bool(rest)
                and self.text.keys[rest[0]] in _keys(tuple(term.data["next"]))
                and any(self.text.keys[at] not in generic or self.is_place(at) for at in rest)
            )
        return fixed_end(self.text, term.last + 1, last, "portfolios") is not None

    def is_nominal(self, at: int) -> bool:
        """Whether a word is the nominal part of verbs and no field of work."""
        word = self.text.keys[at]
        return word in keys_of("nouns.toml", "verbal") and word not in keys_of("phrases.toml", "fields")

    def is_fixed(self, term: Term, last: int) -> bool:
        """Whether a ministry's, office's or commission's portfolio follows, however common its words are."""
        if self.text.keys[term.last] in keys_of(_FILE, "panels"):
            return last == term.last + 1 and self.text.keys[last] in keys_of(_FILE, "panel_fields")
        fixed = fixed_end(self.text, term.last + 1, last, "portfolios") if term.last < last else None
        return fixed is not None and (fixed > term.last + 1 or term.data["kind"] == "ministry")

    def is_near_place(self, term: Term, rest: list[int]) -> bool:
        """Whether the place follows the head at once, or after «استان», «منطقه ۵»."""
        generals = keys_of("phrases.toml", "generals")
        before = [at for at in rest if not self.is_place(at)]
        return all(self.text.keys[at] in generals or self.text.kinds[at] == NUMBER for at in before) or (
            term.data.get("kind") in ("court", "company")
        )

    def is_place(self, at: int) -> bool:
        return at in self.placed or place_at(self.terms, at) is not None

    def is_sure_place(self, at: int) -> bool:
        """Whether a place stands at a token, and no everyday word («مرکزی»)."""
        place = place_at(self.terms, at)
        return at in self.placed or (place is not None and not is_doubtful(self.text, place))

    def is_proper(self, rest: list[int]) -> bool:
        """Whether a company's or a cooperative's phrase has a name in it, and no word that only describes."""
        keys, text = self.text.keys, self.text
        if any(keys[at] in _QUOTES for at in rest):
            return True
        words = [at for at in rest if text.kinds[at] == WORD]
        known = {
            at
            for first in words
            for name in self.terms.at(first, "bodies")
            if name.data["part"] == "name"
            for at in range(first, name.last + 1)
        }
        if any(self.is_descriptive(at) for at in words if at not in known and not self.is_sort(at, words)):
            return False
        kinds = keys_of(_FILE, "kinds") | keys_of("phrases.toml", "directions")
        for at in words:
            if at in self.placed or (self.is_place(at) and at == rest[-1]):
                return at > rest[0] or self.terms.first(at, "place:country") is None
            if keys[at] not in kinds and not self.describes(keys[at]) and not self.is_common_noun(at):
                return True
        return any(named.data["part"] == "name" for at in words for named in self.terms.at(at, "bodies"))

    def is_sort(self, at: int, words: list[int]) -> bool:
        """Whether an adjective right after the head tells the sort of a firm, and its name follows."""
        kinds, after = keys_of(_FILE, "kinds"), at + 1
        named = after in words and self.text.keys[after] not in kinds and not self.is_descriptive(after)
        return named and at == words[0] and self.text.keys[at] in keys_of(_FILE, "sorts") and not self.is_place(after)

    def is_descriptive(self, at: int) -> bool:
        """Whether a word describes a company («تعاونی کوچکی») or says whose it is («تعاونی مدرسه‌شان»)."""
        word, descriptive = self.text.keys[at], keys_of(_FILE, "descriptive")
        if word in descriptive or word.removesuffix("ی") in descriptive:
            return True
        owned = self.text.quote((at, at)).endswith(tuple(f"\u200c{form}" for form in keys_of(_FILE, "possessives")))
        return owned and self.terms.first(at, "bodies") is None

    def is_public(self, term: Term, rest: list[int]) -> bool:
        """Whether a public company is named by its task alone: «شرکت تولید نیروی برق حرارتی»."""
        keys, descriptive = self.text.keys, keys_of(_FILE, "descriptive")
        if term.data["kind"] == "company" and rest and keys[rest[0]] in keys_of(_FILE, "utilities"):
            return keys[rest[-1]] in keys_of("phrases.toml", "last_words")  # «شرکت گاز استان»
        return (
            term.data["kind"] == "company"
            and len(rest) >= _SHORTEST_TASK
            and keys[rest[0]] in keys_of(_FILE, "company_openers")
            and not any(keys[at] in descriptive for at in rest)
        )

    def is_common_noun(self, at: int) -> bool:
        """Whether a word is a unit of measure, or a head noun that names nobody itself."""
        head = self.terms.first(at, "bodies")
        return self.terms.first(at, "units") is not None or (head is not None and head.data["part"] != "name")

    def describes(self, word: str) -> bool:
        """Whether a word is built like an adjective or an agent noun: it describes and does not name."""
        if word.endswith(tuple(keys_of(_FILE, "generic_endings"))):
            return True
        return len(word) > 3 and word.endswith("ی") and not word.endswith("های") and word in load().words

    def without_place(self, term: Term, last: int) -> int:
        """The end of a bank's name without the place of its branch («شعبه بانک کشاورزی برازجان»)."""
        generals = keys_of("phrases.toml", "generals")
        while last > term.last and (self.is_place(last) or self.text.keys[last] in generals):
            last -= 1
        return last

    def counted(self, term: Term) -> Term:
        """The head alone where a number stands before a name: «دو باشگاه استقلال و پرسپولیس»."""
        if term.data["part"] == "name" and self.is_counted(term):
            return next((head for head in self.terms.at(term.first, "bodies") if head.data["part"] == "head"), term)
        return term

    def is_counted(self, term: Term) -> bool:
        return self.text.key_at(term.first - 1) in _NUMERALS

    # --- names that ran on -----------------------------------------------------------------------------

    def trimmed(self, found: list[BodyMention]) -> list[BodyMention]:
        """The mentions; one that goes on after a name the text has by itself as well, with words of no name, is cut.

        What stands more than once is no accident.
        """
        names = Counter("".join(self.text.keys[body.first : body.last + 1]) for body in found)
        return [
            body if names["".join(self.text.keys[body.first : body.last + 1])] > 1 else self.cut(body, names)
            for body in found
        ]

    def cut(self, body: BodyMention, alone: Collection[str]) -> BodyMention:
        term = self.terms.first(body.first, "bodies")
        known = term.last if term is not None else body.first
        for last in range(body.first + 1, body.last):
            if "".join(self.text.keys[body.first : last + 1]) in alone:
                vague = body.kind == "fund" and last + 1 == body.last and self.text.keys[body.last] == "استان"
                if not vague and self.goes_on(last + 1):
                    return body
                cut = body._replace(last=max(last, known))
                because("body", body, self.text.words(cut[:2]), "cut: the text has the name without these words", [cut])
                return cut
        return body

    def goes_on(self, at: int) -> bool:
        """Whether a word may lengthen a name that is complete without it: a place, a field, another body."""
        text, word = self.text, self.text.keys[at]
        return (
            text.kinds[at] != WORD
            or self.is_place(at)
            or any(
                word in keys_of("phrases.toml", table)
                for table in ("fields", "generals", "branches", "directions", "saints")
            )
            or word in keys_of(_FILE, "kinds")
            or word in keys_of(_FILE, "dropped")
            or fixed_end(text, at, at, "portfolios") is not None
            or any(fixed_end(text, at, len(text) - 1, table) is not None for table in ("portfolios", "compounds"))
            or bool(self.terms.at(at, "bodies"))
        )

    # --- joined plurals ----------------------------------------------------------------------------------

    def joined(self, term: Term) -> Iterator[BodyMention]:
        """«بانک‌های ملی و توسعه تعاون»: each by its full name."""
        head = self.singular(term)
        first, limit = term.last + 1, self.text.sentence(term.first).last
        start = term.first
        while first <= limit and (last := self.item(term, head, first, limit)) is not None:
            yield BodyMention(start, last, str(term.data["kind"]), f"{head} {self.text.words((first, last))}")
            if self.text.key_at(last + 1) not in ("و", "،"):
                return
            first = start = last + 2

    def singular(self, term: Term) -> str:
        """The head of which a plural stands in the text: «روزنامه» of «روزنامه‌های»."""
        forms, plural = [str(form) for form in term.data["forms"]], "".join(self.text.keys[term.first : term.last + 1])
        if term.data["kind"] == "ministry":
            return forms[0]  # «وزارتخانه‌های نیرو و نفت»
        return max((form for form in forms if plural.startswith(key(form))), key=len, default=forms[0])

    def item(self, term: Term, head: str, first: int, limit: int) -> int | None:
        """The end of one item of a joined plural: with the head it is a known name, a portfolio or a place."""
        forms, joined, best = load().forms, head.replace(" ", ""), None
        for at in range(first, min(limit, first + 6) + 1):
            joined += self.text.keys[at]
            if any(
                form.entry.label == "bodies" and form.entry.data["part"] == "name" for form in forms.get(joined, ())
            ):
                best = at
            if term.data["kind"] == "medium" and self.is_paper(first, at):
                best = at
        if best is None and term.data["kind"] in ("ministry", "office"):
            best = fixed_end(self.text, first, limit, "portfolios")
        if best is None and term.data.get("needs") == "place" and (place := place_at(self.terms, first)) is not None:
            best = place.last
        return best

    def is_paper(self, first: int, last: int) -> bool:
        """Whether tokens are the title of a newspaper, by itself or after «روزنامه»."""
        joined = "".join(self.text.keys[first : last + 1])
        named = self.terms.first(first, "bodies")
        return joined in keys_of(_FILE, "papers") or (
            named is not None and named.last == last and named.data["part"] == "name" and named.data["kind"] == "medium"
        )


@cache
def _reporting() -> frozenset[str]:
    """The last words of «به نقل از» and the like."""
    return frozenset(key(form.split()[-1]) for form in read_toml("words.toml")["reported_by"]["forms"])


@lru_cache(maxsize=1 << 12)
def _is_known(word: str) -> bool:
    """Whether a word is in a lexicon, or may be of a person's name."""
    person = is_given(word) or is_surname(word) or word in foreign_given_names()
    person = person or any(word in keys_of("honorifics.toml", table) for table in ("titles", "foreign_given"))
    return person or word in load().words or word in load().forms or word.isdigit()


def _is_described(word: str) -> bool:
    """Whether a word may be an adjective or a plural; «بی‌بی‌سی» is letters."""
    return word.endswith("ها") or (word.endswith(("ان", "ی")) and "\u200c" not in word)


def _is_medium(word: str) -> bool:
    """Whether a word is built like the name of a medium («کویرنیوز»)."""
    return len(word) > _SHORTEST_MEDIUM and word.endswith(tuple(keys_of(_FILE, "media_endings")))


_MEDIA = Memo(_is_medium)


def _is_generic(word: str) -> bool:
    """Whether a word tells nothing apart, alone or with an indefinite ending («ویژه‌ای», «مشترکی»)."""
    generic = keys_of(_FILE, "generic")
    return any(
        bare in generic for bare in (word, *(word.removesuffix(end) for end in ("ی", "ای", "تر", "تری", "ترین")))
    )


def _subunit(terms: Terms, at: int) -> bool:
    term = terms.first(at, "bodies")
    return term is not None and term.data["part"] == "subunit"


@cache
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, words))
