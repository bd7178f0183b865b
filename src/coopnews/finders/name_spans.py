"""What stands in and around the names that have been read: their parts, the titles before, Latin letters behind."""

from __future__ import annotations

from functools import cache, lru_cache

from coopnews.finders.mentions import NameMention
from coopnews.finders.name_surroundings import QUOTES
from coopnews.finders.name_words import is_given, listed, surname_tails
from coopnews.text import Text

_LONGEST_LATIN = 8


def name_parts(text: Text, name: NameMention) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Keys of the given names and of the surnames of a name («سید» left out).

    >>> text = Text("سید محمد رضا موسوی تبار")
    >>> name_parts(text, NameMention(0, 4, True))
    (('محمد', 'رضا'), ('موسوی', 'تبار'))
    """
    keys = [without_lord(word) for word in text.keys[name.first : name.last + 1]]
    keys = [word for word in keys if word not in listed("lords")] or keys
    if not name.full:
        return (), tuple(keys)
    given = 1
    while given < len(keys) - 1 and is_given(keys[given]) and keys[given + 1] not in surname_tails():
        given += 1
    return tuple(keys[:given]), tuple(keys[given:])


def before_titles(text: Text, at: int) -> int:
    """The last token before ``at`` that is neither a title nor an opening quote; -1 at the head of the text.

    >>> text = Text("سپس جناب آقای «لقمانی» گفت")
    >>> before_titles(text, 4)
    0
    """
    keys, titles = text.keys, listed("titles")
    before = at - 1
    while before >= 0 and "\n" not in text.gap(before + 1):
        if keys[before] in QUOTES:
            before -= 1
            continue
        if keys[before] not in _title_endings():
            break
        widths = (
            width for width in range(4, 0, -1) if "".join(keys[max(0, before - width + 1) : before + 1]) in titles
        )
        width = next(widths, 0)
        if not width:
            break
        before -= width
    return before


@cache
def _title_endings() -> frozenset[str]:
    """Whatever the last word of a title can be."""
    return frozenset(title[at:] for title in listed("titles") for at in range(len(title)))


def after_latin(text: Text, at: int) -> int | None:
    """The bracket that closes what the one at ``at`` opens, if only Latin words stand between: «(Thomas Webb)»."""
    if text.key_at(at) != "(" or not text.key_at(at + 1).isascii():
        return None
    for end in range(at + 2, min(at + _LONGEST_LATIN, len(text))):
        if text.keys[end] == ")":
            return end
        if not text.keys[end].isascii():
            break
    return None


@lru_cache(maxsize=1 << 15)
def without_lord(word: str) -> str:
    """A given name without the «سید» that is written together with it."""
    for lord in ("سید", "سیده"):
        if word.startswith(lord) and is_given(word[len(lord) :]):
            return word[len(lord) :]
    return word
