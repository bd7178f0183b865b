"""One self-contained page of a folder of tables: its figures to search, sort and filter, and charts of them.

The data stand in the page as JSON, a column at a time, each text once. The script alone shows them, as text: it makes
no markup of anything.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from math import isinf
from pathlib import Path
from typing import Any

from markupsafe import Markup

from coopnews.batch.reading import Folder, jalali, read_folder
from coopnews.records import Amount, Count, Percent, Value
from coopnews.tables import Row
from coopnews.view.labels import iso, label, labels
from coopnews.view.page import render
from coopnews.view.shown import days, quantity

FIGURES = 50_000
"""Figures that a page holds at most: those of the latest articles. It has about 300 bytes for each."""
ERRORS = 200
"""Errors that are listed at most."""

_LARGEST = 1.7976931348623157e308


def overview_page(folder: Path, figures: int = FIGURES) -> str:
    """One self-contained page of the folder that ``coopnews batch`` wrote, with at most so many figures.

    Raises:
        InputError: it is no such folder, or one of its tables cannot be read.
    """
    found = read_folder(folder, figures, ERRORS)
    shown = sum(len(told.figures) for told in found.shown)
    oldest = found.shown[-1].day if found.shown else ""
    return render(
        "overview",
        ("style.css", "overview.css"),
        folder=found,
        counts=(
            ("خبر", found.articles),
            ("رقم", found.figures),
            ("خبر متفاوت", found.clusters),
            ("خطا", found.errors),
        ),
        period=days(found.first, found.last),
        shown=shown,
        oldest=iso(oldest),
        failed=[{**row, "stage": label("stages", row["stage"])} for row in found.failed],
        data=_json(page_data(found)),
    )


def page_data(folder: Folder) -> dict[str, Any]:
    """What the script of the page shows.

    ``articles`` and ``figures`` are columns; of one with texts, ``of`` has each text once, ``at`` their places in it.
    ``names`` says what the page calls the values of those columns that one can choose by.
    """
    articles = [told.article for told in folder.shown]
    figures = [(at, row) for at, told in enumerate(folder.shown) for row in told.figures]
    rows = [row for _, row in figures]
    sentences = [_sentence(row) for row in rows]
    chosen = {
        "kind": [row["kind"] for row in rows],
        "indicator": [row["indicator"] for row in rows],
        "province": [_region(row) for row in rows],
        "place": [row["place"] or "" for row in rows],
        "measure": [_measure(row) for row in rows],
        "qualifier": [row["qualifier"] for row in rows],
    }
    return {
        "articles": {
            "id": [article["doc_id"] for article in articles],
            "title": [article["title"] or "" for article in articles],
            "origin": [article["origin"] for article in articles],
            "published": [iso(article["published"] or "") for article in articles],
            "cluster": _column(article["cluster_id"] or article["doc_id"] for article in articles)["at"],
        },
        "figures": {
            "article": [at for at, _ in figures],
            "value": [min(_number(row["value"]), _LARGEST) for row in rows],
            "shown": _column(_quantity(row) for row in rows),
            "id": _column(row["figure_id"] for row in rows),
            "period": _column(days(row["period_start"], row["period_end"]) for row in rows),
            "since": [int(jalali(row["period_start"]).replace("-", "") or 0) for row in rows],
            "speaker": _column(row["speaker"] or "" for row in rows),
            "role": _column(row["speaker_role"] or "" for row in rows),
            "sentence": _column(sentence for sentence, _, _ in sentences),
            "from": [start for _, start, _ in sentences],
            "to": [end for _, _, end in sentences],
            **{name: _column(values) for name, values in chosen.items()},
        },
        "names": {
            "kind": {kind: label("kinds", f"{kind}s") for kind in sorted(set(chosen["kind"]))},
            "indicator": {name: label("indicators", name) for name in sorted(set(chosen["indicator"]))},
            "province": {name: label("regions", name) for name in sorted(set(chosen["province"]))},
            "place": {name: name or label("regions", "none") for name in sorted(set(chosen["place"]))},
            "measure": {name: _measure_name(name) for name in sorted(set(chosen["measure"]))},
            "qualifier": {name: label("exactness", name) for name in sorted(set(chosen["qualifier"]))},
        },
        "regions": list(labels()["regions"]),
    }


def _json(data: dict[str, Any]) -> Markup:
    """Data as JSON that no parser of pages or scripts takes for anything else."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704


def _column(values: Iterable[Hashable]) -> dict[str, list[Any]]:
    """Values as a list of different ones and their places in it.

    >>> _column(["صادرات", "فروش", "صادرات"])
    {'of': ['صادرات', 'فروش'], 'at': [0, 1, 0]}
    """
    places: dict[Hashable, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return {"of": list(places), "at": at}


def _number(value: float) -> Value:
    """A value of the tables as records have it: whole where it is."""
    return int(value) if float(value).is_integer() else value


def _quantity(row: Row) -> str:
    """A figure in words, as the page of its article has it; one too large for the tables as it is written."""
    if isinf(row["value"]) or isinf(row["value_max"] or 0):
        return " ".join(row["text"].split())
    high = None if row["value_max"] is None else _number(row["value_max"])
    common = {"id": "", "value": _number(row["value"]), "value_max": high, "qualifier": row["qualifier"]}
    match row["kind"]:
        case "count":
            return quantity(Count(**common, unit=row["unit"], item=row["item"]))
        case "amount":
            return quantity(Amount(**common, currency=row["currency"]))
        case _:
            return quantity(Percent(**common))


def _measure(row: Row) -> str:
    """What values may be compared in: a currency, percent, or a unit after «:» – a lone «:» is that of bare counts."""
    return row["currency"] or ("percent" if row["kind"] == "percent" else f":{row['unit'] or ''}")


def _measure_name(measure: str) -> str:
    if measure.startswith(":"):
        return measure[1:] or label("measures", "bare")
    return label("currencies", measure) if measure in labels()["currencies"] else label("measures", measure)


def _region(row: Row) -> str:
    """The province of a figure, or which of the other regions it belongs to."""
    if row["place"] is None:
        return "none"
    return "iran" if row["place"] == "ایران" else str(row["province"])


def _sentence(row: Row) -> tuple[str, int, int]:
    """A figure's sentence, and where the figure stands there, in units of UTF-16."""
    sentence = row["sentence_text"]
    start = _units(sentence[: row["at"]])
    return sentence, start, start + _units(row["text"])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
