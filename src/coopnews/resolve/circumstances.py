"""Where and when a figure holds: the place and period that its sentence names, its speaker has, its article is about.

Places and dates of a sentence compete by distance. Words between count one, a verb or a colon more: what stands in the
clause of the figure outweighs the rest. The place of an office or a body («مدیرکل تعاون گیلان گفت: …») speaks for a
figure only where the sentence names no other; «استان» and «کشور» alone mean the province that is spoken of and Iran.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from coopnews.finders.found import Found
from coopnews.finders.mentions import DateMention, PlaceMention
from coopnews.lexicon import key, keys_of, load
from coopnews.reasons import because
from coopnews.records import Official, Period
from coopnews.resolve.speakers import Speaker
from coopnews.text import Span, Text
from coopnews.verbs import is_finite_verb

COUNTRY, WORLD = "ایران", "جهان"
LEAD = 3
"""Sentences at the head of an article in which a place is what it is about."""
TOGETHER = "، "
"""What stands between the names of several places that a figure is said of together."""
CLAUSE = 8
"""How many words a verb or a colon between two mentions counts for."""
TILL_NOW = 3
"""Words after a date within which «تاکنون» makes it the beginning of a period."""
_FILE = "place_words.toml"
_JOINTS = frozenset("و،,٬")
_DASHES = frozenset("-–—ـ")


class _Named(NamedTuple):
    """A place as a sentence names it: a run of tokens, the name that figures get, and the mention behind it, if any."""

    first: int
    last: int
    name: str
    mention: PlaceMention | None = None


M = TypeVar("M", DateMention, PlaceMention, _Named, Span)


class Circumstances:
    """The places and periods of the figures of one text."""

    def __init__(self, text: Text, found: Found, published: str | None = None) -> None:
        self.text = text
        self.found = found
        self.published = published
        self.counted = frozenset(quantity.end for quantity in found.quantities)
        """Where the numbers end: what stands behind them is counted, and no place."""
        self.homes: dict[str, str | None] = {}
        self.countries = _tokens_of([place for place in found.places if place.kind == "country"])
        names = _tokens_of(found.names)
        self.all_places = [place for place in found.places if place.first not in names]
        """Without what is a name of somebody: «بیژن زنگنه»."""
        self.provinces = {place.name: place.province for place in self.all_places}
        self.owned = _tokens_of((*found.offices, *found.bodies))
        self.begun = {date.last + step for date in found.dates for step in range(1, TILL_NOW + 1)}
        """Where «تاکنون» would make a date the beginning of a period."""
        today = [date for date in found.dates if any(self._is_begun(date.first - back) for back in (1, 2))]
        self.dates = self._by_sentence([date for date in found.dates if date not in today])
        self.presents = text.where(_openings_of_present())
        """Where words for the present may begin."""
        self.present: dict[int, list[Span]] = {}
        starts = {place.first for place in self.all_places}
        self.bare: dict[int, list[int]] = {}
        """Where «استان» and «کشور» stand without a name, by sentence."""
        bare = ("bare_provinces", "bare_countries", "bare_worlds")
        for at in text.where(frozenset().union(*(keys_of(_FILE, table) for table in bare))):
            if at + 1 not in starts and at not in self.owned:
                self.bare.setdefault(text.sentence_of[at], []).append(at)
        places: dict[int, list[_Named]] = {}
        for place in self.all_places:
            if not self._is_elsewhere(place):
                named = _Named(place.first, place.last, place.name, place)
                places.setdefault(text.sentence_of[place.first], []).append(named)
        self.places = places

    # --- place ----------------------------------------------------------------------------------------------

    def place(self, first: int, last: int, speaker: Speaker | None) -> str | None:
        """The place of a figure: of its sentence, of the speaker's office, or what the article is about."""
        figure, sentence = Span(first, last), self.text.sentence_of[first]
        named = self.places.get(sentence, [])
        free = [one for one in named if one.first not in self.owned and not self._is_dateline(one)]
        free += self._regions(sentence, speaker)
        if (near := self._nearest(first, last, free)) is not None:
            together = self._together(first, near, free)
            because("place", figure, together, "the nearest of its sentence", [Span(near.first, near.last)])
            return together
        if (home := self._home(speaker)) is not None:
            because("place", figure, home, "the place of the speaker's office")
            return home
        if (near := self._nearest(first, last, named)) is not None:
            because("place", figure, near.name, "the nearest of its sentence", [Span(near.first, near.last)])
            return near.name
        name = self._topic()
        because("place", figure, name, "what the article is about, if anything", self.all_places[:1])
        return name

    def _is_dateline(self, place: _Named) -> bool:
        """Whether a place is where a report was written: «رشت- …» before all others."""
        return place.mention == self.all_places[0] and self.text.key_at(place.last + 1) in _DASHES

    def _is_elsewhere(self, place: PlaceMention) -> bool:
        """Whether goods go to a country or come from it: «به عراق صادر شد»."""
        if place.kind != "country" or place.name == COUNTRY:
            return False
        text, at = self.text, place.first - 1
        while at > 0 and (text.keys[at] in _JOINTS or at in self.countries):
            at -= 1
        if text.key_at(at) in keys_of(_FILE, "country_nouns"):
            at -= 1
        return text.key_at(at) in keys_of(_FILE, "directions")

    def _regions(self, sentence: int, speaker: Speaker | None) -> list[_Named]:
        """What «استان» and «کشور» mean where no name follows them."""
        regions = []
        for at in self.bare.get(sentence, ()):
            if at - 1 in self.counted:
                continue  # «به ۲۳ کشور», «سه استان»
            before = self.text.key_at(at - 1)
            name: str | None
            if self.text.keys[at] in keys_of(_FILE, "bare_worlds"):
                name = WORLD if before in keys_of(_FILE, "before_worlds") else None
            elif self.text.keys[at] in keys_of(_FILE, "bare_countries"):
                name = None if before in keys_of(_FILE, "no_bare_countries") else COUNTRY
            else:
                name = self._province(speaker)
            if name is not None:
                regions.append(_Named(at, at, name))
        return regions

    def _province(self, speaker: Speaker | None) -> str | None:
        """The province that is spoken of: the speaker's, or the one that the article names most."""
        home = self._home(speaker)
        if home is not None and home != COUNTRY:
            return self.provinces.get(home) or (home if home in _provinces() else None)
        named = Counter(
            place.province or place.name for place in self.all_places if place.province or place.kind == "province"
        )
        return named.most_common(1)[0][0] if named else None

    def _together(self, figure: int, near: _Named, places: Sequence[_Named]) -> str:
        """The name of a place, or of all of the list it stands in; «به ترتیب» gives each figure its own."""
        chain = self._chain(near, places)
        if len(chain) == 1:
            return near.name
        names = list(dict.fromkeys(one.name for one in chain))
        sentence = self.text.sentence(figure)
        if any(self.text.keys[at] in keys_of(_FILE, "in_order") for at in range(sentence.first, sentence.last + 1)):
            starts = [one.first for one in self.found.quantities if sentence.first <= one.first <= sentence.last]
            after = [start for start in starts if start > chain[-1].last] or starts
            return names[after.index(figure) % len(names)] if figure in after else near.name
        return TOGETHER.join(names)

    def _chain(self, near: _Named, places: Sequence[_Named]) -> list[_Named]:
        """The places of one level that stand in a list with one: «گیلان، مازندران و گلستان»."""
        ordered = sorted((one for one in places if one.mention is not None), key=lambda one: one.first)
        chain = [near]
        for one, other in pairwise(ordered):
            if chain[-1] == one and self._joined(one, other):
                chain.append(other)
        for other, one in pairwise(reversed(ordered)):
            if chain[0] == other and self._joined(one, other):
                chain.insert(0, one)
        return chain

    def _joined(self, one: _Named, other: _Named) -> bool:
        """Whether two places are members of one list."""
        if one.mention is None or other.mention is None:
            return False
        between = [
            word
            for word in self.text.keys[one.last + 1 : other.first]
            if word not in keys_of(_FILE, "province_introducers") and word not in keys_of(_FILE, "county_introducers")
        ]
        local = ("county", "city")
        alike = one.mention.kind == other.mention.kind or (one.mention.kind in local and other.mention.kind in local)
        return alike and 1 <= len(between) <= 2 and all(word in _JOINTS for word in between)

    def _home(self, speaker: Speaker | None) -> str | None:
        """The place of a speaker's office or body; Iran where the office is one of the whole country."""
        if speaker is None:
            return None
        if speaker.id not in self.homes:
            self.homes[speaker.id] = self._found_home(speaker)
        return self.homes[speaker.id]

    def _found_home(self, speaker: Speaker) -> str | None:
        record = speaker.record
        starts = [self.text.starts[place.first] for place in self.all_places]
        for mention in record.mentions:
            at = bisect_left(starts, mention.start)
            if at < len(starts) and starts[at] < mention.end:
                return self.all_places[at].name
        if isinstance(record, Official):
            office = f"{record.role} {record.affiliation or ''}".split()
            if any(key(word) in keys_of(_FILE, "national") for word in office):
                return COUNTRY
        return None

    def _topic(self) -> str | None:
        """The place that an article is about: the first of its head, or the only one that it names.

        For the town of a dateline stands its province, if the article names that as well.
        """
        places = self.all_places
        named = {place.name for place in places}
        if not places or (len(named) > 1 and self.text.sentence_of[places[0].first] >= LEAD):
            return None
        first = places[0]
        if self.text.key_at(first.last + 1) in _DASHES and len(places) > 1:
            within = [place for place in places[1:] if place.kind == "province" and place.name == first.province]
            return within[0].name if within else first.name
        return first.name

    # --- period ---------------------------------------------------------------------------------------------

    def period(self, first: int, last: int) -> Period | None:
        """The date of the sentence nearest to the figure, or its word for the present."""
        figure, sentence = Span(first, last), self.text.sentence_of[first]
        if sentence not in self.present:
            self.present[sentence] = list(self._present(self.text.sentences[sentence]))
        dates, present = self.dates.get(sentence, []), self.present[sentence]
        date = self._nearest(first, last, dates)
        now = self._nearest(first, last, present)
        if date is not None and (now is None or self._distance(first, last, date) <= self._distance(first, last, now)):
            because("period", figure, self.text.words(date[:2]), "the nearest date of its sentence", [date])
            return Period(self.text.words((date.first, date.last)), *self._bounds(date))
        if now is not None:
            words = self.text.words(now)
            because("period", figure, words, "a word for the present", [now])
            return Period(words)
        return None

    def _bounds(self, date: DateMention) -> tuple[str | None, str | None]:
        """The days of a date, from it until now («از ابتدای سال تاکنون») or from the year's first («تا پایان مهر»)."""
        if date.start is None or date.end is None:
            return date.start, date.end
        before = [self.text.key_at(date.first - back) for back in (1, 2)]
        edge = before[0] in keys_of("words.toml", "edges")
        word = before[1] if edge else before[0]
        after = range(date.last + 1, min(len(self.text), date.last + 1 + TILL_NOW))
        if any(self._is_till_now(at) for at in after) and self.published is not None and date.start <= self.published:
            return (date.start, self.published) if date.calendar == "jalali" else (date.start, date.end)
        if word == "تا" and edge and date.end[:4] == date.start[:4] and not date.start.endswith("-01-01"):
            return f"{date.start[:4]}-01-01", date.end
        return date.start, date.end

    def _is_till_now(self, at: int) -> bool:
        """Whether «تاکنون», «تا امروز» begins at a token."""
        joined = ""
        for end in range(at, min(at + 3, len(self.text))):
            joined += self.text.keys[end]
            if joined in keys_of("words.toml", "till_now"):
                return True
        return False

    def _is_begun(self, at: int) -> bool:
        return at in self.begun and self._is_till_now(at)

    def _present(self, sentence: Span) -> Iterator[Span]:
        """The words of a sentence for the present."""
        present = keys_of("words.toml", "present")
        begin = bisect_left(self.presents, sentence.first)
        for at in self.presents[begin : bisect_left(self.presents, sentence.last + 1, begin)]:
            joined = ""
            for end in range(at, min(sentence.last, at + 2) + 1):
                joined += self.text.keys[end]
                if joined in present and not self._is_begun(at):
                    yield Span(at, end)
                    break

    # --- distance -------------------------------------------------------------------------------------------

    def _by_sentence(self, mentions: Sequence[M]) -> dict[int, list[M]]:
        grouped: dict[int, list[Any]] = {}
        for mention in mentions:
            grouped.setdefault(self.text.sentence_of[mention.first], []).append(mention)
        return grouped

    def _nearest(self, first: int, last: int, mentions: Sequence[M]) -> M | None:
        """The mention that is nearest to a figure of its sentence."""
        return min(mentions, key=lambda mention: self._distance(first, last, mention)) if mentions else None

    def _distance(self, first: int, last: int, mention: DateMention | PlaceMention | _Named | Span) -> float:
        """Words between a figure and a mention, one before it at half the distance; ends of clauses count more."""
        before = mention.last < first
        low, high = (mention.last, first) if before else (last, mention.first)
        ends = sum(self._ends_clause(at) for at in range(low + 1, high))
        return (high - low) / (2 if before else 1) + CLAUSE * ends

    def _ends_clause(self, at: int) -> bool:
        word = self.text.keys[at]
        return word == ":" or (
            is_finite_verb(word) and not (word == "است" and is_finite_verb(self.text.key_at(at - 1)))
        )


def _tokens_of(spans: Sequence[Any]) -> frozenset[int]:
    return frozenset(at for span in spans for at in range(span.first, span.last + 1))


@cache
def _openings_of_present() -> frozenset[str]:
    """Whatever the first word of an expression for the present can be."""
    return frozenset(form[:end] for form in keys_of("words.toml", "present") for end in range(1, len(form) + 1))


@cache
def _provinces() -> frozenset[str]:
    return frozenset(str(entry.data["name"]) for entry in load().entries["place:province"].values())
