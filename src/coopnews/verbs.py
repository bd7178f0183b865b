"""Finite verb forms of news prose, conjugated from the stems in ``lexicon/verb_forms.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from coopnews.lexicon import key, read_lines

_PAST = ("", "م", "یم", "ید", "ند")  # «ی» is left out: nouns end so («کشتی», «پرداختی»), and news says no «thou»
_PRESENT = ("م", "د", "یم", "ید", "ند")
_PERFECT = ("است", "ام", "ایم", "اید", "اند", "بود", "بودند", "باشد", "باشند", "نیست")
_GLUED = (
    "میشود میشوند نمیشود نمیشوند میکند میکنند نمیکند نمیکنند میکردند میشدند میدهد میدهند کردند شدند دادند داشتند "
    "شدهاست کردهاست دادهاست شدهاند کردهاند دادهاند خواهدشد خواهدکرد شدهبود کردهبود"
)
_GLUED_ENDINGS = tuple(_GLUED.split())


@lru_cache(maxsize=1 << 16)
def is_finite_verb(word: str) -> bool:
    """Whether a token's key is a finite verb form (its light verb alone, where verbs are compound).

    >>> [is_finite_verb(key(word)) for word in ("شد", "می‌شود", "شده است", "کرده‌اند", "نمی‌رسد", "خواهد", "برمی‌گردد")]
    [True, True, True, True, True, True, True]
    >>> [is_finite_verb(key(word)) for word in ("خرید", "نشست", "مردم", "تعاون", "کشتی", "شده", "نزد")]
    [False, False, False, False, False, False, False]
    """
    if word in _forms():
        return True
    glued = len(word) > 7 and word.endswith(_GLUED_ENDINGS) and not word.startswith("می")
    return glued or (len(word) > 6 and word.endswith("هاست"))  # «مدت‌هاست که …»


def is_participle(word: str) -> bool:
    """Whether a token's key is a past participle («شده», «کرده»): verb or adjective, by what follows.

    >>> is_participle("کرده"), is_participle("نشده"), is_participle("جاده")
    (True, True, False)
    """
    return word in _participles()


def is_light_verb(word: str) -> bool:
    """Whether a token's key is a form of a verb that makes one with the noun before it, or a copula.

    >>> [is_light_verb(key(word)) for word in ("شده است", "می‌کنند", "است", "گفت", "کرده")]
    [True, True, True, False, True]
    """
    return word in _light_forms()


@cache
def forms_of(stem: str) -> frozenset[str]:
    """The finite forms and participles of the verb with a past stem, with its prefix; nothing of an unknown one.

    >>> sorted(forms_of(key("فروخت")) & {key(word) for word in ("می‌فروشیم", "نفروخته", "فروشگاه")})
    ['میفروشیم', 'نفروخته']
    """
    found: set[str] = set()
    for prefix, past, present, marks in _stems():
        if prefix + past == key(stem):
            found.update(_conjugated(prefix, past, present, marks))
            found.update((f"{prefix}{past}ه", f"{prefix}{_negated(past)}ه"))
    return frozenset(found - _listed("!"))


@cache
def _light_forms() -> frozenset[str]:
    forms = {"است", "هست", "نیست", "هستند", "نیستند", "خواهد", "خواهند", "نخواهد", "اند"}
    for prefix, past, present, marks in _stems():
        if "l" in marks and not prefix:
            forms.update(_conjugated(prefix, past, present, marks))
            forms.update((past + "ه", past))
    return frozenset(forms - _listed("!"))


@cache
def _forms() -> frozenset[str]:
    forms = _listed("=")
    for prefix, past, present, marks in _stems():
        forms.update(_conjugated(prefix, past, present, marks))
    return frozenset(forms - _listed("!"))


@cache
def _participles() -> frozenset[str]:
    found: set[str] = set()
    for prefix, past, _, _ in _stems():
        found.update((f"{prefix}{past}ه", f"{prefix}{_negated(past)}ه"))
    return frozenset(found - _listed("!"))


def _listed(mark: str) -> set[str]:
    """The words of the lines that begin with a mark."""
    lines = (line.split() for line in read_lines("verb_forms.txt"))
    return {key(word) for first, *words in lines if first == mark for word in words}


def _stems() -> Iterator[tuple[str, str, str, str]]:
    """Prefix, past stem, present stem and marks of each line."""
    for line in read_lines("verb_forms.txt"):
        past, present, *marks = line.split()
        if past not in "=!":
            *prefixes, past = past.split("+")
            yield key("".join(prefixes)), key(past), key(present), marks[0] if marks else ""


def _conjugated(prefix: str, past: str, present: str, marks: str) -> Iterator[str]:
    """The finite forms of one verb."""
    participle = past + "ه"
    for ending in _PAST:
        if ending or "n" not in marks:
            yield prefix + past + ending
        yield prefix + _negated(past) + ending
        yield f"{prefix}می{past}{ending}"
        yield f"{prefix}نمی{past}{ending}"
    for ending in _PERFECT:
        yield prefix + participle + ending
        yield prefix + _negated(participle) + ending
        yield f"{prefix}می{participle}{ending}"
    for ending in _PRESENT:
        # A stem in ی after a vowel keeps it («می‌آید», «می‌گوید»).
        stem = present[:-1] if present.endswith("ی") and ending.startswith("ی") else present
        yield f"{prefix}می{stem}{ending}"
        yield f"{prefix}نمی{stem}{ending}"
        yield prefix + _subjunctive(stem) + ending
        yield prefix + _negated(stem) + ending
        if "b" in marks or prefix:
            yield prefix + stem + ending


def _negated(stem: str) -> str:
    """«ن» before a stem; a vowel is bridged: آمد → نیامد, افتاد → نیفتاد."""
    return f"نی{stem[1:]}" if stem.startswith("اف") else f"نی{stem}" if stem.startswith("ا") else f"ن{stem}"


def _subjunctive(stem: str) -> str:
    return f"بی{stem[1:]}" if stem.startswith("اف") else f"بی{stem}" if stem.startswith("ا") else f"ب{stem}"
