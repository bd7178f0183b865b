"""The cues of one text: words of ``cues.toml`` that tell what a figure is about.

A cue is a lexicon term, or a verb in any of its forms with what stands before it (``verbs = ["به مدار آمد"]``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from coopnews.errors import LexiconError
from coopnews.finders.terms import Term, Terms
from coopnews.lexicon import Entry, key, load
from coopnews.text import Text
from coopnews.verbs import forms_of

LONGEST_NOMINAL = 4
"""Words before the verb itself, as in «به چرخه تولید بازگشت»."""


def find_cues(text: Text, terms: Terms, names: Sequence[tuple[int, int]] = ()) -> list[list[Term]]:
    """The cues of each sentence in order; within a longer cue a shorter one says nothing («ثبت» in «ثبت‌نام»).

    ``names`` are spans of tokens: a word inside the name of a body is no cue.
    """
    named = {at for first, last in names for at in range(first + 1, last + 1)}
    found = [cue for at, (cue, *_) in terms.of("cues").items() if at not in named]
    for at in text.where(_verb_forms()):
        if at not in named:
            found.extend(_predicates(text, at))
    cues: list[list[Term]] = [[] for _ in text.sentences]
    end = -1
    for cue in sorted(found, key=lambda cue: (cue.first, -cue.last)):
        if cue.last > end:
            end = cue.last
            cues[text.sentence_of[cue.first]].append(cue)
    return cues


def is_negative(cue: Term, verb: str) -> bool:
    """Whether the last word of a cue is a negative form of one of its verbs («نفروختیم», but «نشستند»)."""
    affirmed = _verbs().get(verb[1:], {}).values() if verb.startswith("ن") else ()
    return any(entry.id == cue.id for entries in affirmed for entry in entries)


def _predicates(text: Text, at: int) -> Iterator[Term]:
    """The verb at a token as a cue, with its nominal part before it."""
    nominals, joined = _verbs()[text.keys[at]], ""
    for first in range(at, max(text.sentence(at).first, at - LONGEST_NOMINAL) - 1, -1):
        if first < at:
            joined = text.keys[first] + joined
        for entry in nominals.get(joined, ()):
            yield Term(first, at, entry.label, entry.id, False, entry.data)


@cache
def _verb_forms() -> frozenset[str]:
    return frozenset(_verbs())


@cache
def _verbs() -> dict[str, dict[str, list[Entry]]]:
    """By each form of the verbs that cues name, entries by their nominal parts."""
    verbs: dict[str, dict[str, list[Entry]]] = {}
    for entry in load().entries["cues"].values():
        for verb in entry.data.get("verbs", ()):
            *nominal, stem = verb.split(" ")
            forms = forms_of(stem)
            if not forms:
                raise LexiconError(
                    f"lexicon cues: [{entry.id}] names «{verb}», whose last word is no past stem of verb_forms.txt. "
                    "Add the verb there, or write the past stem."
                )
            for form in forms:
                verbs.setdefault(form, {}).setdefault(key("".join(nominal)), []).append(entry)
    return verbs
