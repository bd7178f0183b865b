"""Records as DataFrames: one schema, whatever the articles hold."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

import coopnews
from coopnews.errors import InputError
from coopnews.tables import FIGURES, extract_partition, figures_frame
from made import FIXTURES

GILAN = (FIXTURES / "gilan.txt").read_bytes().decode()


def test_figures_of_an_article() -> None:
    article = coopnews.extract(GILAN)
    frame = article.figures()
    assert list(frame.columns) == list(FIGURES)
    assert len(frame) == len(article.counts) + len(article.amounts) + len(article.percents)
    assert list(frame["start"]) == sorted(frame["start"])
    assert [GILAN[row["start"] : row["end"]] for row in frame.to_dict("records")] == list(frame["text"])
    row = frame[frame["value"] == 1508000000000].iloc[0]
    assert (row["kind"], row["currency"], row["rial"], row["speaker_role"]) == (
        "amount",
        "IRR",
        1508000000000,
        "مدیرکل",
    )


def test_types_do_not_depend_on_content() -> None:
    empty = figures_frame([])
    full = extract_partition(pd.DataFrame({"text": [GILAN]}))
    no_money = extract_partition(pd.DataFrame({"text": ["۲۵ تعاونی در استان"]}))
    assert list(empty.dtypes.items()) == list(full.dtypes.items()) == list(no_money.dtypes.items())
    assert len(empty) == 0


def test_values_are_numbers() -> None:
    frame = extract_partition(pd.DataFrame({"text": ["۲۵ تعاونی و ۱۲٫۵ درصد رشد"]}))
    assert frame["value"].dtype == "float64"
    assert frame["start"].dtype == frame["n_mentions"].dtype == "int64"


def test_partition_keeps_identifiers() -> None:
    news = pd.DataFrame({"id": [7, 8, 9], "body": ["۲۵ تعاونی", None, "۱۲ طرح"]})
    frame = extract_partition(news, text="body", doc_id="id")
    assert list(zip(frame["doc_id"], frame["value"], strict=True)) == [("7", 25), ("9", 12)]


def test_partition_resolves_by_date_of_publication() -> None:
    days = ["1403-08-12", "۱۴۰۳/۸/۱۲ ۱۰:۳۰", datetime(2024, 11, 2), pd.Timestamp("2024-11-02"), None, "soon", pd.NaT]
    news = pd.DataFrame({"text": ["در سال جاری ۲۵ تعاونی تشکیل شد."] * len(days), "date": days})
    starts = extract_partition(news, published="date")["period_start"]
    assert [None if pd.isna(start) else start for start in starts] == ["1403-01-01"] * 4 + [None] * 3


def test_partition_without_the_column() -> None:
    with pytest.raises(InputError, match=r"no column 'text'.*: body\."):
        extract_partition(pd.DataFrame({"body": []}))
