"""What the page shows of each record: plain strings, put together here so that the template only lays them out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coopnews.records import (
    Amount,
    Article,
    Body,
    Check,
    Count,
    Date,
    Figure,
    Mention,
    Office,
    Official,
    Percent,
    Period,
    Person,
    Place,
    Value,
)
from coopnews.view.labels import digits, iso, label, labels, short

AnyFigure = Count | Amount | Percent
AnyRecord = AnyFigure | Official | Person | Body | Place | Date


@dataclass(frozen=True)
class Quote:
    """A mention: what stands before it in its sentence, the mention itself, and what stands behind."""

    anchor: str
    number: str
    what: str
    before: str
    text: str
    after: str


@dataclass(frozen=True)
class Link:
    """A record that another one refers to, and what to call it there."""

    record: str
    text: str


@dataclass(frozen=True)
class Relation:
    """A check: what adds up to what, and whether it does."""

    parts: tuple[Link, ...]
    sign: str
    total: Link
    holds: bool
    result: str


@dataclass(frozen=True)
class Row:
    """A record: ``name`` is its button, ``cells`` its further columns, ``facts`` what is shown when it is opened."""

    record: str
    kind: str
    name: str
    cells: tuple[str, ...]
    facts: tuple[tuple[str, str | Link], ...]
    quotes: tuple[Quote, ...]
    relations: tuple[Relation, ...] = ()
    said: tuple[Link, ...] = ()
    """The figures of which the record is the source."""

    @property
    def doubtful(self) -> bool:
        """Whether a check of the figure does not hold."""
        return any(not relation.holds for relation in self.relations)


@dataclass(frozen=True)
class Panel:
    """A table of records under a heading."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    relations: tuple[Relation, ...] = ()


def panels(article: Article) -> Iterator[Panel]:
    """The tables of an article's records; those without a row are left out."""
    return (panel for panel in _Shown(article).panels() if panel.rows)


