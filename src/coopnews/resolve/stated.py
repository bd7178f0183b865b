"""What one place of a text states of an office: role and affiliation, with what «این» in it points back to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from coopnews.finders.mentions import BodyMention, OfficeMention
from coopnews.finders.offices import role_facts
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of
from coopnews.resolve.affiliations import Fact
from coopnews.text import Span, Text

_MOST_NAMED = 200
"""So many bodies before an office are looked through for the one that a head is short for."""
_MOST_BEGUN = 4
"""No more bodies than this begin in one affiliation."""


class Stated:
    """Reads the offices of one text.

    >>> from coopnews.finders.offices import find_offices
    >>> from coopnews.finders.structure import Structure
    >>> text = Text("وزیر خارجه سابق انگلیس به یزد آمد")
    >>> terms = Terms(text)
    >>> offices = find_offices(text, terms, [], [], Structure(None, None, None, None, ()))
    >>> Stated(text, terms, offices, []).fact(offices[0]).affiliation
    'خارجه انگلیس'
    """

    def __init__(
        self, text: Text, terms: Terms, offices: Sequence[OfficeMention], bodies: Sequence[BodyMention]
    ) -> None:
        self.text, self.terms, self.offices, self.bodies = text, terms, offices, bodies
        self.starts = [body.first for body in bodies]

    def fact(self, mention: OfficeMention) -> Fact:
        """The office of a mention, as it is stated there."""
        span = mention.affiliation
        affiliation: str | None = None
        words: tuple[str, ...] = ()
        if span is not None and self.text.keys[span.first] in keys_of("honorifics.toml", "demonstratives"):
            affiliation, words = self._antecedent(span)
        elif span is not None and (whole := self._named_before(span)) is not None:
            affiliation, words = self.text.words(whole), tuple(self.text.keys[whole.first : whole.last + 1])
        elif span is not None:
            fixed = role_facts(mention.role).get("fields")  # a minister's field is complete by itself
            parts = self._without_state(span if fixed else self._whole(span), mention.role)
            affiliation = " ".join(map(self.text.words, parts))
            words = tuple(word for part in parts for word in self.text.keys[part.first : part.last + 1])
        return Fact(mention.role, affiliation, words, mention.former, mention.plural, mention.head.first)

    def _whole(self, span: Span) -> Span:
        """An affiliation with the whole of the body that begins in it: «مدیر تصفیه تعاونی مسکن مهرگان الوند»."""
        behind = bisect_right(self.starts, span.last)
        begun = [
            body
            for body in self.bodies[max(0, behind - _MOST_BEGUN) : behind]
            if body.first >= span.first and self.text.keys[body.last] not in keys_of("words.toml", "ours")
        ]
        return Span(span.first, max([span.last, *(body.last for body in begun)]))

    def _without_state(self, span: Span, role: str) -> list[Span]:
        """An affiliation without what tells how a minister holds his office: «خارجه (سابق) انگلیس»."""
        states = keys_of("honorifics.toml", "states") | keys_of("honorifics.toml", "former")
        inside = range(span.first + 1, span.last) if role_facts(role).get("fields") else range(0)
        at = next((at for at in inside if self.text.keys[at] in states), None)
        if at is None or not self._is_country(at + 1):
            return [span]
        return [Span(span.first, at - 1), Span(at + 1, span.last)]

    def _is_country(self, at: int) -> bool:
        pointing = self.text.keys[at] in keys_of("honorifics.toml", "demonstratives")
        return pointing or self.terms.first(at, "place:country") is not None

    def _named_before(self, span: Span) -> Span | None:
        """The body named before that a head alone is short for: «بازرس اتحادیه» behind «اتحادیه زنبورداران قزوین»."""
        term = self.terms.first(span.first, "bodies")
        unique = self.text.keys[span.first] in keys_of("honorifics.toml", "unique_bodies")  # «رئیس مجلس»
        if term is None or term.data["part"] != "head" or term.last != span.last or unique:
            return None
        head, before = self.text.keys[span.first : span.last + 1], bisect_left(self.starts, span.first)
        if before < len(self.bodies) and self.starts[before] == span.first:
            return None
        named = self._bodies_before(span, head)
        if not named:
            return None
        nearest, starts = named[-1], self.text.paragraph_starts
        fullest = max(named, key=lambda body: body.last - body.first)
        whole = set(self.text.keys[fullest.first : fullest.last + 1])
        if all(whole.issuperset(self.text.keys[body.first : body.last + 1]) for body in named):
            return Span(fullest.first, fullest.last)  # one body, told by its name and in short
        near = bisect_right(starts, nearest.first) == bisect_right(starts, span.first)
        return Span(nearest.first, nearest.last) if near else None

    def _bodies_before(self, span: Span, head: Sequence[str]) -> list[BodyMention]:
        """The bodies before an affiliation, the last ones of very many, whose names are a head and more."""
        end = bisect_left(self.starts, span.first)
        return [body for body in self.bodies[max(0, end - _MOST_NAMED) : end] if self._is_named_with(body, head)]

    def _is_named_with(self, body: BodyMention, head: Sequence[str]) -> bool:
        """Whether a body's name is a head and more, perhaps behind «شرکت»: «شرکت تعاونی سبزدشت»."""
        firms = keys_of("body_words.toml", "firms")
        firm = self.text.keys[body.first] in firms and self._is_headed(body.first + 1, head)
        return (firm or self._is_headed(body.first, head)) and body.last - body.first >= len(head) + firm

    def _antecedent(self, span: Span) -> tuple[str | None, tuple[str, ...]]:
        """What «این اداره کل» in an affiliation means: the nearest body or affiliation before with that head."""
        text, head = self.text, self.text.keys[span.first + 1 : span.last + 1]
        best: Span | None = None
        if "کشور" in head:
            countries = (self.terms.first(at, "place:country") for at in range(span.first - 1, -1, -1))
            country = next((term for term in countries if term is not None), None)
            best = None if country is None else Span(country.first, country.last)
        if named := self._bodies_before(span, head):
            best = Span(named[-1].first, named[-1].last)
        for office in self.offices:
            other = office.affiliation
            if other is None or other.last >= span.first:
                continue
            for at in range(other.first, other.last - len(head) + 1):
                if self._is_headed(at, head) and (best is None or at > best.first):
                    best = Span(at, other.last)
        if best is None:
            return None, ()
        return text.words(best), tuple(text.keys[best.first : best.last + 1])

    def _is_headed(self, at: int, head: Sequence[str]) -> bool:
        """Whether the words of a head stand at a token, perhaps with a written genitive («شورا», «شورای نگهبان»)."""
        words = self.text.keys[at : at + len(head)]
        alike = len(words) == len(head) and words[:-1] == head[:-1]
        return alike and _without_genitive(words[-1]) == _without_genitive(head[-1])


def _without_genitive(word: str) -> str:
    """A word without the genitive that is written behind a vowel: «شورای» → «شورا», but «تعاونی»."""
    return word[:-1] if word.endswith(("ای", "وی")) else word
