"""What the rules found, labelled as corpora of named entities are."""

from __future__ import annotations

from collections.abc import Sequence

from coopnews.finders.mentions import BodyMention, DateMention, EntityMention, NameMention, PlaceMention
from coopnews.finders.money import is_money
from coopnews.finders.numbers import Cardinal
from coopnews.finders.quantities import Quantity
from coopnews.lexicon import keys_of
from coopnews.text import Text

ORDER = ("MON", "PCT", "TIM", "DAT", "ORG", "PER", "LOC")
"""Where two mentions overlap, the label that stands first here wins, then the longer one."""


def labelled(
    text: Text,
    quantities: Sequence[Quantity],
    dates: Sequence[DateMention],
    times: Sequence[EntityMention],
    bodies: Sequence[BodyMention],
    names: Sequence[NameMention],
    places: Sequence[PlaceMention],
) -> list[EntityMention]:
    """The mentions as entities, in order, without overlap."""
    found = [
        *_figures(text, quantities),
        *times,
        *(EntityMention(date.first, date.last, "DAT") for date in dates),
        *(EntityMention(body.first, body.last, "ORG") for body in bodies),
        *(EntityMention(name.first, name.last, "PER") for name in names),
        *(EntityMention(place.first, place.last, "LOC") for place in places),
    ]
    return apart(sorted(found, key=lambda one: (ORDER.index(one.label), one.first - one.last)))


def apart(mentions: Sequence[EntityMention]) -> list[EntityMention]:
    """The mentions that overlap none before them in the sequence, in order of the text."""
    taken: set[int] = set()
    free = []
    for mention in mentions:
        run = range(mention.first, mention.last + 1)
        if taken.isdisjoint(run):
            taken.update(run)
            free.append(mention)
    return sorted(free)


def hints(text: Text, mentions: Sequence[EntityMention], cardinals: Sequence[Cardinal]) -> list[str]:
    """For each token what the rules say of it: ``B-`` and ``I-`` with a label, ``NUM`` in other numbers, ``O``."""
    tags = ["O"] * len(text)
    for cardinal in cardinals:
        tags[cardinal.first : cardinal.last + 1] = ["NUM"] * (cardinal.last + 1 - cardinal.first)
    for first, last, label in mentions:
        tags[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
    return tags


def _figures(text: Text, quantities: Sequence[Quantity]) -> list[EntityMention]:
    found: list[EntityMention] = []
    shared: tuple[int, int] | None = None  # group and start of a list whose measure stands at its end
    for quantity in quantities:
        label = _label(text, quantity)
        if label is None:
            continue
        if quantity.shares:
            shared = shared if shared and shared[0] == quantity.group else (quantity.group, quantity.start)
            continue
        start = shared[1] if shared and shared[0] == quantity.group else quantity.start
        if label == "PCT" and text.key_at(quantity.cue) == "بین":
            start = quantity.cue
        elif label == "PCT" and text.key_at(start - 1) in keys_of("words.toml", "signs"):
            start -= 1
        elif _is_part(quantity) and found and found[-1].last == start - 2 and text.keys[start - 1] == "و":
            start = found.pop().first
        found.append(EntityMention(start, quantity.end, label))
    return found


def _is_part(quantity: Quantity) -> bool:
    """Whether a sum is in parts of a currency: «۶۴ دلار و ۲۳ سنت»."""
    term = quantity.measure.term if quantity.measure else None
    return term is not None and "part_of" in term.data


def _label(text: Text, quantity: Quantity) -> str | None:
    if quantity.measure is None:
        return "MON" if is_money(text, quantity) else None
    return {"money": "MON", "elided": "MON", "percent": "PCT"}.get(quantity.measure.kind)
