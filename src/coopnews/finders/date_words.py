"""The words and tokens of a text as the date grammar asks for them: ``lexicon/dates.toml`` found in it.

:class:`Tokens` is what all parts of the grammar read: :mod:`~coopnews.finders.date_numerals` (numbers),
:mod:`~coopnews.finders.date_years`, :mod:`~coopnews.finders.date_months` (months and days),
:mod:`~coopnews.finders.date_parts` (parts of years), :mod:`~coopnews.finders.date_relative` and
:mod:`~coopnews.finders.dates`, which puts them together. Their functions take the tokens and the index of the
token where an expression would begin, and return what they read with its last token, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from coopnews.finders.numbers import Cardinal
from coopnews.finders.periods import Bounds, Period
from coopnews.lexicon import SHORTEST_JOINED, key, keys_of, load, read_toml
from coopnews.normalize import fold
from coopnews.text import Text
from coopnews.tokenize import WORD

AND, COMMAS, DASHES, SLASH = "و", ("،", ","), ("-", "/"), "/"
LONGEST_LIST = 12
"""Days, months or years that one expression lists: reading stays linear on any input."""
MOST_EDGES = 3
"""Words like «ابتدای» in a row."""
EZAFE = re.compile(r"(?<=\w)ه(?= )")
"""Where «ی» may be written after «ه»: «هفته‌ی گذشته», «نیمه‌ی دوم»."""

Entry = tuple[int, str, Mapping[str, Any]]
"""Of a form: how many words it is written with, the kind, and the data of its lexicon entry."""


class Atom(NamedTuple):
    """A run of tokens up to ``last`` that is a form of ``dates.toml``."""

    last: int
    kind: str
    data: Mapping[str, Any]


class Found(NamedTuple):
    """An expression. A ``bare`` one (a month by itself) is a date only after certain words."""

    first: int
    last: int
    period: Period
    bare: bool = False
    bounds: Bounds | None = None
    """Of ranges between two periods; else the period knows them."""


class Words(NamedTuple):
    """``dates.toml`` as the grammar asks for it."""

    forms: Mapping[str, Entry]
    """By lookup key."""
    prefixes: frozenset[str]
    beginnings: frozenset[str]
    """The tokens with which a form may begin."""
    lists: Mapping[str, frozenset[str]]
    measures: frozenset[str]
    """Units, currencies, multipliers and percent words: a number before one of them is no year."""


@cache
def words() -> Words:
    """The lexicon of the package, read once per process.

    >>> words().forms["مهرماه"][1], "مهرم" in words().prefixes, "تومان" in words().measures
    ('month', True, True)
    """
    entries = load().entries["dates"]
    forms = _forms()
    measures = _measures()
    prefixes = frozenset(form[:end] for form in forms for end in range(1, len(form)))
    return Words(
        forms,
        prefixes,
        prefixes.union(forms),
        {name: frozenset(map(key, entry.data["words"])) for name, entry in entries.items() if "words" in entry.data},
        frozenset(joined for joined in measures if joined not in forms),
    )


def _forms() -> dict[str, Entry]:
    lexicon = load()
    forms: dict[str, Entry] = {}
    for joined, found in lexicon.forms.items():
        for form in found:
            if form.entry.label == "dates":
                forms[joined] = (form.tokens, form.entry.data["kind"], form.entry.data)
    for entry in lexicon.entries["dates"].values():
        for spelled in map(fold, entry.data.get("forms", ())):
            linked = EZAFE.sub("هی", spelled if " " in spelled else spelled + " ").strip()
            forms.setdefault(linked.replace(" ", ""), (linked.count(" ") + 1, entry.data["kind"], entry.data))
    return forms


def _measures() -> set[str]:
    measures = set(map(key, read_toml("numbers.toml")["multipliers"])) | keys_of("numbers.toml", "percent_signs")
    measured = {
        joined
        for joined, found in load().forms.items()
        if any(form.entry.label in ("units", "currencies") for form in found)
    }
    return measures | measured


NUMBER, COUNT = "number", "count"
"""Kinds of tokens beside those of the lexicon: any number, and one with a word of dates or a number behind it."""
_AFTER_COUNT = frozenset((*COMMAS, *DASHES, AND, "ام", "م", "یا"))


@cache
def _kinds(form: str, number: bool, count: bool) -> frozenset[str]:
    return frozenset(kind for kind, holds in ((form, form), (NUMBER, number), (COUNT, count)) if holds)


class Tokens:
    """The tokens of one text with the lexicon forms and numbers among them.

    >>> tokens = Tokens(Text("در شش ماه اول سال"), [])
    >>> tokens.atom(2, "month_word").last, tokens.atom(3, "ordinal").data["number"], tokens.atom(2, "year")
    (2, 1, None)
    """

    def __init__(self, text: Text, cardinals: Sequence[Cardinal]) -> None:
        self.text, self.keys = text, text.keys
        self.cardinals = {cardinal.first: cardinal for cardinal in cardinals}
        self.words = words()
        self.start = 0
        """Where the expression being read begins: only there may a sentence begin."""
        self.atoms = dict(self._atoms())

    def _atoms(self) -> Iterator[tuple[int, Atom]]:
        """The longest form at each token, however the words are spaced."""
        forms, prefixes, keys = self.words.forms, self.words.prefixes, self.keys
        for first in self.text.where(self.words.beginnings):
            joined, last = keys[first], first
            form = forms.get(joined)
            best = (first, form) if form else None
            while joined in prefixes and last + 1 < len(keys):
                last += 1
                joined += keys[last]
                form = forms.get(joined)
                if form and (form[0] == last - first + 1 or len(joined) >= SHORTEST_JOINED):
                    best = last, form
            if best is not None:
                last, (_, kind, data) = best
                yield first, Atom(last, kind, data)

    def starts(self) -> list[int]:
        """The tokens where an expression may begin."""
        return sorted({*self.atoms, *self.cardinals, *self.text.numbers})

    def kinds(self, at: int) -> frozenset[str]:
        """What stands at a token: the kind of its form, a number, and whether it counts what may be part of a date."""
        atom, numeric, cardinal = self.atoms.get(at), self.is_numeric(at), self.cardinals.get(at)
        after = at + 1 if cardinal is None else cardinal.last + 1
        counts = (numeric or cardinal is not None) and (self._may_be_counted(at + 1) or self._may_be_counted(after))
        return _kinds("" if atom is None else atom.kind, numeric or cardinal is not None, counts)

    def _may_be_counted(self, at: int) -> bool:
        """Whether what stands after a number may make a date with it: a form, another number or a sign between."""
        return at in self.atoms or at in self.cardinals or self.is_numeric(at) or self.key(at) in _AFTER_COUNT

    def __len__(self) -> int:
        return len(self.keys)

    # --- single tokens --------------------------------------------------------------------------------------

    def key(self, at: int) -> str:
        """The key of a token, empty outside the text."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def is_numeric(self, at: int) -> bool:
        """Whether a token begins with a digit: «۱۲», «۱۴۰۳/۰۶/۱۱»."""
        return 0 <= at < len(self.keys) and self.text.kinds[at] == NUMBER

    def is_number(self, at: int) -> bool:
        """Whether a token is a plain run of digits."""
        return self.is_numeric(at) and self.keys[at].isdigit()

    def is_word(self, at: int) -> bool:
        """Whether a token is a word, no number, sign or end of the text."""
        return 0 <= at < len(self.keys) and self.text.kinds[at] == WORD

    def is_measure(self, at: int) -> bool:
        """Whether a token is what a number measures: «تومان», «هزار», «درصد»."""
        return self.key(at) in self.words.measures

    def listed(self, at: int, name: str) -> bool:
        """Whether the token is in a word list."""
        return self.key(at) in self.words.lists[name]

    def glued(self, at: int) -> bool:
        """Whether no space stands before a token."""
        return 0 < at < len(self.keys) and self.text.ends[at - 1] == self.text.starts[at]

    def follows(self, at: int) -> bool:
        """Whether a token goes on with the words before it: no blank line between."""
        if not 0 < at < len(self.keys):
            return False
        same = self.text.sentence_of[at] == self.text.sentence_of[at - 1]
        return same or self.text.gap(at).replace("\r\n", "\n").count("\n") == 1

    # --- forms and numbers ----------------------------------------------------------------------------------

    def atom(self, at: int, *kinds: str) -> Atom | None:
        """The lexicon form at a token, if it is of one of these kinds and goes on with the words before."""
        atom = self.atoms.get(at)
        return atom if atom is not None and atom.kind in kinds and (at == self.start or self.follows(at)) else None

    def cardinal(self, at: int) -> tuple[int, int] | None:
        """A whole number from digits or words, as last token and value; of digits alone at most three."""
        if not 0 <= at < len(self.keys):
            return None
        cardinal = self.cardinals.get(at)
        if cardinal is not None and cardinal.value.denominator == 1:
            return cardinal.last, int(cardinal.value)
        return (at, int(self.keys[at])) if self.is_number(at) and len(self.keys[at]) < 4 else None

    # --- what stands around an expression -------------------------------------------------------------------

    def is_opened(self, first: int) -> bool:
        """Whether «از», with or without an edge word, stands before."""
        return self.listed(self.before_edges(first), "range_openers")

    def before_edges(self, first: int) -> int:
        """The token before an expression and the words like «ابتدای» that lead to it."""
        at = first - 1
        for _ in range(MOST_EDGES):
            if not (self.edge_ends(at) or self.edge_ordinal_ends(at)):
                break
            at -= 1
        return at

    def edge_ends(self, at: int, *, half: bool = True) -> bool:
        """Whether a word like «ابتدای» ends at a token; «نیمه» is one before a year."""
        atom = self.atoms.get(at)
        return atom is not None and atom.last == at and (atom.kind == "edge" or (half and atom.kind == "half"))

    def edge_ordinal_ends(self, at: int) -> bool:
        """Whether «اول» or «آخر» ends there as an edge: «اول سال», not the month «ماه اول سال»."""
        atom = self.atoms.get(at)
        ends = atom is not None and atom.last == at and atom.kind == "ordinal" and atom.data["number"] in (1, -1)
        return ends and not self.listed(at - 1, "unit_words")

    def edge_ordinal(self, at: int) -> Atom | None:
        """An ordinal that is «the beginning/end of»: before a year, not before a month (its first day)."""
        atom = self.atom(at, "ordinal")
        if atom is None or atom.data["number"] not in (1, -1):
            return None
        follower = self.atoms.get(atom.last + 1)
        of_year = follower is not None and follower.kind in ("year", "relative")
        return atom if atom.data["number"] == -1 or of_year else None

    def is_before_event(self, last: int) -> bool:
        """Whether «قبل», «پیش» or «بعد» goes on: «دو سال قبل از انقلاب» («پیش از این» is now), «پیش بینی»."""
        if not self.listed(last, "points"):
            return False
        of_event = self.key(last + 1) == "از" and self.key(last + 2) != "این"
        return of_event or (self.follows(last + 1) and self.listed(last + 1, "past_compounds"))
