"""Records as tables: plain rows, an Arrow schema, pandas DataFrames. The only importer of pandas and pyarrow.

Both are loaded when a frame is made and not before, so that rows alone (CSV) cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from math import inf
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from coopnews.errors import InputError
from coopnews.records import Amount, Article, Count, Value

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Row = dict[str, Any]

FIGURES = {
    "doc_id": "string",
    "figure_id": "string",
    "kind": "string",
    "value": "double",
    "value_max": "double",
    "unit": "string",
    "item": "string",
    "currency": "string",
    "rial": "double",
    "qualifier": "string",
    "indicator": "string",
    "speaker": "string",
    "speaker_role": "string",
    "place": "string",
    "period_start": "string",
    "period_end": "string",
    "period_text": "string",
    "sentence_text": "string",
    "start": "int64",
    "end": "int64",
    "text": "string",
    "n_mentions": "int64",
}
"""Columns of the table ``figures`` with their Arrow types.

Values are doubles: exact for whole numbers to 2^53, and what pandas and Spark calculate with. Periods are ISO dates
as strings, since the Jalali calendar has days that no date type knows. ``start``, ``end`` and ``text`` are those of
the first mention.
"""

_FIRST_MENTION = {"start": "int64", "end": "int64", "text": "string", "n_mentions": "int64"}

TABLES: dict[str, dict[str, str]] = {
    "articles": {
        "doc_id": "string",
        "origin": "string",
        "site": "string",
        "title": "string",
        "kicker": "string",
        "outlet": "string",
        "published": "string",
        "n_figures": "int64",
        "cluster_id": "string",
        "text": "string",
    },
    "figures": FIGURES,
    "officials": {
        "doc_id": "string",
        "official_id": "string",
        "name": "string",
        "role": "string",
        "affiliation": "string",
        "plural": "bool_",
        "former": "bool_",
        "other_roles": "offices",
        **_FIRST_MENTION,
    },
    "people": {"doc_id": "string", "person_id": "string", "name": "string", **_FIRST_MENTION},
    "bodies": {
        "doc_id": "string",
        "body_id": "string",
        "name": "string",
        "kind": "string",
        "also": "strings",
        **_FIRST_MENTION,
    },
    "places": {
        "doc_id": "string",
        "place_id": "string",
        "name": "string",
        "kind": "string",
        "province": "string",
        **_FIRST_MENTION,
    },
    "dates": {
        "doc_id": "string",
        "date_id": "string",
        "text": "string",
        "start": "string",
        "end": "string",
        "calendar": "string",
        "gregorian_start": "string",
        "gregorian_end": "string",
        "n_mentions": "int64",
    },
    "checks": {"doc_id": "string", "kind": "string", "total": "string", "parts": "strings", "holds": "bool_"},
    "mentions": {
        "doc_id": "string",
        "record_id": "string",
        "start": "int64",
        "end": "int64",
        "text": "string",
        "kind": "string",
    },
    "errors": {"doc_id": "string", "origin": "string", "stage": "string", "reason": "string"},
}
"""The tables of a dump, each with its columns and their Arrow types.

``articles.text`` is the text whose code points ``start`` and ``end`` count; ``origin`` says in which file and line it
stood, ``cluster_id`` is the first of the articles that are nearly the same. ``start`` and ``end`` of ``dates`` are
days; where they stand is in ``mentions``, whose ``record_id`` is the identifier in any table of the same article.
"""


def figure_rows(doc_id: str | None, article: Article) -> Iterator[Row]:
    """One row per count, amount and percent of an article, in order of first mention."""
    roles = {official.id: official.role for official in article.officials}
    for figure in article.all_figures():
        first = figure.mentions[0]
        yield {
            "doc_id": doc_id,
            "figure_id": figure.id,
            "kind": type(figure).__name__.lower(),
            "value": figure.value,
            "value_max": figure.value_max,
            "unit": figure.unit if isinstance(figure, Count) else None,
            "item": figure.item if isinstance(figure, Count) else None,
            "currency": figure.currency if isinstance(figure, Amount) else None,
            "rial": figure.rial if isinstance(figure, Amount) else None,
            "qualifier": figure.qualifier,
            "indicator": figure.indicator,
            "speaker": figure.speaker,
            "speaker_role": roles.get(figure.speaker_id or ""),
            "place": figure.place,
            "period_start": figure.period and figure.period.start,
            "period_end": figure.period and figure.period.end,
            "period_text": figure.period and figure.period.text,
            "sentence_text": article.sentence_text(figure),
            "start": first.start,
            "end": first.end,
            "text": first.text,
            "n_mentions": len(figure.mentions),
        }


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell of a CSV file begins with that spreadsheets take for a formula."""


_LONE_RETURN = re.compile(r"\r(?!\n)")


def no_formulas(row: Row) -> Row:
    """A row for CSV, in which no spreadsheet finds a formula: an apostrophe stands before text that looks like one.

    A carriage return alone, which ends a row although Python's writer does not quote it, becomes a line feed.

    >>> no_formulas({"title": "=1+1", "text": "۲۵ تعاونی", "value": -25})
    {'title': "'=1+1", 'text': '۲۵ تعاونی', 'value': -25}
    """
    return {
        name: _LONE_RETURN.sub("\n", f"'{value}" if value.startswith(FORMULA) else value)
        if isinstance(value, str)
        else value
        for name, value in row.items()
    }


_RECORDS = (
    ("officials", "official_id"),
    ("people", "person_id"),
    ("bodies", "body_id"),
    ("places", "place_id"),
    ("dates", "date_id"),
)


