"""Lexicon terms in a text: one pass over the tokens, longest form first, however the words are spaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from typing import Any, NamedTuple

from coopnews.lexicon import SHORTEST_JOINED, load
from coopnews.text import Text

PLACE_KINDS = ("province", "country", "county", "city")
"""From the widest to the narrowest."""


_PREPOSITIONS = frozenset(["از", "به", "با", "بر", "در"])
"""They begin no name of a place: «در میان کارکنان» is not in «درمیان», «به شهر» not in «بهشهر»."""


class Term(NamedTuple):
    """A run of tokens that is a form of a lexicon entry."""

    first: int
    last: int
    label: str
    id: str
    plural: bool
    data: Any


_NONE: dict[int, list[Term]] = {}


class Terms:
    """The terms of one text by first token; at one token the longest of each label comes first.

    >>> text = Text("۱۲ میلیارد تومان وام")
    >>> [(term.id, term.first, term.last) for term in Terms(text).at(2, "currencies")]
    [('toman', 2, 2)]
    """

    def __init__(self, text: Text) -> None:
        by_label: defaultdict[str, defaultdict[int, list[Term]]] = defaultdict(partial(defaultdict, list))
        lexicon = load()
        forms, prefixes, keys, end = lexicon.forms, lexicon.prefixes, text.keys, len(text) - 1
        for first in text.where(lexicon.beginnings):
            joined, last = keys[first], first
            found = [(first, forms[joined])] if joined in forms else []
            while joined in prefixes and last < end:
                last += 1
                joined += keys[last]
                if joined in forms:
                    found.append((last, forms[joined]))
            for last, homonyms in reversed(found):
                for entry, plural, tokens, length in homonyms:
                    label, name, data = entry
                    apart = keys[first] in _PREPOSITIONS and label.startswith("place:")
                    joined_anew = length >= SHORTEST_JOINED and not apart
                    if first == last or tokens == last - first + 1 or joined_anew:
                        by_label[label][first].append(Term(first, last, label, name, plural, data))
        self._found: dict[str, dict[int, list[Term]]] = {label: dict(terms) for label, terms in by_label.items()}

    def of(self, label: str) -> Mapping[int, list[Term]]:
        """The terms of a label by the tokens where they begin, in order."""
        return self._found.get(label, _NONE)  # type: ignore[no-any-return]

    def at(self, first: int, label: str) -> list[Term]:
        """The terms of a label that begin at a token, longest first."""
        return self._found.get(label, _NONE).get(first, [])

    def first(self, first: int, label: str) -> Term | None:
        """The longest term of a label that begins at a token."""
        terms = self._found.get(label, _NONE).get(first)
        return terms[0] if terms else None

    @cached_property
    def places(self) -> Mapping[int, Term]:
        """The longest place name at each token where one begins, doubtful or not; of several kinds the widest."""
        places: dict[int, Term] = {}
        for kind in PLACE_KINDS:
            for first, terms in self.of(f"place:{kind}").items():
                if first not in places or terms[0].last > places[first].last:
                    places[first] = terms[0]
        return places

    def within(self, first: int, last: int) -> Iterator[Term]:
        """Every term of every label that begins between two tokens, by label."""
        for by_token in self._found.values():
            for at in range(first, last + 1):
                yield from by_token.get(at, ())

    def all(self, label: str) -> Iterator[Term]:
        """Every term of a label, in order; where two overlap, the one that begins first, then the longest."""
        free = 0
        for first, terms in self._found.get(label, _NONE).items():
            if first >= free:
                yield terms[0]
                free = terms[0].last + 1
