"""Persons named by what they do."""

from __future__ import annotations

from functools import cache

from coopnews.lexicon import key, read_toml
from coopnews.memo import Memo

_PLURALS = (("گان", "ه"), ("یان", ""), ("ان", ""), ("ین", ""))
"""Plural endings of persons, and what the singular has in their place."""
SHORTEST = 4
"""Letters of the longest word that an ending alone makes no agent of: «دیگر»."""


@cache
def _agents() -> tuple[frozenset[str], tuple[str, ...]]:
    """The nouns of persons in ``kinds.toml``, and the endings that make one of another word («دار», «باف»)."""
    kinds = [kind for kind in read_toml("kinds.toml").values() if kind.get("personal", False)]
    nouns = frozenset(key(noun) for kind in kinds for noun in kind["nouns"])
    return nouns, tuple(key(ending) for kind in kinds for ending in kind.get("endings", ()))


def _is_agent(word: str) -> bool:
    nouns, endings = _agents()
    return word in nouns or (len(word) > SHORTEST and word.endswith(endings))


def _are_agents(word: str) -> bool:
    return any(_is_agent(word.removesuffix(plural) + single) for plural, single in _PLURALS if word.endswith(plural))


is_agent = Memo(_is_agent)
"""Whether a word, as lookup form, is a person by what he or she does: «دهیار», «کارآموز», «قالیباف»."""

are_agents = Memo(_are_agents)
"""Whether a word is a plural of these: «دهیاران», «رانندگان», «نانوایان»."""
