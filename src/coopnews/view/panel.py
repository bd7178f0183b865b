"""One self-contained page of a panel: maps and bars by indicator and period, values by place, contradictions."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from coopnews.panels.cells import Panel
from coopnews.records import Value
from coopnews.view.charts import period_name, province_bars, province_map, unit_name
from coopnews.view.labels import iso, label, labels, short
from coopnews.view.page import render

PERIODS = 3
"""Years of an indicator that are drawn at most, the latest."""
CONTRADICTIONS, PLACES = 200, 60
"""Cells that are listed at most: those of the latest reports, and those with most periods."""


def panel_page(panel: Panel) -> str:
    """One self-contained page of a panel, right to left."""
    cells = panel.cells
    return render(
        "panel",
        ("style.css", "overview.css", "panel.css"),
        counts=(
            ("خانهٔ جدول", len(cells)),
            ("خبر", panel.reports["doc_id"].nunique()),
            ("ناسازگاری", int((cells["status"] == "contradiction").sum())),
        ),
        indicators=[
            _section(panel, name) for name in sorted(set(cells["indicator"]), key=list(labels()["indicators"]).index)
        ],
        contradictions=_contradictions(panel),
    )


def _section(panel: Panel, indicator: str) -> dict[str, Any]:
    """The drawings of an indicator, and its values by place and year."""
    own = panel.cells[(panel.cells["indicator"] == indicator) & (panel.cells["sense"] == "reported")]
    held = own[(own["grain"] == "year") & own["of"].isna() & own["place"].notna()]
    drawn = sorted(set(held.loc[held["level"] == "province", "period"]), reverse=True)[:PERIODS]
    years = sorted(set(held["period"]), reverse=True)[: 2 * PERIODS]
    rows: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in held[held["period"].isin(years)].to_dict("records"):
        rows.setdefault((row["place"], row["unit"] or ""), {})[row["period"]] = _value(
            {str(k): v for k, v in row.items()}
        )
    places = sorted(rows.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:PLACES]
    return {
        "name": label("indicators", indicator),
        "id": indicator,
        "drawings": [
            (period_name(year), province_map(panel, indicator, year).svg, province_bars(panel, indicator, year).svg)
            for year in drawn
        ],
        "years": list(map(period_name, years)),
        "places": [
            (place, unit_name(unit or None), [said.get(year) for year in years]) for (place, unit), said in places
        ],
    }


def _value(row: dict[str, Any]) -> dict[str, Any]:
    number: Value = int(row["value"]) if float(row["value"]).is_integer() else row["value"]
    qualifier = labels()["qualifiers"].get(row["qualifier"], "")
    return {
        "shown": f"{qualifier} {short(number)}".strip(),
        "status": label("statuses", row["status"]),
        "doubted": row["status"] == "contradiction",
    }


def _contradictions(panel: Panel) -> list[dict[str, Any]]:
    """The cells that contradict, the latest first, with what each side says."""
    rows = [{str(name): value for name, value in row.items()} for row in panel.contradictions.to_dict("records")]
    found = []
    for _, reports in groupby(rows, key=lambda row: row["cell"]):
        said = list(reports)
        first = said[0]
        found.append(
            {
                "indicator": label("indicators", first["indicator"]),
                "place": first["place"],
                "period": period_name(first["period"]),
                "last": max(row["published"] or "" for row in said),
                "values": _sides(said),
            }
        )
    return sorted(found, key=lambda cell: cell["last"], reverse=True)[:CONTRADICTIONS]


def _sides(reports: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The different values of a cell, each with its reports."""
    sides: dict[tuple[float, bool], dict[str, Any]] = {}
    for row in reports:
        key = (row["value"], row["part"] == "contradicts")
        side = sides.setdefault(
            key,
            {
                **_value({**row, "status": ""}),
                "part": label("roles_of_reports", "value" if row["part"] in ("same", "rounded") else row["part"]),
                "said": [],
            },
        )
        side["said"].append(
            {
                "doc": row["doc_id"],
                "day": iso(row["published"] or ""),
                "outlet": row["outlet"] or "",
                "speaker": row["speaker"] if isinstance(row["speaker"], str) else "",
                "before": row["sentence"].partition(row["text"])[0],
                "text": row["text"],
                "after": row["sentence"].partition(row["text"])[2],
            }
        )
    return sorted(sides.values(), key=lambda side: -len(side["said"]))
