"""Records as tables: plain rows, an Arrow schema, pandas DataFrames. The only importer of pandas and pyarrow.

Both are loaded when a frame is made and not before, so that rows alone (CSV) cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from coopnews.errors import InputError
from coopnews.records import Amount, Article, Count

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
            "sentence_text": article.sentence_text(figure),
            "start": first.start,
            "end": first.end,
            "text": first.text,
            "n_mentions": len(figure.mentions),
        }


@cache
def figures_schema() -> pa.Schema:
    """The Arrow schema of the table ``figures``, the same whatever an article holds."""
    import pyarrow as pa

    return pa.schema([(name, getattr(pa, {"double": "float64"}.get(kind, kind))()) for name, kind in FIGURES.items()])


def figures_frame(articles: Iterable[tuple[str | None, Article]]) -> pd.DataFrame:
    """The figures of articles, each given with its identifier, as a DataFrame.

    Columns and their types are those of :data:`FIGURES`, also where there is no row or no value in a column.

    >>> figures_frame([]).columns.tolist()[:4]
    ['doc_id', 'figure_id', 'kind', 'value']
    """
    import pyarrow as pa

    rows = [row for doc_id, article in articles for row in figure_rows(doc_id, article)]
    for row in rows:
        for name in ("value", "value_max", "rial"):
            row[name] = None if row[name] is None else float(row[name])
    frame: pd.DataFrame = pa.Table.from_pylist(rows, schema=figures_schema()).to_pandas()
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
    ``doc_id`` or, without one, by the frame's index. ``published`` names the column with publication dates, if any.

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
        (str(name), extract(raw, source=str(name), published=date if isinstance(date, str) else None))
        for name, raw, date in zip(identifiers, frame[text], dates, strict=True)
        if isinstance(raw, str)
    )
