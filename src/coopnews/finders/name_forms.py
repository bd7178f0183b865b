"""Names whose form of line or list says what they are, whatever their words: results, press reviews, lists.

They are named entities only; no record rests on them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coopnews.finders.items import in_class
from coopnews.finders.mentions import EntityMention
from coopnews.finders.name_words import is_given
from coopnews.finders.numbers import Cardinal
from coopnews.finders.places import is_doubtful, place_at
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of
from coopnews.text import Span, Text
from coopnews.tokenize import WORD
from coopnews.verbs import is_finite_verb

_DASHES = frozenset("-–ـ/")
_QUOTES = {"«": "»", '"': '"', "“": "”", "'": "'"}
_BETWEEN = frozenset("،,و")
LONGEST_SIDE, LONGEST_QUOTED = 5, 6
FEWEST_QUOTED = 3
MOST = 0.75
NAMED = ("PER", "ORG", "LOC")


def named_by_form(
    text: Text, terms: Terms, cardinals: Sequence[Cardinal], known: Sequence[EntityMention]
) -> list[EntityMention]:
    """The names that stand in such a form; ``known`` are the mentions that a model found."""
    found = (*_teams(text, terms, cardinals, known), *_papers(text, terms))
    return [*(EntityMention(first, last, "ORG") for first, last in found), *_quoted(text, terms, known)]


def _teams(text: Text, terms: Terms, cardinals: Sequence[Cardinal], known: Sequence[EntityMention]) -> Iterator[Span]:
    """Both sides of a result that is all of its line: «موج کرمان ۳ - سنگ قم ۲», «موج ۳ - ۲ سنگ».

    Countries and people play as well: one side has to be a club, a town's or one that the model knows. Then both are.
    """
    for one, other in pairwise(cardinals):
        first, last = line = text.sentence(one.first)
        if text.key_at(last) == ".":
            last -= 1
        before = Span(first, one.first - 1)
        if other.last == last:
            after = Span(one.last + 1, other.first - 1)
        elif other.first == one.last + 2 and text.keys[one.last + 1] in _DASHES:
            after = Span(other.last + 1, last)
        else:
            continue
        if text.key_at(after.first) in _DASHES:
            after = Span(after.first + 1, after.last)
        sides = (before, after)
        if all(_is_side(text, side) and side.last <= line.last for side in sides) and any(
            _is_club(text, terms, side, known) for side in sides
        ):
            yield from sides


def _is_side(text: Text, side: Span) -> bool:
    """Whether some tokens can be what has played: a few words, none of which belongs to a sentence."""
    run = range(side.first, side.last + 1)
    return 0 < len(run) <= LONGEST_SIDE and all(
        text.kinds[at] == WORD
        and not is_finite_verb(text.keys[at])
        and (text.keys[at] == "و" or not in_class(text.keys[at], "function_words"))
        for at in run
    )


def _is_club(text: Text, terms: Terms, side: Span, known: Sequence[EntityMention]) -> bool:
    """Whether one side is a club: an organisation to the model, or a name before its town's."""
    if any(one.label == "ORG" and side.first <= one.first and one.last <= side.last for one in known):
        return True
    if place_at(terms, side.first) is not None or is_given(text.keys[side.first]):
        return False
    towns = (place_at(terms, at) for at in range(side.first + 1, side.last + 1))
    return any(town is not None and town.last == side.last and not is_doubtful(text, town) for town in towns)


def _papers(text: Text, terms: Terms) -> Iterator[Span]:
    """A newspaper that a line of a press review opens with: «جهان صنعت: …», «کیهان درباره …: …»."""
    papers = keys_of("body_words.toml", "papers")
    for colon in text.index.get(":", ()):
        first = text.sentence(colon).first
        joined = ""
        for last in range(first, min(first + 3, colon)):
            joined += text.keys[last]
            named = joined in papers and (last > first or place_at(terms, first) is None)
            behind = {text.keys[last + 1], text.keys[last + 1] + text.key_at(last + 2)}
            if named and (last + 1 == colon or not behind.isdisjoint(keys_of("structure.toml", "reviewing"))):
                yield Span(first, last)


def _quoted(text: Text, terms: Terms, known: Sequence[EntityMention]) -> Iterator[EntityMention]:
    """Names in quotes, three and more in a row: what stands before them says what they are, or the model of most."""
    row: list[Span] = []
    for name in (*_in_quotes(text), None):
        if row and (name is None or not _goes_on(text, row[-1], name)):
            label = _shared(text, terms, row, known) if len(row) >= FEWEST_QUOTED else None
            if label is not None:
                yield from (EntityMention(first, last, label) for first, last in row)
            row = []
        if name is not None:
            row.append(name)


def _shared(text: Text, terms: Terms, row: Sequence[Span], known: Sequence[EntityMention]) -> str | None:
    """The label of the names of a list: «شرکت‌های "سپید"، "سرو" و "کاج"», or the one that the model gives to most."""
    if _is_of_bodies(text, terms, row[0].first - 1):
        return "ORG"
    names = set(row)
    labels = Counter(label for first, last, label in known if (first, last) in names)
    label, count = max(labels.items(), key=lambda item: item[1], default=("", 0))
    return label if label in NAMED and count >= MOST * len(row) else None


def _in_quotes(text: Text) -> Iterator[Span]:
    free = 0
    for at in text.where(_QUOTES.keys()):
        if at < free:
            continue
        closing = _QUOTES[text.keys[at]]
        for end in range(at + 1, min(at + LONGEST_QUOTED + 2, len(text))):
            if text.keys[end] == closing:
                if end > at + 1:
                    yield Span(at + 1, end - 1)
                free = end + 1
                break


def _goes_on(text: Text, one: Span, other: Span) -> bool:
    """Whether a quoted name follows another one in a list."""
    between = text.keys[one.last + 2 : other.first - 1]
    return 0 < len(between) <= len(_BETWEEN) and _BETWEEN.issuperset(between)


def _is_of_bodies(text: Text, terms: Terms, quote: int) -> bool:
    """Whether the plural before a list is one of bodies, right before it or before a word that opens lists."""
    opened = text.key_at(quote - 1) in keys_of("words.toml", "list_openers") or text.key_at(quote - 1) == ":"
    for at in range(quote - 1, text.sentence(quote).first - 1, -1):
        term = terms.first(at, "bodies")
        if term is not None and term.plural:
            return opened or term.last == quote - 1
        if text.keys[at].endswith(("ها", "های")):
            return False
    return False
