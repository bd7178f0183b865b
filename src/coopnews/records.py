"""The records that an article yields, and the article itself.

Every class is a frozen ``msgspec.Struct``: it validates, serialises and describes itself as JSON Schema.
Field meanings follow the project's annotation guide (``docs/records.md``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import msgspec

if TYPE_CHECKING:
    import pandas as pd

Qualifier = Literal["exact", "approx", "at_least", "at_most", "range"]
Calendar = Literal["jalali", "gregorian"]
Value = int | float
"""A number as it is printed: an int where integral. All arithmetic before it is exact."""

SCHEMA = "coopnews/1"


class Mention(msgspec.Struct, frozen=True):
    """Where a record stands in the raw text, in Unicode code points: ``raw[start:end] == text``."""

    start: int
    end: int
    text: str
    kind: str


class Office(msgspec.Struct, frozen=True):
    """A further office of an official."""

    role: str
    affiliation: str | None = None
    former: bool = False


class Official(msgspec.Struct, frozen=True):
    """A person identified by an office; ``name`` is None where the text gives none."""

    id: str
    name: str | None
    role: str
    affiliation: str | None
    plural: bool = False
    former: bool = False
    other_roles: tuple[Office, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def label(self) -> str:
        """The name or, where none is given, «role affiliation»."""
        return self.name or " ".join(part for part in (self.role, self.affiliation) if part)


class Person(msgspec.Struct, frozen=True):
    """A named person without an office."""

    id: str
    name: str
    mentions: tuple[Mention, ...] = ()

    @property
    def label(self) -> str:
        """The name."""
        return self.name


class Body(msgspec.Struct, frozen=True):
    """A named organisation: fullest form in ``name``, other forms in ``also``."""

    id: str
    name: str
    kind: str | None = None
    also: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()

    @property
    def label(self) -> str:
        """The name."""
        return self.name


class Place(msgspec.Struct, frozen=True):
    """A province, county, city or country named in the text."""

    id: str
    name: str
    kind: str
    province: str | None = None
    mentions: tuple[Mention, ...] = ()


class Period(msgspec.Struct, frozen=True):
    """The time a figure is about; ``start``/``end`` are ISO dates of the expression's calendar or None."""

    text: str
    start: str | None = None
    end: str | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What counts, amounts and percents have in common."""

    id: str
    value: Value
    value_max: Value | None = None
    qualifier: Qualifier = "exact"
    indicator: str = "other"
    speaker: str | None = None
    speaker_id: str | None = None
    place: str | None = None
    period: Period | None = None
    sentence: int = 0
    mentions: tuple[Mention, ...] = ()


class Count(Figure, frozen=True, kw_only=True):
    """A cardinal quantity of people, things, events or physical measure."""

    unit: str | None = None
    item: str | None = None


class Amount(Figure, frozen=True, kw_only=True):
    """Money in the currency it was stated in; ``rial`` is None for foreign money."""

    currency: str
    rial: Value | None = None


class Percent(Figure, frozen=True, kw_only=True):
    """A percentage."""


class Date(msgspec.Struct, frozen=True):
    """A calendar expression; ``start``/``end`` are ISO dates in ``calendar``, None where relative."""

    id: str
    text: str
    start: str | None = None
    end: str | None = None
    calendar: Calendar = "jalali"
    gregorian_start: str | None = None
    gregorian_end: str | None = None
    mentions: tuple[Mention, ...] = ()


class Check(msgspec.Struct, frozen=True):
    """An arithmetic relation between figures of one article, and whether it holds.

    ``kind`` is ``sum`` (parts and their total), ``equivalent`` (one sum in rial and toman) or
    ``conflict`` (one indicator stated with two values).
    """

    kind: Literal["sum", "equivalent", "conflict"]
    total: str
    parts: tuple[str, ...]
    holds: bool


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one text, merged and linked."""

    schema: str = SCHEMA
    source: str | None = None
    title: str | None = None
    kicker: str | None = None
    outlet: str | None = None
    published: str | None = None
    officials: tuple[Official, ...] = ()
    people: tuple[Person, ...] = ()
    bodies: tuple[Body, ...] = ()
    places: tuple[Place, ...] = ()
    counts: tuple[Count, ...] = ()
    amounts: tuple[Amount, ...] = ()
    percents: tuple[Percent, ...] = ()
    dates: tuple[Date, ...] = ()
    checks: tuple[Check, ...] = ()
    raw: str = ""
    sentences: tuple[tuple[int, int], ...] = ()
    """Bounds of each sentence in ``raw``; a figure's ``sentence`` is an index into them."""

    spans: tuple[tuple[int, int, str], ...] = ()
    """Named entities: start, end and label."""

    def all_figures(self) -> Iterator[Count | Amount | Percent]:
        """Yield every count, amount and percent in order of first mention."""
        figures: list[Count | Amount | Percent] = [*self.counts, *self.amounts, *self.percents]
        yield from sorted(figures, key=lambda figure: figure.mentions[0].start)

    def sentence_text(self, figure: Figure) -> str:
        """The raw sentence in which the figure first stands."""
        start, end = self.sentences[figure.sentence]
        return self.raw[start:end]

    def figures(self) -> pd.DataFrame:
        """A pandas DataFrame with one row per count, amount and percent (the table ``figures``)."""
        from coopnews.tables import figures_frame

        return figures_frame([(self.source, self)])

    def to_dict(self) -> dict[str, Any]:
        """The article as plain lists, dicts, strings and numbers: what ``coopnews extract`` prints.

        Halves of characters, which no file can hold (lone surrogates), are written as U+FFFD.
        """
        try:
            encoded = msgspec.json.encode(self)
        except UnicodeEncodeError:
            encoded = msgspec.json.encode(writable(msgspec.to_builtins(self)))
        plain: dict[str, Any] = msgspec.json.decode(encoded)
        for field in UNPRINTED:
            del plain[field]
        return plain

    def to_json(self, indent: int | None = None) -> str:
        """The article as JSON text, in one line unless ``indent`` is given."""
        encoded = msgspec.json.encode(self.to_dict())
        return (encoded if indent is None else msgspec.json.format(encoded, indent=indent)).decode()

    def entities(self) -> list[tuple[int, int, str]]:
        """Named entities as ``(start, end, label)``, raw offsets, in order, without overlap.

        Labels are PER, ORG, LOC, DAT, TIM, MON and PCT.
        """
        return list(self.spans)


_HALF = re.compile("[\ud800-\udfff]")


def writable(value: Any) -> Any:
    r"""A plain value whose strings can be written as UTF-8, at their length: half of a character becomes U+FFFD.

    >>> writable({"text": "\ud83d تعاونی"})
    {'text': '� تعاونی'}
    """
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, dict):
        return {key: writable(one) for key, one in value.items()}
    return [writable(one) for one in value] if isinstance(value, (list, tuple)) else value


UNPRINTED = ("raw", "sentences", "spans")
"""Fields of :class:`Article` that serve its methods and are not printed."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of :meth:`Article.to_dict`."""
    schema = msgspec.json.schema(Article)
    article = schema["$defs"]["Article"]
    for field in UNPRINTED:
        del article["properties"][field]
    for record in schema["$defs"].values():
        # msgspec requires what has no default; printed is every field.
        if "properties" in record:
            record["required"] = sorted(record["properties"])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
