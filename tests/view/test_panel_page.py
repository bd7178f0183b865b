"""The page and the drawings of a panel: nothing of an article becomes markup, every province has its tile."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import coopnews
from coopnews.errors import InputError
from coopnews.panels.places import provinces, tiles
from coopnews.view.panel import panel_page
from program import run
from tables_of import write_news

NEWS = (
    ("<b>a</b>", "1403-02-10", "هم‌اکنون ۲۵۰۲ تعاونی در گیلان فعال است <i>و</i> بس."),
    ("b", "1403-02-12", "هم‌اکنون ۲۰۵۲ تعاونی در گیلان فعال است."),
    ("c", "1403-02-12", "هم‌اکنون ۱۲۰۰ تعاونی در یزد فعال است."),
    ("d", "1403-02-13", "به تعاونی‌های یزد در سال ۱۴۰۲ مبلغ ۳۰۰ میلیارد تومان تسهیلات پرداخت شد."),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_news(tmp_path_factory.mktemp("tables"), NEWS)


@pytest.fixture(scope="module")
def panel(folder: Path) -> coopnews.Panel:
    return coopnews.panel(folder)


def test_every_province_has_a_tile_of_its_own() -> None:
    assert set(tiles()) == set(provinces())
    assert len({(column, row) for column, row, _ in tiles().values()}) == len(provinces())


def test_map(panel: coopnews.Panel) -> None:
    drawing = ET.fromstring(panel.map("active_cooperatives").svg)
    titles = [title.text or "" for title in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == len(provinces())
    (gilan,) = [title for title in titles if title.startswith("گیلان")]
    assert "ناسازگار" in gilan


def test_bars_are_in_order(panel: coopnews.Panel) -> None:
    drawing = ET.fromstring(panel.bars("active_cooperatives", "1403").svg)
    titles = [title.text or "" for title in drawing.iter("{http://www.w3.org/2000/svg}title")]
    assert [title.split(":")[0] for title in titles] == ["گیلان", "یزد"]


def test_money_has_its_scale_in_the_title(panel: coopnews.Panel) -> None:
    assert "هزار میلیارد ریال" in panel.map("loans").svg


def test_what_is_not_there_is_said(panel: coopnews.Panel) -> None:
    with pytest.raises(InputError, match="active_cooperatives, loans"):
        panel.map("exports")


def test_page_holds_no_markup_of_articles(panel: coopnews.Panel) -> None:
    page = panel_page(panel)
    assert "<i>" not in page
    assert "<b>a" not in page
    assert "&lt;i&gt;" in page
    assert page.count('<svg xmlns="http') == 4  # two maps, two times bars


def test_command(folder: Path, tmp_path: Path) -> None:
    assert run("panel", folder, "-o", tmp_path / "panel.html").returncode == 0
    assert (tmp_path / "panel.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
