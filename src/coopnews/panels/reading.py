"""The tables of a job as reports: one row for each figure of an indicator, with what its article says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coopnews.batch.ledger import Ledger
from coopnews.batch.reading import REMEDY, jalali
from coopnews.errors import InputError
from coopnews.panels.rules import indicators

if TYPE_CHECKING:
    import pandas as pd

FIGURES = (
    "doc_id",
    "figure_id",
    "kind",
    "value",
    "value_max",
    "unit",
    "item",
    "currency",
    "qualifier",
    "indicator",
    "speaker",
    "place",
    "period_start",
    "period_end",
    "period_text",
    "sentence_text",
    "start",
    "end",
    "text",
    "n_mentions",
)
ARTICLES = ("doc_id", "origin", "site", "outlet", "published", "cluster_id")
_END = re.compile(r"[.!؟?\n]")
_LONGEST = 600
"""Characters of a sentence that are sought on either side of a later mention."""


def read_reports(folder: Path) -> pd.DataFrame:
    """The figures of a folder of tables that have an indicator, with the facts of their articles.

    Columns are those of the table ``figures`` and ``published`` (Jalali or None), ``outlet``, ``cluster``,
    ``province`` and ``place_kind`` of the place, and ``part`` where a sum of the article has the figure as a part.

    Raises:
        InputError: it is no folder of tables, or one of them cannot be read.
    """
    import pandas as pd
    import pyarrow as pa

    ledger = Ledger(folder)
    if not any(ledger.parts("figures")) or not any(ledger.parts("articles")):
        raise InputError(f"{folder}: a folder without tables of articles and figures. {REMEDY}")
    try:
        wanted = pa.array(sorted(indicators()))
        figures = _frame(ledger, "figures", FIGURES, indicator=wanted)
        articles = _frame(ledger, "articles", ARTICLES)
        places = _frame(ledger, "places", ("doc_id", "name", "kind", "province"))
        sums = _frame(ledger, "checks", ("doc_id", "kind", "parts"), kind=pa.array(["sum"]))
    except (pa.ArrowException, OSError) as error:
        what = str(error).splitlines()[0]
        raise InputError(f"{folder}: a table cannot be read ({what}). Run coopnews batch again.") from error
    figures = figures[figures["kind"] != "percent"].reset_index(drop=True)
    days = {day: jalali(day) or None for day in articles["published"].dropna().unique()}
    facts = pd.DataFrame(
        {
            "doc_id": articles["doc_id"],
            "published": articles["published"].map(days),
            "outlet": articles["outlet"].fillna(articles["site"]),
            "cluster": articles["cluster_id"].fillna(articles["doc_id"]),
        }
    ).drop_duplicates("doc_id")
    places = places.rename(columns={"name": "place", "kind": "place_kind"}).drop_duplicates(["doc_id", "place"])
    reports = figures.merge(facts, on="doc_id", how="left").merge(places, on=["doc_id", "place"], how="left")
    parts = {(doc, part) for doc, listed in zip(sums["doc_id"], sums["parts"], strict=True) for part in listed}
    reports["part"] = [pair in parts for pair in zip(reports["doc_id"], reports["figure_id"], strict=True)]
    return reports


def _frame(ledger: Ledger, table: str, columns: Iterable[str], **only: Any) -> pd.DataFrame:
    """Columns of a table, of the rows that have one of the values given for a column."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    read = []
    for part in ledger.parts(table):
        rows = pq.read_table(part, columns=list(columns))
        for column, values in only.items():
            rows = rows.filter(pc.is_in(rows[column], values))
        read.append(rows)
    frame: pd.DataFrame = pa.concat_tables(read).to_pandas()
    for name in [str(name) for name, kind in frame.dtypes.items() if str(kind) in ("str", "string")]:
        # From pandas 3 on texts have a type of their own; here they are objects, None where there is none.
        frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    return frame


def read_mentions(folder: Path, reports: pd.DataFrame) -> pd.DataFrame:
    """Every mention of the reports: ``doc_id``, ``figure_id``, ``start``, ``end``, ``text`` and its ``sentence``.

    The first mention stands in the reports already; texts are read only of articles that state a figure again.
    """
    import pandas as pd
    import pyarrow as pa

    columns = {"sentence_text": "sentence"}
    first = reports[["doc_id", "figure_id", "start", "end", "text", "sentence_text"]].rename(columns=columns)
    again = reports.loc[reports["n_mentions"] > 1, ["doc_id", "figure_id", "start"]]
    if again.empty:
        return first
    ledger, docs = Ledger(folder), pa.array(again["doc_id"].unique())
    listed = _frame(ledger, "mentions", ("doc_id", "record_id", "start", "end", "text"), doc_id=docs)
    listed = listed.rename(columns={"record_id": "figure_id"})
    later = listed.merge(again, on=["doc_id", "figure_id"], suffixes=("", "_first"))
    later = later[later["start"] != later["start_first"]].drop(columns="start_first").reset_index(drop=True)
    texts = dict(_texts(ledger, docs))
    later["sentence"] = [
        _around(texts.get(doc, ""), start, end)
        for doc, start, end in zip(later["doc_id"], later["start"], later["end"], strict=True)
    ]
    return pd.concat([first, later], ignore_index=True)


def _texts(ledger: Ledger, docs: Any) -> Iterator[tuple[str, str]]:
    """The texts of articles by their identifiers."""
    frame = _frame(ledger, "articles", ("doc_id", "text"), doc_id=docs)
    yield from zip(frame["doc_id"], frame["text"], strict=True)


def _around(text: str, start: int, end: int) -> str:
    """The sentence around a mention, as its signs bound it.

    >>> _around("یک خبر. ۲۵ تعاونی در رشت است. پایان", 8, 17)
    '۲۵ تعاونی در رشت است.'
    """
    low = max(0, start - _LONGEST)
    before = [found.end() for found in _END.finditer(text, low, start)]
    after = _END.search(text, end, end + _LONGEST)
    return text[before[-1] if before else low : after.end() if after else end + _LONGEST].strip()
