"""Whose office it is: the name beside an office.

A name belongs to the office that it touches, before or after; across a comma, to the one that has none yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from coopnews.finders.mentions import NameMention
from coopnews.finders.name_spans import after_latin, before_titles
from coopnews.finders.places import place_at
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import keys_of
from coopnews.reasons import Considered, asked, because
from coopnews.text import Span, Text
from coopnews.tokenize import NUMBER, SIGN, WORD
from coopnews.verbs import is_finite_verb, is_participle

_QUOTES = frozenset("«»\"'")
_COMMAS = frozenset("،,٬")
_BETWEEN = frozenset("«»\"'()[]،,؛-_ـ*\\")
_FARTHEST_OCCUPATION, _LONGEST_CLAUSE = 5, 12
_FARTHEST_NAME = 8
"""No more tokens than this stand between an office and its holder's name."""


@dataclass(frozen=True)
class OfficeReading:
    """An office while names and coordination are not settled."""

    term: Term
    last: int
    affiliation: Span | None
    former: bool
    name: NameMention | None = None
    first: int = 0
    of: int | None = None
    indefinite: bool = False
    predicate: bool = False

    @property
    def end(self) -> int:
        """The last token, a name after the office included."""
        return max(self.last, self.name.last if self.name else 0)


class Holders:
    """Finds the holders of the offices of one text."""

    def __init__(self, text: Text, terms: Terms, names: Sequence[NameMention]) -> None:
        self.text, self.terms, self.keys = text, terms, text.keys
        self.names = names
        self.name_starts = [name.first for name in names]
        self.name_at = {name.first: name for name in names}
        self.in_name = {token: name for name in names for token in range(name.first, name.last + 1)}

    def adjoins(self, at: int) -> bool:
        """Whether a word follows the one before it in the same line, nothing between."""
        return 0 < at < len(self.keys) and bool(self.text.adjoining[at]) and self.text.kinds[at - 1] == WORD

    # --- names -----------------------------------------------------------------------------------------

    def before(self, office: OfficeReading) -> tuple[NameMention, bool] | None:
        """The name before an office, and whether a comma parts them."""
        if self.is_credit(office):
            return None
        at = self.before_clause(office)
        comma = closed = False
        while at >= 0 and self.keys[at] in _BETWEEN and "\n" not in self.text.gap(at + 1):
            comma = comma or self.keys[at] in _COMMAS
            if (opened := self.before_latin(at)) is not None:
                at = opened
                continue
            closed = closed or self.keys[at] == ")"
            at -= 1
        if closed and comma:
            return None
        if (signed := self.signed(office)) is not None:
            return signed, False
        if at < 0 or "\n" in self.text.gap(at + 1):
            return None
        name = self.in_name.get(at)
        if name is None or name.last != at:
            return None
        return name, comma

    def signed(self, office: OfficeReading) -> NameMention | None:
        """The name on a line of its own above an office on a line of its own: who signs a letter."""
        text, at, after = self.text, office.term.first, office.last + 1
        name = self.in_name.get(at - 1)
        if name is None or "\n" not in text.gap(at):
            return None
        after += text.key_at(after) in _QUOTES
        above = before_titles(text, name.first)
        alone = above < 0 or "\n" in text.gap(above + 1)
        return name if alone and (after >= len(self.keys) or "\n" in text.gap(after)) else None

    def is_credit(self, office: OfficeReading) -> bool:
        """Whether a colon gives an office to the name after it: «نویسنده: …، مدیر تولید و تبلیغات: …»."""
        for at in range(office.last + 1, min(office.last + 4, len(self.keys))):
            if self.keys[at] == ":":
                return at + 1 in self.name_at
            if self.keys[at] == "،" or self.terms.first(at, "verbs") is not None:
                return False
        return False

    def before_latin(self, at: int) -> int | None:
        """The token before the bracket that a closing one at ``at`` belongs to, if only Latin words stand between."""
        if self.keys[at] != ")":
            return None
        opened = next(
            (first for first in range(at - 1, max(at - _FARTHEST_NAME, 0), -1) if self.keys[first] == "("), -1
        )
        return opened - 1 if opened > 0 and after_latin(self.text, opened) == at else None

    def one_of(self, at: int) -> NameMention | None:
        """The full name before «از» at a token, in one line: «علی لقمانی (زاده ۱۳۲۰) از اعضای شورا».

        Set off by a comma it is one where the group closes the apposition: «علی لقمانی، از اعضای شورا، گفت».
        """
        comma = self.text.key_at(at - 1) in _COMMAS
        if comma and not self.closes(at):
            return None
        name = self.in_name.get(self.before_brackets(at - 1 - comma))
        return name if name is not None and name.full and "\n" not in self.text.gap(at) else None

    def closes(self, at: int) -> bool:
        """Whether a comma or a verb of saying ends what stands behind a token, nothing told in between."""
        for end in range(at + 1, self.text.sentence(at).last + 1):
            verb = self.terms.first(end, "verbs")
            if self.keys[end] in _COMMAS or verb is not None:
                return verb is None or verb.data["kind"] == "say"
            if is_finite_verb(self.keys[end]) or self.text.kinds[end] == SIGN:
                return False
        return False

    def before_brackets(self, at: int) -> int:
        """The token before brackets with a number that close at a token («(زاده ۱۳۲۰)»), or the token itself."""
        if self.text.key_at(at) != ")":
            return at
        first = self.text.sentence(at).first
        inside = range(at - 1, max(first, at - _LONGEST_CLAUSE) - 1, -1)
        opened = next((one for one in inside if self.keys[one] == "("), None)
        dated = opened is not None and any(self.text.kinds[one] == NUMBER for one in range(opened, at))
        return opened - 1 if opened is not None and dated else at

    def before_clause(self, office: OfficeReading) -> int:
        """The token before an office, or before what joins it to a name: «که نخستین», «- صنعتگر و»."""
        at = before = office.term.first - 1
        if self.text.key_at(at) in _words("bearers"):
            at -= 1
        if self.text.key_at(at) in _words("firsts"):
            at -= 1
            before = at  # «گوهرتاج آبگینه‌چی، تنها زن عضو هیئت‌مدیره …»
        if self.text.key_at(at) == "که":
            at -= self.text.key_at(at - 1) in ("نیز", "هم")
            held = self.verb_after(office) in keys_of("words.toml", "copulas") and at - 1 in self.in_name
            return at - 1 if held else before
        for named in (self.before_relative(office), self.before_predicate(office)):
            if named is not None:
                return named
        if self.text.key_at(before) == "و":
            for first in range(before - 1, max(before - _FARTHEST_OCCUPATION, 0), -1):
                if self.keys[first] in _words("occupations"):
                    return first - 1 if self.keys[first - 1] in _BETWEEN or first - 1 in self.in_name else before
                if self.text.kinds[first] != WORD or first in self.in_name:
                    break
        return before

    def before_relative(self, office: OfficeReading) -> int | None:
        """The last token of a name before a clause that an office ends: «… که ۴۱ سال دارد و مدیر … است».

        Or the office is all that is said: «… که سه سال مدیرعامل … بود».
        """
        start = max(self.text.sentence(office.term.first).first, office.term.first - _LONGEST_CLAUSE)
        opener = next((at for at in range(office.term.first - 2, start, -1) if self.keys[at] == "که"), -1)
        held = opener - 1 in self.in_name and self.verb_after(office) in keys_of("words.toml", "copulas")
        between = range(opener + 1, office.term.first - 1)
        one = held and not any(self.terms.first(at, "roles") or at in self.in_name for at in between)
        parted = self.keys[office.term.first - 1] == "و"
        if between and not self.begins_predicate(office.term.first - 1):
            return None  # «… که حامل پیام وزیر امور خارجه است»: of that noun
        return opener - 1 if one and parted == any(is_finite_verb(self.keys[at]) for at in between) else None

    def before_predicate(self, office: OfficeReading) -> int | None:
        """The last token of the name that opens the sentence and is said to hold the office: «… و حالا مدیرعامل … است».

        Nobody else and no other office may stand between, nothing be said by anybody, and no noun own the office.
        """
        if not self.is_held_now(office):
            return None
        first = self.text.sentence(office.term.first).first
        opening = next((at for at in range(office.term.first - 1, first, -1) if self.keys[at] in (":", "-")), first - 1)
        name = self.name_at.get(opening + 1)
        if name is None:
            return None
        between = range(name.last + 1, office.term.first)
        if between and not self.begins_predicate(between[-1]):
            return None  # «… خواستار برکناری مدیرعامل … شد»: of that noun
        told = _words("telling")
        others = (at in self.in_name or self.keys[at] in told or self.terms.first(at, "roles") for at in between)
        return None if any(others) else name.last

    def is_held_now(self, office: OfficeReading) -> bool:
        """Whether a copula follows an office, perhaps behind the last word of its affiliation: «… تعاونی کوشا است»."""
        held, at = keys_of("words.toml", "copulas") | _words("becoming"), office.last + 1
        if self.text.key_at(at) in held:
            return True
        told = office.term.first and self.keys[office.term.first - 1] not in _COMMAS
        named = office.affiliation is not None and self.adjoins(at) and self.is_plain(at)
        return bool(told) and named and self.text.key_at(at + 1) in keys_of("words.toml", "copulas")

    def is_plain(self, at: int) -> bool:
        """Whether a word may end an affiliation: no nominal part of a verb, no word of grammar, none behind a place."""
        verbal = self.keys[at] in keys_of("nouns.toml", "verbal") or is_participle(self.keys[at])  # «معارفه شد»
        verbal = verbal or self.keys[at] in keys_of("phrases.toml", "stops")  # «مجبور شد»
        verbal = verbal or self.keys[at] in keys_of("nouns.toml", "predicates")  # «وزیر نفت مطمئن است»
        verbal = verbal or place_at(self.terms, at - 1) is not None  # «رئیس اتاق تعاون ایران امیدوار است»
        return not (verbal or self.keys[at] in _words("name_ends") or self.terms.first(at, "verbs") is not None)

    def begins_predicate(self, before: int) -> bool:
        """Whether what follows a word is said of the subject and no genitive of the word: «و», «حالا», «از سال ۹۵»."""
        word = self.keys[before]
        if word == "است" and self.text.key_at(before - 1) in keys_of("words.toml", "spans"):
            return True  # «هفت سال است رئیس شورا است»
        dated = self.text.kinds[before] == NUMBER or word in _words("times") | keys_of("words.toml", "spans")
        return dated or word in ("و", "،") or word in _words("nows")

    def clause_end(self, office: OfficeReading) -> int:
        """The last token of the sentence of an office."""
        return self.text.sentence(office.term.first).last

    def appointed(self, office: OfficeReading) -> NameMention | None:
        """The name before «به عنوان» and the like, nearest in the sentence."""
        at = office.term.first
        joined = ""
        for start in range(at - 1, max(-1, at - 4), -1):
            joined = self.keys[start] + joined
            if joined in _words("appointed_as"):
                sentence = self.text.sentence(at)
                # «نامه را به وزیر داد»: «را به» alone follows the name itself.
                nearest = start - 1 if joined == "رابه" else sentence.first
                return self.named_before(start, nearest)
        return None

    def before_appointment(self, at: int) -> int:
        """The token before «به عنوان» that ends at a token, or the token: «علی لقمانی و رضا تابش به عنوان اعضای …»."""
        joined = ""
        for start in range(at, max(-1, at - 3), -1):
            joined = self.keys[start] + joined
            if joined in _words("appointed_as") and joined != "رابه":
                return start - 1
        return at

    def named_before(self, start: int, nearest: int) -> NameMention | None:
        """The last name before a token of a sentence, if it is the subject: no verb and no other body between.

        In «علی لقمانی معاون وزارت کشور به عنوان …» the body is an office's, in «وزارت کشور به عنوان مجری» it is not.
        """
        body = False
        for token in range(start - 1, nearest - 1, -1):
            name = self.in_name.get(token)
            if name is not None and not self.orders(name):
                return None if body else name
            if is_finite_verb(self.keys[token]):
                return None
            free = self.text.key_at(token - 1) not in _words(
                "not_subjects_after"
            )  # «علی لقمانی، از حزب سپید، به عنوان …»
            body = (body or (free and self.is_body(token))) and self.terms.first(token, "roles") is None
        return None

    def orders(self, name: NameMention) -> bool:
        """Whether a name is whose order gives somebody an office: «… با حکم علی لقمانی وزیر کشور به عنوان …»."""
        at = before_titles(self.text, name.first)
        by_order = self.text.key_at(at) in _words("orders") and self.text.key_at(at - 1) in _words("not_subjects_after")
        return by_order or self.text.key_at(at) in _words("agents")

    def is_body(self, at: int) -> bool:
        """Whether the name of a body begins at a token."""
        body = self.terms.first(at, "bodies")
        return body is not None and body.data["part"] in ("head", "name")

    def after(self, office: OfficeReading) -> tuple[NameMention, bool] | None:
        """The name after an office, and whether a comma parts them."""
        comma = False
        by_order = self.keys[office.term.first - 1] in _words("orders") if office.term.first else False
        start = office.last + 1
        if self.text.key_at(start) == "در" and self.adjoins(start + 1) and self.text.key_at(start + 2) in _COMMAS:
            start += 2  # «مجری طرح پرورش ماهی در قفس، …»
        for at in range(start, min(start + _FARTHEST_NAME, len(self.keys))):
            if "\n" in self.text.gap(at):
                return None
            if at in self.name_at and self.is_over(office, self.name_at[at]):
                return None
            if at in self.name_at:
                # «با حکم وزیر، آرش نیک‌روش سرپرست شد»: the appointed, not the minister.
                return None if comma and by_order else (self.name_at[at], comma)
            word = self.keys[at]
            if word in _COMMAS:
                comma = True
            elif word == "»" or (word not in _BETWEEN and word not in _words("namely") and not self.is_title(at)):
                return None
        return None

    def is_superior(self, term: Term, name: NameMention) -> bool:
        """Whether a name is whose adviser or spokesman somebody is: «مشاور اقتصادی ترامپ»."""
        return bool(term.data.get("under")) and self.keys[name.first] in _words("foreign_surnames") and not name.full

    def is_over(self, office: OfficeReading, name: NameMention) -> bool:
        """Whether the name after an office is whose adviser or deputy somebody is, also «معاون آقای مهرآذر»."""
        term = office.term
        titled = name.first > office.last + 1 and self.adjoins(office.last + 1)
        alone = term.first == term.last and office.affiliation is None
        speaks = self.terms.first(name.last + 1, "verbs") is not None and self.heads_sentence(office)
        return self.is_superior(term, name) or bool(alone and titled and term.data.get("under") and not speaks)

    def is_title(self, at: int) -> bool:
        """Whether a token belongs to a title."""
        return any(
            "".join(self.keys[start : end + 1]) in _words("titles")
            for start in range(max(0, at - 2), at + 1)
            for end in range(at, min(at + 3, len(self.keys)))
        )

    def beside(self, office: OfficeReading) -> NameMention | None:
        """A name that may be the holder's, before or after."""
        for found in (self.before(office), self.after(office)):
            if found is not None:
                return found[0]
        return self.appointed(office)

    def with_names(self, offices: list[OfficeReading]) -> list[OfficeReading]:
        """The offices with the names of their holders; a plural with several names becomes several offices."""
        heads = {office.term.first for office in offices}
        used: set[int] = set()
        found: list[OfficeReading] = []
        for office in offices:
            name = self.holder(office, used, heads)
            if office.term.plural:
                holders = self.holders(office, used)
                used.update(holder.first for holder in holders)
                parts = self.parts(office, len(holders))
                found.extend(
                    replace(office, name=holder, affiliation=part) for holder, part in zip(holders, parts, strict=True)
                )
                definite = office.affiliation is not None or office.term.data.get("same")
                if not holders and definite and not office.term.data.get("group"):
                    found.append(office)
                continue
            if name is not None:
                used.add(name.first)
                if name.first < office.term.first:
                    office = self.become(office)
            elif office.term.data.get("of") and office.affiliation is None:
                continue
            found.append(replace(office, name=name))
        return found

    def parts(self, office: OfficeReading, holders: int) -> list[Span | None]:
        """The affiliation of each holder: of as many places as holders each has one («فرمانداران رشت و فومن»)."""
        whole, found = office.affiliation, list[Span]()
        at = office.last + 1 if whole is None or office.term.data.get("within") else whole.first
        while whole is not None and at <= whole.last and (place := place_at(self.terms, at)) is not None:
            found.append(Span(place.first, place.last))
            joined = self.text.key_at(place.last + 1)
            at = place.last + 2 if joined == "و" or joined in _COMMAS else place.last + 1
        split = whole is not None and len(found) == holders > 1 and found[-1].last == whole.last
        return list(found) if split else [whole] * holders

    def holder(self, office: OfficeReading, used: set[int], heads: set[int]) -> NameMention | None:
        """The name that belongs to an office."""
        before, after = self.before(office), self.after(office)
        if before is not None and before[0].first in used:
            before = None
        name, rule = self.chosen(office, before, after if after and after[0].first not in used else None, heads)
        if asked():
            beside = [
                Considered(one[0].first, one[0].last, "", self.text.words(one[0][:2]), 1 + one[1])
                for one in (before, after)
                if one is not None
            ]
            said = None if name is None else self.text.words(name[:2])
            head = Span(office.term.first, office.last)
            because("holder", head, said, rule, [name] if name is not None else [], beside)
        return name

    def chosen(
        self,
        office: OfficeReading,
        before: tuple[NameMention, bool] | None,
        after: tuple[NameMention, bool] | None,
        heads: set[int],
    ) -> tuple[NameMention | None, str]:
        """Which of the names before and after an office is its holder's, and why; each may stand across a comma."""
        if office.term.label == "held_roles":
            return self.held_by(office.term), "who has it in hand"
        if before is not None and not before[1]:
            return before[0], "right before it"
        if before is not None and after is not None and before[0].full and self.is_bare_surname(after[0]):
            return before[0], "before it, with a comma"  # «رضا مهرآذر، رئیس موزه ملک»
        if after is not None:
            name, comma = after
            follower = self.role_after(name, heads)
            if comma and self.is_appointed(name):
                held = before[0] if before is not None else self.appointed(office)
                return held, "the name after it gets another office"
            if not comma and follower != "direct":
                return name, "right after it"
            if comma and before is None and follower is None and not self.is_listed(name):
                return name, "after it, with a comma"
            if comma and before is None and follower == "comma" and self.heads_sentence(office):
                return name, "after it, with a comma; the office heads the sentence"
        if before is not None:
            return before[0], "before it, with a comma"
        return self.appointed(office), "before «به عنوان» and the like, if anywhere"

    def held_by(self, term: Term) -> NameMention | None:
        """Who has an office in hand: «علی لقمانی [که …] مدیریت تعاونی … را بر عهده دارد», its subject."""
        keys, sentence = self.keys, self.text.sentence(term.first)
        ends = (at for at in range(term.last + 1, sentence.last + 1) if keys[at] == "را" or self.ends_phrase(at))
        marked = next(ends, sentence.last)
        hand = next((at for at in (marked + 1, marked + 2) if self.text.key_at(at) in _words("in_hand")), None)
        if keys[marked] != "را" or hand is None or self.text.key_at(hand + 1) not in _words("having"):
            return None
        if keys[term.first - 1] in _words("not_subjects_after"):
            return None  # «با انتقاد از مدیریت بانک …»
        before = range(term.first - 1, sentence.first - 1, -1)
        name = next((self.in_name[at] for at in before if at in self.in_name), None)
        if name is None:
            return None
        after = name.last + 1 + (keys[name.last + 1] in _QUOTES)
        if keys[after] == "که":
            return name
        opens = before_titles(self.text, name.first) < sentence.first
        return name if opens and not any(map(self.ends_phrase, range(name.last + 1, term.first))) else None

    def ends_phrase(self, at: int) -> bool:
        """Whether no subject or object goes on at a token: at a verb, a nominal part of one, or a colon."""
        return self.keys[at] == ":" or is_finite_verb(self.keys[at]) or self.terms.first(at, "verbs") is not None

    def is_bare_surname(self, name: NameMention) -> bool:
        """Whether a name is a surname alone, right after the word before it and without a title."""
        return not name.full and self.adjoins(name.first) and not self.is_title(name.first - 1)

    def is_appointed(self, name: NameMention) -> bool:
        """Whether «به عنوان» or the like stands after a name: who gets the office that follows."""
        after = name.last + 1
        return any("".join(self.keys[after : end + 1]) in _words("appointed_as") for end in range(after, after + 4))

    def become(self, office: OfficeReading) -> OfficeReading:
        """«… مدیرعامل تعاونی کوشا شد», «… است»: the word before belongs to the affiliation, not to a verb."""
        at = office.last + 1
        verb = self.terms.first(at + 1, "verbs")
        becomes = verb is not None and verb.id == "become"
        if office.affiliation is None or not self.adjoins(at) or not (becomes or self.is_told(office, at + 1)):
            return office
        if not self.is_plain(at):
            return office
        return replace(office, affiliation=Span(office.affiliation.first, at), last=at)

    def is_told(self, office: OfficeReading, copula: int) -> bool:
        """Whether a copula says that the person right before has an office: «علی لقمانی مدیرعامل تعاونی کوشا است»."""
        before = self.before(office)
        return self.text.key_at(copula) in keys_of("words.toml", "copulas") and before is not None and not before[1]

    def role_after(self, name: NameMention, heads: set[int]) -> str | None:
        """How an office follows a name: «direct», after a «comma», or not at all."""
        at, comma = name.last + 1, False
        while at < len(self.keys) and self.keys[at] in _BETWEEN and "\n" not in self.text.gap(at):
            comma = comma or self.keys[at] in _COMMAS
            at += 1
        if at not in heads or "\n" in self.text.gap(at):
            return None
        return "comma" if comma else "direct"

    def is_listed(self, name: NameMention) -> bool:
        """Whether a name is followed by «و» and another name: members of a list, none the holder of the office."""
        return self.text.key_at(name.last + 1) == "و" and name.last + 2 in self.name_at

    def verb_after(self, office: OfficeReading) -> str:
        """The next verb of the sentence."""
        following = self.keys[office.last + 1 : self.clause_end(office) + 1]
        return next((word for word in following if is_finite_verb(word)), "")

    def heads_sentence(self, office: OfficeReading) -> bool:
        """Whether an office stands at the head of its sentence."""
        start = self.text.sentence(office.term.first).first
        return office.term.first - start <= 1 or any(
            self.keys[at] in "؛،:-" and not any(token in self.in_name for token in range(start, at))
            for at in (office.term.first - 1, office.term.first - 2)
            if at >= start and self.terms.first(start, "verbs") is not None
        )

    def holders(self, office: OfficeReading, used: set[int]) -> list[NameMention]:
        """The names that stand as a list before a plural office («… و …، نمایندگان رشت»)."""
        found: list[NameMention] = []
        at = office.term.first - 1
        if self.text.key_at(at) == "از":
            name = self.one_of(at)
            return [name] if name is not None and name.first not in used else []
        at = self.before_appointment(at)
        while at >= 0 and "\n" not in self.text.gap(at + 1):
            name = self.in_name.get(at)
            if name is not None and name.first not in used:
                found.append(name)
                at = name.first - 1
            elif self.keys[at] in _BETWEEN or self.keys[at] in ("و", *numerals()) or self.is_title(at):
                at -= 1
            else:
                break
        return found[::-1]


def numerals() -> frozenset[str]:
    """Number words that make one role the office of several («سه عضو شورا»)."""
    return keys_of("phrases.toml", "number_words") - {"یک"}


@cache
def _words(table: str) -> frozenset[str]:
    return keys_of("honorifics.toml", table)
