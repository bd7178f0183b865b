"""The lemma of a counted noun; the only importer of parsivar."""

from __future__ import annotations

import sys
import warnings
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Protocol

from coopnews.normalize import normalize


class _Stemmer(Protocol):
    def convert_to_stem(self, word: str, word_pos: str | None = None) -> str: ...


_ALONE = "_parsivar_stemmer"


@cache
def _stemmer() -> _Stemmer:
    """Parsivar's stemmer without the rest of its package, which loads nltk and SciPy: two seconds and 150 MB.

    The stemmer asks for the normaliser only where its dictionaries have still to be built; the package brings them.
    """
    parsivar = find_spec("parsivar")
    assert parsivar is not None
    package, normalizer = ModuleType(_ALONE), ModuleType(f"{_ALONE}.normalizer")
    package.__path__ = list(parsivar.submodule_search_locations or ())
    vars(normalizer)["Normalizer"] = None
    sys.modules.update({_ALONE: package, normalizer.__name__: normalizer})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # its patterns warn where it is compiled on first use
        stemmer: _Stemmer = import_module(f"{_ALONE}.stemmer").FindStems()
    return stemmer


@lru_cache(maxsize=1 << 14)
def lemma(word: str) -> str:
    """The dictionary form of a noun, one of its forms where it has several.

    >>> lemma("تعاونی‌ها"), lemma("اعضا") == lemma("عضو")
    ('تعاونی', True)
    """
    return _stemmer().convert_to_stem(normalize(word)).split("&")[0]
