"""One entry for one fact, however often the text states it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import TypeVar

import msgspec

from coopnews.lemmas import lemma
from coopnews.lexicon import key, keys_of
from coopnews.normalize import fold
from coopnews.reasons import asked, because
from coopnews.records import Amount, Count, Date, Mention, Percent, Value
from coopnews.resolve.kinds import is_personal, kind_of
from coopnews.text import Span, Text

F = TypeVar("F", Count, Amount, Percent)

MOST_ALIKE = 200
"""Entries of one value that a figure is compared with."""
PARTIES = 2
FEWEST_REWORDED = 10
"""Smaller numbers are the same by chance."""


def merged(figures: Iterable[F], text: Text, headline: Collection[int] = ()) -> list[F]:
    """Figures with repeated facts as one entry each, in order of first mention, numbered.

    Two statements are one fact if value, unit or currency and item agree, they stand in different sentences,
    and neither their indicators nor their places contradict. The entry takes what the later one adds: a bound,
    a fuller item, a speaker, an indicator. A count of the ``headline`` (its sentences) that the text states in
    other words («۲۶۰۰ تعاونگر», «۲۶۰۰ نفر از اعضای تعاونی‌ها») takes the words of the text.
    """
    entries: list[F] = []
    mentions: list[list[Mention]] = []
    alike: dict[tuple[Value, Value | None], list[int]] = {}
    for figure in figures:
        same_value = alike.setdefault((figure.value, figure.value_max), [])
        for at in same_value:
            entry = entries[at]
            if _is_same_fact(entry, figure):
                _because(text, entry, figure, "one fact: value, measure and item agree, in another sentence")
                entries[at] = _joined(entry, figure)
                mentions[at].extend(figure.mentions)
                break
            first = len(mentions[at]) == 1 and entry.sentence in headline and figure.sentence not in headline
            if first and _is_reworded(entry, figure):
                _because(text, entry, figure, "one fact: the headline states it in other words")
                entries[at] = _in_words_of(_joined(entry, figure), figure)
                mentions[at].extend(figure.mentions)
                break
        else:
            if len(same_value) < MOST_ALIKE:
                same_value.append(len(entries))
            entries.append(figure)
            mentions.append(list(figure.mentions))
    return [
        msgspec.structs.replace(entry, mentions=tuple(places), indicator=entry.indicator or "other")
        for entry, places in zip(entries, mentions, strict=True)
    ]


def merged_dates(dates: Iterable[Date]) -> list[Date]:
    """Dates with a repeated expression as one entry, in order of first mention."""
    entries: dict[tuple[str | None, ...], list[Date]] = {}
    for date in dates:
        entries.setdefault((_key(date.text), date.start, date.end, date.calendar), []).append(date)
    return [
        msgspec.structs.replace(first, mentions=tuple(mention for date in (first, *more) for mention in date.mentions))
        for first, *more in entries.values()
    ]


def _because(text: Text, entry: F, figure: F, rule: str) -> None:
    if asked():
        mentions = (record.mentions[0] for record in (entry, figure))
        runs = [Span(text.token_at(mention.start), text.token_at(mention.end - 1)) for mention in mentions]
        because("merged", runs[1], text.quote(runs[0]), rule, runs[:1])


def _is_same_fact(one: F, other: F) -> bool:
    if (one.value, one.value_max) != (other.value, other.value_max):
        return False
    if isinstance(one, Percent):
        return isinstance(other, Percent)
    again = one.sentence != other.sentence or _are_the_two(one, other)
    if not again or _differ(one.indicator, other.indicator, unless=""):
        return False
    if isinstance(one, Amount) and isinstance(other, Amount):
        return one.currency == other.currency
    if isinstance(one, Count) and isinstance(other, Count):
        return not _differ(_key(one.unit), _key(other.unit)) and _same_item(
            one.item, other.item, one.unit == other.unit
        )
    return False


def _are_the_two(one: F, other: F) -> bool:
    """Whether two counts of one sentence are the same two parties: «مذاکرات دو کشور و مقامات دو کشور»."""
    items = [_key(count.item) for count in (one, other) if isinstance(count, Count) and count.value == PARTIES]
    return len(items) == PARTIES and items[0] == items[1] and items[0] in keys_of("words.toml", "parties")


def _is_reworded(headline: F, figure: F) -> bool:
    """Whether a count of the headline and one of the text are one fact in other words."""
    if not (isinstance(headline, Count) and isinstance(figure, Count)) or headline.value < FEWEST_REWORDED:
        return False
    same = (headline.value, headline.value_max) == (figure.value, figure.value_max)
    if not same or _differ(headline.indicator, figure.indicator, unless=""):
        return False
    kinds = [kind_of(count.unit, count.item, adjective=False)[0] for count in (headline, figure)]
    heads = [count.item and lemma(count.item.split()[0]) for count in (headline, figure)]
    return all(map(is_personal, kinds)) or (heads[0] is not None and heads[0] == heads[1])


def _in_words_of(entry: F, figure: F) -> F:
    """A fact with unit and item of one of its statements."""
    if isinstance(entry, Count) and isinstance(figure, Count):
        return msgspec.structs.replace(entry, unit=figure.unit, item=figure.item)
    return entry


def _differ(one: str | None, other: str | None, unless: str | None = None) -> bool:
    return one is not None and other is not None and one != other and unless not in (one, other)


def _key(words: str | None) -> str | None:
    return None if words is None else fold(words).replace(" ", "")


def _same_item(one: str | None, other: str | None, same_unit: bool) -> bool:
    """Whether two items name one thing: equal, or the one names the kind of the other («تعاونی», «شرکت تعاونی»)."""
    if one is None or other is None:
        return same_unit
    short, long = sorted((_synonyms(one), _synonyms(other)), key=len)
    return long[: len(short)] == short or long[-len(short) :] == short


@lru_cache(maxsize=1 << 10)
def _synonyms(item: str) -> list[str]:
    """The words of an item as they are compared."""
    return [_synonym(lemma(word)) for word in item.split()]


def _synonym(word: str) -> str:
    """The first of the words that name the same thing as a word («پروژه», «طرح»)."""
    synonyms = keys_of("words.toml", "projects")
    return min(synonyms) if key(word) in synonyms else word


def _joined(entry: F, again: F) -> F:
    """An entry with what a later statement of its fact adds, but for the mentions."""
    changes: dict[str, object] = {}
    if entry.qualifier == "exact":
        changes["qualifier"] = again.qualifier
    if entry.indicator == "":
        changes["indicator"] = again.indicator
    for field in ("speaker", "speaker_id", "place", "period"):
        if getattr(entry, field) is None:
            changes[field] = getattr(again, field)
    if isinstance(entry, Count) and isinstance(again, Count):
        changes["unit"] = entry.unit or again.unit
        changes["item"] = max(entry.item or "", again.item or "", key=len) or None
    return msgspec.structs.replace(entry, **changes)