def record_rows(doc_id: str, article: Article) -> Iterator[tuple[str, Row]]:
    """The rows of an article in all tables but ``articles`` and ``errors``, each with its table's name.

    >>> from coopnews.pipeline import extract
    >>> rows = list(record_rows("7", extract("علی لقمانی، مدیرکل تعاون گیلان گفت: ۲۵ تعاونی داریم.")))
    >>> [(table, row["name"]) for table, row in rows if table == "officials"]
    [('officials', 'علی لقمانی')]
    """
    yield from (("figures", row) for row in figure_rows(doc_id, article))
    mentioned: list[Any] = [*article.all_figures()]
    for table, identifier in _RECORDS:
        for record in getattr(article, table):
            mentioned.append(record)
            fields = {identifier if name == "id" else name: value for name, value in to_builtins(record).items()}
            first = record.mentions[0]
            place = {} if table == "dates" else {"start": first.start, "end": first.end, "text": first.text}
            row = {"doc_id": doc_id, **fields, **place, "n_mentions": len(record.mentions)}
            yield table, {column: row[column] for column in TABLES[table]}
    yield from (("checks", {"doc_id": doc_id, **to_builtins(check)}) for check in article.checks)
    for record in mentioned:
        for mention in record.mentions:
            yield "mentions", {"doc_id": doc_id, "record_id": record.id, **to_builtins(mention)}


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a table, the same whatever it holds."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "double": pa.float64(),
        "int64": pa.int64(),
        "bool_": pa.bool_(),
        "strings": pa.list_(pa.string()),
        "offices": pa.list_(pa.struct([("role", pa.string()), ("affiliation", pa.string()), ("former", pa.bool_())])),
    }
    return pa.schema([(name, types[kind]) for name, kind in TABLES[table].items()])


def arrow_table(table: str, rows: Iterable[Row]) -> pa.Table:
    """Rows of a table as Arrow data."""
    import pyarrow as pa

    columns = [name for name, kind in TABLES[table].items() if kind == "double"]
    plain = [{**row, **{name: _double(row[name]) for name in columns}} for row in rows]
    return pa.Table.from_pylist(plain, schema=schema(table))


def _double(value: Value | None) -> float | None:
    """A value as calculated with; beyond 10^308 it is infinite."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return inf


def figures_frame(articles: Iterable[tuple[str | None, Article]]) -> pd.DataFrame:
    """The figures of articles, each given with its identifier, as a DataFrame.

    Columns and their types are those of :data:`FIGURES`, also where there is no row or no value in a column.

    >>> figures_frame([]).columns.tolist()[:4]
    ['doc_id', 'figure_id', 'kind', 'value']
    """
    rows = (row for doc_id, article in articles for row in figure_rows(doc_id, article))
    frame: pd.DataFrame = arrow_table("figures", rows).to_pandas()
    return frame


def extract_partition(
    frame: pd.DataFrame,
    text: str = "text",
    *,
    doc_id: str | None = None,
    published: str | None = None,
    pipeline: str = "default",
) -> pd.DataFrame:
    """The figures of a DataFrame of articles, for Dask's ``map_partitions`` and Spark's ``mapInPandas``.

    ``text`` names the column with the articles; a missing one counts as empty. Rows are told apart by the column
    ``doc_id`` or, without one, by the frame's index. ``published`` names the column with publication dates, if any;
    a date that cannot be read counts as missing.

    >>> import pandas as pd
    >>> news = pd.DataFrame({"text": ["۲۵ تعاونی در گیلان", None]}, index=["a", "b"])
    >>> extract_partition(news)[["doc_id", "value", "item"]].to_dict("records")
    [{'doc_id': 'a', 'value': 25.0, 'item': 'تعاونی'}]
    """
    from coopnews.pipeline import Pipeline

    for column in filter(None, (text, doc_id, published)):
        if column not in frame.columns:
            known = ", ".join(map(str, frame.columns))
            raise InputError(f"The frame has no column {column!r}. Name one of its columns: {known}.")
    extract = Pipeline.load(pipeline).extract
    identifiers = frame.index if doc_id is None else frame[doc_id]
    dates: Iterable[Any] = frame[published] if published else [None] * len(frame)
    return figures_frame(
        (str(name), extract(raw, source=str(name), published=_day(day)))
        for name, raw, day in zip(identifiers, frame[text], dates, strict=True)
        if isinstance(raw, str)
    )


ANALYSED = ("kind", "currency", "qualifier", "indicator")
"""Columns with few different values, which analysis groups by."""


def extract_frame(
    frame: pd.DataFrame,
    text: str = "text",
    *,
    doc_id: str | None = None,
    published: str | None = None,
    pipeline: str = "default",
) -> pd.DataFrame:
    """The figures of a DataFrame of articles, for analysis: as :func:`extract_partition`, with categories.

    >>> import pandas as pd
    >>> news = pd.DataFrame({"text": ["۲۵ تعاونی و ۱۲ طرح", "۳۰ میلیون تومان وام"]})
    >>> figures = extract_frame(news)
    >>> figures.groupby("kind", observed=True)["value"].sum().to_dict()
    {'amount': 30000000.0, 'count': 37.0}
    """
    figures = extract_partition(frame, text, doc_id=doc_id, published=published, pipeline=pipeline)
    return figures.astype(dict.fromkeys(ANALYSED, "category"))


def _day(value: Any) -> str | None:
    """The day in a field of a frame; None where it is missing or no day."""
    from coopnews.sources.published import day_of

    try:
        return day_of(value.isoformat() if isinstance(value, date) else str(value))
    except ValueError:
        return None
