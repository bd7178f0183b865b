"""What a figure is about: indicator, speaker, place and period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from coopnews.finders.found import Found
from coopnews.finders.mentions import DateMention, PlaceMention
from coopnews.lexicon import keys_of
from coopnews.records import Amount, Count, Official, Percent, Period
from coopnews.resolve.indicators import UNKNOWN, Indicators, Subject, kind_of
from coopnews.resolve.speakers import Speaker, Speakers
from coopnews.text import Text

F = TypeVar("F", Count, Amount, Percent)



class Links:
    """Links the figures of one text."""

    def __init__(self, text: Text, found: Found, speakers: Speakers) -> None:
        self.text = text
        self.found = found
        self.speakers = speakers
        spans = [(quantity.start, quantity.end) for quantity in found.quantities]
        self.indicators = Indicators(text, found.terms, spans)
        self.at = {quantity.start: number for number, quantity in enumerate(found.quantities)}
        self.amounts: dict[int, str] = {}
        self.kinds: dict[int, str] = {}

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
            else:
                said = self.indicators.of(Subject(first, last, "amount", None, limit))
            self.amounts[number] = said
            return said
        quantity = self.found.quantities[number]
        adjective = quantity.measure is not None and quantity.measure.adjective and last == quantity.end
        kind, fixed = kind_of(figure.unit, figure.item, adjective=adjective)
        if kind in ("worker", "thing") and self.text.key_at(last + 1) in keys_of("words.toml", "members"):
            kind, fixed = "person", None  # «۴ هزار بافنده عضو آن هستند»
        if kind == "country" and self.text.key_at(quantity.cue - 1) == "به":
            kind = "destination"
        said = self.indicators.of(Subject(first, last, kind, fixed, limit))
        if not said and kind == "person" and self.text.key_at(quantity.cue - 1) == "با" and self._follows_coop(number):
            said = "members"  # «۲۸ تعاونی با ۵۶ هزار خانوار»
        self.kinds[number] = kind
        return said

    def _follows_coop(self, number: int) -> bool:
        before = self.found.quantities[number - 1] if number else None
        same = before is not None and self.text.sentence_of[before.first] == self.text.sentence_of[
            self.found.quantities[number].first
        ]
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
        places: Sequence[PlaceMention] = self.found.places
        near = self._nearest(first, last, places)
        if near is not None:
            return near.name
        if speaker is not None and isinstance(speaker.record, Official):
            spans = [(mention.start, mention.end) for mention in speaker.record.mentions]
            for place in places:
                start = self.text.tokens[place.first].start
                if any(begin <= start < end for begin, end in spans):
                    return place.name
        return places[0].name if places else None

    def _period(self, first: int, last: int) -> Period | None:
        """The date of the sentence nearest to the figure, or its word for the present."""
        date: DateMention | None = self._nearest(first, last, self.found.dates)
        if date is not None:
            return Period(self.text.words((date.first, date.last)), date.start, date.end)
        sentence = self.text.sentence(first)
        present = keys_of("words.toml", "present")
        for at in range(sentence.first, sentence.last + 1):
            joined = ""
            for end in range(at, min(sentence.last, at + 2) + 1):
                joined += self.text.keys[end]
                if joined in present:
                    return Period(self.text.words((at, end)))
        return None

    M = TypeVar("M", DateMention, PlaceMention)

    def _nearest(self, first: int, last: int, mentions: Sequence[M]) -> M | None:
        """The mention of the figure's sentence that is nearest to it, one before it at half the distance."""
        sentence = self.text.sentence(first)
        near = [mention for mention in mentions if sentence.first <= mention.first <= sentence.last]

        def distance(mention: DateMention | PlaceMention) -> float:
            return (first - mention.last) / 2 if mention.last < first else float(mention.first - last)

        return min(near, key=distance) if near else None
