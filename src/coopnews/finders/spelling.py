"""Misspelled words: one letter too many or too few inside a long word that lexicons know («فرماندر»)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from coopnews.lexicon import Form, load
from coopnews.memo import Memo
from coopnews.text import Text

SHORTEST_SHORTENED, SHORTEST_LENGTHENED = 8, 5
"""Shorter words are too near to others to lose, or to gain, a letter."""


def misspelled(text: Text, label: str) -> Iterable[int]:
    """The tokens that were meant to be a form of a label."""
    return text.which(_respelled(label))


def respelled(word: str, label: str) -> Form | None:
    """The form of a label that an unknown word was meant to be, or None.

    >>> from coopnews.lexicon import key
    >>> respelled(key("فرماندر"), "roles").entry.id, respelled(key("افزاود"), "verbs").entry.id
    ('county_governor', 'say')
    >>> respelled(key("فرماندار"), "roles"), respelled(key("استاندارد"), "roles")
    (None, None)
    """
    return _respelled(label)[word]


@cache
def _respelled(label: str) -> Memo[Form | None]:
    """The same for all words of a label."""
    return Memo(lambda word: _meant(word, label))


def _meant(word: str, label: str) -> Form | None:
    if len(word) < SHORTEST_LENGTHENED or word in load().words or word in load().forms:
        return None
    if (form := _shortened(label).get(word)) is not None:
        return form
    forms = _forms(label)
    if len(word) > SHORTEST_LENGTHENED and _outline(word, len(word) - 1) in _outlines(label):
        for at in range(1, len(word) - 1):
            if (form := forms.get(word[:at] + word[at + 1 :])) is not None:
                return form
    return None


def _outline(word: str, length: int) -> tuple[str, str, int]:
    """What a misspelled word has in common with the word that was meant: its bounds, and about the length."""
    return word[0], word[-1], length


@cache
def _outlines(label: str) -> frozenset[tuple[str, str, int]]:
    return frozenset(_outline(word, len(word)) for word in _forms(label))


@cache
def _forms(label: str) -> dict[str, Form]:
    """The forms of a label that are one word and name no group."""
    found = {}
    for spelled, forms in load().forms.items():
        for form in forms:
            if form.entry.label == label and _is_mendable(form):
                found[spelled] = form
    return found


@cache
def _shortened(label: str) -> dict[str, Form]:
    """The long forms of a label with one inner letter left out."""
    return {
        spelled[:at] + spelled[at + 1 :]: form
        for spelled, form in _forms(label).items()
        if len(spelled) >= SHORTEST_SHORTENED
        for at in range(1, len(spelled) - 1)
    }


def _is_mendable(form: Form) -> bool:
    data = form.entry.data
    if data.get("part") == "head":
        return not form.plural
    return not data.get("weak") and not form.plural and data.get("kind", "say") == "say" and data.get("strong", True)
