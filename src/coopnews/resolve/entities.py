"""Named entities of an article, as corpora of named entities annotate them."""

from __future__ import annotations

from collections.abc import Iterator

from coopnews.extractors.amounts import is_money
from coopnews.finders.found import Found, find
from coopnews.finders.quantities import Quantity
from coopnews.records import Article
from coopnews.text import Text

Entity = tuple[int, int, str]
ORDER = ("MON", "PCT", "DAT", "ORG", "PER", "LOC")
"""Where two entities overlap, the label that stands first here wins, then the longer one."""


def entities(article: Article) -> list[Entity]:
    """Entities as ``(start, end, label)`` on raw offsets, in order, without overlap.

    >>> from coopnews.pipeline import extract
    >>> article = extract("استاندار گیلان از صادرات ۳۴ میلیون دلاری در سال ۱۴۰۳ خبر داد")
    >>> [(article.raw[start:end], label) for start, end, label in article.entities()]
    [('گیلان', 'LOC'), ('۳۴ میلیون دلاری', 'MON'), ('سال ۱۴۰۳', 'DAT')]
    """
    text = Text(article.raw)
    found = sorted(_all(text, find(text)), key=lambda entity: (ORDER.index(entity[2]), entity[0] - entity[1]))
    free: list[Entity] = []
    taken: set[int] = set()
    for first, last, label in found:
        run = range(first, last + 1)
        if taken.isdisjoint(run):
            taken.update(run)
            free.append((*text.bounds((first, last)), label))
    return sorted(free)


def _all(text: Text, found: Found) -> Iterator[Entity]:
    shared: tuple[int, int] | None = None  # group and start of a list whose measure stands at its end
    for quantity in found.quantities:
        label = _label(text, quantity)
        if label is None:
            continue
        if quantity.shares:
            shared = shared if shared and shared[0] == quantity.group else (quantity.group, quantity.start)
            continue
        start = shared[1] if shared and shared[0] == quantity.group else quantity.start
        if label == "PCT" and text.key_at(quantity.cue) == "بین":
            start = quantity.cue
        yield start, quantity.end, label
    for date in found.dates:
        yield date.first, date.last, "DAT"
    for body in found.bodies:
        yield body.first, body.last, "ORG"
    for name in found.names:
        yield name.first, name.last, "PER"
    for place in found.places:
        yield place.first, place.last, "LOC"


def _label(text: Text, quantity: Quantity) -> str | None:
    if quantity.measure is None:
        return "MON" if is_money(text, quantity) else None
    return {"money": "MON", "elided": "MON", "percent": "PCT"}.get(quantity.measure.kind)
