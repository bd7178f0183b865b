"""Offices: a role with its affiliation and, in any order, the name of its holder.

Roles are read from left to right; an office inside another's affiliation («معاون … استاندار یزد») is none of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from coopnews.finders.affiliations import find_affiliation, is_definite
from coopnews.finders.further_offices import FurtherOffices
from coopnews.finders.holders import OfficeReading, numerals
from coopnews.finders.mentions import NameMention, OfficeMention, PlaceMention, Structure
from coopnews.finders.places import place_at
from coopnews.finders.spelling import misspelled, respelled
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import key, keys_of, load
from coopnews.reasons import asked, because
from coopnews.text import Span, Text, covered
from coopnews.tokenize import NUMBER, SIGN, WORD
from coopnews.verbs import is_finite_verb, is_light_verb

_CLOSING = {"(": ")", **dict.fromkeys("-–ـ—", "-–ـ—")}
"""What closes a parenthesis, by what opens it."""
_COMMAS = frozenset("،,")
_LONGEST_JOINED = 7
_FEWEST_CREDITS = 5
"""So many words of the crafts in one sentence make it a list of credits."""


def role_of(data: Mapping[str, Any]) -> str:
    """The role that a lexicon entry stands for."""
    return str(data.get("role", data["forms"][0]))


@cache
def role_facts(role: str) -> Mapping[str, Any]:
    """What the lexicon says of a role («bare», «rank» …)."""
    entries = load().entries["roles"].values()
    return next((entry.data for entry in entries if role_of(entry.data) == role and not entry.data.get("later")), {})


def find_offices(
    text: Text, terms: Terms, names: Sequence[NameMention], places: Sequence[PlaceMention], structure: Structure
) -> list[OfficeMention]:
    """Every office of a text, in order.

    >>> from coopnews.finders.names import find_names
    >>> text = Text("علی لقمانی، مدیرکل تعاون، کار و رفاه اجتماعی گیلان، و فرماندار رشت آمدند.")
    >>> terms = Terms(text)
    >>> for office in find_offices(text, terms, find_names(text, terms), [], Structure(None, None, None, None, ())):
    ...     print(
    ...         office.role,
    ...         office.affiliation and text.quote(office.affiliation),
    ...         office.name and text.quote(office.name),
    ...     )
    مدیرکل تعاون، کار و رفاه اجتماعی گیلان علی لقمانی
    فرماندار رشت None
    """
    del places  # phrases ask the gazetteer themselves
    finder = _Finder(text, terms, names)
    found = finder.offices(structure)
    named = finder.with_names(found)
    return [_mention(text, office) for office in finder.linked(named)]


def _mention(text: Text, office: OfficeReading) -> OfficeMention:
    head = Span(office.term.first, office.term.last)
    name = Span(office.name.first, office.name.last) if office.name else None
    first, last = head.first, office.last
    if name is not None and name.first < first and text.sentence_of[name.first] == text.sentence_of[first]:
        first = name.first
    first -= office.indefinite
    plural = office.term.plural and name is None
    role = role_of(office.term.data)
    return OfficeMention(
        first,
        max(last, name.last if name else 0),
        head,
        role,
        office.affiliation,
        name,
        plural,
        office.former,
        office.of,
        office.indefinite,
        office.predicate and name is None,
    )


class _Finder(FurtherOffices):
    """Finds the offices of one text."""

    def offices(self, structure: Structure) -> list[OfficeReading]:
        """The offices in order, without names."""
        ignored = covered(len(self.text), structure.ignored)
        found: list[OfficeReading] = []
        free = 0
        for at in sorted({*self.terms.of("roles"), *self.terms.of("held_roles"), *misspelled(self.text, "roles")}):
            term = None if at < free or at in self.in_name else self.role_at(at)
            if term is None:
                continue
            if not self.is_office(term) or ignored[at]:
                because("office", term, None, "counted, pointed at, part of another word or of the page")
                free = self.after_group(term)
                continue
            office = self.read(term, found[-1] if found else None)
            if office is None:
                because("office", term, None, "nobody in particular: no name beside it and nothing definite after it")
                free = term.last + 1
                continue
            if asked():
                role, of = role_of(office.term.data), office.affiliation
                rule = "a role and what it is of" if of else "a role alone"
                says = f"{role}, {self.text.words(of)}" if of else role
                because("office", Span(office.term.first, office.last), says, rule, [term, *([of] if of else [])])
            if found and self.shares_place(found[-1], office):
                found[-1] = replace(found[-1], affiliation=office.affiliation)
            found.append(office)
            free = office.last + 1
        return found

    def shares_place(self, office: OfficeReading, after: OfficeReading) -> bool:
        """Whether two offices of one place are joined: «امام جمعه و فرماندار بافق»."""
        joined = after.term.first == office.last + 2 and self.keys[office.last + 1] == "و"
        placed = bool(office.term.data.get("placed")) and bool(after.term.data.get("placed"))
        lacking = office.affiliation is None and after.affiliation is not None and not office.term.plural
        return joined and placed and lacking

    def after_group(self, term: Term) -> int:
        """Where to go on after a role that is none; an office in its affiliation is none either («مشاوران وزیر»)."""
        inner = self.terms.first(term.last + 1, "roles")
        return inner.last + 1 if inner and term.plural and term.data.get("under") else term.last + 1

    def role_at(self, at: int) -> Term | None:
        """The role that begins at a token, perhaps misspelled."""
        term = self.terms.first(at, "roles")
        held = self.terms.first(at, "held_roles")
        if held is not None and (term is None or term.last < held.last) and self.held_by(held) is not None:
            return held
        if term is None and (spelled := respelled(self.keys[at], "roles")) is not None:
            return Term(at, at, "roles", spelled.entry.id, spelled.plural, spelled.entry.data)
        return term

    def is_office(self, term: Term) -> bool:
        """Whether the words around a role leave it an office: none counted, pointed at or part of another word."""
        before, after = self.keys[term.first - 1] if term.first else "", self.text.key_at(term.last + 1)
        if term.data.get("later") or after in _words("pointing"):
            return False
        if after in _words("speakers_own") and not term.data.get("bare"):
            return False
        if self.keys[term.last].endswith("ویی"):
            return False  # «سخنگویی انجمن»: no person
        if any(other.last > term.last for other in self.terms.at(term.first, "bodies")):
            return False
        if (
            before == "ما"
            or after in keys_of("words.toml", "being")
            or (term.data.get("verbal") and after in keys_of("words.toml", "copulas"))
            or (term.data.get("weak") and (after in _words("crafts") or self.in_credits(term.first)))
            or (term.data.get("succeeds") and self.name_follows(term.last))
            or after in _folded(tuple(term.data.get("not_before", ())))
        ):
            return False
        if term.first and self.text.kinds[term.first - 1] == NUMBER and "\n" not in self.text.gap(term.first):
            # «از سال ۹۵ رئیس اتاق تعاون است», «نامه مورخ ۹۹/۲/۲۰ رئیس …»: nothing counted
            dated = "/" in self.text.quote((term.first - 1, term.first - 1))
            return dated or self.text.key_at(term.first - 2) in keys_of("words.toml", "years")
        if self.text.key_at(term.last + 2) in keys_of("words.toml", "of_age"):
            return False  # «مدیر ۲۶ ساله‌ای است»
        pointed = before in _words("demonstratives") and not self.is_earlier(term.first)
        if pointed or (before in _words("offices_of") and self.adjoins(term.first)):
            return False
        return not (term.plural and term.data.get("group")) or self.is_of_named(term)

    def is_of_named(self, term: Term) -> bool:
        """Whether names stand before a plural: «…، اعضای هیئت مدیره بنیاد», «… به عنوان اعضای …», «… از اعضای شورا»."""
        at = term.first - 1
        if self.text.key_at(at) == "از":
            return self.one_of(at) is not None
        at = self.before_appointment(at)
        comma = self.text.key_at(at) in _COMMAS
        name = self.in_name.get(at - comma)
        listed = name is not None and self.text.key_at(name.first - 1) == "و" and name.first - 2 in self.in_name
        listed = listed and not self.is_object(term)
        return name is not None and name.full and name.last == at - comma and (comma or listed)

    def is_object(self, term: Term) -> bool:
        """Whether «را» follows an office and what it is of, before any verb: «… مدیران بانک ملی را تهدید کردند»."""
        for at in range(term.last + 1, self.text.sentence(term.last).last + 1):
            if self.keys[at] == "را":
                return True
            if is_finite_verb(self.keys[at]) or self.text.kinds[at] == SIGN:
                return False
        return False

    def in_credits(self, at: int) -> bool:
        """Whether the sentence of a token lists who made a film, a play or a book."""
        sentence = self.text.sentence(at)
        works = (self.keys[word] in _words("credits") for word in range(sentence.first, sentence.last + 1))
        return sum(works) >= _FEWEST_CREDITS

    def name_follows(self, last: int) -> bool:
        """Whether somebody's name follows at once, perhaps after a title: «جانشین علی لقمانی»."""
        at = last + 1
        while self.adjoins(at) and self.is_title(at):
            at += 1
        return at in self.name_at and self.adjoins(at)

    def is_earlier(self, at: int) -> bool:
        """Whether «پیش از این» stands before a token, whose «این» points at no office."""
        return "".join(self.keys[max(0, at - 3) : at]) in keys_of("words.toml", "with_pronoun")

    def read(self, term: Term, before: OfficeReading | None = None) -> OfficeReading | None:
        """The office that begins with a role, or None where nobody in particular is meant."""
        at, former = self.after_states(term.last + 1)
        term, at = self.of_board(term, at)
        if self.text.key_at(at) == "و" and self.text.key_at(at + 1) in _words("founders") and self.adjoins(at + 2):
            at += 2  # «مدیرعامل و بنیانگذار شرکت …»
        elif self.text.key_at(at) == "و" and self.text.key_at(at + 1) in _words("staff"):
            at = self.after_staff(at, term)
        limit = self.text.sentence(term.first).last
        later = (name for name in self.names[bisect_left(self.name_starts, at) :] if not self.is_superior(term, name))
        following = next((name.first for name in later), len(self.text))
        if term.first and not term.plural and self.keys[term.first - 1] in numerals():
            term = term._replace(plural=True)  # «سه عضو شورا»
        affiliation = find_affiliation(self.text, self.terms, at, term, limit=min(limit, following - 1))
        if affiliation and (closed := self.closed(term, affiliation.last)) is not None:
            affiliation = Span(affiliation.first, closed)
        last = affiliation.last if affiliation else at - 1
        if affiliation:
            after, was = self.after_states(last + 1)
            former, last = former or was, after - 1 if was else last
            if after > affiliation.last + 1 and (of := self.country(term, after, limit)) is not None:
                affiliation, last = Span(affiliation.first, of), of  # «وزیر خارجه سابق انگلیس»
        indefinite = bool(term.first) and self.keys[term.first - 1] == "یک"
        office = OfficeReading(term, last, affiliation, former, first=term.first, indefinite=indefinite)
        joined = before is not None and before.last == term.first - 2 and self.keys[term.first - 1] == "و"
        # «با حضور وزیر نفت و رئیس بانک مرکزی است»: nobody becomes anything
        said = self.is_said_of(office) and not (joined and before is not None and not before.predicate)
        office = replace(office, predicate=said)
        return office if self.is_somebody(office) or self.is_further(office, before) else None

    def country(self, term: Term, at: int, limit: int) -> int | None:
        """The end of the country, or of «این کشور», at a token behind a minister's field and «سابق»."""
        if not term.data.get("fields") or at > limit or not self.adjoins(at):
            return None
        if self.keys[at] in _words("demonstratives") and self.text.key_at(at + 1) == "کشور":
            return at + 1
        country = self.terms.first(at, "place:country")
        return None if country is None else country.last

    def is_said_of(self, office: OfficeReading) -> bool:
        """Whether an office is what somebody is or becomes: «به عنوان رئیس شورا», «عضو هیئت امنای بنیاد بود»."""
        at = office.term.first
        if any("".join(self.keys[first:at]) in _words("appointed_as") for first in range(max(0, at - 3), at)):
            return self.keys[at - 1] not in ("به", "مقام")
        if self.text.key_at(office.last + 1) not in keys_of("words.toml", "copulas") | _words("becoming"):
            return False
        before = at - 1  # but «وی حامل پیام وزیر کشور است»: of that noun
        named = before in self.in_name or self.text.key_at(before) in _words("pronouns")
        return at == self.text.sentence(at).first or named or self.begins_predicate(before)

    def closed(self, term: Term, last: int) -> int | None:
        """The end of an office that stands alone between two dashes or brackets: «… - مدیر روابط عمومی و تبلیغات -».

        What is joined by «و» must be a part of it: no other office or body, nobody, no word of grammar.
        """
        closing = _CLOSING.get(self.text.key_at(term.first - 1))
        if closing is None or (self.text.key_at(last + 1) != "و" and self.text.key_at(last + 1) not in _COMMAS):
            return None
        for at in range(last + 2, min(last + _LONGEST_JOINED, len(self.keys))):
            word = self.keys[at]
            if word in closing:
                return at - 1 if at > last + 2 else None
            barred = any(self.terms.first(at, label) for label in ("roles", "bodies"))
            if (
                barred
                or (self.text.kinds[at] != WORD and word not in _COMMAS)
                or at in self.in_name
                or word in keys_of("phrases.toml", "stops") | _words("occupations") | _words("crowds")
                or is_finite_verb(word)
            ):
                return None
        return None

    def is_further(self, office: OfficeReading, before: OfficeReading | None) -> bool:
        """Whether an everyday office is a second one of a person: «علی لقمانی، مدیرکل … و دبیر جشنواره، گفت»."""
        at = office.term.first
        joined = before is not None and before.last == at - 2 and self.keys[at - 1] == "و"
        if before is None or not joined or office.affiliation is None or office.term.plural:
            return False
        return self.before(before) is not None and self.text.key_at(office.last + 1) in _COMMAS

    def after_staff(self, at: int, term: Term) -> int:
        """Where the affiliation begins behind «و اعضای», «و کارکنان», which stand at a token; of heads of bodies only.

        An office of the whole firm skips its board.
        """
        if term.plural or key(role_of(term.data)) not in _words("heads_of_bodies"):
            return at  # «وزیر و کارکنان بانک …»
        at, _ = self.after_states(at + 2)
        if not term.data.get("whole"):
            return at  # «رئیس و اعضای هیئت‌مدیره تعاونی …»
        board = next((end for end in (at, at + 1) if "".join(self.keys[at : end + 1]) in _words("directors")), at - 1)
        return board + 1  # «مدیرعامل و اعضای هیئت‌مدیره تعاونی …»

    def of_board(self, term: Term, at: int) -> tuple[Term, int]:
        """«عضو جدید هیئت مدیره»: a compound role with a word inside, and the token after it."""
        if at == term.last + 1 or term.first != term.last or at + 1 >= len(self.keys):
            return term, at
        for form in load().forms.get(self.keys[term.first] + self.text.key_at(at) + self.text.key_at(at + 1), ()):
            if form.entry.label == "roles":
                return term._replace(id=form.entry.id, data=form.entry.data), at + 2
        return term, at

    def after_states(self, at: int) -> tuple[int, bool]:
        """The token after words like «سابق» and «محترم», and whether one of them means a former holder."""
        former = False
        while at < len(self.keys) and self.adjoins(at):
            if self.keys[at] in _words("former"):
                former = True
            elif self.keys[at] == "و" and {self.keys[at - 1], self.text.key_at(at + 1)} <= _words("states"):
                pass  # «رؤسای قدیم و جدید سازمان …»
            elif self.keys[at] not in _words("states") or (
                self.keys[at] == "کشورمان" and self.text.key_at(at + 1) == "در"
            ):
                break
            at += 1
        return at, former

    def is_somebody(self, office: OfficeReading) -> bool:
        """Whether an office means a certain holder: it is definite, or a name stands beside it."""
        term, data = office.term, office.term.data
        if term.label == "held_roles":
            return office.affiliation is not None and self.is_employed(office)
        before = self.keys[term.first - 1] if term.first else ""
        allowed = data.get("of")
        if office.affiliation and allowed:
            word = self.keys[office.affiliation.first]
            if word not in _folded(tuple(allowed)):
                return False
        if before == "یک" and office.affiliation is not None:
            return is_definite(self.text, self.terms, office.affiliation, data)
        aside = "".join(self.keys[max(0, term.first - 3) : term.first]) in _words("asides")
        if before in _words("no_office_before") and self.adjoins(term.first) and not aside:
            return bool(office.affiliation) and before not in _words("any_holder") and not data.get("weak")
        if self.text.key_at(office.last + 1) in keys_of("words.toml", "being"):
            return False  # «علاقه به وزیر امور خارجه بودن»
        one_of = "".join(self.keys[office.last + 1 : office.last + 3]) in _words("one_of") and not data.get("fields")
        if one_of and self.beside(office) is None:
            return False  # «مدیر مالی یکی از شرکت‌ها»
        if data.get("abroad") and self.is_metaphor(office):
            return False
        if term.plural and not data.get("weak"):
            # «معاونان استاندار»: the role itself says whose they are.
            return bool(office.affiliation or data.get("same") or self.beside(office))
        if self.text.key_at(office.last + 1) in keys_of("words.toml", "denials") and self.before(office) is None:
            return False  # «… چراکه مسئول این بخش نیست»
        if office.affiliation is None and self.is_made(office):
            return False  # «بخشدار کردند», «اگر نخست‌وزیر شود»
        if data.get("teams") and self.is_team(office):
            return False
        if data.get("body") and not self.is_employed(office):
            return False
        if not data.get("weak") or self.before(office) is not None or self.after(office) is not None:
            return True
        if office.affiliation is not None and self.appointed(office) is not None:
            return True
        if office.affiliation is None:
            # «مدیر گفت»: may refer to a manager named before; an adjective («نهاد مسئول») may not.
            return not allowed and self.is_subject(term)
        return is_definite(self.text, self.terms, office.affiliation, data) and not self.is_predicate(office)

    def is_made(self, office: OfficeReading) -> bool:
        """Whether a bare office is what somebody without a name becomes or is made."""
        word = self.text.key_at(office.last + 1)
        made = is_light_verb(word) and word not in keys_of("words.toml", "copulas")
        return made and self.beside(office) is None

    def is_employed(self, office: OfficeReading) -> bool:
        """Whether an affiliation says where somebody works: a body, an office or a place, not a subject alone."""
        span = office.affiliation
        words = range(span.first, span.last + 1) if span is not None else range(0)
        return any(
            place_at(self.terms, at) or self.terms.first(at, "bodies") or self.keys[at] in _words("demonstratives")
            for at in words
        )

    def is_metaphor(self, office: OfficeReading) -> bool:
        """Whether somebody is sent by no country and no body: «سفیر مهربانی»."""
        span = office.affiliation
        if span is None or self.before(office) is not None:
            return False
        words, foreign = range(span.first, span.last + 1), keys_of("place_words.toml", "foreign")
        return not any(
            place_at(self.terms, at) or self.terms.first(at, "bodies") or self.keys[at] in foreign | _words("states")
            for at in words
        )

    def is_team(self, office: OfficeReading) -> bool:
        """Whether a country's representative without a name is its team: «نماینده ایران ۲ بر صفر برد»."""
        span = office.affiliation
        country = (
            None if span is None else self.terms.first(span.first + (self.keys[span.first] == "کشور"), "place:country")
        )
        return country is not None and span is not None and country.last == span.last and self.beside(office) is None

    def is_subject(self, term: Term) -> bool:
        """Whether a bare role stands where a subject does: at the head of its clause."""
        if self.text.key_at(term.last + 1) in _words("no_affiliations"):
            return False
        if term.first == self.text.sentence(term.first).first:
            return True
        return self.text.kinds[term.first - 1] == SIGN and self.keys[term.first - 1] not in ")»"

    def is_predicate(self, office: OfficeReading) -> bool:
        """Whether an everyday word qualifies the noun before it («دستگاه مسئول اجرا»)."""
        at = office.term.first
        if not office.term.data.get("qualifies") or not at or not self.adjoins(at):
            return False
        before = self.keys[at - 1]
        if f"به{before}" in _words("according_to") and self.text.key_at(at - 2) == "به":
            return False  # «به گفته مشاور وزیر …»
        return before not in keys_of("phrases.toml", "stops") and before != "و" and not is_finite_verb(before)


@cache
def _words(table: str) -> frozenset[str]:
    return keys_of("honorifics.toml", table)


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, words))
