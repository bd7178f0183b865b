"""Names of who made the article: bylines («عکس: …») and datelines («ارومیه-آذر مهرگان: …»)."""

from __future__ import annotations

from coopnews.finders.mentions import NameMention
from coopnews.finders.name_words import is_sure_given, listed, place_words
from coopnews.lexicon import keys_of
from coopnews.text import Text

_RULES = frozenset("-–ـ—")
_LONGEST_LINE, _LONGEST_OPENING, _LONGEST_DESK = 12, 3, 2


def byline_tokens(text: Text) -> frozenset[int]:
    """Tokens of short lines that tell who made the article («عکس: …»)."""
    found: set[int] = set()
    starts = text.paragraph_starts
    for first, end in zip(starts, [*starts[1:], len(text)], strict=False):
        line = text.keys[first:end]
        if len(line) > _LONGEST_LINE:
            continue
        for width in range(1, min(_LONGEST_OPENING, len(line)) + 1):
            if "".join(line[:width]) in listed("bylines"):
                following = line[width] if width < len(line) else ""
                if following in (":", "/", "-", "|") or line[width - 1] == "از" or following == "از":
                    found.update(range(first, end))
    return frozenset(found)


def is_in_dateline(text: Text, name: NameMention) -> bool:
    """Whether a name stands for the agency or the reporter of a dateline («ارومیه-آذر مهرگان: …»)."""
    before = text.key_at(name.first - 1)
    if before == "خبرنگار":
        return not is_sure_given(text.keys[name.first])
    start = text.sentence(name.first).first
    dashed = before in _RULES and 0 < name.first - 1 - start <= _LONGEST_DESK and start in text.paragraph_starts
    placed = text.keys[start] in place_words() or text.keys[start] in keys_of("structure.toml", "reporters")
    return dashed and text.key_at(name.last + 1) == ":" and placed
