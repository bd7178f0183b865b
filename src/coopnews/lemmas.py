"""The lemma of a counted noun; the only importer of parsivar."""

from __future__ import annotations

import warnings
from functools import cache, lru_cache
from typing import Protocol

from coopnews.normalize import normalize


class _Stemmer(Protocol):
    def convert_to_stem(self, word: str, word_pos: str | None = None) -> str: ...


@cache
def _stemmer() -> _Stemmer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # its patterns warn where it is compiled on first use
        from parsivar import FindStems

    stemmer: _Stemmer = FindStems()
    return stemmer


@lru_cache(maxsize=1 << 14)
def lemma(word: str) -> str:
    """The dictionary form of a noun, one of its forms where it has several.

    >>> lemma("تعاونی‌ها"), lemma("اعضا") == lemma("عضو")
    ('تعاونی', True)
    """
    return _stemmer().convert_to_stem(normalize(word)).split("&")[0]
