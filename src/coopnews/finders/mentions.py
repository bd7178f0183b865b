"""What the finders pass on: labelled runs of tokens (``first`` to ``last``, both within) with a value."""

from __future__ import annotations

from typing import NamedTuple

from coopnews.records import Calendar
from coopnews.text import Span


class DateMention(NamedTuple):
    """A calendar expression; ``start``/``end`` are ISO dates of ``calendar`` or None."""

    first: int
    last: int
    start: str | None
    end: str | None
    calendar: Calendar


class OfficeMention(NamedTuple):
    """An office as one place of the text states it: role, affiliation and name, as far as they stand there.

    ``role`` has its lexicon spelling; ``affiliation`` and ``name`` are runs of tokens or None. ``head`` is the
    run of the role word(s). Two offices of one person are two mentions, the second with ``of`` set to the
    index of the first in the list. «یک نماینده مجلس» is indefinite, «رئیس شورا بود» said of somebody: both are
    an entry only if a name comes to light.
    """

    first: int
    last: int
    head: Span
    role: str
    affiliation: Span | None
    name: Span | None
    plural: bool = False
    former: bool = False
    of: int | None = None
    indefinite: bool = False
    predicate: bool = False


class NameMention(NamedTuple):
    """A personal name (without honorifics); ``full`` is False for a surname alone."""

    first: int
    last: int
    full: bool


class BodyMention(NamedTuple):
    """A named organisation; ``name`` is the text to report where it is not the run itself (joined plurals)."""

    first: int
    last: int
    kind: str
    name: str | None = None


class EntityMention(NamedTuple):
    """A named entity; ``label`` is PER, ORG, LOC, DAT, TIM, MON or PCT."""

    first: int
    last: int
    label: str


class PlaceMention(NamedTuple):
    """A named place: ``name`` and ``province`` as in the gazetteer, ``kind`` province, county, city or country."""

    first: int
    last: int
    name: str
    kind: str
    province: str | None


class Structure(NamedTuple):
    """The parts of the page. Spans are token runs; ``outlet`` and ``published`` are texts."""

    title: Span | None
    kicker: Span | None
    outlet: Span | None
    published: DateMention | None
    ignored: tuple[Span, ...]
    """Runs that yield no records: breadcrumb, codes, counters, captions, related headlines, tail."""

    def is_live(self, at: int) -> bool:
        """Whether the token at ``at`` may yield records."""
        return not any(span.first <= at <= span.last for span in self.ignored)

    def is_outlet(self, at: int) -> bool:
        """Whether the token at ``at`` stands in the name of the outlet."""
        return self.outlet is not None and self.outlet.first <= at <= self.outlet.last