class _Shown:
    """One article's records as rows of tables."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.starts = [start for start, _ in article.sentences]
        self.figures = list(article.all_figures())
        self.names = {figure.id: quantity(figure) for figure in self.figures}
        self.said: dict[str, list[Link]] = defaultdict(list)
        self.checks: dict[str, list[Relation]] = defaultdict(list)
        for figure in self.figures:
            if figure.speaker_id:
                self.said[figure.speaker_id].append(Link(figure.id, self.names[figure.id]))
        self.relations = tuple(self.relation(check) for check in article.checks)
        for relation in self.relations:
            for link in (relation.total, *relation.parts):
                self.checks[link.record].append(relation)

    def panels(self) -> Iterator[Panel]:
        article = self.article
        figures = tuple(map(self.figure, self.figures))
        yield Panel("figures", "رقم‌ها", ("رقم", "شاخص", "گوینده"), figures, self.relations)
        people = (*map(self.official, article.officials), *map(self.person, article.people))
        yield Panel("people", "اشخاص", ("نام", "سمت"), people)
        yield Panel("bodies", "نهادها", ("نام", "گونه"), tuple(map(self.body, article.bodies)))
        yield Panel("places", "مکان‌ها", ("نام", "گونه", "استان"), tuple(map(self.place, article.places)))
        yield Panel("dates", "تاریخ‌ها", ("تاریخ", "روزها"), tuple(map(self.date, article.dates)))

    def figure(self, figure: AnyFigure) -> Row:
        indicator = label("indicators", figure.indicator)
        speaker = figure.speaker
        in_rial = figure.rial if isinstance(figure, Amount) and figure.currency != "IRR" else None
        return self.row(
            figure,
            {Count: "counts", Amount: "amounts", Percent: "percents"}[type(figure)],
            self.names[figure.id],
            (indicator, speaker or ""),
            ("شاخص", f"{indicator} ({figure.indicator})"),
            ("گوینده", Link(figure.speaker_id, speaker) if speaker and figure.speaker_id else speaker),
            ("مکان", figure.place),
            ("زمان", _period(figure.period)),
            ("مقدار کامل", _range(figure, digits)),
            ("به ریال", None if in_rial is None else digits(in_rial)),
        )

    def official(self, official: Official) -> Row:
        office, *others = Office(official.role, official.affiliation, official.former), *official.other_roles
        return self.row(
            official,
            "officials",
            official.name or _office(office),
            (_office(office) if official.name else "",),
            ("سمت", official.role),
            ("حوزه و نهاد", official.affiliation),
            *(("سمت دیگر", _office(other)) for other in others),
            ("تعداد", "چند تن" if official.plural else None),
        )

    def person(self, person: Person) -> Row:
        return self.row(person, "people", person.name, ("",))

    def body(self, body: Body) -> Row:
        others = (("نام دیگر", name) for name in body.also)
        return self.row(body, "bodies", body.name, (label("bodies", body.kind),), *others)

    def place(self, place: Place) -> Row:
        province = place.province if place.province != place.name else None
        return self.row(place, "places", place.name, (label("places", place.kind), province or ""))

    def date(self, date: Date) -> Row:
        return self.row(
            date,
            "dates",
            " ".join(date.text.split()),
            (days(date.start, date.end),),
            ("تقویم", label("calendars", date.calendar)),
            ("میلادی", days(date.gregorian_start, date.gregorian_end)),
        )

    def row(
        self, record: AnyRecord, kind: str, name: str, cells: tuple[str, ...], *facts: tuple[str, str | Link | None]
    ) -> Row:
        return Row(
            record=record.id,
            kind=kind,
            name=name,
            cells=cells,
            facts=tuple((term, fact) for term, fact in facts if fact),
            quotes=tuple(self.quotes(record)),
            relations=tuple(self.checks[record.id]),
            said=tuple(self.said[record.id]),
        )

    def quotes(self, record: AnyRecord) -> Iterator[Quote]:
        """Each mention of a record in its sentence; of names and dates, which stand often, the mention alone."""
        raw = self.article.raw
        for number, mention in enumerate(record.mentions):
            start, end = self.sentence(mention) if isinstance(record, Figure) else (mention.start, mention.end)
            yield Quote(
                f"m-{record.id}-{number}",
                digits(number + 1),
                label("mentions", mention.kind) if mention.kind in labels()["mentions"] else "",
                raw[start : mention.start],
                mention.text,
                raw[mention.end : end],
            )

    def sentence(self, mention: Mention) -> tuple[int, int]:
        start, end = self.article.sentences[bisect_right(self.starts, mention.start) - 1]
        return start, max(end, mention.end)

    def relation(self, check: Check) -> Relation:
        holds, fails = labels()["checks"][check.kind]
        return Relation(
            tuple(Link(part, self.names[part]) for part in check.parts),
            "=" if check.holds else "≠",
            Link(check.total, self.names[check.total]),
            check.holds,
            holds if check.holds else fails,
        )


def quantity(figure: AnyFigure) -> str:
    """A figure in words: qualifier, value, and what it counts.

    >>> quantity(Count(id="c1", value=210000, qualifier="at_least", unit="نفر", item="عضو"))
    'دست‌کم ۲۱۰٬۰۰۰ نفر عضو'
    >>> quantity(Amount(id="a1", value=1508000000000, currency="IRR"))
    '۱٬۵۰۸ میلیارد ریال'
    """
    if isinstance(figure, Count):
        of = f"{figure.unit or ''} {figure.item or ''}"
    else:
        of = label("currencies", figure.currency) if isinstance(figure, Amount) else "درصد"
    qualifier = labels()["qualifiers"].get(figure.qualifier, "")
    return " ".join(f"{qualifier} {_range(figure, short)} {of}".split())


def _range(figure: AnyFigure, write: Callable[[Value], str]) -> str:
    low = write(figure.value)
    return low if figure.value_max is None else f"{low} تا {write(figure.value_max)}"


def _office(office: Office) -> str:
    return " ".join(filter(None, (office.role, office.affiliation, "(پیشین)" if office.former else None)))


def days(start: str | None, end: str | None) -> str:
    """Days from ISO dates, or one day.

    >>> days("1403-01-01", "1403-01-30"), days("1403-01-30", "1403-01-30"), days(None, None)
    ('۱۴۰۳/۰۱/۰۱ تا ۱۴۰۳/۰۱/۳۰', '۱۴۰۳/۰۱/۳۰', '')
    """
    if start is None or end is None:
        return ""
    return iso(start) if start == end else f"{iso(start)} تا {iso(end)}"


def _period(period: Period | None) -> str | None:
    if period is None:
        return None
    dated = days(period.start, period.end)
    return f"{period.text} ({dated})" if dated else period.text
