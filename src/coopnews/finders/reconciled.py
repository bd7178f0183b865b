"""The one place where what a model found meets what the rules found.

The model has been told what the rules say of each token, so it knows their mentions, and how corpora set bounds. Hence:

- Named entities are those that the form of a line or list gives away, then the model's. Times are the rules': a bare
  «صبح» is none. Where the model has nothing, a date of the rules stands, but for seasons of sport and holy months,
  which corpora seldom name; so does what the model has no label for.
- Records are the rules'. The model adds people and bodies of whom the rules have nothing at all: names of two words and
  more, whole words of one sentence, outside of what is passed over (captions, counters, tails).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from coopnews.finders.bylines import byline_tokens, is_in_dateline
from coopnews.finders.items import in_class
from coopnews.finders.labelled import apart
from coopnews.finders.mentions import BodyMention, EntityMention, NameMention, Structure
from coopnews.finders.name_surroundings import Surroundings
from coopnews.finders.name_words import foreign_given_names, is_given, is_no_name, is_surname
from coopnews.finders.terms import Terms
from coopnews.lexicon import keys_of, load
from coopnews.text import Text
from coopnews.tokenize import WORD

LONGEST_NAME, LONGEST_BODY = 5, 8
SHORTEST_SURNAME = 4


def reconciled(
    text: Text,
    formed: Sequence[EntityMention],
    rules: Sequence[EntityMention],
    model: Sequence[EntityMention],
    labels: Collection[str],
) -> list[EntityMention]:
    """Named entities of the rules and of a model that knows some labels, without overlap; ``formed`` go first."""
    unnamed = keys_of("words.toml", "unnamed_dates")
    return apart(
        [
            *formed,
            *(one for one in rules if one.label == "TIM"),
            *(one for one in model if one.label != "TIM"),
            *(
                one
                for one in rules
                if one.label not in labels
                or (one.label == "DAT" and unnamed.isdisjoint(text.keys[one.first : one.last + 1]))
            ),
        ]
    )


def further_names(
    text: Text, terms: Terms, rules: Sequence[EntityMention], model: Sequence[EntityMention], structure: Structure
) -> Iterator[NameMention]:
    """People of the model whom the rules do not know: a given name, and no everyday word.

    Without a known given name they stand right before an office or speak at the head of a sentence, and are no words
    that are known otherwise.
    """
    words, makers, around = load().words, byline_tokens(text), Surroundings(text, terms)
    for first, last, _ in _unknown(text, rules, model, structure, "PER", least=1):
        keys = text.keys[first : last + 1]
        named = is_given(keys[0]) or keys[0] in foreign_given_names()
        strange = all(word not in words or is_given(word) or is_surname(word) for word in keys[named:])
        named = named or around.has_role_after(last) or around.speaks(first, last)
        if first == last:
            beside = text.key_at(last + 1) if last + 1 < len(text) and text.adjoining[last + 1] else ""
            named = len(keys[0]) >= SHORTEST_SURNAME and bool(beside) and terms.first(last + 1, "roles") is not None
            strange = keys[0] not in words
        name = NameMention(first, last, full=first < last)
        maker = first in makers or is_in_dateline(text, name)
        office = any(terms.at(at, "roles") for at in range(first, last + 1))
        named = named and "".join(keys[:2]) not in keys_of("honorifics.toml", "no_names")
        if named and strange and not is_no_name(keys[-1]) and len(keys) <= LONGEST_NAME and not office and not maker:
            yield name


def further_bodies(
    text: Text, terms: Terms, rules: Sequence[EntityMention], model: Sequence[EntityMention], structure: Structure
) -> Iterator[BodyMention]:
    """Bodies of the model that the rules do not know: a noun that says their kind, and a name that ends as names do.

    Of cooperatives the rules know how they are named, and what they do not take is a kind of them («تعاونی عشایری»).
    """
    for first, last, _ in _unknown(text, rules, model, structure, "ORG"):
        head = terms.first(first, "bodies")
        kind = None if head is None or head.plural or head.last == last else head.data.get("kind")
        keys = text.keys[first : last + 1]
        whole = "و" not in keys and not any(in_class(keys[-1], sort) for sort in ("function_words", "verbal"))
        whole = whole and keys[-1] not in _common() and not terms.at(last, "dates") and len(keys) <= LONGEST_BODY
        if kind not in (None, "cooperative") and whole:
            yield BodyMention(first, last, str(kind))


@cache
def _common() -> frozenset[str]:
    """Words that name nothing at the end of a name."""
    return keys_of("body_words.toml", "generic") | keys_of("body_words.toml", "descriptive")


def _unknown(
    text: Text,
    rules: Sequence[EntityMention],
    model: Sequence[EntityMention],
    structure: Structure,
    label: str,
    least: int = 2,
) -> Iterator[EntityMention]:
    taken = {at for mention in rules for at in range(mention.first, mention.last + 1)}
    for mention in model:
        run = range(mention.first, mention.last + 1)
        if (
            mention.label == label
            and len(run) >= least
            and taken.isdisjoint(run)
            and structure.is_live(mention.first)
            and all(text.kinds[at] == WORD for at in run)
        ):
            yield mention
