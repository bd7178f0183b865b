"""Which column of a table holds what: named by the user, else guessed by name and, for the text, by content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from coopnews.errors import InputError
from coopnews.lexicon import read_toml
from coopnews.normalize import fold
from coopnews.settings import Columns

LEAST_MEAN = 80
"""Mean characters from which a column without a known name is taken for the articles' text."""


def guess(columns: Columns, sample: Sequence[Mapping[str, Any]], name: str, *, sparse: bool = False) -> Columns:
    """The columns of a table, with those that the user left open guessed from its first rows.

    Args:
        columns: those that the user named.
        sample: the first rows.
        name: the table's, for messages.
        sparse: whether a column may appear after the first rows, as in JSON lines.

    Raises:
        InputError: a named column is not there, or none looks like an article's text.

    >>> guess(Columns(), [{"شناسه": 7, "متن خبر": "۲۵ تعاونی", "Title": "خبر"}], "news.csv")
    Columns(text='متن خبر', title='Title', id='شناسه', date=None, source=None)
    """
    present = list(dict.fromkeys(column for row in sample for column in row))
    for wanted in filter(None, [columns.text] if sparse else msgspec.structs.astuple(columns)):
        if wanted not in present:
            raise InputError(f"{name}: no column {wanted!r}. Name one of its columns: {_listed(present)}.")
    by_name = {
        part: getattr(columns, part) or _named(part, present) for part in ("text", "title", "id", "date", "source")
    }
    text = by_name["text"] or _longest(sample, present)
    if text is None:
        raise InputError(f"{name}: no column looks like the articles' text. Name it: {_listed(present)}.")
    return Columns(**{**by_name, "text": text})


def _named(part: str, present: Sequence[str]) -> str | None:
    """The present column whose name stands first among the known ones for a part."""
    by_key = {_key(column): column for column in reversed(present)}
    return next((by_key[form] for form in _forms()[part] if form in by_key), None)


def _longest(sample: Sequence[Mapping[str, Any]], present: Sequence[str]) -> str | None:
    """The column with the longest strings, if they are as long as articles."""
    lengths = {
        column: sum(len(value) for row in sample if isinstance(value := row.get(column), str)) / len(sample)
        for column in present
    }
    best = max(lengths, key=lengths.__getitem__, default=None)
    return best if best is not None and lengths[best] >= LEAST_MEAN else None


def _listed(present: Sequence[str]) -> str:
    return ", ".join(map(str, present)) or "it has none"


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", fold(str(name)).casefold())


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    return {part: tuple(map(_key, table["forms"])) for part, table in read_toml("columns.toml").items()}
