"""What a figure is about: indicator, speaker, place and period."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from coopnews.finders.found import Found
from coopnews.finders.mentions import DateMention, PlaceMention
from coopnews.finders.quantities import Quantity
from coopnews.lexicon import keys_of
from coopnews.reasons import because
from coopnews.records import Amount, Count, Official, Percent, Period
from coopnews.resolve.indicators import UNKNOWN, Indicators, Subject, kind_of
from coopnews.resolve.speakers import Speaker, Speakers
from coopnews.text import Span, Text

F = TypeVar("F", Count, Amount, Percent)

PRICES = {"IRT": 1_000_000, "IRR": 10_000_000, "USD": 1_000, "EUR": 1_000, "AED": 4_000, "GBP": 1_000, "CNY": 7_000}
"""Sums below these are prices, fees or rates: in 300 articles of economics none of 32 was anything else."""


class Links:
    """Links the figures of one text."""

    def __init__(self, text: Text, found: Found, speakers: Speakers) -> None:
        self.text = text
        self.found = found
        self.speakers = speakers
        self.places_of = self._by_sentence(found.places)
        self.dates_of = self._by_sentence(found.dates)
        spans = [(quantity.start, quantity.end) for quantity in found.quantities]
        self.indicators = Indicators(text, found.terms, spans, [(body.first, body.last) for body in found.bodies])
        self.at = {quantity.start: number for number, quantity in enumerate(found.quantities)}
        self.amounts: dict[int, str] = {}
        self.kinds: dict[int, str] = {}
        self.homes: dict[str, str | None] = {}

    def linked(self, figures: Iterator[F]) -> Iterator[F]:
        """Figures with what they are about."""
        for figure in figures:
            first = self.text.token_at(figure.mentions[0].start)
            last = self.text.token_at(figure.mentions[-1].end - 1)
            speaker = self.speakers.at(first)
            yield msgspec.structs.replace(
                figure,
                indicator=self._indicator(figure, first, last),
                speaker=speaker.label if speaker else None,
                speaker_id=speaker.id if speaker else None,
                place=self._place(first, last, speaker),
                period=self._period(first, last),
            )

    # --- indicator ------------------------------------------------------------------------------------------

    def _indicator(self, figure: F, first: int, last: int) -> str:
        if isinstance(figure, Percent):
            return UNKNOWN
        number = self.at[first]
        limit = self._part_of_whole(number)
        if isinstance(figure, Amount):
            whole = number - 1
            if whole in self.amounts and self._part_of_whole(whole) == first:
                said = self.amounts[whole]  # «از ۱۲ همت تسهیلات …، ۵ همت پرداخت شد»
                because("indicator", Span(first, last), said, "that of its whole", [self.found.quantities[whole]])
            else:
                said = self.indicators.of(Subject(first, last, "amount", None, limit))
            if figure.value < PRICES.get(figure.currency, 0):
                said = "other"
                because("indicator", Span(first, last), said, "so small that it is a price or a fee")
            self.amounts[number] = said
            return said
        quantity = self.found.quantities[number]
        adjective = quantity.measure is not None and quantity.measure.adjective and last == quantity.end
        kind, fixed = kind_of(figure.unit, figure.item, adjective=adjective)
        if self.text.key_at(quantity.cue - 1) in keys_of("nouns.toml", "changes") and kind != "member":
            because("indicator", Span(first, last), "other", "a difference", [Span(quantity.cue - 1, quantity.cue - 1)])
            return "other"  # «رشد ۲ میلیون بشکه»
        if kind in ("worker", "thing") and self.text.key_at(last + 1) in keys_of("words.toml", "members"):
            kind, fixed = "person", None  # «۴ هزار بافنده عضو آن هستند»
        if kind == "country" and self.text.key_at(quantity.cue - 1) == "به":
            kind = "destination"
        of = self._whole(quantity, figure.item) if kind in ("member", "worker") else None
        said = self.indicators.of(Subject(first, last, kind if of is None else "person", fixed, limit, of))
        if not said and kind == "person" and self.text.key_at(quantity.cue - 1) == "با" and self._follows_coop(number):
            said = "members"  # «۲۸ تعاونی با ۵۶ هزار خانوار»
            because("indicator", Span(first, last), said, "«با» after cooperatives")
        self.kinds[number] = kind
        return said

    def _whole(self, quantity: Quantity, item: str | None) -> Span | None:
        """What a number of persons is part of: «۳۰۰ نفر از اعضای تعاونی‌ها»."""
        person = quantity.measure is not None and (term := quantity.measure.term) and term.data.get("person", False)
        if not person or item is None or self.text.key_at(quantity.end + 1) != "از":
            return None
        return Span(quantity.end + 2, quantity.end + 1 + len(item.split()))

    def _follows_coop(self, number: int) -> bool:
        before = self.found.quantities[number - 1] if number else None
        same = (
            before is not None
            and self.text.sentence_of[before.first] == self.text.sentence_of[self.found.quantities[number].first]
        )
        return same and self.kinds.get(number - 1) == "coop"

    def _part_of_whole(self, number: int) -> int | None:
        """Where the part begins, if the quantity is a whole: «از ۳۴۰ هکتار زمین، ۱۱۲ هکتار»."""
        quantities, text = self.found.quantities, self.text
        whole = quantities[number]
        if text.key_at(whole.cue - 1) != "از" or whole.change or number + 1 == len(quantities):
            return None
        part = quantities[number + 1]
        same = text.sentence_of[part.first] == text.sentence_of[whole.first] and part.cue > whole.end + 1
        kinds = [quantity.measure.kind if quantity.measure else "unit" for quantity in (whole, part)]
        alike = kinds[0] == kinds[1] or (kinds[0] == "unit" and kinds[1] == "percent")
        return part.start if same and alike and text.key_at(part.cue - 1) not in ("به", "تا") else None

    # --- place and period -----------------------------------------------------------------------------------

    def _place(self, first: int, last: int, speaker: Speaker | None) -> str | None:
        """The place of the sentence nearest to the figure, of the speaker's office, or of the dateline."""
        figure, places = Span(first, last), self.found.places
        near = self._nearest(first, last, self.places_of)
        if near is not None:
            because("place", figure, near.name, "the nearest of its sentence", [near])
            return near.name
        if speaker is not None and isinstance(speaker.record, Official):
            if speaker.id not in self.homes:
                self.homes[speaker.id] = self._home(speaker.record)
            if (home := self.homes[speaker.id]) is not None:
                because("place", figure, home, "the place of the speaker's office")
                return home
        first_place = places[0].name if places else None
        because("place", figure, first_place, "the first of the article, if any", places[:1])
        return first_place

    def _home(self, official: Official) -> str | None:
        """The place in the first mention of an official that names one."""
        starts = [self.text.starts[place.first] for place in self.found.places]
        for mention in official.mentions:
            at = bisect_left(starts, mention.start)
            if at < len(starts) and starts[at] < mention.end:
                return self.found.places[at].name
        return None

    def _period(self, first: int, last: int) -> Period | None:
        """The date of the sentence nearest to the figure, or its word for the present."""
        date: DateMention | None = self._nearest(first, last, self.dates_of)
        if date is not None:
            because("period", Span(first, last), self.text.words(date[:2]), "the nearest date of its sentence", [date])
            return Period(self.text.words((date.first, date.last)), date.start, date.end)
        sentence = self.text.sentence(first)
        present = keys_of("words.toml", "present")
        for at in range(sentence.first, sentence.last + 1):
            joined = ""
            for end in range(at, min(sentence.last, at + 2) + 1):
                joined += self.text.keys[end]
                if joined in present:
                    words = self.text.words((at, end))
                    because("period", Span(first, last), words, "a word for the present", [Span(at, end)])
                    return Period(words)
        return None

    M = TypeVar("M", DateMention, PlaceMention)

    def _by_sentence(self, mentions: Sequence[M]) -> dict[int, list[M]]:
        grouped: dict[int, list[Any]] = {}
        for mention in mentions:
            grouped.setdefault(self.text.sentence_of[mention.first], []).append(mention)
        return grouped

    def _nearest(self, first: int, last: int, mentions: dict[int, list[M]]) -> M | None:
        """The mention of the figure's sentence that is nearest to it, one before it at half the distance."""
        near = mentions.get(self.text.sentence_of[first], [])

        def distance(mention: DateMention | PlaceMention) -> float:
            return (first - mention.last) / 2 if mention.last < first else float(mention.first - last)

        return min(near, key=distance) if near else None
