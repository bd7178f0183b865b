"""Places: one record for each place, however often it is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coopnews.finders.mentions import PlaceMention, Structure
from coopnews.records import Mention, Place
from coopnews.text import Text, covered


def places(text: Text, mentions: Sequence[PlaceMention], structure: Structure) -> Iterator[Place]:
    """Yield every named place in order of first mention; a county and its town of one name are one place.

    >>> from coopnews.finders.places import find_places
    >>> from coopnews.finders.terms import Terms
    >>> text = Text("استان یزد: شهرستان بافق و شهر میبد. بافق")
    >>> empty = Structure(None, None, None, None, ())
    >>> [(place.name, place.kind, len(place.mentions)) for place in places(text, find_places(text, Terms(text)), empty)]
    [('یزد', 'province', 1), ('بافق', 'county', 2), ('میبد', 'city', 1)]
    """
    merged: dict[tuple[str, str | None, bool], list[PlaceMention]] = {}
    ignored = covered(len(text), structure.ignored)
    for mention in mentions:
        if not ignored[mention.first]:
            local = mention.kind in ("county", "city")
            merged.setdefault((mention.name, mention.province, local), []).append(mention)
    for same in merged.values():
        first = same[0]
        yield Place(
            id="",
            name=first.name,
            kind=first.kind,
            province=first.province,
            mentions=tuple(_mention(text, mention) for mention in same),
        )


def _mention(text: Text, found: PlaceMention) -> Mention:
    start, end = text.bounds(found[:2])
    return Mention(start, end, text.raw[start:end], "place")
