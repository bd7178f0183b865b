"""The medium an article is reported from: source line, dateline, reporter, «منبع: …»."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from coopnews.finders.phrases import fixed_end, phrase_end
from coopnews.finders.places import place_at
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of
from coopnews.text import Span, Text
from coopnews.tokenize import SIGN, WORD
from coopnews.verbs import is_finite_verb

_FILE, _MEDIA = "structure.toml", "body_words.toml"
LONGEST_OUTLET, LONGEST_MASTHEAD = 6, 20
SEARCHED = 5
"""In so many paragraphs at the top a source line is looked for."""
_DASHES = frozenset("-/|(_[")
_RULES = frozenset("|/")
"""Signs that no sentence holds after its first words: what stands before them is a dateline."""


def find_outlet(
    text: Text, terms: Terms, paragraphs: Sequence[Span], source: Span | None, furniture: Sequence[Span] = ()
) -> Span | None:
    """The outlet as a run of tokens.

    ``paragraphs`` are those of the article, ``source`` its tail, ``furniture`` the lines about the page.

    >>> text = Text("یزد - ایلنا - مدیرکل شیلات گفت: بازار رونق دارد.")
    >>> text.quote(find_outlet(text, Terms(text), text.sentences, None))
    'ایلنا'
    """
    finder = _Outlets(text, terms)
    top = paragraphs[:SEARCHED]
    weak: Span | None = None
    for line in top:
        for at in finder.within(line, "reports"):
            found = finder.reported(at, line)
            if found is None:
                continue
            if finder.is_medium(found):
                return found
            weak = weak or found
    for line in top[:2]:
        if (found := finder.dateline(line)) is not None:
            return found
    looks = ((finder.reporter, "interviews"), (finder.quoted, "quotations"), (finder.told, "told"))
    for look, opening in looks:
        for line in top:
            for at in finder.within(line, opening):
                if (found := look(at, line)) is not None:
                    return found
    if weak is not None:
        return weak
    if source is not None and (found := finder.source(source)) is not None:
        return found
    for line in furniture:
        if (found := finder.masthead(line)) is not None:
            return found
    return finder.late(paragraphs[SEARCHED:])


def is_masthead(text: Text, terms: Terms, line: Span) -> bool:
    """Whether a short line names the medium and then nothing, or something about the page."""
    return line.last - line.first < LONGEST_MASTHEAD and _Outlets(text, terms).masthead(line) is not None


class _Outlets:
    """The forms in which one text may name its outlet."""

    def __init__(self, text: Text, terms: Terms) -> None:
        self.text, self.terms = text, terms
        self.beginnings = {name: text.where(_beginnings(name)) for name in ("reports", "interviews", "quotations")}
        self.beginnings["told"] = text.where({"به"})

    def within(self, line: Span, *names: str) -> list[int]:
        """The tokens of a line where forms of some tables may begin."""
        found: list[int] = []
        for name in names:
            places = self.beginnings[name]
            found += places[bisect_left(places, line.first) : bisect_left(places, line.last + 1)]
        return found if len(names) == 1 else sorted({*found})

    def reported(self, at: int, line: Span) -> Span | None:
        """«به گزارش خبرنگار X»."""
        after = _after(self.text, at, line, "reports")
        return None if after is None else self.name(self.past_reporter(after, line), line)

    def late(self, lines: Sequence[Span]) -> Span | None:
        """A known medium in a source line further down."""
        for line in lines:
            for at in self.within(line, "reports", "told"):
                found = self.reported(at, line) or self.told(at, line)
                known = found is not None and self.looks_medial(found)
                if known or (found is not None and at == line.first and self.text.keys[found.first] == "روابط"):
                    return found
        return None

    def told(self, at: int, line: Span) -> Span | None:
        """«به ایسنا، گفت»: a known medium between «به» and a reporting verb."""
        if self.text.keys[at] != "به" or at + 2 > line.last:
            return None
        medium = self.terms.first(at + 1, "bodies")
        if medium is None and self.has_medial_end(Span(at + 1, at + 1)):
            last = at + 1
        elif medium is None or medium.data["part"] != "name" or medium.data["kind"] != "medium":
            return None
        else:
            last = medium.last
        after = last + 1
        if self.sign(after, line) == "،":
            after += 1
        verb = self.terms.first(after, "verbs") if after <= line.last else None
        return Span(at + 1, last) if verb is not None and verb.data["kind"] in ("say", "noun") else None

    def reporter(self, at: int, line: Span) -> Span | None:
        """«به خبرنگار X گفت», «در گفت‌وگو با X»."""
        after = _after(self.text, at, line, "interviews")
        if after is None and self.text.keys[at] == "خبرنگار":
            after = at + 1
        if after is None:
            return None
        first = self.past_reporter(after, line)
        found = self.name(first, line)
        if found is None or (self.text.keys[at] != "خبرنگار" and first == after and not self.looks_medial(found)):
            return None
        return found if self.is_medium(found) else None

    def quoted(self, at: int, line: Span) -> Span | None:
        """«به نقل از X» at the head of a paragraph, «X به نقل از Y»."""
        after = _after(self.text, at, line, "quotations")
        if after is None:
            return None
        if at > line.first:
            found = self.name(line.first, line)
            return found if found and found.last == at - 1 and self.looks_medial(found) else None
        found = self.name(after, line)
        return found if found and (self.looks_medial(found) or self.text.keys[found.first] == "روابط") else None

    def dateline(self, line: Span) -> Span | None:
        """«یزد - ایلنا -», «قم (پانا) -», «بازتاب تعاون/یزد», «کویرنیوز:»."""
        first = self.past_reporter(line.first, line)
        told = first > line.first
        bracketed = self.sign(first, line) in ("[", "(")
        place = place_at(self.terms, first)
        if place is not None and self.sign(place.last + 1, line) in _DASHES | {"،"}:
            found = self.segment(self.past_reporter(place.last + 2, line), line)
            if found is None or self.sign(found.last + 1, line) not in _DASHES | {")", ":", "؛"}:
                return None
            return found if self.sign(place.last + 1, line) != "،" or self.looks_medial(found) else None
        head = self.terms.first(first, "bodies")
        headed = head is not None and head.data.get("kind") == "medium" and not bracketed
        found = self.name(first, line) if headed else self.segment(first + bracketed, line)
        if found is None or not self.is_medium(found):
            return None
        end = found.last + 1
        if bracketed:
            if self.sign(end, line) not in ("]", ")"):
                return None
            if self.looks_medial(found):
                return found
            end += 1
        after = self.sign(end, line)
        if after in _RULES and end + LONGEST_OUTLET < line.last:
            return found
        place = place_at(self.terms, end + 1) if after in _DASHES else None
        if place is not None and (after in _RULES or self.sign(place.last + 1, line) in _DASHES | {":"}):
            return found
        if after in (":", "؛", "-", "("):
            office = self.terms.first(end + 1, "roles") is not None  # «حسین‌زاده - مدیرعامل …»
            compound = found.first == found.last and "\u200c" in self.text.quote(found) and not office
            looks = self.looks_like_dateline(found) or (after == "-" and compound)
            return found if looks or (told and after != "؛") else None
        return found if after == "،" and (headed or self.has_medial_end(found)) else None

    def masthead(self, line: Span) -> Span | None:
        """«روزنامه چاشت | شماره ۲۱۴۷ | …»: a line about the page that begins with a medium."""
        head = self.terms.first(line.first, "bodies")
        if head is not None and head.data.get("kind") == "medium" and not head.plural:
            found = self.name(line.first, line)
        else:
            found = self.segment(line.first, line)
            found = found if found and (self.has_medial_end(found) or self.leads_trail(found, line)) else None
        return found if found and (found.last == line.last or self.sign(found.last + 1, line)) else None

    def leads_trail(self, found: Span, line: Span) -> bool:
        """Whether «» or > part a line into the sections that lead to the page («مهر پایتخت » جامعه » تعاون»)."""
        signs = [self.sign(at, line) for at in range(found.last + 1, line.last + 1)]
        return signs[:1] in (["»"], [">"]) and signs.count(signs[0]) > 1

    def source(self, tail: Span) -> Span | None:
        """«منبع: X» in the tail."""
        for at in range(tail.first, tail.last):
            if self.text.keys[at] == ":" and "منبع" in self.text.keys[max(tail.first, at - 2) : at]:
                line = Span(at, self.text.sentence(at).last)
                return self.segment(at + 1, line) if at + 1 <= line.last else None
        return None

    # --- parts -------------------------------------------------------------------------------------------

    def past_reporter(self, at: int, line: Span) -> int:
        """The token after «خبرنگار», «گروه استان‌های» and the like."""
        begun = at
        while at < line.last and (
            self.text.keys[at] in keys_of(_FILE, "reporters")
            or (at > begun and self.text.keys[at] in keys_of(_FILE, "reporter_fields"))
        ):
            at += 1
        return at

    def name(self, first: int, line: Span) -> Span | None:
        """The outlet's name that begins at a token."""
        text = self.text
        if first > line.last:
            return None
        if text.keys[first] in ("«", '"', "'") and first < line.last:
            return self.quote(first, line)
        barred = text.keys[first] in keys_of(_FILE, "no_outlets") and not self.terms.at(first, "bodies")
        if text.kinds[first] != WORD or barred:
            return None
        subunit = self.terms.first(first, "bodies")
        start = first
        if subunit is not None and subunit.data["part"] == "subunit":
            start = subunit.last + 1
        head = self.terms.first(start, "bodies") if start <= line.last else None
        if head is None and start == first:
            return self.segment(first, line)
        if start > line.last or (head is not None and head.plural):
            return None
        if head is None or head.data.get("kind") != "medium":
            return Span(first, phrase_end(text, self.terms, start, limit=line.last))
        if head.data["part"] == "name":
            return Span(first, self.branch(head.last, line))
        owner = self.terms.first(head.last + 1, "bodies")
        if owner is not None and owner.data["part"] != "subunit":
            last = phrase_end(text, self.terms, owner.first, limit=line.last)
            return Span(first, self.branch(last, line, beside=True))
        rest = self.segment(head.last + 1, line)
        return Span(first, rest.last) if rest else None

    def quote(self, first: int, line: Span) -> Span | None:
        """What stands in the quotes that open at a token, if it is short."""
        for at in range(first + 2, min(first + LONGEST_OUTLET, line.last) + 1):
            if self.text.keys[at] in ("»", '"', "'"):
                return Span(first + 1, at - 1)
        return None

    def branch(self, last: int, line: Span, *, beside: bool = False) -> int:
        """The end of «مرکز یزد», «منطقه فارس» after a medium's name; ``beside``: of a bare place before a sign too."""
        if beside and last < line.last:
            place = place_at(self.terms, last + 1)
            if place is not None and self.sign(place.last + 1, line):
                return place.last
        if last + 2 <= line.last and self.text.keys[last + 1] in ("مرکز", "منطقه"):
            place = place_at(self.terms, last + 2)
            if place is not None:
                return place.last
        return last

    def segment(self, first: int, line: Span) -> Span | None:
        """A short run of words up to a sign or a word that is no part of a name."""
        text, last = self.text, first - 1
        quote = text.key_at(first) if text.key_at(first) in ("«", '"', "'") else ""
        at = first + 1 if quote else first
        while at <= line.last and at - first < LONGEST_OUTLET:
            key = text.keys[at]
            if quote and key in ("»", '"', "'"):
                last = at
                break
            if text.kinds[at] == SIGN and not (key == "-" and not text.gap(at) and not text.gap(at + 1)):
                break
            if (fixed := fixed_end(text, at, line.last, "compounds")) is not None:
                last, at = fixed, fixed + 1  # «پایگاه خبری کار و تعاون»
                continue
            ends = self.ends_outlet(at) and not (at == first and self.is_titled(at, line))
            if ends or is_finite_verb(key) or self.terms.at(at, "roles"):
                break
            last = at
            at += 1
        if last < first or last - first + 1 >= LONGEST_OUTLET:
            return None
        if first == last and text.keys[first] in keys_of(_FILE, "no_outlets"):
            return None
        return Span(first, last)

    def is_titled(self, at: int, line: Span) -> bool:
        """Whether a time of day begins the name of a medium: «عصر هامون،», but «عصر دوشنبه», «صبح امروز»."""
        if self.text.keys[at] not in keys_of(_MEDIA, "outlet_times") or at + 2 > line.last:
            return False
        over = self.text.kinds[at + 2] == SIGN or "".join(self.text.keys[at + 2 : at + 4]) == "بهنقل"
        timed = self.ends_outlet(at + 1) or self.terms.at(at + 1, "dates") or self.terms.at(at + 1, "roles")
        return self.text.kinds[at + 1] == WORD and not timed and over

    def ends_outlet(self, at: int) -> bool:
        """Whether a word is no part of an outlet's name; «خبر» is one where it is no verb («خبر داد»)."""
        word = self.text.keys[at]
        if word == "خبر":
            after = self.terms.first(at + 1, "verbs")
            return after is not None and after.data["kind"] == "light"
        return word in keys_of(_FILE, "outlet_ends")

    def sign(self, at: int, line: Span) -> str:
        return self.text.keys[at] if at <= line.last and self.text.kinds[at] == SIGN else ""

    def is_medium(self, found: Span) -> bool:
        """Whether a name may be a medium's: no other sort of body, or that body's public-relations office."""
        term = self.terms.first(found.first, "bodies")
        return term is None or bool(term.data["part"] == "subunit" or term.data.get("kind") == "medium")

    def looks_medial(self, found: Span) -> bool:
        """Whether a name is known or built as a medium's."""
        term = self.terms.first(found.first, "bodies")
        if term is not None:
            return bool(term.data.get("kind") == "medium")
        expected = self.text.keys[found.last].endswith(tuple(keys_of(_MEDIA, "outlet_endings")))
        return expected or self.has_medial_end(found)

    def looks_like_dateline(self, found: Span) -> bool:
        """Whether a name is built as a medium's, wherever it stands."""
        term = self.terms.first(found.first, "bodies")
        begins = 1 <= found.last - found.first <= 2 and self.text.keys[found.first] in keys_of(
            _MEDIA, "outlet_beginnings"
        )
        return begins or self.has_medial_end(found) or (term is not None and term.data.get("kind") == "medium")

    def has_medial_end(self, found: Span) -> bool:
        """Whether a name ends as only a medium's does («شیرازپرس»)."""
        word = self.text.keys[found.last]
        return any(word.endswith(end) and word != end for end in keys_of(_MEDIA, "dateline_endings"))


@cache
def _beginnings(table: str) -> frozenset[str]:
    """The tokens that a form of a table may begin with; «خبرنگار» opens an interview by itself."""
    forms = keys_of(_FILE, table) | ({"خبرنگار"} if table == "interviews" else set())
    return frozenset(form[:end] for form in forms for end in range(1, len(form) + 1))


@cache
def _longest(table: str) -> int:
    return max(map(len, keys_of(_FILE, table)))


def _after(text: Text, at: int, line: Span, table: str) -> int | None:
    """The token after a form of a table that begins at a token; None where none does, or nothing follows."""
    forms = keys_of(_FILE, table)
    joined = ""
    for last in range(at, min(at + 4, line.last)):
        joined += text.keys[last]
        if joined in forms:
            longer = joined + text.keys[last + 1]
            return last + 2 if longer in forms and last + 2 <= line.last else last + 1
        if len(joined) > _longest(table):
            break
    return None
