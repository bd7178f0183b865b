"""Sentences that are their own specification: «صادرات [۳۴ میلیون دلار](amount value=34000000 currency=USD) بود».

Each mark holds the run of text that a record's first mention spans, the record's kind, and the fields that are of
interest; fields that hold a space are written with «_» for it, null as «-».
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from coopnews.pipeline import Pipeline
from coopnews.records import Article

_MARK = re.compile(r"\[([^\[\]]+)\]\((\w+)((?: \w+=[^ )]+)*)\)")
_LISTS = {"count": "counts", "amount": "amounts", "percent": "percents", "date": "dates"}


class Mark(NamedTuple):
    """A record as far as a sentence says it: span, kind, fields as text."""

    start: int
    end: int
    kind: str
    fields: tuple[tuple[str, str], ...]


def marked(source: str) -> tuple[str, list[Mark]]:
    """The sentence without its marks, and the marks with offsets in it."""
    raw, marks, at = "", [], 0
    for match in _MARK.finditer(source):
        raw += source[at : match.start()]
        fields = tuple(tuple(field.split("=", 1)) for field in match[3].split())
        marks.append(Mark(len(raw), len(raw) + len(match[1]), match[2], fields))
        raw += match[1]
        at = match.end()
    return raw + source[at:], marks


def found(article: Article, kinds: set[str], wanted: list[Mark]) -> list[Mark]:
    """The records of some kinds as marks, with the fields that the wanted mark at the same place names."""
    named = {mark.start: [name for name, _ in mark.fields] for mark in wanted}
    marks = []
    for kind in kinds:
        for record in getattr(article, _LISTS[kind]):
            mention = record.mentions[0]
            fields = tuple((name, _text(getattr(record, name))) for name in named.get(mention.start, ()))
            marks.append(Mark(mention.start, mention.end, kind, fields))
    return sorted(marks)


def _text(value: Any) -> str:
    return "-" if value is None else str(value).replace(" ", "_")


def check(source: str, *kinds: str) -> None:
    """Assert that exactly the marked records of some kinds are extracted from a sentence."""
    raw, wanted = marked(source)
    article = Pipeline.load().extract(raw)
    assert found(article, set(kinds), wanted) == sorted(wanted)
