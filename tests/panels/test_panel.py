"""The panel of a folder of tables: its cells, its forms and its files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from corpus import make, save
from score import score

import coopnews
from coopnews.errors import InputError, OutputError
from coopnews.panels.export import ENDINGS, write
from program import run
from tables_of import write_news, write_tables

NEWS = (
    ("a", "1403-02-10", "مدیرکل تعاون گیلان گفت: سال گذشته ۱۲۰ تعاونی جدید در استان تشکیل شد."),
    ("b", "1403-02-12", "در سال ۱۴۰۲ در گیلان ۲۱۰ تعاونی تازه به ثبت رسید."),
    (
        "c",
        "1403-02-12",
        "به تعاونی‌های یزد در سال ۱۴۰۲ مبلغ ۳۰ میلیارد تومان تسهیلات پرداخت شد. این تسهیلات ۳۰ میلیارد تومان بود.",
    ),
    ("d", "1403-02-13", "تعاونی‌های یزد در سال ۱۴۰۲ مبلغ ۳۰۰ میلیارد ریال تسهیلات گرفتند."),
    ("e", "1403-02-14", "قرار است امسال ۵۰۰ شغل در تعاونی‌های شهرستان تفت ایجاد شود."),
    ("f", "1403-02-14", "در سال ۱۴۰۲ در یزد ۱۲ تن پسته و ۸۰۰ کیلوگرم پسته در تعاونی‌ها تولید شد. ۴۰ درصد"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("tables"), NEWS)


@pytest.fixture(scope="module")
def panel(folder: Path) -> coopnews.Panel:
    return coopnews.panel(folder)


def cell(panel: coopnews.Panel, indicator: str) -> dict[str, Any]:
    (found,) = panel.cells[panel.cells["indicator"] == indicator].to_dict("records")
    return {str(name): value for name, value in found.items()}


def test_sources_that_contradict(panel: coopnews.Panel) -> None:
    told = cell(panel, "new_cooperatives")
    assert (told["place"], told["period"], told["status"], told["sources"]) == ("گیلان", "1402", "contradiction", 2)
    assert told["speakers"] == ["مدیرکل تعاون گیلان"]
    assert panel.contradictions["value"].tolist() == [120, 210]


def test_units_are_brought_together_and_the_stated_ones_kept(panel: coopnews.Panel) -> None:
    told = cell(panel, "loans")
    assert (told["value"], told["unit"], told["status"]) == (300_000_000_000, "IRR", "agreement")
    stated = panel.reports[panel.reports["cell"] == told["cell"]]
    assert set(stated["stated_unit"]) == {"IRT", "IRR"}


def test_plans_and_counties(panel: coopnews.Panel) -> None:
    told = cell(panel, "jobs_created")
    assert (told["sense"], told["place"], told["level"], told["province"]) == ("planned", "تفت", "county", "یزد")


def test_mentions_lead_back_to_the_text(panel: coopnews.Panel) -> None:
    texts = {doc_id: text for doc_id, _, text in NEWS}
    for row in panel.reports.to_dict("records"):
        assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]
        assert row["text"] in row["sentence"]
        assert row["sentence"] in texts[row["doc_id"]]


def test_wide(panel: coopnews.Panel) -> None:
    wide = panel.wide().set_index("indicator")
    assert wide.loc["loans", "1402"] == 300_000_000_000


@pytest.mark.parametrize("ending", ENDINGS)
def test_files(panel: coopnews.Panel, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"panel{ending}"
    write(panel, path)
    assert path.stat().st_size > 1000
    if ending == ".parquet":
        rows = pq.read_table(path).to_pylist()
        assert [len(row["reports"]) for row in rows] == panel.reports.groupby("cell").size().tolist()
    if ending == ".csv":
        assert json.loads(
            path.read_text(encoding="utf-8").splitlines()[1].split(",", 23)[-1].strip('"').replace('""', '"')
        )
    if ending == ".sqlite":
        with closing(sqlite3.connect(path)) as database:
            query = "SELECT COUNT(*) FROM reports JOIN panel USING (cell)"
            assert database.execute(query).fetchone() == (len(panel.reports),)


def test_an_unknown_ending_names_the_known(panel: coopnews.Panel, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.parquet, \.csv"):
        write(panel, tmp_path / "panel.doc")


def test_no_folder_of_tables(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="coopnews batch"):
        coopnews.panel(tmp_path)


def test_command(folder: Path, tmp_path: Path) -> None:
    done = run("panel", folder)
    assert done.stdout.decode().startswith("cell,indicator,of,place")
    assert "contradicts" in run("panel", folder, "--conflicts", "--format", "table").stdout.decode()
    assert "IRR" in run("panel", folder, "--wide", "--format", "table").stdout.decode()
    assert run("panel", folder, "-o", tmp_path / "panel.parquet").returncode == 0
    assert run("panel", folder, "--wide", "--conflicts").returncode == 2
    assert run("panel", tmp_path / "none").returncode == 1


def test_synthetic_corpus(tmp_path: Path) -> None:
    """A small corpus from a known panel; docs/panel.md says what the large one gives."""
    save(make(seed=7, articles=160, provinces=2), tmp_path)
    articles = [json.loads(line) for line in (tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines()]
    extracted = [
        (article["id"], coopnews.extract(article["text"], source=article["id"], published=article["date"]))
        for article in articles
    ]
    write_tables(tmp_path / "tables", extracted)
    result, errors = score(
        coopnews.panel(tmp_path / "tables"), json.loads((tmp_path / "truth.json").read_text("utf-8"))
    )
    assert result.recall >= 0.95, errors
    assert result.accuracy >= 0.95, errors
    assert result.found >= 0.85, errors
    assert result.precision >= 0.85, errors


def test_days_of_publication_may_be_missing(tmp_path: Path) -> None:
    for part, published in enumerate((None, "1403-02-10")):
        article = coopnews.extract("۲۵۰۲ تعاونی در گیلان فعال است.", published=published)
        write_tables(tmp_path, [(str(part), article)], part=part)
    cells = coopnews.panel(tmp_path).cells
    assert set(cells["first_report"].fillna("")) == {"", "1403-02-10"}
    assert set(cells["period"].fillna("")) == {"", "1403"}


def test_no_figures(tmp_path: Path) -> None:
    write_tables(tmp_path, [("a", coopnews.extract("خبری بی‌رقم"))])
    panel = coopnews.panel(tmp_path)
    assert (len(panel.cells), len(panel.reports), len(panel.wide())) == (0, 0, 0)
    for ending in ENDINGS:
        write(panel, tmp_path / f"panel{ending}")


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("قرار است ۵۰۰ شغل در یزد ایجاد شود.", "planned"),
        ("برای امسال ایجاد ۵۰۰ شغل در یزد هدف گذاری شده است.", "planned"),
        ("۵۰۰ شغل در یزد ایجاد شد؛ پیش‌بینی می‌شود این روند ادامه یابد.", "reported"),
        ("۵۰۰ شغل در یزد ایجاد شد، اما قرار است طرح‌ها ادامه یابد.", "reported"),
    ],
)
def test_plans(text: str, sense: str, tmp_path: Path) -> None:
    write_tables(tmp_path, [("a", coopnews.extract(text, published="1403-02-10"))])
    assert coopnews.panel(tmp_path).cells["sense"].tolist() == [sense]
