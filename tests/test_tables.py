"""Records as DataFrames: one schema, whatever the articles hold."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

import coopnews
from coopnews.errors import InputError
from coopnews.tables import ANALYSED, FIGURES, extract_frame, extract_partition, figures_frame
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


def test_frames_for_analysis() -> None:
    frame = extract_frame(pd.DataFrame({"text": [GILAN, "۲۵ تعاونی"], "id": ["a", "b"]}), doc_id="id")
    plain = extract_partition(pd.DataFrame({"text": [GILAN, "۲۵ تعاونی"], "id": ["a", "b"]}), doc_id="id")
    assert {name for name, kind in frame.dtypes.items() if kind == "category"} == set(ANALYSED)
    assert frame.astype(plain.dtypes).equals(plain)
    assert frame[frame["kind"] == "amount"]["rial"].max() >= 1508000000000


def test_workbooks(tmp_path: Path) -> None:
    frame = coopnews.extract("=۱+۱ و ۲۵ تعاونی با ۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸ ریال و ۱۲٫۵ درصد رشد").figures()
    coopnews.to_excel(frame, tmp_path / "figures.xlsx")
    with zipfile.ZipFile(tmp_path / "figures.xlsx") as workbook:
        sheet = ElementTree.fromstring(workbook.read("xl/worksheets/sheet1.xml"))
    assert next(sheet.iterfind(".//{*}sheetView")).get("rightToLeft") == "1"
    assert not list(sheet.iterfind(".//{*}f"))
    rows = [["".join(cell.itertext()) for cell in row.iterfind("{*}c")] for row in sheet.iterfind(".//{*}row")]
    assert len(rows) == len(frame) + 1
    assert any("۲۵ تعاونی" in cell for cell in rows[1])
    numbers = {cell.get("r"): cell.findtext("{*}v") for cell in sheet.iterfind(".//{*}c") if cell.get("t") is None}
    assert {"25", "12.5"} <= set(numbers.values())
    assert any(cell.startswith("12345678901234567") or "e+17" in cell for row in rows for cell in row)


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopnews.excel.SHEET_ROWS", 2)
    with pytest.raises(InputError, match=r"2 rows are more than a sheet of Excel holds\. Write CSV or Parquet\.$"):
        coopnews.to_excel(pd.DataFrame({"a": [1, 2]}), tmp_path / "x.xlsx")
