"""What a figure is about: indicator, speaker, place and period (``circumstances``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from coopnews.finders.found import Found
from coopnews.finders.items import is_light
from coopnews.finders.quantities import Quantity
from coopnews.lexicon import keys_of, read_toml
from coopnews.reasons import because
from coopnews.records import Amount, Count, Percent
from coopnews.resolve.checks import sums
from coopnews.resolve.circumstances import Circumstances
from coopnews.resolve.indicators import Indicators
from coopnews.resolve.kinds import Subject, kind_of
from coopnews.resolve.speakers import Speakers
from coopnews.resolve.speech import is_audience
from coopnews.resolve.topics import UNKNOWN
from coopnews.text import Span, Text

F = TypeVar("F", Count, Amount, Percent)


@cache
def prices() -> dict[str, int]:
    """By currency: sums below are prices, fees or rates."""
    return {data["code"]: data["price"] for data in read_toml("currencies.toml").values() if "price" in data}


class Links:
    """Links the figures of one text."""

    def __init__(
        self,
        text: Text,
        found: Found,
        speakers: Speakers,
        figures: Sequence[Count | Amount],
        published: str | None = None,
    ) -> None:
        self.text = text
        self.found = found
        self.speakers = speakers
        self.circumstances = Circumstances(text, found, published)
        numbers = [(quantity.start, quantity.end) for quantity in found.quantities]
        names = [(body.first, body.last) for body in found.bodies]
        names += [(office.head.first, office.affiliation.last) for office in found.offices if office.affiliation]
        spans = [self._span(figure) for figure in figures]
        self.indicators = Indicators(text, found.terms, numbers, spans, names, self._totals(figures))
        self.at = {quantity.start: number for number, quantity in enumerate(found.quantities)}
        self.amounts: dict[int, str] = {}
        self.kinds: dict[int, str] = {}

    def linked(self, figures: Iterable[F]) -> Iterator[F]:
        """Figures with what they are about."""
        for figure in figures:
            first, last = self._span(figure)
            speaker = None if is_audience(self.text, first) else self.speakers.at(first)
            yield msgspec.structs.replace(
                figure,
                indicator=self._indicator(figure, first, last),
                speaker=speaker.label if speaker else None,
                speaker_id=speaker.id if speaker else None,
                place=self.circumstances.place(first, last, speaker),
                period=self.circumstances.period(first, last),
            )

    def _span(self, figure: Count | Amount | Percent) -> Span:
        return Span(self.text.token_at(figure.mentions[0].start), self.text.token_at(figure.mentions[-1].end - 1))

    def _totals(self, figures: Sequence[Count | Amount]) -> dict[int, int]:
        """By the first token of a count that of the total that it and the next add up to."""
        counts = [figure for figure in figures if isinstance(figure, Count)]
        starts = [self._span(count).first for count in counts]
        added = [(total, parts) for total, parts, holds in sums(self.text, counts) if holds]
        return {starts[part]: starts[total] for total, parts in added for part in parts}

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
                marker = self.text.key_at(self.found.quantities[number].cue - 1)
                said = self.indicators.of(Subject(first, last, "amount", None, limit, marker))
            if figure.value < prices().get(figure.currency, 0):
                said = "other"
                because("indicator", Span(first, last), said, "so small that it is a price or a fee")
            self.amounts[number] = said
            return said
        quantity = self.found.quantities[number]
        adjective = quantity.measure is not None and quantity.measure.adjective and last == quantity.end
        kind, fixed = kind_of(figure.unit, figure.item, adjective=adjective)
        marker = self.text.key_at(quantity.cue - 1)
        if marker in keys_of("nouns.toml", "changes") and kind != "member":
            because("indicator", Span(first, last), "other", "a difference", [Span(quantity.cue - 1, quantity.cue - 1)])
            return "other"  # «رشد ۲ میلیون بشکه»
        if kind in ("worker", "thing") and self.text.key_at(last + 1) in keys_of("words.toml", "members"):
            kind, fixed = "person", None  # «۴ هزار بافنده عضو آن هستند»
        if kind == "firm" and self._is_coop(first):
            kind = "coop"  # «شمار تعاونی‌ها به ۱۰۴ شرکت رسید»
        if kind in ("country", "market") and (marker == "به" or self._goes_on_with_countries(quantity.cue - 1)):
            kind = "destination"
        of = self._whole(quantity, figure.item) if kind in ("member", "worker") else None
        part = number > 0 and self._part_of_whole(number - 1) == first and self._acts(last)
        since = first if part else None
        kind = kind if of is None else "person"
        said = self.indicators.of(Subject(first, last, kind, fixed, limit, marker, of, since))
        if not said and kind == "occupation" and marker == "با":
            said = "employed"  # «درمانگاهی با ۱۸ پزشک»
            because("indicator", Span(first, last), said, "«با» before an occupation")
        if not said and kind == "person" and marker == "با" and self._follows_coop(number):
            said = "members"  # «۲۸ تعاونی با ۵۶ هزار خانوار»
            because("indicator", Span(first, last), said, "«با» after cooperatives")
        self.kinds[number] = kind
        return said

    def _acts(self, last: int) -> bool:
        """Whether the verb behind a figure says what is done, and not what it is: «… را بازرسی کردیم», «… است»."""
        after = self.text.keys[last + 1 : self.text.sentence(last).last + 1]
        verb = next((word for word in after if is_light(word)), None)
        return verb is not None and verb not in keys_of("words.toml", "copulas")

    def _goes_on_with_countries(self, at: int) -> bool:
        """Whether «به» and countries stand before a joint: «به عراق، ارمنستان و سه کشور اروپایی»."""
        keys, joints = self.text.keys, ("و", "،")
        if self.text.key_at(at) not in joints:
            return False
        while at > 0 and (keys[at] in joints or self.found.terms.first(at, "place:country") is not None):
            at -= 1
        return keys[at] == "به"

    def _is_coop(self, first: int) -> bool:
        """Whether the sentence spoke of cooperatives before a figure."""
        cooperatives = keys_of("words.toml", "cooperatives")
        return any(word in cooperatives for word in self.text.keys[self.text.sentence(first).first : first])

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
