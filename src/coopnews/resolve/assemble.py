"""Records from mentions, linked and merged into one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from coopnews.extractors.amounts import amounts
from coopnews.extractors.bodies import bodies
from coopnews.extractors.counts import counts
from coopnews.extractors.dates import dates
from coopnews.extractors.percents import percents
from coopnews.extractors.places import places
from coopnews.finders.found import Found
from coopnews.records import Article, Body
from coopnews.resolve.checks import checks
from coopnews.resolve.coreference import resolve_people
from coopnews.resolve.links import Links
from coopnews.resolve.merging import merged, merged_dates
from coopnews.resolve.speakers import find_speakers
from coopnews.text import Text

R = TypeVar("R", bound=msgspec.Struct)


def assemble(text: Text, found: Found, *, source: str | None = None, published: str | None = None) -> Article:
    """The article of what was found in a text."""
    structure = found.structure
    people = resolve_people(text, found.terms, found.names, found.offices, found.bodies, structure)
    named = numbered(bodies(text, found.bodies), "b")
    counted, sums = list(counts(text, found)), list(amounts(text, found))
    speakers = find_speakers(text, found.terms, structure, people, named)
    links = Links(text, found, speakers, [*counted, *sums], published)
    title = structure.title
    headline = range(text.sentence_of[title.first], text.sentence_of[title.last] + 1) if title else ()
    figures = (
        numbered(merged(links.linked(counted), text, headline), "c"),
        numbered(merged(links.linked(sums), text), "a"),
        numbered(merged(links.linked(percents(text, found)), text), "r"),
    )
    stamp = structure.published
    return Article(
        source=source,
        title=text.words(structure.title) if structure.title else None,
        kicker=text.words(structure.kicker) if structure.kicker else None,
        outlet=_fullest(text.words(structure.outlet), named) if structure.outlet else None,
        published=published or (stamp.start if stamp else None),
        officials=people.officials,
        people=people.people,
        bodies=named,
        places=numbered(places(text, found.places, structure), "l"),
        counts=figures[0],
        amounts=figures[1],
        percents=figures[2],
        dates=numbered(merged_dates(dates(text, found.dates)), "d"),
        checks=tuple(checks(text, figures[0], figures[1])),
        spans=tuple((*text.bounds(entity[:2]), entity.label) for entity in found.entities),
        raw=text.raw,
        sentences=tuple(text.bounds(sentence) for sentence in text.sentences),
    )


def _fullest(outlet: str, named: Sequence[Body]) -> str:
    """The name of the medium that an outlet is: «مهر» above, «خبرگزاری مهر» below."""
    return next((body.name for body in named if outlet in body.also), outlet)


def numbered(records: Iterator[R] | Sequence[R], prefix: str) -> tuple[R, ...]:
    """Records with their ids: the prefix and the place in the list, from one."""
    return tuple(msgspec.structs.replace(record, id=f"{prefix}{number}") for number, record in enumerate(records, 1))
