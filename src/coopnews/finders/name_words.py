"""What is known about the words of personal names: given names, surnames, and how surnames are built."""

from __future__ import annotations

from enum import IntEnum
from functools import cache, lru_cache

from coopnews.lexicon import key, keys_of, load, read_all_lines, read_lines, read_toml
from coopnews.normalize import fold
from coopnews.verbs import is_finite_verb, is_participle

_LONGEST_SINGULAR = 5
"""Longer words in «ات» are plurals («اتهامات»)."""
_INFLECTED = ("ها", "های", "هایی", "ترین", "هایش", "هاست")


class Shape(IntEnum):
    """How much a word looks like a surname."""

    NONE = 0
    WORD = 1  # an ordinary word; a surname only where everything around it says so
    UNKNOWN = 2  # no word of the lexicons
    SURE = 3  # a listed surname, or built like one


def is_surname(word: str) -> bool:
    """Whether a token's key is a listed surname or is built like one.

    >>> [is_surname(key(word)) for word in ("محمدی", "کاظم‌نیا", "قره‌باغی", "جریان", "سفر", "استاندار")]
    [True, True, True, False, False, False]
    """
    return surname_shape(word) == Shape.SURE


@lru_cache(maxsize=1 << 15)
def is_given(word: str) -> bool:
    """Whether a token's key is a given name, perhaps a common word as well."""
    return word in doubtful_given_names() or is_sure_given(word)


@lru_cache(maxsize=1 << 15)
def is_sure_given(word: str) -> bool:
    """Whether a token's key is a given name that is hardly ever anything else, or is made of two («مصطفی‌قلی»)."""
    if word in given_names():
        return True
    if word in doubtful_given_names() or word in common_words():
        return False
    beginnings, endings = _parts("given_beginnings"), _parts("given_endings")
    if word.startswith(beginnings) and any(word.removeprefix(part) in given_names() for part in beginnings):
        return True
    return word.endswith(endings) and any(word.removesuffix(part) in given_names() for part in endings)


@lru_cache(maxsize=1 << 15)
def surname_shape(word: str) -> Shape:
    """How much a token's key looks like a surname."""
    if len(word) < 2 or word in listed("name_ends") or word in listed("titles") or is_finite_verb(word):
        return Shape.NONE
    if is_no_name(word):
        return Shape.NONE
    common = word in common_words() and not is_given(word)
    if word in listed_surnames() or word in surname_endings()[0]:
        return Shape.UNKNOWN if common else Shape.SURE
    if word in place_words() and not is_of_name(word):
        return Shape.WORD
    plural = word.endswith(_INFLECTED) or (word.endswith("ات") and len(word) > _LONGEST_SINGULAR)
    if plural or is_participle(word) or (word.endswith("ن") and is_finite_verb(word[:-1])):
        return Shape.NONE  # a plural, a participle, an infinitive («سامان دادن»)
    if common or len(word) < 3:
        return Shape.UNKNOWN if word in listed("foreign_given") else Shape.WORD
    return Shape.SURE if has_ending(word) else Shape.UNKNOWN


def is_no_name(word: str) -> bool:
    """Whether a word tells an age or is a verb, perhaps with a needless «می»: «هدف پنج‌ساله‌ای», «ترزا می‌هستند»."""
    return "ساله" in word or is_finite_verb(word.removeprefix("می"))


@lru_cache(maxsize=1 << 15)
def has_ending(word: str) -> bool:
    """Whether a word is built like a surname: with one of the safe endings, or a usual beginning."""
    return word[3:].endswith(surname_endings()[0]) or word[:-3].startswith(_parts("surname_prefixes"))


@lru_cache(maxsize=1 << 15)
def is_of_name(word: str) -> bool:
    """Whether a surname is made from a given name («رضایی», «محمدی»), or has a safe ending: no adjective."""
    stems = (word.removesuffix("ی"), word.removesuffix("یی"), word.removesuffix("وی") + "ی")
    return has_ending(word) or any(stem != word and is_given(stem) for stem in stems)


@cache
def listed(table: str) -> frozenset[str]:
    """The words of one list of ``honorifics.toml``."""
    return keys_of("honorifics.toml", table)


@cache
def _parts(table: str) -> tuple[str, ...]:
    """The same as ``str.startswith`` and ``str.endswith`` take them."""
    return tuple(listed(table))


@lru_cache(maxsize=1 << 15)
def may_begin_name(word: str) -> bool:
    """Whether a name or the titles before it may begin with a token's key."""
    return is_given(word) or word in title_beginnings() or word in listed("lords") or word.startswith("سید")


@cache
def title_beginnings() -> frozenset[str]:
    """The first words of titles, and whole titles as one word."""
    forms = read_toml("honorifics.toml")["titles"]["forms"]
    return frozenset(fold(form).split()[0] for form in forms) | listed("titles")


@cache
def title_openings() -> frozenset[str]:
    """Every beginning of a title that is not the whole of it."""
    return frozenset(title[:end] for title in listed("titles") for end in range(1, len(title)))


@cache
def given_names() -> frozenset[str]:
    """Given names that are hardly ever anything else."""
    return frozenset(map(key, read_lines("given_names.txt"))) - doubtful_given_names()


@cache
def doubtful_given_names() -> frozenset[str]:
    """Given names that are common words as well."""
    return frozenset(map(key, read_lines("ambiguous_given_names.txt")))


@cache
def foreign_given_names() -> frozenset[str]:
    """Given names of foreigners; only with more evidence are they names."""
    return frozenset(map(key, read_lines("foreign_given_names.txt")))


@cache
def listed_surnames() -> frozenset[str]:
    """Surnames by themselves; many more are known by their endings."""
    return frozenset(map(key, read_lines("surnames.txt")))


@cache
def surname_endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Endings of surnames: the ones that an unknown word is a surname by, and those under the heading «very risky»."""
    plain: list[str] = []
    risky: list[str] = []
    heading = ""
    for line in read_all_lines("surname_suffixes.txt"):
        if line.startswith("#"):
            heading = line
        elif line.strip():
            (risky if "very risky" in heading else plain).append(key(line))
            heading = ""
    return tuple(plain), tuple(risky)


@cache
def surname_tails() -> frozenset[str]:
    """Endings that stand as words of their own after a surname («کاظم نیا», «کریمی اصل»)."""
    plain, risky = surname_endings()
    words = {*plain, *(ending for ending in risky if len(ending) > 2 and ending not in common_words())}
    # «محمدی», «خانی» are surnames themselves.
    return frozenset(word for word in words if not word.endswith("ی") or word in risky)


@cache
def common_words() -> frozenset[str]:
    """Words of the lexicons that say what news is about; as surnames they need more evidence."""
    found: set[str] = set()
    for label, entries in load().entries.items():
        if label not in ("verbs", "dates") and not label.startswith("place:"):
            forms = (form for entry in entries.values() for form in entry.data.get("forms", ()))
            found.update(word for form in forms for word in fold(form).split())
    for table in ("portfolios", "compounds", "fields", "generals", "stops"):
        forms = (form for form in read_toml("phrases.toml")[table]["forms"])
        found.update(key(word.strip("،")) for form in forms for word in form.split())
    return frozenset(found)


@cache
def place_words() -> frozenset[str]:
    """Single words that name a place."""
    lexicon = load()
    places = (
        entry for label, entries in lexicon.entries.items() if label.startswith("place:") for entry in entries.values()
    )
    return frozenset(key(form) for entry in places for form in entry.data["forms"] if " " not in form)
