"""Places: provinces, counties, cities and countries of the gazetteers, longest name first.

A name that is an everyday word as well («نور», «بهار», «میانه») is a place only where the words around it say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache

from coopnews.finders.mentions import PlaceMention
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import key, keys_of, load, read_lines
from coopnews.text import Text
from coopnews.tokenize import NUMBER, WORD
from coopnews.verbs import is_finite_verb

_FILE = "place_words.toml"
_LISTING = frozenset("و،,٬")


def place_at(terms: Terms, at: int) -> Term | None:
    """The longest place name that begins at a token, doubtful or not; of several kinds the widest."""
    return terms.places.get(at)


def is_doubtful(text: Text, term: Term) -> bool:
    """Whether a place name is an everyday word as well."""
    name = "".join(text.keys[term.first : term.last + 1])
    return name in keys_of(_FILE, "ambiguous") or (term.data["kind"] == "city" and name in _surnames())


def is_origin(word: str, labels: Collection[str]) -> bool:
    """Whether a word says from which place of some kinds something is («گیلانی», «آمریکایی», «فرانسوی», «ترکیه‌ای»).

    >>> [is_origin(key(word), ["place:country"]) for word in ("ژاپنی", "فرانسوی", "ترکیه‌ای", "گیلانی", "کشاورزی")]
    [True, True, True, False, False]
    """
    if not word.endswith("ی"):
        return False
    stems = [word[:-1]]
    if word.endswith(("یی", "وی", "های")):
        stems.append(word[:-2])
    if word.endswith("وی"):
        stems.append(f"{word[:-2]}ه")
    forms = load().forms
    return any(form.entry.label in labels for stem in stems if len(stem) > 2 for form in forms.get(stem, ()))


@cache
def _surnames() -> frozenset[str]:
    """The surnames: a town of such a name is one only where the words around say so."""
    return frozenset(map(key, read_lines("surnames.txt")))


def find_places(text: Text, terms: Terms) -> list[PlaceMention]:
    """Every place named in the text, in order.

    >>> text = Text("استان مازندران: مردم نور و آمل در بهار به قم رفتند.")
    >>> [(place.name, place.kind, place.province) for place in find_places(text, Terms(text))]
    [('مازندران', 'province', None), ('نور', 'city', 'مازندران'), ('آمل', 'city', 'مازندران'), ('قم', 'province', None)]
    """
    named = _named(text, terms)
    doubtful = {first for first, term in named.items() if is_doubtful(text, term)}
    ends = {term.last: first for first, term in named.items()}
    cued = {first for first in doubtful if _is_cued(text, named, ends, doubtful, first)}
    known = {named[first].data["name"] for first in cued if _is_introduced(text, named[first])}
    kept = [first for first in named if first not in doubtful or first in cued or _is_known(text, named[first], known)]
    sure = {term.data["name"] for first in kept if (term := named[first]).data["kind"] == "province"}
    provinces = Counter(
        named[first].data["province"] or named[first].data["name"] for first in kept if first not in doubtful
    )
    explicit = {
        named[first].data["name"]: kind
        for first in kept
        if (kind := _introduced(text, first)) and _choices(terms, named[first], kind)
    }
    return [_mention(text, terms, named[first], provinces, sure, explicit) for first in kept]


def _named(text: Text, terms: Terms) -> dict[int, Term]:
    """The place names by first token; none inside another, none after a word that makes it something else."""
    named: dict[int, Term] = {}
    free = 0
    no_places = keys_of(_FILE, "no_places")
    for at, term in sorted(terms.places.items()):
        if at < free:
            continue
        firm = terms.first(at, "bodies")
        if firm is not None and firm.data["part"] == "name" and firm.last > term.last:
            free = firm.last + 1  # «ایران خودرو»
        elif text.key_at(at - 1) not in no_places and text.kinds[at] == WORD:
            named[at] = term
            free = term.last + 1
    return named


def _is_cued(text: Text, named: dict[int, Term], ends: dict[int, int], doubtful: set[int], first: int) -> bool:
    """Whether the words around a doubtful name say that it is a place."""
    before = text.key_at(first - 1)
    last = named[first].last
    if _is_introduced(text, named[first]) or before in keys_of(_FILE, "introducers"):
        return True
    if before in _LISTING or text.key_at(last + 1) in _LISTING:
        neighbours = (ends.get(first - 2), last + 2 if last + 2 in named else None)
        if any(at is not None and (at not in doubtful or _is_introduced(text, named[at])) for at in neighbours):
            return True
    if before == "(" or (first > 1 and before == "-"):
        return False
    after = text.key_at(last + 1)
    closed = last + 1 >= len(text) or text.kinds[last + 1] != WORD or is_finite_verb(after) or after == "توسط"
    return before in keys_of(_FILE, "locatives") and before == "در" and closed and text.kinds[last] != NUMBER


def _is_known(text: Text, term: Term, known: set[str]) -> bool:
    """Whether a doubtful name is one that the text introduces elsewhere, after a word that says where."""
    return term.data["name"] in known and text.key_at(term.first - 1) in keys_of(_FILE, "locatives")


def _is_introduced(text: Text, term: Term) -> bool:
    """Whether the word before a name announces a place of its kind: «استان» no town («در استان صاحب شغل شدند»)."""
    kind = _introduced(text, term.first)
    return kind is not None and (kind == "province") == (term.data["kind"] == "province")


def _introduced(text: Text, first: int) -> str | None:
    """The kind of place that the word before a name, or before a list it stands in, announces."""
    word, introducers = text.key_at(first - 1), _introducers()
    ranks = [introducers[form] for form in (word, text.key_at(first - 2) + word) if form in introducers]
    return _INTRODUCED[min(ranks)] if ranks else None


_INTRODUCED = ("province", "county", "city")


@cache
def _introducers() -> dict[str, int]:
    """For each word that announces a place the kind, by its number; a word of two lists stands for the wider one."""
    kinds = list(enumerate(_INTRODUCED))
    return {word: rank for rank, kind in reversed(kinds) for word in keys_of(_FILE, f"{kind}_introducers")}


def _choices(terms: Terms, term: Term, kind: str) -> list[Term]:
    """The gazetteer's places of one kind with the name of a term."""
    return [other for other in terms.at(term.first, f"place:{kind}") if other.last == term.last]


def _mention(
    text: Text, terms: Terms, term: Term, provinces: Counter[str], sure: set[str], explicit: dict[str, str]
) -> PlaceMention:
    """The place that a name stands for: the kind announced, in the province that the text speaks of."""
    name = term.data["name"]
    kind = _introduced(text, term.first) or explicit.get(name)
    if kind is None or not _choices(terms, term, kind):
        kind = term.data["kind"]
        if kind == "county" and _choices(terms, term, "city"):
            kind = "city"
    choices = _choices(terms, term, kind)
    best = max(choices, key=lambda choice: (provinces[choice.data["province"] or ""], choice.data["province"] in sure))
    return PlaceMention(term.first, term.last, best.data["name"], kind, best.data["province"] or None)
